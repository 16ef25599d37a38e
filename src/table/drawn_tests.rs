//! Pages of our own whose lines and cells say less, or more, than their columns: signs in cells of their own, boxes around
//! part of a form, headings broken by narrow cells.

use super::page_tests::rows;
use crate::layout::sketch::Sketch;

#[test]
fn a_sign_in_a_cell_of_its_own_and_figures_as_wide_as_both_make_one_column() {
    let mut s = Sketch::new(1);
    s.grid(
        &[100.0, 220.0, 310.0, 400.0],
        &[700.0, 680.0, 660.0, 640.0, 620.0],
    );
    // Only the first and the last row of figures have a cell for their sign.
    for (low, high) in [(660.0, 680.0), (620.0, 640.0)] {
        s.down(235.0, low, high).down(325.0, low, high);
    }
    s.right(305.0, 686.0, "2031").right(395.0, 686.0, "2032");
    for (y, name, sign, a, b) in [
        (666.0, "Ferries", true, "4,120", "4,002"),
        (646.0, "Berths", false, "512", "498"),
        (626.0, "Together", true, "4,632", "4,500"),
    ] {
        s.text(105.0, y, name).right(305.0, y, a).right(395.0, y, b);
        if sign {
            s.text(224.0, y, "$").text(314.0, y, "$");
        }
    }
    assert_eq!(
        rows(&s.0),
        [
            "|2031|2032",
            "Ferries|$ 4,120|$ 4,002",
            "Berths|512|498",
            "Together|$ 4,632|$ 4,500"
        ]
    );
}

#[test]
fn boxes_around_names_and_first_figures_are_part_of_the_form_that_goes_on_beside_them() {
    let mut s = Sketch::new(1);
    s.right(295.0, 706.0, "Open")
        .right(375.0, 706.0, "Tied")
        .right(455.0, 706.0, "Whole");
    let ys = [700.0, 684.0, 668.0, 652.0, 636.0];
    s.grid(&[100.0, 240.0, 300.0], &ys);
    // The other columns have each a box of their own.
    s.grid(&[320.0, 380.0], &ys);
    s.grid(&[400.0, 460.0], &ys);
    for (y, name, a, b, c) in [
        (688.0, "Gifts", "5,010", "40", "5,050"),
        (672.0, "Fairs", "310", "-", "310"),
        (656.0, "Rent of the hall", "95", "25", "120"),
        (640.0, "All that came in", "5,415", "65", "5,480"),
    ] {
        s.text(105.0, y, name)
            .right(295.0, y, a)
            .right(375.0, y, b)
            .right(455.0, y, c);
    }
    assert_eq!(
        rows(&s.0),
        [
            "|Open|Tied|Whole",
            "Gifts|5,010|40|5,050",
            "Fairs|310|-|310",
            "Rent of the hall|95|25|120",
            "All that came in|5,415|65|5,480"
        ]
    );
}

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
fn a_name_that_ends_in_a_colon_stands_over_the_names_below_it() {
    let mut s = Sketch::new(1);
    s.right(420.0, 714.0, "2031").right(480.0, 714.0, "2032");
    for (y, name, a, b) in [
        (
            700.0,
            "Boats that were let to members in the season:",
            "",
            "",
        ),
        (688.0, "Day boats", "81", "79"),
        (676.0, "Barges", "12", "15"),
        (
            664.0,
            "Boats that were let to all others in a season:",
            "",
            "",
        ),
        (652.0, "Day boats", "40", "44"),
    ] {
        s.text(100.0, y, name);
        if !a.is_empty() {
            s.right(420.0, y, a).right(480.0, y, b);
        }
    }
    assert_eq!(
        rows(&s.0),
        [
            "|2031|2032",
            "Boats that were let to members in the season:||",
            "Day boats|81|79",
            "Barges|12|15",
            "Boats that were let to all others in a season:||",
            "Day boats|40|44"
        ]
    );
}

