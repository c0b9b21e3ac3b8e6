//! Saving answers: what a delegate does all day.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use domain::access::{Act as _, Assignee, Membership, Permit, Reach, SaveAnswers};
use domain::id::{MinistryId, QuestionCode, SectionCode, SubmissionId};
use domain::language::Language;
use domain::questionnaire as questions;
use domain::questionnaire::{Problem as Wrong, ProblemCode};
use domain::submission::{Barred, Content, IdempotencyKey, Shut, Submission};
use store::answer_codec;
use store::hot::{self, SavedAnswers};

use crate::app::Head;
use crate::graphql::answer::SaidContent;
use crate::graphql::call::Call;
use crate::graphql::cited::{KeptEvidence, UnknownEvidence};
use crate::graphql::fault::Fault;
use crate::graphql::file::File;
use crate::graphql::node::{self, Sort};
use crate::graphql::problem::Problem;
use crate::graphql::round::TextInput;
use crate::graphql::text::LanguageCode;
use crate::graphql::value::AnswerInput;

/// The most answers of one call.
const MOST: usize = 200;

/// One answer to save.
#[derive(Clone, Debug, InputObject)]
pub struct SaveAnswerInput {
    /// The code of the question.
    question: String,
    /// The revision that its author had before them; 0 where there was none.
    based_on: u32,
    /// The client's own name for this save, unique for the question for ever: a repeat gets the first result.
    key: Option<String>,
    /// What is said.
    answer: AnswerInput,
    /// The language of its text; left out: the submission's.
    language: Option<LanguageCode>,
    /// The State's own translations of its text.
    #[graphql(default)]
    translations: Vec<TextInput>,
}

/// Answers to save.
#[derive(Clone, Debug, InputObject)]
pub struct SaveAnswersInput {
    /// The working file.
    submission: ID,
    /// The answers, each question once, at most 200.
    answers: Vec<SaveAnswerInput>,
}

/// What became of one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum SaveOutcome {
    /// It is stored.
    Stored,
    /// A newer one was stored already. What came is kept as an unmerged revision; both are returned.
    Unmerged,
    /// The key was used before with another text. Nothing was kept.
    KeyReused,
    /// It cannot be stored: the problems say why. Nothing was kept.
    Refused,
    /// The section is not given to the caller, or no longer. Nothing was kept.
    NotAssigned,
}

/// What became of one answer.
#[derive(SimpleObject)]
pub struct SavedAnswer {
    /// The code of the question.
    question: String,
    /// What became of it.
    outcome: SaveOutcome,
    /// The revision that is stored now.
    revision: Option<u32>,
    /// What was said, as it is kept: texts in Unicode NFC, options and States in their order.
    content: Option<SaidContent>,
    /// With outcome `UNMERGED`: what is stored.
    stored: Option<SaidContent>,
    /// Why it was not stored as it came.
    problems: Vec<Problem>,
}

impl SavedAnswer {
    /// Nothing was kept.
    pub(crate) fn refused(question: String, problems: Vec<Problem>) -> Self {
        Self {
            question,
            outcome: SaveOutcome::Refused,
            revision: None,
            content: None,
            stored: None,
            problems,
        }
    }

    /// It stands, as this revision.
    pub(crate) fn standing_as(self, revision: u32, content: SaidContent) -> Self {
        Self {
            outcome: SaveOutcome::Stored,
            revision: Some(revision),
            content: Some(content),
            ..self
        }
    }

    /// The key was used before with something else.
    pub(crate) fn key_reused(self, problems: Vec<Problem>) -> Self {
        Self {
            outcome: SaveOutcome::KeyReused,
            problems,
            ..self
        }
    }

    /// A newer one stood already; `content` is what is kept beside it.
    pub(crate) fn beaten(
        self,
        revision: Option<u32>,
        content: Option<SaidContent>,
        stored: Option<SaidContent>,
        problems: Vec<Problem>,
    ) -> Self {
        Self {
            outcome: SaveOutcome::Unmerged,
            revision,
            content,
            stored,
            problems,
            ..self
        }
    }
}

/// What became of the answers.
#[derive(SimpleObject)]
pub struct SaveAnswersPayload {
    /// The working file.
    submission: ID,
    /// One result for each answer, in the order of the input. What is stored is durable.
    results: Vec<SavedAnswer>,
}

/// What is done with answers.
#[derive(Default)]
pub struct SaveMutation;

