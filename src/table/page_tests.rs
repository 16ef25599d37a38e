//! Pages of our own, read as tables: one for each feature that published tables have.

use super::read::{Found, region};
use crate::document::Page;
use crate::layout::Role;
use crate::layout::page::lay_out;
use crate::layout::sketch::Sketch;

/// The rows of the only table of a page; `^` where a cell goes on.
pub(super) fn rows(page: &Page) -> Vec<String> {
    let laid = lay_out(page);
    assert_eq!(laid.regions.len(), 1, "{:?}", laid.regions);
    let Found::Table(table) = region(page, &laid.regions[0]) else {
        panic!("no table")
    };
    (0..table.rows.len())
        .map(|r| {
            let texts: Vec<&str> = (0..table.columns.len())
                .map(|c| match table.cell(r, c) {
                    Some(k) if k.row as usize == r && k.column as usize == c => k.text.as_str(),
                    _ => "^",
                })
                .collect();
            texts.join("|")
        })
        .collect()
}

#[test]
fn ruled_cells_span_rows_and_columns() {
    let mut s = Sketch::new(1);
    for y in [700.0, 660.0, 640.0] {
        s.across(100.0, 400.0, y);
    }
    s.across(200.0, 400.0, 680.0);
    s.down(100.0, 640.0, 700.0).down(200.0, 640.0, 700.0);
    s.down(300.0, 640.0, 680.0).down(400.0, 640.0, 700.0);
    s.text(110.0, 678.0, "Depot")
        .text(240.0, 686.0, "Journeys made");
    s.text(220.0, 666.0, "Bus").text(320.0, 666.0, "Tram");
    s.text(110.0, 646.0, "North")
        .text(220.0, 646.0, "41")
        .text(320.0, 646.0, "17");
    assert_eq!(
        rows(&s.0),
        ["Depot|Journeys made|^", "^|Bus|Tram", "North|41|17"]
    );
}

#[test]
fn a_body_without_rules_inside_is_cut_by_its_figures() {
    let mut s = Sketch::new(1);
    for y in [700.0, 680.0, 620.0, 600.0] {
        s.across(100.0, 400.0, y);
    }
    s.down(200.0, 600.0, 700.0);
    for (y, a, b, c) in [
        (686.0, "Ward", "Beds", "Cots"),
        (668.0, "Ash", "120", "11"),
        (648.0, "Beech", "96", "7"),
        (628.0, "Cedar", "1,204", "31"),
        (606.0, "All", "1,420", "49"),
    ] {
        s.text(110.0, y, a).right(280.0, y, b).right(380.0, y, c);
    }
    assert_eq!(
        rows(&s.0),
        [
            "Ward|Beds|Cots",
            "Ash|120|11",
            "Beech|96|7",
            "Cedar|1,204|31",
            "All|1,420|49"
        ]
    );
}

#[test]
fn wrapped_headings_and_labels_of_a_table_without_rules_are_joined() {
    let mut s = Sketch::new(1);
    s.text(300.0, 712.0, "Planned").text(400.0, 712.0, "Spent");
    s.text(300.0, 700.0, "spending")
        .text(400.0, 700.0, "to date");
    s.text(80.0, 680.0, "Paths")
        .right(340.0, 680.0, "410")
        .right(440.0, 680.0, "388");
    s.text(80.0, 664.0, "Drains, culverts and the")
        .right(340.0, 664.0, "92")
        .right(440.0, 664.0, "95");
    s.text(80.0, 653.0, "pumps that serve them");
    s.text(80.0, 637.0, "Bridges")
        .right(340.0, 637.0, "77")
        .right(440.0, 637.0, "61");
    assert_eq!(
        rows(&s.0),
        [
            "|Planned spending|Spent to date",
            "Paths|410|388",
            "Drains, culverts and the pumps that serve them|92|95",
            "Bridges|77|61"
        ]
    );
}

