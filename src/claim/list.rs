//! A number of things announced, and the list that follows: "four key areas:".

use super::assemble::{claim, operand};
use super::base::is_count;
use super::measure;
use super::sentence::{Kind, Prose};
use super::{Claim, Part};
use crate::figure::{Hedge, Period};
use crate::layout::looks::is_bullet_sign;
use crate::layout::{Block, Role};
use rust_decimal::Decimal;

/// The kind of marker that a list entry begins with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Marker {
    Bullet(char),
    Number,
    Paragraph,
    Letter,
    Roman,
}

/// The count that a block announces for the list after it.
pub(super) fn find(prose: &Prose<'_>, blocks: &[Block], report: Option<Period>) -> Option<Claim> {
    let s = prose.sentences.last()?;
    let rest = blocks.get(prose.block as usize + 1..)?;
    let colon = prose.text.trim_end().ends_with(':');
    // "- 3 indicators at their limit" is an entry like those that follow it.
    let entry = blocks.get(prose.block as usize).map(|b| b.role) == Some(Role::ListItem);
    let follows = rest.first().and_then(|b| marker(&b.text));
    if entry && !colon && marker(prose.text) == follows {
        return None;
    }
    // One entry is no list: what follows it was cut off, or stands in paragraphs.
    let (count, first, last) = entries(rest).filter(|(count, ..)| *count > 1)?;
    let announced = (0..s.tokens.len()).rev().find(|i| {
        prose.figure(s, *i).is_some_and(|f| {
            is_count(f)
                && f.hedge == Hedge::None
                && f.value >= Decimal::TWO
                && f.value <= Decimal::from(20)
        }) && lists(prose, s, *i, colon)
    })?;
    let mut o = operand(prose, s, announced, Part::Stated, report);
    o.measure = measure::after(prose, s, announced).into();
    let measure = o.measure.clone();
    let mut c = claim(prose, s, super::Kind::ListCount, vec![o], report);
    c.measure = measure;
    c.counted = Some(Box::new(super::Counted {
        entries: count,
        first: prose.block + 1 + first,
        last: prose.block + 1 + last,
        colon,
    }));
    c.link = if colon {
        super::Link::Complete
    } else {
        super::Link::Weak
    };
    Some(c)
}

/// Whether a count announces a list: "four key areas" near the sentence's end, or before "are" and a colon.
fn lists(prose: &Prose<'_>, s: &super::sentence::Sentence, i: usize, colon: bool) -> bool {
    let end = measure::noun_end(prose, s, i);
    let noun = (i + 1..end)
        .rev()
        .map(|k| prose.word(s, k))
        .find(|w| w.ends_with('s') || matches!(*w, "criteria"));
    let listable = (i + 1..end).any(|k| {
        matches!(
            prose.word(s, k),
            "areas"
                | "recommendations"
                | "themes"
                | "priorities"
                | "objectives"
                | "reasons"
                | "ways"
                | "indicators"
                | "principles"
                | "options"
                | "actions"
                | "outcomes"
                | "factors"
                | "strands"
                | "pillars"
                | "aims"
                | "elements"
                | "categories"
                | "stages"
                | "phases"
                | "targets"
                | "points"
                | "criteria"
                | "challenges"
                | "risks"
                | "appendices"
                | "questions"
                | "measures"
                | "projects"
                | "goals"
                | "steps"
                | "proposals"
                | "workstreams"
                | "domains"
                | "commitments"
                | "headings"
                | "components"
                | "conditions"
                | "changes"
                | "drivers"
                | "tests"
                | "standards"
                | "issues"
                | "functions"
                | "streams"
        )
    });
    let plain = (end..s.tokens.len()).all(|k| {
        s.tokens[k].kind == Kind::Word || matches!(s.tokens[k].kind, Kind::Mark(b':' | b','))
    });
    let near = s.tokens.len() - i <= if colon { 18 } else { 12 };
    let whole = !matches!(
        prose.word_before(s, i, 1),
        "of" | "than" | "next" | "last" | "first" | "every" | "these"
    );
    noun.is_some() && listable && plain && near && whole
}

/// How many entries the list behind a block has.
pub(super) fn length(blocks: &[Block], at: usize) -> Option<u32> {
    entries(blocks.get(at + 1..)?).map(|(count, _, _)| count)
}

/// The list that begins right behind a block: entries, and the first and last block of it.
fn entries(rest: &[Block]) -> Option<(u32, u32, u32)> {
    let mut kind: Option<Marker> = None;
    let mut count = 0;
    let (mut first, mut last) = (0, 0);
    for (i, b) in rest.iter().enumerate().take(80) {
        match b.role {
            Role::Furniture => {}
            Role::ListItem => {
                let m = marker(&b.text)?;
                match kind {
                    None => {
                        kind = Some(m);
                        first = i as u32;
                        count = 1;
                    }
                    Some(k) if k == m => count += 1,
                    // the next numbered paragraph; any other change of marker leaves the length unsure
                    Some(_) if m == Marker::Paragraph => break,
                    Some(_) => return None,
                }
                last = i as u32;
            }
            _ => break,
        }
    }
    (count > 0).then_some((count, first, last))
}

fn marker(text: &str) -> Option<Marker> {
    let t = text.trim_start();
    let c = t.chars().next()?;
    let after = t[c.len_utf8()..].trim_start();
    if is_bullet_sign(c)
        || matches!(c, '-' | '*' | '–' | '✓' | '□')
        || c == 'o' && t.starts_with("o ")
    {
        return match marker(after) {
            Some(m @ (Marker::Number | Marker::Paragraph | Marker::Letter | Marker::Roman)) => {
                Some(m)
            }
            _ => Some(Marker::Bullet(c)),
        };
    }
    let head: String = t
        .chars()
        .take(8)
        .take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '(' | ')'))
        .collect();
    let core = head.trim_matches(['.', '(', ')']);
    if core.is_empty() || core.len() == head.len() {
        // a bare number is a paragraph number only with a point inside
        return (core.contains('.') && core.starts_with(|c: char| c.is_ascii_digit()))
            .then_some(Marker::Paragraph);
    }
    if core.chars().all(|c| c.is_ascii_digit() || c == '.') {
        Some(if core.contains('.') {
            Marker::Paragraph
        } else {
            Marker::Number
        })
    } else if core.len() > 1
        && core
            .chars()
            .all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'))
        || core.eq_ignore_ascii_case("i")
    {
        Some(Marker::Roman)
    } else if core.len() == 1 {
        Some(if core.eq_ignore_ascii_case("v") {
            Marker::Roman
        } else {
            Marker::Letter
        })
    } else {
        None
    }
}
