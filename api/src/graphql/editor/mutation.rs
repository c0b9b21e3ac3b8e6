//! What becomes of drafts of editions.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use domain::access::{DiscardEditionDraft, DraftEdition, Permit, PublishEdition, ReadEditionDrafts, Writing};
use domain::drafting as rules;
use domain::drafting::{Beginning, DraftRefused, Onto, Publishing, Shelf};
use domain::id::{EditionDraftId, EditionId, QuestionnaireId};
use domain::language::{Language, NulCharacter, Text};
use domain::submission::Outcome;
use store::Work;

use crate::graphql::call::Call;
use crate::graphql::edition::{Edition, OpensCode, QuestionnaireKindCode};
use crate::graphql::editor::input::EditionDraftChangeInput;
use crate::graphql::editor::object::{EditionDraft, EditionFault};
use crate::graphql::editor::takeover::{EditionClash, EditionClashChoiceInput, choices};
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::text::LanguageCode;

/// The first edition of another questionnaire.
#[derive(Clone, Debug, InputObject)]
pub struct FirstEditionInput {
    /// What it is for.
    kind: QuestionnaireKindCode,
    /// How submissions come about.
    opens: OpensCode,
    /// The language of the wording that the hash is to cover. It stays.
    source_language: LanguageCode,
    /// Its title in that language.
    title: String,
}

/// A draft to begin.
#[derive(InputObject)]
pub struct DraftEditionInput {
    /// The key of the questionnaire, `national-implementation`.
    questionnaire: String,
    /// With a questionnaire that has no edition yet; left out: the draft continues the newest edition, question by question.
    first: Option<FirstEditionInput>,
}

/// Changes to make in a draft: all of them, in this order, or none.
#[derive(InputObject)]
pub struct ChangeEditionDraftInput {
    /// The draft.
    id: ID,
    /// The revision that the changes are based on.
    revision: u32,
    /// The changes, at most 200.
    changes: Vec<EditionDraftChangeInput>,
}

/// A draft to give up.
#[derive(InputObject)]
pub struct DiscardEditionDraftInput {
    /// The draft.
    id: ID,
    /// The revision that was seen.
    revision: u32,
}

/// A draft to publish.
#[derive(InputObject)]
pub struct PublishEditionDraftInput {
    /// The draft.
    id: ID,
    /// The revision that was seen.
    revision: u32,
}

/// A draft to take over onto an edition that was published meanwhile.
#[derive(InputObject)]
pub struct TakeOverEditionDraftInput {
    /// The draft.
    id: ID,
    /// The revision that was seen.
    revision: u32,
    /// The code of the newer edition that was seen.
    edition: String,
    /// What is taken where both changed the same; a choice where nothing clashes means nothing.
    #[graphql(default)]
    choices: Vec<EditionClashChoiceInput>,
}

/// What came of taking a draft over.
#[derive(SimpleObject)]
pub struct TakeOverEditionDraftPayload {
    /// The draft. Where something clashes and nobody has chosen, nothing has changed.
    draft: EditionDraft,
    /// What clashes, and wants a choice.
    clashes: Vec<EditionClash>,
}

/// What became of a draft.
#[derive(SimpleObject)]
pub struct EditionDraftPayload {
    /// The draft.
    draft: EditionDraft,
}

/// What came of publishing a draft.
#[derive(SimpleObject)]
pub struct PublishEditionDraftPayload {
    /// The draft.
    draft: EditionDraft,
    /// The edition; none where there are faults, and then nothing has changed.
    edition: Option<Edition>,
    /// Everything that keeps it from being published.
    faults: Vec<EditionFault>,
}

/// A draft that the caller may do this with; for whoever does not read drafts there is none.
async fn held<A: Writing>(
    call: &Call,
    work: &Work,
    id: &ID,
    act: impl FnOnce(&rules::EditionDraft) -> A,
) -> Result<(rules::EditionDraft, Permit<A>), Fault> {
    call.actor()
        .may(&ReadEditionDrafts {})
        .map_err(|_| Fault::not_found())?;
    let id = EditionDraftId(node::key(Sort::EditionDraft, id)?);
    let record = work.edition_draft(id).await?.ok_or_else(Fault::not_found)?;
    let draft = super::read(record)?;
    let permit = call.actor().permit(act(&draft))?;
    Ok((draft, permit))
}

async fn keep(call: &Call, work: Work, outcome: Outcome<rules::EditionDraft>) -> Result<EditionDraftPayload, Fault> {
    work.save_edition_draft(&outcome, &super::form(&outcome.state)).await?;
    call.commit(work).await?;
    Ok(EditionDraftPayload {
        draft: EditionDraft::new(call.world(), outcome.state),
    })
}

/// Drafts of editions.
#[derive(Default)]
pub struct EditorMutation;

#[Object]
impl EditorMutation {
    /// Begins the draft of an edition. One draft of a questionnaire is written at a time. Catalogue editors do.
    async fn draft_edition(&self, ctx: &Context<'_>, input: DraftEditionInput) -> Result<EditionDraftPayload, Fault> {
        let call = Call::of(ctx);
        let permit = call.actor().permit(DraftEdition {})?;
        let bad = |value: &str| Fault::invalid().at("input.questionnaire").with("value", value);
        let questionnaire = QuestionnaireId::new(input.questionnaire.clone()).map_err(|_| bad(&input.questionnaire))?;
        let beginning = match input.first {
            None => {
                let newest = call.world().newest(&questionnaire);
                Beginning::Continuing(newest.ok_or_else(|| bad(&input.questionnaire))?)
            }
            Some(first) => {
                let source_language = Language::from(first.source_language);
                let title = Text::typed(first.title)
                    .map_err(|NulCharacter| Fault::invalid().at("input.first.title").with("reason", "nul_character"))?;
                Beginning::Empty {
                    questionnaire,
                    kind: first.kind.into(),
                    opens: first.opens.into(),
                    source_language,
                    title,
                }
            }
        };
        let work = call.begin().await?;
        let id = EditionDraftId(call.mint().id());
        let taken = call.app().taken_editions();
        let outcome = rules::EditionDraft::begin(permit, id, beginning, &taken, call.now())?;
        keep(call, work, outcome).await
    }

