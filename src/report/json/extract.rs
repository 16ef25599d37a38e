//! What was extracted from one document: everything, or one stage.

use super::check::DocumentOut;
use super::{FigureOut, bbox, decimal, line_of, page_of};
use crate::claim::{Claim, Operand};
use crate::document::Place;
use crate::fact::names;
use crate::fact::{Fact, Reading};
use crate::finding::message::period;
use crate::finding::{Location, Role};
use crate::layout::{Block, Role as BlockRole};
use crate::report::Stage;
use crate::table::{Axis, Cell, Table};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Extract<'a> {
    version: u32,
    document: DocumentOut<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocks: Option<Vec<BlockOut<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tables: Option<Vec<TableOut<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<Vec<FactOut<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claims: Option<Vec<ClaimOut<'a>>>,
}

#[derive(Serialize)]
struct BlockOut<'a> {
    role: String,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<u32>,
    #[serde(flatten)]
    place: PlaceOut,
}

#[derive(Serialize)]
struct PlaceOut {
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bbox: Option<[f64; 4]>,
}

impl From<Place> for PlaceOut {
    fn from(p: Place) -> Self {
        PlaceOut {
            page: page_of(p),
            line: line_of(p),
            bbox: p.bbox().map(bbox),
        }
    }
}

#[derive(Serialize)]
struct TableOut<'a> {
    id: usize,
    title: Option<&'a str>,
    #[serde(flatten)]
    place: PlaceOut,
    unit: Option<&'static str>,
    scale: Option<String>,
    rows: usize,
    columns: usize,
    header_rows: u32,
    label_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<&'a str>,
    row_labels: Vec<AxisOut<'a>>,
    column_labels: Vec<AxisOut<'a>>,
    notes: &'a [String],
    cells: Vec<CellOut<'a>>,
}

#[derive(Serialize)]
struct AxisOut<'a> {
    path: Vec<&'a str>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scale: Option<String>,
}

#[derive(Serialize)]
struct CellOut<'a> {
    row: u32,
    column: u32,
    row_span: u16,
    column_span: u16,
    #[serde(flatten)]
    place: PlaceOut,
    text: &'a str,
    role: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    figure: Option<FigureOut>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figures: Vec<FigureOut>,
}

#[derive(Serialize)]
struct FactOut<'a> {
    measure: &'a str,
    period: Option<String>,
    dimensions: BTreeMap<&'a str, String>,
    value: String,
    unit: &'static str,
    precision: String,
    location: Where<'a>,
}

#[derive(Serialize)]
struct ClaimOut<'a> {
    kind: &'static str,
    text: &'a str,
    measure: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<&'static str>,
    period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<String>,
    operands: Vec<OperandOut<'a>>,
    location: Where<'a>,
}

#[derive(Serialize)]
struct OperandOut<'a> {
    part: &'static str,
    text: &'a str,
    #[serde(flatten)]
    figure: FigureOut,
    measure: &'a str,
    period: Option<String>,
}

/// A location within the one document.
#[derive(Serialize)]
struct Where<'a> {
    #[serde(flatten)]
    place: PlaceOut,
    text: std::borrow::Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

impl From<Location> for Where<'_> {
    fn from(l: Location) -> Self {
        Where {
            place: l.place.into(),
            text: l.text.into(),
            table: l.cell.map(|c| c.0),
            row: l.cell.map(|c| c.1),
            column: l.cell.map(|c| c.2),
        }
    }
}

/// What was extracted; a stage shows that stage alone.
pub fn extract(reading: &Reading, stage: Option<Stage>) -> impl Serialize + '_ {
    let wanted = |s: Stage, always: bool| stage.map_or(always, |only| only == s);
    Extract {
        version: 1,
        document: DocumentOut::from(reading),
        blocks: wanted(Stage::Blocks, false).then(|| reading.blocks.iter().map(block).collect()),
        tables: wanted(Stage::Tables, true).then(|| {
            reading
                .tables
                .iter()
                .enumerate()
                .map(|(i, t)| table(i, t))
                .collect()
        }),
        facts: wanted(Stage::Facts, true)
            .then(|| reading.facts().map(|f| fact(reading, f)).collect()),
        claims: wanted(Stage::Claims, true)
            .then(|| reading.claims.iter().map(|c| claim(reading, c)).collect()),
    }
}

