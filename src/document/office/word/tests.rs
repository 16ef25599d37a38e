use super::*;
use crate::document::flow::{Content, FlowTable};
use crate::document::office::made::archive;

const NAMES: &str = r#"xmlns:w="w""#;

fn document(body: &str, parts: &[(&str, &str)]) -> Read<Vec<Element>> {
    let xml = format!("<w:document {NAMES}><w:body>{body}</w:body></w:document>");
    let mut all = vec![("word/document.xml", xml.as_str())];
    all.extend_from_slice(parts);
    let package = Package::open("a.docx", archive(&all)).expect("an archive");
    read(&package).expect("a document")
}

fn told(word: &Read<Vec<Element>>) -> Vec<String> {
    let tell = |e: &Element| match &e.content {
        Content::Text(t) => format!("{} {:?} {}", e.place.line(), t.role, t.text),
        Content::Table(t) => format!("{} table of {}", e.place.line(), t.rows.len()),
    };
    word.content.iter().map(tell).collect()
}

fn table(body: &str) -> FlowTable {
    let word = document(body, &[]);
    match &word.content[0].content {
        Content::Table(t) => t.clone(),
        Content::Text(t) => panic!("no table but {t:?}"),
    }
}

#[test]
fn paragraphs_take_their_roles_from_styles_and_their_numbers_from_lists() {
    let styles = r#"<w:styles xmlns:w="w">
        <w:style w:styleId="Ueb1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
        <w:style w:styleId="Own"><w:name w:val="Board heading"/><w:basedOn w:val="Ueb1"/></w:style>
        <w:style w:styleId="Verz"><w:name w:val="toc 1"/></w:style></w:styles>"#;
    let numbering = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
        </w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
    let body = r#"
        <w:p><w:pPr><w:pStyle w:val="Verz"/></w:pPr><w:r><w:t>Costs</w:t><w:tab/><w:t>3</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:t>Costs</w:t></w:r></w:p>
        <w:p/>
        <w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr>
            <w:r><w:t xml:space="preserve">Rent rose </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>to £5m.</w:t></w:r></w:p>
        <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>In short</w:t></w:r></w:p>"#;
    let word = document(
        body,
        &[
            ("word/styles.xml", styles),
            ("word/numbering.xml", numbering),
        ],
    );
    assert_eq!(
        told(&word),
        [
            "1 Contents Costs .... 3",
            "2 Heading(1) 1. Costs",
            "3 ListItem 1.1 Rent rose to £5m.",
            "4 Paragraph In short"
        ]
    );
    let bold = |e: &Element| matches!(&e.content, Content::Text(t) if t.bold);
    assert!(bold(&word.content[3]) && !bold(&word.content[2]));
}

#[test]
fn changes_are_read_as_accepted_and_hidden_text_is_kept_apart() {
    let word = document(
        r#"<w:p><w:r><w:t>Cost </w:t></w:r><w:del><w:r><w:delText>£4m</w:delText></w:r></w:del><w:ins><w:r><w:t>£5m</w:t></w:r></w:ins>
            <w:r><w:rPr><w:vanish/></w:rPr><w:t>draft only</w:t></w:r></w:p>"#,
        &[],
    );
    assert_eq!(told(&word), ["0 Hidden draft only", "1 Paragraph Cost £5m"]);
    assert!(word.notes[0].contains("tracked changes"));
}

#[test]
fn a_raised_mark_is_no_digit_of_the_figure_before_it() {
    let word = document(
        r#"<w:p><w:r><w:t>48</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>14</w:t></w:r></w:p>"#,
        &[],
    );
    assert_eq!(told(&word), ["1 Paragraph 48¹⁴"]);
}

#[test]
fn merged_cells_are_one_cell_with_its_spans() {
    let t = table(
        r#"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>Park</w:t></w:r></w:p></w:tc>
            <w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>2024/25</w:t></w:r></w:p></w:tc></w:tr>
            <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>Budget</w:t></w:r></w:p></w:tc>
            <w:tc><w:p><w:r><w:t>Actual</w:t></w:r></w:p><w:p><w:r><w:t>£000</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#,
    );
    assert_eq!(t.rows[0].len(), 2);
    assert_eq!((t.rows[0][0].row_span, t.rows[0][1].column_span), (2, 2));
    let texts: Vec<&str> = t.rows[1].iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["Budget", "Actual\n£000"]);
}

#[test]
fn a_frame_is_no_table_and_a_table_inside_it_is_one() {
    let word = document(
        r#"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Key facts</w:t></w:r></w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Homes</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            <w:p><w:r><w:t>End.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#,
        &[],
    );
    let told = told(&word);
    assert!(told.contains(&"2 table of 1".to_string()), "{told:?}");
    assert!(
        told.iter().any(|t| t.ends_with("Paragraph Key facts")),
        "{told:?}"
    );
}

#[test]
fn footnotes_follow_the_body() {
    let notes = r#"<w:footnotes xmlns:w="w"><w:footnote w:id="1"><w:p><w:r><w:t>Before reserves.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let word = document(
        "<w:p><w:r><w:t>Cost £5m</w:t></w:r></w:p>",
        &[("word/footnotes.xml", notes)],
    );
    assert_eq!(
        told(&word),
        ["1 Paragraph Cost £5m", "2 Note Before reserves."]
    );
}

#[test]
fn a_file_without_its_body_is_refused() {
    let package = Package::open("a.docx", archive(&[("word/other.xml", "<a/>")])).expect("opened");
    let e = read(&package).expect_err("refused").to_string();
    assert!(e.contains("word/document.xml is missing"), "{e}");
}
