//! Broken and hostile PDF files: whatever goes unread ends in a message, and nothing crashes or hangs.

#[path = "support/pdf.rs"]
mod pdf;

use crossfoot::document::Page;
use crossfoot::document::pdf::Pdf;
use lopdf::encryption::crypt_filters::{Aes128CryptFilter, CryptFilter};
use lopdf::{EncryptionState, EncryptionVersion, Permissions};
use pdf::{Writer, base, deflate, open, page, page_with, read, words};
use std::collections::BTreeMap;
use std::sync::Arc;

fn refusal(bytes: Vec<u8>) -> String {
    match Pdf::open("made.pdf", bytes) {
        Ok(pdf) => panic!("opened with {} pages", pdf.page_count()),
        Err(e) => e.to_string(),
    }
}

/// Asserts that a page says why it is not read.
fn says(page: &Page, reason: &str) {
    assert!(
        page.troubles.iter().any(|t| t.contains(reason)),
        "no {reason:?} among {:?}",
        page.troubles
    );
}

const LINE: &str = "BT /F1 12 Tf 50 700 Td (Repairs 1,240) Tj ET ";

fn locked(user: &str, aes: bool) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(&page(LINE)).expect("a sound file");
    let id = lopdf::Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = if aes {
        let filter: Arc<dyn CryptFilter> = Arc::new(Aes128CryptFilter);
        EncryptionVersion::V4 {
            document: &document,
            encrypt_metadata: true,
            crypt_filters: BTreeMap::from([(b"StdCF".to_vec(), filter)]),
            stream_filter: b"StdCF".to_vec(),
            string_filter: b"StdCF".to_vec(),
            owner_password: "owner",
            user_password: user,
            permissions: Permissions::all(),
        }
    } else {
        EncryptionVersion::V2 {
            document: &document,
            owner_password: "owner",
            user_password: user,
            key_length: 128,
            permissions: Permissions::all(),
        }
    };
    let state = EncryptionState::try_from(version).expect("a known encryption");
    document.encrypt(&state).expect("it can be encrypted");
    let mut out = Vec::new();
    document.save_to(&mut out).expect("memory takes all bytes");
    out
}

#[test]
fn a_file_locked_by_a_password_is_refused_and_one_with_an_empty_password_is_read() {
    for aes in [false, true] {
        let message = refusal(locked("secret", aes));
        assert!(message.contains("locked by a password"), "{message}");
        assert_eq!(words(&read(locked("", aes))), "Repairs 1,240");
    }
}

#[test]
fn a_file_cut_anywhere_is_refused_or_says_what_is_missing() {
    let whole = page(LINE);
    for length in 0..whole.len() - 16 {
        if let Ok(pdf) = Pdf::open("made.pdf", whole[..length].to_vec()) {
            let page = pdf.page(0);
            let said = pdf.notes().len() + pdf.losses().len() + page.troubles.len();
            assert!(said > 0, "silent when cut after {length} bytes");
        }
    }
}

#[test]
fn a_wrong_byte_anywhere_neither_crashes_nor_hangs() {
    let whole = structured();
    for at in 0..whole.len() {
        for byte in [b'9', b'(', 0xff] {
            let mut bytes = whole.clone();
            bytes[at] = byte;
            if let Ok(pdf) = Pdf::open("made.pdf", bytes) {
                for i in 0..pdf.page_count().min(8) {
                    pdf.page(i);
                }
            }
        }
    }
}

/// A file with an object stream, a cross-reference stream, a form and a structure tree.
fn structured() -> Vec<u8> {
    let mut w = base(
        "/P <</MCID 0>> BDC BT /F1 12 Tf 50 700 Td [(Rent) -300 (410)] TJ ET EMC /X Do 10 10 90 1 re f",
        "/StructParents 0",
        "/XObject<</X 6 0 R>>",
    );
    w.stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F1 5 0 R>>>>",
        b"BT /F1 9 Tf 50 600 Td <4142> Tj ET",
    );
    w.add("<</Type/StructTreeRoot/K 8 0 R>>");
    w.add("<</S/P/Pg 3 0 R/K[0]>>");
    w.set(1, "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 7 0 R>>");
    let mut document = lopdf::Document::load_mem(&w.file("/Root 1 0 R")).expect("a sound file");
    let mut out = Vec::new();
    let options = lopdf::SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .build();
    document
        .save_with_options(&mut out, options)
        .expect("memory takes all bytes");
    out
}

