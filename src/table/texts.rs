//! The words of a cell to its text: lines joined, words that a narrow cell broke put together, footnote marks set apart.

use crate::document::{Page, Rect, Word};
use crate::layout::{bands, rows};

/// A footnote mark: raised, short, after other words.
fn is_mark(page: &Page, word: u32) -> bool {
    page.words.get(word as usize).is_some_and(|w| {
        w.style.superscript
            && page.word(w).chars().count() <= 2
            && !matches!(page.word(w), "st" | "nd" | "rd" | "th")
    })
}

/// Words of one or two letters. What else stands at the start of a line is the end of a word that a narrow cell broke.
fn is_short_word(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "a", "am", "an", "as", "at", "be", "by", "do", "eg", "go", "he", "ie", "if", "in", "is",
        "it", "me", "my", "no", "nr", "of", "on", "or", "p", "pa", "pm", "re", "so", "to", "up",
        "us", "v", "vs", "we", "x",
    ];
    WORDS.binary_search(&text).is_ok()
}

/// Joins a line to the text before it; `broken` says that it goes on with the last word.
fn join_line(text: &mut String, line: &str, broken: bool) {
    let mut end = text.chars().rev();
    let (last, before) = (end.next(), end.next());
    let tail = line.len() <= 2
        && line.starts_with(char::is_lowercase)
        && !is_short_word(line)
        && last.is_some_and(char::is_alphabetic);
    let year = last == Some('/')
        && before.is_some_and(|c| c.is_ascii_digit())
        && line.starts_with(|c: char| c.is_ascii_digit());
    let hyphen = last == Some('-') && before.is_some_and(char::is_alphabetic);
    if last == Some('\u{ad}') {
        text.pop();
    } else if !(broken || tail || year || hyphen || text.is_empty()) {
        text.push(' ');
    }
    text.push_str(line);
}

/// Whether a narrow cell broke a word: it stands alone on a line that it fills, and what begins the next line is no word
/// by itself, or ends a word that the page has elsewhere.
fn breaks_word(page: &Page, above: &[u32], below: &[u32], widest: f32) -> bool {
    let ([last], Some(first)) = (above, below.first()) else {
        return false;
    };
    let (Some(last), Some(first)) = (
        page.words.get(*last as usize),
        page.words.get(*first as usize),
    ) else {
        return false;
    };
    let (head, tail) = (page.word(last), page.word(first));
    let letters = tail.trim_end_matches(|c: char| !c.is_alphabetic());
    let room = first.bbox.width() / tail.len().max(1) as f32;
    if !letters.starts_with(char::is_lowercase)
        || !letters.chars().all(char::is_alphabetic)
        || !head.ends_with(char::is_alphabetic)
        || last.bbox.width() + room <= widest
    {
        return false;
    }
    if letters.chars().count() <= 2 {
        return !is_short_word(letters);
    }
    let whole = |text: &str| {
        let text = text.trim_end_matches(|c: char| !c.is_alphabetic());
        text.len() == head.len() + letters.len()
            && text.ends_with(letters)
            && text
                .get(..head.len())
                .is_some_and(|t| t.eq_ignore_ascii_case(head))
    };
    page.words.iter().any(|w| whole(page.word(w)))
}

/// The text of a cell's words, without its footnote mark, and its box.
pub fn cell_text(page: &Page, words: &[u32]) -> (String, Option<Rect>) {
    let mut text = String::new();
    if words.is_empty() {
        return (text, None);
    }
    let bbox = Some(rows::bbox_of(page, words));
    if is_one_line(page, words) {
        rows::text_of(page, words, &mut text);
        return (tidy(text), bbox);
    }
    let marks = words.iter().filter(|w| is_mark(page, **w)).count();
    let kept: Vec<u32> = if marks == words.len() {
        words.to_vec()
    } else {
        words
            .iter()
            .copied()
            .filter(|w| !is_mark(page, *w))
            .collect()
    };
    let bands = bands::bands(page, &kept);
    let width = |members: &[u32]| rows::bbox_of(page, members).width();
    let widest = bands.iter().map(|b| width(&b.members)).fold(0.0, f32::max);
    let mut line = String::new();
    let mut above: &[u32] = &[];
    for band in &bands {
        line.clear();
        rows::text_of(page, &band.members, &mut line);
        let broken = breaks_word(page, above, &band.members, widest);
        join_line(&mut text, &line, broken);
        above = &band.members;
    }
    (tidy(text), bbox)
}

/// Brackets without the blanks inside them, and names without the dots that lead to their figures.
fn tidy(mut text: String) -> String {
    let led = text.trim_end_matches(['.', ' ']).len();
    if led > 0 && text.len() - led >= 4 {
        text.truncate(led);
    }
    let brackets = text.bytes().any(|b| matches!(b, b'(' | b')'));
    if brackets && (text.contains(" )") || text.contains("( ")) {
        return text.replace(" )", ")").replace("( ", "(");
    }
    text
}

/// Whether words stand on one line, in its order, and none of them is raised.
fn is_one_line(page: &Page, words: &[u32]) -> bool {
    let mut before: Option<&Word> = None;
    words.iter().all(|i| {
        let Some(w) = page.words.get(*i as usize) else {
            return false;
        };
        let goes_on = before
            .is_none_or(|b| b.baseline.total_cmp(&w.baseline).is_eq() && b.bbox.x0 <= w.bbox.x0);
        before = Some(w);
        goes_on && !w.style.superscript
    })
}
