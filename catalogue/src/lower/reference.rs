//! Vocabularies, documents, crosswalk, organisations and the list of what is not yet asked.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use domain::capacity::{CAPABILITY_KINDS, CAPACITY_FORMS, CONTACT_DIRECTORIES, CONTACT_KINDS};
use domain::id::{ProvisionId, RelationId, Term};
use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::{
    Adoption, Citer, Document, Entry, Membership, Organisation, ProvisionKind, REFERENCE_WORDS, RegionalGroup,
    Relation, RelationKind, StateStatus, Vocabulary,
};
use domain::questionnaire::{KindCode, Level, StandingCode};

use crate::catalogue::NotYetAsked;
use crate::fault::{At, Faults};
use crate::form::TextsForm;
use crate::form::reference::{
    CapacityForm, CrosswalkForm, DocumentForm, DocumentsForm, NotYetAskedForm, OrganisationForm, OrganisationsForm,
    RelationForm, VocabulariesForm,
};
use crate::lower::condition::OPERATORS;
use crate::lower::{Lowering, Names, texts};
use crate::yaml::{Item, Ordered};

/// The vocabularies as they are needed while lowering.
#[derive(Default)]
pub(crate) struct Vocabularies(pub(crate) Vec<Vocabulary>);

impl Vocabularies {
    /// Whether the term may be used. Where the vocabularies could not be read, that is their only fault.
    pub(crate) fn has(&self, vocabulary: &str, term: &str) -> bool {
        let has = |v: &Vocabulary| v.name.as_str() == vocabulary && v.label(term).is_some();
        self.0.is_empty() || self.0.iter().any(has)
    }
}

/// A vocabulary: its name, its labels, and the codes of the enum that it must match, if there is one.
type List = (&'static str, Ordered<Item<TextsForm>>, Option<Vec<&'static str>>);

