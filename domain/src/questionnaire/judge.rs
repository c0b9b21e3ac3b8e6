//! Judging: every problem that keeps an answer out of a filing, never out of a draft.

use std::collections::{BTreeSet, HashSet};

use crate::id::StateCode;
use crate::questionnaire::address::{is_email, is_link};
use crate::questionnaire::standing::permits;
use crate::questionnaire::words::{words, words_at_most};
use crate::questionnaire::{
    Answers, Chosen, Contact, Day, Decimal, Edition, Enabled, EvidenceItem, Kind, OptionItem, Placed, Precision,
    Problem, ProblemCode, ProblemValue, QuestionIndex, Standing, Value,
};

/// Every problem of a submission in the order of the edition; `enabled` follows from the same answers and `states` are
/// the States that a list of States may name.
///
/// It judges whatever is stored, also what [`crate::questionnaire::accept`] would refuse today. An empty value is
/// like no answer and has no problem; a hidden answer has one, that it is hidden.
pub fn judge(
    edition: &Edition,
    answers: &Answers<'_>,
    enabled: &Enabled,
    states: &BTreeSet<StateCode>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for placed in edition.questions() {
        let Some(standing) = answers.get(placed.index).filter(|standing| is_something(standing)) else {
            continue;
        };
        let mut judging = Judging {
            edition,
            placed,
            states,
            problems: &mut problems,
        };
        if placed.question.bind.is_some() {
            judging.problem(ProblemCode::Bound, []);
        } else if enabled.contains(placed.index) {
            judging.standing(standing);
        } else {
            judging.problem(ProblemCode::Hidden, []);
        }
    }
    for code in answers.unknown() {
        let problem = Problem::new(Some((*code).clone()), ProblemCode::UnknownQuestion);
        problems.push(problem.with("value", code.as_str()));
    }
    problems
}

/// The answers that can be filed, in the order of the edition: enabled, not empty, and without a problem.
pub fn fileable(
    edition: &Edition,
    answers: &Answers<'_>,
    enabled: &Enabled,
    problems: &[Problem],
) -> Vec<QuestionIndex> {
    let kept_out: HashSet<QuestionIndex> = (problems.iter())
        .filter_map(|problem| edition.question(problem.question.as_ref()?))
        .map(|placed| placed.index)
        .collect();
    enabled
        .questions()
        .filter(|index| answers.get(*index).is_some_and(is_something) && !kept_out.contains(index))
        .collect()
}

/// Whether it counts as an answer: a silence, or a value with something in it.
pub(super) fn is_something(standing: &Standing) -> bool {
    standing.value().is_none_or(|value| !value.is_empty())
}

struct Judging<'a, 'p> {
    edition: &'a Edition,
    placed: Placed<'a>,
    states: &'a BTreeSet<StateCode>,
    problems: &'p mut Vec<Problem>,
}

