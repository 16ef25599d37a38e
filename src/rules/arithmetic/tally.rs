//! How a candidate for a sum fares over the lines of a table: what holds, what does not, and how much that says.

use super::grid::Slot;
use super::view::View;

/// How a candidate fares over all lines.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Tally {
    /// Lines that add up as printed, with at least two parts that are not nothing.
    pub exact: usize,
    /// Lines that rounding explains.
    pub near: usize,
    /// Lines that say nothing: all nothing, or a single part.
    pub trivial: usize,
    /// Lines that do not add up.
    pub miss: usize,
    /// Lines that do not add up and have blanks among their parts.
    pub gaps: usize,
    /// Evidence, in powers of ten.
    pub weight: f32,
    /// The parts do not stand beside the total.
    apart: bool,
    /// Lines that hold because all their figures are those of the line before, times the same.
    stepped: usize,
    /// Total and turning sum of the last line that held.
    last: Option<(i64, i64)>,
}

impl Tally {
    /// Lines that hold and say something.
    pub fn hits(&self) -> usize {
        self.exact + self.near
    }

    /// Lines that do not hold.
    pub fn misses(&self) -> usize {
        self.miss + self.gaps
    }

    /// How much a line that holds says beside the lines before it: figures that hardly move from line to line (a slow
    /// series) repeat the first line's evidence.
    fn fresh(&mut self, total: i64, turning: i64, width: i64) -> f32 {
        let before = self.last.replace((total, turning));
        let moved = before.map_or(i64::MAX, |(t, l)| {
            (total - t).abs().max((turning - l).abs())
        });
        let worth = surprise(moved, width).min(surprise(total, width));
        match before {
            // All figures times the same: what holds once holds again.
            Some(b) if self.apart && in_step(b, (total, turning), width) => {
                self.stepped += 1;
                if self.stepped <= 7 {
                    worth.min(0.35)
                } else {
                    0.0
                }
            }
            _ => worth,
        }
    }
}

/// A running sum in one line.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Running {
    pub sum: i64,
    pub steps: i64,
    filled: u32,
    blanks: u32,
    unknown: u32,
    negative: bool,
    /// Sum of the parts with turning signs: moves when parts move, also where their sum stays.
    turning: i64,
    turn: bool,
}

impl Running {
    pub fn add(&mut self, slot: Slot) {
        match slot {
            Slot::Value { value, step } => {
                self.sum += value;
                self.steps += step;
                self.filled += u32::from(value != 0);
                self.negative |= value < 0;
                self.turn = !self.turn;
                self.turning += if self.turn { value } else { -value };
            }
            Slot::Blank | Slot::Dash => self.blanks += 1,
            Slot::Unknown | Slot::Other => self.unknown += 1,
        }
    }
}

/// Whether total and turning sum grew by the same factor from one line to the next, as closely as the figures tell.
fn in_step(before: (i64, i64), now: (i64, i64), width: i64) -> bool {
    let [t, l, total, turning] = [before.0, before.1, now.0, now.1].map(i128::from);
    t != 0 && (turning * t - l * total).abs() <= i128::from(width) * t.abs()
}

/// Powers of ten by which a hit is unlikely to be chance.
fn surprise(total: i64, width: i64) -> f32 {
    let ratio = total.unsigned_abs() / width.max(1).unsigned_abs() + 1;
    // log10 from the bits, with the fraction by the leading digits
    let bits = 63 - ratio.leading_zeros();
    let lead = (ratio as f32) / (1_u64 << bits) as f32;
    ((bits as f32) + (lead - 1.0)) * 0.301
}

pub(super) fn judge(tally: &mut Tally, total: Slot, run: &Running, soft: bool) {
    let Slot::Value { value, step } = total else {
        return;
    };
    let gap = (value - run.sum).abs();
    let width = run.steps + step;
    let near = gap * 2 <= width;
    if run.unknown > 0 {
        // Parts that are not told: only an exact sum says something.
        if gap == 0 && run.filled >= 2 {
            tally.exact += 1;
            tally.weight += tally.fresh(value, run.turning, step).min(4.0) * 0.5;
        } else if !run.negative && run.sum > value + width && value >= 0 && run.filled >= 2 {
            tally.miss += 1;
            tally.weight -= 2.5;
        }
        return;
    }
    if near {
        if run.filled < 2 {
            tally.trivial += 1;
            tally.weight += 0.05;
        } else if gap == 0 {
            tally.exact += 1;
            tally.weight += tally.fresh(value, run.turning, step).min(4.0);
        } else {
            let worth = tally.fresh(value, run.turning, width) - 0.3;
            // Where the figures are hardly larger than what rounding may take, anything comes near.
            if worth > 0.0 {
                tally.near += 1;
            } else {
                tally.trivial += 1;
            }
            tally.weight += worth.min(3.0);
        }
    } else if soft {
        // Percentages and rates need not add up where amounts do.
    } else if run.blanks > 0 {
        tally.gaps += 1;
        tally.weight -= 1.2;
    } else {
        tally.miss += 1;
        tally.weight -= 2.5;
    }
}

/// How a total and its parts fare over all lines.
pub(super) fn weigh(view: &View, total: usize, parts: &[usize]) -> Tally {
    let mut tally = Tally {
        apart: true,
        ..Tally::default()
    };
    for l in 0..view.lines.len() {
        let mut run = Running::default();
        for p in parts {
            run.add(view.slot(*p, l));
        }
        judge(&mut tally, view.slot(total, l), &run, view.soft[l]);
    }
    if tally.stepped * 2 >= tally.hits() {
        // Where lines hold because they are in step, one that does not breaks the step as likely as the sum.
        tally.weight += 2.0 * tally.miss.min(2) as f32;
    }
    tally
}
