//! An amount of money with one decimal and no "m" or "bn", in a document whose amounts with one decimal all have it.

use super::housekeeping::{agrees, differs, is_text};
use super::{Context, Rule};
use crate::fact::Reading;
use crate::figure::number::scan;
use crate::figure::{Figure, Span};
use crate::finding::{Level, Location, Role as Part, Test};

pub(super) struct ScaleLeftOut;
pub(super) static RULE: ScaleLeftOut = ScaleLeftOut;
const NAME: &str = "scale-left-out";

/// So many amounts with "m" or "bn" there are for each one without: the form is the document's own.
const FOR_EACH: usize = 10;
/// Amounts with one decimal that bear their scale, at least: fewer show no habit.
const HABIT: usize = 20;

/// An amount and where it stands.
#[derive(Clone, Copy)]
struct Amount {
    figure: Figure,
    place: Place,
}

#[derive(Clone, Copy)]
enum Place {
    Prose(u32),
    Cell(u32, u32, u32),
}

impl Amount {
    fn location(&self, reading: &Reading, part: Part) -> Location {
        match self.place {
            Place::Prose(block) => Location::prose(reading, part, block, self.figure.span),
            Place::Cell(t, row, column) => Location::cell(reading, part, t, row, column),
        }
    }

    /// The amount as its place prints it; a cell's location holds the whole cell.
    fn printed<'l>(&self, location: &'l Location) -> &'l str {
        match self.place {
            Place::Prose(_) => location.text.trim(),
            Place::Cell(..) => self.figure.span.of(&location.text).trim(),
        }
    }
}

/// The amounts with one decimal: those with a scale, and those without one and without a reason for that.
#[derive(Default)]
struct Amounts {
    scaled: Vec<Amount>,
    bare: Vec<Amount>,
}

impl Amounts {
    fn take(&mut self, figure: &Figure, text: &str, place: Place) {
        if figure.places != 1 || !figure.unit.is_money() {
            return;
        }
        let amount = Amount {
            figure: *figure,
            place,
        };
        if figure.scale >= 6 {
            self.scaled.push(amount);
        } else if figure.scale == 0 && is_bare(text, figure.span) {
            self.bare.push(amount);
        }
    }

    fn of(reading: &Reading) -> Self {
        let mut found = Amounts::default();
        for (block, figure) in &reading.prose {
            if let Some(b) = reading.blocks.get(*block as usize).filter(|b| is_text(b)) {
                found.take(figure, &b.text, Place::Prose(*block));
            }
        }
        for (t, table) in reading.tables.iter().enumerate() {
            if table.scale.is_some() || table.columns.iter().any(|c| c.scale.is_some()) {
                continue;
            }
            // Where no amount of a table bears a scale, its own is given once, somewhere around it.
            let bears = |f: &Figure| f.scale >= 6 && f.unit.is_money();
            let mut all = table.cells.iter().flat_map(|c| c.reading.figures());
            if !all.any(bears) {
                continue;
            }
            for cell in &table.cells {
                let place = Place::Cell(t as u32, cell.row, cell.column);
                let read = cell.reading.figures();
                for figure in read {
                    found.take(figure, &cell.text, place);
                }
                // labels and sentences
                if read.is_empty() && cell.text.contains(['£', '$', '€']) {
                    for figure in scan(&cell.text) {
                        found.take(&figure, &cell.text, place);
                    }
                }
            }
        }
        found
    }
}

impl Rule for ScaleLeftOut {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let Amounts { scaled, bare } = Amounts::of(reading);
        let Some(first) = scaled.first() else {
            return Vec::new();
        };
        let count = scaled.len();
        if count < HABIT || bare.len() * FOR_EACH > count {
            return Vec::new();
        }
        if bare.is_empty() {
            let message = format!("all {count} amounts with one decimal bear their scale");
            let place = first.location(reading, Part::Primary);
            return vec![agrees(NAME, message, vec![place])];
        }
        bare.into_iter()
            .map(|amount| {
                let value = amount.figure.value.abs();
                let same = scaled.iter().find(|a| a.figure.value.abs() == value);
                let here = amount.location(reading, Part::Primary);
                let like = same.unwrap_or(first);
                let there = like.location(reading, Part::Evidence);
                let printed = amount.printed(&here);
                let message = if same.is_some() {
                    let full = like.printed(&there);
                    format!("{printed} has no scale, elsewhere it is {full}")
                } else {
                    format!("{printed} has no scale, the {count} amounts like it have one")
                };
                differs(NAME, Level::Warning, message, vec![here, there])
            })
            .collect()
    }
}

/// Whether nothing behind an amount explains that it has no scale: a price ("£7.5 per head"), a list that shares one
/// ("£3.2 and £4.1 million"), letters that run on.
fn is_bare(text: &str, span: Span) -> bool {
    let Some(after) = text.get(span.end as usize..) else {
        return false;
    };
    let printed = span.of(text);
    // a text that breaks off behind it may go on elsewhere, with its scale
    if after.trim().is_empty() && printed.trim() != text.trim() {
        return false;
    }
    if !printed.contains(['£', '$', '€'])
        || after.starts_with(|c: char| c.is_alphanumeric() || c == '.' || c == '/')
    {
        return false;
    }
    let next: String = after
        .trim_start()
        .chars()
        .take(24)
        .collect::<String>()
        .to_lowercase();
    let priced = [
        "per ", "a ", "an ", "each", "/", "p.a", "pa ", "million", "billion", "thousand", "m ",
        "bn", "hourly", "weekly", "x ", "×",
    ];
    if priced.iter().any(|w| next.starts_with(w)) || next == "m" {
        return false;
    }
    // an amount behind it, joined by a short word or mark, may give the scale of both
    let shared = ["to ", "and ", "or ", "-", "–", ",", "/"].iter().any(|w| {
        next.strip_prefix(w).is_some_and(|n| {
            n.trim_start()
                .trim_start_matches(['+', '-'])
                .starts_with(['£', '$', '€'])
        }) || next
            .strip_prefix(w)
            .is_some_and(|n| n.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    });
    !shared
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(text: &str, printed: &str) -> bool {
        let at = text.find(printed).expect("the amount stands in the text");
        is_bare(text, Span::new(at, at + printed.len()))
    }

    #[test]
    fn an_amount_with_nothing_behind_it_is_bare() {
        assert!(bare("to replace £7.4 of reserves", "£7.4"));
        assert!(bare("a change of -£2.0 (net)", "-£2.0"));
    }

    #[test]
    fn prices_and_shared_scales_are_not() {
        for text in [
            "at £7.4 per head",
            "£7.4 to £8.1 million",
            "£7.4 and 8.1m",
            "£7.4million",
            "£7.4 million",
        ] {
            assert!(!bare(text, "£7.4"), "{text}");
        }
    }
}
