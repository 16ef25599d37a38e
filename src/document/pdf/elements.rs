//! Elements of the structure tree, read for the few entries that count: most files have more of them than of anything
//! else, so those of a file read on demand are taken from its bytes without making objects of them.

use super::lexer::{self, Token, skip_space};
use super::objects::{Objects, as_dict};
use super::parse::{self, skip};
use super::strings;
use crate::document::StructureRole;
use lopdf::{Dictionary, Object, ObjectId};

/// Elements written inside each other.
const DEPTH: usize = 32;

/// An element, or a piece of content with a page of its own.
#[derive(Debug)]
pub(super) struct Element {
    pub kind: Kind,
    pub page: Option<ObjectId>,
    pub row_span: u16,
    pub column_span: u16,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Element(StructureRole),
    /// Marked content by its identifier.
    Content(i64),
    /// Something that is no content of the page: an annotation, or content of a form.
    Foreign,
}

#[derive(Debug)]
pub(super) enum Kid {
    Reference(ObjectId),
    Content(i64),
    /// An element written where it is referred to, and its own kids.
    Written(Box<(Element, Vec<Kid>)>),
}

/// Reads elements, with the file's own names for their types.
pub(super) struct Elements<'a> {
    pub(super) objects: &'a Objects,
    roles: Option<&'a Dictionary>,
}

impl<'a> Elements<'a> {
    pub(super) fn new(objects: &'a Objects, root: &'a Dictionary) -> Elements<'a> {
        Elements {
            objects,
            roles: objects.dict(root, b"RoleMap"),
        }
    }

    /// An element by its number; its kids go to `kids`, one list for element after element.
    pub(super) fn read(&self, id: ObjectId, kids: &mut Vec<Kid>) -> Option<Element> {
        match self.objects {
            Objects::Sparse(s) => s.with_bytes(id, |bytes| {
                let (_, element) = self.written_dict(skip_space(bytes), DEPTH, kids)?;
                Some(element)
            }),
            Objects::Whole(..) => self.dict(as_dict(self.objects.get(id)?)?, DEPTH, kids),
        }
    }

    /// The kids of the root, where a number means nothing.
    pub(super) fn roots(&self, root: &Dictionary) -> Vec<Kid> {
        let mut kids = Vec::new();
        match root.get(b"K") {
            Ok(Object::Array(a)) => a.iter().for_each(|o| self.kid(o, DEPTH, &mut kids)),
            Ok(o) => self.kid(o, DEPTH, &mut kids),
            Err(_) => {}
        }
        kids
    }

    fn kid(&self, object: &Object, depth: usize, out: &mut Vec<Kid>) {
        match object {
            Object::Reference(id) => out.push(Kid::Reference(*id)),
            Object::Integer(mcid) => out.push(Kid::Content(*mcid)),
            Object::Dictionary(d) => {
                let mut kids = Vec::new();
                if let Some(element) = self.dict(d, depth, &mut kids) {
                    out.push(Kid::Written(Box::new((element, kids))));
                }
            }
            _ => {}
        }
    }

    /// A list of kids kept as an object of its own.
    pub(super) fn list(&self, id: ObjectId) -> Option<Vec<Kid>> {
        let object = self.objects.read(id)?;
        let Object::Array(a) = object.as_ref() else {
            return None;
        };
        let mut kids = Vec::with_capacity(a.len());
        a.iter().for_each(|o| self.kid(o, DEPTH, &mut kids));
        Some(kids)
    }

    fn dict(&self, dict: &Dictionary, depth: usize, kids: &mut Vec<Kid>) -> Option<Element> {
        let depth = depth.checked_sub(1)?;
        match dict.get(b"K") {
            Ok(Object::Array(a)) => a.iter().for_each(|o| self.kid(o, depth, kids)),
            Ok(o) => self.kid(o, depth, kids),
            Err(_) => {}
        }
        let kind = self.kind(
            self.objects.name(dict, b"Type"),
            self.objects.name(dict, b"S"),
            self.objects.integer(dict, b"MCID"),
            dict.has(b"Stm"),
        );
        let (row_span, column_span) = match dict.get(b"A") {
            Ok(a) if is_cell(kind) => self.spans(a),
            _ => (1, 1),
        };
        Some(Element {
            kind,
            page: dict.get(b"Pg").and_then(Object::as_reference).ok(),
            row_span,
            column_span,
        })
    }

    fn kind(&self, of: Option<&[u8]>, role: Option<&[u8]>, mcid: Option<i64>, form: bool) -> Kind {
        match (of, mcid) {
            (Some(b"OBJR"), _) => Kind::Foreign,
            // Content of a form has identifiers of its own, which are not the page's.
            (Some(b"MCR"), Some(mcid)) if !form => Kind::Content(mcid),
            (Some(b"MCR"), _) => Kind::Foreign,
            _ => Kind::Element(self.role(role.unwrap_or_default())),
        }
    }

    /// A structure type, after the role map.
    fn role(&self, name: &[u8]) -> StructureRole {
        let mut name = name;
        for _ in 0..8 {
            if let Some(role) = standard(name) {
                return role;
            }
            match self.roles.and_then(|m| self.objects.name(m, name)) {
                Some(next) => name = next,
                None => break,
            }
        }
        StructureRole::Other
    }

    /// An element from the bytes of its dictionary.
    fn written_dict<'b>(
        &self,
        bytes: &'b [u8],
        depth: usize,
        kids: &mut Vec<Kid>,
    ) -> Option<(&'b [u8], Element)> {
        let depth = depth.checked_sub(1)?;
        let (mut rest, Token::DictOpen) = lexer::token(bytes).ok()? else {
            return None;
        };
        let (mut of, mut role, mut mcid, mut form) = (None, None, None, false);
        let (mut page, mut attributes) = (None, None);
        loop {
            let (after, key) = match lexer::token(rest).ok()? {
                (after, Token::Name(key)) => (after, key),
                (after, Token::DictClose) => {
                    rest = after;
                    break;
                }
                _ => return None,
            };
            let value = skip_space(after);
            rest = match key {
                b"Type" | b"S" => match lexer::token(value).ok()? {
                    (after, Token::Name(n)) => {
                        *(if key == b"S" { &mut role } else { &mut of }) = Some(n);
                        after
                    }
                    _ => skip(value)?,
                },
                b"Pg" => {
                    let (after, o) = short(value)?;
                    page = o.as_reference().ok();
                    after
                }
                b"MCID" => {
                    let (after, o) = short(value)?;
                    mcid = o.as_i64().ok();
                    after
                }
                b"K" => self.written_kids(value, depth, kids)?,
                b"A" => {
                    attributes = Some(value);
                    skip(value)?
                }
                _ => {
                    form |= key == b"Stm";
                    skip(value)?
                }
            };
        }
        // A type's name with an escape in it is rare and has to be undone first.
        let plain = role.map(strings::unescape_name);
        let kind = self.kind(of, plain.as_deref(), mcid, form);
        let (row_span, column_span) = match attributes {
            Some(a) if is_cell(kind) => {
                let mut spans = (1, 1);
                self.written_spans(a, 4, &mut spans);
                spans
            }
            _ => (1, 1),
        };
        let element = Element {
            kind,
            page,
            row_span,
            column_span,
        };
        Some((rest, element))
    }

    fn written_kids<'b>(
        &self,
        bytes: &'b [u8],
        depth: usize,
        out: &mut Vec<Kid>,
    ) -> Option<&'b [u8]> {
        let Some(mut rest) = bytes.strip_prefix(b"[") else {
            return self.written_kid(bytes, depth, out);
        };
        loop {
            rest = skip_space(rest);
            if let Some(after) = rest.strip_prefix(b"]") {
                return Some(after);
            }
            rest = self.written_kid(rest, depth, out)?;
        }
    }

    fn written_kid<'b>(
        &self,
        bytes: &'b [u8],
        depth: usize,
        out: &mut Vec<Kid>,
    ) -> Option<&'b [u8]> {
        if bytes.starts_with(b"<<") {
            let mut kids = Vec::new();
            let (rest, element) = self.written_dict(bytes, depth, &mut kids)?;
            out.push(Kid::Written(Box::new((element, kids))));
            return Some(rest);
        }
        let (rest, object) = short(bytes)?;
        match object {
            Object::Reference(id) => out.push(Kid::Reference(id)),
            Object::Integer(mcid) => out.push(Kid::Content(mcid)),
            _ => {}
        }
        Some(rest)
    }
}

