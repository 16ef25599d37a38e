//! What could not be read of a document's pages, in the words of a report.

/// Collects the troubles of pages, in the order of the pages.
#[derive(Debug, Default)]
pub struct Troubles {
    lines: Vec<String>,
    /// First and last page of a run of pages that were not read at all for the same reason.
    run: Option<(u32, u32, String)>,
}

impl Troubles {
    /// Adds a page's trouble. Pages one after the other that were not read at all for the same reason are told in one
    /// line: a bound of the whole file costs all pages that follow.
    pub fn add(&mut self, page: u32, text: String) {
        match &mut self.run {
            Some((first, last, why)) if *last + 1 == page && *why == text => {
                *last = page;
                if let Some(line) = self.lines.last_mut() {
                    *line = format!("pages {first} to {page}: {text}");
                }
            }
            _ => {
                self.lines.push(format!("page {page}: {text}"));
                let whole = text.starts_with("not read: ");
                self.run = whole.then_some((page, page, text));
            }
        }
    }

    /// One line for each trouble.
    pub fn into_lines(self) -> Vec<String> {
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_lost_for_one_reason_are_told_in_one_line_and_others_by_themselves() {
        let mut troubles = Troubles::default();
        for (page, text) in [
            (2, "a picture"),
            (3, "a picture"),
            (5, "not read: out of time"),
            (6, "not read: out of time"),
            (7, "not read: out of time"),
            (9, "not read: out of time"),
        ] {
            troubles.add(page, text.to_string());
        }
        assert_eq!(
            troubles.into_lines(),
            [
                "page 2: a picture",
                "page 3: a picture",
                "pages 5 to 7: not read: out of time",
                "page 9: not read: out of time"
            ]
        );
    }
}
