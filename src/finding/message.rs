//! Words messages: the only place that spells numbers and causes for readers.

use rust_decimal::Decimal;

/// A number with thousands separators, trailing zeros of the computation dropped: `1,412`, `-0.35`.
pub fn number(value: Decimal) -> String {
    let plain = value.normalize().to_string();
    let (sign, digits) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |d| ("-", d));
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(f) = fraction {
        out.push('.');
        out.push_str(f);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(number(Decimal::new(-1234567890, 2)), "-12,345,678.9");
        assert_eq!(number(Decimal::new(412, 0)), "412");
    }
}
