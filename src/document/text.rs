//! Text files to numbered lines, in UTF-8, UTF-16 or Latin-1.

use super::Line;
use std::borrow::Cow;

/// Decodes a text file: by its byte order mark, else UTF-16 when every other byte is nothing, else UTF-8, else Latin-1
/// (Windows-1252, as browsers read it).
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(bytes)
                .0
        }
    }
}

/// Western text in UTF-16 has a zero in every other byte; which half tells the order.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = &bytes[..bytes.len().min(1024) & !1];
    let pairs = head.len() / 2;
    if pairs < 2 {
        return None;
    }
    let high = head.iter().step_by(2).filter(|b| **b == 0).count();
    let low = head.iter().skip(1).step_by(2).filter(|b| **b == 0).count();
    if low * 4 > pairs * 3 && high * 8 < pairs {
        Some(encoding_rs::UTF_16LE)
    } else if high * 4 > pairs * 3 && low * 8 < pairs {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// Decodes bytes and cuts them into lines. A file without line feeds is cut at carriage returns.
pub fn lines(bytes: &[u8]) -> Vec<Line> {
    let text = decode(bytes);
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let text = text.strip_suffix(end).unwrap_or(&text);
    if text.is_empty() {
        return Vec::new();
    }
    text.split(end)
        .enumerate()
        .map(|(i, l)| Line {
            number: i as u32 + 1,
            text: l.strip_suffix('\r').unwrap_or(l).to_string(),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<String> {
        lines(bytes).into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn the_byte_order_mark_is_not_text() {
        assert_eq!(
            texts(b"\xef\xbb\xbfBudget\r\n\r\n12\r\n"),
            ["Budget", "", "12"]
        );
    }

    #[test]
    fn utf16_is_read_with_and_without_its_mark() {
        let plain: Vec<u8> = "Total £5\nnext"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(texts(&plain), ["Total £5", "next"]);
        let marked: Vec<u8> = [0xfe, 0xff]
            .into_iter()
            .chain("Total £5\nnext".encode_utf16().flat_map(u16::to_be_bytes))
            .collect();
        assert_eq!(texts(&marked), ["Total £5", "next"]);
    }

    #[test]
    fn latin_1_keeps_its_pound_sign_and_dash() {
        assert_eq!(texts(b"\xa3000 \x96 net"), ["£000 – net"]);
    }

    #[test]
    fn line_numbers_are_those_of_the_file() {
        let l = lines(b"a\n\nb");
        assert_eq!(l[2].number, 3);
        assert!(lines(b"").is_empty());
    }
}
