//! Carrying forward: what a State has said so far, offered in its new working file, followed through lineage.
//!
//! Nothing that was carried is filed until somebody confirms it. What a State filed comes first; what it only drafted in its
//! last round is offered beside it, marked as never filed. A text that cannot be an answer to the new question (the kind
//! changed, an option is gone) is offered as a text and not as a value.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::id::{AccountId, EditionId, QuestionCode, RoundKey};
use crate::language::Language;
use crate::questionnaire::{Ancestor, Edition, Given, Lineage, Question, Standing, accept, ancestors, trace};
use crate::submission::{Answer, Content, Origin, Position, Provenance, Salt};

use chrono::{DateTime, Utc};

/// Something that a State said to a question of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The edition.
    pub edition: EditionId,
    /// The question there.
    pub question: QuestionCode,
    /// The round.
    pub round: RoundKey,
    /// The filing's position; none for a draft.
    pub position: Option<Position>,
    /// What was said; without a standing it was taken back.
    pub content: Content,
    /// Of a draft that was itself carried and not confirmed: where it came from.
    pub origin: Option<Origin>,
}

/// What a State has said so far in the editions of a questionnaire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// For each question of each edition what was filed last, as far as that filing stands; or that it was taken back
    /// before that filing.
    pub filed: Vec<Told>,
    /// What the last working file holds, texts that await merging among them.
    pub drafts: Vec<Told>,
}

/// A text that is offered beside an answer, or where there is none: it awaits merging.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The question.
    pub question: QuestionCode,
    /// What was said; of another kind than the question's where that changed.
    pub content: Content,
    /// Where it comes from.
    pub origin: Origin,
}

/// What a new working file starts with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Answers, each unconfirmed, in the order of the edition.
    pub answers: Vec<Answer>,
    /// Texts that await merging, in the order of the edition.
    pub offers: Vec<Offer>,
}

type Key<'a> = (&'a EditionId, &'a QuestionCode);

/// Texts with where each comes from, the nearest first.
type Sourced = Vec<(Content, Origin)>;

/// What was said, by question of edition.
struct Index<'a> {
    filed: HashMap<Key<'a>, &'a Told>,
    drafts: HashMap<Key<'a>, Vec<&'a Told>>,
}

impl<'a> Index<'a> {
    fn of(past: &'a Past) -> Self {
        let mut drafts: HashMap<_, Vec<_>> = HashMap::new();
        for told in past.drafts.iter().filter(|told| is_own_draft(told)) {
            drafts.entry((&told.edition, &told.question)).or_default().push(told);
        }
        Self {
            filed: (past.filed.iter())
                .map(|told| ((&told.edition, &told.question), told))
                .collect(),
            drafts,
        }
    }
}

/// Whether a draft holds something of its own. What was carried from a filing and not confirmed is found again where it
/// was filed.
fn is_own_draft(told: &Told) -> bool {
    told.content.standing.is_some() && told.origin.as_ref().is_none_or(|origin| origin.position.is_none())
}

/// Whether two things that a State said are the same. The language counts where words are in it.
fn says_the_same(one: &Content, other: &Content) -> bool {
    let language = |content: &Content| {
        let value = content.standing.as_ref().and_then(Standing::value)?;
        content.language.filter(|_| super::bears_text(value))
    };
    one.standing == other.standing && language(one) == language(other) && one.translations == other.translations
}

fn origin_of(told: &Told, comparable: bool) -> Origin {
    match &told.origin {
        Some(origin) => Origin {
            comparable: comparable && origin.comparable,
            ..origin.clone()
        },
        None => Origin {
            position: told.position,
            round: told.round.clone(),
            edition: told.edition.clone(),
            question: told.question.clone(),
            comparable,
        },
    }
}

/// What of the past comes to one question: what was filed, and what was drafted beside it.
fn reaching<'a>(
    edition: &'a EditionId,
    code: &'a QuestionCode,
    index: &Index<'a>,
    lineage: &impl Fn(&EditionId, &QuestionCode) -> &'a [Lineage],
) -> (Sourced, Sourced) {
    let (mut filed, mut drafts) = (Sourced::new(), Sourced::new());
    trace(
        edition,
        code,
        lineage,
        |Ancestor {
             edition,
             code,
             comparable,
         }| {
            for told in index.drafts.get(&(edition, code)).into_iter().flatten() {
                drafts.push((told.content.clone(), origin_of(told, comparable)));
            }
            let Some(told) = index.filed.get(&(edition, code)) else {
                return true;
            };
            // What was taken back since is not offered again; nor is what it continued.
            if told.content.standing.is_some() {
                filed.push((told.content.clone(), origin_of(told, comparable)));
            }
            false
        },
    );
    let mut fresh = Sourced::new();
    for (content, origin) in drafts {
        let known = |(other, _): &(Content, Origin)| says_the_same(other, &content);
        if !filed.iter().any(known) && !fresh.iter().any(known) {
            fresh.push((content, origin));
        }
    }
    (filed, fresh)
}

