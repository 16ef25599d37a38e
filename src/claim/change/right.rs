//! What stands to the right of a cue: "by 3 weeks to 31 weeks compared to 34 weeks".

use super::place::{
    amount_before, attach, collect, fits, other_unit, place, second_previous, timed,
};
use super::reach::{ends_reach, is_change, is_ratio};
use super::{Slots, bracketed};
use crate::claim::Part;
use crate::claim::beside;
use crate::claim::cue::{Cue, Form};
use crate::claim::sentence::{Kind, Prose, Sentence};
use crate::figure::{Form as Writing, PeriodRef};

/// Reads the figures to the right of a cue.
pub(super) fn right(prose: &Prose<'_>, s: &Sentence, c: &Cue, stop: usize) -> Slots {
    let mut reader = Reader::new(prose, s, c);
    while reader.i < s.tokens.len() {
        // the reach ends at the next cue, unless a comparison still lacks its value
        if reader.i >= stop && !(reader.compare && reader.slots.previous.is_empty()) {
            break;
        }
        let goes_on = match s.tokens[reader.i].kind {
            Kind::Mark(mark) => reader.mark(mark),
            Kind::Period(_) => reader.period(),
            Kind::Word => reader.word(),
            Kind::Figure(_) => reader.figure(),
        };
        if !goes_on {
            break;
        }
    }
    reader.slots.end = reader.i;
    reader.slots
}

/// Walks from a cue to the right; each step says whether to go on.
struct Reader<'r> {
    prose: &'r Prose<'r>,
    s: &'r Sentence,
    cue: &'r Cue,
    /// The token to read next.
    i: usize,
    slots: Slots,
    /// The part that the next figure will play, by the preposition before it.
    role: Option<Part>,
    /// Inside a comparison: "compared to", "than".
    compare: bool,
    /// Nothing but fillers since the cue: a figure now is the amount.
    direct: bool,
    /// Inside a bracket whose words are read.
    bracket: bool,
    /// Words of weight since the last figure.
    words: usize,
    /// An earlier period was named, so that a figure in brackets is its value.
    earlier: bool,
    /// The last figure placed.
    last: Option<(Part, usize)>,
}

impl<'r> Reader<'r> {
    fn new(prose: &'r Prose<'r>, s: &'r Sentence, cue: &'r Cue) -> Self {
        let compare = cue.form == Form::Comparative && prose.word(s, cue.last) == "than"
            || matches!(prose.word(s, cue.at), "compared" | "comparison");
        Reader {
            prose,
            s,
            cue,
            i: cue.last + 1,
            slots: Slots::default(),
            role: match cue.form {
                _ if compare => Some(Part::Previous),
                Form::Record => Some(Part::Current),
                _ => None,
            },
            compare,
            direct: !matches!(cue.form, Form::Comparative | Form::Record | Form::Neutral),
            bracket: false,
            words: 0,
            earlier: false,
            last: None,
        }
    }

