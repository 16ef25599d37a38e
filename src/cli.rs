//! The command line: definitions and help texts only.

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

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 could not do its work (the other files are still checked).";

const EXTRACT_EXAMPLES: &str = "Examples:
  crossfoot extract report.pdf                               tables and claims, to read
  crossfoot extract --format csv --stage facts report.pdf    figures with measure, period and place
  crossfoot extract --format json report.pdf                 everything, for programs";

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Tests the figures of reports, and the reports against each other
    Check(CheckArgs),
    /// Shows the tables, figures and claims that were read, or any stage of reading
    Extract(ExtractArgs),
    /// Shows a rule's page: what it tests, with examples
    Explain {
        /// Name of the rule, as findings show it
        rule: String,
    },
    /// Lists the rules, or runs the tests that rule files carry
    Rules(RulesArgs),
    /// Writes a `rules` folder to start from: measures, settings, accepted differences
    Init {
        /// Folder that gets it
        #[arg(default_value = ".")]
        folder: String,
    },
}

/// How a check's report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people
    Text,
    /// For programs
    Json,
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
    /// How the report is written
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    pub format: CheckFormat,
    /// Adds every test to the report, agreements too
    #[arg(long)]
    pub ledger: bool,
    /// Lists every figure that took part in no test, with the reason
    #[arg(long)]
    pub untested: bool,
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
    /// The document
    pub path: String,
    /// How the extract is written
    #[arg(long, default_value = "markdown", value_name = "FORMAT")]
    pub format: ExtractFormat,
    /// Shows one stage of reading alone
    #[arg(long, value_name = "STAGE")]
    pub stage: Option<StageChoice>,
    /// Writes the extract to a file, which appears only when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<String>,
}

/// Arguments of `rules`.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// What to do; without it, the rules are listed
    #[command(subcommand)]
    pub action: Option<RulesAction>,
}

/// What `rules` does.
#[derive(Debug, Subcommand)]
pub enum RulesAction {
    /// Lists the built-in rules and those of a folder
    List {
        /// Folder with rule files
        #[arg(default_value = "rules")]
        folder: String,
    },
    /// Runs the `pass:` and `fail:` lines of rule files
    Test {
        /// Folder with rule files
        #[arg(default_value = "rules")]
        folder: String,
    },
}
