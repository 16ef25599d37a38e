//! Words that assert a change: which way they point, and how they take their figures.

mod sense;

use super::Direction;
use super::beside;
use super::sentence::{Kind, Prose, Sentence};
use crate::figure::{Hedge, Unit};
use sense::{names_a_rate, noun_or_verb, predicated};

/// How a cue takes its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// "rose", "has fallen", "rising".
    Verb,
    /// "an increase", "the reduction".
    Noun,
    /// "up from", "down by".
    Adverb,
    /// "6 more than", "lower than".
    Comparative,
    /// "unchanged", "the same as".
    Level,
    /// "record high", "the lowest since".
    Record,
    /// "improvement", "compared with": a change without a direction.
    Neutral,
}

/// A cue in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cue {
    /// First token.
    pub at: usize,
    /// Last token.
    pub last: usize,
    /// Where it points; none for neutral cues.
    pub direction: Option<Direction>,
    pub form: Form,
    /// A factor that the word states: "doubled", "halved".
    pub factor: Option<(u8, u8, Hedge)>,
}

/// A cheap look before [`at`]: whether one of its words begins as this one.
fn may_be(word: &str) -> bool {
    match word.as_bytes() {
        [a, b, _, ..] => match a {
            b'c' => matches!(b, b'h' | b'l' | b'o'),
            b'd' => matches!(b, b'e' | b'i' | b'o' | b'r'),
            b'f' => matches!(b, b'a' | b'e'),
            b'h' => matches!(b, b'a' | b'i'),
            b'i' => matches!(b, b'm' | b'n'),
            b'l' => matches!(b, b'e' | b'o'),
            b'r' => matches!(b, b'e' | b'i' | b'o'),
            b's' => matches!(b, b'a' | b'h' | b'o' | b't' | b'u'),
            b'u' => matches!(b, b'n' | b'p'),
            b'g' => matches!(b, b'r' | b'o'),
            b'j' => *b == b'u',
            b'm' => *b == b'o',
            b'w' => matches!(b, b'e' | b'o'),
            b'q' => *b == b'u',
            b't' => *b == b'r',
            _ => false,
        },
        short => short == b"up",
    }
}

