//! Publishing: a draft becomes an edition whole, or every fault is listed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::id::{InstrumentId, ListId, ModuleId, OptionCode, ProvisionId, QuestionCode, SectionCode};
use crate::language::Texts;
use crate::questionnaire::{
    Bind, Ceiling, Difference, Draft, Edition, Expectation, Fault, Flaw, Kind, KindCode, Level, Lineage, Module,
    Operator, Pattern, Place, Question, QuestionnaireKind, Section,
};

/// What publishing needs to know of the rest of the catalogue.
#[derive(Clone, Debug, Default)]
pub struct Known<'a> {
    /// Every provision there is.
    pub provisions: BTreeMap<ProvisionId, Footing>,
    /// The editions published before, of every questionnaire.
    pub editions: Vec<&'a Edition>,
}

/// Whether figures on a provision may stand beside those of agreed texts. It follows from the adoption of its
/// instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Footing {
    /// Adopted, or agreed by a group of experts or a working group.
    Agreed,
    /// A draft or a circulated text.
    NotAdopted,
}

impl Draft {
    /// Publishes the edition, or returns every fault in the order of the document. The draft is borrowed by nothing
    /// afterwards: it is the edition, or it is gone with its faults.
    pub fn publish(self, known: &Known<'_>) -> Result<Edition, Vec<Fault>> {
        let faults = self.faults(known);
        if faults.is_empty() {
            Ok(Edition::lay_out(self))
        } else {
            Err(faults)
        }
    }

    /// Every fault that publishing would return, and the draft laid out to be looked at; not where codes are not unique. A
    /// condition that refers to nothing earlier is shown as it is written, and hides nothing.
    pub fn examine(&self, known: &Known<'_>) -> (Vec<Fault>, Option<Edition>) {
        let faults = self.faults(known);
        let stands = !faults.iter().any(|fault| fault.flaw.keeps_from_being_laid_out());
        (faults, stands.then(|| Edition::lay_out(self.clone())))
    }

    fn faults(&self, known: &Known<'_>) -> Vec<Fault> {
        let mut check = Check {
            draft: self,
            known,
            all: HashMap::new(),
            earlier: HashSet::new(),
            bound: HashMap::new(),
            used: HashSet::new(),
            faults: Vec::new(),
        };
        check.edition();
        check.faults
    }
}

struct Check<'a> {
    draft: &'a Draft,
    known: &'a Known<'a>,
    all: HashMap<&'a QuestionCode, &'a Question>,
    earlier: HashSet<&'a QuestionCode>,
    bound: HashMap<Bind, &'a QuestionCode>,
    used: HashSet<&'a ListId>,
    faults: Vec<Fault>,
}

impl<'a> Check<'a> {
    fn fault(&mut self, place: &Place, flaw: Flaw) {
        self.faults.push(Fault {
            place: place.clone(),
            flaw,
        });
    }

    fn edition(&mut self) {
        let draft = self.draft;
        let head = Place::Edition;
        if draft.translation == 0 {
            self.fault(&head, Flaw::TranslationZero);
        }
        self.wording(&head, "title", &draft.title);
        let instruments: BTreeSet<InstrumentId> = self.known.provisions.keys().map(ProvisionId::instrument).collect();
        for instrument in draft.instruments.iter().filter(|id| !instruments.contains(*id)) {
            let instrument = instrument.clone();
            self.fault(&head, Flaw::UnknownInstrument { instrument });
        }
        if draft.modules.is_empty() {
            self.fault(&head, Flaw::NoModule);
        }
        for question in questions(draft) {
            self.all.entry(&question.code).or_insert(question);
        }
        let questions = questions(draft).count();
        if questions > usize::from(u16::MAX) {
            self.fault(&head, Flaw::TooManyQuestions { questions });
        }
        self.short_path();
        let (mut modules, mut sections) = (HashSet::new(), HashSet::new());
        for module in &draft.modules {
            self.module(module, &mut modules, &mut sections);
        }
        self.lists();
    }

