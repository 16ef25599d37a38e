//! The documents that mean harm: one report in each format, with a hostile text wherever a text can stand.

use crate::pdf;
use std::fs;
use std::path::Path;

/// What stands in labels, headers, titles, sentences and names of files.
pub const HOSTILE: [(&str, &str); 18] = [
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

/// A report with a total and a sentence that differ, and a text in all places; `last` differs between two versions.
pub fn report(text: &str, last: u32) -> String {
    format!(
        "# Lettings {text} 2024/25\n\n{text} lettings rose from 91 in 2023/24 to 85 in 2024/25 {text}.\n\n\
         | {text} Home | 2023/24 | 2024/25 {text} |\n|---|---|---|\n| {text} | 38 | 41 |\n| Ash {text} | 31 | 30 |\n\
         | Oak | 22 | {last} |\n| Total {text} | 91 | 97 |\n"
    )
}

pub fn table(text: &str) -> Vec<u8> {
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

pub fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    fs::write(folder.join(name), bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
}

/// One folder with all of it: as Markdown, as comma-separated values, as PDF, and as names of files.
pub fn documents(folder: &Path) {
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