/// The cue that begins at token `i`.
pub(super) fn at(prose: &Prose<'_>, s: &Sentence, i: usize) -> Option<Cue> {
    if s.tokens.get(i)?.kind != Kind::Word {
        return None;
    }
    let word = prose.word(s, i);
    if !may_be(word) {
        return None;
    }
    // a name: "Rose", "the Fall"
    if i > 0
        && prose
            .text
            .as_bytes()
            .get(s.tokens[i].span.start as usize)
            .is_some_and(u8::is_ascii_uppercase)
        && prose
            .text
            .as_bytes()
            .get(s.tokens[i].span.start as usize + 1)
            .is_some_and(u8::is_ascii_lowercase)
    {
        return None;
    }
    let cue = |direction, form| {
        Some(Cue {
            at: i,
            last: i,
            direction,
            form,
            factor: None,
        })
    };
    let to = |last: usize, direction, form| {
        Some(Cue {
            at: i,
            last,
            direction: Some(direction),
            form,
            factor: None,
        })
    };
    use Direction::{Down, Level, Up};
    let next = prose.word(s, i + 1);
    match word {
        "rose" | "risen" | "rising" | "increased" | "increasing" | "grew" | "grown" | "growing"
        | "climbed" | "climbing" | "jumped" | "surged" | "soared" => cue(Some(Up), Form::Verb),
        "fell" | "fallen" | "falling" | "decreased" | "decreasing" | "declined" | "declining"
        | "reduced" | "reducing" | "dropped" | "dropping" | "shrank" | "shrunk" | "dipped"
        | "lowered" | "lessened" => {
            // "declined" also means refused
            if word == "declined" && next == "to" && prose.figure(s, i + 2).is_none() {
                return None;
            }
            cue(Some(Down), Form::Verb)
        }
        "growth" if names_a_rate(prose, s, i) => None,
        "increase" | "increases" | "rise" | "rises" | "growth" | "uplift" | "grows" | "grow" => {
            cue(Some(Up), noun_or_verb(prose, s, i))
        }
        "decrease" | "decreases" | "fall" | "falls" | "reduction" | "reductions" | "decline"
        | "declines" | "drop" | "drops" | "dip" | "reduce" | "reduces" => {
            if matches!(word, "fall" | "falls")
                && (next == "in" && prose.word(s, i + 2) == "line"
                    || matches!(next, "within" | "into" | "under" | "outside"))
                || word == "fall"
                    && matches!(
                        next,
                        "within" | "into" | "in" | "under" | "outside" | "below" | "due" | "short"
                    )
                    && noun_or_verb(prose, s, i) == Form::Verb
                || word == "falls"
                    && matches!(next, "within" | "into" | "in" | "under" | "outside" | "due")
                    && noun_or_verb(prose, s, i) == Form::Verb
                || word == "drop" && next == "in" && noun_or_verb(prose, s, i) == Form::Verb
            {
                return None;
            }
            cue(Some(Down), noun_or_verb(prose, s, i))
        }
        "doubled" | "trebled" | "tripled" | "quadrupled" | "halved" => {
            let (direction, factor) = match word {
                "doubled" => (Up, (2, 1)),
                "halved" => (Down, (1, 2)),
                "quadrupled" => (Up, (4, 1)),
                _ => (Up, (3, 1)),
            };
            let hedge = match prose.word_before(s, i, 1) {
                "than" | "over" => Hedge::Over,
                "nearly" | "almost" | "around" | "about" | "virtually" | "roughly" => Hedge::About,
                _ => Hedge::None,
            };
            Some(Cue {
                at: i,
                last: i,
                direction: Some(direction),
                form: Form::Verb,
                factor: Some((factor.0, factor.1, hedge)),
            })
        }
        "up" | "down" => {
            let lead = prose.word_before(s, i, 1);
            let phrasal = matches!(
                lead,
                "made"
                    | "set"
                    | "follow"
                    | "followed"
                    | "take"
                    | "taken"
                    | "signed"
                    | "back"
                    | "start"
                    | "started"
                    | "broken"
                    | "sign"
                    | "catch"
                    | "opened"
                    | "picked"
                    | "drawn"
                    | "split"
                    | "pay"
                    | "paid"
                    | "brought"
                    | "drawing"
                    | "draw"
                    | "scale"
                    | "scaled"
                    | "building"
                    | "coming"
                    | "put"
                    | "taking"
                    | "added"
                    | "close"
                    | "closed"
            );
            let linked = matches!(
                next,
                "from" | "by" | "on" | "slightly" | "significantly" | "marginally" | "sharply"
            );
            let direct = prose.figure(s, i + 1).is_some()
                && (matches!(lead, "" | "is" | "was" | "were" | "are" | "went" | "gone"));
            if phrasal
                || !(linked || direct)
                || next == "on"
                    && prose.period(s, i + 2).is_none()
                    && prose.period(s, i + 3).is_none()
            {
                return None;
            }
            cue(Some(if word == "up" { Up } else { Down }), Form::Adverb)
        }
        "more" | "higher" | "greater" | "fewer" | "less" | "lower" => {
            // "£50m more than", "£50m (25%) more than"
            let twice = || {
                let (amount, _) = beside::told_twice(prose, s, i)?;
                Some(prose.figure(s, amount)?.unit != Unit::Percent)
            };
            let figure_before = i > 0 && prose.figure(s, i - 1).is_some()
                || next == "than" && twice() == Some(true);
            let direction = if matches!(word, "more" | "higher" | "greater") {
                Up
            } else {
                Down
            };
            let than = next == "than";
            if figure_before {
                // "50 days less than last year"; "3 more homes" states no change of a measure
                let compared = than
                    || (i + 1..i + 14).any(|k| prose.word(s, k) == "than")
                    || matches!(word, "less" | "higher" | "lower" | "fewer");
                return compared.then_some(Cue {
                    at: i,
                    last: if than { i + 1 } else { i },
                    direction: Some(direction),
                    form: Form::Comparative,
                    factor: None,
                });
            }
            (than && matches!(word, "higher" | "lower") && predicated(prose, s, i)).then_some(Cue {
                at: i,
                last: i + 1,
                direction: Some(direction),
                form: Form::Comparative,
                factor: None,
            })
        }
        "unchanged" | "static" => cue(Some(Level), Form::Level),
        "remained" | "remains" | "stayed" | "stays" | "remain" => {
            let skip = usize::from(matches!(
                next,
                "broadly" | "relatively" | "largely" | "very" | "fairly" | "exactly"
            ));
            let w = prose.word(s, i + 1 + skip);
            match w {
                "the" if prose.word(s, i + 2 + skip) == "same" => {
                    to(i + 2 + skip, Level, Form::Level)
                }
                "unchanged" | "constant" | "static" | "level" | "flat" if skip == 0 => {
                    to(i + 1, Level, Form::Level)
                }
                "consistent" | "stable" | "steady" | "similar" | "constant" | "unchanged" => {
                    Some(Cue {
                        at: i,
                        last: i + 1 + skip,
                        direction: None,
                        form: Form::Neutral,
                        factor: None,
                    })
                }
                _ => None,
            }
        }
        "same" if next == "as" && matches!(prose.word_before(s, i, 1), "the") => {
            to(i + 1, Level, Form::Level)
        }
        "record" if matches!(next, "high" | "low") => {
            to(i + 1, if next == "high" { Up } else { Down }, Form::Record)
        }
        "went" | "gone" if next == "from" && prose.figure(s, i + 2).is_some() => {
            cue(None, Form::Neutral)
        }
        "improvement" | "improved" | "improving" | "worsened" | "deterioration"
        | "deteriorated" | "changed" | "moved" | "change" | "movement" => cue(None, Form::Neutral),
        "compared" | "comparison" => cue(None, Form::Neutral),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::may_be;

    #[test]
    fn the_cheap_look_lets_every_cue_through() {
        // The arms of the match, eight blanks in.
        let own = include_str!("cue.rs");
        let arms = own
            .lines()
            .skip_while(|l| *l != "    match word {")
            .take_while(|l| !l.starts_with('}'))
            .filter(|l| l.starts_with("        \"") || l.starts_with("        | \""));
        let mut known = 0;
        for line in arms {
            let words = line.split(" if ").next().unwrap_or(line);
            for word in words.split('"').skip(1).step_by(2) {
                assert!(may_be(word), "{word}");
                known += 1;
            }
        }
        assert!(known > 60, "{known}");
    }
}
