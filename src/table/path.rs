//! The labels of rows and columns, kept once for all tables that have them.

use std::collections::HashSet;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Texts of which equal ones are had once: a report names its measures, areas and years again in table after table.
#[derive(Debug, Default)]
pub struct Once(HashSet<Arc<str>>);

impl Once {
    /// A text, the same for all that are equal.
    pub fn of(&mut self, text: &str) -> Arc<str> {
        match self.0.get(text) {
            Some(known) => known.clone(),
            None => {
                let text: Arc<str> = text.into();
                self.0.insert(text.clone());
                text
            }
        }
    }

    /// Takes the text that is equal in place of another.
    pub fn share(&mut self, text: &mut Arc<str>) {
        match self.0.get(text) {
            Some(known) => *text = known.clone(),
            None => {
                self.0.insert(text.clone());
            }
        }
    }
}

/// The label of a row or column: own words, last, behind those of the levels above, outermost first. Most have only
/// their own, which take no list.
#[derive(Clone)]
pub struct Path(Kept);

#[derive(Clone)]
enum Kept {
    Own(Arc<str>),
    Levels(Box<[Arc<str>]>),
}

impl Default for Path {
    fn default() -> Path {
        Path(Kept::Levels(Box::default()))
    }
}

impl From<Vec<Arc<str>>> for Path {
    fn from(mut levels: Vec<Arc<str>>) -> Path {
        match (levels.pop(), levels.is_empty()) {
            (Some(own), true) => Path(Kept::Own(own)),
            (own, _) => {
                levels.extend(own);
                Path(Kept::Levels(levels.into()))
            }
        }
    }
}

impl From<&str> for Path {
    fn from(own: &str) -> Path {
        Path(Kept::Own(own.into()))
    }
}

impl Deref for Path {
    type Target = [Arc<str>];

    fn deref(&self) -> &[Arc<str>] {
        match &self.0 {
            Kept::Own(own) => std::slice::from_ref(own),
            Kept::Levels(levels) => levels,
        }
    }
}

impl PartialEq for Path {
    fn eq(&self, other: &Path) -> bool {
        **self == **other
    }
}

#[cfg(test)]
impl<const N: usize> PartialEq<[&str; N]> for Path {
    fn eq(&self, other: &[&str; N]) -> bool {
        self.iter().map(|label| &**label).eq(other.iter().copied())
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_back_in_order_and_equal_ones_are_one() {
        let mut once = Once::default();
        let mut path = |labels: &[&str]| -> Path {
            let labels: Vec<Arc<str>> = labels.iter().map(|l| once.of(l)).collect();
            labels.into()
        };
        for labels in [&[][..], &["Visits"], &["South", "Visits"]] {
            assert_eq!(path(labels).join("/"), labels.join("/"));
        }
        let (one, other) = (path(&["Visits"]), path(&["North", "Visits"]));
        assert!(Arc::ptr_eq(&one[0], &other[1]));
        let mut told: Arc<str> = "North".into();
        once.share(&mut told);
        assert!(Arc::ptr_eq(&told, &other[0]));
    }
}
