//! Opaque ids: one form for everything that has one.

use async_graphql::ID;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::graphql::fault::Fault;

/// What an id is the id of. The letter never changes, so that ids stay stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Instrument,
    Provision,
    Relation,
    State,
    Organisation,
    Edition,
    Question,
    Round,
    Submission,
    Answer,
    Filing,
    FiledAnswer,
    Account,
    Membership,
    Invitation,
    Ministry,
    Assignment,
    Revision,
    Thread,
    Comment,
    Evidence,
    Session,
    Key,
    FactorRule,
    Passkey,
    ProgramSecret,
    Webhook,
    Compilation,
    Notice,
    HomeKey,
    Package,
    Proposal,
    ProposalComment,
    EditionDraft,
    Review,
}

impl Sort {
    const ALL: [Self; 35] = [
        Self::Instrument,
        Self::Provision,
        Self::Relation,
        Self::State,
        Self::Organisation,
        Self::Edition,
        Self::Question,
        Self::Round,
        Self::Submission,
        Self::Answer,
        Self::Filing,
        Self::FiledAnswer,
        Self::Account,
        Self::Membership,
        Self::Invitation,
        Self::Ministry,
        Self::Assignment,
        Self::Revision,
        Self::Thread,
        Self::Comment,
        Self::Evidence,
        Self::Session,
        Self::Key,
        Self::FactorRule,
        Self::Passkey,
        Self::ProgramSecret,
        Self::Webhook,
        Self::Compilation,
        Self::Notice,
        Self::HomeKey,
        Self::Package,
        Self::Proposal,
        Self::ProposalComment,
        Self::Review,
        Self::EditionDraft,
    ];

    const fn letter(self) -> char {
        match self {
            Self::Instrument => 'i',
            Self::Provision => 'p',
            Self::Relation => 'x',
            Self::State => 's',
            Self::Organisation => 'o',
            Self::Edition => 'e',
            Self::Question => 'q',
            Self::Round => 'r',
            Self::Submission => 'u',
            Self::Answer => 'w',
            Self::Filing => 'f',
            Self::FiledAnswer => 'd',
            Self::Account => 'a',
            Self::Membership => 'm',
            Self::Invitation => 'v',
            Self::Ministry => 'y',
            Self::Assignment => 'g',
            Self::Revision => 'h',
            Self::Thread => 't',
            Self::Comment => 'c',
            Self::Evidence => 'k',
            Self::Session => 'n',
            Self::Key => 'z',
            Self::FactorRule => 'b',
            Self::Passkey => 'j',
            Self::ProgramSecret => 'l',
            Self::Webhook => 'W',
            Self::Compilation => 'C',
            Self::Notice => 'N',
            Self::HomeKey => 'H',
            Self::Package => 'P',
            Self::Proposal => 'R',
            Self::ProposalComment => 'S',
            Self::Review => 'V',
            Self::EditionDraft => 'E',
        }
    }
}

/// The id of something, from its sort and its key.
pub(crate) fn id(sort: Sort, key: impl AsRef<str>) -> ID {
    ID(URL_SAFE_NO_PAD.encode(format!("{}{}", sort.letter(), key.as_ref())))
}

/// The sort and the key of an id; none where it is not one of ours.
pub(crate) fn split(id: &ID) -> Option<(Sort, String)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(id.as_str()).ok()?).ok()?;
    let sort = Sort::ALL.into_iter().find(|sort| text.starts_with(sort.letter()))?;
    Some((sort, text[1..].to_owned()))
}

/// The key of an id of this sort. An id of another sort, or none at all, names nothing that exists.
pub(crate) fn key<K: std::str::FromStr>(sort: Sort, id: &ID) -> Result<K, Fault> {
    split(id)
        .filter(|(found, _)| *found == sort)
        .and_then(|(_, key)| key.parse().ok())
        .ok_or_else(Fault::not_found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_names_its_sort_and_its_key() {
        for sort in Sort::ALL {
            assert_eq!(split(&id(sort, "A-66-359/c")), Some((sort, "A-66-359/c".to_owned())));
        }
        assert!(key::<String>(Sort::Round, &id(Sort::State, "QMA")).is_err());
        assert_eq!(split(&ID("?".to_owned())), None);
        assert_eq!(split(&ID(String::new())), None);
    }
}
