//! The encodings that PDF names (ISO 32000-1, annex D), as characters.

/// Adobe StandardEncoding from code 32 on; a NUL where there is no character.
pub(super) const STANDARD: &str = "\
    \x20!\"#$%&\u{2019}()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_\u{2018}abcdefgh\
    ijklmnopqrstuvwxyz{|}~\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0¡¢\
    £\u{2044}¥\u{192}§¤'\u{201c}«\u{2039}\u{203a}\u{fb01}\u{fb02}\0\u{2013}\u{2020}\u{2021}·\0¶\
    \u{2022}\u{201a}\u{201e}\u{201d}»\u{2026}\u{2030}\0¿\0`´\u{2c6}\u{2dc}¯\u{2d8}\u{2d9}¨\0\
    \u{2da}¸\0\u{2dd}\u{2db}\u{2c7}\u{2014}\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0Æ\0ª\0\0\0\0ŁØŒº\0\0\
    \0\0\0æ\0\0\0ı\0\0łøœß\0\0\0\0";

/// WinAnsiEncoding (code page 1252) from code 32 on.
pub(super) const WIN_ANSI: &str = "\
    \x20!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuv\
    wxyz{|}~\u{2022}\u{20ac}\u{2022}\u{201a}\u{192}\u{201e}\u{2026}\u{2020}\u{2021}\u{2c6}\
    \u{2030}Š\u{2039}Œ\u{2022}Ž\u{2022}\u{2022}\u{2018}\u{2019}\u{201c}\u{201d}\u{2022}\u{2013}\
    \u{2014}\u{2dc}\u{2122}š\u{203a}œ\u{2022}žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆ\
    ÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";

/// MacRomanEncoding from code 32 on.
pub(super) const MAC_ROMAN: &str = "\
    \x20!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuv\
    wxyz{|}~\0ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü\u{2020}°¢£§\u{2022}¶ß®©\u{2122}´¨\u{2260}ÆØ\
    \u{221e}±\u{2264}\u{2265}¥µ\u{2202}\u{2211}\u{220f}\u{3c0}\u{222b}ªº\u{3a9}æø¿¡¬\u{221a}\
    \u{192}\u{2248}\u{2206}«»\u{2026}\u{a0}ÀÃÕŒœ\u{2013}\u{2014}\u{201c}\u{201d}\u{2018}\u{2019}\
    ÷\u{25ca}ÿŸ\u{2044}¤\u{2039}\u{203a}\u{fb01}\u{fb02}\u{2021}·\u{201a}\u{201e}\u{2030}ÂÊÁËÈÍÎ\
    ÏÌÓÔ\0ÒÚÛÙı\u{2c6}\u{2dc}¯\u{2d8}\u{2d9}\u{2da}¸\u{2dd}\u{2db}\u{2c7}";

/// The Symbol font from code 32 on.
pub(super) const SYMBOL: &str = "\
    \x20!\u{2200}#\u{2203}%&\u{220b}()\u{2217}+,\u{2212}./0123456789:;<=>?\u{2245}\u{391}\u{392}\
    \u{3a7}\u{394}\u{395}\u{3a6}\u{393}\u{397}\u{399}\u{3d1}\u{39a}\u{39b}\u{39c}\u{39d}\u{39f}\
    \u{3a0}\u{398}\u{3a1}\u{3a3}\u{3a4}\u{3a5}\u{3c2}\u{3a9}\u{39e}\u{3a8}\u{396}[\u{2234}]\
    \u{22a5}_\u{f8e5}\u{3b1}\u{3b2}\u{3c7}\u{3b4}\u{3b5}\u{3c6}\u{3b3}\u{3b7}\u{3b9}\0\u{3ba}\
    \u{3bb}\u{3bc}\u{3bd}\u{3bf}\u{3c0}\u{3b8}\u{3c1}\u{3c3}\u{3c4}\u{3c5}\u{3d6}\u{3c9}\u{3be}\
    \u{3c8}\u{3b6}{|}\u{223c}\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
    \u{20ac}\u{3d2}\u{2032}\u{2264}\u{2044}\u{221e}\u{192}\u{2663}\u{2666}\u{2665}\u{2660}\
    \u{2194}\u{2190}\u{2191}\u{2192}\u{2193}°±\u{2033}\u{2265}×\u{221d}\u{2202}\u{2022}÷\u{2260}\
    \u{2261}\u{2248}\u{2026}\u{f8e6}\u{f8e7}\u{21b5}\u{2135}\u{2111}\u{211c}\u{2118}\u{2297}\
    \u{2295}\u{2205}\u{2229}\u{222a}\u{2283}\u{2287}\u{2284}\u{2282}\u{2286}\u{2208}\u{2209}\
    \u{2220}\u{2207}\u{f6da}\u{f6d9}\u{f6db}\u{220f}\u{221a}\u{22c5}¬\u{2227}\u{2228}\u{21d4}\
    \u{21d0}\u{21d1}\u{21d2}\u{21d3}\u{25ca}\u{2329}\u{f8e8}\u{f8e9}\u{f8ea}\u{2211}\u{f8eb}\
    \u{f8ec}\u{f8ed}\u{f8ee}\u{f8ef}\u{f8f0}\u{f8f1}\u{f8f2}\u{f8f3}\u{f8f4}\0\u{232a}\u{222b}\
    \u{2320}\u{f8f5}\u{2321}\u{f8f6}\u{f8f7}\u{f8f8}\u{f8f9}\u{f8fa}\u{f8fb}\u{f8fc}\u{f8fd}\
    \u{f8fe}\0";

