//! Names of measures in normal form, and how near two names are.
//!
//! A table says "Number of children adopted", a sentence "children were adopted": the normal form keeps the stems of
//! the words that carry meaning and the codes ("A10"), so that both become the same name. Nothing here knows a
//! subject: synonyms of a field come from the user's `measures.rules`.

use similar::TextDiff;

/// The words of a measure's name in normal form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// Stems of the words that carry meaning, sorted, each once.
    pub words: Vec<String>,
    /// Codes such as `A10` or `NI62`, sorted.
    pub codes: Vec<String>,
}

/// Words that say nothing about what is counted.
const STOP: &[&str] = &[
    "a", "about", "above", "across", "after", "again", "all", "also", "although", "amount", "an",
    "and", "any", "are", "as", "at", "be", "because", "been", "before", "being", "below",
    "between", "both", "but", "by", "can", "did", "do", "does", "due", "during", "each", "figure",
    "figures", "for", "from", "had", "has", "have", "he", "her", "his", "how", "however", "i",
    "if", "in", "into", "is", "it", "its", "level", "levels", "may", "more", "most", "no",
    "number", "numbers", "of", "off", "on", "once", "only", "or", "other", "our", "out", "over",
    "overall", "own", "per", "same", "she", "should", "since", "so", "some", "such", "sum", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through",
    "to", "too", "total", "totals", "under", "until", "up", "us", "value", "values", "very", "was",
    "we", "were", "what", "when", "where", "which", "while", "who", "whose", "will", "with",
    "within", "without", "would", "year", "years",
];

/// Words that say how something changed or compares, never what is counted.
const CHANGE: &[&str] = &[
    "compar",
    "comparis",
    "compare",
    "declin",
    "decreas",
    "drop",
    "fall",
    "fallen",
    "fell",
    "few",
    "fewer",
    "grew",
    "grow",
    "grown",
    "growth",
    "high",
    "higher",
    "increas",
    "less",
    "low",
    "lower",
    "previous",
    "previously",
    "reach",
    "record",
    "reduc",
    "reduct",
    "remain",
    "ris",
    "risen",
    "rose",
    "seen",
    "slight",
    "slightly",
    "significant",
    "significantly",
    "stood",
    "unchang",
    "period",
    "continu",
    "last",
    "prior",
    "respective",
    "respectively",
    "primarily",
];

impl Name {
    /// The normal form of a name as printed.
    pub fn of(text: &str) -> Name {
        let mut name = Name::default();
        let mut letters: Option<&str> = None;
        for word in words(text) {
            if let Some(code) = code(word) {
                name.codes.push(code);
                letters = None;
                continue;
            }
            if word.bytes().all(|b| b.is_ascii_digit()) {
                // "NI 62": an all-capitals word right before a short number.
                if let Some(l) = letters.take()
                    && word.len() <= 3
                {
                    name.codes.push(format!("{l}{word}"));
                }
                continue;
            }
            letters =
                (word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase())).then_some(word);
            if word.bytes().any(|b| b.is_ascii_digit()) {
                continue;
            }
            let lower = word.to_lowercase();
            let lower = lower
                .trim_end_matches("'s")
                .trim_end_matches("’s")
                .trim_matches(['\'', '’']);
            if lower.chars().count() < 2 || STOP.binary_search(&lower).is_ok() {
                continue;
            }
            let stem = stem(lower);
            if !CHANGE.contains(&stem.as_str()) {
                name.words.push(stem);
            }
        }
        name.words.sort_unstable();
        name.words.dedup();
        name.codes.sort_unstable();
        name.codes.dedup();
        name
    }

    /// Whether nothing that carries meaning is left.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.codes.is_empty()
    }

    /// Whether the name holds a stem.
    pub fn has(&self, stem: &str) -> bool {
        self.words
            .binary_search_by(|w| w.as_str().cmp(stem))
            .is_ok()
    }

    /// Stems that both names hold.
    pub fn shared<'a>(&'a self, other: &'a Name) -> impl Iterator<Item = &'a str> {
        self.words
            .iter()
            .map(String::as_str)
            .filter(|w| other.has(w))
    }

    /// Whether both names bear the same code.
    pub fn same_code(&self, other: &Name) -> bool {
        self.codes.iter().any(|c| other.codes.contains(c))
    }

    /// Whether each of the two names bears a code and none is common.
    pub fn other_code(&self, other: &Name) -> bool {
        !self.codes.is_empty() && !other.codes.is_empty() && !self.same_code(other)
    }

    /// The stem in this name that `word` is a misspelling of: one or two letters differ in a word of five or more.
    pub fn near(&self, word: &str) -> Option<&str> {
        if word.len() < 5 {
            return None;
        }
        self.words.iter().map(String::as_str).find(|w| {
            w.len() >= 5
                && w.len().abs_diff(word.len()) <= 2
                && w.as_bytes().first() == word.as_bytes().first()
                && TextDiff::from_chars(*w, word).ratio() >= 0.85
        })
    }
}

