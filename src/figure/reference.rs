//! Numbers that name a place or a thing and count nothing: "Appendix 3", "Table 2", "50 U.S.C. 1861".

use super::dates::tail;

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
