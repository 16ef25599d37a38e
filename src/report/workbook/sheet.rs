//! One sheet: a frozen header with filters, columns of set widths, print set-up, and cells that hold what Excel can.

use super::format::Style;
use crate::document::Place;
use crate::report::sanitize::clean;
use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, Formula, Url, Worksheet, XlsxError,
};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Rows of a sheet in Excel.
pub(super) const ROWS: u32 = 1_048_576;
/// Characters (UTF-16 code units) of a cell in Excel.
const CELL: usize = 32_767;
/// Links of a sheet in Excel are at most 65,530.
const LINKS: u32 = 65_000;
/// Height of a line in points, and of the highest row of Excel.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;
/// A4, as Excel numbers paper.
const PAPER: u8 = 9;

/// A column: its name and its width in characters.
pub(super) type Column = (&'static str, f64);

/// The formats of a workbook, each made once.
#[derive(Default)]
pub(super) struct Styles {
    made: RefCell<BTreeMap<Style, Format>>,
}

impl Styles {
    pub(super) fn get(&self, style: &Style) -> Format {
        let mut made = self.made.borrow_mut();
        made.entry(style.clone())
            .or_insert_with(|| style.format())
            .clone()
    }
}

pub(super) fn header(right: bool) -> Format {
    let format = Format::new();
    let format = match right {
        true => format.set_align(FormatAlign::Right),
        false => format,
    };
    format
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0xDCE6F1))
        .set_border_bottom(FormatBorder::Thin)
}

/// A sheet that is being written, row by row.
pub(super) struct Sheet<'a> {
    pub(super) page: Worksheet,
    styles: &'a Styles,
    columns: u16,
    widths: Vec<f64>,
    /// The row that the next cells stand in, from 0.
    pub(super) row: u32,
    /// The most rows it may have.
    most: u32,
    links: u32,
    /// Lines of the row's longest cell.
    lines: u32,
    /// Rows that did not fit.
    lost: u64,
    filtered: bool,
}

impl<'a> Sheet<'a> {
    /// A sheet with a header row, filters and repeated headings on paper.
    pub(super) fn new(
        name: &str,
        columns: &[Column],
        styles: &'a Styles,
        most: u32,
    ) -> Result<Self, XlsxError> {
        let mut sheet = Sheet::plain(name, styles, most)?;
        sheet.columns = columns.len() as u16;
        sheet.filtered = true;
        for ((title, width), at) in columns.iter().zip(0u16..) {
            sheet.width(at, *width)?;
            sheet
                .page
                .write_string_with_format(0, at, *title, &header(false))?;
        }
        sheet.page.set_row_height(0, 2.0 * LINE)?;
        sheet.page.set_freeze_panes(1, 0)?;
        sheet.page.set_repeat_rows(0, 0)?;
        sheet.row = 1;
        Ok(sheet)
    }

    /// A sheet without a header row.
    pub(super) fn plain(name: &str, styles: &'a Styles, most: u32) -> Result<Self, XlsxError> {
        let mut page = Worksheet::new();
        page.set_name(name)?;
        page.set_landscape();
        page.set_paper_size(PAPER);
        page.set_print_fit_to_pages(1, 0);
        page.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        page.set_footer("&LCrossfoot&C&A&R&P of &N");
        Ok(Sheet {
            page,
            styles,
            columns: 0,
            widths: Vec::new(),
            row: 0,
            most: most.min(ROWS),
            links: 0,
            lines: 0,
            lost: 0,
            filtered: false,
        })
    }

    /// Sets the width of the next column, in characters.
    pub(super) fn width(&mut self, column: u16, width: f64) -> Result<(), XlsxError> {
        self.widths.push(width);
        self.page.set_column_width(column, width)?;
        Ok(())
    }

    /// Goes on to the next row. Excel makes rows as high as their broken lines when it opens a file, LibreOffice does
    /// not, so the height is written.
    pub(super) fn next(&mut self) -> Result<(), XlsxError> {
        let lines = std::mem::take(&mut self.lines);
        if lines > 1 {
            let height = (LINE * f64::from(lines)).min(HIGHEST);
            self.page.set_row_height(self.row, height)?;
        }
        self.row += 1;
        Ok(())
    }

    /// Whether so many more rows fit; one row is kept for saying what did not. Those that do not fit are counted.
    pub(super) fn fits(&mut self, rows: u32) -> bool {
        let fits = self.lost == 0 && self.row.saturating_add(rows) < self.most;
        if !fits {
            self.lost += u64::from(rows);
        }
        fits
    }

    /// A text of a document or of ours; it never becomes a formula, also when somebody edits the cell.
    pub(super) fn text(&mut self, column: u16, text: &str, style: &Style) -> Result<(), XlsxError> {
        if text.is_empty() {
            return Ok(());
        }
        let shown = short(&clean(text)).into_owned();
        if style.wrap
            && let Some(width) = self.widths.get(usize::from(column))
        {
            let lines = (shown.chars().count() as f64 / width).ceil();
            self.lines = self.lines.max(lines as u32);
        }
        let mut format = self.styles.get(style);
        if shown.starts_with(['=', '+', '-', '@', '\'']) {
            format = format.set_quote_prefix();
        }
        self.page
            .write_string_with_format(self.row, column, shown, &format)?;
        Ok(())
    }