#[test]
fn a_file_without_pages_is_refused() {
    let mut w = Writer::default();
    w.add("<</Type/Catalog/Pages 2 0 R>>");
    w.add("<</Type/Pages/Kids[]/Count 0>>");
    let message = refusal(w.file("/Root 1 0 R"));
    assert!(message.contains("no pages"), "{message}");
}

#[test]
fn a_page_tree_that_runs_in_a_circle_is_walked_once_and_said() {
    let mut w = base(LINE, "", "");
    w.set(
        2,
        "<</Type/Pages/Kids[3 0 R 2 0 R 3 0 R]/Count 3/MediaBox[0 0 600 800]>>",
    );
    let pdf = open(w.file("/Root 1 0 R"));
    assert_eq!(pdf.page_count(), 1);
    assert!(pdf.losses().iter().any(|l| l.contains("twice")));
}

#[test]
fn pages_that_are_promised_and_missing_are_said() {
    let mut w = base(LINE, "", "");
    w.set(
        2,
        "<</Type/Pages/Kids[3 0 R]/Count 4/MediaBox[0 0 600 800]>>",
    );
    let pdf = open(w.file("/Root 1 0 R"));
    assert_eq!(pdf.losses(), ["its page tree says 4 pages, but holds 1"]);
    w.set(
        2,
        "<</Type/Pages/Kids[3 0 R 99 0 R]/Count 2/MediaBox[0 0 600 800]>>",
    );
    let pdf = open(w.file("/Root 1 0 R"));
    assert_eq!(
        pdf.losses(),
        ["1 of the pages its page tree names cannot be found"]
    );
}

#[test]
fn a_page_tree_deeper_than_allowed_is_said() {
    let mut w = base(LINE, "", "");
    let mut below = 3;
    for _ in 0..80 {
        below = w.add(format!("<</Type/Pages/Kids[{below} 0 R]/Count 1>>"));
    }
    w.add(page_object());
    let extra = w.add(page_object());
    w.set(
        2,
        format!("<</Type/Pages/Kids[{extra} 0 R {below} 0 R]/Count 2/MediaBox[0 0 600 800]>>"),
    );
    let pdf = open(w.file("/Root 1 0 R"));
    assert_eq!(pdf.page_count(), 1);
    assert!(pdf.losses().iter().any(|l| l.contains("levels deep")));
}

fn page_object() -> &'static str {
    "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
}

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

#[test]
fn a_damaged_table_of_objects_is_rebuilt_and_said() {
    let sound = page(LINE);
    let text = String::from_utf8(sound).expect("ascii");
    let broken = text.replace("startxref\n", "startxref\n9");
    let pdf = open(broken.into_bytes());
    assert_eq!(words(&pdf.page(0)), "Repairs 1,240");
    assert!(pdf.notes().iter().any(|n| n.contains("rebuilt")));
}

#[test]
fn a_wrong_length_of_a_stream_is_survived() {
    let text = String::from_utf8(page(LINE)).expect("ascii");
    let length = format!("/Length {}", LINE.len());
    assert!(text.contains(&length));
    let wrong = text.replace(&length, &format!("/Length {}", LINE.len() - 9));
    let page = read(wrong.into_bytes());
    assert_eq!(words(&page), "Repairs 1,240");
}

#[test]
fn lengths_that_lead_back_to_themselves_are_no_loop() {
    let mut w = base(LINE, "", "");
    w.set(4, format!("<</Length 4 0 R>>stream\n{LINE}\nendstream"));
    let page = read(w.file("/Root 1 0 R"));
    assert!(!page.words.is_empty() || !page.troubles.is_empty());
}

#[test]
fn nesting_without_end_is_refused() {
    let mut w = base(LINE, "", "");
    w.set(5, "[".repeat(200_000));
    let bytes = w.file("/Root 1 0 R");
    if let Ok(pdf) = Pdf::open("made.pdf", bytes) {
        assert!(!pdf.page(0).troubles.is_empty());
    }
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
