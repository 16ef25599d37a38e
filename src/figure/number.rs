//! The figure grammar (nom): a cell's text, or the figures in a sentence.

pub use super::cell::read_cell;
pub(crate) use super::cell_numeral::grouped_by_dots;
use super::dates;
use super::period::DateFound;
use super::scan::{self, Mode};
use super::{Figure, PeriodRef, Span, compose, digits, words};

/// The figures of a sentence or paragraph, in order. Dates, references, telephone numbers and the like are not figures.
pub fn scan(text: &str) -> Vec<Figure> {
    if !may_hold(text) {
        return Vec::new();
    }
    read_prose(text).figures
}

/// What a text tells in numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Numbers {
    /// Its figures, in order.
    pub figures: Vec<Figure>,
    /// Its periods, in order.
    pub periods: Vec<(Span, PeriodRef)>,
    /// Its dates with a day, in order.
    pub days: Vec<DateFound>,
}

/// The figures, periods and days of a sentence or paragraph, read together.
pub fn read_prose(text: &str) -> Numbers {
    let atoms = dates::atoms(text, false);
    let periods = compose::compose(text, &atoms);
    let days = super::period::days(&atoms);
    let mut figures = if may_hold(text) {
        scan::figures(text, &atoms, Mode::Prose)
    } else {
        Vec::new()
    };
    // the 12 of "12 months to 31 March 2025" belongs to the period
    let mut at = 0;
    figures.retain(|f| {
        while periods.get(at).is_some_and(|p| p.0.end <= f.span.start) {
            at += 1;
        }
        !periods
            .get(at)
            .is_some_and(|p| p.0.start < f.span.end && f.span.start < p.0.end)
    });
    Numbers {
        figures,
        periods,
        days,
    }
}