#[test]
fn lines_drawn_beside_a_table_do_not_join_its_rows() {
    let mut s = Sketch::new(1);
    let xs = [100.0, 220.0, 310.0, 400.0];
    s.grid(&xs, &[700.0, 680.0]);
    for (top, bottom) in [(680.0, 632.0), (632.0, 616.0)] {
        s.grid(&xs, &[top, bottom]);
    }
    // A narrow column at the side has a line for each row.
    s.grid(&[400.0, 430.0], &[700.0, 680.0, 664.0, 648.0, 632.0, 616.0]);
    s.right(305.0, 686.0, "2031").right(395.0, 686.0, "2032");
    for (y, name, figures) in [
        (668.0, "Ferries", ["4,120", "4,002"]),
        (652.0, "Berths", ["512", "498"]),
        (636.0, "Lamps", ["96", "88"]),
        (620.0, "Together", ["4,728", "4,588"]),
    ] {
        s.row(105.0, y, name, &[305.0, 395.0], &figures);
    }
    assert_eq!(
        rows(&s.0),
        [
            "|2031|2032",
            "Ferries|4,120|4,002",
            "Berths|512|498",
            "Lamps|96|88",
            "Together|4,728|4,588"
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

#[test]
fn a_figure_close_behind_another_stands_in_its_own_column() {
    let mut s = Sketch::new(1);
    s.right(300.0, 702.0, "Now")
        .right(334.0, 702.0, "Change")
        .right(400.0, 702.0, "Before");
    for (y, name, figures) in [
        (688.0, "Robberies", ["1,270", "-15.0", "1,494"]),
        (674.0, "Thefts", ["1,163", "12.1", "1,037"]),
        (660.0, "Raids", ["2", "-100.0", "0"]),
        (646.0, "Frauds", ["78", "-29.7", "111"]),
    ] {
        s.row(100.0, y, name, &[300.0, 334.0, 400.0], &figures);
    }
    let read = rows(&s.0);
    assert_eq!(read[3], "Raids|2|-100.0|0");
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
fn boxes_around_every_second_row_are_stripes_of_a_table_of_all_rows() {
    let mut s = Sketch::new(1);
    let xs = [100.0, 220.0, 310.0, 400.0];
    // A frame around all leaves the rows between the stripes open to each other.
    s.grid(&[80.0, 420.0], &[716.0, 600.0]);
    for k in 0..3 {
        let top = 684.0 - 32.0 * k as f32;
        s.grid(&xs, &[top, top - 16.0]);
        // Stripes touch the frame at the left.
        s.across(80.0, 100.0, top);
    }
    s.text(105.0, 704.0, "Quay")
        .right(305.0, 704.0, "2031")
        .right(395.0, 704.0, "2032");
    for (y, name, figures) in [
        (688.0, "Ferries", ["4,120", "4,002"]),
        (672.0, "Berths", ["512", "498"]),
        (656.0, "Lamps", ["96", "88"]),
        (640.0, "Sheds", ["311", "340"]),
        (624.0, "Cranes", ["77", "75"]),
        (608.0, "Slips", ["18", "21"]),
    ] {
        s.row(105.0, y, name, &[305.0, 395.0], &figures);
    }
    let read = rows(&s.0);
    assert_eq!(read[0], "Quay|2031|2032");
    assert_eq!(read[1..3], ["Ferries|4,120|4,002", "Berths|512|498"]);
    assert_eq!(read.len(), 7, "{read:?}");
}

#[test]
fn white_boxes_around_every_second_row_do_not_part_the_rows_between() {
    let mut s = Sketch::new(1);
    let xs = [70.0, 140.0, 300.0, 380.0, 450.0];
    for k in 0..3 {
        let top = 684.0 - 32.0 * k as f32;
        s.grid(&xs, &[top, top - 16.0]).unseen(xs.len() + 2);
    }
    // The white ground of the whole touches them all.
    s.grid(&[70.0, 450.0], &[740.0, 588.0]).unseen(4);
    s.text(75.0, 720.0, "Spending of the month")
        .text(75.0, 704.0, "Day")
        .text(145.0, 704.0, "Purpose")
        .text(305.0, 704.0, "Paid by")
        .right(445.0, 704.0, "Amount");
    for (y, day, purpose, sum) in [
        (688.0, "3 May", "Paint for the quay", "500.00"),
        (672.0, "4 May", "Ropes and lamps", "356.10"),
        (656.0, "7 May", "A new bell", "1,869.98"),
        (640.0, "9 May", "Harbour map", "25.08"),
        (624.0, "11 May", "Tar and nails", "10.40"),
        (608.0, "12 May", "Two oars", "521.99"),
    ] {
        s.text(75.0, y, day)
            .text(145.0, y, purpose)
            .text(305.0, y, "bank")
            .right(445.0, y, sum);
    }
    s.text(75.0, 592.0, "Total").right(445.0, 592.0, "3,283.55");
    let read = rows(&s.0);
    let sums: Vec<&str> = read
        .iter()
        .filter_map(|r| r.rsplit('|').next())
        .filter(|c| c.contains('.'))
        .collect();
    assert_eq!(
        sums,
        [
            "500.00", "356.10", "1,869.98", "25.08", "10.40", "521.99", "3,283.55"
        ],
        "{read:?}"
    );
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
