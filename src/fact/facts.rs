//! Facts, put together when they are asked for from the tables and claims that they were read from.

use super::{Reading, Source};
use crate::claim::{Claim, Operand, Part};
use crate::figure::{Figure, Period};
use crate::table::Cell;
use std::sync::Arc;

/// A dimension, which may have no name, and what a fact is of it: a fund, an area.
pub type Member = (Arc<str>, Arc<str>);

/// A figure bound to what it says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fact<'a> {
    /// The measure's name as printed: a row label, a column label or a noun phrase. The facts of a row or column share
    /// it.
    pub measure: &'a Arc<str>,
    /// The period, where one is known.
    pub period: Option<Period>,
    /// Dimension and member, outermost first: ("Fund", "Core"); the dimension may be empty.
    pub dimensions: &'a [Member],
    /// The figure, units and scales of its headers applied.
    pub figure: &'a Figure,
    /// Section it stands in.
    pub section: u32,
    /// Where it was read.
    pub source: Source,
}

/// The facts of a reading, in order. A long report has very many: only what its tables and claims do not tell is kept.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    of_cells: Vec<OfCell>,
    /// Behind those of cells.
    of_claims: Vec<OfClaim>,
    /// The labels that name measures.
    measures: Vec<Arc<str>>,
    /// The members that columns or rows share.
    dimensions: Vec<Box<[Member]>>,
    /// Of each table of the reading, what its cells share.
    tables: Vec<Shared>,
}

/// What the facts of a table share.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shared {
    /// Section it stands in.
    pub section: u32,
    /// The period of figures whose row and column have none.
    pub period: Option<Period>,
}

/// A figure of a cell: its place in the lists of the reading, and of its [`Facts`].
#[derive(Debug, Clone, Copy)]
struct OfCell {
    nth: u16,
    table: u32,
    cell: u32,
    measure: u32,
    dimensions: u32,
}

/// A claim and one of its operands.
#[derive(Debug, Clone, Copy)]
struct OfClaim(u32, u32);

/// Where a fact is found.
#[derive(Debug, Clone, Copy)]
enum Kept {
    Cell(OfCell),
    Claim(OfClaim),
}

/// Bytes that are kept of a fact.
#[cfg(test)]
pub(super) const SIZE: usize = size_of::<OfCell>();

/// The most figures of one cell that are facts.
pub(super) const MOST_OF_A_CELL: usize = u16::MAX as usize;

impl Facts {
    /// None yet of a reading, but room for so many of its cells and of its claims.
    pub(super) fn sized(reading: &Reading, of_cells: usize, of_claims: usize) -> Facts {
        Facts {
            of_cells: Vec::with_capacity(of_cells),
            of_claims: Vec::with_capacity(of_claims),
            tables: vec![Shared::default(); reading.tables.len()],
            ..Facts::default()
        }
    }

    /// Tells what the facts of a table share.
    pub(super) fn share(&mut self, table: u32, shared: Shared) {
        if let Some(known) = self.tables.get_mut(table as usize) {
            *known = shared;
        }
    }

    /// Keeps the name of a measure, and tells its number.
    pub(super) fn measure(&mut self, name: Arc<str>) -> u32 {
        self.measures.push(name);
        self.measures.len() as u32 - 1
    }

    /// Keeps members, and tells their number.
    pub(super) fn members(&mut self, members: Box<[Member]>) -> u32 {
        self.dimensions.push(members);
        self.dimensions.len() as u32 - 1
    }

    /// Adds the fact that a figure of a cell is; the cell by its place among those of its table.
    pub(super) fn push_cell(
        &mut self,
        (table, cell, nth): (u32, usize, usize),
        measure: u32,
        dimensions: u32,
    ) {
        self.of_cells.push(OfCell {
            nth: nth as u16,
            table,
            cell: cell as u32,
            measure,
            dimensions,
        });
    }

    /// Adds the fact that an operand of a claim is.
    pub(super) fn push_claim(&mut self, claim: u32, operand: u32) {
        self.of_claims.push(OfClaim(claim, operand));
    }

    /// Gives back the room left for more.
    pub(super) fn shrink(&mut self) {
        self.of_cells.shrink_to_fit();
        self.measures.shrink_to_fit();
        self.dimensions.shrink_to_fit();
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.of_cells.len() + self.of_claims.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn get(&self, number: usize) -> Option<Kept> {
        match number.checked_sub(self.of_cells.len()) {
            None => self.of_cells.get(number).copied().map(Kept::Cell),
            Some(behind) => self.of_claims.get(behind).copied().map(Kept::Claim),
        }
    }

    /// The dimensions of each group of facts that share theirs.
    pub fn groups(&self) -> impl Iterator<Item = &[Member]> {
        self.dimensions.iter().map(|members| &**members)
    }

    /// The group of a fact, counted from 0; none for figures of prose, which have no dimensions.
    pub fn group(&self, number: usize) -> Option<usize> {
        let kept = self.of_cells.get(number)?;
        Some(kept.dimensions as usize)
    }
}

impl Reading {
    /// The facts, in order.
    pub fn facts(&self) -> impl Iterator<Item = Fact<'_>> {
        (0..self.facts.len()).filter_map(|number| self.fact(number))
    }

