//! Invitations, and how they were answered.

use chrono::{DateTime, Utc};
use domain::access::{Email, Invitation, InvitationFields, InvitationStage, Place, Reason};
use domain::id::{AccountId, InvitationId};
use sea_orm::FromQueryResult;
use serde_json::json;
use uuid::Uuid;

use crate::account::{AT_PLACE, PlaceColumns, inconsistent, role_and_place};
use crate::statement::{execute, one_row, sql};
use crate::{Constraint, Snapshot, StoreError, Work};

#[derive(FromQueryResult)]
struct InvitationRow {
    id: Uuid,
    email: String,
    role: String,
    state_id: Option<String>,
    ministry_id: Option<Uuid>,
    organisation_id: Option<String>,
    membership_until: Option<DateTime<Utc>>,
    issued_by: Option<Uuid>,
    issued_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    accepted_at: Option<DateTime<Utc>>,
    accepted_by: Option<Uuid>,
    revoked_at: Option<DateTime<Utc>>,
    revoked_by: Option<Uuid>,
}

impl TryFrom<InvitationRow> for Invitation {
    type Error = StoreError;

    fn try_from(row: InvitationRow) -> Result<Self, StoreError> {
        let bad = inconsistent("invitation", row.id);
        let (role, place) = role_and_place(&row.role, row.state_id, row.ministry_id, row.organisation_id, &bad)?;
        let stage = match (row.accepted_at, row.accepted_by, row.revoked_at, row.revoked_by) {
            (None, None, None, None) => InvitationStage::Open,
            (Some(at), Some(by), None, None) => InvitationStage::Accepted { at, by: by.into() },
            (None, None, Some(at), Some(by)) => InvitationStage::Revoked { at, by: by.into() },
            (..) => return Err(bad("accepted_at")),
        };
        Self::restore(InvitationFields {
            id: row.id.into(),
            email: Email::new(&row.email).map_err(|_| bad("email"))?,
            role,
            place,
            until: row.membership_until,
            issued_by: row.issued_by.map(AccountId),
            issued_at: row.issued_at,
            expires_at: row.expires_at,
            stage,
        })
        .map_err(|misplaced| bad(&misplaced.to_string()))
    }
}

const INVITATION: &str = "id, email, role, state_id, ministry_id, organisation_id, membership_until, issued_by, \
                          issued_at, expires_at, accepted_at, accepted_by, revoked_at, revoked_by";

impl Snapshot {
    /// The invitations issued for a place, the newest first.
    pub async fn invitations(&self, place: &Place) -> Result<Vec<Invitation>, StoreError> {
        let columns = PlaceColumns::from(place);
        InvitationRow::find_by_statement(sql(
            &format!("select {INVITATION} from invitation where {AT_PLACE} order by issued_at desc, id desc"),
            [columns.state.into(), columns.organisation.into()],
        ))
        .all(self.connection())
        .await?
        .into_iter()
        .map(Invitation::try_from)
        .collect()
    }

    /// The invitation of a link, by the hash of its secret. Needs the issuer's scope.
    pub async fn invitation_by_token(&self, token_hash: &[u8; 32]) -> Result<Option<Invitation>, StoreError> {
        InvitationRow::find_by_statement(sql(
            &format!("select {INVITATION} from invitation where token_hash = $1"),
            [token_hash.to_vec().into()],
        ))
        .one(self.connection())
        .await?
        .map(Invitation::try_from)
        .transpose()
    }
}

impl Work {
    /// An invitation, where the scope sees it, held until the unit ends.
    pub async fn invitation(&self, id: InvitationId) -> Result<Option<Invitation>, StoreError> {
        InvitationRow::find_by_statement(sql(
            &format!("select {INVITATION} from invitation where id = $1 for update"),
            [id.0.into()],
        ))
        .one(self.connection())
        .await?
        .map(Invitation::try_from)
        .transpose()
    }

    /// The invitation of a link, by the hash of its secret, held until the unit ends. Needs the issuer's scope.
    pub async fn invitation_by_token(&self, token_hash: &[u8; 32]) -> Result<Option<Invitation>, StoreError> {
        InvitationRow::find_by_statement(sql(
            &format!("select {INVITATION} from invitation where token_hash = $1 for update"),
            [token_hash.to_vec().into()],
        ))
        .one(self.connection())
        .await?
        .map(Invitation::try_from)
        .transpose()
    }

    /// Keeps an invitation whose link holds the secret of this hash, and in the trail why it was issued.
    pub async fn save_invitation(
        &self,
        invitation: &Invitation,
        reason: Option<&Reason>,
        token_hash: &[u8; 32],
    ) -> Result<(), StoreError> {
        let place = PlaceColumns::from(invitation.place());
        execute(
            self.connection(),
            "insert into invitation (id, token_hash, email, role, state_id, ministry_id, organisation_id,
                 membership_until, issued_by, issued_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            [
                invitation.id().0.into(),
                token_hash.to_vec().into(),
                invitation.email().as_str().into(),
                invitation.role().code().into(),
                place.state.clone().into(),
                place.ministry.into(),
                place.organisation.into(),
                invitation.until().into(),
                invitation.issued_by().map(|by| by.0).into(),
                invitation.issued_at().into(),
                invitation.expires_at().into(),
            ],
        )
        .await?;
        let detail = reason.map_or_else(|| json!({}), |reason| json!({"reason": reason.as_str()}));
        self.trail_with("invite_member", place.state, &invitation.id().to_string(), detail)
            .await
    }

    /// Keeps how an invitation was answered: accepted, or taken back. Only an open one can be.
    pub async fn save_answered_invitation(&self, invitation: &Invitation) -> Result<(), StoreError> {
        let (act, accepted, revoked) = match invitation.stage() {
            InvitationStage::Open => return Ok(()),
            InvitationStage::Accepted { at, by } => ("accept_invitation", Some((at, by.0)), None),
            InvitationStage::Revoked { at, by } => ("revoke_invitation", None, Some((at, by.0))),
        };
        one_row(
            self.connection(),
            "update invitation set accepted_at = $2, accepted_by = $3, revoked_at = $4, revoked_by = $5
             where id = $1 and accepted_at is null and revoked_at is null",
            [
                invitation.id().0.into(),
                accepted.map(|(at, _)| at).into(),
                accepted.map(|(_, by)| by).into(),
                revoked.map(|(at, _)| at).into(),
                revoked.map(|(_, by)| by).into(),
            ],
            Constraint::Revision,
        )
        .await?;
        let state = PlaceColumns::from(invitation.place()).state;
        self.trail(act, state, &invitation.id().to_string()).await
    }
}
