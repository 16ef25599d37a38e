//! What a whole file may ask for, all its pages together: each bound with the words that say it was met. What was read
//! before is kept.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The bounds of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Inflated bytes, of everything that is inflated.
    pub bytes: u64,
    /// Objects read, those read again among them.
    pub objects: u64,
    /// Values that a repair finds in object streams: numbers, names, strings, brackets.
    pub values: u64,
    /// Bytes of object streams, each as often as it has members: what a repair may have to look at.
    pub reread: u64,
    /// Drawing operators of all pages.
    pub operators: u64,
    /// Characters of all pages.
    pub glyphs: u64,
    /// Bytes that its fonts take in memory.
    pub fonts: u64,
    /// Time for a file of one page.
    pub time: Duration,
    /// Time for each page more.
    pub page_time: Duration,
    /// Time for a file of however many pages.
    pub most_time: Duration,
}

/// Some ten times what the largest packs of councils ask for.
pub(super) const BOUNDS: Bounds = Bounds {
    bytes: 4 << 30,
    objects: 20_000_000,
    values: 24_000_000,
    reread: 1 << 35,
    operators: 500_000_000,
    glyphs: 60_000_000,
    fonts: 256 << 20,
    time: Duration::from_secs(20),
    page_time: Duration::from_millis(100),
    most_time: Duration::from_secs(300),
};

/// What is left for one file, taken from by all threads that read it.
#[derive(Debug)]
pub(super) struct Allowance {
    bounds: Bounds,
    bytes: AtomicU64,
    objects: AtomicU64,
    values: AtomicU64,
    reread: AtomicU64,
    operators: AtomicU64,
    glyphs: AtomicU64,
    fonts: AtomicU64,
    since: Instant,
    /// Seconds after which reading ends, once the number of pages is known.
    time: OnceLock<Duration>,
    /// The bound that was met first.
    spent: OnceLock<String>,
}

impl Allowance {
    pub(super) fn new(bounds: Bounds) -> Allowance {
        Allowance {
            bounds,
            bytes: AtomicU64::new(0),
            objects: AtomicU64::new(0),
            values: AtomicU64::new(0),
            reread: AtomicU64::new(0),
            operators: AtomicU64::new(0),
            glyphs: AtomicU64::new(0),
            fonts: AtomicU64::new(0),
            since: Instant::now(),
            time: OnceLock::new(),
            spent: OnceLock::new(),
        }
    }

    /// Gives a file time for its pages.
    pub(super) fn pages(&self, count: usize) {
        let more = self
            .bounds
            .page_time
            .saturating_mul(u32::try_from(count.saturating_sub(1)).unwrap_or(u32::MAX));
        let time = self
            .bounds
            .time
            .saturating_add(more)
            .min(self.bounds.most_time);
        self.time.get_or_init(|| time);
    }

    /// Why nothing more is read; none while something is left.
    pub(super) fn spent(&self) -> Option<&str> {
        self.spent.get().map(String::as_str)
    }

    /// How many bytes may still be inflated.
    pub(super) fn bytes_left(&self) -> usize {
        let left = self
            .bounds
            .bytes
            .saturating_sub(self.bytes.load(Ordering::Relaxed));
        usize::try_from(left).unwrap_or(usize::MAX)
    }

    /// Takes inflated bytes.
    pub(super) fn inflated(&self, bytes: usize) {
        if take(&self.bytes, bytes as u64, self.bounds.bytes) {
            self.end(format!(
                "the file inflates to more than {} in all",
                size(self.bounds.bytes)
            ));
        }
    }

    /// Takes one object.
    #[inline]
    pub(super) fn object(&self) {
        if take(&self.objects, 1, self.bounds.objects) {
            self.end(format!(
                "the file asks for more than {} objects in all",
                self.bounds.objects
            ));
        }
    }

    /// Takes the values of an object stream.
    pub(super) fn values(&self, count: u64) {
        if take(&self.values, count, self.bounds.values) {
            self.end(format!(
                "the object streams of the file hold more than {} values in all",
                self.bounds.values
            ));
        }
    }

    /// Takes what the members of an object stream may have to be looked for in.
    pub(super) fn reread(&self, bytes: u64) {
        if take(&self.reread, bytes, self.bounds.reread) {
            self.end("the object streams of the file have too many members for their size".into());
        }
    }

    /// Takes the operators of a page.
    pub(super) fn operators(&self, count: u64) {
        if take(&self.operators, count, self.bounds.operators) {
            self.end(format!(
                "the pages of the file hold more than {} drawing operators in all",
                self.bounds.operators
            ));
        }
    }

    /// Takes the characters of a page.
    pub(super) fn glyphs(&self, count: u64) {
        if take(&self.glyphs, count, self.bounds.glyphs) {
            self.end(format!(
                "the pages of the file hold more than {} characters in all",
                self.bounds.glyphs
            ));
        }
    }

    /// Takes what a font needs in memory.
    pub(super) fn font(&self, bytes: usize) {
        if take(&self.fonts, bytes as u64, self.bounds.fonts) {
            self.end(format!(
                "the fonts of the file take more than {} in all",
                size(self.bounds.fonts)
            ));
        }
    }

    /// Ends reading when the file's time is over.
    pub(super) fn look_at_the_clock(&self, now: Instant) {
        let time = self.time.get().copied().unwrap_or(self.bounds.time);
        if now.saturating_duration_since(self.since) > time {
            self.end(format!(
                "reading the file has taken more than {} seconds in all",
                time.as_secs()
            ));
        }
    }

    /// Ends reading.
    pub(super) fn end(&self, why: String) {
        self.spent.get_or_init(|| why);
    }
}

/// Takes from a bound; true when it is met.
fn take(from: &AtomicU64, amount: u64, bound: u64) -> bool {
    from.fetch_add(amount, Ordering::Relaxed)
        .saturating_add(amount)
        > bound
}

fn size(bytes: u64) -> String {
    match bytes >> 30 {
        0 => format!("{} MiB", bytes >> 20),
        gib => format!("{gib} GiB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_that_is_met_first_is_the_one_that_is_said() {
        let allowance = Allowance::new(BOUNDS);
        allowance.inflated(5 << 20);
        assert_eq!(allowance.spent(), None);
        assert_eq!(allowance.bytes_left(), (4 << 30) - (5 << 20));
        allowance.operators(BOUNDS.operators);
        assert_eq!(allowance.spent(), None);
        allowance.operators(1);
        allowance.inflated(5 << 30);
        assert_eq!(
            allowance.spent(),
            Some("the pages of the file hold more than 500000000 drawing operators in all")
        );
        assert_eq!(allowance.bytes_left(), 0);
    }

    #[test]
    fn a_file_has_more_time_the_more_pages_it_has_up_to_a_bound() {
        let said = |pages: usize, seconds: u64| {
            let allowance = Allowance::new(BOUNDS);
            allowance.pages(pages);
            allowance.look_at_the_clock(allowance.since + Duration::from_secs(seconds));
            allowance.spent().map(str::to_string)
        };
        assert_eq!(said(1, 20), None);
        assert_eq!(
            said(1, 21).as_deref(),
            Some("reading the file has taken more than 20 seconds in all")
        );
        assert_eq!(said(501, 60), None);
        assert!(said(100_000, 301).is_some_and(|s| s.contains("300 seconds")));
    }
}
