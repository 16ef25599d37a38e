//! The numbers that a word processor puts before paragraphs: "3.2", "(a)", "iv.". They are not in the text, and
//! cross-references speak of them.

use super::super::xml::Node;
use super::styles::Numbered;
use std::collections::{BTreeMap, HashMap};

/// The deepest level of a list.
const LEVELS: usize = 9;

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// "%1.%2": the number of each level that it names.
    pattern: String,
}

impl Default for Level {
    fn default() -> Self {
        Level {
            start: 1,
            format: "decimal".to_string(),
            pattern: String::new(),
        }
    }
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    shapes: HashMap<u32, Vec<Level>>,
    /// Shape of each list, and where its levels start when they start anew.
    lists: HashMap<u32, (u32, BTreeMap<u32, u32>)>,
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    begun: Vec<u32>,
    open: Open,
}

/// What is being read.
#[derive(Debug, Default)]
struct Open {
    shape: Option<u32>,
    list: Option<u32>,
    level: Option<u32>,
}

impl Numbering {
    /// Takes in one node of `word/numbering.xml`.
    pub(super) fn take(&mut self, node: &Node<'_>) {
        match node {
            Node::Start("abstractNum", a) => self.open.shape = a.number("abstractNumId"),
            Node::End("abstractNum") => self.open.shape = None,
            Node::Start("num", a) => {
                self.open.list = a.number("numId");
                if let Some(list) = self.open.list {
                    self.lists.entry(list).or_default();
                }
            }
            Node::End("num") => self.open.list = None,
            Node::Start("lvl" | "lvlOverride", a) => self.open.level = a.number("ilvl"),
            Node::Start("abstractNumId", a) => {
                if let (Some(list), Some(shape)) = (self.open.list, a.number("val")) {
                    self.lists.entry(list).or_default().0 = shape;
                }
            }
            Node::Start("startOverride", a) => {
                let at = (self.open.list, self.open.level, a.number("val"));
                if let (Some(list), Some(level), Some(start)) = at {
                    self.lists.entry(list).or_default().1.insert(level, start);
                }
            }
            Node::Start(name @ ("start" | "numFmt" | "lvlText"), a) => {
                let Some(level) = self.level() else { return };
                let value = a.get("val").unwrap_or_default();
                match *name {
                    "start" => level.start = value.trim().parse().unwrap_or(1),
                    "numFmt" => level.format = value,
                    _ => level.pattern = value,
                }
            }
            _ => {}
        }
    }

    /// The level of the shape that is being read.
    fn level(&mut self) -> Option<&mut Level> {
        let at = self.open.level? as usize;
        let levels = self.shapes.entry(self.open.shape?).or_default();
        if at >= LEVELS {
            return None;
        }
        if levels.len() <= at {
            levels.resize_with(at + 1, Level::default);
        }
        levels.get_mut(at)
    }

    /// Counts a paragraph and gives the marker that stands before it; nothing for one without.
    pub(super) fn next(&mut self, at: Numbered) -> Option<String> {
        let (shape, starts) = self.lists.get(&at.list)?;
        let levels = self.shapes.get(shape)?;
        let depth = (at.level as usize).min(LEVELS - 1);
        let level = levels.get(depth)?;
        let counts = self.counts.entry(*shape).or_default();
        if !starts.is_empty() && !self.begun.contains(&at.list) {
            self.begun.push(at.list);
            for l in starts.keys() {
                if let Some(count) = counts.get_mut(*l as usize) {
                    *count = None;
                }
            }
        }
        let start = |l: usize| {
            let own = starts.get(&(l as u32)).copied();
            own.unwrap_or_else(|| levels.get(l).map_or(1, |level| level.start))
        };
        counts[depth] = Some(counts[depth].map_or(start(depth), |n| n.saturating_add(1)));
        counts[depth + 1..].fill(None);
        if level.format == "bullet" {
            return Some("•".to_string());
        }
        let mut marker = String::new();
        let mut rest = level.pattern.chars().peekable();
        while let Some(c) = rest.next() {
            let named = (c == '%')
                .then(|| rest.peek().and_then(|d| d.to_digit(10)))
                .flatten()
                .filter(|d| (1..=LEVELS as u32).contains(d));
            let Some(d) = named else {
                marker.push(c);
                continue;
            };
            rest.next();
            let l = d as usize - 1;
            // A level above that has not been counted shows its first number.
            let n = *counts[l].get_or_insert(start(l));
            let format = levels.get(l).map_or("decimal", |v| v.format.as_str());
            marker.push_str(&shown(n, format));
        }
        let marker = marker.trim().to_string();
        (!marker.is_empty()).then_some(marker)
    }
}

fn shown(n: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(n),
        "upperLetter" => letters(n).to_uppercase(),
        "lowerRoman" => roman(n),
        "upperRoman" => roman(n).to_uppercase(),
        "decimalZero" => format!("{n:02}"),
        "none" => String::new(),
        _ => n.to_string(),
    }
}

/// a, b ... z, aa, bb ... as word processors count.
fn letters(n: u32) -> String {
    let Some(i) = n.checked_sub(1) else {
        return String::new();
    };
    let letter = char::from(b'a' + (i % 26) as u8);
    std::iter::repeat_n(letter, (i / 26 + 1).min(10) as usize).collect()
}

fn roman(n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut n = n.min(3_999);
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while n >= value {
            out.push_str(sign);
            n -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::xml::walk;
    use super::*;

    const LISTS: &str = r#"<numbering>
        <abstractNum abstractNumId="7">
            <lvl ilvl="0"><start val="1"/><numFmt val="decimal"/><lvlText val="%1."/></lvl>
            <lvl ilvl="1"><start val="1"/><numFmt val="decimal"/><lvlText val="%1.%2"/></lvl>
            <lvl ilvl="2"><start val="1"/><numFmt val="lowerLetter"/><lvlText val="(%3)"/></lvl>
        </abstractNum>
        <abstractNum abstractNumId="8"><lvl ilvl="0"><numFmt val="bullet"/><lvlText val="o"/></lvl></abstractNum>
        <num numId="1"><abstractNumId val="7"/></num>
        <num numId="2"><abstractNumId val="8"/></num>
        <num numId="3"><abstractNumId val="7"/><lvlOverride ilvl="0"><startOverride val="5"/></lvlOverride></num>
        </numbering>"#;

    fn markers(at: &[(u32, u32)]) -> Vec<String> {
        let mut numbering = Numbering::default();
        assert!(walk(LISTS, &mut |n| numbering.take(&n)).is_ok());
        let next = |(list, level): &(u32, u32)| {
            let at = Numbered {
                list: *list,
                level: *level,
            };
            numbering.next(at).unwrap_or_default()
        };
        at.iter().map(next).collect()
    }

    #[test]
    fn levels_count_and_start_anew_below_the_next_number() {
        let at = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1)];
        assert_eq!(
            markers(&at),
            ["1.", "1.1", "1.2", "(a)", "(b)", "2.", "2.1"]
        );
    }

    #[test]
    fn a_list_may_start_elsewhere_and_bullets_do_not_count() {
        assert_eq!(markers(&[(1, 0), (3, 0), (3, 0)]), ["1.", "5.", "6."]);
        assert_eq!(markers(&[(2, 0), (9, 0)]), ["•", ""]);
    }

    #[test]
    fn letters_and_roman_numbers_are_those_of_word_processors() {
        assert_eq!([letters(1), letters(26), letters(28)], ["a", "z", "bb"]);
        assert_eq!([roman(4), roman(19), roman(2026)], ["iv", "xix", "mmxxvi"]);
    }
}
