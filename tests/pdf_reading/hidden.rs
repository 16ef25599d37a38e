//! Text that nobody sees is kept apart from text that is read.

use crate::find;
use crate::pdf::{page, page_with, read, words};
use crossfoot::layout::{Role, page::lay_out};

/// The words that cannot be seen, and those that can.
fn parted(bytes: Vec<u8>) -> (String, String) {
    let page = read(bytes);
    let of = |invisible: bool| {
        let words: Vec<&str> = page
            .words
            .iter()
            .filter(|w| w.style.invisible == invisible)
            .map(|w| page.word(w))
            .collect();
        words.join(" ")
    };
    (of(true), of(false))
}

fn is(hidden: &str, seen: &str) -> (String, String) {
    (hidden.to_string(), seen.to_string())
}

#[test]
fn white_letters_are_hidden_unless_something_darker_lies_behind_them() {
    let text = "BT /F1 10 Tf 50 700 Td (Secret) Tj ET 0 g BT /F1 10 Tf 50 600 Td (Open) Tj ET";
    for white in [
        "1 g",
        "1 1 1 rg",
        "0 0 0 0 k",
        "/DeviceRGB cs 1 1 1 sc",
        "/DeviceCMYK cs 0 0 0 0 scn",
    ] {
        let p = parted(page(&format!("{white} {text}")));
        assert_eq!(p, is("Secret", "Open"), "{white}");
        for ground in [
            "0.2 g 40 690 200 30 re f",
            "20 w 40 705 m 240 705 l S",
            "q 40 690 200 30 re W n /S sh Q",
        ] {
            let p = parted(page(&format!("{ground} {white} {text}")));
            assert_eq!(p, is("", "Secret Open"), "{ground} {white}");
        }
    }
    for dark in ["0 g", "1 0 0 rg", "0 0 0 1 k", "/Spot cs 1 scn"] {
        let p = parted(page(&format!("{dark} {text}")));
        assert_eq!(p, is("", "Secret Open"), "{dark}");
    }
}

#[test]
fn text_outside_of_the_page_or_its_crop_box_is_hidden() {
    let content = "BT /F1 10 Tf 50 700 Td (Inside) Tj ET BT /F1 10 Tf 50 -40 Td (Below) Tj ET \
                   BT /F1 10 Tf 420 700 Td (Beside) Tj ET";
    assert_eq!(parted(page(content)), is("Below", "Inside Beside"));
    let cropped = page_with(content, "/CropBox[0 0 400 800]", "");
    assert_eq!(parted(cropped), is("Below Beside", "Inside"));
}

#[test]
fn text_outside_of_the_clip_is_hidden_and_a_word_that_it_cuts_is_not() {
    let p = parted(page(
        "q 40 690 42 20 re W n BT /F1 10 Tf 50 700 Td (Administration elsewhere) Tj ET Q \
         BT /F1 10 Tf 50 600 Td (after) Tj ET",
    ));
    assert_eq!(p, is("elsewhere", "Administration after"));
}

#[test]
fn hidden_text_is_never_part_of_a_line_that_is_read() {
    let content = "BT /F1 10 Tf 50 700 Td (Reserves are 4,200) Tj ET \
                   1 g BT /F1 10 Tf 150 700 Td (9,999) Tj ET 0 g \
                   BT /F1 10 Tf 50 680 Td 3 Tr (Invisible 77) Tj ET";
    let page = read(page(content));
    assert!(find(&page, "9,999").style.invisible);
    let laid = lay_out(&page);
    let of = |hidden: bool| {
        let texts: Vec<&str> = laid
            .blocks
            .iter()
            .filter(|b| (b.role == Role::Hidden) == hidden)
            .map(|b| b.text.as_str())
            .collect();
        texts.join(" ")
    };
    assert_eq!(of(false), "Reserves are 4,200");
    assert_eq!(of(true), "9,999 Invisible 77");
    assert_eq!(words(&page), "Reserves are 4,200 9,999 Invisible 77");
}
