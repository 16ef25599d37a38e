//! Sentences that are not as they were, with what went and what came marked.

use super::super::at;
use crate::report::sanitize::clean;
use crate::report::text::Style;
use crate::store::compare::{Passage, PassageKind, Piece};
use std::io::{self, Write};

/// Longest stretch of unchanged words beside a change.
const AROUND: usize = 60;

pub(super) fn passages(
    out: &mut dyn Write,
    title: &str,
    list: &[&Passage],
    style: Style,
    all: bool,
) -> io::Result<()> {
    if list.is_empty() {
        return Ok(());
    }
    writeln!(out, "{} ({})", style.strong(title), list.len())?;
    let many = if all { list.len() } else { super::LISTED };
    for p in list.iter().take(many) {
        let place = match (at(p.old_place), at(p.new_place)) {
            (a, b) if a.is_empty() || a == b => b,
            (a, b) if b.is_empty() => a,
            (a, b) => format!("{a}, now {b}"),
        };
        writeln!(out, "  {}", style.faint(&place))?;
        writeln!(out, "    {}", marked(p))?;
    }
    if list.len() > many {
        writeln!(out, "  and {} more (--all lists them)", list.len() - many)?;
    }
    writeln!(out)
}

/// The words, with what went in `[- -]` and what came in `{+ +}`; long stretches that stayed are cut.
fn marked(passage: &Passage) -> String {
    let whole = matches!(
        passage.kind,
        PassageKind::Moved | PassageKind::Dropped | PassageKind::Added
    );
    let mut out = String::new();
    let last = passage.pieces.len().saturating_sub(1);
    for (i, piece) in passage.pieces.iter().enumerate() {
        match piece {
            Piece::Both(t) | Piece::Old(t) | Piece::New(t) if whole => {
                out.push_str(&short(&clean(t), 240));
            }
            Piece::Both(t) => out.push_str(&middle(&clean(t), i == 0, i == last)),
            Piece::Old(t) => around(&mut out, "[-", &clean(t), "-]"),
            Piece::New(t) => around(&mut out, "{+", &clean(t), "+}"),
        }
    }
    out.trim().to_string()
}

fn around(out: &mut String, open: &str, text: &str, close: &str) {
    out.push_str(open);
    out.push_str(text.trim());
    out.push_str(close);
    if text.ends_with(' ') {
        out.push(' ');
    }
}

/// A stretch that stayed: whole when it is short, otherwise its ends next to what changed.
fn middle(text: &str, first: bool, last: bool) -> String {
    let n = text.chars().count();
    if n <= AROUND * 2 {
        return text.to_string();
    }
    let head: String = text.chars().take(AROUND).collect();
    let tail: String = text.chars().skip(n - AROUND).collect();
    match (first, last) {
        (true, true) => short(text, AROUND * 2),
        (true, false) => format!("… {tail}"),
        (false, true) => format!("{head} …"),
        (false, false) => format!("{head} … {tail}"),
    }
}

pub(super) fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let mut cut: String = text.chars().take(most - 1).collect();
    cut.push('…');
    cut
}
