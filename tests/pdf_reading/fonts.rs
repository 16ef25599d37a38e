//! Fonts: what codes stand for and how wide their glyphs are.

use crate::pdf::{deflate, page, read, words};
use crate::{find, in_font};

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
