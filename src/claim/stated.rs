//! Figures stated on their own, with what they count and when: what tables are tied out with.

use super::change::period_behind;
use super::measure;
use super::sentence::{Prose, Sentence};
use super::{Claim, Kind, Operand, Part};
use crate::figure::{Form, Period, PeriodRef};
use std::sync::Arc;

/// A claim for every figure of the block that no claim from `first` on holds.
pub(super) fn find(
    prose: &Prose<'_>,
    report: Option<Period>,
    first: usize,
    claims: &mut Vec<Claim>,
) {
    let mut held: Vec<u32> = claims[first..]
        .iter()
        .flat_map(|c| c.operands.iter().map(|o| o.figure.span.start))
        .collect();
    held.sort_unstable();
    for s in prose.sentences.iter().filter(|s| s.has_figure) {
        let told = respectively(prose, s);
        let lead = (0..s.tokens.len())
            .find_map(|k| prose.period(s, k).map(|p| (k, p)))
            .filter(|(_, p)| !p.is_previous());
        for k in 0..s.tokens.len() {
            let Some(f) = prose.figure(s, k) else {
                continue;
            };
            if f.form == Form::Ordinal || held.binary_search(&f.span.start).is_ok() {
                continue;
            }
            let own = told
                .iter()
                .find(|(i, _)| *i == k)
                .map(|(_, p)| *p)
                .or_else(|| period_behind(prose, s, k).and_then(|p| prose.period(s, p)))
                .or_else(|| lead.filter(|(at, _)| *at < k).map(|(_, p)| p));
            let period = own.map_or(report, |p| p.resolve(report));
            let measure: Arc<str> = measure::of(prose, s, k).into();
            claims.push(Claim {
                operands: vec![Operand {
                    part: Part::Stated,
                    figure: *f,
                    period,
                    measure: measure.clone(),
                }],
                measure,
                period,
                ..Claim::new(Kind::Stated, prose.block, f.span)
            });
        }
    }
}

/// "£3m and £1m in 2019 and 2018, respectively": each figure with its period.
fn respectively(prose: &Prose<'_>, s: &Sentence) -> Vec<(usize, PeriodRef)> {
    if !(0..s.tokens.len()).any(|k| prose.word(s, k) == "respectively") {
        return Vec::new();
    }
    let figures: Vec<usize> = prose.figure_tokens(s).collect();
    let periods: Vec<PeriodRef> = (0..s.tokens.len())
        .filter_map(|k| prose.period(s, k))
        .collect();
    if figures.len() != periods.len() || figures.len() < 2 {
        return Vec::new();
    }
    let mut told: Vec<(usize, PeriodRef)> = figures.into_iter().zip(periods).collect();
    // "December 31, 2019 and 2018": the later ones take the day of the first
    if let Some(PeriodRef::Fixed(day)) = told.first().map(|t| t.1)
        && day.start == day.end
    {
        for t in &mut told[1..] {
            if let PeriodRef::Fixed(year) = t.1
                && year.is_year()
                && let Some(moved) = day.years_back(day.end.year() - year.end.year())
            {
                t.1 = PeriodRef::Fixed(moved);
            }
        }
    }
    told
}
