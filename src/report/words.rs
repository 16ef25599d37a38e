//! The words of a document as it was opened, before any layout: the first stage, to look at.

use super::json;
use crate::document::{Body, Document};
use rayon::prelude::*;
use serde::Serialize;
use std::io::{self, Write};

/// Words by page.
#[derive(Serialize)]
pub struct Words {
    version: u32,
    pages: Vec<Page>,
}

#[derive(Serialize)]
struct Page {
    number: u32,
    width: f64,
    height: f64,
    words: Vec<Word>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unread: Vec<String>,
}

#[derive(Serialize)]
struct Word {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    bbox: Option<[f64; 4]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
}

impl Words {
    /// The words of a document. Formats without pages give one page without a size, whose words have a line instead
    /// of a box; those of a delimited file are its fields.
    pub fn of(document: &Document) -> Words {
        let unpaged = |words| {
            vec![Page {
                number: 1,
                width: 0.0,
                height: 0.0,
                words,
                unread: Vec::new(),
            }]
        };
        let word = |line: u32, text: &str| Word {
            text: text.to_string(),
            bbox: None,
            line: Some(line),
        };
        let pages = match &document.body {
            Body::Paged(pdf) => (0..pdf.page_count())
                .into_par_iter()
                .map(|i| {
                    let page = pdf.page(i);
                    let boxed = |w| Word {
                        text: page.word(w).to_string(),
                        bbox: Some(json::bbox(w.bbox)),
                        line: None,
                    };
                    Page {
                        number: page.number,
                        width: f64::from(page.width),
                        height: f64::from(page.height),
                        words: page.words.iter().map(boxed).collect(),
                        unread: page.troubles.clone(),
                    }
                })
                .collect(),
            Body::Lines(lines) => unpaged(
                lines
                    .iter()
                    .flat_map(|l| l.text.split_whitespace().map(|t| word(l.number, t)))
                    .collect(),
            ),
            Body::Grid(grid) => unpaged(
                grid.records
                    .iter()
                    .flat_map(|(line, fields)| fields.iter().map(|f| word(*line, f)))
                    .collect(),
            ),
        };
        Words { version: 1, pages }
    }

    /// One row for each word.
    pub fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut rows = super::csv::Rows::new(out);
        rows.write(&["page", "line", "x0", "y0", "x1", "y1", "text"])?;
        for page in &self.pages {
            for word in &page.words {
                let edges = word
                    .bbox
                    .map(|b| b.map(|x| x.to_string()))
                    .unwrap_or_default();
                let line = word.line.map(|l| l.to_string()).unwrap_or_default();
                let [x0, y0, x1, y1] = &edges;
                rows.write(&[&page.number.to_string(), &line, x0, y0, x1, y1, &word.text])?;
            }
        }
        rows.finish()
    }

    /// The words of each page, in the order painted.
    pub fn markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        for page in &self.pages {
            writeln!(out, "## Page {}\n", page.number)?;
            let words: Vec<_> = page
                .words
                .iter()
                .map(|w| super::sanitize::clean(&w.text))
                .collect();
            writeln!(out, "{}\n", words.join(" "))?;
        }
        Ok(())
    }
}
