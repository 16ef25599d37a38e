//! Pages of tables without rules, each from a seed, with the cells that must be read: names of rows, headings of one or
//! several lines, units below them, headings over several columns, notes, and two tables side by side.

use super::font::{Face, encode, width};

/// A figure that must be read, with the name of its row and the words of its column's headings, outermost first.
pub struct Known {
    pub name: String,
    pub heading: String,
    pub figure: String,
}

/// A page and what it holds.
pub struct Made {
    pub content: Vec<u8>,
    pub known: Vec<Known>,
}

/// A generator of numbers (xorshift) that needs no crate and no clock.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const NAMES: [&str; 18] = [
    "Harbour lights",
    "Ferry crews",
    "Lock keepers",
    "Street trees",
    "Night buses",
    "Burial grounds",
    "Public clocks",
    "Allotment rents",
    "Coastal paths",
    "Library vans",
    "Swimming lessons",
    "Road salt",
    "School crossings",
    "Market stalls",
    "Playground repairs",
    "Flood gates",
    "Tree wardens",
    "Bandstands",
];
const LONG: [&str; 4] = [
    "Grants to voluntary bodies for the upkeep of village halls",
    "Contributions from neighbouring boards towards shared depots",
    "Interest and dividends received on balances held for others",
    "Repairs to sea walls after the storms of the winter",
];
const HEADINGS: [&[&str]; 9] = [
    &["Budget"],
    &["Forecast"],
    &["Actual"],
    &["Variance"],
    &["Original", "budget"],
    &["Latest", "forecast", "spend"],
    &["Change", "in year"],
    &["Share of", "total"],
    &["Previous", "year"],
];

const SIZE: f32 = 9.0;

struct Pen(Vec<u8>);

impl Pen {
    fn text(&mut self, x: f32, y: f32, face: Face, text: &str) {
        let font = if face == Face::Bold { "F2" } else { "F1" };
        self.0
            .extend(format!("BT /{font} {SIZE} Tf 1 0 0 1 {x:.2} {y:.2} Tm (").bytes());
        for b in encode(text) {
            if matches!(b, b'(' | b')' | b'\\') {
                self.0.push(b'\\');
            }
            self.0.push(b);
        }
        self.0.extend(b") Tj ET\n");
    }
    fn right(&mut self, x: f32, y: f32, face: Face, text: &str) {
        self.text(x - width(text, face, SIZE), y, face, text);
    }
    fn centred(&mut self, x: f32, y: f32, face: Face, text: &str) {
        self.text(x - width(text, face, SIZE) / 2.0, y, face, text);
    }
}

/// `1,234.5`, `(87)`, `-1,204`: a figure of one table's own style.
fn figure(n: &mut Numbers, places: usize, brackets: bool) -> String {
    let whole = [n.below(90) + 1, n.below(900) + 100, n.below(9_000) + 1_000][n.below(3)];
    let grouped = if whole >= 1_000 {
        format!("{},{:03}", whole / 1_000, whole % 1_000)
    } else {
        whole.to_string()
    };
    let plain = match places {
        0 => grouped,
        _ => format!("{grouped}.{}", n.below(10)),
    };
    match n.below(7) {
        0 if brackets => format!("({plain})"),
        0 => format!("-{plain}"),
        _ => plain,
    }
}

/// The page of a seed.
pub fn make(seed: u64) -> Made {
    let mut n = Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for _ in 0..8 {
        n.below(2);
    }
    let mut pen = Pen(Vec::new());
    let mut known = Vec::new();
    pen.text(
        60.0,
        760.0,
        Face::Regular,
        "The board looked at its accounts in the spring, and asked for the tables below to be",
    );
    pen.text(
        60.0,
        748.0,
        Face::Regular,
        "printed with its minutes so that members can see where the money went in the year.",
    );
    let lead = [12.0, 13.5, 15.0][n.below(3)];
    let side_by_side = n.below(4) == 0;
    let bottom = if side_by_side {
        // The same headings over each, as where one list was folded.
        let columns: Vec<&[&str]> = vec![HEADINGS[n.below(3)], HEADINGS[3]];
        let style = (n.below(2), n.below(2) == 0);
        let mut names = shuffled(&mut n);
        let right = names.split_off(6);
        let a = table(
            &mut pen, &mut n, 60.0, 700.0, lead, &columns, &names, style, false, &mut known,
        );
        // Some stand with their rows at other heights than those of the first.
        let top = 700.0 - [0.0, 0.45 * lead][n.below(2)];
        let b = table(
            &mut pen,
            &mut n,
            330.0,
            top,
            lead,
            &columns,
            &right[..6],
            style,
            false,
            &mut known,
        );
        a.min(b)
    } else {
        let count = 2 + n.below(4);
        let mut columns: Vec<&[&str]> = Vec::new();
        while columns.len() < count {
            let next = HEADINGS[n.below(HEADINGS.len())];
            if !columns.contains(&next) {
                columns.push(next);
            }
        }
        let spanning = count.is_multiple_of(2) && n.below(2) == 0;
        if spanning {
            columns = [&columns[..count / 2], &columns[..count / 2]].concat();
        }
        let mut names = shuffled(&mut n);
        names.truncate(5 + n.below(7));
        let style = (n.below(2), n.below(2) == 0);
        table(
            &mut pen, &mut n, 60.0, 700.0, lead, &columns, &names, style, spanning, &mut known,
        )
    };
    if n.below(2) == 0 {
        pen.text(
            60.0,
            bottom - 1.4 * lead,
            Face::Regular,
            "Note: amounts are those of the ledger at the end of March and were not audited.",
        );
    }
    pen.text(
        60.0,
        bottom - 60.0,
        Face::Regular,
        "Members thanked the clerk for the work. The next meeting is in the autumn, at the hall by",
    );
    pen.text(
        60.0,
        bottom - 72.0,
        Face::Regular,
        "the quay, and papers will be sent out a week before it as is usual.",
    );
    Made {
        content: pen.0,
        known,
    }
}

