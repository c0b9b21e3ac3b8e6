//! An edition as a client reads it through the API, and answers to all of it that a client can make from that alone.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::app::{Persona, TestApp};

/// The twelve kinds.
pub const KINDS: [&str; 12] = [
    "SINGLE_CHOICE",
    "MULTI_CHOICE",
    "SCALE",
    "BOOLEAN",
    "SHORT_TEXT",
    "LONG_TEXT",
    "NUMBER",
    "DATE",
    "URL_LIST",
    "EVIDENCE",
    "STATE_LIST",
    "CONTACT",
];

/// An option, as far as answering needs it.
#[derive(Clone, Debug)]
struct Choice {
    code: String,
    has_text: bool,
    is_exclusive: bool,
}

/// What other questions, sections and modules hope that a question is answered with.
#[derive(Clone, Debug)]
struct Hope {
    operator: String,
    answer: String,
    /// How many questions it would show.
    weight: usize,
}

/// A question, as far as answering needs it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its code.
    pub code: String,
    /// The code of its section.
    pub section: String,
    /// Its kind.
    pub kind: String,
    /// Whether it is a view of a field of the submission.
    pub is_bound: bool,
    /// The widest visibility of its answer, where it has one.
    pub ceiling: Option<String>,
    bounds: Value,
    choices: Vec<Choice>,
    hopes: Vec<Hope>,
}

/// An answer as it is given and as it has to be kept.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The input.
    pub given: Value,
    /// The value, as the fragment [`crate::delegation::SAID`] selects it.
    pub kept: Value,
    /// The language that goes with it.
    pub language: &'static str,
    /// Whether words of that language are in it.
    pub bears_text: bool,
}

/// An answer that somebody gets wrong, and what has to come of it.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// The input.
    pub given: Value,
    /// The problem.
    pub problem: &'static str,
    /// Whether it is kept in the draft; else it is refused.
    pub is_kept: bool,
}

/// An edition.
#[derive(Clone, Debug)]
pub struct Form {
    /// The questions in order.
    pub questions: Vec<Asked>,
    /// How many there are, as the edition says.
    pub question_count: usize,
}

const EDITION: &str = "query ($code: String!) { edition(code: $code) { questionCount
    optionLists { code options { code hasText isExclusive } }
    modules { enabledWhen { ...When } sections { code enabledWhen { ...When } questions {
        code kind binds visibilityCeiling optionList { code } enabledWhen { ...When }
        bounds { maxLength maxWords minimum maximum precision maxItems } } } } } }
    fragment When on Enablement { conditions { question operator answer } }";

fn text<'a>(json: &'a Value, field: &str) -> &'a str {
    json[field].as_str().unwrap_or_else(|| panic!("no {field} in {json}"))
}

fn list<'a>(json: &'a Value, field: &str) -> &'a [Value] {
    json[field].as_array().unwrap_or_else(|| panic!("no {field} in {json}"))
}

impl Form {
    /// Reads an edition.
    pub async fn read(app: &TestApp, who: &Persona, code: &str) -> Self {
        let answer = app.call(who, EDITION, json!({"code": code})).await;
        let edition = &answer.data()["edition"];
        let lists: BTreeMap<_, Vec<Choice>> = list(edition, "optionLists")
            .iter()
            .map(|one| (text(one, "code"), list(one, "options").iter().map(choice).collect()))
            .collect();
        let mut questions = Vec::new();
        let mut hopes: BTreeMap<String, Vec<Hope>> = BTreeMap::new();
        let mut hope = |of: &Value, weight: usize| {
            let conditions = of["enabledWhen"]["conditions"].as_array();
            for condition in conditions.into_iter().flatten() {
                hopes
                    .entry(text(condition, "question").to_owned())
                    .or_default()
                    .push(Hope {
                        operator: text(condition, "operator").to_owned(),
                        answer: text(condition, "answer").to_owned(),
                        weight,
                    });
            }
        };
        for module in list(edition, "modules") {
            let sections = list(module, "sections");
            hope(
                module,
                sections.iter().map(|section| list(section, "questions").len()).sum(),
            );
            for section in sections {
                hope(section, list(section, "questions").len());
                for question in list(section, "questions") {
                    hope(question, 1);
                    let choices = question["optionList"]["code"].as_str().map(|code| lists[code].clone());
                    questions.push(Asked {
                        code: text(question, "code").to_owned(),
                        section: text(section, "code").to_owned(),
                        kind: text(question, "kind").to_owned(),
                        is_bound: !question["binds"].is_null(),
                        ceiling: question["visibilityCeiling"].as_str().map(str::to_owned),
                        bounds: question["bounds"].clone(),
                        choices: choices.unwrap_or_default(),
                        hopes: Vec::new(),
                    });
                }
            }
        }
        for question in &mut questions {
            question.hopes = hopes.remove(&question.code).unwrap_or_default();
        }
        assert!(hopes.is_empty(), "conditions name questions of the edition: {hopes:?}");
        let count = edition["questionCount"].as_u64().expect("a number");
        Self {
            questions,
            question_count: usize::try_from(count).expect("few"),
        }
    }