/// The place of the text that stands: the first comparable one that can be an answer to the question; or the only one, if it
/// can be. With it what it says there, options in the order of this list.
fn choose(edition: &Edition, question: &Question, texts: &[(Content, Origin)]) -> Option<(usize, Standing)> {
    let fits = |(content, _): &(Content, Origin)| {
        let standing = content.standing.clone()?;
        accept(edition, &question.code, Given::from(standing)).ok()
    };
    let alone = texts.len() == 1;
    let mut candidates = texts
        .iter()
        .enumerate()
        .filter(|(_, (_, origin))| origin.comparable || alone);
    candidates.find_map(|(at, text)| Some((at, fits(text)?)))
}

/// What a new working file of `edition` starts with. `lineage` finds what a question of an edition continues; `language` is
/// that of texts without one; `salt` draws one for each answer.
pub fn carry<'a>(
    edition: &'a Edition,
    lineage: impl Fn(&EditionId, &QuestionCode) -> &'a [Lineage],
    past: &'a Past,
    language: Language,
    mut salt: impl FnMut() -> Salt,
    (by, now): (AccountId, DateTime<Utc>),
) -> Carried {
    let index = Index::of(past);
    let mut carried = Carried::default();
    for placed in edition.questions().filter(|placed| placed.question.bind.is_none()) {
        let question = placed.question;
        let (mut filed, mut drafts) = reaching(edition.id(), &question.code, &index, &lineage);
        let stands = match choose(edition, question, &filed) {
            Some((at, standing)) => Some((filed.remove(at), standing)),
            None => choose(edition, question, &drafts).map(|(at, standing)| (drafts.remove(at), standing)),
        };
        if let Some(((content, from), standing)) = stands {
            carried.answers.push(Answer {
                question: question.code.clone(),
                content: Content {
                    standing: Some(standing),
                    language: content.language.or(Some(language)),
                    translations: content.translations,
                },
                sharing: None,
                revision: 1,
                provenance: Provenance::Carried { from, confirmed: false },
                salt: salt(),
                changed_by: by,
                changed_at: now,
            });
        }
        carried
            .offers
            .extend((filed.into_iter().chain(drafts)).map(|(content, origin)| Offer {
                question: question.code.clone(),
                content: Content {
                    language: content.language.or(Some(language)),
                    ..content
                },
                origin,
            }));
    }
    carried
}

/// What a State said to questions that no question of `edition` continues: it stays readable, whatever edition came since. Of
/// a line of questions the last answer is told. `editions` are all editions of the questionnaire.
pub fn retired<'a>(
    edition: &'a Edition,
    editions: impl IntoIterator<Item = &'a Edition>,
    lineage: impl Fn(&EditionId, &QuestionCode) -> &'a [Lineage],
    past: &'a Past,
) -> Vec<(Content, Origin)> {
    let index = Index::of(past);
    let mut reached: BTreeSet<Key<'_>> = BTreeSet::new();
    for placed in edition.questions() {
        let line = ancestors(edition.id(), &placed.question.code, &lineage);
        reached.extend(line.into_iter().map(|ancestor| (ancestor.edition, ancestor.code)));
    }
    let by_number: BTreeMap<_, _> = editions.into_iter().map(|edition| (edition.id(), edition)).collect();
    let mut retired = Vec::new();
    for (_, earlier) in by_number.into_iter().rev() {
        for placed in earlier.questions() {
            let key = (earlier.id(), &placed.question.code);
            if reached.contains(&key) {
                continue;
            }
            let (filed, drafts) = reaching(key.0, key.1, &index, &lineage);
            let told: Vec<_> = filed.into_iter().chain(drafts).collect();
            if !told.is_empty() {
                let line = ancestors(key.0, key.1, &lineage);
                reached.extend(line.into_iter().map(|ancestor| (ancestor.edition, ancestor.code)));
                retired.extend(told);
            }
        }
    }
    retired
}
