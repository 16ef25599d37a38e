//! `crossfoot manual`: pages for man, one for each command, made of the same texts as `--help`.

use super::output;
use crate::cli::Cli;
use crate::error::Error;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(folder: Option<&str>) -> ExitCode {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    let mut pages = Vec::new();
    if let Err(e) = gather(&root, "crossfoot", &mut pages) {
        let found = format!("the manual cannot be made ({e})");
        output::trouble(&Error::new("", found, ""));
        return ExitCode::from(output::FAILED);
    }
    let Some(folder) = folder else {
        return output::deliver(None, 0, |out| {
            pages.iter().try_for_each(|(_, page)| out.write_all(page))
        });
    };
    let folder = Path::new(folder);
    let written = std::fs::create_dir_all(folder).and_then(|()| {
        pages.iter().try_for_each(|(name, page)| {
            output::to_file(&folder.join(format!("{name}.1")), |out| out.write_all(page))
        })
    });
    match written {
        Ok(()) => {
            output::say(&format!(
                "{}: {} pages, crossfoot.1 first",
                folder.display(),
                pages.len()
            ));
            ExitCode::SUCCESS
        }
        Err(e) => {
            let advice = "choose a folder that can be written to";
            let found = format!("cannot be written ({e})");
            output::trouble(&Error::new(folder.to_string_lossy(), found, advice));
            ExitCode::from(output::FAILED)
        }
    }
}

/// The page of a command, then those of its subcommands.
fn gather(
    command: &Command,
    name: &str,
    pages: &mut Vec<(String, Vec<u8>)>,
) -> std::io::Result<()> {
    let mut page = Vec::new();
    Man::new(command.clone())
        .title(name)
        .section("1")
        .render(&mut page)?;
    pages.push((name.to_string(), page));
    for inner in command.get_subcommands().filter(|c| !c.is_hide_set()) {
        gather(inner, &format!("{name}-{}", inner.get_name()), pages)?;
    }
    Ok(())
}
