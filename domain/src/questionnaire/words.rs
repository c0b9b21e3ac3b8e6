//! How words are counted.

use unicode_segmentation::UnicodeSegmentation;

/// How many words a text has (UAX 29, segments with a letter or digit). Words of scripts with spaces count as written;
/// each Chinese character is a word. Scripts that UAX 29 leaves to dictionaries count finer than a reader would: Japanese
/// by kanji, by hiragana and by run of katakana; Thai, Lao, Khmer and Burmese by letter with its marks.
pub fn words(text: &str) -> usize {
    text.unicode_words().count()
}

/// A number that [`words`] never exceeds, found without segmentation: texts well within their limit are most of what is
/// judged, and segmenting them would be most of the time that judging takes. It counts each letter or digit, except where it follows another one
/// and UAX 29 (WB5, WB8 to WB10) surely keeps the two together.
pub(super) fn words_at_most(text: &str) -> usize {
    let mut count = 0;
    let mut after_joining = false;
    for c in text.chars() {
        let is_joining = joins(c);
        if !(is_joining && after_joining) && c.is_alphanumeric() {
            count += 1;
        }
        after_joining = is_joining;
    }
    count
}

/// Letters and digits of word-break classes `ALetter` and `Numeric`, of the scripts most in use: Latin, Cyrillic and
/// Arabic.
const fn joins(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'Ѐ'..='ҁ' | 'Ҋ'..='ԯ' | 'ؠ'..='ي' | '٠'..='٩')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_counted_as_readers_count_them() {
        for (text, count) in [
            ("", 0),
            (" \n— … !", 0),
            ("The quick (“brown”) fox can’t jump 32.3 feet, right?", 9),
            ("l’usage responsable des TIC", 4),
            ("ответственное поведение государств", 3),
            ("السلوك المسؤول للدول", 3),
            ("国家负责任行为规范", 9),
            ("2015年的11条规范", 7),
            ("ICT安全", 3),
            // Japanese: kanji and hiragana one by one, katakana by run.
            ("国のセキュリティ", 3),
            // Thai: by letter with its marks.
            ("ภาษา", 4),
            ("대한민국 안보", 2),
            ("a-b a_b a.b", 4),
        ] {
            assert_eq!(words(text), count, "{text}");
        }
    }

    #[test]
    fn letters_said_to_join_do_join() {
        for c in ('\0'..='\u{FFFF}').filter(|c| joins(*c)) {
            assert_eq!(words(&format!("a{c}1{c}я{c}{c}")), 1, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn spaced_scripts_are_hardly_overestimated() {
        for text in [
            "responsible State behaviour",
            "ответственное поведение",
            "السلوك المسؤول",
            "sécurité numérique",
        ] {
            assert_eq!(words_at_most(text), words(text));
        }
    }

    proptest! {
        #[test]
        fn the_estimate_is_never_too_low(text in prop_oneof![
            any::<String>(),
            "[a-zéяخ中のカא1٣²½_ .,:'\u{300}\u{64b}\u{200d}\u{ad}]{0,30}",
        ]) {
            prop_assert!(words(&text) <= words_at_most(&text), "{} > {}", words(&text), words_at_most(&text));
        }
    }
}
