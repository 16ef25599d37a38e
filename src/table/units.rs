//! Units and scales that headers, labels, captions and notes give to figures: "£000", "(£m)", "NOK million", "%", "(days)".

use crate::figure::Unit;
use crate::figure::pattern;
use crate::layout::looks::has_word;
use regex::Regex;
use std::sync::LazyLock;

/// What a text says of the figures it heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Given {
    /// The unit, where one is named.
    pub unit: Option<Unit>,
    /// The power of ten, where one is named.
    pub scale: Option<i8>,
}

/// Reads unit and scale from a header, label, caption or note.
///
/// In a long text (a caption, a note) only money with a scale, "in thousands" and the like count; a percent sign in a
/// sentence says nothing of the table.
pub fn given(text: &str) -> Given {
    if text.is_empty() || !may_hold_unit(text) {
        return Given::default();
    }
    static MONEY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?ix)(?P<money>£|€|\$|\bGBP\b|\bEUR\b|\bUSD\b|\bEuro(?:s)?\b|\bNOK\b|\bSEK\b|\bDKK\b|\bFIM\b|\bISK\b|\bCHF\b|\bC\$|\bpounds\b)
              [,;]?\s*(?:in\s+)?['’]?(?:
                (?P<thousand>000s?\b|0{3}['’]?s?|k\b|thousands?\b|1[\s,.]?000\b)
              | (?P<million>m\b|mn\b|millions?\b|mill\b\.?|0{6}|1[\s,.]?000[\s,.]?000\b)
              | (?P<billion>bn\b|billions?\b)
              )?",
        )
    });
    static SCALE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:\bin\s+|\(|^|,\s+)(?:(thousands?|'?000s?)|(millions?)|(billions?))\b")
    });
    const CURRENCIES: [&str; 10] = [
        "gbp", "eur", "usd", "nok", "sek", "dkk", "fim", "isk", "chf", "pounds",
    ];
    let mut out = Given::default();
    let money = text.contains(['£', '€', '$']) || has_word(text, &CURRENCIES);
    for found in money
        .then(|| MONEY.captures_iter(text))
        .into_iter()
        .flatten()
    {
        let scale = if found.name("thousand").is_some() {
            Some(3)
        } else if found.name("million").is_some() {
            Some(6)
        } else if found.name("billion").is_some() {
            Some(9)
        } else {
            None
        };
        // "£5" inside a label is an amount, not the unit of the row.
        let end = found.get(0).map_or(0, |m| m.end());
        let amount = text[end..].starts_with(|c: char| c.is_ascii_digit());
        if amount && scale.is_none() || text.len() > 60 && scale.is_none() {
            continue;
        }
        let money = found.name("money").map_or("", |m| m.as_str());
        out.unit = Some(match money.to_ascii_uppercase().as_str() {
            "£" | "GBP" | "POUNDS" => Unit::Pounds,
            "€" | "EUR" | "EURO" | "EUROS" => Unit::Euros,
            "$" | "USD" => Unit::Dollars,
            // A currency without a unit of its own: the figures are money in an unnamed unit.
            _ => Unit::Number,
        });
        out.scale = scale.or(out.scale);
        if scale.is_some() {
            return out;
        }
    }
    if out.unit.is_some() {
        return out;
    }
    let scaled = text.contains("000") || has_word(text, &["thousand", "million", "billion"]);
    if scaled && let Some(found) = SCALE.captures(text) {
        out.scale = Some(if found.get(1).is_some() {
            3
        } else if found.get(2).is_some() {
            6
        } else {
            9
        });
        return out;
    }
    if text.len() <= 120 {
        out.unit = plain_unit(text);
    }
    out
}

/// Whether a cell names a unit and nothing else: "£000", "£m", "000s".
pub fn is_unit(text: &str) -> bool {
    text.len() <= 16 && !text.bytes().any(|b| matches!(b, b'1'..=b'9')) && text.contains("00") && {
        let given = given(text);
        given.scale.is_some()
    }
}

/// Whether a text names a unit or a scale and says nothing else: "$m", "million", "%", "days".
pub fn names_unit(text: &str) -> bool {
    text.len() <= 16
        && !text.bytes().any(|b| matches!(b, b'1'..=b'9'))
        && text.split_whitespace().count() <= 2
        && given(text) != Given::default()
}

/// Whether a label names a figure that is derived from others: an average, a rate, a ratio, an index.
pub fn is_rate(label: &str) -> bool {
    static RATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?ix)\b(?:averages?|avg|mean|median|rates?|ratios?|per\s+(?:capita|head|1[\s,.]?000|100\b|person|household|child|unit|(?:[a-z]+\s+)?share|sq[a-z]*)|index|indices|density|proportion|percentage|shares?\s+(?:of|in|long)|per\s?cent)\b
              |^\s*(?:max(?:imum)?|min(?:imum)?|highest|lowest|st(?:andard|d)?\.?\s*dev[a-z]*|(?:upper|lower)\s+quartile)\s*[:.]?\s*$",
        )
    });
    static NO_RATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:business\s+rates?|rates?\s+(?:relief|income|retention|payable)|non-domestic\s+rates?)\b",
        )
    });
    // A long label is a rate where it says so first; a description may mention one anywhere.
    // But "dividends declared (in dollars per share)" is one wherever that stands.
    let says = |m: regex::Match<'_>| {
        let share = m.as_str().as_bytes();
        label.len() <= 60 || m.start() <= 12 || share.to_ascii_lowercase().ends_with(b"share")
    };
    const HEADS: [&str; 11] = [
        "average",
        "avg",
        "mean",
        "median",
        "rate",
        "ratio",
        "per",
        "ind",
        "density",
        "proportion",
        "share",
    ];
    label.len() <= 160
        && has_word(label, &HEADS)
        && RATE.find_iter(label).any(says)
        && !NO_RATE.is_match(label)
}

