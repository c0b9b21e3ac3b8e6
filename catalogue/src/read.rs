//! Reading everything: files into forms, forms into values, and what spans files proved at the end.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use domain::capacity::{CAPABILITY_KINDS, CAPACITY_FORMS};
use domain::id::{ListId, ProvisionId};
use domain::norm::{Parts, Provision, ProvisionKind, Relation, Vocabulary};
use domain::questionnaire::{Edition, Footing, Known, OptionList};

use crate::catalogue::NotYetAsked;
use crate::content::{Content, kind};
use crate::count;
use crate::fault::{At, Faults, Report};
use crate::form::instrument::InstrumentForm;
use crate::form::questionnaire::{ListsForm, QuestionnaireForm};
use crate::form::reference::{
    CapacityForm, CrosswalkForm, DocumentsForm, NotYetAskedForm, OrganisationsForm, VocabulariesForm,
};
use crate::lower::questionnaire::{Codes, LISTS, Lowered};
use crate::lower::{Lowering, Names, characters, reference, state};
use crate::yaml;

pub(crate) const VOCABULARIES: &str = "vocabularies.yaml";
pub(crate) const CAPACITY: &str = "capacity.yaml";
pub(crate) const STATES: &str = "states.csv";
pub(crate) const DOCUMENTS: &str = "documents.yaml";
pub(crate) const CROSSWALK: &str = "crosswalk.yaml";
pub(crate) const ORGANISATIONS: &str = "organisations.yaml";
pub(crate) const NOT_YET_ASKED: &str = "not-yet-asked.yaml";
const README: &str = "README.md";

/// What was read, complete only where the report holds no fault.
#[derive(Default)]
pub(crate) struct Read {
    pub(crate) norms: Parts,
    pub(crate) lists: BTreeMap<ListId, OptionList>,
    pub(crate) editions: Vec<Edition>,
    pub(crate) not_yet_asked: Vec<NotYetAsked>,
    pub(crate) asked: HashSet<ProvisionId>,
    used: HashSet<ListId>,
}

/// Reads and proves the content. The counts say what was read.
pub(crate) fn read(content: &Content) -> (Read, Report) {
    let mut faults = Faults::default();
    characters::check(content, &mut faults);
    let read = Reader {
        content,
        faults: &mut faults,
    }
    .read();
    let counts = count::counts(&read);
    // A list that several editions share is found faulty by each of them.
    let mut seen = HashSet::new();
    let mut faults = faults.0;
    faults.retain(|fault| seen.insert(fault.clone()));
    (read, Report { counts, faults })
}

struct Reader<'a> {
    content: &'a Content,
    faults: &'a mut Faults,
}

