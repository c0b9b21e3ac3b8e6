//! Differences: two filings of a State, two of its rounds, its draft against what it filed last, two editions. Each is made
//! of what its reader may read, and of nothing else.

use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Context, Enum, Object, SimpleObject};
use domain::id::{EditionId, QuestionCode, RoundKey, StateCode};
use domain::questionnaire as questions;
use domain::questionnaire::{QuestionAspect, QuestionChange, Value};
use domain::submission as rules;
use domain::submission::{AnswerChange, Aspect, ChangeKind, EntryKind, Side, Statement};
use similar::{ChangeTag, TextDiff};

use crate::graphql::call::Call;
use crate::graphql::edition::Edition;
use crate::graphql::fault::Fault;
use crate::graphql::file::File;
use crate::graphql::question::Question;
use crate::graphql::record::{Filing, read_position};
use crate::graphql::sharing::Sharing;
use crate::graphql::text::LanguageCode;
use crate::graphql::value::{AnswerValue, StandingName};
use crate::world::World;

/// What became of an answer or a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ChangeKind", remote = "ChangeKind")]
pub enum ChangeKindCode {
    /// It is there now only.
    Added,
    /// It was there only.
    Removed,
    /// It is another one in some aspect.
    Changed,
    /// It is the same under another code.
    Moved,
    /// It is the same.
    Unchanged,
}

/// In what two answers differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "AnswerAspect", remote = "Aspect")]
pub enum AnswerAspect {
    /// The value.
    Value,
    /// Whether there is a value, or which silence there is.
    Standing,
    /// The language of the text.
    Language,
    /// Who reads it: told to the State's own people.
    Visibility,
}

/// In what two questions differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "QuestionAspect", remote = "QuestionAspect")]
pub enum QuestionAspectCode {
    /// What it asks for: the kind, its bounds, or the options.
    Kind,
    /// The source wording of question, help or options.
    Wording,
    /// When it is shown.
    Condition,
    /// Whether it is expected, and whether the short path shows it.
    Level,
    /// The widest visibility of its answers.
    Ceiling,
    /// The provisions that it is about.
    Provisions,
    /// The section that it stands in.
    Section,
}

/// What became of a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum TextRunKind {
    /// In both texts.
    Kept,
    /// In the text of then only.
    Removed,
    /// In the text of now only.
    Inserted,
}

/// Some words. The kept and the removed runs together are the text of then, the kept and the inserted ones that of now.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub struct TextRun {
    /// What became of them.
    kind: TextRunKind,
    /// The words, with the space between them.
    text: String,
}

/// What was said on one side of a comparison.
pub struct ComparedAnswer {
    edition: Arc<questions::Edition>,
    question: QuestionCode,
    statement: Statement,
}

/// What was said on one side of a comparison.
#[Object]
impl ComparedAnswer {
    /// The question.
    async fn question(&self, ctx: &Context<'_>) -> Option<Question> {
        Edition::new(Call::of(ctx).world(), &self.edition).question(&self.question)
    }

    /// The code of the question.
    async fn question_code(&self) -> &str {
        self.question.as_str()
    }

    /// Whether there is a value, or which silence there is.
    async fn standing(&self) -> StandingName {
        self.statement.standing.code().into()
    }

    /// The value, with standing `ANSWERED` only.
    async fn value(&self, ctx: &Context<'_>) -> Option<AnswerValue> {
        let placed = self.edition.question(&self.question)?;
        let value = self.statement.standing.value()?;
        Some(AnswerValue::new(Call::of(ctx), &self.edition, placed.question, value))
    }

    /// The language of its text.
    async fn language(&self) -> Option<LanguageCode> {
        self.statement.language.map(LanguageCode::from)
    }

    /// Who reads it: for the State's own people.
    async fn sharing(&self, ctx: &Context<'_>) -> Option<Sharing> {
        let call = Call::of(ctx);
        self.statement
            .sharing
            .as_ref()
            .map(|sharing| Sharing::new(call, sharing))
    }
}

/// What became of one answer.
pub struct AnswerDifference {
    editions: [Arc<questions::Edition>; 2],
    change: AnswerChange,
}

/// What became of one answer.
#[Object]
impl AnswerDifference {
    /// What became of it.
    async fn kind(&self) -> ChangeKindCode {
        self.change.kind().into()
    }

    /// In what the two differ.
    async fn aspects(&self) -> Vec<AnswerAspect> {
        self.change.aspects.iter().copied().map(AnswerAspect::from).collect()
    }

