use super::*;
use crate::document::office::made::archive;

fn workbook(sheet: &str, styles: &str, texts: &str) -> Read<Vec<Sheet>> {
    let parts = [
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="Budget" r:id="r1"/><sheet name="Old" state="hidden" r:id="r2"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="worksheets/sheet2.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/styles.xml", styles),
        ("xl/sharedStrings.xml", texts),
    ];
    let package = Package::open("a.xlsx", archive(&parts)).expect("an archive");
    read(&package).expect("a workbook")
}

#[test]
fn cells_show_their_values_under_their_formats() {
    let book = workbook(
        r#"<worksheet><sheetData>
            <row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" s="1"><v>1234.4999999999998</v></c><c r="D2" s="2"><v>0.153</v></c></row>
            <row r="4"><c r="B4" t="inlineStr"><is><t>Total</t></is></c><c r="C4" s="1"><f>SUM(C2)</f><v>1.2345E3</v></c><c r="D4" t="e"><v>#REF!</v></c></row>
            </sheetData><mergeCells><mergeCell ref="B2:B4"/></mergeCells></worksheet>"#,
        r##"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="3"/><xf numFmtId="164"/></cellXfs></styleSheet>"##,
        r#"<sst><si><r><t>Par</t></r><r><t>ks</t></r><rPh><t>x</t></rPh></si></sst>"#,
    );
    assert_eq!(book.content.len(), 1);
    let rows: Vec<(u32, Vec<&str>)> = book.content[0]
        .rows
        .iter()
        .map(|(n, cells)| (*n, cells.iter().map(|c| c.text.as_str()).collect()))
        .collect();
    assert_eq!(
        rows,
        [
            (2, vec!["", "Parks", "1,235", "15.3%"]),
            (4, vec!["", "Total", "1,235", "#REF!"])
        ]
    );
    assert_eq!(book.content[0].rows[0].1[1].row_span, 2);
    assert_eq!(book.notes, ["sheet \"Old\" is hidden and was not read"]);
}

#[test]
fn a_formula_without_its_result_is_said_to_be_unread() {
    let book = workbook(
        r#"<worksheet><sheetData><row r="1"><c r="A1"><v>5</v></c><c r="B1"><f>A1*2</f></c></row></sheetData></worksheet>"#,
        "<styleSheet/>",
        "<sst/>",
    );
    assert!(
        book.unread[0].contains("1 formula without a stored result, the first in B1"),
        "{:?}",
        book.unread
    );
}

#[test]
fn a_cell_far_away_does_not_fill_memory() {
    let rows: String = (1..2_000)
        .map(|r| format!(r#"<row r="{r}"><c r="XFD{r}"><v>1</v></c></row>"#))
        .collect();
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let book = workbook(&sheet, "<styleSheet/>", "<sst/>");
    assert!(
        book.unread[0].contains("over 4000000 cells"),
        "{:?}",
        book.unread
    );
}
