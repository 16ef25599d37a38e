//! Which words with hardly a blank between them are columns.

use super::abreast::cut;
use super::rows::Row;
use crate::layout::rows::{rows, text};
use crate::layout::sketch::Sketch;

/// The segments of each row, joined by `|`.
fn cut_rows(s: &Sketch) -> Vec<String> {
    let words: Vec<u32> = (0..s.0.words.len() as u32).collect();
    let shown = |r: &Row| {
        let texts = r.segments.iter().map(|k| text(&s.0, &k.words));
        texts.collect::<Vec<_>>().join("|")
    };
    cut(&s.0, rows(&s.0, &words, &[]))
        .iter()
        .map(shown)
        .collect()
}

#[test]
fn figures_in_line_with_hardly_a_blank_between_them_are_two_columns() {
    let mut s = Sketch::new(1);
    for (y, a, b) in [
        (700.0, "9,095", "56.7%"),
        (686.0, "24", "5.9%"),
        (672.0, "6,481", "32.4%"),
    ] {
        s.text(100.0, y, "Ferries")
            .right(300.0, y, a)
            .right(329.0, y, b);
    }
    let cut = cut_rows(&s);
    assert_eq!(
        cut,
        [
            "Ferries|9,095|56.7%",
            "Ferries|24|5.9%",
            "Ferries|6,481|32.4%"
        ]
    );
    // Thousands that a gap parts keep it.
    let mut s = Sketch::new(1);
    for (y, figure) in [(700.0, "12 095"), (686.0, "4 120"), (672.0, "801 112")] {
        s.text(100.0, y, "Ferries").right(300.0, y, figure);
    }
    assert_eq!(cut_rows(&s)[0], "Ferries|12 095");
}

#[test]
fn references_and_names_that_begin_in_line_are_two_columns() {
    let mut s = Sketch::new(1);
    s.text(100.0, 714.0, "Ref")
        .text(120.0, 714.0, "Quay")
        .right(300.0, 714.0, "2021");
    for (y, key) in [
        (700.0, "C9"),
        (686.0, "C10"),
        (672.0, "C11"),
        (658.0, "C12"),
    ] {
        s.text(100.0, y, key)
            .text(120.0, y, "North pier")
            .right(300.0, y, "41");
    }
    let cut = cut_rows(&s);
    assert_eq!(cut[0], "Ref|Quay|2021");
    assert_eq!(cut[2], "C10|North pier|41");
}

#[test]
fn units_are_a_column_and_signs_of_money_are_none() {
    let rows_with = |end: f32, units: [&str; 3]| {
        let mut s = Sketch::new(1);
        let rows = [(700.0, "9,095"), (686.0, "8,240"), (672.0, "12,481")];
        for ((y, figure), unit) in rows.into_iter().zip(units) {
            s.text(100.0, y, "Ferries").text(240.0, y, unit);
            s.right(end, y, figure);
        }
        cut_rows(&s)
    };
    let units = rows_with(288.0, ["£m", "no.", "kg"]);
    assert_eq!(units[2], "Ferries|kg|12,481");
    let signs = rows_with(278.0, ["£", "£", "£"]);
    assert_eq!(signs[2], "Ferries|£ 12,481");
}

#[test]
fn a_text_right_behind_long_words_begins_where_others_do() {
    for (begins, read) in [
        (240.0, "Deed of the upper harbour side Vol|4.2"),
        (244.5, "Deed of the upper harbour side|Vol|4.2"),
    ] {
        let mut s = Sketch::new(1);
        for y in [700.0, 686.0, 672.0] {
            s.text(100.0, y, "Deed")
                .text(begins, y, "Vol")
                .right(330.0, y, "4.1");
        }
        s.text(100.0, 658.0, "Deed of the upper harbour side");
        s.text(244.5, 658.0, "Vol").right(330.0, 658.0, "4.2");
        assert_eq!(cut_rows(&s)[3], read);
    }
}
