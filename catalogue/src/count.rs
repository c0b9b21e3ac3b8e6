//! The counts that a check prints, in one form for people and for the page that accounts for them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use domain::capacity::{CAPABILITY_KINDS, CAPACITY_FORMS, CONTACT_DIRECTORIES, CONTACT_KINDS};
use domain::norm::{ProvisionKind, StateStatus, Vocabulary};
use domain::questionnaire::{Edition, Level, Question};

use crate::fault::Count;
use crate::lower::questionnaire::LISTS;
use crate::read::{CAPACITY, CROSSWALK, DOCUMENTS, NOT_YET_ASKED, ORGANISATIONS, Read, STATES, VOCABULARIES};

pub(crate) fn counts(read: &Read) -> Vec<Count> {
    let mut counts = Vec::new();
    let mut add = |of: &str, text: String| {
        let of = of.to_owned();
        counts.push(Count { of, text });
    };
    let norms = &read.norms;
    let of_capacity = |v: &&Vocabulary| {
        let lists = [CAPABILITY_KINDS, CAPACITY_FORMS, CONTACT_KINDS, CONTACT_DIRECTORIES];
        lists.contains(&v.name.as_str())
    };
    let sizes = |all: Vec<&Vocabulary>| {
        let sizes = all.into_iter().map(|v| format!("{} {}", v.name, v.entries.len()));
        sizes.collect::<Vec<_>>().join(", ")
    };
    let (capacity, vocabularies) = norms.vocabularies.iter().partition(of_capacity);
    add(VOCABULARIES, sizes(vocabularies));
    add(CAPACITY, sizes(capacity));
    add(STATES, states(read));
    for instrument in &norms.instruments {
        let provisions = norms.provisions.iter().filter(|p| p.instrument == instrument.id);
        let kinds = tally(provisions.map(|provision| provision.kind.code()));
        let total: usize = kinds.values().sum();
        let relations = instrument.relations.len();
        let file = format!("instruments/{}.yaml", instrument.id.as_str().to_lowercase());
        add(
            &file,
            format!("{total} provisions ({}), {relations} relations", list(&kinds)),
        );
    }
    let dated = norms
        .documents
        .iter()
        .filter(|document| document.date.is_some())
        .count();
    add(
        DOCUMENTS,
        format!("{} documents, {dated} with date", norms.documents.len()),
    );
    let stated = norms
        .provisions
        .iter()
        .filter(|p| p.kind != ProvisionKind::Preamble)
        .count();
    let pinned: usize = norms.provisions.iter().map(|provision| provision.pins.len()).sum();
    add(
        "instruments",
        format!(
            "{} instruments, {} provisions, {stated} with title and statement, {pinned} official texts pinned",
            norms.instruments.len(),
            norms.provisions.len()
        ),
    );
    let relations = tally(norms.relations.iter().map(|relation| relation.kind.code()));
    add(
        CROSSWALK,
        format!("{} relations ({})", norms.relations.len(), list(&relations)),
    );
    let as_of: BTreeSet<String> = norms.organisations.iter().map(|o| o.as_of.to_string()).collect();
    let as_of: Vec<String> = as_of.into_iter().collect();
    add(
        ORGANISATIONS,
        format!(
            "{} organisations, as of {}",
            norms.organisations.len(),
            as_of.join(", ")
        ),
    );
    let options: usize = read.lists.values().map(|list| list.options.len()).sum();
    add(LISTS, format!("{} lists, {options} options", read.lists.len()));
    for edition in &read.editions {
        let file = format!(
            "questionnaires/{}.{}.yaml",
            edition.id().questionnaire,
            edition.id().number
        );
        add(&file, questionnaire(edition));
    }
    let meanwhile = read
        .not_yet_asked
        .iter()
        .filter(|later| read.asked.contains(&later.provision));
    add(
        NOT_YET_ASKED,
        format!(
            "{} provisions, {} of them asked about meanwhile",
            read.not_yet_asked.len(),
            meanwhile.count()
        ),
    );
    counts
}

fn tally<'a>(items: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut tally = BTreeMap::new();
    for item in items {
        *tally.entry(item).or_default() += 1;
    }
    tally
}

fn list(tally: &BTreeMap<&str, usize>) -> String {
    let items: Vec<String> = tally.iter().map(|(name, count)| format!("{name} {count}")).collect();
    items.join(", ")
}

fn states(read: &Read) -> String {
    let states = &read.norms.states;
    let count = |status| states.iter().filter(|state| state.status == status).count();
    let yes = |is: fn(&domain::norm::State) -> Option<bool>| states.iter().filter(|s| is(s) == Some(true)).count();
    let groups = tally(states.iter().map(|state| state.regional_group.code()));
    format!(
        "{} Member States, {} observer States; groups ({}); ldc {}, lldc {}, sids {}",
        count(StateStatus::Member),
        count(StateStatus::Observer),
        list(&groups),
        yes(|s| s.ldc),
        yes(|s| s.lldc),
        yes(|s| s.sids)
    )
}

fn questionnaire(edition: &Edition) -> String {
    let sections = || edition.modules().iter().flat_map(|module| &module.sections);
    let questions = || sections().flat_map(|section| &section.questions);
    let count = |is: fn(&Question) -> bool| questions().filter(|q| is(q)).count();
    let short = edition.short_path().map_or_else(String::new, |path| {
        let modules: HashSet<_> = path.modules.iter().collect();
        let on_path = (edition.modules().iter())
            .filter(|module| modules.contains(&module.id))
            .flat_map(|module| &module.sections)
            .flat_map(|section| &section.questions)
            .filter(|question| question.level == Level::Core)
            .count();
        format!(", {on_path} on the short path")
    });
    format!(
        "{} modules, {} sections, {} questions, {} core{short}, {} expected, {} conditional, {} bound, {} with help; {}",
        edition.modules().len(),
        sections().count(),
        questions().count(),
        count(|q| q.level == Level::Core),
        count(|q| q.expected),
        count(|q| q.condition.is_some()),
        count(|q| q.bind.is_some()),
        count(|q| !q.help.is_empty()),
        list(&tally(questions().map(|question| question.kind.code().code())))
    )
}
