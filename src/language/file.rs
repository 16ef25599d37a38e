//! Rule files: lines to rules, synonyms, settings and accepted differences.
//!
//! A line that begins at the margin opens a statement, and what it looks like says which: `accept RULE`,
//! `NAME: also OTHER, OTHER`, `SETTING: VALUE`, or else a formula. Indented lines `key: text` belong to the statement
//! above. `#` begins a comment.

use super::diagnostic::{Diagnostic, Weight, did_you_mean};
use super::{Case, Identity, Settings, Synonyms, syntax};
use crate::figure::{Span, number};
use crate::finding::Level;
use crate::finding::accepted::Accepted;

/// A line of a rule file without its comment.
struct Line<'a> {
    number: u32,
    source: &'a str,
    /// Where the content begins in the source.
    start: usize,
    content: &'a str,
}

impl Line<'_> {
    fn indented(&self) -> bool {
        self.start > 0
    }
    fn all(&self) -> Span {
        Span::new(self.start, self.start + self.content.len())
    }
}

/// Reads one file into the settings.
pub(super) fn read(path: &str, text: &str, settings: &mut Settings, out: &mut Vec<Diagnostic>) {
    let mut file = File {
        path,
        settings,
        out,
    };
    let mut statement: Vec<Line<'_>> = Vec::new();
    for (i, source) in text.lines().enumerate() {
        let source = source.trim_end();
        let content = without_comment(source).trim_end();
        let start = content.len() - content.trim_start().len();
        let line = Line {
            number: i as u32 + 1,
            source,
            start,
            content: content.trim_start(),
        };
        if line.content.is_empty() {
            continue;
        }
        if line.indented() && statement.is_empty() {
            file.fault(
                &line,
                line.all(),
                "this line is indented but belongs to no rule",
                "begin rules at the margin",
            );
            continue;
        }
        if !line.indented() {
            file.statement(&statement);
            statement.clear();
        }
        statement.push(line);
    }
    file.statement(&statement);
}

/// A comment begins a line or follows a blank.
fn without_comment(line: &str) -> &str {
    if line.trim_start().starts_with('#') {
        return "";
    }
    line.find(" #").map_or(line, |i| &line[..i])
}

struct File<'f> {
    path: &'f str,
    settings: &'f mut Settings,
    out: &'f mut Vec<Diagnostic>,
}

const KEYS: [&str; 7] = [
    "name",
    "why",
    "level",
    "within",
    "applies to",
    "pass",
    "fail",
];
const ACCEPT_KEYS: [&str; 7] = [
    "report",
    "at",
    "figures",
    "id",
    "because",
    "agreed by",
    "until",
];

