//! Words which say that earlier figures were changed since they were first published, or were not final then.

use super::split::Sentences;
use crate::fact::measure::Name;
use crate::fact::{Reading, Word};
use crate::figure::pattern;
use crate::table::CellRole;
use regex::Regex;
use std::sync::LazyLock;

static RESTATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:restated|re-stated|recast|re-presented|revised|corrected|amended|re-?based|reclassified|updated since|previously (?:reported|published)|as first published|(?:definition|method|methodology|basis|boundar(?:y|ies)) (?:has |have |was |were |is )?(?:been )?changed|change (?:in|of|to) (?:the )?(?:definition|method|methodology|basis)|not (?:directly )?comparable|no longer (?:comparable|includes?)|now (?:includes?|excludes?))\b",
    )
});

static PROVISIONAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:provisional|preliminary|unaudited|not (?:yet )?(?:the )?final|not represent the final|to be confirmed|subject to (?:audit|confirmation|validation)|early estimates?|may be revised)\b",
    )
});

/// Said of figures all over a report, not of one table.
static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:restated|re-stated|recast|re-presented|(?:retrospectively|retroactively) (?:adjusted|restated|applied)|(?:prior|previous|earlier|comparative)[- ](?:year|years|period|periods|amounts?|figures?)\b[^.]{0,120}\b(?:adjusted|revised|corrected|amended|reclassified)|(?:adjusted|revised|corrected|amended|reclassified)\b[^.]{0,80}\b(?:prior|previous|previously|earlier|comparative)[- ](?:year|years|period|periods|amounts?|figures?|reported|published))\b",
    )
});

/// What is revised or amended before the year is over is no earlier figure.
const PLANS: [&str; 8] = [
    "budget",
    "estimate",
    "forecast",
    "plan",
    "target",
    "programme",
    "allocation",
    "total",
];

/// Whether a table's own words or the blocks around it say that earlier figures were changed.
pub fn restated(reading: &Reading, table: u32) -> bool {
    at_table(reading, table, |text| {
        RESTATED.find_iter(text).any(|m| {
            let after = text.get(m.end()..).unwrap_or("");
            let word = after.split_whitespace().next().unwrap_or("").to_lowercase();
            !PLANS.iter().any(|p| word.starts_with(p))
        })
    })
}

/// Whether a table's own words or the blocks around it say that its figures are not final.
pub fn provisional(reading: &Reading, table: u32) -> bool {
    at_table(reading, table, |text| PROVISIONAL.is_match(text))
}

fn at_table(reading: &Reading, table: u32, says: impl Fn(&str) -> bool) -> bool {
    let Some(t) = reading.tables.get(table as usize) else {
        return false;
    };
    let near = match reading.blocks.iter().position(|b| b.table == Some(table)) {
        Some(at) => at.saturating_sub(1)..(at + 4).min(reading.blocks.len()),
        None => 0..0,
    };
    let own = t.notes.iter().chain(&t.title).map(String::as_str);
    let cells = t
        .cells
        .iter()
        .filter(|c| c.role != CellRole::Figure)
        .map(|c| c.text.as_str());
    let blocks = reading
        .blocks
        .get(near)
        .unwrap_or_default()
        .iter()
        .map(|b| b.text.as_str());
    own.chain(cells).chain(blocks).any(says)
}

/// The sentences of a report which say that figures of earlier periods were changed.
pub struct Restatements {
    names: Vec<Name>,
}

impl Restatements {
    /// Of a reading.
    pub fn of(reading: &Reading, sentences: &Sentences) -> Restatements {
        let mut names = Vec::new();
        for (i, block) in reading.blocks.iter().enumerate() {
            if !TOLD.is_match(&block.text) {
                continue;
            }
            for (_, span) in sentences.of_block(i as u32) {
                let text = span.of(&block.text);
                if TOLD.is_match(text) {
                    names.push(Name::of(text));
                }
            }
        }
        Restatements { names }
    }

    /// Whether one of them speaks of what a label or sentence names: they share a word that says something.
    pub fn tells(&self, of: &Name) -> bool {
        const COMMON: [&str; 14] = [
            "amount",
            "figur",
            "year",
            "period",
            "number",
            "report",
            "total",
            "valu",
            "inform",
            "cost",
            "rate",
            "quarter",
            "prior",
            "statement",
        ];
        let telling = |w: &&Word| w.len() >= 3 && !COMMON.iter().any(|c| w.starts_with(c));
        self.names
            .iter()
            .any(|n| of.words.iter().filter(telling).any(|w| n.has(w)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revised_budget_is_no_restatement() {
        let says = |text: &str| {
            let mut reading = Reading::default();
            reading.tables.push(crate::table::Table {
                notes: vec![text.to_string()],
                ..Default::default()
            });
            (restated(&reading, 0), provisional(&reading, 0))
        };
        assert_eq!(says("Revised budget 2024/25"), (false, false));
        assert_eq!(
            says("Figures for 2023/24 have been restated."),
            (true, false)
        );
        assert_eq!(says("The definition has changed."), (true, false));
        assert_eq!(
            says("Provisional figures, subject to audit."),
            (false, true)
        );
    }

    #[test]
    fn a_sentence_tells_of_what_it_names() {
        let told = |text: &str| TOLD.is_match(text);
        assert!(told("All berth counts were retroactively adjusted."));
        assert!(told("Certain prior-period amounts have been reclassified."));
        assert!(!told("The tariff was adjusted in May."));
        let all = Restatements {
            names: vec![Name::of("Berth counts of prior years were restated.")],
        };
        assert!(all.tells(&Name::of("Number of berths")));
        assert!(!all.tells(&Name::of("Ferry crossings")));
        assert!(!all.tells(&Name::of("Total for the year")));
    }
}
