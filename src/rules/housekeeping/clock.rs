//! When a meeting began and ended, as its minutes print it.

use crate::figure::pattern;
use crate::figure::{Span, digits};
use regex::Regex;
use std::sync::LazyLock;

/// A time of day in minutes, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Clock {
    /// Minutes since midnight.
    pub minutes: u16,
    /// Where it stands.
    pub span: Span,
}

impl Clock {
    /// `10.20 am`, whatever way it was printed.
    pub fn printed(&self) -> String {
        let (hour, minute) = (self.minutes / 60, self.minutes % 60);
        let half = if hour < 12 { "am" } else { "pm" };
        format!(
            "{}.{minute:02} {half}",
            if hour % 12 == 0 { 12 } else { hour % 12 }
        )
    }
}

const TIME: &str = r"(\d{1,2})(?:[.:](\d\d))?\s?([ap])\.?\s?m\b";
static START: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)(?:\b(?:held|commenc[a-z]+|started|opened|began)\b[^.;]{{0,60}}?\bat\s+{TIME}|^\W*{TIME}\.?,?\s+on\s)"
    ))
});
static CLOSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(?:closed|ended|concluded|finished|rose|terminated)\b[^.;]{{0,30}}?\bat\s+{TIME}"
    ))
});

/// The time at which a text says that a meeting is held or began; not that of the next one.
pub(in crate::rules) fn start(text: &str) -> Option<Clock> {
    let found = may_hold(text).then(|| read(&START, text)).flatten()?;
    let sentence = super::told::sentence(text, found.span.start as usize);
    let before = sentence.before(found.span).of(text);
    let mut words = before.split(|c: char| !c.is_ascii_alphabetic());
    let to_come = words.any(|w| matches!(w, "next" | "Next" | "NEXT" | "will"));
    (!to_come).then_some(found)
}

/// The time at which a text says that a meeting closed.
pub(in crate::rules) fn close(text: &str) -> Option<Clock> {
    (may_hold(text) && text.contains(" at "))
        .then(|| read(&CLOSE, text))
        .flatten()
}

/// A cheap look for "am" or "pm" behind a digit.
pub(in crate::rules) fn may_hold(text: &str) -> bool {
    let b = text.as_bytes();
    let half = |a: Option<&u8>, m: Option<&u8>| {
        matches!(a, Some(b'a' | b'p' | b'A' | b'P')) && matches!(m, Some(b'm' | b'M' | b'.'))
    };
    digits::runs(text).any(|(_, end)| {
        half(b.get(end), b.get(end + 1))
            || b.get(end) == Some(&b' ') && half(b.get(end + 1), b.get(end + 2))
    })
}

fn read(pattern: &Regex, text: &str) -> Option<Clock> {
    let c = pattern.captures(text)?;
    let first = if c.get(1).is_some() { 1 } else { 4 };
    let hour: u16 = c.get(first)?.as_str().parse().ok()?;
    let minute: u16 = c
        .get(first + 1)
        .map_or(Some(0), |m| m.as_str().parse().ok())?;
    let half = c.get(first + 2)?;
    if hour > 12 || minute > 59 {
        return None;
    }
    let afternoon = half.as_str().eq_ignore_ascii_case("p");
    Some(Clock {
        minutes: (hour % 12 + if afternoon { 12 } else { 0 }) * 60 + minute,
        span: Span::new(c.get(first)?.start(), half.end() + 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_and_closing_times_are_read() {
        assert_eq!(
            start("Minutes of the Board held at 10.00 am on Tuesday").map(|c| c.minutes),
            Some(600)
        );
        assert_eq!(start("2pm on Monday 4 March").map(|c| c.minutes), Some(840));
        assert_eq!(
            close("(Meeting closed at 12.20 p.m.)").map(|c| c.minutes),
            Some(740)
        );
        assert_eq!(start("The next meeting will be held at 7.30pm"), None);
        assert_eq!(close("The road closed in 2019 at 3 places"), None);
    }

    #[test]
    fn times_are_printed_one_way() {
        assert_eq!(
            start("held at 12:05pm").map(|c| c.printed()).as_deref(),
            Some("12.05 pm")
        );
    }
}
