//! Figures that the text states twice in other words: the same value and unit, told with the same words around it.
//!
//! The equal value is part of the evidence, so these tests only ever agree; where a difference would be firm is
//! looked at in [`super::repeat`].

use super::figures::shown;
use crate::fact::Reading;
use crate::fact::measure::{Name, words};
use crate::figure::{Figure, Form, Hedge, Period, Span, Unit};
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::layout::Role as BlockRole;
use crate::store::Sentences;
use rust_decimal::Decimal;
use std::cell::OnceCell;

/// A figure with the words it is told with.
struct Told<'a> {
    block: u32,
    figure: &'a Figure,
    sentence: Span,
    /// Words of the whole sentence.
    all: &'a Name,
    /// What stands before and after the figure in it.
    before: &'a str,
    behind: &'a str,
    /// Words of the few words on either side, and of the noun phrase that follows.
    close: OnceCell<(Name, Name)>,
}

impl Told<'_> {
    /// Words of the few words on either side.
    fn near(&self) -> &Name {
        &self.close().0
    }

    /// Words of the noun phrase that follows.
    fn after(&self) -> &Name {
        &self.close().1
    }

    fn close(&self) -> &(Name, Name) {
        self.close.get_or_init(|| {
            let before = Name::of(last_words(self.before, 6));
            let behind = Name::of(first_words(self.behind, 6));
            let after = Name::of(first_words(self.behind, 4));
            (before.with_words_of(behind), after)
        })
    }
}

/// One test for each figure that is told again, with the place before it.
pub(in crate::rules) fn tests(
    rule: &'static str,
    reading: &Reading,
    sentences: &Sentences,
) -> Vec<Test> {
    // By section, value and unit, then in order.
    let mut all: Vec<((u32, Decimal, Unit), u32)> = Vec::new();
    for (i, (block, f)) in reading.prose.iter().enumerate() {
        let prose = reading.blocks.get(*block as usize).is_some_and(|b| {
            matches!(
                b.role,
                BlockRole::Paragraph | BlockRole::ListItem | BlockRole::Note
            )
        });
        let plain = matches!(f.form, Form::Digits | Form::Words) && f.hedge == Hedge::None;
        if prose && plain && f.value.abs() > Decimal::ONE {
            let what = (reading.section_of(*block), f.scaled().abs(), f.unit);
            all.push((what, i as u32));
        }
    }
    all.sort_unstable();
    let mut out = Vec::new();
    let groups = all.chunk_by(|a, b| a.0 == b.0);
    // A value that stands everywhere says nothing about one thing.
    for group in groups.filter(|g| (2..=30).contains(&g.len())) {
        let told: Vec<Told<'_>> = group
            .iter()
            .filter_map(|(_, i)| told(reading, *i as usize, sentences))
            .collect();
        for (n, b) in told.iter().enumerate().skip(1) {
            let Some(a) = told[..n].iter().rev().take(6).find(|a| same(reading, a, b)) else {
                continue;
            };
            let value = b.figure.scaled().abs();
            out.push(Test {
                rule,
                outcome: Outcome::Agrees,
                level: Level::Warning,
                message: format!("{} in both places", shown(b.figure)),
                stated: Some(value),
                computed: Some(value),
                cause: None,
                sum: Vec::new(),
                locations: vec![
                    Location::prose(reading, Role::Primary, b.block, b.figure.span),
                    Location::prose(reading, Role::Evidence, a.block, a.figure.span),
                ],
            });
        }
    }
    out
}

fn told<'a>(reading: &'a Reading, i: usize, sentences: &'a Sentences) -> Option<Told<'a>> {
    let (block, figure) = reading.prose.get(i)?;
    let text = &reading.blocks.get(*block as usize)?.text;
    let (number, sentence) = sentences
        .of_block(*block)
        .find(|(_, s)| s.contains(figure.span))?;
    let before = sentence.before(figure.span).of(text);
    let after = sentence.behind(figure.span).of(text);
    Some(Told {
        block: *block,
        figure,
        sentence,
        all: sentences.name(number, sentence.of(text)),
        before,
        behind: after,
        close: OnceCell::new(),
    })
}

/// The last so many words of a text, and what stands between them and behind them.
fn last_words(text: &str, n: usize) -> &str {
    let mut room = 64 * n;
    loop {
        // Words are parted by blanks; what stands far before them does not count.
        let cut = text.len().saturating_sub(room);
        let from = (cut..text.len()).find(|i| text.as_bytes()[*i] == b' ');
        let from = if cut == 0 { Some(0) } else { from };
        let tail = from.and_then(|from| text.get(from..)).unwrap_or("");
        let all: Vec<&str> = words(tail).collect();
        if all.len() >= n || cut == 0 {
            let first = all.get(all.len().saturating_sub(n));
            return first.map_or("", |w| {
                &text[w.as_ptr() as usize - text.as_ptr() as usize..]
            });
        }
        room *= 4;
    }
}

/// The first so many words of a text, and what stands before them and between them.
fn first_words(text: &str, n: usize) -> &str {
    let last = words(text).take(n).last();
    last.map_or("", |w| {
        &text[..w.as_ptr() as usize - text.as_ptr() as usize + w.len()]
    })
}

/// Whether two equal figures are told of the same thing.
fn same(reading: &Reading, a: &Told<'_>, b: &Told<'_>) -> bool {
    if a.block == b.block && a.sentence == b.sentence {
        return false;
    }
    let shared = a.all.shared(b.all).count();
    if shared < 2 {
        return false;
    }
    let here = a
        .near()
        .shared(b.all)
        .count()
        .min(b.near().shared(a.all).count());
    let close = a.near().shared(b.near()).count();
    // Many digits meet by chance less often.
    let digits = a.figure.value.mantissa().unsigned_abs();
    let small = a.figure.unit == Unit::Number && digits < 13;
    let fits = if small {
        shared >= 3 && a.after().shared(b.after()).count() >= 2
    } else if digits >= 1000 {
        shared >= 2 && here >= 1 && close >= 1
    } else {
        shared >= 3 && here >= 2 && close >= 1
    };
    fits && one_time(reading, a, b)
}

/// Whether the sentences name no two different years.
fn one_time(reading: &Reading, a: &Told<'_>, b: &Told<'_>) -> bool {
    let when = |t: &Told<'_>| -> Vec<Period> {
        reading
            .periods_in(t.block, t.sentence)
            .filter_map(|(_, p)| p.fixed())
            .collect()
    };
    let (p, q) = (when(a), when(b));
    p.is_empty() || q.is_empty() || p.iter().any(|x| q.iter().any(|y| x.same_year(*y)))
}
