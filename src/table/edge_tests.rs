//! Pages of our own whose tables go on outside of what is drawn of them.

use super::page_tests::rows;
use crate::layout::sketch::Sketch;

/// A grid of two rows of names and two columns of figures, its top at 660.
fn grid() -> Sketch {
    let mut s = Sketch::new(1);
    for y in [660.0, 640.0, 620.0] {
        s.across(100.0, 400.0, y);
    }
    for x in [100.0, 220.0, 310.0, 400.0] {
        s.down(x, 620.0, 660.0);
    }
    for (y, name, a, b) in [
        (646.0, "Lamps", "1,240.5", "1,310.0"),
        (626.0, "Drains", "310.0", "295.5"),
    ] {
        s.text(105.0, y, name).right(305.0, y, a).right(395.0, y, b);
    }
    s
}

#[test]
fn headings_over_a_grid_and_totals_below_it_belong_to_its_columns() {
    let mut s = grid();
    s.text(105.0, 676.0, "Work")
        .right(305.0, 676.0, "2031-32")
        .right(395.0, 676.0, "2032-33");
    s.right(305.0, 664.0, "£000").right(395.0, 664.0, "£000");
    s.text(105.0, 606.0, "All works of the year")
        .right(305.0, 606.0, "1,550.5")
        .right(395.0, 606.0, "1,605.5");
    s.text(
        100.0,
        560.0,
        "The lamps of two streets were changed in the year, and more will be.",
    );
    assert_eq!(
        rows(&s.0),
        [
            "Work|2031-32 £000|2032-33 £000",
            "Lamps|1,240.5|1,310.0",
            "Drains|310.0|295.5",
            "All works of the year|1,550.5|1,605.5"
        ]
    );
}

#[test]
fn text_above_a_grid_that_does_not_keep_to_its_columns_stays_text() {
    let mut s = grid();
    s.text(
        100.0,
        664.0,
        "What was spent on works in each of the two years so far",
    );
    assert_eq!(rows(&s.0), ["Lamps|1,240.5|1,310.0", "Drains|310.0|295.5"]);
    let mut s = grid();
    s.text(105.0, 664.0, "Works").text(420.0, 664.0, "see note");
    assert_eq!(rows(&s.0), ["Lamps|1,240.5|1,310.0", "Drains|310.0|295.5"]);
}