    /// What was said then.
    async fn before(&self) -> Option<ComparedAnswer> {
        self.side(0, self.change.before.as_ref()?)
    }

    /// What is said now.
    async fn after(&self) -> Option<ComparedAnswer> {
        self.side(1, self.change.after.as_ref()?)
    }

    /// How the words differ, where both are texts.
    #[graphql(complexity = "20")]
    async fn text_runs(&self) -> Option<Vec<TextRun>> {
        let (_, before) = self.change.before.as_ref()?;
        let (_, after) = self.change.after.as_ref()?;
        Some(text_runs(words(before)?, words(after)?))
    }
}

impl AnswerDifference {
    fn side(&self, at: usize, (question, statement): &(QuestionCode, Statement)) -> Option<ComparedAnswer> {
        Some(ComparedAnswer {
            edition: Arc::clone(self.editions.get(at)?),
            question: question.clone(),
            statement: statement.clone(),
        })
    }
}

fn words(statement: &Statement) -> Option<&str> {
    match statement.standing.value()? {
        Value::ShortText(text) | Value::LongText(text) => Some(text),
        Value::SingleChoice(_)
        | Value::MultiChoice(_)
        | Value::Scale(_)
        | Value::Boolean(_)
        | Value::Number(_)
        | Value::Date(_)
        | Value::UrlList(_)
        | Value::Evidence(_)
        | Value::StateList(_)
        | Value::Contact(_) => None,
    }
}

/// Two texts that have little in common are not searched for it any longer than this; what is told is right all the same.
const PATIENCE: Duration = Duration::from_millis(20);

/// How two texts differ, by the words of UAX 29.
pub(crate) fn text_runs(before: &str, after: &str) -> Vec<TextRun> {
    let mut runs: Vec<TextRun> = Vec::new();
    let difference = TextDiff::configure()
        .timeout(PATIENCE)
        .diff_unicode_words(before, after);
    for change in difference.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => TextRunKind::Kept,
            ChangeTag::Delete => TextRunKind::Removed,
            ChangeTag::Insert => TextRunKind::Inserted,
        };
        match runs.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(change.value()),
            Some(_) | None => runs.push(TextRun {
                kind,
                text: change.value().to_owned(),
            }),
        }
    }
    runs
}

/// How what a State says now differs from what it said then.
pub struct AnswerDifferences {
    editions: [Arc<questions::Edition>; 2],
    changes: Vec<AnswerChange>,
}

/// How what a State says now differs from what it said then, as far as the reader may read both.
#[Object]
impl AnswerDifferences {
    /// How many answers are of a kind of change.
    async fn count(&self, kind: ChangeKindCode) -> usize {
        let of = |change: &&AnswerChange| ChangeKindCode::from(change.kind()) == kind;
        self.changes.iter().filter(of).count()
    }

    /// What became of each answer, in order of the code of now, then what is there no longer; what is unchanged only if it is
    /// asked for.
    #[graphql(complexity = "10 + 40 * child_complexity")]
    async fn changes(&self, #[graphql(default)] with_unchanged: bool) -> Vec<AnswerDifference> {
        let wanted = self.changes.iter();
        let wanted = wanted.filter(|change| with_unchanged || change.kind() != ChangeKind::Unchanged);
        wanted
            .map(|change| AnswerDifference {
                editions: self.editions.clone(),
                change: change.clone(),
            })
            .collect()
    }
}

impl AnswerDifferences {
    fn between(call: &Call, before: &(EditionId, Side), after: &(EditionId, Side)) -> Option<Self> {
        let world = call.world();
        let changes = rules::differences((&before.0, &before.1), (&after.0, &after.1), |edition, question| {
            world.lineage(edition, question)
        });
        let edition = |id| world.editions.get(id).cloned();
        Some(Self {
            editions: [edition(&before.0)?, edition(&after.0)?],
            changes,
        })
    }

    /// Two filings of one State; none where one of them does not exist for the caller, or says nothing any more.
    async fn of_filings(call: &Call, before: Option<Filing>, after: Option<Filing>) -> Result<Option<Self>, Fault> {
        let (Some(before), Some(after)) = (before, after) else {
            return Ok(None);
        };
        if before.0.record.state != after.0.record.state {
            return Err(Fault::invalid().at("after").with("reason", "other_state"));
        }
        let (Some(before), Some(after)) = (side(call, &before).await?, side(call, &after).await?) else {
            return Ok(None);
        };
        Ok(Self::between(call, &before, &after))
    }