    fn short_path(&mut self) {
        let Some(path) = &self.draft.short_path else { return };
        for module in &path.modules {
            if !self.draft.modules.iter().any(|m| m.id == *module) {
                let module = module.clone();
                self.fault(&Place::ShortPath, Flaw::ShortPathModule { module });
            }
        }
        let questions = (self.draft.modules.iter())
            .filter(|module| path.modules.contains(&module.id))
            .flat_map(|module| &module.sections)
            .flat_map(|section| &section.questions)
            .filter(|question| question.level == Level::Core)
            .count();
        if u32::try_from(questions).is_ok_and(|n| n > path.max_questions) {
            let limit = path.max_questions;
            self.fault(&Place::ShortPath, Flaw::ShortPathTooLong { questions, limit });
        }
    }

    fn lists(&mut self) {
        for (id, list) in &self.draft.lists {
            let place = Place::List(id.clone());
            if !self.used.contains(id) {
                self.fault(&place, Flaw::UnusedList);
            }
            if list.options.is_empty() {
                self.fault(&place, Flaw::EmptyList);
            }
            let mut codes = HashSet::new();
            for option in &list.options {
                let place = Place::Option(id.clone(), option.code.clone());
                if !codes.insert(&option.code) {
                    self.fault(&place, Flaw::DuplicateOption);
                }
                self.wording(&place, "label", &option.label);
            }
        }
    }

    fn module(
        &mut self,
        module: &'a Module,
        modules: &mut HashSet<&'a ModuleId>,
        sections: &mut HashSet<&'a SectionCode>,
    ) {
        let place = Place::Module(module.id.clone());
        if !modules.insert(&module.id) {
            self.fault(&place, Flaw::DuplicateModule);
        }
        self.wording(&place, "title", &module.title);
        self.condition(&place, module.condition.as_ref());
        if module.sections.is_empty() {
            self.fault(&place, Flaw::NoSection);
        }
        for section in &module.sections {
            let place = Place::Section(module.id.clone(), section.code.clone());
            if !sections.insert(&section.code) {
                self.fault(&place, Flaw::DuplicateSection);
            }
            self.section(&place, module, section);
        }
    }

    fn section(&mut self, place: &Place, module: &'a Module, section: &'a Section) {
        self.wording(place, "title", &section.title);
        self.provisions(place, &section.primary);
        self.provisions(place, &section.related);
        self.condition(place, section.condition.as_ref());
        if section.questions.is_empty() {
            self.fault(place, Flaw::NoQuestion);
        }
        let mut first_lead: Option<&Question> = None;
        for question in &section.questions {
            let place = Place::Question(module.id.clone(), section.code.clone(), question.code.clone());
            if let (true, Some(first)) = (question.is_lead(), first_lead) {
                let first = first.code.clone();
                self.fault(&place, Flaw::SecondLead { first });
            }
            if question.is_lead() {
                first_lead = first_lead.or(Some(question));
            }
            self.question(&place, section, question);
            let on_short_path = (self.draft.short_path.as_ref()).is_some_and(|path| path.modules.contains(&module.id));
            if on_short_path && question.level == Level::Core && question.kind.code() == KindCode::LongText {
                self.fault(&place, Flaw::ShortPathLongText);
            }
        }
        if let Some(lead) = first_lead {
            self.silence(module, section, lead);
        }
    }

    fn question(&mut self, place: &Place, section: &Section, question: &'a Question) {
        if question.code.section() != section.code {
            let expected = section.code.clone();
            self.fault(place, Flaw::ForeignCode { expected });
        }
        self.wording(place, "prompt", &question.prompt);
        self.kind(place, &question.kind);
        self.binding(place, question);
        if question.is_lead() {
            self.lead(place, question);
        }
        if question.kind.code() == KindCode::Contact && question.ceiling != Some(Ceiling::Secretariat) {
            self.fault(place, Flaw::ContactCeiling);
        }
        if question.provisions.is_empty() {
            self.fault(place, Flaw::NoProvision);
        }
        self.provisions(place, &question.provisions);
        self.condition(place, question.condition.as_ref());
        self.lineage(place, question);
        if !self.earlier.insert(&question.code) {
            self.fault(place, Flaw::DuplicateQuestion);
        }
    }

