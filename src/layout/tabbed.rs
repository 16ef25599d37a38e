//! Tab-separated lines of a text: which of them are one table.

use super::lines::Delimiter;
use super::looks::{self, Opening};
use super::regions::Found;
use crate::document::Line;

/// A tab between two pieces of text, or several tabs; a tab at the start alone is an indent.
pub(super) fn is_tabbed(text: &str) -> bool {
    let inner = text.trim_start_matches([' ', '\u{c}']);
    inner.contains('\t') && (inner.trim().contains('\t') || inner.matches('\t').count() > 1)
}

fn cells(text: &str) -> Vec<&str> {
    text.split('\t').map(str::trim).collect()
}

fn width(text: &str) -> usize {
    text.trim_end_matches([' ', '\u{c}'])
        .bytes()
        .filter(|b| *b == b'\t')
        .count()
        + 1
}

/// A row of names or periods above figures: no counts of its own.
fn heads(text: &str) -> bool {
    let cells = cells(text);
    let filled = cells.iter().skip(1).filter(|c| !c.is_empty());
    filled.clone().count() >= 1
        && filled
            .clone()
            .all(|c| looks::is_period(c) || !looks::is_numeric(c))
}

fn has_figures(text: &str) -> bool {
    cells(text)
        .iter()
        .skip(1)
        .any(|c| looks::is_numeric(c) && !looks::is_period(c))
}

/// Grows a region of tabbed lines from `start`; the result ends before the next line to look at.
pub(super) fn tabbed(lines: &[Line], start: usize) -> Option<(Option<Found>, usize)> {
    let mut rows = vec![start as u32];
    let mut widths = vec![width(&lines[start].text)];
    let mut figures = has_figures(&lines[start].text);
    let mut i = start + 1;
    while i < lines.len() {
        let text = &lines[i].text;
        if is_tabbed(text) {
            if splits(lines, &rows, &widths, figures, i, false) {
                break;
            }
            figures |= has_figures(text);
            rows.push(i as u32);
            widths.push(width(text));
            i += 1;
            continue;
        }
        // A gap of blank lines and page numbers, or one short line without tabs: the table may go on behind it.
        let mut next = i;
        let (mut blanks, mut short) = (0, None);
        while next < lines.len() && next < i + 6 && !is_tabbed(&lines[next].text) {
            let t = lines[next].text.trim();
            if t.is_empty() {
                blanks += 1;
            } else if !looks::is_page_number(t) {
                if short.is_some() || t.chars().count() > 70 {
                    blanks = usize::MAX;
                    break;
                }
                short = Some(next);
            }
            next += 1;
        }
        let goes_on = next < lines.len()
            && is_tabbed(&lines[next].text)
            && blanks <= 2
            && match short {
                // A wrapped label or a heading inside the table stands directly between two rows.
                Some(s) => {
                    s == i
                        && next == i + 1
                        && blanks == 0
                        && has_figures(&lines[next].text)
                        && widths.contains(&width(&lines[next].text))
                        && !is_caption(lines[s].text.trim())
                        && !lines[s].text.trim().ends_with(['.', ':'])
                }
                None => true,
            }
            && !splits(lines, &rows, &widths, figures, next, true);
        if !goes_on {
            break;
        }
        if let Some(s) = short {
            rows.push(s as u32);
            widths.push(1);
        }
        i = next;
    }
    let end = rows.last().map_or(start, |r| *r as usize) + 1;
    Some((judge(lines, rows), end))
}

fn is_caption(text: &str) -> bool {
    let lower = text.get(..6).unwrap_or(text).to_ascii_lowercase();
    lower.starts_with("table ") || lower.starts_with("figure") || lower.starts_with("chart ")
}