    fn next_word(&self, ahead: usize) -> &'r str {
        self.prose.word(self.s, self.i + ahead)
    }

    fn is_figure(&self, i: usize) -> bool {
        self.prose.figure(self.s, i).is_some()
    }

    fn is_period(&self, i: usize) -> bool {
        self.prose.period(self.s, i).is_some()
    }

    fn mark(&mut self, mark: u8) -> bool {
        match mark {
            b'(' => self.opening(),
            b')' => {
                let inside = std::mem::take(&mut self.bracket);
                self.i += 1;
                inside
            }
            b',' | b'-' => self.comma(),
            b'/' => {
                self.i += 1;
                true
            }
            _ => false,
        }
    }

    /// A bracket: an earlier value, the amount in another unit, a period; or words to be read on.
    fn opening(&mut self) -> bool {
        let inner = self.i + 1;
        self.bracket = false;
        if let Some((Part::Current, value)) = self.last
            && let Some(pair) = bracketed::pair(self.prose, self.s, value)
            && self.slots.previous.is_empty()
            && value + 1 == self.i
        {
            self.slots.previous.push(pair.earlier);
            self.slots.periods.push((pair.earlier, pair.period));
        } else if self.is_figure(inner) {
            if self.earlier && fits(self.prose, self.s, &self.slots, inner) {
                self.slots.previous.push(inner);
                self.earlier = false;
                self.last = Some((Part::Previous, inner));
            } else if let Some((Part::Change, l)) = self.last
                && other_unit(self.prose, self.s, l, inner)
                && self.slots.change.len() < 2
            {
                self.slots.change.push(inner);
            }
        } else if self.is_period(inner) && self.last.is_some() && !self.is_figure(inner + 1) {
            attach(&mut self.slots, self.last, inner, self.compare);
        } else if self.is_period(inner) && self.earlier {
            self.slots.previous_period = Some(inner);
        } else if matches!(
            self.prose.word(self.s, inner),
            "from" | "compared" | "by" | "up" | "down" | "previously" | "against" | "was"
        ) {
            self.bracket = true;
            self.i += 1;
            return true;
        }
        self.i = bracketed::close(self.s, self.i);
        true
    }

    fn comma(&mut self) -> bool {
        let (prose, s, next) = (self.prose, self.s, self.i + 1);
        let none_yet = self.slots.previous.is_empty();
        let word = prose.word(s, next);
        // "more than in 2023/24, and 66 others": the period alone was the comparison
        let goes_on = if self.compare && self.slots.previous_period.is_some() && none_yet {
            matches!(word, "when" | "where")
        } else {
            self.is_period(next)
                || matches!(
                    word,
                    "compared" | "from" | "to" | "by" | "against" | "versus" | "in" | "when"
                )
                || self.compare && none_yet && self.is_figure(next)
                || word == "as" && prose.word(s, next + 1) == "compared"
                || word == "or" && self.second_amount(next + 1)
                || word == "and" && second_previous(prose, s, next, &self.slots)
                || !none_yet && self.is_figure(next) && timed(prose, s, next)
        };
        if !self.compare {
            self.role = None;
        }
        if !none_yet && self.is_figure(next) {
            self.role = Some(Part::Previous);
        }
        self.direct = false;
        self.i += usize::from(goes_on);
        goes_on
    }

    fn period(&mut self) -> bool {
        let (prose, s, i) = (self.prose, self.s, self.i);
        self.i += 1;
        let previous = prose.period(s, i).is_some_and(PeriodRef::is_previous);
        if self.role == Some(Part::Current) && !previous {
            self.slots.current_period.get_or_insert(i);
            self.role = None;
            return true;
        }
        let near = prose.word_before(s, i, 1);
        let lead = if is_article(near) {
            prose.word_before(s, i, 2)
        } else {
            near
        };
        let beside = matches!(
            lead,
            "in" | "for" | "at" | "on" | "during" | "of" | "by" | "as" | "year" | ""
        );
        if self.last.is_some() && self.words == 0 && beside && !(previous && lead == "on") {
            attach(&mut self.slots, self.last, i, self.compare);
        } else if previous || self.compare || self.role == Some(Part::Previous) || lead == "than" {
            self.slots.previous_period.get_or_insert(i);
            self.earlier = true;
            let when = matches!(lead, "on" | "from" | "than" | "with" | "to" | "over")
                && prose.word(s, i + 1) == "when"
                || prose.is_mark(s, i + 1, b'(')
                    && self.is_period(i + 2)
                    && prose.word(s, i + 4) == "when";
            if when {
                self.slots.clause = true;
                self.compare = true;
                self.role = Some(Part::Previous);
            }
        }
        self.earlier |= previous;
        true
    }

    fn word(&mut self) -> bool {
        let (prose, s, c) = (self.prose, self.s, self.cue);
        let none_yet = self.slots.previous.is_empty();
        let noun = c.form == Form::Noun;
        match self.next_word(0) {
            "compared" | "against" | "versus" | "vs" | "relative" => {
                self.compare = true;
                self.words = 0;
                self.expect(Part::Previous);
            }
            // "a £3m increase on the budget of £40m"
            "on" if noun && self.words == 0 && amount_before(prose, s, c) => {
                self.compare = true;
                self.expect(Part::Previous);
            }
            "by" if !self.compare => self.expect(Part::Change),
            // "£80 more than last May less £20 owed": what is taken off is nothing that is compared
            "less" if self.compare && self.next_word(1) != "than" => return false,
            // "risen by anywhere from 11% to 22% a year": between which amounts, not values
            "from"
                if matches!(
                    prose.word_before(s, self.i, 1),
                    "anywhere" | "somewhere" | "anything" | "ranging"
                ) =>
            {
                return false;
            }
            "from" => self.expect(Part::Previous),
            "to" if !self.compare => self.expect(Part::Current),
            "of" if self.direct && noun => self.role = Some(Part::Change),
            "when" | "where" | "was" | "with" | "at" | "of" | "to" | "had" | "were" | "met"
                if self.compare => {}
            "and" if second_previous(prose, s, self.i, &self.slots) => {
                self.role = Some(Part::Previous);
            }
            "and" if self.slots.previous_period.is_some() && self.is_period(self.i + 1) => {
                self.role = Some(Part::Current);
            }
            "and" => {
                // "35p less than the Crown and £6 for a bottle": a name was what it was compared with
                let named = self.cue.form == Form::Comparative && self.words > 0;
                let open = self.compare
                    && none_yet
                    && !named
                    && self.slots.previous_period.is_none()
                    && self.last.is_none();
                if !open {
                    return false;
                }
            }
            "as" if self.next_word(1) == "compared" => {}
            // "by $31m or 9.9%"
            "or" if self.second_amount(self.i + 1) => self.role = Some(Part::Change),
            "which" | "who" | "as"
                if self.compare && none_yet && self.slots.previous_period.is_none() => {}
            w if ends_reach(w) => return false,
            w if beside::is_filler(w) => {}
            _ => {
                self.words += 1;
                self.direct = false;
                if !self.compare {
                    self.role = None;
                }
                if self.words > if c.form == Form::Comparative { 8 } else { 16 } {
                    return false;
                }
            }
        }
        self.i += 1;
        true
    }

    /// Whether a figure is the amount again, in another unit.
    fn second_amount(&self, i: usize) -> bool {
        let Some((Part::Change, l)) = self.last else {
            return false;
        };
        self.slots.change.len() == 1 && other_unit(self.prose, self.s, l, i)
    }

    fn expect(&mut self, part: Part) {
        self.role = Some(part);
        self.direct = false;
    }

    fn figure(&mut self) -> bool {
        let change = self.role == Some(Part::Previous)
            && self.prose.word_before(self.s, self.i, 1) == "of"
            && is_change(self.prose.word_before(self.s, self.i, 2));
        if is_ratio(self.prose, self.s, self.i) || change {
            self.slots = Slots::default();
            return false;
        }
        let (prose, s, i) = (self.prose, self.s, self.i);
        let rank = prose
            .figure(s, i)
            .is_none_or(|f| f.form == Writing::Ordinal);
        let part = self.role.or(self.direct.then_some(Part::Change));
        let Some(part) = part.filter(|_| !rank) else {
            return false;
        };
        if !place(prose, s, &mut self.slots, part, i) {
            return false;
        }
        self.last = Some((part, i));
        self.words = 0;
        self.direct = false;
        self.role = None;
        self.i += 1;
        if part == Part::Previous {
            self.compare = false;
            if self.slots.clause {
                // further values of the clause are paired by their nouns
                collect(prose, s, i + 1, &mut self.slots);
                self.i = s.tokens.len();
            }
        }
        true
    }
}

fn is_article(w: &str) -> bool {
    matches!(w, "the" | "a" | "an" | "that" | "our" | "its" | "year")
}
