//! Numbered paragraphs to runs: lists whose numbers are meant to follow one another, and where they do not.

use super::marks::{self, Mark, Style};
use super::words;
use crate::document::Format;
use crate::fact::Reading;
use crate::layout::Role;
use std::collections::HashMap;

/// A numbered block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Numbered {
    /// Its number.
    pub mark: Mark,
    /// The block.
    pub block: usize,
}

/// A place at which a run's numbers do not follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Break {
    /// The member's number does not fit between its neighbours; the one that does.
    Odd(usize, u16),
    /// The member repeats the number before it, and the list goes on behind it.
    Twice(usize),
    /// One number is missing before the member.
    Gap(usize),
}

/// A list in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Run {
    /// Its members in order.
    pub members: Vec<Numbered>,
    /// Where its numbers do not follow one another.
    pub breaks: Vec<Break>,
    last: u16,
}

impl Run {
    fn push(&mut self, n: Numbered, value: u16) {
        self.members.push(n);
        self.last = value;
    }
    /// Members that stand where they should.
    pub fn steady(&self) -> usize {
        self.members.len() - self.breaks.len()
    }
}

/// The runs of one section's numbered paragraphs; its table of contents is a run of its own.
pub(in crate::rules) fn of_section(reading: &Reading, section: usize) -> Vec<Run> {
    let mut streams: HashMap<(Style, Vec<u16>, bool), Vec<Numbered>> = HashMap::new();
    for block in super::blocks_of(reading, section) {
        let Some(found) = reading.blocks.get(block) else {
            continue;
        };
        if let Some(mark) = marks::of(found) {
            let contents = found.role == Role::Contents;
            let key = (mark.style, mark.parent().to_vec(), contents);
            streams
                .entry(key)
                .or_default()
                .push(Numbered { mark, block });
        }
    }
    sorted(streams.into_values().flat_map(|s| follow(&s)).collect())
}

/// The runs of what is numbered through the whole document: tables, figures, recommendations, item markers.
pub(in crate::rules) fn labelled(reading: &Reading) -> Vec<Run> {
    let mut streams: HashMap<(Style, Vec<u16>), Vec<Numbered>> = HashMap::new();
    for (block, found) in reading.blocks.iter().enumerate() {
        if let Some(mark) = marks::labelled(found) {
            let stream = streams
                .entry((mark.style, mark.parent().to_vec()))
                .or_default();
            // A caption above its table is often kept as the table's title too.
            let again = stream.last().is_some_and(|n: &Numbered| {
                n.mark.path() == mark.path() && reading.blocks[n.block].text == found.text
            });
            if !again {
                stream.push(Numbered { mark, block });
            }
        }
    }
    sorted(streams.into_values().flat_map(|s| follow(&s)).collect())
}

fn sorted(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_by_key(|r| r.members.first().map(|m| (m.block, m.mark.span)));
    runs
}

/// How many lists may be open inside one another.
const OPEN: usize = 6;

