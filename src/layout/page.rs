//! One page of positioned words to blocks and table regions; then the pages of a document to one sequence.

use super::lattice::{self, Lattice};
use super::rows::{self, Row};
use super::{Block, Piece, Role, aligned, furniture, prose};
use crate::document::{Page, Place, Rect, StructureRole};

/// How a table region on a page was recognised.
#[derive(Debug, Clone, PartialEq)]
pub enum Evidence {
    /// A structure tree's Table, by its node.
    Tagged(u32),
    /// Rules or shading edges that form cells.
    Ruled(Lattice),
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
    let mut regions = tagged(page, &mut free);
    regions.extend(ruled(page, &mut free));
    let words: Vec<u32> = (0..page.words.len() as u32)
        .filter(|i| free[*i as usize])
        .collect();
    let body = prose::body_size(page);
    let mut blocks = Vec::new();
    let walls = rows::walls(page);
    for rows in zones(page, &words, &walls) {
        let mut from = 0;
        for stretch in aligned::stretches(page, &rows) {
            prose_between(
                page,
                &rows[from..stretch.first],
                &regions,
                body,
                &mut blocks,
            );
            let stretch_rows = &rows[stretch.first..stretch.end];
            let cuts = super::beside::cuts(page, stretch_rows);
            let mut parts = vec![Vec::new(); cuts.len() + 1];
            for i in stretch_rows.iter().flat_map(Row::words) {
                let b = page.words[i as usize].bbox;
                let part = cuts.partition_point(|x| *x < (b.x0 + b.x1) / 2.0);
                parts[part].push(i);
            }
            regions.extend(parts.into_iter().map(|words| Region {
                bbox: rows::bbox_of(page, &words),
                evidence: Evidence::Aligned,
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
        .filter(|r| r.evidence != Evidence::Aligned)
    {
        r.after = blocks
            .iter()
            .position(|b| {
                b.pieces
                    .first()
                    .and_then(|p| p.place.bbox)
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
    let place = Place {
        page: page.number,
        line: 0,
        bbox: Some(rows::bbox_of(page, words)),
    };
    Block {
        role,
        text,
        pieces: vec![Piece { start: 0, place }],
        table: None,
    }
}

/// Tables of the structure tree whose cells hold words of this page; the innermost of nested ones.
fn tagged(page: &Page, free: &mut [bool]) -> Vec<Region> {
    let nodes = &page.structure;
    let mut out = Vec::new();
    if !nodes.iter().any(|n| n.role == StructureRole::Table) {
        return out;
    }
    let owner = super::tags::owners(page);
    let mut by_table: std::collections::BTreeMap<u32, Vec<u32>> = Default::default();
    for (i, o) in owner.iter().enumerate() {
        if let Some(t) = o
            && free[i]
        {
            by_table.entry(*t).or_default().push(i as u32);
        }
    }
    by_table.retain(|_, words| words.len() >= 4 && super::tags::is_sound(page, words));
    // Producers that cut one table into pieces lie about the whole page.
    if by_table.values().any(|words| is_beside_others(page, words)) {
        return out;
    }
    for (t, words) in by_table {
        for i in &words {
            free[*i as usize] = false;
        }
        let bbox = rows::bbox_of(page, &words);
        out.push(Region {
            bbox,
            evidence: Evidence::Tagged(t),
            words,
            after: 0,
        });
    }
    out
}

/// The baselines on which words stand, from the bottom.
fn baselines(page: &Page, words: &[u32]) -> Vec<f32> {
    let mut out: Vec<f32> = words
        .iter()
        .map(|i| page.words[*i as usize].baseline)
        .collect();
    out.sort_by(f32::total_cmp);
    out.dedup_by(|b, a| *b - *a < 2.5);
    out
}

/// Whether most rows of these words go on with words that are not among them: a table cut in two.
fn is_beside_others(page: &Page, words: &[u32]) -> bool {
    goes_on_beside(page, rows::bbox_of(page, words), words, &[], 0.61)
}

/// Whether a share of the rows of `words` goes on left or right of `bbox`, outside of other boxes.
fn goes_on_beside(page: &Page, bbox: Rect, words: &[u32], others: &[Rect], share: f32) -> bool {
    let baselines = baselines(page, words);
    let mut beside = vec![false; baselines.len()];
    for w in &page.words {
        let outside = w.style.turns == 0
            && (w.bbox.x1 <= bbox.x0 || w.bbox.x0 >= bbox.x1)
            && !others.iter().any(|o| holds(*o, w.bbox));
        if outside {
            let at = baselines.partition_point(|b| *b < w.baseline - 2.0);
            if baselines.get(at).is_some_and(|b| *b <= w.baseline + 2.0) {
                beside[at] = true;
            }
        }
    }
    let n = beside.iter().filter(|b| **b).count();
    baselines.len() >= 3 && n as f32 >= share * baselines.len() as f32
}

/// Whether the middle of `inner` lies in `outer`.
fn holds(outer: Rect, inner: Rect) -> bool {
    let (x, y) = ((inner.x0 + inner.x1) / 2.0, (inner.y0 + inner.y1) / 2.0);
    outer.x0 <= x && x < outer.x1 && outer.y0 <= y && y < outer.y1
}

/// Lattices of rules that hold words in at least two columns and two rows.
fn ruled(page: &Page, free: &mut [bool]) -> Vec<Region> {
    let mut out = Vec::new();
    let lattices = lattice::find_all(page);
    let boxes: Vec<Rect> = lattices.iter().map(|l| l.bbox).collect();
    for lattice in lattices {
        let b = lattice.bbox;
        let inside = |w: &crate::document::Word| {
            let (x, y) = ((w.bbox.x0 + w.bbox.x1) / 2.0, (w.bbox.y0 + w.bbox.y1) / 2.0);
            b.x0 <= x && x <= b.x1 && b.y0 <= y && y <= b.y1
        };
        let words: Vec<u32> = (0..page.words.len())
            .filter(|i| free[*i] && inside(&page.words[*i]))
            .map(|i| i as u32)
            .collect();
        let (mut rows, mut columns) = (Vec::new(), Vec::new());
        let mut counts = vec![0_usize; lattice.cells.len()];
        for i in &words {
            if let Some(n) = lattice
                .cell_of(page.words[*i as usize].bbox)
                .and_then(|c| counts.get_mut(c))
            {
                *n += 1;
            }
        }
        let wordiest = counts.iter().copied().max().unwrap_or(0);
        for (c, n) in lattice.cells.iter().zip(&counts) {
            if *n > 0 {
                rows.push(c.row);
                columns.push(c.column);
            }
        }
        let filled = rows.len();
        // Most of a drawing's boxes are empty.
        let drawing = filled * 5 < lattice.cells.len();
        rows.sort_unstable();
        rows.dedup();
        columns.sort_unstable();
        columns.dedup();
        // Boxes drawn around running text are no table.
        let boxed_text = wordiest > 60 && wordiest * 3 > words.len() * 2;
        if rows.len() < 2 || columns.len() < 2 || filled < 4 || boxed_text || drawing {
            continue;
        }
        // Columns or blocks that were shaded are part of a wider table when its rows go on beside them.
        let lines = baselines(page, &words).len();
        let part = (lattice.shaded || lines > 4 * rows.len())
            && goes_on_beside(
                page,
                b,
                &words,
                &boxes,
                if lattice.shaded { 0.5 } else { 0.61 },
            );
        if part {
            continue;
        }
        for i in &words {
            free[*i as usize] = false;
        }
        out.push(Region {
            bbox: b,
            evidence: Evidence::Ruled(lattice),
            words,
            after: 0,
        });
    }
    out
}

/// Cuts a page of two columns of prose into zones in reading order, each with its rows; other pages are one zone.
fn zones(page: &Page, words: &[u32], walls: &[rows::Wall]) -> Vec<Vec<Row>> {
    let bands = rows::bands(page, words);
    let all = rows::cut_bands(page, &bands, &[]);
    let Some(gutter) = gutter(page, &all) else {
        return vec![if walls.is_empty() {
            all
        } else {
            rows::cut_bands(page, &bands, walls)
        }];
    };
    let mut zones: Vec<Vec<u32>> = Vec::new();
    let (mut left, mut right): (Vec<u32>, Vec<u32>) = Default::default();
    let mut across: Vec<u32> = Vec::new();
    for row in &all {
        let crosses = row
            .segments
            .iter()
            .any(|s| s.bbox.x0 < gutter - 2.0 && s.bbox.x1 > gutter + 2.0);
        if crosses {
            zones.extend([std::mem::take(&mut left), std::mem::take(&mut right)]);
            across.extend(row.words());
        } else {
            zones.push(std::mem::take(&mut across));
            for s in &row.segments {
                if s.bbox.x0 < gutter {
                    left.extend(&s.words)
                } else {
                    right.extend(&s.words)
                }
            }
        }
    }
    zones.extend([left, right, across]);
    zones
        .into_iter()
        .filter(|z| !z.is_empty())
        .map(|z| rows::rows(page, &z, walls))
        .collect()
}

/// Rows with a text on both sides at least, for the gap between them to part columns.
const PARTED: usize = 8;

/// Where the gap between two columns of prose lies.
fn gutter(page: &Page, rows: &[Row]) -> Option<f32> {
    if rows.len() < 10 {
        return None;
    }
    let wordy = |s: &rows::Segment| s.words.len() >= 4 && !s.numeric;
    let parted = |r: &&Row| r.segments.iter().filter(|s| wordy(s)).take(2).count() == 2;
    if rows.iter().filter(parted).take(PARTED).count() < PARTED {
        return None;
    }
    let mut best: Option<(usize, f32)> = None;
    for step in 0..40 {
        let x = page.width * (0.3 + 0.4 * step as f32 / 40.0);
        let (mut both, mut crossing) = (0, 0);
        for row in rows {
            if row.segments.iter().any(|s| s.bbox.x0 < x && s.bbox.x1 > x) {
                crossing += 1;
            } else if row.segments.iter().any(|s| s.bbox.x1 <= x && wordy(s))
                && row.segments.iter().any(|s| s.bbox.x0 >= x && wordy(s))
            {
                both += 1;
            }
        }
        if both >= PARTED && both > crossing && best.is_none_or(|(n, _)| both > n) {
            best = Some((both, x));
        }
    }
    best.map(|(_, x)| x)
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

/// Looks across the pages of a document: marks running heads, page numbers and stamps as furniture, and joins paragraphs
/// that run over a page break.
pub fn across(pages: &mut [PageLayout]) {
    furniture::mark(pages);
    let text = |b: &Block| {
        !matches!(
            b.role,
            Role::Furniture | Role::Hidden | Role::Chart | Role::Note
        )
    };
    let mut rest = pages;
    while let [page, tail @ ..] = rest {
        if let Some(next) = tail.first_mut() {
            join_pages(page, next, text);
        }
        rest = tail;
    }
}

/// Joins the last text of a page with the first of the next, where no table stands between them.
fn join_pages(page: &mut PageLayout, next: &mut PageLayout, text: impl Fn(&Block) -> bool) {
    let Some(last) = page.blocks.iter().rposition(&text) else {
        return;
    };
    let Some(first) = next.blocks.iter().position(&text) else {
        return;
    };
    let between = page.regions.iter().any(|r| r.after as usize > last)
        || next.regions.iter().any(|r| r.after as usize <= first);
    if !between && prose::join_over_break(&mut page.blocks[last], &next.blocks[first]) {
        next.blocks.remove(first);
        for r in next.regions.iter_mut().filter(|r| r.after as usize > first) {
            r.after -= 1;
        }
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
    fn heads_numbers_and_stamps_that_repeat_are_furniture() {
        let mut pages: Vec<PageLayout> = (1..=4)
            .map(|n| {
                let mut s = Sketch::new(n);
                s.text(60.0, 815.0, "Harbour Board papers");
                s.text(500.0, 815.0, &format!("Page {}", 27 + n));
                s.text(
                    60.0,
                    700.0,
                    [
                        "One thing was said.",
                        "Then it rained.",
                        "Nobody came.",
                        "All went home.",
                    ][n as usize - 1],
                );
                s.text(290.0, 30.0, &n.to_string());
                lay_out(&s.0)
            })
            .collect();
        across(&mut pages);
        for laid in &pages {
            let kept: Vec<_> = laid
                .blocks
                .iter()
                .filter(|b| b.role != Role::Furniture)
                .collect();
            assert_eq!(kept.len(), 1, "{:?}", texts(laid));
        }
    }

    #[test]
    fn a_paragraph_over_a_page_break_is_one_with_a_piece_on_each_page() {
        let mut one = Sketch::new(1);
        one.text(
            60.0,
            100.0,
            "The board agreed that the quay would be widened before the end of the",
        );
        let mut two = Sketch::new(2);
        two.text(
            60.0,
            700.0,
            "season, and that the cost be met from the reserve.",
        );
        let mut pages = vec![lay_out(&one.0), lay_out(&two.0)];
        across(&mut pages);
        assert!(pages[1].blocks.is_empty());
        let block = &pages[0].blocks[0];
        assert!(
            block
                .text
                .ends_with("end of the season, and that the cost be met from the reserve.")
        );
        let season = block.text.find("season").expect("the word") as u32;
        assert_eq!(block.place_at(season).page, 2);
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
