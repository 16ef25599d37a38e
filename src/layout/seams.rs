//! Columns with little room between them: figures that end where other figures end, right before words that begin where
//! others begin, are two columns though the gap between them is hardly wider than a blank.

use super::abreast;
use super::numeric::is_numeric;
use super::rows::Row;
use crate::document::{Page, Word};

/// The narrowest gap between two columns, in sizes; blanks between words are narrower.
const NARROWEST: f32 = 0.4;
/// Rows that must show a seam.
const LEAST_ROWS: usize = 3;
/// How far edges that align may lie apart, in points.
const SLACK: f32 = 1.0;
/// More places that may be seams than this are no table.
const MOST: usize = 2_000;

/// Between two words of one row: a figure and words, or words and a figure.
struct Seam {
    row: usize,
    /// Where the figure ends.
    ends: f32,
    /// Where the words behind it begin.
    begins: Option<f32>,
    /// The segment, and how many of its words stand before the gap; none where a segment ends anyway.
    inside: Option<(usize, usize)>,
}

/// Cuts segments where rows agree that two columns meet inside them.
pub fn cut(page: &Page, rows: Vec<Row>) -> Vec<Row> {
    let rows = abreast::cut(page, rows);
    if !rows.iter().any(|row| tight(page, row).next().is_some()) {
        return rows;
    }
    let mut seams: Vec<Seam> = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        gather(page, r, row, &mut seams);
    }
    if seams.len() > MOST {
        return rows;
    }
    let agreed: Vec<(usize, usize, usize)> = seams
        .iter()
        .filter_map(|s| s.inside.map(|(k, n)| (s, k, n)))
        .filter(|(s, ..)| is_agreed(page, &rows, &seams, s))
        .map(|(s, k, n)| (s.row, k, n))
        .collect();
    abreast::apart(page, rows, agreed)
}

/// Neighbours inside the segments of a row, one of them a figure, with more than a blank between them: the segment, how
/// many of its words stand before the gap, and the two.
fn tight<'p>(page: &'p Page, row: &'p Row) -> impl Iterator<Item = (usize, usize, [&'p Word; 2])> {
    let word = |i: &u32| page.words.get(*i as usize);
    row.segments.iter().enumerate().flat_map(move |(k, s)| {
        s.words.windows(2).enumerate().filter_map(move |(n, pair)| {
            let (a, b) = (word(&pair[0])?, word(&pair[1])?);
            let wide = b.bbox.x0 - a.bbox.x1 > NARROWEST * a.size.max(b.size);
            let one = || is_numeric(page.word(a)) != is_numeric(page.word(b));
            (wide && one()).then_some((k, n + 1, [a, b]))
        })
    })
}

/// The gaps of a row in which two columns may meet, and those in which two do.
fn gather(page: &Page, r: usize, row: &Row, seams: &mut Vec<Seam>) {
    for (k, n, [a, b]) in tight(page, row) {
        let figure_first = is_numeric(page.word(a));
        let last = row.segments[k].words.len() == n + 1;
        if figure_first && (k, n) != (0, 1) && !is_marker(page.word(a)) {
            seams.push(Seam {
                row: r,
                ends: a.bbox.x1,
                begins: Some(b.bbox.x0),
                inside: Some((k, n)),
            });
        } else if !figure_first && last {
            seams.push(Seam {
                row: r,
                ends: b.bbox.x1,
                begins: None,
                inside: Some((k, n)),
            });
        }
    }
    for (k, s) in row.segments.iter().enumerate().filter(|(_, s)| s.numeric) {
        let words = row.segments.get(k + 1).filter(|next| !next.numeric);
        seams.push(Seam {
            row: r,
            ends: s.bbox.x1,
            begins: words.map(|next| next.bbox.x0),
            inside: None,
        });
    }
}

