//! Packages of States' own instances as they were handed in: what filing one would do, and the act that files it.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access::{FileSubmission, HandInPackage, Permit, TakePackage};
use domain::id::{EvidenceId, PackageId, QuestionCode, SubmissionId};
use domain::language::Language;
use domain::submission as rules;
use domain::submission::{
    Evened, Evidence, EvidenceDescription, Fields, HandedIn, PackagedAnswer, Salt, Seen, VisibilityCode, names_state,
};
use register::OpenedEvidence;
use store::{Work, seal_evidence};

use crate::graphql::answer::SaidContent;
use crate::graphql::call::Call;
use crate::graphql::draft::carry_forward;
use crate::graphql::fault::Fault;
use crate::graphql::file::File;
use crate::graphql::filing::{FilingPayload, on_record, put_on_record, read_seen, root_of, write_seen};
use crate::graphql::node::{self, Sort};
use crate::graphql::record::{Filing, client_position};
use crate::graphql::round::Round;
use crate::graphql::sharing::Sharing;
use crate::graphql::state::State;
use crate::graphql::submission::Submission;
use crate::localise::Message;
use crate::packages::{self, LaidOut, Refused};

/// What an answer of a package would be to the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum PackagedOutcome {
    /// Nothing is said there.
    Added,
    /// Something else is said there, or to other readers. It stays among the revisions.
    Changed,
    /// The same is said there, to the same readers.
    Unchanged,
}

/// One answer of a package.
#[derive(SimpleObject)]
#[graphql(name = "PackagedAnswer")]
pub struct PackagedAnswerView {
    /// The code of the question.
    question: String,
    /// What is said.
    content: SaidContent,
    /// Who would read it.
    sharing: Sharing,
    /// What it would be to the draft.
    outcome: PackagedOutcome,
}

/// A document that an answer of a package cites and the State does not keep here. Once it was sent to `POST /evidence`, the
/// package can be filed.
#[derive(SimpleObject)]
pub struct MissingEvidence {
    /// SHA-256 of the document; none where the evidence was removed at home, and so can be had no more.
    sha256: Option<String>,
    /// What it is called.
    title: Option<String>,
}

/// What filing a package would do. To file it, name its root and hand back what was seen.
pub struct PackagePreview {
    package: HandedIn,
    laid_out: LaidOut,
    file: Option<Arc<File>>,
    evened: Evened,
    seen: String,
    missing: Vec<Refused>,
}

/// What filing a package would do. To file it, name its root and hand back what was seen.
#[Object]
impl PackagePreview {
    /// The id of the package.
    async fn id(&self) -> ID {
        packages::id(self.package.id)
    }

