//! The filters besides Flate, and what predictors did; each bounded.

use super::filters::End;

/// ASCIIHexDecode.
pub(super) fn hex(input: &[u8], limit: usize, out: &mut Vec<u8>) -> End {
    let mut high: Option<u8> = None;
    let most = out.len().saturating_add(limit);
    for &b in input {
        let digit = match b {
            b'0'..=b'9' => b - b'0',
            b'a'..=b'f' => b - b'a' + 10,
            b'A'..=b'F' => b - b'A' + 10,
            b'>' => break,
            _ if b.is_ascii_whitespace() || b == 0 => continue,
            _ => return End::Damaged,
        };
        if out.len() >= most {
            return End::TooLong;
        }
        match high.take() {
            Some(h) => out.push(h << 4 | digit),
            None => high = Some(digit),
        }
    }
    if let Some(h) = high {
        out.push(h << 4);
    }
    End::Sound
}

/// ASCII85Decode.
pub(super) fn ascii85(input: &[u8], limit: usize, out: &mut Vec<u8>) -> End {
    let most = out.len().saturating_add(limit);
    let mut group = [0u32; 5];
    let mut n = 0;
    let input = input.strip_prefix(b"<~").unwrap_or(input);
    for &b in input {
        if out.len() + 4 > most {
            return End::TooLong;
        }
        match b {
            b'~' => break,
            b'z' if n == 0 => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                if let Some(slot) = group.get_mut(n) {
                    *slot = u32::from(b - b'!');
                }
                n += 1;
                if n == 5 {
                    let v = group
                        .iter()
                        .fold(0u32, |v, d| v.wrapping_mul(85).wrapping_add(*d));
                    out.extend_from_slice(&v.to_be_bytes());
                    n = 0;
                }
            }
            _ if b.is_ascii_whitespace() || b == 0 => {}
            _ => return End::Damaged,
        }
    }
    if n > 1 {
        for slot in group.iter_mut().skip(n) {
            *slot = 84;
        }
        let v = group
            .iter()
            .fold(0u32, |v, d| v.wrapping_mul(85).wrapping_add(*d));
        out.extend(v.to_be_bytes().iter().take(n - 1));
    }
    End::Sound
}

/// RunLengthDecode.
pub(super) fn run_length(input: &[u8], limit: usize, out: &mut Vec<u8>) -> End {
    let most = out.len().saturating_add(limit);
    let mut i = 0;
    while let Some(&length) = input.get(i) {
        if out.len() + 128 > most {
            return End::TooLong;
        }
        i += 1;
        match length {
            128 => return End::Sound,
            0..=127 => {
                let n = usize::from(length) + 1;
                match input.get(i..i + n) {
                    Some(bytes) => out.extend_from_slice(bytes),
                    None => {
                        out.extend_from_slice(input.get(i..).unwrap_or(&[]));
                        return End::Damaged;
                    }
                }
                i += n;
            }
            129..=255 => {
                let Some(&b) = input.get(i) else {
                    return End::Damaged;
                };
                out.extend(std::iter::repeat_n(b, 257 - usize::from(length)));
                i += 1;
            }
        }
    }
    End::Sound
}

/// LZWDecode.
pub(super) fn lzw(input: &[u8], early: bool, limit: usize, out: &mut Vec<u8>) -> End {
    const CLEAR: usize = 256;
    const STOP: usize = 257;
    let most = out.len().saturating_add(limit);
    // Each code is a stretch of what was written: where it starts and how long it is.
    let mut codes: Vec<(usize, usize)> = Vec::with_capacity(4096);
    let mut width = 9;
    let mut previous: Option<(usize, usize)> = None;
    let (mut bits, mut have) = (0u32, 0u32);
    let mut bytes = input.iter();
    loop {
        while have < width {
            let Some(b) = bytes.next() else {
                return End::Sound;
            };
            bits = bits << 8 | u32::from(*b);
            have += 8;
        }
        let code = (bits >> (have - width)) as usize & ((1 << width) - 1);
        have -= width;
        bits &= (1 << have) - 1;
        if out.len() >= most {
            return End::TooLong;
        }
        match code {
            CLEAR => {
                codes.clear();
                width = 9;
                previous = None;
                continue;
            }
            STOP => return End::Sound,
            _ => {}
        }
        let start = out.len();
        if code < 256 {
            out.push(code as u8);
        } else if let Some(&(at, length)) = codes.get(code - 258) {
            out.extend_from_within(at..at + length);
        } else if let (Some((at, length)), true) = (previous, code - 258 == codes.len()) {
            out.extend_from_within(at..at + length);
            out.extend_from_within(at..at + 1);
        } else {
            return End::Damaged;
        }
        if let Some((at, length)) = previous
            && codes.len() < 4096 - 258
        {
            // The previous stretch and the first byte after it are next to each other in the output.
            codes.push((at, length + 1));
        }
        previous = Some((start, out.len() - start));
        let next = codes.len() + 259 - usize::from(!early);
        width = match next {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
    }
}

/// Rows of samples, for predictors.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pixel: usize,
    row: usize,
    bits: usize,
}

