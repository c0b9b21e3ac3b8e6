//! Answers to a whole questionnaire, in every kind, none of them a State's.

use std::collections::BTreeMap;

use anyhow::Context as _;
use domain::questionnaire::{
    Answers, Contact, Edition, Enabled, EvidenceItem, EvidenceLink, Given, GivenOption, GivenValue, Kind, OptionItem,
    Placed, Precision, QuestionIndex, Standing, accept,
};
use serde_json::{Value, json};

/// A sentence that says that it is invented.
pub(crate) const TEXT: &str = "This answer is invented to measure a program: an agency drafts, others comment, a \
                               minister signs, and the text is reviewed every second year.";

/// What is answered, by question, and what was asked.
pub(crate) struct Sheet {
    pub(crate) answers: BTreeMap<QuestionIndex, (GivenValue, Standing)>,
    pub(crate) asked: Vec<QuestionIndex>,
}

/// A number that looks arbitrary and is always the same for the same two.
fn drawn(seed: u64, place: u64) -> usize {
    // SplitMix64 (Steele, Lea, Flood, 2014).
    let z = seed
        .wrapping_mul(0x2545_f491_4f6c_dd1d)
        .wrapping_add(place.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((z ^ z >> 31) >> 33).unwrap_or(0)
}

impl Sheet {
    /// Every question answered so that as many further ones as possible are asked: the longest survey there is.
    pub(crate) fn longest(edition: &Edition) -> anyhow::Result<Self> {
        Self::walk(edition, |placed, said| {
            let mut best: Option<(usize, GivenValue)> = None;
            for value in values(edition, placed) {
                let standing = accept(edition, &placed.question.code, Given::Value(value.clone())).ok()?;
                let with = said
                    .iter()
                    .map(|(index, (_, standing))| (&edition.at(*index).question.code, standing))
                    .chain([(&placed.question.code, &standing)]);
                let asked = Enabled::of(edition, &Answers::of(edition, with)).questions().count();
                if best.as_ref().is_none_or(|(most, _)| asked > *most) {
                    best = Some((asked, value));
                }
            }
            best.map(|(_, value)| value)
        })
    }

    /// A survey as States answer it: every module chosen, then this or that; a tenth is left open.
    pub(crate) fn varied(edition: &Edition, seed: u64) -> anyhow::Result<Self> {
        Self::walk(edition, |placed, _| {
            let mut values = values(edition, placed);
            let place = u64::from(placed.index.0);
            let chooses_modules = placed.index.0 < 10;
            if drawn(seed, place).is_multiple_of(10) && !chooses_modules {
                return None;
            }
            let mut value = values.swap_remove(drawn(seed + 1, place) % values.len());
            if let GivenValue::MultiChoice(chosen) = &mut value
                && !chooses_modules
            {
                let most = 1 + drawn(seed + 2, place) % 4;
                while chosen.len() > most {
                    chosen.swap_remove(drawn(seed + 3, place) % chosen.len());
                }
            }
            Some(value)
        })
    }

    /// Says something to each question as soon as it is asked, until no more come up.
    fn walk(
        edition: &Edition,
        mut say: impl FnMut(Placed<'_>, &BTreeMap<QuestionIndex, (GivenValue, Standing)>) -> Option<GivenValue>,
    ) -> anyhow::Result<Self> {
        let mut answers: BTreeMap<QuestionIndex, (GivenValue, Standing)> = BTreeMap::new();
        let mut seen = std::collections::BTreeSet::new();
        loop {
            let said = answers
                .iter()
                .map(|(index, (_, standing))| (&edition.at(*index).question.code, standing));
            let enabled = Enabled::of(edition, &Answers::of(edition, said));
            // One at a time: what is said to one may decide whether the next is asked.
            let next = enabled.questions().find(|index| !seen.contains(index));
            let Some(index) = next else {
                answers.retain(|index, _| enabled.contains(*index));
                let asked = enabled.questions().collect();
                return Ok(Self { answers, asked });
            };
            seen.insert(index);
            let placed = edition.at(index);
            if placed.question.bind.is_some() {
                continue;
            }
            if let Some(value) = say(placed, &answers) {
                let standing = accept(edition, &placed.question.code, Given::Value(value.clone()))
                    .ok()
                    .with_context(|| format!("{} does not take {value:?}", placed.question.code))?;
                answers.insert(index, (value, standing));
            }
        }
    }
}

fn chosen(option: &OptionItem) -> GivenOption {
    GivenOption {
        option: option.code.to_string(),
        text: option.with_text.then(|| "Something else, invented.".to_owned()),
    }
}

/// Values that a question takes and that lead to different further questions.
fn values(edition: &Edition, placed: Placed<'_>) -> Vec<GivenValue> {
    let options = edition.options(placed.question);
    match &placed.question.kind {
        Kind::SingleChoice { .. } => options
            .iter()
            .map(|option| GivenValue::SingleChoice(chosen(option)))
            .collect(),
        Kind::MultiChoice { .. } => {
            let together: Vec<GivenOption> = options.iter().filter(|option| !option.exclusive).map(chosen).collect();
            if together.is_empty() {
                options
                    .first()
                    .map(|option| GivenValue::MultiChoice(vec![chosen(option)]))
                    .into_iter()
                    .collect()
            } else {
                vec![GivenValue::MultiChoice(together)]
            }
        }
        Kind::Scale { min, max } => (*min..=*max).map(GivenValue::Scale).collect(),
        Kind::Boolean => vec![GivenValue::Boolean(true), GivenValue::Boolean(false)],
        Kind::ShortText { max_length } => {
            let most = usize::try_from(*max_length).unwrap_or(usize::MAX);
            vec![GivenValue::ShortText(TEXT.chars().take(most).collect())]
        }
        Kind::LongText { .. } => vec![GivenValue::LongText(TEXT.to_owned())],
        Kind::Number { min, .. } => {
            vec![GivenValue::Number(
                min.map_or_else(|| "5".to_owned(), |min| min.to_string()),
            )]
        }
        Kind::Date { precision } => {
            let date = match precision {
                Precision::Year => "2024",
                Precision::Month => "2024-05",
                Precision::Day => "2024-05-17",
            };
            vec![GivenValue::Date(date.to_owned())]
        }
        Kind::UrlList { .. } => vec![GivenValue::UrlList(vec![
            "https://example.org/invented/strategy".to_owned(),
        ])],
        Kind::Evidence { .. } => vec![GivenValue::Evidence(vec![EvidenceItem::Link(EvidenceLink {
            url: "https://example.org/invented/strategy".to_owned(),
            title: Some("An invented strategy".to_owned()),
            citation: Some("page 7".to_owned()),
        })])],
        Kind::StateList => vec![GivenValue::StateList(vec!["QMA".to_owned(), "QMB".to_owned()])],
        Kind::Contact => vec![GivenValue::Contact(Contact {
            name: None,
            unit: Some("An invented desk".to_owned()),
            email: Some("desk@example.org".to_owned()),
            telephone: Some("+999 555 0100".to_owned()),
        })],
    }
}

/// A value as the API takes it.
pub(crate) fn input(value: &GivenValue) -> Value {
    let option = |chosen: &GivenOption| json!({"option": chosen.option, "text": chosen.text});
    match value {
        GivenValue::SingleChoice(chosen) => json!({"singleChoice": option(chosen)}),
        GivenValue::MultiChoice(chosen) => json!({"multiChoice": chosen.iter().map(option).collect::<Vec<_>>()}),
        GivenValue::Scale(step) => json!({"scale": step}),
        GivenValue::Boolean(yes) => json!({"boolean": yes}),
        GivenValue::ShortText(text) => json!({"shortText": text}),
        GivenValue::LongText(text) => json!({"longText": text}),
        GivenValue::Number(number) => json!({"number": number}),
        GivenValue::Date(date) => json!({"date": date}),
        GivenValue::UrlList(links) => json!({"urlList": links}),
        GivenValue::Evidence(items) => {
            // The sheet tells links alone: nothing is kept for its States.
            let links = items.iter().filter_map(|item| match item {
                EvidenceItem::Link(link) => Some(link),
                EvidenceItem::Kept(_) => None,
            });
            let link = |link: &EvidenceLink| json!({"url": link.url, "title": link.title, "citation": link.citation});
            json!({"evidence": links.map(link).collect::<Vec<_>>()})
        }
        GivenValue::StateList(states) => json!({"stateList": states}),
        GivenValue::Contact(contact) => json!({"contact": {
            "name": contact.name, "unit": contact.unit, "email": contact.email, "telephone": contact.telephone,
        }}),
    }
}