/// The words of a text: letters, digits, and apostrophes or full stops inside.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’' || c == '&'))
        .filter(|w| w.chars().any(char::is_alphanumeric))
}

/// `A10`, `NI62`, `EH2i`: one to three capitals followed by digits. Quarters, halves and financial years are periods.
fn code(word: &str) -> Option<String> {
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = word
        .bytes()
        .skip(letters)
        .take_while(u8::is_ascii_digit)
        .count();
    if !(1..=3).contains(&letters)
        || !(1..=4).contains(&digits)
        || word.len() > letters + digits + 1
    {
        return None;
    }
    let head = &word[..letters];
    if matches!(head, "Q" | "H" | "FY" | "YE") || (head == "M" && digits <= 2) {
        return None;
    }
    Some(word.to_string())
}

/// A light stemmer: plurals, then the endings that turn a verb into a noun or a participle.
pub fn stem(word: &str) -> String {
    match word {
        "children" => return "child".into(),
        "people" | "persons" => return "person".into(),
        "men" => return "man".into(),
        "women" => return "woman".into(),
        "boys" | "males" | "male" => return "boy".into(),
        "girls" | "females" | "female" => return "girl".into(),
        _ => {}
    }
    if !word.is_ascii() {
        return word.to_string();
    }
    let mut w = word;
    let singular;
    if w.len() > 4 && w.ends_with("ies") {
        singular = format!("{}y", &w[..w.len() - 3]);
        w = &singular;
    } else if w.len() > 4
        && ["sses", "xes", "ches", "shes"]
            .iter()
            .any(|e| w.ends_with(e))
    {
        w = &w[..w.len() - 2];
    } else if w.len() > 3 && w.ends_with('s') && !["ss", "us", "is"].iter().any(|e| w.ends_with(e))
    {
        w = &w[..w.len() - 1];
    }
    for (ending, least) in [
        ("ation", 4),
        ("ment", 4),
        ("ion", 4),
        ("ing", 4),
        ("ed", 3),
        ("al", 5),
        ("e", 3),
    ] {
        if w.len() >= ending.len() + least && w.ends_with(ending) {
            let cut = &w[..w.len() - ending.len()];
            if cut.bytes().any(|b| b"aeiouy".contains(&b)) {
                w = cut;
                break;
            }
        }
    }
    // "place-ment" and "placed" meet at "plac"; "submitt-ed" at "submit".
    let w = if w.len() > 3 {
        w.strip_suffix('e').unwrap_or(w)
    } else {
        w
    };
    let b = w.as_bytes();
    let double =
        b.len() > 4 && b[b.len() - 1] == b[b.len() - 2] && b"bdgmnprt".contains(&b[b.len() - 1]);
    if double {
        w[..w.len() - 1].to_string()
    } else {
        w.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stop_list_is_sorted_so_that_it_can_be_searched() {
        assert!(STOP.is_sorted());
    }

    #[test]
    fn plural_tense_and_noun_forms_share_a_stem() {
        for (a, b) in [
            ("placed", "placements"),
            ("enquiries", "enquiry"),
            ("approvals", "approved"),
            ("granted", "granting"),
            ("matched", "matches"),
            ("submitted", "submit"),
            ("adopted", "adoption"),
            ("households", "household"),
            ("changes", "changed"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_ne!(stem("adopters"), stem("adopted"));
        assert_eq!(stem("bus"), "bus");
    }

    #[test]
    fn a_name_drops_what_does_not_say_what_is_counted() {
        assert_eq!(
            Name::of("Total number of visits to libraries"),
            Name::of("library visit")
        );
        assert_eq!(
            Name::of("visits have increased slightly"),
            Name::of("Visits")
        );
    }

    #[test]
    fn codes_are_set_apart_from_words() {
        assert_eq!(Name::of("B12 - Average time").codes, ["B12"]);
        assert_eq!(Name::of("indicator NI 62").codes, ["NI62"]);
        assert!(Name::of("Q3 2024").codes.is_empty());
        assert!(Name::of("B12").other_code(&Name::of("B2")));
    }

    #[test]
    fn a_misspelt_word_is_near() {
        assert_eq!(Name::of("disruptions").near("disrubt"), Some("disrupt"));
        assert_eq!(Name::of("order").near("older"), None);
    }
}