/// Whether a number may stand before an entry of a list: `4)`, `[26]`, `2.1:`, `(3)`.
fn is_marker(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    match text.as_bytes() {
        [b'(', .., b')'] => digits < 2,
        [b'[', ..] | [.., b')' | b']' | b'.' | b':'] => digits > 0,
        _ => false,
    }
}

/// Whether enough rows have the same seam, and none between them has words across it.
fn is_agreed(page: &Page, rows: &[Row], seams: &[Seam], seam: &Seam) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() <= SLACK;
    let same = |s: &&Seam| match (seam.begins, s.begins) {
        (Some(a), Some(b)) => near(seam.ends, s.ends) && near(a, b),
        // Words before a figure: the figures of other rows stand by themselves.
        (None, _) => near(seam.ends, s.ends) && (s.inside.is_none() || s.row == seam.row),
        (Some(_), None) => false,
    };
    let mut with: Vec<usize> = seams.iter().filter(same).map(|s| s.row).collect();
    with.dedup();
    let (Some(first), Some(last)) = (with.first(), with.last()) else {
        return false;
    };
    let crossed = |begins: f32| {
        let across = |w: &Word| w.bbox.x0 < begins - SLACK && w.bbox.x1 > seam.ends + SLACK;
        let words = rows[*first..=*last].iter().flat_map(Row::words);
        words.filter_map(|i| page.words.get(i as usize)).any(across)
    };
    with.len() >= LEAST_ROWS && !seam.begins.is_some_and(crossed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::rows::{Segment, rows};
    use crate::layout::sketch::Sketch;

    /// The segments of each row, joined by `|`.
    fn cut_rows(s: &Sketch) -> Vec<String> {
        let page = &s.0;
        let words: Vec<u32> = (0..page.words.len() as u32).collect();
        let text = |s: &Segment| {
            let words = s.words.iter().map(|w| page.word(&page.words[*w as usize]));
            words.collect::<Vec<_>>().join(" ")
        };
        cut(page, rows(page, &words, &[]))
            .iter()
            .map(|r| r.segments.iter().map(text).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn words_that_begin_right_behind_a_column_of_figures_are_a_column() {
        let mut s = Sketch::new(1);
        for (y, name, figure, words) in [
            (700.0, "Ferries", "4,120", "Storms in May"),
            (686.0, "Berths", "(512)", "Let early"),
            (672.0, "Lamps", "96", "Oil was dear"),
        ] {
            s.text(100.0, y, name).right(300.0, y, figure);
            s.text(306.0, y, words);
        }
        assert_eq!(
            cut_rows(&s),
            [
                "Ferries|4,120|Storms in May",
                "Berths|(512)|Let early",
                "Lamps|96|Oil was dear"
            ]
        );
        // A text that crosses the gap shows that it is none.
        s.text(250.0, 693.0, "and so it went on");
        assert_eq!(cut_rows(&s)[0], "Ferries|4,120 Storms in May");
    }

    #[test]
    fn a_figure_right_behind_a_long_name_stands_where_the_others_do() {
        let mut s = Sketch::new(1);
        for (y, figure) in [(700.0, "4,120"), (686.0, "512"), (672.0, "96")] {
            s.text(100.0, y, "Lamps").right(300.0, y, figure);
        }
        s.text(100.0, 658.0, "Ropes and chains of the upper locks");
        s.right(300.0, 658.0, "12,014");
        assert_eq!(
            cut_rows(&s)[3],
            "Ropes and chains of the upper locks|12,014"
        );
    }

    #[test]
    fn numbers_of_a_list_are_no_figures_before_words() {
        let mut s = Sketch::new(1);
        for (y, number) in [(700.0, "[21]"), (686.0, "[22]"), (672.0, "[23]")] {
            s.text(100.0, y, "Books").text(200.0, y, number);
            s.text(226.0, y, "On the sea");
        }
        assert_eq!(cut_rows(&s)[0], "Books|[21] On the sea");
    }
}
