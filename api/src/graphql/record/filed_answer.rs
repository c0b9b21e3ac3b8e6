//! A filed answer, as it went on record.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use domain::id::{QuestionCode, StateCode};
use domain::submission::Position;
use store::FiledAnswerRecord;

use super::{Filing, Record, cite_address};
use crate::graphql::call::Call;
use crate::graphql::citation::answer_id;
use crate::graphql::edition::Edition;
use crate::graphql::fault::Fault;
use crate::graphql::question::Question;
use crate::graphql::sharing::Sharing;
use crate::graphql::text::{LanguageCode, LocalisedText};
use crate::graphql::value::{AnswerValue, StandingName};

/// A filed answer as far as the reader may see it.
#[derive(Clone)]
pub struct FiledAnswer {
    pub(super) filing: Arc<Record>,
    pub(super) answer: FiledAnswerRecord,
}

impl FiledAnswer {
    /// The filing that it belongs to.
    pub(crate) fn filing(&self) -> Filing {
        Filing(Arc::clone(&self.filing))
    }

    /// The State that filed it.
    pub(crate) fn state(&self) -> &StateCode {
        &self.filing.record.state
    }

    /// As it is on record.
    pub(crate) fn record(&self) -> &FiledAnswerRecord {
        &self.answer
    }

    /// The code of its question.
    pub(crate) fn asked(&self) -> &QuestionCode {
        &self.answer.question
    }

    /// What is kept of it.
    pub(crate) fn kept(&self) -> &FiledAnswerRecord {
        &self.answer
    }

    /// Answers by position and leaf, as far as the scope shows them, each with its filing: three statements for all of them.
    pub(crate) async fn at(
        call: &Call,
        places: impl IntoIterator<Item = (Position, usize)>,
        as_of: Option<Position>,
    ) -> Result<Vec<Self>, Fault> {
        let snapshot = call.snapshot().await?;
        let answers = snapshot.filed_answers_at(places).await?;
        let records = snapshot
            .filings_at(answers.iter().map(|answer| answer.position))
            .await?;
        let acts = snapshot.acts(records.iter().map(|record| record.submission)).await?;
        let filings = records.into_iter().map(|record| {
            let acts = acts.get(&record.submission).cloned().unwrap_or_default();
            (record.entry.position, Filing::new(record, acts, as_of).0)
        });
        let filings: BTreeMap<Position, Arc<Record>> = filings.collect();
        let answers = answers.into_iter().filter_map(|answer| {
            let filing = Arc::clone(filings.get(&answer.position)?);
            Some(Self { filing, answer })
        });
        Ok(answers.collect())
    }
}

/// A filed answer, as it went on record.
#[Object]
impl FiledAnswer {
    /// An id that never changes. Once the filing is withdrawn, it is that of its tombstone.
    pub(crate) async fn id(&self) -> ID {
        answer_id(self.filing.record.entry.position, &self.answer.question)
    }

    /// How it is cited: `normtrack:views-2027/12#VA.capacity`. `cited` finds it, and in its place a tombstone once it is
    /// withdrawn.
    async fn citation(&self) -> String {
        let question = Some(self.answer.question.clone());
        self.filing.citation(question).to_string()
    }

    /// Where everybody finds it, as a verifiable extract that opens this answer alone, or the tombstone in its place.
    async fn address(&self, ctx: &Context<'_>) -> String {
        let question = Some(self.answer.question.clone());
        cite_address(Call::of(ctx), &self.filing.citation(question))
    }

    /// The question.
    async fn question(&self, ctx: &Context<'_>) -> Option<Question> {
        Edition::find(Call::of(ctx).world(), &self.filing.record.edition)?.question(&self.answer.question)
    }

    /// The code of the question.
    async fn question_code(&self) -> &str {
        self.answer.question.as_str()
    }

    /// Whether there is a value, or which silence there is.
    async fn standing(&self) -> StandingName {
        self.answer.standing.code().into()
    }

    /// The value, with standing `ANSWERED` only.
    async fn value(&self, ctx: &Context<'_>) -> Option<AnswerValue> {
        let call = Call::of(ctx);
        let edition = call.world().editions.get(&self.filing.record.edition)?;
        let placed = edition.question(&self.answer.question)?;
        Some(AnswerValue::new(
            call,
            edition,
            placed.question,
            self.answer.standing.value()?,
        ))
    }

    /// The language of its text.
    async fn language(&self) -> Option<LanguageCode> {
        self.answer.language.map(LanguageCode::from)
    }

    /// The State's own translations of its text. They are not part of what was filed.
    async fn translations(&self) -> Vec<LocalisedText> {
        let all = self.answer.translations.iter();
        all.filter_map(|(language, _)| self.answer.translations.read(language))
            .map(LocalisedText::from)
            .collect()
    }

    /// Who reads it: for the State's own people.
    async fn sharing(&self, ctx: &Context<'_>) -> Option<Sharing> {
        let call = Call::of(ctx);
        call.is_of(&self.filing.record.state)
            .then(|| Sharing::new(call, &self.answer.sharing))
    }

    /// Its place among the commitments of the filing, counted from 0.
    async fn leaf(&self) -> usize {
        self.answer.leaf
    }
}