#[test]
fn the_label_column_may_stand_between_figures() {
    let mut s = Sketch::new(1);
    s.down(60.0, 600.0, 740.0).down(150.0, 600.0, 740.0);
    s.down(330.0, 600.0, 740.0).down(470.0, 600.0, 740.0);
    s.across(60.0, 470.0, 740.0).across(60.0, 470.0, 600.0);
    s.text(85.0, 725.0, "Last year")
        .text(370.0, 725.0, "This year");
    let lines = [
        ("Wages", "61.0", "40.0", "64.5", "41.0"),
        ("Rent", "12.5", "3.0", "13.0", "3.5"),
        ("Fuel", "7.5", "0.5", "6.0", "0.5"),
        ("Total", "81.0", "43.5", "83.5", "45.0"),
    ];
    for (i, (label, a, b, c, d)) in lines.into_iter().enumerate() {
        let y = 700.0 - 16.0 * i as f32;
        s.right(100.0, y, a)
            .right(145.0, y, b)
            .text(160.0, y, label);
        s.right(390.0, y, c).right(460.0, y, d);
    }
    assert_eq!(
        rows(&s.0),
        [
            "Last year|^||This year|^",
            "61.0|40.0|Wages|64.5|41.0",
            "12.5|3.0|Rent|13.0|3.5",
            "7.5|0.5|Fuel|6.0|0.5",
            "81.0|43.5|Total|83.5|45.0"
        ]
    );
}

#[test]
fn currency_signs_and_closing_brackets_belong_to_their_figures() {
    let mut s = Sketch::new(1);
    s.text(214.0, 712.0, "March 31,")
        .text(334.0, 712.0, "March 31,");
    s.text(226.0, 701.0, "2021").text(346.0, 701.0, "2020");
    for (y, label, a, b) in [
        (680.0, "Ferry fares", "9,310", "8,114"),
        (664.0, "Port dues", "(412", "377"),
        (648.0, "Sum", "8,898", "8,491"),
    ] {
        s.text(60.0, y, label).right(250.0, y, a).right(370.0, y, b);
        if label != "Port dues" {
            s.text(205.0, y, "$").text(325.0, y, "$");
        } else {
            s.text(253.0, y, ")");
        }
    }
    assert_eq!(
        rows(&s.0),
        [
            "|March 31, 2021|March 31, 2020",
            "Ferry fares|$ 9,310|$ 8,114",
            "Port dues|(412)|377",
            "Sum|$ 8,898|$ 8,491"
        ]
    );
}

#[test]
fn dots_that_lead_to_figures_are_no_part_of_names_or_columns() {
    let mut s = Sketch::new(1);
    s.right(300.0, 716.0, "2019").right(360.0, 716.0, "2020");
    for (y, label, a, b) in [
        (700.0, "Elm Parish ..................", "120", "1,131"),
        (684.0, "Oak . . . . . . . . . . . . . . . .", "96", "88"),
        (668.0, "Yew and Holly..............", "7", "12"),
        (652.0, "All parishes ...............", "223", "1,231"),
    ] {
        s.text(60.0, y, label).right(300.0, y, a).right(360.0, y, b);
    }
    assert_eq!(
        rows(&s.0),
        [
            "|2019|2020",
            "Elm Parish|120|1,131",
            "Oak|96|88",
            "Yew and Holly|7|12",
            "All parishes|223|1,231"
        ]
    );
}

#[test]
fn dots_that_lead_to_pages_make_no_table() {
    let mut s = Sketch::new(1);
    for (y, entry, n) in [
        (700.0, "1 Tides and moorings ..............", "3"),
        (684.0, "2 Dredging .........................", "3"),
        (668.0, "3 The winter works .............", "11"),
    ] {
        s.text(60.0, y, entry).right(360.0, y, n);
    }
    let laid = lay_out(&s.0);
    assert!(laid.regions.is_empty(), "{:?}", laid.regions);
    let contents = laid.blocks.iter().filter(|b| b.role == Role::Contents);
    assert_eq!(contents.count(), 3, "{:?}", laid.blocks);
}