    fn kind(&mut self, place: &Place, kind: &'a Kind) {
        match kind {
            Kind::SingleChoice { list } | Kind::MultiChoice { list } => {
                if !self.draft.lists.contains_key(list) {
                    self.fault(place, Flaw::UnknownList { list: list.clone() });
                }
                self.used.insert(list);
            }
            Kind::Scale { min, max } if min >= max => {
                self.fault(place, Flaw::ScaleBounds { min: *min, max: *max });
            }
            Kind::Number {
                min: Some(min),
                max: Some(max),
                ..
            } if min > max => {
                self.fault(place, Flaw::NumberBounds { min: *min, max: *max });
            }
            Kind::ShortText { max_length: 0 }
            | Kind::LongText { max_words: 0 }
            | Kind::UrlList { max_items: 0 }
            | Kind::Evidence { max_items: 0 } => self.fault(place, Flaw::ZeroLimit),
            Kind::Scale { .. }
            | Kind::Boolean
            | Kind::ShortText { .. }
            | Kind::LongText { .. }
            | Kind::Number { .. }
            | Kind::Date { .. }
            | Kind::UrlList { .. }
            | Kind::Evidence { .. }
            | Kind::StateList
            | Kind::Contact => {}
        }
    }

    fn binding(&mut self, place: &Place, question: &'a Question) {
        let Some(bind) = question.bind else { return };
        let (expected, found) = (bind.kind(), question.kind.code());
        if expected != found {
            self.fault(place, Flaw::BoundKind { bind, expected, found });
        }
        if let Some(first) = self.bound.get(&bind) {
            let first = (*first).clone();
            self.fault(place, Flaw::BoundTwice { bind, first });
        } else {
            self.bound.insert(bind, &question.code);
        }
        if question.condition.is_some() {
            self.fault(place, Flaw::BoundWithCondition);
        }
    }

    fn lead(&mut self, place: &Place, question: &Question) {
        if question.level != Level::Core || !question.expected {
            self.fault(place, Flaw::LeadNotCoreExpected);
        }
        let found = question.kind.code();
        for (pattern, expected) in [
            (Pattern::Status, KindCode::SingleChoice),
            (Pattern::Approach, KindCode::MultiChoice),
        ] {
            if question.pattern.as_ref() == Some(&pattern) && found != expected {
                self.fault(
                    place,
                    Flaw::LeadKind {
                        pattern,
                        expected,
                        found,
                    },
                );
            }
        }
        for provision in &question.provisions {
            let footing = self.known.provisions.get(provision);
            let provision = provision.clone();
            match (self.draft.kind, footing) {
                (QuestionnaireKind::NationalImplementation, Some(Footing::NotAdopted)) => {
                    self.fault(place, Flaw::NotAdoptedAmongAgreed { provision });
                }
                (QuestionnaireKind::FurtherProvisions, Some(Footing::Agreed)) => {
                    self.fault(place, Flaw::AgreedAmongNotAdopted { provision });
                }
                (
                    QuestionnaireKind::NationalImplementation
                    | QuestionnaireKind::FurtherProvisions
                    | QuestionnaireKind::Views
                    | QuestionnaireKind::Declaration,
                    Some(Footing::Agreed | Footing::NotAdopted) | None,
                ) => {}
            }
        }
    }

    /// Finds what could still be shown while the lead question is silent, reading every other condition in favour of
    /// being shown.
    fn silence(&mut self, module: &Module, section: &Section, lead: &Question) {
        let mut hidden: HashSet<&QuestionCode> = HashSet::from([&lead.code]);
        let change = Pattern::Other(Pattern::CHANGE.to_owned());
        for question in &section.questions {
            if question.is_lead() || question.pattern.as_ref() == Some(&change) {
                continue;
            }
            let could_show = question.condition.as_ref().is_none_or(|expectation| {
                let could = (expectation.conditions.iter())
                    .map(|c| !hidden.contains(&c.question) || c.operator == Operator::Exists(false));
                expectation.behaviour.join(could)
            });
            if could_show {
                let place = Place::Question(module.id.clone(), section.code.clone(), question.code.clone());
                let lead = lead.code.clone();
                self.fault(&place, Flaw::ShownBesideSilentLead { lead });
            } else {
                hidden.insert(&question.code);
            }
        }
    }

