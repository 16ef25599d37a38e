//! What the elements of a web page are for, as far as text and tables need it.

use crate::document::flow::TextRole;

/// Elements that hold no text of the document.
pub(super) const LEFT_OUT: [&str; 15] = [
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "video", "audio",
    "canvas", "select", "button", "textarea", "datalist",
];

/// Elements that begin a line of their own.
pub(super) const BLOCKS: [&str; 34] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "table",
    "caption",
    "address",
    "form",
    "fieldset",
    "hr",
    "body",
    "details",
    "summary",
];

/// Elements that never have an end.
pub(super) const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Whether an end tag speaks of the innermost table.
pub(super) fn is_of_table(name: &str) -> bool {
    matches!(
        name,
        "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption"
    )
}

/// Whether a style hides its element.
pub(super) fn is_hiding(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// What the text in an element is; nothing for elements that do not say.
pub(super) fn role_of(name: &str) -> Option<TextRole> {
    Some(match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => TextRole::Heading(name.as_bytes()[1] - b'0'),
        "li" => TextRole::ListItem,
        "caption" | "figcaption" => TextRole::Caption,
        "nav" => TextRole::Furniture,
        _ => return None,
    })
}