impl Shape {
    pub(super) fn new(colors: i64, bits: i64, columns: i64) -> Shape {
        let colors = colors.clamp(1, 64) as usize;
        let bits = bits.clamp(1, 16) as usize;
        let columns = columns.clamp(1, 1 << 24) as usize;
        Shape {
            pixel: (colors * bits).div_ceil(8),
            row: (colors * bits * columns).div_ceil(8),
            bits,
        }
    }
}

/// Undoes PNG and TIFF prediction in place.
pub(super) fn unpredict(bytes: &mut Vec<u8>, predictor: i64, shape: Shape) {
    let Shape { pixel, row, bits } = shape;
    if predictor == 2 {
        if bits == 8 {
            for line in bytes.chunks_mut(row) {
                for i in pixel..line.len() {
                    line[i] = line[i].wrapping_add(line[i - pixel]);
                }
            }
        }
        return;
    }
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0u8; row];
    for line in bytes.chunks(row + 1) {
        let Some((&kind, samples)) = line.split_first() else {
            continue;
        };
        let start = out.len();
        for (i, &v) in samples.iter().enumerate() {
            let left = if i >= pixel {
                out[start + i - pixel]
            } else {
                0
            };
            let up = above[i];
            let corner = if i >= pixel { above[i - pixel] } else { 0 };
            let guess = match kind {
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                4 => paeth(left, up, corner),
                _ => 0,
            };
            out.push(v.wrapping_add(guess));
        }
        let length = out.len() - start;
        above[..length].copy_from_slice(&out[start..]);
    }
    *bytes = out;
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let (pa, pb, pc) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
    if pa <= pb && pa <= pc {
        left
    } else if pb <= pc {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undone(undo: impl Fn(&[u8], usize, &mut Vec<u8>) -> End, input: &[u8]) -> (End, Vec<u8>) {
        let mut out = Vec::new();
        let end = undo(input, 4096, &mut out);
        (end, out)
    }

    #[test]
    fn base_85_keeps_groups_that_are_not_full() {
        let (end, out) = undone(ascii85, b"<~87cURD]i,\"Ebo80~>");
        assert_eq!((end, out.as_slice()), (End::Sound, &b"Hello World!"[..]));
        let (_, out) = undone(ascii85, b"87cUR~>");
        assert_eq!(out, b"Hell");
        let (_, out) = undone(ascii85, b"z87~>");
        assert_eq!(out, b"\0\0\0\0H");
    }

    #[test]
    fn lzw_takes_up_a_code_that_is_only_just_defined() {
        // The codes 256 45 258 258 65 259 66 257 of the specification's own example, nine bits each.
        let (end, out) = undone(
            |i, l, o| lzw(i, true, l, o),
            &[0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01],
        );
        assert_eq!((end, out.as_slice()), (End::Sound, &b"-----A---B"[..]));
    }

    #[test]
    fn a_run_that_ends_early_is_damage_and_a_limit_is_kept() {
        let (end, out) = undone(run_length, &[4, b'a', b'b']);
        assert_eq!((end, out.as_slice()), (End::Damaged, &b"ab"[..]));
        let mut out = Vec::new();
        assert_eq!(
            run_length(&[129u8, b'x'].repeat(1000), 1024, &mut out),
            End::TooLong
        );
        assert!(out.len() <= 1024);
    }

    #[test]
    fn prediction_from_the_left_and_from_above_is_undone() {
        let mut bytes = vec![1, 5, 1, 1, 2, 1, 1, 1];
        unpredict(&mut bytes, 15, Shape::new(1, 8, 3));
        assert_eq!(bytes, [5, 6, 7, 6, 7, 8]);
        let mut bytes = vec![5, 1, 1, 5, 1, 1];
        unpredict(&mut bytes, 2, Shape::new(1, 8, 3));
        assert_eq!(bytes, [5, 6, 7, 5, 6, 7]);
    }
}
