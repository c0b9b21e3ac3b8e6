//! The schema: every noun's queries and mutations under two roots.

use std::sync::Arc;

use async_graphql::{Context, ID, Interface, MergedObject, Object};
use domain::capacity::Side;
use domain::id::{EditionDraftId, EvidenceId, NoticeId, ProposalId, QuestionCode, ReviewId, RoundId, SubmissionId};
use domain::submission::Position;

use crate::graphql::account::AccountMutation;
use crate::graphql::call::Call;
use crate::graphql::capacity::contact::{ContactMutation, ContactQuery};
use crate::graphql::capacity::mutation::CapacityMutation;
use crate::graphql::capacity::notice::{Need, Offer};
use crate::graphql::capacity::query::CapacityQuery;
use crate::graphql::capacity::report::NeedsReportQuery;
use crate::graphql::citation::{CitationQuery, Cited, Tombstone, read_answer_id};
use crate::graphql::clearance::ClearanceMutation;
use crate::graphql::comment::{CommentMutation, CommentQuery};
use crate::graphql::compilation::{CompilationMutation, CompilationQuery};
use crate::graphql::coverage::CoverageQuery;
use crate::graphql::difference::DifferenceQuery;
use crate::graphql::draft::DraftMutation;
use crate::graphql::edition::{Edition, EditionQuery};
use crate::graphql::editor::mutation::EditorMutation;
use crate::graphql::editor::object::EditionDraft;
use crate::graphql::editor::query::EditorQuery;
use crate::graphql::evidence::{Evidence, EvidenceMutation, EvidenceQuery};
use crate::graphql::factor::{FactorMutation, FactorQuery};
use crate::graphql::fault::Fault;
use crate::graphql::file::File;
use crate::graphql::filing::FilingMutation;
use crate::graphql::home::{HomeMutation, HomeQuery};
use crate::graphql::identity::{IdentityMutation, IdentityQuery};
use crate::graphql::instrument::Instrument;
use crate::graphql::letter::{LetterMutation, LetterQuery};
use crate::graphql::live::LiveSubscription;
use crate::graphql::log::LogQuery;
use crate::graphql::merge::MergeMutation;
use crate::graphql::node::{Sort, split};
use crate::graphql::norm::{NormQuery, Provision};
use crate::graphql::open_data::OpenDataQuery;
use crate::graphql::pack::PackMutation;
use crate::graphql::package::{PackageMutation, PackageQuery};
use crate::graphql::passkey::PasskeyMutation;
use crate::graphql::program::{ProgramMutation, ProgramQuery};
use crate::graphql::proposal::mutation::ProposalMutation;
use crate::graphql::proposal::object::Proposal;
use crate::graphql::proposal::query::ProposalQuery;
use crate::graphql::question::Question;
use crate::graphql::record::{FiledAnswer, Filing, FilingQuery};
use crate::graphql::register::RegisterQuery;
use crate::graphql::reply::ReplyMutation;
use crate::graphql::report::comparison::ComparisonQuery;
use crate::graphql::report::contradiction::ContradictionQuery;
use crate::graphql::report::participation::ParticipationQuery;
use crate::graphql::report::profile::ProfileQuery;
use crate::graphql::report::status::RoundStatusQuery;
use crate::graphql::report::trend::TrendQuery;
use crate::graphql::review::mutation::ReviewMutation;
use crate::graphql::review::object::Review;
use crate::graphql::review::query::ReviewQuery;
use crate::graphql::round::{Round, RoundKeepingMutation, RoundMutation, RoundQuery};
use crate::graphql::save::SaveMutation;
use crate::graphql::search::SearchQuery;
use crate::graphql::session::SessionMutation;
use crate::graphql::state::{Organisation, State, StateQuery};
use crate::graphql::submission::{Submission, SubmissionQuery};
use crate::graphql::team::TeamQuery;
use crate::graphql::trail::TrailQuery;
use crate::graphql::viewer::ViewerQuery;
use crate::graphql::webhook::{WebhookMutation, WebhookQuery};
use crate::http::Limits;

