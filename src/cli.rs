//! The command line: definitions and help texts only.

mod accept;
pub mod compare;
mod rules;
pub mod store;

pub use accept::{AcceptArgs, BaselineArgs};
pub use rules::{RulesAction, RulesArgs};

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Tests the figures in reports: totals, changes, shares and repeated figures, in tables and in prose.
#[derive(Debug, Parser)]
#[command(name = "crossfoot", version, after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "Examples:
  crossfoot check report.pdf                 what differs in one report
  crossfoot check 2023-24.pdf 2024-25.pdf    also this year's comparatives against last year's figures
  crossfoot check --each drafts/             every file of a folder on its own
  crossfoot explain footing                  what a rule tests, with examples

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 could not do its work.";

const CHECK_EXAMPLES: &str = "Examples:
  crossfoot check report.pdf
  crossfoot check last-year.pdf this-year.pdf      the reports against each other, too
  crossfoot check --each --fail-on warning drafts/
  crossfoot check --format json --ledger report.pdf --output report.json
  crossfoot check --format html=report.html report.pdf             a page for a browser
  crossfoot check --format xlsx=papers.xlsx report.pdf             working papers: every test with its sum as a formula
  crossfoot check --annotate marked report.pdf                     marked/report.pdf: a comment on every figure tested
  crossfoot check --watch --explain draft.md                       again on every save, with the pages of the rules
  crossfoot check --format github --format sarif=crossfoot.sarif --format junit=crossfoot.xml drafts/

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 could not do its work (the other files are still checked).";

const EXTRACT_EXAMPLES: &str = "Examples:
  crossfoot extract report.pdf                               tables and claims, to read
  crossfoot extract --format csv --stage facts report.pdf    figures with measure, period and place
  crossfoot extract --format json report.pdf                 everything, for programs
  crossfoot extract --format html --page 14 report.pdf --output page.html    the page drawn as it was read
  crossfoot extract --format parquet --shard 3/16 reports/ --output part-3.parquet";

const COMPLETIONS_EXAMPLES: &str = "Examples:
  crossfoot completions bash > ~/.local/share/bash-completion/completions/crossfoot
  crossfoot completions zsh > \"${fpath[1]}/_crossfoot\"
  crossfoot completions fish > ~/.config/fish/completions/crossfoot.fish";

const MANUAL_EXAMPLES: &str = "Examples:
  crossfoot manual | man -l -
  crossfoot manual ~/.local/share/man/man1";

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Tests the figures of reports, and the reports against each other
    Check(CheckArgs),
    /// Shows the tables, figures and claims that were read, or any stage of reading
    Extract(ExtractArgs),
    /// Compares two versions of a report, two years, or two folders, figure by figure and word by word
    Compare(compare::CompareArgs),
    /// Keeps reports of many years in one file: add, list, query, forget
    Store(store::StoreArgs),
    /// Shows a rule's page: what it tests, with examples
    Explain {
        /// Name of the rule, as findings show it
        rule: String,
    },
    /// Records why a finding is right as it stands, so that it is counted, not listed
    Accept(AcceptArgs),
    /// Accepts every finding there is now, so that only new ones are listed from here on
    Baseline(BaselineArgs),
    /// Lists the rules, or runs the tests that rule files carry
    Rules(RulesArgs),
    /// Writes a `rules` folder to start from: measures, settings, accepted differences
    Init {
        /// Folder that gets it
        #[arg(default_value = ".")]
        folder: String,
    },
    /// Prints completions for a shell, to be put where it looks for them
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// bash, elvish, fish, powershell or zsh
        shell: clap_complete::Shell,
    },
    /// Prints the manual, one page for each command, or writes the pages into a folder
    #[command(after_help = MANUAL_EXAMPLES)]
    Manual {
        /// Folder that gets the pages, as in `man1`
        folder: Option<String>,
    },
}

/// How a check's report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// JUnit XML, for build servers
    Junit,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// A page for a browser that needs nothing else
    Html,
    /// A workbook for Excel and LibreOffice: findings, the ledger with live formulas, facts, what was not tested
    Xlsx,
}

/// A format and the file that gets it: `sarif=out.sarif`, or only `sarif`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The format.
    pub format: CheckFormat,
    /// The file; stdout or `--output` without one.
    pub file: Option<String>,
}