/// The vocabularies. Those that the program knows as enums hold exactly the codes of the enum.
pub(crate) fn vocabularies(at: &At<'_>, form: VocabulariesForm, faults: &mut Faults) -> Vocabularies {
    let codes = |codes: &[&'static str]| Some(codes.to_vec());
    let operators = form.operators;
    let format = form.format;
    let lists: Vec<List> = vec![
        (
            "provision_kinds",
            form.provision_kinds,
            codes(&ProvisionKind::ALL.map(ProvisionKind::code)),
        ),
        ("addressees", form.addressees, None),
        ("themes", form.themes, None),
        ("instrument_kinds", form.instrument_kinds, None),
        ("document_relations", form.document_relations, None),
        (
            "crosswalk_relations",
            form.crosswalk_relations,
            codes(&RelationKind::ALL.map(RelationKind::code)),
        ),
        (
            "text_statuses",
            form.text_statuses,
            codes(&TextStatus::ALL.map(TextStatus::code)),
        ),
        (
            "answer_kinds",
            form.answer_kinds,
            codes(&KindCode::ALL.map(KindCode::code)),
        ),
        (
            "levels",
            form.levels,
            Some(Level::ALL.iter().map(|level| level.code()).collect()),
        ),
        (
            "regional_groups",
            form.regional_groups,
            codes(&RegionalGroup::ALL.map(RegionalGroup::code)),
        ),
        (
            "state_statuses",
            form.state_statuses,
            codes(&StateStatus::ALL.map(StateStatus::code)),
        ),
        ("adoptions", form.adoptions, codes(&Adoption::ALL.map(Adoption::code))),
        ("m49_areas", form.m49_areas, None),
        ("languages", form.languages, codes(&Language::ALL.map(Language::code))),
        (
            "standings",
            form.standings,
            codes(&StandingCode::ALL.map(StandingCode::code)),
        ),
        (REFERENCE_WORDS, form.reference_words, None),
    ];
    let (names, none) = (Names::default(), Vocabularies::default());
    let mut lowering = Lowering {
        names: &names,
        vocabularies: &none,
        faults,
    };
    lowering.format(at, &format, "catalogue/vocabularies@1");
    let mut vocabularies = Vec::new();
    for (name, entries, known) in lists {
        let at = at.key(name);
        let mut lowered = Vec::new();
        for code in known.iter().flatten() {
            if !entries.0.iter().any(|(term, _)| term == code) {
                lowering.faults.add(&at, format!("the term `{code}` is missing"));
            }
        }
        for (term, label) in entries.0 {
            let at = at.key(&term);
            if known.as_ref().is_some_and(|known| !known.contains(&term.as_str())) {
                lowering
                    .faults
                    .add(&at, format!("the program does not know the term `{term}`"));
            }
            let term = lowering.code(&at, &term);
            let label = label.take(&at, lowering.faults).map(|form| lowering.texts(&at, &form));
            lowered.extend(term.zip(label).map(|(term, label)| Entry {
                term,
                label,
                sources: Vec::new(),
            }));
        }
        let name = Term::new(name).expect("the names above are words");
        vocabularies.push(Vocabulary { name, entries: lowered });
    }
    if operators != OPERATORS {
        let message = format!("the program knows the operators {}", OPERATORS.join(" "));
        lowering.faults.add(&at.key("operators"), message);
    }
    Vocabularies(vocabularies)
}

impl Lowering<'_> {
    /// The vocabularies of needs, offers and directories, with the provisions that name their terms.
    pub(crate) fn capacity(&mut self, at: &At<'_>, form: CapacityForm) -> Vec<Vocabulary> {
        self.format(at, &form.format, "catalogue/capacity@1");
        let lists = [
            (CAPABILITY_KINDS, form.capability_kinds),
            (CAPACITY_FORMS, form.capacity_forms),
            (CONTACT_KINDS, form.contact_kinds),
            (CONTACT_DIRECTORIES, form.contact_directories),
        ];
        let mut vocabularies = Vec::new();
        for (name, entries) in lists {
            let at = at.key(name);
            let mut lowered = Vec::new();
            for (term, item) in entries.0 {
                let at = at.key(&term);
                let term = self.code(&at, &term);
                let Some(form) = item.take(&at, self.faults) else {
                    continue;
                };
                let label = self.texts(&at.key("label"), &form.label);
                let sources = self.references(&at.key("sources"), &form.sources, |n| &n.provisions);
                lowered.extend(term.map(|term| Entry { term, label, sources }));
            }
            let name = Term::new(name).expect("the names above are words");
            vocabularies.push(Vocabulary { name, entries: lowered });
        }
        vocabularies
    }

    pub(crate) fn documents(&mut self, at: &At<'_>, form: DocumentsForm) -> Vec<Document> {
        self.format(at, &form.format, "catalogue/documents@1");
        let items = at.key("items");
        let mut seen = HashSet::new();
        let mut documents = Vec::new();
        for (index, item) in form.items.into_iter().enumerate() {
            let at = items.index(index);
            let Some(form) = item.take(&at, self.faults) else {
                continue;
            };
            if !seen.insert(form.symbol.clone()) {
                self.faults
                    .add(&at.key("symbol"), format!("the symbol {} stands twice", form.symbol));
            }
            documents.extend(self.document(&at, form));
        }
        documents
    }

    fn document(&mut self, at: &At<'_>, form: DocumentForm) -> Option<Document> {
        let symbol = self.code(&at.key("symbol"), &form.symbol);
        let date = form.date.and_then(|date| self.date(&at.key("date"), &date));
        let kind = self.code(&at.key("kind"), &form.kind);
        let cited_by = at.key("cited_by");
        let mut citers = Vec::new();
        for (index, citer) in form.cited_by.iter().enumerate() {
            let at = cited_by.index(index);
            citers.extend(if citer.contains('/') {
                self.reference(&at, citer, |n| &n.provisions).map(Citer::Provision)
            } else {
                self.reference(&at, citer, |n| &n.instruments).map(Citer::Instrument)
            });
        }
        let instrument = form
            .instrument
            .and_then(|id| self.reference(&at.key("instrument"), &id, |n| &n.instruments));
        Some(Document {
            symbol: symbol?,
            date,
            date_source: form.date_source,
            kind: kind?,
            description: form.description,
            cited_by: citers,
            instrument,
        })
    }

    /// The crosswalk: no provision related to itself, no pair twice, no end missing.
    pub(crate) fn crosswalk(&mut self, at: &At<'_>, form: CrosswalkForm) -> Vec<Relation> {
        self.format(at, &form.format, "catalogue/crosswalk@1");
        let meanings = at.key("relations");
        for kind in RelationKind::ALL {
            if !form.relations.0.iter().any(|(name, _)| name == kind.code()) {
                self.faults
                    .add(&meanings, format!("the relation `{}` is not explained", kind.code()));
            }
        }
        for (name, meaning) in &form.relations.0 {
            let at = meanings.key(name);
            match RelationKind::from_code(name) {
                None => self.faults.add(&at, format!("`{name}` is not a relation")),
                Some(kind) if kind.inverse().code() != meaning.inverse => self.faults.add(
                    &at.key("inverse"),
                    format!("`{name}` is read from the other end as `{}`", kind.inverse().code()),
                ),
                Some(_) => {}
            }
        }
        let items = at.key("items");
        let mut ids = HashSet::new();
        let mut pairs: BTreeMap<(String, String), String> = BTreeMap::new();
        let mut relations = Vec::new();
        for (index, item) in form.items.into_iter().enumerate() {
            let at = items.index(index);
            let Some(form) = item.take(&at, self.faults) else {
                continue;
            };
            if !ids.insert(form.id.clone()) {
                self.faults
                    .add(&at.key("id"), format!("the id {} stands twice", form.id));
            }
            if form.from == form.to {
                self.faults.add(&at, format!("{} is related to itself", form.from));
            }
            let (a, b) = (form.from.clone(), form.to.clone());
            let pair = if a < b { (a, b) } else { (b, a) };
            if let Some(first) = pairs.get(&pair) {
                self.faults.add(
                    &at,
                    format!("{} and {} are related by {first} already", form.from, form.to),
                );
            } else {
                pairs.insert(pair, form.id.clone());
            }
            relations.extend(self.relation(&at, form));
        }
        relations
    }

    fn relation(&mut self, at: &At<'_>, form: RelationForm) -> Option<Relation> {
        let id: Option<RelationId> = self.code(&at.key("id"), &form.id);
        let from: Option<ProvisionId> = self.reference(&at.key("from"), &form.from, |n| &n.provisions);
        let to: Option<ProvisionId> = self.reference(&at.key("to"), &form.to, |n| &n.provisions);
        let kind = self.closed(
            &at.key("relation"),
            &form.relation,
            RelationKind::from_code,
            "a relation",
        );
        let reason = at.key("reason");
        if form.reason.contains('\n') {
            self.faults.add(&reason, "the reason is more than one line");
        }
        texts::wording(&reason, Language::English, &form.reason, self.faults);
        let reason = Text {
            content: form.reason,
            status: TextStatus::Unofficial,
        };
        Some(Relation {
            id: id?,
            from: from?,
            kind: kind?,
            to: to?,
            reason: Texts::new([(Language::English, reason)]),
        })
    }

    pub(crate) fn organisations(&mut self, at: &At<'_>, form: OrganisationsForm) -> Vec<Organisation> {
        self.format(at, &form.format, "catalogue/organisations@1");
        let as_of = self.date(&at.key("as_of"), &form.as_of);
        let items = at.key("items");
        let mut seen = HashSet::new();
        let mut organisations = Vec::new();
        for (index, item) in form.items.into_iter().enumerate() {
            let at = items.index(index);
            let Some(form) = item.take(&at, self.faults) else {
                continue;
            };
            if !seen.insert(form.id.clone()) {
                self.faults
                    .add(&at.key("id"), format!("the id {} stands twice", form.id));
            }
            organisations.extend(self.organisation(&at, form, as_of));
        }
        organisations
    }

    fn organisation(&mut self, at: &At<'_>, form: OrganisationForm, as_of: Option<NaiveDate>) -> Option<Organisation> {
        let id = self.code(&at.key("id"), &form.id);
        let name = self.texts(&at.key("name"), &form.name);
        let membership_kind = self.code(&at.key("membership_kind"), &form.membership_kind);
        let place = at.key("members");
        let mut members: Vec<Membership> = Vec::new();
        for (index, member) in form.members.iter().enumerate() {
            let at = place.index(index);
            let state = self.reference(&at, &member.state, |n| &n.states);
            let from = member.from.as_ref().and_then(|d| self.date(&at.key("from"), d));
            let until = member.until.as_ref().and_then(|d| self.date(&at.key("until"), d));
            if from.zip(until).is_some_and(|(from, until)| from >= until) {
                self.faults.add(&at, "the membership ends before it begins");
            }
            let Some(state) = state else { continue };
            let membership = Membership { state, from, until };
            if members.iter().any(|known| overlap(known, &membership)) {
                self.faults
                    .add(&at, format!("{} is a member twice at one time", membership.state));
            }
            members.push(membership);
        }
        let to_verify = self.references(&at.key("to_verify"), &form.to_verify, |n| &n.states);
        let mentioned_in = self.references(&at.key("mentioned_in"), &form.mentioned_in, |n| &n.provisions);
        Some(Organisation {
            id: id?,
            abbreviation: form.abbreviation,
            name,
            membership_kind: membership_kind?,
            members,
            as_of: as_of?,
            to_verify,
            note: form.note,
            mentioned_in,
        })
    }

    pub(crate) fn not_yet_asked(&mut self, at: &At<'_>, form: NotYetAskedForm) -> Vec<(ProvisionKind, NotYetAsked)> {
        self.format(at, &form.format, "catalogue/not-yet-asked@1");
        let items = at.key("items");
        let mut seen = HashSet::new();
        let mut later = Vec::new();
        for (index, item) in form.items.into_iter().enumerate() {
            let at = items.index(index);
            let Some(form) = item.take(&at, self.faults) else {
                continue;
            };
            if !seen.insert(form.id.clone()) {
                self.faults.add(&at.key("id"), format!("{} stands twice", form.id));
            }
            let provision = self.reference(&at.key("id"), &form.id, |n| &n.provisions);
            let kind = self.closed(
                &at.key("kind"),
                &form.kind,
                ProvisionKind::from_code,
                "a kind of provision",
            );
            if form.reason.trim().is_empty() {
                self.faults.add(&at.key("reason"), "no reason is given");
            }
            let reason = form.reason;
            later.extend(
                kind.zip(provision)
                    .map(|(kind, provision)| (kind, NotYetAsked { provision, reason })),
            );
        }
        later
    }
}

fn overlap(a: &Membership, b: &Membership) -> bool {
    let before = |a: &Membership, b: &Membership| a.until.zip(b.from).is_some_and(|(until, from)| until <= from);
    a.state == b.state && !before(a, b) && !before(b, a)
}