/// Cuts a stream of numbers written alike into runs. A 1 begins a list inside the one before it; a list goes on where
/// its next number comes; what fits nowhere is judged by the number after it.
fn follow(stream: &[Numbered]) -> Vec<Run> {
    let mut done = Vec::new();
    let mut open: Vec<Run> = Vec::new();
    for (i, n) in stream.iter().enumerate() {
        let value = n.mark.last();
        let next = stream.get(i + 1).map(|n| n.mark.last());
        if let Some(at) = open.iter().rposition(|r| r.last + 1 == value) {
            done.extend(open.drain(at + 1..));
            open[at].push(*n, value);
            continue;
        }
        // A list inside another ends with the number that the other one goes on with, one further than it had come.
        let inner_ends = open.last().is_some_and(|r| r.last == value);
        let outer = open.len().checked_sub(1).and_then(|top| {
            open[..top]
                .iter()
                .rposition(|r| r.last + 2 == value && r.members.len() >= 3)
        });
        if let Some(at) = outer.filter(|_| inner_ends) {
            done.extend(open.drain(at + 1..));
            let member = open[at].members.len();
            open[at].breaks.push(Break::Gap(member));
            open[at].push(*n, value);
            continue;
        }
        // Tables are not restarted inside a chapter: its first number can be used twice too.
        let labelled = matches!(n.mark.style, Style::Labelled(_)) && !n.mark.parent().is_empty();
        let top = open
            .last_mut()
            .filter(|_| value > 1 || labelled && next == Some(2));
        if let Some(run) = top {
            let member = run.members.len();
            if next == Some(run.last + 2) {
                run.breaks.push(Break::Odd(member, run.last + 1));
                run.push(*n, run.last + 1);
                continue;
            }
            if value == run.last && next.is_none_or(|x| x == value + 1) {
                run.breaks.push(Break::Twice(member));
                run.push(*n, value);
                continue;
            }
            // "4, 6, 10, 5, 6": what stands under 4 bears numbers of another text, and the list goes on with its 5.
            let missed = run.last + 1;
            let comes_yet = next != Some(value + 1)
                && stream[i + 1..]
                    .iter()
                    .map(|n| n.mark.last())
                    .take_while(|v| *v > 1)
                    .any(|v| v == missed);
            // "9, 11, 10, 12": an entry that was brought forward.
            let forward = stream[i.saturating_sub(3)..i]
                .iter()
                .any(|n| n.mark.last() == missed);
            if value == missed + 1 && !comes_yet {
                if !forward {
                    run.breaks.push(Break::Gap(member));
                }
                run.push(*n, value);
                continue;
            }
        }
        if open.len() == OPEN {
            done.push(open.remove(0));
        }
        open.push(Run {
            members: vec![*n],
            breaks: Vec::new(),
            last: value,
        });
    }
    done.extend(open);
    done
}

/// A heading repeated on the next page, or "continued": the same entry, printed again.
pub(in crate::rules) fn same_words(reading: &Reading, run: &Run, at: usize) -> bool {
    let text = |i: usize| {
        let m = &run.members[i];
        reading
            .blocks
            .get(m.block)
            .and_then(|b| b.text.get(m.mark.rest..))
            .unwrap_or("")
    };
    let (a, b) = (text(at - 1), text(at));
    let (wa, wb) = (words(a), words(b));
    let shared = wb.iter().filter(|w| wa.contains(w)).count();
    wb.iter().any(|w| w.starts_with("cont")) && shared > 0
        || wa.is_empty() && wb.is_empty()
        || shared * 10 >= wa.len().min(wb.len()).min(12) * 8 && shared > 0
}

/// Whether a list begins right under a heading "Contents": "2. The year in review, 4. Where the money went" names pages.
pub(in crate::rules) fn under_contents(reading: &Reading, first: &Numbered) -> bool {
    let heads = &reading.blocks[first.block.saturating_sub(2)..first.block];
    let named = |text: &str| {
        text.len() <= 30
            && text
                .split_whitespace()
                .last()
                .is_some_and(|w| w.trim_end_matches(':').eq_ignore_ascii_case("contents"))
    };
    heads.iter().any(|b| named(&b.text))
}

