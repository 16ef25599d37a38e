//! Tables in text and delimited files: lines and records to cells.

use super::{Axis, Cell, Table};
use crate::document::{Grid, Line, Place};
use crate::layout::lines::Delimiter;
use crate::layout::{markup, regions};

/// The most positions (rows times columns) that a table may have; wider rows are cut, and the table says so.
const MOST_POSITIONS: usize = 2_000_000;

/// A line of the file and its cells.
type Row = (u32, Vec<String>);

/// A table from a delimited file; rows and columns are those of the file.
pub fn from_grid(grid: &Grid) -> Table {
    let rows = grid
        .records
        .iter()
        .map(|(line, fields)| {
            let cells = fields.iter().map(|f| one_line(f)).collect();
            (*line, cells)
        })
        .collect();
    from_rows(rows)
}

/// A table from lines of text: damage that extraction does to rows is repaired.
pub fn from_lines(lines: &[Line], region: &[u32], delimiter: Delimiter) -> Table {
    let lines: Vec<&Line> = region
        .iter()
        .filter_map(|i| lines.get(*i as usize))
        .collect();
    let rows = match delimiter {
        Delimiter::Tab => {
            let mut rows: Vec<Row> = lines
                .iter()
                .map(|l| {
                    let text = l.text.trim_end_matches([' ', '\u{c}']);
                    let cells = text.split('\t').map(|f| markup::plain(f).into_owned());
                    (l.number, cells.collect())
                })
                .collect();
            shift(&mut rows);
            join_labels(&mut rows);
            rows
        }
        Delimiter::Pipe => lines.iter().map(|l| (l.number, piped(&l.text))).collect(),
        Delimiter::Spaces => {
            let mut rows = aligned(&lines);
            join_labels(&mut rows);
            rows
        }
    };
    from_rows(rows)
}

fn one_line(field: &str) -> String {
    if field.contains(['\n', '\r', '\t']) {
        field.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        field.trim().to_string()
    }
}

fn piped(text: &str) -> Vec<String> {
    let inner = text.trim();
    let inner = inner.strip_prefix('|').unwrap_or(inner);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in inner.chars() {
        match c {
            '|' if !escaped => cells.push(String::new()),
            _ => {
                if let Some(last) = cells.last_mut() {
                    last.push(c);
                }
            }
        }
        escaped = c == '\\' && !escaped;
    }
    cells
        .iter()
        .map(|c| markup::plain(c).into_owned())
        .collect()
}

fn numeric(cell: &str) -> bool {
    markup::is_numeric(cell) && !markup::is_period(cell)
}

fn has_figures(cells: &[String]) -> bool {
    cells.iter().skip(1).any(|c| numeric(c))
}

/// Puts shifted rows back: surplus empty cells at the end or behind the label go; a header that lost its empty first
/// cell gets it again.
fn shift(rows: &mut [Row]) {
    let filled =
        |cells: &[String]| cells.len() - cells.iter().rev().take_while(|c| c.is_empty()).count();
    let mut widths: Vec<usize> = rows
        .iter()
        .filter(|r| has_figures(&r.1))
        .map(|r| filled(&r.1))
        .collect();
    widths.sort_unstable();
    let Some(usual) = most_frequent(&widths) else {
        return;
    };
    // A last column that is mostly empty shows in the header.
    let header = rows
        .iter()
        .take_while(|r| !has_figures(&r.1))
        .map(|r| filled(&r.1))
        .max();
    let usual = usual.max(header.unwrap_or(0));
    let mut body = false;
    for (_, cells) in rows.iter_mut() {
        while cells.len() > usual && cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        let figures = has_figures(cells);
        if figures && cells.len() == usual + 1 && cells.get(1).is_some_and(String::is_empty) {
            let filled = cells.iter().filter(|c| !c.is_empty()).count();
            if filled == usual {
                cells.remove(1);
            }
        }
        let heads = !body && !figures;
        if heads
            && cells.len() + 1 == usual
            && cells
                .first()
                .is_some_and(|c| markup::is_period(c) || c.starts_with(['£', '%']))
        {
            cells.insert(0, String::new());
        }
        body |= figures;
    }
}

fn most_frequent(sorted: &[usize]) -> Option<usize> {
    let mut best = None;
    let mut run = 0;
    for (i, w) in sorted.iter().enumerate() {
        run = if i > 0 && sorted[i - 1] == *w {
            run + 1
        } else {
            1
        };
        if best.is_none_or(|(n, _)| run >= n) {
            best = Some((run, *w));
        }
    }
    best.map(|(_, w)| w)
}

