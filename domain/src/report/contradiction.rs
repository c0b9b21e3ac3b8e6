//! Where a State says different things to provisions with the same content. For the State itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{EditionId, ProvisionId, RelationId};
use crate::norm::Norms;
use crate::questionnaire::{Edition, Pattern, Question, Standing, StandingCode, Value};
use crate::submission::Told;

/// In what two answers do not agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clash {
    /// Both are answered, with other values.
    Value,
    /// One says that there is nothing, or that the question does not apply, and the other says something else.
    Silence,
    /// One answers what the other says exists and is not disclosed.
    Disclosure,
}

/// Two answers that do not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction<'a> {
    /// In what.
    pub clash: Clash,
    /// The relation by which the provisions mean the same; none where both ask about one provision.
    pub relation: Option<RelationId>,
    /// What was said, and about which provision.
    pub sides: [(&'a ProvisionId, &'a Told); 2],
}

/// Whether two answers to questions of one pattern do not agree. Values are compared only where both choose from the same
/// list, or are numbers, dates or steps: what free texts mean nobody here can say. Who declines says nothing.
pub fn clash(a: (&Question, &Standing), b: (&Question, &Standing)) -> Option<Clash> {
    use StandingCode::{Answered, Declined, ExistsNotDisclosed, None, NotApplicable};
    match (a.1.code(), b.1.code()) {
        (Declined, _)
        | (_, Declined)
        | (None, None)
        | (NotApplicable, NotApplicable)
        | (ExistsNotDisclosed, ExistsNotDisclosed) => Option::None,
        (Answered, Answered) => differ(a, b).then_some(Clash::Value),
        (Answered, ExistsNotDisclosed) | (ExistsNotDisclosed, Answered) => Some(Clash::Disclosure),
        (None | NotApplicable, _) | (_, None | NotApplicable) => Some(Clash::Silence),
    }
}

fn differ(a: (&Question, &Standing), b: (&Question, &Standing)) -> bool {
    let same_list = a.0.kind.list() == b.0.kind.list();
    let (Some(one), Some(other)) = (a.1.value(), b.1.value()) else {
        return false;
    };
    match (one, other) {
        (Value::SingleChoice(one), Value::SingleChoice(other)) => same_list && one.option != other.option,
        (Value::MultiChoice(one), Value::MultiChoice(other)) => {
            let options = |chosen: &[crate::questionnaire::Chosen]| -> BTreeSet<_> {
                chosen.iter().map(|chosen| chosen.option.clone()).collect()
            };
            same_list && options(one) != options(other)
        }
        (Value::Scale(one), Value::Scale(other)) => a.0.kind == b.0.kind && one != other,
        (Value::Boolean(one), Value::Boolean(other)) => one != other,
        (Value::Number(one), Value::Number(other)) => one != other,
        (Value::Date(one), Value::Date(other)) => one != other,
        (
            Value::SingleChoice(_)
            | Value::MultiChoice(_)
            | Value::Scale(_)
            | Value::Boolean(_)
            | Value::ShortText(_)
            | Value::LongText(_)
            | Value::Number(_)
            | Value::Date(_)
            | Value::UrlList(_)
            | Value::Evidence(_)
            | Value::StateList(_)
            | Value::Contact(_),
            _,
        ) => false,
    }
}

/// An answer about a provision.
#[derive(Clone, Copy)]
struct Said<'a> {
    /// Its place in the list.
    at: usize,
    question: &'a Question,
    standing: &'a Standing,
    /// Whether its question leads all that is asked about the provision.
    leads: bool,
}

impl Said<'_> {
    /// In what two answers about provisions of the same content do not agree. Questions of one pattern ask the same, unless it
    /// is what changed since a filing; and lead questions do, in whichever of their two forms. Of others that come first, only
    /// silences are held against each other: a provision that does not apply to a State does not apply under any name.
    fn clash(&self, other: &Self) -> Option<Clash> {
        let (a, b) = (self.question, other.question);
        let is_change = a
            .pattern
            .as_ref()
            .is_some_and(|pattern| pattern.code() == Pattern::CHANGE);
        let same = a.pattern.is_some() && a.pattern == b.pattern && !is_change || a.is_lead() && b.is_lead();
        let found = clash((a, self.standing), (b, other.standing))?;
        (same || self.leads && other.leads && found == Clash::Silence).then_some(found)
    }
}

/// Whether a question leads what its edition asks about a provision: by its pattern, or, where none does, as the first choice.
fn leads(edition: &Edition, question: &Question, provision: &ProvisionId) -> bool {
    let about = || {
        let questions = edition.questions().map(|placed| placed.question);
        questions.filter(|question| question.provisions.contains(provision))
    };
    let first = about().find(|question| question.is_lead());
    let first = first.or_else(|| about().find(|question| question.kind.list().is_some()));
    first.is_some_and(|first| first.code == question.code)
}

/// Where what a State says does not agree: between provisions that a relation calls the same, and between questionnaires that
/// ask about one provision. Each pair of answers once, in the order of the crosswalk. Provisions that ask nothing of States
/// (invitations, preambles) are left out.
pub fn contradictions<'a>(
    norms: &'a Norms,
    edition: impl Fn(&EditionId) -> Option<&'a Edition>,
    said: &[&'a Told],
) -> Vec<Contradiction<'a>> {
    let mut about: BTreeMap<&'a ProvisionId, Vec<Said<'a>>> = BTreeMap::new();
    for (at, told) in said.iter().enumerate() {
        let Some(edition) = edition(&told.edition) else {
            continue;
        };
        let question = edition.question(&told.question).map(|placed| placed.question);
        if let (Some(question), Some(standing)) = (question, &told.content.standing) {
            let asks = |id: &&ProvisionId| norms.provision(id).is_none_or(|known| known.kind.needs_question());
            for provision in question.provisions.iter().filter(asks) {
                about.entry(provision).or_default().push(Said {
                    at,
                    question,
                    standing,
                    leads: leads(edition, question, provision),
                });
            }
        }
    }
    let equivalences = norms
        .relations()
        .iter()
        .filter(|relation| relation.kind.is_equivalence());
    let between = equivalences.map(|relation| (&relation.from, &relation.to, Some(&relation.id)));
    let within: Vec<&ProvisionId> = about.keys().copied().collect();
    let within = within.into_iter().map(|provision| (provision, provision, None));
    let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut found = Vec::new();
    for (from, to, relation) in between.chain(within) {
        let (Some(left), Some(right)) = (about.get(from), about.get(to)) else {
            continue;
        };
        for one in left {
            for other in right {
                let (a, b) = (one.at, other.at);
                let elsewhere = said[a].edition.questionnaire != said[b].edition.questionnaire;
                if a == b || relation.is_none() && !elsewhere {
                    continue;
                }
                if let Some(clash) = one.clash(other).filter(|_| seen.insert((a.min(b), a.max(b)))) {
                    found.push(Contradiction {
                        clash,
                        relation: relation.cloned(),
                        sides: [(from, said[a]), (to, said[b])],
                    });
                }
            }
        }
    }
    found
}
