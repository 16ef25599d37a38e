//! A rule's page is its specification and its test. Every `report` block of `src/rules/*.md` is run here:
//!
//! - under `## Differs`, a line that ends with ` <- rule-name` is the primary location of exactly one finding of that
//!   rule (the mark is taken off before reading), and the page's rule finds nothing on any other line;
//! - under `## Agrees`, no rule finds anything, and the page's rule makes at least one test that agrees;
//! - under `## Not tested`, nothing is found, and the page's rule gives at least one reason for not testing.
//!
//! A block can hold several documents, each begun by a line `=== name.txt`; a block of several is tested together.
//! A fenced block tagged `rules` above them gives the user's rules that the page's reports are tested with.

mod support;

use crossfoot::fact::Reading;
use crossfoot::finding::{Outcome, Role, Test};
use crossfoot::language::{self, Settings};
use crossfoot::pipeline;
use crossfoot::rules::{Entry, RULES};

const HEADINGS: [&str; 6] = [
    "What it tests",
    "Why it matters",
    "Differs",
    "Agrees",
    "Not tested",
    "Known limits",
];

/// Rules that find only what a text cannot show; their own tests do.
const PAGED: [&str; 1] = ["no-text-layer"];

struct Block {
    heading: String,
    tag: String,
    line: usize,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut heading = String::new();
    let mut open = false;
    for (i, line) in page.lines().enumerate() {
        if let Some(tag) = line.strip_prefix("```") {
            open = !open;
            if open {
                blocks.push(Block {
                    heading: heading.clone(),
                    tag: tag.trim().into(),
                    line: i + 1,
                    text: String::new(),
                });
            }
        } else if open {
            let block = blocks.last_mut().expect("a block was opened");
            block.text.push_str(line);
            block.text.push('\n');
        } else if let Some(h) = line.strip_prefix("## ") {
            heading = h.trim().to_string();
        }
    }
    blocks
}

/// A block's documents and the marked lines: document, line, rule.
fn documents(block: &Block) -> (Vec<Reading>, Vec<(u32, u32, String)>) {
    let mut texts: Vec<(String, String)> = Vec::new();
    let mut marks = Vec::new();
    for line in block.text.lines() {
        if let Some(name) = line.strip_prefix("=== ") {
            texts.push((name.trim().to_string(), String::new()));
            continue;
        }
        if texts.is_empty() {
            let markdown = block
                .text
                .lines()
                .any(|l| l.starts_with('|') || l.starts_with('#'));
            texts.push((
                if markdown {
                    "example.md"
                } else {
                    "example.txt"
                }
                .to_string(),
                String::new(),
            ));
        }
        let document = texts.len() as u32 - 1;
        let (_, text) = texts.last_mut().expect("a text was begun");
        let content = match line.rsplit_once(" <- ") {
            Some((content, rule)) => {
                marks.push((
                    document,
                    text.lines().count() as u32 + 1,
                    rule.trim().to_string(),
                ));
                content
            }
            None => line,
        };
        text.push_str(content);
        text.push('\n');
    }
    let readings = texts
        .iter()
        .enumerate()
        .map(|(i, (name, text))| support::read(i as u32, name, text))
        .collect();
    (readings, marks)
}

fn primary(test: &Test) -> Option<(u32, u32)> {
    let location = test.locations.iter().find(|l| l.role == Role::Primary)?;
    Some((location.document, location.place.line()))
}

fn describe(test: &Test) -> String {
    let at: Vec<_> = test
        .locations
        .iter()
        .map(|l| format!("{}:{} {:?}", l.document, l.place.line(), l.text))
        .collect();
    format!(
        "{:?} {} [{}] {}",
        test.outcome,
        test.rule,
        at.join(", "),
        test.message
    )
}

