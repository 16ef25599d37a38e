//! Parts to a web page, one element to a line.

use super::source::{Part, spans};
use std::fmt::Write;

fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('£', "&pound;")
}

/// The page of a document.
pub fn write(parts: &[Part], title: &str) -> Vec<u8> {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head><meta charset=\"utf-8\"><title>{}</title></head>\n<body>\n",
        escape(title)
    );
    let mut list = "";
    for part in parts {
        let wanted = match part {
            Part::Bullet(_) => "ul",
            Part::Contents(_) => "nav",
            _ => "",
        };
        if list != wanted {
            for (tag, mark) in [(list, "</"), (wanted, "<")] {
                if !tag.is_empty() {
                    let _ = writeln!(out, "{mark}{tag}>");
                }
            }
            list = wanted;
        }
        let _ = match part {
            Part::Heading(level, text) => writeln!(out, "<h{level}>{}</h{level}>", escape(text)),
            Part::Paragraph(text) => writeln!(out, "<p>{}</p>", escape(text)),
            // Authors leave the end tag of an item away.
            Part::Bullet(text) => writeln!(out, "<li>{}", escape(text)),
            // A web page has no page numbers.
            Part::Contents(columns) => {
                let titles = &columns[..columns.len().saturating_sub(1)];
                writeln!(
                    out,
                    "<p><a href=\"#\">{}</a></p>",
                    escape(&titles.join(" "))
                )
            }
            Part::Table(rows, heads) => {
                table(&mut out, rows, *heads);
                Ok(())
            }
            Part::PageEnd(..) => Ok(()),
        };
    }
    if !list.is_empty() {
        let _ = writeln!(out, "</{list}>");
    }
    out.push_str("</body>\n</html>\n");
    out.into_bytes()
}

fn table(out: &mut String, rows: &[Vec<String>], heads: usize) {
    out.push_str("<table>\n");
    for (r, cells) in spans(rows, heads).into_iter().enumerate() {
        out.push_str("<tr>");
        for (text, columns) in cells {
            let tag = if r < heads { "th" } else { "td" };
            let span = match columns {
                1 => String::new(),
                n => format!(" colspan=\"{n}\""),
            };
            let _ = write!(out, "<{tag}{span}>{}</{tag}>", escape(text));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
}
