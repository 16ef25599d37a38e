//! "There have been no late returns": the text states a nought without a figure.

use crate::claim::{Claim, Kind, Operand, Part};
use crate::fact::Reading;
use crate::figure::pattern;
use crate::figure::{Figure, Span, number};
use crate::layout::Role;
use regex::Regex;
use std::sync::LazyLock;

static NONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b[Tt]here (?:have been|has been|were|was|are) (no) ([a-z][a-z' -]{4,60}?)(?: (?:in|during|this|since|over|at|for|over|by|to|that|who|which)\b|[.,;])",
    )
});

/// The claims of a document that say that there were none of something.
pub(in crate::rules) fn claims(reading: &Reading) -> Vec<Claim> {
    let Some(nought) = number::read_cell("0").figure().copied() else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (i, block) in reading.blocks.iter().enumerate() {
        let prose = matches!(block.role, Role::Paragraph | Role::ListItem);
        if !prose || !block.text.contains("here ") || !block.text.contains(" no ") {
            continue;
        }
        for found in NONE.captures_iter(&block.text) {
            let (Some(whole), Some(no), Some(what)) = (found.get(0), found.get(1), found.get(2))
            else {
                continue;
            };
            // "No change", "no further information" count nothing.
            let vague = [
                "further",
                "change",
                "significant",
                "other",
                "longer",
                "more",
            ];
            if vague.iter().any(|v| what.as_str().starts_with(v)) {
                continue;
            }
            let mut claim = Claim::new(
                Kind::Stated,
                i as u32,
                Span::new(whole.start(), whole.end()),
            );
            claim.measure = what.as_str().into();
            claim.operands.push(Operand {
                part: Part::Stated,
                figure: Figure {
                    span: Span::new(no.start(), no.end()),
                    ..nought
                },
                period: None,
                measure: claim.measure.clone(),
            });
            out.push(claim);
        }
    }
    out
}