/// Whether the number of another entry stands inside an entry, before a capital: two lists side by side, read across.
pub(in crate::rules) fn read_across(reading: &Reading, entry: &Numbered) -> bool {
    let block = reading.blocks.get(entry.block);
    let text = block.and_then(|b| b.text.get(entry.mark.rest..));
    let words: Vec<&str> = text.unwrap_or("").split_whitespace().collect();
    words.windows(2).any(|w| {
        let number = w[0].strip_suffix(['.', ')']).unwrap_or("");
        let is_number =
            (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        is_number && w[1].starts_with(char::is_uppercase)
    })
}

/// Whether a number that was not found cannot have been lost in reading: the source keeps its headings, or gives every
/// word of its pages, and the number stands nowhere between its neighbours.
pub(in crate::rules) fn surely_missing(
    reading: &Reading,
    before: &Numbered,
    own: &Numbered,
    lost: &str,
) -> bool {
    let whole = reading.pages > 0 || reading.format == Some(Format::Markdown);
    if !whole || matches!(own.mark.style, Style::Labelled(_)) || !reading.unread.is_empty() {
        return false;
    }
    // "3.Minutes", "8.4NCC leaflet", or "3.1" whose 3 has no line of its own.
    let begins = |text: &str| {
        text.trim_start()
            .strip_prefix(lost)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let token = |text: &str| {
        begins(text)
            || text
                .split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))
                .any(|w| w.trim_matches('.') == lost)
    };
    reading.blocks[before.block..own.block].iter().all(|b| {
        let cells = b
            .table
            .and_then(|t| reading.tables.get(t as usize))
            .map(|t| t.cells.as_slice());
        !b.role.is_apart()
            && !token(&b.text)
            && !cells.is_some_and(|c| c.iter().any(|c| token(&c.text)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(numbers: &[u16]) -> Vec<(Vec<u16>, Vec<Break>)> {
        let stream: Vec<Numbered> = numbers
            .iter()
            .enumerate()
            .map(|(block, n)| Numbered {
                mark: marks::read(&format!("{n}. Words"), false).expect("a mark"),
                block,
            })
            .collect();
        sorted(follow(&stream))
            .into_iter()
            .map(|r| (r.members.iter().map(|m| m.mark.last()).collect(), r.breaks))
            .collect()
    }

    #[test]
    fn a_list_inside_a_list_does_not_break_the_outer_one() {
        assert_eq!(
            runs(&[1, 2, 1, 2, 3, 3, 4]),
            [(vec![1, 2, 3, 4], vec![]), (vec![1, 2, 3], vec![])]
        );
        // The outer list has lost its 5, behind which the inner one stands.
        assert_eq!(
            runs(&[1, 2, 3, 4, 1, 2, 3, 4, 5, 6, 6, 7]),
            [
                (vec![1, 2, 3, 4, 6, 7], vec![Break::Gap(4)]),
                (vec![1, 2, 3, 4, 5, 6], vec![])
            ]
        );
    }

    #[test]
    fn a_number_that_does_not_fit_between_its_neighbours_is_odd() {
        assert_eq!(
            runs(&[1, 3, 3, 4]),
            [(vec![1, 3, 3, 4], vec![Break::Odd(1, 2)])]
        );
        assert_eq!(
            runs(&[8, 9, 9, 11]),
            [(vec![8, 9, 9, 11], vec![Break::Odd(2, 10)])]
        );
    }

    #[test]
    fn a_repeated_number_is_told_from_an_odd_one() {
        assert_eq!(
            runs(&[1, 2, 3, 3, 4]),
            [(vec![1, 2, 3, 3, 4], vec![Break::Twice(3)])]
        );
    }

    #[test]
    fn a_stray_number_is_left_alone_and_a_lost_one_is_a_gap() {
        assert_eq!(
            runs(&[5, 6, 7, 2, 8]),
            [(vec![5, 6, 7, 8], vec![]), (vec![2], vec![])]
        );
        assert_eq!(runs(&[1, 2, 4]), [(vec![1, 2, 4], vec![Break::Gap(2)])]);
        let forward = runs(&[7, 8, 9, 11, 10, 12, 13]);
        assert!(forward.contains(&(vec![7, 8, 9, 10, 12, 13], vec![])));
        // Under 4 stand entries with the numbers that they had in earlier minutes.
        let taken_up = runs(&[1, 2, 3, 4, 6, 10, 5, 6, 7]);
        assert!(taken_up.contains(&(vec![1, 2, 3, 4, 5, 6, 7], vec![])));
    }
}
