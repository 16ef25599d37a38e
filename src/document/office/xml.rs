//! A walk through XML: elements by their local names, text with its references resolved.

use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// The deepest that elements may be nested.
const DEPTH: usize = 1_000;

/// What a walk meets.
pub enum Node<'a> {
    /// An element begins; an empty one ends at once.
    Start(&'a str, &'a Attributes<'a>),
    /// An element ends.
    End(&'a str),
    /// Text.
    Text(&'a str),
}

/// The attributes of an element, by their local names.
pub struct Attributes<'a>(BytesStart<'a>);

impl Attributes<'_> {
    /// The value of an attribute, references resolved.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        all.with_checks(false);
        let found = all
            .flatten()
            .find(|a| a.key.local_name().as_ref() == name)?;
        Some(match quick_xml::escape::unescape(&found.value) {
            Ok(text) => text.into_owned(),
            Err(_) => found.value.clone().into_owned(),
        })
    }

    /// A whole number in an attribute.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether a switch such as `<w:b/>` is on: it is, unless its value says otherwise.
    pub fn is_on(&self) -> bool {
        !matches!(
            self.get("val").as_deref(),
            Some("0" | "false" | "off" | "none")
        )
    }
}

/// Walks through XML; empty elements begin and end.
///
/// # Errors
/// With what is wrong, when it is not well-formed or nested too deep.
pub fn walk(xml: &str, visit: &mut dyn FnMut(Node<'_>)) -> Result<(), String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_usize;
    loop {
        let event = reader
            .read_event()
            .map_err(|e| format!("its XML cannot be read ({e})"))?;
        match event {
            Event::Start(e) => {
                depth += 1;
                if depth > DEPTH {
                    return Err(format!("its elements are nested over {DEPTH} deep"));
                }
                let attributes = Attributes(e);
                let name = attributes.0.local_name().into_inner();
                visit(Node::Start(name, &attributes));
            }
            Event::End(e) => {
                depth = depth.saturating_sub(1);
                visit(Node::End(e.local_name().as_ref()));
            }
            Event::Text(t) => visit(Node::Text(&t.xml10_content())),
            Event::CData(t) => visit(Node::Text(&t.xml10_content())),
            Event::GeneralRef(r) => {
                let text: Cow<'_, str> = match r.resolve_char_ref() {
                    Ok(Some(c)) => Cow::Owned(c.to_string()),
                    _ => quick_xml::escape::resolve_xml_entity(&r)
                        .unwrap_or("")
                        .into(),
                };
                visit(Node::Text(&text));
            }
            Event::Eof if depth > 0 => return Err("its XML ends too early".to_string()),
            Event::Eof => return Ok(()),
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(xml: &str) -> Result<Vec<String>, String> {
        let mut out = Vec::new();
        walk(xml, &mut |n| {
            out.push(match n {
                Node::Start(name, a) => format!("<{name} {}", a.get("val").unwrap_or_default()),
                Node::End(name) => format!("/{name}"),
                Node::Text(t) => t.to_string(),
            });
        })?;
        Ok(out)
    }

    #[test]
    fn elements_are_named_without_their_prefix_and_text_is_resolved() {
        let out = seen("<w:p><w:b w:val=\"a&amp;b\"/>R&amp;D &#163;5<![CDATA[<]]></w:p>");
        assert_eq!(
            out.map(|o| o.join("|")),
            Ok("<p |<b a&b|/b|R|&|D |£|5|<|/p".to_string())
        );
    }

    #[test]
    fn what_is_cut_off_or_too_deep_is_said() {
        assert!(seen("<a><b>").is_err_and(|e| e.contains("too early")));
        let deep = "<a>".repeat(2_000);
        assert!(seen(&deep).is_err_and(|e| e.contains("1000 deep")));
    }

    #[test]
    fn switches_are_on_unless_they_say_otherwise() {
        let on = |x: &str| {
            let mut state = None;
            let walked = walk(x, &mut |n| {
                if let Node::Start(_, a) = n {
                    state = Some(a.is_on());
                }
            });
            assert!(walked.is_ok());
            state
        };
        assert_eq!(on("<w:b/>"), Some(true));
        assert_eq!(on("<w:b w:val=\"0\"/>"), Some(false));
        assert_eq!(on("<w:b w:val=\"1\"/>"), Some(true));
    }
}
