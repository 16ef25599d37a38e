//! One subcommand per file.

mod accept;
mod annotate;
mod baseline;
mod catalogue;
mod check;
mod compare;
mod completions;
mod explain;
mod extract;
mod init;
mod manual;
mod output;
mod part;
mod paths;
mod progress;
mod rows;
mod rules;
mod store;
mod userrules;
mod watch;

use crate::cli::{Cli, Command};
use clap::Parser;
use std::process::ExitCode;

/// Parses the command line, runs the subcommand, and gives the exit status: 0 nothing at or above `--fail-on`,
/// 1 findings, 2 could not do its work.
pub fn run() -> ExitCode {
    // A panic while reading one file is reported as that file's failure; its trace helps nobody but us.
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    std::panic::catch_unwind(dispatch).unwrap_or_else(|_| {
        output::say("crossfoot: a fault inside Crossfoot stopped it; please report this (RUST_BACKTRACE=1 shows where)");
        ExitCode::from(output::FAILED)
    })
}

fn dispatch() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            let failed = e.print().is_err() || e.use_stderr();
            return ExitCode::from(if failed { 2 } else { 0 });
        }
    };
    // This thread does its share of the work instead of waiting for it: each thread has a heap of its own, in which what
    // it gives back stays. Where threads are made already they are used. The first thread of a Windows program has too
    // little room for deeply nested files.
    if !cfg!(windows) {
        let _ = rayon::ThreadPoolBuilder::new()
            .use_current_thread()
            .build_global();
    }
    match cli.command {
        Command::Check(args) => check::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Store(args) => store::run(&args),
        Command::Explain { rule } => explain::run(&rule),
        Command::Accept(args) => accept::run(&args),
        Command::Baseline(args) => baseline::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Init { folder } => init::run(&folder),
        Command::Completions { shell } => completions::run(shell),
        Command::Manual { folder } => manual::run(folder.as_deref()),
    }
}