impl Reader<'_> {
    fn file<T: serde::de::DeserializeOwned>(&mut self, file: &str) -> Option<T> {
        let Some(text) = self.content.files.get(file) else {
            self.faults.add(&At::file(file), "the file is missing");
            return None;
        };
        yaml::read(file, text, self.faults)
    }

    fn read(mut self) -> Read {
        self.strangers();
        let vocabularies = (self.file::<VocabulariesForm>(VOCABULARIES))
            .map(|form| reference::vocabularies(&At::file(VOCABULARIES), form, self.faults))
            .unwrap_or_default();
        let states = self.content.files.get(STATES).map(String::as_str);
        if states.is_none() {
            self.faults.add(&At::file(STATES), "the file is missing");
        }
        let states = state::read(STATES, states.unwrap_or_default(), self.faults);
        let documents: Option<DocumentsForm> = self.file(DOCUMENTS);
        let instruments: Vec<(&str, Option<InstrumentForm>)> = (self.content.yaml_in("instruments/"))
            .map(|(file, text)| (file, yaml::read(file, text, self.faults)))
            .collect();
        let crosswalk: Option<CrosswalkForm> = self.file(CROSSWALK);
        let organisations: Option<OrganisationsForm> = self.file(ORGANISATIONS);
        let capacity: Option<CapacityForm> = self.file(CAPACITY);
        let later: Option<NotYetAskedForm> = self.file(NOT_YET_ASKED);
        let lists: Option<ListsForm> = self.file(LISTS);
        let questionnaires: Vec<(&str, Option<QuestionnaireForm>)> = (self.content.yaml_in("questionnaires/"))
            .filter(|(file, _)| *file != LISTS)
            .map(|(file, text)| (file, yaml::read(file, text, self.faults)))
            .collect();

        let mut names = Names::default();
        names.add_states(&states);
        if let Some(documents) = &documents {
            names.add_documents(documents);
        }
        for (file, form) in &instruments {
            match form {
                Some(form) => names.add_instrument(form),
                None => names.add_unread(file),
            }
        }
        let mut lowering = Lowering {
            names: &names,
            vocabularies: &vocabularies,
            faults: self.faults,
        };
        let mut read = Read::default();
        read.norms.states = lowering.states(&At::file(STATES), &states);
        let mut seen = HashSet::new();
        for (file, form) in instruments {
            let Some(form) = form else { continue };
            let (instrument, provisions) = lowering.instrument(&At::file(file), file, form, &mut seen);
            read.norms.instruments.extend(instrument);
            read.norms.provisions.extend(provisions);
        }
        if let Some(form) = documents {
            read.norms.documents = lowering.documents(&At::file(DOCUMENTS), form);
        }
        // What spans files is judged only where all of them could be read.
        let is_related = crosswalk.is_some();
        let has_lists = lists.is_some();
        let is_asked = later.is_some() && has_lists && questionnaires.iter().all(|(_, form)| form.is_some());
        if let Some(form) = crosswalk {
            read.norms.relations = lowering.crosswalk(&At::file(CROSSWALK), form);
        }
        if let Some(form) = organisations {
            read.norms.organisations = lowering.organisations(&At::file(ORGANISATIONS), form);
        }
        if let Some(form) = lists {
            read.lists = lowering.lists(&At::file(LISTS), form);
        }
        if let Some(form) = later {
            let later = lowering.not_yet_asked(&At::file(NOT_YET_ASKED), form);
            kinds_agree(&mut lowering, &read.norms.provisions, &later);
            read.not_yet_asked = later.into_iter().map(|(_, later)| later).collect();
        }
        if has_lists {
            editions(&mut lowering, &mut read, questionnaires);
            organisation_options(&mut lowering, &read);
        }
        if is_related {
            counterparts(&mut lowering, &read.norms.provisions, &read.norms.relations);
        }
        if is_asked {
            questions(&mut lowering, &read);
            unused_lists(&mut lowering, &read);
        }
        let capacity = capacity.map(|form| lowering.capacity(&At::file(CAPACITY), form));
        if let Some(capacity) = &capacity
            && has_lists
        {
            same_as_options(&mut lowering, capacity, &read.lists);
        }
        read.norms.vocabularies.clone_from(&vocabularies.0);
        read.norms.vocabularies.extend(capacity.into_iter().flatten());
        read
    }

    /// Every file is read by somebody.
    fn strangers(&mut self) {
        let known = [
            VOCABULARIES,
            CAPACITY,
            STATES,
            DOCUMENTS,
            CROSSWALK,
            ORGANISATIONS,
            NOT_YET_ASKED,
            README,
        ];
        for file in self.content.files.keys() {
            let in_folder = ["instruments/", "questionnaires/"].iter().any(|folder| {
                file.strip_prefix(folder)
                    .is_some_and(|name| kind(name) == "yaml" && !name.contains('/'))
            });
            if !in_folder && !known.contains(&file.as_str()) {
                self.faults.add(&At::file(file), "nothing reads this file");
            }
        }
    }
}

/// Drafts in the order of their ids, published in the order of their numbers, so that an edition can continue any that
/// came before.
fn editions(lowering: &mut Lowering<'_>, read: &mut Read, forms: Vec<(&str, Option<QuestionnaireForm>)>) {
    let mut codes = Codes::default();
    let mut drafts: Vec<(&str, Lowered)> = Vec::new();
    for (file, form) in forms {
        let Some(form) = form else { continue };
        let lowered = lowering.questionnaire(&At::file(file), file, form, &read.lists);
        codes.add(lowering, file, &lowered);
        read.used.extend(lowered.used.iter().cloned());
        read.asked.extend(lowered.asked.iter().cloned());
        drafts.push((file, lowered));
    }
    let adopted: BTreeSet<_> = (read.norms.instruments.iter())
        .filter(|instrument| instrument.adoption.is_agreed())
        .map(|instrument| &instrument.id)
        .collect();
    let provisions: BTreeMap<ProvisionId, Footing> = (lowering.names.provisions.iter())
        .filter_map(|id| ProvisionId::new(id.as_str()).ok())
        .map(|id| {
            let footing = if adopted.contains(&id.instrument()) {
                Footing::Agreed
            } else {
                Footing::NotAdopted
            };
            (id, footing)
        })
        .collect();
    drafts.sort_by_key(|(_, lowered)| lowered.draft.as_ref().map(|draft| draft.id.number));
    let instruments: HashSet<_> = read.norms.instruments.iter().map(|i| i.id.clone()).collect();
    let mut published: Vec<Edition> = Vec::new();
    for (file, lowered) in drafts {
        let known = Known {
            provisions: provisions.clone(),
            editions: published.iter().collect(),
        };
        let edition = lowering.publish(file, lowered, &known, &instruments);
        published.extend(edition);
    }
    published.sort_by(|a, b| a.id().cmp(b.id()));
    read.editions = published;
}