    /// A draft against what its State filed last.
    pub(crate) async fn of_draft(call: &Call, file: &File) -> Result<Option<Self>, Fault> {
        let own = &file.submission;
        let last = if let Some(mark) = own.stage.standing() {
            Some(mark.position)
        } else {
            let all = call.snapshot().await?.submissions(Some(&own.state)).await?;
            let related = all
                .iter()
                .filter(|one| one.edition.questionnaire == own.edition.questionnaire);
            related
                .filter_map(|one| one.stage.standing().map(|mark| mark.position))
                .max()
        };
        let filed = match last {
            Some(position) => Filing::find(call, position, None).await?,
            None => None,
        };
        let Some(before) = (match &filed {
            Some(filed) => side(call, filed).await?,
            None => None,
        }) else {
            return Ok(None);
        };
        let mut draft = Side::new();
        for answer in file.answers(call).await? {
            let Some(standing) = answer.content.standing.clone() else {
                continue;
            };
            if !file.shows(call, &answer.question.section()).await? {
                continue;
            }
            let ceiling = file
                .edition
                .question(&answer.question)
                .and_then(|placed| placed.question.ceiling);
            let sharing = rules::Sharing::effective(&own.sharing, answer.sharing.as_ref(), ceiling);
            let statement = Statement {
                standing,
                language: answer.filed_language(),
                sharing: Some(sharing),
            };
            draft.insert(answer.question.clone(), statement);
        }
        Ok(Self::between(call, &before, &(own.edition.clone(), draft)))
    }
}

/// What a filing says to the caller: what its extract would hold. None for a withdrawal and for what was withdrawn.
async fn side(call: &Call, filing: &Filing) -> Result<Option<(EditionId, Side)>, Fault> {
    let record = &filing.0.record;
    if record.entry.kind == EntryKind::Withdrawal || !filing.is_open_to(call) {
        return Ok(None);
    }
    let is_own = call.is_of(&record.state);
    let answers = filing.0.answers(call).await?.iter();
    let statements = answers.map(|answer| {
        let statement = Statement {
            standing: answer.standing.clone(),
            language: answer.language,
            sharing: is_own.then(|| answer.sharing.clone()),
        };
        (answer.question.clone(), statement)
    });
    Ok(Some((record.edition.clone(), statements.collect())))
}

/// What became of one question.
pub struct QuestionDifference {
    editions: [Edition; 2],
    change: QuestionChange,
}

/// What became of one question.
#[Object]
impl QuestionDifference {
    /// What became of it.
    async fn kind(&self) -> ChangeKindCode {
        match (&self.change.before, &self.change.after) {
            (None, _) => ChangeKindCode::Added,
            (Some(_), None) => ChangeKindCode::Removed,
            (Some(_), Some(_)) if !self.change.aspects.is_empty() => ChangeKindCode::Changed,
            (Some(then), Some(now)) if then != now => ChangeKindCode::Moved,
            (Some(_), Some(_)) => ChangeKindCode::Unchanged,
        }
    }

    /// In what the two differ.
    async fn aspects(&self) -> Vec<QuestionAspectCode> {
        self.change
            .aspects
            .iter()
            .copied()
            .map(QuestionAspectCode::from)
            .collect()
    }

    /// Whether figures on the two can be joined; none where there is one only.
    async fn is_comparable(&self) -> Option<bool> {
        self.change.comparable
    }

    /// The question of the earlier edition.
    async fn before(&self) -> Option<Question> {
        self.editions[0].question(self.change.before.as_ref()?)
    }

    /// The question of the later edition.
    async fn after(&self) -> Option<Question> {
        self.editions[1].question(self.change.after.as_ref()?)
    }
}

/// How an edition differs from another one of its questionnaire.
pub struct EditionDifference {
    editions: [Edition; 2],
    changes: Vec<QuestionChange>,
}

impl EditionDifference {
    /// Compares two editions of which the later one may be a draft.
    pub(crate) fn between(world: &World, before: Edition, after: Edition) -> Self {
        let lineage = |edition: &EditionId, question: &QuestionCode| {
            if edition == after.edition.id() {
                let placed = after.edition.question(question);
                placed.map_or(&[][..], |placed| &placed.question.continues)
            } else {
                world.lineage(edition, question)
            }
        };
        let changes = questions::edition_differences(&before.edition, &after.edition, lineage);
        Self {
            editions: [before, after],
            changes,
        }
    }
}

/// How an edition differs from another one of its questionnaire.
#[Object]
impl EditionDifference {
    /// The earlier edition.
    async fn before(&self) -> &Edition {
        &self.editions[0]
    }