    /// A number; one with more digits than Excel keeps stands as text.
    pub(super) fn number(
        &mut self,
        column: u16,
        value: rust_decimal::Decimal,
        style: &Style,
    ) -> Result<(), XlsxError> {
        match double(value) {
            Some(number) => {
                let format = self.styles.get(style);
                self.page
                    .write_number_with_format(self.row, column, number, &format)?;
                Ok(())
            }
            None => self.text(column, &value.to_string(), style),
        }
    }

    /// A whole number of ours: a page, a count.
    pub(super) fn count(
        &mut self,
        column: u16,
        value: u32,
        style: &Style,
    ) -> Result<(), XlsxError> {
        let format = self.styles.get(style);
        self.page
            .write_number_with_format(self.row, column, value, &format)?;
        Ok(())
    }

    /// The page or sheet of a place, and in the next column its line or row.
    pub(super) fn place(&mut self, column: u16, place: Place) -> Result<(), XlsxError> {
        for (number, at) in [(place.page, column), (place.line(), column + 1)] {
            if number > 0 {
                self.count(at, number, &Style::name())?;
            }
        }
        Ok(())
    }

    /// A formula of ours, with its result for readers that do not calculate.
    pub(super) fn formula(
        &mut self,
        column: u16,
        formula: &str,
        result: rust_decimal::Decimal,
        style: &Style,
    ) -> Result<(), XlsxError> {
        let result = double(result).map_or_else(|| result.to_string(), |n| n.to_string());
        let formula = Formula::new(formula).set_result(result);
        let format = self.styles.get(style);
        self.page
            .write_formula_with_format(self.row, column, formula, &format)?;
        Ok(())
    }

    /// A text that leads to a cell of this workbook.
    pub(super) fn link(
        &mut self,
        column: u16,
        target: &str,
        text: &str,
        style: &Style,
    ) -> Result<(), XlsxError> {
        if self.links >= LINKS {
            return self.text(column, text, style);
        }
        self.links += 1;
        let format = self.styles.get(&Style {
            link: true,
            ..style.clone()
        });
        let url = Url::new(format!("internal:{target}")).set_text(text);
        self.page
            .write_url_with_format(self.row, column, url, &format)?;
        Ok(())
    }

    /// What to say when rows did not fit.
    pub(super) fn left_out(&self) -> Option<String> {
        (self.lost > 0).then(|| {
            format!(
                "{}: {} rows did not fit into a sheet of {} rows; check fewer documents at a time",
                self.page.name(),
                self.lost,
                self.most
            )
        })
    }

    /// The finished sheet.
    pub(super) fn done(mut self) -> Result<Worksheet, XlsxError> {
        if let Some(words) = self.left_out() {
            let style = Style {
                bold: true,
                ..Style::default()
            };
            self.text(0, &words, &style)?;
            self.next()?;
        }
        if self.filtered && self.row > 1 {
            self.page
                .autofilter(0, 0, self.row - 1, self.columns.saturating_sub(1))?;
        }
        Ok(self.page)
    }
}

/// A number as Excel holds it: a double of 15 digits; none when it has more.
fn double(value: rust_decimal::Decimal) -> Option<f64> {
    let value = value.normalize();
    let whole = value.mantissa().unsigned_abs();
    // What comes of a division has as many digits as there are; there the first 15 are meant.
    if value.scale() == 0 && whole >= 1_000_000_000_000_000 {
        return None;
    }
    value.to_string().parse().ok()
}

/// A text that fits into a cell, with its full length where it was cut.
fn short(text: &str) -> Cow<'_, str> {
    if text.len() <= CELL || text.encode_utf16().count() <= CELL {
        return Cow::Borrowed(text);
    }
    let room = CELL - 60;
    let mut units = 0;
    let end = text
        .char_indices()
        .find(|(_, c)| {
            units += c.len_utf16();
            units > room
        })
        .map_or(text.len(), |(i, _)| i);
    let kept = text.get(..end).unwrap_or("");
    Cow::Owned(format!(
        "{kept} … (cut: {} characters in all)",
        text.chars().count()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_longer_than_a_cell_is_cut_and_says_so() {
        let long = "é𝄞".repeat(20_000);
        let cut = short(&long);
        assert!(cut.encode_utf16().count() <= CELL);
        assert!(
            cut.ends_with("(cut: 40000 characters in all)"),
            "{}",
            cut.len()
        );
        let fits = "x".repeat(CELL);
        assert_eq!(short(&fits), fits);
    }

    #[test]
    fn a_number_with_more_digits_than_excel_keeps_is_none() {
        assert_eq!(
            double("123456789012345".parse().expect("a number")),
            Some(123_456_789_012_345.0)
        );
        assert_eq!(double("4111111111111111".parse().expect("a number")), None);
        assert_eq!(double("0.10".parse().expect("a number")), Some(0.1));
    }
}
