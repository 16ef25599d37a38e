//! One page of positioned words to blocks and table regions.

use super::lattice::Lattice;
use super::rows::{self, Row};
use super::{Block, Pieces, Role, aligned, frames, heads, prose, zones};
use crate::document::{Page, Place, Rect};

/// How a table region on a page was recognised.
#[derive(Debug, Clone, PartialEq)]
pub enum Evidence {
    /// A structure tree's Table, by its node.
    Tagged(u32),
    /// Rules or shading edges that form cells.
    Ruled(Lattice),
    /// Alignment of figures and gaps, under rules that form the cells of the headings.
    Headed(Lattice),
    /// Alignment of figures and gaps.
    Aligned,
}

/// A table region of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Its box.
    pub bbox: Rect,
    /// What shows that it is a table.
    pub evidence: Evidence,
    /// Indices of its words.
    pub words: Vec<u32>,
    /// Position among the page's blocks: the number of blocks before it.
    pub after: u32,
}

/// What one page holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageLayout {
    /// Height of the page in points.
    pub height: f32,
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
    /// Table regions in reading order.
    pub regions: Vec<Region>,
}

/// Lays out one page.
pub fn lay_out(page: &Page) -> PageLayout {
    let mut out = PageLayout {
        height: page.height,
        ..PageLayout::default()
    };
    let mut free = vec![true; page.words.len()];
    let mut hidden = Vec::new();
    let mut turned = Vec::new();
    let mut artifacts = Vec::new();
    let marked = page.words.iter().filter(|w| w.style.artifact).count();
    // Where most of a page is called an artifact, the word means nothing.
    let believed = marked * 5 < page.words.len() * 2;
    for (i, w) in page.words.iter().enumerate() {
        if w.style.invisible && !over_picture(page, w.bbox) {
            hidden.push(i as u32);
            free[i] = false;
        } else if w.style.artifact && believed {
            artifacts.push(i as u32);
            free[i] = false;
        } else if w.style.turns != 0 {
            turned.push(i as u32);
            free[i] = false;
        }
    }
    let mut regions = frames::tagged(page, &mut free);
    let (ruled, heads) = frames::ruled(page, &mut free);
    regions.extend(ruled);
    let mut words = Vec::with_capacity(page.words.len());
    words.extend((0..page.words.len() as u32).filter(|i| free[*i as usize]));
    let body = prose::body_size(page);
    let mut blocks = Vec::new();
    let walls = rows::walls(page);
    for rows in zones::zones(page, &words, &walls) {
        let mut from = 0;
        let heads = heads::rows_of(page, &rows, &heads);
        for stretch in aligned::stretches(page, &rows, &heads) {
            prose_between(
                page,
                &rows[from..stretch.first],
                &regions,
                body,
                &mut blocks,
            );
            let stretch_rows = &rows[stretch.first..stretch.end];
            let head = heads.iter().find(|h| h.0.start == stretch.first);
            let cuts = match head {
                Some(_) => Vec::new(),
                None => super::beside::cuts(page, stretch_rows),
            };
            let mut parts = vec![Vec::new(); cuts.len() + 1];
            for i in stretch_rows.iter().flat_map(Row::words) {
                let b = page.words[i as usize].bbox;
                let part = cuts.partition_point(|x| *x < (b.x0 + b.x1) / 2.0);
                parts[part].push(i);
            }
            regions.extend(parts.into_iter().map(|words| Region {
                bbox: rows::bbox_of(page, &words),
                evidence: head.map_or(Evidence::Aligned, |(_, grid)| {
                    Evidence::Headed((*grid).clone())
                }),
                words,
                after: blocks.len() as u32,
            }));
            from = stretch.end;
        }
        prose_between(page, &rows[from..], &regions, body, &mut blocks);
    }
    place_regions(&blocks, &mut regions);
    for row in rows::rows(page, &artifacts, &[]) {
        let words: Vec<u32> = row.words().collect();
        blocks.push(loose(page, &words, Role::Furniture));
    }
    for (words, role) in [(turned, Role::Chart), (hidden, Role::Hidden)] {
        if !words.is_empty() {
            blocks.push(loose(page, &words, role));
        }
    }
    out.blocks = blocks;
    out.regions = regions;
    out
}

/// Blocks of rows; rows above and below a region are never joined.
fn prose_between(
    page: &Page,
    rows: &[Row],
    regions: &[Region],
    body: f32,
    blocks: &mut Vec<Block>,
) {
    let mut from = 0;
    for i in 1..rows.len() {
        let (above, below) = (&rows[i - 1], &rows[i]);
        let parted = regions.iter().any(|r| {
            r.bbox.y1 <= above.baseline + 1.0
                && r.bbox.y0 + 1.0 >= below.baseline
                && r.bbox.x0 < below.bbox.x1
                && below.bbox.x0 < r.bbox.x1
        });
        if parted {
            prose::blocks(page, &rows[from..i], body, blocks);
            from = i;
        }
    }
    prose::blocks(page, &rows[from..], body, blocks);
}

