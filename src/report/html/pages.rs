//! Pages as they look, each drawn once: findings show the part around their figures, and the whole page stands behind a
//! summary with every finding on it marked.

use crate::document::{Format, Page, Rect};
use crate::fact::Reading;
use crate::finding::{Location, Role};
use crate::report::Outcome;
use crate::report::drawing::{View, grown, short};
use crate::report::escape::text;
use crate::report::spot;
use crate::report::told::Told;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Places of a finding whose pages are drawn.
const PLACES: usize = 12;
/// Pages drawn in one report, and the bytes of their drawings.
const PAGES: usize = 400;
const BYTES: usize = 24 << 20;
/// Parts of pages shown; findings beyond have their page only.
const PARTS: usize = 600;
/// Room around the figures of a part, and the least and the most it shows, in points.
const ROOM: (f32, f32) = (48.0, 30.0);
const LEAST: (f32, f32) = (300.0, 90.0);
const MOST: (f32, f32) = (620.0, 460.0);

/// Document and page.
type At = (u32, u32);

/// The pages that a report of findings shows: those of its findings and of what they were held against.
pub fn wanted(outcome: &Outcome) -> BTreeMap<u32, BTreeSet<u32>> {
    let mut pages: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let findings = outcome.tests.iter().filter(|t| t.is_finding());
    let accepted = outcome.accepted.iter().map(|(t, _)| t);
    let mut count = 0;
    for test in findings.chain(accepted) {
        for at in test.locations.iter().take(PLACES) {
            let known = outcome
                .readings
                .get(at.document as usize)
                .is_some_and(|r| !r.stored && r.format == Some(Format::Pdf));
            if at.place.page > 0 && known && count < PAGES {
                let new = pages.entry(at.document).or_default().insert(at.place.page);
                count += usize::from(new);
            }
        }
    }
    pages
}

/// Pages that were read again to be drawn.
#[derive(Debug, Default)]
pub struct Pages {
    pages: BTreeMap<At, Page>,
}

impl Pages {
    /// Adds a page of a document.
    pub fn add(&mut self, document: u32, page: Page) {
        self.pages.insert((document, page.number), page);
    }
}

/// Drawings while the report is written.
pub(super) struct Drawings<'a> {
    pages: BTreeMap<At, &'a Page>,
    parts: usize,
}

fn id((document, page): At) -> String {
    format!("p{document}-{page}")
}

impl<'a> Drawings<'a> {
    /// Writes each page once, to be shown elsewhere; those that would make the report too large are left out, and this is
    /// said.
    pub(super) fn write(out: &mut String, pages: &'a Pages, told: &[Told<'_>]) -> Drawings<'a> {
        let mut drawn = BTreeMap::new();
        let start = out.len();
        if !pages.pages.is_empty() {
            out.push_str(
                "<svg class=\"store\" aria-hidden=\"true\" width=\"0\" height=\"0\"><defs>",
            );
        }
        for (at, page) in &pages.pages {
            if out.len() - start > BYTES {
                break;
            }
            let view = View {
                height: page.height,
            };
            let _ = write!(out, "<g id=\"{}\">", id(*at));
            view.ground(out, page);
            view.words(out, page, |w| !w.style.invisible);
            out.push_str("</g>");
            drawn.insert(*at, page);
        }
        if !pages.pages.is_empty() {
            out.push_str("</defs></svg>");
        }
        let all: BTreeSet<At> = told
            .iter()
            .flat_map(|t| &t.test.locations)
            .filter(|l| l.place.page > 0 && l.place.bbox().is_some())
            .map(|l| (l.document, l.place.page))
            .collect();
        let missing = all.iter().filter(|at| !drawn.contains_key(at)).count();
        if missing > 0 && !drawn.is_empty() {
            let pages = if missing == 1 { "page is" } else { "pages are" };
            let _ = write!(
                out,
                "<p class=\"small\">{missing} more {pages} not drawn, to keep this file small.</p>"
            );
        }
        Drawings {
            pages: drawn,
            parts: 0,
        }
    }

    /// The part of a page around some places of one finding.
    pub(super) fn part(&mut self, out: &mut String, reading: &Reading, places: &[&Location]) {
        let Some(first) = places.first() else { return };
        let at = (first.document, first.place.page);
        let Some(page) = self.pages.get(&at).filter(|_| self.parts < PARTS) else {
            return;
        };
        let marks: Vec<(Rect, Role)> = places
            .iter()
            .filter(|l| l.place.page == at.1)
            .filter_map(|l| Some((spot::of(reading, page, l)?, l.role)))
            .collect();
        let near: Vec<Rect> = places.iter().flat_map(|l| labels(reading, l)).collect();
        let Some(part) = around(page, &marks, &near) else {
            return;
        };
        self.parts += 1;
        let view = View {
            height: page.height,
        };
        let (width, height) = (part.width(), part.height());
        let _ = write!(
            out,
            "<svg class=\"part\" role=\"img\" aria-label=\"page {} as printed, around {}\" viewBox=\"{} {} {} {}\" width=\"{}\">\
             <use href=\"#{}\"/>",
            at.1,
            text(&crate::report::place::shorten(&first.text, 60)),
            short(part.x0),
            short(page.height - part.y1),
            short(width),
            short(height),
            short(width * 1.25),
            id(at)
        );
        for (mark, role) in &marks {
            view.rect(out, super::excerpt::class(*role), grown(*mark, 1.5));
        }
        out.push_str("</svg>");
    }

    /// The whole page, with the findings on it marked; each mark leads to its finding.
    pub(super) fn whole(
        &self,
        out: &mut String,
        reading: &Reading,
        number: u32,
        told: &[&Told<'_>],
    ) {
        let at = (reading.document, number);
        let Some(page) = self.pages.get(&at) else {
            return;
        };
        let view = View {
            height: page.height,
        };
        let _ = write!(
            out,
            "<details class=\"page\"><summary>Page {number} as printed, with its findings marked</summary>\
             <svg class=\"page\" viewBox=\"0 0 {} {}\" width=\"{}\"><title>page {number}</title><use href=\"#{}\"/>",
            short(page.width),
            short(page.height),
            short(page.width * 1.3),
            id(at)
        );
        for told in told {
            let here = told
                .test
                .locations
                .iter()
                .filter(|l| (l.document, l.place.page) == at);
            let (mut primary, mut others) = (None, String::new());
            for location in here {
                let Some(b) = spot::of(reading, page, location) else {
                    continue;
                };
                match location.role {
                    Role::Primary => primary = Some(b),
                    Role::Evidence => view.rect(&mut others, "evidence", grown(b, 1.0)),
                }
            }
            out.push_str(&others);
            if let Some(b) = primary {
                let _ = write!(
                    out,
                    "<a href=\"#{}\" aria-label=\"{}\"><rect class=\"primary\" {}><title>{}</title></rect></a>",
                    text(&told.id),
                    text(&told.test.message),
                    view.place(grown(b, 1.5)),
                    text(&told.test.message)
                );
            }
        }
        out.push_str("</svg></details>");
    }
}

