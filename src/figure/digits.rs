//! Where a text holds digits: looked for many bytes at a time, as most of a text holds none.

/// Bytes looked at together.
const STRIDE: usize = 32;

/// The letters and digits of ASCII.
pub(crate) static ALPHANUMERIC: [bool; 256] = {
    let mut out = [false; 256];
    let mut b = 0;
    while b < 128 {
        out[b] = (b as u8).is_ascii_alphanumeric();
        b += 1;
    }
    out
};

/// Whether one of these bytes is a digit: without a branch, so that they are looked at together.
fn holds(bytes: &[u8; STRIDE]) -> bool {
    let any = |any: u8, b: &u8| any | u8::from(b.is_ascii_digit());
    bytes.iter().fold(0, any) != 0
}

/// Whether a text holds a digit.
pub(crate) fn any(text: &str) -> bool {
    let (whole, rest) = text.as_bytes().as_chunks::<STRIDE>();
    whole.iter().any(holds) || rest.iter().any(u8::is_ascii_digit)
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
