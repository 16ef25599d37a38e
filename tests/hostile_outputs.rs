//! Documents that mean harm, through every output: nothing in them runs, acts on a terminal, becomes markup or a formula,
//! or breaks the format that it is written into.

#[path = "support/pdf.rs"]
mod pdf;
mod support;

use calamine::{Data, Reader, Xlsx};
use crossfoot::report::sanitize::acts;
use quick_xml::events::Event;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// What stands in labels, headers, titles, sentences and names of files.
const HOSTILE: [(&str, &str); 18] = [
    ("script", "<script>alert(1)</script>"),
    ("image", "\"><img src=x onerror=alert(1)>"),
    ("style", "</style></title><svg/onload=alert(1)>"),
    ("section", "]]><evil/>--><!--"),
    ("entity", "&lt;b&gt; &#x1b; &amp;"),
    (
        "escape",
        "\u{1b}[2J\u{1b}]8;;http://example.org\u{7}\u{9b}31m",
    ),
    ("bidi", "abc\u{202e}fed\u{2066}x\u{200f}"),
    ("nul", "a\0b\u{1}\u{8}"),
    ("no-characters", "\u{fffe}\u{ffff}\u{fdd0}\u{e0041}"),
    ("command", "::error file=x::gone\r::set-output name=a::b"),
    ("percent", "%0A::error::x%25"),
    ("formula", "=cmd|'/c calc'!A1"),
    ("plus", "+SUM(1,2)"),
    ("minus", "-2+3+cmd|'/c calc'!A1"),
    ("at", "@SUM(A1)"),
    ("excel-escape", "_x000D__x001B_&_x005F_"),
    ("pdf", ") Tj ET /JS (app.alert\\(1\\)) <<"),
    ("path", "..\\..\\x"),
];

struct Work(PathBuf);

impl Work {
    fn new(name: &str) -> Work {
        let path = std::env::temp_dir().join(format!("crossfoot-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("in")).expect("a scratch folder");
        Work(path)
    }
    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }
    fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }
    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_crossfoot"))
            .args(args)
            .current_dir(&self.0)
            .output()
            .expect("crossfoot runs")
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A report with a total and a sentence that differ, and a text in all places; `last` differs between two versions.
fn report(text: &str, last: u32) -> String {
    format!(
        "# Lettings {text} 2024/25\n\n{text} lettings rose from 91 in 2023/24 to 85 in 2024/25 {text}.\n\n\
         | {text} Home | 2023/24 | 2024/25 {text} |\n|---|---|---|\n| {text} | 38 | 41 |\n| Ash {text} | 31 | 30 |\n\
         | Oak | 22 | {last} |\n| Total {text} | 91 | 97 |\n"
    )
}

fn table(text: &str) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let rows = [
        [text, "2023/24", &format!("2024/25 {text}")],
        [&format!("{text} Elm"), "38", "41"],
        [text, "31", "30"],
        ["Oak", "22", "25"],
        ["Total", "91", "97"],
    ];
    for row in rows {
        out.write_record(row).expect("memory is written to");
    }
    out.into_inner().expect("memory is written to")
}

/// The same table as a web page whose text, read as a browser reads it, is the hostile one.
fn web_page(text: &str) -> String {
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let rows = [
        ["Elm", "38", "41"],
        ["Ash", "31", "30"],
        ["Oak", "22", "25"],
        ["Total", "91", "97"],
    ];
    let rows: String = rows
        .iter()
        .map(|[label, a, b]| format!("<tr><th>{label} {text}</th><td>{a}</td><td>{b}</td></tr>\n"))
        .collect();
    format!(
        "<!DOCTYPE html><html><head><title>{text}</title></head><body><h1>Lettings {text} 2024/25</h1>\n\
         <table><tr><th>{text}</th><th>2023/24</th><th>2024/25 {text}</th></tr>\n{rows}</table></body></html>\n"
    )
}

