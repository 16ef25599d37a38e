#![no_main]

#[path = "../../tests/support/pdf.rs"]
mod pdf;
#[path = "../../tests/support/probes.rs"]
mod probes;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| probes::sentences(bytes));