#[Object]
impl SaveMutation {
    /// Saves answers of a working file. Each is accepted or refused by itself; nothing that was typed is lost.
    async fn save_answers(&self, ctx: &Context<'_>, input: SaveAnswersInput) -> Result<SaveAnswersPayload, Fault> {
        let call = Call::of(ctx);
        let id = SubmissionId(node::key(Sort::Submission, &input.submission)?);
        check_shape(&input.answers)?;
        let head = head(call, id).await?;
        let edition = call
            .world()
            .editions
            .get(&head.submission.edition)
            .ok_or_else(Fault::not_found)?;
        let file = Drafting {
            call,
            head: &head,
            edition,
        };
        let cited = input.answers.iter().flat_map(|answer| answer.answer.cited());
        let kept = KeptEvidence::of(call, &head.submission.state, cited).await?;
        let mut prepared = Vec::with_capacity(input.answers.len());
        for (at, answer) in input.answers.into_iter().enumerate() {
            prepared.push(file.prepare((at, &kept), answer)?);
        }
        Ok(SaveAnswersPayload {
            results: file.finish(prepared).await?,
            submission: input.submission,
        })
    }
}

/// An answer that was read elsewhere than in a call, to be saved as one that is typed.
pub(crate) struct ReadAnswer {
    pub(crate) question: QuestionCode,
    pub(crate) content: Content,
    pub(crate) based_on: u32,
    pub(crate) key: IdempotencyKey,
}

/// Saves answers in one statement, each accepted or refused by itself, under the rights of the caller.
pub(crate) async fn save_read(
    call: &Call,
    id: SubmissionId,
    answers: Vec<ReadAnswer>,
) -> Result<Vec<SavedAnswer>, Fault> {
    let head = head(call, id).await?;
    let edition = call.world().editions.get(&head.submission.edition);
    let file = Drafting {
        call,
        head: &head,
        edition: edition.ok_or_else(Fault::not_found)?,
    };
    let prepared = answers.into_iter().map(|one| {
        let based_on = i32::try_from(one.based_on).map_err(|_| Fault::invalid())?;
        file.ready((one.question, one.content), based_on, Some(one.key))
    });
    file.finish(prepared.collect::<Result<_, _>>()?).await
}

/// The answer to a call that saved answers.
pub(crate) fn saved(submission: ID, results: Vec<SavedAnswer>) -> SaveAnswersPayload {
    SaveAnswersPayload { submission, results }
}

/// Refuses a call that no answer could come out of: none, too many, or a question twice.
fn check_shape(answers: &[SaveAnswerInput]) -> Result<(), Fault> {
    if answers.is_empty() || answers.len() > MOST {
        return Err(Fault::invalid().at("input.answers").with("maximum", MOST));
    }
    let mut seen = std::collections::BTreeSet::new();
    match answers.iter().position(|answer| !seen.insert(&answer.question)) {
        Some(at) => Err(Fault::invalid().at(format!("input.answers.{at}.question"))),
        None => Ok(()),
    }
}

/// What never changes of the submission, from memory where it was seen before: a save then costs one statement. Whether
/// the caller may see it is asked each time.
async fn head(call: &Call, id: SubmissionId) -> Result<Head, Fault> {
    if let Some(head) = call.app().head(id) {
        let visible = call.scope().read_states.contains(&head.submission.state);
        return visible.then_some(head).ok_or_else(Fault::not_found);
    }
    let file = File::find(call, id).await?.ok_or_else(Fault::not_found)?;
    Ok(Head {
        submission: Arc::new(file.submission.clone()),
        round: Arc::clone(&file.round),
    })
}

/// What is said in an answer, as it arrives.
pub(crate) struct Given {
    pub(crate) answer: AnswerInput,
    pub(crate) language: Option<LanguageCode>,
    pub(crate) translations: Vec<TextInput>,
}

