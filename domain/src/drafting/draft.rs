//! The life of a draft: begun, changed, published or discarded.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{ActKind, DiscardEditionDraft, DraftEdition, Permit, PublishEdition};
use crate::drafting::apply::apply;
use crate::drafting::change::{Change, ChangeRefused};
use crate::drafting::takeover::{Choices, Clash, Takeover, take_over};
use crate::id::{AccountId, EditionDraftId, EditionId, QuestionnaireId};
use crate::language::{Language, Text, Texts};
use crate::questionnaire::{Draft, Edition, Fault, Known, Opens, QuestionnaireKind};
use crate::submission::{Event, Happening, Outcome};

/// Where a draft stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftStage {
    /// It is being written.
    Drafted,
    /// It became an edition.
    Published {
        /// Since when.
        at: DateTime<Utc>,
    },
    /// It was given up; what was written stays to be read.
    Discarded {
        /// Since when.
        at: DateTime<Utc>,
    },
}

impl DraftStage {
    /// The code used in tables and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Published { .. } => "published",
            Self::Discarded { .. } => "discarded",
        }
    }

    /// Since when it is over.
    pub const fn ended_at(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Drafted => None,
            Self::Published { at } | Self::Discarded { at } => Some(at),
        }
    }
}

/// What becomes of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftAct {
    /// It was begun.
    Begun,
    /// It was changed.
    Changed,
    /// It was discarded.
    Discarded,
    /// It was published.
    Published,
    /// It was taken over onto an edition that was published meanwhile.
    TakenOver,
}

impl DraftAct {
    /// The code that the trail keeps beside the verb.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Changed => "changed",
            Self::Discarded => "discarded",
            Self::Published => "published",
            Self::TakenOver => "taken_over",
        }
    }

    /// The act of the policy that it takes.
    pub const fn kind(self) -> ActKind {
        match self {
            Self::Begun | Self::Changed | Self::TakenOver => ActKind::DraftEdition,
            Self::Discarded => ActKind::DiscardEditionDraft,
            Self::Published => ActKind::PublishEdition,
        }
    }
}

/// What a draft begins with.
#[derive(Clone, Debug)]
pub enum Beginning<'a> {
    /// A further edition: it asks what this one asks, and each of its questions continues its counterpart.
    Continuing(&'a Edition),
    /// The first edition of another questionnaire, which asks nothing yet.
    Empty {
        /// The questionnaire.
        questionnaire: QuestionnaireId,
        /// What it is for.
        kind: QuestionnaireKind,
        /// How submissions come about.
        opens: Opens,
        /// The language of the wording that the hash covers.
        source_language: Language,
        /// Its title in that language.
        title: Text,
    },
}

/// Why a draft stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DraftRefused {
    /// The permit, or the edition that it was begun from, is another one.
    #[error("this is of another edition")]
    AnotherPermit,
    /// It was published or discarded.
    #[error("it is {}", .0.code())]
    Over(DraftStage),
    /// Somebody changed it meanwhile.
    #[error("it stands at revision {0}")]
    Moved(u32),
    /// It says what it says already.
    #[error("nothing would change")]
    Unchanged,
    /// More changes than one act makes.
    #[error("more than {0} changes at once")]
    TooMany(usize),
    /// A change cannot be made, and so none is.
    #[error("change {at}: {refused}")]
    Change {
        /// Which, counted from 0.
        at: usize,
        /// Why.
        refused: ChangeRefused,
    },
    /// The questionnaire has editions: a further one continues the newest.
    #[error("the questionnaire {0} is there already")]
    Known(QuestionnaireId),
    /// The key of a questionnaire holds letters, digits and dashes.
    #[error("`{0}` is no key of a questionnaire")]
    BadKey(QuestionnaireId),
    /// An edition of this number is published, or comes with the program.
    #[error("edition {0} is there already")]
    Taken(EditionId),
    /// An edition was published meanwhile that the draft does not continue: it is taken over onto that one first.
    #[error("edition {0} was published meanwhile")]
    Behind(EditionId),
    /// No edition was published meanwhile.
    #[error("no newer edition is there")]
    NothingNewer,
    /// The edition that was seen is not the newest; this one is.
    #[error("edition {0} is newer")]
    NotNewest(EditionId),
    /// Both changed the same things, and nobody has decided.
    #[error("{} clashes", .0.len())]
    Clashes(Vec<Clash>),
    /// Publishing finds faults.
    #[error("{} faults", .0.len())]
    Faults(Vec<Fault>),
}