impl File<'_> {
    fn say(&mut self, weight: Weight, line: &Line<'_>, span: Span, message: &str, advice: &str) {
        self.out.push(Diagnostic {
            weight,
            path: self.path.to_string(),
            line: line.number,
            source: line.source.to_string(),
            span,
            message: message.to_string(),
            advice: advice.to_string(),
        });
    }

    fn fault(&mut self, line: &Line<'_>, span: Span, message: &str, advice: &str) {
        self.say(Weight::Fault, line, span, message, advice);
    }

    fn statement(&mut self, lines: &[Line<'_>]) {
        let Some((head, rest)) = lines.split_first() else {
            return;
        };
        if let Some(rule) = head.content.strip_prefix("accept ") {
            return self.accepted(head, rule.trim(), rest);
        }
        if !syntax::is_formula(head.content)
            && let Some((name, value)) = head.content.split_once(':')
        {
            let (name, value) = (name.trim(), value.trim());
            match value.strip_prefix("also ") {
                Some(others) => self.synonyms(head, name, others, rest),
                None => self.setting(head, name, value),
            }
            return;
        }
        self.identity(head, rest);
    }

    /// `key: text`, with the byte at which the text begins in the source.
    fn attribute<'l>(
        &mut self,
        line: &Line<'l>,
        keys: &[&str],
    ) -> Option<(&'l str, &'l str, usize)> {
        let found = line.content.split_once(':').map(|(k, v)| (k.trim(), v));
        match found {
            Some((key, value)) if keys.contains(&key) => {
                let text = value.trim();
                let start = line.start + line.content.len() - value.trim_start().len();
                if text.is_empty() {
                    self.fault(
                        line,
                        line.all(),
                        &format!("{key}: is empty"),
                        "write its text on the same line",
                    );
                    return None;
                }
                Some((key, text, start))
            }
            _ => {
                let key = found.map_or(line.content, |f| f.0);
                let near = did_you_mean(key, keys.iter().copied());
                let advice = near.map_or_else(
                    || format!("the keys are {}", keys.join(", ")),
                    |n| format!("did you mean {n}:?"),
                );
                let span = Span::new(line.start, line.start + key.len());
                self.fault(line, span, &format!("there is no key \"{key}\""), &advice);
                None
            }
        }
    }

    fn identity(&mut self, head: &Line<'_>, rest: &[Line<'_>]) {
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
    ) -> Option<Vec<(String, crate::figure::Figure)>> {
        let names: Vec<String> = identity
            .formula
            .measures()
            .iter()
            .map(ToString::to_string)
            .collect();
        let mut figures: Vec<(String, crate::figure::Figure)> = Vec::new();
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

    fn level(&mut self, line: &Line<'_>, span: Span, text: &str) -> Option<Level> {
        let level = [Level::Note, Level::Warning, Level::Error]
            .into_iter()
            .find(|l| l.name() == text);
        if level.is_none() {
            let near = did_you_mean(text, ["note", "warning", "error"]);
            let advice = near.map_or_else(String::new, |n| format!("did you mean {n}?"));
            self.fault(line, span, "a level is note, warning or error", &advice);
        }
        level
    }

    fn synonyms(&mut self, head: &Line<'_>, name: &str, others: &str, rest: &[Line<'_>]) {
        let others = others
            .split(',')
            .map(str::trim)
            .filter(|s| !s.is_empty())
            .map(str::to_string)
            .collect();
        for line in rest {
            self.fault(
                line,
                line.all(),
                "a synonym has no further lines",
                "write all names on one line, between commas",
            );
        }
        self.settings.synonyms.push(Synonyms {
            name: name.to_string(),
            others,
            file: self.path.to_string(),
            line: head.number,
        });
    }

    fn setting(&mut self, line: &Line<'_>, key: &str, value: &str) {
        let start = line.start + line.content.len() - value.len();
        let span = Span::new(start, line.start + line.content.len());
        if let Some(rule) = key.strip_prefix("level of ") {
            if value == "off" {
                self.settings.levels.push((rule.trim().to_string(), None));
            } else if let Some(level) = self.level(line, span, value) {
                self.settings
                    .levels
                    .push((rule.trim().to_string(), Some(level)));
            }
            return;
        }
        if key == "materiality" {
            match syntax::amount(value) {
                Some(amount) => self.settings.materiality.push(amount),
                None => self.fault(
                    line,
                    span,
                    "this is no amount",
                    "write one such as £1k, 0.5% or 2 days",
                ),
            }
            return;
        }
        let near = did_you_mean(key, ["materiality", "level of"]);
        let advice = match near {
            Some(near) => format!("did you mean {near}?"),
            None => "settings are materiality: and level of RULE:, synonyms are NAME: also OTHER, a rule has a comparison such as =".into(),
        };
        self.fault(
            line,
            Span::new(line.start, line.start + key.len()),
            &format!("there is no setting \"{key}\""),
            &advice,
        );
    }

    fn accepted(&mut self, head: &Line<'_>, rule: &str, rest: &[Line<'_>]) {
        let mut accepted = Accepted {
            rule: rule.to_string(),
            file: self.path.to_string(),
            line: head.number,
            ..Accepted::default()
        };
        for line in rest {
            let Some((key, text, start)) = self.attribute(line, &ACCEPT_KEYS) else {
                continue;
            };
            let span = Span::new(start, start + text.len());
            match key {
                "report" => accepted.report = text.to_string(),
                "at" => accepted.at = text.split(',').map(|s| s.trim().to_string()).collect(),
                "id" => accepted.id = text.to_string(),
                "because" => accepted.because = text.to_string(),
                "agreed by" => accepted.agreed_by = text.to_string(),
                "until" => {
                    accepted.until = text.parse().ok();
                    if accepted.until.is_none() {
                        self.fault(line, span, "this is no date", "write it as 2026-03-31");
                    }
                }
                _ => {
                    for part in text.split(" and ").flat_map(|p| p.split(", ")) {
                        match number::read_cell(part).figure() {
                            Some(figure) => accepted.figures.push(figure.scaled()),
                            None => self.fault(line, span, &format!("\"{part}\" is no figure"), ""),
                        }
                    }
                }
            }
        }
        let says_which =
            !(accepted.at.is_empty() && accepted.figures.is_empty() && accepted.id.is_empty());
        if !says_which {
            self.fault(
                head,
                head.all(),
                "it is not said which finding is accepted",
                "add at:, figures: or id:",
            );
        } else if accepted.because.is_empty() || accepted.agreed_by.is_empty() {
            self.fault(
                head,
                head.all(),
                "an accepted difference has a reason and a name",
                "add because: and agreed by:",
            );
        } else {
            self.settings.accepted.push(accepted);
        }
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
