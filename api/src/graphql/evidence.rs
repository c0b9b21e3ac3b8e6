//! Evidence that States keep: documents that came over plain HTTP (`POST /evidence`), and links.

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access::{ChangeFiledEvidence, KeepEvidence, ReadEvidence, ShareEvidence, Writing};
use domain::id::{EvidenceId, StateCode};
use domain::language::Language;
use domain::submission as rules;
use domain::submission::{Citing, EvidenceDescription, EvidencePermit, EvidenceSource, Salt};
use store::{Work, seal_evidence};
use vault::Place;

use crate::auth::Grant;
use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::listing::{Cursor, Page, Total, page, reckoned};
use crate::graphql::node::{self, Sort};
use crate::graphql::sharing::{Sharing, SharingInput};
use crate::graphql::state::State;
use crate::graphql::text::LanguageCode;

/// What a piece of evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum EvidenceKind {
    /// A document that the State keeps here.
    Document,
    /// Something on the web.
    Link,
}

/// Evidence that a State keeps.
#[derive(Clone)]
pub struct Evidence(rules::Evidence);

/// Where a document can be fetched, for a short time, by whoever has the link.
#[derive(SimpleObject)]
pub struct EvidenceDownload {
    /// The link. It serves parts (RFC 9110 section 14) and offers the document as an attachment.
    url: String,
    /// When it ends.
    expires_at: DateTime<Utc>,
}

impl Evidence {
    pub(crate) fn new(evidence: rules::Evidence) -> Self {
        Self(evidence)
    }

    /// Our own filter above the database's: its own visibility and embargo, whoever sees an answer that cites it.
    pub(crate) fn is_open_to(call: &Call, evidence: &rules::Evidence) -> bool {
        evidence.is_open_to(call.reader(), call.is_of(&evidence.state), call.now())
    }

    /// A piece of evidence, if the caller may see it.
    pub(crate) async fn find(call: &Call, id: EvidenceId) -> Result<Option<Self>, Fault> {
        let found = call.snapshot().await?.evidence(id).await?;
        Ok(found.filter(|evidence| Self::is_open_to(call, evidence)).map(Self))
    }

    fn id_of(&self) -> ID {
        node::id(Sort::Evidence, self.0.id.to_string())
    }

    fn document(&self) -> Option<&rules::StoredDocument> {
        self.0.document()
    }
}

/// Evidence that a State keeps: a document or a link, reused across answers and rounds. Its visibility is its own: a reader
/// sees it if it lets them and they see an answer that cites it, or belong to the State.
#[Object]
impl Evidence {
    /// An id that never changes.
    pub(crate) async fn id(&self) -> ID {
        self.id_of()
    }

    /// The State that keeps it.
    async fn state(&self, ctx: &Context<'_>) -> Result<State, Fault> {
        State::find(Call::of(ctx).world(), &self.0.state).ok_or_else(Fault::not_found)
    }

    /// What it is.
    async fn kind(&self) -> EvidenceKind {
        match self.0.source {
            EvidenceSource::Document(_) => EvidenceKind::Document,
            EvidenceSource::Link { .. } => EvidenceKind::Link,
        }
    }

    /// What it is called now.
    async fn title(&self) -> Option<&str> {
        self.0.description.title.as_deref()
    }

    /// How it is cited now: issuer, number, date, article.
    async fn citation(&self) -> Option<&str> {
        self.0.description.citation.as_deref()
    }

    /// The language it is in.
    async fn language(&self) -> Option<LanguageCode> {
        self.0.description.language.map(LanguageCode::from)
    }

    /// Of a link: where it is.
    async fn url(&self) -> Option<&str> {
        match &self.0.source {
            EvidenceSource::Document(_) => None,
            EvidenceSource::Link { url, .. } => Some(url.as_str()).filter(|url| !url.is_empty()),
        }
    }

