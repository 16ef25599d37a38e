//! How many rows and columns a cell of a tagged table says it covers: RowSpan and ColSpan among its attributes.

use super::elements::Elements;
use super::lexer::{self, Token, skip_space};
use super::objects::{Objects, as_dict};
use super::parse::{self, skip};
use lopdf::Object;

impl Elements<'_> {
    /// Rows and columns by the attributes of an element.
    pub(super) fn spans(&self, attributes: &Object) -> (u16, u16) {
        let mut spans = (1, 1);
        let mut read = |o: &Object| {
            if let Some(d) = as_dict(o) {
                let of = |key: &[u8]| {
                    let n = self.objects.integer(d, key)?;
                    Some(n.clamp(1, 1000) as u16)
                };
                spans.0 = of(b"RowSpan").unwrap_or(spans.0);
                spans.1 = of(b"ColSpan").unwrap_or(spans.1);
            }
        };
        let mut each = |o: &Object| match o {
            Object::Reference(id) => {
                if let Some(o) = self.objects.read(*id) {
                    read(&o);
                }
            }
            o => read(o),
        };
        match attributes {
            Object::Reference(id) => match self.objects.read(*id).as_deref() {
                Some(Object::Array(a)) => a.iter().for_each(&mut each),
                Some(o) => each(o),
                None => {}
            },
            Object::Array(a) => a.iter().for_each(&mut each),
            o => each(o),
        }
        spans
    }

    /// As [`Elements::spans`], of attributes as written: a dictionary, several, or references to them.
    pub(super) fn written_spans<'b>(
        &self,
        bytes: &'b [u8],
        depth: usize,
        spans: &mut (u16, u16),
    ) -> Option<&'b [u8]> {
        let depth = depth.checked_sub(1)?;
        let mut rest = skip_space(bytes);
        match rest.first()? {
            b'[' => {
                rest = rest.get(1..)?;
                for _ in 0..16 {
                    rest = skip_space(rest);
                    if rest.first() == Some(&b']') {
                        break;
                    }
                    rest = self.written_spans(rest, depth, spans)?;
                }
                Some(rest)
            }
            b'<' => loop {
                rest = match lexer::token(rest).ok()? {
                    (after, Token::DictOpen) => after,
                    (after, Token::DictClose) => return Some(after),
                    (after, Token::Name(key @ (b"RowSpan" | b"ColSpan"))) => {
                        let (after, n) = parse::unsigned(skip_space(after)).ok()?;
                        let n = n.clamp(1, 1000) as u16;
                        *(if key == b"RowSpan" {
                            &mut spans.0
                        } else {
                            &mut spans.1
                        }) = n;
                        after
                    }
                    (after, Token::Name(_)) => skip(after)?,
                    _ => return None,
                }
            },
            _ => {
                let (after, object) = parse::object(rest).ok()?;
                if let (Object::Reference(id), Objects::Sparse(s)) = (object, self.objects) {
                    s.with_bytes(id, |bytes| {
                        self.written_spans(bytes, depth, spans).map(|_| ())
                    });
                }
                Some(after)
            }
        }
    }
}
