//! The ways in which a page looks clean and was not read: each has its message.

use crate::pdf::{base, open, page, page_with, read, words};
use crate::says;

#[test]
fn a_page_that_is_only_a_picture_says_that_it_has_no_text_layer() {
    let mut w = base("q 600 0 0 800 0 0 cm /I Do Q", "", "/XObject<</I 6 0 R>>");
    w.stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
        b"\0",
    );
    says(&read(w.file("/Root 1 0 R")), "without a text layer");
}

#[test]
fn text_in_a_font_that_does_not_say_what_its_codes_stand_for_is_said() {
    let mut w = base(
        "BT /F1 12 Tf 50 700 Td <00010002000300040005> Tj ET",
        "",
        "",
    );
    w.set(
        5,
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<</Ordering(Identity)>>>>]>>",
    );
    says(&read(w.file("/Root 1 0 R")), "no known text");
}

/// A page with a picture over all of it.
fn scanned(content: &str, parts: usize) -> Vec<u8> {
    let height = 800 / parts;
    let drawn: String = (0..parts)
        .map(|i| format!("q 600 0 0 {height} 0 {} cm /I Do Q ", i * height))
        .collect();
    let mut w = base(&(drawn + content), "", "/XObject<</I 6 0 R>>");
    w.stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
        b"\0",
    );
    w.file("/Root 1 0 R")
}

#[test]
fn a_page_of_pictures_in_strips_says_that_it_has_no_text_layer() {
    says(&read(scanned("", 8)), "without a text layer");
    says(
        &read(scanned("BT /F1 9 Tf 9 9 Td ( ) Tj ET", 1)),
        "without a text layer",
    );
}

#[test]
fn a_stamp_on_a_picture_is_no_text_layer() {
    let stamp = "BT /F1 9 Tf 280 20 Td (Page 28) Tj ET";
    says(&read(scanned(stamp, 1)), "without a text layer but for");
    let body = "BT /F1 9 Tf 280 400 Td (Budget 2025/26) Tj ET";
    let page = read(scanned(body, 1));
    assert!(page.troubles.is_empty(), "{:?}", page.troubles);
}

#[test]
fn letters_drawn_as_shapes_are_said() {
    let letter = "10 10 m 20 30 40 50 60 10 c h f ";
    says(
        &read(page(&letter.repeat(400))),
        "letters may be drawn as shapes",
    );
    let chart = letter.repeat(400) + "BT /F1 9 Tf 90 90 Td (Visits) Tj ET";
    assert!(read(page(&chart)).troubles.is_empty());
}

#[test]
fn a_drawing_or_font_that_is_not_among_the_resources_is_said() {
    says(&read(page("/Gone Do")), "a drawing it uses cannot be found");
    let mut w = base("BT /F1 12 Tf 9 9 Td (abc) Tj ET", "", "");
    w.set(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>");
    says(&read(w.file("/Root 1 0 R")), "font that cannot be found");
}

#[test]
fn fields_and_text_boxes_that_are_filled_in_but_not_drawn_are_said() {
    for (annotation, said) in [
        ("/Subtype/Widget/FT/Tx/V(4,516)", "form field"),
        ("/Subtype/FreeText/Contents(See overleaf)", "text box"),
    ] {
        let annots = format!("/Annots[<</Type/Annot{annotation}/Rect[9 9 99 29]>>]");
        says(&read(page_with("", &annots, "")), said);
    }
    let empty = "/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/V( )/Rect[9 9 99 29]>>]";
    assert!(read(page_with("", empty, "")).troubles.is_empty());
}

#[test]
fn portfolios_and_forms_that_only_their_maker_shows_are_said() {
    for (entries, said) in [
        ("/Collection<</View/D>>", "portfolio"),
        ("/NeedsRendering true/AcroForm<</XFA[]>>", "XFA"),
    ] {
        let mut w = base("BT /F1 12 Tf 9 9 Td (Please wait) Tj ET", "", "");
        w.set(1, format!("<</Type/Catalog/Pages 2 0 R{entries}>>"));
        let pdf = open(w.file("/Root 1 0 R"));
        assert!(
            pdf.losses().iter().any(|l| l.contains(said)),
            "{:?}",
            pdf.losses()
        );
    }
    let mut w = base("", "", "");
    w.set(
        1,
        "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.csv)<<>>]>>>>>>",
    );
    let pdf = open(w.file("/Root 1 0 R"));
    assert_eq!(pdf.notes(), ["holds attached files, which are not read"]);
    assert!(pdf.losses().is_empty());
}

/// A font whose codes 1 to 9 are digits and whose other codes stand for nothing known.
fn half_known(content: &str) -> crossfoot::document::Page {
    let mut w = base(content, "", "");
    w.set(
        5,
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/DW 500>>]>>",
    );
    w.stream("", b"1 beginbfrange <0001> <0009> <0031> endbfrange");
    read(w.file("/Root 1 0 R"))
}

#[test]
fn a_few_unknown_characters_are_counted_and_in_a_figure_they_are_a_trouble() {
    let known = format!("<{}> Tj 0 -12 Td ", "0001".repeat(90));
    let text = |shown: &str| format!("BT /F1 9 Tf 9 700 Td {known}{shown} ET");
    let page = half_known(&text("<0030> Tj"));
    assert_eq!(page.remarks, ["1 of its characters has no known text"]);
    assert!(page.troubles.is_empty(), "{:?}", page.troubles);
    let page = half_known(&text("<000100300002> Tj"));
    says(&page, "1 of its figures holds a character without");
    let laid = crossfoot::layout::page::lay_out(&page);
    let text = laid.blocks.last().map_or("", |b| b.text.as_str());
    let text = text.rsplit(' ').next().unwrap_or("");
    assert_eq!(text, "1\u{fffd}2");
    let figures = crossfoot::figure::number::scan(text);
    assert!(figures.is_empty(), "{figures:?}");
    assert!(
        crossfoot::figure::number::read_cell(text)
            .figures()
            .is_empty()
    );
}

#[test]
fn a_page_tree_without_types_is_walked_all_the_same() {
    let mut w = base("BT /F1 12 Tf 9 9 Td (abc) Tj ET", "", "");
    w.set(2, "<</Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>");
    w.set(
        3,
        "<</Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    );
    assert_eq!(words(&read(w.file("/Root 1 0 R"))), "abc");
}

#[test]
fn odd_tokens_in_content_cost_nothing_that_follows() {
    let page = read(page(
        "} ) > 1.2.3 --4 <</A>> ] nonsense BT /F1 12 Tf 9 9 Td (still) Tj ET",
    ));
    assert_eq!(words(&page), "still");
}
