//! One deliberately faulty draft for each fault.

use super::publishing::{find, lineage};
use crate::id::ListId;
use crate::language::{Language, Texts};
use crate::questionnaire::sample::{all, code, draft, known, lead, multi, option, question, section, single, texts};
use crate::questionnaire::{
    Bind, Ceiling, Draft, Expectation, Flaw, Kind, KindCode, Level, Operator, Pattern, QuestionnaireKind,
};

fn list(text: &str) -> ListId {
    text.parse().unwrap()
}

fn tested(question: &str, operator: Operator) -> Expectation {
    all([(question, operator)])
}

/// What is spoiled, where the fault is found (the end of its path), and which it is.
type Case = (&'static str, fn(&mut Draft), &'static str, Flaw);

#[test]
#[expect(clippy::too_many_lines, reason = "it is one table")]
fn every_fault_is_found_where_it_is() {
    let misfit = |question, kind| Flaw::OperatorMisfit {
        question: code(question),
        kind,
    };
    let structure: Vec<Case> = vec![
        (
            "a module twice",
            |d| {
                d.modules[1].id = d.modules[0].id.clone();
                d.short_path = None;
            },
            "general",
            Flaw::DuplicateModule,
        ),
        (
            "a section twice",
            |d| {
                d.modules[1]
                    .sections
                    .push(section("GEN", vec![question("GEN.extra", Kind::Boolean)]));
            },
            "GEN",
            Flaw::DuplicateSection,
        ),
        (
            "a question twice",
            |d| {
                d.modules[0].sections[0]
                    .questions
                    .push(question("GEN.law", Kind::Boolean));
            },
            "GEN.law",
            Flaw::DuplicateQuestion,
        ),
        (
            "a code of another section",
            |d| find(d, "GEN.law").code = code("N13A.law"),
            "N13A.law",
            Flaw::ForeignCode {
                expected: "GEN".parse().unwrap(),
            },
        ),
        (
            "no module",
            |d| {
                *d = Draft {
                    modules: Vec::new(),
                    short_path: None,
                    lists: [].into(),
                    ..draft()
                }
            },
            "edition",
            Flaw::NoModule,
        ),
        (
            "no section",
            |d| {
                d.modules[1].sections.clear();
                d.lists.remove("status");
                d.lists.remove("measures");
            },
            "n13",
            Flaw::NoSection,
        ),
        (
            "no question",
            |d| d.modules[1].sections[1].questions.clear(),
            "N13B",
            Flaw::NoQuestion,
        ),
        ("revision zero", |d| d.translation = 0, "edition", Flaw::TranslationZero),
        (
            "no prompt",
            |d| find(d, "GEN.law").prompt = Texts::default(),
            "GEN.law",
            Flaw::WordingMissing {
                what: "prompt",
                language: Language::English,
            },
        ),
        (
            "a blank title",
            |d| d.modules[1].title = texts("  "),
            "n13",
            Flaw::WordingMissing {
                what: "title",
                language: Language::English,
            },
        ),
        (
            "no label",
            |d| d.lists.get_mut("yes_no").unwrap().options[0].label = Texts::default(),
            "yes",
            Flaw::WordingMissing {
                what: "label",
                language: Language::English,
            },
        ),
        (
            "an unknown list",
            |d| find(d, "GEN.law").kind = single("nowhere"),
            "GEN.law",
            Flaw::UnknownList { list: list("nowhere") },
        ),
        (
            "a list that nobody uses",
            |d| {
                let spare = d.lists["yes_no"].clone();
                d.lists.insert(list("spare"), spare);
            },
            "spare",
            Flaw::UnusedList,
        ),
        (
            "an empty list",
            |d| d.lists.get_mut("languages").unwrap().options.clear(),
            "languages",
            Flaw::EmptyList,
        ),
        (
            "an option twice",
            |d| {
                let options = &mut d.lists.get_mut("yes_no").unwrap().options;
                options.push(options[0].clone());
            },
            "yes",
            Flaw::DuplicateOption,
        ),
        (
            "an unknown module on the short path",
            |d| d.short_path.as_mut().unwrap().modules.push("closing".parse().unwrap()),
            "short path",
            Flaw::ShortPathModule {
                module: "closing".parse().unwrap(),
            },
        ),
        (
            "a short path too long",
            |d| d.short_path.as_mut().unwrap().max_questions = 6,
            "short path",
            Flaw::ShortPathTooLong { questions: 7, limit: 6 },
        ),
        (
            "a long text on the short path",
            |d| find(d, "N13A.description").level = Level::Core,
            "N13A.description",
            Flaw::ShortPathLongText,
        ),
    ];
    let questions: Vec<Case> = vec![
        (
            "a language bound by a boolean",
            |d| {
                find(d, "GEN.language").kind = Kind::Boolean;
                d.lists.remove("languages");
            },
            "GEN.language",
            Flaw::BoundKind {
                bind: Bind::Language,
                expected: KindCode::SingleChoice,
                found: KindCode::Boolean,
            },
        ),
        (
            "a confirmation bound by a choice",
            |d| find(d, "GEN.confirmed").kind = single("yes_no"),
            "GEN.confirmed",
            Flaw::BoundKind {
                bind: Bind::Confirmation,
                expected: KindCode::Boolean,
                found: KindCode::SingleChoice,
            },
        ),
        (
            "a field bound twice",
            |d| find(d, "GEN.law").bind = Some(Bind::Confirmation),
            "GEN.confirmed",
            Flaw::BoundTwice {
                bind: Bind::Confirmation,
                first: code("GEN.law"),
            },
        ),
        (
            "a bound question with a condition",
            |d| find(d, "GEN.confirmed").condition = Some(tested("GEN.law", Operator::Is(true))),
            "GEN.confirmed",
            Flaw::BoundWithCondition,
        ),
        (
            "two lead questions",
            |d| d.modules[1].sections[1].questions.push(lead("N13B.second")),
            "N13B.second",
            Flaw::SecondLead {
                first: code("N13B.status"),
            },
        ),
        (
            "a lead question that is not core",
            |d| find(d, "N13B.status").level = Level::Extended,
            "N13B.status",
            Flaw::LeadNotCoreExpected,
        ),
        (
            "a lead question that is not expected",
            |d| find(d, "N13B.status").expected = false,
            "N13B.status",
            Flaw::LeadNotCoreExpected,
        ),
        (
            "a status with several answers",
            |d| find(d, "N13B.status").kind = multi("status"),
            "N13B.status",
            Flaw::LeadKind {
                pattern: Pattern::Status,
                expected: KindCode::SingleChoice,
                found: KindCode::MultiChoice,
            },
        ),
        (
            "an approach with one answer",
            |d| find(d, "N13B.status").pattern = Some(Pattern::Approach),
            "N13B.status",
            Flaw::LeadKind {
                pattern: Pattern::Approach,
                expected: KindCode::MultiChoice,
                found: KindCode::SingleChoice,
            },
        ),
        (
            "a question shown beside a silent lead",
            |d| find(d, "N13B.since").condition = None,
            "N13B.since",
            Flaw::ShownBesideSilentLead {
                lead: code("N13B.status"),
            },
        ),
        (
            "a text not adopted in the national survey",
            |d| find(d, "N13B.status").provisions = vec!["A-66-359/c".parse().unwrap()],
            "N13B.status",
            Flaw::NotAdoptedAmongAgreed {
                provision: "A-66-359/c".parse().unwrap(),
            },
        ),
        (
            "an agreed provision among texts not adopted",
            |d| {
                d.kind = QuestionnaireKind::FurtherProvisions;
                find(d, "N13A.status").provisions = vec!["A-66-359/c".parse().unwrap()];
            },
            "N13B.status",
            Flaw::AgreedAmongNotAdopted {
                provision: "A-70-174/13.a".parse().unwrap(),
            },
        ),
        (
            "a contact for everybody",
            |d| find(d, "GEN.contact").ceiling = None,
            "GEN.contact",
            Flaw::ContactCeiling,
        ),
        (
            "a contact for Member States",
            |d| find(d, "GEN.contact").ceiling = Some(Ceiling::MemberStates),
            "GEN.contact",
            Flaw::ContactCeiling,
        ),
        (
            "an unknown instrument",
            |d| d.instruments.push("A-99-999".parse().unwrap()),
            "edition",
            Flaw::UnknownInstrument {
                instrument: "A-99-999".parse().unwrap(),
            },
        ),
        (
            "an unknown provision of a section",
            |d| d.modules[1].sections[1].related.push("A-70-174/13.z".parse().unwrap()),
            "N13B",
            Flaw::UnknownProvision {
                provision: "A-70-174/13.z".parse().unwrap(),
            },
        ),
        (
            "a provision twice",
            |d| find(d, "GEN.law").provisions.push("A-70-174/13.a".parse().unwrap()),
            "GEN.law",
            Flaw::DuplicateProvision {
                provision: "A-70-174/13.a".parse().unwrap(),
            },
        ),
        (
            "no provision",
            |d| find(d, "GEN.law").provisions.clear(),
            "GEN.law",
            Flaw::NoProvision,
        ),
        (
            "a scale of one step",
            |d| find(d, "GEN.useful").kind = Kind::Scale { min: 1, max: 1 },
            "GEN.useful",
            Flaw::ScaleBounds { min: 1, max: 1 },
        ),
        (
            "a number upside down",
            |d| {
                find(d, "GEN.law").kind = Kind::Number {
                    min: "2".parse().ok(),
                    max: "1.5".parse().ok(),
                    unit: None,
                }
            },
            "GEN.law",
            Flaw::NumberBounds {
                min: "2".parse().unwrap(),
                max: "1.5".parse().unwrap(),
            },
        ),
        (
            "no words",
            |d| find(d, "N13A.description").kind = Kind::LongText { max_words: 0 },
            "N13A.description",
            Flaw::ZeroLimit,
        ),
        (
            "no links",
            |d| find(d, "GEN.links").kind = Kind::UrlList { max_items: 0 },
            "GEN.links",
            Flaw::ZeroLimit,
        ),
    ];
    let conditions: Vec<Case> = vec![
        (
            "a condition without a test",
            |d| find(d, "GEN.law").condition = Some(all([])),
            "GEN.law",
            Flaw::EmptyCondition,
        ),
        (
            "a condition on nothing",
            |d| find(d, "GEN.law").condition = Some(tested("GEN.nowhere", Operator::Exists(true))),
            "GEN.law",
            Flaw::ConditionUnknown {
                question: code("GEN.nowhere"),
            },
        ),
        (
            "a condition on a later question",
            |d| find(d, "GEN.law").condition = Some(tested("GEN.links", Operator::Exists(true))),
            "GEN.law",
            Flaw::ConditionNotEarlier {
                question: code("GEN.links"),
            },
        ),
        (
            "a condition on itself",
            |d| find(d, "GEN.law").condition = Some(tested("GEN.law", Operator::Exists(false))),
            "GEN.law",
            Flaw::ConditionNotEarlier {
                question: code("GEN.law"),
            },
        ),
        (
            "a section that waits for its own question",
            |d| d.modules[1].sections[0].condition = Some(tested("N13A.status", Operator::Exists(true))),
            "N13A",
            Flaw::ConditionNotEarlier {
                question: code("N13A.status"),
            },
        ),
        (
            "a module that waits for its own question",
            |d| d.modules[1].condition = Some(tested("N13A.status", Operator::Exists(true))),
            "n13",
            Flaw::ConditionNotEarlier {
                question: code("N13A.status"),
            },
        ),
        (
            "a condition on a bound question",
            |d| find(d, "GEN.law").condition = Some(tested("GEN.language", Operator::Chosen(option("ar")))),
            "GEN.law",
            Flaw::ConditionOnBound {
                question: code("GEN.language"),
            },
        ),
        (
            "a number compared with an option",
            |d| find(d, "GEN.law").condition = Some(tested("GEN.share", Operator::Chosen(option("yes")))),
            "GEN.law",
            misfit("GEN.share", KindCode::Number),
        ),
        (
            "a choice compared with a number",
            |d| find(d, "GEN.law").condition = Some(tested("GEN.strategy", Operator::AtLeast("1".parse().unwrap()))),
            "GEN.law",
            misfit("GEN.strategy", KindCode::SingleChoice),
        ),
        (
            "a text compared with yes",
            |d| find(d, "GEN.law").condition = Some(tested("GEN.authority", Operator::Is(true))),
            "GEN.law",
            misfit("GEN.authority", KindCode::ShortText),
        ),
        (
            "an option that is not offered",
            |d| find(d, "GEN.law").condition = Some(tested("GEN.strategy", Operator::NotChosen(option("perhaps")))),
            "GEN.law",
            Flaw::ConditionOption {
                question: code("GEN.strategy"),
                option: option("perhaps"),
            },
        ),
        (
            "lineage to nowhere",
            |d| find(d, "GEN.law").continues = lineage("national-implementation/9", "GEN.law", false),
            "GEN.law",
            Flaw::LineageNowhere {
                edition: "national-implementation/9".parse().unwrap(),
                code: code("GEN.law"),
            },
        ),
        (
            "lineage to itself",
            |d| find(d, "GEN.law").continues = lineage("national-implementation/1", "GEN.law", false),
            "GEN.law",
            Flaw::LineageNowhere {
                edition: "national-implementation/1".parse().unwrap(),
                code: code("GEN.law"),
            },
        ),
    ];
    let mut failures = Vec::new();
    for (what, spoil, place, flaw) in structure.into_iter().chain(questions).chain(conditions) {
        let mut draft = draft();
        spoil(&mut draft);
        let faults = draft.publish(&known()).expect_err(what);
        let found = faults[0].place.to_string();
        let last = found.rsplit(", ").next().unwrap();
        if faults.len() != 1 || faults[0].flaw != flaw || !(last == place || last.ends_with(&format!(" {place}"))) {
            failures.push((what, faults));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}
