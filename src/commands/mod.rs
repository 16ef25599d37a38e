//! One subcommand per file.

mod check;

use crate::cli::{Cli, Command};
use clap::Parser;
use std::process::ExitCode;

/// Parses the command line, runs the subcommand, and gives the exit status: 0 nothing at or above `--fail-on`,
/// 1 findings, 2 could not do its work.
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Check {
            paths,
            each,
            format,
            ledger,
        } => check::run(&paths, each, format, ledger),
    }
}
