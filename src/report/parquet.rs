//! Parquet, as much of it as flat tables need: whole numbers and text, each of which may be empty; one page a column and
//! row group, plain encoding, gzip. Written after the format's own description (parquet.thrift, Encodings.md).

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 64-bit whole numbers.
    Whole,
    /// UTF-8 text.
    Text,
}

/// One value of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Field<'a> {
    /// No value.
    Empty,
    /// A whole number.
    Whole(i64),
    /// A text.
    Text(&'a str),
}

/// Rows of a group: large enough to be compressed well, small enough to be held.
const GROUP: usize = 65_536;

struct Column {
    name: String,
    kind: Kind,
    /// Whether each row has a value.
    present: Vec<bool>,
    /// The values, plainly encoded.
    values: Vec<u8>,
}

struct Chunk {
    offset: i64,
    plain: i64,
    packed: i64,
}

/// Writes rows to a Parquet file.
pub struct Writer<W: Write> {
    out: W,
    at: i64,
    columns: Vec<Column>,
    rows: usize,
    groups: Vec<(Vec<Chunk>, usize)>,
}

impl<W: Write> Writer<W> {
    /// Begins a file with these columns.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(mut out: W, columns: &[(&str, Kind)]) -> io::Result<Self> {
        out.write_all(b"PAR1")?;
        Ok(Writer {
            out,
            at: 4,
            columns: columns
                .iter()
                .map(|(name, kind)| Column {
                    name: (*name).to_string(),
                    kind: *kind,
                    present: Vec::new(),
                    values: Vec::new(),
                })
                .collect(),
            rows: 0,
            groups: Vec::new(),
        })
    }

    /// Adds a row: a field for each column. One that does not fit its column's kind counts as empty.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn row(&mut self, fields: &[Field<'_>]) -> io::Result<()> {
        let fields = fields
            .iter()
            .copied()
            .chain(std::iter::repeat(Field::Empty));
        for (column, field) in self.columns.iter_mut().zip(fields) {
            let present = match (column.kind, field) {
                (Kind::Whole, Field::Whole(n)) => {
                    column.values.extend(n.to_le_bytes());
                    true
                }
                (Kind::Text, Field::Text(t)) => {
                    let length = u32::try_from(t.len()).map_err(io::Error::other)?;
                    column.values.extend(length.to_le_bytes());
                    column.values.extend(t.as_bytes());
                    true
                }
                _ => false,
            };
            column.present.push(present);
        }
        self.rows += 1;
        if self.rows >= GROUP {
            self.group()?;
        }
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as i64;
        self.out.write_all(bytes)
    }

    /// Writes the rows held as one group.
    fn group(&mut self) -> io::Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut chunks = Vec::with_capacity(self.columns.len());
        for i in 0..self.columns.len() {
            let column = &mut self.columns[i];
            let levels = levels(&std::mem::take(&mut column.present));
            let mut page = Vec::with_capacity(levels.len() + 4 + column.values.len());
            page.extend((levels.len() as u32).to_le_bytes());
            page.extend(levels);
            page.append(&mut column.values);
            let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
            packer.write_all(&page)?;
            let packed = packer.finish()?;
            let size = |n: usize| i32::try_from(n).map_err(io::Error::other);
            let mut header = Thrift::default();
            header.i32(1, 0); // a data page
            header.i32(2, size(page.len())?);
            header.i32(3, size(packed.len())?);
            header.open(5);
            header.i32(1, size(self.rows)?);
            header.i32(2, 0); // plain
            header.i32(3, 3); // levels in runs
            header.i32(4, 3);
            header.close();
            header.end();
            let offset = self.at;
            self.write(&header.bytes)?;
            self.write(&packed)?;
            chunks.push(Chunk {
                offset,
                plain: (header.bytes.len() + page.len()) as i64,
                packed: self.at - offset,
            });
        }
        self.groups.push((chunks, self.rows));
        self.rows = 0;
        Ok(())
    }

    /// Ends the file and gives back what it was written to.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.group()?;
        let mut t = Thrift::default();
        t.i32(1, 1);
        t.list(2, STRUCT, self.columns.len() + 1);
        t.begin();
        t.text(4, "schema");
        t.i32(5, self.columns.len() as i32);
        t.close();
        for c in &self.columns {
            t.begin();
            t.i32(1, physical(c.kind));
            t.i32(3, 1); // may be empty
            t.text(4, &c.name);
            if c.kind == Kind::Text {
                t.i32(6, 0); // UTF-8
            }
            t.close();
        }
        t.i64(3, self.groups.iter().map(|(_, rows)| *rows as i64).sum());
        t.list(4, STRUCT, self.groups.len());
        for (chunks, rows) in &self.groups {
            t.begin();
            t.list(1, STRUCT, chunks.len());
            for (chunk, column) in chunks.iter().zip(&self.columns) {
                t.begin();
                t.i64(2, chunk.offset);
                t.open(3);
                t.i32(1, physical(column.kind));
                t.list(2, I32, 2);
                t.bare(0); // plain
                t.bare(3); // levels in runs
                t.list(3, BINARY, 1);
                t.bare_text(&column.name);
                t.i32(4, 2); // gzip
                t.i64(5, *rows as i64);
                t.i64(6, chunk.plain);
                t.i64(7, chunk.packed);
                t.i64(9, chunk.offset);
                t.close();
                t.close();
            }
            t.i64(2, chunks.iter().map(|c| c.plain).sum());
            t.i64(3, *rows as i64);
            t.close();
        }
        t.text(6, concat!("crossfoot ", env!("CARGO_PKG_VERSION")));
        t.end();
        let footer = std::mem::take(&mut t.bytes);
        self.write(&footer)?;
        let length = u32::try_from(footer.len()).map_err(io::Error::other)?;
        self.write(&length.to_le_bytes())?;
        self.write(b"PAR1")?;
        self.out.flush()?;
        Ok(self.out)
    }
}

