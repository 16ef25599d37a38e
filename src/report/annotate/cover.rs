//! The pages in front: what was tested, what was found, and a list that leads to each place.

use crate::document::file_name;
use crate::fact::Reading;
use crate::finding::Location;
use crate::report::Outcome;
use crate::report::place::{place, shorten};
use crate::report::sanitize::clean;
use crate::report::text::summary;
use crate::report::told::Told;
use encoding_rs::WINDOWS_1252;
use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use std::collections::BTreeMap;

/// A4 in points, its margins, and the lines on it.
const SIZE: (f32, f32) = (595.0, 842.0);
const LEFT: f32 = 50.0;
const TOP: f32 = 785.0;
const BOTTOM: f32 = 50.0;
const LEADING: f32 = 13.0;
/// Characters of a line: Helvetica at 9 points is at most about 5.3 points wide on average.
const WIDTH: usize = 104;
/// Findings listed; more are counted.
const LISTED: usize = 500;

struct Line {
    text: String,
    bold: bool,
    indent: f32,
    /// The page it leads to, from 1.
    to: Option<u32>,
}

fn line(text: impl Into<String>) -> Line {
    Line {
        text: text.into(),
        bold: false,
        indent: 0.0,
        to: None,
    }
}

/// Adds the pages; `targets` are the objects of the document's own pages by number.
pub(super) fn pages(
    document: &mut Document,
    parent: ObjectId,
    reading: &Reading,
    outcome: &Outcome,
    told: &[Told<'_>],
    targets: &BTreeMap<u32, ObjectId>,
) -> Vec<ObjectId> {
    let fonts = ["Helvetica", "Helvetica-Bold"].map(|name| {
        document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => name, "Encoding" => "WinAnsiEncoding",
        })
    });
    let lines = lines(reading, outcome, told);
    let room = ((TOP - BOTTOM) / LEADING) as usize;
    lines
        .chunks(room)
        .map(|lines| page(document, parent, lines, fonts, targets))
        .collect()
}

fn lines(reading: &Reading, outcome: &Outcome, told: &[Told<'_>]) -> Vec<Line> {
    let name = file_name(&reading.path);
    let mut lines = vec![
        Line {
            bold: true,
            ..line(format!("Figures tested in {}", shorten(&clean(name), 70)))
        },
        line(""),
    ];
    if outcome.readings.len() > 1 {
        let all = summary::count(outcome.readings.len(), "document");
        lines.push(line(format!(
            "The figures below are those of all {all} that were tested together."
        )));
    }
    for (name, text) in summary::lines(outcome) {
        let head = if name.is_empty() {
            String::new()
        } else {
            format!("{name}: ")
        };
        for (i, part) in wrap(&format!("{head}{}", text.trim()), WIDTH)
            .into_iter()
            .enumerate()
        {
            let indent = if i > 0 || name.is_empty() { 14.0 } else { 0.0 };
            lines.push(Line {
                indent,
                ..line(part)
            });
        }
    }
    lines.push(line(""));
    lines.push(line(
        "On the pages: a green tick agrees, an amber wave agrees within rounding, a box is a finding (its comment says more),",
    ));
    lines.push(line(
        "a dashed box is an accepted finding, a grey ring was not tested.",
    ));
    lines.push(line(""));
    let own: Vec<&Told<'_>> = told
        .iter()
        .filter(|t| t.primary().is_some_and(|l| l.document == reading.document))
        .collect();
    if own.is_empty() {
        lines.push(line("Nothing differs."));
    } else {
        lines.push(Line {
            bold: true,
            ..line("Findings (each line leads to its place)")
        });
    }
    for t in own.iter().take(LISTED) {
        finding(&mut lines, t, reading, outcome);
    }
    if own.len() > LISTED {
        lines.push(line(format!("and {} more", own.len() - LISTED)));
    }
    lines
}

fn finding(lines: &mut Vec<Line>, told: &Told<'_>, reading: &Reading, outcome: &Outcome) {
    let Some(primary) = told.primary() else {
        return;
    };
    let level = if told.accepted.is_some() {
        "accepted"
    } else {
        told.test.level.name()
    };
    let text = format!(
        "Page {}: {level}, {}: {}",
        primary.place.page,
        told.test.rule,
        clean(&told.test.message)
    );
    for (i, part) in wrap(&text, WIDTH).into_iter().enumerate() {
        lines.push(Line {
            indent: if i > 0 { 14.0 } else { 0.0 },
            to: target(primary),
            ..line(part)
        });
    }
    let elsewhere =
        |l: &&Location| l.place.page != primary.place.page || l.document != primary.document;
    for at in told.evidence().filter(elsewhere).take(4) {
        let other = at.document != reading.document;
        let text = format!(
            "with {}: {}",
            place(at, &outcome.readings, other),
            clean(&at.text)
        );
        lines.push(Line {
            indent: 14.0,
            to: target(at).filter(|_| !other),
            ..line(shorten(&text, WIDTH - 4))
        });
    }
}

fn target(at: &Location) -> Option<u32> {
    (at.place.page > 0).then_some(at.place.page)
}

/// Lines of at most so many characters, broken between words.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut out = vec![String::new()];
    for word in text.split_whitespace() {
        let word = shorten(word, width);
        let Some(last) = out.last_mut() else { break };
        let length = last.chars().count() + word.chars().count();
        if last.is_empty() {
            last.push_str(&word);
        } else if length < width {
            last.push(' ');
            last.push_str(&word);
        } else {
            out.push(word);
        }
    }
    out
}

