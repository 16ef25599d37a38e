//! Content of pages: missing, damaged, endless, nonsense.

use crate::pdf::{base, deflate, page, page_with, read, words};
use crate::{LINE, says};

#[test]
fn content_that_cannot_be_found_is_said() {
    let mut w = base(LINE, "", "");
    w.set(
        3,
        "<</Type/Page/Parent 2 0 R/Contents[4 0 R 77 0 R]/Resources<</Font<</F1 5 0 R>>>>>>",
    );
    let page = read(w.file("/Root 1 0 R"));
    assert_eq!(words(&page), "Repairs 1,240");
    says(&page, "a part of its content cannot be found");
}

#[test]
fn a_stream_that_ends_early_is_said_and_its_start_is_read() {
    let long = LINE.repeat(200) + &"0 0 m 7 3 l S ".repeat(3000);
    let deflated = deflate(long.as_bytes());
    let mut w = base(LINE, "", "");
    let cut = w.stream("/Filter/FlateDecode", &deflated[..deflated.len() * 3 / 4]);
    w.set(
        3,
        format!("<</Type/Page/Parent 2 0 R/Contents {cut} 0 R/Resources<</Font<</F1 5 0 R>>>>>>"),
    );
    let page = read(w.file("/Root 1 0 R"));
    assert_eq!(words(&page), "Repairs 1,240");
    says(&page, "damaged or ends early");
}

#[test]
fn content_stored_in_an_unknown_way_is_said() {
    let mut w = base(LINE, "", "");
    w.set(4, "<</Filter/NoSuchDecode/Length 3>>stream\nabc\nendstream");
    says(&read(w.file("/Root 1 0 R")), "stored in an unknown way");
}

#[test]
fn a_string_that_never_ends_is_said() {
    says(&read(page("BT /F1 12 Tf (abc")), "ends inside a string");
}

#[test]
fn a_picture_in_the_content_that_never_ends_is_said() {
    says(
        &read(page("BI /W 9 /H 9 ID abcdef")),
        "ends inside a picture",
    );
}

#[test]
fn content_that_is_no_content_is_said() {
    let noise = "%x q\n".to_string() + &"lorem ipsum ".repeat(40);
    says(&read(page(&noise)), "no drawing operators");
}

#[test]
fn a_bomb_is_cut_off_with_a_message() {
    let mut w = base(LINE, "", "");
    let bomb = deflate(&vec![b' '; 80 << 20]);
    assert!(bomb.len() < 1 << 20);
    let bomb = w.stream("/Filter/FlateDecode", &bomb);
    w.set(
        3,
        format!(
            "<</Type/Page/Parent 2 0 R/Contents[4 0 R {bomb} 0 R]/Resources<</Font<</F1 5 0 R>>>>>>"
        ),
    );
    let page = read(w.file("/Root 1 0 R"));
    assert_eq!(words(&page), "Repairs 1,240");
    says(&page, "MiB");
}

#[test]
fn drawings_inside_themselves_and_too_deep_are_said() {
    let mut w = base("/X Do", "", "/XObject<</X 6 0 R>>");
    w.stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 6 0 R>>>>",
        b"/X Do",
    );
    says(&read(w.file("/Root 1 0 R")), "contains itself");

    let mut w = base("/X Do", "", "/XObject<</X 6 0 R>>");
    for n in 7..60 {
        w.stream(
            &format!(
                "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X {n} 0 R>>>>"
            ),
            b"/X Do",
        );
    }
    says(&read(w.file("/Root 1 0 R")), "levels deep");
}

#[test]
fn forms_that_multiply_end_by_a_bound() {
    // Each level draws the next one ten times: 10^12 in all.
    let mut w = base("/X Do", "", "/XObject<</X 6 0 R>>");
    for n in 7..20 {
        w.stream(
            &format!(
                "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X {n} 0 R>>>>"
            ),
            b"/X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do",
        );
    }
    let page = read(w.file("/Root 1 0 R"));
    says(&page, "not fully read");
}

#[test]
fn too_many_saved_states_operands_and_missing_resources_are_said() {
    says(&read(page(&"q ".repeat(2000))), "graphics states");
    says(
        &read(page(&("[".to_string() + &"1 ".repeat(70_000) + "] TJ"))),
        "operands",
    );
    says(
        &read(page("BT /F9 12 Tf 9 9 Td (abc) Tj ET")),
        "font that cannot be found",
    );
    says(
        &read(page_with("/X Do", "", "/XObject<</X 88 0 R>>")),
        "a drawing it uses cannot be found",
    );
}

#[test]
fn content_of_random_pieces_neither_crashes_nor_hangs() {
    const PIECES: [&str; 40] = [
        "q",
        "Q",
        "BT",
        "ET",
        "cm",
        "Tm",
        "Td",
        "Tf",
        "Tj",
        "TJ",
        "'",
        "\"",
        "re",
        "m",
        "l",
        "c",
        "h",
        "f",
        "S",
        "W",
        "n",
        "Do",
        "BDC",
        "EMC",
        "BI",
        "ID",
        "EI",
        "1",
        "-3e9",
        "999999999999",
        "0",
        ".5",
        "/F1",
        "/X",
        "(a b)",
        "<41",
        "[",
        "]",
        "<<",
        ">>",
    ];
    // A small generator of its own keeps the test the same on every run.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize
    };
    for _ in 0..400 {
        let content: Vec<&str> = (0..120).map(|_| PIECES[next() % PIECES.len()]).collect();
        read(page(&content.join(" ")));
    }
}