impl Given {
    /// What is said, as it is stored, or the problem for which it cannot be; `place` is where the input stands.
    pub(crate) fn read(
        self,
        edition: &questions::Edition,
        (code, kept): (&str, &KeptEvidence),
        place: &str,
    ) -> Result<Result<(QuestionCode, Content), Wrong>, Fault> {
        let translations: Vec<_> = self.translations.into_iter().map(TextInput::read).collect();
        let mut languages = translations.iter().map(|(language, _)| *language).enumerate();
        let before = |at: usize| translations[..at].iter().map(|(language, _)| *language);
        if let Some((twice, _)) = languages.find(|(at, language)| before(*at).any(|earlier| earlier == *language)) {
            return Err(Fault::invalid().at(format!("{place}.translations.{twice}.language")));
        }
        let given = match self.answer.given(kept) {
            Ok(given) => given,
            Err(UnknownEvidence { item }) => {
                let unknown = Wrong::new(QuestionCode::new(code).ok(), ProblemCode::UnknownEvidence);
                return Ok(Err(unknown.with("item", item)));
            }
        };
        let standing = match given {
            None => match edition.question(code) {
                Some(placed) if placed.question.bind.is_none() => None,
                Some(_) => return Ok(Err(Wrong::new(QuestionCode::new(code).ok(), ProblemCode::Bound))),
                None => {
                    return Ok(Err(Wrong::new(
                        QuestionCode::new(code).ok(),
                        ProblemCode::UnknownQuestion,
                    )));
                }
            },
            Some(given) => match questions::accept(edition, code, given) {
                Ok(standing) => Some(standing),
                Err(questions::Refusal(problem)) => return Ok(Err(problem)),
            },
        };
        let question = QuestionCode::new(code).map_err(|_| Fault::invalid().at(format!("{place}.question")))?;
        let translations = match questions::accept_translations(&question, translations) {
            Ok(translations) => translations,
            Err(questions::Refusal(problem)) => return Ok(Err(problem)),
        };
        let content = Content {
            standing,
            language: self.language.map(Language::from),
            translations,
        };
        Ok(Ok((question, content)))
    }
}

/// An answer on its way: what is to be stored, or why not.
struct Prepared {
    question: String,
    content: Option<(QuestionCode, Content)>,
    save: Option<hot::Save>,
    refused: Option<Wrong>,
}

/// A working file that answers are saved in.
struct Drafting<'a> {
    call: &'a Call,
    head: &'a Head,
    edition: &'a Arc<questions::Edition>,
}

