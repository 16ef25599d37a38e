//! A value against a target, a rank among many, and an average against its total.

use super::measure;
use super::sentence::{Kind, Prose, Sentence};
use super::share::is_count;
use super::{Claim, Direction, Operand, Part};
use crate::figure::{Figure, Form, Hedge, Period, Span, Unit};

/// What a value is compared with.
fn is_target(word: &str) -> bool {
    matches!(
        word,
        "target"
            | "targets"
            | "limit"
            | "threshold"
            | "benchmark"
            | "ceiling"
            | "cap"
            | "goal"
            | "ambition"
            | "standard"
            | "baseline"
            | "budget"
            | "forecast"
            | "plan"
    )
}

/// "The average wait of 216 days is above the government target (122)".
pub(super) fn targets(prose: &Prose<'_>, n: usize, report: Option<Period>, out: &mut Vec<Claim>) {
    let Some(s) = prose.sentences.get(n) else {
        return;
    };
    for i in 0..s.tokens.len() {
        let way = match prose.word(s, i) {
            "above" | "exceeds" | "exceeded" | "exceeding" | "over" => Direction::Up,
            "higher" | "greater" if prose.word(s, i + 1) == "than" => Direction::Up,
            "below" | "under" => Direction::Down,
            "lower" | "less" if prose.word(s, i + 1) == "than" => Direction::Down,
            "short" if prose.word(s, i + 1) == "of" => Direction::Down,
            _ => continue,
        };
        let last = i + usize::from(matches!(
            prose.word(s, i),
            "higher" | "greater" | "lower" | "less" | "short"
        ));
        let Some((name, target)) = aimed_at(prose, s, last) else {
            continue;
        };
        // What is granted under a plan is not below it.
        if prose.word(s, i) == "under" && prose.word(s, name) == "plan" {
            continue;
        }
        let Some(t) = prose.figure(s, target) else {
            continue;
        };
        let fits = |f: &Figure| {
            f.form != Form::Ordinal
                && (f.unit == t.unit
                    || t.unit == Unit::Number && f.unit != Unit::Percent && !f.unit.is_money())
        };
        let Some(k) = (0..i)
            .rev()
            .take(12)
            .take_while(|k| {
                !prose.is_mark(s, *k, b';')
                    && !matches!(prose.word(s, *k), "but" | "while" | "whilst" | "whereas")
            })
            .find(|k| prose.figure(s, *k).is_some_and(fits))
        else {
            continue;
        };
        // "5 days above the target (122)" and "5% below budget of 20": a distance, not the value
        let Some(f) = prose.figure(s, k) else {
            continue;
        };
        // "the 1% cap" is the cap told before, not a value held against it
        if (k + 1..k + 3).any(|j| is_target(prose.word(s, j))) {
            continue;
        }
        let distance = k + 1 == i && !prose.word(s, i).starts_with("exceed")
            || (k + 1..i)
                .any(|j| super::cue::at(prose, s, j).is_some_and(|c| c.direction.is_some()))
            || prose.word_before(s, k, 1) == "by";
        // "471 days is 45 days above the target of 426 days"
        if k + 1 == i && distance {
            let value = (k.saturating_sub(8)..k).rev().find(|j| {
                prose
                    .figure(s, *j)
                    .is_some_and(|g| fits(g) && g.unit == f.unit)
            });
            let linked = value.is_some_and(|v| {
                (v + 1..k).any(|j| {
                    matches!(
                        prose.word(s, j),
                        "is" | "was" | "were" | "are" | "stood" | "remains" | "remained"
                    ) || prose.is_mark(s, j, b',')
                })
            });
            if f.unit == t.unit && f.unit != Unit::Percent {
                let mut operands = vec![
                    operand(prose, s, k, Part::Change, report),
                    operand(prose, s, target, Part::Target, report),
                ];
                operands[1].measure = prose.word(s, name).into();
                if let Some(v) = value.filter(|_| linked) {
                    operands.insert(0, operand(prose, s, v, Part::Current, report));
                }
                let mut c = blank(prose, s, super::Kind::Target, operands, report);
                c.direction = Some(way);
                c.direction_span = Some(Span {
                    start: s.tokens[i].span.start,
                    end: s.tokens[last].span.end,
                });
                c.measure = measure::subject(prose, s, value.unwrap_or(k)).into();
                out.push(c);
            }
            continue;
        }
        if distance
            || (k + 1..i).any(|j| {
                prose
                    .figure(s, j)
                    .is_some_and(|g| fits(g) && g.unit == f.unit)
            })
        {
            continue;
        }
        let period = (0..s.tokens.len())
            .find_map(|j| prose.period(s, j).filter(|p| !p.is_previous()))
            .and_then(|p| p.resolve(report))
            .or(report);
        let mut operands = vec![
            operand(prose, s, k, Part::Current, period),
            operand(prose, s, target, Part::Target, period),
        ];
        operands[1].measure = prose.word(s, name).into();
        let mut c = blank(prose, s, super::Kind::Target, operands, period);
        c.direction = Some(way);
        c.direction_span = Some(Span {
            start: s.tokens[i].span.start,
            end: s.tokens[last].span.end,
        });
        c.measure = measure::of(prose, s, k).into();
        out.push(c);
    }
}

