//! The user's rule language: formulas between measures, synonyms, settings, accepted differences.

pub mod acceptance;
pub mod apply;
pub mod diagnostic;
pub mod evaluate;
mod file;
pub mod formula;
mod identity;
pub mod names;
mod quantity;
pub mod resolve;
pub mod suggest;
mod syntax;
mod words;

use crate::error::{Error, Result};
use crate::figure::Figure;
use crate::finding::Level;
use crate::finding::accepted::Accepted;
use diagnostic::Diagnostic;
pub use identity::{Case, Identity};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A measure's name and its other names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonyms {
    /// The name that stands for all.
    pub name: String,
    /// The others.
    pub others: Vec<String>,
    /// The rule file.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
}

/// A setting as it was written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The line, without its comment.
    pub text: String,
    /// The rule file.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
}

/// The user's rules, synonyms and settings.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Equations and bounds.
    pub identities: Vec<Identity>,
    /// Names for the same measure.
    pub synonyms: Vec<Synonyms>,
    /// Differences smaller than these, each in its unit, are notes.
    pub materiality: Vec<Figure>,
    /// Levels by rule; none switches the rule's findings off.
    pub levels: Vec<(String, Option<Level>)>,
    /// Findings somebody has explained.
    pub accepted: Vec<Accepted>,
    /// Materiality and levels as they were written.
    pub written: Vec<Written>,
}

impl Settings {
    /// A measure's name with all its synonyms, the given name first.
    pub fn names_of<'a>(&'a self, name: &'a str) -> Vec<&'a str> {
        let wanted = names::plain(name);
        let mut names = vec![name];
        for s in &self.synonyms {
            let all = || std::iter::once(&s.name).chain(&s.others);
            if all().any(|n| names::plain(n) == wanted) {
                names.extend(
                    all()
                        .map(String::as_str)
                        .filter(|n| names::plain(n) != wanted),
                );
            }
        }
        names
    }

    /// For every name that `measures.rules` lists, in plain form, the name that stands for it.
    pub fn canonical_names(&self) -> HashMap<String, &str> {
        let mut all = HashMap::new();
        for s in &self.synonyms {
            for name in std::iter::once(&s.name).chain(&s.others) {
                all.entry(names::plain(name)).or_insert(s.name.as_str());
            }
        }
        all
    }

    /// The name that stands for a measure and all its synonyms, when `measures.rules` lists it.
    pub fn canonical(&self, name: &str) -> Option<&str> {
        let wanted = names::plain(name);
        let entry = self.synonyms.iter().find(|s| {
            std::iter::once(&s.name)
                .chain(&s.others)
                .any(|n| names::plain(n) == wanted)
        })?;
        Some(&entry.name)
    }
}

/// Reads rules from one text.
pub fn read(path: &str, text: &str) -> (Settings, Vec<Diagnostic>) {
    let mut settings = Settings::default();
    let mut diagnostics = Vec::new();
    file::read(path, text, &mut settings, &mut diagnostics);
    (settings, diagnostics)
}

/// Reads every `.rules` file of a folder, by name.
///
/// # Errors
/// When the folder or one of its files cannot be read. Faults inside files are diagnostics, not errors.
pub fn load(folder: &Path) -> Result<(Settings, Vec<Diagnostic>)> {
    let shown = folder.to_string_lossy();
    let advice = "give a folder with .rules files, or make one with crossfoot init";
    let unreadable =
        |e: std::io::Error| Error::new(shown.clone(), format!("cannot be read ({e})"), advice);
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|e| e == "rules") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut settings = Settings::default();
    let mut diagnostics = Vec::new();
    for path in paths {
        let name = path.to_string_lossy();
        let text = std::fs::read_to_string(&path).map_err(|e| {
            Error::new(
                name.clone(),
                format!("cannot be read ({e})"),
                "save it as UTF-8 text",
            )
        })?;
        file::read(
            &name,
            text.strip_prefix('\u{feff}').unwrap_or(&text),
            &mut settings,
            &mut diagnostics,
        );
    }
    Ok((settings, diagnostics))
}

