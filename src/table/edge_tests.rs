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

#[test]
fn headings_in_one_wide_cell_stand_over_their_columns() {
    let mut s = Sketch::new(1);
    for y in [700.0, 650.0, 630.0, 610.0] {
        s.across(100.0, 450.0, y);
    }
    s.down(100.0, 610.0, 700.0).down(450.0, 610.0, 700.0);
    for x in [250.0, 320.0, 385.0] {
        s.down(x, 610.0, 650.0);
    }
    s.text(298.0, 688.0, "All of it in £m");
    s.right(315.0, 672.0, "Agreed");
    s.text(105.0, 658.0, "Team")
        .right(315.0, 658.0, "Plan")
        .right(380.0, 658.0, "Outlook")
        .right(445.0, 658.0, "Gap");
    for (y, name, a, b, c) in [
        (636.0, "Docks", "4.0", "4.5", "0.5"),
        (616.0, "Ferries", "3.0", "2.0", "-1.0"),
    ] {
        s.text(105.0, y, name)
            .right(315.0, y, a)
            .right(380.0, y, b)
            .right(445.0, y, c);
    }
    assert_eq!(
        rows(&s.0),
        [
            "All of it in £m|^|^|^",
            "Team|Agreed Plan|Outlook|Gap",
            "Docks|4.0|4.5|0.5",
            "Ferries|3.0|2.0|-1.0"
        ]
    );
}

#[test]
fn a_bold_heading_over_the_name_of_a_row_is_a_row_of_its_own() {
    let mut s = Sketch::new(1);
    for y in [700.0, 660.0, 640.0, 620.0] {
        s.across(100.0, 400.0, y);
    }
    for x in [100.0, 240.0, 320.0, 400.0] {
        s.down(x, 620.0, 700.0);
    }
    s.text(105.0, 684.0, "North bank");
    for w in s.0.words.iter_mut() {
        w.style.bold = true;
    }
    for (y, name, a, b) in [
        (666.0, "Slipways", "4", "7"),
        (646.0, "Cranes", "3", "3"),
        (626.0, "Sheds", "12", "9"),
    ] {
        s.text(105.0, y, name).right(315.0, y, a).right(395.0, y, b);
    }
    assert_eq!(
        rows(&s.0),
        ["North bank||", "Slipways|4|7", "Cranes|3|3", "Sheds|12|9"]
    );
}

#[test]
fn names_that_end_at_one_edge_are_not_taken_for_full_lines() {
    let mut s = Sketch::new(1);
    for (i, (name, a, b)) in [
        ("Bank", "", ""),
        ("Slipways and landing stages", "4", "7"),
        ("Cranes", "3", "3"),
        ("Sheds let by the year", "12", "9"),
        ("Quay and northern bank", "", ""),
        ("Moorings", "30", "31"),
        ("Lights", "8", "8"),
    ]
    .into_iter()
    .enumerate()
    {
        let y = 700.0 - 13.0 * i as f32;
        s.right(250.0, y, name);
        if !a.is_empty() {
            s.right(320.0, y, a).right(400.0, y, b);
        }
    }
    let rows = rows(&s.0);
    assert!(
        rows.contains(&"Quay and northern bank||".to_string()),
        "{rows:?}"
    );
    assert!(rows.contains(&"Moorings|30|31".to_string()), "{rows:?}");
}

#[test]
fn signs_join_their_figures_over_narrow_columns_that_hold_nothing() {
    let mut s = Sketch::new(1);
    for y in [700.0, 680.0, 660.0, 640.0] {
        s.across(100.0, 400.0, y);
    }
    for x in [100.0, 250.0, 400.0] {
        s.down(x, 640.0, 700.0);
    }
    s.down(265.0, 640.0, 680.0).down(272.0, 640.0, 680.0);
    s.text(300.0, 686.0, "2031");
    s.text(105.0, 666.0, "Tolls")
        .text(253.0, 666.0, "$")
        .right(395.0, 666.0, "4,100");
    s.text(105.0, 646.0, "Fines")
        .text(253.0, 646.0, "$")
        .right(395.0, 646.0, "212");
    assert_eq!(rows(&s.0), ["|2031", "Tolls|$ 4,100", "Fines|$ 212"]);
}

