//! Files: locked, cut, damaged, with page trees that lead nowhere.

use crate::pdf::{Writer, base, open, page, read, words};
use crate::probes::packed;
use crate::{LINE, refusal};
use crossfoot::document::pdf::Pdf;
use lopdf::encryption::crypt_filters::{Aes128CryptFilter, CryptFilter};
use lopdf::{EncryptionState, EncryptionVersion, Permissions};
use std::collections::BTreeMap;
use std::sync::Arc;

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
    packed(&w.file("/Root 1 0 R"))
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
