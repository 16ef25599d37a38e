//! Laws of the arithmetic, held on figures and tables made at random.

mod support;

use crossfoot::figure::{Interval, Unit, number};
use crossfoot::finding::{Outcome, Test};
use crossfoot::language::{self, Settings};
use crossfoot::pipeline;
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::process::Command;

/// A decimal as reports print it: thousands separated, all its places.
fn printed(value: Decimal) -> String {
    let plain = value.abs().to_string();
    let (whole, fraction) = plain
        .split_once('.')
        .map_or((plain.as_str(), ""), |(w, f)| (w, f));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    if value.is_sign_negative() && !value.is_zero() {
        format!("({out})")
    } else {
        out
    }
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (-9_999_999_i64..9_999_999, 0_u32..4).prop_map(|(digits, places)| Decimal::new(digits, places))
}

/// Whole figures by row and column.
fn grid() -> impl Strategy<Value = Vec<Vec<i64>>> {
    (3_usize..7, 3_usize..5).prop_flat_map(|(rows, columns)| {
        prop::collection::vec(prop::collection::vec(11_i64..9_800, columns), rows)
    })
}

const ROWS: [&str; 7] = [
    "Ashby",
    "Brook Street",
    "Castle",
    "Dene",
    "Elms",
    "Fairfield",
    "Grange",
];
const COLUMNS: [&str; 5] = ["Homes", "Flats", "Houses", "Hostels", "Other"];

/// A table with a total below every column.
fn table(grid: &[Vec<i64>], print: impl Fn(i64) -> String, header: &str) -> String {
    let columns = grid[0].len();
    let mut text = format!("{header}\t{}\n", COLUMNS[..columns].join("\t"));
    for (name, row) in ROWS.iter().zip(grid) {
        let cells: Vec<String> = row.iter().map(|v| print(*v)).collect();
        text.push_str(&format!("{name}\t{}\n", cells.join("\t")));
    }
    let totals: Vec<String> = (0..columns)
        .map(|c| print(grid.iter().map(|r| r[c]).sum()))
        .collect();
    text + &format!("Total\t{}\n", totals.join("\t"))
}

fn tests(text: &str) -> Vec<Test> {
    pipeline::tests(
        &[support::read(0, "table.txt", text)],
        &Settings::default(),
        true,
    )
}