/// The same table as a page, as far as a byte of code page 1252 can say it.
fn page(text: &str) -> Vec<u8> {
    let rows = [
        (format!("Lettings by home {text}"), "", ""),
        ("Home".to_string(), "2023/24", "2024/25"),
        (format!("Elm {text}"), "38", "41"),
        ("Ash House".to_string(), "31", "30"),
        ("Oak Lodge".to_string(), "22", "25"),
        (format!("Total {text}"), "91", "97"),
    ];
    let mut content = String::from("BT /F1 8 Tf\n");
    for (i, (label, first, last)) in rows.iter().enumerate() {
        let y = 700 - 20 * i;
        for (text, x) in [(label.as_str(), 40), (first, 400), (last, 480)] {
            let bytes = encoding_rs::WINDOWS_1252.encode(text).0;
            let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
            content.push_str(&format!("1 0 0 1 {x} {y} Tm <{hex}> Tj\n"));
        }
    }
    content.push_str("ET");
    pdf::page_with(&content, "", "")
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    fs::write(folder.join(name), bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
}

/// One folder with all of it: as Markdown, as comma-separated values, as PDF, and as names of files.
fn documents(folder: &Path) {
    for (name, text) in HOSTILE {
        let one_line = text.replace(['\r', '\n'], " ");
        write(
            folder,
            &format!("{name}.md"),
            report(&one_line.replace('|', "\\|"), 25),
        );
        write(folder, &format!("{name}.csv"), table(text));
        write(folder, &format!("{name}.pdf"), page(text));
        write(folder, &format!("{name}.html"), web_page(text));
        if cfg!(unix) {
            let named: String = text.replace(['/', '\0'], "_");
            write(
                folder,
                &format!("{named}\nsecond line.md"),
                report("plain", 25),
            );
        }
    }
    let torn = [
        b"# Lettings \xed\xa0\x80\xff\xfe\x80 ".as_slice(),
        report("x", 25).as_bytes(),
    ]
    .concat();
    write(folder, "torn.md", torn);
    write(
        folder,
        "broken \u{1b}[31m\u{202e}.pdf",
        "%PDF-1.7 but nothing more",
    );
}

/// Nothing that acts, but for line ends.
fn is_quiet(name: &str, text: &str) {
    for (number, line) in text.lines().enumerate() {
        let bad = line.chars().find(|c| acts(*c) && *c != '\t');
        assert_eq!(bad, None, "{name}, line {}: {line:?}", number + 1);
    }
}

#[test]
fn no_output_of_a_check_can_be_acted_through() {
    let work = Work::new("hostile-check");
    documents(&work.0.join("in"));
    let output = work.run(&[
        "check",
        "--each",
        "--ledger",
        "--untested",
        "--annotate",
        "marked",
        "--format",
        "text=out.txt",
        "--format",
        "json=out.json",
        "--format",
        "html=out.html",
        "--format",
        "sarif=out.sarif",
        "--format",
        "junit=out.xml",
        "--format",
        "github=out.github",
        "--format",
        "gitlab=out.gitlab",
        "--format",
        "xlsx=out.xlsx",
        "in",
    ]);
    assert_eq!(output.status.code(), Some(2), "some files are not read");
    is_quiet("stderr", &String::from_utf8_lossy(&output.stderr));
    is_quiet("text", &work.text("out.txt"));

    let json: serde_json::Value = serde_json::from_slice(&work.read("out.json")).expect("JSON");
    is_quiet("json", &work.text("out.json"));
    let findings = json["findings"].as_array().expect("a list").len();
    assert!(findings > 2 * HOSTILE.len(), "{findings} findings");
    let failures = json["failures"].as_array().expect("a list").len();
    // Four files have so many control characters that they are no text, and one is no PDF.
    assert_eq!(failures, 5, "{}", json["failures"]);

    sarif(&work, findings);
    junit(&work, findings);
    let github = work.text("out.github");
    is_quiet("github", &github);
    for line in github.lines() {
        let command = ["::error ", "::warning ", "::notice "]
            .iter()
            .any(|c| line.starts_with(c));
        assert!(command, "{line}");
        let (properties, message) = line[2..].split_once("::").expect("two parts");
        assert!(!message.is_empty(), "{line}");
        let (_, properties) = properties.split_once(' ').expect("it has properties");
        for property in properties.split(',') {
            let key = property.split('=').next().unwrap_or("");
            assert!(matches!(key, "file" | "line" | "title"), "{line}");
        }
    }
    let unread: usize = json["documents"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|d| d["unread"].as_array().map_or(0, Vec::len))
        .sum();
    assert_eq!(github.lines().count(), findings + failures + unread);
    let gitlab: serde_json::Value = serde_json::from_slice(&work.read("out.gitlab")).expect("JSON");
    assert_eq!(gitlab.as_array().map(Vec::len), Some(findings));
    is_quiet("gitlab", &work.text("out.gitlab"));

    page_is_inert(&work.text("out.html"), findings);
    workbook_is_inert(work.read("out.xlsx"));
    copies_are_inert(&work.0.join("marked"));
}

fn sarif(work: &Work, findings: usize) {
    let sarif: serde_json::Value = serde_json::from_slice(&work.read("out.sarif")).expect("JSON");
    is_quiet("sarif", &work.text("out.sarif"));
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    assert_eq!(results.len(), findings);
    for result in results {
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str();
        let uri = uri.expect("a place");
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
        assert!(uri.chars().all(plain), "{uri}");
    }
}

/// Well-formed, with as many cases that fail or say something as there are findings at or above an error, and below.
fn junit(work: &Work, findings: usize) {
    let text = work.text("out.xml");
    is_quiet("junit", &text);
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut told, mut depth) = (0, 0);
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{e}")) {
            Event::Start(e) => {
                depth += 1;
                told += usize::from(matches!(e.name().as_ref(), "failure" | "system-out"));
                e.attributes().for_each(|a| drop(a.expect("an attribute")));
            }
            Event::Empty(e) => e.attributes().for_each(|a| drop(a.expect("an attribute"))),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!((told, depth), (findings, 0));
}

