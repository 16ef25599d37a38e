//! `crossfoot accept` and `crossfoot baseline`.

use clap::Args;

const ACCEPT_EXAMPLES: &str = "Examples:
  crossfoot accept 954aaac9 report.pdf --because \"the tenth home is in two streams\" --by \"A. Officer\"
  crossfoot accept 954aaac9 drafts/ --because \"restated in the audit\" --by \"B. Auditor\" --until 2027-03-31

The finding is recorded in accepted.rules by its words and figures, never by page or line: it survives edits around it,
and comes back when its figures change.";

/// Arguments of `accept`.
#[derive(Debug, Args)]
#[command(after_help = ACCEPT_EXAMPLES)]
pub struct AcceptArgs {
    /// The finding, as the report names it; its first digits will do
    pub finding: String,
    /// The files or folders it was found in, as they were given to check
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<String>,
    /// Why it is right as it stands
    #[arg(long, value_name = "REASON")]
    pub because: String,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Reports dated after this day are not covered
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub until: Option<jiff::civil::Date>,
    /// Tests every file on its own, as check --each does
    #[arg(long)]
    pub each: bool,
    /// Folder with rule files; otherwise the one that check uses, or a new one in the working folder
    #[arg(long, value_name = "FOLDER")]
    pub rules: Option<String>,
}

const BASELINE_EXAMPLES: &str = "Examples:
  crossfoot baseline papers/
  crossfoot baseline --by \"A. Officer\" --because \"published before we used Crossfoot\" report.pdf

baseline.rules is written anew each time and names every finding that is not accepted elsewhere by its fingerprint. A
finding whose words or figures change has another one, and is listed again.";

/// Arguments of `baseline`.
#[derive(Debug, Args)]
#[command(after_help = BASELINE_EXAMPLES)]
pub struct BaselineArgs {
    /// Files or folders, as they are given to check
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<String>,
    /// Why the findings are not followed up
    #[arg(
        long,
        value_name = "REASON",
        default_value = "it stood here when Crossfoot was adopted"
    )]
    pub because: String,
    /// Who says so
    #[arg(long, value_name = "NAME", default_value = "crossfoot baseline")]
    pub by: String,
    /// Tests every file on its own, as check --each does
    #[arg(long)]
    pub each: bool,
    /// Folder with rule files; otherwise the one that check uses, or a new one in the working folder
    #[arg(long, value_name = "FOLDER")]
    pub rules: Option<String>,
}
