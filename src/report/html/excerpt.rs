//! What stands at a finding's places: the table with its cells marked, or the sentence with its words marked.

use crate::fact::Reading;
use crate::figure::Span;
use crate::finding::{Location, Role};
use crate::report::escape::text;
use crate::report::place::{boundary, shorten};
use crate::table::{CellRole, Table};
use std::collections::BTreeSet;
use std::fmt::Write;

/// A table of more rows or columns is shown in part: headers, and the lines that matter with those beside them.
const ROWS: usize = 24;
const COLUMNS: usize = 14;
/// Longest text of a cell.
const CELL: usize = 200;
/// Bytes of a paragraph shown around what is marked.
const AROUND: usize = 240;

/// The table or the sentence at some locations of one reading, which all are in the same table or block.
pub(super) fn excerpt(reading: &Reading, locations: &[&Location]) -> String {
    let Some(first) = locations.first() else {
        return String::new();
    };
    if let Some((t, ..)) = first.cell
        && let Some(table) = reading.tables.get(t as usize)
    {
        return cells(table, locations);
    }
    if let Some((block, _)) = first.prose
        && let Some(block) = reading.blocks.get(block as usize)
    {
        return sentence(&block.text, locations);
    }
    format!(
        "<blockquote>{}</blockquote>",
        text(&shorten(&first.text, CELL))
    )
}

pub(super) fn class(role: Role) -> &'static str {
    match role {
        Role::Primary => "primary",
        Role::Evidence => "evidence",
    }
}

fn cells(table: &Table, locations: &[&Location]) -> String {
    let marked = |row: u32, column: u32| {
        let here = |l: &&&Location| l.cell.is_some_and(|(_, r, c)| (r, c) == (row, column));
        let all: Vec<_> = locations.iter().filter(here).collect();
        all.iter()
            .find(|l| l.role == Role::Primary)
            .or(all.first())
            .map(|l| class(l.role))
    };
    let places = locations.iter().filter_map(|l| l.cell);
    let rows = shown(
        table.rows.len(),
        ROWS,
        table.header_rows as usize,
        places.clone().map(|p| p.1 as usize),
    );
    let columns = shown(
        table.columns.len(),
        COLUMNS,
        table.label_column.map_or(0, |c| c as usize + 1),
        places.map(|p| p.2 as usize),
    );
    let whole = rows.len() == table.rows.len() && columns.len() == table.columns.len();
    let mut out = String::from(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"table\"><table>",
    );
    let mut before = None;
    for &r in &rows {
        if before.is_some_and(|b| b + 1 < r) {
            let _ = write!(out, "<tr><td colspan=\"{}\">…</td></tr>", columns.len());
        }
        before = Some(r);
        out.push_str("<tr>");
        for &c in &columns {
            let Some(cell) = table.cell(r, c) else {
                out.push_str("<td></td>");
                continue;
            };
            let origin = (cell.row as usize, cell.column as usize) == (r, c);
            if whole && !origin {
                continue;
            }
            let element = match cell.role {
                CellRole::Header => "th scope=\"col\"",
                CellRole::Label => "th scope=\"row\"",
                CellRole::Figure | CellRole::Note => "td",
            };
            let _ = write!(out, "<{element}");
            if whole && cell.row_span > 1 {
                let _ = write!(out, " rowspan=\"{}\"", cell.row_span);
            }
            if whole && cell.column_span > 1 {
                let _ = write!(out, " colspan=\"{}\"", cell.column_span);
            }
            let mark = marked(r as u32, c as u32);
            let figure = (cell.role == CellRole::Figure && !cell.reading.figures().is_empty())
                .then_some("figure");
            let classes: Vec<&str> = mark.into_iter().chain(figure).collect();
            if !classes.is_empty() {
                let _ = write!(out, " class=\"{}\"", classes.join(" "));
            }
            out.push('>');
            if mark == Some("primary") {
                out.push_str("<span class=\"spoken\">the finding is about: </span>");
            }
            if origin {
                out.push_str(&text(&shorten(&cell.text, CELL)));
            }
            out.push_str(if element == "td" { "</td>" } else { "</th>" });
        }
        out.push_str("</tr>");
    }
    out.push_str("</table></div>");
    out
}

