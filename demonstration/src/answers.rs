//! An answer to any question of any edition, by its kind: fit to be filed, in the language of its State.

use domain::id::StateCode;
use domain::language::Language;
use domain::questionnaire::{
    Contact, Decimal, Edition, EvidenceItem, EvidenceLink, Given, GivenOption, GivenValue, Kind, OptionItem, Pattern,
    Placed, Precision, QuestionnaireKind, StandingCode, permits,
};

use crate::phrases::{
    BODIES, DESK, DOCUMENTS, GROUPS, INVENTED, MEASURES, OTHERS, PASSAGES, PRACTICES, VIEWS, Words, said,
};
use crate::seeded::Seeded;
use crate::states::FictionalState;

/// Who answers, and when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Voice<'a> {
    /// The State.
    pub(crate) state: &'a FictionalState,
    /// States that it may name; itself is left out.
    pub(crate) others: &'a [StateCode],
    /// The year in which the round opens.
    pub(crate) year: u16,
    /// Whether it reports for the first time.
    pub(crate) first: bool,
}

/// How likely each state of implementation is named.
const STATUS: [(usize, &str); 7] = [
    (4, "not_considered"),
    (9, "under_consideration"),
    (13, "planned"),
    (30, "partially_implemented"),
    (24, "implemented"),
    (16, "implemented_reviewed"),
    (4, "no_measure_needed"),
];

/// A value for the question, without any problem that judging would find.
pub(crate) fn value(edition: &Edition, placed: Placed<'_>, voice: Voice<'_>, seeded: &mut Seeded) -> GivenValue {
    let question = placed.question;
    let options = edition.options(question);
    match &question.kind {
        Kind::SingleChoice { .. } => {
            let option = match question.pattern.as_ref() {
                Some(Pattern::Status) => named(options, seeded.weigh(&STATUS)),
                Some(Pattern::Other(name)) if name == Pattern::CHANGE && voice.first => named(options, "first_report"),
                Some(Pattern::Approach | Pattern::Other(_)) | None => None,
            };
            let option = option.unwrap_or_else(|| seeded.pick(options));
            GivenValue::SingleChoice(chosen(option, voice, seeded))
        }
        Kind::MultiChoice { .. } => GivenValue::MultiChoice(several(options, voice, seeded)),
        Kind::Scale { min, max } => {
            let steps = usize::try_from(max - min).unwrap_or(0) + 1;
            GivenValue::Scale(min + i32::try_from(seeded.below(steps)).unwrap_or(0))
        }
        Kind::Boolean => GivenValue::Boolean(seeded.percent(70)),
        Kind::ShortText { max_length } => GivenValue::ShortText(short(placed, voice, *max_length, seeded)),
        Kind::LongText { .. } => GivenValue::LongText(long(edition, placed, voice, seeded)),
        Kind::Number { min, max, .. } => GivenValue::Number(number(*min, *max, seeded)),
        Kind::Date { precision } => GivenValue::Date(date(placed, *precision, voice, seeded)),
        Kind::UrlList { max_items } => {
            let documents = documents(*max_items, seeded);
            GivenValue::UrlList(documents.iter().map(|(_, slug)| address(voice, slug)).collect())
        }
        Kind::Evidence { max_items } => {
            let documents = documents(*max_items, seeded);
            let link = |(title, slug): &(Words, &str)| {
                EvidenceItem::Link(EvidenceLink {
                    url: address(voice, slug),
                    title: Some(said(title, voice.state.language).to_owned()),
                    citation: seeded
                        .percent(60)
                        .then(|| said(seeded.pick(PASSAGES), voice.state.language).to_owned()),
                })
            };
            GivenValue::Evidence(documents.iter().map(link).collect())
        }
        Kind::StateList => {
            let others: Vec<&StateCode> = voice
                .others
                .iter()
                .filter(|other| *other != voice.state.code())
                .collect();
            let count = 1 + seeded.below(3);
            let chosen = seeded.places(count, others.len());
            GivenValue::StateList(chosen.iter().map(|place| others[*place].to_string()).collect())
        }
        Kind::Contact => {
            let code = voice.state.code().as_str().to_lowercase();
            GivenValue::Contact(Contact {
                name: None,
                unit: Some(said(&DESK, voice.state.language).to_owned()),
                email: Some(format!("survey.{code}@example.org")),
                // No country or area has the calling code 999 (ITU-T E.164, "reserved").
                telephone: Some(format!("+999 555 01{:02}", seeded.below(100))),
            })
        }
    }
}

/// A text that is longer than may be filed, as drafts hold them.
pub(crate) fn overlong(language: Language, max_words: u32) -> String {
    // Every sentence has more than four words.
    let count = usize::try_from(max_words).unwrap_or(0) / 4 + 1;
    let sentences: Vec<&str> = MEASURES
        .iter()
        .cycle()
        .take(count)
        .map(|words| said(words, language))
        .collect();
    joined(language, &sentences)
}

/// A typed silence that the kind permits.
pub(crate) fn silence(kind: &Kind, seeded: &mut Seeded) -> Given {
    let weights = [
        (3, StandingCode::None),
        (3, StandingCode::NotApplicable),
        (2, StandingCode::ExistsNotDisclosed),
        (2, StandingCode::Declined),
    ];
    let permitted: Vec<_> = weights
        .into_iter()
        .filter(|(_, standing)| permits(kind.code(), *standing))
        .collect();
    match seeded.weigh(&permitted) {
        StandingCode::None => Given::None,
        StandingCode::NotApplicable => Given::NotApplicable,
        StandingCode::ExistsNotDisclosed => Given::ExistsNotDisclosed,
        StandingCode::Declined | StandingCode::Answered => Given::Declined,
    }
}

