//! Which of the lines that may be a claim's is meant, and which of its differences are firm enough to be told.

use super::claims::{Found, Link, Strength};
use super::value::{Asserted, Check};
use crate::claim::{Claim, Kind};
use crate::finding::Outcome;
use crate::store::Series;

/// A line that may be the claim's, with what speaks for it.
pub(super) struct Candidate<'a> {
    pub(super) series: &'a Series,
    /// Words of the line's name found in the sentence, by weight, 0 to 1.
    pub(super) said: f32,
    /// The same, found in the claim's own measure.
    pub(super) own: f32,
    /// Words of the claim's measure found in the line's name, by weight, 0 to 1.
    pub(super) meant: f32,
    pub(super) head: bool,
    pub(super) code: bool,
    /// A rare word in capitals ("ADM") that only this line and the claim share.
    pub(super) acronym: bool,
    /// All words of the line's own noun phrase ("placement orders") stand in the measure.
    pub(super) phrase: bool,
    pub(super) near: bool,
    /// The sentence names a period.
    pub(super) dated: bool,
    pub(super) matches: usize,
    pub(super) differs: usize,
    pub(super) checks: Vec<Check<'a>>,
}

impl Candidate<'_> {
    pub(super) fn name(&self) -> f32 {
        if self.said + self.meant == 0.0 {
            0.0
        } else {
            2.0 * self.said * self.meant / (self.said + self.meant)
        }
    }
    pub(super) fn points(&self) -> f32 {
        let bonus = |on: bool, worth: f32| if on { worth } else { 0.0 };
        self.name()
            + bonus(self.head, 0.35)
            + bonus(self.acronym, 0.8)
            + bonus(self.code, 2.0)
            + 0.6 * self.matches.min(2) as f32
            + bonus(self.near, 0.1)
    }
}

/// The line that is meant, where one candidate is clearly better than the next.
pub(super) fn decide<'a>(candidates: Vec<Candidate<'a>>, claim: &Claim) -> Found<'a> {
    let fits: Vec<Option<(Strength, &'static str)>> = candidates
        .iter()
        .map(|c| evidence(c, &candidates, claim))
        .collect();
    let Some(first) = fits.iter().position(Option::is_some) else {
        return Found::Nothing;
    };
    let (Some(best), Some(Some((strength, why)))) = (candidates.get(first), fits.get(first)) else {
        return Found::Nothing;
    };
    let (strength, why) = (*strength, *why);
    let others = || {
        candidates
            .iter()
            .zip(&fits)
            .skip(first + 1)
            .filter(|(_, f)| f.is_some())
            .map(|(c, _)| c)
    };
    // Another print of the same line is no rival, nor is one that says the same.
    let rivals: Vec<&'a Series> = others()
        .filter(|c| best.points() - c.points() < 0.25 && c.series.name() != best.series.name())
        .filter(|c| c.differs != best.differs || c.matches < best.matches && best.differs > 0)
        .map(|c| c.series)
        .take(4)
        .collect();
    if !rivals.is_empty() && !best.code {
        return Found::Several(std::iter::once(best.series).chain(rivals).collect());
    }
    // The same line printed twice with different values: the claim may speak of either.
    if best.differs > 0
        && others().any(|c| {
            c.series.name() == best.series.name()
                && c.differs < best.differs
                && c.matches >= best.matches
        })
    {
        return Found::Several(vec![best.series]);
    }
    let mut checks = best.checks.clone();
    let by_change = !best.checks.iter().any(|c| {
        matches!(c.outcome, Outcome::Agrees | Outcome::WithinRounding)
            && matches!(c.asserted, Asserted::Value(_))
    });
    // Values of another size show that another line is meant, and with it another change.
    if of_another_size(&mut checks) && by_change {
        for c in checks.iter_mut().filter(|c| c.outcome == Outcome::Differs) {
            c.outcome = Outcome::NotTested;
        }
    }
    // The whole name of several words with a period beside it leaves no room for another measure.
    // Money is spoken of in parts too often for that.
    let counted = claim
        .operands
        .iter()
        .all(|o| !o.figure.unit.is_money() && o.figure.scale == 0);
    let whole = counted
        && best.own >= 0.95
        && best.meant >= 0.95
        && best.series.name().words.len() >= 2
        && best.dated;
    // "A 17% increase in data customers" and a line "Mobile customers": each says what the other does not, and a change
    // that agrees may do so by chance.
    let apart = best.own < 0.95 && best.meant < 0.95 && !best.phrase && !best.acronym;
    if (best.matches == 0 || apart && by_change) && !best.code && !whole {
        by_name_only(&mut checks, claim);
    } else if whole && best.matches == 0 && !best.code {
        // Figures of another order of size are of another thing.
        for c in checks
            .iter_mut()
            .filter(|c| c.outcome == Outcome::Differs && c.value)
        {
            let like = |a: rust_decimal::Decimal, b: rust_decimal::Decimal| {
                a.max(b) <= a.min(b).saturating_mul(rust_decimal::Decimal::TWO)
            };
            if !matches!((c.stated, c.computed), (Some(a), Some(b)) if like(a, b)) {
                c.outcome = Outcome::NotTested;
            }
        }
    } else if claim.kind == Kind::Stated && !whole {
        // "The B2 average of 31 days is 4 days above the target of 27": a figure beside the line's value is another
        // thing, unless it is a slip away from it.
        for c in checks.iter_mut().filter(|c| c.outcome == Outcome::Differs) {
            if !matches!((c.stated, c.computed), (Some(a), Some(b)) if super::figures::slip(a, b).is_some())
            {
                c.outcome = Outcome::NotTested;
            }
        }
    }
    Found::Line(Link {
        series: best.series,
        strength,
        why,
        checks,
    })
}