/// Joins labels that were wrapped over two lines.
fn join_labels(rows: &mut Vec<Row>) {
    let labels = rows
        .iter()
        .filter(|r| r.1.first().is_some_and(|c| !c.is_empty()));
    let lower = labels.clone().filter(|r| is_lower(&r.1[0])).count();
    // Where labels begin in lower case as a habit, that says nothing.
    let habit = lower * 3 > labels.clone().count();
    // The rest of a label may begin with a number once; "1 to 4", "5 to 9" are names.
    let counting = labels.filter(|r| counts_on(&r.1[0])).count();
    let mut i = 1;
    while i < rows.len() {
        let (before, after) = rows.split_at_mut(i);
        let (previous, own) = (&mut before[i - 1].1, &mut after[0].1);
        let label = own.first().cloned().unwrap_or_default();
        let rest_empty = own.iter().skip(1).all(String::is_empty);
        let open = previous.first().is_some_and(|p| !p.is_empty());
        let second_half = !label.is_empty()
            && open
            && (is_lower(&label) && !habit || counting == 1 && counts_on(&label));
        if !second_half {
            i += 1;
            continue;
        }
        let joined = format!("{} {label}", previous[0]);
        if rest_empty && has_figures(previous) {
            previous[0] = joined;
            rows.remove(i);
        } else if previous.len() == 1 || previous.iter().skip(1).all(String::is_empty) {
            if has_figures(own) {
                own[0] = joined;
                rows.remove(i - 1);
            } else {
                i += 1;
            }
        } else {
            // Both halves have figures: cells of two lines each. The rows stay apart, under one name.
            if has_figures(previous) && has_figures(own) {
                previous[0].clone_from(&joined);
                own[0] = joined;
            }
            i += 1;
        }
    }
}

/// A label that begins in lower case and is not a kind of its own.
fn is_lower(label: &str) -> bool {
    const OWN: [&str; 14] = [
        "of which",
        "of whom",
        "including",
        "less",
        "net",
        "other",
        "plus",
        "add",
        "excluding",
        "not ",
        "unknown",
        "in ",
        "under ",
        "over ",
    ];
    let mut chars = label.chars();
    chars.next().is_some_and(char::is_lowercase)
        && chars.next().is_some_and(|c| c.is_lowercase() || c == ' ')
        && !OWN.iter().any(|w| label.starts_with(w))
}

/// "2 assessment to approval": the rest of "Conversion rate – stage".
fn counts_on(label: &str) -> bool {
    let mut words = label.split_whitespace();
    words
        .next()
        .is_some_and(|w| w.len() <= 2 && w.parse::<u8>().is_ok())
        && words
            .next()
            .is_some_and(|w| w.starts_with(|c: char| c.is_lowercase()))
}

/// Cells of lines whose columns are aligned by spaces: the places of the figures make the columns.
fn aligned(lines: &[&Line]) -> Vec<Row> {
    struct Piece<'a> {
        from: usize,
        to: usize,
        text: &'a str,
    }
    let rows: Vec<(u32, Vec<Piece<'_>>)> = lines
        .iter()
        .map(|l| {
            let pieces = regions::gapped(&l.text)
                .into_iter()
                .map(|(from, text)| Piece {
                    from,
                    to: from + text.chars().count(),
                    text,
                })
                .collect();
            (l.number, pieces)
        })
        .collect();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (_, pieces) in &rows {
        if pieces.iter().any(|p| numeric(p.text)) {
            for p in pieces
                .iter()
                .enumerate()
                .filter(|(i, p)| *i > 0 || numeric(p.text))
            {
                spans.push((p.1.from, p.1.to));
            }
        }
    }
    spans.sort_unstable();
    let mut columns: Vec<(usize, usize)> = Vec::new();
    for (from, to) in spans {
        match columns.last_mut() {
            Some(last) if from < last.1 => last.1 = last.1.max(to),
            _ => columns.push((from, to)),
        }
    }
    let label_ends = columns.first().map_or(0, |c| c.0);
    rows.into_iter()
        .map(|(line, pieces)| {
            let mut cells = vec![String::new(); columns.len() + 1];
            for (i, p) in pieces.iter().enumerate() {
                let overlap = |c: &(usize, usize)| p.to.min(c.1).saturating_sub(p.from.max(c.0));
                let label = p.from < label_ends
                    && (i == 0
                        && (pieces.len() > 1 || p.to <= label_ends || p.from * 2 < label_ends));
                let at = if label {
                    0
                } else {
                    let near = |c: &(usize, usize)| (c.0 + c.1).abs_diff(p.from + p.to);
                    let best = columns
                        .iter()
                        .enumerate()
                        .max_by_key(|(_, c)| (overlap(c), usize::MAX - near(c)));
                    best.map_or(0, |(k, _)| k + 1)
                };
                if !cells[at].is_empty() {
                    cells[at].push(' ');
                }
                cells[at].push_str(&markup::plain(p.text));
            }
            (line, cells)
        })
        .collect()
}

