//! What is marked on a document's pages: each figure once, with all that was tested of it.

use crate::document::{Page, Rect};
use crate::fact::Reading;
use crate::finding::{Level, Location, Outcome as TestOutcome, Role, coverage};
use crate::report::Outcome;
use crate::report::place::{place, shorten};
use crate::report::sanitize::clean;
use crate::report::spot;
use crate::report::told::Told;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Tests told in one comment; more are counted.
const TESTS: usize = 8;
/// Longest line of a comment.
const LINE: usize = 300;

/// What a mark says at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    /// In no test that was made.
    NotTested,
    /// In tests that agree.
    Agrees,
    /// In tests that agree, at least one only within rounding.
    Rounding,
    /// A finding that somebody has explained.
    Accepted,
    /// A finding.
    Finding(Level),
}

/// A mark on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    /// What it says at a glance.
    pub kind: Kind,
    /// What it is about: the rule of a finding, or the outcome.
    pub subject: String,
    /// The comment.
    pub text: String,
    /// A name that is the same from run to run.
    pub name: String,
    /// Where, on the page as read.
    pub bbox: Rect,
}

/// A figure's place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key {
    Cell(u32, u32, u32),
    Prose(u32, u32, u32),
    Page(u32),
}

fn key(location: &Location) -> Key {
    match (location.cell, location.prose) {
        (Some((t, r, c)), _) => Key::Cell(t, r, c),
        (None, Some((b, s))) => Key::Prose(b, s.start, s.end),
        (None, None) => Key::Page(location.place.page),
    }
}

struct Draft<'a> {
    kind: Kind,
    subject: String,
    lines: Vec<String>,
    more: usize,
    name: String,
    at: &'a Location,
}

/// The marks of one document, page by page, without their boxes on the page.
pub(super) struct Marks<'a> {
    reading: &'a Reading,
    pages: BTreeMap<u32, Vec<(Key, Draft<'a>)>>,
    untested: BTreeMap<u32, Vec<coverage::Untested>>,
}

impl<'a> Marks<'a> {
    /// Gathers what was tested of a document.
    pub(super) fn of(
        reading: &'a Reading,
        outcome: &'a Outcome,
        told: &'a [Told<'a>],
    ) -> Marks<'a> {
        let mut drafts: BTreeMap<Key, Draft<'a>> = BTreeMap::new();
        let here = |l: &Location| l.document == reading.document && l.place.page > 0;
        for t in told {
            let Some(at) = t.primary().filter(|l| here(l)) else {
                continue;
            };
            let kind = if t.accepted.is_some() {
                Kind::Accepted
            } else {
                Kind::Finding(t.test.level)
            };
            add(
                &mut drafts,
                key(at),
                kind,
                t.test.rule,
                comment(t, outcome),
                at,
                &t.id,
            );
        }
        for test in &outcome.tests {
            let kind = match test.outcome {
                TestOutcome::Agrees => Kind::Agrees,
                TestOutcome::WithinRounding => Kind::Rounding,
                TestOutcome::NotTested => Kind::NotTested,
                TestOutcome::UnlikelyRounding | TestOutcome::Differs => continue,
            };
            let word = test.outcome.name().replace('_', " ");
            let line = format!("{}: {word}; {}", test.rule, clean(&test.message));
            // Ticks are for figures: a number of a paragraph that follows the one before it bears none.
            if kind != Kind::NotTested && test.stated.or(test.computed).is_none() {
                continue;
            }
            let wanted = |l: &&Location| {
                here(l)
                    && (kind != Kind::NotTested
                        || (l.role == Role::Primary && holds_figure(reading, l)))
            };
            for at in test.locations.iter().filter(wanted) {
                add(&mut drafts, key(at), kind, &word, line.clone(), at, "");
            }
        }
        let mut pages: BTreeMap<u32, Vec<(Key, Draft<'a>)>> = BTreeMap::new();
        for (key, draft) in drafts {
            pages
                .entry(draft.at.place.page)
                .or_default()
                .push((key, draft));
        }
        let mut untested: BTreeMap<u32, Vec<coverage::Untested>> = BTreeMap::new();
        let own = coverage::untested(&outcome.readings, &outcome.tests);
        for figure in own
            .into_iter()
            .filter(|u| u.document == reading.document && u.reason.is_empty())
        {
            untested.entry(figure.place.page).or_default().push(figure);
        }
        Marks {
            reading,
            pages,
            untested,
        }
    }

    /// The pages that have marks, from 1.
    pub(super) fn pages(&self) -> impl Iterator<Item = u32> {
        let pages: BTreeSet<u32> = self
            .pages
            .keys()
            .chain(self.untested.keys())
            .copied()
            .collect();
        pages.into_iter().filter(|p| *p > 0)
    }

    /// The marks of a page that was read again, where its words are.
    pub(super) fn on(&self, page: &Page) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut taken: HashSet<[i32; 2]> = HashSet::new();
        let corner = |b: Rect| [(b.x1 * 4.0) as i32, (b.y0 * 4.0) as i32];
        for (i, (_, draft)) in self
            .pages
            .get(&page.number)
            .into_iter()
            .flatten()
            .enumerate()
        {
            let Some(line) = draft
                .at
                .place
                .bbox()
                .or_else(|| about_the_page(draft, page))
            else {
                continue;
            };
            let bbox = spot::of(self.reading, page, draft.at).unwrap_or(line);
            if !taken.insert(corner(bbox)) && !matches!(draft.kind, Kind::Finding(_)) {
                continue;
            }
            let mut text = draft.lines.join("\n");
            if draft.more > 0 {
                text.push_str(&format!("\nand {} more tests", draft.more));
            }
            marks.push(Mark {
                kind: draft.kind,
                subject: draft.subject.clone(),
                text,
                name: if draft.name.is_empty() {
                    format!("crossfoot-{}-{i}", page.number)
                } else {
                    format!("crossfoot-{}", draft.name)
                },
                bbox,
            });
        }
        for (i, figure) in self
            .untested
            .get(&page.number)
            .into_iter()
            .flatten()
            .enumerate()
        {
            let found = figure
                .place
                .bbox()
                .and_then(|line| spot::words_at(page, line, &figure.text, 0));
            let Some(bbox) = found.filter(|b| taken.insert(corner(*b))) else {
                continue;
            };
            marks.push(Mark {
                kind: Kind::NotTested,
                subject: "not tested".into(),
                text: "not tested: no rule found figures to test it against".into(),
                name: format!("crossfoot-{}-u{i}", page.number),
                bbox,
            });
        }
        marks
    }
}