fn physical(kind: Kind) -> i32 {
    match kind {
        Kind::Whole => 2,
        Kind::Text => 6,
    }
}

/// Definition levels of width one, as runs.
fn levels(present: &[bool]) -> Vec<u8> {
    let mut out = Vec::new();
    for run in present.chunk_by(|a, b| a == b) {
        varint(&mut out, (run.len() as u64) << 1);
        out.push(u8::from(run.first() == Some(&true)));
    }
    out
}

fn varint(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push((n as u8 & 0x7f) | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn zigzag(n: i64) -> u64 {
    ((n << 1) ^ (n >> 63)) as u64
}

const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// Thrift's compact protocol, as much as the headers need.
#[derive(Default)]
struct Thrift {
    bytes: Vec<u8>,
    /// The last field of the struct that is open.
    last: i16,
    /// Those of the structs around it.
    outer: Vec<i16>,
}

impl Thrift {
    fn field(&mut self, id: i16, kind: u8) {
        // Fields are written in order and their numbers are small.
        self.bytes.push((((id - self.last) as u8) << 4) | kind);
        self.last = id;
    }
    fn i32(&mut self, id: i16, n: i32) {
        self.field(id, I32);
        varint(&mut self.bytes, zigzag(n.into()));
    }
    fn i64(&mut self, id: i16, n: i64) {
        self.field(id, I64);
        varint(&mut self.bytes, zigzag(n));
    }
    fn text(&mut self, id: i16, text: &str) {
        self.field(id, BINARY);
        self.bare_text(text);
    }
    fn bare(&mut self, n: i32) {
        varint(&mut self.bytes, zigzag(n.into()));
    }
    fn bare_text(&mut self, text: &str) {
        varint(&mut self.bytes, text.len() as u64);
        self.bytes.extend(text.as_bytes());
    }
    fn list(&mut self, id: i16, kind: u8, length: usize) {
        self.field(id, LIST);
        if length < 15 {
            self.bytes.push(((length as u8) << 4) | kind);
        } else {
            self.bytes.push(0xf0 | kind);
            varint(&mut self.bytes, length as u64);
        }
    }
    /// A struct as a field.
    fn open(&mut self, id: i16) {
        self.field(id, STRUCT);
        self.begin();
    }
    /// A struct as an element of a list.
    fn begin(&mut self) {
        self.outer.push(self.last);
        self.last = 0;
    }
    fn close(&mut self) {
        self.end();
        self.last = self.outer.pop().unwrap_or(0);
    }
    fn end(&mut self) {
        self.bytes.push(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_levels_and_signed_numbers_are_coded_as_described() {
        assert_eq!(levels(&[true, true, true, false]), [6, 1, 2, 0]);
        let mut out = Vec::new();
        varint(&mut out, 300);
        assert_eq!(out, [0xac, 0x02]);
        assert_eq!([0, -1, 1, -2].map(zigzag), [0, 1, 2, 3]);
    }

    #[test]
    fn a_file_begins_and_ends_as_one_and_its_footer_has_the_length_it_says() {
        let columns = [("n", Kind::Whole), ("t", Kind::Text)];
        let mut w = Writer::new(Vec::new(), &columns).expect("memory is written to");
        w.row(&[Field::Whole(7), Field::Text("quay")])
            .expect("a row");
        w.row(&[Field::Empty, Field::Text("pier")]).expect("a row");
        let bytes = w.finish().expect("the end");
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
        let at = bytes.len() - 8;
        let length = u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
        let footer = &bytes[at - length..at];
        assert!(footer.windows(6).any(|w| w == b"schema"));
        assert_eq!(footer.last(), Some(&0), "the outermost struct is closed");
    }
}
