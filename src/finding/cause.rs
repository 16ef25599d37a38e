//! The likely cause of a difference: what a slip of hand or copy would have done to the figures.

use super::message::number;
use rust_decimal::Decimal;

/// What turns one figure into the other: digits swapped, one digit different, a digit more or fewer, sign, scale.
pub fn between(stated: Decimal, computed: Decimal) -> Option<String> {
    if stated == computed {
        return None;
    }
    if stated == -computed {
        return Some("the sign is turned".into());
    }
    for exponent in [1_i32, 2, 3, 6] {
        let factor = crate::figure::scale::power_of_ten(exponent);
        let slip = |a: Decimal, b: Decimal| a.checked_mul(factor).is_some_and(|x| x == b);
        if !stated.is_zero() && (slip(stated, computed) || slip(computed, stated)) {
            return Some(format!("the decimal point is {exponent} places off"));
        }
    }
    if stated.is_sign_negative() != computed.is_sign_negative()
        && !stated.is_zero()
        && !computed.is_zero()
    {
        return None;
    }
    let (a, b) = digits(stated, computed);
    if a.len() == b.len() {
        let apart: Vec<usize> = (0..a.len()).filter(|i| a[*i] != b[*i]).collect();
        return match apart.as_slice() {
            // A last digit that is off by one is as likely a rounding.
            [i] if a.len() >= 2 && !(*i + 1 == a.len() && a[*i].abs_diff(b[*i]) == 1) => {
                Some(format!(
                    "one digit differs ({} for {})",
                    char::from(a[*i]),
                    char::from(b[*i])
                ))
            }
            _ => swap(&a, &b),
        };
    }
    let (long, short, lost) = if a.len() > b.len() {
        (&a, &b, false)
    } else {
        (&b, &a, true)
    };
    if long.len() == short.len() + 1 && short.len() >= 2 {
        let same = long.iter().zip(short).take_while(|(x, y)| x == y).count();
        if long[same + 1..] == short[same..] {
            return Some(if lost {
                "a digit is left out".into()
            } else {
                "a digit is there twice or too many".into()
            });
        }
    }
    None
}

/// Two neighbouring digits, each in the place of the other; what else a slip may be, this is seldom by chance.
pub fn swapped(stated: Decimal, computed: Decimal) -> Option<String> {
    let (a, b) = digits(stated, computed);
    (stated.is_sign_negative() == computed.is_sign_negative() && a.len() == b.len())
        .then(|| swap(&a, &b))
        .flatten()
}

fn swap(a: &[u8], b: &[u8]) -> Option<String> {
    let mut apart = (0..a.len()).filter(|i| a[*i] != b[*i]);
    let (i, j) = (apart.next()?, apart.next()?);
    (apart.next().is_none() && j == i + 1 && a[i] == b[j] && a[j] == b[i]).then(|| {
        format!(
            "two digits are swapped ({}{} for {}{})",
            char::from(a[i]),
            char::from(a[j]),
            char::from(b[i]),
            char::from(b[j])
        )
    })
}

/// The digits of both, to the same number of places.
fn digits(a: Decimal, b: Decimal) -> (Vec<u8>, Vec<u8>) {
    let places = a.normalize().scale().max(b.normalize().scale());
    let write = |d: Decimal| {
        let mut d = d.abs().normalize();
        d.rescale(places);
        d.mantissa().to_string().into_bytes()
    };
    (write(a), write(b))
}

/// Why a total differs from the sum of its parts: a part left out, counted twice, with the sign turned; else what one
/// slip in the total would explain.
pub fn of_sum(total: Decimal, parts: &[Decimal]) -> Option<String> {
    let sum: Decimal = parts
        .iter()
        .fold(Decimal::ZERO, |s, p| s.saturating_add(*p));
    let gap = total.saturating_sub(sum);
    if gap.is_zero() {
        return None;
    }
    // Small gaps equal some part by chance.
    let telling = |p: &Decimal| p.abs() >= Decimal::TEN;
    let only = |wanted: Decimal| {
        let mut same = parts.iter().filter(|p| **p == wanted && telling(p));
        same.next().filter(|_| same.next().is_none())
    };
    if let Some(p) = only(-gap) {
        return Some(format!("{} is left out of the total", number(*p)));
    }
    if let Some(p) = only(gap) {
        return Some(format!("{} is in the total twice", number(*p)));
    }
    if let Some(p) = only(-gap / Decimal::TWO) {
        return Some(format!("{} has its sign turned", number(*p)));
    }
    between(total, sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(s: &str) -> Decimal {
        s.parse().expect("a decimal")
    }

    #[test]
    fn slips_of_the_hand_are_named() {
        let says = |a: &str, b: &str| between(d(a), d(b)).unwrap_or_default();
        assert!(says("1421", "1241").contains("swapped (42 for 24)"));
        assert!(says("1471", "1421").contains("one digit differs (7 for 2)"));
        assert!(says("-12", "12").contains("sign"));
        assert!(says("1250", "12.5").contains("2 places"));
        assert!(says("142", "1423").contains("left out"));
        assert_eq!(between(d("15"), d("14")), None);
        assert_eq!(between(d("190"), d("453")), None);
    }

    #[test]
    fn a_part_left_out_or_counted_twice_is_named() {
        let parts = [d("120"), d("45"), d("33")];
        assert_eq!(
            of_sum(d("153"), &parts).as_deref(),
            Some("45 is left out of the total")
        );
        assert_eq!(
            of_sum(d("231"), &parts).as_deref(),
            Some("33 is in the total twice")
        );
        assert_eq!(of_sum(d("198"), &parts), None);
    }
}
