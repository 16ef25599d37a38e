//! The text of a cell.

use std::fmt;
use std::ops::Deref;

/// A cell's text. Most are a figure or a word or two, and a long report has very many: short ones lie in the value
/// itself, and only longer ones take memory of their own.
#[derive(Clone)]
pub struct Text(Kept);

/// The most bytes that lie in the value itself: those that a longer text's address and length would take.
const INSIDE: usize = 22;

#[derive(Clone)]
enum Kept {
    Inside { length: u8, bytes: [u8; INSIDE] },
    Apart(Box<str>),
}

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Kept::Inside { .. } => std::str::from_utf8(self.as_bytes()).unwrap_or(""),
            Kept::Apart(text) => text,
        }
    }

    /// Its bytes. They are had without the look at them that the whole text takes.
    pub fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Kept::Inside { length, bytes } => bytes.get(..usize::from(*length)).unwrap_or(&[]),
            Kept::Apart(text) => text.as_bytes(),
        }
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.as_bytes().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.as_bytes().is_empty()
    }
}

impl Default for Text {
    fn default() -> Text {
        Text::from("")
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        let mut bytes = [0; INSIDE];
        match bytes.get_mut(..text.len()) {
            Some(room) => {
                room.copy_from_slice(text.as_bytes());
                let length = text.len() as u8;
                Text(Kept::Inside { length, bytes })
            }
            None => Text(Kept::Apart(text.into())),
        }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        if text.len() <= INSIDE {
            Text::from(text.as_str())
        } else {
            Text(Kept::Apart(text.into_boxed_str()))
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.as_str() == other.as_str()
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_every_length_come_back_as_they_were() {
        for n in 0..40 {
            let text = "é1".repeat(n);
            assert_eq!(Text::from(text.as_str()), *text);
            assert_eq!(Text::from(text.clone()), *text);
            let made = Text::from(text.as_str());
            assert_eq!((made.len(), made.is_empty()), (text.len(), n == 0));
        }
        assert_eq!(size_of::<Text>(), size_of::<String>());
    }
}
