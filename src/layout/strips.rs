//! Whether what stands between lines across a page is a table.

use super::banded::Run;
use super::rows::{self, Row, Segment};
use super::runs::Strip;
use super::{looks, numeric};
use crate::document::Page;

/// Shading of a line of text is no higher, in sizes; that of a row of a table leaves some room.
const TIGHT: f32 = 1.35;
/// Rows of a table of two columns, which much else looks like.
const ROWS_OF_TWO: usize = 4;
/// Rows of a table of more columns.
const ROWS: usize = 3;

/// The words of a row that stand in one column.
pub(super) struct Part {
    pub(super) column: usize,
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// Width of its first word.
    first: f32,
    /// All of it is a figure, and no date.
    numeric: bool,
}

/// The column in which the middle of a word lies.
fn column_of(page: &Page, run: &Run, word: u32) -> usize {
    let b = page.words[word as usize].bbox;
    run.rivers.column((b.x0 + b.x1) / 2.0)
}

/// The parts of a row, from the left.
pub(super) fn parts(page: &Page, run: &Run, row: &Row) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for i in row.words() {
        let (w, column) = (&page.words[i as usize], column_of(page, run, i));
        let text = page.word(w);
        let numeric = numeric::is_numeric(text) && !looks::is_period(text);
        match out.last_mut().filter(|p| p.column == column) {
            Some(part) => {
                part.x1 = part.x1.max(w.bbox.x1);
                part.numeric &= numeric;
            }
            None => out.push(Part {
                column,
                x0: w.bbox.x0,
                x1: w.bbox.x1,
                first: w.bbox.width(),
                numeric,
            }),
        }
    }
    out
}

/// How far the texts of each column reach.
pub(super) fn reach(page: &Page, run: &Run) -> Vec<(f32, f32)> {
    let mut out = vec![(f32::MAX, f32::MIN); run.rivers.gaps.len() + 1];
    let rows = run.strips.iter().flat_map(|s| &s.rows);
    for part in rows.flat_map(|r| parts(page, run, r)) {
        let own = &mut out[part.column];
        *own = (own.0.min(part.x0), own.1.max(part.x1));
    }
    out
}

/// Whether a run is a table, and one that its lines show better than its figures do; `around` is what stands above and
/// below it.
pub(super) fn is_table(page: &Page, run: &Run, around: [Option<&Strip>; 2]) -> bool {
    let columns = run.rivers.gaps.len() + 1;
    let strips: Vec<&Strip> = run.strips.iter().filter(|s| !s.is_heading()).collect();
    let least = if columns == 2 { ROWS_OF_TWO } else { ROWS };
    if columns < 2 || strips.len() < least || run.strips.len() > 2 * strips.len() {
        return false;
    }
    let reach = reach(page, run);
    let filled: Vec<usize> = strips
        .iter()
        .map(|s| run.filled(s).iter().filter(|f| **f).count())
        .collect();
    let side_by_side = filled.iter().filter(|n| **n >= 2).count();
    let enough = match columns {
        2 => side_by_side * 5 >= strips.len() * 4,
        _ => filled.iter().sum::<usize>() * 2 >= strips.len() * columns,
    };
    let several = strips.iter().zip(0..).filter(|(s, k)| {
        // Headings may be broken where nothing else would be, but not often.
        let most = if *k == 0 { 2 } else { 1 };
        breaks(page, run, s, &reach) >= most
    });
    let several = several.count();
    // Text whose lines are shaded each by itself.
    let tight = |s: &&&Strip| s.rows.len() == 1 && s.top - s.bottom < TIGHT * s.rows[0].size;
    if run.shaded && strips.iter().filter(tight).count() * 2 >= strips.len() {
        return false;
    }
    if !enough
        || side_by_side < least
        || several * 4 >= strips.len()
        || is_listed(page, run, &strips)
    {
        return false;
    }
    let figured: Vec<&&Strip> = strips
        .iter()
        .filter(|s| {
            s.rows
                .iter()
                .any(|r| parts(page, run, r).iter().any(|p| p.numeric))
        })
        .collect();
    // A row of nothing but figures has its name outside of the lines.
    let nameless = |s: &&&&Strip| {
        let mut parts = s.rows.iter().flat_map(|r| parts(page, run, r));
        parts.all(|p| p.numeric)
    };
    // Where rows have gaps of their own inside of the columns, these are not all of the table's.
    let cut = |s: &&&&Strip| is_cut_again(run, s);
    if figured.iter().filter(nameless).count() * 2 > figured.len()
        || figured.iter().filter(cut).count() * 2 > figured.len()
    {
        return false;
    }
    // Rows of figures are found by these, and with their heads: lines show better only where texts wrap between them,
    // and where they show all of the table.
    let wrapped = strips[1..]
        .iter()
        .filter(|s| is_wrapped(page, run, s))
        .count();
    figured.len() * 2 < strips.len()
        || wrapped * 5 >= strips.len() && has_head(page, run, &strips) && !goes_on(run, around)
}

