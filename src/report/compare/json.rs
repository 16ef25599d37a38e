//! JSON, version 1: one object for each pair of documents.

use super::{Compared, kind, passage_kind, row_kind};
use crate::document::Place;
use crate::fact::Reading;
use crate::finding::message;
use crate::store::compare::{Cell, Change, Pair, Passage, Piece, RowChange};
use serde::Serialize;

#[derive(Serialize)]
struct Out<'a> {
    version: u8,
    pairs: Vec<PairOut<'a>>,
    only_old: Vec<DocumentOut<'a>>,
    only_new: Vec<DocumentOut<'a>>,
    failures: Vec<FailureOut<'a>>,
}

#[derive(Serialize)]
struct FailureOut<'a> {
    path: &'a str,
    message: String,
}

#[derive(Serialize)]
struct DocumentOut<'a> {
    path: &'a str,
    sha256: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct PairOut<'a> {
    old: Option<DocumentOut<'a>>,
    new: Option<DocumentOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<WithinOut<'a>>,
    years: i16,
    compared: usize,
    unchanged: usize,
    changes: Vec<ChangeOut<'a>>,
    rows: Vec<RowOut<'a>>,
    carried: usize,
    passages: Vec<PassageOut>,
}

/// The part of a pack that was compared.
#[derive(Serialize)]
struct WithinOut<'a> {
    #[serde(rename = "in")]
    side: &'static str,
    compared: &'a [String],
    others: &'a [String],
}

#[derive(Serialize)]
struct ChangeOut<'a> {
    kind: &'static str,
    measure: &'a str,
    column: &'a str,
    period: Option<String>,
    old: Option<&'a str>,
    new: Option<&'a str>,
    old_value: Option<String>,
    new_value: Option<String>,
    unit: Option<&'static str>,
    change: Option<String>,
    percent: Option<String>,
    told: bool,
    old_at: Option<CellAt>,
    new_at: Option<CellAt>,
}

#[derive(Serialize)]
struct CellAt {
    #[serde(flatten)]
    place: PlaceOut,
    table: u32,
    row: u32,
    column: u32,
}

#[derive(Serialize, Default)]
struct PlaceOut {
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
}

#[derive(Serialize)]
struct RowOut<'a> {
    kind: &'static str,
    old: &'a str,
    new: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figures: Vec<FigureOut<'a>>,
    old_at: Option<PlaceOut>,
    new_at: Option<PlaceOut>,
}

#[derive(Serialize)]
struct FigureOut<'a> {
    column: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct PassageOut {
    kind: &'static str,
    old: String,
    new: String,
    words: Vec<WordsOut>,
    old_at: Option<PlaceOut>,
    new_at: Option<PlaceOut>,
}

#[derive(Serialize)]
struct WordsOut {
    #[serde(rename = "in")]
    side: &'static str,
    text: String,
}

/// The whole comparison.
pub fn compare(compared: &Compared) -> impl Serialize + '_ {
    let documents = |of: &'_ [Reading], list: &[usize]| -> Vec<usize> {
        list.iter().copied().filter(|i| *i < of.len()).collect()
    };
    let only_old = documents(&compared.old, &compared.comparison.only_old);
    let only_new = documents(&compared.new, &compared.comparison.only_new);
    Out {
        version: 1,
        pairs: compared
            .comparison
            .pairs
            .iter()
            .map(|p| pair(compared, p))
            .collect(),
        only_old: only_old
            .into_iter()
            .map(|i| document(&compared.old[i]))
            .collect(),
        only_new: only_new
            .into_iter()
            .map(|i| document(&compared.new[i]))
            .collect(),
        failures: compared
            .failures
            .iter()
            .map(|e| FailureOut {
                path: &e.path,
                message: e.message(),
            })
            .collect(),
    }
}

fn document(reading: &Reading) -> DocumentOut<'_> {
    let report = reading.sections.first().map(|s| s.title.as_str());
    DocumentOut {
        path: &reading.path,
        sha256: &reading.sha256,
        title: reading.title.as_deref().or(report).unwrap_or(""),
    }
}

fn pair<'a>(compared: &'a Compared, pair: &'a Pair) -> PairOut<'a> {
    let differs = |c: &&Change| c.kind != crate::store::compare::Kind::Next;
    PairOut {
        old: compared.old.get(pair.old).map(document),
        new: compared.new.get(pair.new).map(document),
        within: pair.within.as_ref().map(|w| WithinOut {
            side: if w.new { "new" } else { "old" },
            compared: &w.compared,
            others: &w.others,
        }),
        years: pair.years,
        compared: pair.compared,
        unchanged: pair.compared
            - pair
                .changes
                .iter()
                .filter(differs)
                .count()
                .min(pair.compared),
        changes: pair.changes.iter().map(change).collect(),
        rows: pair.rows.iter().map(row).collect(),
        carried: pair.carried,
        passages: pair.passages.iter().map(passage).collect(),
    }
}

fn change(c: &Change) -> ChangeOut<'_> {
    let value = |cell: &Option<Cell>| {
        let value = cell.as_ref().and_then(|c| c.value);
        value.map(|v| v.normalize().to_string())
    };
    let text = |cell: &'_ Option<Cell>| cell.is_some();
    ChangeOut {
        kind: kind(c.kind),
        measure: &c.measure,
        column: &c.column,
        period: c.period.map(message::period),
        old: c
            .old
            .as_ref()
            .filter(|_| text(&c.old))
            .map(|c| c.text.as_str()),
        new: c.new.as_ref().map(|c| c.text.as_str()),
        old_value: value(&c.old),
        new_value: value(&c.new),
        unit: c.new.as_ref().or(c.old.as_ref()).map(|c| c.unit.code()),
        change: c.change.map(|d| d.normalize().to_string()),
        percent: c.percent.map(|d| d.normalize().to_string()),
        told: c.told,
        old_at: c.old.as_ref().map(cell_at),
        new_at: c.new.as_ref().map(cell_at),
    }
}

fn cell_at(cell: &Cell) -> CellAt {
    let (table, row, column) = cell.at;
    CellAt {
        place: place(cell.place),
        table,
        row,
        column,
    }
}

fn place(place: Place) -> PlaceOut {
    PlaceOut {
        page: (place.page > 0).then_some(place.page),
        line: (place.line() > 0).then_some(place.line()),
    }
}

fn row(r: &RowChange) -> RowOut<'_> {
    RowOut {
        kind: row_kind(r.kind),
        old: &r.old,
        new: &r.new,
        label: &r.label,
        figures: r
            .figures
            .iter()
            .map(|(column, text)| FigureOut { column, text })
            .collect(),
        old_at: r.old_place.map(place),
        new_at: r.new_place.map(place),
    }
}

fn passage(p: &Passage) -> PassageOut {
    PassageOut {
        kind: passage_kind(p.kind),
        old: p.old(),
        new: p.now(),
        words: p
            .pieces
            .iter()
            .map(|piece| {
                let (side, text) = match piece {
                    Piece::Both(t) => ("both", t),
                    Piece::Old(t) => ("old", t),
                    Piece::New(t) => ("new", t),
                };
                WordsOut {
                    side,
                    text: text.clone(),
                }
            })
            .collect(),
        old_at: p.old_place.map(place),
        new_at: p.new_place.map(place),
    }
}