    /// The State.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), &self.package.state)
    }

    /// The round.
    async fn round(&self) -> Round {
        Round(Arc::clone(&self.laid_out.round))
    }

    /// The working file whose draft it would take the place of; none where filing opens one.
    async fn submission(&self) -> Option<Submission> {
        self.file.as_ref().map(|file| Submission(Arc::clone(file)))
    }

    /// The Merkle root over header and answers, in hexadecimal: the same as at home.
    async fn root(&self) -> String {
        self.package.root.to_string()
    }

    /// What was seen, to be handed back: if the draft is another by then, the refusal names the differences.
    async fn seen(&self) -> &str {
        &self.seen
    }

    /// The address of the instance that signed it.
    async fn home(&self) -> &str {
        &self.laid_out.package.issuer
    }

    /// Its position in the register there.
    async fn home_position(&self) -> i32 {
        i32::try_from(self.laid_out.package.position).unwrap_or(i32::MAX)
    }

    /// When it was made there.
    async fn made_at(&self) -> Option<DateTime<Utc>> {
        packages::read_instant(&self.laid_out.package.made_at)
    }

    /// When it was handed in.
    async fn handed_in_at(&self) -> DateTime<Utc> {
        self.package.at
    }

    /// How many answers would be filed.
    async fn answer_count(&self) -> usize {
        self.laid_out.answers.len()
    }

    /// How many of them everybody would read.
    async fn public_count(&self) -> usize {
        let answers = self.laid_out.answers.iter();
        answers
            .filter(|answer| answer.sharing.visibility.code() == VisibilityCode::Public)
            .count()
    }

    /// Whether the register would name the State at once. The end of an embargo can name it later.
    async fn names_state(&self, ctx: &Context<'_>) -> bool {
        let agreed = self.file.as_ref().is_some_and(|file| file.submission.names_state);
        let sharings = self.laid_out.answers.iter().map(|answer| &answer.sharing);
        names_state(agreed, sharings, Call::of(ctx).now())
    }

    /// The answers that would be filed, in order of code: the whole of the filing.
    #[graphql(complexity = "10 + 50 * child_complexity")]
    async fn answers(&self, ctx: &Context<'_>) -> Vec<PackagedAnswerView> {
        let call = Call::of(ctx);
        let view = |answer: &PackagedAnswer| {
            let outcome = if self.evened.added.contains(&answer.question) {
                PackagedOutcome::Added
            } else if self.evened.changed.contains(&answer.question) {
                PackagedOutcome::Changed
            } else {
                PackagedOutcome::Unchanged
            };
            let (edition, question) = (Arc::clone(&self.laid_out.edition), answer.question.clone());
            PackagedAnswerView {
                question: question.to_string(),
                content: SaidContent::new(edition, question, answer.content.clone()),
                sharing: Sharing::new(call, &answer.sharing),
                outcome,
            }
        };
        self.laid_out.answers.iter().map(view).collect()
    }

    /// The codes of the answers of the draft that the package does not have: they would be taken back, and stay among the
    /// revisions.
    async fn taken_back(&self) -> Vec<String> {
        self.evened.taken_back.iter().map(ToString::to_string).collect()
    }

    /// The documents that have to be sent here before it can be filed.
    async fn missing_evidence(&self) -> Vec<MissingEvidence> {
        let missing = self.missing.iter().map(|missing| match missing {
            Refused::MissingEvidence(opened) => MissingEvidence {
                sha256: opened.evidence.sha256.map(|hash| hash.to_hex()),
                title: opened.evidence.title.clone(),
            },
            _ => MissingEvidence {
                sha256: None,
                title: None,
            },
        });
        missing.collect()
    }

    /// The filing of the same root that stands already, if one does: filing the package gives it back and changes nothing.
    async fn filing(&self, ctx: &Context<'_>) -> Result<Option<Filing>, Fault> {
        let on_record = self
            .file
            .as_ref()
            .and_then(|file| file.submission.has_on_record(self.package.root));
        match on_record {
            Some(position) => Filing::find(Call::of(ctx), position, None).await,
            None => Ok(None),
        }
    }
}

/// A package to file.
#[derive(Clone, Debug, InputObject)]
pub struct FilePackageInput {
    /// The package, as it was handed in.
    package: ID,
    /// The root that the preview returned, which is the root at home.
    root: String,
    /// What the preview returned as seen. If the draft is another by now, nothing is filed.
    seen: String,
}

/// What was in a package, which was filed or lapsed since.
fn erased(package: &HandedIn) -> Fault {
    match package.filed {
        Some(position) => Fault::state()
            .with("reason", "filed")
            .with("position", client_position(position)),
        None => Fault::state().with("reason", "lapsed").saying(Message::PackageLapsed),
    }
}

/// What was read of a draft, by question.
fn revisions(answers: &[rules::Answer]) -> BTreeMap<QuestionCode, u32> {
    let revision = |answer: &rules::Answer| (answer.question.clone(), answer.revision);
    answers.iter().map(revision).collect()
}

/// Verifies a package again, and reads its answers as those of its round.
async fn lay_out(
    call: &Call,
    (package, round): (&HandedIn, Option<rules::Round>),
    keys: Vec<rules::HomeKey>,
    content: String,
) -> Result<LaidOut, Fault> {
    let refused = |refused: Vec<Refused>| packages::faulty(&refused, call.language());
    let opened = packages::open(&package.state, keys, content).await?.map_err(refused)?;
    packages::lay_out(call, opened, round).map_err(refused)
}

/// What is done to look at packages.
#[derive(Default)]
pub struct PackageQuery;

