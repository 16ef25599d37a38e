//! The `crossfoot` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    crossfoot::commands::run()
}
