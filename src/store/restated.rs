//! Words at a table which say that earlier figures were changed.

use crate::fact::Reading;
use crate::figure::pattern;
use crate::table::CellRole;
use regex::Regex;
use std::sync::LazyLock;

static RESTATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:restated|re-stated|revised|corrected|amended|re-?based|updated since|previously (?:reported|published)|as first published)\b",
    )
});

/// Whether a table's own words or the blocks around it say that earlier figures were changed.
pub fn restated(reading: &Reading, table: u32) -> bool {
    let Some(t) = reading.tables.get(table as usize) else {
        return false;
    };
    let near = match reading.blocks.iter().position(|b| b.table == Some(table)) {
        Some(at) => at.saturating_sub(1)..(at + 4).min(reading.blocks.len()),
        None => 0..0,
    };
    let own = t.notes.iter().chain(&t.title).map(String::as_str);
    let cells = t
        .cells
        .iter()
        .filter(|c| c.role != CellRole::Figure)
        .map(|c| c.text.as_str());
    let blocks = reading
        .blocks
        .get(near)
        .unwrap_or_default()
        .iter()
        .map(|b| b.text.as_str());
    own.chain(cells)
        .chain(blocks)
        .any(|text| RESTATED.is_match(text))
}
