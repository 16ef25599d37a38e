//! Files: object streams, updates, filters.

use crate::pdf::{base, deflate, open, read, words};

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