    /// One question of each kind on which nothing else hangs.
    pub fn one_of_each_kind(&self) -> Vec<&Asked> {
        let mut left: BTreeSet<&str> = KINDS.into_iter().collect();
        let free = self.questions.iter().filter(|question| {
            let may_err = question.kind != "MULTI_CHOICE" || question.choices.iter().any(|choice| choice.is_exclusive);
            question.hopes.is_empty() && !question.is_bound && may_err
        });
        let found: Vec<_> = free.filter(|question| left.remove(question.kind.as_str())).collect();
        assert!(left.is_empty(), "no question of kind {left:?}");
        found
    }
}

fn choice(option: &Value) -> Choice {
    Choice {
        code: text(option, "code").to_owned(),
        has_text: option["hasText"] == true,
        is_exclusive: option["isExclusive"] == true,
    }
}

impl Hope {
    fn holds(&self, answer: &str) -> bool {
        let numbers = || Some((answer.parse::<f64>().ok()?, self.answer.parse::<f64>().ok()?));
        let compares = |holds: fn(f64, f64) -> bool| numbers().is_some_and(|(one, other)| holds(one, other));
        match self.operator.as_str() {
            "EXISTS" => self.answer == "true",
            "EQUAL" => answer == self.answer,
            "NOT_EQUAL" => answer != self.answer,
            "GREATER" => compares(|one, other| one > other),
            "LESS" => compares(|one, other| one < other),
            "AT_LEAST" => compares(|one, other| one >= other),
            "AT_MOST" => compares(|one, other| one <= other),
            unknown => panic!("the schema has no operator {unknown}"),
        }
    }
}

/// Words of a State that writes in three languages, some with letters that have a decomposed form (أ, й, ё).
const WORDS: [(&str, &str); 3] = [
    (
        "AR",
        "تتخذ الدولة إجراءات لحماية البنية الأساسية الحيوية وتتبادل المعلومات بشأن الحوادث",
    ),
    ("ZH", "国家采取措施保护关键基础设施并与各国交流网络安全事件信息"),
    (
        "RU",
        "Государство защищает критически важный объём инфраструктуры и делится каждой новой оценкой",
    ),
];

/// As many words as asked for, in the language of this turn.
fn words(turn: usize, count: usize) -> (&'static str, String) {
    let (language, source) = WORDS[turn % 3];
    let text = if language == "ZH" {
        source.chars().cycle().take(count).collect()
    } else {
        let words: Vec<_> = source.split(' ').cycle().take(count).collect();
        words.join(" ")
    };
    (language, text)
}

/// A text as some keyboards write it: letters and marks apart (Unicode NFD).
fn decomposed(text: &str) -> String {
    let pairs = [
        ("أ", "ا\u{654}"),
        ("إ", "ا\u{655}"),
        ("й", "и\u{306}"),
        ("ё", "е\u{308}"),
    ];
    pairs
        .into_iter()
        .fold(text.to_owned(), |text, (one, two)| text.replace(one, two))
}

impl Asked {
    fn bound(&self, name: &str) -> Option<usize> {
        let bound = self.bounds[name].as_u64()?;
        usize::try_from(bound).ok()
    }

