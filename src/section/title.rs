//! A part's title, its period and the date it bears.

use super::Kind;
use super::cut::plain;
use crate::figure::Period;
use crate::figure::pattern;
use crate::figure::period::{self, PeriodRef, Shape};
use crate::layout::{Block, Role};
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|\s)(?:Subject|SUBJECT|(?:Report )?[Tt]itle|TITLE)\s*:\s*(.*?)(?:\s+(?:Date|Report (?:of|to|by)|From|To|Authors?|Status|Classification|Key decision|Wards?|Summary|Purpose|Contact)[ -9;-~]{0,20}:\s|$)",
    )
});
static BODY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:committee|board|cabinet|panel|council|executive|forum)\b"));
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,2}(?:\.\d+)*[.)]?\s"));
static REPORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:report|review|strategy|plan|statement|accounts|budget|policy|assessment|programme|summary|outturn|monitoring|survey|return|update)\b",
    )
});
static NO_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:report (?:of|by|to)\b|agenda\b|public\b|private\b|briefing\b|appendi|contents|page\b|to:|from:|date|\(?draft\)?$)",
    )
});
static FOR_A_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:for|during|covers|covering|covered)(?: the)?(?: \w+)?(?: year| period| quarter)?(?: ended| ending| to| from)?$",
    )
});
static FOR_A_CALENDAR_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:for|during|covers|covering)(?: the)?(?: (?:calendar|fiscal|financial|reporting))?(?: (?:year|period))(?: ended| ending| to)?$",
    )
});
static SCHEDULE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:time and date|agenda\b.*|public business)$"));

fn readable(block: &Block) -> bool {
    matches!(
        block.role,
        Role::Heading(_) | Role::Paragraph | Role::ListItem | Role::Caption
    )
}

/// Whether a part is the front sheet of an agenda: it says so, or gives the pages of several of its own entries.
pub(super) fn is_agenda(part: &[Block]) -> bool {
    let near = || {
        part.iter()
            .filter(|b| readable(b) && b.text.len() < 300)
            .take(60)
    };
    let says = near().any(|b| b.text.len() <= 80 && SCHEDULE.is_match(&plain(&b.text)));
    let pages = near().filter(|b| b.text.contains("(Page")).count();
    says && pages >= 1 || pages >= 3
}

/// Whether a part is the record of a single item: a line "Minutes:" stands among its first.
pub(super) fn is_record(part: &[Block]) -> bool {
    part.iter().filter(|b| readable(b)).take(8).any(|b| {
        matches!(
            b.text.trim(),
            "Minutes:" | "Minutes" | "MINUTES" | "Decision:"
        )
    })
}

/// The title as printed; empty when none was found.
pub(super) fn find(part: &[Block], kind: Kind) -> String {
    let mut lines = part.iter().filter(|b| readable(b)).take(40).peekable();
    while let Some(block) = lines.next() {
        // The label's own sign is a colon.
        let text = plain(&block.text);
        if let Some(found) = text.contains(':').then(|| LABEL.captures(&text)).flatten() {
            let title = found[1].trim().to_string();
            if !title.is_empty() {
                return title;
            }
            if let Some(next) = lines.peek() {
                return plain(&next.text).into_owned();
            }
        }
    }
    let candidates: Vec<String> = part
        .iter()
        .filter(|b| readable(b))
        .take(if kind == Kind::Minutes { 4 } else { 25 })
        // A title stands before the first full paragraph.
        .take_while(|b| b.text.len() <= 240)
        .map(|b| plain(&b.text).into_owned())
        .filter(|t| {
            (4..=220).contains(&t.len())
                && !t.ends_with(['.', '?'])
                && !NUMBERED.is_match(t)
                && !super::organisation::is_name(t)
                && !NO_TITLE.is_match(t)
        })
        .collect();
    if kind == Kind::Agenda {
        // The front sheet is called by the meeting's body, not by an entry of its list.
        let body = candidates.iter().find(|t| {
            BODY.is_match(t) && !t.contains("(Page") && !NUMBERED.is_match(t) && !t.contains(':')
        });
        return body.cloned().unwrap_or_default();
    }
    let speaks = |t: &&String| {
        REPORT.is_match(t) || (kind == Kind::Minutes && t.to_lowercase().contains("minutes"))
    };
    let dated = |t: &&String| {
        period::scan(t)
            .iter()
            .any(|(_, p)| p.fixed().is_some_and(Period::is_year))
    };
    // A year in the title tells most; then a word such as "report"; then the first heading.
    let title = candidates
        .iter()
        .filter(speaks)
        .find(|t| dated(t))
        .or_else(|| candidates.iter().find(speaks))
        .or_else(|| candidates.first().filter(|_| kind != Kind::Appendix))
        .cloned()
        .unwrap_or_default();
    // "Library Service" over "Annual Report 2023/24": a title set over two lines.
    let bare = title
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .all(|w| {
            [
                "annual",
                "report",
                "statement",
                "accounts",
                "plan",
                "review",
                "update",
                "to",
                "of",
                "and",
                "for",
                "the",
                "year",
                "strategy",
            ]
            .contains(&w.to_lowercase().as_str())
        });
    match candidates.iter().position(|t| *t == title) {
        Some(at) if bare && at > 0 => format!("{}: {title}", candidates[at - 1]),
        _ => title,
    }
}

