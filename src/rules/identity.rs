//! The equations and bounds that users wrote in `rules/*.rules`.

use super::{Context, Rule};
use crate::fact::Reading;
use crate::figure::Figure;
use crate::finding::{Location, Outcome, Role, SumLine, Test, message};
use crate::language::Identity as Equation;
use crate::language::evaluate;
use crate::language::formula::{Compare, Expression, Measure};
use crate::language::names::Measures;
use crate::language::resolve::{Bound, Operand};

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
    let section = reading.fact(facts.first()?.1)?.section;
    let title = reading
        .sections
        .get(section as usize)
        .map_or("", |s| s.title.as_str());
    if !equation.applies([title, reading.title.as_deref().unwrap_or(""), &reading.path]) {
        return None;
    }
    let figure = |m: &Measure| -> Option<&Figure> {
        let (_, i) = facts.iter().find(|(n, _)| *n == m)?;
        Some(reading.fact(*i)?.figure)
    };
    let place = |(k, (_, i)): (usize, &(&Measure, usize))| {
        let role = if k == 0 {
            Role::Primary
        } else {
            Role::Evidence
        };
        Some(Location::fact(reading, role, reading.fact(*i)?.source))
    };
    let mut made = Test::new(
        "identity",
        Outcome::NotTested,
        equation.level,
        String::new(),
        facts.iter().enumerate().filter_map(place).collect(),
    );
    let worked = unbound(reading, operands).map_or_else(
        || evaluate::evaluate(&equation.formula, equation.within.as_ref(), figure),
        Err,
    );
    let result = match worked {
        Ok(result) => result,
        Err(reason) => {
            made.message = format!("{reason} ({})", equation.origin());
            return Some(made);
        }
    };
    made.outcome = result.comparison.into();
    made.stated = Some(result.stated);
    made.computed = Some(result.computed);
    // One digit more than the stated figure shows.
    let places = figure(&operands[0].0).map_or(0, |f| u32::from(f.places.max(0).unsigned_abs()));
    let stated = message::quantity(result.stated, result.unit);
    let computed = message::quantity(result.computed.round_dp(places + 1), result.unit);
    let (left, right) = equation.sides();
    let limit = matches!(equation.formula.right, Expression::Amount(_));
    made.message = match (meaning(equation.formula.compare), limit) {
        (None, _) => format!("{left} is {stated} but {right} is {computed}"),
        (Some(bound), true) => format!("{left} is {stated}, the rule says {bound} {right}"),
        (Some(bound), false) => {
            format!("{left} is {stated}, the rule says {bound} {right}, which is {computed}")
        }
    } + &format!(" ({})", equation.origin());
    let line = |label: String, figure: String, remark: &str| SumLine {
        label,
        figure,
        remark: remark.to_string(),
    };
    let operands = facts.iter().zip(&made.locations);
    made.sum = operands
        .map(|((m, _), l)| line(m.to_string(), l.text.clone(), ""))
        .collect();
    made.sum.push(line(
        String::new(),
        computed,
        if limit { "the limit" } else { right },
    ));
    if !equation.why.is_empty() {
        made.sum
            .push(line(format!("({})", equation.why), String::new(), ""));
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
        let verb = if missing.len() == 1 { "is" } else { "are" };
        return Some(format!("{} {verb} not given", missing.join(" and ")));
    }
    operands.iter().find_map(|(m, o)| match o {
        Operand::Ambiguous(a, b) => {
            let figure = |i: usize| Some(message::number(reading.fact(i)?.figure.scaled()));
            Some(format!(
                "{m} is given as {} and as {}",
                figure(*a)?,
                figure(*b)?
            ))
        }
        Operand::Fact(_) | Operand::Missing => None,
    })
}

fn meaning(compare: Compare) -> Option<&'static str> {
    match compare {
        Compare::Equal => None,
        Compare::AtMost => Some("at most"),
        Compare::AtLeast => Some("at least"),
        Compare::Below => Some("below"),
        Compare::Above => Some("above"),
    }
}
