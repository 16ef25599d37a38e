//! Whether a whole number of cases can give a printed percentage (the granularity test of Brown and Heathers, 2017).

use crate::figure::Figure;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Whether the test says anything: with a large base every percentage can be reached.
pub(in crate::rules) fn tells(share: &Figure, base: &Figure) -> bool {
    let n = base.scaled();
    n >= Decimal::TWO
        && n < Decimal::ONE_HUNDRED / share.precision().max(Decimal::new(1, 6))
        && share.places <= 4
        && share.value >= Decimal::ZERO
        && share.value <= Decimal::ONE_HUNDRED
}

/// Whether some whole number out of the base rounds to the printed percentage, or is cut off to it.
pub(in crate::rules) fn reachable(share: &Figure, base: &Figure) -> bool {
    let n = base.scaled();
    let half = share.precision() / Decimal::TWO;
    around(share, n).any(|k| {
        let p = k * Decimal::ONE_HUNDRED / n;
        (p - share.value).abs() <= half || p >= share.value && p - share.value < share.precision()
    })
}

/// The percentage nearest to the printed one that a whole number gives.
pub(in crate::rules) fn nearest(share: &Figure, base: &Figure) -> Option<Decimal> {
    let n = base.scaled();
    around(share, n)
        .map(|k| (k * Decimal::ONE_HUNDRED / n).round_dp(2).normalize())
        .min_by_key(|p| (*p - share.value).abs())
}

fn around(share: &Figure, n: Decimal) -> impl Iterator<Item = Decimal> {
    let k = (share.value * n / Decimal::ONE_HUNDRED)
        .to_i64()
        .unwrap_or(0);
    (k - 1..=k + 2)
        .map(Decimal::from)
        .filter(move |k| *k >= Decimal::ZERO && *k <= n)
}