/// A draft of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionDraft {
    /// Its id.
    pub id: EditionDraftId,
    /// Where it stands.
    pub stage: DraftStage,
    /// Which text it is, from 1.
    pub revision: u32,
    /// The edition that it was begun from.
    pub base: Option<EditionId>,
    /// What it says. Its hash means nothing until it is published.
    pub draft: Draft,
    /// Who began it.
    pub begun_by: AccountId,
    /// When.
    pub begun_at: DateTime<Utc>,
    /// When it was changed last.
    pub changed_at: DateTime<Utc>,
}

/// The editions beside a draft.
#[derive(Clone, Copy, Debug)]
pub struct Shelf<'a> {
    /// The newest of its questionnaire that is published.
    pub newest: Option<&'a EditionId>,
    /// Those that are published, or that come with the program.
    pub taken: &'a BTreeSet<EditionId>,
}

/// What a draft is taken over onto.
#[derive(Clone, Copy, Debug)]
pub struct Onto<'a> {
    /// The edition that it was begun from; a first one has none.
    pub base: Option<&'a Edition>,
    /// The newest edition of its questionnaire that is published.
    pub newest: Option<&'a Edition>,
    /// The one that was seen.
    pub seen: &'a EditionId,
    /// What is taken where both changed the same.
    pub choices: &'a Choices,
}

/// What publishing a draft makes.
#[derive(Clone, Debug)]
#[must_use = "what is not saved is not published"]
pub struct Publishing {
    /// The draft, published, and what happened.
    pub outcome: Outcome<EditionDraft>,
    /// The edition.
    pub edition: Edition,
}

/// The least number that no edition of the questionnaire has, nor any before it.
fn least_number(questionnaire: &QuestionnaireId, taken: &BTreeSet<EditionId>) -> u32 {
    let numbers = taken.iter().filter(|id| id.questionnaire == *questionnaire);
    numbers.map(|id| id.number).max().unwrap_or(0) + 1
}

