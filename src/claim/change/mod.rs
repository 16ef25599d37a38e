//! Changes: from, to and by in any order, linked to a word that says rose, fell or stayed, or to "compared with".

mod build;
mod left;
mod right;

use super::beside;
use super::cue::{self, Cue, Form};
use super::sentence::{Kind, Prose, Sentence, Token};
use super::{Claim, Direction};
use crate::figure::{Period, PeriodRef};
use build::{build, measure_of, pairs, span_of};
use left::left;
use right::right;

/// The figures found around a cue: token positions, with the periods beside them.
#[derive(Debug, Default, Clone)]
pub(super) struct Slots {
    pub current: Option<usize>,
    pub previous: Vec<usize>,
    pub change: Vec<usize>,
    /// Period token of an operand's token.
    pub periods: Vec<(usize, usize)>,
    /// The period compared with, where it stands without a figure.
    pub previous_period: Option<usize>,
    /// Period token of the present value, where it stands apart: "from 2021/22 to 2022/23".
    pub current_period: Option<usize>,
    /// Sentence of `current`, when it is an earlier one.
    pub current_sentence: Option<usize>,
    /// "when 18 met, hearing 49": the earlier values stand in a clause of their own.
    pub clause: bool,
    /// One past the last token read.
    pub end: usize,
}

/// All changes of one sentence.
pub(super) fn find(prose: &Prose<'_>, n: usize, report: Option<Period>, out: &mut Vec<Claim>) {
    let Some(s) = prose.sentences.get(n) else {
        return;
    };
    let cues: Vec<Cue> = {
        let mut found = Vec::new();
        let mut i = 0;
        while i < s.tokens.len() {
            match cue::at(prose, s, i) {
                Some(c) => {
                    i = c.last + 1;
                    found.push(c);
                }
                None => i += 1,
            }
        }
        found
    };
    let mut done = 0;
    let mut told: Option<(Slots, Option<Direction>)> = None;
    let mut waiting: Vec<(&Cue, Slots)> = Vec::new();
    for (k, c) in cues.iter().enumerate() {
        if c.at < done {
            // "compared" inside the reach of an earlier cue
            if c.direction.is_none() {
                continue;
            }
        }
        let stop = cues[k + 1..]
            .iter()
            .find(|x| x.direction.is_some())
            .map_or(s.tokens.len(), |x| x.at);
        let mut slots = right(prose, s, c, stop);
        left(prose, n, c, &cues, &mut slots);
        let partial = slots.current.is_none() || slots.previous.is_empty();
        if slots.current.is_none() && slots.previous.is_empty() && slots.change.is_empty()
            || c.form == Form::Neutral && partial
        {
            if c.direction.is_some()
                || matches!(
                    prose.word(s, c.at),
                    "improvement" | "change" | "deterioration"
                )
            {
                waiting.push((c, slots));
            }
            continue;
        }
        // "rose from 42% to 48%, an increase of six points": the later cue takes the values of the first
        if slots.previous.is_empty()
            && !slots.change.is_empty()
            && let Some((values, direction)) = &told
            && (slots.current == values.current || slots.current.is_none() && trails(prose, s, c))
            && slots.current_sentence.is_none()
            && (*direction == c.direction || c.direction.is_none())
        {
            slots.current = values.current;
            slots.previous.clone_from(&values.previous);
            slots.periods.extend(values.periods.iter().copied());
        }
        if slots.current.is_some() && !slots.previous.is_empty() && slots.current_sentence.is_none()
        {
            told = Some((slots.clone(), c.direction));
        }
        done = slots.end;
        if slots.clause {
            pairs(prose, n, c, &slots, report, out);
            continue;
        }
        let mut claim = build(prose, n, c, &slots, report, measure_of(prose, s, c, &slots));
        // "an increase in X rising to 44%": both words speak of the same figures
        for (w, own_slots) in waiting.drain(..) {
            // "the increase slowed and fell from": the noun is what falls
            let trailing = prose.word(s, c.at).ends_with("ing");
            let subject = c.form == Form::Verb && !trailing;
            // "losses that decrease the fund come of an increase in": two changes, not one told twice
            let two = c.form == Form::Noun && !trails(prose, s, c);
            if same_clause(prose, s, w, c) && w.direction.is_some() && two {
                bare(prose, n, w, own_slots, report, out);
            } else if same_clause(prose, s, w, c) && (w.direction.is_none() || subject) {
                let own = measure_of(prose, s, w, &Slots::default());
                if !own.is_empty() {
                    claim.measure = own;
                }
            } else if same_clause(prose, s, w, c) {
                let mut twin = claim.clone();
                twin.direction = w.direction;
                twin.direction_span = Some(span_of(s, w));
                let own = measure_of(prose, s, w, &Slots::default());
                if !own.is_empty() {
                    claim.measure.clone_from(&own);
                    twin.measure = own;
                }
                out.push(twin);
            } else {
                bare(prose, n, w, own_slots, report, out);
            }
        }
        out.push(claim);
    }
    for (w, own_slots) in waiting {
        bare(prose, n, w, own_slots, report, out);
    }
}

