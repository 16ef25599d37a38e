//! Holds the corpus together: the places that `corpus/manifest.json` names, and the PDFs that `make-corpus` makes.

#[allow(dead_code)]
#[path = "../corpus/make/main.rs"]
mod make;

use serde_json::Value;
use std::path::{Path, PathBuf};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn manifest() -> Value {
    let text = std::fs::read_to_string(corpus().join("manifest.json")).expect("the manifest");
    serde_json::from_str(&text).expect("the manifest is JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn string<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or("")
}

#[test]
fn the_manifest_names_places_that_hold_the_planted_words() {
    let manifest = manifest();
    for document in list(&manifest["documents"]) {
        for (format, file) in document["files"].as_object().expect("files by format") {
            let path = corpus().join(file.as_str().expect("a path"));
            assert!(path.is_file(), "{} is missing", path.display());
            if format == "pdf" {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("the source");
            for plant in list(&document["planted"]) {
                let line = text
                    .lines()
                    .nth(plant["line"].as_u64().expect("a line") as usize - 1);
                assert!(
                    line.is_some_and(|l| l.contains(string(plant, "text"))),
                    "{file}: {plant}"
                );
            }
        }
    }
}

#[test]
fn the_committed_pdfs_are_what_make_corpus_makes_and_no_others() {
    let made = make::make(&corpus()).expect("the PDFs are made");
    let mut committed = 0;
    for folder in std::fs::read_dir(corpus().join("pdf")).expect("corpus/pdf") {
        committed += std::fs::read_dir(folder.expect("a folder").path())
            .expect("a folder")
            .count();
    }
    assert_eq!(committed, made.len());
    for (file, bytes) in made {
        let found = std::fs::read(corpus().join("pdf").join(file)).unwrap_or_default();
        assert!(
            found == bytes,
            "corpus/pdf/{file} differs; run `cargo run --example make-corpus`"
        );
    }
}