/// The folder `rules` beside a document, or beside one of the folders above it.
pub fn find(document: &Path) -> Option<PathBuf> {
    let start = if document.is_dir() {
        document
    } else {
        document.parent()?
    };
    // Paths stay as the user wrote them for as long as that leads anywhere.
    let absolute = std::path::absolute(document).ok()?;
    start
        .ancestors()
        .chain(absolute.ancestors())
        .map(|folder| folder.join("rules"))
        .find(|rules| holds_rules(rules))
}

/// Whether a folder holds rule files.
pub fn holds_rules(folder: &Path) -> bool {
    let is_rules = |e: std::fs::DirEntry| e.path().extension().is_some_and(|x| x == "rules");
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.any(|e| e.is_ok_and(is_rules)))
}

#[cfg(test)]
mod tests {
    use super::diagnostic::Weight;
    use super::*;

    const SAMPLE: &str = "\
# Lettings

conversion rate = lettings / offers
    why:   every letting follows an offer
    level: warning
    pass:  conversion rate 38%, lettings 31, offers 82
    fail:  conversion rate 43%, lettings 31, offers 82

average wait <= 28 days   # agreed target
lettings: also homes let, properties let
materiality: 5
level of ratio: off

accept footing
    at:        Total, 2024/25
    figures:   1,412 and 1,402
    because:   the tenth home is counted in two streams
    agreed by: A. Officer, 12 May 2025
    until:     2026-03-31
";

    #[test]
    fn a_file_holds_rules_synonyms_settings_and_accepted_differences() {
        let (settings, diagnostics) = read("a.rules", SAMPLE);
        assert_eq!(diagnostics, []);
        assert_eq!(settings.identities.len(), 2);
        assert_eq!(settings.identities[0].level, Level::Warning);
        assert_eq!(settings.identities[0].run_cases(), []);
        assert_eq!(settings.synonyms[0].others, ["homes let", "properties let"]);
        assert_eq!(settings.levels, [("ratio".to_string(), None)]);
        assert_eq!(settings.accepted[0].figures, [1412.into(), 1402.into()]);
        assert_eq!(settings.accepted[0].line, 14);
    }

    #[test]
    fn faults_carry_a_caret_and_a_suggestion() {
        let first = |text: &str| {
            read("a.rules", text)
                .1
                .first()
                .map(ToString::to_string)
                .unwrap_or_default()
        };
        assert_eq!(
            first("total offers = a + b\n  pass: totl offers 3, a 1, b 2\n"),
            "a.rules:2:9: the formula has no measure \"totl offers\"\n  |\n2 |   pass: totl offers 3, a 1, b 2\n  |         ^^^^^^^^^^^^^ did you mean \"total offers\"?"
        );
        assert!(first("rate = lettings/offers\n").contains("did you mean \"lettings / offers\"?"));
        assert!(first("a = b\n  levle: note\n").contains("did you mean level:?"));
        assert!(first("a = b\n  level: eror\n").contains("did you mean error?"));
        assert!(first("materialty: 5\n").contains("did you mean materiality?"));
        assert!(first("  why: x\n").contains("belongs to no rule"));
        assert!(
            first("accept footing\n  because: x\n  agreed by: y\n")
                .contains("not said which finding")
        );
        assert!(first("rate = \n").contains("expected a measure or an amount"));
    }

    #[test]
    fn a_faulty_line_leaves_the_other_rules_in_use() {
        let (settings, diagnostics) = read("a.rules", "a = = b\nc = d\n");
        assert_eq!(settings.identities.len(), 1);
        assert_eq!(
            diagnostics
                .iter()
                .filter(|d| d.weight == Weight::Fault)
                .count(),
            1
        );
    }
}