    /// Changes the draft of an edition, over the revision that was seen: if another one stands there meanwhile, it is a conflict
    /// and nothing changes. Every text that was accepted is kept.
    async fn change_edition_draft(
        &self,
        ctx: &Context<'_>,
        input: ChangeEditionDraftInput,
    ) -> Result<EditionDraftPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let (draft, permit) = held(call, &work, &input.id, |_| DraftEdition {}).await?;
        let changes = input.changes.into_iter().enumerate();
        let changes = changes.map(|(at, change)| change.read(&format!("input.changes.{at}")));
        let changes = changes.collect::<Result<Vec<_>, _>>()?;
        let taken = call.app().taken_editions();
        let outcome = draft.change(permit, input.revision, changes, &taken, call.now())?;
        keep(call, work, outcome).await
    }

    /// Takes the draft of an edition over onto an edition of its questionnaire that was published since it was begun. What the
    /// draft changed is carried there; where both changed the same thing to something else, one of the two is chosen, or nothing is
    /// done and the payload names it. What stood before is kept in its revision.
    async fn take_over_edition_draft(
        &self,
        ctx: &Context<'_>,
        input: TakeOverEditionDraftInput,
    ) -> Result<TakeOverEditionDraftPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let (draft, permit) = held(call, &work, &input.id, |_| DraftEdition {}).await?;
        let bad = || {
            Fault::invalid()
                .at("input.edition")
                .with("value", input.edition.clone())
        };
        let seen: EditionId = input.edition.parse().map_err(|_| bad())?;
        let choices = choices(&input.choices)?;
        let (world, taken) = (call.world(), call.app().taken_editions());
        let base = draft.base.as_ref().and_then(|base| world.editions.get(base));
        let onto = Onto {
            base: base.map(AsRef::as_ref),
            newest: world.newest(&draft.draft.id.questionnaire).map(AsRef::as_ref),
            seen: &seen,
            choices: &choices,
        };
        let as_it_was = draft.clone();
        match draft.take_over(permit, input.revision, onto, &taken, call.now()) {
            Ok(outcome) => {
                let EditionDraftPayload { draft } = keep(call, work, outcome).await?;
                Ok(TakeOverEditionDraftPayload {
                    draft,
                    clashes: Vec::new(),
                })
            }
            Err(DraftRefused::Clashes(clashes)) => Ok(TakeOverEditionDraftPayload {
                draft: EditionDraft::new(call.world(), as_it_was),
                clashes: clashes.iter().map(EditionClash::from).collect(),
            }),
            Err(refused) => Err(refused.into()),
        }
    }

    /// Gives the draft of an edition up. What was written stays to be read, and another one can be begun.
    async fn discard_edition_draft(
        &self,
        ctx: &Context<'_>,
        input: DiscardEditionDraftInput,
    ) -> Result<EditionDraftPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let (draft, permit) = held(call, &work, &input.id, |_| DiscardEditionDraft {}).await?;
        let outcome = draft.discard(permit, input.revision, call.now())?;
        keep(call, work, outcome).await
    }

    /// Publishes the draft of an edition, or says every fault. One that does not continue the newest edition is refused, and that
    /// one named (`behind`). An edition never changes: a correction is a further one. Rounds
    /// can be planned on it at once, and every process takes it up within a second.
    async fn publish_edition_draft(
        &self,
        ctx: &Context<'_>,
        input: PublishEditionDraftInput,
    ) -> Result<PublishEditionDraftPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let act = |draft: &rules::EditionDraft| PublishEdition {
            edition: draft.draft.id.clone(),
        };
        let (draft, permit) = held(call, &work, &input.id, act).await?;
        let (form, taken) = (super::form(&draft), call.app().taken_editions());
        let known = call.world().known_before(&draft.draft.id);
        let hash = draft.draft.hash;
        let as_it_was = draft.clone();
        let shelf = Shelf {
            newest: call
                .world()
                .newest(&draft.draft.id.questionnaire)
                .map(|edition| edition.id()),
            taken: &taken,
        };
        match draft.publish(permit, input.revision, hash, &known, shelf, call.now()) {
            Ok(Publishing { outcome, edition }) => {
                work.save_edition_draft(&outcome, &form).await?;
                call.commit(work).await?;
                call.app().look_for_publications(call.now()).await;
                Ok(PublishEditionDraftPayload {
                    draft: EditionDraft::new(&call.app().world(), outcome.state),
                    edition: Some(Edition::new(call.world(), &edition.into())),
                    faults: Vec::new(),
                })
            }
            Err(DraftRefused::Faults(faults)) => Ok(PublishEditionDraftPayload {
                draft: EditionDraft::new(call.world(), as_it_was),
                edition: None,
                faults: (faults.iter())
                    .map(|fault| EditionFault::new(fault, call.language()))
                    .collect(),
            }),
            Err(refused) => Err(refused.into()),
        }
    }
}
