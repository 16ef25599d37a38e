//! Where a text holds digits: looked for many bytes at a time, as most of a text holds none.

/// Bytes looked at together.
const STRIDE: usize = 32;

fn holds(bytes: &[u8]) -> bool {
    bytes.iter().fold(false, |any, b| any | b.is_ascii_digit())
}

/// Whether a text holds a digit.
pub(crate) fn any(text: &str) -> bool {
    let (whole, rest) = text.as_bytes().as_chunks::<STRIDE>();
    whole.iter().any(|c| holds(c)) || holds(rest)
}

/// The runs of digits in a text: the first byte of each, and one past its last.
pub(crate) fn runs(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some((chunk, _)) = bytes.get(at..)?.split_first_chunk::<STRIDE>() {
            if holds(chunk) {
                break;
            }
            at += STRIDE;
        }
        let left = bytes.get(at..)?;
        let start = at + left.iter().position(u8::is_ascii_digit)?;
        let digits = bytes.get(start..)?.iter();
        at = start + digits.take_while(|b| b.is_ascii_digit()).count();
        Some((start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_found_wherever_they_stand() {
        for lead in 0..70 {
            let text = format!("{}12 of £345, {}7", "x".repeat(lead), "y".repeat(lead));
            let found: Vec<&str> = runs(&text).map(|(a, b)| &text[a..b]).collect();
            assert_eq!(found, ["12", "345", "7"], "{text}");
            assert!(any(&text));
            assert!(!any(&"é".repeat(lead)));
        }
        assert_eq!(runs("").count(), 0);
    }
}
