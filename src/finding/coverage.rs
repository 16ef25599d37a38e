//! Coverage: how many of the figures that were read took part in at least one test, and why the others did not.

mod untested;

use super::{Outcome, Test};
use crate::fact::Reading;
use crate::figure::Span;
use crate::table::CellRole;
pub use untested::{Untested, untested};

/// Figures read and figures tested.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Figures in table cells and in prose.
    pub figures: u32,
    /// Those at a location of at least one test that was made.
    pub tested: u32,
}

/// A figure of a reading: a cell by its table and index, or one of its prose.
#[derive(Clone, Copy)]
enum At {
    Cell(usize, usize),
    Prose(usize),
}

/// Goes through the figures at the locations of tests, with the position of their reading.
fn each_figure<'a>(
    readings: &[Reading],
    tests: &'a [Test],
    mut each: impl FnMut(usize, At, &'a Test),
) {
    for test in tests {
        for location in &test.locations {
            let d = location.document as usize;
            let Some(reading) = readings.get(d) else {
                continue;
            };
            if let Some((t, row, column)) = location.cell {
                let table = reading.tables.get(t as usize);
                let cell = table.and_then(|t| t.position(row as usize, column as usize));
                if let Some(cell) = cell {
                    each(d, At::Cell(t as usize, cell), test);
                }
            }
            if let Some((block, span)) = location.prose {
                let first = reading.prose.partition_point(|(b, _)| *b < block);
                for (i, (_, figure)) in reading
                    .prose
                    .iter()
                    .enumerate()
                    .skip(first)
                    .take_while(|(_, (b, _))| *b == block)
                {
                    if overlaps(figure.span, span) {
                        each(d, At::Prose(i), test);
                    }
                }
            }
        }
    }
}

/// Which figures took part in tests that were made; the tests need not be kept.
#[derive(Debug, Default)]
pub struct Tally {
    /// By reading: the cells of its tables, and its prose.
    tested: Vec<(Vec<Vec<bool>>, Vec<bool>)>,
}

impl Tally {
    /// A tally in which no figure is tested yet.
    pub fn new(readings: &[Reading]) -> Tally {
        let one = |r: &Reading| {
            let tables = r.tables.iter();
            let cells = tables.map(|t| vec![false; t.cells.len()]).collect();
            (cells, vec![false; r.prose.len()])
        };
        Tally {
            tested: readings.iter().map(one).collect(),
        }
    }

    /// Takes the figures of these tests.
    pub fn take(&mut self, readings: &[Reading], tests: &[Test]) {
        each_figure(readings, tests, |d, at, test| {
            if test.outcome == Outcome::NotTested {
                return;
            }
            let tested = self.tested.get_mut(d).and_then(|(cells, prose)| match at {
                At::Cell(table, cell) => cells.get_mut(table)?.get_mut(cell),
                At::Prose(i) => prose.get_mut(i),
            });
            if let Some(tested) = tested {
                *tested = true;
            }
        });
    }

    /// Counts figures read and figures tested.
    pub fn coverage(&self, readings: &[Reading]) -> Coverage {
        let mut coverage = Coverage::default();
        for (reading, (tables, prose)) in readings.iter().zip(&self.tested) {
            for (t, cells) in tables.iter().enumerate() {
                for (c, tested) in cells
                    .iter()
                    .enumerate()
                    .filter(|(c, _)| counts(reading, t, *c))
                {
                    let figures = reading.tables[t].cells[c].reading.figures().len() as u32;
                    coverage.figures += figures;
                    coverage.tested += if *tested { figures } else { 0 };
                }
            }
            coverage.figures += prose.len() as u32;
            coverage.tested += prose.iter().filter(|t| **t).count() as u32;
        }
        coverage
    }
}

fn overlaps(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

fn counts(reading: &Reading, table: usize, cell: usize) -> bool {
    let cell = &reading.tables[table].cells[cell];
    cell.role == CellRole::Figure && !cell.reading.figures().is_empty()
}

/// Counts figures read and figures tested.
pub fn measure(readings: &[Reading], tests: &[Test]) -> Coverage {
    let mut tally = Tally::new(readings);
    tally.take(readings, tests);
    tally.coverage(readings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Place;
    use crate::figure::{Figure, number};
    use crate::finding::{Level, Location, Role as Part};
    use crate::layout::{Block, Pieces, Role};

    fn reading() -> Reading {
        let text = "It rose from 34 to 44 children";
        let figures: Vec<Figure> = ["34", "44"]
            .iter()
            .filter_map(|s| {
                let at = text.find(s)?;
                let mut f = *number::read_cell(s).figure()?;
                f.span = Span::new(at, at + s.len());
                Some(f)
            })
            .collect();
        Reading {
            blocks: vec![Block {
                role: Role::Paragraph,
                text: text.into(),
                pieces: Pieces::of(Place::at_line(0, 7)),
                table: None,
            }],
            prose: figures.into_iter().map(|f| (0, f)).collect(),
            ..Reading::default()
        }
    }

    fn test(outcome: Outcome, reading: &Reading, nth: usize) -> Test {
        Test::new(
            "direction",
            outcome,
            Level::Error,
            "the earlier period is not named".into(),
            vec![Location::prose(
                reading,
                Part::Primary,
                0,
                reading.prose[nth].1.span,
            )],
        )
    }

    #[test]
    fn a_figure_counts_as_tested_only_by_a_test_that_was_made() {
        let readings = [reading()];
        let tests = [
            test(Outcome::Agrees, &readings[0], 0),
            test(Outcome::NotTested, &readings[0], 1),
        ];
        assert_eq!(
            measure(&readings, &tests),
            Coverage {
                figures: 2,
                tested: 1
            }
        );
        let left = untested(&readings, &tests);
        assert_eq!(left.len(), 1);
        assert_eq!((left[0].text.as_str(), left[0].place.line()), ("44", 7));
        assert_eq!(left[0].reason, "the earlier period is not named");
    }
}
