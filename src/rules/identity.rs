//! The equations and bounds that users wrote in `rules/*.rules`.

use super::{Context, Rule};
use crate::fact::Reading;
use crate::figure::interval::Comparison;
use crate::figure::{Figure, Unit};
use crate::finding::{Location, Outcome, Role, SumLine, Test, message};
use crate::language::Identity as Equation;
use crate::language::evaluate;
use crate::language::formula::{Compare, Measure};
use crate::language::resolve::{Bound, Measures, Operand};
use rust_decimal::Decimal;

pub(super) struct Identity;
pub(super) static RULE: Identity = Identity;

impl Rule for Identity {
    fn test(&self, reading: &Reading, context: &Context<'_>) -> Vec<Test> {
        if context.settings.identities.is_empty() {
            return Vec::new();
        }
        let measures = Measures::of(context.settings);
        let bound = Bound::of(reading, &measures);
        let mut tests = Vec::new();
        for equation in &context.settings.identities {
            for operands in bound.combinations(reading, &measures, equation) {
                tests.extend(test(reading, equation, &operands));
            }
        }
        tests
    }
}

fn test(reading: &Reading, equation: &Equation, operands: &[(Measure, Operand)]) -> Option<Test> {
    let facts: Vec<(&Measure, usize)> = operands
        .iter()
        .filter_map(|(m, o)| match o {
            Operand::Fact(i) | Operand::Ambiguous(i, _) => Some((m, *i)),
            Operand::Missing => None,
        })
        .collect();
    let section = reading.facts.get(facts.first()?.1)?.section;
    if !applies(reading, section, &equation.applies_to) {
        return None;
    }
    let figure = |m: &Measure| -> Option<&Figure> {
        let (_, i) = facts.iter().find(|(n, _)| *n == m)?;
        Some(&reading.facts[*i].figure)
    };
    let from = format!("{}, line {}", file_name(&equation.file), equation.line);
    let mut made = Test {
        rule: "identity",
        outcome: Outcome::NotTested,
        level: equation.level,
        message: String::new(),
        stated: None,
        computed: None,
        cause: None,
        sum: Vec::new(),
        locations: facts
            .iter()
            .enumerate()
            .map(|(k, (_, i))| {
                let role = if k == 0 {
                    Role::Primary
                } else {
                    Role::Evidence
                };
                Location::fact(reading, role, reading.facts[*i].source)
            })
            .collect(),
    };
    if let Some(reason) = unbound(reading, operands) {
        made.message = format!("{reason} ({from}: {})", equation.name);
        return Some(made);
    }
    let result = match evaluate::evaluate(&equation.formula, equation.within.as_ref(), figure) {
        Ok(result) => result,
        Err(reason) => {
            made.message = format!("{reason} ({from}: {})", equation.name);
            return Some(made);
        }
    };
    made.outcome = match result.comparison {
        Comparison::Agrees => Outcome::Agrees,
        Comparison::WithinRounding => Outcome::WithinRounding,
        Comparison::UnlikelyRounding => Outcome::UnlikelyRounding,
        Comparison::Differs => Outcome::Differs,
    };
    let places = figure(&operands[0].0).map_or(0, |f| u32::from(f.places.max(0).unsigned_abs()));
    let computed = rounded(result.computed, places);
    let (stated_words, computed_words) = (
        words(result.stated, result.unit),
        words(computed, result.unit),
    );
    let (left, right) = sides(equation);
    made.message = match equation.formula.compare {
        Compare::Equal => {
            format!("{left} is {stated_words} but {right} is {computed_words} ({from})")
        }
        other => format!(
            "{left} is {stated_words}, to be {} {right}, which is {computed_words} ({from})",
            meaning(other)
        ),
    };
    made.stated = Some(result.stated);
    made.computed = Some(result.computed);
    made.sum = facts
        .iter()
        .zip(&made.locations)
        .map(|((m, _), l)| SumLine {
            label: m.to_string(),
            figure: l.text.clone(),
            remark: String::new(),
        })
        .collect();
    made.sum.push(SumLine {
        label: String::new(),
        figure: computed_words,
        remark: right,
    });
    if !equation.why.is_empty() {
        made.sum.push(SumLine {
            label: format!("({})", equation.why),
            figure: String::new(),
            remark: String::new(),
        });
    }
    Some(made)
}

/// Why the operands cannot be compared.
fn unbound(reading: &Reading, operands: &[(Measure, Operand)]) -> Option<String> {
    let missing: Vec<String> = operands
        .iter()
        .filter(|(_, o)| *o == Operand::Missing)
        .map(|(m, _)| m.to_string())
        .collect();
    if !missing.is_empty() {
        return Some(format!(
            "{} {} not given",
            missing.join(" and "),
            if missing.len() == 1 { "is" } else { "are" }
        ));
    }
    operands.iter().find_map(|(m, o)| match o {
        Operand::Ambiguous(a, b) => {
            let figure = |i: usize| message::number(reading.facts[i].figure.scaled());
            Some(format!(
                "{m} is given as {} and as {}",
                figure(*a),
                figure(*b)
            ))
        }
        Operand::Fact(_) | Operand::Missing => None,
    })
}

fn applies(reading: &Reading, section: u32, words: &str) -> bool {
    let title = reading
        .sections
        .get(section as usize)
        .map_or("", |s| s.title.as_str());
    let words = words.to_lowercase();
    [
        title,
        reading.title.as_deref().unwrap_or(""),
        reading.path.as_str(),
    ]
    .iter()
    .any(|t| words.is_empty() || t.to_lowercase().contains(&words))
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The two sides as written.
fn sides(equation: &Equation) -> (String, String) {
    let source = equation.source.split(" #").next().unwrap_or("");
    let sign = format!(" {} ", equation.formula.compare.sign());
    source
        .split_once(&sign)
        .map(|(l, r)| (l.trim().to_string(), r.trim().to_string()))
        .unwrap_or_default()
}

fn meaning(compare: Compare) -> &'static str {
    match compare {
        Compare::Equal => "equal to",
        Compare::AtMost => "at most",
        Compare::AtLeast => "at least",
        Compare::Below => "below",
        Compare::Above => "above",
    }
}

/// One digit more than the stated figure shows.
fn rounded(value: Decimal, places: u32) -> Decimal {
    value.round_dp(places + 1)
}

fn words(value: Decimal, unit: Unit) -> String {
    let number = message::number(value);
    match unit {
        Unit::Percent | Unit::Points => format!("{number}%"),
        Unit::Pounds => format!("£{number}"),
        Unit::Dollars => format!("${number}"),
        Unit::Euros => format!("€{number}"),
        Unit::Number | Unit::Times => number,
        Unit::Minutes | Unit::Hours | Unit::Days | Unit::Weeks | Unit::Months | Unit::Years => {
            format!("{number} {}", unit.code())
        }
    }
}
