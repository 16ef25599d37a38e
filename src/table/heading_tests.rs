//! Which heading stands over which column of a drawn table.

use super::page_tests::rows;
use crate::layout::sketch::Sketch;

#[test]
fn words_that_narrow_headings_broke_are_whole_again() {
    let mut s = Sketch::new(1);
    // Headings of narrow columns leave less between them than words far apart.
    for (y, a, b, c) in [
        (730.0, "Outgo", "Forec", "Left"),
        (719.0, "ings", "ast", "over"),
    ] {
        s.right(245.0, y, a).right(279.0, y, b).right(313.0, y, c);
    }
    s.text(100.0, 730.0, "Team");
    for (y, name, a, b, c) in [
        (700.0, "Parks", "214.6", "221.9", "7.3"),
        (686.0, "Roads", "163.2", "171.5", "8.3"),
        (672.0, "Pools", "58.4", "57.1", "1.3"),
    ] {
        s.text(100.0, y, name)
            .right(245.0, y, a)
            .right(279.0, y, b)
            .right(313.0, y, c);
    }
    s.text(100.0, 620.0, "Outgoings follow the forecast of the spring.");
    assert_eq!(
        rows(&s.0),
        [
            "Team|Outgoings|Forecast|Left over",
            "Parks|214.6|221.9|7.3",
            "Roads|163.2|171.5|8.3",
            "Pools|58.4|57.1|1.3"
        ]
    );
}

#[test]
fn a_heading_over_the_middle_of_two_columns_does_not_make_them_one() {
    let mut s = Sketch::new(1);
    // It covers all of the second column and a little of the first.
    s.text(294.5, 716.0, "Season 2031 so far");
    s.right(300.0, 702.0, "Plan")
        .right(360.0, 702.0, "Spent")
        .right(460.0, 702.0, "Left");
    for (y, name, figures) in [
        (688.0, "Ferries", ["4,120", "4,002", "118"]),
        (674.0, "Berths", ["512", "498", "14"]),
        (660.0, "Lamps", ["96", "88", "8"]),
        (646.0, "Together", ["4,728", "4,588", "140"]),
    ] {
        s.row(100.0, y, name, &[300.0, 360.0, 460.0], &figures);
    }
    let read = rows(&s.0);
    assert!(read.contains(&"Berths|512|498|14".to_string()), "{read:?}");
}

/// Four narrow columns of figures under the names of ships.
fn narrow() -> Sketch {
    let mut s = Sketch::new(1);
    for (y, name, figures) in [
        (680.0, "Heron", ["41.2", "55.8", "42.9", "10.1"]),
        (666.0, "Plover", ["59.3", "39.0", "26.8", "10.6"]),
        (652.0, "Tern", ["71.4", "51.1", "34.9", "10.9"]),
        (638.0, "Dunlin", ["71.1", "48.8", "28.2", "10.8"]),
    ] {
        s.row(100.0, y, name, &[230.0, 263.0, 296.0, 329.0], &figures)
            .right(420.0, y, "7,015");
    }
    s
}

#[test]
fn headings_with_a_blank_between_them_stand_over_their_own_columns() {
    let mut s = narrow();
    for k in 0..4 {
        let place = 230.0 + 33.0 * k as f32;
        s.right(place, 694.0, ["hauled", "mended", "rigged", "tarred"][k]);
    }
    s.right(420.0, 694.0, "Days");
    assert_eq!(rows(&s.0)[0], "|hauled|mended|rigged|tarred|Days");
}

#[test]
fn headings_over_every_column_belong_to_figures_further_down() {
    let mut s = narrow();
    for k in 0..4 {
        s.right(
            230.0 + 33.0 * k as f32,
            718.0,
            ["Jan", "Feb", "Mar", "Apr"][k],
        );
    }
    s.right(420.0, 718.0, "Days");
    assert_eq!(rows(&s.0)[0], "|Jan|Feb|Mar|Apr|Days");
}

#[test]
fn a_list_with_words_beside_its_amounts_keeps_its_headings_and_their_lines() {
    let mut s = Sketch::new(1);
    for (x, line) in [(70.0, "Purpose"), (250.0, "Paid"), (460.0, "Back")] {
        s.text(x, 716.0, line);
    }
    s.text(250.0, 704.0, "from").right(420.0, 716.0, "Amount");
    for (y, purpose, account, more, sum) in [
        (680.0, "Paint for the quay", "Harbour", "fund", "500.00"),
        (652.0, "Ropes and lamps", "Harbour", "fund", "356.10"),
        (624.0, "A new bell", "Bank", "", "1,869.98"),
        (596.0, "Harbour map", "Bank", "", "25.08"),
        (568.0, "Two oars", "Harbour", "fund", "521.99"),
    ] {
        s.text(70.0, y, purpose)
            .text(250.0, y, account)
            .right(420.0, y, sum);
        if !more.is_empty() {
            s.text(250.0, y - 12.0, more);
        }
    }
    s.text(70.0, 540.0, "Total").right(420.0, 540.0, "3,273.15");
    let read = rows(&s.0);
    assert_eq!(read[0], "Purpose|Paid from|Amount|Back");
    assert_eq!(read[1], "Paint for the quay|Harbour fund|500.00|");
    assert_eq!(read.len(), 7, "{read:?}");
}

