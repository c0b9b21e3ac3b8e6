//! Codes and ids. Codes identify things of the field and never change; ids are time-ordered UUIDs made at the edge.

use std::borrow::Borrow;
use std::fmt;

use thiserror::Error;
use uuid::Uuid;

/// A text that is not a code of the kind named.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{text}` is not a {what}")]
pub struct BadCode {
    /// What was expected, in the words of the glossary.
    pub what: &'static str,
    /// What was given.
    pub text: String,
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
}

fn words(text: &str, joiner: u8) -> bool {
    !text.is_empty() && text.len() <= 80 && text.bytes().all(|b| is_word(b) || b == joiner)
}

fn instrument(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-')
}

fn provision(text: &str) -> bool {
    text.split_once('/').is_some_and(|(head, tail)| {
        instrument(head)
            && !tail.is_empty()
            && tail.len() <= 40
            && tail.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.')
    })
}

fn section(text: &str) -> bool {
    !text.is_empty() && text.len() <= 20 && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn question(text: &str) -> bool {
    text.split_once('.')
        .is_some_and(|(head, tail)| section(head) && words(tail, b'_'))
}

fn state(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}

fn symbol(text: &str) -> bool {
    !text.is_empty() && text.len() <= 60 && text.bytes().all(|b| b.is_ascii_graphic())
}

macro_rules! code {
    ($($(#[$doc:meta])* $name:ident, $what:literal, $valid:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// Reads a code; refuses a text of another form.
            pub fn new(text: impl Into<String>) -> Result<Self, BadCode> {
                let text = text.into();
                let valid: fn(&str) -> bool = $valid;
                if valid(&text) { Ok(Self(text.into_boxed_str())) } else { Err(BadCode { what: $what, text }) }
            }

            /// The code as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadCode;

            fn from_str(text: &str) -> Result<Self, BadCode> {
                Self::new(text)
            }
        }
    )+};
}

code! {
    /// An instrument, `A-66-359`: its symbol with dashes.
    InstrumentId, "instrument id", instrument;
    /// A provision, `A-66-359/c`: instrument, slash, paragraph. Never reused or renumbered.
    ProvisionId, "provision id", provision;
    /// The symbol of a document as the United Nations prints it, `A/RES/77/37`.
    Symbol, "document symbol", symbol;
    /// A crosswalk relation, `X001`.
    RelationId, "relation id", section;
    /// A term of a controlled vocabulary, `working_group_report`.
    Term, "term", |t| words(t, b'_');
    /// A theme of the controlled vocabulary, `critical_infrastructure`.
    Theme, "theme", |t| words(t, b'_');
    /// A questionnaire, `national-implementation`.
    QuestionnaireId, "questionnaire id", |t| words(t, b'-');
    /// A module of an edition, `n13`.
    ModuleId, "module id", |t| words(t, b'_');
    /// A section of an edition, `N13A`; unique within the edition.
    SectionCode, "section code", section;
    /// A question of an edition, `N13A.status`: section code, dot, name; unique within the edition.
    QuestionCode, "question code", question;
    /// A list of options shared by questions, `implementation_status`.
    ListId, "option list", |t| words(t, b'_');
    /// An option of a list, `planned`.
    OptionCode, "option code", |t| words(t, b'_');
    /// A State: ISO 3166-1 alpha-3, or user-assigned `QMA` to `QZZ` for fictional States.
    StateCode, "State code", state;
    /// ISO 3166-1 alpha-2.
    Alpha2Code, "alpha-2 code", |t| t.len() == 2 && t.bytes().all(|b| b.is_ascii_uppercase());
    /// A State or area in the M49 standard of the United Nations: three digits.
    M49Code, "M49 code", |t| t.len() == 3 && t.bytes().all(|b| b.is_ascii_digit());
    /// An organisation, `au`.
    OrganisationId, "organisation id", |t| words(t, b'_');
    /// A round, `national-implementation-2026`: the key that people cite.
    RoundKey, "round key", |t| words(t, b'-');
}

impl StateCode {
    /// Whether this is one of the user-assigned codes kept for fictional States (ISO 3166-1: `QMA` to `QZZ`).
    pub fn is_fictional(&self) -> bool {
        self.as_str() >= "QMA" && self.as_str() <= "QZZ"
    }
}

impl ProvisionId {
    /// The instrument that holds the provision: what stands before the slash.
    pub fn instrument(&self) -> InstrumentId {
        let head = self.as_str().split('/').next().unwrap_or_default();
        InstrumentId(head.into())
    }
}

impl QuestionCode {
    /// The section that holds the question: what stands before the dot.
    pub fn section(&self) -> SectionCode {
        let head = self.as_str().split('.').next().unwrap_or_default();
        SectionCode(head.into())
    }
}

/// An edition of a questionnaire, printed `national-implementation/1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditionId {
    /// The questionnaire.
    pub questionnaire: QuestionnaireId,
    /// Its edition, counted from 1.
    pub number: u32,
}

