//! Columns hardly more than a blank apart, told by edges that stay in line while the gap between them changes: figures
//! beside figures, a reference before a name, a unit before a figure. Between the words of one text the gap stays and
//! the edges move.

use super::numeric::{counts, is_numeric};
use super::rows::{Row, Segment};
use crate::document::{Page, Rect, Word};

/// The narrowest gap that may part words from words or figures, in sizes, and the narrowest between figures.
const NARROWEST: f32 = 0.3;
const BETWEEN_FIGURES: f32 = 0.22;
/// Blanks are narrower, in sizes.
const BLANK: f32 = 0.4;
/// Thousands are parted by narrower gaps, in sizes.
const THOUSANDS: f32 = 0.4;
/// What all rows together leave free between two columns at least, in sizes.
const CLEAR: f32 = 0.2;
/// By how much the gaps of the rows differ at least, in sizes.
const CHANGES: f32 = 0.2;
/// Rows that must show it.
const LEAST_ROWS: usize = 3;
/// How far edges that align may lie apart, in points.
const SLACK: f32 = 1.0;
/// Rows above the columns that may head them.
const HEADINGS: usize = 4;
/// More pairs of words than this are no table.
const MOST: usize = 2_000;
/// A reference has no more letters and digits.
const REFERENCE: usize = 6;

/// What stands beside what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Two figures.
    Figures,
    /// The first word of a row, with a digit, and a name.
    Reference,
    /// The first word of a text, which counts nothing, and a figure that ends the text.
    Unit,
    /// Words, the right one where a text begins in other rows.
    Words,
}

/// Two neighbouring words of a row that may stand in two columns.
struct Pair<'p> {
    sort: Sort,
    row: usize,
    /// What stands on the left.
    text: &'p str,
    /// What stands on the right may be the last three digits of one number.
    thousands: bool,
    left: Rect,
    right: Rect,
    size: f32,
    /// The segment, and how many of its words stand before the gap; none where a segment ends there anyway.
    inside: Option<(usize, usize)>,
}

impl Pair<'_> {
    fn gap(&self) -> f32 {
        self.right.x0 - self.left.x1
    }

    /// Whether the two stand in one text, and may stand in two columns.
    fn is_close(&self) -> bool {
        let least = match self.sort {
            Sort::Figures if self.thousands => THOUSANDS,
            Sort::Figures => BETWEEN_FIGURES,
            Sort::Reference | Sort::Unit => NARROWEST,
            Sort::Words => BLANK,
        };
        self.inside.is_some() && self.gap() > least * self.size
    }
}

/// What rows that agree on two columns leave between these.
struct Seam {
    first: usize,
    /// Where the left column begins, and the right one.
    begins: (f32, f32),
}

/// The left edge, the right edge and the middle.
fn edges(b: Rect) -> [f32; 3] {
    [b.x0, b.x1, (b.x0 + b.x1) / 2.0]
}

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() <= SLACK
}

/// Whether a word is letters alone, and so neither a figure nor a reference.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphabetic())
}

/// Cuts segments where the edges of rows show that two columns meet inside them.
pub(super) fn cut(page: &Page, rows: Vec<Row>) -> Vec<Row> {
    let pairs: Vec<Pair> = (rows.iter().enumerate())
        .flat_map(|(r, row)| pairs(page, r, row))
        .collect();
    if pairs.len() > MOST || !pairs.iter().any(Pair::is_close) {
        return rows;
    }
    let mut places: Vec<(usize, usize, usize)> = Vec::new();
    for pair in pairs.iter().filter(|p| p.is_close()) {
        let Some(seam) = seam(page, &rows, &pairs, pair) else {
            continue;
        };
        places.extend(pair.inside.map(|(k, n)| (pair.row, k, n)));
        if pair.sort == Sort::Reference {
            let above = seam.first.saturating_sub(HEADINGS)..seam.first;
            places.extend(above.filter_map(|r| Some((r, 0, headed(page, &rows[r], &seam)?))));
        }
    }
    apart(page, rows, places)
}

