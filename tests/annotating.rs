//! Annotated PDFs: the original in front untouched, pages as they were behind the summary, marks where the figures are.

#[path = "support/pdf.rs"]
mod pdf;
mod support;

use crossfoot::document::pdf::Pdf;
use crossfoot::finding::Location;
use crossfoot::language::Settings;
use crossfoot::pipeline;
use crossfoot::report::annotate::annotated;
use crossfoot::report::cited::Detail;
use crossfoot::report::told::told;
use lopdf::{Dictionary, Document, Object};
use std::path::PathBuf;

/// Corpus PDFs that can be annotated, with their bytes.
fn papers() -> Vec<(PathBuf, Vec<u8>)> {
    let folder = support::root().join("corpus/pdf");
    let mut papers: Vec<(PathBuf, Vec<u8>)> = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .flatten()
        .map(|e| e.into_path())
        .filter(|p| p.extension().is_some_and(|e| e == "pdf"))
        .filter_map(|p| Some((p.clone(), std::fs::read(p).ok()?)))
        .filter(|(_, bytes)| !bytes.is_empty())
        .collect();
    papers.retain(|(_, bytes)| {
        let whole = Document::load_mem(bytes);
        whole.is_ok_and(|d| !d.is_encrypted() && d.xref_recovery.is_none())
    });
    papers
}

fn annotations(document: &Document, page: lopdf::ObjectId) -> Vec<Dictionary> {
    let list = document
        .get_dictionary(page)
        .and_then(|d| {
            document
                .dereference(d.get(b"Annots")?)
                .map(|(_, o)| o.clone())
        })
        .and_then(|o| o.as_array().cloned())
        .unwrap_or_default();
    list.iter()
        .filter_map(|o| document.dereference(o).ok()?.1.as_dict().ok().cloned())
        .collect()
}

fn text(annotation: &Dictionary, key: &[u8]) -> String {
    let value = annotation.get(key).ok();
    value
        .and_then(|v| lopdf::decode_text_string(v).ok())
        .unwrap_or_default()
}

fn rect(annotation: &Dictionary) -> [f32; 4] {
    let numbers: Vec<f32> = annotation
        .get(b"Rect")
        .and_then(Object::as_array)
        .expect("it has a box")
        .iter()
        .map(|n| n.as_float().expect("a number"))
        .collect();
    numbers.try_into().expect("four numbers")
}

/// Whether two boxes lie over each other, within two points.
fn over(mark: [f32; 4], figure: [f32; 4]) -> bool {
    let room = 2.0;
    mark[0] <= figure[0] + room
        && mark[1] <= figure[1] + room
        && mark[2] >= figure[2] - room
        && mark[3] >= figure[3] - room
}

#[test]
fn the_original_stands_untouched_in_front_and_its_pages_read_the_same() {
    let papers = papers();
    assert!(papers.len() > 10, "the corpus has PDFs");
    for (path, bytes) in papers {
        let name = path.to_string_lossy().into_owned();
        let outcome = pipeline::check(
            std::slice::from_ref(&name),
            &Settings::default(),
            true,
            Detail::Everything,
            &|| (),
        );
        let reading = outcome
            .readings
            .first()
            .unwrap_or_else(|| panic!("{name} is read"));
        let copy =
            annotated(bytes.clone(), reading, &outcome).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(
            copy.starts_with(&bytes),
            "{name}: the original's bytes come first"
        );
        let before = Pdf::open(&name, bytes).expect("the original opens");
        let after = Pdf::open(&name, copy).unwrap_or_else(|e| panic!("{name}: {e}"));
        let added = after.page_count() - before.page_count();
        assert!(added >= 1, "{name}: a summary stands in front");
        for i in 0..before.page_count() {
            assert_eq!(
                before.page(i).text,
                after.page(i + added).text,
                "{name}, page {}",
                i + 1
            );
        }
        let summary = after.page(0).text;
        assert!(summary.contains("tested"), "{name}: {summary}");
    }
}

#[test]
fn every_finding_has_a_box_over_its_figure_and_a_comment_with_its_message() {
    let mut boxes = 0;
    for (path, bytes) in papers() {
        let name = path.to_string_lossy().into_owned();
        let outcome = pipeline::check(
            std::slice::from_ref(&name),
            &Settings::default(),
            true,
            Detail::Everything,
            &|| (),
        );
        let reading = &outcome.readings[0];
        let paper = Pdf::open(&name, bytes.clone()).expect("it opens");
        let copy = annotated(bytes, reading, &outcome).unwrap_or_else(|e| panic!("{name}: {e}"));
        let document = Document::load_mem(&copy).unwrap_or_else(|e| panic!("{name}: {e}"));
        let added = document.get_pages().len() - paper.page_count();
        for finding in told(&outcome) {
            let Some(at) = finding.primary().filter(|l: &&Location| l.place.page > 0) else {
                continue;
            };
            let index = at.place.page as usize - 1;

            let turned = paper.page(index).turned;
            let placement = paper
                .placement(index, turned)
                .expect("the page has a place");
            let number = at.place.page + added as u32;
            let marks = annotations(&document, document.get_pages()[&number]);
            let wanted = format!("crossfoot-{}", finding.id);
            let mark = marks
                .iter()
                .find(|a| {
                    text(a, b"NM") == wanted || text(a, b"Contents").contains(&finding.test.message)
                })
                .unwrap_or_else(|| panic!("{name}: {} has no mark", finding.test.message));
            assert_eq!(text(mark, b"T"), "Crossfoot");
            assert!(
                text(mark, b"Contents").contains(finding.test.message.as_str()),
                "{name}"
            );
            assert!(mark.has(b"AP") && mark.has(b"Popup"), "{name}");
            if at.cell.is_some() {
                let figure = placement.rect(at.place.bbox().expect("a cell has a box"));
                assert!(
                    over(rect(mark), figure),
                    "{name}: {:?} over {figure:?}",
                    rect(mark)
                );
            }
            boxes += 1;
        }
    }
    assert!(boxes > 20, "{boxes} findings in the corpus are boxed");
}