/// A grid of names and three columns of figures, each behind a narrow one for its sign, its top at 660.
fn signed() -> Sketch {
    let mut s = Sketch::new(1);
    let xs = [100.0, 220.0, 230.0, 290.0, 300.0, 360.0, 370.0, 430.0];
    s.grid(&xs, &[660.0, 640.0, 620.0, 600.0]);
    for (y, name, sign, figures) in [
        (646.0, "Lamps", "$", ["1,240", "1,310", "1,298"]),
        (626.0, "Drains", "", ["310", "295", "301"]),
        (606.0, "Both", "$", ["1,550", "1,605", "1,599"]),
    ] {
        s.text(105.0, y, name);
        for (x, figure) in [230.0, 300.0, 370.0].into_iter().zip(figures) {
            s.right(x + 55.0, y, figure);
            if !sign.is_empty() {
                s.text(x - 8.0, y, sign);
            }
        }
    }
    s
}

#[test]
fn columns_of_signs_need_no_headings_and_one_text_over_all_spans_them() {
    let mut s = signed();
    // The text in the middle stands in line with the heading below it.
    s.text(317.5, 682.0, "Until");
    for (x, year) in [(250.0, "2031"), (320.0, "2032"), (390.0, "2033")] {
        s.text(x, 671.0, year);
    }
    assert_eq!(
        rows(&s.0),
        [
            "|Until|^|^",
            "|2031|2032|2033",
            "Lamps|$ 1,240|$ 1,310|$ 1,298",
            "Drains|310|295|301",
            "Both|$ 1,550|$ 1,605|$ 1,599"
        ]
    );
}

#[test]
fn a_line_of_text_that_runs_over_the_borders_of_columns_heads_none() {
    let mut s = signed();
    s.text(
        102.0,
        668.0,
        "as it was on the last days of May and of June in each of these three years",
    );
    let found = rows(&s.0);
    assert_eq!(found[0], "Lamps|$ 1,240|$ 1,310|$ 1,298", "{found:?}");
}

#[test]
fn lines_of_words_before_and_behind_the_figures_part_no_table() {
    let mut s = Sketch::new(1);
    s.text(180.0, 722.0, "Held by")
        .text(330.0, 722.0, "Remarks");
    s.right(270.0, 722.0, "Plan").right(320.0, 722.0, "Made");
    let mut y = 704.0;
    for (keeper, remarks) in [
        (
            ["Ann", "Lee"].as_slice(),
            ["Let", "for a", "year", "to the", "town"].as_slice(),
        ),
        (&["Bo", "Ray"], &["Sold"]),
        (&["Cy", "Orr"], &["Lost", "in the", "storms", "of May"]),
        (&["Di"], &["Kept"]),
    ] {
        s.text(100.0, y, "Ferries")
            .right(270.0, y, "4,120")
            .right(320.0, y, "998");
        for (x, lines) in [(180.0, keeper), (330.0, remarks)] {
            for (k, line) in lines.iter().enumerate() {
                s.text(x, y - 11.0 * k as f32, line);
            }
        }
        y -= 11.0 * remarks.len().max(2) as f32 + 6.0;
    }
    assert_eq!(
        rows(&s.0),
        [
            "|Held by|Plan|Made|Remarks",
            "Ferries|Ann Lee|4,120|998|Let for a year to the town",
            "Ferries|Bo Ray|4,120|998|Sold",
            "Ferries|Cy Orr|4,120|998|Lost in the storms of May",
            "Ferries|Di|4,120|998|Kept"
        ]
    );
}
