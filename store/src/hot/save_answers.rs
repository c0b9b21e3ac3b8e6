//! Saving answers: check, write, record and keep the loser, in one statement.

use chrono::{DateTime, Utc};
use domain::access::Scope;
use domain::id::{AccountId, MembershipId, MinistryId, QuestionCode, SubmissionId};
use serde_json::Value as Json;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::settings::Settings;
use crate::{Constraint, Store, StoreError};

/// An answer as it is stored: what the codec made of a standing of the domain.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The code of the kind.
    pub kind: &'static str,
    /// The code of the standing.
    pub standing: String,
    /// The value, with standing *answered* only.
    pub value: Option<Json>,
    /// The language of the text; none follows the submission.
    pub language: Option<String>,
    /// The State's own translations of it.
    pub translations: Option<Json>,
}

/// One answer to save. A call names each question at most once.
#[derive(Clone, Debug)]
pub struct Save {
    /// The question.
    pub question: QuestionCode,
    /// The revision it was based on; 0 where there was none.
    pub based_on: i32,
    /// The idempotency key.
    pub key: Option<String>,
    /// What to store.
    pub content: Content,
    /// The salt of its commitment.
    pub salt: [u8; 16],
}

/// How far the right to save reaches, checked again in the statement because it may have ended since.
#[derive(Clone, Debug)]
pub enum Reach {
    /// Every section.
    State,
    /// The sections assigned to the account or to one of its ministries.
    Assigned {
        /// The ministries.
        ministries: Vec<MinistryId>,
    },
}

/// A call that saves answers of one submission.
#[derive(Clone, Debug)]
pub struct SaveAnswers {
    /// The submission.
    pub submission: SubmissionId,
    /// Who saves.
    pub account: AccountId,
    /// The membership that gives the right.
    pub membership: MembershipId,
    /// How far that right reaches.
    pub reach: Reach,
    /// What to save.
    pub saves: Vec<Save>,
}

/// What became of one answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// It is stored.
    Stored {
        /// As this revision.
        revision: i32,
    },
    /// A newer one was stored already; what came is kept as an unmerged revision.
    Unmerged {
        /// The revision stored.
        revision: i32,
        /// What is stored.
        stored: Option<Content>,
    },
    /// The key was used before with another value; nothing was kept.
    KeyReused,
    /// The section is not, or no longer, assigned to the account.
    NotAssigned,
}

/// What became of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum SavedAnswers {
    /// The submission is not there for this scope.
    NotFound,
    /// The submission does not take answers in this stage, the round is archived, or the right has ended.
    Refused {
        /// The stage.
        stage: String,
        /// Whether the account and the membership still hold.
        holds: bool,
        /// Whether the round is archived.
        archived: bool,
    },
    /// What became of each.
    Each {
        /// One result for each answer, in the order of the call.
        saved: Vec<Saved>,
        /// The language of texts that name none.
        language: String,
    },
}

/// The exact statement, for the benchmark's floor.
pub const STATEMENT: &str = include_str!("save_answers.sql");

impl Store {
    /// Saves answers under a scope. Durable when it returns.
    pub async fn save_answers(
        &self,
        scope: &Scope,
        now: DateTime<Utc>,
        call: &SaveAnswers,
    ) -> Result<SavedAnswers, StoreError> {
        match self.try_save_answers(scope, now, call).await {
            // Two calls with one key at the same moment: the first has committed, so this one now finds it.
            Err(StoreError::Conflict(Constraint::IdempotencyKey)) => self.try_save_answers(scope, now, call).await,
            other => other,
        }
    }

