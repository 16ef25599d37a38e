//! A table of contents against the document: pages rise, each entry has its heading, on its page and with its year.

use super::housekeeping::contents::{self, Entry, List, Stamp};
use super::housekeeping::{agrees, differs, evidence, not_tested, primary, whole, words, years};
use super::{Context, Rule};
use crate::fact::Reading;
use crate::finding::{Level, Location, Role as Part, Test};
use crate::layout::Role;

pub(super) struct ContentsPages;
pub(super) static RULE: ContentsPages = ContentsPages;
const NAME: &str = "contents-pages";

impl Rule for ContentsPages {
    fn test(&self, reading: &Reading, _context: &Context<'_>) -> Vec<Test> {
        let mut tests = Vec::new();
        counted_together(reading, &mut tests);
        let lists = contents::lists(reading);
        if lists.is_empty() {
            return tests;
        }
        let pages = contents::pages(reading);
        for list in &lists {
            let odd = rise(list, &mut tests);
            let found: Vec<Option<usize>> = list
                .entries
                .iter()
                .map(|e| contents::heading(reading, list, e))
                .collect();
            on_their_pages(reading, list, &found, &pages, &odd, &mut tests);
            for (i, entry) in list.entries.iter().enumerate() {
                tests.extend(own_year(reading, entry, found[i]));
                let from = found[i].unwrap_or(list.body.start);
                let until = found[i + 1..].iter().flatten().find(|b| **b > from);
                tests.extend(inner_year(
                    reading,
                    entry,
                    from + 1..*until.unwrap_or(&list.body.end),
                ));
            }
        }
        tests
    }
}

fn as_evidence(place: &Location) -> Location {
    Location {
        role: Part::Evidence,
        ..place.clone()
    }
}

/// A report bound into a pack counts its pages as the pack does, a fixed number apart.
fn counted_together(reading: &Reading, tests: &mut Vec<Test>) {
    let stamps = contents::stamps(reading);
    let place = |s: &Stamp| {
        Location::prose(
            reading,
            Part::Primary,
            s.block as u32,
            whole(&reading.blocks[s.block]),
        )
    };
    for w in stamps.windows(3) {
        let [a, b, c] = w else {
            continue;
        };
        let apart = |s: &Stamp| s.pack - s.own;
        if apart(a) != apart(c) || !(a.pack < b.pack && b.pack < c.pack) {
            continue;
        }
        let places = vec![place(b), as_evidence(&place(a)), as_evidence(&place(c))];
        tests.push(if apart(b) == apart(a) {
            agrees(
                NAME,
                format!(
                    "page {} of the pack is page {} of its report",
                    b.pack, b.own
                ),
                places,
            )
        } else {
            let expected = b.pack - apart(a);
            let message = format!(
                "page {} of the pack is numbered {}, where {expected} follows",
                b.pack, b.own
            );
            differs(NAME, Level::Warning, message, places)
        });
    }
}

/// Pages rise from entry to entry; returns the entries that break the order.
fn rise(list: &List, tests: &mut Vec<Test>) -> Vec<usize> {
    let paged: Vec<(usize, u32)> = list
        .entries
        .iter()
        .enumerate()
        .filter_map(|(i, e)| Some((i, e.page?)))
        .collect();
    if paged.len() < 3 {
        return Vec::new();
    }
    let page = |k: usize| paged.get(k).map_or(u32::MAX, |p| p.1);
    let mut odd = Vec::new();
    for k in 0..paged.len() - 1 {
        if page(k) <= page(k + 1) || odd.last() == Some(&k) {
            continue;
        }
        let without = k == 0 || page(k - 1) <= page(k + 1);
        let without_next = page(k) <= page(k + 2);
        odd.push(if without && !(without_next && k + 2 < paged.len()) {
            k
        } else {
            k + 1
        });
    }
    let place = |k: usize| list.entries[paged[k].0].place.clone();
    if odd.is_empty() {
        let mut places = vec![place(0)];
        places.extend((1..paged.len()).map(|k| as_evidence(&place(k))));
        tests.push(agrees(
            NAME,
            format!("the pages of {} entries rise", paged.len()),
            places,
        ));
    } else if odd.len() * 5 > paged.len() {
        tests.push(not_tested(
            NAME,
            "the numbers do not rise as pages do".into(),
            vec![place(odd[0])],
        ));
    } else {
        for k in &odd {
            let mut places = vec![place(*k)];
            places.extend(k.checked_sub(1).map(|b| as_evidence(&place(b))));
            places.extend((k + 1 < paged.len()).then(|| as_evidence(&place(k + 1))));
            let message = match (k.checked_sub(1).map(page), page(k + 1)) {
                (Some(b), a) if a != u32::MAX => {
                    format!("page {} stands between pages {b} and {a}", page(*k))
                }
                (Some(b), _) => format!("page {} comes after page {b}", page(*k)),
                (None, a) => format!("page {} comes before page {a}", page(*k)),
            };
            tests.push(differs(NAME, Level::Warning, message, places));
        }
    }
    odd.into_iter().map(|k| paged[k].0).collect()
}

