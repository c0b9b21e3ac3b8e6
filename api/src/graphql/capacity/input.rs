//! What people say of a need or an offer, read.

use std::collections::BTreeSet;

use async_graphql::InputObject;
use chrono::NaiveDate;
use domain::capacity::{Content, OpenTo, Party, Terms};
use domain::id::{BadCode, OrganisationId, StateCode};
use domain::language::{Language, Text, Texts};
use domain::report::Group;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::text::LanguageCode;

/// What a need or an offer says in one language.
#[derive(Clone, Debug, InputObject)]
pub struct NoticeWordingInput {
    /// The language.
    language: LanguageCode,
    /// Its title, at most 200 characters.
    title: String,
    /// What is to be said about it, at most 4,000 characters.
    description: Option<String>,
}

/// What a need or an offer is about.
#[derive(Clone, Debug, InputObject)]
pub struct NoticeContentInput {
    /// The kind of capability: a term of the vocabulary `capability_kinds`.
    kind: String,
    /// The codes of the provisions that it serves.
    #[graphql(default)]
    provisions: Vec<String>,
    /// Its themes: terms of the vocabulary `themes`.
    #[graphql(default)]
    themes: Vec<String>,
    /// The languages in which help can be taken, or is given.
    #[graphql(default)]
    languages: Vec<LanguageCode>,
    /// Title and description, in one language or more.
    wordings: Vec<NoticeWordingInput>,
}

/// Whom an offer is to be open to: the States of the groups and those named; every State where neither is named.
#[derive(Clone, Debug, Default, InputObject)]
pub struct OpenToInput {
    /// Groups: `regional:african`, `m49:002`, `ldc`, `lldc`, `sids`, `organisation:au`.
    #[graphql(default)]
    groups: Vec<String>,
    /// States, by alpha-3 code.
    #[graphql(default)]
    states: Vec<String>,
}

/// On what terms an offer stands.
#[derive(Clone, Debug, Default, InputObject)]
pub struct OfferTermsInput {
    /// In which forms it comes: terms of the vocabulary `capacity_forms`.
    #[graphql(default)]
    forms: Vec<String>,
    /// Whom it is open to; left out: every State.
    open_to: Option<OpenToInput>,
    /// Its first day; left out: it holds since it is released.
    from: Option<NaiveDate>,
    /// Its last day; left out: it has none.
    until: Option<NaiveDate>,
    /// Where more is said about it.
    link: Option<String>,
}

fn unknown(field: &'static str, value: String) -> Fault {
    Fault::invalid().at(format!("input.{field}")).with("value", value)
}

fn codes<T: Ord>(
    field: &'static str,
    given: Vec<String>,
    read: impl Fn(&str) -> Option<T>,
) -> Result<BTreeSet<T>, Fault> {
    let read = |code: String| read(&code).ok_or_else(|| unknown(field, code));
    given.into_iter().map(read).collect()
}

fn parsed<T: std::str::FromStr<Err = BadCode>>(code: &str) -> Option<T> {
    code.parse().ok()
}

impl NoticeContentInput {
    /// What is said, proved against the catalogue; `terms` for an offer.
    pub(super) fn read(self, call: &Call, terms: Option<OfferTermsInput>) -> Result<Content, Fault> {
        let texts = |pick: &dyn Fn(&NoticeWordingInput) -> Option<String>| {
            let texts = self.wordings.iter().filter_map(|wording| {
                let text = Text::unofficial(pick(wording)?);
                Some((Language::from(wording.language), text))
            });
            Texts::new(texts)
        };
        let mut said = BTreeSet::new();
        if let Some(again) = (self.wordings.iter()).find(|wording| !said.insert(Language::from(wording.language))) {
            let twice = Language::from(again.language).code();
            return Err(unknown("content.wordings", twice.to_owned()).with("reason", "twice"));
        }
        let content = Content {
            title: texts(&|wording| Some(wording.title.clone())),
            description: texts(&|wording| wording.description.clone()),
            kind: parsed(&self.kind).ok_or_else(|| unknown("content.kind", self.kind.clone()))?,
            provisions: codes("content.provisions", self.provisions, parsed)?,
            themes: codes("content.themes", self.themes, parsed)?,
            languages: self.languages.into_iter().map(Language::from).collect(),
            terms: terms.map(OfferTermsInput::read).transpose()?,
        };
        Ok(content.checked(&call.world().norms)?)
    }
}

impl OfferTermsInput {
    fn read(self) -> Result<Terms, Fault> {
        let open_to = self.open_to.unwrap_or_default();
        Ok(Terms {
            forms: codes("terms.forms", self.forms, parsed)?,
            open_to: OpenTo {
                groups: codes("terms.openTo.groups", open_to.groups, Group::from_code)?,
                states: codes("terms.openTo.states", open_to.states, parsed)?,
            },
            from: self.from,
            until: self.until,
            link: self.link,
        })
    }
}

/// Whose it is to be: one State or one organisation.
pub(super) fn read_party(call: &Call, state: Option<String>, organisation: Option<String>) -> Result<Party, Fault> {
    let norms = &call.world().norms;
    match (state, organisation) {
        (Some(code), None) => {
            let known = StateCode::new(code.clone()).ok();
            let known = known.filter(|known| norms.state(known).is_some());
            known.map(Party::State).ok_or_else(|| unknown("state", code))
        }
        (None, Some(code)) => {
            let known = OrganisationId::new(code.clone()).ok();
            let known = known.filter(|known| norms.organisation(known).is_some());
            known
                .map(Party::Organisation)
                .ok_or_else(|| unknown("organisation", code))
        }
        (Some(_), Some(_)) | (None, None) => Err(Fault::invalid().at("input.state")),
    }
}