/// The target's name and figure behind token `i`: "the government target (122)", "the target of 122 days".
fn aimed_at(prose: &Prose<'_>, s: &Sentence, i: usize) -> Option<(usize, usize)> {
    let name = (i + 1..i + 8).find(|k| is_target(prose.word(s, *k)))?;
    let between = s.tokens.get(i + 1..name)?;
    // "the 2°C threshold": degrees are no count
    if (i + 1..name).any(|k| {
        let end = s.tokens[k].span.end as usize;
        prose.text.get(end..).is_some_and(|t| t.starts_with('°'))
    }) {
        return None;
    }
    if between.iter().any(|t| t.kind != Kind::Word) {
        // "above the 95% target": the figure stands before its name
        let k = (i + 1..name).find(|k| prose.figure(s, *k).is_some())?;
        let plain = s.tokens[i + 1..name]
            .iter()
            .filter(|t| t.kind != Kind::Word)
            .count()
            == 1;
        return (plain && name - k <= 3).then_some((name, k));
    }
    let mut k = name + 1;
    while k < name + 7 {
        match s.tokens.get(k)?.kind {
            Kind::Figure(_) => return Some((name, k)),
            Kind::Mark(b'(' | b',') => {}
            Kind::Word
                if matches!(
                    prose.word(s, k),
                    "of" | "for" | "at" | "is" | "was" | "set" | "the" | "year" | "and"
                ) && prose.word(s, k) != "and" => {}
            Kind::Period(_) => {}
            _ => return None,
        }
        k += 1;
    }
    None
}

/// "five homes in operation, this is now seven with two new homes": what there was, what there is, what was added.
pub(super) fn grown(prose: &Prose<'_>, n: usize, report: Option<Period>, out: &mut Vec<Claim>) {
    let Some(s) = prose.sentences.get(n) else {
        return;
    };
    let count = |k: usize| {
        prose
            .figure(s, k)
            .is_some_and(|f| is_count(f) && f.hedge == Hedge::None)
    };
    for i in 0..s.tokens.len() {
        if prose.word(s, i) != "now" || !count(i + 1) {
            continue;
        }
        let Some(before) = (0..i)
            .rev()
            .take(14)
            .find(|k| prose.figure(s, *k).is_some())
            .filter(|k| count(*k))
        else {
            continue;
        };
        let added = (i + 2..(i + 7).min(s.tokens.len())).find(|k| {
            count(*k)
                && matches!(
                    prose.word(s, k + 1),
                    "new" | "additional" | "more" | "further" | "extra"
                )
        });
        let Some(added) = added.filter(|k| {
            (i + 2..*k).any(|j| matches!(prose.word(s, j), "with" | "after" | "following"))
        }) else {
            continue;
        };
        let mut c = blank(
            prose,
            s,
            super::Kind::Change,
            vec![
                operand(prose, s, before, Part::Previous, None),
                operand(prose, s, i + 1, Part::Current, report),
                operand(prose, s, added, Part::Change, None),
            ],
            report,
        );
        c.measure = measure::after(prose, s, before).into();
        out.push(c);
    }
}

/// "9th out of 43", "ranked 9th in the league table (out of 43)".
pub(super) fn ranks(prose: &Prose<'_>, n: usize, report: Option<Period>, out: &mut Vec<Claim>) {
    let Some(s) = prose.sentences.get(n) else {
        return;
    };
    for i in 0..s.tokens.len() {
        let ranked = prose.figure(s, i).is_some_and(|f| {
            f.form == Form::Ordinal
                || is_count(f)
                    && (1..=2).any(|b| {
                        matches!(
                            prose.word_before(s, i, b),
                            "ranked" | "position" | "ranking" | "rank" | "place"
                        )
                    })
        });
        if !ranked {
            continue;
        }
        let base = (i + 1..(i + 14).min(s.tokens.len()))
            .take_while(|k| prose.figure(s, *k).is_none_or(|_| *k == i))
            .find(|k| prose.word(s, *k) == "of" && prose.figure(s, k + 1).is_some_and(is_count))
            .filter(|k| {
                *k == i + 1 || prose.word_before(s, *k, 1) == "out" || prose.is_mark(s, k - 1, b'(')
            });
        let Some(base) = base.map(|k| k + 1) else {
            continue;
        };
        if matches!(prose.word(s, base + 1), "the" | "january" | "may") {
            continue;
        }
        let mut c = blank(
            prose,
            s,
            super::Kind::Rank,
            vec![
                operand(prose, s, i, Part::Count, report),
                operand(prose, s, base, Part::Base, report),
            ],
            report,
        );
        c.measure = measure::subject(prose, s, i).into();
        out.push(c);
    }
}

