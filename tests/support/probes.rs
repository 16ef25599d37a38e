//! What the fuzz targets run, and what they start from. The targets in `fuzz/` and an ordinary test share it, so that
//! every change is tried on the inputs that once mattered.
#![allow(dead_code, reason = "each target uses its own part")]

use super::pdf;
use crossfoot::document::{self, Body, Place};
use crossfoot::figure::{Span, number, period};
use crossfoot::language::Settings;
use crossfoot::pipeline;
use crossfoot::table::Cell;

/// Content of a page as a file's writer has it: lexer, graphics state, text, marks, pictures in the content.
pub fn content(bytes: &[u8]) {
    let mut w = pdf::base("", "/StructParents 0", "/XObject<</X 6 0 R>>");
    w.stream("/Type/XObject/Subtype/Form/BBox[0 0 600 800]", bytes);
    w.set(4, stream(bytes));
    pages(w.file("/Root 1 0 R"));
}

/// A CMap, as the encoding of a font and as what its codes stand for.
pub fn cmap(bytes: &[u8]) {
    let mut w = pdf::base(
        "BT /F1 9 Tf 50 700 Td <0003000400410042> Tj (any code) Tj <ff00ffffff01> Tj ET",
        "",
        "",
    );
    w.set(
        5,
        "<</Type/Font/Subtype/Type0/BaseFont/Any/Encoding 7 0 R/ToUnicode 7 0 R/DescendantFonts[6 0 R]>>",
    );
    w.add("<</Type/Font/Subtype/CIDFontType2/DW 500>>");
    w.add(stream(bytes));
    pages(w.file("/Root 1 0 R"));
}

/// The figure grammar: cells, prose, periods and dates.
pub fn figure(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let text = text.as_ref();
    let reading = crossfoot::figure::number::read_cell(text);
    for figure in reading.figures() {
        within(text, figure.span);
        // Arithmetic on any figure that can be printed stays inside the range of decimals.
        let interval = figure.interval();
        assert!(interval.contains(interval.middle()), "{text:?}");
    }
    let number::Numbers {
        figures, periods, ..
    } = number::read_prose(text);
    let mut end = 0;
    for figure in &figures {
        within(text, figure.span);
        assert!(figure.span.start >= end, "figures overlap in {text:?}");
        end = figure.span.end;
        figure.rounded_interval();
    }
    for (span, period) in periods {
        within(text, span);
        period.resolve(None);
    }
    number::scan(text);
    for (span, period) in period::scan(text) {
        within(text, span);
        period.fixed();
    }
    for date in period::scan_dates(text) {
        date.date();
    }
    if let Some(period) = period::parse(text) {
        period.resolve(period.fixed());
    }
}

/// A whole file through every stage of reading.
pub fn file(bytes: &[u8]) {
    if let Ok(document) = document::open("made.pdf", bytes.to_vec()) {
        let reading = pipeline::understand(0, document);
        for block in &reading.blocks {
            let place: Place = block.place_at(0);
            assert!(place.page <= reading.pages.max(1));
        }
    }
}

/// A web page, a Word document or a sheet of a workbook, through every stage of reading; the first byte says which.
pub fn marked(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    let (path, bytes) = match kind % 3 {
        0 => ("made.html", rest.to_vec()),
        1 => ("made.docx", archive(&[("word/document.xml", rest)])),
        _ => (
            "made.xlsx",
            archive(&[
                (
                    "xl/workbook.xml",
                    br#"<workbook><sheets><sheet name="Made" r:id="r1"/></sheets></workbook>"#,
                ),
                (
                    "xl/_rels/workbook.xml.rels",
                    br#"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>"#,
                ),
                ("xl/worksheets/sheet1.xml", rest),
            ]),
        ),
    };
    if let Ok(document) = document::open(path, bytes) {
        let reading = pipeline::understand(0, document);
        for table in &reading.tables {
            let found = |c: &Cell| table.cell(c.row as usize, c.column as usize).is_some();
            assert!(table.cells.iter().all(found));
        }
    }
}

/// Sentences put together from the words of claims, each byte one word, through reading and all rules.
pub fn sentences(bytes: &[u8]) {
    let words: Vec<&str> = WORDS.split('|').collect();
    let mut text = String::new();
    for byte in bytes.iter().take(400) {
        let word = words[usize::from(*byte) % words.len()];
        let joins = text.is_empty() || word.starts_with(['.', ',', ';', ':', ')', '%', '\n']);
        if !joins && !text.ends_with(['(', '£', '\n']) {
            text.push(' ');
        }
        text.push_str(word);
    }
    let Ok(document) = document::open("made.md", text.into_bytes()) else {
        return;
    };
    let readings = [pipeline::understand(0, document)];
    for test in pipeline::tests(&readings, &Settings::default(), true) {
        assert!(!test.locations.is_empty(), "{test:?}");
    }
}

/// An archive of parts, as Office writes it.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("memory takes a part");
        zip.write_all(bytes).expect("memory takes all bytes");
    }
    zip.finish().expect("memory takes the end").into_inner()
}

