//! Reports of invented councils over years, as text, with planted differences. The same seed gives the same bytes.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// How many councils and years, and from which seed.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub councils: u32,
    pub years: u16,
    pub seed: u64,
}

/// A reprinted figure that is not the one first published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Planted {
    /// File of the later report.
    pub file: String,
    /// Line of the figure.
    pub line: u32,
    /// What the later report prints.
    pub later: String,
    /// What the earlier report printed.
    pub earlier: String,
    /// The later report says that it restates.
    pub told: bool,
}

const FIRST_YEAR: u16 = 2010;

/// Measures: label, unit, and the size of its values. Percentages have one decimal.
const VISITS: [(&str, &str, u64); 15] = [
    ("Visits to swimming pools", "", 90_000),
    ("Visits to sports halls", "", 60_000),
    ("Visits to gyms", "", 120_000),
    ("Memberships held", "", 9_000),
    ("Memberships ended", "", 2_500),
    ("Swimming lessons given", "", 14_000),
    ("Children in swimming lessons", "", 3_000),
    ("Pitches booked", "", 1_800),
    ("Courts booked", "", 7_000),
    ("Classes held", "", 5_200),
    ("Places in classes taken", "", 88_000),
    ("Share of places taken", "%", 0),
    ("Members aged 60 and over", "", 1_400),
    ("Members aged under 16", "", 1_100),
    ("Share of members who stayed", "%", 0),
];
const MONEY: [(&str, &str, u64); 10] = [
    ("Income from fees", "£", 900_000),
    ("Income from hire", "£", 240_000),
    ("Grants received", "£", 130_000),
    ("Cost of staff", "£", 800_000),
    ("Cost of energy", "£", 310_000),
    ("Cost of repairs", "£", 150_000),
    ("Cost of water", "£", 40_000),
    ("Subsidy paid by the council", "£", 200_000),
    ("Share of costs met by fees", "%", 0),
    ("Share of energy made on site", "%", 0),
];

/// A number that depends on all parts and looks like none of them (splitmix64).
fn mix(parts: &[u64]) -> u64 {
    let mut h = 0x9e37_79b9_7f4a_7c15u64;
    for p in parts {
        h = h.wrapping_add(*p).wrapping_add(0x9e37_79b9_7f4a_7c15);
        h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        h ^= h >> 31;
    }
    h
}

/// A name of its own for each council.
fn council(n: u32) -> String {
    const FIRST: [&str; 20] = [
        "Alder", "Bram", "Cors", "Dun", "Elm", "Fen", "Gar", "Hart", "Ing", "Kel", "Lang", "Mars",
        "Nor", "Oak", "Pen", "Quar", "Rush", "Sel", "Thorn", "Wex",
    ];
    const SECOND: [&str; 20] = [
        "ber", "combe", "den", "es", "fer", "gate", "ham", "is", "king", "lea", "mer", "ning",
        "over", "pres", "ring", "sing", "ter", "ver", "wen", "yar",
    ];
    const THIRD: [&str; 20] = [
        "bourne", "bridge", "brook", "bury", "cliff", "dale", "field", "ford", "grove", "hill",
        "holt", "hurst", "leigh", "marsh", "mouth", "stead", "stoke", "ton", "wick", "worth",
    ];
    let n = n as usize;
    let mut name = format!(
        "{}{}{}",
        FIRST[n % 20],
        SECOND[n / 20 % 20],
        THIRD[n / 400 % 20]
    );
    // Beyond 8,000 a second word tells them apart.
    if n >= 8000 {
        name.push(' ');
        name.push_str(FIRST[n / 8000 % 20]);
        name.push_str(THIRD[n / 160_000 % 20]);
    }
    name
}

