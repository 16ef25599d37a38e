//! Comma- and tab-separated files to a grid.

use super::Grid;

/// Reads all records; rows may differ in length.
pub fn grid(bytes: &[u8], delimiter: u8) -> Grid {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(bytes);
    let mut records = Vec::new();
    for record in reader.byte_records().flatten() {
        let line = record.position().map_or(0, csv::Position::line) as u32;
        records.push((
            line,
            record
                .iter()
                .map(|f| String::from_utf8_lossy(f).into_owned())
                .collect(),
        ));
    }
    Grid { records }
}
