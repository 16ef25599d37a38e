//! The words for a place: every format names a location in the same way.

use super::sanitize::clean;
use crate::document::column_letters;
use crate::fact::Reading;
use crate::finding::Location;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a path may hold without an escape (RFC 3986, unreserved characters and the separator).
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// Longest label beside a figure.
pub const LABEL: usize = 44;

/// Where something stands, by file, page or line, and by the labels of its row and column; without the file also without
/// the report's title, for places near one that was named in full.
pub fn place(location: &Location, readings: &[Reading], with_file: bool) -> String {
    let mut parts = Vec::new();
    let Some(reading) = readings.get(location.document as usize) else {
        return String::new();
    };
    if with_file {
        parts.push(clean(&reading.path).into_owned());
    }
    let spot = spot(location, reading);
    if !spot.is_empty() {
        parts.push(spot);
    }
    if let Some((t, row, column)) = location.cell {
        parts.push(format!("table {}", t + 1));
        if let Some(table) = reading.tables.get(t as usize) {
            let label = |axes: &[crate::table::Axis], i: u32, kind: &str| match axes
                .get(i as usize)
                .map(crate::table::Axis::label)
            {
                Some(l) if !l.trim().is_empty() => {
                    format!("{kind} \"{}\"", shorten(&clean(l), LABEL))
                }
                _ => format!("{kind} {}", i + 1),
            };
            parts.push(label(&table.rows, row, "row"));
            parts.push(label(&table.columns, column, "column"));
        }
    }
    if !with_file {
        return parts.join(", ");
    }
    let block = location.prose.map(|(b, _)| b).or_else(|| {
        let (t, _, _) = location.cell?;
        reading
            .blocks
            .iter()
            .position(|b| b.table == Some(t))
            .map(|i| i as u32)
    });
    if reading.sections.len() > 1
        && let Some(section) =
            block.and_then(|b| reading.sections.get(reading.section_of(b) as usize))
        && !section.title.is_empty()
    {
        let title = clean(&section.title);
        // Leaders of a contents line are not part of the title.
        let title = title.split("....").next().unwrap_or("").trim();
        parts.push(format!("in \"{}\"", shorten(title, 70)));
    }
    parts.join(", ")
}

/// The words for a location's page, line or cell; a sheet is named, and so are its cells.
pub fn spot(location: &Location, reading: &Reading) -> String {
    let place = location.place;
    let sheet = (place.page as usize).checked_sub(1);
    let Some(name) = sheet.and_then(|i| reading.sheets.get(i)) else {
        return place.words(reading.format);
    };
    let at = match location.cell {
        Some((_, _, column)) => format!("cell {}{}", column_letters(column + 1), place.line()),
        None => format!("row {}", place.line()),
    };
    format!("sheet \"{}\", {at}", shorten(&clean(name), LABEL))
}

/// A text of at most so many characters, with an ellipsis where it was cut.
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let mut out: String = text.chars().take(most.saturating_sub(1)).collect();
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// The end of the word before a byte, or the byte's own character boundary in a text without blanks.
pub fn boundary(whole: &str, at: usize) -> usize {
    let mut at = at.min(whole.len());
    while !whole.is_char_boundary(at) {
        at -= 1;
    }
    if at == whole.len() {
        return at;
    }
    match whole[..at].rfind(' ') {
        Some(blank) if at - blank < 40 => blank,
        _ => at,
    }
}

/// A path as a URI reference: relative ones stay relative, so that a code host finds its own files.
pub fn uri(path: &str) -> String {
    let slashes = path.replace('\\', "/");
    let relative = slashes.strip_prefix("./").unwrap_or(&slashes);
    let encoded = utf8_percent_encode(relative, PATH).to_string();
    let drive = path.len() > 2 && path.as_bytes()[1] == b':';
    match (relative.starts_with('/'), drive) {
        (true, _) => format!("file://{encoded}"),
        (false, true) => format!("file:///{encoded}"),
        (false, false) => encoded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_a_character_and_says_so() {
        assert_eq!(shorten("Café crème", 10), "Café crème");
        assert_eq!(shorten("Café crème brûlée", 6), "Café…");
    }
}