    /// Of a link: the copy that the State keeps, if this reader may see it. The copy has a visibility of its own.
    async fn archive(&self, ctx: &Context<'_>) -> Result<Option<Evidence>, Fault> {
        match self.0.source {
            EvidenceSource::Document(_) | EvidenceSource::Link { archive: None, .. } => Ok(None),
            EvidenceSource::Link {
                archive: Some((id, _)), ..
            } => Self::find(Call::of(ctx), id).await,
        }
    }

    /// Of a document: the name it came with.
    async fn file_name(&self) -> Option<&str> {
        let name = self.document().map(|document| document.name.as_str());
        name.filter(|name| !name.is_empty())
    }

    /// Of a document: what its bytes show it to be.
    async fn media_type(&self) -> Option<&str> {
        self.document().map(|document| document.media_type.as_str())
    }

    /// Of a document: how many bytes there are.
    async fn size(&self) -> Option<i32> {
        let size = self.document()?.size;
        Some(i32::try_from(size).unwrap_or(i32::MAX))
    }

    /// Of a document: SHA-256 of its bytes, 64 hexadecimal digits. It stays when the document is removed.
    async fn sha256(&self) -> Option<String> {
        self.document().map(|document| vault::hex(&document.sha256))
    }

    /// A link to fetch the document, made now and good for a few minutes. None for a link, and for what was removed.
    #[graphql(complexity = 5)]
    async fn download(&self, ctx: &Context<'_>) -> Option<EvidenceDownload> {
        let call = Call::of(ctx);
        let document = self.document().filter(|_| self.0.removed_at.is_none())?;
        let grant = Grant {
            id: self.id_of().0,
            key: self.0.id.0,
            state: self.0.state.to_string(),
            sha256: document.sha256,
            size: document.size,
            media_type: document.media_type.clone(),
            name: document.name.clone(),
        };
        // The link ends sooner than a cache may ask again whether the answer still holds.
        call.keep_to_oneself();
        let (url, expires_at) = call.app().keys().links().make(&grant, call.now());
        Some(EvidenceDownload { url, expires_at })
    }

    /// Who may read it, if they may read an answer that cites it: for the State's own people.
    async fn sharing(&self, ctx: &Context<'_>) -> Option<Sharing> {
        let call = Call::of(ctx);
        call.is_of(&self.0.state).then(|| Sharing::new(call, &self.0.sharing))
    }

    /// Counts its changes; a change names the one it is based on. For the State's own people.
    async fn revision(&self, ctx: &Context<'_>) -> Option<u32> {
        Call::of(ctx).is_of(&self.0.state).then_some(self.0.revision)
    }

    /// Whether a filing cites it: then the publishing authority decides on it. For the State's own people.
    async fn is_filed(&self, ctx: &Context<'_>) -> Result<Option<bool>, Fault> {
        let call = Call::of(ctx);
        if !call.is_of(&self.0.state) {
            return Ok(None);
        }
        Ok(Some(call.snapshot().await?.is_filed_evidence(self.0.id).await?))
    }

    /// Whether it was removed: then its hash is left.
    async fn is_removed(&self) -> bool {
        self.0.removed_at.is_some()
    }

    /// When it was kept first: for the State's own people.
    async fn kept_at(&self, ctx: &Context<'_>) -> Option<DateTime<Utc>> {
        Call::of(ctx).is_of(&self.0.state).then_some(self.0.kept_at)
    }
}

/// A link to keep.
#[derive(Clone, Debug, InputObject)]
pub struct AddEvidenceLinkInput {
    /// The code of the State.
    state: String,
    /// Where it is.
    url: String,
    /// What it is called.
    title: Option<String>,
    /// How it is cited: issuer, number, date, article.
    citation: Option<String>,
    /// The language it is in.
    language: Option<LanguageCode>,
    /// A document that the State keeps already, as the copy of what the link leads to.
    archive: Option<ID>,
}

/// How evidence is to be called. What is left out is taken away.
#[derive(Clone, Debug, InputObject)]
pub struct DescribeEvidenceInput {
    /// The evidence.
    evidence: ID,
    /// The revision that the change is based on.
    revision: u32,
    /// What it is called.
    title: Option<String>,
    /// How it is cited: issuer, number, date, article.
    citation: Option<String>,
    /// The language it is in.
    language: Option<LanguageCode>,
}

