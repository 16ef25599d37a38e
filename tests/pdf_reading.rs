//! Reading PDF pages: one made file per feature.

#[path = "support/pdf.rs"]
mod pdf;

use crossfoot::document::{StructureRole, Word};
use pdf::{base, deflate, open, page, page_with, read, words};

fn find<'a>(page: &'a crossfoot::document::Page, text: &str) -> &'a Word {
    page.words
        .iter()
        .find(|w| page.word(w) == text)
        .unwrap_or_else(|| panic!("no {text:?} among {}", words(page)))
}

/// A page whose text is set in the given font.
fn in_font(font: &str, content: &str) -> pdf::Writer {
    let mut w = base(content, "", "");
    w.set(5, font);
    w
}

#[test]
fn words_are_cut_at_spaces_and_gaps_but_not_at_kerning() {
    let p = read(page(
        "BT /F1 10 Tf 50 700 Td [(Re) 40 (pairs) -300 (1,2) -8 (40)] TJ (  spent) Tj ET",
    ));
    assert_eq!(words(&p), "Repairs 1,240 spent");
    assert!(p.words.iter().all(|w| w.space_before));
}

#[test]
fn a_footnote_mark_is_a_word_of_its_own() {
    for mark in [
        "/F1 6 Tf 4 Ts (1) Tj 0 Ts /F1 10 Tf",
        "/F1 6 Tf 1 0 0 1 61.12 704 Tm (1) Tj 1 0 0 1 64.5 700 Tm /F1 10 Tf",
    ] {
        let p = read(page(&format!(
            "BT /F1 10 Tf 1 0 0 1 50 700 Tm (48) Tj {mark} ( children) Tj ET"
        )));
        assert_eq!(words(&p), "48|1 children", "{mark}");
        assert!(find(&p, "1").style.superscript);
        assert!(!find(&p, "48").style.superscript);
        assert!(!find(&p, "children").style.superscript);
    }
}

#[test]
fn a_mark_in_front_of_its_note_is_a_superscript_too() {
    let p = read(page(
        "BT 1 0 0 1 50 104 Tm /F1 6 Tf (2) Tj 1 0 0 1 53.5 100 Tm /F1 10 Tf (Provisional) Tj ET",
    ));
    assert_eq!(words(&p), "2|Provisional");
    assert!(find(&p, "2").style.superscript);
}

#[test]
fn the_raised_letters_of_an_ordinal_stay_with_their_number() {
    let p = read(page(
        "BT /F1 10 Tf 50 700 Td (30) Tj /F1 6 Tf 4 Ts (th) Tj 0 Ts /F1 10 Tf ( June) Tj ET",
    ));
    assert_eq!(words(&p), "30th June");
    assert!(!find(&p, "30th").style.superscript);
}

#[test]
fn text_drawn_twice_is_read_once_and_is_bold() {
    let p = read(page(
        "BT /F1 10 Tf 50 700 Td (Total 310) Tj ET BT /F1 10 Tf 50.3 700 Td (Total 310) Tj ET",
    ));
    assert_eq!(words(&p), "Total 310");
    assert!(p.words.iter().all(|w| w.style.bold));
    let p = read(page("BT /F1 10 Tf 50 700 Td (77 77) Tj ET"));
    assert_eq!(
        words(&p),
        "77 77",
        "the same figure elsewhere is another word"
    );
}

#[test]
fn ligatures_are_taken_apart_and_differences_name_glyphs() {
    let w = in_font(
        "<</Type/Font/Subtype/Type1/BaseFont/Any/FirstChar 1/LastChar 4/Widths[500 500 500 500]/Encoding<</Differences[1/fi/sterling/eight/f_f]>>>>",
        "BT /F1 10 Tf 50 700 Td <04 01> Tj 30 0 Td <02 03> Tj ET",
    );
    assert_eq!(words(&read(w.file("/Root 1 0 R"))), "fffi £8");
}

#[test]
fn standard_fonts_have_their_widths_where_the_file_gives_none() {
    let p = read(page("BT /F1 10 Tf 50 700 Td (1111) Tj ET"));
    let w = find(&p, "1111");
    assert!((w.bbox.width() - 22.24).abs() < 0.01, "{:?}", w.bbox);
}

#[test]
fn composite_fonts_are_read_by_their_unicode_map_and_widths() {
    let mut w = in_font(
        "<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Any-Bold/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        "BT /F1 10 Tf 50 700 Td <000300040005> Tj <0006> Tj ET",
    );
    w.add("<</Type/Font/Subtype/CIDFontType2/DW 1000/W[3[500 600]5 6 700]>>");
    w.stream(
        "/Filter/FlateDecode",
        &deflate(
            b"1 beginbfchar <0003> <00A3> endbfchar 1 beginbfrange <0004> <0006> <0031> endbfrange",
        ),
    );
    let p = read(w.file("/Root 1 0 R"));
    assert_eq!(words(&p), "£123");
    let word = find(&p, "£123");
    assert!((word.bbox.width() - 25.0).abs() < 0.01, "{:?}", word.bbox);
    assert!(word.style.bold);
}

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
fn invisible_text_is_marked_and_layers_that_are_off_are_left_out() {
    let p = read(page("BT /F1 10 Tf 3 Tr 50 700 Td (Scanned) Tj ET"));
    assert!(find(&p, "Scanned").style.invisible);

    let mut w = base(
        "/OC /A BDC BT /F1 10 Tf 50 700 Td (Draft) Tj ET EMC /OC /B BDC BT /F1 10 Tf 50 600 Td (Final) Tj ET EMC",
        "",
        "/Properties<</A 6 0 R/B 7 0 R>>",
    );
    w.add("<</Type/OCG/Name(a)>>");
    w.add("<</Type/OCG/Name(b)>>");
    w.set(
        1,
        "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R 7 0 R]/D<</OFF[6 0 R]>>>>>>",
    );
    assert_eq!(words(&read(w.file("/Root 1 0 R"))), "Final");
}

