//! The words of a document as it was opened, before any layout: the first stage, to look at.

use super::json;
use crate::document::{Body, Document, Troubles, flow};
use rayon::prelude::*;
use serde::Serialize;
use std::io::{self, Write};

/// Words by page.
#[derive(Serialize)]
pub struct Words {
    version: u32,
    /// The document's path.
    pub path: String,
    pages: Vec<Page>,
    /// What could not be read, as reports say it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<String>,
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
    /// of a box; those of a delimited file are its fields. With `only`, a page by its number.
    pub fn of(document: &Document, only: Option<u32>) -> Words {
        let wanted = |number: u32| only.is_none_or(|n| n == number);
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
        let pages: Vec<Page> = match &document.body {
            Body::Paged(pdf) => (0..pdf.page_count())
                .into_par_iter()
                .filter(|i| wanted(*i as u32 + 1))
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
            Body::Flow(elements) => unpaged(
                elements
                    .iter()
                    .flat_map(flow::Element::texts)
                    .flat_map(|(line, t)| t.split_whitespace().map(move |w| word(line, w)))
                    .collect(),
            ),
            Body::Sheets(sheets) => (1..)
                .zip(sheets)
                .filter(|(number, _)| wanted(*number))
                .map(|(number, sheet)| Page {
                    number,
                    width: 0.0,
                    height: 0.0,
                    words: sheet
                        .rows
                        .iter()
                        .flat_map(|(row, cells)| cells.iter().map(|c| word(*row, &c.text)))
                        .filter(|w| !w.text.is_empty())
                        .collect(),
                    unread: Vec::new(),
                })
                .collect(),
            Body::Grid(grid) => unpaged(
                grid.records
                    .iter()
                    .flat_map(|(line, fields)| fields.iter().map(|f| word(*line, f)))
                    .collect(),
            ),
        };
        let mut troubles = Troubles::default();
        for page in &pages {
            for text in &page.unread {
                troubles.add(page.number, text.clone());
            }
        }
        let mut unread = match &document.body {
            Body::Paged(pdf) => pdf.losses().to_vec(),
            _ => document.unread.clone(),
        };
        unread.extend(troubles.into_lines());
        Words {
            version: 1,
            path: document.path.clone(),
            pages,
            unread,
        }
    }

    /// One row for each word; where there are several files, each row begins with its file.
    pub fn csv(files: &[Words], out: &mut dyn Write) -> io::Result<()> {
        let mut rows = super::csv::Rows::new(out);
        for words in files {
            rows.of_file((files.len() > 1).then_some(&words.path));
            rows.header(&["page", "line", "x0", "y0", "x1", "y1", "text"])?;
            for page in &words.pages {
                let number = page.number.to_string();
                for word in &page.words {
                    let edges = word
                        .bbox
                        .map(|b| b.map(|x| x.to_string()))
                        .unwrap_or_default();
                    let line = word.line.map(|l| l.to_string()).unwrap_or_default();
                    let [x0, y0, x1, y1] = &edges;
                    rows.write(&[&number, &line, x0, y0, x1, y1, &word.text])?;
                }
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
