//! What stands before the text of a Markdown file: settings of the site that shows it, between two rules.
//!
//! The form is that of static site generators (Jekyll, Hugo, Pandoc): `---`, lines of YAML, `---`.

use crate::document::Line;

/// The most lines that are looked through for the closing rule.
const MOST: usize = 200;

/// The settings before a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    /// Lines that they take, rules included.
    pub lines: usize,
    /// Line and text of the title that they give.
    pub title: Option<(usize, String)>,
}

/// The settings that a file begins with; none of them where the first lines are something else.
pub(super) fn read(lines: &[Line]) -> FrontMatter {
    if lines.first().is_none_or(|l| l.text.trim_end() != "---") {
        return FrontMatter::default();
    }
    let mut within = lines.iter().skip(1).take(MOST);
    let Some(length) = within.position(|l| matches!(l.text.trim_end(), "---" | "...")) else {
        return FrontMatter::default();
    };
    let settings = &lines[1..=length];
    if !settings.iter().all(|l| is_setting(&l.text))
        || !settings.iter().any(|l| key(&l.text).is_some())
    {
        return FrontMatter::default();
    }
    FrontMatter {
        lines: length + 2,
        title: title(settings).map(|(i, title)| (i + 1, title)),
    }
}

/// A line of YAML: a key, what is set in under one, a member of a list, a remark, nothing.
fn is_setting(text: &str) -> bool {
    text.trim().is_empty()
        || text.starts_with([' ', '\t', '#'])
        || text.starts_with("- ")
        || text.trim_end() == "-"
        || key(text).is_some()
}

/// The key of "key: value", with its value.
fn key(text: &str) -> Option<(&str, &str)> {
    let (key, value) = text.split_once(':')?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'');
    (!key.is_empty() && key.chars().all(plain) && (value.is_empty() || value.starts_with(' ')))
        .then_some((key, value.trim()))
}

/// The title, also one that is folded over the lines below its key.
fn title(settings: &[Line]) -> Option<(usize, String)> {
    let at = settings
        .iter()
        .position(|l| key(&l.text).is_some_and(|(k, _)| k.trim_matches(['"', '\'']) == "title"))?;
    let (_, value) = key(&settings[at].text)?;
    let (line, text) = if value.starts_with(['>', '|']) {
        let folded: Vec<&str> = settings[at + 1..]
            .iter()
            .take_while(|l| l.text.starts_with([' ', '\t']))
            .map(|l| l.text.trim())
            .collect();
        (at + 1, folded.join(" "))
    } else {
        (at, value.trim_matches(['"', '\'']).to_string())
    };
    (!text.is_empty()).then_some((line, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text;

    fn of(t: &str) -> FrontMatter {
        read(&text::lines(t.as_bytes()))
    }

    #[test]
    fn settings_end_at_the_second_rule_and_may_give_a_title() {
        let found = of("---\ntitle: \"Report of 2023/24\"\ntags:\n - three\n- 7\n---\nText.");
        let title = Some((1, "Report of 2023/24".to_string()));
        assert_eq!(found, FrontMatter { lines: 6, title });
        let folded = of("---\ntitle: >\n  Report of\n  the year\ndate: 2024\n---\n");
        assert_eq!(folded.title, Some((2, "Report of the year".to_string())));
    }

    #[test]
    fn a_rule_before_text_opens_no_settings() {
        for t in [
            "---\nWe met 3 people.\n---\n",
            "---\ntitle: x\n",
            "title: x\n---\n",
            "---\n---\nText.",
        ] {
            assert_eq!(of(t), FrontMatter::default(), "{t}");
        }
    }
}