impl Drafting<'_> {
    fn prepare(&self, (at, kept): (usize, &KeptEvidence), input: SaveAnswerInput) -> Result<Prepared, Fault> {
        let field = |name: &str| Fault::invalid().at(format!("input.answers.{at}.{name}"));
        let key = input
            .key
            .map(IdempotencyKey::new)
            .transpose()
            .map_err(|_| field("key"))?;
        let based_on = i32::try_from(input.based_on).map_err(|_| field("basedOn"))?;
        let refused = |question: String, problem: Wrong| Prepared {
            question,
            content: None,
            save: None,
            refused: Some(problem),
        };
        let given = Given {
            answer: input.answer,
            language: input.language,
            translations: input.translations,
        };
        let place = format!("input.answers.{at}");
        match given.read(self.edition, (&input.question, kept), &place)? {
            Ok(read) => self.ready(read, based_on, key),
            Err(problem) => Ok(refused(input.question, problem)),
        }
    }

    fn ready(
        &self,
        (question, content): (QuestionCode, Content),
        based_on: i32,
        key: Option<IdempotencyKey>,
    ) -> Result<Prepared, Fault> {
        let placed = self.edition.question(&question).ok_or_else(Fault::invalid)?;
        let (code, value) = answer_codec::encode(content.standing.as_ref());
        let save = hot::Save {
            question: question.clone(),
            based_on,
            key: key.map(|key| key.as_str().to_owned()),
            content: hot::Content {
                kind: placed.question.kind.code().code(),
                standing: code.to_owned(),
                value,
                language: content.language.map(|language| language.code().to_owned()),
                translations: store::texts_form(&content.translations),
            },
            salt: self.call.mint().bytes(),
        };
        Ok(Prepared {
            question: question.to_string(),
            content: Some((question, content)),
            save: Some(save),
            refused: None,
        })
    }

    /// Saves what can be saved, in one statement, and says what became of each.
    async fn finish(&self, prepared: Vec<Prepared>) -> Result<Vec<SavedAnswer>, Fault> {
        let saves: Vec<_> = prepared.iter().filter_map(|one| one.save.clone()).collect();
        let (saved, default) = if saves.is_empty() {
            (Vec::new(), None)
        } else {
            self.save(saves).await?
        };
        let mut saved = saved.into_iter();
        let results = prepared.into_iter().map(|one| self.result(one, default, &mut saved));
        results.collect()
    }

    async fn save(&self, saves: Vec<hot::Save>) -> Result<(Vec<hot::Saved>, Option<Language>), Fault> {
        let submission = &self.head.submission;
        let permit = self.permit(&saves)?;
        let Some((membership, reach)) = permit.by() else {
            return Err(Fault::forbidden());
        };
        let reach = match reach {
            Reach::Assigned | Reach::Ministry => hot::Reach::Assigned {
                ministries: self.ministries(&permit.act().section),
            },
            Reach::Own | Reach::All => hot::Reach::State,
            Reach::Never | Reach::Granted => return Err(Fault::forbidden()),
        };
        let command = hot::SaveAnswers {
            submission: submission.id,
            account: permit.account(),
            membership,
            reach,
            saves,
        };
        let saved = self
            .call
            .store()
            .save_answers(self.call.scope(), self.call.now(), &command)
            .await?;
        self.call.app().live().changed();
        self.call.end_moment();
        match saved {
            SavedAnswers::Each { saved, language } => Ok((saved, Language::from_code(&language))),
            SavedAnswers::NotFound => Err(Fault::not_found()),
            SavedAnswers::Refused { holds: false, .. } => Err(Fault::forbidden().with("act", SaveAnswers::KIND.code())),
            SavedAnswers::Refused { archived: true, .. } => Err(Barred::Shut(Shut::Archived).into()),
            SavedAnswers::Refused { stage, .. } => {
                let act = SaveAnswers::KIND.code();
                Err(Fault::state().with("act", act).with("stage", stage))
            }
        }
    }

    /// The permit to save: in every section, or in those that are given to the caller. Which these are is asked by the
    /// statement, answer by answer, at the moment of saving.
    fn permit(&self, saves: &[hot::Save]) -> Result<Permit<SaveAnswers>, Fault> {
        let section = saves
            .first()
            .map(|save| save.question.section())
            .ok_or_else(Fault::invalid)?;
        let own = self.call.actor().account().map(Assignee::Account);
        let permit = self.call.actor().permit(self.act(section.clone(), None));
        Ok(permit.or_else(|refused| {
            let given = self.call.actor().permit(self.act(section, own));
            given.map_err(|_| refused)
        })?)
    }

    fn act(&self, section: SectionCode, assigned: Option<Assignee>) -> SaveAnswers {
        let Submission { id, state, .. } = self.head.submission.as_ref();
        SaveAnswers {
            state: state.clone(),
            submission: *id,
            section,
            assigned,
        }
    }

    /// The ministries whose sections the caller may save in: not those that somebody only clears for.
    fn ministries(&self, section: &SectionCode) -> Vec<MinistryId> {
        let actor = self.call.actor();
        let ministries = actor.memberships().iter().filter_map(Membership::ministry);
        let permitted = |ministry: &MinistryId| {
            let given = self.act(section.clone(), Some(Assignee::Ministry(*ministry)));
            actor.permit(given).is_ok()
        };
        ministries.filter(permitted).collect()
    }

    /// What became of an answer; `default` is the language of texts that name none.
    fn result(
        &self,
        one: Prepared,
        default: Option<Language>,
        saved: &mut impl Iterator<Item = hot::Saved>,
    ) -> Result<SavedAnswer, Fault> {
        let none = SavedAnswer::refused(one.question, Vec::new());
        let language = self.call.language();
        let Some((question, mut content)) = one.content else {
            let problems = one
                .refused
                .iter()
                .map(|problem| Problem::new(problem, language))
                .collect();
            return Ok(SavedAnswer { problems, ..none });
        };
        content.language = content.language.or(default);
        let said = |content| SaidContent::new(Arc::clone(self.edition), question.clone(), content);
        let problem = |code| vec![Problem::new(&Wrong::new(Some(question.clone()), code), language)];
        let count = |revision: i32| u32::try_from(revision).ok().filter(|revision| *revision > 0);
        Ok(match saved.next().ok_or_else(Fault::conflict)? {
            hot::Saved::Stored { revision } => SavedAnswer {
                outcome: SaveOutcome::Stored,
                revision: count(revision),
                content: Some(said(content)),
                ..none
            },
            hot::Saved::Unmerged { revision, stored } => none.beaten(
                count(revision),
                Some(said(content)),
                stored.as_ref().and_then(store::read_stored_content).map(said),
                problem(ProblemCode::Stale),
            ),
            hot::Saved::KeyReused => none.key_reused(problem(ProblemCode::KeyReused)),
            hot::Saved::NotAssigned => SavedAnswer {
                outcome: SaveOutcome::NotAssigned,
                ..none
            },
        })
    }
}
