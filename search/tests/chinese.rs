//! How well Chinese is found on the real catalogue: by pairs of characters, by a dictionary, and as it is done.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;

use catalogue::Catalogue;
use domain::language::{Language, Texts};
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use search::{Index, Item, Query};

/// Words that people of the field look for, alone and two together.
const WORDS: [&str; 16] = [
    "规范",
    "负责任",
    "国家行为",
    "关键基础设施",
    "供应链",
    "漏洞",
    "交流信息",
    "人权",
    "国际法",
    "领土",
    "信通技术",
    "能力建设",
    "建立信任措施",
    "恐怖主义",
    "隐私",
    "主权",
];
const TOGETHER: [(&str, &str); 6] = [
    ("保护", "基础设施"),
    ("报告", "漏洞"),
    ("尊重", "人权"),
    ("使用", "领土"),
    ("合作", "犯罪"),
    ("完整性", "供应链"),
];

fn chinese() -> Vec<String> {
    let catalogue = Catalogue::load().unwrap();
    let of = |texts: &Texts| texts.get(Language::Chinese).map(|text| text.content.clone());
    let provisions = catalogue.norms.provisions().iter();
    let mut texts: Vec<String> = provisions
        .flat_map(|provision| [&provision.text, &provision.statement, &provision.title])
        .filter_map(of)
        .collect();
    for edition in catalogue.editions() {
        texts.extend(edition.questions().filter_map(|placed| of(&placed.question.prompt)));
    }
    texts
}

/// What an index of these texts finds.
fn found(index: &Index, query: &str) -> BTreeSet<usize> {
    let query = Query::read(query).unwrap();
    let found = index.search(&query, &[Language::Chinese], Language::Chinese, |_| true);
    found.into_iter().map(|found| found.item).collect()
}

/// The texts that hold each of these as they stand.
fn held(texts: &[String], words: &[&str]) -> BTreeSet<usize> {
    let holds = |text: &String| words.iter().all(|word| text.contains(word));
    let held = texts.iter().enumerate().filter(|(_, text)| holds(text));
    held.map(|(at, _)| at).collect()
}

fn dictionary(text: &str) -> BTreeSet<String> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(text).collect();
    ends.windows(2).map(|ends| text[ends[0]..ends[1]].to_owned()).collect()
}

#[test]
fn chinese_is_found_where_it_stands_and_hardly_anywhere_else() {
    let texts = chinese();
    let index = Index::build(texts.iter().map(|text| Item {
        codes: Vec::new(),
        texts: vec![(Language::Chinese, text.as_str())],
    }));
    let cut: Vec<BTreeSet<String>> = texts.iter().map(|text| dictionary(text)).collect();
    let (mut right, mut ours, mut of_dictionary, mut apart, mut wrong) = (0, 0, 0, 0, 0);
    for word in WORDS {
        let held = held(&texts, &[word]);
        assert!(!held.is_empty(), "{word} does not occur");
        let found = found(&index, word);
        let words = dictionary(word);
        right += held.len();
        ours += found.intersection(&held).count();
        // Each word of what was asked for, standing apart: that is what asking for words means.
        let (of_words, of_none): (Vec<usize>, Vec<usize>) = found
            .difference(&held)
            .partition(|at| words.iter().all(|word| texts[**at].contains(word)));
        apart += of_words.len();
        wrong += of_none.len();
        of_dictionary += held.iter().filter(|at| words.is_subset(&cut[**at])).count();
    }
    println!(
        "{} texts; {right} hold the words: {ours} found, by dictionary alone {of_dictionary}; {apart} hold them apart, {wrong} do not",
        texts.len()
    );
    assert_eq!(ours, right, "what is there is found");
    assert!(of_dictionary < right, "a dictionary alone would do");
    assert!(wrong * 100 <= right, "{wrong} of {right}");

    let (mut right, mut ours, mut too_many) = (0, 0, 0);
    for (one, other) in TOGETHER {
        let held = held(&texts, &[one, other]);
        let found = found(&index, &format!("{one}{other}"));
        right += held.len();
        ours += found.intersection(&held).count();
        too_many += found.difference(&held).count();
    }
    println!("{right} hold two words in any order: {ours} found, and {too_many} more");
    assert!(ours * 10 >= right * 9, "{ours} of {right}");
}
