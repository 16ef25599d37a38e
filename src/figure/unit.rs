//! What a figure counts or measures.

/// The unit of a figure, as printed beside it or in its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Unit {
    /// A bare number: a count until something says otherwise.
    #[default]
    Number,
    /// Pounds sterling.
    Pounds,
    /// US dollars.
    Dollars,
    /// Euros.
    Euros,
    /// Percent.
    Percent,
    /// Percentage points.
    Points,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
    /// A factor: "1.5 times", "doubled".
    Times,
}

impl Unit {
    /// Whether whole figures of this unit are counts, exact as printed, rather than measurements that were rounded.
    pub fn is_counted(self) -> bool {
        matches!(self, Unit::Number)
    }
    /// Money of any currency.
    pub fn is_money(self) -> bool {
        matches!(self, Unit::Pounds | Unit::Dollars | Unit::Euros)
    }
    /// A length of time.
    pub fn is_time(self) -> bool {
        matches!(
            self,
            Unit::Minutes | Unit::Hours | Unit::Days | Unit::Weeks | Unit::Months | Unit::Years
        )
    }
    /// The name used in JSON: ISO 4217 codes for money.
    pub fn code(self) -> &'static str {
        match self {
            Unit::Number => "number",
            Unit::Pounds => "GBP",
            Unit::Dollars => "USD",
            Unit::Euros => "EUR",
            Unit::Percent => "percent",
            Unit::Points => "percentage points",
            Unit::Minutes => "minutes",
            Unit::Hours => "hours",
            Unit::Days => "days",
            Unit::Weeks => "weeks",
            Unit::Months => "months",
            Unit::Years => "years",
            Unit::Times => "times",
        }
    }
}