impl Judging<'_, '_> {
    fn problem<const N: usize>(&mut self, code: ProblemCode, parameters: [(&'static str, ProblemValue); N]) {
        self.problems.push(Problem {
            question: Some(self.placed.question.code.clone()),
            code,
            parameters: parameters.into(),
        });
    }

    fn standing(&mut self, standing: &Standing) {
        let kind = self.placed.question.kind.code();
        if !permits(kind, standing.code()) {
            let parameters = [
                ("standing", standing.code().code().into()),
                ("kind", kind.code().into()),
            ];
            self.problem(ProblemCode::StandingNotPermitted, parameters);
        }
        if let Some(value) = standing.value() {
            self.value(value);
        }
    }

    fn value(&mut self, value: &Value) {
        let question = self.placed.question;
        let options = self.edition.options(question);
        match (&question.kind, value) {
            (Kind::SingleChoice { .. }, Value::SingleChoice(chosen)) => {
                self.options(options, std::slice::from_ref(chosen));
            }
            (Kind::MultiChoice { .. }, Value::MultiChoice(chosen)) => self.options(options, chosen),
            (Kind::Scale { min, max }, Value::Scale(step)) => {
                let whole = Decimal::whole;
                self.range(whole(*step), Some(whole(*min)), Some(whole(*max)));
            }
            (Kind::Boolean, Value::Boolean(_)) => {}
            (Kind::ShortText { max_length }, Value::ShortText(text)) => self.length(text, *max_length),
            (Kind::LongText { max_words }, Value::LongText(text)) => self.words(text, *max_words),
            (Kind::Number { min, max, .. }, Value::Number(number)) => self.range(*number, *min, *max),
            (Kind::Date { precision }, Value::Date(day)) => self.date(*day, *precision),
            (Kind::UrlList { max_items }, Value::UrlList(links)) => self.links(links, *max_items),
            (Kind::Evidence { max_items }, Value::Evidence(items)) => self.evidence(items, *max_items),
            (Kind::StateList, Value::StateList(states)) => self.states(states),
            (Kind::Contact, Value::Contact(contact)) => self.contact(contact),
            (
                Kind::SingleChoice { .. }
                | Kind::MultiChoice { .. }
                | Kind::Scale { .. }
                | Kind::Boolean
                | Kind::ShortText { .. }
                | Kind::LongText { .. }
                | Kind::Number { .. }
                | Kind::Date { .. }
                | Kind::UrlList { .. }
                | Kind::Evidence { .. }
                | Kind::StateList
                | Kind::Contact,
                other,
            ) => {
                let kind = question.kind.code();
                let parameters = [("value", other.kind().code().into()), ("kind", kind.code().into())];
                self.problem(ProblemCode::WrongKind, parameters);
            }
        }
    }

    fn options(&mut self, offered: &[OptionItem], chosen: &[Chosen]) {
        let mut seen = BTreeSet::new();
        for Chosen { option, text } in chosen {
            let code = || ProblemValue::from(option.as_str());
            let Some(item) = offered.iter().find(|item| item.code == *option) else {
                self.problem(ProblemCode::UnknownOption, [("option", code())]);
                continue;
            };
            if !seen.insert(option) {
                self.problem(ProblemCode::DuplicateItem, [("item", code())]);
            }
            if item.exclusive && chosen.len() > 1 {
                self.problem(ProblemCode::ExclusiveOption, [("option", code())]);
            }
            let has_text = text.as_ref().is_some_and(|text| !text.trim().is_empty());
            if item.with_text && !has_text {
                self.problem(ProblemCode::TextMissing, [("option", code())]);
            }
            if !item.with_text && has_text {
                self.problem(ProblemCode::TextNotAsked, [("option", code())]);
            }
        }
    }

    fn range(&mut self, value: Decimal, min: Option<Decimal>, max: Option<Decimal>) {
        if let Some(limit) = min.filter(|min| value < *min) {
            self.problem(
                ProblemCode::BelowMinimum,
                [("value", value.into()), ("limit", limit.into())],
            );
        }
        if let Some(limit) = max.filter(|max| value > *max) {
            self.problem(
                ProblemCode::AboveMaximum,
                [("value", value.into()), ("limit", limit.into())],
            );
        }
    }

    fn length(&mut self, text: &str, limit: u32) {
        let length = text.chars().count();
        if exceeds(length, limit) {
            self.problem(
                ProblemCode::TooLong,
                [("length", length.into()), ("limit", limit.into())],
            );
        }
    }

    fn words(&mut self, text: &str, limit: u32) {
        if !exceeds(words_at_most(text), limit) {
            return;
        }
        let words = words(text);
        if exceeds(words, limit) {
            self.problem(
                ProblemCode::TooManyWords,
                [("words", words.into()), ("limit", limit.into())],
            );
        }
    }

    fn date(&mut self, day: Day, finest: Precision) {
        if day.precision() > finest {
            let parameters = [
                ("value", day.to_string().as_str().into()),
                ("precision", finest.code().into()),
            ];
            self.problem(ProblemCode::DateTooFine, parameters);
        }
    }

    fn count(&mut self, count: usize, limit: u32) {
        if exceeds(count, limit) {
            self.problem(
                ProblemCode::TooManyItems,
                [("count", count.into()), ("limit", limit.into())],
            );
        }
    }

    fn links(&mut self, links: &[String], limit: u32) {
        self.count(links.len(), limit);
        let mut seen = HashSet::new();
        for link in links {
            self.link(link);
            if !seen.insert(link) {
                self.problem(ProblemCode::DuplicateItem, [("item", link.as_str().into())]);
            }
        }
    }

    fn link(&mut self, link: &str) {
        if !is_link(link) {
            self.problem(ProblemCode::NotALink, [("link", link.into())]);
        }
    }

    /// The same link may support with several passages, so only a whole item twice is a duplicate.
    fn evidence(&mut self, items: &[EvidenceItem], limit: u32) {
        self.count(items.len(), limit);
        let mut seen = HashSet::new();
        for item in items {
            let name = match item {
                EvidenceItem::Link(link) => {
                    self.link(&link.url);
                    link.url.clone()
                }
                EvidenceItem::Kept(commitment) => commitment.to_string(),
            };
            if !seen.insert(item) {
                self.problem(ProblemCode::DuplicateItem, [("item", name.as_str().into())]);
            }
        }
    }

    fn states(&mut self, states: &[StateCode]) {
        let mut seen = BTreeSet::new();
        for state in states {
            if !self.states.contains(state) {
                self.problem(ProblemCode::UnknownState, [("state", state.as_str().into())]);
            }
            if !seen.insert(state) {
                self.problem(ProblemCode::DuplicateItem, [("item", state.as_str().into())]);
            }
        }
    }

    /// A contact can be addressed and reached: a name or unit, and an e-mail address or telephone number.
    fn contact(&mut self, contact: &Contact) {
        let given = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        let (addressed, reached) = (
            given(&contact.name) || given(&contact.unit),
            given(&contact.email) || given(&contact.telephone),
        );
        if !(addressed && reached) {
            self.problem(ProblemCode::ContactIncomplete, []);
        }
        let email = contact.email.as_deref().filter(|email| !email.trim().is_empty());
        if let Some(email) = email.filter(|email| !is_email(email)) {
            self.problem(ProblemCode::NotAnEmail, [("email", email.into())]);
        }
    }
}

fn exceeds(count: usize, limit: u32) -> bool {
    u64::try_from(count).is_ok_and(|count| count > u64::from(limit))
}
