//! How a sentence tells of a day: as past, as to come, or neither.

use crate::figure::Span;
use crate::figure::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// How a day is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Told {
    /// Something happened on it.
    Past,
    /// Something will.
    ToCome,
    /// The words do not say.
    Unclear,
}

static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:will|shall|would|(?-i:may)|might|should|must|can|is to|are to|to be|due|plan(?:s|ned)?|expect[a-z]*|anticipat[a-z]*|schedul[a-z]*|propos[a-z]*|intend[a-z]*|forthcoming|next|deadline|target[a-z]*|project(?:ed|ion)|forecast[a-z]*|future|timetable|upcoming|provisional|subject to|request[a-z]*|invit[a-z]*|arrang[a-z]*|book(?:ed|ing)|to (?:take|attend|hold|meet|start|begin|open|visit|run|move|change|join|discuss|consider|complete|finish|launch|celebrate|mark)|if|unless|once|review date|version|valid|expir[a-z]*|effective)\b",
    )
});
/// What says plainly that something is still to happen.
static SHALL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:will|shall|is to|are to|to be|due)\b"));
static BACK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:was|were|had|been|being|took place|recommended in|as agreed|as recommended|agreed (?:at|on|by)|published (?:on|in)|dated|issued on|held on)\b",
    )
});
/// What stands directly before a day that limits or plans it, or has no tense: "by 3 May", "until 3 May", "the last day
/// being 3 May".
static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:by|until|till|before|from|to|after|ending|ends|end|starting|starts|commencing|commences|beginning|being|due|for|between|and|through|of|re)\s+(?:the\s+)?(?:[a-z]+day,?\s+)?(?:the\s+)?$",
    )
});

/// The sentence around a byte: between full stops, semicolons and colons followed by a space.
pub(in crate::rules) fn sentence(text: &str, at: usize) -> Span {
    let at = at.min(text.len());
    let ends = |i: &usize| {
        let b = text.as_bytes();
        matches!(b[*i], b'.' | b';' | b'!' | b'?') && matches!(b.get(i + 1), None | Some(b' '))
    };
    let from = (0..at).rev().find(ends).map_or(0, |i| i + 1);
    let to = (at..text.len()).find(ends).unwrap_or(text.len());
    Span::new(from, to)
}

/// How the sentence around a day tells of it.
pub(in crate::rules) fn told(text: &str, day: Span) -> Told {
    let sentence = sentence(text, day.start as usize);
    let words = sentence.of(text);
    let before = sentence.before(day).of(text);
    let after = sentence.behind(day).of(text);
    // "As will be seen below, on 3 May": it is the reader who will.
    if LIMIT.is_match(before) || before.contains(" be seen ") {
        return Told::Unclear;
    }
    // "will be revised, as recommended in the survey (3/5/24)": the clause that holds the day decides.
    let clause = before.rsplit(',').next().unwrap_or(before);
    let cited = before.ends_with('(') && after.starts_with(')');
    if cited && BACK.is_match(clause) && !AHEAD.is_match(clause) {
        return Told::Past;
    }
    if AHEAD.is_match(words) {
        let verb = before.trim_end().trim_end_matches(" on").ends_with("ed");
        let ahead = SHALL.is_match(before) && !verb && !BACK.is_match(words);
        return if ahead { Told::ToCome } else { Told::Unclear };
    }
    if BACK.is_match(before) || BACK.is_match(after) && before.trim_start().len() < 12 {
        Told::Past
    } else {
        Told::Unclear
    }
}

/// Whether the words around a time tell, even if not beyond doubt, of something that happened then. Looser than
/// [`told`]: enough for a test that the time bears out, never for one that it contradicts.
pub(in crate::rules) fn happened(text: &str, time: Span) -> bool {
    if told(text, time) == Told::Past {
        return true;
    }
    let sentence = sentence(text, time.start as usize);
    let words = sentence.of(text);
    let before = sentence.before(time).of(text);
    let limit = [
        " by", " until", " till", " before", " to", " end of", " due",
    ];
    if limit.iter().any(|w| before.trim_end().ends_with(w)) || AHEAD.is_match(words) {
        return false;
    }
    words
        .split(|c: char| !c.is_alphabetic())
        .any(|w| w.len() > 4 && w.ends_with("ed") || PAST.contains(&w))
}

/// Past forms that do not end in "ed".
const PAST: [&str; 18] = [
    "was", "were", "had", "held", "began", "became", "took", "met", "went", "gave", "made", "left",
    "won", "came", "saw", "got", "spent", "sent",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::period::scan_dates;

    fn first(text: &str) -> Told {
        told(text, scan_dates(text)[0].span)
    }

    #[test]
    fn past_and_coming_days_are_told_apart() {
        assert_eq!(first("The licence was granted on 12 May 2024."), Told::Past);
        assert_eq!(
            first("A lock was built, as recommended in the survey (3/5/24)."),
            Told::Past
        );
        assert_eq!(first("The board will meet on 12 May 2024."), Told::ToCome);
        assert_eq!(first("Work was to be done by 12 May 2024."), Told::Unclear);
        assert_eq!(first("The lease of 12 May 2024 is kept."), Told::Unclear);
        for planned in [
            "A day has been set for a surgery to take place on 12 May 2024.",
            "A request was made for help with the fair on 12 May 2024.",
            "Four places have been booked for a course (12/05/2024).",
            "The clerk was thanked, his last day being 12 May 2024.",
        ] {
            assert_eq!(first(planned), Told::Unclear, "{planned}");
        }
    }

    #[test]
    fn a_sentence_ends_at_its_full_stop_and_not_in_a_number() {
        let text = "Rose to 3.5 in May. Fell on 1 June 2024 again.";
        assert_eq!(sentence(text, 25).of(text), " Fell on 1 June 2024 again");
    }
}