fn findings(text: &str) -> Vec<Test> {
    tests(text).into_iter().filter(Test::is_finding).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_figure_reads_back_as_itself(value in decimal()) {
        for (text, unit) in [
            (printed(value), Unit::Number),
            (format!("£{}", printed(value.abs())), Unit::Pounds),
            (format!("{}%", printed(value.abs())), Unit::Percent),
        ] {
            let reading = number::read_cell(&text);
            let figure = reading.figure();
            prop_assert!(figure.is_some(), "{text} is read as {reading:?}");
            let figure = figure.expect("checked above");
            prop_assert_eq!(figure.value.abs(), value.abs(), "{}", text);
            prop_assert_eq!(i64::from(figure.places), i64::from(value.scale()), "{}", text);
            prop_assert_eq!(figure.unit, unit, "{}", text);
        }
        let signed = number::read_cell(&printed(value));
        prop_assert_eq!(signed.figure().map(|f| f.value), Some(value));
    }

    #[test]
    fn the_interval_of_a_printed_figure_holds_every_value_that_rounds_to_it(digits in -9_999_999_i64..9_999_999, places in 0_u32..4) {
        let exact = Decimal::new(digits, 6);
        let shown = exact.round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        let precision = Decimal::new(1, places);
        prop_assert!(Interval::rounded(shown, precision).contains(exact));
    }

    #[test]
    fn interval_arithmetic_holds_the_exact_answer(a in decimal(), b in decimal(), places in 0_u32..3) {
        let around = |d: Decimal| Interval::rounded(
            d.round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero),
            Decimal::new(1, places),
        );
        prop_assert!(around(a).plus(around(b)).contains(a + b));
        prop_assert!(around(a).minus(around(b)).contains(a - b));
        prop_assert!(around(a).times(around(b)).contains(a * b));
        if let Some(quotient) = around(a).over(around(b)) {
            let exact = a / b;
            let slack = Decimal::new(1, 20);
            prop_assert!(quotient.low - slack <= exact && exact <= quotient.high + slack);
        }
    }

    #[test]
    fn a_table_built_to_add_up_yields_no_finding(grid in grid()) {
        let text = table(&grid, |v| printed(v.into()), "Ward");
        let made = tests(&text);
        let found: Vec<&Test> = made.iter().filter(|t| t.is_finding()).collect();
        prop_assert!(found.is_empty(), "{text}\n{found:#?}");
        let sums = made.iter().filter(|t| t.rule == "footing" && t.outcome == Outcome::Agrees).count();
        prop_assert_eq!(sums, grid[0].len(), "every column is tested\n{}", text);
    }

    #[test]
    fn one_changed_cell_is_found_in_its_row_and_column(grid in grid(), at in any::<prop::sample::Index>(), by in 11_i64..5_000) {
        let (rows, columns) = (grid.len(), grid[0].len());
        let (row, column) = (at.index(rows * columns) / columns, at.index(rows * columns) % columns);
        let clean = table(&grid, |v| printed(v.into()), "Ward");
        let mut lines: Vec<Vec<String>> = clean.lines().map(|l| l.split('\t').map(String::from).collect()).collect();
        lines[row + 1][column + 1] = printed((grid[row][column] + by).into());
        let text: String = lines.iter().map(|l| l.join("\t") + "\n").collect();
        let found = findings(&text);
        let here = (0, row as u32 + 1, column as u32 + 1);
        let hit = found.iter().any(|t| {
            t.locations.iter().any(|l| l.cell == Some(here)) && t.locations.iter().all(|l| l.cell.is_some_and(|c| c.2 == here.2))
        });
        prop_assert!(hit, "row {row}, column {column} by {by}\n{text}\n{found:#?}");
        prop_assert_eq!(found.len(), 1, "one cell is one finding\n{}\n{:#?}", text, found);
    }

    #[test]
    fn rounding_every_cell_never_makes_a_table_differ(grid in grid()) {
        let thousands = |v: i64| {
            let rounded = Decimal::new(v * 137, 3).round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
            printed(rounded)
        };
        let text = table(&grid, thousands, "£000");
        let differs: Vec<Test> = tests(&text).into_iter().filter(|t| t.outcome == Outcome::Differs).collect();
        prop_assert!(differs.is_empty(), "{text}\n{differs:#?}");
    }

    #[test]
    fn any_text_is_read_without_a_panic_and_the_same_twice(text in "([ -~\t\n£–“”½é]|total|Total|%|[0-9]{1,4}|2024/25|rose to|compared to|\\| ){0,200}") {
        prop_assume!(!text.trim().is_empty());
        prop_assert_eq!(format!("{:?}", tests(&text)), format!("{:?}", tests(&text)));
    }

    #[test]
    fn any_rule_file_is_read_without_a_panic(text in "([ -~\t\n£]|accept |also |pass: | = | / |\\(|\\)|[0-9]){0,120}") {
        let (settings, diagnostics) = language::read("a.rules", &text);
        for identity in &settings.identities {
            identity.run_cases();
        }
        for diagnostic in diagnostics {
            prop_assert!(diagnostic.to_string().contains("a.rules:"));
        }
    }
}

#[test]
fn the_number_of_threads_never_changes_the_output() {
    let run = |threads: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
            .args(["check", "corpus", "--format", "json", "--ledger"])
            .current_dir(support::root())
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("the program runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let one = run("1");
    assert!(one.len() > 10_000, "the corpus gives rise to a report");
    for threads in ["2", "5"] {
        assert!(
            run(threads) == one,
            "the output with {threads} threads differs from that with one"
        );
    }
}