#[test]
fn a_line_under_a_heading_tells_what_it_heads_and_signs_have_no_heading_of_their_own() {
    let mut s = Sketch::new(1);
    for y in [640.0, 620.0, 600.0] {
        s.across(100.0, 480.0, y);
    }
    for x in [
        100.0, 200.0, 214.0, 270.0, 284.0, 340.0, 354.0, 410.0, 480.0,
    ] {
        s.down(x, 600.0, 640.0);
    }
    s.text(214.0, 668.0, "Years ended 31 March")
        .across(200.0, 340.0, 664.0);
    s.text(226.0, 652.0, "2024")
        .text(296.0, 652.0, "2025")
        .text(366.0, 652.0, "Plan")
        .text(426.0, 652.0, "Change");
    for (y, name, figures) in [
        (626.0, "Ferries", ["41", "44", "50", "3"]),
        (606.0, "Piers", ["30", "31", "32", "1"]),
    ] {
        s.text(104.0, y, name);
        for x in [202.0, 272.0, 342.0] {
            s.text(x, y, "£");
        }
        for (x, figure) in [266.0, 336.0, 406.0, 470.0].into_iter().zip(figures) {
            s.right(x, y, figure);
        }
    }
    assert_eq!(
        rows(&s.0),
        [
            "|Years ended 31 March|^||",
            "|2024|2025|Plan|Change",
            "Ferries|£ 41|£ 44|£ 50|3",
            "Piers|£ 30|£ 31|£ 32|1"
        ]
    );
}

#[test]
fn the_frame_around_a_table_makes_no_heading_span_it() {
    let mut s = Sketch::new(1);
    s.across(90.0, 410.0, 740.0).across(90.0, 410.0, 640.0);
    s.down(90.0, 640.0, 740.0).down(410.0, 640.0, 740.0);
    s.right(400.0, 727.0, "Crews and");
    s.text(100.0, 716.0, "Quay")
        .right(300.0, 716.0, "Boats")
        .right(400.0, 716.0, "hands");
    for (y, name) in [(695.0, "Ferries"), (675.0, "Berths"), (655.0, "Lamps")] {
        s.row(100.0, y, name, &[300.0, 400.0], &["4,120", "4,002"]);
    }
    assert_eq!(rows(&s.0)[0], "Quay|Boats|Crews and hands");
}

#[test]
fn a_table_whose_first_rows_are_shaded_cell_by_cell_is_one() {
    for units in [None, Some("£000")] {
        let mut s = Sketch::new(1);
        // The headings, and every second row.
        let mut top = 700.0;
        let boxed: &[f32] = if units.is_some() {
            &[0.0, 20.0]
        } else {
            &[0.0, 20.0, 60.0, 100.0]
        };
        for down in boxed {
            s.grid(
                &[90.0, 200.0, 300.0, 400.0],
                &[top - down, top - down - 20.0],
            );
        }
        for stroke in &mut s.0.strokes {
            stroke.painted = crate::document::Painted::Shading;
        }
        top -= 14.0;
        s.text(100.0, top, "Quay")
            .right(290.0, top, "2031/32 plan")
            .right(390.0, top, "Made");
        if let Some(unit) = units {
            top -= 20.0;
            s.right(290.0, top, unit).right(390.0, top, unit);
        }
        for name in ["Ferries", "Berths", "Lamps", "Ropes", "Buoys"] {
            top -= 20.0;
            s.row(100.0, top, name, &[290.0, 390.0], &["4,120", "4,002"]);
        }
        let read = rows(&s.0);
        let heads = match units {
            None => vec!["Quay|2031/32 plan|Made"],
            Some(_) => vec!["|2031/32 plan|Made", "Quay|£000|£000"],
        };
        assert_eq!(read[..heads.len()], heads);
        assert_eq!(read.len(), heads.len() + 5);
        assert_eq!(read.last().map(String::as_str), Some("Buoys|4,120|4,002"));
    }
}

#[test]
fn years_over_words_are_headings_of_two_lines_and_references_stand_before_names() {
    for keys in [true, false] {
        let mut s = Sketch::new(1);
        s.text(140.0, 727.0, "Quay");
        s.right(300.0, 727.0, "2021").right(400.0, 727.0, "2021");
        s.right(300.0, 716.0, "Plan").right(400.0, 716.0, "Made");
        for (y, key, name) in [
            (700.0, "R1", "Ferries"),
            (686.0, "R2", "Berths"),
            (672.0, "R3", "Lamps"),
        ] {
            s.row(140.0, y, name, &[300.0, 400.0], &["410", "400"]);
            if keys {
                s.text(100.0, y, key);
            }
        }
        let mut heads = "Quay|2021 Plan|2021 Made".to_string();
        if keys {
            s.text(100.0, 727.0, "Code");
            heads.insert_str(0, "Code|");
        }
        let read = rows(&s.0);
        assert_eq!((read[0].as_str(), read.len()), (heads.as_str(), 4));
    }
}
