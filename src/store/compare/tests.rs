use super::*;
use crate::figure::number::read_cell;
use crate::figure::period;
use crate::layout::{Block, Pieces, Role};
use crate::table::{Axis, Cell as TableCell, CellRole, Table};

/// A reading of one table, its first row and column labels, and of sentences.
fn reading(rows: &[&[&str]], prose: &[&str], year: i16) -> Reading {
    let mut table = Table {
        header_rows: 1,
        label_column: Some(0),
        ..Table::default()
    };
    for (r, row) in rows.iter().enumerate() {
        table.rows.push(Axis {
            path: row[0].into(),
            ..Axis::default()
        });
        for (c, text) in row.iter().enumerate() {
            if r == 0 {
                table.columns.push(Axis {
                    path: (*text).into(),
                    period: period::parse(text).and_then(period::PeriodRef::fixed),
                    ..Axis::default()
                });
            }
            let figure = r > 0 && c > 0;
            table.cells.push(TableCell {
                row: r as u32,
                column: c as u32,
                row_span: 1,
                column_span: 1,
                text: (*text).into(),
                role: if figure {
                    CellRole::Figure
                } else {
                    CellRole::Label
                },
                reading: if figure {
                    read_cell(text)
                } else {
                    Default::default()
                },
                ..TableCell::default()
            });
        }
    }
    table.reindex();
    let blocks: Vec<Block> = prose
        .iter()
        .map(|text| Block {
            role: Role::Paragraph,
            text: (*text).into(),
            pieces: Pieces::of(Default::default()),
            table: None,
        })
        .collect();
    let section = crate::section::Section {
        kind: crate::section::Kind::Report,
        title: "Harbour report".into(),
        body: None,
        period: crate::figure::Period::financial_year(year),
        date: None,
        first: 0,
        end: blocks.len() as u32,
    };
    let told = crate::claim::find(&blocks, |_| None);
    Reading {
        tables: vec![table],
        blocks,
        sections: vec![section],
        prose: told.figures,
        times: told.times,
        days: told.days,
        ..Reading::default()
    }
}

fn changes(pair: &Pair) -> Vec<String> {
    let text = |c: &Option<Cell>| c.as_ref().map_or("none".to_string(), |c| c.text.clone());
    pair.changes
        .iter()
        .map(|c| {
            format!(
                "{:?} {} {}: {} {}",
                c.kind,
                c.measure,
                c.column,
                text(&c.old),
                text(&c.new)
            )
        })
        .collect()
}

fn rows_of(pair: &Pair) -> Vec<String> {
    pair.rows
        .iter()
        .map(|r| format!("{:?} {}>{}", r.kind, r.old, r.new))
        .collect()
}

fn two(old: Reading, new: Reading) -> Pair {
    compare(&[old], &[new]).pairs.remove(0)
}

#[test]
fn a_changed_cell_is_named_and_its_neighbours_are_not() {
    let old = reading(
        &[
            &["", "2025/26", "2026/27"],
            &["Piers", "750", "120"],
            &["Quays", "80", "75"],
        ],
        &[],
        2025,
    );
    let new = reading(
        &[
            &["", "2025/26", "2026/27"],
            &["Piers", "676", "120"],
            &["Quays", "80", "75.0"],
        ],
        &[],
        2025,
    );
    let pair = two(old, new);
    assert_eq!(changes(&pair), ["Changed Piers 2025/26: 750 676"]);
    assert_eq!(pair.changes[0].change, Some((-74).into()));
    assert_eq!(pair.compared, 4);
    assert!(pair.rows.is_empty());
}

#[test]
fn a_dropped_row_moves_no_figure_to_its_neighbour() {
    let head: &[&str] = &["", "Cost"];
    let old = reading(
        &[
            head,
            &["Piers", "41"],
            &["Ferry terminal", "5,038"],
            &["Quays", "87"],
            &["Total", "5,166"],
        ],
        &[],
        2025,
    );
    let new = reading(
        &[head, &["Piers", "41"], &["Quays", "87"], &["Total", "128"]],
        &[],
        2025,
    );
    let pair = two(old, new);
    assert_eq!(rows_of(&pair), ["Dropped Ferry terminal>"]);
    assert_eq!(changes(&pair), ["Changed Total Cost: 5,166 128"]);
}

#[test]
fn a_renamed_row_is_told_by_its_words_or_figures() {
    let head: &[&str] = &["", "2025/26", "2026/27"];
    let old = reading(
        &[
            head,
            &["Piers", "41", "44"],
            &["Boat shelter levy (new)", "612", "618"],
            &["Harbour pot", "930", "1,204"],
            &["Quays", "87", "90"],
        ],
        &[],
        2025,
    );
    let new = reading(
        &[
            head,
            &["Piers", "41", "44"],
            &["Levy for boat shelters", "612", "618"],
            &["Coastal fund", "930", "1,204"],
            &["Quays", "87", "90"],
        ],
        &[],
        2025,
    );
    let pair = two(old, new);
    assert_eq!(
        rows_of(&pair),
        [
            "Renamed Boat shelter levy (new)>Levy for boat shelters",
            "Renamed Harbour pot>Coastal fund"
        ]
    );
    assert!(pair.changes.is_empty(), "{:?}", changes(&pair));
}