    fn condition(&mut self, place: &Place, expectation: Option<&Expectation>) {
        let Some(expectation) = expectation else { return };
        if expectation.conditions.is_empty() {
            self.fault(place, Flaw::EmptyCondition);
        }
        for condition in &expectation.conditions {
            let question = condition.question.clone();
            let Some(&named) = self.all.get(&question) else {
                self.fault(place, Flaw::ConditionUnknown { question });
                continue;
            };
            let kind = named.kind.code();
            let missing = condition.operator.option().filter(|option| !self.offers(named, option));
            if !self.earlier.contains(&question) {
                self.fault(place, Flaw::ConditionNotEarlier { question });
            } else if named.bind.is_some() {
                self.fault(place, Flaw::ConditionOnBound { question });
            } else if !condition.operator.fits(kind) {
                self.fault(place, Flaw::OperatorMisfit { question, kind });
            } else if let Some(option) = missing {
                let option = option.clone();
                self.fault(place, Flaw::ConditionOption { question, option });
            }
        }
    }

    /// Whether a question offers the option; an unknown list is a fault of its own and offers everything.
    fn offers(&self, question: &Question, option: &OptionCode) -> bool {
        let list = question.kind.list().and_then(|id| self.draft.lists.get(id));
        list.is_none_or(|list| list.find(option).is_some())
    }

    fn provisions(&mut self, place: &Place, provisions: &[ProvisionId]) {
        let mut seen = HashSet::new();
        for provision in provisions {
            if !self.known.provisions.contains_key(provision) {
                let provision = provision.clone();
                self.fault(place, Flaw::UnknownProvision { provision });
            }
            if !seen.insert(provision) {
                let provision = provision.clone();
                self.fault(place, Flaw::DuplicateProvision { provision });
            }
        }
    }

    fn lineage(&mut self, place: &Place, question: &Question) {
        let mut seen = HashSet::new();
        for Lineage {
            edition,
            code,
            comparable,
        } in &question.continues
        {
            let (edition, code) = (edition.clone(), code.clone());
            if !seen.insert((edition.clone(), code.clone())) {
                self.fault(place, Flaw::DuplicateLineage { edition, code });
                continue;
            }
            let earlier = (self.known.editions.iter())
                .find(|e| *e.id() == edition && *e.id() != self.draft.id)
                .and_then(|e| e.question(&code).map(|placed| (e, placed.question)));
            let Some((then, before)) = earlier else {
                self.fault(place, Flaw::LineageNowhere { edition, code });
                continue;
            };
            if let (true, Some(difference)) = (comparable, self.difference(then, before, question)) {
                let flaw = Flaw::NotComparable {
                    edition,
                    code,
                    difference,
                };
                self.fault(place, flaw);
            }
        }
    }

    fn difference(&self, then: &Edition, before: &Question, now: &Question) -> Option<Difference> {
        if before.kind.code() != now.kind.code() {
            return Some(Difference::Kind {
                then: before.kind.code(),
                now: now.kind.code(),
            });
        }
        let unit = |kind: &Kind| match kind {
            Kind::Number { unit, .. } => unit.clone(),
            Kind::SingleChoice { .. }
            | Kind::MultiChoice { .. }
            | Kind::Scale { .. }
            | Kind::Boolean
            | Kind::ShortText { .. }
            | Kind::LongText { .. }
            | Kind::Date { .. }
            | Kind::UrlList { .. }
            | Kind::Evidence { .. }
            | Kind::StateList
            | Kind::Contact => None,
        };
        if now.kind.code() == KindCode::Scale && before.kind != now.kind {
            return Some(Difference::Scale);
        }
        if unit(&before.kind) != unit(&now.kind) {
            return Some(Difference::Unit);
        }
        let gone = then
            .options(before)
            .iter()
            .find(|option| !self.offers(now, &option.code));
        gone.map(|option| Difference::Option {
            option: option.code.clone(),
        })
    }

    fn wording(&mut self, place: &Place, what: &'static str, texts: &Texts) {
        let language = self.draft.source_language;
        if texts.get(language).is_none_or(|text| text.content.trim().is_empty()) {
            self.fault(place, Flaw::WordingMissing { what, language });
        }
    }
}

fn questions(draft: &Draft) -> impl Iterator<Item = &Question> {
    (draft.modules.iter())
        .flat_map(|module| &module.sections)
        .flat_map(|section| &section.questions)
}
