//! The parts of a whole: figures of one unit in a list.

use crate::claim::base::is_count;
use crate::claim::sentence::{Kind, Prose, Sentence};
use crate::figure::{Form, Hedge, Span, Unit};

/// The figures of a list: counts or amounts of one unit with their nouns, joined by commas and "and".
pub(super) fn members(prose: &Prose<'_>, s: &Sentence, from: usize) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    let mut words = 0;
    let mut depth = 0;
    let mut parted = true;
    let mut k = from;
    while k < s.tokens.len() {
        match s.tokens[k].kind {
            Kind::Figure(_) => {
                let Some(f) = prose.figure(s, k) else { break };
                if depth > 0 {
                    // a percentage or note in brackets behind its part
                } else if !parted {
                    // "50 USC 1861", "12 of the 20": not a list
                    return Vec::new();
                } else if f.form == Form::Ordinal
                    || f.hedge != Hedge::None
                    || is_key(prose.text, f.span)
                {
                    return Vec::new();
                } else if out
                    .first()
                    .and_then(|m| prose.figure(s, *m))
                    .is_none_or(|m| m.unit == f.unit && (is_count(m) == is_count(f)))
                {
                    // "comprising boards 12 and 13": the numbers are names
                    if out.is_empty() && words > 0 && !has_noun(prose, s, k) {
                        return Vec::new();
                    }
                    if (f.unit == Unit::Number && !is_count(f))
                        || f.unit == Unit::Percent
                        || f.unit.is_time()
                    {
                        return Vec::new();
                    }
                    out.push(k);
                    words = 0;
                    parted = false;
                } else {
                    return Vec::new();
                }
            }
            Kind::Mark(b'(') => depth += 1,
            Kind::Mark(b')') => {
                depth -= 1;
                if depth < 0 {
                    break;
                }
            }
            // "split 50/50": a ratio
            Kind::Mark(b'/') if depth == 0 => return Vec::new(),
            // what a colon brings explains the part before it
            Kind::Mark(b':') if depth == 0 && !out.is_empty() => break,
            Kind::Mark(_) => parted |= depth == 0,
            Kind::Period(_) => {}
            // "0.0.10bn": a figure that could not be read
            Kind::Word if prose.word(s, k).starts_with(|c: char| c.is_ascii_digit()) => {
                return Vec::new();
            }
            Kind::Word if depth > 0 => {}
            Kind::Word => match prose.word(s, k) {
                // "1 or 3 were asked for": one of them, not both
                "or" if prose.figure(s, k + 1).is_some() => return Vec::new(),
                "and" | "plus" | "or" => parted = true,
                "of" if matches!(prose.word(s, k + 1), "which" | "whom" | "these") => break,
                "offset" | "less" | "net" | "partially" | "partly" | "minus" | "excluding"
                | "before" | "after" | "reduced" => {
                    return Vec::new();
                }
                // a part without its number, or parts that are many times the same
                "another" | "others" | "one" | "rest" | "each" | "every" | "apiece" => {
                    return Vec::new();
                }
                "compared" | "while" | "whilst" | "but" | "however" | "from" | "including"
                | "which" | "who" | "although" | "because" | "where" | "against" | "than"
                | "so" | "this" | "these" | "increase" | "decrease" | "per" => break,
                _ => {
                    words += 1;
                    if words > 14 || out.is_empty() && words > 3 {
                        break;
                    }
                }
            },
        }
        k += 1;
    }
    // "of N" is a base, not a part
    if out
        .iter()
        .any(|m| prose.word_before(s, *m, 1) == "of" && *m > from)
    {
        return Vec::new();
    }
    out
}

/// Whether a figure is money, or what it counts stands behind it.
fn has_noun(prose: &Prose<'_>, s: &Sentence, k: usize) -> bool {
    prose.figure(s, k).is_some_and(|f| f.unit != Unit::Number)
        || !matches!(prose.word(s, k + 1), "" | "and" | "or" | "plus")
}

/// Whether a figure is explained, as in the key of a scale: "1 = highest".
fn is_key(text: &str, figure: Span) -> bool {
    let before = text.get(..figure.start as usize).unwrap_or("");
    let after = text.get(figure.end as usize..).unwrap_or("");
    after.trim_start().starts_with('=') || before.trim_end().ends_with('=')
}
