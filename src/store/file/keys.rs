//! Names in normal form, and the numbers made from them: what is the same report, the same measure, in every store.

use crate::fact::Word;
use crate::fact::measure::{Name, words};
use crate::figure::Unit;
use crate::section::{Section, organisation_key};
use crate::store::kin::series_name;
use sha2::Digest;

/// The normal form of who speaks and of which series of theirs; the first is empty when it is not known.
pub(super) fn report(section: Option<&Section>, path: &str) -> (String, String) {
    let named = section.and_then(|s| s.body.as_deref());
    let body = named.and_then(organisation_key).unwrap_or_default();
    let joined = |name: Name| name.joined();
    let series = section.map_or_else(Name::default, series_name);
    let own = named.map(Name::of).unwrap_or_default();
    let mut series = joined(series.without(|w| own.has(w)));
    if series.is_empty() {
        let name = Name::of(section.map_or("", |s| s.title.as_str()));
        series = joined(name.without(|w| own.has(w)));
    }
    if series.is_empty() {
        let stem = std::path::Path::new(path).file_stem();
        series = joined(Name::of(&stem.unwrap_or_default().to_string_lossy()));
    }
    (body, series)
}

/// A label in normal form: the stems of its words, its codes, and its numbers, which tell ages and bands apart.
pub(super) fn label(text: &str) -> String {
    let name = Name::of(text);
    let numbers = words(text).filter(|w| w.bytes().all(|b| b.is_ascii_digit()));
    let mut out = name.joined();
    for more in name.codes.iter().map(Word::as_str).chain(numbers) {
        out.push(' ');
        out.push_str(more);
    }
    out.trim_start().to_string()
}

/// A caption in normal form. Its numbers are those of the table and of the year.
pub(super) fn caption(text: &str) -> String {
    Name::of(text).joined()
}

/// Shares are never the same measure as the amounts they are shares of.
pub(super) fn kind(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent | Unit::Points => "share",
        _ => "amount",
    }
}

/// A number made of words alone, the same on every machine; never negative.
pub(super) fn number(parts: &[&str]) -> i64 {
    let mut hash = sha2::Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut first = [0; 8];
    for (to, from) in first.iter_mut().zip(hash.finalize().iter()) {
        *to = *from;
    }
    i64::from_be_bytes(first) & i64::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_the_numbers_that_tell_them_apart() {
        assert_ne!(label("Pupils aged 5 to 9"), label("Pupils aged 10 to 14"));
        assert_eq!(label("Number of loans"), label("Loans"));
        assert_eq!(caption("Table 3: Loans 2023"), caption("Table 4: Loans"));
    }

    #[test]
    fn a_number_depends_on_where_its_parts_end() {
        assert_ne!(number(&["ab", "c"]), number(&["a", "bc"]));
        assert!(number(&["x"]) >= 0);
    }
}
