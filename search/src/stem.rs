//! The stem of a word, and the words that say nothing by themselves.

use domain::language::Language;
use rust_stemmers::{Algorithm, Stemmer};

use crate::fold::{bare, fold, lower};

/// The Snowball stemmer of each language; Chinese words have no endings.
pub(crate) fn stem(word: &str, language: Language) -> String {
    let (algorithm, read) = match language {
        Language::Arabic => (Algorithm::Arabic, bare(word)),
        Language::English => (Algorithm::English, lower(word)),
        Language::French => (Algorithm::French, lower(word)),
        Language::Russian => (Algorithm::Russian, lower(word)),
        Language::Spanish => (Algorithm::Spanish, lower(word)),
        Language::Chinese => return fold(word),
    };
    // What holds a digit is a name or a number, and has no endings.
    if read.chars().any(char::is_numeric) {
        return fold(&read);
    }
    fold(&Stemmer::create(algorithm).stem(&read))
}

/// Words that hold sentences together, as folded: a search for them alone would find everything.
const ARABIC: &[&str] = &[
    "في", "من", "علي", "الي", "عن", "مع", "ان", "او", "ما", "لا", "هذا", "هذه", "التي", "الذي", "بين", "كل", "و", "ب",
];
const CHINESE: &[&str] = &[
    "的", "了", "和", "与", "在", "是", "及", "或", "之", "对", "中", "等", "第",
];
const ENGLISH: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "its", "of", "on", "or", "s",
    "that", "the", "their", "this", "to", "was", "which", "with",
];
const FRENCH: &[&str] = &[
    "a", "au", "aux", "c", "ce", "ces", "cette", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les",
    "leur", "leurs", "n", "ou", "par", "pour", "qu", "que", "qui", "s", "sa", "se", "ses", "son", "sur", "un", "une",
];
const RUSSIAN: &[&str] = &[
    "а", "без", "в", "во", "для", "до", "за", "и", "из", "или", "их", "к", "как", "на", "не", "о", "об", "от", "по",
    "при", "с", "со", "что", "это",
];
const SPANISH: &[&str] = &[
    "a", "al", "con", "de", "del", "e", "el", "en", "es", "la", "las", "lo", "los", "o", "para", "por", "que", "se",
    "su", "sus", "un", "una", "y",
];

/// Whether a folded word only holds sentences of some language together.
pub(crate) fn is_little(folded: &str) -> bool {
    [ARABIC, CHINESE, ENGLISH, FRENCH, RUSSIAN, SPANISH]
        .iter()
        .any(|words| words.contains(&folded))
}

/// What stands before the number of a paragraph, as folded: *para. 13 (c)* asks for the 13 (c).
const BEFORE_NUMBERS: &[&str] = &[
    "para",
    "paras",
    "paragraph",
    "paragraphs",
    "op",
    "pp",
    "paragraphe",
    "paragraphes",
    "parrafo",
    "parrafos",
    "parr",
    "пункт",
    "пункта",
    "пункте",
    "п",
    "الفقره",
    "فقره",
];

/// Whether a folded word only says that the number after it is that of a paragraph.
pub(crate) fn announces_a_number(folded: &str) -> bool {
    BEFORE_NUMBERS.contains(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (language, one, other) in [
            (Language::Arabic, "المعايير", "معايير"),
            (Language::Arabic, "سيادة", "سياده"),
            (Language::English, "norms", "norm"),
            (Language::English, "Vulnerabilities", "vulnerability"),
            (Language::French, "infrastructures", "infrastructure"),
            (Language::French, "nationales", "nationale"),
            (Language::Russian, "государствами", "государства"),
            (Language::Spanish, "normas", "norma"),
            (Language::Spanish, "vulnerabilidades", "vulnerabilidad"),
        ] {
            assert_eq!(stem(one, language), stem(other, language), "{language}: {one}");
        }
    }

    #[test]
    fn words_that_are_left_out_stand_as_they_are_compared() {
        let all = [ARABIC, CHINESE, ENGLISH, FRENCH, RUSSIAN, SPANISH, BEFORE_NUMBERS];
        for word in all.iter().flat_map(|words| words.iter()) {
            assert_eq!(fold(word), *word);
        }
    }
}
