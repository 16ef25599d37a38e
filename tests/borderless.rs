//! Tables without rules, made from seeds: every figure must be read under its headings and beside its name.

#[path = "../corpus/make/borderless.rs"]
mod borderless;
#[path = "../corpus/make/font.rs"]
#[allow(dead_code, reason = "the corpus uses the rest")]
mod font;
#[path = "support/pdf.rs"]
mod pdf;

use crossfoot::fact::Reading;
use crossfoot::{document, pipeline};

fn read(content: &[u8]) -> Reading {
    let mut w = pdf::base("", "", "");
    w.set(
        3,
        "<</Type/Page/Parent 2 0 R/Contents 6 0 R/Resources<</Font<</F1 5 0 R/F2 7 0 R>>>>>>",
    );
    w.stream("", content);
    w.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>");
    let bytes = w.file("/Root 1 0 R");
    let document = document::open("made.pdf", bytes).unwrap_or_else(|e| panic!("{e}"));
    pipeline::understand(0, document)
}

/// Whether a table holds a figure under its headings and beside its name.
fn holds(reading: &Reading, known: &borderless::Known) -> bool {
    reading.tables.iter().any(|t| {
        t.cells.iter().any(|c| {
            let (Some(row), Some(column)) =
                (t.rows.get(c.row as usize), t.columns.get(c.column as usize))
            else {
                return false;
            };
            let plain = |s: &str| s.replace([' ', '-'], "");
            let headings = plain(&column.path.join(" "));
            let units = ["£000", "£m", "£"];
            let headings = units.iter().fold(headings, |h, u| {
                h.strip_suffix(u).map_or(h.clone(), str::to_string)
            });
            *c.text == *known.figure
                && row.label() == known.name
                && headings == plain(&known.heading)
        })
    })
}

#[test]
fn figures_of_tables_without_rules_keep_their_names_and_headings() {
    let (mut found, mut all) = (0, 0);
    let mut worst = Vec::new();
    for seed in 1..=60 {
        let made = borderless::make(seed);
        let reading = read(&made.content);
        let missing: Vec<String> = made
            .known
            .iter()
            .filter(|k| !holds(&reading, k))
            .map(|k| format!("{} | {} | {}", k.name, k.heading, k.figure))
            .collect();
        all += made.known.len();
        found += made.known.len() - missing.len();
        if let Some(first) = missing.first() {
            worst.push(format!(
                "seed {seed}: {} of {} missing: {first}",
                missing.len(),
                made.known.len()
            ));
            if std::env::var("CROSSFOOT_SEED").is_ok_and(|s| s == seed.to_string()) {
                worst.extend(
                    reading
                        .blocks
                        .iter()
                        .map(|b| format!("{:?} {}", b.role, b.text)),
                );
                for t in &reading.tables {
                    for r in 0..t.rows.len() {
                        let cells: Vec<&str> = (0..t.columns.len())
                            .map(|c| t.cell(r, c).map_or("", |k| k.text.as_str()))
                            .collect();
                        worst.push(cells.join(" | "));
                    }
                    worst.push(format!(
                        "{:?}",
                        t.columns
                            .iter()
                            .map(|c| c.path.join("/"))
                            .collect::<Vec<_>>()
                    ));
                }
            }
        }
    }
    assert!(all > 1_500, "{all}");
    assert!(
        found * 100 >= all * 97,
        "{found} of {all}\n{}",
        worst.join("\n")
    );
}
