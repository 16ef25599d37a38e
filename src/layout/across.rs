//! The pages of a document to one sequence.

use super::page::PageLayout;
use super::{Block, Role, furniture, prose};

/// Looks across the pages of a document: marks running heads, page numbers and stamps as furniture, and joins paragraphs
/// that run over a page break.
pub fn join(pages: &mut [PageLayout]) {
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
    use crate::layout::page::lay_out;
    use crate::layout::sketch::Sketch;

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
        join(&mut pages);
        for laid in &pages {
            let kept: Vec<_> = laid
                .blocks
                .iter()
                .filter(|b| b.role != Role::Furniture)
                .collect();
            assert_eq!(kept.len(), 1, "{kept:?}");
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
        join(&mut pages);
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
}
