//! Percentages in prose whose base stands in a table of the same part of the document.

use super::share::NAME;
use super::{Made, grim, is_plain};
use crate::claim::{Claim, Part};
use crate::fact::measure::Name;
use crate::fact::{Fact, Reading, Source};
use crate::figure::Figure;
use crate::finding::{Level, Location, Outcome, Role, Test};
use crate::rules::Context;
use crate::rules::link::lookup::Lookup;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Looks for the bases of a document's percentages; reads the tables only when there is one to look for.
pub(in crate::rules) struct Bases<'a> {
    reading: &'a Reading,
    context: &'a Context<'a>,
    /// The numbers of the facts that are whole counts in cells, by section.
    counts: Option<BTreeMap<u32, Vec<u32>>>,
    lookup: Option<Lookup<'a>>,
}

impl<'a> Bases<'a> {
    pub(in crate::rules) fn new(reading: &'a Reading, context: &'a Context<'a>) -> Self {
        Bases {
            reading,
            context,
            counts: None,
            lookup: None,
        }
    }

    /// The test of a percentage that has no base beside it.
    pub(in crate::rules) fn one(&mut self, claim: &'a Claim) -> Option<Test> {
        if claim.operand(Part::Base).is_some() {
            return None;
        }
        let share = &claim.operand(Part::Share)?.figure;
        let made = Made {
            reading: self.reading,
            rule: NAME,
            claim,
        };
        let Some(count) = claim.operand(Part::Count) else {
            return self.granular(&made, share);
        };
        let tested = is_plain(share)
            .then(|| self.matching(&made, share, &count.figure, &count.measure))
            .flatten();
        Some(tested.unwrap_or_else(|| {
            made.not_tested(
                "the base of the percentage is not printed beside it",
                share.span,
                &[count.figure.span],
            )
        }))
    }

    /// A percentage of a measure that a table counts: some whole number of cases must give it.
    fn granular(&mut self, made: &Made<'_>, share: &Figure) -> Option<Test> {
        let claim = made.claim;
        if claim.measure.is_empty() || !is_plain(share) || self.reading.tables.is_empty() {
            return None;
        }
        let section = self.reading.section_of(claim.block);
        let reading = self.reading;
        let (t, r, c) = self
            .lookup
            .get_or_insert_with(|| Lookup::of(reading, self.context.shelf(reading)))
            .cell_of(&[&claim.measure], claim.period, section)?;
        let base = reading
            .tables
            .get(t as usize)?
            .cell(r as usize, c as usize)?
            .reading
            .figure()?;
        if !base.is_exact() || !grim::tells(share, base) {
            return None;
        }
        let printed = made.printed(share);
        let mut test = if grim::reachable(share, base) {
            let text = format!("{printed} of {} is a whole number of cases", base.value);
            made.test(Outcome::Agrees, Level::Note, text, share.span, &[])
        } else {
            let text = format!("no whole number out of {} is {printed}", base.value);
            made.test(Outcome::Differs, Level::Warning, text, share.span, &[])
        };
        test.stated = Some(share.value);
        test.computed = grim::nearest(share, base);
        test.locations
            .push(Location::cell(reading, Role::Evidence, t, r, c));
        Some(test)
    }

    /// A count and its percentage: the one base of the period, in a table of the section and named alike, that gives
    /// the percentage, rounded or at least cut off. No base that gives another percentage is ever taken for it.
    fn matching(
        &mut self,
        made: &Made<'_>,
        share: &Figure,
        count: &Figure,
        noun: &str,
    ) -> Option<Test> {
        let claim = made.claim;
        let section = self.reading.section_of(claim.block);
        let period = claim
            .period
            .or_else(|| self.reading.sections.get(section as usize)?.period)?;
        let named = Name::of(&format!("{noun} {}", claim.measure));
        let reading = self.reading;
        let counts = self.counts.get_or_insert_with(|| counts(reading));
        let mut found: Vec<(bool, Fact<'_>)> = counts
            .get(&section)
            .into_iter()
            .flatten()
            .filter_map(|number| reading.fact(*number as usize))
            .filter(|f| {
                f.period.is_some_and(|p| p == period || p.same_year(period))
                    && f.figure.value >= count.value
            })
            .filter_map(|f| {
                let percent = count.value * Decimal::ONE_HUNDRED / f.figure.value;
                let rounds = (percent - share.value).abs() <= share.precision() / Decimal::TWO;
                let cut = percent >= share.value && percent - share.value < share.precision();
                ((rounds || cut) && named.shared(&Name::of(f.measure)).count() >= 2)
                    .then_some((rounds, f))
            })
            .collect();
        found.sort_by_key(|(rounds, _)| !rounds);
        found.dedup_by_key(|(_, f)| f.figure.value);
        let (rounds, fact) = match found.as_slice() {
            [one] => *one,
            [(true, f), (false, _), ..] => (true, *f),
            _ => return None,
        };
        let percent = (count.value * Decimal::ONE_HUNDRED / fact.figure.value)
            .round_dp(2)
            .normalize();
        let printed = made.printed(share);
        let mut test = if rounds {
            let text = format!("{} of {} is {printed}", count.value, fact.figure.value);
            made.test(
                Outcome::Agrees,
                Level::Note,
                text,
                share.span,
                &[count.span],
            )
        } else {
            let text = format!(
                "{} of {} is {percent}%, printed as {printed}: cut off rather than rounded",
                count.value, fact.figure.value
            );
            made.test(
                Outcome::UnlikelyRounding,
                Level::Warning,
                text,
                share.span,
                &[count.span],
            )
        };
        test.stated = Some(share.value);
        test.computed = Some(percent);
        test.locations
            .push(Location::fact(self.reading, Role::Evidence, fact.source));
        Some(test)
    }
}

/// The numbers of the facts that are whole counts in a document's cells, by section.
fn counts(reading: &Reading) -> BTreeMap<u32, Vec<u32>> {
    let mut counts: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (number, fact) in reading.facts().enumerate() {
        let cell = matches!(fact.source, Source::Cell { .. });
        if cell && fact.figure.is_exact() && !fact.figure.value.is_zero() {
            counts.entry(fact.section).or_default().push(number as u32);
        }
    }
    counts
}
