//! Which rows (or columns) are sums of which others: searched by closeness, level by level, with the lines that hold as
//! evidence.
//!
//! A candidate is a position and a run of its neighbours, on one side. Each line in which the run adds up to it speaks for
//! the candidate by as much as chance would seldom do it (a total of four digits more than one of two), each line in which
//! it does not speaks against it. Accepted parts are taken out, so that the next round sees the level above. What stands
//! far apart (the total of every third column) is searched among positions of the same label.

use super::apart;
use super::grid::Class;
use super::nested;
use super::tally::{Running, Tally, judge, weigh};
use super::view::View;
use crate::table::Line;
use crate::table::totals::is_memorandum;
use std::sync::Arc;

/// The most steps (positions times run length times lines) that one search may take.
const BUDGET: usize = 4_000_000;

/// A position that is the sum of others.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern {
    /// The total, within the view.
    pub total: usize,
    /// Its parts, within the view, in order.
    pub parts: Vec<usize>,
    pub tally: Tally,
    /// What labels and position say, in powers of ten.
    pub prior: f32,
    /// What the evidence had to reach.
    pub bar: f32,
}

/// Finds all sums of a view.
pub(super) fn find(view: &View) -> Vec<Pattern> {
    let mut found: Vec<Pattern> = Vec::new();
    if view.lines.is_empty() {
        return found;
    }
    // What stands under "Memorandum" is told beside the sums, and may have sums of its own.
    let aside: Vec<bool> = view
        .positions
        .iter()
        .map(|p| p.path.iter().any(|t| is_memorandum(t)))
        .collect();
    let classes = [Class::Amount, Class::Percent, Class::Time];
    let kinds = classes.iter().flat_map(|c| [(*c, false), (*c, true)]);
    for (class, memorandum) in kinds {
        let all: Vec<usize> = (0..view.positions.len())
            .filter(|p| {
                view.positions[*p].class == class
                    && view.positions[*p].kind != Line::OfWhich
                    && aside[*p] == memorandum
            })
            .collect();
        if all.len() < 3 {
            continue;
        }
        let mut tried = Tried::default();
        let mut sums = levels(view, &all, &[], 0.0, &mut tried);
        let unsure = levels(view, &all, &[], SLACK, &mut tried);
        // A subtotal that is not sure by itself is when the total above needs it.
        let supported: Vec<Pattern> = unsure
            .iter()
            .filter(|p| p.tally.weight + p.prior < p.bar)
            .filter(|p| {
                unsure.iter().any(|q| {
                    q.tally.weight + q.prior >= q.bar
                        && q.parts.contains(&p.total)
                        // not found without it, or then not of everything there is
                        && !sums.iter().any(|s| {
                            s.total == q.total && s.parts == q.parts && s.prior + 1.0 > q.prior
                        })
                })
            })
            .cloned()
            .collect();
        if !supported.is_empty() {
            sums = levels(view, &all, &supported, 0.0, &mut tried);
        }
        found.extend(sums);
        let more = groups(view, &all)
            .into_iter()
            .chain(apart::find(view, &all, &found));
        for pattern in more.collect::<Vec<_>>() {
            let known = found
                .iter()
                .any(|f| f.total == pattern.total && f.parts == pattern.parts);
            if !known {
                found.push(pattern);
            }
        }
    }
    nested::take_out(view, &mut found);
    found
}

/// How far below its bar a subtotal may be that the total above it confirms.
const SLACK: f32 = 2.4;

/// Sums of neighbours, level by level: each round sees the positions whose totals were found no more.
fn levels(
    view: &View,
    all: &[usize],
    given: &[Pattern],
    slack: f32,
    tried: &mut Tried,
) -> Vec<Pattern> {
    let mut found = given.to_vec();
    let mut active = all.to_vec();
    active.retain(|p| !given.iter().any(|f| f.parts.contains(p)));
    for _ in 0..12 {
        let round = adjacent(view, tried.of(view, all, &active), &found, slack);
        if round.is_empty() {
            break;
        }
        active.retain(|p| !round.iter().any(|f: &Pattern| f.parts.contains(p)));
        found.extend(round);
        if active.len() < 2 {
            break;
        }
    }
    found
}

/// The runs found among sets of active positions: rounds with and without slack see the same.
#[derive(Default)]
struct Tried(Vec<(Vec<usize>, Vec<Pattern>)>);

impl Tried {
    fn of(&mut self, view: &View, all: &[usize], active: &[usize]) -> &[Pattern] {
        let known = self.0.iter().position(|(a, _)| a == active);
        let at = known.unwrap_or_else(|| {
            let found = candidates(view, all, active);
            self.0.push((active.to_vec(), found));
            self.0.len() - 1
        });
        self.0.get(at).map_or(&[], |(_, found)| found)
    }
}

