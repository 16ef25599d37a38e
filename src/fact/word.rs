//! A stem kept in place: most are short, and two of them compare as one number.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// Bytes kept in place.
const INLINE: usize = 15;

/// A word or stem. Words order as their texts do.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Word {
    /// The first bytes, then how many there are in all, [`INLINE`] + 1 for any longer word.
    head: [u8; INLINE + 1],
    /// The whole text of a longer word.
    whole: Option<Box<str>>,
}

impl Word {
    /// A word of a text.
    pub fn new(text: &str) -> Word {
        Word::short(text.as_bytes()).unwrap_or_else(|| {
            let mut head = [0; INLINE + 1];
            for (to, from) in head.iter_mut().zip(text.bytes().take(INLINE)) {
                *to = from;
            }
            head[INLINE] = INLINE as u8 + 1;
            Word {
                head,
                whole: Some(text.into()),
            }
        })
    }

    /// A word of ASCII letters, digits and signs.
    pub(super) fn ascii(text: &[u8]) -> Word {
        Word::short(text).unwrap_or_else(|| Word::new(std::str::from_utf8(text).unwrap_or("")))
    }

    /// A word that is kept in place, if it is short enough.
    fn short(text: &[u8]) -> Option<Word> {
        let mut head = [0; INLINE + 1];
        head.get_mut(..INLINE)?
            .get_mut(..text.len())?
            .copy_from_slice(text);
        head[INLINE] = text.len() as u8;
        Some(Word { head, whole: None })
    }

    /// A number that hardly any two words share.
    pub fn fingerprint(&self) -> u64 {
        let mut state = Fold::default();
        self.hash(&mut state);
        state.finish()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        match &self.whole {
            Some(text) => text,
            None => {
                let length = usize::from(self.head[INLINE]).min(INLINE);
                std::str::from_utf8(&self.head[..length]).unwrap_or("")
            }
        }
    }

    /// Its first bytes and its length as one number, ordered as the texts.
    fn key(&self) -> u128 {
        u128::from_be_bytes(self.head)
    }
}

impl Ord for Word {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key()
            .cmp(&other.key())
            .then_with(|| self.whole.cmp(&other.whole))
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
        if let Some(text) = &self.whole {
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
        let bytes = words[i].as_bytes();
        assert!(bytes.len() <= INLINE);
        let mut head = [0; INLINE + 1];
        let mut k = 0;
        while k < bytes.len() {
            head[k] = bytes[k];
            k += 1;
        }
        head[INLINE] = bytes.len() as u8;
        out[i] = u128::from_be_bytes(head);
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
    fn words_order_and_compare_as_their_texts() {
        let texts = [
            "",
            "a",
            "ab",
            "abc",
            "b",
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