fn grouped(n: u64) -> String {
    let plain = n.to_string();
    let mut out = String::new();
    for (i, c) in plain.chars().enumerate() {
        if i > 0 && (plain.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// What a council first published for a measure and year: the last digit is never nought, and no two neighbours of the
/// last three digits are equal, so that every planted slip changes the value.
fn value(plan: Plan, council: u32, measure: usize, year: u16, size: u64) -> u64 {
    let h = mix(&[plan.seed, council.into(), measure as u64, year.into()]);
    if size == 0 {
        return 205 + h % 700;
    }
    let base = size / 2 + h % size;
    let digits = [1 + h / 7 % 3, 4 + h / 31 % 3, 7 + h / 97 % 3];
    base / 1000 * 1000 + digits[0] * 100 + digits[1] * 10 + digits[2]
}

/// A slip: two digits swapped (where they are two), a digit wrong, or a figure of another size. It always shows.
fn slip(value: u64, h: u64) -> u64 {
    match h % 3 {
        0 if value % 10 != value / 10 % 10 => value / 100 * 100 + value % 10 * 10 + value / 10 % 10,
        0 | 1 => value + 40,
        _ => value + value / 5 + 11,
    }
}

fn shown(value: u64, unit: &str) -> String {
    match unit {
        "%" => format!("{}.{}%", value / 10, value % 10),
        "£" => format!("£{}", grouped(value)),
        _ => grouped(value),
    }
}

/// Writes all reports below `folder`, a folder for each council, and gives what was planted.
pub fn write(folder: &Path, plan: Plan) -> io::Result<Vec<Planted>> {
    let mut planted = Vec::new();
    for c in 0..plan.councils {
        let name = council(c);
        let home = folder.join(name.to_lowercase().replace(' ', "-"));
        fs::create_dir_all(&home)?;
        for y in 0..plan.years {
            let file = home.join(format!("leisure-{}.txt", FIRST_YEAR + y));
            let text = report(plan, c, &name, y, &file.to_string_lossy(), &mut planted);
            fs::write(file, text)?;
        }
    }
    planted.sort();
    Ok(planted)
}

fn report(
    plan: Plan,
    c: u32,
    name: &str,
    y: u16,
    file: &str,
    planted: &mut Vec<Planted>,
) -> String {
    let year = FIRST_YEAR + y;
    let label = |y: u16| format!("{y}/{:02}", (y + 1) % 100);
    let h = mix(&[plan.seed, 77, c.into(), y.into()]);
    // One report in ten reprints one figure otherwise; one in forty says that it restates.
    let wrong = (y > 0 && h.is_multiple_of(10)).then_some((h / 10 % 25) as usize);
    let told = h.is_multiple_of(40);
    let mut out = format!(
        "{name} Borough Council\n\nLeisure Service Annual Report {}\n\n",
        label(year)
    );
    let _ = write!(
        out,
        "{name} Borough Council runs pools, halls and pitches for its residents. This report covers the year {}.\n\n",
        label(year)
    );
    // Some councils print the later year first.
    let later_first = mix(&[plan.seed, 78, c.into()]).is_multiple_of(4);
    let mut measure = 0;
    for (title, rows) in [("Visits and members", &VISITS[..]), ("Money", &MONEY[..])] {
        let (a, b) = (label(year - 1), label(year));
        let heads = if later_first { [&b, &a] } else { [&a, &b] };
        let _ = write!(out, "{title}\n\nMeasure\t{}\t{}\n", heads[0], heads[1]);
        for (text, unit, size) in rows {
            let own = shown(value(plan, c, measure, y + 1, *size), unit);
            let first = value(plan, c, measure, y, *size);
            let mut before = shown(first, unit);
            if wrong == Some(measure) {
                let slipped = shown(slip(first, h / 500), unit);
                planted.push(Planted {
                    file: file.to_string(),
                    line: out.lines().count() as u32 + 1,
                    later: slipped.clone(),
                    earlier: before,
                    told,
                });
                before = slipped;
            }
            let cells = if later_first {
                [&own, &before]
            } else {
                [&before, &own]
            };
            let _ = writeln!(out, "{text}\t{}\t{}", cells[0], cells[1]);
            measure += 1;
        }
        if told {
            let _ = writeln!(
                out,
                "\nNote: figures for {} have been restated.",
                label(year - 1)
            );
        }
        out.push('\n');
    }
    out
}
