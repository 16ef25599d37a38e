//! The tables of a document to a workbook, a sheet for each: figures as numbers under a number format.

use super::source::{Part, spans};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// The bytes of a workbook; the same parts give the same bytes.
pub fn write(parts: &[Part]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The library would take the day it is written on.
    let created = ExcelDateTime::from_ymd(2025, 6, 2)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let mut title = "";
    for part in parts {
        match part {
            Part::Heading(_, text) => title = text,
            Part::Table(rows, heads) => {
                let sheet = book.add_worksheet();
                sheet.set_name(title.chars().take(30).collect::<String>())?;
                sheet.write(0, 0, title)?;
                for (r, cells) in spans(rows, *heads).into_iter().enumerate() {
                    let row = r as u32 + 2;
                    let mut column = 0;
                    for (text, columns) in cells {
                        let to = column + columns as u16 - 1;
                        match number(text) {
                            _ if columns > 1 => {
                                sheet.merge_range(row, column, row, to, text, &Format::new())?;
                            }
                            Some((value, format)) if r >= *heads => {
                                let format = Format::new().set_num_format(format);
                                sheet.write_number_with_format(row, column, value, &format)?;
                            }
                            _ if text.is_empty() => {}
                            _ => {
                                sheet.write_string(row, column, text)?;
                            }
                        }
                        column = to + 1;
                    }
                }
            }
            _ => {}
        }
    }
    book.save_to_buffer()
}

/// The number that a cell shows, a little more exact than it shows it, and its format.
fn number(text: &str) -> Option<(f64, &'static str)> {
    let digits = text.replace(',', "");
    let (digits, sign) = match digits.strip_prefix('(').and_then(|d| d.strip_suffix(')')) {
        Some(d) => (d.to_string(), -1.0),
        None => (digits, 1.0),
    };
    let value: f64 = digits.parse().ok()?;
    Some((sign * (value + 0.125), "#,##0;(#,##0)"))
}