/// Whether a figure of a strip stands behind the texts of its column with a gap of its own.
fn is_cut_again(run: &Run, strip: &Strip) -> bool {
    let column = |s: &Segment| run.rivers.column((s.bbox.x0 + s.bbox.x1) / 2.0);
    let texts = || {
        strip
            .rows
            .iter()
            .flat_map(|r| r.segments.iter().map(move |s| (s, r.size)))
    };
    let mut ends = vec![f32::MIN; run.rivers.gaps.len() + 1];
    for (text, _) in texts().filter(|(s, _)| !s.numeric) {
        let end = &mut ends[column(text)];
        *end = end.max(text.bbox.x1);
    }
    let behind = |(s, size): (&Segment, f32)| {
        let end = ends[column(s)];
        s.numeric && end > f32::MIN && s.bbox.x0 > end + size
    };
    texts().any(behind)
}

/// Whether a text of a strip has several lines.
fn is_wrapped(page: &Page, run: &Run, strip: &Strip) -> bool {
    let mut lines = vec![0; run.rivers.gaps.len() + 1];
    for part in strip.rows.iter().flat_map(|r| parts(page, run, r)) {
        lines[part.column] += 1;
    }
    lines.iter().any(|n| *n > 1)
}

/// Whether the first of some strips heads the columns in which the others have figures, and what they count has names.
fn has_head(page: &Page, run: &Run, strips: &[&Strip]) -> bool {
    let figures = |strip: &&Strip, column: usize| {
        let parts = strip.rows.iter().flat_map(|r| parts(page, run, r));
        parts.into_iter().any(|p| p.column == column && p.numeric)
    };
    let most = |column: usize| {
        let below = strips[1..].iter().filter(|s| figures(s, column)).count();
        below * 2 >= strips.len() - 1
    };
    let heads = |column: usize| {
        let mut words = strips[0].rows.iter().map(|row| -> Vec<u32> {
            row.words()
                .filter(|i| column_of(page, run, *i) == column)
                .collect()
        });
        let figure = |words: &Vec<u32>| {
            let text = rows::text(page, words);
            looks::is_numeric(&text) && !looks::is_period(&text) && numeric::counts(&text)
        };
        let filled = words.clone().any(|w| !w.is_empty());
        filled && !words.any(|w| figure(&w))
    };
    let counted: Vec<usize> = (0..=run.rivers.gaps.len()).filter(|c| most(*c)).collect();
    let headed = counted.iter().filter(|c| heads(**c)).count();
    let over_two = |(k, above): (usize, &Row)| {
        let mut below = strips[0].rows[k + 1..].iter();
        below.any(|below| is_over_two(above, below))
    };
    if strips[0].rows.iter().enumerate().any(over_two) {
        return false;
    }
    counted.is_empty() || counted.len() <= run.rivers.gaps.len() && headed * 2 > counted.len()
}

/// Whether a text stands over the middle of two of the texts below it, and over none by itself.
fn is_over_two(above: &Row, below: &Row) -> bool {
    let middle = |x0: f32, x1: f32| (x0 + x1) / 2.0;
    above.segments.iter().any(|s| {
        let near = |x: f32| (middle(s.bbox.x0, s.bbox.x1) - x).abs() < 3.0;
        let of_two = |p: &[Segment]| near(middle(p[0].bbox.x0, p[1].bbox.x1));
        let of_one = |t: &Segment| near(middle(t.bbox.x0, t.bbox.x1));
        below.segments.windows(2).any(of_two) && !below.segments.iter().any(of_one)
    })
}