/// The lines to show: all of a small table; of a large one its headers, and those that matter with their neighbours.
fn shown(
    count: usize,
    most: usize,
    headers: usize,
    wanted: impl Iterator<Item = usize>,
) -> Vec<usize> {
    if count <= most {
        return (0..count).collect();
    }
    let mut lines: BTreeSet<usize> = (0..headers.min(4)).collect();
    for line in wanted.take(most) {
        lines.extend((line.saturating_sub(1)..=line + 1).filter(|l| *l < count));
    }
    lines.into_iter().collect()
}

fn sentence(whole: &str, locations: &[&Location]) -> String {
    let mut spans: Vec<(Span, Role)> = locations
        .iter()
        .filter_map(|l| Some((l.prose?.1, l.role)))
        .filter(|(s, _)| whole.get(s.start as usize..s.end as usize).is_some())
        .collect();
    spans.sort_by_key(|(s, role)| (s.start, *role != Role::Primary, std::cmp::Reverse(s.end)));
    let first = spans.first().map_or(0, |(s, _)| s.start as usize);
    let last = spans.iter().map(|(s, _)| s.end as usize).max().unwrap_or(0);
    let from = boundary(whole, first.saturating_sub(AROUND));
    let upto = boundary(whole, (last + AROUND).min(whole.len()));
    let mut out = String::from("<blockquote>");
    if from > 0 {
        out.push_str("… ");
    }
    let mut at = from;
    for (span, role) in spans {
        let (start, end) = (span.start as usize, span.end as usize);
        // Phrases may overlap; the earlier one, or the finding's own, keeps its mark.
        if start < at || end > upto {
            continue;
        }
        out.push_str(&text(&whole[at..start]));
        let spoken = match role {
            Role::Primary => "<span class=\"spoken\">the finding is about: </span>",
            Role::Evidence => "",
        };
        let _ = write!(
            out,
            "<mark class=\"{}\">{spoken}{}</mark>",
            class(role),
            text(&whole[start..end])
        );
        at = end;
    }
    out.push_str(&text(&whole[at..upto]));
    if upto < whole.len() {
        out.push_str(" …");
    }
    out.push_str("</blockquote>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Place;

    fn location(role: Role, start: usize, end: usize) -> Location {
        Location {
            role,
            document: 0,
            place: Place::default(),
            text: String::new(),
            cell: None,
            prose: Some((0, Span::new(start, end))),
        }
    }

    #[test]
    fn a_sentence_shows_the_phrase_and_its_figures() {
        let whole = "Visits rose from 52 to <47> in the year";
        let locations = [
            location(Role::Primary, 7, 11),
            location(Role::Evidence, 17, 19),
            location(Role::Evidence, 17, 18),
        ];
        let refs: Vec<&Location> = locations.iter().collect();
        assert_eq!(
            sentence(whole, &refs),
            "<blockquote>Visits <mark class=\"primary\"><span class=\"spoken\">the finding is about: </span>rose</mark> \
             from <mark class=\"evidence\">52</mark> to &lt;47&gt; in the year</blockquote>"
        );
    }

    #[test]
    fn of_a_long_table_only_the_lines_that_matter_are_shown() {
        assert_eq!(shown(5, 40, 1, [3].into_iter()), [0, 1, 2, 3, 4]);
        assert_eq!(shown(100, 40, 1, [50].into_iter()), [0, 49, 50, 51]);
    }

    #[test]
    fn a_long_paragraph_is_cut_between_words() {
        let whole = "word ".repeat(400);
        let refs = [&location(Role::Primary, 1000, 1004)];
        let out = sentence(&whole, &refs);
        assert!(
            out.starts_with("<blockquote>…  word") || out.starts_with("<blockquote>… word"),
            "{out}"
        );
        assert!(out.len() < 900, "{}", out.len());
    }
}