impl EditionDraft {
    /// Begins a draft. `taken` are the editions that are published, or that come with the program.
    pub fn begin(
        permit: Permit<DraftEdition>,
        id: EditionDraftId,
        beginning: Beginning<'_>,
        taken: &BTreeSet<EditionId>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, DraftRefused> {
        let (_, by) = permit.spend();
        let (base, draft) = match beginning {
            Beginning::Continuing(edition) => {
                let number = least_number(&edition.id().questionnaire, taken);
                (Some(edition.id().clone()), edition.continued(number))
            }
            Beginning::Empty { questionnaire, .. } if questionnaire.as_str().contains('_') => {
                return Err(DraftRefused::BadKey(questionnaire));
            }
            Beginning::Empty { questionnaire, .. } if taken.iter().any(|id| id.questionnaire == questionnaire) => {
                return Err(DraftRefused::Known(questionnaire));
            }
            Beginning::Empty {
                questionnaire,
                kind,
                opens,
                source_language,
                title,
            } => {
                let id = EditionId {
                    questionnaire,
                    number: 1,
                };
                let draft = Draft {
                    title: Texts::new([(source_language, title)]),
                    ..Draft::empty(id, kind, opens, source_language)
                };
                (None, draft)
            }
        };
        let begun = Self {
            id,
            stage: DraftStage::Drafted,
            revision: 1,
            base,
            draft,
            begun_by: by,
            begun_at: now,
            changed_at: now,
        };
        Ok(begun.happened(DraftAct::Begun, by, now))
    }

    /// Makes changes in their order over the revision that their author has seen: all of them or none.
    pub fn change(
        mut self,
        permit: Permit<DraftEdition>,
        seen: u32,
        changes: Vec<Change>,
        taken: &BTreeSet<EditionId>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, DraftRefused> {
        let (_, by) = permit.spend();
        self.held(seen)?;
        if changes.len() > Change::MOST_AT_ONCE {
            return Err(DraftRefused::TooMany(Change::MOST_AT_ONCE));
        }
        let before = self.draft.clone();
        let least = least_number(&before.id.questionnaire, taken);
        for (at, change) in changes.into_iter().enumerate() {
            apply(&mut self.draft, change, least).map_err(|refused| DraftRefused::Change { at, refused })?;
        }
        if self.draft == before {
            return Err(DraftRefused::Unchanged);
        }
        self.revision += 1;
        self.changed_at = now;
        Ok(self.happened(DraftAct::Changed, by, now))
    }

    /// Gives it up. What was written stays to be read.
    pub fn discard(
        mut self,
        permit: Permit<DiscardEditionDraft>,
        seen: u32,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, DraftRefused> {
        let (_, by) = permit.spend();
        self.held(seen)?;
        self.stage = DraftStage::Discarded { at: now };
        Ok(self.happened(DraftAct::Discarded, by, now))
    }

    /// The edition that was published since it was begun and that it does not continue.
    pub fn behind<'a>(&self, newest: Option<&'a EditionId>) -> Option<&'a EditionId> {
        let from = self.base.as_ref().map_or(0, |base| base.number);
        let is_written = self.stage == DraftStage::Drafted;
        newest
            .filter(|newest| is_written && newest.questionnaire == self.draft.id.questionnaire && newest.number > from)
    }

    /// Takes it over onto an edition that was published meanwhile: what it changed is carried there, and it continues that one
    /// from now on. What stood before stays to be read in its revision.
    pub fn take_over(
        mut self,
        permit: Permit<DraftEdition>,
        seen: u32,
        onto: Onto<'_>,
        taken: &BTreeSet<EditionId>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, DraftRefused> {
        let (_, by) = permit.spend();
        self.held(seen)?;
        let newest = onto.newest.filter(|newest| self.behind(Some(newest.id())).is_some());
        let newest = newest.ok_or(DraftRefused::NothingNewer)?;
        if newest.id() != onto.seen {
            return Err(DraftRefused::NotNewest(newest.id().clone()));
        }
        if onto.base.map(Edition::id) != self.base.as_ref() {
            return Err(DraftRefused::AnotherPermit);
        }
        let Takeover { draft, clashes } = take_over(onto.base, &self.draft, newest, onto.choices);
        if !clashes.is_empty() {
            return Err(DraftRefused::Clashes(clashes));
        }
        self.draft = draft;
        let least = least_number(&newest.id().questionnaire, taken);
        self.draft.id.number = self.draft.id.number.max(least);
        self.base = Some(newest.id().clone());
        self.revision += 1;
        self.changed_at = now;
        Ok(self.happened(DraftAct::TakenOver, by, now))
    }

    /// Publishes it, or says every fault. `hash` is that of its structure, given by the catalogue.
    pub fn publish(
        mut self,
        permit: Permit<PublishEdition>,
        seen: u32,
        hash: [u8; 32],
        known: &Known<'_>,
        shelf: Shelf<'_>,
        now: DateTime<Utc>,
    ) -> Result<Publishing, DraftRefused> {
        let (act, by) = permit.spend();
        self.held(seen)?;
        if act.edition != self.draft.id {
            return Err(DraftRefused::AnotherPermit);
        }
        if let Some(newer) = self.behind(shelf.newest) {
            return Err(DraftRefused::Behind(newer.clone()));
        }
        if shelf.taken.contains(&self.draft.id) {
            return Err(DraftRefused::Taken(self.draft.id));
        }
        self.draft.hash = hash;
        let edition = self.draft.clone().publish(known).map_err(DraftRefused::Faults)?;
        self.stage = DraftStage::Published { at: now };
        Ok(Publishing {
            outcome: self.happened(DraftAct::Published, by, now),
            edition,
        })
    }

    /// Whether it is being written, and stands where its author has seen it.
    fn held(&self, seen: u32) -> Result<(), DraftRefused> {
        match self.stage {
            DraftStage::Published { .. } | DraftStage::Discarded { .. } => Err(DraftRefused::Over(self.stage)),
            DraftStage::Drafted if self.revision == seen => Ok(()),
            DraftStage::Drafted => Err(DraftRefused::Moved(self.revision)),
        }
    }

    fn happened(self, act: DraftAct, by: AccountId, at: DateTime<Utc>) -> Outcome<Self> {
        let what = Happening::EditionDraftKept {
            draft: self.id,
            edition: self.draft.id.clone(),
            act,
            revision: self.revision,
        };
        Outcome::new(self, Event { at, by, what })
    }
}
