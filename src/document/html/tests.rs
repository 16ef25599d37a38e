use super::*;

fn told(page: &str) -> Vec<String> {
    let tell = |e: &Element| match &e.content {
        Content::Text(t) => {
            let words: Vec<&str> = t.text.split_whitespace().collect();
            format!("{} {:?} {}", e.place.line(), t.role, words.join(" "))
        }
        Content::Table(t) => {
            let rows = t.rows.iter().map(|r| {
                let cells = r
                    .iter()
                    .map(|c| format!("{}/{}/{}", c.text.trim(), c.row_span, c.column_span));
                cells.collect::<Vec<_>>().join(" ")
            });
            format!("{} {}", e.place.line(), rows.collect::<Vec<_>>().join("; "))
        }
    };
    read(page.as_bytes()).content.iter().map(tell).collect()
}

#[test]
fn headings_paragraphs_and_lists_keep_their_lines() {
    let page = "<!DOCTYPE html>\n<title>Annual report</title>\n<style>p { color: red }</style>\n<h1>Report</h1>\n<p>Costs rose\nto <b>&pound;5m</b>.\n<p>Next.\n<ol start=3><li>One<li>Two</ol><ul><li>Dot</ul>";
    assert_eq!(
        told(page),
        [
            "4 Heading(1) Report",
            "5 Paragraph Costs rose to £5m.",
            "7 Paragraph Next.",
            "8 ListItem 3. One",
            "8 ListItem 4. Two",
            "8 ListItem • Dot"
        ]
    );
    assert_eq!(
        read(page.as_bytes()).title.as_deref(),
        Some("Annual report")
    );
}

#[test]
fn tables_without_end_tags_and_with_spans_are_read() {
    let page = "<table><caption>Parks</caption><thead><tr><th rowspan=2>Park<th colspan=2>2024\n<tr><th>Budget<th>Actual\n<tbody><tr><td>North<td>12<sup>1</sup><td>14</table><p>After";
    assert_eq!(
        told(page),
        [
            "1 Caption Parks",
            "1 Park/2/1 2024/1/2; Budget/1/1 Actual/1/1; North/1/1 12¹/1/1 14/1/1",
            "3 Paragraph After"
        ]
    );
}

#[test]
fn what_is_not_shown_is_left_out_or_kept_apart() {
    let page = "<p>Shown<script>if (1 < 2) { total = 5 }</script></p><p hidden>Not shown</p><div style='display: none'>Nor 7</div><nav>Home</nav><noscript>9</noscript>";
    assert_eq!(
        told(page),
        [
            "1 Paragraph Shown",
            "1 Hidden Not shown",
            "1 Hidden Nor 7",
            "1 Furniture Home"
        ]
    );
}

#[test]
fn a_layout_table_is_text_and_the_table_in_it_is_a_table() {
    let page = "<table><tr><td><p>Key facts</p><table><tr><td>Homes<td>12</table><p>End</table>";
    let told = told(page);
    assert!(told.contains(&"1 Homes/1/1 12/1/1".to_string()), "{told:?}");
    assert!(
        told.contains(&"1 Paragraph Key facts".to_string()),
        "{told:?}"
    );
    assert!(told.contains(&"1 Paragraph End".to_string()), "{told:?}");
}

#[test]
fn broken_and_deep_pages_end() {
    assert_eq!(
        told("</p></table><td>5</td><p>x"),
        ["1 Paragraph 5", "1 Paragraph x"]
    );
    let deep = "<div>".repeat(50_000) + "deep";
    assert_eq!(told(&deep), ["1 Paragraph deep"]);
}

#[test]
fn terms_with_figures_are_a_table_and_others_are_text() {
    let page =
        "<dl><dt>Hall<dd>£1,200<dt>Park<dd>£340</dl><dl><dt>Clerk</dt><dd>Ann Hill</dd></dl>";
    assert_eq!(
        told(page),
        [
            "1 Hall/1/1 £1,200/1/1; Park/1/1 £340/1/1",
            "1 Paragraph Clerk",
            "1 Paragraph Ann Hill"
        ]
    );
    let in_cell = "<table><tr><td>Contact<td><dl><dt>Clerk<dd>Ann</dl></table>";
    assert_eq!(told(in_cell), ["1 Contact/1/1 Clerk\nAnn/1/1"]);
}