    /// The fact of a number, counted from 0.
    pub fn fact(&self, number: usize) -> Option<Fact<'_>> {
        self.bound(self.facts.get(number)?)
    }

    /// The facts of some numbers.
    pub fn facts_of<'a>(&'a self, numbers: &[u32]) -> impl Iterator<Item = Fact<'a>> {
        numbers.iter().filter_map(|i| self.fact(*i as usize))
    }

    /// The measures of the facts, and whether their figures stand in tables. Those of tables are known also after the
    /// tables were dropped.
    pub fn measures(&self) -> impl Iterator<Item = (&str, bool)> {
        let facts = &self.facts;
        let labels = facts.of_cells.iter().filter_map(|kept| {
            let label = facts.measures.get(kept.measure as usize)?;
            Some((&**label, true))
        });
        let told = facts.of_claims.iter().filter_map(|kept| {
            let (claim, operand) = self.operand(*kept)?;
            Some((&**measure(claim, operand), false))
        });
        labels.chain(told)
    }

    fn operand(&self, OfClaim(claim, operand): OfClaim) -> Option<(&Claim, &Operand)> {
        let claim = self.claims.get(claim as usize)?;
        Some((claim, claim.operands.get(operand as usize)?))
    }

    /// The period of a fact.
    pub fn period_of(&self, number: usize) -> Option<Period> {
        match self.facts.get(number)? {
            Kept::Cell(kept) => {
                let (cell, shared) = self.shared(kept)?;
                self.period_of_cell(kept.table, cell, shared)
            }
            Kept::Claim(kept) => {
                let (claim, operand) = self.operand(kept)?;
                period(claim, operand)
            }
        }
    }

    fn shared(&self, kept: OfCell) -> Option<(&Cell, Shared)> {
        let table = self.tables.get(kept.table as usize)?;
        let cell = table.cells.get(kept.cell as usize)?;
        Some((cell, *self.facts.tables.get(kept.table as usize)?))
    }

    fn period_of_cell(&self, table: u32, cell: &Cell, shared: Shared) -> Option<Period> {
        let table = self.tables.get(table as usize)?;
        let row = table.rows.get(cell.row as usize)?;
        let column = table.columns.get(cell.column as usize)?;
        column.period.or(row.period).or(shared.period)
    }

    fn bound(&self, kept: Kept) -> Option<Fact<'_>> {
        let facts = &self.facts;
        match kept {
            Kept::Cell(kept) => {
                let (cell, shared) = self.shared(kept)?;
                Some(Fact {
                    measure: facts.measures.get(kept.measure as usize)?,
                    period: self.period_of_cell(kept.table, cell, shared),
                    dimensions: facts.dimensions.get(kept.dimensions as usize)?,
                    figure: cell.reading.figures().get(usize::from(kept.nth))?,
                    section: shared.section,
                    source: Source::Cell {
                        table: kept.table,
                        row: cell.row,
                        column: cell.column,
                        nth: kept.nth.min(255) as u8,
                    },
                })
            }
            Kept::Claim(kept) => {
                let (of, told) = self.operand(kept)?;
                Some(Fact {
                    measure: measure(of, told),
                    period: period(of, told),
                    dimensions: &[],
                    figure: &told.figure,
                    section: self.section_of(of.block),
                    source: Source::Claim {
                        claim: kept.0,
                        operand: kept.1,
                    },
                })
            }
        }
    }
}

/// The name of an operand: its own, or its claim's.
fn measure<'a>(claim: &'a Claim, operand: &'a Operand) -> &'a Arc<str> {
    if operand.measure.is_empty() {
        &claim.measure
    } else {
        &operand.measure
    }
}

/// The period of an operand: its own, or its claim's.
fn period(claim: &Claim, operand: &Operand) -> Option<Period> {
    operand.period.or(match operand.part {
        Part::Previous => claim.previous,
        _ => claim.period,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Block, Role};

    /// A reading of a paragraph and a table, as the pipeline makes one.
    fn reading() -> Reading {
        let block = |role, text: &str, table| Block {
            role,
            text: text.to_string(),
            pieces: Default::default(),
            table,
        };
        let table = "Measure\t2022/23\t2023/24\nVisits\t35% (39 of 112)\t44";
        let mut reading = Reading {
            blocks: vec![
                block(Role::Paragraph, "Swims fell from 300 to 210.", None),
                block(Role::Table, "", Some(0)),
            ],
            tables: vec![crate::table::tabbed(table)],
            ..Reading::default()
        };
        reading.claims = crate::claim::find(&reading.blocks, |_| None).claims;
        reading.facts = crate::fact::bind(&reading);
        reading
    }

    #[test]
    fn facts_of_cells_come_before_those_of_claims_and_each_is_found_by_its_number() {
        let reading = reading();
        let told: Vec<String> = (reading.facts())
            .map(|f| {
                let year = f.period.map(|p| p.start.year());
                format!("{} {} {year:?}", f.measure, f.figure.value)
            })
            .collect();
        assert_eq!(
            told,
            [
                "Visits 35 Some(2022)",
                "Visits 39 Some(2022)",
                "Visits 112 Some(2022)",
                "Visits 44 Some(2023)",
                "Swims 300 None",
                "Swims 210 None",
            ]
        );
        let numbered = (0..reading.facts.len()).map(|i| reading.fact(i));
        assert!(numbered.eq(reading.facts().map(Some)));
        let periods = (0..reading.facts.len()).map(|i| reading.period_of(i));
        assert!(periods.eq(reading.facts().map(|f| f.period)));
        assert_eq!(reading.fact(reading.facts.len()), None);
    }

    #[test]
    fn labels_are_known_when_the_tables_are_gone() {
        let mut reading = reading();
        reading.tables.clear();
        let measures: Vec<(&str, bool)> = reading.measures().collect();
        assert_eq!(measures[3], ("Visits", true));
        assert!(!measures[4].1);
        assert_eq!(reading.fact(3), None);
    }
}
