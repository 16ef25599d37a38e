//! Rule files: lines to rules, synonyms, settings and accepted differences.
//!
//! A line that begins at the margin opens a statement, and what it looks like says which: `accept RULE`,
//! `NAME: also OTHER, OTHER`, `SETTING: VALUE`, or else a formula. Indented lines `key: text` belong to the statement
//! above. `#` begins a comment.

mod rule;
mod settings;

use super::diagnostic::{Diagnostic, Weight, did_you_mean};
use super::{Settings, syntax};
use crate::figure::Span;
use crate::finding::Level;

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
}