/// Everything that can be read.
#[derive(MergedObject, Default)]
pub struct Query(
    NodeQuery,
    NormQuery,
    StateQuery,
    EditionQuery,
    RoundQuery,
    SubmissionQuery,
    TeamQuery,
    CommentQuery,
    FilingQuery,
    RegisterQuery,
    LogQuery,
    CitationQuery,
    CoverageQuery,
    TrendQuery,
    ComparisonQuery,
    ProfileQuery,
    ParticipationQuery,
    RoundStatusQuery,
    LetterQuery,
    CompilationQuery,
    NeedsReportQuery,
    CapacityQuery,
    ContactQuery,
    ProposalQuery,
    EditorQuery,
    ReviewQuery,
    OpenDataQuery,
    SearchQuery,
    ContradictionQuery,
    DifferenceQuery,
    EvidenceQuery,
    ViewerQuery,
    FactorQuery,
    IdentityQuery,
    ProgramQuery,
    WebhookQuery,
    TrailQuery,
    HomeQuery,
    PackageQuery,
);

/// Everything that can be done.
#[derive(MergedObject, Default)]
pub struct Mutation(
    AccountMutation,
    FactorMutation,
    IdentityMutation,
    PasskeyMutation,
    ProgramMutation,
    WebhookMutation,
    SessionMutation,
    RoundMutation,
    RoundKeepingMutation,
    LetterMutation,
    CompilationMutation,
    DraftMutation,
    SaveMutation,
    PackMutation,
    PackageMutation,
    HomeMutation,
    MergeMutation,
    ReplyMutation,
    ClearanceMutation,
    CommentMutation,
    FilingMutation,
    EvidenceMutation,
    CapacityMutation,
    ContactMutation,
    ProposalMutation,
    EditorMutation,
    ReviewMutation,
);

/// The schema.
pub type Schema = async_graphql::Schema<Query, Mutation, LiveSubscription>;

/// The schema under the limits of the door.
pub fn schema(limits: &Limits) -> Schema {
    limits
        .apply(Schema::build(Query::default(), Mutation::default(), LiveSubscription))
        .finish()
}

/// The schema as integrators read it: sorted, so that its difference is the contract's.
pub fn sdl() -> String {
    let options = async_graphql::SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items();
    let schema = Schema::build(Query::default(), Mutation::default(), LiveSubscription).finish();
    let text = schema.sdl_with_options(options);
    format!("{}\n", text.trim_end())
}

/// Whatever has an id of its own.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "An id that never changes."))]
pub enum Node {
    /// An instrument.
    Instrument(Instrument),
    /// A provision.
    Provision(Provision),
    /// A State.
    State(State),
    /// An organisation.
    Organisation(Organisation),
    /// An edition.
    Edition(Edition),
    /// A question.
    Question(Question),
    /// A round.
    Round(Round),
    /// A working file.
    Submission(Submission),
    /// A filing.
    Filing(Filing),
    /// A filed answer.
    FiledAnswer(FiledAnswer),
    /// Evidence that a State keeps.
    Evidence(Evidence),
    /// A need of a State.
    Need(Need),
    /// An offer of a State or an organisation.
    Offer(Offer),
    /// A proposal of a further norm or of an elaboration.
    Proposal(Proposal),
    /// A review with the reply to it.
    Review(Review),
    /// A draft of an edition, which catalogue editors read.
    EditionDraft(EditionDraft),
    /// What stands in the place of a filing or an answer that was withdrawn.
    Tombstone(Tombstone),
}

impl From<Cited> for Node {
    fn from(cited: Cited) -> Self {
        match cited {
            Cited::Filing(filing) => Self::Filing(filing),
            Cited::FiledAnswer(answer) => Self::FiledAnswer(answer),
            Cited::Tombstone(tombstone) => Self::Tombstone(tombstone),
        }
    }
}

/// A need or an offer.
async fn notice(call: &Call, id: NoticeId) -> Result<Option<Node>, Fault> {
    let notice = call.snapshot().await?.notice(id).await?.map(Arc::new);
    Ok(notice.map(|notice| match notice.content.side() {
        Side::Need => Node::Need(Need::new(notice)),
        Side::Offer => Node::Offer(Offer::new(notice)),
    }))
}

