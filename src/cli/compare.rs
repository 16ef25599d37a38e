//! `crossfoot compare`: definitions and help texts.

use super::ColorChoice;
use clap::{Args, ValueEnum};

const EXAMPLES: &str = "Examples:
  crossfoot compare draft.pdf final.pdf
  crossfoot compare report-2023-24.pdf report-2024-25.pdf    what moved in a year, what was restated
  crossfoot compare papers/january papers/february           folders: documents are paired by content
  crossfoot compare --format csv draft.pdf final.pdf --output changes.csv

Exit status: 0 compared, whatever differs; 2 something could not be read.";

/// Arguments of `compare`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct CompareArgs {
    /// The earlier report or version; a file or a folder
    pub old: String,
    /// The later one
    pub new: String,
    /// How the comparison is written
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    pub format: CompareFormat,
    /// Lists every row and passage in the text report, however many
    #[arg(long)]
    pub all: bool,
    /// Writes the comparison to a file, which appears only when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<String>,
    /// When the text report is coloured
    #[arg(long, default_value = "auto", value_name = "WHEN")]
    pub color: ColorChoice,
}

/// How a comparison is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
}
