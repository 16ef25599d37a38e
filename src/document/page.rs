//! What all formats share, and the pages of a paged one: places, boxes, words, strokes, structure.

use super::Format;

/// A rectangle in PDF points, origin at the bottom left of the page as shown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left.
    pub x0: f32,
    /// Bottom.
    pub y0: f32,
    /// Right.
    pub x1: f32,
    /// Top.
    pub y1: f32,
}

impl Rect {
    /// The smallest rectangle around both.
    #[must_use]
    pub fn union(self, other: Rect) -> Rect {
        Rect {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
    /// Width in points.
    pub fn width(self) -> f32 {
        self.x1 - self.x0
    }
    /// Height in points.
    pub fn height(self) -> f32 {
        self.y1 - self.y0
    }
}

/// Where in its document something was read: a page, and mostly a box on it, for paged formats, a line for text. Both
/// count from 1; a page of 0 means the format has none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Place {
    /// Page, from 1; 0 where there are no pages.
    pub page: u32,
    spot: Spot,
}

/// A line of a file, from 1, 0 where it is not known; or a box on a page. Nothing has both, and a long report has very
/// many places.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Spot {
    Line(u32),
    Box(Rect),
}

impl Default for Spot {
    fn default() -> Spot {
        Spot::Line(0)
    }
}

impl Place {
    /// A line of a file, or of a page of it: of a workbook's sheet.
    pub fn at_line(page: u32, line: u32) -> Place {
        let spot = Spot::Line(line);
        Place { page, spot }
    }

    /// A page, and the box on it where there is one.
    pub fn on_page(page: u32, bbox: Option<Rect>) -> Place {
        let spot = bbox.map_or_else(Spot::default, Spot::Box);
        Place { page, spot }
    }

    /// Line of the file, from 1; 0 where there are no lines.
    pub fn line(self) -> u32 {
        match self.spot {
            Spot::Line(line) => line,
            Spot::Box(_) => 0,
        }
    }

    /// Box on the page, for paged formats.
    pub fn bbox(self) -> Option<Rect> {
        match self.spot {
            Spot::Line(_) => None,
            Spot::Box(bbox) => Some(bbox),
        }
    }

    /// The words for it: "page 3", "line 12", "paragraph 12", "sheet 2, row 14"; none where nothing is known.
    pub fn words(self, format: Option<Format>) -> String {
        let line = match format {
            Some(Format::Docx) => "paragraph",
            Some(Format::Xlsx) => "row",
            _ => "line",
        };
        match (self.page, self.line()) {
            (0, 0) => String::new(),
            (0, n) => format!("{line} {n}"),
            (sheet, row) if format == Some(Format::Xlsx) => format!("sheet {sheet}, row {row}"),
            (page, _) => format!("page {page}"),
        }
    }
}

/// One word of a paged format. Its text is a range of [`Page::text`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Word {
    /// First byte in the page's text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Box: from the baseline's descent to its ascent.
    pub bbox: Rect,
    /// Y of the baseline in page coordinates (for text turned by 90 degrees, X).
    pub baseline: f32,
    /// Size of the font in points, after all transformations.
    pub size: f32,
    /// Bold, italic, rotated, and so on.
    pub style: Style,
    /// Marked-content identifier of the structure tree, -1 for none.
    pub mcid: i32,
    /// A space was printed (or left) between this word and the one before it on the line.
    pub space_before: bool,
}

/// How a word is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Bold, by the font's name, flags or weight.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Set higher and smaller than its neighbours: a footnote mark.
    pub superscript: bool,
    /// Painted so that it cannot be seen: rendering mode 3, white on nothing darker, or outside of the page or the
    /// clip. Over a picture it is an OCR layer, otherwise hidden text.
    pub invisible: bool,
    /// Inside an Artifact: running heads and page numbers by the producer's own word.
    pub artifact: bool,
    /// Quarter turns anticlockwise of the writing direction: 0 to 3.
    pub turns: u8,
}

/// How a stroke came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Painted {
    /// A painted line, or an area so thin that it is one.
    Line,
    /// An edge of a filled area (cell shading).
    Shading,
    /// An edge of an area filled with white where nothing else is: no reader sees it.
    Unseen,
}

/// A straight line or edge painted on a page: table rules, box edges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its box; one side is (nearly) zero.
    pub bbox: Rect,
    /// Horizontal, otherwise vertical.
    pub horizontal: bool,
    /// How it came to be.
    pub painted: Painted,
}

impl Stroke {
    /// Whether it is an edge of a filled area rather than a line.
    pub fn is_edge(&self) -> bool {
        self.painted != Painted::Line
    }
}

/// Why a page gives little or no text to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Textless {
    /// A picture fills it and there is no text.
    Picture,
    /// A picture fills it, and text stands at its upper or lower edge alone: a stamp on a scan.
    PictureWithEdge,
    /// Its letters may be drawn as shapes.
    Shapes,
}

impl Textless {
    /// What the page is, to be read after its number.
    pub fn words(self) -> &'static str {
        match self {
            Textless::Picture => "a page that is a picture, without a text layer",
            Textless::PictureWithEdge => {
                "a page that is a picture, without a text layer but for its upper or lower edge"
            }
            Textless::Shapes => "a page without a text layer, whose letters may be drawn as shapes",
        }
    }
}

/// One page of a paged format, as shown (rotation and crop box applied).
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// From 1.
    pub number: u32,
    /// Points.
    pub width: f32,
    /// Points.
    pub height: f32,
    /// The text that words are ranges of, in the order painted.
    pub text: String,
    /// Words in the order painted.
    pub words: Vec<Word>,
    /// Rules and edges.
    pub strokes: Vec<Stroke>,
    /// Boxes of pictures.
    pub pictures: Vec<Rect>,
    /// Structure tree of this page, where the file is tagged.
    pub structure: Vec<StructureNode>,
    /// What could not be read on this page, each with its reason.
    pub troubles: Vec<String>,
    /// What is worth knowing of how it was read, and is no trouble.
    pub remarks: Vec<String>,
    /// Why there is nothing to read on it; that is one of its troubles too.
    pub textless: Option<Textless>,
    /// Quarter turns anticlockwise that its text ran in before the page was turned to read it: 0 to 3.
    pub turned: u8,
}

impl Page {
    /// The text of a word.
    pub fn word(&self, word: &Word) -> &str {
        self.text
            .get(word.start as usize..word.end as usize)
            .unwrap_or("")
    }
}

/// A node of a page's part of the structure tree.
#[derive(Debug, Clone, PartialEq)]
pub struct StructureNode {
    /// Standard role after the role map: Table, TR, TH, TD, P, H1, L, LI, Artifact ...
    pub role: StructureRole,
    /// Index of the parent in [`Page::structure`]; its own index for a root.
    pub parent: u32,
    /// Marked-content identifiers directly below it, in reading order.
    pub mcids: Vec<i32>,
    /// Rows spanned, for cells.
    pub row_span: u16,
    /// Columns spanned, for cells.
    pub column_span: u16,
    /// Identity of the element in the whole file, so that a table over two pages is recognised.
    pub element: u32,
}

/// The standard structure types that reading uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StructureRole {
    /// A table.
    Table,
    /// A table row.
    Row,
    /// A header cell.
    HeaderCell,
    /// A data cell.
    DataCell,
    /// A heading of a level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// A list item.
    ListItem,
    /// A figure, drawing or chart.
    Picture,
    /// A caption.
    Caption,
    /// A note.
    Note,
    /// A table of contents.
    Contents,
    /// Anything else.
    Other,
}