    /// The candidate that shows most of the questions that hang on this one; the first of those that show as many.
    fn best<'a>(&self, candidates: impl Iterator<Item = &'a str>) -> &'a str {
        let shown = |answer: &str| -> usize {
            let holding = self.hopes.iter().filter(|hope| hope.holds(answer));
            holding.map(|hope| hope.weight).sum()
        };
        let best = candidates.fold(None, |best: Option<(usize, &str)>, candidate| {
            let shown = shown(candidate);
            best.filter(|(most, _)| *most >= shown).or(Some((shown, candidate)))
        });
        best.expect("a question has answers").1
    }

    /// An answer within every bound that the API tells; `turn` chooses language and length.
    pub fn answered(&self, turn: usize) -> Answered {
        let (language, short) = words(turn, 6);
        let same = |given: Value, kept: Value| (given, kept, false);
        let (given, kept, bears_text) = match self.kind.as_str() {
            "SINGLE_CHOICE" => {
                let best = self.best(self.choices.iter().map(|choice| choice.code.as_str()));
                let with_text = self.choices.iter().any(|choice| choice.code == best && choice.has_text);
                let text = with_text.then_some(short);
                (
                    json!({"singleChoice": {"option": best, "text": text.as_deref().map(decomposed)}}),
                    json!({"chosen": {"code": best, "text": text}}),
                    with_text,
                )
            }
            "MULTI_CHOICE" => self.several(&short),
            "SCALE" => {
                let most = text(&self.bounds, "maximum").parse::<i32>().expect("a step");
                same(json!({"scale": most}), json!({"step": most}))
            }
            "BOOLEAN" => {
                let yes = self.best(["true", "false"].into_iter()) == "true";
                same(json!({"boolean": yes}), json!({"isYes": yes}))
            }
            "SHORT_TEXT" => {
                let most = self.bound("maxLength").expect("a short text has a bound");
                let text: String = words(turn, most).1.chars().take(most).collect();
                let text = text.trim_end().to_owned();
                (json!({"shortText": decomposed(&text)}), json!({"text": text}), true)
            }
            "LONG_TEXT" => {
                let most = self.bound("maxWords").expect("a long text has a bound");
                let text = words(turn, if turn.is_multiple_of(2) { most } else { most.min(40) }).1;
                (json!({"longText": decomposed(&text)}), json!({"text": text}), true)
            }
            "NUMBER" => self.number(),
            "DATE" => {
                let date = match text(&self.bounds, "precision") {
                    "YEAR" => "2026",
                    "MONTH" => "2026-11",
                    _ => "2026-11-20",
                };
                same(json!({"date": date}), json!({"date": date}))
            }
            "URL_LIST" => {
                let most = self.bound("maxItems").expect("links have a bound");
                let urls: Vec<_> = (0..most)
                    .map(|page| format!("https://example.org/规范/{page}"))
                    .collect();
                same(json!({"urlList": urls}), json!({"urls": urls}))
            }
            "EVIDENCE" => {
                let most = self.bound("maxItems").expect("evidence has a bound");
                let link = |page: usize, text: &str| json!({"url": format!("https://مثال.example/{page}"), "title": text, "citation": Value::Null});
                let given: Vec<_> = (0..most).map(|page| link(page, &decomposed(&short))).collect();
                let kept: Vec<_> = (0..most).map(|page| link(page, &short)).collect();
                (json!({"evidence": given}), json!({"links": kept}), true)
            }
            "STATE_LIST" => same(
                json!({"stateList": ["QMC", "QMB"]}),
                json!({"states": [{"code": "QMB"}, {"code": "QMC"}]}),
            ),
            "CONTACT" => {
                let contact = |unit: String| json!({"name": "Qima", "unit": unit, "email": "имя@пример.example", "telephone": Value::Null});
                (json!({"contact": contact(decomposed(&short))}), contact(short), true)
            }
            unknown => panic!("the schema has no kind {unknown}"),
        };
        Answered {
            given,
            kept,
            language,
            bears_text,
        }
    }

    /// Every option that goes with others, given in another order than the list's.
    fn several(&self, short: &str) -> (Value, Value, bool) {
        let chosen: Vec<_> = self.choices.iter().filter(|choice| !choice.is_exclusive).collect();
        let words = |choice: &Choice| choice.has_text.then_some(short);
        let given: Vec<_> = chosen
            .iter()
            .rev()
            .map(|choice| json!({"option": choice.code, "text": words(choice).map(decomposed)}))
            .collect();
        let kept: Vec<_> = chosen
            .iter()
            .map(|choice| json!({"code": choice.code, "text": words(choice)}))
            .collect();
        let bears_text = chosen.iter().any(|choice| choice.has_text);
        (json!({"multiChoice": given}), json!({"choices": kept}), bears_text)
    }

    fn number(&self) -> (Value, Value, bool) {
        let bound = |name: &str| self.bounds[name].as_str();
        let number = |text: &str| text.parse::<f64>().expect("a bound is a number");
        let within = |candidate: &&str| {
            let candidate = number(candidate);
            bound("minimum").is_none_or(|least| number(least) <= candidate)
                && bound("maximum").is_none_or(|most| candidate <= number(most))
        };
        let candidates = [Some("12.50"), bound("maximum"), bound("minimum")];
        let best = self.best(candidates.into_iter().flatten().filter(within));
        let kept = if best == "12.50" { "12.5" } else { best };
        (json!({"number": best}), json!({"number": kept}), false)
    }

    /// An answer that is wrong as only this kind can be.
    pub fn mistake(&self) -> Mistake {
        let kept = |given: Value, problem: &'static str| Mistake {
            given,
            problem,
            is_kept: true,
        };
        let refused = |given: Value, problem: &'static str| Mistake {
            given,
            problem,
            is_kept: false,
        };
        match self.kind.as_str() {
            "SINGLE_CHOICE" => refused(json!({"singleChoice": {"option": "perhaps"}}), "UNKNOWN_OPTION"),
            "MULTI_CHOICE" => {
                let exclusive = self.choices.iter().find(|choice| choice.is_exclusive);
                let other = self
                    .choices
                    .iter()
                    .find(|choice| !choice.is_exclusive && !choice.has_text);
                let both: Vec<_> = [exclusive, other]
                    .into_iter()
                    .flatten()
                    .map(|choice| json!({"option": choice.code}))
                    .collect();
                kept(json!({"multiChoice": both}), "EXCLUSIVE_OPTION")
            }
            "SCALE" => kept(json!({"scale": 1_000}), "ABOVE_MAXIMUM"),
            "BOOLEAN" => refused(json!({"shortText": "yes"}), "WRONG_KIND"),
            "SHORT_TEXT" => {
                let most = self.bound("maxLength").expect("a short text has a bound");
                kept(json!({"shortText": "й".repeat(most + 1)}), "TOO_LONG")
            }
            "LONG_TEXT" => {
                let most = self.bound("maxWords").expect("a long text has a bound");
                kept(json!({"longText": words(1, most + 1).1}), "TOO_MANY_WORDS")
            }
            "NUMBER" => refused(json!({"number": "many"}), "NOT_A_NUMBER"),
            "DATE" => refused(json!({"date": "2026-02-30"}), "IMPOSSIBLE_DATE"),
            "URL_LIST" => kept(json!({"urlList": ["javascript:alert(1)"]}), "NOT_A_LINK"),
            "EVIDENCE" => {
                let most = self.bound("maxItems").expect("evidence has a bound");
                let link = |page: usize| json!({"url": format!("https://example.org/{page}")});
                let links: Vec<_> = (0..=most).map(link).collect();
                kept(json!({"evidence": links}), "TOO_MANY_ITEMS")
            }
            "STATE_LIST" => kept(json!({"stateList": ["QMB", "QZZ"]}), "UNKNOWN_STATE"),
            "CONTACT" => kept(json!({"contact": {"name": "Qima", "email": "nowhere"}}), "NOT_AN_EMAIL"),
            unknown => panic!("the schema has no kind {unknown}"),
        }
    }
}
