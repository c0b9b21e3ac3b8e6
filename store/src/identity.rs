//! By whom accounts are known elsewhere, and what identity providers have given to them. All of it needs the issuer's scope,
//! but for reading the own.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::access::{Identity, Membership, ProvidedChange, Verb};
use domain::id::{AccountId, IdentityId, MembershipId};
use sea_orm::FromQueryResult;
use serde_json::json;
use uuid::Uuid;

use crate::account::memberships;
use crate::statement::{execute, sql};
use crate::transaction::Transaction;
use crate::{Snapshot, StoreError, Work};

#[derive(FromQueryResult)]
struct IdentityRow {
    id: Uuid,
    account_id: Uuid,
    issuer: String,
    subject: String,
    linked_at: DateTime<Utc>,
}

impl From<IdentityRow> for Identity {
    fn from(row: IdentityRow) -> Self {
        Self {
            id: row.id.into(),
            account: row.account_id.into(),
            issuer: row.issuer,
            subject: row.subject,
            linked_at: row.linked_at,
        }
    }
}

const IDENTITY: &str = "select id, account_id, issuer, subject, linked_at from identity";

async fn identity(connection: &Transaction, issuer: &str, subject: &str) -> Result<Option<Identity>, StoreError> {
    let text = format!("{IDENTITY} where issuer = $1 and subject = $2");
    let row = IdentityRow::find_by_statement(sql(&text, [issuer.into(), subject.into()]));
    Ok(row.one(connection).await?.map(Identity::from))
}

/// The memberships of an account, those that an identity gave and all others.
pub struct Provided {
    /// What the identity gave.
    pub provided: Vec<Membership>,
    /// What somebody else gave.
    pub others: Vec<Membership>,
}

impl Snapshot {
    /// By whom an account is known elsewhere, where the scope sees it, in the order of linking.
    pub async fn identities(&self, account: AccountId) -> Result<Vec<Identity>, StoreError> {
        let text = format!("{IDENTITY} where account_id = $1 order by linked_at, id");
        let rows = IdentityRow::find_by_statement(sql(&text, [account.0.into()]))
            .all(self.connection())
            .await?;
        Ok(rows.into_iter().map(Identity::from).collect())
    }

    /// Whom an issuer means by a name.
    pub async fn identity(&self, issuer: &str, subject: &str) -> Result<Option<Identity>, StoreError> {
        identity(self.connection(), issuer, subject).await
    }
}

impl Work {
    /// Whom an issuer means by a name.
    pub async fn identity(&self, issuer: &str, subject: &str) -> Result<Option<Identity>, StoreError> {
        identity(self.connection(), issuer, subject).await
    }

    /// Keeps that an account is known elsewhere. A second account of the same one is a conflict.
    pub async fn save_identity(&self, identity: &Identity, provider: &str) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into identity (id, account_id, issuer, subject, linked_at) values ($1, $2, $3, $4, $5)",
            [
                identity.id.0.into(),
                identity.account.0.into(),
                identity.issuer.as_str().into(),
                identity.subject.as_str().into(),
                identity.linked_at.into(),
            ],
        )
        .await?;
        let subject = identity.account.to_string();
        self.trail_with(Verb::LinkIdentity.code(), None, &subject, json!({"provider": provider}))
            .await
    }

    /// Every membership of an account, past, present and to come, held apart by whether an identity gave it. The account is
    /// held until the unit ends: of two sign-ins at once the second sees what the first gave.
    pub async fn provided(&self, account: AccountId, identity: IdentityId) -> Result<Provided, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            membership_id: Uuid,
        }
        execute(
            self.connection(),
            "select from account where id = $1 for update",
            [account.0.into()],
        )
        .await?;
        let statement = sql(
            "select membership_id from provided_membership where identity_id = $1",
            [identity.0.into()],
        );
        let rows = Row::find_by_statement(statement).all(self.connection()).await?;
        let given: BTreeSet<MembershipId> = rows.into_iter().map(|row| row.membership_id.into()).collect();
        let all = memberships(self.connection(), account).await?;
        let (provided, others) = all.into_iter().partition(|held| given.contains(&held.id()));
        Ok(Provided { provided, others })
    }

    /// Keeps what a provider gives now and gives no longer, each with its entry in the trail.
    pub async fn save_provided(&self, change: &ProvidedChange, identity: IdentityId) -> Result<(), StoreError> {
        for begun in &change.begun {
            self.save_membership(begun).await?;
            execute(
                self.connection(),
                "insert into provided_membership (membership_id, identity_id) values ($1, $2)",
                [begun.id().0.into(), identity.0.into()],
            )
            .await?;
        }
        // That they were given again is told by the entry of the sign-in.
        for prolonged in &change.prolonged {
            self.save_end(prolonged).await?;
        }
        for ended in &change.ended {
            self.save_ended_membership(ended).await?;
        }
        Ok(())
    }
}