fn run_block(entry: &Entry, block: &Block, settings: &Settings) -> Result<(), String> {
    let (readings, marks) = documents(block);
    let tests = pipeline::tests(&readings, settings, readings.len() == 1);
    let findings: Vec<&Test> = tests.iter().filter(|t| t.is_finding()).collect();
    let mine: Vec<&Test> = tests.iter().filter(|t| t.rule == entry.name).collect();
    let mut wrong = Vec::new();
    if block.heading == "Differs" {
        if marks.is_empty() {
            wrong.push(format!("no line is marked ` <- {}`", entry.name));
        }
        for (document, line, rule) in &marks {
            let hits = findings
                .iter()
                .filter(|t| t.rule == rule && primary(t) == Some((*document, *line)))
                .count();
            if hits != 1 {
                wrong.push(format!(
                    "{hits} findings of {rule} on the marked line {line}, not one"
                ));
            }
        }
        for t in findings.iter().filter(|t| t.rule == entry.name) {
            if !marks
                .iter()
                .any(|(d, l, r)| r == t.rule && primary(t) == Some((*d, *l)))
            {
                wrong.push("a finding stands on a line that is not marked".into());
            }
        }
    } else {
        if !findings.is_empty() {
            wrong.push("there are findings".into());
        }
        let wanted: &[Outcome] = if block.heading == "Agrees" {
            &[Outcome::Agrees, Outcome::WithinRounding]
        } else {
            &[Outcome::NotTested]
        };
        if !mine.iter().any(|t| wanted.contains(&t.outcome)) {
            wrong.push(format!(
                "{} makes no test that comes out as {wanted:?}",
                entry.name
            ));
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let made: Vec<String> = tests.iter().map(describe).collect();
    Err(format!(
        "src/rules/{}.md:{} ({}): {}\n    tests made:\n      {}",
        entry.name.replace('-', "_"),
        block.line,
        block.heading,
        wrong.join("; "),
        made.join("\n      ")
    ))
}

#[test]
fn every_example_of_every_page_comes_out_as_the_page_says() {
    let mut failures = Vec::new();
    // CROSSFOOT_PAGE=footing runs one page while it is being written.
    let only = std::env::var("CROSSFOOT_PAGE").ok();
    for entry in RULES
        .iter()
        .filter(|e| only.as_deref().is_none_or(|o| o == e.name))
    {
        let blocks = blocks(entry.page);
        let rules: String = blocks
            .iter()
            .filter(|b| b.tag == "rules")
            .map(|b| b.text.as_str())
            .collect::<Vec<_>>()
            .join("\n");
        let settings = settings(entry, &rules);
        for block in blocks.iter().filter(|b| b.tag == "report") {
            failures.extend(run_block(entry, block, &settings).err());
        }
        for heading in ["Differs", "Agrees"] {
            if heading == "Differs" && PAGED.contains(&entry.name) {
                continue;
            }
            if !blocks
                .iter()
                .any(|b| b.tag == "report" && b.heading == heading)
            {
                failures.push(format!("{}: no report block under {heading}", entry.name));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} failures\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}

fn settings(entry: &Entry, rules: &str) -> Settings {
    let (settings, diagnostics) = language::read("page.rules", rules);
    assert!(diagnostics.is_empty(), "{}: {}", entry.name, diagnostics[0]);
    settings
}

#[test]
fn every_page_has_a_title_a_summary_and_the_fixed_headings_in_order() {
    for entry in RULES {
        let mut lines = entry.page.lines();
        let title = lines.next().unwrap_or("");
        assert_eq!(
            title
                .strip_prefix("# ")
                .map(|t| t.to_lowercase().replace(' ', "-"))
                .as_deref(),
            Some(entry.name),
            "{}: the title is the rule's name",
            entry.name
        );
        let summary = lines.find(|l| !l.trim().is_empty()).unwrap_or("");
        assert!(
            summary.ends_with('.')
                && !summary.starts_with('#')
                && summary.matches(". ").count() == 0,
            "{}: one sentence of summary stands below the title, found {summary:?}",
            entry.name
        );
        let mut fenced = false;
        let mut headings = Vec::new();
        for line in entry.page.lines() {
            fenced ^= line.starts_with("```");
            headings.extend(line.strip_prefix("## ").filter(|_| !fenced));
        }
        assert_eq!(
            headings, HEADINGS,
            "{}: the fixed headings, in order",
            entry.name
        );
    }
}
