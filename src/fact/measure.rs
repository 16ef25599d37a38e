//! Names of measures in normal form, and how near two names are.
//!
//! A table says "Number of children adopted", a sentence "children were adopted": the normal form keeps the stems of
//! the words that carry meaning and the codes ("A10"), so that both become the same name. Nothing here knows a
//! subject: synonyms of a field come from the user's `measures.rules`.

use super::stem::{lowered, stem_of, stem_of_ascii, without};
pub use super::stem::{stem, stem_as_printed, stem_in_small_letters, words};
use super::word::{Word, is_one, keys};
use similar::TextDiff;

/// The words of a measure's name in normal form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// Stems of the words that carry meaning, sorted, each once.
    pub words: Box<[Word]>,
    /// Codes such as `A10` or `NI62`, sorted.
    pub codes: Box<[Word]>,
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
    "compare",
    "comparis",
    "continu",
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
    "last",
    "less",
    "low",
    "lower",
    "period",
    "previous",
    "previously",
    "primarily",
    "prior",
    "reach",
    "record",
    "reduc",
    "reduct",
    "remain",
    "respective",
    "respectively",
    "ris",
    "risen",
    "rose",
    "seen",
    "significant",
    "significantly",
    "slight",
    "slightly",
    "stood",
    "unchang",
];

static STOP_KEYS: [u128; STOP.len()] = keys(STOP);
static CHANGE_KEYS: [u128; CHANGE.len()] = keys(CHANGE);

impl Name {
    /// The normal form of a name as printed.
    pub fn of(text: &str) -> Name {
        let mut found = Vec::with_capacity((text.len() / 10).clamp(1, 64));
        let mut codes = Vec::new();
        let mut letters: Option<&str> = None;
        for word in words(text) {
            if is_code(word) {
                codes.push(Word::new(word));
                letters = None;
                continue;
            }
            let digits = word.bytes().filter(u8::is_ascii_digit).count();
            if digits == word.len() {
                // "NI 62": an all-capitals word right before a short number.
                if let Some(l) = letters.take()
                    && word.len() <= 3
                {
                    codes.push(Word::new(&format!("{l}{word}")));
                }
                continue;
            }
            letters =
                (word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase())).then_some(word);
            if digits > 0 {
                continue;
            }
            let Some(stem) = meaning(word) else { continue };
            found.push(stem);
        }
        found.sort_unstable();
        found.dedup();
        codes.sort_unstable();
        codes.dedup();
        Name {
            words: found.into_boxed_slice(),
            codes: codes.into_boxed_slice(),
        }
    }

    /// The name without some of its words.
    #[must_use]
    pub fn without(self, left_out: impl Fn(&Word) -> bool) -> Name {
        let words = self.words.into_iter().filter(|w| !left_out(w)).collect();
        Name { words, ..self }
    }

    /// The name with the words of another.
    #[must_use]
    pub fn with_words_of(self, other: Name) -> Name {
        let mut words = self.words.into_vec();
        words.extend(other.words);
        words.sort_unstable();
        words.dedup();
        Name {
            words: words.into_boxed_slice(),
            ..self
        }
    }

    /// Its words, one after the other.
    pub fn joined(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(Word::as_str).collect();
        words.join(" ")
    }

    /// Whether nothing that carries meaning is left.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.codes.is_empty()
    }

    /// Whether the name holds a stem.
    pub fn has(&self, stem: &Word) -> bool {
        self.words.binary_search(stem).is_ok()
    }

    /// Stems that both names hold.
    pub fn shared<'a>(&'a self, other: &'a Name) -> impl Iterator<Item = &'a Word> {
        self.words.iter().filter(|w| other.has(w))
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
        self.words.iter().map(Word::as_str).find(|w| {
            w.len() >= 5
                && w.len().abs_diff(word.len()) <= 2
                && w.as_bytes().first() == word.as_bytes().first()
                && TextDiff::from_chars(*w, word).ratio() >= 0.85
        })
    }
}

/// The stem of a word, or none if it says nothing of what is counted.
fn meaning(word: &str) -> Option<Word> {
    let says = |lower: &Word| !is_one(lower, &STOP_KEYS);
    let stem = lowered(
        word,
        |lower| {
            let lower = without(lower, b"'");
            (lower.len() > 1 && says(&Word::ascii(lower))).then(|| stem_of_ascii(lower))
        },
        |lower| {
            let lower = lower.trim_matches(['\'', '’']);
            (lower.chars().nth(1).is_some() && says(&Word::new(lower))).then(|| stem_of(lower))
        },
    )?;
    (!is_one(&stem, &CHANGE_KEYS)).then_some(stem)
}

/// `A10`, `NI62`, `EH2i`: one to three capitals followed by digits. Quarters, halves and financial years are periods.
fn is_code(word: &str) -> bool {
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    if !(1..=3).contains(&letters) {
        return false;
    }
    let digits = word
        .bytes()
        .skip(letters)
        .take_while(u8::is_ascii_digit)
        .count();
    if !(1..=4).contains(&digits) || word.len() > letters + digits + 1 {
        return false;
    }
    let head = &word[..letters];
    !(matches!(head, "Q" | "H" | "FY" | "YE") || (head == "M" && digits <= 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_so_that_they_can_be_searched() {
        assert!(STOP.is_sorted() && CHANGE.is_sorted());
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
        assert_eq!(*Name::of("B12 - Average time").codes, ["B12"]);
        assert_eq!(*Name::of("indicator NI 62").codes, ["NI62"]);
        assert!(Name::of("Q3 2024").codes.is_empty());
        assert!(Name::of("B12").other_code(&Name::of("B2")));
    }

    #[test]
    fn a_misspelt_word_is_near() {
        assert_eq!(Name::of("disruptions").near("disrubt"), Some("disrupt"));
        assert_eq!(Name::of("order").near("older"), None);
    }
}
