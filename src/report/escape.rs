//! Text of documents as text of a page: nothing in it can be markup, and nothing in it acts.

use super::sanitize::clean;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Text for the content of an element or a quoted attribute.
pub(super) fn text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in clean(raw).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The same for a text of several lines, whose ends are kept.
pub(super) fn lines(raw: &str) -> String {
    raw.split('\n').map(text).collect::<Vec<_>>().join("\n")
}

/// The source of a page's own style or script, as its Content-Security-Policy names it.
pub(super) fn source(part: &str) -> String {
    format!(
        "'sha256-{}'",
        STANDARD.encode(Sha256::digest(part.as_bytes()))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_lines_are_kept_where_they_are_wanted() {
        assert_eq!(
            (lines("a\n<b>").as_str(), text("a\nb").as_str()),
            ("a\n&lt;b&gt;", "a b")
        );
    }

    #[test]
    fn markup_quotes_and_acting_characters_are_shown() {
        assert_eq!(
            text("<b a=\"1\" b='2'>&amp;\u{202e}"),
            "&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;amp;\\u{202e}"
        );
    }
}
