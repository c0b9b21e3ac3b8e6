//! What tests hold a pack with: one of an edition, answers of every kind, and a workbook that can be changed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use catalogue::Catalogue;
use chrono::DateTime;
use domain::id::{QuestionCode, StateCode, SubmissionId};
use domain::language::Language;
use domain::questionnaire::{
    Chosen, Contact, Edition, EvidenceCommitment, EvidenceItem, EvidenceLink, Kind, Precision, Question,
    QuestionnaireKind, Standing, Value,
};
use pack::{Based, Names, Pack, SealKey, Source};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What packs are sealed with.
pub(crate) const KEY: SealKey = SealKey::new([7; 32]);

/// What would be a formula, markup or an escape somewhere on its way.
pub(crate) const HOSTILE: &str =
    "=HYPERLINK(\"http://example.org\") +1 -1 @x </t></si> &amp; \u{202e} ' _x 1,5\n\tsecond line  ";

pub(crate) fn catalogue() -> Catalogue {
    Catalogue::load().unwrap_or_else(|report| panic!("{:?}", report.faults))
}

pub(crate) fn national(catalogue: &Catalogue) -> &Edition {
    let mut editions = catalogue.editions().iter();
    editions
        .find(|edition| edition.kind() == QuestionnaireKind::NationalImplementation)
        .unwrap()
}

pub(crate) fn source(edition: &Edition, language: Language) -> Source {
    Source {
        submission: SubmissionId(uuid::Uuid::from_u128(1)),
        state: "QMA".parse().unwrap(),
        round: "national-2027".parse().unwrap(),
        edition: edition.id().clone(),
        edition_hash: *edition.hash(),
        language,
        made_at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
    }
}

pub(crate) fn pack<'p>(
    catalogue: &'p Catalogue,
    edition: &'p Edition,
    language: Language,
    answers: BTreeMap<QuestionCode, Based>,
) -> Pack<'p> {
    let name = |code: &str| (StateCode::new(code).unwrap(), format!("State {code}"));
    Pack {
        source: source(edition, language),
        edition,
        norms: &catalogue.norms,
        names: Names {
            state: "State QMA".to_owned(),
            round: "A round".to_owned(),
            states: vec![name("QMA"), name("QMB")],
            is_demonstration: true,
        },
        sections: edition.sections().map(|placed| placed.section.code.clone()).collect(),
        answers,
    }
}

fn link(title: &str) -> EvidenceLink {
    EvidenceLink {
        url: "https://example.org/?a=1&b=<2>".to_owned(),
        title: (!title.is_empty()).then(|| title.to_owned()),
        citation: Some("article 3".to_owned()),
    }
}

/// A value of the kind that a question asks for, with hostile text wherever there is text.
fn value(edition: &Edition, question: &Question) -> Value {
    let chosen = || {
        let chosen = |option: &domain::questionnaire::OptionItem| Chosen {
            option: option.code.clone(),
            text: option.with_text.then(|| HOSTILE.to_owned()),
        };
        edition.options(question).iter().map(chosen)
    };
    match &question.kind {
        Kind::SingleChoice { .. } => Value::SingleChoice(chosen().next_back().unwrap()),
        Kind::MultiChoice { .. } => Value::MultiChoice(chosen().step_by(2).collect()),
        Kind::Scale { max, .. } => Value::Scale(*max),
        Kind::Boolean => Value::Boolean(question.code.as_str().len().is_multiple_of(2)),
        Kind::ShortText { .. } => Value::ShortText("007".to_owned()),
        Kind::LongText { .. } => Value::LongText(format!("{HOSTILE}\n\nسطر ثان\n第三行")),
        Kind::Number { .. } => Value::Number("-12.50".parse().unwrap()),
        Kind::Date { precision } => Value::Date(
            match precision {
                Precision::Year => "2026",
                Precision::Month => "2026-11",
                Precision::Day => "2026-11-20",
            }
            .parse()
            .unwrap(),
        ),
        Kind::UrlList { .. } => Value::UrlList((0..25).map(|at| format!("https://example.org/{at}")).collect()),
        Kind::Evidence { .. } => Value::Evidence(vec![
            EvidenceItem::Kept(EvidenceCommitment([7; 32])),
            EvidenceItem::Link(link(HOSTILE.trim())),
            EvidenceItem::Link(link("")),
        ]),
        Kind::StateList => Value::StateList(vec![StateCode::new("FRA").unwrap(), StateCode::new("QMA").unwrap()]),
        Kind::Contact => Value::Contact(Contact {
            unit: Some(HOSTILE.to_owned()),
            telephone: Some("+1 212 555 01 00".to_owned()),
            ..Contact::default()
        }),
    }
}

/// A value for every question that takes one.
pub(crate) fn answered(edition: &Edition) -> BTreeMap<QuestionCode, Based> {
    let asked = edition.questions().filter(|placed| placed.question.bind.is_none());
    let based = |question: &Question| Based {
        revision: 3,
        standing: Some(Standing::Answered(value(edition, question))),
    };
    asked
        .map(|placed| (placed.question.code.clone(), based(placed.question)))
        .collect()
}

/// The parts of a workbook.
#[derive(Clone, Default)]
pub(crate) struct Workbook(BTreeMap<String, Vec<u8>>);

impl Workbook {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = BTreeMap::new();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            parts.insert(part.name().unwrap().into_owned(), content);
        }
        Self(parts)
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.0 {
            archive.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            archive.write_all(content).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    pub(crate) fn add(&mut self, part: &str, content: &str) {
        self.0.insert(part.to_owned(), content.as_bytes().to_vec());
    }

    /// Replaces a text where it stands first.
    pub(crate) fn replace(&mut self, part: &str, from: &str, to: &str) {
        let content = String::from_utf8(self.0.remove(part).unwrap()).unwrap();
        assert!(content.contains(from), "{part} has no {from}");
        self.add(part, &content.replacen(from, to, 1));
    }
}
