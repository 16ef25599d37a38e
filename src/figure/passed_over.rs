//! What looks like a figure and is none: references, ages, identifiers, telephone numbers, addresses.

use super::dates::tail;
use super::numeral::{self, Numeral};
use super::scan::end_of_token;

/// Past the groups of a telephone number.
pub(super) fn telephone_end(text: &str, mut at: usize) -> usize {
    while let Some(rest) = text.get(at..)
        && let Some(after) = rest.strip_prefix([' ', '-'])
        && after.starts_with(|c: char| c.is_ascii_digit())
    {
        let next = end_of_token(text, at + 1);
        if next - at > 9 {
            break;
        }
        at = next;
    }
    at
}

/// Whether the digit is inside a web or mail address.
pub(super) fn in_address(text: &str, at: usize) -> bool {
    let token = tail(&text[..at], 96)
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or("");
    token.len() >= 2
        && token
            .bytes()
            .any(|b| matches!(b, b':' | b'.' | b'@' | b'#'))
        && (token.contains("://")
            || token.contains("www.")
            || token.contains('@')
            || token.contains(".gov")
            || token.contains('#'))
}

/// Whether a letter, or a letter and a hyphen, touches the number from the left: A10, Covid-19.
pub(super) fn glued_before(before: &str) -> bool {
    let mut chars = before.chars().rev();
    match chars.next() {
        Some(c) if c.is_alphanumeric() || c == '_' => true,
        Some('-' | '‑' | '/') => chars.next().is_some_and(char::is_alphabetic),
        Some('.') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some('[') => true,
        _ => false,
    }
}

/// Long plain digit strings name things; they count nothing.
/// `digits` is the length of the string, `last` the word before it.
pub(super) fn is_identifier(digits: usize, last: &str, n: &Numeral) -> bool {
    if !n.digits.grouped && n.digits.places == 0 && digits >= 7 {
        return true;
    }
    matches!(
        last,
        "Tel"
            | "Tel:"
            | "tel"
            | "tel:"
            | "Telephone"
            | "Telephone:"
            | "telephone"
            | "telephone:"
            | "phone"
            | "Phone:"
            | "phone:"
            | "Mobile:"
            | "mobile"
            | "Fax:"
            | "ext"
            | "Ext"
            | "Ext."
            | "ext."
            | "extension"
            | "DX"
            | "ISO"
            | "BS"
            | "EN"
            | "SI"
            | "UPRN"
            | "ref"
            | "Ref"
            | "Ref:"
            | "ref:"
            | "reference"
            | "Reference"
            | "Reference:"
            | "ID"
            | "Box"
    )
}

/// "aged 5", "5-year-old", "under 5s", "16 to 18 year olds".
/// `last` is the word before the number, `left` what follows it.
pub(super) fn is_age(last: &str, left: &str) -> bool {
    if matches!(last, "aged" | "age" | "ages" | "Aged" | "Age" | "Ages") {
        return true;
    }
    let mut t = left;
    // the first number of "16 to 18 year olds" and "0-4 years old"
    let dash = t.trim_start().strip_prefix(['-', '–']);
    if let Some(after) = t.strip_prefix(" to ").or(dash.map(str::trim_start))
        && let Ok((rest, _)) = numeral::digits(after)
    {
        t = rest;
    }
    is_age_after(t) || is_age_after_unit(t)
}

fn is_age_after_unit(left: &str) -> bool {
    let s = left.trim_start_matches([' ', '-', '‑']);
    for unit in ["years", "year", "yr", "yrs", "months", "month"] {
        if let Some(rest) = s.strip_prefix(unit)
            && is_age_after(rest)
        {
            return true;
        }
    }
    false
}

/// What follows the unit of an age: "old", "olds", "of age".
pub(super) fn is_age_after(left: &str) -> bool {
    let s = left.trim_start_matches([' ', '-', '‑', '\'', '’']);
    s.starts_with("old") || s.starts_with("of age")
}

