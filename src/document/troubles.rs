//! What could not be read of a document's pages, in the words of a report.

use std::collections::HashMap;

/// Collects the troubles of pages, in the order of the pages.
#[derive(Debug, Default)]
pub struct Troubles {
    runs: Vec<Run>,
    /// The latest run of each text.
    latest: HashMap<String, usize>,
}

/// Pages one after the other that have the same trouble.
#[derive(Debug)]
struct Run {
    first: u32,
    last: u32,
    text: String,
}

impl Troubles {
    /// Adds a page's trouble. Pages one after the other that share it are told in one line: a scan has a hundred of them,
    /// and a bound of the whole file costs all pages that follow.
    pub fn add(&mut self, page: u32, text: String) {
        let run = self.latest.get(&text).and_then(|i| self.runs.get_mut(*i));
        if let Some(run) = run.filter(|run| run.last + 1 == page) {
            run.last = page;
            return;
        }
        self.latest.insert(text.clone(), self.runs.len());
        self.runs.push(Run {
            first: page,
            last: page,
            text,
        });
    }

    /// One line for each trouble.
    pub fn into_lines(self) -> Vec<String> {
        let line = |run: Run| format!("{}: {}", pages(run.first, run.last), run.text);
        self.runs.into_iter().map(line).collect()
    }
}

/// How one page, or each of several, is named before what is said of it.
pub fn pages(first: u32, last: u32) -> String {
    if first == last {
        format!("page {first}")
    } else {
        format!("pages {first} to {last}, each")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_one_after_the_other_with_one_trouble_are_told_in_one_line() {
        let mut troubles = Troubles::default();
        for (page, text) in [
            (2, "a picture"),
            (3, "a picture"),
            (3, "a broken font"),
            (4, "a picture"),
            (5, "not read: out of time"),
            (6, "not read: out of time"),
            (8, "not read: out of time"),
        ] {
            troubles.add(page, text.to_string());
        }
        assert_eq!(
            troubles.into_lines(),
            [
                "pages 2 to 4, each: a picture",
                "page 3: a broken font",
                "pages 5 to 6, each: not read: out of time",
                "page 8: not read: out of time"
            ]
        );
    }
}