fn from_rows(rows: Vec<Row>) -> Table {
    let widest = rows.iter().map(|(_, f)| f.len()).max().unwrap_or(0);
    let width = widest.min((MOST_POSITIONS / rows.len().max(1)).max(1));
    let mut table = Table {
        rows: vec![Axis::default(); rows.len()],
        columns: vec![Axis::default(); width],
        ..Table::default()
    };
    if width < widest {
        table.doubt = Some(format!(
            "rows have up to {widest} cells; the first {width} were read"
        ));
    }
    for (r, (line, fields)) in rows.into_iter().enumerate() {
        let place = Place {
            page: 0,
            line,
            bbox: None,
        };
        if r == 0 {
            table.place = place;
        }
        let mut fields = fields.into_iter();
        for c in 0..width {
            table.cells.push(Cell {
                row: r as u32,
                column: c as u32,
                row_span: 1,
                column_span: 1,
                text: fields.next().unwrap_or_default(),
                place,
                ..Cell::default()
            });
        }
    }
    table.reindex();
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text;

    fn table(t: &str, delimiter: Delimiter) -> Vec<Vec<String>> {
        let lines = text::lines(t.as_bytes());
        let region: Vec<u32> = (0..lines.len() as u32)
            .filter(|i| !regions::is_rule(&lines[*i as usize].text))
            .collect();
        let table = from_lines(&lines, &region, delimiter);
        (0..table.rows.len())
            .map(|r| {
                (0..table.columns.len())
                    .filter_map(|c| table.cell(r, c))
                    .map(|c| c.text.clone())
                    .collect()
            })
            .collect()
    }

    #[test]
    fn a_wrapped_label_is_joined_with_its_figures() {
        let t = table(
            "\t2023\t2024\nHouseholds that were waiting\nat the end\t12\t14\nVisits\t3\t4",
            Delimiter::Tab,
        );
        assert_eq!(
            t[1],
            ["Households that were waiting at the end", "12", "14"]
        );
        let t = table(
            "\t2023\t2024\nHouseholds waiting\t12\t14\nat the end\t\t\nVisits\t3\t4",
            Delimiter::Tab,
        );
        assert_eq!(t[1], ["Households waiting at the end", "12", "14"]);
        assert_eq!(t.len(), 3);
    }

    #[test]
    fn labels_that_begin_with_numbers_as_a_habit_stay_apart() {
        let t = table(
            "Age\t2023\nUnder 1\t4\n1 to 4\t25\n5 to 9\t6\nTotal\t35",
            Delimiter::Tab,
        );
        assert_eq!(t[2], ["1 to 4", "25"]);
        assert_eq!(t[3], ["5 to 9", "6"]);
    }

    #[test]
    fn a_shifted_row_and_a_header_without_its_corner_are_put_back() {
        let t = table(
            "2022\t2023\t2024\nVisits\t\t5\t6\t7\nLoans\t1\t2\t3\nSales\t4\t4\t4\t",
            Delimiter::Tab,
        );
        assert_eq!(t[0], ["", "2022", "2023", "2024"]);
        assert_eq!(t[1], ["Visits", "5", "6", "7"]);
        assert_eq!(t[3], ["Sales", "4", "4", "4"]);
    }

    #[test]
    fn aligned_columns_are_cut_where_the_figures_stand() {
        let t = table(
            "              2023     2024\nVisits          50       48\nLoans made   1,140        2",
            Delimiter::Spaces,
        );
        assert_eq!(t[0], ["", "2023", "2024"]);
        assert_eq!(t[2], ["Loans made", "1,140", "2"]);
    }

    #[test]
    fn pipes_are_cut_and_escapes_kept() {
        let t = table("| a \\| b | **1** |\n|---|---|\n| x | 2 |", Delimiter::Pipe);
        assert_eq!(t[0], ["a | b", "1"]);
    }

    #[test]
    fn a_hostile_grid_is_bounded() {
        let mut records = vec![(1, vec![String::new(); 50_000])];
        records.extend((2..5_000).map(|i| (i, vec!["1".to_string()])));
        let t = from_grid(&Grid { records });
        assert!(t.index.len() <= MOST_POSITIONS);
        assert!(t.doubt.is_some());
    }
}
