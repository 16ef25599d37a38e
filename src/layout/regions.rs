//! Which lines of a text are tables: tab-separated, Markdown pipes, or columns aligned by spaces.

use super::lines::Delimiter;
use super::looks;
use super::tabbed::{is_tabbed, tabbed};
use crate::document::Line;

/// What a stretch of tabbed lines turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A table and its lines.
    Table(Delimiter, Vec<u32>),
    /// Lines of a table of contents.
    Contents(Vec<u32>),
}

impl Found {
    /// The first of its lines.
    pub fn first(&self) -> Option<u32> {
        match self {
            Found::Table(_, lines) | Found::Contents(lines) => lines.first().copied(),
        }
    }
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

fn blank(text: &str) -> bool {
    text.trim().is_empty()
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
                .is_some_and(|p| looks::is_numeric(p.1) && !looks::is_period(p.1))
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