fn page(
    document: &mut Document,
    parent: ObjectId,
    lines: &[Line],
    fonts: [ObjectId; 2],
    targets: &BTreeMap<u32, ObjectId>,
) -> ObjectId {
    let mut content = b"BT\n".to_vec();
    let mut links = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let (x, y) = (LEFT + line.indent, TOP - LEADING * i as f32);
        let (font, size) = if line.bold { ("F2", 12) } else { ("F1", 9) };
        let link = line.to.and_then(|page| targets.get(&page));
        let ink = if link.is_some() {
            "0.05 0.3 0.6 rg"
        } else {
            "0 g"
        };
        content.extend(format!("{ink} /{font} {size} Tf 1 0 0 1 {x} {y} Tm <").bytes());
        for byte in encoded(&line.text) {
            content.extend(format!("{byte:02x}").bytes());
        }
        content.extend(b"> Tj\n");
        if let Some(target) = link {
            let rect = [x - 2.0, y - 3.0, SIZE.0 - LEFT, y + 9.0]
                .map(Object::Real)
                .to_vec();
            let dest = vec![Object::Reference(*target), "Fit".into()];
            links.push(Object::Reference(document.add_object(dictionary! {
                "Type" => "Annot", "Subtype" => "Link", "Rect" => rect, "Border" => vec![0.into(), 0.into(), 0.into()],
                "Dest" => dest, "F" => 4,
            })));
        }
    }
    content.extend(b"ET");
    let content = document.add_object(Stream::new(dictionary! {}, content));
    document.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => Object::Reference(parent),
        "MediaBox" => vec![0.into(), 0.into(), Object::Real(SIZE.0), Object::Real(SIZE.1)],
        "CropBox" => vec![0.into(), 0.into(), Object::Real(SIZE.0), Object::Real(SIZE.1)],
        "Rotate" => 0,
        "Resources" => dictionary! {
            "Font" => dictionary! { "F1" => Object::Reference(fonts[0]), "F2" => Object::Reference(fonts[1]) },
        },
        "Contents" => Object::Reference(content),
        "Annots" => links,
    })
}

/// Text in code page 1252, which the standard fonts have; what it lacks becomes a question mark.
fn encoded(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        let mut buffer = [0; 4];
        let (bytes, _, lacking) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
        if lacking {
            out.push(b'?')
        } else {
            out.extend_from_slice(&bytes)
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_keep_all_of_them() {
        let lines = wrap("total is 1,412 but its rows add up to 1,402", 12);
        assert_eq!(
            lines,
            ["total is", "1,412 but", "its rows add", "up to 1,402"]
        );
    }

    #[test]
    fn text_is_written_in_code_page_1252() {
        assert_eq!(encoded("£5 – “a” ≈"), b"\xa35 \x96 \x93a\x94 ?");
    }
}