fn shuffled(n: &mut Numbers) -> Vec<String> {
    let mut names: Vec<&str> = NAMES.to_vec();
    for i in (1..names.len()).rev() {
        names.swap(i, n.below(i + 1));
    }
    names.into_iter().map(str::to_string).collect()
}

/// Draws one table from `top`; gives its lowest baseline.
#[allow(clippy::too_many_arguments, reason = "one call draws one table")]
fn table(
    pen: &mut Pen,
    n: &mut Numbers,
    x: f32,
    top: f32,
    lead: f32,
    columns: &[&[&str]],
    names: &[String],
    (places, brackets): (usize, bool),
    spanning: bool,
    known: &mut Vec<Known>,
) -> f32 {
    let (first, step) = if columns.len() > 4 {
        (215.0, 62.0)
    } else {
        (225.0, 74.0)
    };
    let (first, step) = if x > 300.0 || names.len() == 6 && columns.len() == 2 {
        (145.0, 55.0)
    } else {
        (first, step)
    };
    let edge = |c: usize| x + first + step * c as f32;
    let mut y = top;
    let half = columns.len() / 2;
    let groups = ["2031/32", "2032/33"];
    if spanning {
        for (g, year) in groups.iter().enumerate() {
            let (from, to) = (edge(g * half) - 40.0, edge(g * half + half - 1));
            pen.centred((from + to) / 2.0, y, Face::Bold, year);
        }
        y -= lead;
    }
    let lines = columns.iter().map(|c| c.len()).max().unwrap_or(1);
    let at_bottom = brackets;
    for (c, heading) in columns.iter().enumerate() {
        for (i, line) in heading.iter().enumerate() {
            let down = if at_bottom {
                lines - heading.len() + i
            } else {
                i
            };
            pen.right(edge(c), y - 11.0 * down as f32, Face::Bold, line);
        }
    }
    y -= 11.0 * (lines - 1) as f32;
    if columns.len().is_multiple_of(2) || n.below(3) > 0 {
        y -= 11.0;
        let unit = n.one(&["£000", "£m", "£"]);
        (0..columns.len()).for_each(|c| pen.right(edge(c), y, Face::Regular, unit));
    }
    y -= 0.4 * lead;
    for (i, name) in names.iter().enumerate() {
        y -= lead;
        let mut name = name.clone();
        // A name of two lines, its figures on the first or on the last of them.
        if x < 100.0 && first > 200.0 && i == 2 && n.below(2) == 0 {
            name = n.one(&LONG).to_string();
            let words: Vec<&str> = name.split(' ').collect();
            let mut line = String::new();
            for w in words {
                if width(&format!("{line} {w}"), Face::Regular, SIZE) > 155.0 {
                    pen.text(x, y, Face::Regular, &line);
                    y -= 10.5;
                    line.clear();
                }
                line = format!("{line} {w}").trim().to_string();
            }
            pen.text(x, y, Face::Regular, &line);
        } else {
            pen.text(x, y, Face::Regular, &name);
        }
        for (c, heading) in columns.iter().enumerate() {
            if n.below(14) == 0 {
                continue;
            }
            let text = figure(n, places, brackets);
            // A closing bracket stands outside, so that the digits keep their edge.
            let hang = if text.ends_with(')') {
                width(")", Face::Regular, SIZE)
            } else {
                0.0
            };
            pen.right(edge(c) + hang, y, Face::Regular, &text);
            let group = if spanning {
                format!("{} ", groups[c / half])
            } else {
                String::new()
            };
            known.push(Known {
                name: name.clone(),
                heading: group + &heading.join(" "),
                figure: text,
            });
        }
    }
    y
}