/// The rows, cut at places: row, segment, and how many of its words stand before the gap.
pub(super) fn apart(
    page: &Page,
    mut rows: Vec<Row>,
    mut places: Vec<(usize, usize, usize)>,
) -> Vec<Row> {
    places.sort_unstable();
    places.dedup();
    // From the right, so that the places before stay where they are.
    for (row, k, n) in places.into_iter().rev() {
        let Some(segment) = rows[row].segments.get_mut(k) else {
            continue;
        };
        let behind = segment.words.split_off(n);
        let before = std::mem::take(&mut segment.words);
        *segment = Segment::of(page, before);
        rows[row].segments.insert(k + 1, Segment::of(page, behind));
    }
    rows
}

/// The neighbours of a row that may stand in two columns.
fn pairs<'p>(page: &'p Page, r: usize, row: &'p Row) -> impl Iterator<Item = Pair<'p>> {
    let words = (row.segments.iter().enumerate())
        .flat_map(|(k, s)| s.words.iter().enumerate().map(move |(n, w)| (k, n, *w)));
    let words = words.filter_map(|(k, n, w)| Some((k, n, page.words.get(w as usize)?)));
    let next = words.clone().skip(1);
    words.zip(next).filter_map(move |(left, right)| {
        let ((k, _, a), (l, m, b)) = (left, right);
        Some(Pair {
            sort: sort(page, row, left, right)?,
            row: r,
            text: page.word(a),
            thousands: b.end - b.start == 3 && page.word(b).bytes().all(|c| c.is_ascii_digit()),
            left: a.bbox,
            right: b.bbox,
            size: a.size.max(b.size).max(1.0),
            inside: (k == l).then_some((l, m)),
        })
    })
}

/// A word with its segment and its place in it.
type At<'p> = (usize, usize, &'p Word);

/// What two neighbours of a row are.
fn sort(page: &Page, row: &Row, (k, n, a): At<'_>, (l, m, b): At<'_>) -> Option<Sort> {
    let (left, right) = (page.word(a), page.word(b));
    let alone = n == 0
        && row
            .segments
            .get(k)
            .is_some_and(|s| k < l || s.words.len() == 2);
    let ends = m + 1 == row.segments.get(l).map_or(0, |s| s.words.len());
    let mark = |text: &str| !text.contains(|c: char| c.is_alphanumeric() || "£$€%".contains(c));
    let reference = || {
        let short = left.chars().count() <= REFERENCE;
        let name = right.starts_with(char::is_alphabetic);
        short && counts(left) && name && row.segments.iter().skip(1).any(|s| s.numeric)
    };
    let numeric = |text: &str| !is_plain(text) && is_numeric(text);
    match (numeric(left), numeric(right)) {
        (_, true) if k > 0 && alone && ends && !counts(left) && !mark(left) => Some(Sort::Unit),
        (true, true) => {
            // A sign belongs to the figure beside it.
            let sign = matches!(left, "-" | "–" | "£" | "€" | "$" | "+")
                || matches!(right, "%" | "*")
                || mark(left) && mark(right);
            (!sign).then_some(Sort::Figures)
        }
        (_, false) if (k, n) == (0, 0) && reference() => Some(Sort::Reference),
        (false, false) => {
            let wide = b.bbox.x0 - a.bbox.x1 > BLANK * a.size.max(b.size);
            (k < l || wide && m + 1 == row.segments.get(k)?.words.len()).then_some(Sort::Words)
        }
        _ => None,
    }
}

