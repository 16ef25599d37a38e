//! A stem kept in place: most are short, and two of them compare as one number.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// Bytes kept in place.
const INLINE: usize = 14;

/// Bytes of a text that its key tells.
const KEYED: usize = 15;

/// A word or stem, in 16 bytes: a report holds hundreds of thousands. Words order as their texts do.
#[derive(Clone)]
pub struct Word(Form);

#[derive(Clone)]
enum Form {
    /// The bytes of a text of at most [`INLINE`], and how many there are.
    Short([u8; INLINE], u8),
    /// A longer text, behind a thin pointer.
    Long(Box<Box<str>>),
}

impl Default for Word {
    fn default() -> Word {
        Word(Form::Short([0; INLINE], 0))
    }
}

impl Word {
    /// A word of a text.
    pub fn new(text: &str) -> Word {
        Word::short(text.as_bytes()).unwrap_or_else(|| Word(Form::Long(Box::new(text.into()))))
    }

    /// A word of ASCII letters, digits and signs.
    pub(super) fn ascii(text: &[u8]) -> Word {
        Word::short(text).unwrap_or_else(|| Word::new(std::str::from_utf8(text).unwrap_or("")))
    }

    /// A word that is kept in place, if it is short enough.
    fn short(text: &[u8]) -> Option<Word> {
        let mut head = [0; INLINE];
        head.get_mut(..text.len())?.copy_from_slice(text);
        Some(Word(Form::Short(head, text.len() as u8)))
    }

    /// A number that hardly any two words share.
    pub fn fingerprint(&self) -> u64 {
        let mut state = Fold::default();
        self.hash(&mut state);
        state.finish()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Form::Short(head, length) => {
                let length = usize::from(*length).min(INLINE);
                std::str::from_utf8(&head[..length]).unwrap_or("")
            }
            Form::Long(text) => text,
        }
    }

    /// Its first bytes and its length as one number, ordered as the texts; [`KEYED`] + 1 for the length of any longer
    /// word.
    #[inline]
    fn key(&self) -> u128 {
        match &self.0 {
            Form::Short(head, length) => short_key(head, *length),
            Form::Long(text) => key_of(text.as_bytes()),
        }
    }

    /// The whole text of a word that its key does not tell.
    fn whole(&self) -> Option<&str> {
        match &self.0 {
            Form::Long(text) if text.len() > KEYED => Some(text),
            _ => None,
        }
    }
}

/// The key of a short word: its bytes in two numbers, which overlap, and its length below them.
#[inline]
fn short_key(head: &[u8; INLINE], length: u8) -> u128 {
    let part = |bytes: Option<&[u8; 8]>| bytes.map_or(0, |b| u64::from_be_bytes(*b));
    let (first, last) = (part(head.first_chunk()), part(head.last_chunk()));
    u128::from(first) << 64 | u128::from(last << 16 | u64::from(length))
}

/// The key of any text: its first bytes, then how many there are.
#[cold]
const fn key_of(text: &[u8]) -> u128 {
    let mut key = [0; KEYED + 1];
    let mut k = 0;
    while k < text.len() && k < KEYED {
        key[k] = text[k];
        k += 1;
    }
    key[KEYED] = if text.len() > KEYED {
        KEYED as u8 + 1
    } else {
        k as u8
    };
    u128::from_be_bytes(key)
}

impl PartialEq for Word {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Form::Short(a, n), Form::Short(b, m)) => short_key(a, *n) == short_key(b, *m),
            (Form::Long(a), Form::Long(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Word {}

impl Ord for Word {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Short(a, n), Form::Short(b, m)) => short_key(a, *n).cmp(&short_key(b, *m)),
            _ => self.as_str().cmp(other.as_str()),
        }
    }
}

impl PartialOrd for Word {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Word {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u128(self.key());
        if let Some(text) = self.whole() {
            text.hash(state);
        }
    }
}

impl std::ops::Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl std::fmt::Debug for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_str().fmt(f)
    }
}

impl PartialEq<&str> for Word {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

/// A quick hasher of words, for maps that are only looked things up in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fold(u64);

/// Makes folds of words.
pub type Folding = std::hash::BuildHasherDefault<Fold>;

impl Fold {
    /// The two halves of a product, so that each bit of either factor moves many of the result.
    fn mix(&mut self, a: u64, b: u64) {
        let a = a ^ 0x2d35_8dcc_aa6c_78a5;
        let product = u128::from(a) * u128::from(b ^ self.0 ^ 0x8bb8_4b93_962e_acc9);
        self.0 = (product as u64) ^ ((product >> 64) as u64);
    }
}

impl Hasher for Fold {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let part = chunk.iter().fold(0, |n, b| n << 8 | u64::from(*b));
            self.mix(part, chunk.len() as u64);
        }
    }

    fn write_u128(&mut self, n: u128) {
        self.mix(n as u64, (n >> 64) as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A fixed list of words of at most 15 bytes as numbers in order, to be searched.
pub(super) const fn keys<const N: usize>(words: &[&str]) -> [u128; N] {
    let mut out = [0; N];
    let mut i = 0;
    while i < N {
        assert!(words[i].len() <= KEYED);
        out[i] = key_of(words[i].as_bytes());
        i += 1;
    }
    out
}

/// Whether a word is one of a list.
pub(super) fn is_one(word: &Word, keys: &[u128]) -> bool {
    keys.binary_search(&word.key()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_takes_sixteen_bytes() {
        assert_eq!(std::mem::size_of::<Word>(), 16);
    }

    #[test]
    fn words_order_and_compare_as_their_texts() {
        let texts = [
            "",
            "a",
            "ab",
            "abc",
            "b",
            "extraordinaril",
            "extraordinarily",
            "extraordinarilyx",
            "extraordinarilyy",
            "äh",
            "fifteen-bytes-é",
            "fifteen-byte-éé",
        ];
        for a in texts {
            assert_eq!(Word::new(a).as_str(), a);
            for b in texts {
                assert_eq!(Word::new(a).cmp(&Word::new(b)), a.cmp(b), "{a} {b}");
            }
        }
    }
}
