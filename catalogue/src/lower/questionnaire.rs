//! Questionnaires: a file becomes a draft, the domain publishes it, and the faults of both go into one list.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::id::{EditionId, InstrumentId, ListId, ProvisionId, QuestionCode, QuestionnaireId};
use domain::language::{Language, Texts};
use domain::questionnaire::{
    Bind, Draft, Edition, Flaw, Known, Module, Opens, OptionItem, OptionList, Pattern, Place, Question,
    QuestionnaireKind, Section, ShortPath,
};
use domain::submission::VisibilityCode;

use crate::fault::At;
use crate::form::questionnaire::{ListsForm, ModuleForm, OptionForm, QuestionnaireForm, SectionForm};
use crate::lower::Lowering;
use crate::lower::place::{self, Places};
use crate::stored;
use crate::yaml::Item;

/// The file of the option lists.
pub(crate) const LISTS: &str = "questionnaires/option-lists.yaml";

/// A draft with the paths of its parts and the codes of what could not be read. Where the head could not be read there
/// is no draft, yet what it asks is known.
pub(crate) struct Lowered {
    pub(crate) draft: Option<Draft>,
    pub(crate) used: HashSet<ListId>,
    pub(crate) asked: HashSet<ProvisionId>,
    places: Places,
    refused: HashSet<String>,
}

