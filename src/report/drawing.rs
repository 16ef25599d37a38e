//! Pages as they were read, drawn: words where they stand, strokes, pictures, and the tables found with their cells,
//! so that a misread can be looked at. One file that needs nothing else and runs nothing.

mod view;

pub(super) use view::{View, grown, short};

use super::escape::{lines as text, source};
use crate::document::{Page, Rect};
use crate::fact::Reading;
use crate::fact::names;
use crate::finding::message::period;
use crate::table::{Cell, CellRole, Line, Table};
use std::fmt::Write as _;
use std::io::{self, Write};

/// The look of a drawing; the page's policy allows this style and nothing else.
const STYLE: &str = include_str!("drawing.css");

/// A document's reading and those of its pages that are drawn.
pub type Drawn = (Reading, Vec<Page>);

/// Writes the pages of documents as one HTML file.
pub fn write(out: &mut dyn Write, documents: &[Drawn]) -> io::Result<()> {
    let names: Vec<_> = documents.iter().map(|(r, _)| text(&r.path)).collect();
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{LEGEND}",
        source(STYLE),
        names.join(", ")
    )?;
    for (reading, pages) in documents {
        for page in pages {
            section(out, reading, page)?;
        }
    }
    out.write_all(b"</body>\n</html>\n")
}

const LEGEND: &str = "<p class=\"legend\"><b class=\"header\">header</b> <b class=\"label\">label</b> \
<b class=\"figure\">figure</b> <b class=\"total\">total</b> <b class=\"section\">section</b> <b class=\"note\">note</b> \
<b class=\"mark\">footnote mark</b> <b class=\"artifact\">artifact</b> <b class=\"hidden\">not to be seen</b> \
<b class=\"picture\">picture</b> Point at a cell for its labels and value.</p>\n";

fn section(out: &mut dyn Write, reading: &Reading, page: &Page) -> io::Result<()> {
    writeln!(
        out,
        "<section>\n<h2>{} <span>page {} of {}</span></h2>",
        text(&reading.path),
        page.number,
        reading.pages
    )?;
    for trouble in page.troubles.iter().chain(&page.remarks) {
        writeln!(out, "<p class=\"trouble\">{}</p>", text(trouble))?;
    }
    let mut svg = String::new();
    let view = View {
        height: page.height,
    };
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-1 -1 {} {}\" width=\"{}\" role=\"img\" aria-label=\"page {}\">",
        short(page.width + 2.0),
        short(page.height + 2.0),
        short((page.width + 2.0) * 1.5),
        page.number
    );
    view.ground(&mut svg, page);
    let tables = reading.tables.iter().enumerate();
    let mut labels = String::new();
    for (i, table) in tables {
        view.table(&mut svg, &mut labels, i, table, page.number);
    }
    view.words(&mut svg, page, |_| true);
    svg.push_str(&labels);
    svg.push_str("</svg>\n</section>\n");
    out.write_all(svg.as_bytes())
}

impl View {
    /// The cells of a table on one page, and a frame around them with the table's number.
    fn table(&self, svg: &mut String, labels: &mut String, index: usize, table: &Table, page: u32) {
        let mut frame: Option<Rect> = None;
        for cell in &table.cells {
            let Some(b) = cell.place.bbox().filter(|_| cell.place.page == page) else {
                continue;
            };
            frame = Some(frame.map_or(b, |f| f.union(b)));
            let _ = writeln!(
                svg,
                "<rect class=\"cell {}\" {}><title>{}</title></rect>",
                role(table, cell),
                self.place(grown(b, 1.0)),
                text(&told(table, cell))
            );
        }
        let Some(frame) = frame else { return };
        let b = grown(frame, 4.0);
        self.rect(svg, "table", b);
        let mut name = format!("table {}", index + 1);
        if let Some(title) = &table.title {
            let _ = write!(name, ": {}", shortened(title, 60));
        }
        if let Some(doubt) = &table.doubt {
            let _ = write!(name, " (in doubt: {doubt})");
        }
        let _ = writeln!(
            labels,
            "<text class=\"name\" x=\"{}\" y=\"{}\">{}</text>",
            short(b.x0),
            short(self.height - b.y1 - 2.5),
            text(&name)
        );
    }
}

