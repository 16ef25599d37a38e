//! The lines of a document's tables, found by the words of their names.

use crate::fact::measure::{Name, stem, words};
use crate::fact::{Fact, Reading, Source, Word, names_columns};
use crate::figure::Period;
use crate::table::Line;
use std::collections::BTreeMap;

/// One line of a table that holds figures of one measure: a row, or a column where the rows are periods.
#[derive(Debug, Clone)]
pub struct Series {
    /// Section it stands in.
    pub section: u32,
    /// Block of its table.
    pub block: u32,
    /// Table index in the reading.
    pub table: u32,
    /// Row (or column) of the table.
    pub line: u32,
    /// Whether the line is a column.
    pub column: bool,
    /// Its label as printed.
    pub label: String,
    /// Normal form of its label.
    pub name: Name,
    /// The word that the label is about: "enquiries" of "Number of initial enquiries", as a stem.
    pub head: String,
    /// The words up to and with the head: "initial", "enquiries".
    pub phrase: Name,
    /// Normal form of the levels above and of the table's title.
    pub around: Name,
    /// A total or subtotal.
    pub total: bool,
    /// Its facts, in order.
    pub facts: Vec<u32>,
}

/// The series of a document, indexed.
#[derive(Debug, Default)]
pub struct Shelf {
    /// In the order of the document.
    pub series: Vec<Series>,
    by_word: BTreeMap<Word, Vec<u32>>,
    by_section: BTreeMap<u32, usize>,
    /// Block and series of the total lines, in order.
    totals: Vec<(u32, u32)>,
}

impl Shelf {
    /// The series of a reading.
    pub fn of(reading: &Reading) -> Shelf {
        let mut blocks = vec![0u32; reading.tables.len()];
        for (i, b) in reading.blocks.iter().enumerate() {
            if let Some(slot) = b.table.and_then(|t| blocks.get_mut(t as usize)) {
                *slot = i as u32;
            }
        }
        let mut lines: BTreeMap<(u32, bool, u32), Vec<u32>> = BTreeMap::new();
        for (i, fact) in reading.facts.iter().enumerate() {
            if let Source::Cell {
                table, row, column, ..
            } = fact.source
                && let Some(t) = reading.tables.get(table as usize)
            {
                let across = names_columns(t, row, column);
                lines
                    .entry((table, across, if across { column } else { row }))
                    .or_default()
                    .push(i as u32);
            }
        }
        let mut shelf = Shelf::default();
        let mut last: Option<(String, Name)> = None;
        for ((table, column, line), facts) in lines {
            let Some(first) = facts.first().and_then(|f| reading.facts.get(*f as usize)) else {
                continue;
            };
            let t = &reading.tables[table as usize];
            let axis = if column {
                t.columns.get(line as usize)
            } else {
                t.rows.get(line as usize)
            };
            let mut around = axis
                .map(|a| a.path[..a.path.len().saturating_sub(1)].join(" "))
                .unwrap_or_default();
            around.push(' ');
            around.push_str(t.title.as_deref().unwrap_or(""));
            // The lines of a table have much the same around them.
            let around = match &last {
                Some((text, name)) if *text == around => Name::clone(name),
                _ => {
                    let name = Name::of(&around);
                    last = Some((around, name.clone()));
                    name
                }
            };
            let head = head(&first.measure);
            shelf.series.push(Series {
                section: first.section,
                block: blocks[table as usize],
                table,
                line,
                column,
                label: first.measure.clone(),
                name: Name::of(&first.measure),
                phrase: phrase(&first.measure, &head),
                head,
                around,
                total: axis.is_some_and(|a| a.kind == Line::Total),
                facts,
            });
        }
        for (i, s) in shelf.series.iter().enumerate() {
            *shelf.by_section.entry(s.section).or_default() += 1;
            if s.total {
                shelf.totals.push((s.block, i as u32));
            }

            for w in s.name.words.iter().chain(&s.name.codes) {
                shelf.by_word.entry(w.clone()).or_default().push(i as u32);
            }
        }
        shelf.totals.sort_unstable();
        shelf
    }

