//! Broken and hostile PDF files: whatever goes unread ends in a message, and nothing crashes or hangs.

#[path = "../support/pdf.rs"]
mod pdf;
#[path = "../support/probes.rs"]
mod probes;

mod content;
mod files;
mod office;
mod unread;

use crossfoot::document::Page;
use crossfoot::document::pdf::Pdf;

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