#[test]
fn years_stand_side_by_side_and_restated_figures_apart() {
    let old = reading(
        &[&["", "2022/23", "2023/24"], &["Crossings", "400", "412"]],
        &[],
        2023,
    );
    let new = reading(
        &[&["", "2023/24", "2024/25"], &["Crossings", "421", "430"]],
        &[],
        2024,
    );
    let pair = two(old, new);
    assert_eq!(pair.years, 1);
    assert_eq!(
        changes(&pair),
        [
            "Restated Crossings 2023/24: 412 421",
            "Next Crossings 2024/25: 412 430"
        ]
    );
}

fn passages_of(
    old: &[&str],
    new: &[&str],
    years: (i16, i16),
) -> Vec<(PassageKind, String, String)> {
    let table: &[&[&str]] = &[&["", "Cost"]];
    let pair = two(reading(table, old, years.0), reading(table, new, years.1));
    pair.passages
        .iter()
        .map(|p| (p.kind, p.old(), p.now()))
        .collect()
}

#[test]
fn numbers_changed_in_equal_sentences_come_before_changed_words() {
    let found = passages_of(
        &[
            "The harbour board wants to repaint the old lighthouse next summer.",
            "Moorings brought in £412,000 over the whole of the season.",
        ],
        &[
            "The harbour board plans to repaint the old lighthouse next summer.",
            "Moorings brought in £438,000 over the whole of the season.",
        ],
        (2023, 2023),
    );
    let kinds: Vec<PassageKind> = found.iter().map(|f| f.0).collect();
    assert_eq!(kinds, [PassageKind::Number, PassageKind::Wording]);
    assert!(found[0].2.contains("£438,000"));
}

#[test]
fn a_moved_sentence_is_neither_dropped_nor_added() {
    let a = "The ferry to the island leaves every hour from the northern quay.";
    let b = "Visitors of the museum asked for longer opening hours on Sundays.";
    let c = "The dredger returned in spring and cleared the outer channel of sand.";
    let found = passages_of(&[a, b, c], &[b, c, a], (2023, 2023));
    assert_eq!(
        found.iter().map(|f| f.0).collect::<Vec<_>>(),
        [PassageKind::Moved]
    );
    assert_eq!(found[0].1, a);
}

#[test]
fn text_that_still_speaks_of_last_year_is_stale_and_an_updated_year_is_not() {
    let found = passages_of(
        &[
            "In 2023/24 the harbour office employed four wardens on the quays.",
            "During 2023/24 the crane lifted 312 boats out of the basin.",
            "In 2023/24 the board met on nine occasions in the town hall.",
        ],
        &[
            "In 2023/24 the harbour office employed four wardens on the quays.",
            "During 2024/25 the crane lifted 312 boats out of the basin.",
            "In 2024/25 the board met on eight occasions in the town hall.",
        ],
        (2023, 2024),
    );
    let kinds: Vec<PassageKind> = found.iter().map(|f| f.0).collect();
    assert_eq!(
        kinds,
        [
            PassageKind::Number,
            PassageKind::StaleYear,
            PassageKind::StaleNumbers
        ]
    );
}

#[test]
fn a_new_paragraph_number_is_no_change_of_figures() {
    let found = passages_of(
        &["7.10 Table 7.4 shows what the harbour spent on its quays."],
        &["7.8 Table 7.2 shows what the harbour spent on its quays."],
        (2023, 2023),
    );
    assert_eq!(
        found.iter().map(|f| f.0).collect::<Vec<_>>(),
        [PassageKind::Numbering]
    );
}

#[test]
fn documents_of_folders_are_paired_by_what_they_say() {
    let table: &[&[&str]] = &[&["", "Cost"]];
    let quay = [
        "The harbour board repairs the quay walls in every month of winter.",
        "Stone for the quay comes by barge from the northern quarry.",
    ];
    let boat = [
        "Every boat in the basin pays a yearly fee for its mooring place.",
        "Fees for boats are set by the board in the autumn meeting.",
    ];
    let named = |path: &str, mut r: Reading| {
        r.path = path.into();
        r
    };
    let old = [
        named("a.txt", reading(table, &quay, 2023)),
        named("b.txt", reading(table, &boat, 2023)),
        named(
            "c.txt",
            reading(
                table,
                &["Nothing that is said here stands in any other paper."],
                2023,
            ),
        ),
    ];
    let new = [
        named("x.txt", reading(table, &boat, 2023)),
        named("y.txt", reading(table, &quay, 2023)),
    ];
    let found = compare(&old, &new);
    let pairs: Vec<(usize, usize)> = found.pairs.iter().map(|p| (p.old, p.new)).collect();
    assert_eq!(pairs, [(0, 1), (1, 0)]);
    assert_eq!((found.only_old, found.only_new), (vec![2], vec![]));
}