/// Who is to read evidence.
#[derive(Clone, Debug, InputObject)]
pub struct SetEvidenceVisibilityInput {
    /// The evidence.
    evidence: ID,
    /// The revision that the change is based on.
    revision: u32,
    /// Who may read it. Evidence is counted nowhere, so `isCounted` is not taken.
    sharing: SharingInput,
}

/// Evidence to remove.
#[derive(Clone, Debug, InputObject)]
pub struct RemoveEvidenceInput {
    /// The evidence.
    evidence: ID,
    /// The revision that the change is based on.
    revision: u32,
}

/// Evidence as it is now.
#[derive(SimpleObject)]
pub struct EvidencePayload {
    /// The evidence.
    evidence: Evidence,
}

/// What States keep.
#[derive(Default)]
pub struct EvidenceQuery;

#[Object]
impl EvidenceQuery {
    /// What a State keeps as evidence, the newest first: for the State's own people, nothing for others. They find evidence
    /// with the answers that cite it.
    #[graphql(complexity = "10 + reckoned(first, last) * child_complexity")]
    async fn evidence(
        &self,
        ctx: &Context<'_>,
        state: String,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Cursor, Evidence, Total>, Fault> {
        let call = Call::of(ctx);
        let state = StateCode::new(state).map_err(|_| Fault::invalid().at("state"))?;
        let is_own = call.is_of(&state) && call.actor().may(&ReadEvidence { state: state.clone() }).is_ok();
        let items = if is_own {
            call.snapshot().await?.evidence_of(&state).await?
        } else {
            Vec::new()
        };
        page(
            items.into_iter().map(Evidence).collect(),
            |item: &Evidence| item.0.id.to_string(),
            Page {
                first,
                after,
                last,
                before,
            },
        )
    }
}

/// The evidence, locked, if the caller may see it; a conflict if it is not the revision that the change is based on.
async fn locked(call: &Call, work: &Work, id: &ID, revision: u32) -> Result<(rules::Evidence, Citing), Fault> {
    let id = EvidenceId(node::key(Sort::Evidence, id)?);
    let evidence = match work.evidence(id).await? {
        Some(evidence) => evidence,
        // What a caller sees without being able to lock it, they may not change.
        None if Evidence::find(call, id).await?.is_some() => return Err(Fault::forbidden()),
        None => return Err(Fault::not_found()),
    };
    if evidence.revision != revision {
        let conflict = Fault::conflict().at("input.revision");
        return Err(conflict.with("revision", evidence.revision));
    }
    let citing = work.citing(&evidence).await?;
    Ok((evidence, citing))
}

/// The permit for a change: of the act that is the right one where nothing is filed, else of the publishing authority's.
fn permit<A: Writing>(
    call: &Call,
    evidence: &rules::Evidence,
    citing: Citing,
    unfiled: (A, fn(domain::access::Permit<A>) -> EvidencePermit),
) -> Result<EvidencePermit, Fault> {
    if citing.filed {
        let act = ChangeFiledEvidence {
            state: evidence.state.clone(),
            evidence: evidence.id,
        };
        return Ok(EvidencePermit::Filed(call.actor().permit(act)?));
    }
    let (act, to) = unfiled;
    Ok(to(call.actor().permit(act)?))
}

fn keeping(evidence: &rules::Evidence) -> (KeepEvidence, fn(domain::access::Permit<KeepEvidence>) -> EvidencePermit) {
    let act = KeepEvidence {
        state: evidence.state.clone(),
        evidence: Some(evidence.id),
    };
    (act, EvidencePermit::Draft)
}

/// What is done with evidence.
#[derive(Default)]
pub struct EvidenceMutation;

#[Object]
impl EvidenceMutation {
    /// Keeps a link as evidence. Nobody but the State reads it until somebody says so.
    async fn add_evidence_link(
        &self,
        ctx: &Context<'_>,
        input: AddEvidenceLinkInput,
    ) -> Result<EvidencePayload, Fault> {
        let call = Call::of(ctx);
        let state = StateCode::new(input.state).map_err(|_| Fault::invalid().at("input.state"))?;
        let permit = call.actor().permit(KeepEvidence {
            state: state.clone(),
            evidence: None,
        })?;
        let work = call.begin().await?;
        let copy = match &input.archive {
            None => None,
            Some(id) => {
                let copy = work.evidence(EvidenceId(node::key(Sort::Evidence, id)?)).await?;
                Some(copy.ok_or_else(Fault::not_found)?)
            }
        };
        let source = EvidenceSource::link(&input.url, &state, copy.as_ref())?;
        let description = EvidenceDescription::new(input.title, input.citation, input.language.map(Language::from))?;
        let sealed = seal_evidence(&source, &description, Salt(call.mint().bytes()));
        let new = (EvidenceId(call.mint().id()), source);
        let room = (0, call.app().keeping().per_state);
        let outcome = rules::Evidence::keep(permit, new, description, sealed, room, call.now())?;
        work.keep_evidence(&outcome).await?;
        call.commit(work).await?;
        Ok(EvidencePayload {
            evidence: Evidence(outcome.state),
        })
    }

