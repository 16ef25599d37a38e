//! Lines of a text format to blocks and table regions.

use super::front_matter;
use super::laying::Laying;
use super::looks::{self, Opening};
use super::regions::{self, Found};
use super::{Block, Role, fences};
use crate::document::{Format, Line};

/// How the cells of a table in text are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// Tabs.
    Tab,
    /// Markdown pipes.
    Pipe,
    /// Columns aligned by spaces.
    Spaces,
}

/// A stretch of the text: a block, or lines that are a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Laid {
    /// Text.
    Block(Block),
    /// A table: its lines (indices into the input) and delimiter.
    Region {
        /// Delimiter of its cells.
        delimiter: Delimiter,
        /// Indices of the table's lines, in order; page numbers and blank lines between them are left out.
        lines: Vec<u32>,
    },
}

/// Cuts lines into blocks and table regions, in order.
pub fn lay_out(lines: &[Line], format: Format) -> Vec<Laid> {
    let markdown = format == Format::Markdown;
    let mut laying = Laying::new(wrap_width(lines), markdown);
    let begins = if markdown {
        laying.settings(lines, front_matter::read(lines))
    } else {
        0
    };
    let code = match markdown {
        true => fences::find(&lines[begins..]),
        false => Vec::new(),
    };
    let mut code = code.into_iter().map(|c| c.start + begins..c.end + begins);
    let mut next_code = code.next();
    let mut regions = regions::find(lines).into_iter().peekable();
    let mut i = begins;
    while i < lines.len() {
        // What began among settings or code is no table.
        let past = |f: &Found| f.first().is_none_or(|l| (l as usize) < i);
        while regions.next_if(past).is_some() {}
        if let Some(within) = next_code.take_if(|c| c.start <= i) {
            i = within.end.max(i);
            laying.code(&lines[within]);
            next_code = code.next();
            continue;
        }
        let starts = |f: &Found| f.first() == Some(i as u32);
        match regions.next_if(starts) {
            Some(found) => {
                let within = match &found {
                    Found::Table(_, l) | Found::Contents(l) => l.clone(),
                };
                laying.close(true);
                // Page numbers between a table's parts are told apart from it, before it.
                let end = within.last().map_or(i, |l| *l as usize) + 1;
                for line in &lines[i..end.min(lines.len())] {
                    if !line.text.contains('\t') && looks::is_page_number(line.text.trim()) {
                        laying.single(line, Role::Furniture);
                    }
                }
                match found {
                    Found::Table(delimiter, lines) => {
                        laying.table(delimiter, lines);
                    }
                    Found::Contents(rows) => {
                        for r in rows {
                            laying.single(&lines[r as usize], Role::Contents);
                        }
                    }
                }
                i = end;
            }
            None => {
                laying.line(&lines[i]);
                i += 1;
            }
        }
    }
    laying.finish()
}

/// The width at which a file's lines were wrapped, in characters; none where every line is a paragraph.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let mut followed: Vec<usize> = lines
        .windows(2)
        .filter(|w| {
            let next = w[1].text.trim();
            !w[0].text.trim().is_empty()
                && !next.is_empty()
                && !w[0].text.contains('\t')
                && looks::opening(next) == Opening::Plain
        })
        .map(|w| w[0].text.trim_end().chars().count())
        .collect();
    if followed.is_empty() {
        return None;
    }
    followed.sort_unstable();
    let width = followed[(followed.len() - 1) * 9 / 10];
    (40..=160).contains(&width).then_some(width)
}

/// "Introduction ........ 3".
pub(super) fn is_contents_line(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit()) && (text.contains("....") || text.contains("……"))
}

/// "Table 3: Spending by service", "£000", "All figures in £m".
pub(super) fn is_caption(text: &str) -> bool {
    if text.len() > 160 {
        return false;
    }
    let numbered = ["table ", "figure ", "chart ", "graph "]
        .iter()
        .any(|w| begins(text, w) && text.as_bytes().get(w.len()).is_some_and(u8::is_ascii_digit));
    numbered
        || text.starts_with('£') && text.len() <= 10
        || ["all figures ", "figures in ", "amounts in "]
            .iter()
            .any(|w| begins(text, w))
}

/// Whether a text begins with words, whatever their case.
fn begins(text: &str, words: &str) -> bool {
    text.get(..words.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(words))
}

/// A note under a table: "Note: ...", "Source: ...", "* includes ...", "(1) ...", "\[1\] ...".
pub fn is_note(text: &str) -> bool {
    begins(text, "note")
        || begins(text, "source")
        || text.starts_with(['*', '†', '‡', '¹', '²', '³'])
        || (["(1)", "[1]", "(a)", "[a]"]
            .iter()
            .any(|m| text.starts_with(m)))
            && text.len() < 600
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text;

    fn blocks(t: &str, format: Format) -> Vec<(Role, String, Vec<u32>)> {
        lay_out(&text::lines(t.as_bytes()), format)
            .into_iter()
            .filter_map(|l| match l {
                Laid::Block(b) => {
                    let lines = b.pieces.iter().map(|p| p.place.line()).collect();
                    Some((b.role, b.text, lines))
                }
                Laid::Region { .. } => None,
            })
            .collect()
    }

    #[test]
    fn wrapped_lines_are_one_block_with_a_piece_each() {
        let b = blocks(
            "The service placed eleven children during the year, which is\nfewer than in the year before, when there were nineteen of them\nin all.\n\nNext one.",
            Format::Text,
        );
        assert_eq!(b.len(), 2);
        assert_eq!(b[0].2, [1, 2, 3]);
        assert!(b[0].1.contains("which is fewer than"));
    }

    #[test]
    fn lines_that_are_paragraphs_stay_apart() {
        let long = "Word ".repeat(60);
        let b = blocks(
            &format!("{long}one.\n{long}two.\nThe end of it.\n"),
            Format::Text,
        );
        assert_eq!(b.len(), 3);
    }

    #[test]
    fn a_sentence_over_a_page_break_is_one_block() {
        let b = blocks(
            "Over the year the team approved twelve households and closed the files of\n\nPage 9\n\nfour more.",
            Format::Text,
        );
        assert_eq!(b[0].0, Role::Furniture);
        assert_eq!(b[1].2, [1, 5]);
    }

    #[test]
    fn code_between_fences_is_neither_heading_nor_table() {
        let text = "Figures below.\n\n```r\n## 12 of 10 rows\n|a|1|\n|b|2|\n```\n\n|Ward|Beds|\n|-|-|\n|Ash|4|\n";
        let laid = lay_out(&text::lines(text.as_bytes()), Format::Markdown);
        let [
            Laid::Block(above),
            Laid::Block(code),
            Laid::Region { lines, .. },
        ] = laid.as_slice()
        else {
            panic!("{laid:?}")
        };
        assert_eq!(above.role, Role::Paragraph);
        assert_eq!(
            (code.role, code.text.as_str()),
            (Role::Code, "## 12 of 10 rows |a|1| |b|2|")
        );
        assert_eq!(lines, &[8, 10]);
    }

    #[test]
    fn headings_items_and_captions_are_told_apart() {
        let b = blocks(
            "# Annual report\n\n3.1 Staff and training\n\n- first item\n- second item\n\nTable 2: Spending\n\nPurpose of the report\n\nThis is a sentence.",
            Format::Text,
        );
        let roles: Vec<Role> = b.iter().map(|b| b.0).collect();
        assert_eq!(
            roles,
            [
                Role::Heading(1),
                Role::Heading(3),
                Role::ListItem,
                Role::ListItem,
                Role::Caption,
                Role::Heading(3),
                Role::Paragraph
            ]
        );
    }
}
