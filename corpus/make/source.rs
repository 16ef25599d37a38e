//! Text and Markdown sources to the parts of a document.

/// One part, in order.
pub enum Part {
    /// A heading of a level, 1 the highest.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// A list item without its marker.
    Bullet(String),
    /// A line of a table of contents: its columns.
    Contents(Vec<String>),
    /// A table: rows of cells, and how many rows head it.
    Table(Vec<Vec<String>>, usize),
    /// The end of a page, with the report's own page number and the pack's stamp.
    PageEnd(Option<String>, Option<String>),
}

/// Reads a source; Markdown by its marks, plain text by its shape.
pub fn read(text: &str, markdown: bool) -> Vec<Part> {
    let lines: Vec<&str> = text.lines().collect();
    let mut parts = Vec::new();
    let mut contents = false;
    let mut i = 0;
    while i < lines.len() {
        let line = lines[i];
        i += 1;
        if line.is_empty() {
            continue;
        }
        if cells(line).is_some() {
            let mut rows = Vec::new();
            i -= 1;
            // A single blank line inside a table is a trace of extraction, not the table's end.
            while i < lines.len() {
                if let Some(row) = cells(lines[i]) {
                    rows.extend(row);
                } else if !lines[i].is_empty() || lines.get(i + 1).and_then(|l| cells(l)).is_none()
                {
                    break;
                }
                i += 1;
            }
            if contents {
                parts.extend(rows.into_iter().map(Part::Contents));
                contents = false;
            } else {
                let heads = rows.iter().take_while(|r| is_head(r)).count();
                parts.push(Part::Table(rows, heads));
            }
        } else if is_own_number(line) || is_stamp(line) {
            let own = is_own_number(line).then(|| line.to_string());
            let mut stamp = is_stamp(line).then(|| line.to_string());
            while own.is_some() && stamp.is_none() && i < lines.len() && lines[i].is_empty() {
                i += 1;
            }
            if own.is_some() && lines.get(i).is_some_and(|l| is_stamp(l)) {
                stamp = Some(lines[i].to_string());
                i += 1;
            }
            parts.push(Part::PageEnd(own, stamp));
        } else if let Some(rest) = line.strip_prefix("- ") {
            parts.push(Part::Bullet(rest.to_string()));
        } else if let Some((marks, rest)) = line.split_once("# ")
            && marks.chars().all(|c| c == '#')
        {
            parts.push(Part::Heading(marks.len() as u8 + 1, rest.to_string()));
        } else if line.starts_with("Table ") && line.len() < 60 {
            parts.push(Part::Heading(3, line.to_string()));
        } else if !markdown && is_heading(&lines, i - 1) {
            contents = line == "Contents";
            let level = if i < 4 { 1 } else { 2 };
            parts.push(Part::Heading(level, line.to_string()));
        } else {
            // Markdown wraps its paragraphs, so that lines belong together until a blank one.
            let mut text = line.to_string();
            while i < lines.len() && is_prose(lines[i]) && line.len() > 60 {
                text = format!("{text} {}", lines[i]);
                i += 1;
            }
            parts.push(Part::Paragraph(text));
        }
    }
    parts
}

fn is_prose(line: &str) -> bool {
    !line.is_empty() && !line.starts_with(['#', '-', '|']) && !line.contains('\t')
}

fn is_own_number(line: &str) -> bool {
    line.len() <= 3 && line.bytes().all(|b| b.is_ascii_digit())
}

fn is_stamp(line: &str) -> bool {
    line.strip_prefix("Page ").is_some_and(is_own_number)
}

/// A short line by itself that does not end like a sentence.
fn is_heading(lines: &[&str], i: usize) -> bool {
    let alone = |n: Option<&&str>| n.is_none_or(|l| l.is_empty());
    let next = lines.get(i + 1);
    lines[i].len() < 80
        && !lines[i].ends_with(['.', ':', ';'])
        && !lines[i].contains(" (Page")
        && (i == 0 || alone(lines.get(i - 1)))
        && (alone(next) || next.is_some_and(|l| l.contains('\t')))
}

/// The cells of a table row: nothing for other lines, an empty list of rows for Markdown's rule under the header.
fn cells(line: &str) -> Option<Vec<Vec<String>>> {
    if let Some(row) = line.strip_prefix('|').and_then(|l| l.strip_suffix('|')) {
        if row.chars().all(|c| "-:|".contains(c)) {
            return Some(Vec::new());
        }
        let cells = row
            .split('|')
            .map(|c| c.trim().trim_matches('*').to_string());
        return Some(vec![cells.collect()]);
    }
    line.contains('\t')
        .then(|| vec![line.split('\t').map(str::to_string).collect()])
}

/// A row that heads the table: nothing but words, years and units beside its label.
fn is_head(row: &[String]) -> bool {
    row.iter().skip(1).all(|c| {
        !c.starts_with(|c: char| c.is_ascii_digit() || "+-(<£".contains(c))
            || c.contains("/2")
            || c.starts_with("£0")
    })
}

/// The cells of a table's rows with the columns that each covers: in the header an empty cell belongs to the one on its
/// left, as a year over Budget and Actual.
pub fn spans(rows: &[Vec<String>], heads: usize) -> Vec<Vec<(&str, usize)>> {
    let mut out = Vec::with_capacity(rows.len());
    for (r, row) in rows.iter().enumerate() {
        let mut cells: Vec<(&str, usize)> = Vec::new();
        for (c, text) in row.iter().enumerate() {
            match cells.last_mut() {
                Some(last) if r + 1 < heads && c > 1 && text.is_empty() => last.1 += 1,
                _ => cells.push((text, 1)),
            }
        }
        out.push(cells);
    }
    out
}

/// Whether a cell holds a figure, and so stands at the right of its column.
pub fn is_figure(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_digit() || "+-(<£".contains(c)) && cell.len() < 12
}
