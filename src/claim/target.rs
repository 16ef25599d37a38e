//! A value against a target: "the average wait of 216 days is above the government target (122)".

use super::assemble::{claim, operand};
use super::sentence::{Kind, Prose, Sentence};
use super::{Claim, Direction, Part, measure};
use crate::figure::{Figure, Form, Period, Span, Unit};

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
pub(super) fn find(prose: &Prose<'_>, n: usize, report: Option<Period>, out: &mut Vec<Claim>) {
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
                let mut c = claim(prose, s, super::Kind::Target, operands, report);
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
        let mut c = claim(prose, s, super::Kind::Target, operands, period);
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

#[cfg(test)]
mod tests {
    use crate::claim::told;

    #[test]
    fn a_value_or_its_distance_is_held_against_the_target() {
        for (text, claim) in [
            (
                "The average wait of 216 days is above the government target (122).",
                "Target up: Current 216 days Target 122",
            ),
            (
                "The average of 471 days is 45 days above the target of 426 days.",
                "Target up: Current 471 days Change 45 days Target 426 days",
            ),
        ] {
            assert_eq!(told(text), [claim], "{text}");
        }
    }
}
