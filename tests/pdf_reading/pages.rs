//! Pages: boxes, forms, pictures, strokes, fields, structure.

use crate::find;
use crate::pdf::{base, page, page_with, read, words};
use crossfoot::document::StructureRole;

#[test]
fn a_turned_page_and_its_crop_box_are_applied() {
    let content = "BT /F1 10 Tf 110 220 Td (Sum) Tj ET";
    let p = read(page_with(content, "/CropBox[100 200 400 700]", ""));
    assert_eq!((p.width, p.height), (300.0, 500.0));
    assert!((find(&p, "Sum").bbox.x0 - 10.0).abs() < 0.01);
    let p = read(page_with(
        content,
        "/Rotate 90/CropBox[100 200 400 700]",
        "",
    ));
    assert_eq!((p.width, p.height), (500.0, 300.0));
    let word = find(&p, "Sum");
    assert_eq!(
        word.style.turns, 3,
        "it runs downwards when the page is turned clockwise"
    );
    assert!((word.baseline - 20.0).abs() < 0.01);
    let p = read(page("BT /F1 10 Tf 0 1 -1 0 300 100 Tm (Up) Tj ET"));
    let word = find(&p, "Up");
    assert_eq!(word.style.turns, 1);
    assert!((word.baseline - 300.0).abs() < 0.01);
    assert!(word.bbox.height() > 10.0 && word.bbox.x0 < 300.0);
}

#[test]
fn forms_have_their_own_matrix_and_inherit_resources() {
    let mut w = base("q 1 0 0 1 0 -100 cm /X Do Q", "", "/XObject<</X 6 0 R>>");
    w.stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Matrix[1 0 0 1 20 0]",
        b"BT /F1 10 Tf 50 700 Td (Inside) Tj ET",
    );
    let p = read(w.file("/Root 1 0 R"));
    let word = find(&p, "Inside");
    assert!((word.bbox.x0 - 70.0).abs() < 0.01);
    assert!((word.baseline - 600.0).abs() < 0.01);
}

#[test]
fn pictures_in_the_content_are_passed_over() {
    let p = read(page(
        "q 90 0 0 60 10 10 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \u{1}EI\u{2} EI Q \
         q 9 0 0 9 200 10 cm BI /W 3 /H 3 /F /AHx /CS /G /BPC 8 ID 00 EI > EI Q BT /F1 10 Tf 9 90 Td (After) Tj ET",
    ));
    assert_eq!(words(&p), "After");
    assert_eq!(p.pictures.len(), 2);
    assert!(p.troubles.is_empty(), "{:?}", p.troubles);
}

#[test]
fn the_structure_tree_gives_tables_with_spans_and_empty_cells() {
    let mut w = base(
        "/TH <</MCID 0>> BDC BT /F1 10 Tf 50 700 Td (Ward) Tj ET EMC /TD <</MCID 1>> BDC BT /F1 10 Tf 50 680 Td (12) Tj ET EMC",
        "/StructParents 0",
        "",
    );
    w.set(1, "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 6 0 R>>");
    w.add("<</Type/StructTreeRoot/K 7 0 R/RoleMap<</Raster/Table>>>>");
    w.add("<</S/Raster/Pg 3 0 R/K[8 0 R 9 0 R]>>");
    w.add("<</S/TR/K[<</S/TH/A<</O/Table/ColSpan 2>>/K 0/Pg 3 0 R>>]>>");
    w.add("<</S/TR/Pg 3 0 R/K[10 0 R 11 0 R]>>");
    w.add("<</S/TD/K[]>>");
    w.add("<</S/TD/K<</Type/MCR/Pg 3 0 R/MCID 1>>>>");
    let bytes = w.file("/Root 1 0 R");
    let p = read(bytes);
    let roles: Vec<(StructureRole, u32, u16, usize)> = p
        .structure
        .iter()
        .map(|n| (n.role, n.parent, n.column_span, n.mcids.len()))
        .collect();
    assert_eq!(
        roles,
        [
            (StructureRole::Table, 0, 1, 0),
            (StructureRole::Row, 0, 1, 0),
            (StructureRole::HeaderCell, 1, 2, 1),
            (StructureRole::Row, 0, 1, 0),
            (StructureRole::DataCell, 3, 1, 0),
            (StructureRole::DataCell, 3, 1, 1),
        ]
    );
}