#[test]
fn replacement_text_stands_for_the_glyphs_it_covers() {
    let p = read(page(
        "BT /F1 10 Tf 50 700 Td (O) Tj /Span <</ActualText(ffi)>> BDC (\\001) Tj EMC (ce) Tj ET",
    ));
    assert_eq!(words(&p), "Office");
}

#[test]
fn artifacts_and_identifiers_are_on_the_words() {
    let p = read(page(
        "/Artifact BMC BT /F1 10 Tf 50 20 Td (Page) Tj ET EMC /P <</MCID 7>> BDC BT /F1 10 Tf 50 700 Td (Body) Tj ET EMC",
    ));
    assert!(find(&p, "Page").style.artifact);
    assert_eq!(find(&p, "Page").mcid, -1);
    assert_eq!(find(&p, "Body").mcid, 7);
    assert!(!find(&p, "Body").style.artifact);
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
                s.shading,
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
fn object_streams_and_cross_reference_streams_are_read_like_plain_files() {
    let w = base("BT /F1 10 Tf 50 700 Td (Same) Tj ET", "", "");
    let plain = w.file("/Root 1 0 R");
    let mut document = lopdf::Document::load_mem(&plain).expect("a sound file");
    let mut packed = Vec::new();
    let options = lopdf::SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .build();
    document
        .save_with_options(&mut packed, options)
        .expect("memory takes all bytes");
    assert!(packed.windows(7).any(|w| w == b"/ObjStm"));
    assert_eq!(read(packed).words, read(plain).words);
}

#[test]
fn an_update_at_the_end_of_the_file_counts() {
    let w = base("BT /F1 10 Tf 50 700 Td (Before) Tj ET", "", "");
    let mut bytes = w.file("/Root 1 0 R/Info 9 0 R");
    let text = String::from_utf8(bytes.clone()).expect("ascii");
    let previous: usize = text
        .rsplit("startxref\n")
        .next()
        .and_then(|t| t.lines().next())
        .and_then(|t| t.parse().ok())
        .expect("an offset");
    let at = bytes.len();
    let content = "BT /F1 10 Tf 50 700 Td (After) Tj ET";
    bytes.extend_from_slice(
        format!(
            "4 0 obj\n<</Length {}>>stream\n{content}\nendstream\nendobj\n",
            content.len()
        )
        .as_bytes(),
    );
    let xref = bytes.len();
    bytes.extend_from_slice(
        format!(
            "xref\n4 1\n{at:010} 00000 n \ntrailer\n<</Size 6/Root 1 0 R/Prev {previous}>>\nstartxref\n{xref}\n%%EOF\n"
        )
        .as_bytes(),
    );
    let pdf = open(bytes);
    assert_eq!(words(&pdf.page(0)), "After");
    assert!(pdf.notes().is_empty());
}

#[test]
fn every_filter_that_text_can_be_stored_under_is_undone() {
    let content = b"BT /F1 10 Tf 50 700 Td (Stored) Tj ET";
    let hex: String = content.iter().map(|b| format!("{b:02x}")).collect();
    let mut run = Vec::new();
    for chunk in content.chunks(100) {
        run.push(chunk.len() as u8 - 1);
        run.extend_from_slice(chunk);
    }
    run.push(128);
    // Nine bits each: clear, the bytes themselves, stop. No code is reused, so the table never matters.
    let mut bits = String::from("100000000");
    for b in content {
        bits.push_str(&format!("{b:09b}"));
    }
    bits.push_str("100000001");
    let lzw: Vec<u8> = bits
        .as_bytes()
        .chunks(8)
        .map(|c| {
            c.iter()
                .enumerate()
                .fold(0u8, |v, (i, b)| v | (b - b'0') << (7 - i))
        })
        .collect();
    let predicted: Vec<u8> = [&[0u8][..], content].concat();
    for (entries, bytes) in [
        ("/Filter/FlateDecode".to_string(), deflate(content)),
        (
            "/Filter/ASCIIHexDecode".to_string(),
            format!("{hex}>").into_bytes(),
        ),
        (
            "/Filter[/ASCIIHexDecode/RunLengthDecode]".to_string(),
            format!(
                "{}>",
                run.iter().map(|b| format!("{b:02X}")).collect::<String>()
            )
            .into_bytes(),
        ),
        ("/Filter/LZWDecode".to_string(), lzw),
        (
            format!(
                "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns {}>>",
                content.len()
            ),
            deflate(&predicted),
        ),
    ] {
        let mut w = base("", "", "");
        let stream = w.stream(&entries, &bytes);
        w.set(
            3,
            format!(
                "<</Type/Page/Parent 2 0 R/Contents {stream} 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
            ),
        );
        let p = read(w.file("/Root 1 0 R"));
        assert_eq!(words(&p), "Stored", "{entries}");
        assert!(p.troubles.is_empty(), "{entries}: {:?}", p.troubles);
    }
}
