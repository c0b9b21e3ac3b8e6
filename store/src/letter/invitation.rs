//! Letters that bring people the link of their invitation.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::access::{Place, Role};
use domain::id::{InvitationId, LetterId};
use domain::language::Language;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::account::{PlaceColumns, role_and_place};
use crate::letter::{Sending, SendingColumns, inconsistent, language};
use crate::statement::{execute, sql};
use crate::{Snapshot, StoreError, Work};

/// The letter of an invitation, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationLetter {
    /// Its language.
    pub language: Language,
    /// How far it has come.
    pub sending: Sending,
}

/// What the letter of an invitation says, as it is now.
#[derive(Clone, Debug)]
pub struct InvitationToWrite {
    /// The role.
    pub role: Role,
    /// Where it is held.
    pub place: Place,
    /// From when on the link is worth nothing.
    pub expires_at: DateTime<Utc>,
    /// The secret of the link, sealed.
    pub sealed: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    invitation_id: Uuid,
    language: String,
    #[sea_orm(nested)]
    sending: SendingColumns,
}

const LETTER: &str = "select l.id, l.invitation_id, l.language, l.attempts, l.next_at, l.outcome, l.last_at, l.last_status, \
                      l.last_failure from letter l";

impl Row {
    fn read(self) -> Result<(InvitationId, InvitationLetter), StoreError> {
        let bad = inconsistent(self.id);
        let letter = InvitationLetter {
            language: language(&self.language, &bad)?,
            sending: self.sending.read(&bad)?,
        };
        Ok((InvitationId(self.invitation_id), letter))
    }
}

impl Snapshot {
    /// The letters of the invitations issued for a place, where there are any.
    pub async fn invitation_letters(
        &self,
        place: &Place,
    ) -> Result<BTreeMap<InvitationId, InvitationLetter>, StoreError> {
        let columns = PlaceColumns::from(place);
        let statement = format!(
            "{LETTER} join invitation i on i.id = l.invitation_id
             where i.state_id is not distinct from $1 and i.organisation_id is not distinct from $2"
        );
        let statement = sql(&statement, [columns.state.into(), columns.organisation.into()]);
        let rows = Row::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter().map(Row::read).collect()
    }

    /// What the letter of an invitation says, as it is now; none where it is needed no more. Needs the courier's scope.
    pub async fn invitation_to_write(&self, letter: LetterId) -> Result<Option<InvitationToWrite>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            role: String,
            state_id: Option<String>,
            ministry_id: Option<Uuid>,
            organisation_id: Option<String>,
            expires_at: DateTime<Utc>,
            sealed: Vec<u8>,
        }
        let statement = sql(
            "select w.role, w.state_id, w.ministry_id, w.organisation_id, w.expires_at, l.sealed
             from letter l, lateral invitation_to_write(l.invitation_id) w where l.id = $1 and l.sealed is not null",
            [letter.0.into()],
        );
        let Some(row) = Row::find_by_statement(statement).one(self.connection()).await? else {
            return Ok(None);
        };
        let bad = inconsistent(letter.0);
        let (role, place) = role_and_place(&row.role, row.state_id, row.ministry_id, row.organisation_id, &bad)?;
        Ok(Some(InvitationToWrite {
            role,
            place,
            expires_at: row.expires_at,
            sealed: row.sealed,
        }))
    }
}

impl Work {
    /// The letter of an invitation, where there is one.
    pub async fn invitation_letter(&self, id: InvitationId) -> Result<Option<InvitationLetter>, StoreError> {
        let statement = sql(&format!("{LETTER} where l.invitation_id = $1"), [id.0.into()]);
        let row = Row::find_by_statement(statement).one(self.connection()).await?;
        row.map(|row| row.read().map(|(_, letter)| letter)).transpose()
    }

    /// Keeps a letter to whoever is invited, with the secret of the link sealed. It is due at once.
    pub async fn save_invitation_letter(
        &self,
        id: LetterId,
        invitation: InvitationId,
        language: Language,
        sealed: Vec<u8>,
    ) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into letter (id, invitation_id, matter, language, sealed, asked_by, asked_at, next_at)
             values ($1, $2, 'account', $3, $4, app_account(), $5, $5)",
            [
                id.0.into(),
                invitation.0.into(),
                language.code().into(),
                sealed.into(),
                self.now().into(),
            ],
        )
        .await?;
        Ok(())
    }
}
