//! Parts that are the same figure: a yearly amount shared out over its months. They were all rounded alike, so that what
//! rounding took from one it took from each.

use rust_decimal::Decimal;

/// How many equal parts show that a total was shared out.
const LEAST: usize = 3;
/// How many units of its last digit a figure must be worth before its like is more than chance, and before a last digit
/// other than nought is the one that it was rounded to: "41,700" for 41,666.67, but not "100" for 104.17.
const DIGITS: u32 = 100;

/// The precisions of figures as those of independent ones: equal figures count as one, with what they were all rounded
/// to together. Small ones are equal by chance.
pub(super) fn independent(mut figures: Vec<(Decimal, Decimal)>) -> Vec<Decimal> {
    figures.sort_unstable();
    let large = |f: &(Decimal, Decimal)| f.0.abs() >= f.1 * Decimal::from(DIGITS);
    let groups = figures.chunk_by(|a, b| a.0 == b.0 && !a.0.is_zero() && large(a));
    groups.map(|g| g.iter().map(|f| f.1).sum()).collect()
}

/// Whether every part is the same share of the total, rounded to its own last digit other than nought.
pub(super) fn shared_out(total: Decimal, parts: &[Decimal]) -> bool {
    let [part, others @ ..] = parts else {
        return false;
    };
    if parts.len() < LEAST || part.is_zero() || others.iter().any(|p| p != part) {
        return false;
    }
    // The worth of the last digit other than nought.
    let mut unit = Decimal::new(1, part.normalize().scale());
    while (part % unit.saturating_mul(Decimal::TEN)).is_zero() {
        unit = unit.saturating_mul(Decimal::TEN);
    }
    let share = total / Decimal::from(parts.len());
    let near = (share - part).abs() * Decimal::TWO <= unit;
    near && part.abs() >= unit.saturating_mul(Decimal::from(DIGITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(month: i64, total: i64) -> bool {
        shared_out(total.into(), &[Decimal::from(month); 12])
    }

    #[test]
    fn a_total_in_equal_parts_is_told_from_a_slip() {
        assert!(year(1_667, 20_000));
        assert!(year(41_700, 500_000));
        assert!(!year(98, 1_274), "a month too many");
        assert!(!year(100, 1_250), "too coarse to say");
        assert!(!year(1, 14), "counts, of which two were missed");
        assert!(!shared_out(500.into(), &[250.into(), 249.into(), 1.into()]));
        assert!(!shared_out(0.into(), &[]));
    }

    #[test]
    fn what_rounding_took_from_equal_figures_it_took_together() {
        let figures = [500, 7, 0, 500, 7, 500].map(|value| (Decimal::from(value), Decimal::ONE));
        let together = independent(figures.to_vec());
        assert_eq!(together, [1, 1, 1, 3].map(Decimal::from));
    }
}