/// Whether a text holds a digit or could hold a number word: the cheap look before [`scan()`].
pub fn may_hold(text: &str) -> bool {
    if digits::any(text) || !text.is_ascii() {
        return true;
    }
    let bytes = text.as_bytes();
    let mut start = true;
    for (i, b) in bytes.iter().enumerate() {
        if start && words::may_begin(&bytes[i..]) {
            return true;
        }
        start = !b.is_ascii_alphanumeric();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Form, Hedge, Reading, Suppressed, Unit};

    /// Value (scaled), places and unit of a cell that is one figure.
    fn cell(text: &str) -> Option<(String, i8, Unit)> {
        let r = read_cell(text);
        let f = r.figure()?;
        Some((f.scaled().normalize().to_string(), f.places, f.unit))
    }

    fn plain(text: &str) -> Option<String> {
        cell(text).map(|c| c.0)
    }

    fn several(text: &str) -> Vec<String> {
        read_cell(text)
            .figures()
            .iter()
            .map(|f| {
                format!(
                    "{}{}",
                    f.value,
                    if f.unit == Unit::Percent { "%" } else { "" }
                )
            })
            .collect()
    }

    fn found(text: &str) -> Vec<String> {
        scan(text)
            .iter()
            .map(|f| f.span.of(text).to_string())
            .collect()
    }

    #[test]
    fn cells_with_one_number_are_read_in_every_dress() {
        for (text, value) in [
            ("1,234", "1234"),
            ("(1,204.5)", "-1204.5"),
            ("-836.6", "-836.6"),
            ("−12", "-12"),
            ("1,234-", "-1234"),
            ("+27.4", "27.4"),
            ("£1.2m", "1200000"),
            ("-£3,000", "-3000"),
            ("£-3,000", "-3000"),
            ("(£27k)", "-27000"),
            ("£(27)", "-27"),
            ("42.4%", "42.4"),
            ("(4.2)%", "-4.2"),
            ("3.5 percentage points", "3.5"),
            ("1 ½", "1.5"),
            ("18 080", "18080"),
            ("-21 139", "-21139"),
            ("1 234,5", "1234.5"),
            ("12,5", "12.5"),
            ("1.234,56", "1234.56"),
            ("0,123", "0.123"),
            ("5,217*", "5217"),
            ("48¹", "48"),
            ("96 [b]", "96"),
            ("122 days", "122"),
            ("**1,412**", "1412"),
            ("1.5E+03", "1500"),
            ("Twelve", "12"),
            ("One", "1"),
            ("Nil", "0"),
            ("1 *a note about two others.", "1"),
            ("5% (all sources)", "5"),
            ("2015", "2015"),
            ("12 €", "12"),
            ("1,234 r", "1234"),
        ] {
            assert_eq!(plain(text).as_deref(), Some(value), "{text}");
        }
        assert_eq!(cell("£1.20"), Some(("1.2".into(), 2, Unit::Pounds)));
    }

    #[test]
    fn mixed_cells_keep_all_their_figures() {
        assert_eq!(several("45% (9 of 20)"), ["45%", "9", "20"]);
        assert_eq!(several("42.5% (17/40 homes)"), ["42.5%", "17", "40"]);
        assert_eq!(several("3.1% (calls) 15.9% (visits)"), ["3.1%", "15.9%"]);
        assert_eq!(several("45 (12%)"), ["45", "12%"]);
    }

    #[test]
    fn marks_in_place_of_a_number_are_suppressed_never_zero() {
        assert_eq!(read_cell("<5"), Reading::Suppressed(Suppressed::Below(5)));
        assert_eq!(read_cell(" * "), Reading::Suppressed(Suppressed::Withheld));
        assert_eq!(read_cell("[x]"), Reading::Suppressed(Suppressed::Withheld));
        assert_eq!(read_cell("~"), Reading::Suppressed(Suppressed::Negligible));
        assert_eq!(read_cell("–"), Reading::Suppressed(Suppressed::Dash));
        assert_eq!(
            read_cell("n/a"),
            Reading::Suppressed(Suppressed::NotApplicable)
        );
        assert_eq!(read_cell("  "), Reading::Blank);
    }

    #[test]
    fn labels_periods_codes_and_bands_are_text() {
        for text in [
            "2024/25",
            "31/3/25",
            "5.1.2",
            "A10",
            "0-4",
            "18 to 24",
            "65 and over",
            "2 bed",
            "Children aged 5",
            "01234 567890",
            "10:30",
            "007",
            "Q3 2024-25",
            "3 March 2024",
            "12 months to March 2025",
            "'16 vs '01",
            "16 vs 01",
            "** **",
            "__\u{c}\u{c}__",
        ] {
            assert_eq!(read_cell(text), Reading::Text, "{text}");
        }
    }

    #[test]
    fn figures_in_prose_are_found_with_their_dress() {
        assert_eq!(
            found(
                "It rose by £1.2m to £3.4 million (about 42.4%), 3.5 percentage points above 17 of the 40."
            ),
            [
                "£1.2m",
                "£3.4 million",
                "42.4%",
                "3.5 percentage points",
                "17",
                "40"
            ]
        );
        assert_eq!(
            found(
                "There were twelve visits and one withdrawal; fifty-four of 1,204 calls took 3 weeks."
            ),
            ["twelve", "one", "fifty-four", "1,204", "3 weeks"]
        );
    }

    #[test]
    fn what_only_looks_like_a_figure_is_passed_over() {
        for text in [
            "Held on 3 July 2021 at 10.30 am in Room 4.",
            "See Appendix 2, Section 151 and paragraph 5.1.2 on page 7.",
            "Appendices 1, 2 and 3 and pages 3 to 8 follow.",
            "- 6.9 A weekly panel meets.",
            "12. The service has begun.",
            "Call 024 7600 0000 or write to AB1 2CD.",
            "mail ann.b12@example.org or see https://example.org/2024/12 for more",
            "Covid-19, the A10 and ISO 9001 apply under the Widgets Act 1998.",
            "A 14-year-old girl, children aged 5 and 16 to 18 year olds.",
            "In 2023/24 and 2024-2025 no one did, as in the previous year.",
            "a rate of per 10,000 and 24/7 cover",
            "as 31 U.S.C. 5313, 45 CFR 46 and Public Law 106-113 have it <<note: 50 USC 1861>>",
            "Meet at 332 North Road, Milton, or 14 West Hill St. and 9 Elm Avenue in May.",
            "a pH below 7,38 or wards 4,5 and 1,2,3",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn groups_of_three_behind_spaces_are_one_figure() {
        assert_eq!(found("It held R 1 165 700 in all."), ["1 165 700"]);
        assert_eq!(found("for 12\u{2009}300 homes"), ["12\u{2009}300"]);
        assert_eq!(found("for 12\u{a0}300.5 km"), ["12\u{a0}300.5"]);
        // Common spaces between two groups may part two figures.
        assert_eq!(found("There were 12 300 homes."), ["12", "300"]);
        assert_eq!(found("sizes of 12 345 678 90"), ["12", "345", "678", "90"]);
        // People live in streets too.
        assert_eq!(found("of 332 North Road residents"), ["332"]);
    }

    #[test]
    fn hedges_and_ranges_set_bounds() {
        let h = |t: &str| scan(t).iter().map(|f| f.hedge).collect::<Vec<_>>();
        assert_eq!(h("about 40 calls"), [Hedge::About]);
        assert_eq!(h("over £5m was spent"), [Hedge::Over]);
        assert_eq!(h("fewer than 12 homes"), [Hedge::Under]);
        assert_eq!(h("at 5-10% of cost"), [Hedge::Over, Hedge::Under]);
        assert_eq!(h("between 5 and 10 calls"), [Hedge::Over, Hedge::Under]);
        assert_eq!(h("above the target (122)"), [Hedge::None]);
    }

    #[test]
    fn ranks_and_fractions_have_their_form() {
        let f = |t: &str| {
            scan(t)
                .first()
                .map(|f| (f.form, f.value.round_dp(2).to_string()))
        };
        assert_eq!(f("ranked 9th out of 43"), Some((Form::Ordinal, "9".into())));
        assert_eq!(
            f("the second highest rate"),
            Some((Form::Ordinal, "2".into()))
        );
        assert_eq!(f("a third of homes"), Some((Form::Fraction, "0.33".into())));
        assert_eq!(
            f("two-thirds of homes"),
            Some((Form::Fraction, "0.67".into()))
        );
        assert_eq!(f("a second chance"), None);
    }

    #[test]
    fn spans_point_at_the_printed_text() {
        let t = "cost –£3.5m (net), or £ 12";
        assert_eq!(found(t), ["–£3.5m", "£ 12"]);
        // A currency belongs to one number only.
        assert_eq!(found("of 821$ -3 left"), ["821$", "-3"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "[0-9a-zA-Z£%.,()/\\-–½ *<+&']{0,60}") {
            let _ = read_cell(&text);
            for f in scan(&text) {
                proptest::prop_assert!(!f.span.of(&text).is_empty());
            }
            let _ = crate::figure::period::scan(&text);
        }

        #[test]
        fn any_characters_are_read_without_panic(text in "\\PC{0,40}") {
            let _ = read_cell(&text);
            let _ = scan(&text);
            let _ = crate::figure::period::parse(&text);
        }
    }
}
