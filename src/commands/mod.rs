//! One subcommand per file.

mod check;
mod explain;
mod extract;
mod init;
mod output;
mod paths;
mod progress;
mod rules;
mod userrules;

use crate::cli::{Cli, Command};
use clap::Parser;
use std::process::ExitCode;

/// Parses the command line, runs the subcommand, and gives the exit status: 0 nothing at or above `--fail-on`,
/// 1 findings, 2 could not do its work.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            let failed = e.print().is_err() || e.use_stderr();
            return ExitCode::from(if failed { 2 } else { 0 });
        }
    };
    match cli.command {
        Command::Check(args) => check::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Explain { rule } => explain::run(&rule),
        Command::Rules(args) => rules::run(&args),
        Command::Init { folder } => init::run(&folder),
    }
}
