//! Parts onto pages: headings, wrapped paragraphs, tables, columns, running heads and page numbers.

use super::font::{self, Face};
use super::grid::{Grid, Ruling};
use super::sheet::{Sheet, Tree};
use super::source::Part;

/// How a document is set.
#[derive(Clone, Copy)]
pub struct Style {
    /// Printed at the head of every page but the first.
    pub running_head: &'static str,
    pub ruling: Ruling,
    pub landscape: bool,
    /// Table columns a little narrower than the words that head them.
    pub tight: bool,
    pub tagged: bool,
    /// Columns of text on a page.
    pub columns: usize,
    /// Print "Page n of N" where the source has no page numbers of its own.
    pub numbered: bool,
}

const MARGIN: f32 = 56.0;
const GUTTER: f32 = 24.0;

/// A document being set.
pub struct Flow<'a> {
    style: &'a Style,
    pub tree: Tree,
    pub sheets: Vec<Sheet>,
    column: usize,
    /// Baseline area still free begins here.
    y: f32,
    /// Where the columns of this page begin.
    column_top: f32,
}

impl<'a> Flow<'a> {
    pub fn new(style: &'a Style) -> Self {
        let mut tree = Tree {
            tagged: style.tagged,
            ..Tree::default()
        };
        tree.add("Document", 0, 1);
        let mut flow = Flow {
            style,
            tree,
            sheets: Vec::new(),
            column: 0,
            y: 0.0,
            column_top: 0.0,
        };
        flow.new_page();
        flow
    }

    fn new_page(&mut self) {
        let (w, h) = if self.style.landscape {
            (842.0, 595.0)
        } else {
            (595.0, 842.0)
        };
        let mut sheet = Sheet::new(self.sheets.len(), w, h);
        if !self.sheets.is_empty() && !self.style.running_head.is_empty() {
            sheet.text(
                &mut self.tree,
                None,
                &[(MARGIN, h - 34.0, self.style.running_head)],
                Face::Regular,
                8.0,
            );
            sheet.rule(
                &self.tree,
                (MARGIN, h - 39.0),
                (w - MARGIN, h - 39.0),
                false,
            );
        }
        self.sheets.push(sheet);
        self.column = 0;
        self.y = h - MARGIN;
        self.column_top = self.y;
    }

    fn page(&mut self) -> &mut Sheet {
        self.sheets.last_mut().expect("there is always a page")
    }

    fn column_width(&self) -> f32 {
        let width = if self.style.landscape { 842.0 } else { 595.0 } - 2.0 * MARGIN;
        (width - GUTTER * (self.style.columns as f32 - 1.0)) / self.style.columns as f32
    }

    fn left(&self) -> f32 {
        MARGIN + self.column as f32 * (self.column_width() + GUTTER)
    }

    /// Makes sure of room below; goes to the next column or page where there is none.
    fn need(&mut self, height: f32) {
        if self.y - height >= MARGIN {
            return;
        }
        if self.column + 1 < self.style.columns {
            self.column += 1;
            self.y = self.column_top;
        } else {
            self.new_page();
        }
    }

    /// Text in lines, all under one structure element.
    fn lines(
        &mut self,
        role: &'static str,
        text: &str,
        face: Face,
        size: f32,
        indent: f32,
        mark: &str,
    ) {
        let wrapped = font::wrap(text, face, size, self.column_width() - indent);
        let element = self.tree.add(role, 0, 1);
        for (i, line) in wrapped.iter().enumerate() {
            self.need(size * 1.3);
            self.y -= size * 1.3;
            let (x, y) = (self.left() + indent, self.y);
            let mut runs = vec![(x, y, line.as_str())];
            if i == 0 && !mark.is_empty() {
                runs.insert(0, (x - indent * 0.7, y, mark));
            }
            let sheet = self.sheets.last_mut().expect("there is always a page");
            sheet.text(&mut self.tree, Some(element), &runs, face, size);
        }
    }

    pub fn set(&mut self, parts: &[Part]) {
        for (i, part) in parts.iter().enumerate() {
            match part {
                Part::Heading(level, text) => self.heading(*level, text, &parts[i + 1..]),
                Part::Paragraph(text) => {
                    // A line that gives a table's unit stays with the table.
                    if let Some(Part::Table(rows, _)) = parts.get(i + 1)
                        && text.len() < 40
                    {
                        self.need(20.0 + (rows.len() as f32 * 20.0).min(420.0));
                    }
                    self.lines("P", text, Face::Regular, 10.5, 0.0, "");
                    self.y -= 6.0;
                }
                Part::Bullet(text) => {
                    self.lines("LI", text, Face::Regular, 10.5, 16.0, "•");
                    let last = !matches!(parts.get(i + 1), Some(Part::Bullet(_)));
                    self.y -= if last { 6.0 } else { 2.0 };
                }
                Part::Contents(row) => self.contents(row),
                Part::Table(rows, heads) => self.table(rows, *heads),
                Part::PageEnd(own, stamp) => {
                    self.furniture(own.as_deref(), stamp.as_deref());
                    if i + 1 < parts.len() {
                        self.new_page();
                    }
                }
            }
        }
    }