/// An object that is mostly a number or a reference.
fn short(bytes: &[u8]) -> Option<(&[u8], Object)> {
    parse::whole_or_reference(bytes).or_else(|| parse::object(bytes).ok())
}

fn is_cell(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Element(StructureRole::HeaderCell | StructureRole::DataCell)
    )
}

fn standard(name: &[u8]) -> Option<StructureRole> {
    use StructureRole as R;
    Some(match name {
        b"Table" => R::Table,
        b"TR" => R::Row,
        b"TH" => R::HeaderCell,
        b"TD" => R::DataCell,
        b"P" => R::Paragraph,
        b"H" | b"Title" => R::Heading(1),
        [b'H', level @ b'1'..=b'9'] => R::Heading(level - b'0'),
        b"L" => R::List,
        b"LI" => R::ListItem,
        b"Figure" | b"Formula" => R::Picture,
        b"Caption" => R::Caption,
        b"Note" | b"FENote" => R::Note,
        b"TOC" | b"TOCI" => R::Contents,
        b"Document" | b"Part" | b"Art" | b"Sect" | b"Div" | b"Span" | b"Link" | b"Lbl"
        | b"LBody" | b"THead" | b"TBody" | b"TFoot" | b"NonStruct" | b"Private" | b"Quote"
        | b"BlockQuote" | b"Index" | b"Reference" | b"BibEntry" | b"Code" | b"Annot" | b"Form"
        | b"Em" | b"Strong" | b"Sub" => R::Other,
        _ => return None,
    })
}
