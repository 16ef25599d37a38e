//! Which lines of a text are tables: tab-separated, Markdown pipes, or columns aligned by spaces.

use super::lines::Delimiter;
use super::markup::{self, Opening};
use crate::document::Line;

/// What a stretch of tabbed lines turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A table and its lines.
    Table(Delimiter, Vec<u32>),
    /// Lines of a table of contents.
    Contents(Vec<u32>),
}

/// Finds all tables, in order; lines that belong to none are left to prose.
pub fn find(lines: &[Line]) -> Vec<Found> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        let text = &lines[i].text;
        let region = if is_tabbed(text) {
            tabbed(lines, i)
        } else if is_piped(text) {
            piped(lines, i)
        } else if text.contains("  ") || text.starts_with(' ') {
            spaced(lines, i)
        } else {
            None
        };
        match region {
            Some((found, next)) => {
                out.extend(found);
                i = next.max(i + 1);
            }
            None => i += 1,
        }
    }
    out
}

/// A tab between two pieces of text, or several tabs; a tab at the start alone is an indent.
fn is_tabbed(text: &str) -> bool {
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
            .all(|c| markup::is_period(c) || !markup::is_numeric(c))
}

fn has_figures(text: &str) -> bool {
    cells(text)
        .iter()
        .skip(1)
        .any(|c| markup::is_numeric(c) && !markup::is_period(c))
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Grows a region of tabbed lines from `start`; the result ends before the next line to look at.
fn tabbed(lines: &[Line], start: usize) -> Option<(Option<Found>, usize)> {
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
            } else if !markup::is_page_number(t) {
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
        let periods = cells(text).iter().any(|c| markup::is_period(c));
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
    let numeric = |c: &str| markup::is_numeric(c) && !markup::is_period(c);
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
            full(r) == 2 && r[0].len() <= 8 && !matches!(markup::opening(&marker), Opening::Plain)
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
                matches!(markup::opening(&format!("{} x", r[0])), Opening::Number(..))
                    || r[0].parse::<u8>().is_ok()
            })
            .count()
            * 2
            > split.len()
}

fn is_piped(text: &str) -> bool {
    let t = text.trim();
    t.starts_with('|') && t.len() > 1 || t.matches('|').count() >= 2
}

/// `|---|:--:|`, `+----+`: the line under a header, or a frame.
pub fn is_rule(text: &str) -> bool {
    let t = text.trim();
    t.contains('-')
        && t.chars()
            .all(|c| matches!(c, '|' | '-' | ':' | '+' | ' ' | '='))
}

fn piped(lines: &[Line], start: usize) -> Option<(Option<Found>, usize)> {
    let mut end = start;
    while end < lines.len() && (is_piped(&lines[end].text) || is_rule(&lines[end].text)) {
        end += 1;
    }
    let region = &lines[start..end];
    let ruled = region.iter().any(|l| is_rule(&l.text));
    let framed = region.iter().all(|l| l.text.trim().starts_with(['|', '+']));
    let rows: Vec<u32> = (start..end)
        .filter(|i| !is_rule(&lines[*i].text))
        .map(|i| i as u32)
        .collect();
    let table = rows.len() >= 2 && (ruled || framed);
    Some((table.then_some(Found::Table(Delimiter::Pipe, rows)), end))
}

/// The pieces of a line between gaps of two or more spaces, with the column each begins at.
pub fn gapped(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut from = None;
    let mut spaces = 0;
    let mut end = 0;
    let mut start_column = 0;
    for (column, (i, c)) in text.char_indices().enumerate() {
        if c == ' ' || c == '\u{a0}' || c == '\u{c}' {
            spaces += 1;
        } else {
            if let Some(f) = from
                && spaces >= 2
            {
                out.push((start_column, &text[f..end]));
                from = None;
            }
            if from.is_none() {
                from = Some(i);
                start_column = column;
            }
            spaces = 0;
            end = i + c.len_utf8();
        }
    }
    if let Some(f) = from {
        out.push((start_column, &text[f..end]));
    }
    out
}