/// A page whose text runs upwards, with further entries: a table of lettings whose last total is one too many.
fn upwards(entries: &str) -> Vec<u8> {
    let rows = [
        ("Lettings by home", "", ""),
        ("Home", "2023/24", "2024/25"),
        ("Elm Court", "38", "41"),
        ("Ash House", "31", "30"),
        ("Oak Lodge", "22", "25"),
        ("Total", "91", "97"),
    ];
    let mut content = String::from("BT /F1 10 Tf\n");
    for (i, (label, first, last)) in rows.iter().enumerate() {
        let x = 200 + 20 * i;
        for (text, y) in [(label, 120), (first, 300), (last, 400)] {
            content.push_str(&format!("0 1 -1 0 {x} {y} Tm ({text}) Tj\n"));
        }
    }
    content.push_str("ET");
    pdf::page_with(&content, entries, "")
}

#[test]
fn numbers_of_paragraphs_that_follow_one_another_bear_no_tick() {
    let lines = [
        "3.1 The service lent 412 books to 82 schools, 5.0 to each of them.",
        "3.2 Visits rose from 52 in 2023/24 to 61 in 2024/25 at both branches.",
        "3.3 The team was asked for 61 visits in 2024/25, and made all of them.",
        "3.4 The branches stay open on Saturdays until the end of the year.",
    ];
    let mut content = String::from("BT /F1 10 Tf\n");
    for (i, line) in lines.iter().enumerate() {
        content.push_str(&format!("1 0 0 1 60 {} Tm ({line}) Tj\n", 700 - 30 * i));
    }
    content.push_str("ET");
    let bytes = pdf::page(&content);
    let document = crossfoot::document::open("numbered.pdf", bytes.clone()).expect("it opens");
    let readings = vec![pipeline::understand(0, document)];
    let tests = pipeline::tests(&readings, &Settings::default(), true);
    let numbering = tests.iter().find(|t| t.rule == "numbering");
    assert!(
        numbering.is_some_and(|t| !t.is_finding() && t.locations.len() == 4),
        "{numbering:?}"
    );
    assert!(tests.iter().any(|t| t.rule == "direction"), "{tests:?}");
    let outcome = crossfoot::report::Outcome {
        readings,
        tests,
        ..Default::default()
    };
    let copy = annotated(bytes, &outcome.readings[0], &outcome).expect("it can be annotated");
    let document = Document::load_mem(&copy).expect("it opens");
    let marks = annotations(&document, document.get_pages()[&2]);
    assert!(!marks.is_empty(), "the figures are marked");
    for mark in &marks {
        // Paragraph numbers end at about 75 points.
        assert!(
            rect(mark)[0] > 80.0,
            "{:?} {}",
            rect(mark),
            text(mark, b"Contents")
        );
    }
}

#[test]
fn marks_lie_over_their_figures_on_turned_and_cropped_pages() {
    box_over_the_total(upwards("/Rotate 90/CropBox[50 60 550 700]"));
}

#[test]
fn marks_lie_over_their_figures_on_pages_drawn_sideways() {
    box_over_the_total(upwards(""));
}

fn box_over_the_total(bytes: Vec<u8>) {
    let outcome = {
        let document = crossfoot::document::open("turned.pdf", bytes.clone()).expect("it opens");
        let readings = vec![pipeline::understand(0, document)];
        let tests = pipeline::tests(&readings, &Settings::default(), true);
        crossfoot::report::Outcome {
            readings,
            tests,
            ..Default::default()
        }
    };
    let findings: Vec<_> = outcome.tests.iter().filter(|t| t.is_finding()).collect();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].locations[0].text, "97");
    let copy = annotated(bytes, &outcome.readings[0], &outcome).expect("it can be annotated");
    let document = Document::load_mem(&copy).expect("it opens");
    let marks = annotations(&document, document.get_pages()[&2]);
    let mark = marks
        .iter()
        .find(|a| {
            a.get(b"Subtype")
                .is_ok_and(|s| s.as_name().is_ok_and(|n| n == b"Square"))
        })
        .expect("a box");
    // The wrong total is drawn at (300, 400) of the page's own coordinates, running upwards.
    let [x0, y0, x1, y1] = rect(mark);
    assert!(
        x0 < 300.0 && x1 > 292.0 && x1 - x0 < 20.0,
        "{:?}",
        rect(mark)
    );
    assert!(
        y0 < 400.0 && y1 > 410.0 && y1 - y0 < 40.0,
        "{:?}",
        rect(mark)
    );
}
