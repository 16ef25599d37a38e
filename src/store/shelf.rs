//! The lines of a document's tables, found by the words of their names.

use super::head::{head, phrase};
use crate::fact::measure::Name;
use crate::fact::{Fact, Facts, Folding, Reading, Source, Word, names_columns};
use crate::figure::Period;
use crate::table::Line;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

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
    /// A total or subtotal.
    pub total: bool,
    /// Its label, read once for all lines that have it.
    label: Arc<Label>,
    /// Normal form of the levels above and of the table's title.
    pub around: Arc<Name>,
    /// Its facts, in order.
    pub facts: Box<[u32]>,
}

/// What a label says.
#[derive(Debug)]
struct Label {
    text: Arc<str>,
    name: Arc<Name>,
    head: Word,
    phrase: Arc<Name>,
    /// Over how many series each word of its name is spread; told once all series are known.
    spread: OnceLock<Box<[u32]>>,
}

impl Label {
    fn of(text: &Arc<str>) -> Label {
        let name = Arc::new(Name::of(text));
        let head = head(text);
        Label {
            text: text.clone(),
            phrase: phrase(text, &head, &name),
            name,
            head,
            spread: OnceLock::new(),
        }
    }
}

/// The series of a document, indexed.
#[derive(Debug, Default)]
pub struct Shelf {
    /// In the order of the document.
    pub series: Vec<Series>,
    by_word: HashMap<Word, Vec<u32>, Folding>,
    by_section: BTreeMap<u32, usize>,
    /// Block and series of the total lines, in order.
    totals: Vec<(u32, u32)>,
    members: OnceLock<Members>,
}

/// The innermost dimensions of facts, each name read once.
#[derive(Debug)]
struct Members {
    names: Vec<Name>,
    /// The name that the facts of a group have, for groups with one.
    of: Vec<Option<u32>>,
}

impl Members {
    fn of(facts: &Facts) -> Members {
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut names = Vec::new();
        let of = facts
            .groups()
            .map(|dimensions| {
                let (_, member) = dimensions.last()?;
                Some(*known.entry(member).or_insert_with(|| {
                    names.push(Name::of(member));
                    names.len() as u32 - 1
                }))
            })
            .collect();
        Members { names, of }
    }
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
        for (i, fact) in reading.facts().enumerate() {
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
        // Most labels, and what stands around them, come again in other tables.
        let mut labels: HashMap<&str, Arc<Label>> = HashMap::new();
        let mut arounds: HashMap<String, Arc<Name>> = HashMap::new();
        for ((table, column, line), facts) in lines {
            let Some(first) = facts.first().and_then(|f| reading.fact(*f as usize)) else {
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
            let around = match arounds.get(&around) {
                Some(known) => known.clone(),
                None => {
                    let name = Arc::new(Name::of(&around));
                    arounds.insert(around, name.clone());
                    name
                }
            };
            let label = labels
                .entry(first.measure)
                .or_insert_with(|| Arc::new(Label::of(first.measure)));
            shelf.series.push(Series {
                section: first.section,
                block: blocks[table as usize],
                table,
                line,
                column,
                total: axis.is_some_and(|a| a.kind == Line::Total),
                label: label.clone(),
                around,
                facts: facts.into_boxed_slice(),
            });
        }
        shelf.series.shrink_to_fit();
        for (i, s) in shelf.series.iter().enumerate() {
            *shelf.by_section.entry(s.section).or_default() += 1;
            if s.total {
                shelf.totals.push((s.block, i as u32));
            }

            for w in s.label.name.words.iter().chain(&s.label.name.codes) {
                shelf.by_word.entry(w.clone()).or_default().push(i as u32);
            }
        }
        shelf.totals.sort_unstable();
        for label in labels.into_values() {
            let spread = |w: &Word| shelf.by_word.get(w).map_or(0, Vec::len) as u32;
            let words = label.name.words.iter();
            label.spread.get_or_init(|| words.map(spread).collect());
        }
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

    /// The innermost dimension of a fact, by its number in the shelf's reading, in normal form.
    pub fn member(&self, reading: &Reading, fact: u32) -> Option<&Name> {
        let facts = &reading.facts;
        let members = self.members.get_or_init(|| Members::of(facts));
        let name = (*members.of.get(facts.group(fact as usize)?)?)?;
        members.names.get(name as usize)
    }

    /// Over how many series a word is spread.
    pub fn spread(&self, word: &Word) -> usize {
        self.by_word.get(word).map_or(0, Vec::len)
    }
}

impl Series {
    /// Its label as printed.
    pub fn label(&self) -> &str {
        &self.label.text
    }

    /// Normal form of its label.
    pub fn name(&self) -> &Name {
        &self.label.name
    }

    /// The word that the label is about: "enquiries" of "Number of initial enquiries", as a stem.
    pub fn head(&self) -> &Word {
        &self.label.head
    }

    /// The words up to and with the head: "initial", "enquiries".
    pub fn phrase(&self) -> &Name {
        &self.label.phrase
    }

    /// The words of its name, each with the number of series that it is spread over.
    pub fn words(&self) -> impl Iterator<Item = (&Word, usize)> {
        let spread = self.label.spread.get().into_iter().flatten();
        let words = self.label.name.words.iter();
        words.zip(spread.map(|n| *n as usize))
    }

    /// The facts of a period, with the period's fit: exact before loose.
    pub fn at<'a>(&self, reading: &'a Reading, period: Period) -> Vec<Fact<'a>> {
        let found = self.facts_at(reading, period);
        found.into_iter().map(|(_, f)| f).collect()
    }

    /// The same with their numbers in the reading.
    pub fn facts_at<'a>(&self, reading: &'a Reading, period: Period) -> Vec<(u32, Fact<'a>)> {
        let of = |wanted: &dyn Fn(Period) -> bool| -> Vec<(u32, Fact<'a>)> {
            let numbers = self.facts.iter().copied();
            numbers
                .filter(|i| reading.period_of(*i as usize).is_some_and(wanted))
                .filter_map(|i| Some((i, reading.fact(i as usize)?)))
                .collect()
        };
        let exact = of(&|p| p == period);
        if exact.is_empty() {
            of(&|p| same_span(p, period))
        } else {
            exact
        }
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
