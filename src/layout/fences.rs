//! Code in a Markdown file: programs and what they print, between fences.
//!
//! The form is that of CommonMark (0.31, section 4.5): three backticks or tildes or more, up to the same again.

use crate::document::Line;
use std::ops::Range;

/// The lines of each block of code, fences included; one that is not closed goes on to the end of the file.
pub(super) fn find(lines: &[Line]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char, usize)> = None;
    for (i, line) in lines.iter().enumerate() {
        let Some((sign, length, bare)) = fence(&line.text) else {
            continue;
        };
        match open {
            None => open = Some((i, sign, length)),
            Some((from, begun, least)) if begun == sign && bare && length >= least => {
                out.push(from..i + 1);
                open = None;
            }
            Some(_) => {}
        }
    }
    out.extend(open.map(|(from, ..)| from..lines.len()));
    out
}

/// The sign of a fence, how many of them there are, and whether nothing else stands in its line.
fn fence(text: &str) -> Option<(char, usize, bool)> {
    let text = text.trim();
    let sign = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = text.trim_start_matches(sign);
    let length = text.len() - rest.len();
    // "```a```" is code within a line.
    (length >= 3 && !rest.contains('`')).then_some((sign, length, rest.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text;

    fn fences(lines: &str) -> Vec<Range<usize>> {
        find(&text::lines(lines.as_bytes()))
    }

    #[test]
    fn code_ends_at_a_fence_like_the_one_that_began_it() {
        assert_eq!(
            fences("Text\n```r\nx <- 1\n~~~\n```\nText\n~~~\n```\n~~~~\nText"),
            [1..5, 6..9]
        );
        assert_eq!(fences("Text\n```\nx"), vec![1..3]);
    }

    #[test]
    fn code_within_a_line_is_no_fence() {
        assert!(fences("```a``` is a word\n`b`\n--- ~ ---").is_empty());
    }
}