/// A direction without figures: "a noticeable reduction in the number of enquiries".
fn bare(
    prose: &Prose<'_>,
    n: usize,
    c: &Cue,
    found: Slots,
    report: Option<Period>,
    out: &mut Vec<Claim>,
) {
    let s = &prose.sentences[n];
    if beside::is_hypothetical(prose, s, c)
        || matches!(c.form, Form::Comparative | Form::Adverb | Form::Neutral)
    {
        return;
    }
    let word = prose.word(s, c.at);
    let reported = match c.form {
        // "has fallen", not "to reduce", "reducing", "continues to grow"
        Form::Verb => {
            word.ends_with("ed")
                || matches!(
                    word,
                    "rose" | "risen" | "fell" | "fallen" | "grew" | "grown" | "shrank"
                )
        }
        Form::Noun => (1..=4).any(|b| {
            matches!(
                prose.word_before(s, c.at, b),
                "a" | "an"
                    | "the"
                    | "this"
                    | "seen"
                    | "saw"
                    | "further"
                    | "continued"
                    | "continuing"
            )
        }),
        _ => true,
    };
    if !reported || explains(prose, s, c) || of_another_kind(prose, s, c) {
        return;
    }
    let slots = Slots {
        end: c.last + 1,
        previous_period: found.previous_period.or_else(|| {
            (c.last + 1..(c.last + 20).min(s.tokens.len()))
                .find(|i| prose.period(s, *i).is_some_and(PeriodRef::is_previous))
        }),
        current_period: found.current_period,
        ..Slots::default()
    };
    let measure = measure_of(prose, s, c, &slots);
    if measure.is_empty() {
        return;
    }
    out.push(build(prose, n, c, &slots, report, measure));
}

/// Whether a change is told as a reason for another: "driven by a decrease in", "partly offset by an increase in".
fn explains(prose: &Prose<'_>, s: &Sentence, c: &Cue) -> bool {
    (1..=24).any(|b| {
        matches!(
            prose.word_before(s, c.at, b),
            "offset"
                | "driven"
                | "due"
                | "owing"
                | "reflecting"
                | "reflects"
                | "attributable"
                | "because"
                | "caused"
                | "primarily"
                | "mainly"
        )
    })
}

/// "decreased as a percentage of sales" is a change of the share; "is reduced by payments" tells how a sum is made.
fn of_another_kind(prose: &Prose<'_>, s: &Sentence, c: &Cue) -> bool {
    let next = |k: usize| prose.word(s, c.last + k);
    let share = next(1) == "as"
        && (2..=4).any(|k| {
            matches!(
                next(k),
                "percent" | "percentage" | "share" | "proportion" | "%"
            )
        });
    let made = c.form == Form::Verb
        && matches!(prose.word_before(s, c.at, 1), "is" | "are" | "be")
        && next(1) == "by";
    share || made
}

/// Whether a noun cue trails its clause: ", an increase of", "(a rise of".
fn trails(prose: &Prose<'_>, s: &Sentence, c: &Cue) -> bool {
    c.form == Form::Noun
        && (1..=5).any(|b| {
            c.at.checked_sub(b).is_some_and(|k| {
                matches!(s.tokens[k].kind, Kind::Mark(b',' | b'(' | b'-'))
                    || prose.word(s, k) == "which"
            })
        })
}

