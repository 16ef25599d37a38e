//! Synonyms, settings and accepted differences in a file.

use super::{File, Line};
use crate::figure::{Span, number};
use crate::finding::accepted::Accepted;
use crate::language::diagnostic::did_you_mean;
use crate::language::{Synonyms, Written, syntax};

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
    pub(super) fn synonyms(
        &mut self,
        head: &Line<'_>,
        name: &str,
        others: &str,
        rest: &[Line<'_>],
    ) {
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

    pub(super) fn setting(&mut self, line: &Line<'_>, key: &str, value: &str) {
        let start = line.start + line.content.len() - value.len();
        let span = Span::new(start, line.start + line.content.len());
        if let Some(rule) = key.strip_prefix("level of ") {
            if value == "off" {
                self.settings.levels.push((rule.trim().to_string(), None));
                self.written(line);
            } else if let Some(level) = self.level(line, span, value) {
                self.settings
                    .levels
                    .push((rule.trim().to_string(), Some(level)));
                self.written(line);
            }
            return;
        }
        if key == "materiality" {
            match syntax::amount(value) {
                Some(amount) => {
                    self.settings.materiality.push(amount);
                    self.written(line);
                }
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

    /// Keeps a setting that is in force as it stands in its file.
    fn written(&mut self, line: &Line<'_>) {
        self.settings.written.push(Written {
            text: line.content.to_string(),
            file: self.path.to_string(),
            line: line.number,
        });
    }

    pub(super) fn accepted(&mut self, head: &Line<'_>, rule: &str, rest: &[Line<'_>]) {
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