/// The best runs beside each position, best first, as far below the bar as [`SLACK`] allows. Parts are looked for among
/// the active positions; a position that is itself a part of a total above may still have parts of its own.
fn candidates(view: &View, all: &[usize], active: &[usize]) -> Vec<Pattern> {
    let lines = view.lines.len();
    let n = active.len();
    let longest = (BUDGET / (all.len() * lines * 2).max(1)).max(8).min(n);
    // Each position has two sides with up to n runs: what chance may pick from.
    let bar = 1.6 + ((2 * n * longest.min(n)) as f32).log10();
    let mut candidates: Vec<Pattern> = Vec::new();
    let mut running = vec![Running::default(); lines];
    for total in all {
        let totals = view.slots(*total);
        let after = active.partition_point(|p| p <= total);
        let before = active.partition_point(|p| p < total);
        for down in [true, false] {
            let run: &[usize] = if down {
                &active[after..]
            } else {
                &active[..before]
            };
            running.fill(Running::default());
            let mut best: Option<(f32, usize, Tally, f32)> = None;
            for k in 1..=run.len().min(longest) {
                let at = if down { run[k - 1] } else { run[run.len() - k] };
                for (sum, slot) in running.iter_mut().zip(view.slots(at)) {
                    sum.add(*slot);
                }
                if k < 2 {
                    continue;
                }
                let mut tally = Tally::default();
                for ((run, total), soft) in running.iter().zip(totals).zip(&view.soft) {
                    judge(&mut tally, *total, run, *soft);
                }
                if tally.hits() == 0 {
                    continue;
                }
                let prior = prior(view, *total, run, down, k);
                let score = tally.weight + prior;
                // On equal evidence the longer run: rows of nothing at its end belong to it.
                if best.is_none_or(|b| {
                    score >= b.0 - 0.06 && tally.hits() >= b.2.hits() || score > b.0
                }) {
                    best = Some((score, k, tally, prior));
                }
            }
            if let Some((score, k, tally, prior)) = best
                && score >= bar - SLACK
                && holds(&tally, prior)
            {
                let parts = if down {
                    run[..k].to_vec()
                } else {
                    run[run.len() - k..].to_vec()
                };
                candidates.push(Pattern {
                    total: *total,
                    parts,
                    tally,
                    prior,
                    bar,
                });
            }
        }
    }
    candidates.sort_by(|a, b| {
        let score = |p: &Pattern| p.tally.weight + p.prior;
        score(b)
            .total_cmp(&score(a))
            .then(a.parts.len().cmp(&b.parts.len()))
            .then(a.total.cmp(&b.total))
    });
    candidates
}

/// One round: of the candidates those that do not overlap, best first.
fn adjacent(view: &View, candidates: &[Pattern], known: &[Pattern], slack: f32) -> Vec<Pattern> {
    let mut taken = vec![false; view.positions.len()];
    let mut out: Vec<Pattern> = Vec::new();
    let enough = |c: &&Pattern| c.tally.weight + c.prior >= c.bar - slack;
    for c in candidates.iter().filter(enough) {
        // A part belongs to one total.
        let clash = c.parts.iter().any(|p| taken[*p]);
        let again = known
            .iter()
            .any(|k| k.total == c.total && k.parts == c.parts);
        if clash || again {
            continue;
        }
        for p in &c.parts {
            taken[*p] = true;
        }
        out.push(c.clone());
    }
    out
}

/// A pattern is meant when it holds far more often than not.
pub(super) fn holds(tally: &Tally, prior: f32) -> bool {
    let hits = tally.hits();
    let against = tally.misses();
    if prior >= 2.0 {
        hits >= against
    } else {
        hits > against && (against <= 1 && hits >= 2 || against == 0 || hits >= 3 * against)
    }
}

/// What labels and position say for the `k` positions of a run that lie nearest to the total.
fn prior(view: &View, total: usize, run: &[usize], down: bool, k: usize) -> f32 {
    let named = view.positions[total].kind == Line::Total;
    let mut prior = 0.0;
    if named {
        prior += 1.5;
    }
    if total == 0 && down || total + 1 == view.positions.len() && !down {
        prior += 0.4;
    }
    let (parts, beyond) = if down {
        (&run[..k], run.get(k))
    } else {
        let from = run.len() - k;
        (&run[from..], from.checked_sub(1).map(|b| &run[b]))
    };
    if !named && parts.iter().any(|p| view.positions[*p].kind == Line::Total) {
        prior -= 1.0;
    }
    // The run ends where something else begins: another total, another section, the table's edge.
    let edge = if down { parts[k - 1] } else { parts[0] };
    let natural = beyond.is_none_or(|b| {
        view.positions[*b].kind == Line::Total || section(view, *b) != section(view, edge)
    });
    if natural {
        prior += 0.7;
        // A total by name that takes in all there is between it and the next total.
        if named && beyond.is_none_or(|b| view.positions[*b].kind == Line::Total) {
            prior += 1.4;
        }
    }
    prior
}

fn section<'t>(view: &View<'t>, p: usize) -> Option<&'t Arc<str>> {
    let path = &view.positions[p].path;
    path.len().checked_sub(2).and_then(|i| path.get(i))
}

/// Positions of one label under different headings: one of them may be the total of all others.
fn groups(view: &View, active: &[usize]) -> Vec<Pattern> {
    let mut by_label: std::collections::BTreeMap<&str, Vec<usize>> =
        std::collections::BTreeMap::new();
    for p in active {
        let position = &view.positions[*p];
        if position.path.len() >= 2 && !position.label.is_empty() {
            by_label.entry(position.label.trim()).or_default().push(*p);
        }
    }
    let mut out = Vec::new();
    for members in by_label
        .into_values()
        .filter(|m| (3..=60).contains(&m.len()))
    {
        // Neighbours are found by closeness.
        let spread = members.windows(2).any(|w| w[1] - w[0] > 1);
        if !spread {
            continue;
        }
        for total in [members[0], members[members.len() - 1]] {
            let parts: Vec<usize> = members.iter().copied().filter(|m| *m != total).collect();
            let tally = weigh(view, total, &parts);
            let top = view.positions[total].path.first();
            let named = top.is_some_and(|t| crate::table::totals::kind_of(t) == Line::Total);
            let prior = if named { 1.5 } else { 0.3 };
            let bar = 2.5;
            if tally.weight + prior >= bar && holds(&tally, prior) && tally.hits() >= 2 {
                out.push(Pattern {
                    total,
                    parts,
                    tally,
                    prior,
                    bar,
                });
                break;
            }
        }
    }
    out
}