/// Nouns that a number names one of, sorted.
const PLACES: &[&str] = &[
    "agenda",
    "annex",
    "annexe",
    "annexes",
    "annexure",
    "appendices",
    "appendix",
    "area",
    "article",
    "articles",
    "asc",
    "asu",
    "band",
    "bands",
    "bill",
    "bills",
    "block",
    "box",
    "bullet",
    "c.f.r",
    "category",
    "cfr",
    "chapter",
    "chapters",
    "chart",
    "charts",
    "cheque",
    "cheques",
    "class",
    "clause",
    "clauses",
    "code",
    "column",
    "covid",
    "day",
    "division",
    "domain",
    "draft",
    "edition",
    "enclosure",
    "episode",
    "example",
    "exercise",
    "exhibit",
    "fig",
    "figure",
    "figures",
    "floor",
    "footnote",
    "form",
    "form10",
    "gate",
    "goal",
    "grade",
    "grades",
    "graph",
    "group",
    "highlight",
    "hymn",
    "ias",
    "ifrs",
    "iso",
    "issue",
    "item",
    "items",
    "junction",
    "key",
    "ks",
    "law",
    "laws",
    "level",
    "levels",
    "line",
    "locomotive",
    "lot",
    "minute",
    "mission",
    "model",
    "month",
    "no",
    "nos",
    "note",
    "notes",
    "objective",
    "ofsted",
    "option",
    "ordinance",
    "outcome",
    "page",
    "pages",
    "pamphlet",
    "para",
    "paragraph",
    "paragraphs",
    "paras",
    "part",
    "parts",
    "period",
    "pg",
    "phase",
    "pillar",
    "platform",
    "plot",
    "policy",
    "pp",
    "priorities",
    "priority",
    "psalm",
    "quarter",
    "question",
    "questions",
    "recommendation",
    "ref",
    "reference",
    "regulation",
    "regulations",
    "resolution",
    "risk",
    "room",
    "round",
    "route",
    "row",
    "rule",
    "s106",
    "scenario",
    "schedule",
    "schedules",
    "season",
    "sec",
    "section",
    "sections",
    "size",
    "slide",
    "stage",
    "stages",
    "standard",
    "standards",
    "stat",
    "statute",
    "step",
    "subsection",
    "table",
    "tables",
    "terminal",
    "theme",
    "tier",
    "title",
    "topic",
    "type",
    "u.s.c",
    "unit",
    "usc",
    "verse",
    "version",
    "vol",
    "volume",
    "ward",
    "wave",
    "week",
    "windows",
    "year",
    "zone",
];

/// Words after which a plain number names a place or a thing.
fn names_a_place(word: &str) -> bool {
    let w = word
        .trim_end_matches(['.', ':'])
        .trim_start_matches(|c: char| !c.is_alphanumeric());
    if w.len() < 2 || w.len() > 16 {
        return matches!(w, "p" | "s" | "v");
    }
    let mut small = [0u8; 16];
    for (d, s) in small.iter_mut().zip(w.bytes()) {
        *d = s.to_ascii_lowercase();
    }
    let w = std::str::from_utf8(&small[..w.len()]).unwrap_or("");
    PLACES.binary_search(&w).is_ok()
}

/// Whether a plain number is named by the word before it, or continues a list of such: "Appendices 1, 2 and 3".
pub(super) fn is_reference(text: &str, start: usize, end: usize, last: &Option<usize>) -> bool {
    let before = &text[..start];
    if end - start > 8 {
        return false;
    }
    if let Some(p) = last
        && let Some(gap) = text.get(*p..start)
        && matches!(
            gap.trim(),
            "," | "and" | "&" | "to" | "-" | "–" | "or" | "/" | ", and" | ""
        )
        && gap.len() <= 5
    {
        return true;
    }
    let before = tail(before, 48);
    let trimmed = before.trim_end_matches([' ', '\u{a0}']);
    if trimmed.len() == before.len() {
        return false;
    }
    let mut words = trimmed.rsplit(|c: char| c.is_whitespace() || c == '(' || c == '/');
    let name = words.next().unwrap_or("");
    // "in the year 31 homes": a noun with its article, not the name of a place
    let article = matches!(
        words.next().unwrap_or(""),
        "the"
            | "this"
            | "that"
            | "each"
            | "last"
            | "previous"
            | "financial"
            | "reporting"
            | "a"
            | "per"
            | "every"
            | "any"
            | "our"
            | "its"
            | "same"
            | "calendar"
            | "The"
            | "This"
            | "Each"
            | "Last"
            | "one"
            | "full"
    );
    names_a_place(name) && !(article && name.starts_with(|c: char| c.is_lowercase()))
}

/// Whether a plain number is the volume of a citation: "50 U.S.C. 1861", "45 CFR 46", "115 Stat. 370".
pub(super) fn is_citation(left: &str) -> bool {
    let left = left.trim_start_matches([' ', '\u{a0}']);
    ["U.S.C.", "USC", "C.F.R.", "CFR", "Stat."]
        .iter()
        .filter_map(|name| left.strip_prefix(name))
        .any(|rest| {
            rest.trim_start_matches([' ', '\u{a0}', '§'])
                .starts_with(|c: char| c.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nouns_are_sorted_for_the_search() {
        assert!(PLACES.is_sorted());
        assert!(names_a_place("Appendix"));
        assert!(names_a_place("“Sec."));
        assert!(!names_a_place("homes"));
    }
}
