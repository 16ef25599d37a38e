//! The words around a number that tell a year from a count.

/// Whether a four-digit number that looks like a year counts something: "2015 households".
pub(super) fn counted_next(left: &str, last: &str) -> bool {
    let next: &str = left
        .strip_prefix(' ')
        .unwrap_or("")
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    let counts = matches!(
        next,
        "households"
            | "people"
            | "children"
            | "families"
            | "cases"
            | "homes"
            | "pupils"
            | "units"
            | "properties"
            | "residents"
            | "visits"
            | "calls"
            | "hours"
            | "days"
            | "places"
            | "members"
            | "employees"
            | "staff"
            | "responses"
            | "applications"
            | "referrals"
            | "complaints"
            | "enquiries"
            | "customers"
            | "tonnes"
            | "patients"
            | "students"
            | "adults"
            | "carers"
            | "million"
            | "shares"
    );
    counts && !matches!(last, "in" | "for" | "during" | "of" | "since" | "by")
        || matches!(
            last,
            "total" | "number" | "about" | "around" | "approximately"
        )
}

pub(super) fn is_law(word: &str) -> bool {
    matches!(
        word,
        "act" | "regulations" | "order" | "rules" | "directive" | "bill" | "(england)" | "acts"
    )
}

/// "the Harbours Act of" before a year.
pub(super) fn of_an_act(before: &str) -> bool {
    let before = before.trim_end();
    before
        .len()
        .checked_sub(2)
        .and_then(|end| before.get(..end))
        .is_some_and(|b| last_word(b) == "act")
}

pub(super) fn leads_to_year(word: &str) -> bool {
    matches!(
        word,
        "in" | "from"
            | "for"
            | "during"
            | "of"
            | "year"
            | "to"
            | "since"
            | "fy"
            | "over"
            | "than"
            | "by"
            | "and"
            | "the"
            | "vs"
            | "until"
            | "end"
            | "at"
            | "with"
            | "on"
            | "through"
            | "years"
            | "q1"
            | "q2"
            | "q3"
            | "q4"
            | "budget"
            | "outturn"
            | "forecast"
    )
}

/// "(23/24 baseline)", "23/24 outturn": what a year has and a fraction has not.
pub(super) fn is_of_a_year(left: &str) -> bool {
    let next = left.trim_start();
    [
        "baseline",
        "outturn",
        "budget",
        "forecast",
        "target",
        "actual",
        "financial year",
        "year-end",
        "year end",
        "Q1",
        "Q2",
        "Q3",
        "Q4",
    ]
    .iter()
    .any(|w| {
        next.get(..w.len())
            .is_some_and(|n| n.eq_ignore_ascii_case(w))
    })
}

pub(super) fn is_measured(left: &str) -> bool {
    let next = left.trim_start().to_ascii_lowercase();
    [
        "year old", "year-old", "years", "months", "weeks", "days", "hours", "per cent", "percent",
        "%", "of ", "minutes",
    ]
    .iter()
    .any(|w| next.starts_with(w))
}

/// The last bytes of a text, at most `n`: a bounded look back.
pub(crate) fn tail(text: &str, n: usize) -> &str {
    let mut from = text.len().saturating_sub(n);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// The last word before a position, lower case and without brackets.
pub(super) fn last_word(before: &str) -> &str {
    let before = tail(before, 48);
    // words that matter are short and plain ASCII; others never match
    let trimmed = before.trim_end_matches([' ', '\u{a0}', '(', '\'', '"']);
    let word = trimmed
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or("");
    lower(word)
}

/// A word in lower case where it is a known capitalised or small one; otherwise as it is.
pub(super) fn lower(word: &str) -> &str {
    match word {
        "In" => "in",
        "From" => "from",
        "For" => "for",
        "During" => "during",
        "Since" => "since",
        "By" => "by",
        "The" => "the",
        "Act" | "ACT" => "act",
        "Regulations" => "regulations",
        "Order" => "order",
        "Rules" => "rules",
        "Directive" => "directive",
        "Bill" => "bill",
        "Acts" => "acts",
        "FY" => "fy",
        "Year" => "year",
        "End" => "end",
        "At" => "at",
        "Of" | "OF" => "of",
        "To" => "to",
        "Q1" => "q1",
        "Q2" => "q2",
        "Q3" => "q3",
        "Q4" => "q4",
        "Budget" => "budget",
        "Outturn" => "outturn",
        "Forecast" => "forecast",
        other => other,
    }
}