#[test]
fn a_note_and_a_heading_under_the_names_do_not_part_a_table() {
    let mut s = Sketch::new(1);
    for (x, year) in [(300.0, "2019"), (360.0, "2020"), (420.0, "2021")] {
        s.right(x, 716.0, year);
    }
    let line = |s: &mut Sketch, y: f32, label: &str, figures: [&str; 3]| {
        s.text(60.0, y, label);
        for (x, figure) in [300.0, 360.0, 420.0].into_iter().zip(figures) {
            s.right(x, y, figure);
        }
    };
    line(&mut s, 700.0, "Wages of the crew", ["120", "130", "90"]);
    line(&mut s, 688.0, "Fuel bought abroad", ["15", "17", "21"]);
    line(&mut s, 676.0, "All that was spent", ["135", "147", "111"]);
    s.text(60.0, 656.0, "* without the wages of");
    s.text(60.0, 644.0, "those who left before");
    s.text(60.0, 632.0, "the end of the year,");
    s.text(60.0, 620.0, "which come later");
    s.text(60.0, 600.0, "RESERVES");
    line(&mut s, 584.0, "Put into reserves", ["5", "7", "1"]);
    line(&mut s, 572.0, "Taken out of them", ["2", "0", "6"]);
    let laid = lay_out(&s.0);
    assert_eq!(laid.regions.len(), 1, "{:?}", laid.regions);
}

#[test]
fn tables_side_by_side_under_the_same_headings_are_several() {
    let mut s = Sketch::new(1);
    let parts = [(60.0, "Ferry"), (240.0, "Tram"), (420.0, "Bus and coach")];
    for (x, name) in parts {
        s.text(x, 716.0, name).right(x + 140.0, 716.0, "Journeys");
    }
    for (r, places) in [
        ["Elm", "Oak", "Yew"],
        ["Oak", "Elm", "Fir"],
        ["Fir", "Ash", "Elm"],
        ["Total", "Total", "Total"],
    ]
    .into_iter()
    .enumerate()
    {
        let y = 700.0 - 14.0 * r as f32;
        for ((x, _), place) in parts.into_iter().zip(places) {
            s.text(x, y, place)
                .right(x + 140.0, y, &format!("{}", 31 * (r + 1)));
        }
    }
    let laid = lay_out(&s.0);
    assert_eq!(laid.regions.len(), 3, "{:?}", laid.regions);
    assert!(laid.regions.iter().all(|r| r.words.len() >= 10));
}

#[test]
fn words_behind_the_figures_belong_to_their_rows_however_many_lines_they_have() {
    let mut s = Sketch::new(1);
    s.right(300.0, 720.0, "2021").right(360.0, 720.0, "2022");
    s.text(372.0, 720.0, "Remarks");
    let mut y = 700.0;
    for (name, a, b, remarks) in [
        (
            "Ferries",
            "4,120",
            "4,002",
            ["Fares", "were", "lower", "in", "the", "summer"].as_slice(),
        ),
        ("Berths", "512", "498", &["Two", "more"]),
        ("Lamps", "96", "88", &["Oil"]),
        (
            "Buoys",
            "31",
            "40",
            &["Some", "were", "lost", "in", "storms"],
        ),
    ] {
        s.row(100.0, y, name, &[300.0, 360.0], &[a, b]);
        for (k, line) in remarks.iter().enumerate() {
            s.text(372.0, y - 12.0 * k as f32, line);
        }
        y -= 12.0 * (remarks.len() - 1) as f32 + 20.0;
    }
    assert_eq!(
        rows(&s.0),
        [
            "|2021|2022|Remarks",
            "Ferries|4,120|4,002|Fares were lower in the summer",
            "Berths|512|498|Two more",
            "Lamps|96|88|Oil",
            "Buoys|31|40|Some were lost in storms"
        ]
    );
}

#[test]
fn a_first_name_that_begins_above_its_figures_belongs_to_them() {
    let mut s = Sketch::new(1);
    s.right(300.0, 742.0, "Planned").right(380.0, 742.0, "Done");
    s.text(100.0, 724.0, "Dredging of the")
        .text(100.0, 712.0, "outer basin and");
    s.row(100.0, 700.0, "its quay", &[300.0, 380.0], &["204", "310"]);
    s.row(100.0, 680.0, "Painting", &[300.0, 380.0], &["14", "3"]);
    s.row(100.0, 660.0, "Repairs", &[300.0, 380.0], &["77", "70"]);
    s.row(100.0, 640.0, "Lamps", &[300.0, 380.0], &["8", "11"]);
    assert_eq!(
        rows(&s.0),
        [
            "|Planned|Done",
            "Dredging of the outer basin and its quay|204|310",
            "Painting|14|3",
            "Repairs|77|70",
            "Lamps|8|11"
        ]
    );
}
