//! Evidence: what a State keeps to support its answers, who describes it, who reads it and how it goes.
//!
//! An answer cites evidence by the *commitment* to what it was when it was cited. The salt and the description open it, and
//! only who may read the evidence gets them; so an answer can be read by more than its evidence, and a filing fixes both.

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{ChangeFiledEvidence, KeepEvidence, Permit, ShareEvidence, TakePackage};
use crate::id::{AccountId, EvidenceId, StateCode};
use crate::language::Language;
use crate::questionnaire::{EvidenceCommitment, is_link, normalised};
use crate::submission::{Event, Happening, Outcome, Reader, Salt, Sharing, Visibility};

/// A document that was received whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDocument {
    /// The name it came with.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// How many bytes there are.
    pub size: u64,
    /// What its bytes show it to be (RFC 6838).
    pub media_type: String,
}

/// What a piece of evidence is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvidenceSource {
    /// A document.
    Document(StoredDocument),
    /// Something on the web.
    Link {
        /// Where it is.
        url: String,
        /// A copy that the State keeps of it: a document that is evidence itself, with its own visibility.
        archive: Option<(EvidenceId, [u8; 32])>,
    },
}

/// How a piece of evidence is cited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceDescription {
    /// What it is called.
    pub title: Option<String>,
    /// How it is cited: issuer, number, date, article.
    pub citation: Option<String>,
    /// The language it is in.
    pub language: Option<Language>,
}

impl EvidenceDescription {
    /// The most characters of a title.
    pub const LONGEST_TITLE: usize = 500;
    /// The most characters of a citation.
    pub const LONGEST_CITATION: usize = 2_000;

    /// A description in Unicode NFC, without space around it; empty texts are left out. Refused are U+0000 and texts that
    /// are too long.
    pub fn new(
        title: Option<String>,
        citation: Option<String>,
        language: Option<Language>,
    ) -> Result<Self, EvidenceRefused> {
        Ok(Self {
            title: text("title", title, Self::LONGEST_TITLE)?,
            citation: text("citation", citation, Self::LONGEST_CITATION)?,
            language,
        })
    }
}

fn text(field: &'static str, text: Option<String>, longest: usize) -> Result<Option<String>, EvidenceRefused> {
    let Some(text) = text else { return Ok(None) };
    let text = normalised(text.trim().to_owned());
    if text.contains('\0') {
        return Err(EvidenceRefused::NulCharacter(field));
    }
    if text.chars().count() > longest {
        return Err(EvidenceRefused::TooLong {
            field,
            maximum: longest,
        });
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// The commitment to a piece of evidence as it is described now, and what opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedEvidence {
    /// The commitment.
    pub commitment: EvidenceCommitment,
    /// Drawn for this description alone.
    pub salt: Salt,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its id.
    pub id: EvidenceId,
    /// The State that keeps it.
    pub state: StateCode,
    /// What it is.
    pub source: EvidenceSource,
    /// How it is cited now.
    pub description: EvidenceDescription,
    /// What answers cite that are saved now.
    pub sealed: SealedEvidence,
    /// Who may read it, if they may read an answer that cites it. Nothing of it is counted.
    pub sharing: Sharing,
    /// Counts its changes, from 1.
    pub revision: u32,
    /// When it was kept.
    pub kept_at: DateTime<Utc>,
    /// By whom.
    pub kept_by: AccountId,
    /// When it was removed: then its bytes and its description are gone, and the commitments stay.
    pub removed_at: Option<DateTime<Utc>>,
}

/// Why evidence stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EvidenceRefused {
    /// The permit is for another subject.
    #[error("the permit is for another subject")]
    OtherSubject,
    /// It was removed.
    #[error("the evidence was removed")]
    Removed,
    /// It stands in a filing: the publishing authority decides.
    #[error("the evidence stands in a filing")]
    Filed,
    /// It stands in no filing: whoever drafts decides.
    #[error("the evidence stands in no filing")]
    NotFiled,
    /// Answers of a working file cite it.
    #[error("{0} answers cite the evidence")]
    Cited(u64),
    /// A text holds U+0000.
    #[error("the {0} holds U+0000")]
    NulCharacter(&'static str),
    /// A text is too long.
    #[error("the {field} has more than {maximum} characters")]
    TooLong {
        /// Which.
        field: &'static str,
        /// The most characters.
        maximum: usize,
    },
    /// Not a link to a web page.
    #[error("the link is no web address")]
    NotALink,
    /// The copy is no document that the State keeps.
    #[error("the copy is no document of the State")]
    NoSuchCopy,
    /// An audience that names nobody.
    #[error("the audience names nobody")]
    EmptyAudience,
    /// With this document the State would keep more bytes than it may.
    #[error("the State keeps {kept} bytes and may keep {maximum}")]
    Full {
        /// What it keeps without it.
        kept: u64,
        /// What it may keep.
        maximum: u64,
    },
}

/// The permit for a change of evidence: whoever may draft changes what stands in no filing, the publishing authority what
/// does.
#[derive(Debug)]
pub enum EvidencePermit {
    /// It stands in no filing.
    Draft(Permit<KeepEvidence>),
    /// Who reads what stands in no filing.
    Share(Permit<ShareEvidence>),
    /// It stands in a filing.
    Filed(Permit<ChangeFiledEvidence>),
}

/// Where evidence is cited, as far as a change depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Citing {
    /// Whether a filing cites it in any of its descriptions, be it superseded or withdrawn.
    pub filed: bool,
    /// How many answers of working files cite it.
    pub drafts: u64,
}