fn named<'a>(options: &'a [OptionItem], code: &str) -> Option<&'a OptionItem> {
    options.iter().find(|option| option.code.as_str() == code)
}

fn chosen(option: &OptionItem, voice: Voice<'_>, seeded: &mut Seeded) -> GivenOption {
    GivenOption {
        option: option.code.to_string(),
        text: option
            .with_text
            .then(|| said(seeded.pick(OTHERS), voice.state.language).to_owned()),
    }
}

/// An exclusive option alone, or some of the others.
fn several(options: &[OptionItem], voice: Voice<'_>, seeded: &mut Seeded) -> Vec<GivenOption> {
    let (alone, together): (Vec<&OptionItem>, Vec<&OptionItem>) = options.iter().partition(|option| option.exclusive);
    if !alone.is_empty() && (together.is_empty() || seeded.percent(12)) {
        let option = seeded.pick(&alone);
        return vec![chosen(option, voice, seeded)];
    }
    let count = 1 + seeded.below(4);
    let places = seeded.places(count, together.len());
    places
        .into_iter()
        .map(|place| chosen(together[place], voice, seeded))
        .collect()
}

fn short(placed: Placed<'_>, voice: Voice<'_>, max_length: u32, seeded: &mut Seeded) -> String {
    let language = voice.state.language;
    let code = placed.question.code.as_str();
    let of_a_body = placed
        .question
        .pattern
        .as_ref()
        .is_some_and(|pattern| pattern.code() == "lead_authority");
    let text = if of_a_body || code.ends_with(".authority") {
        body(said(seeded.pick(BODIES), language), voice.state)
    } else if code.ends_with(".group_name") {
        said(seeded.pick(GROUPS), language).to_owned()
    } else {
        joined(
            language,
            &[said(seeded.pick(OTHERS), language), said(&INVENTED, language)],
        )
    };
    text.chars()
        .take(usize::try_from(max_length).unwrap_or(usize::MAX))
        .collect()
}

/// The name of a body with that of its State.
fn body(name: &str, state: &FictionalState) -> String {
    let own = state.own_name();
    match state.language {
        Language::Chinese => format!("{own}{name}"),
        Language::Arabic => format!("{name}، {own}"),
        Language::English | Language::French | Language::Russian | Language::Spanish => format!("{name}, {own}"),
    }
}

fn long(edition: &Edition, placed: Placed<'_>, voice: Voice<'_>, seeded: &mut Seeded) -> String {
    let bank = match (edition.kind(), placed.question.pattern.as_ref().map(Pattern::code)) {
        (_, Some("good_practice")) => PRACTICES,
        (_, Some("understanding")) | (QuestionnaireKind::Views | QuestionnaireKind::Declaration, _) => VIEWS,
        (QuestionnaireKind::NationalImplementation | QuestionnaireKind::FurtherProvisions, _) => MEASURES,
    };
    let language = voice.state.language;
    let count = 1 + seeded.below(3);
    let chosen = seeded.places(count, bank.len());
    let mut sentences: Vec<&str> = chosen.into_iter().map(|place| said(&bank[place], language)).collect();
    sentences.push(said(&INVENTED, language));
    joined(language, &sentences)
}

fn joined(language: Language, sentences: &[&str]) -> String {
    sentences.join(match language {
        Language::Chinese => "",
        Language::Arabic | Language::English | Language::French | Language::Russian | Language::Spanish => " ",
    })
}

fn number(min: Option<Decimal>, max: Option<Decimal>, seeded: &mut Seeded) -> String {
    let whole = |bound: Decimal| bound.to_string().parse::<usize>().ok();
    let least = min.and_then(whole).unwrap_or(0);
    let most = max.and_then(whole).map_or(least + 20, |most| most.max(least));
    (least + seeded.below(most - least + 1)).to_string()
}

fn date(placed: Placed<'_>, finest: Precision, voice: Voice<'_>, seeded: &mut Seeded) -> String {
    let back = |seeded: &mut Seeded| 1 + seeded.below(6);
    let planned = placed
        .question
        .pattern
        .as_ref()
        .is_some_and(|pattern| pattern.code() == "planned_for");
    let year = usize::from(voice.year);
    let year = if planned {
        year + back(seeded)
    } else {
        year - back(seeded)
    };
    let (month, day) = (1 + seeded.below(12), 1 + seeded.below(28));
    let given = *seeded.pick(&[Precision::Year, Precision::Month, Precision::Day]);
    match given.min(finest) {
        Precision::Year => format!("{year:04}"),
        Precision::Month => format!("{year:04}-{month:02}"),
        Precision::Day => format!("{year:04}-{month:02}-{day:02}"),
    }
}

fn documents(max_items: u32, seeded: &mut Seeded) -> Vec<(Words, &'static str)> {
    let most = usize::try_from(max_items).unwrap_or(1).clamp(1, 2);
    let count = 1 + seeded.below(most);
    seeded
        .places(count, DOCUMENTS.len())
        .into_iter()
        .map(|place| DOCUMENTS[place])
        .collect()
}

fn address(voice: Voice<'_>, slug: &str) -> String {
    let state = voice.state.code().as_str().to_lowercase();
    format!("https://example.org/{state}/{}/{slug}", voice.year)
}