/// Whether the line `at` begins another table than the rows before it.
fn splits(
    lines: &[Line],
    rows: &[u32],
    widths: &[usize],
    figures: bool,
    at: usize,
    gap: bool,
) -> bool {
    let text = &lines[at].text;
    let own = width(text);
    let modal = modal(widths);
    let filled = cells(text).iter().filter(|c| !c.is_empty()).count();
    // The second line of a label, its other cells empty, belongs to the row above.
    if filled <= 1 {
        return gap && own != modal && own > 2;
    }
    if figures && heads(text) && lines.get(at + 1).is_some_and(|l| is_tabbed(&l.text)) {
        let repeated = rows
            .first()
            .is_some_and(|r| lines[*r as usize].text.trim() == text.trim());
        if repeated {
            return false;
        }
        let below = &lines[at + 1].text;
        let periods = cells(text).iter().any(|c| looks::is_period(c));
        let fresh = has_figures(below) || heads(below);
        if fresh
            && (own != modal && width(below) == own || gap || periods && text.starts_with('\t'))
        {
            return true;
        }
    }
    gap && own.abs_diff(modal) > 1 && !widths.contains(&own)
}

fn modal(widths: &[usize]) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for w in widths {
        *counts.entry(*w).or_insert(0_usize) += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(w, n)| (*n, *w))
        .map_or(0, |(w, _)| w)
}

/// Tells a table from a list of contents, numbered paragraphs, and prose with stray tabs.
fn judge(lines: &[Line], rows: Vec<u32>) -> Option<Found> {
    let split: Vec<Vec<&str>> = rows
        .iter()
        .map(|r| cells(&lines[*r as usize].text))
        .collect();
    let full = |row: &&Vec<&str>| row.iter().filter(|c| !c.is_empty()).count();
    let many = split.iter().filter(|r| full(r) >= 2).count();
    let numeric = |c: &str| looks::is_numeric(c) && !looks::is_period(c);
    let figures: usize = split
        .iter()
        .map(|r| r.iter().skip(1).filter(|c| numeric(c)).count())
        .sum();
    let filled: usize = split
        .iter()
        .map(|r| r.iter().skip(1).filter(|c| !c.is_empty()).count())
        .sum();
    if many == 0 || (rows.len() == 1 && !(split[0].len() >= 3 && figures >= 2)) {
        return None;
    }
    if is_contents(&split) {
        return Some(Found::Contents(rows));
    }
    let marked = split
        .iter()
        .filter(|r| {
            let marker = format!("{} x", r[0]);
            full(r) == 2 && r[0].len() <= 8 && !matches!(looks::opening(&marker), Opening::Plain)
        })
        .count();
    if marked * 5 > many * 4 && figures * 4 < filled {
        return None;
    }
    let widths: Vec<usize> = split.iter().map(Vec::len).collect();
    let usual = modal(&widths);
    let same = widths.iter().filter(|w| **w == usual).count();
    let prose = split
        .iter()
        .filter(|r| r.iter().any(|c| c.chars().count() > 90) && full(r) <= 2)
        .count();
    let regular = same * 10 >= rows.len() * 7 && rows.len() >= 2;
    let table = if figures * 5 >= filled {
        figures >= 2 || regular
    } else {
        regular && usual >= 3 || regular && usual == 2 && prose * 3 < rows.len() && rows.len() >= 3
    };
    table.then_some(Found::Table(Delimiter::Tab, rows))
}

/// Names with page numbers that never fall, and nothing else.
fn is_contents(split: &[Vec<&str>]) -> bool {
    let pages: Vec<u32> = split
        .iter()
        .filter_map(|r| r.iter().rev().find(|c| !c.is_empty()))
        .filter_map(|c| c.parse().ok())
        .collect();
    split.len() >= 4
        && pages.len() == split.len()
        && pages.windows(2).all(|w| w[0] <= w[1])
        && split.iter().all(|r| {
            let n = r.iter().filter(|c| !c.is_empty()).count();
            let names = r
                .iter()
                .filter(|c| c.chars().filter(|x| x.is_alphabetic()).count() >= 3)
                .count();
            (2..=3).contains(&n) && names == 1
        })
        && split
            .iter()
            .filter(|r| {
                matches!(looks::opening(&format!("{} x", r[0])), Opening::Number(..))
                    || r[0].parse::<u8>().is_ok()
            })
            .count()
            * 2
            > split.len()
}