#[Object]
impl PackageQuery {
    /// What filing a package that was handed in would do: for the State's focal points and publishing authorities. It is
    /// verified again; what is against it by now is refused as `POST /packages` refuses it.
    #[graphql(complexity = "100 + child_complexity")]
    async fn package_preview(&self, ctx: &Context<'_>, id: ID) -> Result<Option<PackagePreview>, Fault> {
        let call = Call::of(ctx);
        call.keep_to_oneself();
        let Ok(id) = node::key(Sort::Package, &id) else {
            return Ok(None);
        };
        let snapshot = call.snapshot().await?;
        let Some((package, content)) = snapshot.handed_in(PackageId(id)).await? else {
            return Ok(None);
        };
        let act = HandInPackage {
            state: package.state.clone(),
        };
        if call.actor().may(&act).is_err() {
            return Ok(None);
        }
        let content = content.ok_or_else(|| erased(&package))?;
        let keys = snapshot.home_keys(&package.state).await?;
        let laid_out = lay_out(call, (&package, snapshot.round(package.round).await?), keys, content).await?;
        let (commitments, documents) = laid_out.cites();
        let kept = snapshot.kept_here(&package.state, &commitments, &documents).await?;
        let file = match snapshot.submission_in(package.round, &package.state).await? {
            Some(id) => File::find(call, id).await?,
            None => None,
        };
        let current = match &file {
            Some(file) => file.answers(call).await?,
            None => &[],
        };
        let seen = Seen {
            root: package.root,
            answers: revisions(current),
        };
        Ok(Some(PackagePreview {
            evened: Evened::of(&laid_out.answers, current),
            seen: write_seen(&laid_out.edition, &seen),
            missing: laid_out.missing(&kept),
            package,
            laid_out,
            file,
        }))
    }
}

/// What is done with packages.
#[derive(Default)]
pub struct PackageMutation;

#[Object]
impl PackageMutation {
    /// Files a package that was handed in, if the draft is still what the preview showed: its answers take the place of the
    /// draft's, which stays among the revisions, and go on record under the root that they have at home. Where the State has no
    /// working file in the round, one is opened. A repeat gives back what was put on record and changes nothing.
    async fn file_package(&self, ctx: &Context<'_>, input: FilePackageInput) -> Result<FilingPayload, Fault> {
        let call = Call::of(ctx);
        let id = PackageId(node::key(Sort::Package, &input.package)?);
        let named: register::Root = input.root.parse().map_err(|_| Fault::invalid().at("input.root"))?;
        let work = call.begin().await?;
        let (package, content) = work.handed_in(id).await?.ok_or_else(Fault::not_found)?;
        let state = package.state.clone();
        let permit = call.actor().permit(TakePackage { state: state.clone() })?;
        let submission = work.submission_in(package.round, &state).await?;
        if let (Some(position), Some(submission)) = (package.filed, submission) {
            drop(work);
            return on_record(call, submission, position, Vec::new()).await;
        }
        let content = content.ok_or_else(|| erased(&package))?;
        let laid_out = lay_out(
            call,
            (&package, work.round(package.round).await?),
            work.home_keys(&state).await?,
            content,
        )
        .await?;
        if package.root.0 != named.0 {
            return Err(Fault::conflict().at("input.root"));
        }
        let root = package.root;
        let (round, edition) = (&laid_out.round, &laid_out.edition);
        let seen = read_seen(edition, root, &input.seen).ok_or_else(|| Fault::invalid().at("input.seen"))?;
        let is_open = submission.is_some();
        let submission = match submission {
            Some(id) => work.submission(id).await?.ok_or_else(Fault::not_found)?,
            None => open(call, &work, &permit, &laid_out).await?,
        };
        let id = submission.id;
        if let Some(position) = submission.has_on_record(root) {
            work.save_filed_package(package.id, position).await?;
            call.commit(work).await?;
            return on_record(call, id, position, Vec::new()).await;
        }
        adopt_evidence(call, &work, &permit, &laid_out).await?;
        let current = work.answers(id).await?;
        // What a file that was opened here starts with, nobody had before them.
        let seen = if is_open || !seen.answers.is_empty() {
            seen.answers
        } else {
            revisions(&current)
        };
        let to_file = call.actor().permit(FileSubmission { state, submission: id })?;
        let salt = || Salt(call.mint().bytes());
        let packaged = (&package, laid_out.answers.as_slice());
        let taken = submission.take_package(permit, round, packaged, (&current, &seen), salt, call.now())?;
        work.save_taken_package(edition, &taken).await?;
        let submission = taken.state.submission;
        let answers = work.answers(id).await?;
        let preview = submission.preview(round, edition, &call.world().states, &answers)?;
        if root_of(&preview)? != root {
            return Err(Fault::invalid()
                .with("reason", "other_root")
                .saying(Message::PackageOtherRoot));
        }
        let seen = Seen::of(&preview, root);
        let outcome = put_on_record(
            call,
            &work,
            (to_file, submission),
            (round, edition),
            (preview, root, seen),
        )
        .await?;
        let position = outcome.state.entry.position;
        work.save_filed_package(package.id, position).await?;
        call.commit(work).await?;
        on_record(call, id, position, Vec::new()).await
    }
}

