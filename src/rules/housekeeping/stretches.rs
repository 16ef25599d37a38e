//! Stretches of time with both ends printed: "1 April 2024 to 31 March 2025", "February 2025 to 30 September 2025".

use crate::figure::Span;
use crate::figure::pattern;
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

/// A stretch of time as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Stretch {
    /// First day; the first of the month where no day is printed.
    pub from: Date,
    /// Last day; the last of the month where no day is printed.
    pub to: Date,
    /// Both ends were printed with a day.
    pub exact: bool,
    /// Where it stands.
    pub span: Span,
}

impl Stretch {
    /// Months from the first day to the last, a begun month counted whole from its sixteenth day on.
    pub fn months(&self) -> i32 {
        let months = i32::from(self.to.year() - self.from.year()) * 12
            + i32::from(self.to.month() - self.from.month());
        // From the first of a month to the end of another, both count; from mid-month to mid-month one of them.
        let days = i32::from(self.to.day()) - i32::from(self.from.day()) + 1;
        months + i32::from(days >= 16) - i32::from(days <= -16)
    }
    /// Whether it runs from the first day of a month to the last of the month before it, years later: whole years.
    pub fn whole_years(&self) -> Option<i32> {
        let starts = self.from.day() == 1;
        let ends = self.to == self.to.last_of_month();
        (starts && ends && self.months() % 12 == 0).then(|| self.months() / 12)
    }
}

static STRETCH: LazyLock<Regex> = LazyLock::new(|| {
    const MONTH: &str = r"(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
    pattern(&format!(
        r"\b(?:(\d{{1,2}})\s?(?:st|nd|rd|th)?\s*)?{MONTH}[,.]?\s+((?:19|20)\d\d)(\s*(?:[-–—−]|\bto\b|\band\b|\buntil\b|\bup to\b)\s*(?:the\s+)?|\s+)(?:(\d{{1,2}})\s?(?:st|nd|rd|th)?\s+)?{MONTH}[,.]?\s+((?:19|20)\d\d)\b"
    ))
});

/// The end of a month's name before a year.
static MONTHS_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"[a-z][,.]?\s+(?:19|20)\d\d"));

/// The stretches of a text, in order.
pub(in crate::rules) fn scan(text: &str) -> Vec<Stretch> {
    // Cheap first: two years and a month's letters.
    let bytes = text.as_bytes();
    let mut years = memchr::memchr2_iter(b'1', b'2', bytes)
        .filter(|i| matches!(bytes.get(*i..*i + 2), Some(b"19" | b"20")));
    if years.nth(1).is_none() || !MONTHS_YEAR.is_match(text) {
        return Vec::new();
    }
    STRETCH
        .captures_iter(text)
        .filter_map(|c| {
            let all = c.get(0)?;
            let number = |i: usize| c.get(i).and_then(|m| m.as_str().parse::<i16>().ok());
            let month = |i: usize| c.get(i).map(|m| month(m.as_str()));
            let (a, b) = (number(1), number(5));
            let joined = !c.get(4)?.as_str().trim().is_empty();
            // A dash lost in extraction leaves two days side by side; two months side by side are a list.
            if !joined && (a.is_none() || b.is_none()) {
                return None;
            }
            // "between 1 May 2020 and 3 June 2021" is a stretch; "held on 1 May 2020 and 3 June 2021" are two days.
            if c.get(4)?.as_str().trim() == "and" && !led_by_between(&text[..all.start()]) {
                return None;
            }
            let from = Date::new(number(3)?, month(2)??, a.unwrap_or(1) as i8).ok()?;
            let last = Date::new(number(7)?, month(6)??, 1).ok()?.last_of_month();
            let to = match b {
                Some(day) => Date::new(last.year(), last.month(), day as i8).ok()?,
                None => last,
            };
            (from < to).then_some(Stretch {
                from,
                to,
                exact: a.is_some() && b.is_some(),
                span: Span::new(all.start(), all.end()),
            })
        })
        .collect()
}

fn led_by_between(before: &str) -> bool {
    let tail: Vec<&str> = before.split_whitespace().rev().take(2).collect();
    tail.iter().any(|w| w.eq_ignore_ascii_case("between"))
}

fn month(name: &str) -> Option<i8> {
    let key = name.get(..3)?;
    (1..=12i8).find(|m| crate::finding::message::month(*m).get(..3) == Some(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(text: &str) -> Vec<i32> {
        scan(text).iter().map(Stretch::months).collect()
    }

    #[test]
    fn months_are_counted_with_both_ends() {
        assert_eq!(months("from April 2024 to March 2025"), [12]);
        assert_eq!(months("February 2025 to 30 September 2025"), [8]);
        assert_eq!(months("between 1 April 2021 and 31 March 2022"), [12]);
        assert_eq!(months("15 May 2024 to 14 November 2024"), [6]);
        assert_eq!(months("1 April 2024 31 March 2026"), [24]);
    }

    #[test]
    fn two_days_are_no_stretch() {
        assert!(months("meetings on 1 April 2021 and 31 March 2022").is_empty());
        assert!(months("April 2021 May 2022").is_empty());
    }
}
