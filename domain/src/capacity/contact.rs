//! Where a State has points of contact notified: a fact of the State's own about each directory, and nothing of the contacts.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{Permit, StateContacts};
use crate::capacity::{CONTACT_DIRECTORIES, CONTACT_KINDS};
use crate::id::{StateCode, Term};
use crate::norm::Norms;
use crate::submission::{Event, Happening, Outcome, Visibility};

/// What a State says about a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactStatement {
    /// The State.
    pub state: StateCode,
    /// The directory.
    pub directory: Term,
    /// The kinds of points of contact that are notified there; none of them: none is.
    pub kinds: BTreeSet<Term>,
    /// Who reads this.
    pub visibility: Visibility,
    /// Which statement about this directory it is, from 1.
    pub revision: u32,
    /// Since when it is said.
    pub stated_at: DateTime<Utc>,
}

/// Why nothing is said.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ContactRefused {
    /// The permit, or what was said before, is of another State or directory.
    #[error("the permit is for something else")]
    OtherSubject,
    /// A code that the catalogue does not have.
    #[error("the catalogue has no {value} for {field}")]
    Unknown {
        /// The field of the input.
        field: &'static str,
        /// The code.
        value: String,
    },
    /// An audience that names nobody.
    #[error("the audience names nobody")]
    ToNobody,
    /// It is said already.
    #[error("nothing would change")]
    Unchanged,
}

impl ContactStatement {
    /// Says which points of contact are notified to a directory, in the place of what was said before.
    pub fn stated(
        permit: Permit<StateContacts>,
        norms: &Norms,
        before: Option<&Self>,
        (directory, kinds): (Term, BTreeSet<Term>),
        visibility: Visibility,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, ContactRefused> {
        let (act, by) = permit.spend();
        if before.is_some_and(|before| (&before.state, &before.directory) != (&act.state, &directory)) {
            return Err(ContactRefused::OtherSubject);
        }
        let known = |field, list: &str, term: &Term| {
            let label = norms.vocabulary(list).and_then(|list| list.label(term.as_str()));
            let value = term.to_string();
            label.map(drop).ok_or(ContactRefused::Unknown { field, value })
        };
        known("directory", CONTACT_DIRECTORIES, &directory)?;
        for kind in &kinds {
            known("kinds", CONTACT_KINDS, kind)?;
        }
        match &visibility {
            Visibility::Audience(audience) if audience.is_empty() => return Err(ContactRefused::ToNobody),
            Visibility::NationalTeam
            | Visibility::Secretariat
            | Visibility::Audience(_)
            | Visibility::MemberStates
            | Visibility::Public => {}
        }
        if before.is_some_and(|before| (&before.kinds, &before.visibility) == (&kinds, &visibility)) {
            return Err(ContactRefused::Unchanged);
        }
        let state = Self {
            state: act.state,
            directory,
            kinds,
            visibility,
            revision: before.map_or(1, |before| before.revision + 1),
            stated_at: now,
        };
        let what = Happening::ContactsStated {
            state: state.state.clone(),
            directory: state.directory.clone(),
            revision: state.revision,
        };
        Ok(Outcome {
            state,
            event: Event { at: now, by, what },
            problems: Vec::new(),
        })
    }
}
