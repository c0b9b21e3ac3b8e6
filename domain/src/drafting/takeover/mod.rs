//! Taking a draft over onto an edition that was published meanwhile.
//!
//! Three texts are laid beside each other: the edition that the draft was begun from, the draft, and the newer edition. What one
//! of the two changed is taken; where both changed the same thing to something else, it is named, and somebody decides. Things are
//! the same by their codes.

mod merge;
mod order;
mod whole;

use std::collections::BTreeMap;

use crate::id::{ListId, ModuleId, OptionCode, QuestionCode, SectionCode};
use crate::language::{Language, Text};
use crate::questionnaire::{Draft, Edition, Lineage, Question};

use merge::Merging;

/// A place of a draft where two can clash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The head of the edition.
    Head,
    /// The short path.
    ShortPath,
    /// A module.
    Module(ModuleId),
    /// A section.
    Section(SectionCode),
    /// A question.
    Question(QuestionCode),
    /// A list of options.
    List(ListId),
}

/// In what two clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// What it is, apart from its words.
    Definition,
    /// Its words.
    Wording,
    /// The order of what is in it.
    Order,
    /// Whether it is there at all: one side removed what the other one changed.
    Presence,
}

/// Which of the two is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// What the draft says.
    Draft,
    /// What the newer edition says.
    Newer,
}

/// Words that both changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClashingWords {
    /// In which language.
    pub language: Language,
    /// Of an option: which.
    pub option: Option<OptionCode>,
    /// What the draft says.
    pub draft: Option<Text>,
    /// What the newer edition says.
    pub newer: Option<Text>,
}

/// Something that both changed to something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Where.
    pub spot: Spot,
    /// In what.
    pub matter: Matter,
    /// The words, where words clash.
    pub words: Vec<ClashingWords>,
}

/// What is taken where two clash.
pub type Choices = BTreeMap<(Spot, Matter), Side>;

/// A draft laid over a newer edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Takeover {
    /// What it would say. Where nothing was chosen, it says there what the newer edition says.
    pub draft: Draft,
    /// What both changed and nobody has decided, in the order of the document.
    pub clashes: Vec<Clash>,
}

/// Lays a draft over `newer`. `base` is the edition that it was begun from; a first edition has none.
pub fn take_over(base: Option<&Edition>, draft: &Draft, newer: &Edition, choices: &Choices) -> Takeover {
    let number = draft.id.number;
    let mut theirs = newer.continued(number);
    let before = match base {
        Some(base) => base.continued(number),
        None => Draft::empty(draft.id.clone(), draft.kind, draft.opens, draft.source_language),
    };
    // What a question continues is decided at the end: until then it is no difference between the two editions.
    for question in questions_mut(&mut theirs) {
        let same = |base: &Edition| own_lineage(base, &question.code);
        question.continues = base.map(same).unwrap_or_default();
    }
    let mut merging = Merging::new(choices, theirs.source_language);
    let mut merged = merging.whole(&before, draft, &theirs);
    for question in questions_mut(&mut merged) {
        question.continues = lineage(base, draft, newer, question);
    }
    Takeover {
        draft: merged,
        clashes: merging.clashes(),
    }
}

fn own_lineage(edition: &Edition, code: &QuestionCode) -> Vec<Lineage> {
    vec![Lineage {
        edition: edition.id().clone(),
        code: code.clone(),
        comparable: true,
    }]
}

fn questions_mut(draft: &mut Draft) -> impl Iterator<Item = &mut Question> {
    let sections = draft.modules.iter_mut().flat_map(|module| &mut module.sections);
    sections.flat_map(|section| &mut section.questions)
}

/// What a question continues from now on: its counterpart in the newer edition, or where the draft says something else, whatever
/// continues there what the draft names.
fn lineage(base: Option<&Edition>, draft: &Draft, newer: &Edition, question: &Question) -> Vec<Lineage> {
    let sections = draft.modules.iter().flat_map(|module| &module.sections);
    let mut questions = sections.flat_map(|section| &section.questions);
    let ours = questions.find(|ours| ours.code == question.code);
    // What is new in the draft continues nothing unless somebody said so.
    let known = base.filter(|base| base.question(&question.code).is_some());
    let is_own = |ours: &Question| match known {
        Some(base) => ours.continues == own_lineage(base, &question.code),
        None => ours.continues.is_empty(),
    };
    let is_newer = newer.question(&question.code).is_some();
    match ours {
        Some(ours) if !(is_newer && is_own(ours)) => {
            let mut followed: Vec<Lineage> = Vec::new();
            for earlier in &ours.continues {
                for one in follow(base, newer, earlier) {
                    let is_there = |other: &Lineage| other.edition == one.edition && other.code == one.code;
                    if !followed.iter().any(is_there) {
                        followed.push(one);
                    }
                }
            }
            followed
        }
        Some(_) | None if is_newer => own_lineage(newer, &question.code),
        Some(_) | None => question.continues.clone(),
    }
}

/// The questions of the newer edition that continue what a question of the draft continues; where there is none, that one itself.
fn follow(base: Option<&Edition>, newer: &Edition, earlier: &Lineage) -> Vec<Lineage> {
    let mut followed = Vec::new();
    if base.is_some_and(|base| *base.id() == earlier.edition) {
        for placed in newer.questions() {
            let continues = placed.question.continues.iter();
            let mut same = continues.filter(|one| one.edition == earlier.edition && one.code == earlier.code);
            if let Some(one) = same.next() {
                followed.push(Lineage {
                    edition: newer.id().clone(),
                    code: placed.question.code.clone(),
                    comparable: earlier.comparable && one.comparable,
                });
            }
        }
    }
    if followed.is_empty() {
        followed.push(earlier.clone());
    }
    followed
}