/// Gives tagged and ruled regions their position among the blocks: after all blocks that stand above them.
fn place_regions(blocks: &[Block], regions: &mut [Region]) {
    for r in regions
        .iter_mut()
        .filter(|r| matches!(r.evidence, Evidence::Tagged(_) | Evidence::Ruled(_)))
    {
        r.after = blocks
            .iter()
            .position(|b| {
                b.pieces
                    .first()
                    .and_then(|p| p.place.bbox())
                    .is_some_and(|x| x.y1 < r.bbox.y1 && x.y0 < r.bbox.y1 - 2.0)
            })
            .unwrap_or(blocks.len()) as u32;
    }
    regions.sort_by(|a, b| {
        a.after
            .cmp(&b.after)
            .then(b.bbox.y1.total_cmp(&a.bbox.y1))
            .then(a.bbox.x0.total_cmp(&b.bbox.x0))
    });
}

fn over_picture(page: &Page, b: Rect) -> bool {
    let (x, y) = ((b.x0 + b.x1) / 2.0, (b.y0 + b.y1) / 2.0);
    page.pictures
        .iter()
        .any(|p| p.x0 <= x && x <= p.x1 && p.y0 <= y && y <= p.y1)
}

/// Words that belong to no line of the page, as one block in painted order.
fn loose(page: &Page, words: &[u32], role: Role) -> Block {
    let mut text = String::new();
    for i in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(page.word(&page.words[*i as usize]));
    }
    let place = Place::on_page(page.number, Some(rows::bbox_of(page, words)));
    Block {
        role,
        text,
        pieces: Pieces::of(place),
        table: None,
    }
}

/// Gives the words of regions that turned out to be no tables back to the page, as prose or as a chart's labels;
/// `role` says what a region is, `None` for a table.
pub fn return_words(page: &Page, laid: &mut PageLayout, role: impl Fn(usize) -> Option<Role>) {
    let mut body = None;
    let mut added = 0;
    for (i, region) in laid.regions.iter_mut().enumerate() {
        region.after += added;
        let mut blocks = Vec::new();
        match role(i) {
            None => continue,
            Some(Role::Chart) => blocks.push(loose(page, &region.words, Role::Chart)),
            Some(_) => {
                let rows = rows::rows(page, &region.words, &[]);
                let body = *body.get_or_insert_with(|| prose::body_size(page));
                prose::blocks(page, &rows, body, &mut blocks);
            }
        }
        added += blocks.len() as u32;
        let at = (region.after as usize).min(laid.blocks.len());
        laid.blocks.splice(at..at, blocks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::sketch::Sketch;

    fn texts(laid: &PageLayout) -> Vec<(Role, &str)> {
        laid.blocks
            .iter()
            .map(|b| (b.role, b.text.as_str()))
            .collect()
    }

    #[test]
    fn two_columns_of_prose_are_read_one_after_the_other() {
        let mut s = Sketch::new(1);
        for i in 0..10 {
            let y = 700.0 - 12.0 * i as f32;
            s.text(60.0, y, "the left side of this page runs on and on with");
            s.text(320.0, y, "while the right side tells another story to all");
        }
        let laid = lay_out(&s.0);
        assert_eq!(laid.blocks.len(), 2, "{:?}", texts(&laid));
        assert!(
            laid.blocks[0].text.starts_with("the left") && !laid.blocks[0].text.contains("right")
        );
        assert_eq!(laid.blocks[1].pieces.len(), 10);
    }

    #[test]
    fn a_numbered_heading_over_a_justified_paragraph_is_no_table() {
        let mut s = Sketch::new(1);
        s.text(200.0, 700.0, "Moorings and what they cost in 2025-26")
            .text(500.0, 700.0, "3");
        s.across(60.0, 520.0, 692.0);
        s.text(60.0, 670.0, "3.1");
        s.text(
            90.0,
            670.0,
            "The harbour office let its moorings for 2025-26 early, on 3 March.",
        );
        s.text(500.0, 670.0, "The");
        for i in 1..4 {
            let y = 670.0 - 12.0 * i as f32;
            s.text(
                60.0,
                y,
                "office then wrote to everybody who had waited for one over the winter, and to all those who asked",
            );
        }
        let laid = lay_out(&s.0);
        assert!(laid.regions.is_empty(), "{:?}", texts(&laid));
    }

    #[test]
    fn a_caption_is_told_from_a_sentence_that_names_the_table() {
        let mut s = Sketch::new(1);
        s.text(60.0, 700.0, "Table 4: Moorings let, by quarter");
        s.text(
            60.0,
            660.0,
            "Table 4 shows that moorings were let all year.",
        );
        let laid = lay_out(&s.0);
        let roles: Vec<Role> = laid.blocks.iter().map(|b| b.role).collect();
        assert_eq!(roles, [Role::Caption, Role::Paragraph]);
    }
}
