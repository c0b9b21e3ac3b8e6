//! The whole of it: what is there, and then each of them.

use std::collections::BTreeMap;

use crate::drafting::takeover::merge::{Merging, Three};
use crate::drafting::takeover::{Matter, Side, Spot};
use crate::id::{ListId, ModuleId, QuestionCode, SectionCode};
use crate::questionnaire::{Draft, Module, OptionItem, OptionList, Question, Section};

/// A section and the module that it stands in.
type Standing<'a> = (&'a ModuleId, &'a Section);

impl Merging<'_> {
    pub(super) fn whole(&mut self, before: &Draft, draft: &Draft, newer: &Draft) -> Draft {
        let three = Three {
            before: Some(before),
            draft,
            newer,
        };
        let head = Spot::Head;
        let kind = self.definition(&head, &three.part(|draft| &draft.kind));
        let opens = self.definition(&head, &three.part(|draft| &draft.opens));
        let instruments = self.definition(&head, &three.part(|draft| &draft.instruments));
        let title = self.texts(&head, None, &three.part(|draft| &draft.title));
        let intro = self.texts(&head, None, &three.part(|draft| &draft.intro));
        let short_path = self.definition(&Spot::ShortPath, &three.part(|draft| &draft.short_path));
        let modules = self.modules(&three);
        let mut lists = self.lists(&three);
        // What a question is asked with stays, whoever thought that nobody needs it.
        let sections = modules.iter().flat_map(|module: &Module| &module.sections);
        for list in sections
            .flat_map(|section| &section.questions)
            .filter_map(|question| question.kind.list())
        {
            let known = newer.lists.get(list).or_else(|| draft.lists.get(list));
            if let (false, Some(known)) = (lists.contains_key(list), known) {
                lists.insert(list.clone(), known.clone());
            }
        }
        Draft {
            id: draft.id.clone(),
            kind,
            opens,
            source_language: newer.source_language,
            translation: 1,
            hash: [0; 32],
            instruments,
            title,
            intro,
            short_path,
            modules,
            lists,
        }
    }

    /// What of one thing stays: what one side removed is gone if the other one left it as it was.
    fn kept<T: Clone + PartialEq>(
        &mut self,
        spot: &Spot,
        [before, draft, newer]: [Option<&T>; 3],
        both: impl FnOnce(&mut Self, &Three<'_, T>) -> T,
    ) -> Option<T> {
        match (before, draft, newer) {
            (before, Some(draft), Some(newer)) => Some(both(self, &Three { before, draft, newer })),
            (None, draft, newer) => draft.or(newer).cloned(),
            (Some(_), None, None) => None,
            (Some(before), Some(one), None) | (Some(before), None, Some(one)) if before == one => None,
            (Some(_), draft, newer) => match self.chosen(spot, Matter::Presence, Vec::new()) {
                Side::Draft => draft.cloned(),
                Side::Newer => newer.cloned(),
            },
        }
    }

    fn modules(&mut self, three: &Three<'_, Draft>) -> Vec<Module> {
        let texts = [three.before.unwrap_or(three.draft), three.draft, three.newer];
        let mut sections = self.sections(texts);
        let ids = texts.map(|draft| draft.modules.iter().map(|module| module.id.clone()).collect::<Vec<_>>());
        let mut modules = Vec::new();
        for id in each(&ids) {
            let spot = Spot::Module(id.clone());
            // Its sections are looked at one by one, wherever they stand.
            let alone = texts.map(|draft| {
                let module = draft.modules.iter().find(|module| module.id == id)?;
                let sections = Vec::new();
                Some(Module {
                    sections,
                    ..module.clone()
                })
            });
            let holds = sections.iter().any(|(at, _)| *at == id);
            let [_, draft, newer] = &alone;
            let kept = self.kept(&spot, [0, 1, 2].map(|at| alone[at].as_ref()), |merging, three| Module {
                id: id.clone(),
                title: merging.texts(&spot, None, &three.part(|module| &module.title)),
                intro: merging.texts(&spot, None, &three.part(|module| &module.intro)),
                condition: merging.definition(&spot, &three.part(|module| &module.condition)),
                sections: Vec::new(),
            });
            // It stays where something stands in it.
            modules.extend(kept.or_else(|| newer.clone().or_else(|| draft.clone()).filter(|_| holds)));
        }
        for module in &mut modules {
            let spot = Spot::Module(module.id.clone());
            let codes = texts.map(|draft| {
                let found = draft.modules.iter().filter(|other| other.id == module.id);
                let sections = found.flat_map(|module| &module.sections);
                sections.map(|section| section.code.clone()).collect::<Vec<_>>()
            });
            let (own, others) = sections.into_iter().partition::<Vec<_>, _>(|(at, _)| *at == module.id);
            sections = others;
            let keep: Vec<SectionCode> = own.iter().map(|(_, section)| section.code.clone()).collect();
            let order = self.order(&spot, &keep, [&codes[0], &codes[1], &codes[2]]);
            module.sections = sorted(own.into_iter().map(|(_, section)| section), &order, |section| {
                &section.code
            });
        }
        let keep: Vec<ModuleId> = modules.iter().map(|module| module.id.clone()).collect();
        let order = self.order(&Spot::Head, &keep, [&ids[0], &ids[1], &ids[2]]);
        sorted(modules, &order, |module| &module.id)
    }

    fn sections(&mut self, texts: [&Draft; 3]) -> Vec<(ModuleId, Section)> {
        let codes = texts.map(|draft| {
            standing(draft)
                .map(|(_, section)| section.code.clone())
                .collect::<Vec<_>>()
        });
        let mut sections = Vec::new();
        for code in each(&codes) {
            let spot = Spot::Section(code.clone());
            let found = texts.map(|draft| {
                let mut all = standing(draft);
                all.find(|(_, section)| section.code == code)
                    .map(|(module, section)| (module.clone(), section.clone()))
            });
            let found = [0, 1, 2].map(|at| found[at].as_ref());
            sections.extend(self.kept(&spot, found, |merging, three| {
                let module = merging.definition(&spot, &three.part(|(module, _)| module));
                (module, merging.section(&spot, &three.part(|(_, section)| section)))
            }));
        }
        sections
    }

    fn section(&mut self, spot: &Spot, three: &Three<'_, Section>) -> Section {
        let title = self.texts(spot, None, &three.part(|section| &section.title));
        let primary = self.definition(spot, &three.part(|section| &section.primary));
        let related = self.definition(spot, &three.part(|section| &section.related));
        let condition = self.definition(spot, &three.part(|section| &section.condition));
        let texts = [three.before, Some(three.draft), Some(three.newer)];
        let codes: [Vec<QuestionCode>; 3] = texts.map(|section| {
            let questions = section.into_iter().flat_map(|section| &section.questions);
            questions.map(|question| question.code.clone()).collect()
        });
        let mut questions = Vec::new();
        for code in each(&codes) {
            let found = texts.map(|section| {
                let mut questions = section.into_iter().flat_map(|section| &section.questions);
                questions.find(|question| question.code == code)
            });
            let spot = Spot::Question(code.clone());
            questions.extend(self.kept(&spot, found, |merging, three| merging.question(&spot, three)));
        }
        let keep: Vec<QuestionCode> = questions
            .iter()
            .map(|question: &Question| question.code.clone())
            .collect();
        let order = self.order(spot, &keep, [&codes[0], &codes[1], &codes[2]]);
        Section {
            code: three.draft.code.clone(),
            title,
            primary,
            related,
            condition,
            questions: sorted(questions, &order, |question| &question.code),
        }
    }

    fn question(&mut self, spot: &Spot, three: &Three<'_, Question>) -> Question {
        Question {
            code: three.draft.code.clone(),
            kind: self.definition(spot, &three.part(|question| &question.kind)),
            prompt: self.texts(spot, None, &three.part(|question| &question.prompt)),
            help: self.texts(spot, None, &three.part(|question| &question.help)),
            expected: self.definition(spot, &three.part(|question| &question.expected)),
            level: self.definition(spot, &three.part(|question| &question.level)),
            pattern: self.definition(spot, &three.part(|question| &question.pattern)),
            bind: self.definition(spot, &three.part(|question| &question.bind)),
            ceiling: self.definition(spot, &three.part(|question| &question.ceiling)),
            provisions: self.definition(spot, &three.part(|question| &question.provisions)),
            condition: self.definition(spot, &three.part(|question| &question.condition)),
            continues: three.newer.continues.clone(),
        }
    }

    fn lists(&mut self, three: &Three<'_, Draft>) -> BTreeMap<ListId, OptionList> {
        let texts = [three.before.unwrap_or(three.draft), three.draft, three.newer];
        let ids = texts.map(|draft| draft.lists.keys().cloned().collect::<Vec<_>>());
        let mut lists = BTreeMap::new();
        for id in each(&ids) {
            let spot = Spot::List(id.clone());
            let found = texts.map(|draft| draft.lists.get(&id));
            let kept = self.kept(&spot, found, |merging, three| merging.list(&spot, three));
            lists.extend(kept.map(|list| (id, list)));
        }
        lists
    }

    fn list(&mut self, spot: &Spot, three: &Three<'_, OptionList>) -> OptionList {
        let bare = |list: &OptionList| {
            let options = list.options.iter();
            let options = options.map(|item| (item.code.clone(), item.exclusive, item.with_text));
            options.collect::<Vec<_>>()
        };
        let before = three.before.map(bare);
        let options = self.definition(
            spot,
            &Three {
                before: before.as_ref(),
                draft: &bare(three.draft),
                newer: &bare(three.newer),
            },
        );
        let options = options.into_iter().map(|(code, exclusive, with_text)| {
            let label = |list: &OptionList| list.find(&code).map(|(_, item)| item.label.clone());
            let before = three.before.and_then(label);
            let label = match (label(three.draft), label(three.newer)) {
                (Some(draft), Some(newer)) => {
                    let before = before.as_ref();
                    let [draft, newer] = [&draft, &newer];
                    self.texts(spot, Some(&code), &Three { before, draft, newer })
                }
                (draft, newer) => draft.or(newer).unwrap_or_default(),
            };
            OptionItem {
                code,
                label,
                exclusive,
                with_text,
            }
        });
        OptionList {
            options: options.collect(),
        }
    }
}

fn standing(draft: &Draft) -> impl Iterator<Item = Standing<'_>> {
    let modules = draft.modules.iter();
    modules.flat_map(|module| module.sections.iter().map(move |section| (&module.id, section)))
}

/// Everything that one of the three has, each once: in the order of the newer edition, then of the draft.
fn each<T: Clone + PartialEq>([before, draft, newer]: &[Vec<T>; 3]) -> Vec<T> {
    let mut each: Vec<T> = Vec::new();
    for one in newer.iter().chain(draft).chain(before) {
        if !each.contains(one) {
            each.push(one.clone());
        }
    }
    each
}

fn sorted<T, K: PartialEq>(several: impl IntoIterator<Item = T>, order: &[K], key: impl Fn(&T) -> &K) -> Vec<T> {
    let mut several: Vec<T> = several.into_iter().collect();
    several.sort_by_key(|one| order.iter().position(|other| other == key(one)));
    several
}
