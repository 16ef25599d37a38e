//! Words: where they are cut, how they are set, what covers or replaces them.

use crate::find;
use crate::pdf::{base, page, read, words};

#[test]
fn words_are_cut_at_spaces_and_gaps_but_not_at_kerning() {
    let p = read(page(
        "BT /F1 10 Tf 50 700 Td [(Re) 40 (pairs) -300 (1,2) -8 (40)] TJ (  spent) Tj ET",
    ));
    assert_eq!(words(&p), "Repairs 1,240 spent");
    assert!(p.words.iter().all(|w| w.space_before));
}

#[test]
fn spacing_wider_than_letters_leads_to_the_next_figure() {
    // Three columns in one string: the spacing leads from column to column, and numbers take it back inside a figure.
    let p = read(page(
        "BT 4.1 Tc 10 0 0 10 50 700 Tm /F1 1 Tf [(02) 4100 (,) 4100 (4) 4100 (81) 4100 (3)] TJ ET",
    ));
    assert_eq!(words(&p), "0 2,48 13");
    let middle = find(&p, "2,48").bbox;
    assert!(middle.width() < 25.0, "{middle:?}");
    let p = read(page("BT /F1 10 Tf 4 Tc 50 700 Td (Minutes) Tj ET"));
    assert_eq!(words(&p), "Minutes", "letters of a title set wide");
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
fn letters_set_lower_stay_with_their_word() {
    let p = read(page(
        "BT /F1 10 Tf 50 700 Td (CO) Tj /F1 6 Tf -2 Ts (2) Tj 0 Ts /F1 10 Tf ( saved) Tj ET",
    ));
    assert_eq!(words(&p), "CO2 saved");
}

#[test]
fn small_capitals_are_one_word_with_their_large_one() {
    let p = read(page(
        "BT /F1 12 Tf 50 700 Td (C) Tj /F1 9 Tf (ASTLE) Tj /F1 12 Tf ( W) Tj /F1 9 Tf (ARD) Tj ET",
    ));
    assert_eq!(words(&p), "CASTLE WARD");
    assert!(p.words.iter().all(|w| !w.style.superscript));
}

#[test]
fn a_soft_hyphen_joins_what_it_parts() {
    let p = read(page(
        "BT /F1 10 Tf 14 TL 50 700 Td (The safe\\255) Tj T* (guarding board met twice.) Tj ET",
    ));
    let laid = crossfoot::layout::page::lay_out(&p);
    let text: Vec<&str> = laid.blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(text, ["The safeguarding board met twice."]);
}

#[test]
fn characters_that_are_nothing_to_see_do_not_spoil_a_figure() {
    let mut w = crate::in_font(
        "<</Type/Font/Subtype/Type0/BaseFont/Any/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        "BT /F1 10 Tf 50 700 Td <00010002000300020001> Tj ET",
    );
    w.add("<</Type/Font/Subtype/CIDFontType2/DW 500/W[2[0]]>>");
    w.stream(
        "",
        b"1 beginbfchar <0001> <0034> <0002> <200B> <0003> <0032> endbfchar",
    );
    let p = read(w.file("/Root 1 0 R"));
    assert_eq!(words(&p), "424");
    assert!(p.troubles.is_empty() && p.remarks.is_empty());
}