/// Elements and attributes are those of ours; text of documents is text.
fn page_is_inert(html: &str, findings: usize) {
    is_quiet("html", html);
    assert_eq!(html.matches("<article ").count(), findings);
    assert_eq!(html.matches("<script").count(), 1);
    assert_eq!(html.matches("<style").count(), 1);
    let start = html.find("<style>").expect("a style");
    let style_end = html.find("</style>").expect("its end");
    let script = html.find("<script>").expect("a script");
    let body = [&html[..start], &html[style_end..script]].concat();
    let tags = regex::Regex::new("<([a-zA-Z!/][^<>]*)>").expect("a pattern");
    for tag in tags.captures_iter(&body).filter_map(|c| c.get(1)) {
        let tag = tag.as_str();
        let name = tag
            .trim_start_matches('/')
            .split([' ', '/'])
            .next()
            .unwrap_or("");
        assert!(
            !matches!(name, "img" | "evil" | "iframe" | "object" | "b" | "base"),
            "{tag}"
        );
        let outside_quotes: String = tag.split('"').step_by(2).collect();
        for word in ["onerror", "onload", "javascript:", "style="] {
            assert!(!outside_quotes.contains(word), "{tag}");
        }
    }
    let strays = body.matches('<').count() - tags.find_iter(&body).count();
    assert_eq!(strays, 0, "every < begins an element of ours");
}

fn workbook_is_inert(bytes: Vec<u8>) {
    let mut book = Xlsx::new(std::io::Cursor::new(bytes)).expect("it is a workbook");
    let mut seen = 0;
    for sheet in book.sheet_names() {
        let ours = |f: &str| {
            let bare: String = f.split('"').step_by(2).collect();
            let names = [
                "SUM",
                "AVERAGE",
                "ABS",
                "ROUND",
                "COUNTIFS",
                "Ledger!",
                "'Not tested'!",
            ];
            let rest = names.iter().fold(bare, |f, n| f.replace(n, ""));
            rest.chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "$:,()+-*/.".contains(c))
        };
        let formulas = book.worksheet_formula(&sheet).expect("they can be read");
        for (row, column, formula) in formulas.used_cells() {
            assert!(ours(formula), "{sheet} {row} {column}: {formula}");
        }
        let cells = book.worksheet_range(&sheet).expect("it can be read");
        for (row, column, cell) in cells.used_cells() {
            if let Data::String(text) = cell {
                is_quiet(&sheet, text);
                let formula = formulas.get_value((row as u32, column as u32));
                if text.starts_with("=cmd|") {
                    seen += 1;
                    assert!(formula.is_none_or(String::is_empty), "{sheet}: {formula:?}");
                }
            }
        }
    }
    assert!(seen > 0, "the formula is there, as text");
}

fn copies_are_inert(folder: &Path) {
    let mut copies = 0;
    for entry in fs::read_dir(folder).expect("copies were made").flatten() {
        let copy = lopdf::Document::load(entry.path()).unwrap_or_else(|e| panic!("{e}"));
        for object in copy.objects.values() {
            let Ok(dict) = object.as_dict() else { continue };
            for key in [
                b"JS".as_slice(),
                b"A",
                b"AA",
                b"OpenAction",
                b"URI",
                b"Launch",
            ] {
                assert!(!dict.has(key), "{}: {dict:?}", entry.path().display());
            }
            if let Ok(contents) = dict.get(b"Contents").and_then(lopdf::decode_text_string) {
                is_quiet("annotation", &contents);
            }
        }
        copies += 1;
    }
    assert_eq!(copies, HOSTILE.len());
}