#[test]
fn lines_rectangles_and_shading_become_strokes_inside_their_clip() {
    let p = read(page(
        "1 w 50 500 m 250 500 l S 60 400 m 60 480 l S 50 300 200 0.5 re f 0 0 600 800 re f 50 100 200 20 re f \
         q 0 0 100 800 re W n 50 200 m 250 200 l S Q 50 50 m 90 90 l S",
    ));
    let lines: Vec<(bool, bool, f32, f32)> = p
        .strokes
        .iter()
        .map(|s| {
            (
                s.horizontal,
                s.is_edge(),
                s.bbox.x0.round(),
                s.bbox.x1.round(),
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            (true, false, 50.0, 250.0),
            (false, false, 60.0, 61.0),
            (true, false, 50.0, 250.0),
            (true, true, 50.0, 250.0),
            (false, true, 250.0, 250.0),
            (true, true, 50.0, 250.0),
            (false, true, 50.0, 50.0),
            (true, false, 50.0, 100.0),
        ]
    );
}

#[test]
fn filled_form_fields_are_read() {
    let mut w = base("", "/Annots[6 0 R 8 0 R]", "");
    w.add("<</Type/Annot/Subtype/Widget/Rect[100 600 300 620]/AP<</N 7 0 R>>>>");
    w.stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 5 0 R>>>>",
        b"BT /F1 10 Tf 4 5 Td (4,516) Tj ET",
    );
    w.add("<</Type/Annot/Subtype/Widget/F 2/Rect[100 500 300 520]/AP<</N 7 0 R>>>>");
    let p = read(w.file("/Root 1 0 R"));
    assert_eq!(words(&p), "4,516");
    assert!((find(&p, "4,516").bbox.x0 - 104.0).abs() < 0.01);
}

#[test]
fn a_page_drawn_sideways_is_turned_so_that_its_text_runs_across() {
    let line = "Social care and public health budgets by ward";
    for (turns, matrix, place) in [
        (1, "0 1 -1 0 100 50", (50.0, 500.0)),
        (2, "-1 0 0 -1 550 100", (50.0, 700.0)),
        (3, "0 -1 1 0 500 750", (50.0, 500.0)),
    ] {
        let p = read(page(&format!(
            "BT /F1 10 Tf {matrix} Tm ({line}) Tj 0 -20 Td (Total 4,516) Tj ET \
             BT /F1 8 Tf 300 20 Td (7) Tj ET 90 10 m 90 790 l S"
        )));
        assert_eq!(p.turned, turns);
        let (width, height) = if turns == 2 {
            (600.0, 800.0)
        } else {
            (800.0, 600.0)
        };
        assert_eq!((p.width, p.height), (width, height));
        let social = find(&p, "Social");
        assert_eq!(social.style.turns, 0);
        assert!((social.bbox.x0 - place.0).abs() < 0.5, "{social:?}");
        assert!((social.baseline - place.1).abs() < 0.5, "{social:?}");
        let total = find(&p, "Total");
        assert!((social.baseline - total.baseline - 20.0).abs() < 0.5);
        assert_eq!(find(&p, "7").style.turns, (4 - turns) % 4);
        let rule = p.strokes.first().expect("a line");
        assert_eq!(rule.horizontal, turns != 2);
        assert!(rule.bbox.width().max(rule.bbox.height()) > 700.0);
    }
}

#[test]
fn a_page_with_some_turned_words_is_left_as_it_is() {
    let p = read(page(
        "BT /F1 10 Tf 50 700 Td (The chart below shows visits by month and by library.) Tj ET \
         BT /F1 10 Tf 0 1 -1 0 100 50 Tm (Visits in thousands) Tj ET",
    ));
    assert_eq!(p.turned, 0);
    assert_eq!(find(&p, "thousands").style.turns, 1);
}
