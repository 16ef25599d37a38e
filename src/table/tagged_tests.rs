//! Pages of our own with a structure tree, read as tables.

use super::page_tests::rows;
use crate::document::{StructureNode, StructureRole};
use crate::layout::sketch::Sketch;

fn node(role: StructureRole, parent: u32, mcid: i32) -> StructureNode {
    StructureNode {
        role,
        parent,
        mcids: if mcid < 0 { Vec::new() } else { vec![mcid] },
        row_span: 1,
        column_span: 1,
        element: 0,
    }
}

#[test]
fn tagged_cells_whose_empty_neighbours_were_left_out_stand_where_they_are_printed() {
    let mut s = Sketch::new(1);
    s.0.structure.push(node(StructureRole::Table, 0, -1));
    let lines: [[&str; 3]; 4] = [
        ["", "Opened", "Closed"],
        ["Spring", "14", "3"],
        ["Summer", "", "8"],
        ["Autumn", "9", "5"],
    ];
    let mut mcid = 0;
    for (r, line) in lines.into_iter().enumerate() {
        let row = s.0.structure.len() as u32;
        s.0.structure.push(node(StructureRole::Row, 0, -1));
        let y = 700.0 - 16.0 * r as f32;
        for (c, text) in line.into_iter().enumerate().filter(|(_, t)| !t.is_empty()) {
            s.text(100.0 + 120.0 * c as f32, y, text).marked(mcid, 1);
            s.0.structure.push(node(StructureRole::DataCell, row, mcid));
            mcid += 1;
        }
    }
    assert_eq!(
        rows(&s.0),
        ["|Opened|Closed", "Spring|14|3", "Summer||8", "Autumn|9|5"]
    );
}

#[test]
fn lines_of_figures_in_one_tagged_row_are_rows_of_their_own() {
    let mut s = Sketch::new(1);
    s.0.structure.push(node(StructureRole::Table, 0, -1));
    let lines: [[&[&str]; 3]; 3] = [
        [&["Quay", ""], &["2021", "£000"], &["2022", "£000"]],
        [
            &["Berths - long", "stay", "Berths - short"],
            &["41", "", "17"],
            &["44", "", "12"],
        ],
        [&["Sheds"], &["8"], &["9"]],
    ];
    let (mut mcid, mut y) = (0, 700.0);
    for line in lines {
        let row = s.0.structure.len() as u32;
        s.0.structure.push(node(StructureRole::Row, 0, -1));
        for (c, texts) in line.into_iter().enumerate() {
            for (k, text) in texts.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
                let count = text.split(' ').count();
                s.text(100.0 + 120.0 * c as f32, y - 16.0 * k as f32, text);
                s.marked(mcid, count);
            }
            s.0.structure.push(node(StructureRole::DataCell, row, mcid));
            mcid += 1;
        }
        y -= 16.0 * line[0].len() as f32;
    }
    assert_eq!(
        rows(&s.0),
        [
            "Quay|2021 £000|2022 £000",
            "Berths - long stay|41|44",
            "Berths - short|17|12",
            "Sheds|8|9"
        ]
    );
}

#[test]
fn a_structure_tree_that_holds_blocks_of_figures_in_one_cell_is_not_believed() {
    let mut s = Sketch::new(1);
    s.0.structure.push(node(StructureRole::Table, 0, -1));
    let lines = [
        ["Ferry", "120", "130", "140"],
        ["Lock", "15", "16", "17"],
        ["Mole", "7", "8", "9"],
        ["Weir", "1", "2", "3"],
    ];
    for half in 0..2 {
        let row = s.0.structure.len() as u32;
        s.0.structure.push(node(StructureRole::Row, 0, -1));
        for (c, columns) in [0..1, 1..4].into_iter().enumerate() {
            let mcid = (half * 2 + c) as i32;
            for (k, line) in lines[half * 2..half * 2 + 2].iter().enumerate() {
                let y = 700.0 - 16.0 * (half * 2 + k) as f32;
                for column in columns.clone() {
                    s.text(100.0 + 80.0 * column as f32, y, line[column]);
                    s.marked(mcid, 1);
                }
            }
            s.0.structure.push(node(StructureRole::DataCell, row, mcid));
        }
    }
    assert_eq!(
        rows(&s.0),
        [
            "Ferry|120|130|140",
            "Lock|15|16|17",
            "Mole|7|8|9",
            "Weir|1|2|3"
        ]
    );
}

#[test]
fn tagged_cells_stand_in_the_columns_that_lines_draw_where_sections_have_columns_of_their_own() {
    let mut s = Sketch::new(1);
    s.0.structure.push(node(StructureRole::Table, 0, -1));
    let xs = [60.0, 180.0, 260.0, 340.0, 420.0];
    s.grid(&xs, &[700.0, 680.0, 660.0, 640.0]);
    s.grid(&[60.0, 180.0, 340.0, 420.0], &[640.0, 620.0, 600.0, 580.0]);
    // The producer leaves out cells without text, and a wide cell of the second section reaches over two of the first.
    let lines: [&[(f32, &str)]; 6] = [
        &[
            (190.0, "General fund"),
            (270.0, "Hall fund"),
            (350.0, "All funds"),
        ],
        &[
            (62.0, "Hire of rooms"),
            (245.0, "35"),
            (325.0, "-"),
            (405.0, "35"),
        ],
        &[
            (62.0, "Insurance"),
            (240.0, "709"),
            (325.0, "-"),
            (400.0, "709"),
        ],
        &[(182.0, "Held where it was paid in"), (365.0, "Balance")],
        &[
            (62.0, "Bank"),
            (182.0, "Account for current payments"),
            (400.0, "512"),
        ],
        &[(230.0, "Total of both accounts"), (400.0, "512")],
    ];
    let mut mcid = 0;
    for (r, line) in lines.into_iter().enumerate() {
        let row = s.0.structure.len() as u32;
        s.0.structure.push(node(StructureRole::Row, 0, -1));
        for (x, text) in line {
            s.text(*x, 686.0 - 20.0 * r as f32, text);
            s.marked(mcid, text.split(' ').count());
            s.0.structure.push(node(StructureRole::DataCell, row, mcid));
            mcid += 1;
        }
    }
    assert_eq!(
        rows(&s.0),
        [
            "|General fund|Hall fund|All funds",
            "Hire of rooms|35|-|35",
            "Insurance|709|-|709",
            "|Held where it was paid in|^|Balance",
            "Bank|Account for current payments|^|512",
            "|Total of both accounts|^|512",
        ]
    );
}