    /// Prints the pages' numbers, where the style asks for them: once all sources are set.
    pub fn number(&mut self) {
        if !self.style.numbered {
            return;
        }
        let pages = self.sheets.len();
        for sheet in &mut self.sheets {
            let text = format!("Page {} of {pages}", sheet.number + 1);
            let x = sheet.width - MARGIN - font::width(&text, Face::Regular, 8.0);
            sheet.text(
                &mut self.tree,
                None,
                &[(x, 30.0, &text)],
                Face::Regular,
                8.0,
            );
        }
    }

    fn heading(&mut self, level: u8, text: &str, next: &[Part]) {
        // A heading stays with what follows; a caption stays with its whole table where that fits a page.
        let heads = next
            .iter()
            .take_while(|p| matches!(p, Part::Heading(..)))
            .count();
        let unit = usize::from(matches!(next.get(heads), Some(Part::Paragraph(t)) if t.len() < 40));
        let follows = match next.get(heads + unit) {
            Some(Part::Table(rows, _)) => rows.len() as f32 * 20.0,
            _ => 30.0,
        };
        self.need((heads + 1) as f32 * 24.0 + follows.min(420.0));
        let (role, size) = match level {
            1 => ("H1", 17.0),
            2 => ("H2", 12.5),
            _ => ("H3", 10.5),
        };
        self.y -= 6.0;
        self.lines(role, text, Face::Bold, size, 0.0, "");
        self.y -= 4.0;
    }

    /// Number, title, dots and page.
    fn contents(&mut self, row: &[String]) {
        let size = 10.5;
        self.y -= size * 1.5;
        let (left, right, y) = (self.left(), self.left() + self.column_width(), self.y);
        let page = row.last().map_or("", String::as_str);
        let end = right - font::width(page, Face::Regular, size);
        let title = row.get(1).map_or("", String::as_str);
        let begin = left + 28.0 + font::width(title, Face::Regular, size) + 4.0;
        let dot = font::width(".", Face::Regular, size);
        let dots = ".".repeat(((end - 4.0 - begin) / dot).max(0.0) as usize);
        let dots_at = end - 4.0 - dots.len() as f32 * dot;
        let runs = [
            (left, y, row[0].as_str()),
            (left + 28.0, y, title),
            (dots_at, y, dots.as_str()),
            (end, y, page),
        ];
        let element = self.tree.add("TOCI", 0, 1);
        let sheet = self.sheets.last_mut().expect("there is always a page");
        sheet.text(&mut self.tree, Some(element), &runs, Face::Regular, size);
    }

    fn table(&mut self, rows: &[Vec<String>], heads: usize) {
        let grid = Grid::new(
            rows,
            heads,
            self.column_width(),
            self.style.ruling,
            self.style.tight,
        );
        let element = self.tree.add("Table", 0, 1);
        for row in 0..grid.len() {
            let page = (self.sheets.len(), self.column);
            self.need(grid.height(row));
            // A table that goes on repeats its header.
            if row >= heads && page != (self.sheets.len(), self.column) {
                for head in 0..heads {
                    self.row(&grid, head, element);
                }
            }
            self.row(&grid, row, element);
        }
        self.y -= 12.0;
    }

    fn row(&mut self, grid: &Grid, row: usize, element: usize) {
        let (left, top) = (self.left(), self.y);
        let sheet = self.sheets.last_mut().expect("there is always a page");
        grid.draw(row, sheet, &mut self.tree, element, left, top);
        self.y -= grid.height(row);
    }

    /// The report's own number in the middle of the foot, the pack's stamp at its right.
    fn furniture(&mut self, own: Option<&str>, stamp: Option<&str>) {
        let mut runs = Vec::new();
        let (width, face) = (self.page().width, Face::Regular);
        if let Some(own) = own {
            runs.push((width / 2.0, 34.0, own));
        }
        if let Some(stamp) = stamp {
            runs.push((width - MARGIN - font::width(stamp, face, 9.0), 20.0, stamp));
        }
        for run in runs {
            let sheet = self.sheets.last_mut().expect("there is always a page");
            sheet.text(&mut self.tree, None, &[run], face, 9.0);
        }
    }
}