impl EvidenceSource {
    /// A link, with the document that is its copy; refuses what is no web address, and a copy that is not a document of
    /// this State.
    pub fn link(url: &str, state: &StateCode, copy: Option<&Evidence>) -> Result<Self, EvidenceRefused> {
        let url = text("url", Some(url.to_owned()), 2_000)?.filter(|url| is_link(url));
        let url = url.ok_or(EvidenceRefused::NotALink)?;
        let archive = match copy {
            None => None,
            Some(copy) => match (&copy.source, copy.removed_at) {
                (Self::Document(document), None) if copy.state == *state => Some((copy.id, document.sha256)),
                (Self::Document(_) | Self::Link { .. }, _) => return Err(EvidenceRefused::NoSuchCopy),
            },
        };
        Ok(Self::Link { url, archive })
    }
}

impl Evidence {
    /// Keeps a document or a link for a State. Nobody else reads it until somebody says so. `kept` is what the State keeps
    /// in bytes already, and what it may keep.
    pub fn keep(
        permit: Permit<KeepEvidence>,
        (id, source): (EvidenceId, EvidenceSource),
        description: EvidenceDescription,
        sealed: SealedEvidence,
        (kept, maximum): (u64, u64),
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, EvidenceRefused> {
        let (act, by) = permit.spend();
        let size = match &source {
            EvidenceSource::Document(document) => document.size,
            EvidenceSource::Link { .. } => 0,
        };
        if kept.saturating_add(size) > maximum {
            return Err(EvidenceRefused::Full { kept, maximum });
        }
        Ok(Self::kept((act.state, by), (id, source), description, sealed, now))
    }

    /// Keeps a link that a package cites, described and sealed as it is there, as [`Evidence::keep`] does.
    pub fn keep_packaged(
        permit: &Permit<TakePackage>,
        (id, url, archive): (EvidenceId, String, Option<(EvidenceId, [u8; 32])>),
        description: EvidenceDescription,
        sealed: SealedEvidence,
        now: DateTime<Utc>,
    ) -> Outcome<Self> {
        let of = (permit.act().state.clone(), permit.account());
        Self::kept(
            of,
            (id, EvidenceSource::Link { url, archive }),
            description,
            sealed,
            now,
        )
    }

    fn kept(
        (state, by): (StateCode, AccountId),
        (id, source): (EvidenceId, EvidenceSource),
        description: EvidenceDescription,
        sealed: SealedEvidence,
        now: DateTime<Utc>,
    ) -> Outcome<Self> {
        let evidence = Self {
            id,
            state,
            source,
            description,
            sealed,
            sharing: Sharing::new(Visibility::NationalTeam),
            revision: 1,
            kept_at: now,
            kept_by: by,
            removed_at: None,
        };
        let what = Happening::EvidenceKept {
            state: evidence.state.clone(),
            evidence: id,
        };
        Outcome::new(evidence, Event { at: now, by, what })
    }

    /// Describes it anew. Answers go on citing it as it was described when they were saved.
    pub fn describe(
        self,
        permit: EvidencePermit,
        citing: Citing,
        description: EvidenceDescription,
        sealed: SealedEvidence,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, EvidenceRefused> {
        let by = self.allowed(permit, citing)?;
        let described = Self {
            description,
            sealed,
            ..self
        };
        let what = Happening::EvidenceDescribed {
            state: described.state.clone(),
            evidence: described.id,
            filed: citing.filed,
        };
        Ok(described.changed(Event { at: now, by, what }))
    }

    /// Narrows or widens who reads it.
    pub fn share(
        self,
        permit: EvidencePermit,
        citing: Citing,
        sharing: Sharing,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, EvidenceRefused> {
        match &sharing.visibility {
            Visibility::Audience(audience) if audience.is_empty() => return Err(EvidenceRefused::EmptyAudience),
            Visibility::Audience(_)
            | Visibility::NationalTeam
            | Visibility::Secretariat
            | Visibility::MemberStates
            | Visibility::Public => {}
        }
        let by = self.allowed(permit, citing)?;
        let what = Happening::EvidenceShared {
            state: self.state.clone(),
            evidence: self.id,
            filed: citing.filed,
        };
        let sharing = Sharing {
            counted: false,
            ..sharing
        };
        Ok(Self { sharing, ..self }.changed(Event { at: now, by, what }))
    }

    /// Removes it: bytes and descriptions go, and what cites it keeps the commitment. What working files cite that were
    /// never filed is taken out of their answers first.
    pub fn remove(
        self,
        permit: EvidencePermit,
        citing: Citing,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, EvidenceRefused> {
        let by = self.allowed(permit, citing)?;
        if !citing.filed && citing.drafts > 0 {
            return Err(EvidenceRefused::Cited(citing.drafts));
        }
        let what = Happening::EvidenceRemoved {
            state: self.state.clone(),
            evidence: self.id,
            filed: citing.filed,
        };
        let source = match self.source {
            EvidenceSource::Document(document) => EvidenceSource::Document(StoredDocument {
                name: String::new(),
                ..document
            }),
            EvidenceSource::Link { archive, .. } => EvidenceSource::Link {
                url: String::new(),
                archive,
            },
        };
        let removed = Self {
            source,
            description: EvidenceDescription::default(),
            removed_at: Some(now),
            ..self
        };
        Ok(removed.changed(Event { at: now, by, what }))
    }

    fn changed(self, event: Event) -> Outcome<Self> {
        let revision = self.revision + 1;
        Outcome::new(Self { revision, ..self }, event)
    }

    /// Who makes a change, if the permit is for this evidence, of this State, where it is cited so.
    fn allowed(&self, permit: EvidencePermit, citing: Citing) -> Result<AccountId, EvidenceRefused> {
        let (state, evidence, is_filed, by) = match permit {
            EvidencePermit::Draft(permit) => {
                let (act, by) = permit.spend();
                (act.state, act.evidence, false, by)
            }
            EvidencePermit::Share(permit) => {
                let (act, by) = permit.spend();
                (act.state, Some(act.evidence), false, by)
            }
            EvidencePermit::Filed(permit) => {
                let (act, by) = permit.spend();
                (act.state, Some(act.evidence), true, by)
            }
        };
        if state != self.state || evidence != Some(self.id) {
            return Err(EvidenceRefused::OtherSubject);
        }
        if self.removed_at.is_some() {
            return Err(EvidenceRefused::Removed);
        }
        match (citing.filed, is_filed) {
            (true, false) => Err(EvidenceRefused::Filed),
            (false, true) => Err(EvidenceRefused::NotFiled),
            (true, true) | (false, false) => Ok(by),
        }
    }

    /// Whether the reader may read it at `now`, given that they read an answer that cites it. Its own State's people always
    /// may; the visibility of the answer never widens that of the evidence.
    pub fn is_open_to(&self, reader: &Reader, is_own: bool, now: DateTime<Utc>) -> bool {
        is_own || (self.removed_at.is_none() && reader.reads(&self.sharing, now))
    }

    /// The document, where it is one.
    pub const fn document(&self) -> Option<&StoredDocument> {
        match &self.source {
            EvidenceSource::Document(document) => Some(document),
            EvidenceSource::Link { .. } => None,
        }
    }
}
