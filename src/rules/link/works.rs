//! Things that bear a number as part of their name: an Act and its year, a committee and its bracketed number.
//!
//! The name is what links two places. A document that cites one Act three times with one year and once with its
//! digits swapped has mistyped it; two Acts of one name are no difference.

use super::locations;
use crate::fact::Reading;
use crate::fact::measure::words;
use crate::figure::{Span, digits};
use crate::finding::{Level, Location, Outcome, Test};
use crate::layout::Role as BlockRole;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A numbered name where it stands.
struct Cited {
    block: u32,
    /// The number, brackets aside.
    span: Span,
    number: u32,
}

/// Words that a law's name ends in.
const LAWS: [&str; 7] = [
    "Act",
    "Regulations",
    "Order",
    "Standards",
    "Rules",
    "Code",
    "Directive",
];

/// One test for each name that stands in two places or more.
pub(in crate::rules) fn tests(rule: &'static str, reading: &Reading) -> Vec<Test> {
    let mut by_name: BTreeMap<String, Vec<Cited>> = BTreeMap::new();
    for (i, block) in reading.blocks.iter().enumerate() {
        if !matches!(
            block.role,
            BlockRole::Paragraph | BlockRole::ListItem | BlockRole::Note | BlockRole::Heading(_)
        ) {
            continue;
        }
        cited(i as u32, &block.text, &mut by_name);
    }
    let mut out = Vec::new();
    for (name, sites) in by_name {
        let mut of_number: BTreeMap<u32, Vec<&Cited>> = BTreeMap::new();
        for s in &sites {
            of_number.entry(s.number).or_default().push(s);
        }
        for (number, sites) in of_number.iter().filter(|(_, s)| s.len() > 1) {
            out.push(test(
                rule,
                reading,
                Outcome::Agrees,
                format!("{name} bears {number} in {} places", sites.len()),
                (*number, *number),
                sites,
            ));
        }
        if let Some((one, many)) = odd_one(&name, &of_number) {
            let (stated, usual) = (one.number, many[0].number);
            let mut made = test(
                rule,
                reading,
                Outcome::Differs,
                format!(
                    "the {name} bears {stated} here, but {usual} in {} other places",
                    many.len()
                ),
                (stated, usual),
                &[one, many[0]],
            );
            made.cause = super::slip(Decimal::from(stated), Decimal::from(usual));
            out.push(made);
        }
    }
    out
}

fn test(
    rule: &'static str,
    reading: &Reading,
    outcome: Outcome,
    message: String,
    (stated, computed): (u32, u32),
    sites: &[&Cited],
) -> Test {
    Test {
        rule,
        outcome,
        level: Level::Warning,
        message,
        stated: Some(Decimal::from(stated)),
        computed: Some(Decimal::from(computed)),
        cause: None,
        sum: Vec::new(),
        locations: locations(sites.iter(), |role, s| {
            Location::prose(reading, role, s.block, s.span)
        }),
    }
}

/// A law cited once with the digits of its year swapped; a body of a long name that once bears another number.
fn odd_one<'a>(
    name: &str,
    of_number: &'a BTreeMap<u32, Vec<&'a Cited>>,
) -> Option<(&'a Cited, &'a [&'a Cited])> {
    let numbers: Vec<&Vec<&Cited>> = of_number.values().collect();
    let [a, b] = numbers.as_slice() else {
        return None;
    };
    let (odd, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let ([odd], true) = (odd.as_slice(), many.len() >= 2) else {
        return None;
    };
    let slip = super::slip(Decimal::from(odd.number), Decimal::from(many[0].number))?;
    let firm = if odd.number > 99 {
        slip.contains("swapped")
    } else {
        many.len() >= 4 && name.split(' ').count() >= 4
    };
    firm.then_some((odd, many.as_slice()))
}

/// The numbered names of a text.
fn cited(block: u32, text: &str, out: &mut BTreeMap<String, Vec<Cited>>) {
    let bytes = text.as_bytes();
    for (start, end) in digits::runs(text) {
        let length = end - start;
        let (before, after) = (text.get(..start), bytes.get(end));
        let (Some(before), Ok(number)) = (before, text[start..end].parse::<u32>()) else {
            continue;
        };
        let name = if length <= 2 && before.ends_with(" (") && after == Some(&b')') {
            name_before(before.trim_end_matches(" ("), 4)
        } else if length == 4
            && (1700..2100).contains(&number)
            && before.ends_with(' ')
            && !after.is_some_and(|b| matches!(b, b'/' | b'-') || b.is_ascii_alphanumeric())
            && is_law(last_letters(before))
        {
            name_before(before, 2).filter(|n| n.rsplit(' ').next().is_some_and(is_law))
        } else {
            None
        };
        if let Some(name) = name {
            out.entry(name).or_default().push(Cited {
                block,
                span: Span::new(start, end),
                number,
            });
        }
    }
}

fn is_law(word: &str) -> bool {
    LAWS.iter().any(|l| l.eq_ignore_ascii_case(word))
}

/// The letters that end a text, blanks aside.
fn last_letters(text: &str) -> &str {
    let tail = text.trim_end();
    let letters = tail
        .bytes()
        .rev()
        .take_while(|b| b.is_ascii_alphabetic())
        .count();
    &tail[tail.len() - letters..]
}

/// The run of capitalised words that ends a text, in lower case; small words may stand inside it. None when it has
/// fewer than `least` words.
fn name_before(text: &str, least: usize) -> Option<String> {
    const SMALL: [&str; 6] = ["and", "of", "the", "for", "in", "to"];
    // Nothing but a blank, or an inner bracket such as "(England)", stands between the words.
    let tail = text.trim_end();
    let from = tail
        .char_indices()
        .rev()
        .find(|(_, c)| matches!(c, '.' | ';' | ':' | ',' | '“' | '"'))
        .map_or(0, |(i, c)| i + c.len_utf8());
    let all: Vec<&str> = words(tail.get(from..)?).collect();
    let mut first = all.len();
    for (k, word) in all.iter().enumerate().rev().take(14) {
        if word.starts_with(char::is_uppercase) {
            first = k;
        } else if !SMALL.contains(word) {
            break;
        }
    }
    let mut run = all.get(first..)?;
    while let [word, rest @ ..] = run {
        let opens = ["The", "Under", "In", "To", "See", "By", "Of"].contains(word);
        if !opens && !SMALL.contains(word) {
            break;
        }
        run = rest;
    }
    (run.len() >= least).then(|| run.join(" ").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(String, Vec<u32>)> {
        let mut out = BTreeMap::new();
        cited(0, text, &mut out);
        out.into_iter()
            .map(|(n, s)| (n, s.iter().map(|c| c.number).collect()))
            .collect()
    }

    #[test]
    fn laws_are_found_by_their_names_and_other_years_are_not() {
        assert_eq!(
            names("Under the Harbour Dues Act 1923 and since 1998, see The Harbour Dues Act 1932."),
            [("harbour dues act".to_string(), vec![1923, 1932])]
        );
        assert!(names("In March 2024 the Board met. Act 1923.").is_empty());
    }

    #[test]
    fn a_body_with_a_long_name_bears_its_number_in_brackets() {
        assert_eq!(
            names("The Roads and Bridges Scrutiny Panel (3) met; two items (4) were taken"),
            [("roads and bridges scrutiny panel".to_string(), vec![3])]
        );
    }
}
