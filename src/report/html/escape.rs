//! Text of documents as text of a page: nothing in it can be markup, and nothing in it acts.

use crate::report::sanitize::clean;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_quotes_and_acting_characters_are_shown() {
        assert_eq!(
            text("<b a=\"1\" b='2'>&amp;\u{202e}"),
            "&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;amp;\\u{202e}"
        );
    }
}