fn kinds_agree(lowering: &mut Lowering<'_>, provisions: &[Provision], later: &[(ProvisionKind, NotYetAsked)]) {
    let at = At::file(NOT_YET_ASKED);
    let at = at.key("items");
    for (index, (kind, later)) in later.iter().enumerate() {
        let found = provisions.iter().find(|provision| provision.id == later.provision);
        if let Some(found) = found.filter(|found| found.kind != *kind) {
            let message = format!("{} is of kind `{}`", later.provision, found.kind.code());
            lowering.faults.add(&at.index(index).key("kind"), message);
        }
    }
}

fn counterparts(lowering: &mut Lowering<'_>, provisions: &[Provision], relations: &[Relation]) {
    let covered: HashSet<&ProvisionId> = relations.iter().flat_map(|r| [&r.from, &r.to]).collect();
    for provision in provisions {
        if provision.kind.needs_counterpart() && !covered.contains(&provision.id) {
            let message = format!("{} has no counterpart in any other text", provision.id);
            lowering.faults.add(&At::file(CROSSWALK).key("items"), message);
        }
    }
}

fn questions(lowering: &mut Lowering<'_>, read: &Read) {
    let later: HashSet<&ProvisionId> = read.not_yet_asked.iter().map(|later| &later.provision).collect();
    for provision in &read.norms.provisions {
        let id = &provision.id;
        if provision.kind.needs_question() && !read.asked.contains(id) && !later.contains(id) {
            let message = format!("no question asks about {id}, and no reason for that is given");
            lowering.faults.add(&At::file(NOT_YET_ASKED).key("items"), message);
        }
    }
}

fn unused_lists(lowering: &mut Lowering<'_>, read: &Read) {
    let at = At::file(LISTS);
    let at = at.key("lists");
    for id in read.lists.keys() {
        if !read.used.contains(id) {
            lowering.faults.add(&at.key(id.as_str()), "no question uses the list");
        }
    }
}

/// Kinds and forms have the codes of the options that the survey asks with, so that both speak of the same.
fn same_as_options(lowering: &mut Lowering<'_>, capacity: &[Vocabulary], lists: &BTreeMap<ListId, OptionList>) {
    for (name, list) in [
        (CAPABILITY_KINDS, "assistance_themes"),
        (CAPACITY_FORMS, "capacity_modes"),
    ] {
        let entries = capacity.iter().find(|vocabulary| vocabulary.name.as_str() == name);
        let terms: BTreeSet<&str> = entries
            .iter()
            .flat_map(|vocabulary| vocabulary.entries.iter().map(|entry| entry.term.as_str()))
            .collect();
        let options = lists.get(list).map_or(&[][..], |list| &list.options);
        // Choosing none is no kind.
        let options: BTreeSet<&str> = (options.iter().map(|option| option.code.as_str()))
            .filter(|code| *code != "none")
            .collect();
        if let Some(code) = terms.symmetric_difference(&options).next() {
            let message = format!("`{code}` does not stand both here and among the options `{list}`");
            lowering.faults.add(&At::file(CAPACITY).key(name), message);
        }
    }
}

fn organisation_options(lowering: &mut Lowering<'_>, read: &Read) {
    const LIST: &str = "regional_organisations";
    let options = read.lists.get(LIST).map_or(&[][..], |list| &list.options);
    for organisation in &read.norms.organisations {
        if !options
            .iter()
            .any(|option| option.code.as_str() == organisation.id.as_str())
        {
            let at = At::file(LISTS);
            let message = format!("the organisation `{}` is missing", organisation.id);
            lowering.faults.add(&at.key("lists").key(LIST), message);
        }
    }
}
