//! `crossfoot completions`: what a shell completes after `crossfoot`.

use super::output;
use crate::cli::Cli;
use clap::CommandFactory;
use clap_complete::Shell;
use std::process::ExitCode;

pub(super) fn run(shell: Shell) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "crossfoot", &mut script);
    output::deliver(None, 0, |out| out.write_all(&script))
}