fn within(text: &str, span: Span) {
    assert!(
        text.get(span.start as usize..span.end as usize).is_some(),
        "{span:?} is no part of {text:?}"
    );
}

/// All pages of a file, their boxes and words in order.
fn pages(bytes: Vec<u8>) {
    let Ok(document) = document::open("made.pdf", bytes) else {
        return;
    };
    let Body::Paged(file) = &document.body else {
        return;
    };
    for i in 0..file.page_count() {
        let page = file.page(i);
        for word in &page.words {
            assert!(word.start < word.end);
            assert!(
                page.text
                    .get(word.start as usize..word.end as usize)
                    .is_some()
            );
            assert!(word.bbox.width() >= 0.0 && word.bbox.height() >= 0.0);
        }
    }
}

fn stream(bytes: &[u8]) -> Vec<u8> {
    let mut body = format!("<</Length {}>>stream\n", bytes.len()).into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\nendstream");
    body
}

/// A target's name, what it runs, and what it starts from.
pub type Target = (&'static str, fn(&[u8]), Vec<Vec<u8>>);

/// All targets.
pub fn targets() -> [Target; 6] {
    let owned = |seeds: &[&str]| seeds.iter().map(|s| s.as_bytes().to_vec()).collect();
    [
        ("content", content as fn(&[u8]), owned(&CONTENT)),
        ("cmap", cmap, owned(&CMAPS)),
        ("figure", figure, owned(&FIGURES)),
        ("file", file, files()),
        ("marked", marked, owned(&MARKED)),
        ("sentences", sentences, sentence_seeds()),
    ]
}

/// Every stretch of the words once, each word beside its neighbours.
fn sentence_seeds() -> Vec<Vec<u8>> {
    let count = WORDS.split('|').count() as u8;
    let all: Vec<u8> = (0..count).collect();
    let mut seeds: Vec<Vec<u8>> = all.chunks(40).map(<[u8]>::to_vec).collect();
    seeds.push(all.iter().rev().copied().collect());
    seeds
}

/// Words that begin, join or end claims, with figures, periods and marks between them.
const WORDS: &str = "that|comprises|who|is|are|was|made|up|of|rose|fell|increased|decreased|by|from|to|the|a|an|and|or|\
    in|on|at|with|compared|than|more|fewer|less|higher|lower|doubled|halved|total|all|both|each|half|third|quarter|\
    majority|out|which|including|remaining|other|another|one|two|three|four|ten|dozen|first|second|last|previous|next|\
    year|years|month|months|weeks|days|quarter|per|cent|percent|percentage|points|people|children|posts|homes|cases|\
    complaints|staff|budget|spending|income|grant|target|threshold|limit|above|below|over|under|about|nearly|between|\
    respectively|average|rate|ratio|largest|followed|since|until|before|after|will|may|not|no|none|none of|these|those|\
    table|section|paragraph|appendix|page|see|shows|following|as follows|(a)|(b)|(c)|(i)|(ii)|1.|2.|4.|1.1|1.3|- |\
    5|12|31|82|100|250|1,240|3.5|0.5|£5m|£4.2m|£85,000|£1.65|38%|62%|7.7%|12 percentage points|1 in 4|31 of 82|6/16|\
    45-38|2024|2024/25|2023-24|31 March 2025|1 April|Monday|Tuesday 3 June 2025|Q3|May|September|10.30am|\
    (|)|,|.|;|:|%|£|\n|\n\n|## |[|]|“|”|–|/|Council|Cabinet|Elm|Ash House|it|they|we|this|has|have|had|been|due|set|\
    meet|met|held|reported|resolved|agreed|dated|signed";

const CONTENT: [&str; 9] = [
    "/F1 10 Tf Q 58 94 0 1 2 0 cm 1 0 4 1 2 0 cm q 1 0 4 1 2 0 cm q/X Do /X Do/X Do/X Do/X Do(1)Tj /X Do",
    "BT /F1 10 Tf 50 700 Td [(Re) 40 (pairs) -300 (1,2) -8 (40)] TJ (  spent) Tj T* (Total) ' ET",
    "q 1 0 0 1 20 0 cm 1 w 50 500 m 250 500 l S 50 300 200 0.5 re f 0 0 100 800 re W n /X Do Q",
    "q 90 0 0 60 10 10 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \u{1}EI\u{2} EI Q",
    "/P <</MCID 0>> BDC BT /F1 6 Tf 4 Ts 3 Tr (1) Tj 2 1 (a\\051) \" ET EMC /Artifact BMC EMC",
    "/Span <</ActualText(ffi)>> BDC BT 0 1 -1 0 300 100 Tm /F1 12 Tf <414243> Tj ET EMC",
    "/OC /A BDC 10 10 50 50 re B* 0 0 m 1 2 3 4 5 6 c h s EMC /G gs 1 0 0 rg 0.5 g",
    "BT /F1 10 Tf 120 Tz 1 Tc 2 Tw 12 TL 1 0 0 1 50 700 Tm (Elm Court) Tj 0 -14 TD (41 44) Tj ET",
    "% a comment\n-3e9 --5 .5. 999999999999 [<< /K [1 2] >>] (unclosed \\( ( ) <4",
];

const CMAPS: [&str; 4] = [
    "/WMode 0 def 1 begincodespacerange <0000> <ffff> endcodespacerange \
     1 beginbfchar <0003> <00A3> endbfchar 1 beginbfrange <0004> <0006> <0031> endbfrange",
    "2 begincodespacerange <00> <7f> <8140> <9ffc> endcodespacerange \
     1 begincidrange <20> <7e> 1 endcidrange 1 begincidchar <a0> 200 endcidchar /Base usecmap",
    "1 beginbfrange <0020> <0021> [<00660069> <D835DC00>] endbfrange",
    "1 beginbfrange <00000000> <ffffffff> <0041> endbfrange 1 beginbfchar <41> /eight endbfchar",
];

const MARKED: [&str; 4] = [
    "0<!DOCTYPE html><title>T</title><h1>Costs</h1><p>Rose to <b>&pound;5m</b><ol start=2><li>One<li>Two</ol>\
     <table><caption>C</caption><tr><th rowspan=2>Ward<th colspan=2>2024<tr><th>A<th>B<tr><td>Elm<td>4<sup>1</sup><td>5</table>",
    "1<w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:pStyle w:val=\"a\"/><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>\
     <w:r><w:rPr><w:b/></w:rPr><w:t>Costs of &#163;5m</w:t></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>\
     <w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>\
     <w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl></w:body></w:document>",
    "2<worksheet><sheetData><row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>Ward</t></is></c><c r=\"C2\"><v>1234.5</v></c></row>\
     <row r=\"4\"><c r=\"B4\"><f>1+1</f></c><c r=\"C4\" s=\"0\"><v>1E3</v></c></row></sheetData>\
     <mergeCells><mergeCell ref=\"B2:C2\"/></mergeCells></worksheet>",
    "2<worksheet><sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>99999999999999999999999999999</v></c></row></sheetData></worksheet>",
];

const FIGURES: [&str; 16] = [
    "£1,240.50m",
    "(1,234)",
    "-12.5%",
    "<5",
    "1.2 million to 1.4 million",
    "31 of 82 (38%)",
    "rose by 12 percentage points, from 41% to 53%",
    "the year to 31 March 2025",
    "Q3 2024/25, at 31/12/2024",
    "2023-24 and 2024-25; 1st to 3rd May",
    "twenty-one children, of whom seven were girls",
    "£4k\u{2013}£6k per 10,000",
    "3,4.5,6 1 234 567",
    "99999999999999999999999999999 0.0000000000000000000000000001",
    "January to March 2024; 29 February 2023; week 53",
    "\u{2212}5 \u{bd} \u{b2} \u{661}\u{662} \u{fffd}3",
];

/// Small files: plain, with a table, tagged, packed into object streams.
fn files() -> Vec<Vec<u8>> {
    let table = "BT /F1 10 Tf 50 700 Td (Ward) Tj 150 0 Td (2023/24) Tj 80 0 Td (2024/25) Tj \
         -230 -16 Td (Elm Court) Tj 150 0 Td (41) Tj 80 0 Td (44) Tj \
         -230 -16 Td (Ash House) Tj 150 0 Td (30) Tj 80 0 Td (28) Tj \
         -230 -16 Td (Total) Tj 150 0 Td (71) Tj 80 0 Td (72) Tj ET \
         50 714 m 400 714 l S 50 698 m 400 698 l S 50 650 m 400 650 l S 50 650 m 50 714 l S 400 650 m 400 714 l S";
    let mut tagged = pdf::base(
        "/TH <</MCID 0>> BDC BT /F1 10 Tf 50 700 Td (Ward) Tj ET EMC /TD <</MCID 1>> BDC BT /F1 10 Tf 50 680 Td (12) Tj ET EMC",
        "/StructParents 0",
        "",
    );
    tagged.set(1, "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 6 0 R>>");
    tagged.add("<</Type/StructTreeRoot/K 7 0 R/RoleMap<</Raster/Table>>>>");
    tagged.add("<</S/Raster/Pg 3 0 R/K[8 0 R]>>");
    tagged.add("<</S/TR/Pg 3 0 R/K[<</S/TH/A<</O/Table/ColSpan 2>>/K 0>> 9 0 R]>>");
    tagged.add("<</S/TD/K<</Type/MCR/Pg 3 0 R/MCID 1>>>>");
    let plain = pdf::page(table);
    let tagged = tagged.file("/Root 1 0 R");
    let mut files = vec![pdf::page_with(table, "/Rotate 90/CropBox[0 0 500 720]", "")];
    files.push(packed(&plain));
    files.push(packed(&tagged));
    files.push(plain);
    files.push(tagged);
    files
}

/// The same file with its objects in object streams.
pub fn packed(plain: &[u8]) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(plain).expect("a sound file");
    let mut out = Vec::new();
    let options = lopdf::SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .build();
    document
        .save_with_options(&mut out, options)
        .expect("memory takes all bytes");
    out
}