/// What names a cell on its page: the label of its row and the head of its column.
fn labels(reading: &Reading, at: &Location) -> Vec<Rect> {
    let of = || {
        let (table, row, column) = at.cell?;
        let table = reading.tables.get(table as usize)?;
        let label = table
            .label_column
            .and_then(|c| table.cell(row as usize, c as usize));
        let head = (table.header_rows as usize)
            .checked_sub(1)
            .and_then(|r| table.cell(r, column as usize));
        Some([label, head])
    };
    let cells = of().into_iter().flatten().flatten();
    cells
        .filter(|c| c.place.page == at.place.page)
        .filter_map(|c| c.place.bbox())
        .collect()
}

/// The part of a page to show: all marks where they fit, otherwise the first with what fits around it.
fn around(page: &Page, marks: &[(Rect, Role)], near: &[Rect]) -> Option<Rect> {
    let (mut part, _) = *marks.first()?;
    for mark in marks.iter().map(|(m, _)| m).chain(near) {
        let both = part.union(*mark);
        if both.width() <= MOST.0 && both.height() <= MOST.1 {
            part = both;
        }
    }
    let wide = |low: f32, high: f32, room: f32, least: f32, size: f32| {
        let more = room.max((least - (high - low)) / 2.0);
        let (low, high) = (low - more, high + more);
        // What would lie outside of the page on one side is shown on the other.
        let (low, high) = if low < 0.0 {
            (0.0, high - low)
        } else {
            (low, high)
        };
        let over = (high - size).max(0.0);
        ((low - over).max(0.0), high.min(size))
    };
    let (x0, x1) = wide(part.x0, part.x1, ROOM.0, LEAST.0, page.width);
    let (y0, y1) = wide(part.y0, part.y1, ROOM.1, LEAST.1, page.height);
    (x1 > x0 && y1 > y0).then_some(Rect { x0, y0, x1, y1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x0: f32, y0: f32, x1: f32, y1: f32) -> Rect {
        Rect { x0, y0, x1, y1 }
    }

    #[test]
    fn a_part_stays_on_its_page_and_leaves_out_what_is_too_far_away() {
        let page = Page {
            width: 600.0,
            height: 800.0,
            ..Page::default()
        };
        let one = (rect(590.0, 790.0, 600.0, 800.0), Role::Primary);
        let part = around(&page, &[one], &[]).expect("it is on the page");
        assert_eq!((part.x1, part.y1), (600.0, 800.0));
        assert!(
            part.width() >= LEAST.0 && part.height() >= LEAST.1,
            "{part:?}"
        );
        let far = (rect(10.0, 10.0, 20.0, 20.0), Role::Evidence);
        assert_eq!(around(&page, &[one, far], &[]), Some(part));
        assert_eq!(around(&page, &[], &[]), None);
    }
}