    /// Says how evidence is called. Answers go on citing it as it was called when they were saved; saved again, they cite it
    /// as it is called now.
    async fn describe_evidence(
        &self,
        ctx: &Context<'_>,
        input: DescribeEvidenceInput,
    ) -> Result<EvidencePayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let (evidence, citing) = locked(call, &work, &input.evidence, input.revision).await?;
        let permit = permit(call, &evidence, citing, keeping(&evidence))?;
        let description = EvidenceDescription::new(input.title, input.citation, input.language.map(Language::from))?;
        let sealed = seal_evidence(&evidence.source, &description, Salt(call.mint().bytes()));
        let outcome = evidence.describe(permit, citing, description, sealed, call.now())?;
        work.save_evidence(&outcome).await?;
        call.commit(work).await?;
        Ok(EvidencePayload {
            evidence: Evidence(outcome.state),
        })
    }

    /// Narrows or widens who reads evidence: the focal point and the publishing authority while it stands in no filing, the
    /// publishing authority afterwards.
    async fn set_evidence_visibility(
        &self,
        ctx: &Context<'_>,
        input: SetEvidenceVisibilityInput,
    ) -> Result<EvidencePayload, Fault> {
        let call = Call::of(ctx);
        let sharing = input.sharing.uncounted("input.sharing")?.read(call, "input.sharing")?;
        let work = call.begin().await?;
        let (evidence, citing) = locked(call, &work, &input.evidence, input.revision).await?;
        let act = ShareEvidence {
            state: evidence.state.clone(),
            evidence: evidence.id,
        };
        let permit = permit(call, &evidence, citing, (act, EvidencePermit::Share))?;
        let outcome = evidence.share(permit, citing, sharing, call.now())?;
        work.save_evidence(&outcome).await?;
        call.commit(work).await?;
        Ok(EvidencePayload {
            evidence: Evidence(outcome.state),
        })
    }

    /// Removes evidence: its bytes and what it is called are erased, its hash and the commitments in filed answers stay.
    /// What no filing holds is taken out of the answers first. A repeat finishes what a failure of the store left.
    async fn remove_evidence(&self, ctx: &Context<'_>, input: RemoveEvidenceInput) -> Result<EvidencePayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let (evidence, citing) = locked(call, &work, &input.evidence, input.revision).await?;
        let permit = permit(call, &evidence, citing, keeping(&evidence))?;
        let removed = if evidence.removed_at.is_some() {
            evidence
        } else {
            let outcome = evidence.remove(permit, citing, call.now())?;
            work.save_evidence(&outcome).await?;
            call.commit(work).await?;
            outcome.state
        };
        if let Some(document) = removed.document() {
            let place = Place::of(removed.state.as_str(), &document.sha256, removed.id);
            call.app().keeping().vault.remove(&place).await?;
        }
        Ok(EvidencePayload {
            evidence: Evidence(removed),
        })
    }
}