/// Whether the rows show that the two words of a pair stand in two columns: some keep the edges of both, their gaps differ
/// as those between words of a text do not, and no figure stands across.
fn seam(page: &Page, rows: &[Row], pairs: &[Pair], pair: &Pair) -> Option<Seam> {
    let (left, right): (&[usize], &[usize]) = match pair.sort {
        Sort::Words => return stands_below(page, rows, pairs, pair),
        Sort::Figures => (&[0, 1, 2], &[0, 1, 2]),
        Sort::Reference => (&[0], &[0]),
        Sort::Unit => (&[0], &[0, 1, 2]),
    };
    let (a, b) = (edges(pair.left), edges(pair.right));
    let ways = left
        .iter()
        .flat_map(|e| right.iter().map(move |f| (*e, *f)));
    let seams = ways.filter_map(|(e, f)| {
        let same = |p: &&Pair| {
            p.sort == pair.sort && near(edges(p.left)[e], a[e]) && near(edges(p.right)[f], b[f])
        };
        let with: Vec<&Pair> = pairs.iter().filter(same).collect();
        is_seam(page, rows, pair, &with).then_some(with)
    });
    let best = seams.max_by_key(Vec::len)?;
    Some(Seam {
        first: best.first()?.row,
        begins: (pair.left.x0, pair.right.x0),
    })
}

/// Whether texts of other rows begin where the right word of a pair does, and nothing stands across.
fn stands_below(page: &Page, rows: &[Row], pairs: &[Pair], pair: &Pair) -> Option<Seam> {
    let x = pair.right.x0;
    let below = pairs
        .iter()
        .filter(|p| p.sort == Sort::Words && p.inside.is_none() && near(p.right.x0, x));
    let mut with: Vec<usize> = below.map(|p| p.row).chain([pair.row]).collect();
    with.sort_unstable();
    with.dedup();
    let (first, last) = (*with.first()?, *with.last()?);
    let mut words = rows[first..=last].iter().flat_map(Row::words);
    let across = words.any(|i| {
        let w = page.words.get(i as usize);
        w.is_some_and(|w| w.bbox.x0 < x - SLACK && x + SLACK < w.bbox.x1)
    });
    (with.len() > LEAST_ROWS && !across).then_some(Seam {
        first,
        begins: (pair.left.x0, x),
    })
}

/// Whether pairs of words that keep to the same edges are two columns.
fn is_seam(page: &Page, rows: &[Row], pair: &Pair, with: &[&Pair]) -> bool {
    let (Some(first), Some(last)) = (with.first(), with.last()) else {
        return false;
    };
    let low = with.iter().map(|p| p.left.x1).fold(f32::MIN, f32::max);
    let high = with.iter().map(|p| p.right.x0).fold(f32::MAX, f32::min);
    let gaps = || with.iter().map(|p| p.gap());
    let changes = gaps().fold(f32::MIN, f32::max) - gaps().fold(f32::MAX, f32::min);
    if with.len() < LEAST_ROWS || high - low < CLEAR * pair.size || changes < CHANGES * pair.size {
        return false;
    }
    // What stands before every figure is its sign.
    if pair.sort == Sort::Unit && with.iter().all(|p| p.text == pair.text) {
        return false;
    }
    let middle = (low + high) / 2.0;
    let across = |row: &&Row| {
        let mut words = row.words().filter_map(|i| page.words.get(i as usize));
        words.any(|w| w.bbox.x0 < middle && middle < w.bbox.x1 && is_numeric(page.word(w)))
    };
    let figured = |row: &&Row| row.segments.iter().any(|s| s.numeric);
    let between = || rows[first.row..=last.row].iter();
    let most = pair.sort == Sort::Figures || with.len() * 2 > between().filter(figured).count();
    most && !between().any(|r| across(&r))
}

/// How many words of a row stand over the references, where those behind begin over the names.
fn headed(page: &Page, row: &Row, seam: &Seam) -> Option<usize> {
    let words = &row.segments.first()?.words;
    let at = |w: &u32| page.words.get(*w as usize).map_or(0.0, |w| w.bbox.x0);
    let begins = words.first().is_some_and(|w| near(at(w), seam.begins.0));
    let names = |w: &u32| near(at(w), seam.begins.1);
    words.iter().position(names).filter(|n| begins && *n > 0)
}