/// The ZapfDingbats font from code 32 on.
pub(super) const DINGBATS: &str = "\
    \x20\u{2701}\u{2702}\u{2703}\u{2704}\u{260e}\u{2706}\u{2707}\u{2708}\u{2709}\u{261b}\u{261e}\
    \u{270c}\u{270d}\u{270e}\u{270f}\u{2710}\u{2711}\u{2712}\u{2713}\u{2714}\u{2715}\u{2716}\
    \u{2717}\u{2718}\u{2719}\u{271a}\u{271b}\u{271c}\u{271d}\u{271e}\u{271f}\u{2720}\u{2721}\
    \u{2722}\u{2723}\u{2724}\u{2725}\u{2726}\u{2727}\u{2605}\u{2729}\u{272a}\u{272b}\u{272c}\
    \u{272d}\u{272e}\u{272f}\u{2730}\u{2731}\u{2732}\u{2733}\u{2734}\u{2735}\u{2736}\u{2737}\
    \u{2738}\u{2739}\u{273a}\u{273b}\u{273c}\u{273d}\u{273e}\u{273f}\u{2740}\u{2741}\u{2742}\
    \u{2743}\u{2744}\u{2745}\u{2746}\u{2747}\u{2748}\u{2749}\u{274a}\u{274b}\u{25cf}\u{274d}\
    \u{25a0}\u{274f}\u{2750}\u{2751}\u{2752}\u{25b2}\u{25bc}\u{25c6}\u{2756}\u{25d7}\u{2758}\
    \u{2759}\u{275a}\u{275b}\u{275c}\u{275d}\u{275e}\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
    \0\0\0\0\0\0\0\0\0\0\0\0\u{2761}\u{2762}\u{2763}\u{2764}\u{2765}\u{2766}\u{2767}\u{2663}\
    \u{2666}\u{2665}\u{2660}\u{2460}\u{2461}\u{2462}\u{2463}\u{2464}\u{2465}\u{2466}\u{2467}\
    \u{2468}\u{2469}\u{2776}\u{2777}\u{2778}\u{2779}\u{277a}\u{277b}\u{277c}\u{277d}\u{277e}\
    \u{277f}\u{2780}\u{2781}\u{2782}\u{2783}\u{2784}\u{2785}\u{2786}\u{2787}\u{2788}\u{2789}\
    \u{278a}\u{278b}\u{278c}\u{278d}\u{278e}\u{278f}\u{2790}\u{2791}\u{2792}\u{2793}\u{2794}\
    \u{2192}\u{2194}\u{2195}\u{2798}\u{2799}\u{279a}\u{279b}\u{279c}\u{279d}\u{279e}\u{279f}\
    \u{27a0}\u{27a1}\u{27a2}\u{27a3}\u{27a4}\u{27a5}\u{27a6}\u{27a7}\u{27a8}\u{27a9}\u{27aa}\
    \u{27ab}\u{27ac}\u{27ad}\u{27ae}\u{27af}\0\u{27b1}\u{27b2}\u{27b3}\u{27b4}\u{27b5}\u{27b6}\
    \u{27b7}\u{27b8}\u{27b9}\u{27ba}\u{27bb}\u{27bc}\u{27bd}\u{27be}\0";

/// A table of 256 characters; NUL where a code has none.
pub(super) fn table(from_32: &str) -> [char; 256] {
    let mut table = ['\0'; 256];
    for (slot, c) in table.iter_mut().skip(32).zip(from_32.chars()) {
        *slot = c;
    }
    table
}

/// An encoding by its name.
pub(super) fn named(name: &[u8]) -> Option<[char; 256]> {
    Some(table(match name {
        b"WinAnsiEncoding" => WIN_ANSI,
        b"MacRomanEncoding" => MAC_ROMAN,
        b"StandardEncoding" => STANDARD,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_covers_the_codes_from_32_to_255() {
        for t in [STANDARD, WIN_ANSI, MAC_ROMAN, SYMBOL, DINGBATS] {
            assert_eq!(t.chars().count(), 224);
        }
        assert_eq!(table(WIN_ANSI)[0x80], '€');
        assert_eq!(table(WIN_ANSI)[0xa3], '£');
        assert_eq!(table(MAC_ROMAN)[0xa3], '£');
        assert_eq!(table(STANDARD)[0xa3], '£');
        assert_eq!(table(STANDARD)[0x27], '\u{2019}');
        assert_eq!(table(SYMBOL)[0xb7], '\u{2022}');
        assert_eq!(table(DINGBATS)[0x34], '\u{2714}');
    }
}