/// "an average of 1.4 beds per household ... The total number of beds was 379, provided by 191 households".
pub(super) fn averages(prose: &Prose<'_>, n: usize, report: Option<Period>, out: &mut Vec<Claim>) {
    let Some(s) = prose.sentences.get(n) else {
        return;
    };
    let Some(per) = (2..s.tokens.len()).find(|k| {
        matches!(prose.word(s, *k), "per" | "each" | "every")
            && s.tokens.get(k + 1).is_some_and(|t| t.kind == Kind::Word)
    }) else {
        return;
    };
    let Some(mean) = (0..per).rev().take(10).find(|k| {
        prose.figure(s, *k).is_some_and(|f| {
            f.form != Form::Ordinal
                && !matches!(f.unit, Unit::Percent | Unit::Points)
                && f.hedge == Hedge::None
        })
    }) else {
        return;
    };
    if !(1..=5).any(|b| {
        matches!(
            prose.word_before(s, mean, b),
            "average" | "averaging" | "averaged" | "mean"
        )
    }) {
        return;
    }
    let stem = |w: &str| w.trim_end_matches('s').to_string();
    let each = stem(prose.word(s, per + 1));
    let what: Vec<String> = (mean + 1..per)
        .map(|k| stem(prose.word(s, k)))
        .filter(|w| w.len() > 3)
        .collect();
    let unit = prose.figure(s, mean).map(|f| f.unit);
    if each.len() < 3 || what.is_empty() && unit == Some(Unit::Number) {
        return;
    }
    for (b, own) in prose.sentences.iter().enumerate().skip(n).take(3) {
        let counts: Vec<usize> = prose
            .figure_tokens(own)
            .filter(|k| b > n || *k > per)
            .collect();
        let Some(base) = counts.iter().copied().find(|k| {
            prose.figure(own, *k).is_some_and(is_count)
                && (k + 1..measure::noun_end(prose, own, *k))
                    .any(|j| stem(prose.word(own, j)) == each)
        }) else {
            continue;
        };
        let total = counts.iter().copied().find(|k| {
            *k != base
                && prose.figure(own, *k).is_some_and(|f| {
                    Some(f.unit) == unit
                        && f.hedge == Hedge::None
                        && (f.unit != Unit::Number || is_count(f))
                })
                && (k.saturating_sub(16)..*k).any(|j| prose.word(own, j) == "total")
                && shared(prose, own, *k, &what)
        });
        let Some(total) = total else { continue };
        let mut operands = vec![
            operand(prose, s, mean, Part::Stated, report),
            operand(prose, own, total, Part::Whole, report),
            operand(prose, own, base, Part::Base, report),
        ];
        operands.sort_by_key(|o| o.figure.span);
        let mut c = blank(prose, s, super::Kind::Average, operands, report);
        c.measure = measure::of(prose, s, mean).into();
        out.push(c);
        return;
    }
}

/// Whether the words around a total name what the average counts.
fn shared(prose: &Prose<'_>, s: &Sentence, total: usize, what: &[String]) -> bool {
    let near = total.saturating_sub(16)..(total + 8).min(s.tokens.len());
    let hits = what
        .iter()
        .filter(|w| {
            near.clone()
                .any(|k| prose.word(s, k).trim_end_matches('s') == w.as_str())
        })
        .count();
    what.is_empty() || hits * 2 >= what.len().min(4)
}

pub(super) fn operand(
    prose: &Prose<'_>,
    s: &Sentence,
    k: usize,
    part: Part,
    period: Option<Period>,
) -> Operand {
    let figure = prose.figure(s, k).copied().unwrap_or(Figure {
        value: rust_decimal::Decimal::ZERO,
        scale: 0,
        places: 0,
        unit: Unit::Number,
        form: Form::Digits,
        hedge: Hedge::About,
        signed: false,
        span: s.span,
    });
    Operand {
        part,
        figure,
        period,
        measure: measure::of(prose, s, k).into(),
    }
}

pub(super) fn blank(
    prose: &Prose<'_>,
    s: &Sentence,
    kind: super::Kind,
    operands: Vec<Operand>,
    period: Option<Period>,
) -> Claim {
    let span = Span {
        start: operands
            .iter()
            .map(|o| o.figure.span.start)
            .min()
            .unwrap_or(s.span.start),
        end: operands
            .iter()
            .map(|o| o.figure.span.end)
            .max()
            .unwrap_or(s.span.end),
    };
    Claim {
        operands,
        period,
        ..Claim::new(kind, prose.block, span)
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::told;

    #[test]
    fn targets_ranks_and_averages_are_linked() {
        for (text, claim) in [
            (
                "The average wait of 216 days is above the government target (122).",
                "Target up: Current 216 days Target 122",
            ),
            (
                "The average of 471 days is 45 days above the target of 426 days.",
                "Target up: Current 471 days Change 45 days Target 426 days",
            ),
            (
                "We sit 9th in the national league (out of 43).",
                "Rank: Count 9th Base 43",
            ),
            ("It is ranked 12th of 30.", "Rank: Count 12th Base 30"),
            (
                "Hosts give an average of 1.4 rooms per host. The total number of rooms was 379, given by 191 hosts.",
                "Average: Stated 1.4 Whole 379 Base 191",
            ),
            (
                "With five homes open, this is now seven with two new homes.",
                "Change: Previous five Current seven Change two",
            ),
        ] {
            assert_eq!(told(text), [claim], "{text}");
        }
    }
}