fn block(b: &Block) -> BlockOut<'_> {
    let role = match b.role {
        BlockRole::Heading(level) => format!("heading {level}"),
        other => names::block(other).to_string(),
    };
    BlockOut {
        role,
        text: &b.text,
        table: b.table,
        place: b.place_at(0).into(),
    }
}

fn power(scale: i8) -> String {
    decimal(crate::figure::scale::power_of_ten(i32::from(scale)))
}

fn axis(a: &Axis) -> AxisOut<'_> {
    AxisOut {
        path: a.path.iter().map(|label| &**label).collect(),
        kind: names::line(&a.kind),
        period: a.period.map(period),
        unit: a.unit.map(crate::figure::Unit::code),
        scale: a.scale.map(power),
    }
}

fn table(id: usize, t: &Table) -> TableOut<'_> {
    TableOut {
        id,
        title: t.title.as_deref(),
        place: t.place.into(),
        unit: t.unit.map(crate::figure::Unit::code),
        scale: t.scale.map(power),
        rows: t.rows.len(),
        columns: t.columns.len(),
        header_rows: t.header_rows,
        label_column: t.label_column,
        doubt: t.doubt.as_deref(),
        row_labels: t.rows.iter().map(axis).collect(),
        column_labels: t.columns.iter().map(axis).collect(),
        notes: &t.notes,
        cells: t.cells.iter().map(cell).collect(),
    }
}

fn cell(c: &Cell) -> CellOut<'_> {
    let figures = c.reading.figures();
    CellOut {
        row: c.row,
        column: c.column,
        row_span: c.row_span,
        column_span: c.column_span,
        place: c.place.into(),
        text: &c.text,
        role: names::cell(c.role),
        figure: c.reading.figure().map(FigureOut::from),
        figures: if figures.len() > 1 {
            figures.iter().map(FigureOut::from).collect()
        } else {
            Vec::new()
        },
    }
}

fn fact<'a>(reading: &'a Reading, f: Fact<'a>) -> FactOut<'a> {
    let mut dimensions: BTreeMap<&str, String> = BTreeMap::new();
    for (dimension, member) in f.dimensions.iter() {
        let members = dimensions.entry(dimension).or_default();
        if !members.is_empty() {
            members.push_str(" / ");
        }
        members.push_str(member);
    }
    FactOut {
        measure: f.measure,
        period: f.period.map(period),
        dimensions,
        value: decimal(f.figure.scaled()),
        unit: f.figure.unit.code(),
        precision: decimal(f.figure.scaled_precision()),
        location: Location::fact(reading, Role::Primary, f.source).into(),
    }
}

fn claim<'a>(reading: &'a Reading, c: &'a Claim) -> ClaimOut<'a> {
    let text = reading
        .blocks
        .get(c.block as usize)
        .map_or("", |b| b.text.as_str());
    ClaimOut {
        kind: names::claim(c.kind),
        text: c.span.of(text),
        measure: &c.measure,
        direction: c.direction.map(names::direction),
        period: c.period.map(period),
        previous: c.previous.map(period),
        operands: c.operands.iter().map(|o| operand(o, text)).collect(),
        location: Location::prose(reading, Role::Primary, c.block, c.span).into(),
    }
}

fn operand<'a>(o: &'a Operand, text: &'a str) -> OperandOut<'a> {
    OperandOut {
        part: names::part(o.part),
        text: o.figure.span.of(text),
        figure: FigureOut::from(&o.figure),
        measure: &o.measure,
        period: o.period.map(period),
    }
}
