//! Where a pack's parts begin: the general signs of a front page, a stamp, minutes, an appendix or a table of contents.

use super::Kind;
use crate::figure::pattern;
use crate::layout::{Block, Role};
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A block at which a part begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    pub at: usize,
    pub kind: Kind,
    /// How much the sign says of the kind: a stamp says little, "Minutes of the meeting" much.
    strength: u8,
}

static STAMP: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^agenda item(?:\s+(?:no\.?\s*)?\d+[a-z]?)?[:.]?$"));
static MINUTES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:.*council\W+)?(?:(?:draft|printed)\s+)?minutes of (?:the |a )?.*(?:meeting|committee|board|cabinet|council|panel)",
    )
});
/// The cheap look before [`MINUTES`].
static MINUTES_OF: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)minutes of"));
static APPROVAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:agreed|signed|confirmed|approved|agree|approve|receive|matters arising)\b")
});
static COVER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:public|private|briefing|covering|committee|cabinet|officer|exempt)\s+(?:report|note|paper)[:.]?$",
    )
});
static APPENDIX: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:appendix|annex)\s+(?:[A-Z]|\d{1,2}|[ivx]{1,4})\b"));
static CONTENTS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:table of )?contents(?: page)?\W*$"));
static COUNCIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^[\w'’&. -]+\bcouncil\W*$"));
static CONTACT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)@|www\.|\btel\b|\bauthors?\b|\bcontact\b|^page \d|^\d{1,3}$"));

/// Text without the mark-up that some sources leave: `<u>`, `**`, list dashes.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '•' | '·' | '#');
    if !text.bytes().any(|b| matches!(b, b'<' | b'*' | b'_')) {
        return Cow::Borrowed(text.trim_matches(ends));
    }
    let mut out = String::with_capacity(text.len());
    let mut tag = false;
    for c in text.chars() {
        match c {
            '<' => tag = true,
            '>' if tag => tag = false,
            '*' | '_' => {}
            _ if tag => {}
            _ => out.push(c),
        }
    }
    // An opening bracket that never closes was no tag.
    let out = if tag { text.to_string() } else { out };
    Cow::Owned(out.trim_matches(ends).to_string())
}

/// The cheap look: every sign of a part begins with one of these words or names minutes.
fn may_begin(text: &str) -> bool {
    const FIRST: [&str; 13] = [
        "agenda item",
        "annex",
        "appendix",
        "briefing",
        "cabinet",
        "committee",
        "contents",
        "covering",
        "exempt",
        "officer",
        "private",
        "public",
        "table of contents",
    ];
    static MINUTES: LazyLock<Regex> = LazyLock::new(|| pattern("nutes|NUTES"));
    let begins = |w: &&str| {
        text.get(..w.len())
            .is_some_and(|t| t.eq_ignore_ascii_case(w))
    };
    let first = text.as_bytes().first().map(u8::to_ascii_lowercase);
    matches!(first, Some(b'a'..=b'c' | b'e' | b'o' | b'p' | b't')) && FIRST.iter().any(begins)
        || MINUTES.is_match(text) && MINUTES_OF.is_match(text)
}

fn is_text(block: &Block) -> bool {
    matches!(
        block.role,
        Role::Heading(_) | Role::Paragraph | Role::ListItem | Role::Caption
    )
}

/// The name of a council and nothing else.
fn is_council(text: &str) -> bool {
    const LONGEST: usize = 60;
    text.len() <= LONGEST && COUNCIL.is_match(text)
}

/// A line of a title page rather than a sentence of a report.
fn is_title_line(block: &Block) -> bool {
    let text = block.text.trim();
    matches!(block.role, Role::Furniture | Role::Chart)
        || (is_text(block)
            && text.len() <= 100
            && !text.ends_with(['.', ';', ','])
            && !text.contains(':')
            && !CONTACT.is_match(text))
}

/// Whether a block is among the first on its page; formats without pages have no such place.
fn heads_page(blocks: &[Block], at: usize) -> bool {
    let page = blocks[at].place_at(0).page;
    if page == 0 {
        return false;
    }
    blocks[..at]
        .iter()
        .rev()
        .take_while(|b| b.place_at(0).page == page)
        .filter(|b| b.role != Role::Furniture)
        .count()
        <= 2
}

/// Whether something that reads like the body of a report follows: a sentence or a table within a few blocks.
fn body_follows(blocks: &[Block], at: usize) -> bool {
    blocks[at + 1..]
        .iter()
        .filter(|b| b.role != Role::Furniture)
        .take(4)
        .any(|b| {
            b.role == Role::Table || (b.text.len() > 80 && b.text.trim_end().ends_with(['.', ':']))
        })
}

/// The first block of the title page above a table of contents: short lines up to something that is none.
fn title_page(blocks: &[Block], contents: usize, floor: usize) -> usize {
    let mut at = contents;
    while at > floor && contents - at < 40 && is_title_line(&blocks[at - 1]) {
        at -= 1;
    }
    at
}

/// All places where a part begins, in order; the first is 0.
pub(super) fn cuts(blocks: &[Block]) -> Vec<Cut> {
    let mut cuts = vec![Cut {
        at: 0,
        kind: Kind::Report,
        strength: 0,
    }];
    for (i, block) in blocks.iter().enumerate() {
        // A stamp may have been set apart as furniture; everything else must be text.
        if block.text.len() > 240 || !(is_text(block) || block.role == Role::Furniture) {
            continue;
        }
        let text = plain(&block.text);
        if !may_begin(&text) {
            continue;
        }
        let floor = cuts.last().map_or(0, |c| c.at);
        let found = if STAMP.is_match(&text) {
            Some((i, Kind::Report, 1))
        } else if !is_text(block) {
            None
        } else if MINUTES_OF.is_match(&text)
            && MINUTES.is_match(&text)
            && !APPROVAL.is_match(&text)
            && !text.starts_with("To ")
        {
            let back = usize::from(i > floor && is_council(&plain(&blocks[i - 1].text)));
            Some((i - back, Kind::Minutes, 4))
        } else if COVER.is_match(&text) {
            Some((i, Kind::Report, 2))
        } else if CONTENTS.is_match(&text) {
            let start = title_page(blocks, i, floor);
            // Nothing but a title page since the last cut: these are the contents of the part that began there.
            let body = blocks[floor..start]
                .iter()
                .any(|b| b.role == Role::Table || b.text.len() > 150);
            body.then_some((start, Kind::Appendix, 2))
        } else if APPENDIX.is_match(&text) && text.len() <= 120 {
            let heading = matches!(block.role, Role::Heading(_)) || text.len() <= 14;
            (heads_page(blocks, i) || heading && body_follows(blocks, i)).then_some((
                i,
                Kind::Appendix,
                3,
            ))
        } else {
            None
        };
        let Some((at, kind, strength)) = found else {
            continue;
        };
        let between = blocks[floor..at]
            .iter()
            .filter(|b| b.role != Role::Furniture)
            .count();
        match cuts.last_mut() {
            // A stamp, a cover word and a heading on one front page begin one part.
            Some(last) if between <= 2 && blocks[floor..at].iter().all(is_title_line) => {
                if strength > last.strength {
                    last.kind = kind;
                    last.strength = strength;
                }
            }
            _ => cuts.push(Cut { at, kind, strength }),
        }
    }
    cuts
}
