//! The rules. One rule is `name.rs`, `name.md` and one line in the registry below.
//!
//! A rule returns every test it made, agreements too: the ledger of tests is the product, findings are its red part.

mod arithmetic;

use crate::fact::Reading;
use crate::finding::Test;
use crate::language::Settings;
use crate::store::{Kinship, Library, Relation, Sentences, Shelf};
pub use arithmetic::{Tables, Worked};
use housekeeping::days::{self, Day};
use std::sync::{Arc, OnceLock};

/// What rules may look at.
pub struct Context<'a> {
    /// The readings that are tested together, in the order given.
    pub readings: &'a [Reading],
    /// The user's rules, synonyms and settings.
    pub settings: &'a Settings,
    /// The parts of the readings that belong together, found when a rule first asks.
    kin: OnceLock<Vec<Kinship>>,
    /// The lines of each reading's tables, likewise.
    shelves: Vec<OnceLock<Arc<Shelf>>>,
    /// The sentences of each reading, likewise.
    sentences: Vec<OnceLock<Arc<Sentences>>>,
    /// The days that each reading names, likewise.
    days: Vec<OnceLock<Arc<Vec<Day>>>>,
    /// What later reports reprint of earlier ones, likewise.
    reprints: OnceLock<link::reprints::Reprints>,
}

impl<'a> Context<'a> {
    /// What the rules of one run look at.
    pub fn new(readings: &'a [Reading], settings: &'a Settings) -> Self {
        Context {
            readings,
            settings,
            kin: OnceLock::new(),
            shelves: readings.iter().map(|_| OnceLock::new()).collect(),
            sentences: readings.iter().map(|_| OnceLock::new()).collect(),
            days: readings.iter().map(|_| OnceLock::new()).collect(),
            reprints: OnceLock::new(),
        }
    }

    /// What later reports reprint of earlier ones.
    fn reprints(&self) -> &link::reprints::Reprints {
        self.reprints
            .get_or_init(|| link::reprints::Reprints::of(self))
    }

    /// The lines of each reading's tables.
    fn shelves(&self) -> Vec<Arc<Shelf>> {
        self.readings.iter().map(|r| self.shelf(r)).collect()
    }

    /// The lines of a reading's tables.
    fn shelf(&self, reading: &Reading) -> Arc<Shelf> {
        self.once(&self.shelves, reading, Shelf::of)
    }

    /// The sentences of a reading's prose.
    fn sentences(&self, reading: &Reading) -> Arc<Sentences> {
        self.once(&self.sentences, reading, Sentences::of)
    }

    /// The days that a reading names, in its order.
    fn days(&self, reading: &Reading) -> Arc<Vec<Day>> {
        self.once(&self.days, reading, days::all)
    }

    /// What is made of a reading, made once where the reading is one of the run.
    fn once<T>(
        &self,
        made: &[OnceLock<Arc<T>>],
        reading: &Reading,
        make: impl Fn(&Reading) -> T,
    ) -> Arc<T> {
        let known = self.readings.iter().position(|r| std::ptr::eq(r, reading));
        match known.and_then(|i| made.get(i)) {
            Some(cell) => cell.get_or_init(|| Arc::new(make(reading))).clone(),
            None => Arc::new(make(reading)),
        }
    }

    /// The parts of different readings that belong together in a way that is `wanted`, with the readings of the left
    /// and the right part.
    fn kin(
        &self,
        wanted: impl Fn(Relation) -> bool,
    ) -> impl Iterator<Item = (&Kinship, &Reading, &Reading)> {
        self.kin
            .get_or_init(|| match self.readings {
                [] | [_] => Vec::new(),
                many => Library::of(many).kin(many),
            })
            .iter()
            .filter(move |k| wanted(k.relation))
            .filter_map(|k| {
                let left = self.readings.get(k.left.document)?;
                Some((k, left, self.readings.get(k.right.document)?))
            })
    }

    /// Forgets what rules made for each other; a rule that asks for it again has it made again.
    pub fn forget(&mut self) {
        *self = Context::new(self.readings, self.settings);
    }
}

/// A test that an auditor performs.
pub trait Rule: Sync {
    /// What it shares with other rules. One that does not say makes a run larger, and its findings no other.
    fn stage(&self) -> Stage {
        Stage::Alone
    }
    /// Every comparison within a stretch of a document's tables, of the relations that were found there.
    fn test_tables(&self, _worked: &Worked<'_>) -> Vec<Test> {
        Vec::new()
    }
    /// Every other comparison within one document, in the document's order.
    fn test(&self, _reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        Vec::new()
    }
    /// Every comparison between the documents of a run.
    fn test_together(&self, _context: &Context<'_>) -> Vec<Test> {
        Vec::new()
    }
}

/// A rule with its name and its page.
pub struct Entry {
    /// kebab-case; reads as the test an auditor performs.
    pub name: &'static str,
    /// The page: explanation, examples, and their executed tests.
    pub page: &'static str,
    /// The rule.
    pub rule: &'static dyn Rule,
}

/// What rules share is made when one of them first asks for it, and can be as large as the document: rules that share
/// it run together, and then it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Rules that speak of the arithmetic of tables, stretch by stretch.
    Tables,
    /// Rules that look for lines of tables and sentences of prose.
    Lines,
    /// Rules that share nothing.
    Alone,
}

mod housekeeping;
impl Entry {
    /// What it tests in one sentence: the first line below the page's title.
    pub fn summary(&self) -> &'static str {
        self.page
            .lines()
            .skip(1)
            .find(|l| !l.trim().is_empty())
            .unwrap_or("")
            .trim()
    }
}

macro_rules! registry {
    ($($name:literal => $module:ident,)*) => {
        $(mod $module;)*
        /// All rules, in the order of the registry.
        pub static RULES: &[Entry] = &[
            $(Entry { name: $name, page: include_str!(concat!(stringify!($module), ".md")), rule: &$module::RULE },)*
        ];
    };
}

mod link;
mod prose;

registry! {
    // name => module (name.rs beside name.md)
    "footing" => footing,
    "narrative-tie-out" => narrative_tie_out,
    "repeated-figure" => repeated_figure,
    "implausible-year" => implausible_year,
    "cross-footing" => cross_footing,
    "subtotal" => subtotal,
    "percentages-total" => percentages_total,
    "variance" => variance,
    "share-of-total" => share_of_total,
    "ratio" => ratio,
    "comparative" => comparative,
    "restatement" => restatement,
    "scale-jump" => scale_jump,
    "measures-kept" => measures_kept,
    "terms-changed" => terms_changed,
    "version" => version,
    "minutes-tie-out" => minutes_tie_out,
    "weekday-date" => weekday_date,
    "agenda-pages" => agenda_pages,
    "scale-left-out" => scale_left_out,
    "numbering" => numbering,
    "stated-change" => stated_change,
    "direction" => direction,
    "percentage-of-count" => percentage_of_count,
    "parts-of-whole" => parts_of_whole,
    "percent-or-points" => percent_or_points,
    "list-count" => list_count,
    "target" => target,
    "rank" => rank,
    "average" => average,
    "roll-forward" => roll_forward,
    "within-bounds" => within_bounds,
    "identity" => identity,
    "contents-pages" => contents_pages,
    "period-label" => period_label,
    "chronology" => chronology,
    "placeholder-left" => placeholder_left,
    "cross-reference" => cross_reference,
    "no-text-layer" => no_text_layer,
}

/// The rule of a name.
pub fn find(name: &str) -> Option<&'static Entry> {
    RULES.iter().find(|e| e.name == name)
}
