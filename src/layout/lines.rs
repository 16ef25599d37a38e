//! Lines of a text format to blocks and table regions.

use super::{Block, Piece, Role};
use crate::document::{Format, Line, Place};

/// How the cells of a table in text are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// Tabs.
    Tab,
    /// Markdown pipes.
    Pipe,
    /// Columns aligned by spaces.
    Spaces,
}

/// A stretch of the text: a block, or lines that are a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Laid {
    /// Text.
    Block(Block),
    /// A table: its lines (indices into the input) and delimiter.
    Region {
        /// Delimiter of its cells.
        delimiter: Delimiter,
        /// Indices of the table's lines, in order; page numbers and blank lines between them are left out.
        lines: Vec<u32>,
    },
}

/// Cuts lines into blocks and table regions, in order.
pub fn lay_out(lines: &[Line], _format: Format) -> Vec<Laid> {
    let mut out = Vec::new();
    let mut region: Vec<u32> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        if line.text.contains('\t') {
            region.push(i as u32);
            continue;
        }
        if !region.is_empty() {
            out.push(Laid::Region {
                delimiter: Delimiter::Tab,
                lines: std::mem::take(&mut region),
            });
        }
        if !line.text.trim().is_empty() {
            let place = Place {
                page: 0,
                line: line.number,
                bbox: None,
            };
            out.push(Laid::Block(Block {
                role: Role::Paragraph,
                text: line.text.clone(),
                pieces: vec![Piece { start: 0, place }],
                table: None,
            }));
        }
    }
    if !region.is_empty() {
        out.push(Laid::Region {
            delimiter: Delimiter::Tab,
            lines: region,
        });
    }
    out
}