impl Lowering<'_> {
    /// The option lists in the order of their ids.
    pub(crate) fn lists(&mut self, at: &At<'_>, form: ListsForm) -> BTreeMap<ListId, OptionList> {
        self.format(at, &form.format, "catalogue/option-lists@1");
        let place = at.key("lists");
        let mut lists = BTreeMap::new();
        for (name, form) in form.lists.0 {
            let at = place.key(&name);
            let id = self.code(&at, &name);
            let options = at.key("options");
            let mut items = Vec::new();
            for (index, item) in form.options.into_iter().enumerate() {
                let at = options.index(index);
                if let Some(form) = item.take(&at, self.faults) {
                    items.extend(self.option(&at, &form));
                }
            }
            lists.extend(id.map(|id| (id, OptionList { options: items })));
        }
        lists
    }

    fn option(&mut self, at: &At<'_>, form: &OptionForm) -> Option<OptionItem> {
        let code = self.code(&at.key("id"), &form.id);
        let label = self.texts(&at.key("label"), &form.label);
        Some(OptionItem {
            code: code?,
            label,
            exclusive: form.exclusive,
            with_text: form.with_text,
        })
    }

    /// A questionnaire as a draft, with every fault that publishing does not see.
    pub(crate) fn questionnaire(
        &mut self,
        at: &At<'_>,
        file: &str,
        form: QuestionnaireForm,
        lists: &BTreeMap<ListId, OptionList>,
    ) -> Lowered {
        self.format(at, &form.format, "catalogue/questionnaire@1");
        let id: Option<EditionId> = self.code(&at.key("id"), &form.id);
        if let Some(id) = &id {
            let expected = format!("questionnaires/{}.{}.yaml", id.questionnaire, id.number);
            if file != expected {
                self.faults.add(at, format!("the edition {id} belongs in {expected}"));
            }
        }
        let kind = self.closed(
            &at.key("kind"),
            &form.kind,
            QuestionnaireKind::from_code,
            "a kind of questionnaire",
        );
        let opens = self.closed(
            &at.key("opens"),
            &form.opens,
            Opens::from_code,
            "`round` or `own_request`",
        );
        let instruments = self.codes(&at.key("instruments"), &form.instruments);
        let title = self.texts(&at.key("title"), &form.title);
        let intro = self.texts(&at.key("intro"), &form.intro);
        let short_path = form.short_path.map(|path| ShortPath {
            modules: self.codes(&at.key("short_path").key("modules"), &path.modules),
            max_questions: path.max_questions,
        });
        let mut reading = Reading::default();
        let place = at.key("modules");
        let mut modules = Vec::new();
        for (index, item) in form.modules.into_iter().enumerate() {
            let path = format!("modules[{index}]");
            if let Some(form) = reading.take(self, &place.index(index), item) {
                modules.extend(self.module(&place.index(index), &path, form, &mut reading));
            }
        }
        let sections = || modules.iter().flat_map(|module: &Module| &module.sections);
        let questions = || sections().flat_map(|section| &section.questions);
        let used: HashSet<ListId> = questions().filter_map(|q| q.kind.list().cloned()).collect();
        let asked = (sections().flat_map(|section| section.primary.iter().chain(&section.related)))
            .chain(questions().flat_map(|question| &question.provisions))
            .cloned()
            .collect();
        let lists: BTreeMap<ListId, OptionList> = (lists.iter())
            .filter(|(id, _)| used.contains(*id))
            .map(|(id, list)| (id.clone(), list.clone()))
            .collect();
        for question in questions() {
            self.bound_options(question, &lists, &reading.places, file);
        }
        let head = id.zip(kind).zip(opens);
        let draft = head.map(|((id, kind), opens)| {
            let mut draft = Draft {
                id,
                kind,
                opens,
                source_language: Language::English,
                translation: 1,
                hash: [0; 32],
                instruments,
                title,
                intro,
                short_path,
                modules,
                lists,
            };
            draft.hash = stored::hash(&draft);
            draft
        });
        Lowered {
            draft,
            used,
            asked,
            places: reading.places,
            refused: reading.refused,
        }
    }

    fn module(&mut self, at: &At<'_>, path: &str, form: ModuleForm, reading: &mut Reading) -> Option<Module> {
        let id = self.code(&at.key("id"), &form.id);
        let title = self.texts(&at.key("title"), &form.title);
        let intro = form.intro.as_ref();
        let intro = intro.map_or_else(Texts::default, |intro| self.texts(&at.key("intro"), intro));
        let condition = self.expectation(at, form.enable_behavior.as_deref(), form.enable_when);
        let place = at.key("sections");
        let mut sections = Vec::new();
        if let Some(id) = &id {
            let place = Place::Module(Clone::clone(id));
            reading.places.0.push((place, path.to_owned()));
        }
        for (index, item) in form.sections.into_iter().enumerate() {
            let at = place.index(index);
            let path = format!("{path}.sections[{index}]");
            if let Some(form) = reading.take(self, &at, item) {
                sections.extend(self.section(&at, &path, id.as_ref(), form, reading));
            }
        }
        Some(Module {
            id: id?,
            title,
            intro,
            condition,
            sections,
        })
    }

    fn section(
        &mut self,
        at: &At<'_>,
        path: &str,
        module: Option<&domain::id::ModuleId>,
        form: SectionForm,
        reading: &mut Reading,
    ) -> Option<Section> {
        let code = self.code(&at.key("code"), &form.code);
        let title = self.texts(&at.key("title"), &form.title);
        let about = at.key("provisions");
        let primary = self.codes(&about.key("primary"), &form.provisions.primary);
        let related = self.codes(&about.key("related"), &form.provisions.related);
        let condition = self.expectation(at, form.enable_behavior.as_deref(), form.enable_when);
        let place = at.key("questions");
        let mut questions: Vec<Question> = Vec::new();
        let here = module.cloned().zip(code.clone());
        if let Some((module, code)) = here.clone() {
            reading.places.0.push((Place::Section(module, code), path.to_owned()));
        }
        for (index, item) in form.questions.into_iter().enumerate() {
            let at = place.index(index);
            let Some(form) = reading.take(self, &at, item) else {
                continue;
            };
            let name = form.code.clone();
            let Some(question) = self.question(&at, form) else {
                reading.refused.insert(name);
                continue;
            };
            if let Some((module, section)) = here.clone() {
                let place = Place::Question(module, section, question.code.clone());
                reading.places.0.push((place, format!("{path}.questions[{index}]")));
            }
            questions.push(question);
        }
        let change = Pattern::from_code(Pattern::CHANGE);
        if questions.iter().any(Question::is_lead)
            && questions
                .first()
                .is_some_and(|first| first.pattern.as_ref() != Some(&change))
        {
            self.faults.add(
                &place,
                "a section with a lead question opens with what changed since the last filing",
            );
        }
        Some(Section {
            code: code?,
            title,
            primary,
            related,
            condition,
            questions,
        })
    }

    /// The options of a bound choice are the codes of its field.
    fn bound_options(
        &mut self,
        question: &Question,
        lists: &BTreeMap<ListId, OptionList>,
        places: &Places,
        file: &str,
    ) {
        let (Some(bind), Some(list)) = (question.bind, question.kind.list()) else {
            return;
        };
        let known = |code: &str| match bind {
            Bind::DefaultVisibility => {
                VisibilityCode::from_code(code).is_some_and(|visibility| visibility != VisibilityCode::Audience)
            }
            Bind::Language => Language::from_code(code).is_some(),
            Bind::Confirmation | Bind::EarlierSubmission => false,
        };
        let unknown = (lists.get(list).into_iter())
            .flat_map(|list| &list.options)
            .find(|option| !known(option.code.as_str()));
        if let Some(option) = unknown {
            let path = places.of(&question.code);
            let message = format!("the option `{}` is not a value of `{}`", option.code, bind.code());
            self.faults.add(&At::file(file).inner(&path).key("options"), message);
        }
    }

    /// Publishes a draft; the faults that the domain finds are put at their places. What could not be read is not judged
    /// again: neither what refers to it, nor a key whose value was refused, nor figures on the provisions of an
    /// instrument whose adoption is not known.
    pub(crate) fn publish(
        &mut self,
        file: &str,
        lowered: Lowered,
        known: &Known<'_>,
        instruments: &HashSet<InstrumentId>,
    ) -> Option<Edition> {
        let Lowered {
            draft, places, refused, ..
        } = lowered;
        let draft = draft?;
        let lists: Places = list_places(&draft);
        let faults = match draft.publish(known) {
            Ok(edition) => return Some(edition),
            Err(faults) => faults,
        };
        let read = self.faults.0.len();
        for fault in faults {
            let is_judged = self.is_judged(&fault.flaw, &refused, instruments);
            let (file, path) = match fault.place {
                Place::List(_) | Place::Option(..) => (LISTS, lists.path(&fault)),
                Place::Edition | Place::ShortPath | Place::Module(_) | Place::Section(..) | Place::Question(..) => {
                    (file, places.path(&fault))
                }
            };
            let is_part_unread = !place::key(&fault.flaw).is_empty() && self.faults.any_below(read, file, &path);
            if is_judged && !is_part_unread {
                self.faults.add(&At::file(file).inner(&path), fault.flaw.to_string());
            }
        }
        None
    }

    /// Whether a flaw is about what could be read.
    fn is_judged(&self, flaw: &Flaw, refused: &HashSet<String>, instruments: &HashSet<InstrumentId>) -> bool {
        if let Flaw::ConditionUnknown { question } = flaw {
            !refused.contains(question.as_str())
        } else if let Flaw::ShortPathModule { module } = flaw {
            !refused.contains(module.as_str())
        } else if let Flaw::UnknownProvision { provision } = flaw {
            !self.names.is_unread(provision.as_str())
        } else if let Flaw::UnknownInstrument { instrument } = flaw {
            !self.names.is_unread(instrument.as_str())
        } else if let Flaw::NotAdoptedAmongAgreed { provision } | Flaw::AgreedAmongNotAdopted { provision } = flaw {
            instruments.contains(&provision.instrument())
        } else {
            // A missing language was named when the texts were read, with its path.
            !matches!(flaw, Flaw::WordingMissing { .. })
        }
    }
}

