//! Pages of a table of contents and of a pack: where headings stand, and whether numbers rise as pages do.

use super::contents::{Entry, List};
use super::{agrees, differs, evidence, not_tested, whole};
use crate::fact::Reading;
use crate::figure::pattern;
use crate::finding::{Level, Location, Role as Part, Test};
use crate::layout::Role;
use regex::Regex;
use std::sync::LazyLock;

/// A place as evidence of another.
pub(in crate::rules) fn as_evidence(place: &Location) -> Location {
    Location {
        role: Part::Evidence,
        ..place.clone()
    }
}

/// A report bound into a pack counts its pages as the pack does, a fixed number apart.
pub(in crate::rules) fn counted_together(
    rule: &'static str,
    reading: &Reading,
    tests: &mut Vec<Test>,
) {
    let stamps = stamps(reading);
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
                rule,
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
            differs(rule, Level::Warning, message, places)
        });
    }
}

/// Pages rise from entry to entry; returns the entries that break the order.
pub(in crate::rules) fn rise(rule: &'static str, list: &List, tests: &mut Vec<Test>) -> Vec<usize> {
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
            rule,
            format!("the pages of {} entries rise", paged.len()),
            places,
        ));
    } else if odd.len() * 5 > paged.len() {
        tests.push(not_tested(
            rule,
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
            tests.push(differs(rule, Level::Warning, message, places));
        }
    }
    odd.into_iter().map(|k| paged[k].0).collect()
}

/// Each heading stands on its entry's page, counted as most of the others are.
pub(in crate::rules) fn on_their_pages(
    rule: &'static str,
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
            agrees(rule, format!("its heading stands on page {stated}"), places)
        } else if steady >= 4 && steady * 5 >= known.len() * 4 {
            differs(
                rule,
                Level::Warning,
                format!("the contents give page {stated}, its heading stands on page {counted}"),
                places,
            )
        } else {
            not_tested(
                rule,
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

/// The page that each block stands on: of the file where it has pages; in a text, the page numbers printed at the foot
/// of its pages, where those before and behind a block follow one another.
pub(in crate::rules) fn pages(reading: &Reading) -> Vec<Option<u32>> {
    if reading.pages > 0 {
        return reading
            .blocks
            .iter()
            .map(|b| Some(b.place_at(0).page).filter(|p| *p > 0))
            .collect();
    }
    let mut out = vec![None; reading.blocks.len()];
    let mut start = 0;
    let mut before: Option<u32> = None;
    for (i, block) in reading.blocks.iter().enumerate() {
        let number = match block.role {
            Role::Furniture => block.text.trim().parse::<u32>().ok(),
            _ => None,
        };
        let Some(number) = number else {
            continue;
        };
        if number == before.map_or(1, |b| b + 1) {
            out[start..i].fill(Some(number));
        }
        before = Some(number);
        start = i;
    }
    out
}

/// A page's number in the pack and in its own report, printed side by side or one under the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Stamp {
    /// In the pack.
    pub pack: i64,
    /// In the report.
    pub own: i64,
    /// The block with the report's number.
    pub block: usize,
}

static BOTH: LazyLock<Regex> = LazyLock::new(|| pattern(r"^Page (\d{1,4})\s+(\d{1,4})$"));

/// The pages of a text that bear both numbers, in order.
pub(in crate::rules) fn stamps(reading: &Reading) -> Vec<Stamp> {
    let mut out = Vec::new();
    if reading.pages > 0 {
        return out;
    }
    let mut before: Option<(usize, i64)> = None;
    for (block, b) in reading.blocks.iter().enumerate() {
        let text = b.text.trim();
        if text.len() > 14 {
            continue;
        }
        let number = |i: usize| {
            BOTH.captures(text)
                .and_then(|c| c.get(i)?.as_str().parse::<i64>().ok())
        };
        if let (Some(pack), Some(own)) = (number(1), number(2)) {
            out.push(Stamp { pack, own, block });
        } else if let Some(own) = text
            .parse::<i64>()
            .ok()
            .filter(|_| b.role == Role::Furniture)
        {
            before = Some((block, own));
        } else if let Some(pack) = text
            .strip_prefix("Page ")
            .and_then(|n| n.trim().parse::<i64>().ok())
            && let Some((at, own)) = before.filter(|b| b.0 + 1 == block)
        {
            out.push(Stamp {
                pack,
                own,
                block: at,
            });
        }
    }
    out
}