    /// The later edition.
    async fn after(&self) -> &Edition {
        &self.editions[1]
    }

    /// How many questions are the same.
    async fn unchanged_count(&self) -> usize {
        self.changes.iter().filter(|change| change.is_unchanged()).count()
    }

    /// What became of each question, in the order of the later edition, then what is there no longer; what is unchanged only
    /// if it is asked for.
    #[graphql(complexity = "10 + 40 * child_complexity")]
    async fn changes(&self, #[graphql(default)] with_unchanged: bool) -> Vec<QuestionDifference> {
        let wanted = self.changes.iter();
        let wanted = wanted.filter(|change| with_unchanged || !change.is_unchanged());
        wanted
            .map(|change| QuestionDifference {
                editions: self.editions.clone(),
                change: change.clone(),
            })
            .collect()
    }
}

/// Comparing.
#[derive(Default)]
pub struct DifferenceQuery;

#[Object]
impl DifferenceQuery {
    /// How the filing at a position of the register differs from an earlier one of the same State, as far as the reader may
    /// read both. None where one of them is not there for the reader, or was withdrawn.
    #[graphql(complexity = "20 + 2 * child_complexity")]
    async fn filing_difference(
        &self,
        ctx: &Context<'_>,
        before: i32,
        after: i32,
    ) -> Result<Option<AnswerDifferences>, Fault> {
        let call = Call::of(ctx);
        let (before, after) = (read_position(before, "before")?, read_position(after, "after")?);
        let (before, after) = (
            Filing::find(call, before, None).await?,
            Filing::find(call, after, None).await?,
        );
        AnswerDifferences::of_filings(call, before, after).await
    }

    /// How what a State has standing in one round differs from what it has standing in another one, as far as the reader may
    /// read both. Rounds are named by their keys.
    #[graphql(complexity = "20 + 2 * child_complexity")]
    async fn round_difference(
        &self,
        ctx: &Context<'_>,
        state: String,
        before: String,
        after: String,
    ) -> Result<Option<AnswerDifferences>, Fault> {
        let call = Call::of(ctx);
        let state = StateCode::new(state).map_err(|_| Fault::invalid().at("state"))?;
        let (Ok(before), Ok(after)) = (RoundKey::new(before), RoundKey::new(after)) else {
            return Ok(None);
        };
        let before = Filing::standing_in(call, &before, &state).await?;
        let after = Filing::standing_in(call, &after, &state).await?;
        AnswerDifferences::of_filings(call, before, after).await
    }

    /// How an edition differs from an earlier one of the same questionnaire. None where one of them does not exist.
    #[graphql(complexity = "20 + 2 * child_complexity")]
    async fn edition_difference(
        &self,
        ctx: &Context<'_>,
        before: String,
        after: String,
    ) -> Result<Option<EditionDifference>, Fault> {
        let world = Call::of(ctx).world();
        let find = |code: &str| Edition::find(world, &code.parse().ok()?);
        let (Some(before), Some(after)) = (find(&before), find(&after)) else {
            return Ok(None);
        };
        if before.edition.id().questionnaire != after.edition.id().questionnaire {
            return Err(Fault::invalid().at("after").with("reason", "other_questionnaire"));
        }
        Ok(Some(EditionDifference::between(world, before, after)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(runs: &[TextRun]) -> Vec<(TextRunKind, &str)> {
        runs.iter().map(|run| (run.kind, run.text.as_str())).collect()
    }

    #[test]
    fn texts_differ_by_words_and_both_can_be_put_together_again() {
        use TextRunKind::{Inserted, Kept, Removed};
        assert_eq!(
            told(&text_runs("The ministry plans a law.", "The ministry adopted a law.")),
            [
                (Kept, "The ministry "),
                (Removed, "plans"),
                (Inserted, "adopted"),
                (Kept, " a law.")
            ]
        );
        assert_eq!(
            told(&text_runs("国家规范", "国家新规范")),
            [(Kept, "国家"), (Inserted, "新"), (Kept, "规范")]
        );
        assert_eq!(told(&text_runs("same", "same")), [(Kept, "same")]);
        for (before, after) in [("", "خطة وطنية"), ("Две строки", ""), ("one two", "two one two\nthree")]
        {
            let runs = text_runs(before, after);
            let without = |kind| -> String {
                runs.iter()
                    .filter(|run| run.kind != kind)
                    .map(|run| run.text.as_str())
                    .collect()
            };
            assert_eq!((without(Inserted).as_str(), without(Removed).as_str()), (before, after));
        }
    }
}
