//! What people say of a proposal, read.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::InputObject;
use domain::id::{BadCode, StateCode};
use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::{RelationKind, RelationReading};
use domain::proposal::{Content, Paragraph, Related};

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::norm::RelationReadingCode;
use crate::graphql::proposal::object::ProposalKindCode;
use crate::graphql::text::{LanguageCode, TextStatusCode};

/// A text in one language.
#[derive(Clone, Debug, InputObject)]
pub struct ProposalTextInput {
    /// The language; of a proposal, one that has a title.
    language: LanguageCode,
    /// The words.
    content: String,
}

/// What a proposal says in one language, its paragraphs aside.
#[derive(Clone, Debug, InputObject)]
pub struct ProposalWordingInput {
    /// The language.
    language: LanguageCode,
    /// How far everything that is said in this language may be relied on: the official wording of the State, its own
    /// unofficial one, or a machine translation that nobody has read.
    status: TextStatusCode,
    /// The title, at most 200 characters.
    title: String,
    /// Why it is proposed, at most 10,000 characters.
    rationale: Option<String>,
}

/// A paragraph of the proposed text.
#[derive(Clone, Debug, InputObject)]
pub struct ProposalParagraphInput {
    /// Its number, `2`, `2.1` or `2.a`: what stands before the last dot is the paragraph that it is a part of.
    number: String,
    /// Its wording, in one language or more; at most 4,000 characters each.
    texts: Vec<ProposalTextInput>,
}

/// How a proposal stands to a provision of the catalogue.
#[derive(Clone, Debug, InputObject)]
pub struct ProposalRelationInput {
    /// The code of the provision.
    provision: String,
    /// How the proposal stands to it; not `SOURCE_OF` and not `RESTATED_BY`, which only a text that is there can be.
    relation: RelationReadingCode,
    /// The paragraph that does; left out: the whole does.
    paragraph: Option<String>,
}

/// What a proposal says.
#[derive(Clone, Debug, InputObject)]
pub struct ProposalContentInput {
    /// What is proposed.
    kind: ProposalKindCode,
    /// Title and rationale, in one language or more.
    wordings: Vec<ProposalWordingInput>,
    /// The proposed text, a paragraph before its parts; at most 50.
    paragraphs: Vec<ProposalParagraphInput>,
    /// With kind `ELABORATION`: the codes of the provisions that it is about.
    #[graphql(default)]
    elaborates: Vec<String>,
    /// Its themes: terms of the vocabulary `themes`.
    #[graphql(default)]
    themes: Vec<String>,
    /// How it stands to provisions of the catalogue.
    #[graphql(default)]
    relations: Vec<ProposalRelationInput>,
}

fn unknown(field: &str, value: String) -> Fault {
    Fault::invalid().at(format!("input.{field}")).with("value", value)
}

fn code<T: std::str::FromStr<Err = BadCode>>(field: &str, code: String) -> Result<T, Fault> {
    code.parse().map_err(|_| unknown(field, code))
}

fn codes<T: std::str::FromStr<Err = BadCode> + Ord>(field: &str, given: Vec<String>) -> Result<BTreeSet<T>, Fault> {
    given.into_iter().map(|given| code(field, given)).collect()
}

fn twice(field: &str, language: Language) -> Fault {
    unknown(field, language.code().to_owned()).with("reason", "twice")
}

/// The texts, each with the status of its language; a language stands once.
fn texts(
    field: &str,
    given: impl IntoIterator<Item = (LanguageCode, String)>,
    status: impl Fn(Language) -> TextStatus,
) -> Result<Texts, Fault> {
    let mut found: BTreeMap<Language, Text> = BTreeMap::new();
    for (language, content) in given {
        let language = Language::from(language);
        let status = status(language);
        if found.insert(language, Text { content, status }).is_some() {
            return Err(twice(field, language));
        }
    }
    Ok(Texts::new(found))
}

/// What a new version changes.
pub(super) fn changes(given: Vec<ProposalTextInput>) -> Result<Texts, Fault> {
    let given = given.into_iter().map(|text| (text.language, text.content));
    texts("changes", given, |_| TextStatus::Unofficial)
}

impl ProposalContentInput {
    /// What is proposed, proved against the catalogue.
    pub(super) fn read(self, call: &Call) -> Result<Content, Fault> {
        let mut statuses: BTreeMap<Language, TextStatus> = BTreeMap::new();
        for wording in &self.wordings {
            let language = Language::from(wording.language);
            if statuses.insert(language, wording.status.into()).is_some() {
                return Err(twice("content.wordings", language));
            }
        }
        // What has no title is refused by the rule, whatever its status.
        let status = |language| statuses.get(&language).copied().unwrap_or(TextStatus::Unofficial);
        let titles = self
            .wordings
            .iter()
            .map(|wording| (wording.language, wording.title.clone()));
        let title = texts("content.wordings", titles, status)?;
        let rationales = self.wordings.into_iter();
        let rationales = rationales.filter_map(|wording| Some((wording.language, wording.rationale?)));
        let rationale = texts("content.wordings", rationales, status)?;
        let paragraphs = self.paragraphs.into_iter().map(|paragraph| {
            let wordings = paragraph.texts.into_iter().map(|text| (text.language, text.content));
            Ok(Paragraph {
                number: code("content.paragraphs", paragraph.number)?,
                text: texts("content.paragraphs", wordings, status)?,
            })
        });
        let relations = self.relations.into_iter().map(|relation| {
            let reading = RelationReading::from(relation.relation);
            let kind = RelationKind::ALL.into_iter().find(|kind| kind.reading() == reading);
            let paragraph = relation.paragraph.map(|number| code("content.relations", number));
            Ok(Related {
                provision: code("content.relations", relation.provision)?,
                kind: kind.ok_or_else(|| unknown("content.relations", reading.code().to_owned()))?,
                paragraph: paragraph.transpose()?,
            })
        });
        let content = Content {
            kind: self.kind.into(),
            title,
            paragraphs: paragraphs.collect::<Result<_, Fault>>()?,
            rationale,
            elaborates: codes("content.elaborates", self.elaborates)?,
            themes: codes("content.themes", self.themes)?,
            relations: relations.collect::<Result<_, Fault>>()?,
        };
        Ok(content.checked(&call.world().norms)?)
    }
}

/// A State that there is.
pub(super) fn state(call: &Call, given: String) -> Result<StateCode, Fault> {
    let known = StateCode::new(given.clone()).ok();
    let known = known.filter(|known| call.world().norms.state(known).is_some());
    known.ok_or_else(|| unknown("state", given))
}
