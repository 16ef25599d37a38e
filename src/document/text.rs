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

/// Whether bytes are text in one of the encodings that are read: few control characters, or UTF-16 by its mark or by
/// every other byte being zero.
pub fn is_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1 << 16)];
    let zeros = |from: usize| {
        head.iter()
            .skip(from)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let wide =
        zeros(0).max(zeros(1)) * 10 > head.len() * 4 && zeros(0).min(zeros(1)) * 20 < head.len();
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || wide {
        return true;
    }
    let odd = head
        .iter()
        .filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127))
        .count();
    odd * 100 <= head.len()
}