/// Whether rows of figures that are not in the run stand next to it.
fn goes_on(run: &Run, [above, below]: [Option<&Strip>; 2]) -> bool {
    const NEAR: f32 = 2.5;
    let figures = |row: &Row| row.segments.len() > 1 && row.segments.iter().any(|s| s.numeric);
    let (first, last) = (run.strips.first(), run.strips.last());
    let over = above
        .and_then(|s| s.rows.last())
        .zip(first)
        .is_some_and(|(row, first)| {
            row.bbox.y0 - first.top < NEAR * row.size
                && row.bbox.y0 > first.top - 1.0
                && figures(row)
        });
    let under = below
        .and_then(|s| s.rows.first())
        .zip(last)
        .is_some_and(|(row, last)| {
            last.bottom - row.bbox.y1 < NEAR * row.size
                && row.bbox.y1 < last.bottom + 1.0
                && figures(row)
        });
    over || under
}

/// How often a new row of cells begins within a strip: below lines that end early in most of its columns, or where figures
/// stand below each other or below texts.
fn breaks(page: &Page, run: &Run, strip: &Strip, reach: &[(f32, f32)]) -> usize {
    let lines: Vec<Vec<Part>> = strip.rows.iter().map(|r| parts(page, run, r)).collect();
    let begins = |(pair, row): &(&[Vec<Part>], &Row)| {
        let blank = 0.3 * row.size;
        let longer = pair[0].len().max(pair[1].len());
        let (mut early, mut figures, mut headed, mut both) = (0, 0, 0, 0);
        for above in &pair[0] {
            let Some(below) = pair[1].iter().find(|b| b.column == above.column) else {
                continue;
            };
            both += 1;
            let room = reach[above.column].1 - above.x1;
            early += usize::from(blank + below.first < room);
            figures += usize::from(above.numeric && below.numeric);
            headed += usize::from(!above.numeric && below.numeric);
        }
        let most = both * 3 >= longer * 2;
        early == both && both >= 2 && most || figures >= 2 || figures == 1 && most || headed >= 2
    };
    let pairs = lines.windows(2).zip(&strip.rows);
    pairs.filter(begins).count()
}

/// Whether what looks like two columns are entries with their numbers: paragraphs of a list, pages of contents.
fn is_listed(page: &Page, run: &Run, strips: &[&Strip]) -> bool {
    let columns = run.rivers.gaps.len() + 1;
    let alone = |strip: &Strip, column: usize, is: &dyn Fn(&str) -> bool| {
        let mut words = strip.rows.iter().flat_map(Row::words);
        words.all(|i| column_of(page, run, i) != column || is(page.word(&page.words[i as usize])))
    };
    let most = |column: usize, is: &dyn Fn(&str) -> bool| {
        let n = strips.iter().filter(|s| alone(s, column, is)).count();
        n * 3 >= strips.len() * 2
    };
    let number = |text: &str| {
        text.len() <= 6
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || b"().".contains(&b))
    };
    let marker = |text: &str| text.chars().count() <= 3 || number(text);
    let page_number = |text: &str| text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    columns == 2 && most(0, &marker) || columns <= 3 && most(columns - 1, &page_number)
}

/// Which columns hold nothing but bullets of the texts behind them.
pub(super) fn bullets(page: &Page, run: &Run) -> Vec<bool> {
    let mut out = vec![true; run.rivers.gaps.len()];
    for i in run.strips.iter().flat_map(|s| &s.rows).flat_map(Row::words) {
        let (w, column) = (&page.words[i as usize], column_of(page, run, i));
        let bullet = |c: char| !c.is_alphanumeric() && !"£$€%".contains(c) || c == 'o';
        let text = page.word(w);
        if let Some(own) = out.get_mut(column) {
            *own &= text.chars().count() == 1 && text.chars().all(bullet);
        }
    }
    out
}
