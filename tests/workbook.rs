//! The workbook as its readers meet it: opened by another library, its numbers are those of the tests, and every formula,
//! worked out again from the cells it names, gives the result that was written beside it.

mod support;

use calamine::{Data, Range, Reader, Xlsx};
use crossfoot::finding::Outcome as TestOutcome;
use crossfoot::language::Settings;
use crossfoot::pipeline;
use crossfoot::report::cited::Detail;
use crossfoot::report::{Outcome, workbook};
use std::collections::BTreeMap;
use std::io::Cursor;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn checked(paths: &[&str]) -> Outcome {
    let paths: Vec<String> = paths
        .iter()
        .map(|p| support::root().join(p).to_string_lossy().into_owned())
        .collect();
    let settings = Settings::default();
    pipeline::check(&paths, &settings, false, Detail::Everything, &|| ())
}

fn opened(outcome: &Outcome) -> Book {
    let mut bytes = Vec::new();
    workbook::write(&mut bytes, outcome, None).expect("memory is written to");
    Xlsx::new(Cursor::new(bytes)).expect("it is a workbook")
}

/// The cells and the formulas of every sheet.
struct Sheets {
    cells: BTreeMap<String, Range<Data>>,
    formulas: BTreeMap<String, Range<String>>,
}

impl Sheets {
    fn of(book: &mut Book) -> Sheets {
        let names = book.sheet_names();
        let mut sheets = Sheets {
            cells: BTreeMap::new(),
            formulas: BTreeMap::new(),
        };
        for name in names {
            let cells = book.worksheet_range(&name).expect("it can be read");
            let formulas = book.worksheet_formula(&name).expect("they can be read");
            sheets.cells.insert(name.clone(), cells);
            sheets.formulas.insert(name, formulas);
        }
        sheets
    }

    fn value(&self, sheet: &str, row: u32, column: u32) -> Data {
        let range = &self.cells[sheet];
        range.get_value((row, column)).cloned().unwrap_or_default()
    }

    fn number(&self, sheet: &str, row: u32, column: u32) -> f64 {
        match self.value(sheet, row, column) {
            Data::Float(n) => n,
            Data::Int(n) => n as f64,
            _ => 0.0,
        }
    }
}

/// Works out a formula: sums, means, counts, absolute and rounded values, the four operations, cells of other sheets.
struct Formula<'a> {
    text: &'a str,
    sheet: &'a str,
    sheets: &'a Sheets,
}

impl<'a> Formula<'a> {
    fn eat(&mut self, sign: &str) -> bool {
        let rest = self.text.strip_prefix(sign);
        self.text = rest.unwrap_or(self.text);
        rest.is_some()
    }

    fn sum(&mut self) -> f64 {
        let mut value = if self.eat("-") {
            -self.product()
        } else {
            self.product()
        };
        loop {
            if self.eat("+") {
                value += self.product();
            } else if self.eat("-") {
                value -= self.product();
            } else {
                return value;
            }
        }
    }

    fn product(&mut self) -> f64 {
        let mut value = self.factor();
        loop {
            if self.eat("*") {
                value *= self.factor();
            } else if self.eat("/") {
                value /= self.factor();
            } else {
                return value;
            }
        }
    }

    fn factor(&mut self) -> f64 {
        if self.eat("(") {
            let value = self.sum();
            assert!(self.eat(")"), "{}", self.text);
            return value;
        }
        for name in ["SUM", "AVERAGE"] {
            if self.eat(&format!("{name}(")) {
                let (sheet, cells) = self.range();
                assert!(self.eat(")"), "{}", self.text);
                let cells: Vec<f64> = cells
                    .iter()
                    .filter(|(r, c)| self.sheets.value(&sheet, *r, *c) != Data::Empty)
                    .map(|(r, c)| self.sheets.number(&sheet, *r, *c))
                    .collect();
                let sum: f64 = cells.iter().sum();
                return if name == "SUM" {
                    sum
                } else {
                    sum / cells.len() as f64
                };
            }
        }
        if self.eat("ABS(") {
            let value = self.sum().abs();
            assert!(self.eat(")"), "{}", self.text);
            return value;
        }
        if self.eat("ROUND(") {
            let value = self.sum();
            assert!(self.eat(",8)"), "{}", self.text);
            return (value * 1e8).round() / 1e8;
        }
        if self.eat("COUNTIFS(") {
            return self.count();
        }
        if self.text.starts_with(|c: char| c.is_ascii_digit()) {
            let end = self.text.find(|c: char| !c.is_ascii_digit() && c != '.');
            let (number, rest) = self.text.split_at(end.unwrap_or(self.text.len()));
            self.text = rest;
            return number.parse().expect("a number");
        }
        let (sheet, cells) = self.range();
        self.sheets.number(&sheet, cells[0].0, cells[0].1)
    }

    /// `Ledger!$C:$C,$A9,Ledger!$B:$B,"agrees")`: rows on which every column holds its text.
    fn count(&mut self) -> f64 {
        let mut wanted: Vec<(String, u32, String)> = Vec::new();
        loop {
            let (sheet, cells) = self.range();
            assert!(self.eat(","), "{}", self.text);
            let text = if self.eat("\"") {
                let (text, rest) = self.text.split_once('"').expect("it ends");
                self.text = rest;
                text.to_string()
            } else {
                let (sheet, cells) = self.range();
                self.sheets
                    .value(&sheet, cells[0].0, cells[0].1)
                    .to_string()
            };
            wanted.push((sheet, cells[0].1, text));
            if !self.eat(",") {
                break;
            }
        }
        assert!(self.eat(")"), "{}", self.text);
        let end = self.sheets.cells[&wanted[0].0].end().map_or(0, |e| e.0);
        let holds = |row: &u32| {
            let on = |(sheet, column, text): &(String, u32, String)| {
                self.sheets.value(sheet, *row, *column).to_string() == *text
            };
            wanted.iter().all(on)
        };
        (0..=end).filter(holds).count() as f64
    }