impl Places {
    fn of(&self, code: &QuestionCode) -> String {
        (self.0.iter())
            .find(|(place, _)| matches!(place, Place::Question(_, _, known) if known == code))
            .map(|(_, path)| path.clone())
            .unwrap_or_default()
    }
}

fn list_places(draft: &Draft) -> Places {
    let mut places = Places::default();
    for (id, list) in &draft.lists {
        places.0.push((Place::List(id.clone()), format!("lists.{id}")));
        for (index, option) in list.options.iter().enumerate() {
            let place = Place::Option(id.clone(), option.code.clone());
            places.0.push((place, format!("lists.{id}.options[{index}]")));
        }
    }
    places
}

/// What was met while reading a questionnaire.
#[derive(Default)]
struct Reading {
    places: Places,
    refused: HashSet<String>,
}

impl Reading {
    fn take<T>(&mut self, lowering: &mut Lowering<'_>, at: &At<'_>, item: Item<T>) -> Option<T> {
        if let Item::Refused { id: Some(id), .. } = &item {
            self.refused.insert(id.clone());
        }
        item.take(at, lowering.faults)
    }
}

/// Question codes are unique over all questionnaires, so that a code alone identifies a question; editions of one
/// questionnaire share theirs.
#[derive(Default)]
pub(crate) struct Codes(HashMap<QuestionCode, QuestionnaireId>);

impl Codes {
    pub(crate) fn add(&mut self, lowering: &mut Lowering<'_>, file: &str, lowered: &Lowered) {
        let Some(draft) = &lowered.draft else { return };
        let questionnaire = &draft.id.questionnaire;
        let questions = (draft.modules.iter())
            .flat_map(|module| &module.sections)
            .flat_map(|section| &section.questions);
        for question in questions {
            let first = (self.0.entry(question.code.clone())).or_insert_with(|| questionnaire.clone());
            if first != questionnaire {
                let path = lowered.places.of(&question.code);
                let message = format!("{} is a question of {first} already", question.code);
                lowering.faults.add(&At::file(file).inner(&path).key("code"), message);
            }
        }
    }
}