/// Lines whose last pieces are figures, one below the other.
fn spaced(lines: &[Line], start: usize) -> Option<(Option<Found>, usize)> {
    let shaped = |i: usize| -> bool {
        let pieces = gapped(&lines[i].text);
        pieces.len() >= 2 || pieces.len() == 1 && pieces[0].0 >= 16
    };
    let figured = |i: usize| -> bool {
        let pieces = gapped(&lines[i].text);
        pieces.len() >= 2
            && pieces
                .last()
                .is_some_and(|p| markup::is_numeric(p.1) && !markup::is_period(p.1))
    };
    if !shaped(start) || blank(&lines[start].text) {
        return None;
    }
    let mut rows = Vec::new();
    let mut i = start;
    let mut waiting: Vec<u32> = Vec::new();
    while i < lines.len() {
        let text = &lines[i].text;
        if blank(text) {
            // One blank line may stand inside a table; two end it.
            if i + 1 >= lines.len() || blank(&lines[i + 1].text) || !shaped(i + 1) {
                break;
            }
        } else if text.contains('\t') || is_piped(text) {
            break;
        } else if shaped(i) {
            rows.append(&mut waiting);
            rows.push(i as u32);
        } else if rows.is_empty() || !waiting.is_empty() || text.trim().chars().count() > 60 {
            break;
        } else {
            // A label without figures: a heading inside the table, or the first half of a wrapped label.
            waiting.push(i as u32);
        }
        i += 1;
    }
    while rows.last().is_some_and(|r| !figured(*r as usize)) {
        rows.pop();
    }
    let body = rows.iter().filter(|r| figured(**r as usize)).count();
    if body < 2 || body * 2 < rows.len() {
        return None;
    }
    let end = rows.last().map_or(start, |r| *r as usize) + 1;
    Some((Some(Found::Table(Delimiter::Spaces, rows)), end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text;

    fn found(t: &str) -> Vec<Found> {
        find(&text::lines(t.as_bytes()))
    }

    #[test]
    fn a_blank_line_and_a_page_number_do_not_end_a_table() {
        let f = found(
            "\t2023\t2024\nVisits\t50\t48\n\nLoans\t40\t42\n\nPage 4\n\nReturns\t12\t13\nThe text goes on.",
        );
        assert_eq!(f, [Found::Table(Delimiter::Tab, vec![0, 1, 3, 7])]);
    }

    #[test]
    fn tables_of_different_width_are_cut_apart() {
        let f = found("\tA\tB\nx\t1\t2\ny\t3\t4\n\tC\tD\tE\nz\t5\t6\t7\n");
        assert_eq!(
            f,
            [
                Found::Table(Delimiter::Tab, vec![0, 1, 2]),
                Found::Table(Delimiter::Tab, vec![3, 4])
            ]
        );
    }

    #[test]
    fn a_stray_tab_in_prose_is_no_table() {
        assert!(found("The board agreed\tto meet again.\nIt met in May.").is_empty());
        assert!(
            found("1.\tThe first paragraph is about staff.\n2.\tThe second is about money.\n")
                .is_empty()
        );
    }

    #[test]
    fn contents_are_no_table() {
        let f = found("1\tIntroduction\t3\n2\tStaff\t4\n2.1\tTraining\t4\n3\tMoney\t9\n");
        assert_eq!(f, [Found::Contents(vec![0, 1, 2, 3])]);
    }

    #[test]
    fn aligned_columns_are_a_table_with_their_header() {
        let f = found(
            "Some words.\n\n            2023    2024\nVisits        50      48\nLoans        140       2\nTotal        190      50\n\nMore words.",
        );
        assert_eq!(f, [Found::Table(Delimiter::Spaces, vec![2, 3, 4, 5])]);
    }

    #[test]
    fn pipes_leave_their_rule_out() {
        let f = found("| a | b |\n|---|---|\n| x | 1 |\n");
        assert_eq!(f, [Found::Table(Delimiter::Pipe, vec![0, 2])]);
    }
}
