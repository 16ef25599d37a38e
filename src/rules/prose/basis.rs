//! Changes and rates that are told on another basis than the figures beside them.

use crate::fact::Reading;
use crate::figure::Span;

/// Whether words call a figure weighted, adjusted, at constant prices or rates of exchange, or after exclusions.
pub(in crate::rules) fn is_other(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    [
        "weighted",
        "adjusted",
        "standardised",
        "standardized",
        "excluding",
        "like-for-like",
        "constant currency",
        "constant currencies",
        "constant prices",
        "constant exchange",
        "real terms",
        "organic",
        "underlying",
    ]
    .iter()
    .any(|w| {
        text.match_indices(w)
            .any(|(at, _)| !text[..at].ends_with("un") && !text[..at].ends_with("un-"))
    })
}

/// Whether such words stand right behind a figure of the text: "fell 11% in constant currency".
pub(in crate::rules) fn is_said_behind(reading: &Reading, block: u32, figure: Span) -> bool {
    let behind = reading
        .block(block)
        .and_then(|b| b.text.get(figure.end as usize..))
        .unwrap_or("");
    let until = behind.find([',', ';', '(']).unwrap_or(behind.len());
    let near: Vec<&str> = behind[..until].split_whitespace().take(4).collect();
    is_other(&near.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_another_basis_are_known_and_their_opposites_are_not() {
        for text in [
            "fell 11% in constant currency",
            "Adjusted margin",
            "a rise of 3% in real terms",
        ] {
            assert!(is_other(text), "{text}");
        }
        for text in ["unadjusted margin", "un-weighted mean", "fell 11%"] {
            assert!(!is_other(text), "{text}");
        }
    }
}