/// Each heading stands on its entry's page, counted as most of the others are.
fn on_their_pages(
    reading: &Reading,
    list: &List,
    found: &[Option<usize>],
    pages: &[Option<u32>],
    odd: &[usize],
    tests: &mut Vec<Test>,
) {
    let own = pages.get(list.at).copied().flatten();
    let known: Vec<(&Entry, usize, u32, i64)> = (0..found.len())
        .filter(|i| !odd.contains(i))
        .filter_map(|i| {
            let (entry, block) = (&list.entries[i], found[i]?);
            let page = pages.get(block).copied().flatten()?;
            // A heading at the foot of the page with the contents, or of any page, belongs to the next.
            let alone = Some(page) == own || !followed(reading, block);
            Some((entry, block, page, i64::from(page) - i64::from(entry.page?))).filter(|_| !alone)
        })
        .collect();
    let Some(usual) = known
        .iter()
        .map(|k| k.3)
        .max_by_key(|d| (known.iter().filter(|k| k.3 == *d).count(), -d.abs()))
    else {
        return;
    };
    let steady = known.iter().filter(|k| k.3 == usual).count();
    for (entry, block, page, shift) in &known {
        let places = vec![
            entry.place.clone(),
            evidence(reading, *block, whole(&reading.blocks[*block])),
        ];
        let (stated, counted) = (entry.page.unwrap_or(0), i64::from(*page) - usual);
        tests.push(if *shift == usual && steady > 1 {
            agrees(NAME, format!("its heading stands on page {stated}"), places)
        } else if steady >= 4 && steady * 5 >= known.len() * 4 {
            differs(
                NAME,
                Level::Warning,
                format!("the contents give page {stated}, its heading stands on page {counted}"),
                places,
            )
        } else {
            not_tested(
                NAME,
                "too few headings stand where the contents say to tell how pages are counted"
                    .into(),
                places,
            )
        });
    }
}

/// Whether text follows a heading on its page.
fn followed(reading: &Reading, block: usize) -> bool {
    let page = reading.blocks[block].place_at(0).page;
    page == 0
        || reading.blocks[block + 1..]
            .iter()
            .take_while(|b| b.place_at(0).page == page)
            .any(|b| !matches!(b.role, Role::Furniture))
}

/// An entry and its heading name the same year.
fn own_year(reading: &Reading, entry: &Entry, found: Option<usize>) -> Option<Test> {
    let at = found?;
    let block = &reading.blocks[at];
    let (a, b) = (years::scan(&entry.text), years::scan(&block.text));
    let places = vec![
        primary(reading, at, whole(block)),
        as_evidence(&entry.place),
    ];
    match (a.as_slice(), b.as_slice()) {
        ([a], [b]) if a.label() == b.label() => {
            Some(agrees(NAME, format!("both name {}", a.label()), places))
        }
        ([a], [b]) => {
            let message = format!("the heading says {}, the contents {}", b.label(), a.label());
            Some(differs(NAME, Level::Warning, message, places))
        }
        ([], []) => Some(agrees(NAME, "the entry has its heading".into(), places)),
        _ => None,
    }
}

/// "including review of Plan 2022/23" in an entry, and the heading below it that says "Review of Plan 2021/22".
fn inner_year(reading: &Reading, entry: &Entry, below: std::ops::Range<usize>) -> Option<Test> {
    let [stated] = years::scan(&entry.text)[..] else {
        return None;
    };
    for at in below {
        let block = &reading.blocks[at];
        if block.text.len() > 120 || !matches!(block.role, Role::Heading(_) | Role::Paragraph) {
            continue;
        }
        let [own] = years::scan(&block.text)[..] else {
            continue;
        };
        let title = words(&block.text);
        if title.len() < 3 || title.len() >= entry.words.len() || !entry.words.ends_with(&title) {
            continue;
        }
        let places = vec![
            primary(reading, at, whole(block)),
            as_evidence(&entry.place),
        ];
        return Some(if own.label() == stated.label() {
            agrees(NAME, format!("both name {}", own.label()), places)
        } else {
            let message = format!(
                "the heading says {}, the contents {}",
                own.label(),
                stated.label()
            );
            differs(NAME, Level::Error, message, places)
        });
    }
    None
}
