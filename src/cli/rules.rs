//! `crossfoot rules`.

use clap::{Args, Subcommand};

const SUGGEST_EXAMPLES: &str = "Examples:
  crossfoot rules suggest 2023-24.pdf 2024-25.pdf             what held in both years
  crossfoot rules suggest reports/ --output rules/found.rules  as a rule file, to be pruned by hand

A line is proposed when it held wherever its measures stand together, in three places or two reports at least, and
no other rule tests it. Read each before you keep it: that it held is no proof that it must.";

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
    /// Lists the built-in rules, yours, and the settings in force with the file that each comes from
    List {
        /// Folder with rule files, or a document: its rules are those of the folder `rules` beside it or above
        #[arg(value_name = "PATH")]
        path: Option<String>,
    },
    /// Runs the `pass:` and `fail:` lines of rule files
    Test {
        /// Folder with rule files
        #[arg(default_value = "rules")]
        folder: String,
    },
    /// Proposes identities that hold in reports, as lines of a rule file
    #[command(after_help = SUGGEST_EXAMPLES)]
    Suggest {
        /// Files or folders; folders are walked for the formats Crossfoot reads
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<String>,
        /// Folder with rule files; what they say already is not proposed again
        #[arg(long, value_name = "FOLDER")]
        rules: Option<String>,
        /// Writes the lines to a file, which appears only when it is complete
        #[arg(long, short, value_name = "FILE")]
        output: Option<String>,
    },
}
