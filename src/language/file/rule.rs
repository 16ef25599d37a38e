//! Rules in a file: a formula and the lines below it.

use super::{File, Line};
use crate::figure::{Figure, Span, number};
use crate::finding::Level;
use crate::language::diagnostic::{Weight, did_you_mean};
use crate::language::{Case, Identity, syntax};

const KEYS: [&str; 7] = [
    "name",
    "why",
    "level",
    "within",
    "applies to",
    "pass",
    "fail",
];

impl File<'_> {
    pub(super) fn identity(&mut self, head: &Line<'_>, rest: &[Line<'_>]) {
        let formula = match syntax::formula(head.content) {
            Ok(formula) => formula,
            Err((at, expected)) => {
                let end = if at < head.content.len() { at + 1 } else { at };
                let end = (end..=head.content.len())
                    .find(|i| head.content.is_char_boundary(*i))
                    .unwrap_or(at);
                return self.fault(
                    head,
                    Span::new(at, end),
                    &format!("expected {expected}"),
                    "",
                );
            }
        };
        for measure in formula.measures() {
            if let Some(operator) = ["+", "*", "/", "×", "÷", "<=", ">=", "=", "<", ">"]
                .iter()
                .find(|op| measure.name.contains(**op) && looks_unspaced(&measure.name, op))
            {
                let spaced = measure.name.replacen(operator, &format!(" {operator} "), 1);
                self.say(
                    Weight::Remark,
                    head,
                    measure.span,
                    &format!("\"{}\" is read as the name of one measure", measure.name),
                    &format!("operators need spaces: did you mean \"{spaced}\"?"),
                );
            }
        }
        let mut identity = Identity {
            name: String::new(),
            formula,
            why: String::new(),
            level: Level::Error,
            within: None,
            applies_to: String::new(),
            cases: Vec::new(),
            file: self.path.to_string(),
            line: head.number,
            source: head.source.to_string(),
        };
        for line in rest {
            let Some((key, text, start)) = self.attribute(line, &KEYS) else {
                continue;
            };
            let span = Span::new(start, start + text.len());
            match key {
                "name" => identity.name = text.to_string(),
                "why" => identity.why = text.to_string(),
                "applies to" => identity.applies_to = text.to_string(),
                "level" => {
                    if let Some(level) = self.level(line, span, text) {
                        identity.level = level;
                    }
                }
                "within" => {
                    identity.within = syntax::amount(text);
                    if identity.within.is_none() {
                        self.fault(
                            line,
                            span,
                            "this is no amount",
                            "write one such as £500, 5% or 2 days",
                        );
                    }
                }
                _ => {
                    if let Some(figures) = self.case(line, text, start, &identity) {
                        identity.cases.push(Case {
                            passes: key == "pass",
                            figures,
                            line: line.number,
                        });
                    }
                }
            }
        }
        self.settings.identities.push(identity);
    }

    /// `total lettings 120, general needs lettings 90`: every measure of the formula with its figure.
    fn case(
        &mut self,
        line: &Line<'_>,
        text: &str,
        start: usize,
        identity: &Identity,
    ) -> Option<Vec<(String, Figure)>> {
        let names: Vec<String> = identity
            .formula
            .measures()
            .iter()
            .map(ToString::to_string)
            .collect();
        let mut figures: Vec<(String, Figure)> = Vec::new();
        let mut at = start;
        for part in text.split(", ") {
            let span = Span::new(at, at + part.len());
            at += part.len() + 2;
            let named = names
                .iter()
                .filter_map(|n| Some((n, part.trim().strip_prefix(n.as_str())?.strip_prefix(' ')?)))
                .max_by_key(|(n, _)| n.len());
            let Some((name, figure)) = named else {
                let word = part.trim().rsplit_once(' ').map_or(part.trim(), |p| p.0);
                let advice = match did_you_mean(word, names.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean \"{near}\"?"),
                    None => format!("the formula's measures are {}", names.join(", ")),
                };
                self.fault(
                    line,
                    span,
                    &format!("the formula has no measure \"{word}\""),
                    &advice,
                );
                return None;
            };
            let Some(figure) = number::read_cell(figure).figure().copied() else {
                self.fault(
                    line,
                    span,
                    &format!("\"{}\" is no figure", figure.trim()),
                    "",
                );
                return None;
            };
            figures.push((name.clone(), figure));
        }
        if let Some(missing) = names.iter().find(|n| !figures.iter().any(|(f, _)| f == *n)) {
            let span = Span::new(start, start + text.len());
            self.fault(
                line,
                span,
                &format!("\"{missing}\" has no figure here"),
                "give every measure of the formula one",
            );
            return None;
        }
        Some(figures)
    }
}

/// Whether a name holds an operator between two words of several letters, as `approvals/enquiries` does.
fn looks_unspaced(name: &str, operator: &str) -> bool {
    let Some((before, after)) = name.split_once(operator) else {
        return false;
    };
    let word = |s: &str, c: fn(&str) -> Option<char>| {
        c(s).is_some_and(char::is_alphanumeric) && s.len() > 2
    };
    word(before, |s| s.chars().last()) && word(after, |s| s.chars().next())
        || operator.contains('=')
}
