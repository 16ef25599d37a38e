//! Words to the baselines they stand on; marks set high go to the line that they stand in.

use crate::document::Page;

/// The words on one baseline, left to right: a row before it is cut.
pub struct Band {
    /// Where they stand.
    pub baseline: f32,
    /// Largest font size among them.
    pub size: f32,
    /// Indices of its words.
    pub members: Vec<u32>,
}

/// Words (upright ones, by index) by their baselines, top to bottom.
pub fn bands(page: &Page, words: &[u32]) -> Vec<Band> {
    let at = |i: u32| &page.words[i as usize];
    let (mut raised, mut order) = (Vec::new(), Vec::with_capacity(words.len()));
    for i in words {
        match page.words.get(*i as usize) {
            Some(w) if w.style.superscript => raised.push(*i),
            Some(_) => order.push(*i),
            None => {}
        }
    }
    order.sort_by(|a, b| at(*b).baseline.total_cmp(&at(*a).baseline));
    let mut bands: Vec<Band> = Vec::new();
    let mut taken = 0;
    while let Some(first) = order.get(taken) {
        let rest = &order[taken..];
        let (baseline, mut size) = (at(*first).baseline, at(*first).size);
        let end = rest
            .iter()
            .skip(1)
            .position(|i| {
                let w = at(*i);
                let joins = baseline - w.baseline <= 0.3 * size.min(w.size).max(1.0);
                if joins {
                    size = size.max(w.size);
                }
                !joins
            })
            .map_or(rest.len(), |n| n + 1);
        let members = if end == order.len() {
            std::mem::take(&mut order)
        } else {
            rest[..end].to_vec()
        };
        bands.push(Band {
            baseline,
            size,
            members,
        });
        taken += end;
    }
    raised.sort_by(|a, b| at(*b).baseline.total_cmp(&at(*a).baseline));
    for i in raised {
        let w = at(i);
        let middle = (w.bbox.y0 + w.bbox.y1) / 2.0;
        // Only the bands around the mark can hold it; they are sorted from the top.
        let first = bands.partition_point(|b| b.baseline > middle + 24.0);
        let off = |b: &Band| (middle - b.baseline - 0.4 * b.size).abs();
        let near = bands[first..]
            .iter_mut()
            .take_while(|b| b.baseline > middle - 40.0)
            .filter(|b| middle >= b.baseline - 0.3 * b.size && middle <= b.baseline + 1.3 * b.size)
            .min_by(|a, b| off(a).total_cmp(&off(b)));
        match near {
            Some(b) => b.members.push(i),
            None => {
                let spot = bands.partition_point(|b| b.baseline > w.baseline);
                let band = Band {
                    baseline: w.baseline,
                    size: w.size,
                    members: vec![i],
                };
                bands.insert(spot, band);
            }
        }
    }
    for b in &mut bands {
        b.members
            .sort_by(|a, b| at(*a).bbox.x0.total_cmp(&at(*b).bbox.x0));
    }
    bands
}