/// Opens a working file for a package, as `openSubmission` does.
async fn open(
    call: &Call,
    work: &Work,
    permit: &Permit<TakePackage>,
    laid_out: &LaidOut,
) -> Result<rules::Submission, Fault> {
    let state = &permit.act().state;
    let status = call.world().norms.state(state).ok_or_else(Fault::not_found)?.status;
    let setting = work.state_setting(state).await?;
    let fields = Fields {
        language: call.language(),
        confirmation: None,
        earlier_submission: None,
        shares_progress: false,
    };
    let id = SubmissionId(call.mint().id());
    let outcome =
        rules::Submission::open_for_package(permit, id, &laid_out.round, status, fields, &setting, call.now())?;
    work.open_submission(&outcome).await?;
    carry_forward(call, work, &outcome).await?;
    Ok(outcome.state)
}

/// Keeps what opens the citations of a package: of documents that the State keeps here already, and of links, which are kept with
/// it.
async fn adopt_evidence(
    call: &Call,
    work: &Work,
    permit: &Permit<TakePackage>,
    laid_out: &LaidOut,
) -> Result<(), Fault> {
    let (commitments, documents) = laid_out.cites();
    let state = &permit.act().state;
    let kept = work.kept_here(state, &commitments, &documents).await?;
    let missing = laid_out.missing(&kept);
    if !missing.is_empty() {
        return Err(packages::faulty(&missing, call.language()));
    }
    for (opened, commitment) in laid_out.package.evidence.iter().zip(commitments) {
        if kept.cited.contains(&commitment) {
            continue;
        }
        let document = match opened.evidence.sha256 {
            Some(hash) => work.document(state, &hash.0).await?,
            None => None,
        };
        match (&opened.evidence.url, document) {
            (None, Some(document)) => work.adopt_citation(&document, opened).await?,
            (Some(url), copy) => {
                let archive = copy.map(|copy| (copy.id, opened.evidence.sha256.map_or([0; 32], |hash| hash.0)));
                let link = (EvidenceId(call.mint().id()), url.clone(), archive);
                work.keep_evidence(&linked(permit, link, opened, call.now())?).await?;
            }
            (None, None) => return Err(Fault::not_found()),
        }
    }
    Ok(())
}

/// A link that a package cites, as evidence under the same commitment.
fn linked(
    permit: &Permit<TakePackage>,
    (id, url, archive): (EvidenceId, String, Option<(EvidenceId, [u8; 32])>),
    opened: &OpenedEvidence,
    now: DateTime<Utc>,
) -> Result<rules::Outcome<Evidence>, Fault> {
    let said = &opened.evidence;
    let language = said.language.as_deref().and_then(Language::from_code);
    let description = EvidenceDescription::new(said.title.clone(), said.citation.clone(), language)?;
    let source = rules::EvidenceSource::Link {
        url: url.clone(),
        archive,
    };
    let sealed = seal_evidence(&source, &description, Salt(opened.salt.0));
    if sealed.commitment.0 != opened.commitment().0 {
        return Err(Fault::invalid()
            .with("reason", "other_root")
            .saying(Message::PackageOtherRoot));
    }
    Ok(Evidence::keep_packaged(
        permit,
        (id, url, archive),
        description,
        sealed,
        now,
    ))
}