/// A cell's class: what its row is outweighs what it is itself.
fn role(table: &Table, cell: &Cell) -> &'static str {
    let of = |axes: &[crate::table::Axis], at: u32| axes.get(at as usize).map(|a| a.kind.clone());
    let row = of(&table.rows, cell.row);
    let column = of(&table.columns, cell.column);
    match (cell.role, row, column) {
        (CellRole::Header, ..) => "header",
        (_, Some(Line::Total), _) => "total",
        (CellRole::Figure, _, Some(Line::Total)) => "total",
        (_, Some(Line::Section), _) => "section",
        (_, Some(Line::Note), _) => "note",
        (role, ..) => names::cell(role),
    }
}

/// What was understood of a cell.
fn told(table: &Table, cell: &Cell) -> String {
    let mut out = format!(
        "row {}, column {}: {}",
        cell.row + 1,
        cell.column + 1,
        names::cell(cell.role)
    );
    for (axes, at) in [(&table.rows, cell.row), (&table.columns, cell.column)] {
        let Some(axis) = axes.get(at as usize) else {
            continue;
        };
        if cell.role == CellRole::Figure && !axis.path.is_empty() {
            let _ = write!(out, "\n{}", axis.path.join(" / "));
        }
        match axis.kind {
            Line::Body | Line::Header => {}
            _ => {
                let _ = write!(out, " [{}]", names::line(&axis.kind));
            }
        }
        if let Some(p) = axis.period {
            let _ = write!(out, " ({})", period(p));
        }
    }
    for figure in cell.reading.figures() {
        let _ = write!(
            out,
            "\n= {} {}",
            figure.scaled().normalize(),
            figure.unit.code()
        );
    }
    out
}

fn shortened(title: &str, most: usize) -> String {
    if title.chars().count() <= most {
        return title.to_string();
    }
    title.chars().take(most).chain(['\u{2026}']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Word;

    #[test]
    fn the_policy_names_the_style_that_is_written() {
        let mut out = Vec::new();
        write(&mut out, &[]).expect("memory is written to");
        let page = String::from_utf8(out).expect("UTF-8");
        assert!(page.contains(&source(STYLE)) && page.contains(STYLE));
    }

    #[test]
    fn what_a_document_says_is_text_in_a_drawing() {
        let page = Page {
            number: 1,
            width: 100.0,
            height: 50.0,
            text: "</svg><script>alert(1)</script>\u{202e}\"'&".to_string(),
            words: vec![Word {
                start: 0,
                end: 36,
                bbox: Rect {
                    x0: 10.0,
                    y0: 10.0,
                    x1: 60.0,
                    y1: 20.0,
                },
                baseline: 12.0,
                size: 10.0,
                style: Default::default(),
                mcid: -1,
                space_before: true,
            }],
            ..Page::default()
        };
        let reading = Reading {
            path: "<b>.pdf".to_string(),
            pages: 1,
            ..Reading::default()
        };
        let mut out = Vec::new();
        write(&mut out, &[(reading, vec![page])]).expect("memory takes all bytes");
        let html = String::from_utf8(out).expect("text");
        assert!(
            !html.contains("<script") && !html.contains("<b>.pdf"),
            "{html}"
        );
        assert!(html.contains("&lt;/svg&gt;&lt;script&gt;alert(1)&lt;/script&gt;\\u{202e}&quot;"));
        assert!(
            html.contains("y=\"38\""),
            "the baseline is counted from the top"
        );
        assert!(
            !html.contains("style="),
            "the policy forbids styles of elements"
        );
    }
}
