//! An amount in a report of millions says so: "£19.8" among amounts such as "£3.4m" lost its letter.

use super::{Context, Rule};
use crate::fact::Reading;
use crate::fact::measure::Name;
use crate::figure::{Figure, Form, Hedge, number};
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::layout::Role as BlockRole;
use crate::store::split;
use crate::table::CellRole;

pub(super) struct MissingScale;
pub(super) static RULE: MissingScale = MissingScale;

const NAME: &str = "missing-scale";
/// So many amounts with their scale show how a report writes money.
const HABIT: usize = 10;

/// An amount of money with one decimal, which nobody writes of single pounds.
struct Amount {
    location: Location,
    figure: Figure,
    printed: String,
    /// The words it stands with.
    words: Name,
}

impl Rule for MissingScale {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let amounts = amounts(reading);
        let (bare, scaled): (Vec<&Amount>, Vec<&Amount>) =
            amounts.iter().partition(|a| a.figure.scale == 0);
        if scaled.len() < HABIT {
            return Vec::new();
        }
        if bare.is_empty() {
            return vec![agrees(&scaled)];
        }
        // Where many go without, that is how the report writes money.
        let habit = scaled.len() >= 10 * bare.len();
        bare.iter().map(|a| test(a, &scaled, habit)).collect()
    }
}

fn agrees(scaled: &[&Amount]) -> Test {
    let locations = scaled.iter().take(10).enumerate().map(|(i, a)| Location {
        role: if i == 0 {
            Role::Primary
        } else {
            Role::Evidence
        },
        ..a.location.clone()
    });
    Test {
        rule: NAME,
        outcome: Outcome::Agrees,
        level: Level::Warning,
        message: format!("all {} amounts say their scale", scaled.len()),
        stated: None,
        computed: None,
        cause: None,
        sum: Vec::new(),
        locations: locations.collect(),
    }
}

fn test(amount: &Amount, scaled: &[&Amount], habit: bool) -> Test {
    let f = &amount.figure;
    let twin = scaled.iter().find(|s| {
        s.figure.unit == f.unit
            && s.figure.value.abs() == f.value.abs()
            && s.words.shared(&amount.words).count() >= 2
    });
    let found = habit || twin.is_some();
    let mut locations = vec![amount.location.clone()];
    let beside = twin.or_else(|| scaled.first());
    locations.extend(beside.map(|s| Location {
        role: Role::Evidence,
        ..s.location.clone()
    }));
    let message = match twin {
        Some(t) => format!(
            "{} here, but {} where the same is told",
            amount.printed, t.printed
        ),
        None if found => format!(
            "{} has one decimal and no scale, unlike the {} other amounts",
            amount.printed,
            scaled.len()
        ),
        None => "amounts stand here with and without a scale".to_string(),
    };
    Test {
        rule: NAME,
        outcome: if found {
            Outcome::Differs
        } else {
            Outcome::NotTested
        },
        level: Level::Warning,
        message,
        stated: Some(f.scaled()),
        computed: twin.map(|t| t.figure.scaled()),
        cause: found.then(|| "the letter for millions may have been left out".to_string()),
        sum: Vec::new(),
        locations,
    }
}

/// The amounts of a document's sentences and of the cells that hold words.
fn amounts(reading: &Reading) -> Vec<Amount> {
    let mut out = Vec::new();
    let mut i = 0;
    while let Some((block, _)) = reading.prose.get(i) {
        let end = i + reading.prose[i..]
            .iter()
            .take_while(|(b, _)| b == block)
            .count();
        let figures: Vec<Figure> = reading.prose[i..end].iter().map(|(_, f)| *f).collect();
        i = end;
        let Some(b) = reading.blocks.get(*block as usize) else {
            continue;
        };
        if !matches!(
            b.role,
            BlockRole::Paragraph | BlockRole::ListItem | BlockRole::Note
        ) {
            continue;
        }
        let here = usable(&b.text, &figures);
        if here.is_empty() {
            continue;
        }
        let spans = split(&b.text);
        for f in here {
            let sentence = spans.iter().find(|s| s.contains(f.span));
            out.push(Amount {
                location: Location::prose(reading, Role::Primary, *block, f.span),
                figure: f,
                printed: f.span.of(&b.text).to_string(),
                words: Name::of(sentence.map_or("", |s| s.of(&b.text))),
            });
        }
    }
    for (t, table) in reading.tables.iter().enumerate() {
        for c in &table.cells {
            let worded = c.role != CellRole::Figure && c.text.contains(['£', '$', '€']);
            if !worded {
                continue;
            }
            for f in usable(&c.text, &number::scan(&c.text)) {
                out.push(Amount {
                    location: Location::cell(reading, Role::Primary, t as u32, c.row, c.column),
                    figure: f,
                    printed: f.span.of(&c.text).to_string(),
                    words: Name::of(&c.text),
                });
            }
        }
    }
    out
}

/// Amounts with one decimal; rates, bounds and the first of a range that shares its scale are left aside.
fn usable(text: &str, figures: &[Figure]) -> Vec<Figure> {
    let rate = |f: &Figure| {
        let after = text.get(f.span.end as usize..).unwrap_or("").trim_start();
        [
            "per ", "a ", "an ", "each", "/", "p ", "-", "–", "to ", "and ", "or ", "k",
        ]
        .iter()
        .any(|w| after.starts_with(w))
    };
    // A text that breaks off behind the figure may go on with "billion" elsewhere.
    let open = |f: &Figure| f.span.end as usize == text.trim_end().len();
    let price = text.to_ascii_lowercase();
    let price = ["per hour", "hourly", "per share", "price", "rate of"]
        .iter()
        .any(|w| price.contains(w));
    figures
        .iter()
        .filter(|f| {
            f.unit.is_money()
                && f.places == 1
                && f.form == Form::Digits
                && f.hedge == Hedge::None
                && !f.value.is_zero()
        })
        .filter(|f| f.scale >= 6 || f.scale == 0 && !price && !rate(f) && !open(f))
        .copied()
        .collect()
}
