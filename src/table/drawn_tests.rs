//! Pages of our own whose lines and cells say less, or more, than their columns: signs in cells of their own, boxes around
//! part of a form, lines beside a table.

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