impl std::str::FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err("a file name is missing after =".into()),
            Some((name, file)) => (name, Some(file.to_string())),
            None => (text, None),
        };
        let format = CheckFormat::from_str(name, false).map_err(|_| {
            let names: Vec<String> = CheckFormat::value_variants()
                .iter()
                .filter_map(|f| f.to_possible_value())
                .map(|v| v.get_name().to_string())
                .collect();
            let known: Vec<&str> = names.iter().map(String::as_str).collect();
            match similar::get_close_matches(name, &known, 1, 0.6).first() {
                Some(near) => format!("there is no format {name}; did you mean {near}?"),
                None => format!("there is no format {name}; there are {}", names.join(", ")),
            }
        })?;
        Ok(Wanted { format, file })
    }
}

/// The level from which findings set the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Any finding
    Note,
    /// Findings worth a look
    Warning,
    /// Findings an auditor would stop at
    Error,
    /// Findings never set it
    Never,
}

/// When colour is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct CheckArgs {
    /// Files or folders; folders are walked for the formats Crossfoot reads
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<String>,
    /// Tests every file on its own, not the files against each other
    #[arg(long)]
    pub each: bool,
    /// Tests the files also against the reports of a store, made by `crossfoot store add`
    #[arg(long, value_name = "FILE")]
    pub store: Option<String>,
    /// How the report is written: text, json, html, xlsx, sarif, junit, github or gitlab; may be given several times, each
    /// with a file of its own, as in --format sarif=out.sarif
    #[arg(long, default_value = "text", value_name = "FORMAT[=FILE]")]
    pub format: Vec<Wanted>,
    /// Writes an annotated copy of every PDF into this folder: ticks, boxes and comments on its figures
    #[arg(long, value_name = "FOLDER")]
    pub annotate: Option<String>,
    /// Prints the findings alone, without summary, remarks and progress
    #[arg(long, short)]
    pub quiet: bool,
    /// Adds every test to the report, agreements too
    #[arg(long)]
    pub ledger: bool,
    /// Lists every figure that took part in no test, with the reason
    #[arg(long)]
    pub untested: bool,
    /// Shows a rule's page beneath its first finding (text report)
    #[arg(long)]
    pub explain: bool,
    /// Checks again whenever a file was saved, until Ctrl-C
    #[arg(long)]
    pub watch: bool,
    /// The level from which findings set exit status 1
    #[arg(long, default_value = "error", value_name = "LEVEL")]
    pub fail_on: FailOn,
    /// Folder with rule files; otherwise `rules` is looked for beside the first document and upwards
    #[arg(long, value_name = "FOLDER")]
    pub rules: Option<String>,
    /// Writes the report to a file, which appears only when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<String>,
    /// When the text report is coloured
    #[arg(long, default_value = "auto", value_name = "WHEN")]
    pub color: ColorChoice,
}

/// How an extract is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
    /// For people
    Markdown,
    /// Pages drawn as they were read: words, lines, tables and what their cells are for
    Html,
    /// The figures of tables, of many documents together, for other engines
    Parquet,
}

/// The stages of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StageChoice {
    /// Words with their boxes, as the document has them
    Words,
    /// Headings, paragraphs, lists, tables, running heads
    Blocks,
    /// Tables with labels, units and periods
    Tables,
    /// What sentences assert
    Claims,
    /// Figures bound to measure, period and dimensions
    Facts,
}

/// Arguments of `extract`.
#[derive(Debug, Args)]
#[command(after_help = EXTRACT_EXAMPLES)]
pub struct ExtractArgs {
    /// Files or folders; folders are walked for the formats Crossfoot reads; `-` reads paths from standard input, one a line
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<String>,
    /// How the extract is written
    #[arg(long, default_value = "markdown", value_name = "FORMAT")]
    pub format: ExtractFormat,
    /// Reads only one part of so many of the files, so that many machines share the work
    #[arg(long, value_name = "K/N")]
    pub shard: Option<String>,
    /// Shows one stage of reading alone
    #[arg(long, value_name = "STAGE")]
    pub stage: Option<StageChoice>,
    /// Shows one page alone, of drawings (--format html) and words (--stage words)
    #[arg(long, value_name = "N")]
    pub page: Option<u32>,
    /// Writes the extract to a file, which appears only when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<String>,
}
