//! When: financial years, quarters, months, instants, and periods named relative to another.

use jiff::civil::Date;

/// What sort of time a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shape {
    /// From `start` to `end`: a flow was counted over it.
    Duration,
    /// At `end` (`start` is the same day): a stock was counted then.
    Instant,
    /// From the year's start up to `end`.
    YearToDate,
}

/// A stretch or point of time. `2024/25` is 1 April 2024 to 31 March 2025 unless the report says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Duration, instant or year to date.
    pub shape: Shape,
}