impl fmt::Display for EditionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.questionnaire, self.number)
    }
}

impl std::str::FromStr for EditionId {
    type Err = BadCode;

    fn from_str(text: &str) -> Result<Self, BadCode> {
        let bad = || BadCode {
            what: "edition id",
            text: text.to_owned(),
        };
        let (head, tail) = text.split_once('/').ok_or_else(bad)?;
        let number: u32 = tail.parse().map_err(|_| bad())?;
        if number == 0 || tail != number.to_string() {
            return Err(bad());
        }
        Ok(Self {
            questionnaire: QuestionnaireId::new(head)?,
            number,
        })
    }
}

macro_rules! uuids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

uuids! {
    /// A person who can sign in.
    AccountId;
    /// A right of an account for a time.
    MembershipId;
    /// A one-time invitation to take up a membership.
    InvitationId;
    /// What began when a person signed in, with every refresh since.
    SessionId;
    /// A device on which somebody has signed in.
    DeviceId;
    /// By whom an account is known elsewhere.
    IdentityId;
    /// A passkey of an account.
    PasskeyId;
    /// A secret of a program: `sid` in its tokens.
    SecretId;
    /// A webhook.
    WebhookId;
    /// A secret that a webhook signs with.
    WebhookSecretId;
    /// What a webhook tells once, however often it is sent.
    MessageId;
    /// A compilation of a round.
    CompilationId;
    /// A letter to somebody.
    LetterId;
    /// A signing key: `kid` in tokens and receipts.
    KeyId;
    /// A body inside a State.
    MinistryId;
    /// A round.
    RoundId;
    /// A State's working file in a round.
    SubmissionId;
    /// A section given to a ministry or a person.
    AssignmentId;
    /// Comments on an answer that belong together.
    ThreadId;
    /// A comment.
    CommentId;
    /// A piece of evidence that a State keeps.
    EvidenceId;
    /// A need or an offer.
    NoticeId;
    /// A draft of an edition.
    EditionDraftId;
    /// A proposal of a further norm, or of an elaboration of provisions.
    ProposalId;
    /// A State's comment on a proposal.
    ProposalCommentId;
    /// A review that a State invites.
    ReviewId;
    /// The key of a State's own instance.
    HomeKeyId;
    /// A package that was handed in.
    PackageId;
    /// An entry of the audit trail.
    EventId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_one_form() {
        assert!(ProvisionId::new("A-66-359/c").is_ok());
        assert!(ProvisionId::new("A-C1-73-L27/1.8.a").is_ok());
        assert!(ProvisionId::new("A-66-359").is_err());
        assert!(QuestionCode::new("N13A.status").is_ok());
        assert!(QuestionCode::new("N13A.Status").is_err());
        assert!(StateCode::new("QMA").is_ok_and(|s| s.is_fictional()));
        assert!(StateCode::new("FRA").is_ok_and(|s| !s.is_fictional()));
        assert!(StateCode::new("fra").is_err());
        assert_eq!(
            "national-implementation/1".parse::<EditionId>().unwrap().to_string(),
            "national-implementation/1"
        );
        assert!("national-implementation/01".parse::<EditionId>().is_err());
        assert!("national-implementation/0".parse::<EditionId>().is_err());
    }
}
