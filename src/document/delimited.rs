//! Comma- and tab-separated files to a grid.

use super::{Grid, text};

/// Reads all records; rows may differ in length. A blank line is a record without fields, so that rows are counted as
/// in the file. A file named for commas that holds none, but semicolons, is cut at those.
pub fn grid(bytes: &[u8], delimiter: u8) -> Grid {
    let text = text::decode(bytes);
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.into_owned()
    };
    let delimiter = if delimiter == b',' {
        sniff(&text)
    } else {
        delimiter
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut line = 1_u32;
    let mut at = 0;
    // The text is valid UTF-8 and lengths may differ, so that reading cannot fail.
    while reader.read_record(&mut record).unwrap_or(false) {
        while text.as_bytes().get(at) == Some(&b'\n') {
            records.push((line, Vec::new()));
            line += 1;
            at += 1;
        }
        records.push((line, record.iter().map(str::to_string).collect()));
        let end = (reader.position().byte() as usize).clamp(at, text.len());
        line += text[at..end].bytes().filter(|b| *b == b'\n').count() as u32;
        at = end;
    }
    Grid { records }
}

/// Comma, semicolon or tab: the one that the first lines hold most of.
fn sniff(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    for line in text.lines().take(20) {
        let mut quoted = false;
        for b in line.bytes() {
            if b == b'"' {
                quoted = !quoted;
            } else if !quoted && let Some(c) = counts.iter_mut().find(|c| c.0 == b) {
                c.1 += 1;
            }
        }
    }
    // Commas stand inside figures too ("1,5;2,5"), so that semicolons win when there are several to a line.
    let lines = text.lines().take(20).filter(|l| !l.is_empty()).count();
    if counts[1].1 > 0 && counts[1].1 >= lines && counts[1].1 * 2 > counts[0].1 {
        b';'
    } else if counts[0].1 == 0 && counts[2].1 >= lines && counts[2].1 > 0 {
        b'\t'
    } else {
        b','
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_count_as_records_and_lines_are_those_of_the_file() {
        let g = grid(b"Title\n\na,\"b\nc\"\r\nd,e\n", b',');
        let lines: Vec<(u32, usize)> = g.records.iter().map(|(l, f)| (*l, f.len())).collect();
        assert_eq!(lines, [(1, 1), (2, 0), (3, 2), (5, 2)]);
        assert_eq!(g.records[2].1[1], "b\nc");
    }

    #[test]
    fn semicolons_are_recognised() {
        let g = grid(b"a;1,5;2\nb;2,5;3\n", b',');
        assert_eq!(g.records[0].1, ["a", "1,5", "2"]);
    }
}