/// A value twice as large as the cell is of another thing, unless a slip of the pen or of the scale explains it; whether
/// there was one.
fn of_another_size(checks: &mut [Check<'_>]) -> bool {
    use rust_decimal::Decimal;
    let mut any = false;
    for c in checks
        .iter_mut()
        .filter(|c| c.outcome == Outcome::Differs && c.value && c.cells.len() == 1)
    {
        let (Some(a), Some(b)) = (c.stated, c.computed) else {
            continue;
        };
        let (low, high) = (a.min(b), a.max(b));
        let scale = [10, 100, 1000]
            .iter()
            .any(|k| low.saturating_mul(Decimal::from(*k)) == high);
        if high > low.saturating_mul(Decimal::TWO) && !scale && super::figures::slip(a, b).is_none()
        {
            c.outcome = Outcome::NotTested;
            any = true;
        }
    }
    any
}

/// Without a value that the line holds, a name is weak evidence: the text may speak of a part or of another measure of
/// the same name. A slip of the pen away from the cell is evidence again, and so is a direction told without values.
fn by_name_only(checks: &mut [Check<'_>], claim: &Claim) {
    for c in checks.iter_mut().filter(|c| c.outcome == Outcome::Differs) {
        let near = match (c.stated, c.computed) {
            (Some(a), Some(b)) => {
                a >= rust_decimal::Decimal::ONE_THOUSAND && super::figures::slip(a, b).is_some()
            }
            _ => false,
        };
        if c.value && !near || !c.value && !claim.operands.is_empty() {
            c.outcome = Outcome::NotTested;
        }
    }
}

/// What links a candidate to the claim, if anything does.
fn evidence(
    c: &Candidate<'_>,
    all: &[Candidate<'_>],
    claim: &Claim,
) -> Option<(Strength, &'static str)> {
    let own = if c.own + c.meant > 0.0 {
        2.0 * c.own * c.meant / (c.own + c.meant)
    } else {
        0.0
    };
    let named = c.acronym || c.phrase || own >= 0.45 || c.head && own >= 0.3;
    if c.code {
        Some((Strength::Certain, "the same code"))
    } else if c.matches > 0 && named {
        Some((Strength::Certain, "its name and a value that it holds"))
    } else if c.matches > 0 && c.series.total && c.near && c.said == 0.0 && distinctive(c) {
        Some((Strength::Good, "a value that it holds"))
    } else if c.matches > 0 && c.differs == 0 && (c.name() >= 0.3 || c.said >= 0.6) {
        // Too little to speak of a difference, enough to see that the two agree.
        Some((Strength::Good, "a value that it holds"))
    } else if c.acronym && own >= 0.3
        || c.head
            && c.meant >= 0.95
            && (c.own >= 0.95 || c.own >= 0.3 && alone(c, all) && claim.kind == Kind::Change)
    {
        Some((Strength::Good, "its name"))
    } else {
        None
    }
}

/// Whether no other line is about the same thing: "enquiries" names one line, "children" names many.
fn alone(best: &Candidate<'_>, others: &[Candidate<'_>]) -> bool {
    others
        .iter()
        .all(|c| c.series.head() != best.series.head() || c.series.name() == best.series.name())
}

/// A value found in a line without a name is evidence only when it is no small number that stands everywhere.
fn distinctive(c: &Candidate<'_>) -> bool {
    c.checks.iter().any(|k| {
        k.value
            && matches!(k.outcome, Outcome::Agrees | Outcome::WithinRounding)
            && k.stated.is_some_and(|v| v >= rust_decimal::Decimal::TEN)
    })
}