/// Whether a label names a difference or a change: "variance", "change on last year", "+/-".
pub fn is_change(label: &str) -> bool {
    static CHANGE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:changes?|growth|increases?|decreases?|movements?|variances?|var\.?|diff(?:erences?)?|yoy|(?:over|under)[\s-]?spends?)\b|\+\s?/\s?-|[∆Δ]",
        )
    });
    const HEADS: [&str; 10] = [
        "change", "growth", "increase", "decrease", "movement", "var", "diff", "yoy", "over",
        "under",
    ];
    let may = !label.is_ascii() || label.contains('+') || has_word(label, &HEADS);
    may && label.len() <= 300 && CHANGE.is_match(label)
}

fn may_hold_unit(text: &str) -> bool {
    !text.is_ascii()
        || text.bytes().any(|b| matches!(b, b'%' | b'$' | b'(' | b'0'))
        || text.len() <= 120 && text.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Units that stand in brackets, at the end, or alone: "%", "(days)", "average weeks", "per cent".
fn plain_unit(text: &str) -> Option<Unit> {
    if text.contains('%') {
        // "Number (and %)" heads mixed cells; "50% target" is an amount.
        let before = text.split('%').next().unwrap_or("");
        let amount = before.ends_with(|c: char| c.is_ascii_digit());
        let both = text.to_ascii_lowercase().contains("number and");
        return (!amount && !both).then_some(Unit::Percent);
    }
    let lower = text.to_lowercase();
    let lower = lower.trim_end_matches(['.', ')', ' ', ':']);
    let last = lower.rsplit([' ', '(', '/', ',']).next().unwrap_or("");
    let bracketed = lower.contains('(')
        && lower
            .rsplit('(')
            .next()
            .is_some_and(|w| w.trim_start_matches("in ") == last);
    let alone = lower.trim() == last;
    let in_days = lower.contains("days")
        && ["time in days", "(days)", "number of days"]
            .iter()
            .any(|said| lower.contains(said));
    match last {
        "percent" | "percentage" | "percentages" => Some(Unit::Percent),
        "cent" if lower.ends_with("per cent") => Some(Unit::Percent),
        "days" if bracketed || alone || in_days => Some(Unit::Days),
        "weeks" if bracketed || alone => Some(Unit::Weeks),
        "months" if bracketed || alone => Some(Unit::Months),
        "years" if bracketed || alone => Some(Unit::Years),
        "hours" | "hrs" if bracketed || alone => Some(Unit::Hours),
        "minutes" | "mins" if bracketed || alone => Some(Unit::Minutes),
        "number" | "no" | "count" | "headcount" | "fte" | "ftes" if bracketed || alone => {
            Some(Unit::Number)
        }
        _ if lower.starts_with("number of ") || lower.starts_with("no. of ") => Some(Unit::Number),
        _ if lower.starts_with("percent") || lower.starts_with("per cent") => Some(Unit::Percent),
        _ if in_days => Some(Unit::Days),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn g(text: &str) -> (Option<Unit>, Option<i8>) {
        let g = given(text);
        (g.unit, g.scale)
    }

    #[test]
    fn money_and_its_scale_are_read() {
        assert_eq!(g("£000"), (Some(Unit::Pounds), Some(3)));
        assert_eq!(g("2024/25 £'000s"), (Some(Unit::Pounds), Some(3)));
        assert_eq!(g("Budget (£m)"), (Some(Unit::Pounds), Some(6)));
        assert_eq!(g("£"), (Some(Unit::Pounds), None));
        assert_eq!(
            g("All figures in £ millions"),
            (Some(Unit::Pounds), Some(6))
        );
        assert_eq!(
            g("Table 4. Turnover. NOK million"),
            (Some(Unit::Number), Some(6))
        );
        assert_eq!(g("(in thousands)"), (None, Some(3)));
    }

    #[test]
    fn other_units_are_read_from_short_headers() {
        assert_eq!(g("Change (%)"), (Some(Unit::Percent), None));
        assert_eq!(g("Average wait (days)"), (Some(Unit::Days), None));
        assert_eq!(g("Number of visits"), (Some(Unit::Number), None));
        assert_eq!(g("Share, per cent"), (Some(Unit::Percent), None));
    }

    #[test]
    fn amounts_and_words_are_no_units() {
        assert_eq!(g("Grants over £5,000"), (None, None));
        assert_eq!(g("Children aged 5 to 9 years old"), (None, None));
        assert_eq!(g("Within 50% of target"), (None, None));
        assert_eq!(g("Housing"), (None, None));
    }
}
