//! Pages of our own whose tables have lines between their rows, or shading, and nothing but white between their columns.

use super::page_tests::rows;
use crate::layout::page::lay_out;
use crate::layout::sketch::Sketch;

/// Rows of three texts, each of several lines; what is put around them is told by the height of each row.
fn risks(s: &mut Sketch) -> [f32; 4] {
    let mut text = |y: f32, lines: [(f32, &str); 3]| {
        for (x, line) in lines {
            if !line.is_empty() {
                s.text(x, y, line);
            }
        }
    };
    let (a, b, c) = (60.0, 200.0, 400.0);
    text(
        704.0,
        [(a, "Risk"), (b, "What is done about it"), (c, "Owner")],
    );
    text(
        684.0,
        [
            (a, "The ferry is old and"),
            (b, "A second boat is hired for"),
            (c, "Head of boats"),
        ],
    );
    text(
        672.0,
        [
            (a, "may not pass"),
            (b, "the weeks of the survey, and"),
            (c, ""),
        ],
    );
    text(660.0, [(a, ""), (b, "a new one is asked for"), (c, "")]);
    text(
        640.0,
        [
            (a, "Nobody to sell"),
            (b, "Two machines at the pier"),
            (c, "Head of sales"),
        ],
    );
    text(
        628.0,
        [(a, "tickets in winter"), (b, ""), (c, "and of piers")],
    );
    text(
        608.0,
        [
            (a, "Silt in the harbour"),
            (b, "Soundings every month, and"),
            (c, "Harbour master"),
        ],
    );
    text(596.0, [(a, ""), (b, "dredging when they say so"), (c, "")]);
    [698.0, 654.0, 622.0, 590.0]
}

const RISKS: [&str; 4] = [
    "Risk|What is done about it|Owner",
    "The ferry is old and may not pass|A second boat is hired for the weeks of the survey, and a new one is asked for|Head of boats",
    "Nobody to sell tickets in winter|Two machines at the pier|Head of sales and of piers",
    "Silt in the harbour|Soundings every month, and dredging when they say so|Harbour master",
];

#[test]
fn texts_between_two_lines_are_one_row_and_white_parts_its_columns() {
    let mut s = Sketch::new(1);
    for y in risks(&mut s) {
        s.across(55.0, 500.0, y);
    }
    assert_eq!(rows(&s.0), RISKS);
}

#[test]
fn the_last_row_needs_no_line_below_it() {
    let mut s = Sketch::new(1);
    for y in &risks(&mut s)[..3] {
        s.across(55.0, 500.0, *y);
    }
    assert_eq!(rows(&s.0), RISKS);
}

#[test]
fn lines_that_stop_between_columns_part_rows_all_the_same() {
    let mut s = Sketch::new(1);
    for y in risks(&mut s) {
        s.across(55.0, 190.0, y)
            .across(198.0, 390.0, y)
            .across(398.0, 500.0, y);
    }
    assert_eq!(rows(&s.0), RISKS);
}

#[test]
fn prose_between_lines_is_no_table() {
    let mut s = Sketch::new(1);
    for k in 0..5 {
        let y = 700.0 - 40.0 * k as f32;
        s.across(55.0, 500.0, y);
        s.text(60.0, y - 14.0, &format!("{}.", k + 1));
        s.text(
            84.0,
            y - 14.0,
            "The board heard what was said of the pier and of all the",
        );
        s.text(
            84.0,
            y - 26.0,
            "boats that lie there, and asked to hear more of it in May",
        );
    }
    assert!(lay_out(&s.0).regions.is_empty());
}

#[test]
fn two_columns_of_prose_between_a_few_lines_are_no_table() {
    let mut s = Sketch::new(1);
    for y in [740.0, 700.0, 400.0, 380.0] {
        s.across(55.0, 540.0, y);
    }
    s.text(60.0, 715.0, "News of the harbour");
    for k in 0..20 {
        let y = 685.0 - 13.0 * k as f32;
        s.text(60.0, y, "the left side of this page runs on and on with");
        s.text(320.0, y, "while the right side tells another story to all");
    }
    s.text(60.0, 386.0, "Printed on the pier");
    assert!(lay_out(&s.0).regions.is_empty());
}

#[test]
fn lines_of_text_shaded_each_by_itself_are_no_rows() {
    let mut s = Sketch::new(1);
    for k in 0..8 {
        let y = 700.0 - 12.0 * k as f32;
        s.across(55.0, 500.0, y + 9.0).across(55.0, 500.0, y - 3.0);
        s.text(60.0, y, "A letter came about the lamps on the pier");
        s.text(420.0, y, "The clerk");
    }
    for stroke in &mut s.0.strokes {
        stroke.painted = crate::document::Painted::Shading;
    }
    assert!(lay_out(&s.0).regions.is_empty());
}