/// Whether nothing but words stands between two cues; a comma may stand before "rising" or "up".
fn same_clause(prose: &Prose<'_>, s: &Sentence, a: &Cue, b: &Cue) -> bool {
    if a.last >= b.at || b.at - a.last > 36 {
        return false;
    }
    let between = s.tokens.get(a.last + 1..b.at).unwrap_or(&[]);
    // "unchanged at 41, compared with", "a record high of £3m compared with": the value stands between
    if matches!(a.form, Form::Level | Form::Record) && b.form == Form::Neutral && between.len() <= 5
    {
        let figures = between
            .iter()
            .filter(|t| matches!(t.kind, Kind::Figure(_)))
            .count();
        let rest = |t: &Token| matches!(t.kind, Kind::Word | Kind::Figure(_) | Kind::Mark(b','));
        if figures == 1 && between.iter().all(rest) {
            return true;
        }
    }
    let trails = b.form == Form::Adverb || prose.word(s, b.at).ends_with("ing");
    let end = if trails && prose.is_mark(s, b.at - 1, b',') {
        b.at - 1
    } else {
        b.at
    };
    s.tokens[(a.last + 1).min(end)..end]
        .iter()
        .all(|t| t.kind == Kind::Word)
}

/// The period token behind a figure: "34 weeks for year 2023/24", "76% on 31 March", "18 (2022/23)".
pub(super) fn period_behind(prose: &Prose<'_>, s: &Sentence, i: usize) -> Option<usize> {
    let mut k = i + 1;
    let mut words = 0;
    while let Some(t) = s.tokens.get(k) {
        match t.kind {
            Kind::Period(_) => {
                let lead = prose.word_before(s, k, 1);
                return (words == 0
                    || !matches!(
                        lead,
                        "from" | "than" | "since" | "to" | "compared" | "against"
                    ))
                .then_some(k);
            }
            Kind::Word if words < 8 => {
                if matches!(
                    prose.word(s, k),
                    "compared"
                        | "and"
                        | "but"
                        | "from"
                        | "than"
                        | "by"
                        | "while"
                        | "whilst"
                        | "against"
                        | "versus"
                        | "up"
                        | "down"
                        | "which"
                        | "when"
                ) {
                    return None;
                }
                words += 1;
            }
            Kind::Mark(b'(') if words == 0 => {}
            _ => return None,
        }
        k += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::claim::told;

    #[test]
    fn from_to_and_by_are_linked_in_any_order() {
        for (text, claim) in [
            (
                "Visits rose to 44% compared to 34% in the previous year.",
                "Change up: Current 44% Previous 34%",
            ),
            (
                "The wait fell by 3 weeks to 31 weeks compared to 34 weeks for 2022/23, and 50 weeks for 2021/22.",
                "Change down: Change 3 weeks Current 31 weeks Previous 34 weeks Previous 50 weeks",
            ),
            (
                "Income showed an increase from £1,247 to £1,570 million.",
                "Change up: Previous £1,247 Current £1,570 million",
            ),
            (
                "There has been a decrease from 42 to 29 licences granted.",
                "Change down: Previous 42 Current 29",
            ),
            (
                "The rate decreased slightly from 76% on 31/3/23 to 65%.",
                "Change down: Previous 76% Current 65%",
            ),
            (
                "It helped 547 families, up from 505 in 2022/23.",
                "Change up: Current 547 Previous 505",
            ),
            (
                "Twelve clubs closed, 6 more than the previous year.",
                "Change up: Current Twelve Change 6",
            ),
            (
                "Sales of £1.4m in 2023 increased 15.2% from £1.2m.",
                "Change up: Current £1.4m Change 15.2% Previous £1.2m",
            ),
            (
                "The grant is £26.9m, an increase of £12.5m (86%) on last year.",
                "Change up: Current £26.9m Change £12.5m Change 86%",
            ),
            (
                "The number of agency staff has reduced by twelve.",
                "Change down: Change twelve",
            ),
            (
                "Cash rose by $7.5m to $55.6m in 2023, as compared to $48.1m in 2022.",
                "Change up: Change $7.5m Current $55.6m Previous $48.1m",
            ),
            (
                "Costs fell $788 or 5.8% to $12,828 from $13,616.",
                "Change down: Change $788 Change 5.8% Current $12,828 Previous $13,616",
            ),
            (
                "Margin fell by 130 basis points to 38.7% from 40.0%.",
                "Change down: Change 130 basis points Current 38.7% Previous 40.0%",
            ),
            (
                "A record high 502 letters came in, compared with 445 in the previous year.",
                "Change up: Current 502 Previous 445",
            ),
        ] {
            assert_eq!(told(text), [claim], "{text}");
        }
    }

    #[test]
    fn two_words_may_speak_of_the_same_figures() {
        assert_eq!(
            told(
                "There was an increase in the number of homes let rising to 44% compared to 34% in the previous year."
            ),
            [
                "Change up: Current 44% Previous 34%",
                "Change up: Current 44% Previous 34%"
            ]
        );
        assert_eq!(
            told("The share rose from 42% to 48%, an increase of six percentage points."),
            [
                "Change up: Previous 42% Current 48%",
                "Change up: Previous 42% Current 48% Change six percentage points"
            ]
        );
    }

    #[test]
    fn a_rate_of_growth_may_itself_fall() {
        for (text, claim) in [
            (
                "Growth is projected to decline sharply from 2.7 percent in 2022 to 1.2 percent in 2023.",
                "Change down: Previous 2.7 percent Current 1.2 percent",
            ),
            (
                "In the valley growth in rents is set to fall from 2.0% to 1.4%.",
                "Change down: Previous 2.0% Current 1.4%",
            ),
            (
                "The increase in fees fell from 4% to 3%.",
                "Change down: Previous 4% Current 3%",
            ),
        ] {
            assert_eq!(told(text), [claim], "{text}");
        }
        for text in [
            "A growth slowdown in rents, from 8.7% in 2022 to 2.6% in 2023, was steeper than expected.",
            "Growth in rents slowed from 8.7% to 2.6%.",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(
            told(
                "Losses that decrease the fund came of an increase in discount rates from 5.00% to 5.61%."
            ),
            ["Change up: Previous 5.00% Current 5.61%"]
        );
        for text in [
            "We anticipate a decrease in the cost of sales.",
            "Costs rose, driven by a decrease in the number of volunteers.",
            "The cost of sales decreased as a percentage of income.",
            "The cost of sales is reduced by payments of suppliers.",
        ] {
            let of: Vec<String> = told(text)
                .into_iter()
                .filter(|c| c.contains("down"))
                .collect();
            assert_eq!(of, Vec::<String>::new(), "{text}");
        }
        assert_eq!(
            told("There was growth in visits from 30 to 45."),
            ["Change up: Previous 30 Current 45"]
        );
    }

    #[test]
    fn higher_than_is_said_of_a_figure_or_of_the_noun_beside_it() {
        assert_eq!(
            told("Some 3.8% lost a part of their savings higher than 10%."),
            Vec::<String>::new()
        );
        assert_eq!(
            told("The rate of 44% was slightly higher than the 34% of last year."),
            ["Change up: Current 44% Previous 34%"]
        );
    }

    #[test]
    fn this_is_an_increase_takes_its_value_from_the_sentence_before() {
        assert_eq!(
            told(
                "We paid out £412,300. This is an increase on the amount paid in the previous year (£455,120)."
            ),
            ["Change up: Current £412,300 Previous £455,120"]
        );
        assert_eq!(
            told(
                "The panel met on 21 occasions hearing 51 cases. This is a fall on the previous year when it met on 18 occasions, hearing 49 cases."
            ),
            [
                "Change down: Current 21 Previous 18",
                "Change down: Current 51 Previous 49"
            ]
        );
    }

    #[test]
    fn figures_of_another_clause_are_left_alone() {
        assert_eq!(
            told("We saw 121 homes, three more than in 2022/23, and 66 reviews began."),
            ["Change up: Current 121 Change three"]
        );
        assert_eq!(
            told("Mr Rose met 12 people in line with the plan."),
            Vec::<String>::new()
        );
        assert_eq!(
            told(
                "Profit of $672 million, or $0.74 per share, was higher than the $606 million of 2022."
            ),
            ["Change up: Current $672 million Previous $606 million"]
        );
    }

    #[test]
    fn a_direction_may_stand_without_figures_but_not_as_a_wish() {
        assert_eq!(
            told("There was a noticeable reduction in the number of enquiries."),
            ["Change down:"]
        );
        assert_eq!(
            told("We aim to reduce the number of enquiries."),
            Vec::<String>::new()
        );
    }
}
