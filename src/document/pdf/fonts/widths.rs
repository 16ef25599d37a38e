//! Widths of the standard 14 fonts, for files that leave them out.
//!
//! `widths.txt` holds, per font, character:width pairs taken from Adobe's Core 14 AFM files ("This file and the 14
//! PostScript(R) AFM files it accompanies may be used, copied, and distributed for any purpose and without charge,
//! with or without modification, provided that all copyright notices are retained"; Copyright (c) 1985, 1987, 1989,
//! 1990, 1997 Adobe Systems Incorporated. All Rights Reserved. Reduced to the widths).

use super::Face;
use std::collections::HashMap;
use std::sync::LazyLock;

type Table = HashMap<char, f32>;

static TABLES: LazyLock<HashMap<&'static str, Table>> = LazyLock::new(|| {
    include_str!("widths.txt")
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(name, pairs)| {
            let table = pairs
                .split(' ')
                .filter_map(|pair| {
                    let (c, w) = pair.split_once(':')?;
                    let c = char::from_u32(u32::from_str_radix(c, 16).ok()?)?;
                    Some((c, w.parse::<f32>().ok()? / 1000.0))
                })
                .collect();
            (name, table)
        })
        .collect()
});

/// The width of a character in the standard font that a face is, or is nearest to; for a size of 1.
pub(super) fn standard(face: &Face, c: char) -> f32 {
    if face.fixed {
        return 0.6;
    }
    if face.name.contains("Dingbats") {
        return 0.788;
    }
    let table = if face.name.starts_with("Symbol") {
        "Symbol"
    } else {
        match (face.serif, face.bold, face.italic) {
            (true, false, false) => "Times-Roman",
            (true, true, false) => "Times-Bold",
            (true, false, true) => "Times-Italic",
            (true, true, true) => "Times-BoldItalic",
            (false, false, _) => "Helvetica",
            (false, true, _) => "Helvetica-Bold",
        }
    };
    TABLES
        .get(table)
        .and_then(|t| t.get(&c))
        .copied()
        .unwrap_or(0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(name: &str, serif: bool, bold: bool) -> Face {
        Face {
            name: name.to_string(),
            bold,
            italic: false,
            fixed: false,
            serif,
            symbolic: false,
        }
    }

    #[test]
    fn the_standard_fonts_have_their_published_widths() {
        assert!((standard(&face("Helvetica", false, false), '1') - 0.556).abs() < 1e-6);
        assert!((standard(&face("Times-Bold", true, true), 'W') - 1.0).abs() < 1e-6);
        assert!((standard(&face("Symbol", false, false), '\u{2022}') - 0.46).abs() < 1e-6);
    }
}
