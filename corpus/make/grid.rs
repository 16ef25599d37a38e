//! Tables: column widths, wrapped cells, and their rules.

use super::font::{self, Face};
use super::sheet::{Sheet, Tree};
use super::source::{is_figure, spans};

/// Which rules a table has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// Around every cell, as thin filled areas.
    Full,
    /// Under the header and above the total.
    Half,
    /// None.
    Bare,
}

/// A table ready to be drawn, row by row.
pub struct Grid {
    rows: Vec<Vec<Cell>>,
    heads: usize,
    widths: Vec<f32>,
    ruling: Ruling,
}

struct Cell {
    text: String,
    lines: Vec<String>,
    column: usize,
    columns: usize,
    right: bool,
}

pub const SIZE: f32 = 9.0;
const LEADING: f32 = 11.0;
const PAD: f32 = 4.0;

impl Grid {
    /// Lays a table out within a width. `tight` columns are a little narrower than their header words, which break inside.
    pub fn new(
        table: &[Vec<String>],
        heads: usize,
        room: f32,
        ruling: Ruling,
        tight: bool,
    ) -> Grid {
        let count = table.iter().map(Vec::len).max().unwrap_or(0);
        let figures: Vec<bool> = (0..count)
            .map(|c| {
                c > 0
                    && table[heads..]
                        .iter()
                        .filter(|r| r.get(c).is_some_and(|t| is_figure(t)))
                        .count()
                        * 2
                        > table.len() - heads
            })
            .collect();
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for (r, row) in spans(table, heads).into_iter().enumerate() {
            let mut cells: Vec<Cell> = Vec::new();
            let mut column = 0;
            for (text, columns) in row {
                let right = figures[column] && (r < heads || is_figure(text));
                cells.push(Cell {
                    text: text.to_string(),
                    lines: Vec::new(),
                    column,
                    columns,
                    right,
                });
                column += columns;
            }
            rows.push(cells);
        }
        let widths = widths(&rows, heads, count, room, tight, &figures);
        for (r, row) in rows.iter_mut().enumerate() {
            let face = face(r < heads, &row[0].text);
            for cell in row {
                let room = widths[cell.column..cell.column + cell.columns]
                    .iter()
                    .sum::<f32>()
                    - 2.0 * PAD;
                cell.lines = font::wrap(&cell.text, face, SIZE, room);
            }
        }
        Grid {
            rows,
            heads,
            widths,
            ruling,
        }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The height of a row.
    pub fn height(&self, row: usize) -> f32 {
        let lines = self.rows[row].iter().map(|c| c.lines.len()).max();
        lines.unwrap_or(1).max(1) as f32 * LEADING + PAD
    }

    /// Draws a row with its top at `top`.
    pub fn draw(
        &self,
        row: usize,
        sheet: &mut Sheet,
        tree: &mut Tree,
        table: usize,
        left: f32,
        top: f32,
    ) {
        let head = row < self.heads;
        let element = tree.add("TR", table, 1);
        let bottom = top - self.height(row);
        let face = face(head, &self.rows[row][0].text);
        let x = |column: usize| left + self.widths[..column].iter().sum::<f32>();
        for cell in &self.rows[row] {
            let (x0, x1) = (x(cell.column), x(cell.column + cell.columns));
            let role = if head || cell.column == 0 { "TH" } else { "TD" };
            let element = tree.add(role, element, cell.columns);
            let lines: Vec<(f32, f32, &str)> = cell
                .lines
                .iter()
                .enumerate()
                .map(|(i, line)| {
                    let width = font::width(line, face, SIZE);
                    let at = match (cell.right, cell.columns > 1) {
                        (_, true) => (x0 + x1 - width) / 2.0,
                        (true, _) => x1 - PAD - width,
                        _ => x0 + PAD,
                    };
                    (at, top - LEADING * (i + 1) as f32 + 1.0, line.as_str())
                })
                .collect();
            if !lines.is_empty() {
                sheet.text(tree, Some(element), &lines, face, SIZE);
            }
            if self.ruling == Ruling::Full {
                sheet.rule(tree, (x0, top), (x1, top), true);
                sheet.rule(tree, (x0, bottom), (x1, bottom), true);
                sheet.rule(tree, (x0, bottom), (x0, top), true);
                sheet.rule(tree, (x1, bottom), (x1, top), true);
            }
        }
        if self.ruling == Ruling::Half {
            let right = x(self.widths.len());
            if row + 1 == self.heads || row + 1 == self.rows.len() {
                sheet.rule(tree, (left, bottom), (right, bottom), false);
            }
            if row + 1 == self.rows.len() && face == Face::Bold {
                sheet.rule(tree, (left, top), (right, top), false);
            }
        }
    }
}

/// Headers and totals are bold.
fn face(head: bool, label: &str) -> Face {
    if head
        || [
            "Total",
            "Subtotal",
            "Services total",
            "Net ",
            "Year",
            "All ",
        ]
        .iter()
        .any(|t| label.starts_with(t))
    {
        Face::Bold
    } else {
        Face::Regular
    }
}

/// As wide as the text where there is room; otherwise each column gives up a like part of what it can spare.
fn widths(
    rows: &[Vec<Cell>],
    heads: usize,
    count: usize,
    room: f32,
    tight: bool,
    figures: &[bool],
) -> Vec<f32> {
    let mut natural = vec![0.0_f32; count];
    let mut least = vec![0.0_f32; count];
    for (r, row) in rows.iter().enumerate() {
        for cell in row.iter().filter(|c| c.columns == 1) {
            let c = cell.column;
            let word = font::widest_word(&cell.text, Face::Bold, SIZE) + 2.0 * PAD;
            let mut whole = font::width(&cell.text, Face::Bold, SIZE) + 2.0 * PAD;
            if r < heads && figures[c] {
                if tight {
                    // A little narrower than its widest word, so that the word breaks once.
                    let narrow = (word - 2.0 * PAD) * 0.8 + 2.0 * PAD;
                    natural[c] = natural[c].max(narrow);
                    least[c] = least[c].max(narrow);
                    continue;
                }
                whole = word;
            }
            natural[c] = natural[c].max(whole);
            least[c] = least[c].max(word);
        }
    }
    let (wanted, needed): (f32, f32) = (natural.iter().sum(), least.iter().sum());
    if wanted <= room {
        // Figures a little apart, as in office programs.
        let spare = ((room - wanted) / count as f32).min(18.0);
        return natural
            .iter()
            .map(|w| w + if tight { 0.0 } else { spare })
            .collect();
    }
    let part = ((room - needed) / (wanted - needed)).clamp(0.0, 1.0);
    natural
        .iter()
        .zip(&least)
        .map(|(n, l)| l + (n - l) * part)
        .collect()
}