    /// The series that share a word or code with a name, in order; words of very many series are left aside when
    /// others find any.
    pub fn sharing(&self, name: &Name) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        let mut common: Vec<&Vec<u32>> = Vec::new();
        for list in name
            .words
            .iter()
            .chain(&name.codes)
            .filter_map(|w| self.by_word.get(w))
        {
            if list.len() > 400 {
                common.push(list);
            } else {
                found.extend_from_slice(list);
            }
        }
        if found.is_empty()
            && let Some(list) = common.iter().min_by_key(|l| l.len())
        {
            found.extend(list.iter().take(2000));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// How many lines a section has.
    pub fn lines(&self, section: u32) -> usize {
        self.by_section.get(&section).copied().unwrap_or(0)
    }

    /// The total lines of tables at most so many blocks away.
    pub fn totals_near(&self, block: u32, blocks: u32) -> impl Iterator<Item = u32> {
        let from = self.totals.partition_point(|(b, _)| *b + blocks < block);
        self.totals
            .iter()
            .skip(from)
            .take_while(move |(b, _)| *b <= block + blocks)
            .map(|(_, i)| *i)
    }

    /// Over how many series a word is spread.
    pub fn spread(&self, word: &Word) -> usize {
        self.by_word.get(word).map_or(0, Vec::len)
    }
}

impl Series {
    /// The facts of a period, with the period's fit: exact before loose.
    pub fn at<'a>(&'a self, facts: &'a [Fact], period: Period) -> Vec<&'a Fact> {
        let all = || self.facts.iter().filter_map(|f| facts.get(*f as usize));
        let exact: Vec<&Fact> = all().filter(|f| f.period == Some(period)).collect();
        if !exact.is_empty() {
            return exact;
        }
        all()
            .filter(|f| f.period.is_some_and(|p| same_span(p, period)))
            .collect()
    }

    /// The distinct periods of the line, earliest first.
    pub fn periods(&self, facts: &[Fact]) -> Vec<Period> {
        let mut periods: Vec<Period> = self
            .facts
            .iter()
            .filter_map(|f| facts.get(*f as usize))
            .filter_map(|f| f.period)
            .collect();
        periods.sort_unstable_by_key(|p| (p.end, p.start));
        periods.dedup();
        periods
    }
}

/// Whether two periods, loosely written, are one: the day a year ends on stands for the year's column, and a year may
/// be some weeks longer than its name ("March 2024 to March 2025").
pub fn same_span(a: Period, b: Period) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.days() <= b.days() { (a, b) } else { (b, a) };
    if short.start == short.end {
        return short.end == long.end;
    }
    let shared = i64::from((short.end.min(long.end) - short.start.max(long.start)).get_days()) + 1;
    shared * 10 >= long.days() * 9
}

/// The word that a label is about: the last one before a preposition or participle.
pub fn head(label: &str) -> String {
    const LEAD: &[&str] = &[
        "number",
        "numbers",
        "total",
        "no",
        "percentage",
        "proportion",
        "average",
        "overall",
        "the",
        "of",
        "a",
        "an",
        "all",
        "per",
        "cent",
    ];
    const STOP: &[&str] = &[
        "of",
        "for",
        "to",
        "by",
        "with",
        "in",
        "at",
        "from",
        "that",
        "who",
        "which",
        "where",
        "and",
        "on",
        "as",
        "per",
        "or",
        "made",
        "during",
        "within",
        "between",
        "following",
        "including",
        "subject",
        "under",
        "over",
        "e",
        "i",
    ];
    let mut last = "";
    for word in
        words(noun_phrase(label)).skip_while(|w| LEAD.iter().any(|l| l.eq_ignore_ascii_case(w)))
    {
        let stops = STOP.iter().any(|s| s.eq_ignore_ascii_case(word));
        let participle = word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing"));
        if !last.is_empty() && (stops || participle) {
            break;
        }
        if !stops {
            last = word;
        }
    }
    stem(&last.to_lowercase())
}

/// The words of a label up to and with its head.
fn phrase(label: &str, about: &str) -> Name {
    let text = noun_phrase(label);
    let end = words(text)
        .find(|w| stem(&w.to_lowercase()) == about)
        .map_or(text.len(), |w| {
            w.as_ptr() as usize - text.as_ptr() as usize + w.len()
        });
    Name::of(text.get(..end).unwrap_or(text))
}

/// The part of a label before a dash, colon or bracket that says something besides a code.
fn noun_phrase(label: &str) -> &str {
    let mut rest = label;
    while let Some(at) = rest.find([':', '(', '–', '—']).or_else(|| rest.find(" - ")) {
        let (first, after) = rest.split_at(at);
        if !Name::of(first).words.is_empty() {
            return first;
        }
        rest = after.trim_start_matches([' ', '-', ':', '(', '–', '—']);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_label_is_the_thing_counted() {
        assert_eq!(head("Number of initial enquiries"), "enquiry");
        assert_eq!(
            head("Expressions of interest following enquiry"),
            stem("expression")
        );
        assert_eq!(head("Loans renewed by phone"), "loan");
        assert_eq!(head("Return rate - loan to return"), "rat");
        assert_eq!(
            head("B2 - Average delay between order and delivery"),
            "delay"
        );
        assert_eq!(head(""), "");
    }
}
