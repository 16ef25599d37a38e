//! Cells of tables that hold sentences, read as prose.

use super::{CellProse, Reading};
use crate::claim::{self, Kind};
use crate::layout::{Block, Pieces, Role};

/// Words that a cell holds at least to be read as prose.
const WORDS: usize = 8;
/// Bytes that so many words take at least.
const LEAST: usize = 40;

/// Finds the cells of a reading that hold sentences, and the claims in them.
pub(super) fn read(reading: &mut Reading) {
    let mut found: Vec<CellProse> = Vec::new();
    for (host, block) in reading.blocks.iter().enumerate() {
        let Some((t, table)) = block
            .table
            .and_then(|t| Some((t, reading.tables.get(t as usize)?)))
        else {
            continue;
        };
        for cell in table
            .cells
            .iter()
            .filter(|c| c.text.len() >= LEAST && is_prose(&c.text))
        {
            // "39 of 112 children (35%)" is read as figures where the cell holds nothing else
            if cell.reading.figures().len() > 1 {
                continue;
            }
            found.push(CellProse {
                block: Block {
                    role: Role::Paragraph,
                    text: cell.text.to_string(),
                    pieces: Pieces::of(cell.place),
                    table: None,
                },
                cell: (t, cell.row, cell.column),
                host: host as u32,
            });
        }
    }
    let first = reading.blocks.len() as u32;
    for (i, cell) in found.iter().enumerate() {
        let period = reading
            .sections
            .get(reading.section_of(cell.host) as usize)
            .and_then(|s| s.period);
        let told = claim::find(std::slice::from_ref(&cell.block), |_| period);
        let kept = told
            .claims
            .into_iter()
            .filter(|c| !matches!(c.kind, Kind::Stated | Kind::ListCount));
        reading.cell_claims.extend(kept.map(|mut c| {
            c.block = first + i as u32;
            c
        }));
    }
    reading.cell_prose = found;
}

/// Several words and a number: cheap to ask, and seldom true of a label or a figure.
fn is_prose(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
        && text
            .split_ascii_whitespace()
            .filter(|w| w.starts_with(|c: char| c.is_ascii_lowercase()))
            .nth(WORDS / 2)
            .is_some()
        && text.split_ascii_whitespace().nth(WORDS - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::is_prose;

    #[test]
    fn sentences_are_told_from_labels_and_figures() {
        assert!(is_prose(
            "Lower rents would increase the income of the fund by c. £2m a year"
        ));
        assert!(!is_prose(
            "Council Tax Support, Band D (2024/25), all households"
        ));
        assert!(!is_prose(
            "1,204 1,310 1,402 1,515 1,610 1,700 1,802 1,910 2,011"
        ));
    }
}
