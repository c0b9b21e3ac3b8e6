//! Evidence as answers cite it: what a client may name when it saves, and what a reader of an answer sees of it.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use domain::id::{EvidenceId, StateCode};
use domain::language::Language;
use domain::questionnaire as rules;
use domain::questionnaire::EvidenceCommitment;
use store::CitedEvidence;

use crate::graphql::call::Call;
use crate::graphql::evidence::Evidence;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::text::LanguageCode;
use crate::graphql::value::EvidenceLink;

/// Evidence that a client names and the State does not keep: be it nobody's, another State's, or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UnknownEvidence {
    /// Its place in the list, counted from 1.
    pub(crate) item: usize,
}

/// What a State keeps of the evidence that a client names.
#[derive(Debug, Default)]
pub(crate) struct KeptEvidence(HashMap<EvidenceId, EvidenceCommitment>);

impl KeptEvidence {
    /// Looks up the evidence of a State; asks nothing where nothing is named.
    pub(crate) async fn of<'i>(
        call: &Call,
        state: &StateCode,
        ids: impl Iterator<Item = &'i ID>,
    ) -> Result<Self, Fault> {
        let ids: Vec<_> = ids.filter_map(key).collect();
        if ids.is_empty() {
            return Ok(Self::default());
        }
        let kept = call.snapshot().await?.kept_evidence(state, &ids).await?;
        Ok(Self(kept.into_iter().collect()))
    }

    pub(crate) fn commitment(&self, id: &ID) -> Option<EvidenceCommitment> {
        self.0.get(&key(id)?).copied()
    }
}

fn key(id: &ID) -> Option<EvidenceId> {
    node::key(Sort::Evidence, id).ok().map(EvidenceId)
}

/// What supports the answers.
#[derive(Clone, Debug)]
pub struct EvidenceValue(Vec<rules::EvidenceItem>);

impl EvidenceValue {
    pub(crate) fn new(items: Vec<rules::EvidenceItem>) -> Self {
        Self(items)
    }
}

/// What supports the answers.
#[Object]
impl EvidenceValue {
    /// The links that the answer itself tells.
    async fn links(&self) -> Vec<EvidenceLink> {
        let links = self.0.iter().filter_map(|item| match item {
            rules::EvidenceItem::Link(link) => Some(EvidenceLink::from(link)),
            rules::EvidenceItem::Kept(_) => None,
        });
        links.collect()
    }

    /// Everything, in the order of the answer: links, and evidence as far as this reader may see it.
    // Reckoned once: it is one kind of twelve, and a question of this kind cites few.
    #[graphql(complexity = "child_complexity")]
    async fn items(&self, ctx: &Context<'_>) -> Result<Vec<EvidenceItem>, Fault> {
        let call = Call::of(ctx);
        let commitments: Vec<_> = self.0.iter().filter_map(commitment).collect();
        let cited = call.loaders().cited_evidence(call, commitments).await?;
        let items = self.0.iter().map(|item| EvidenceItem {
            item: item.clone(),
            cited: commitment(item)
                .and_then(|asked| cited.iter().find(|cited| cited.commitment == asked))
                .filter(|cited| Evidence::is_open_to(call, &cited.evidence))
                .cloned()
                .map(Arc::new),
        });
        Ok(items.collect())
    }
}

fn commitment(item: &rules::EvidenceItem) -> Option<EvidenceCommitment> {
    match item {
        rules::EvidenceItem::Link(_) => None,
        rules::EvidenceItem::Kept(commitment) => Some(*commitment),
    }
}

/// One thing that supports an answer.
pub struct EvidenceItem {
    item: rules::EvidenceItem,
    /// None for a link, and for evidence that this reader may not see.
    cited: Option<Arc<CitedEvidence>>,
}

impl EvidenceItem {
    fn opened(&self) -> Option<&register::EvidenceRecord> {
        self.cited.as_ref()?.opened.as_ref().map(|opened| &opened.evidence)
    }

    fn link(&self) -> Option<&rules::EvidenceLink> {
        match &self.item {
            rules::EvidenceItem::Link(link) => Some(link),
            rules::EvidenceItem::Kept(_) => None,
        }
    }
}

/// One thing that supports an answer: a link that the answer tells, or evidence that the State keeps, as it was described
/// when the answer was saved.
#[Object]
impl EvidenceItem {
    /// The commitment by which the answer cites evidence that the State keeps; none for a link. It stays when the evidence is
    /// removed.
    async fn commitment(&self) -> Option<String> {
        commitment(&self.item).map(|commitment| commitment.to_string())
    }

    /// The evidence, if this reader may see it: none for a link, and for what is withheld or removed.
    async fn evidence(&self) -> Option<Evidence> {
        let cited = self.cited.as_ref()?;
        Some(Evidence::new(cited.evidence.clone()))
    }

    /// Whether there is evidence of which this reader sees no more than that.
    async fn is_withheld(&self) -> bool {
        self.link().is_none() && self.opened().is_none()
    }

    /// Whether the State calls it otherwise by now. Saving the answer again cites it as it is called now.
    async fn is_described_anew(&self) -> bool {
        let cited = self.cited.as_ref();
        cited.is_some_and(|cited| cited.evidence.sealed.commitment != cited.commitment)
    }

    /// Where it is on the web.
    async fn url(&self) -> Option<&str> {
        match self.link() {
            Some(link) => Some(&link.url),
            None => self.opened()?.url.as_deref(),
        }
    }

    /// What it is called.
    async fn title(&self) -> Option<&str> {
        match self.link() {
            Some(link) => link.title.as_deref(),
            None => self.opened()?.title.as_deref(),
        }
    }

    /// How it is cited, or where in it to look.
    async fn citation(&self) -> Option<&str> {
        match self.link() {
            Some(link) => link.citation.as_deref(),
            None => self.opened()?.citation.as_deref(),
        }
    }

    /// The language that it is in.
    async fn language(&self) -> Option<LanguageCode> {
        let code = self.opened()?.language.as_deref()?;
        Language::from_code(code).map(LanguageCode::from)
    }

    /// SHA-256 of the document, or of the copy of a link: 64 hexadecimal digits.
    async fn sha256(&self) -> Option<String> {
        self.opened()?.sha256.map(|hash| hash.to_hex())
    }

    /// What opens the commitment (docs/formats.md): whoever has it can show that the answer cites this and nothing else.
    async fn opening(&self) -> Result<Option<String>, Fault> {
        let Some(opened) = self.cited.as_ref().and_then(|cited| cited.opened.as_ref()) else {
            return Ok(None);
        };
        String::from_utf8(opened.to_json()).map(Some).map_err(Fault::internal)
    }
}
