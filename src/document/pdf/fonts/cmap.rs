//! CMaps: codes to CIDs, and codes to Unicode (ToUnicode).

use super::super::lexer::{Token, token};
use super::super::strings::string;

/// Ranges and characters kept of one CMap.
const ENTRIES: usize = 200_000;

/// A parsed CMap.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// Code lengths in bytes with the codes they cover.
    pub spaces: Vec<Space>,
    /// First code, last code, and the text of the first as UTF-16 (or one text per code, each a range of one).
    pub texts: Vec<(u32, u32, Vec<u16>)>,
    /// First code, last code, first CID.
    pub cids: Vec<(u32, u32, u32)>,
    /// Written from top to bottom.
    pub vertical: bool,
    /// The name of a CMap it builds on.
    pub base: Option<Vec<u8>>,
}

/// One codespace range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Space {
    pub bytes: u8,
    pub low: u32,
    pub high: u32,
}

/// Reads a CMap; whatever cannot be understood is skipped.
pub(super) fn parse(bytes: &[u8]) -> CMap {
    let mut map = CMap::default();
    let mut operands: Vec<Token<'_>> = Vec::new();
    let mut rest = bytes;
    let mut kept = 0usize;
    while let Ok((next, t)) = token(rest) {
        rest = next;
        let Token::Word(word) = t else {
            if operands.len() < 4 * ENTRIES {
                operands.push(t);
            }
            continue;
        };
        match word {
            b"begincodespacerange"
            | b"beginbfchar"
            | b"beginbfrange"
            | b"begincidchar"
            | b"begincidrange" => operands.clear(),
            b"endcodespacerange" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some((low, n)), Some((high, _))) = (code(pair[0]), code(pair[1])) {
                        map.spaces.push(Space {
                            bytes: n,
                            low,
                            high,
                        });
                    }
                }
                operands.clear();
            }
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let Some((c, _)) = code(pair[0]) {
                        map.texts.push((c, c, utf16(pair[1])));
                    }
                }
                operands.clear();
            }
            b"endbfrange" => {
                ranges(&operands, &mut map);
                operands.clear();
            }
            b"endcidchar" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some((c, _)), Token::Number(n)) = (code(pair[0]), pair[1]) {
                        map.cids.push((c, c, n as u32));
                    }
                }
                operands.clear();
            }
            b"endcidrange" => {
                for triple in operands.chunks_exact(3) {
                    if let (Some((low, _)), Some((high, _)), Token::Number(n)) =
                        (code(triple[0]), code(triple[1]), triple[2])
                    {
                        map.cids.push((low, high, n as u32));
                    }
                }
                operands.clear();
            }
            b"usecmap" => {
                if let Some(Token::Name(name)) = operands.last() {
                    map.base = Some(name.to_vec());
                }
                operands.clear();
            }
            b"def" => {
                if let [.., Token::Name(b"WMode"), Token::Number(n)] = operands.as_slice() {
                    map.vertical = *n > 0.5;
                }
                operands.clear();
            }
            _ => {}
        }
        kept += 1;
        if map.texts.len().max(map.cids.len()).max(kept) > ENTRIES {
            break;
        }
    }
    map
}

fn ranges(operands: &[Token<'_>], map: &mut CMap) {
    let mut i = 0;
    while let (Some(&low), Some(&high), Some(&target)) =
        (operands.get(i), operands.get(i + 1), operands.get(i + 2))
    {
        i += 3;
        let (Some((low, _)), Some((high, _))) = (code(low), code(high)) else {
            return;
        };
        if target == Token::Open {
            let mut c = low;
            while let Some(&t) = operands.get(i) {
                i += 1;
                if t == Token::Close {
                    break;
                }
                if c <= high {
                    map.texts.push((c, c, utf16(t)));
                }
                c = c.saturating_add(1);
            }
        } else {
            map.texts.push((low, high, utf16(target)));
        }
    }
}

/// A code and its length in bytes.
fn code(token: Token<'_>) -> Option<(u32, u8)> {
    let mut buffer = Vec::new();
    if let Token::Number(n) = token {
        return (n >= 0.0).then_some((n as u32, 1));
    }
    let bytes = string(token, &mut buffer)?;
    (!bytes.is_empty() && bytes.len() <= 4).then(|| {
        (
            bytes.iter().fold(0u32, |v, b| v << 8 | u32::from(*b)),
            bytes.len() as u8,
        )
    })
}

fn utf16(token: Token<'_>) -> Vec<u16> {
    let mut buffer = Vec::new();
    if let Token::Name(name) = token {
        return super::glyphs::unicode(name)
            .map(|t| t.encode_utf16().collect())
            .unwrap_or_default();
    }
    match string(token, &mut buffer) {
        Some([one]) => vec![u16::from(*one)],
        Some(bytes) => bytes
            .chunks_exact(2)
            .map(|p| u16::from_be_bytes([p[0], p[1]]))
            .collect(),
        None => Vec::new(),
    }
}

impl CMap {
    /// Calls `each` with every code that has a text, up to the highest code of two bytes.
    pub(super) fn each_text(&self, mut each: impl FnMut(u32, &str)) {
        let mut total = 0usize;
        for (low, high, units) in &self.texts {
            let Some((&last, _)) = units.split_last() else {
                continue;
            };
            let mut units = units.clone();
            for (step, c) in (*low..=(*high).min(0xffff)).enumerate() {
                total += 1;
                if total > ENTRIES {
                    return;
                }
                if let Some(slot) = units.last_mut() {
                    *slot = last.wrapping_add(step as u16);
                }
                let text = String::from_utf16_lossy(&units);
                each(c, &text);
            }
        }
    }

    /// The CID of a code.
    pub(super) fn cid(&self, code: u32) -> Option<u32> {
        self.cids
            .iter()
            .find(|(low, high, _)| (*low..=*high).contains(&code))
            .map(|(low, _, cid)| cid.saturating_add(code - low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(map: &CMap) -> Vec<(u32, String)> {
        let mut out = Vec::new();
        map.each_text(|c, t| out.push((c, t.to_string())));
        out
    }

    #[test]
    fn characters_ranges_and_arrays_are_read() {
        let map = parse(
            b"1 begincodespacerange <0000> <ffff> endcodespacerange
              1 beginbfchar <0003> <0020> endbfchar
              2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<00660069> <D835DC00>] endbfrange",
        );
        assert_eq!(
            map.spaces,
            [Space {
                bytes: 2,
                low: 0,
                high: 0xffff
            }]
        );
        let texts = texts(&map);
        let texts: Vec<(u32, &str)> = texts.iter().map(|(c, t)| (*c, t.as_str())).collect();
        assert_eq!(
            texts,
            [
                (3, " "),
                (16, "A"),
                (17, "B"),
                (18, "C"),
                (32, "fi"),
                (33, "\u{1d400}")
            ]
        );
    }

    #[test]
    fn codes_are_mapped_to_cids_and_the_writing_mode_is_seen() {
        let map = parse(b"/WMode 1 def 1 begincidrange <20> <7e> 1 endcidrange 1 begincidchar <a0> 200 endcidchar");
        assert_eq!(map.cid(0x21), Some(2));
        assert_eq!(map.cid(0xa0), Some(200));
        assert_eq!(map.cid(0xa1), None);
        assert!(map.vertical);
    }

    #[test]
    fn a_range_over_all_codes_is_bounded() {
        let map = parse(b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange");
        assert!(texts(&map).len() <= 65_536);
    }
}
