//! The two standard fonts that the pages use: widths, encoding, and breaking text into lines.

/// Helvetica, upright or bold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Face {
    Regular,
    Bold,
}

/// Widths of the characters from the space to the tilde, in thousandths of the size (Adobe's font metrics).
#[rustfmt::skip]
const REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
#[rustfmt::skip]
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611,
    611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

/// The code of a character in WinAnsiEncoding. The sources use no others.
fn code(c: char) -> u8 {
    match c {
        ' '..='~' => c as u8,
        '£' => 0xA3,
        '•' => 0x95,
        '–' => 0x96,
        '’' => 0x92,
        _ => b'?',
    }
}

fn advance(c: char, face: Face) -> f32 {
    let table = if face == Face::Bold { &BOLD } else { &REGULAR };
    let units = match c {
        ' '..='~' => table[c as usize - 32],
        '•' => 350,
        '’' => 278,
        _ => 556,
    };
    f32::from(units) / 1000.0
}

/// The bytes that show a text.
pub fn encode(text: &str) -> Vec<u8> {
    text.chars().map(code).collect()
}

/// How wide a text is, in points.
pub fn width(text: &str, face: Face, size: f32) -> f32 {
    text.chars().map(|c| advance(c, face)).sum::<f32>() * size
}

/// The widest word of a text.
pub fn widest_word(text: &str, face: Face, size: f32) -> f32 {
    text.split(' ')
        .map(|w| width(w, face, size))
        .fold(0.0, f32::max)
}

/// Breaks a text into lines that fit; a word that is wider than the line is broken inside, as narrow table columns of
/// office programs do.
pub fn wrap(text: &str, face: Face, size: f32, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("there is always a line");
        let joined = if last.is_empty() {
            word.to_string()
        } else {
            format!("{last} {word}")
        };
        if width(&joined, face, size) <= room {
            *last = joined;
            continue;
        }
        let mut rest = String::new();
        for c in word.chars() {
            rest.push(c);
            if width(&rest, face, size) > room && rest.chars().count() > 1 {
                rest.pop();
                lines.push(std::mem::take(&mut rest));
                rest.push(c);
            }
        }
        lines.push(rest);
    }
    lines.retain(|l| !l.is_empty());
    lines
}
