//! The command line: definitions and help texts only.

use clap::{Parser, Subcommand, ValueEnum};

/// Tests the figures in reports.
#[derive(Debug, Parser)]
#[command(name = "crossfoot", version)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Tests the figures of reports, and the reports against each other.
    Check {
        /// Files or folders.
        #[arg(required = true)]
        paths: Vec<String>,
        /// Every file on its own.
        #[arg(long)]
        each: bool,
        /// Output format.
        #[arg(long, default_value = "text")]
        format: OutputFormat,
        /// Every test, agreements too (JSON).
        #[arg(long)]
        ledger: bool,
    },
}