/// Whether a place is a cell, or words with a figure among them.
fn holds_figure(reading: &Reading, at: &Location) -> bool {
    match at.prose {
        Some((block, span)) => reading.figures_in(block, span).next().is_some(),
        None => at.cell.is_some(),
    }
}

/// A finding that is about a whole page is marked in its upper left corner.
fn about_the_page(draft: &Draft<'_>, page: &Page) -> Option<Rect> {
    matches!(draft.kind, Kind::Finding(_) | Kind::Accepted).then_some(Rect {
        x0: 12.0,
        y0: page.height - 36.0,
        x1: 36.0,
        y1: page.height - 12.0,
    })
}

fn add<'a>(
    drafts: &mut BTreeMap<Key, Draft<'a>>,
    key: Key,
    kind: Kind,
    subject: &str,
    line: String,
    at: &'a Location,
    name: &str,
) {
    let draft = drafts.entry(key).or_insert_with(|| Draft {
        kind,
        subject: subject.to_string(),
        lines: Vec::new(),
        more: 0,
        name: name.to_string(),
        at,
    });
    if kind > draft.kind {
        draft.kind = kind;
        draft.subject = subject.to_string();
    }
    if draft.lines.len() < TESTS {
        draft.lines.push(shorten_lines(&line));
    } else {
        draft.more += 1;
    }
}

fn shorten_lines(text: &str) -> String {
    text.lines()
        .map(|l| shorten(l, LINE))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The comment of a finding: message, sum, cause, evidence with its pages.
fn comment(told: &Told<'_>, outcome: &Outcome) -> String {
    let test = told.test;
    let mut lines = vec![clean(&test.message).into_owned()];
    for line in &test.sum {
        let text = [&line.figure, &line.label, &line.remark].map(|p| clean(p).into_owned());
        lines.push(format!("  {}", text.join("  ").trim_end()));
    }
    if let Some(cause) = &test.cause {
        lines.push(format!("likely cause: {}", clean(cause)));
    }
    for at in told.evidence().filter(|_| test.sum.is_empty()).take(TESTS) {
        let elsewhere = told.primary().is_none_or(|p| p.document != at.document);
        lines.push(format!(
            "with {}: {}",
            place(at, &outcome.readings, elsewhere),
            shorten(&clean(&at.text), 80)
        ));
    }
    if let Some(accepted) = told.accepted {
        lines.push(format!(
            "accepted: {} ({})",
            clean(&accepted.because),
            clean(&accepted.agreed_by)
        ));
    }
    lines.join("\n")
}