#[test]
fn comparisons_and_extracts_are_quiet_and_hold_no_formula() {
    let work = Work::new("hostile-rest");
    documents(&work.0.join("in"));
    for (name, text) in HOSTILE {
        let one_line = text.replace(['\r', '\n'], " ").replace('|', "\\|");
        write(&work.0, "old.md", report(&one_line, 24));
        write(
            &work.0,
            "new.md",
            report(&format!("{one_line} and {one_line}"), 25),
        );
        for format in ["text", "csv", "json"] {
            let output = work.run(&["compare", "--format", format, "old.md", "new.md"]);
            let out = String::from_utf8(output.stdout).expect("UTF-8");
            is_quiet(&format!("{name}, compare {format}"), &out);
            let refused =
                String::from_utf8_lossy(&output.stderr).contains("neither a PDF nor text");
            assert!(refused || !out.is_empty(), "{name}: {format}");
            if format == "csv" {
                rows_hold_no_formula(name, &out);
            }
        }
    }
    for stage in ["tables", "facts", "claims", "blocks", "words"] {
        let output = work.run(&["extract", "--format", "csv", "--stage", stage, "in"]);
        let out = String::from_utf8(output.stdout).expect("UTF-8");
        is_quiet(&format!("extract {stage}"), &out);
        rows_hold_no_formula(stage, &out);
        let json = work
            .run(&["extract", "--format", "json", "--stage", stage, "in"])
            .stdout;
        let json = String::from_utf8(json).expect("UTF-8");
        is_quiet(&format!("extract {stage} as JSON"), &json);
        let drawn = work.run(&["extract", "--stage", stage, "in"]).stdout;
        is_quiet(
            &format!("extract {stage} as Markdown"),
            &String::from_utf8_lossy(&drawn),
        );
    }
    let added = work.run(&["store", "add", "in", "--store", "in.sqlite"]);
    is_quiet("store add", &String::from_utf8_lossy(&added.stdout));
    is_quiet("store add", &String::from_utf8_lossy(&added.stderr));
    let listed = work.run(&[
        "store",
        "query",
        "--store",
        "in.sqlite",
        "select * from facts",
    ]);
    assert!(listed.stdout.len() > 1000);
    is_quiet("store query", &String::from_utf8_lossy(&listed.stdout));
}

fn rows_hold_no_formula(name: &str, text: &str) {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    for row in reader.records() {
        for field in row.expect("a row").iter() {
            let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert!(!formula || field.parse::<f64>().is_ok(), "{name}: {field}");
        }
    }
}

#[test]
fn a_cell_of_a_megabyte_costs_little_and_is_cut_where_a_format_has_no_room() {
    let work = Work::new("hostile-large");
    let long = "word<&\"".repeat(150_000);
    write(&work.0.join("in"), "large.csv", table(&long));
    write(&work.0.join("in"), "large.md", report(&long, 25));
    let start = Instant::now();
    let output = work.run(&[
        "check",
        "--format",
        "text=out.txt",
        "--format",
        "html=out.html",
        "--format",
        "junit=out.xml",
        "--format",
        "xlsx=out.xlsx",
        "--format",
        "github=out.github",
        "--format",
        "sarif=out.sarif",
        "in",
    ]);
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
    let longest = |name: &str| work.text(name).lines().map(str::len).max().unwrap_or(0);
    assert!(longest("out.txt") < 1000, "{}", longest("out.txt"));
    for name in ["out.html", "out.xml", "out.github"] {
        assert!(
            work.read(name).len() < 200_000,
            "{name}: {}",
            work.read(name).len()
        );
    }
    let mut book = Xlsx::new(std::io::Cursor::new(work.read("out.xlsx"))).expect("a workbook");
    let mut cut = 0;
    for sheet in book.sheet_names() {
        let cells = book.worksheet_range(&sheet).expect("it can be read");
        for (_, _, cell) in cells.used_cells() {
            if let Data::String(text) = cell {
                assert!(text.encode_utf16().count() <= 32_767);
                cut += usize::from(text.contains("(cut: "));
            }
        }
    }
    assert!(cut > 0, "what was cut says so");
}
