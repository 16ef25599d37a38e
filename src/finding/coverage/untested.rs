//! The figures that took part in no test, each with the reason.

use super::{At, counts, each_figure};
use crate::document::Place;
use crate::fact::Reading;
use crate::figure::Span;
use crate::finding::{Outcome, Test};
use crate::layout::{Block, Role};
use crate::table::{Axis, Cell, Table};
use std::collections::HashMap;

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
                let label = |axes: &[Axis], i: u32| {
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
