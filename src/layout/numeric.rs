//! Words that look like numbers, and runs of words that are a figure.

use crate::document::Page;

/// Whether a word looks like a number in a table cell: more digits than letters, or a mark in a number's place.
pub fn is_numeric(text: &str) -> bool {
    let (digits, letters) = digits_and_letters(text);
    digits > letters || stands_for_number(text)
}

/// Whether a text has a digit other than nought: "£000" and "%" count nothing.
pub fn counts(text: &str) -> bool {
    text.bytes().any(|b| matches!(b, b'1'..=b'9'))
}

/// Whether a word is a mark that stands in a number's place.
fn stands_for_number(text: &str) -> bool {
    // No mark begins with a digit, and of the letters only with an n.
    let begins = text.as_bytes().first().copied().unwrap_or(b' ');
    text.len() <= 4
        && (!begins.is_ascii_alphanumeric() || matches!(begins, b'n' | b'N'))
        && matches!(
            text,
            "-" | "–"
                | "—"
                | "−"
                | "%"
                | "*"
                | "."
                | ".."
                | "..."
                | ":"
                | "n/a"
                | "N/A"
                | "n.a."
                | "£"
                | "€"
                | "$"
        )
}

/// How many digits and how many letters a text has.
fn digits_and_letters(text: &str) -> (usize, usize) {
    let (mut digits, mut letters) = (0, 0);
    if text.is_ascii() {
        for b in text.bytes() {
            digits += usize::from(b.is_ascii_digit());
            letters += usize::from(b.is_ascii_alphabetic());
        }
        return (digits, letters);
    }
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits += 1;
        } else if c.is_alphabetic() {
            letters += 1;
        }
    }
    (digits, letters)
}

/// Whether the words are a figure and little else.
pub fn is_figure(page: &Page, words: &[u32]) -> bool {
    let mut numbers = 0;
    let mut printed = false;
    for i in words {
        let Some(w) = page.words.get(*i as usize) else {
            continue;
        };
        let text = page.word(w);
        let (digits, letters) = digits_and_letters(text);
        if digits > letters || stands_for_number(text) {
            numbers += 1;
            printed |= digits > 0;
        } else if letters > 4 {
            return false;
        }
    }
    numbers * 2 > words.len() && (printed || words.len() == 1)
        || numbers * 2 == words.len() && printed && words.len() == 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::sketch::Sketch;

    #[test]
    fn numbers_and_the_marks_in_their_places_are_told_from_words() {
        for text in ["1,234", "(12.5)", "–", "n/a", "£1.2m", "2²", "é12"] {
            assert!(is_numeric(text), "{text}");
        }
        for text in ["", "none", "No", "A1", "no", "ée1"] {
            assert!(!is_numeric(text), "{text}");
        }
    }

    #[test]
    fn a_figure_may_have_a_short_word_beside_it_but_no_long_one() {
        let mut s = Sketch::new(1);
        s.text(100.0, 700.0, "48").text(110.0, 700.0, "days");
        s.text(130.0, 700.0, "overdue").text(170.0, 700.0, "–");
        assert!(is_figure(&s.0, &[0, 1]));
        assert!(!is_figure(&s.0, &[0, 2]));
        assert!(is_figure(&s.0, &[3]));
        assert!(!is_figure(&s.0, &[1, 3]));
    }
}
