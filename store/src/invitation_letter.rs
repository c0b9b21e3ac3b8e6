//! Letters that bring people the link of their invitation, and the sending of them, under leases as letters about rounds are.
//!
//! **Invariant.** What is kept of the link's secret comes sealed and is gone when the letter is over: `sealed` is there while
//! `next_at` is, which the table holds as a check.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{Place, Role};
use domain::id::InvitationId;
use domain::language::Language;
use domain::letter::{Answer, Verdict};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::account::{PlaceColumns, inconsistent, role_and_place};
use crate::letter::{SETTLED, Sending, SendingColumns, settled};
use crate::statement::{execute, one_row, sql};
use crate::{Constraint, Snapshot, StoreError, Work};

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
    /// Where it goes.
    pub address: String,
    /// The role.
    pub role: Role,
    /// Where it is held.
    pub place: Place,
    /// From when on the link is worth nothing.
    pub expires_at: DateTime<Utc>,
    /// The secret of the link, sealed.
    pub sealed: Vec<u8>,
}

/// The letter of an invitation that is to be sent now.
#[derive(Clone, Debug)]
pub struct DueInvitation {
    /// The invitation.
    pub invitation: InvitationId,
    /// The language of the letter.
    pub language: Language,
    /// When the invitation was issued.
    pub asked_at: DateTime<Utc>,
    /// What it says; none where it is needed no more.
    pub content: Option<InvitationToWrite>,
    /// How often it was tried before.
    pub attempts: u32,
    /// Until when nobody else has it.
    pub leased_until: DateTime<Utc>,
}

fn language(code: &str, bad: &impl Fn(&str) -> StoreError) -> Result<Language, StoreError> {
    Language::from_code(code).ok_or_else(|| bad("language"))
}

impl Snapshot {
    /// The letters of the invitations issued for a place, where there are any.
    pub async fn invitation_letters(
        &self,
        place: &Place,
    ) -> Result<BTreeMap<InvitationId, InvitationLetter>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            invitation_id: Uuid,
            language: String,
            #[sea_orm(nested)]
            sending: SendingColumns,
        }
        let columns = PlaceColumns::from(place);
        let statement = sql(
            "select l.invitation_id, l.language, l.attempts, l.next_at, l.outcome, l.last_at, l.last_status, l.last_failure
             from invitation_letter l join invitation i on i.id = l.invitation_id
             where i.state_id is not distinct from $1 and i.organisation_id is not distinct from $2",
            [columns.state.into(), columns.organisation.into()],
        );
        let rows = Row::find_by_statement(statement).all(self.connection()).await?;
        let read = |row: Row| {
            let bad = inconsistent("invitation_letter", row.invitation_id);
            let letter = InvitationLetter {
                language: language(&row.language, &bad)?,
                sending: row.sending.read(&bad)?,
            };
            Ok((InvitationId(row.invitation_id), letter))
        };
        rows.into_iter().map(read).collect()
    }
}

impl Work {
    /// Keeps a letter to whoever is invited, with the secret of the link sealed. It is due at once.
    pub async fn save_invitation_letter(
        &self,
        invitation: InvitationId,
        language: Language,
        sealed: Vec<u8>,
    ) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into invitation_letter (invitation_id, language, sealed, asked_at, next_at) values ($1, $2, $3, $4, $4)",
            [
                invitation.0.into(),
                language.code().into(),
                sealed.into(),
                self.now().into(),
            ],
        )
        .await?;
        Ok(())
    }

    /// Leases letters of invitations that are due, the oldest first, for one process alone. Needs the courier's scope.
    pub async fn lease_invitation_letters(
        &self,
        lease: TimeDelta,
        most: u32,
    ) -> Result<Vec<DueInvitation>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            invitation_id: Uuid,
            language: String,
            asked_at: DateTime<Utc>,
            attempts: i16,
            sealed: Vec<u8>,
        }
        #[derive(FromQueryResult)]
        struct Content {
            id: Uuid,
            email: String,
            role: String,
            state_id: Option<String>,
            ministry_id: Option<Uuid>,
            organisation_id: Option<String>,
            expires_at: DateTime<Utc>,
        }
        let leased_until = self.now() + lease;
        let statement = sql(
            "update invitation_letter set leased_until = $2
             where invitation_id in (select invitation_id from invitation_letter
                 where next_at <= $1 and coalesce(leased_until <= $1, true)
                 order by next_at, invitation_id limit $3 for update skip locked)
             returning invitation_id, language, asked_at, attempts, sealed",
            [self.now().into(), leased_until.into(), i64::from(most).into()],
        );
        let rows = Row::find_by_statement(statement).all(self.connection()).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.invitation_id).collect();
        let statement = sql(
            "select id, w.* from unnest($1::uuid[]) as id, lateral invitation_to_write(id) as w",
            [ids.into()],
        );
        let contents = Content::find_by_statement(statement).all(self.connection()).await?;
        let mut contents: BTreeMap<Uuid, Content> = contents.into_iter().map(|content| (content.id, content)).collect();
        let read = |row: Row| {
            let bad = inconsistent("invitation_letter", row.invitation_id);
            let content = contents.remove(&row.invitation_id).map(|content| {
                let Content {
                    state_id,
                    ministry_id,
                    organisation_id,
                    ..
                } = content;
                let (role, place) = role_and_place(&content.role, state_id, ministry_id, organisation_id, &bad)?;
                Ok::<_, StoreError>(InvitationToWrite {
                    address: content.email,
                    role,
                    place,
                    expires_at: content.expires_at,
                    sealed: row.sealed,
                })
            });
            Ok(DueInvitation {
                invitation: InvitationId(row.invitation_id),
                language: language(&row.language, &bad)?,
                asked_at: row.asked_at,
                content: content.transpose()?,
                attempts: u32::try_from(row.attempts).map_err(|_| bad("attempts"))?,
                leased_until,
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// Keeps what came of an attempt; none where the letter was not needed any more. Where it is over, the secret goes with the
    /// same update. Whoever has lost the lease keeps nothing.
    pub async fn settle_invitation_letter(
        &self,
        due: &DueInvitation,
        answer: Option<Answer>,
        verdict: Verdict,
    ) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            &format!(
                "update invitation_letter set {SETTLED}, sealed = case when $4::timestamptz is null then null else sealed end
                 where invitation_id = $1 and leased_until = $2"
            ),
            settled((due.invitation.0, due.leased_until), answer, verdict, self.now()),
            Constraint::Revision,
        )
        .await
    }
}