/// A draft of an edition, or with a revision behind its id the preview of that one.
async fn edition_draft(call: &Call, key: &str) -> Result<Option<Node>, Fault> {
    let (id, revision) = key.split_once('/').map_or((key, None), |(id, of)| (id, Some(of)));
    let Ok(id) = id.parse() else { return Ok(None) };
    let Some(draft) = EditionDraft::find(call, EditionDraftId(id)).await? else {
        return Ok(None);
    };
    Ok(match revision.map(str::parse) {
        None => Some(Node::EditionDraft(draft)),
        Some(Ok(revision)) => draft.preview_of(revision).await.map(Node::Edition),
        Some(Err(_)) => None,
    })
}

/// What has an id.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// What this id names, if the reader may see it.
    async fn node(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Node>, Fault> {
        let (call, world) = (Call::of(ctx), Call::of(ctx).world());
        let Some((sort, key)) = split(&id) else { return Ok(None) };
        Ok(match sort {
            Sort::Instrument => key
                .parse()
                .ok()
                .and_then(|id| Instrument::find(world, &id))
                .map(Node::Instrument),
            Sort::Provision => key
                .parse()
                .ok()
                .and_then(|id| Provision::find(world, &id))
                .map(Node::Provision),
            Sort::State => key
                .parse()
                .ok()
                .and_then(|code| State::find(world, &code))
                .map(Node::State),
            Sort::Organisation => key
                .parse()
                .ok()
                .and_then(|id| Organisation::find(world, &id))
                .map(Node::Organisation),
            Sort::Edition => key
                .parse()
                .ok()
                .and_then(|id| Edition::find(world, &id))
                .map(Node::Edition),
            Sort::Question => key.split_once('#').and_then(|(edition, question)| {
                let edition = Edition::find(world, &edition.parse().ok()?)?;
                edition.question(&QuestionCode::new(question).ok()?).map(Node::Question)
            }),
            Sort::Round => match key.parse() {
                Ok(id) => {
                    let snapshot = call.snapshot().await?;
                    call.app()
                        .round(&snapshot, RoundId(id))
                        .await?
                        .map(Round)
                        .map(Node::Round)
                }
                Err(_) => None,
            },
            Sort::Submission => match key.parse() {
                Ok(id) => File::find(call, SubmissionId(id))
                    .await?
                    .map(Submission)
                    .map(Node::Submission),
                Err(_) => None,
            },
            Sort::Filing => match key.parse() {
                Ok(position) => Cited::find(call, Position(position), None).await?.map(Node::from),
                Err(_) => None,
            },
            Sort::FiledAnswer => match read_answer_id(&key) {
                Some((position, question)) => Cited::find(call, position, Some(question)).await?.map(Node::from),
                None => None,
            },
            Sort::Evidence => match key.parse() {
                Ok(id) => Evidence::find(call, EvidenceId(id)).await?.map(Node::Evidence),
                Err(_) => None,
            },
            Sort::Notice => match key.parse() {
                Ok(id) => notice(call, NoticeId(id)).await?,
                Err(_) => None,
            },
            Sort::Review => match key.parse() {
                Ok(id) => Review::find(call, ReviewId(id)).await?.map(Node::Review),
                Err(_) => None,
            },
            Sort::Proposal => match key.parse() {
                Ok(id) => Proposal::find(call, ProposalId(id)).await?.map(Node::Proposal),
                Err(_) => None,
            },
            Sort::EditionDraft => edition_draft(call, &key).await?,
            Sort::Relation
            | Sort::Answer
            | Sort::Thread
            | Sort::Comment
            | Sort::Session
            | Sort::Key
            | Sort::FactorRule
            | Sort::Account
            | Sort::Membership
            | Sort::Invitation
            | Sort::Ministry
            | Sort::Assignment
            | Sort::Revision
            | Sort::Passkey
            | Sort::ProgramSecret
            | Sort::Webhook
            | Sort::HomeKey
            | Sort::Package
            | Sort::ProposalComment
            | Sort::Compilation => None,
        })
    }
}
