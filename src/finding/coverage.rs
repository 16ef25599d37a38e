//! Coverage: how many of the figures that were read took part in at least one test, and why the others did not.

use super::{Outcome, Test};
use crate::document::Place;
use crate::fact::Reading;
use crate::figure::Span;
use crate::layout::{Block, Role};
use crate::table::{Axis, Cell, CellRole, Table};
use std::collections::HashMap;

/// Figures read and figures tested.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Figures in table cells and in prose.
    pub figures: u32,
    /// Those at a location of at least one test that was made.
    pub tested: u32,
}

/// A figure that took part in no test.
#[derive(Debug, Clone, PartialEq)]
pub struct Untested {
    /// Document of the run.
    pub document: u32,
    /// Where it stands.
    pub place: Place,
    /// The figure as printed.
    pub text: String,
    /// Its row and column, or the words around it.
    pub context: String,
    /// Its table, for a cell.
    pub table: Option<u32>,
    /// The label of its row, for a cell.
    pub row: String,
    /// The reason, as the rule that wanted to test it gave it, or why no rule found anything to test it against.
    pub reason: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State<'a> {
    Untouched,
    Wanted(&'a str),
    Tested,
}

impl<'a> State<'a> {
    fn meet(&mut self, test: &'a Test) {
        match (test.outcome, &self) {
            (Outcome::NotTested, State::Untouched) => *self = State::Wanted(&test.message),
            (Outcome::NotTested, _) => {}
            _ => *self = State::Tested,
        }
    }
}

/// Every figure of one reading with its state, tables first.
struct Board<'a> {
    cells: Vec<Vec<State<'a>>>,
    prose: Vec<State<'a>>,
}

fn boards<'a>(readings: &[Reading], tests: &'a [Test]) -> Vec<Board<'a>> {
    let mut boards: Vec<Board<'a>> = readings
        .iter()
        .map(|r| Board {
            cells: r
                .tables
                .iter()
                .map(|t| vec![State::Untouched; t.cells.len()])
                .collect(),
            prose: vec![State::Untouched; r.prose.len()],
        })
        .collect();
    each_figure(readings, tests, |d, at, test| {
        let Some(board) = boards.get_mut(d) else {
            return;
        };
        let state = match at {
            At::Cell(table, cell) => board.cells.get_mut(table).and_then(|c| c.get_mut(cell)),
            At::Prose(i) => board.prose.get_mut(i),
        };
        if let Some(state) = state {
            state.meet(test);
        }
    });
    boards
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

/// Every figure that took part in no test, in the order of the documents: tables first, then prose.
pub fn untested(readings: &[Reading], tests: &[Test]) -> Vec<Untested> {
    let mut out = Vec::new();
    for (reading, board) in readings.iter().zip(boards(readings, tests)) {
        let reason = |state: &State<'_>, why: &dyn Fn() -> String| match state {
            State::Wanted(reason) => Some((*reason).to_string()),
            State::Untouched => Some(why()),
            State::Tested => None,
        };
        let measures = measures(reading);
        for (t, cells) in board.cells.iter().enumerate() {
            let table = &reading.tables[t];
            for (c, state) in cells
                .iter()
                .enumerate()
                .filter(|(c, _)| counts(reading, t, *c))
            {
                let cell = &table.cells[c];
                let Some(reason) = reason(state, &|| alone_in_table(table, cell)) else {
                    continue;
                };
                let label = |axes: &[crate::table::Axis], i: u32| {
                    axes.get(i as usize)
                        .map(|a| a.label().to_string())
                        .unwrap_or_default()
                };
                out.push(Untested {
                    document: reading.document,
                    place: cell.place,
                    text: cell.text.to_string(),
                    context: format!(
                        "{}, {}",
                        label(&table.rows, cell.row),
                        label(&table.columns, cell.column)
                    ),
                    table: Some(t as u32),
                    row: label(&table.rows, cell.row),
                    reason,
                });
            }
        }
        for (i, state) in board.prose.iter().enumerate() {
            let (at, figure) = &reading.prose[i];
            let Some(block) = reading.blocks.get(*at as usize) else {
                continue;
            };
            let measure = measures.get(&(*at, figure.span.start)).copied();
            let Some(reason) = reason(state, &|| alone_in_text(block, measure)) else {
                continue;
            };
            out.push(Untested {
                document: reading.document,
                place: block.place_at(figure.span.start),
                text: figure.span.of(&block.text).to_string(),
                context: around(&block.text, figure.span),
                table: None,
                row: String::new(),
                reason,
            });
        }
    }
    out
}

/// What each figure of a claim counts, by its block and first byte.
fn measures(reading: &Reading) -> HashMap<(u32, u32), &str> {
    let mut out = HashMap::new();
    for claim in &reading.claims {
        for o in &claim.operands {
            let own = if o.measure.is_empty() {
                &claim.measure
            } else {
                &o.measure
            };
            if !own.is_empty() {
                out.entry((claim.block, o.figure.span.start))
                    .or_insert(&**own);
            }
        }
    }
    out
}

/// Why no rule had anything to hold a cell against.
fn alone_in_table(table: &Table, cell: &Cell) -> String {
    let named = |axes: &[Axis], i: u32| axes.get(i as usize).is_some_and(|a| !a.label().is_empty());
    if let Some(doubt) = &table.doubt {
        format!("its table is in doubt: {doubt}")
    } else if !named(&table.rows, cell.row) && !named(&table.columns, cell.column) {
        "neither its row nor its column has a name".to_string()
    } else {
        "no sum, share or change of its table holds with it, and nothing else states it".to_string()
    }
}

/// Why no rule had anything to hold a figure of the text against.
fn alone_in_text(block: &Block, measure: Option<&str>) -> String {
    match (block.role, measure) {
        (Role::Heading(_) | Role::Caption, _) => "it stands in a heading".to_string(),
        (_, Some(measure)) => {
            let short: String = measure.chars().take(60).collect();
            let dots = if short.len() < measure.len() {
                "…"
            } else {
                ""
            };
            format!("nothing else gives a figure for \"{short}{dots}\"")
        }
        (_, None) => "its sentence names nothing that it counts".to_string(),
    }
}

/// A few words on either side of a span.
fn around(text: &str, span: Span) -> String {
    let before = text.get(..span.start as usize).unwrap_or("");
    let rest = text.get(span.start as usize..).unwrap_or("");
    let mut words: Vec<&str> = before.split_whitespace().rev().take(4).collect();
    words.reverse();
    words.extend(rest.split_whitespace().take(5));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Figure, number};
    use crate::finding::{Level, Location, Role as Part};
    use crate::layout::Pieces;

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
        Test {
            rule: "direction",
            outcome,
            level: Level::Error,
            message: "the earlier period is not named".into(),
            stated: None,
            computed: None,
            cause: None,
            sum: Vec::new(),
            locations: vec![Location::prose(
                reading,
                Part::Primary,
                0,
                reading.prose[nth].1.span,
            )],
        }
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
