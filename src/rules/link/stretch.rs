//! A change over a stretch of years that its sentence names: "the decrease in loans between 2022 and 2025".

use crate::claim::{Claim, Kind};
use crate::fact::Reading;
use crate::figure::{Period, Span};

/// The first and the last year of the stretch that a claim of change names behind its verb. Years named by one number
/// are those of `report`: "between 2022 and 2025" is from 2022/23 to 2024/25 where reports run from April to March.
pub(super) fn years(
    reading: &Reading,
    claim: &Claim,
    report: Option<Period>,
) -> Option<(Period, Period)> {
    let verb = claim
        .direction_span
        .filter(|_| claim.kind == Kind::Change)?;
    let text = reading.blocks.get(claim.block as usize)?.text.as_str();
    let rest = Span::new(verb.end as usize, text.len());
    let told = rest.of(text);
    if !told.contains("between ") && !told.contains("from ") {
        return None;
    }
    let mut times = reading.periods_in(claim.block, rest);
    let ((a, first), (b, last)) = (times.next()?, times.next()?);
    let (first, last) = (first.fixed()?, last.fixed()?);
    let before = text.get(verb.end as usize..a.start as usize)?;
    let gap = text.get(a.end as usize..b.start as usize)?.trim();
    let opens = match gap {
        "and" => before.ends_with("between "),
        "to" => before.ends_with("from ") || before.ends_with("between "),
        _ => false,
    };
    let follows = times
        .next()
        .and_then(|(s, _)| text.get(b.end as usize..s.start as usize));
    // A third time in the sentence may be the one that is meant.
    let alone = follows.is_none_or(|gap| gap.contains(". "));
    if !opens || !alone || before.contains(". ") || !first.is_year() || !last.is_year() {
        return None;
    }
    let bare = |p: Period| p.start.year() == p.end.year();
    let own = report.filter(|p| p.is_year())?;
    let (first, last) = if bare(first) && bare(last) && !bare(own) {
        let back = |years: i16| own.years_back(years);
        (
            back(own.start.year() - first.start.year())?,
            back(own.end.year() - last.end.year())?,
        )
    } else {
        (first, last)
    };
    (first.end < last.end).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Block, Role};

    fn of(text: &str, report: Option<Period>) -> Option<(Period, Period)> {
        let block = Block {
            role: Role::Paragraph,
            text: text.to_string(),
            pieces: Default::default(),
            table: None,
        };
        let told = crate::claim::find(std::slice::from_ref(&block), |_| report);
        let reading = Reading {
            blocks: vec![block],
            times: told.times,
            ..Reading::default()
        };
        let mut found = told.claims.iter();
        found.find_map(|c| years(&reading, c, report))
    }

    #[test]
    fn the_years_of_a_stretch_are_those_of_the_report() {
        let year = Period::financial_year;
        let text = "Explaining the decrease in loans of maps as told by the library between 2022 and 2025.";
        assert_eq!(of(text, year(2024)), year(2022).zip(year(2024)));
        let text = "Loans fell from 2021/22 to 2023/24.";
        assert_eq!(of(text, year(2024)), year(2021).zip(year(2023)));
        assert_eq!(of("Loans fell in 2023/24.", year(2024)), None);
    }
}
