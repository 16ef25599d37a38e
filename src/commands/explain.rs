//! `crossfoot explain`: a rule's page.

use super::output;
use crate::error::Error;
use crate::rules::{self, RULES};
use std::process::ExitCode;

pub(super) fn run(name: &str) -> ExitCode {
    let Some(entry) = rules::find(name) else {
        let near = similar::get_close_matches(
            name,
            &RULES.iter().map(|e| e.name).collect::<Vec<_>>(),
            1,
            0.6,
        );
        let advice = near.first().map_or_else(
            || "crossfoot rules list shows the names".to_string(),
            |n| format!("did you mean {n}?"),
        );
        output::trouble(&Error::new(
            "",
            format!("there is no rule named \"{name}\""),
            advice,
        ));
        return ExitCode::from(output::FAILED);
    };
    output::deliver(None, 0, |out| out.write_all(entry.page.as_bytes()))
}
