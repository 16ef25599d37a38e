//! A block's text to sentences of tokens: words, figures, periods and marks, in order.

use super::ends::split;
use super::tokens::tokens;
use crate::figure::number::Numbers;
use crate::figure::period::DateFound;
use crate::figure::{Figure, Form, PeriodRef, Span};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word.
    Word,
    /// A figure, by its index in the prose.
    Figure(usize),
    /// A period, by its index in the prose.
    Period(usize),
    /// A comma, bracket, colon, dash or the like.
    Mark(u8),
}

/// A token and where it stands in the block's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    pub span: Span,
}

/// A block's text with what was read in it.
pub(super) struct Prose<'a> {
    /// Block index.
    pub block: u32,
    /// The text.
    pub text: &'a str,
    /// The text with ASCII letters in lower case; the same byte positions.
    pub lower: String,
    /// Figures in order.
    pub figures: Vec<Figure>,
    /// Periods in order.
    pub periods: Vec<(Span, PeriodRef)>,
    /// Dates with a day, in order.
    pub days: Vec<DateFound>,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
}

/// One sentence.
pub(super) struct Sentence {
    pub span: Span,
    pub tokens: Vec<Token>,
    /// Whether it holds a figure.
    pub has_figure: bool,
}

impl Sentence {
    fn new(span: Span, tokens: Vec<Token>) -> Sentence {
        let has_figure = tokens.iter().any(|t| matches!(t.kind, Kind::Figure(_)));
        Sentence {
            span,
            tokens,
            has_figure,
        }
    }
}

impl Prose<'_> {
    /// The lower-case word of a token; empty for other tokens and past either end.
    pub(super) fn word(&self, s: &Sentence, i: usize) -> &str {
        match s.tokens.get(i) {
            Some(t) if t.kind == Kind::Word => t.span.of(&self.lower),
            _ => "",
        }
    }

    /// The word before token `i`, or before the one before it.
    pub(super) fn word_before(&self, s: &Sentence, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |k| self.word(s, k))
    }

    /// The figure of token `i`.
    pub(super) fn figure(&self, s: &Sentence, i: usize) -> Option<&Figure> {
        match s.tokens.get(i)?.kind {
            Kind::Figure(f) => self.figures.get(f),
            _ => None,
        }
    }

    /// The period of token `i`.
    pub(super) fn period(&self, s: &Sentence, i: usize) -> Option<PeriodRef> {
        match s.tokens.get(i)?.kind {
            Kind::Period(p) => self.periods.get(p).map(|p| p.1),
            _ => None,
        }
    }

    /// Whether token `i` is a given mark.
    pub(super) fn is_mark(&self, s: &Sentence, i: usize, mark: u8) -> bool {
        s.tokens.get(i).is_some_and(|t| t.kind == Kind::Mark(mark))
    }

    /// Token positions of a sentence's figures that count or measure (ranks left out).
    pub(super) fn figure_tokens<'s>(&'s self, s: &'s Sentence) -> impl Iterator<Item = usize> + 's {
        (0..s.tokens.len())
            .filter(move |i| self.figure(s, *i).is_some_and(|f| f.form != Form::Ordinal))
    }
}

/// Tokens of a sentence at most.
const LONGEST: usize = 300;

/// Reads a block's text.
pub(super) fn read(block: u32, text: &str) -> Prose<'_> {
    let Numbers {
        figures,
        periods,
        days,
    } = crate::figure::read_prose(text);
    let mut prose = Prose {
        block,
        text,
        lower: text.to_ascii_lowercase(),
        figures,
        periods,
        days,
        sentences: Vec::new(),
    };
    let spans = split(text, &prose.figures, &prose.periods);
    let mut sentences = Vec::with_capacity(spans.len());
    for span in spans {
        let mut all = tokens(&prose, span);
        // the paragraph's number and bullet are no part of what it says
        let opening = all
            .iter()
            .take_while(|t| match t.kind {
                Kind::Mark(b'-') => true,
                Kind::Word => t.span.of(text).starts_with(|c: char| c.is_ascii_digit()),
                _ => false,
            })
            .count();
        all.drain(..opening);
        // text without full stops is cut, so that no reader walks far
        if all.len() <= LONGEST {
            sentences.push(Sentence::new(span, all));
            continue;
        }
        for piece in all.chunks(LONGEST) {
            if let (Some(first), Some(last)) = (piece.first(), piece.last()) {
                let span = Span {
                    start: first.span.start,
                    end: last.span.end,
                };
                sentences.push(Sentence::new(span, piece.to_vec()));
            }
        }
    }
    prose.sentences = sentences;
    prose
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_full_stops_is_read_in_bounded_pieces() {
        for unit in [
            "31 of 82 rose to (5% from ",
            "1. ",
            "((",
            "of which 2 and ",
            "£5m, ",
        ] {
            let text = unit.repeat(20_000);
            let prose = read(0, &text);
            assert!(prose.sentences.iter().all(|s| s.tokens.len() <= LONGEST));
        }
    }

    #[test]
    fn tokens_keep_figures_and_periods_whole() {
        let prose = read(0, "In 2023/24, £1.5m (3.2%) was spent.");
        let kinds: Vec<Kind> = prose.sentences[0].tokens.iter().map(|t| t.kind).collect();
        assert_eq!(
            kinds,
            [
                Kind::Word,
                Kind::Period(0),
                Kind::Mark(b','),
                Kind::Figure(0),
                Kind::Mark(b'('),
                Kind::Figure(1),
                Kind::Mark(b')'),
                Kind::Word,
                Kind::Word
            ]
        );
    }
}