    async fn try_save_answers(
        &self,
        scope: &Scope,
        now: DateTime<Utc>,
        call: &SaveAnswers,
    ) -> Result<SavedAnswers, StoreError> {
        let connection = self.hold().await?;
        let statement = connection.prepare_cached(STATEMENT).await?;
        let settings = Settings::new(scope, now);
        let (everywhere, ministries): (bool, Vec<Uuid>) = match &call.reach {
            Reach::State => (true, Vec::new()),
            Reach::Assigned { ministries } => (false, ministries.iter().map(|m| m.0).collect()),
        };
        let column = |of: fn(&Save) -> &str| call.saves.iter().map(of).collect::<Vec<_>>();
        let questions = column(|s| s.question.as_str());
        let sections: Vec<String> = call.saves.iter().map(|s| s.question.section().to_string()).collect();
        let based_on: Vec<i32> = call.saves.iter().map(|s| s.based_on).collect();
        let keys: Vec<Option<&str>> = call.saves.iter().map(|s| s.key.as_deref()).collect();
        let kinds = column(|s| s.content.kind);
        let standings = column(|s| s.content.standing.as_str());
        let values: Vec<Option<&Json>> = call.saves.iter().map(|s| s.content.value.as_ref()).collect();
        let languages: Vec<Option<&str>> = call.saves.iter().map(|s| s.content.language.as_deref()).collect();
        let translations: Vec<Option<&Json>> = call.saves.iter().map(|s| s.content.translations.as_ref()).collect();
        let salts: Vec<&[u8]> = call.saves.iter().map(|s| s.salt.as_slice()).collect();
        let rows = super::in_one_round_trip(
            &connection,
            &settings,
            &statement,
            &[
                &call.submission.0,
                &call.account.0,
                &call.membership.0,
                &everywhere,
                &ministries,
                &now,
                &questions,
                &sections,
                &based_on,
                &keys,
                &kinds,
                &standings,
                &values,
                &languages,
                &translations,
                &salts,
            ],
        )
        .await?;
        let Some(first) = rows.first() else {
            return Ok(SavedAnswers::NotFound);
        };
        let Some(stage) = first.try_get::<_, Option<String>>("stage")? else {
            return Ok(SavedAnswers::NotFound);
        };
        let (holds, archived, takes): (bool, bool, bool) = (
            first.try_get("holds")?,
            first.try_get("archived")?,
            first.try_get("takes")?,
        );
        // What came before is answered as it was then, also when nothing new is taken any more.
        let repeats = || {
            rows.iter()
                .map(|row| row.try_get::<_, bool>("seen"))
                .collect::<Result<Vec<_>, _>>()
        };
        let only_repeats = repeats()?.into_iter().all(|seen| seen);
        if !holds || !only_repeats && (archived || !takes) {
            return Ok(SavedAnswers::Refused { stage, holds, archived });
        }
        let mut results = Vec::with_capacity(rows.len());
        let mut beaten = Vec::new();
        for (row, save) in rows.iter().zip(&call.saves) {
            let became = result(row, save)?;
            if matches!(became, Saved::Unmerged { .. }) {
                beaten.push(save.question.as_str());
            }
            results.push(became);
        }
        if !beaten.is_empty() {
            self.add_winners(&connection, &settings, call, &beaten, &mut results)
                .await?;
        }
        let language = first.try_get("default_language")?;
        Ok(SavedAnswers::Each {
            saved: results,
            language,
        })
    }

    /// Reads what beat an answer. It must be a statement of its own: the first one's snapshot may be older than the
    /// winner that its update ran into.
    async fn add_winners(
        &self,
        connection: &super::Held,
        settings: &Settings,
        call: &SaveAnswers,
        beaten: &[&str],
        results: &mut [Saved],
    ) -> Result<(), StoreError> {
        let statement = connection
            .prepare_cached(
                "select question, revision, kind, standing, value, language, translations from answer \
                 where submission_id = $1 and question = any ($2)",
            )
            .await?;
        let winners =
            super::in_one_round_trip(connection, settings, &statement, &[&call.submission.0, &beaten]).await?;
        for winner in winners {
            let question: String = winner.try_get("question")?;
            let place = call.saves.iter().position(|save| save.question.as_str() == question);
            if let Some(result) = place.and_then(|place| results.get_mut(place)) {
                *result = Saved::Unmerged {
                    revision: winner.try_get("revision")?,
                    stored: Some(content(&winner)?),
                };
            }
        }
        Ok(())
    }
}

fn content(row: &Row) -> Result<Content, StoreError> {
    let kind: String = row.try_get("kind")?;
    let kind = domain::questionnaire::KindCode::from_code(&kind).ok_or_else(|| StoreError::Inconsistent {
        table: "answer",
        column: format!("kind `{kind}`"),
        row: row.try_get("question").unwrap_or_default(),
    })?;
    Ok(Content {
        kind: kind.code(),
        standing: row.try_get("standing")?,
        value: row.try_get("value")?,
        language: row.try_get("language")?,
        translations: row.try_get("translations")?,
    })
}

fn result(row: &Row, save: &Save) -> Result<Saved, StoreError> {
    if !row.try_get::<_, bool>("assigned")? {
        return Ok(Saved::NotAssigned);
    }
    if row.try_get::<_, bool>("seen")? {
        let is_repeat = row.try_get::<_, String>("seen_standing")? == save.content.standing
            && row.try_get::<_, Option<Json>>("seen_value")? == save.content.value
            && (save.content.language.is_none()
                || row.try_get::<_, Option<String>>("seen_language")? == save.content.language)
            && row.try_get::<_, Option<Json>>("seen_translations")? == save.content.translations;
        return Ok(match (is_repeat, row.try_get("seen_revision")?) {
            (false, _) => Saved::KeyReused,
            (true, Some(revision)) => Saved::Stored { revision },
            (true, None) => Saved::Unmerged {
                revision: 0,
                stored: None,
            },
        });
    }
    Ok(match row.try_get("revision")? {
        Some(revision) => Saved::Stored { revision },
        None => Saved::Unmerged {
            revision: 0,
            stored: None,
        },
    })
}
