//! `crossfoot init`: a `rules` folder to start from.

use super::output;
use crate::error::Error;
use std::path::Path;
use std::process::ExitCode;

/// The files that ship with Crossfoot.
const FILES: &[(&str, &str)] = &[
    ("README.md", include_str!("../../rules/README.md")),
    ("measures.rules", include_str!("../../rules/measures.rules")),
    ("settings.rules", include_str!("../../rules/settings.rules")),
    ("accepted.rules", include_str!("../../rules/accepted.rules")),
    ("adoption.rules", include_str!("../../rules/adoption.rules")),
    (
        "fostering.rules",
        include_str!("../../rules/fostering.rules"),
    ),
    (
        "complaints.rules",
        include_str!("../../rules/complaints.rules"),
    ),
    ("finance.rules", include_str!("../../rules/finance.rules")),
];

pub(super) fn run(folder: &str) -> ExitCode {
    let rules = Path::new(folder).join("rules");
    let failed = |path: &Path, e: std::io::Error| {
        let advice = "choose a folder that exists and can be written to";
        output::trouble(&Error::new(
            path.to_string_lossy(),
            format!("cannot be written ({e})"),
            advice,
        ));
        ExitCode::from(output::FAILED)
    };
    if !Path::new(folder).is_dir() {
        return failed(Path::new(folder), std::io::ErrorKind::NotFound.into());
    }
    if let Err(e) = std::fs::create_dir_all(&rules) {
        return failed(&rules, e);
    }
    let mut told = Vec::new();
    for (name, text) in FILES {
        let path = rules.join(name);
        if path.exists() {
            told.push(format!("kept   {}", path.display()));
            continue;
        }
        if let Err(e) = output::to_file(&path, |out| out.write_all(text.as_bytes())) {
            return failed(&path, e);
        }
        told.push(format!("wrote  {}", path.display()));
    }
    output::deliver(None, 0, |out| {
        for line in &told {
            writeln!(out, "{line}")?;
        }
        writeln!(
            out,
            "\nDelete the files that are not about your reports, then read {}.",
            rules.join("README.md").display()
        )
    })
}