    /// A cell, or the cells between two; of a whole column the first one names it.
    fn range(&mut self) -> (String, Vec<(u32, u32)>) {
        let mut sheet = self.sheet.to_string();
        let head: String = self
            .text
            .chars()
            .take_while(|c| !",)+*/".contains(*c))
            .collect();
        if let Some((name, _)) = head.split_once('!') {
            self.text = &self.text[name.len() + 1..];
            sheet = name.trim_matches('\'').to_string();
        }
        let first = self.cell();
        let last = if self.eat(":") { self.cell() } else { first };
        let rows = first.0..=last.0;
        let cells = rows
            .flat_map(|r| (first.1..=last.1).map(move |c| (r, c)))
            .collect();
        (sheet, cells)
    }

    fn cell(&mut self) -> (u32, u32) {
        self.eat("$");
        let column = self.text.bytes().next().expect("a column") - b'A';
        self.text = &self.text[1..];
        self.eat("$");
        let end = self.text.find(|c: char| !c.is_ascii_digit());
        let (row, rest) = self.text.split_at(end.unwrap_or(self.text.len()));
        self.text = rest;
        (row.parse::<u32>().map_or(0, |r| r - 1), column.into())
    }
}

#[test]
fn every_formula_gives_the_result_that_is_written_beside_it() {
    let outcome = checked(&[
        "corpus/text/brackenford/adoption-2024-25.txt",
        "corpus/text/brackenford/adoption-2023-24.txt",
        "corpus/pdf/tidewell/finance-q3-2024-25.pdf",
    ]);
    let mut book = opened(&outcome);
    let sheets = Sheets::of(&mut book);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for (sheet, formulas) in &sheets.formulas {
        for (row, column, text) in formulas.used_cells() {
            let start = formulas.start().expect("it has cells");
            let (row, column) = (row as u32 + start.0, column as u32 + start.1);
            let mut formula = Formula {
                text,
                sheet,
                sheets: &sheets,
            };
            let value = formula.sum();
            assert_eq!(formula.text, "", "{sheet} {row} {column}: {text}");
            let written = sheets.number(sheet, row, column);
            let near = (value - written).abs() <= 1e-9 * written.abs().max(1.0);
            assert!(
                near,
                "{sheet} row {} column {column}: {text} = {value}, not {written}",
                row + 1
            );
            let kind = ["SUM", "COUNTIFS", "/", "-"]
                .into_iter()
                .find(|k| text.contains(k));
            *kinds.entry(kind.unwrap_or("cell")).or_default() += 1;
        }
    }
    for kind in ["SUM", "COUNTIFS", "/", "-", "cell"] {
        assert!(kinds.get(kind).is_some_and(|n| *n > 10), "{kinds:?}");
    }
}

#[test]
fn the_ledger_holds_every_test_that_was_made_with_its_figures_and_the_sheets_count_alike() {
    let outcome = checked(&["corpus/text/brackenford/adoption-2024-25.txt"]);
    let made = outcome
        .tests
        .iter()
        .filter(|t| t.outcome != TestOutcome::NotTested);
    let mut book = opened(&outcome);
    let names = book.sheet_names();
    assert_eq!(
        names,
        ["Summary", "Findings", "Ledger", "Facts", "Not tested"]
    );
    let ledger = book.worksheet_range("Ledger").expect("it is there");
    let heads: Vec<_> = ledger
        .rows()
        .filter(|r| r[3] == Data::String("test".into()))
        .collect();
    let tests: Vec<_> = made.collect();
    assert_eq!(heads.len(), tests.len());
    for (row, test) in heads.iter().zip(&tests) {
        assert_eq!(row[2].to_string(), test.rule);
        assert_eq!(row[7].to_string(), test.message);
    }
    let rows: usize = tests.iter().map(|t| 1 + t.locations.len()).sum();
    assert_eq!(ledger.height(), rows + 1);
    let findings = book.worksheet_range("Findings").expect("it is there");
    let found = tests.iter().filter(|t| t.is_finding()).count();
    assert_eq!(findings.height(), found + 1);
    let facts = book.worksheet_range("Facts").expect("it is there");
    assert_eq!(facts.height(), outcome.readings[0].facts.len() + 1);
}

#[test]
fn most_sums_are_live() {
    let outcome = checked(&["corpus/pdf/tidewell/finance-q3-2024-25.pdf"]);
    let mut book = opened(&outcome);
    let sheets = Sheets::of(&mut book);
    let formulas = &sheets.formulas["Ledger"];
    let recalculated = 10;
    let (mut live, mut all) = (0, 0);
    for row in 1..sheets.cells["Ledger"].height() as u32 {
        let written = sheets.value("Ledger", row, recalculated) != Data::Empty;
        let formula = formulas
            .get_value((row, recalculated))
            .is_some_and(|f| !f.is_empty());
        all += usize::from(written);
        live += usize::from(formula);
    }
    assert!(all > 60 && live * 10 >= all * 9, "{live} of {all}");
}