/// The period a part reports on: from its title, then from what its first paragraphs say.
pub(super) fn period(title: &str, part: &[Block], kind: Kind) -> Option<Period> {
    // Minutes and agendas are of a day; only the record of one item may name the period of its report.
    if kind == Kind::Agenda {
        return None;
    }
    let part = if kind == Kind::Minutes { &[] } else { part };
    let lasting = |text: &str| {
        // No year without its digits.
        if !text.bytes().any(|b| b.is_ascii_digit()) {
            return Vec::new();
        }
        period::scan(text)
            .into_iter()
            .filter_map(|(span, p)| match p {
                PeriodRef::Fixed(p)
                    if p.shape == Shape::Duration && (85..=372).contains(&p.days()) =>
                {
                    Some((span, p))
                }
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    // "2025/26 to 2027/28" in a title is a plan, not the year reported.
    let in_title = lasting(title);
    if let [(_, only)] = in_title.as_slice() {
        return Some(*only);
    }
    if in_title.len() > 1 {
        return None;
    }
    for block in part.iter().filter(|b| readable(b)).take(45) {
        let heading = block.text.len() < 120 && REPORT.is_match(&block.text);
        let found = lasting(&block.text).into_iter().find(|(span, p)| {
            let before = block.text.get(..span.start as usize).unwrap_or("");
            let before = before.trim_end_matches(|c: char| !c.is_alphanumeric());
            let calendar = p.is_year() && p.start.month() == 1 && p.start.day() == 1;
            if calendar {
                FOR_A_CALENDAR_YEAR.is_match(before)
            } else {
                heading || FOR_A_YEAR.is_match(before)
            }
        });
        if let Some((_, p)) = found {
            return Some(p);
        }
    }
    None
}

/// The date a part bears: a line near its end that is only a date (a signature), or one near its beginning.
pub(super) fn date(part: &[Block], kind: Kind) -> Option<Date> {
    if kind == Kind::Minutes {
        let held = |b: &Block| {
            period::scan_dates(&b.text)
                .iter()
                .find_map(period::DateFound::date)
        };
        return part.iter().filter(|b| readable(b)).take(4).find_map(held);
    }
    let only_date = |b: &Block| -> Option<Date> {
        if b.text.len() > 60 || !readable(b) {
            return None;
        }
        let found = period::scan_dates(&b.text);
        let [one] = found.as_slice() else { return None };
        let rest = b.text.len() - (one.span.end - one.span.start) as usize;
        let lead = b.text.to_lowercase();
        (rest <= 2
            || (rest < 40
                && (lead.contains(" am ") || lead.contains(" pm ") || lead.starts_with("date"))))
        .then(|| one.date())
        .flatten()
    };
    let mut last = part.iter().rev().filter(|b| readable(b)).take(8);
    last.find_map(only_date).or_else(|| {
        part.iter()
            .filter(|b| readable(b))
            .take(12)
            .find_map(only_date)
    })
}
