//! Accounts and memberships. Everything that changes them leaves a trace in the audit trail in the same unit.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::access::{Account, Email, Means, Membership, Ministry, Name, Place, Role, TokenScopes};
use domain::id::{AccountId, MembershipId, MinistryId, OrganisationId, SessionId, StateCode};
use domain::language::Language;
use sea_orm::{ConnectionTrait as _, FromQueryResult, QueryResult};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::statement::{execute, one_row, sql};
use crate::transaction::Transaction;
use crate::{Constraint, Snapshot, StoreError, Work};
use crate::{factor, passkey, program};

/// An account with what it signs in with.
#[derive(Debug)]
pub struct SignIn {
    /// The account.
    pub account: Account,
    /// The password's hash, in PHC form.
    pub password_hash: String,
}

/// Everything that decides who an account is right now, read in one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rights {
    /// The last access change that this moment includes.
    pub as_of: i64,
    /// Since when the account is suspended.
    pub suspended_at: Option<DateTime<Utc>>,
    /// Every membership, past, present and to come.
    pub memberships: Vec<Membership>,
    /// The sessions that have not ended and were signed in or refreshed lately.
    pub sessions: Vec<SessionId>,
    /// Those of them in which an identity provider has seen a second factor that counts here.
    pub with_factor: Vec<SessionId>,
    /// Whether the account has a second factor.
    pub has_factor: bool,
    /// The roles that need one.
    pub needing_factor: Vec<Role>,
    /// The most that tokens of the account may be asked for, where it is a program that goes on.
    pub program: Option<TokenScopes>,
}

/// What changed since a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessChanges {
    /// The position after them.
    pub position: i64,
    /// Whose rights or sessions changed.
    pub accounts: Vec<AccountId>,
    /// Whether signing keys changed.
    pub keys: bool,
}

/// A membership and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The membership.
    pub membership: Membership,
    /// The person.
    pub account: Account,
}

#[derive(FromQueryResult)]
struct AccountRow {
    id: Uuid,
    email: String,
    name: String,
    language: String,
    suspended_at: Option<DateTime<Utc>>,
    demonstration: bool,
    is_program: bool,
}

#[derive(FromQueryResult)]
struct CredentialRow {
    password_hash: Option<String>,
}

#[derive(FromQueryResult)]
struct MembershipRow {
    membership_id: Uuid,
    account_id: Uuid,
    role: String,
    state_id: Option<String>,
    ministry_id: Option<Uuid>,
    organisation_id: Option<String>,
    valid_from: DateTime<Utc>,
    valid_until: Option<DateTime<Utc>>,
}

pub(crate) fn inconsistent(table: &'static str, row: Uuid) -> impl Fn(&str) -> StoreError {
    move |column| StoreError::Inconsistent {
        table,
        column: column.to_owned(),
        row: row.to_string(),
    }
}

impl TryFrom<AccountRow> for Account {
    type Error = StoreError;

    fn try_from(row: AccountRow) -> Result<Self, StoreError> {
        let bad = inconsistent("account", row.id);
        Ok(Self {
            id: row.id.into(),
            email: Email::new(&row.email).map_err(|_| bad("email"))?,
            name: Name::new(&row.name).map_err(|_| bad("name"))?,
            language: Language::from_code(&row.language).ok_or_else(|| bad("language"))?,
            suspended_at: row.suspended_at,
            demonstration: row.demonstration,
            is_program: row.is_program,
        })
    }
}

pub(crate) fn role_and_place(
    role: &str,
    state: Option<String>,
    ministry: Option<Uuid>,
    organisation: Option<String>,
    bad: &impl Fn(&str) -> StoreError,
) -> Result<(Role, Place), StoreError> {
    let role = Role::from_code(role).ok_or_else(|| bad("role"))?;
    let place = match (state, organisation) {
        (Some(state), None) => Place::State {
            state: StateCode::new(state).map_err(|_| bad("state_id"))?,
            ministry: ministry.map(MinistryId),
        },
        (None, Some(organisation)) => {
            Place::Organisation(OrganisationId::new(organisation).map_err(|_| bad("organisation_id"))?)
        }
        (None, None) => Place::Secretariat,
        (Some(_), Some(_)) => return Err(bad("organisation_id")),
    };
    Ok((role, place))
}

impl TryFrom<MembershipRow> for Membership {
    type Error = StoreError;

    fn try_from(row: MembershipRow) -> Result<Self, StoreError> {
        let bad = inconsistent("membership", row.membership_id);
        let (role, place) = role_and_place(&row.role, row.state_id, row.ministry_id, row.organisation_id, &bad)?;
        Self::new(
            row.membership_id.into(),
            row.account_id.into(),
            role,
            place,
            row.valid_from,
            row.valid_until,
        )
        .map_err(|misplaced| bad(&misplaced.to_string()))
    }
}

/// The three columns of a place.
pub(crate) struct PlaceColumns {
    pub(crate) state: Option<String>,
    pub(crate) ministry: Option<Uuid>,
    pub(crate) organisation: Option<String>,
}

impl From<&Place> for PlaceColumns {
    fn from(place: &Place) -> Self {
        let (state, ministry, organisation) = match place {
            Place::State { state, ministry } => (Some(state.to_string()), ministry.map(|id| id.0), None),
            Place::Organisation(organisation) => (None, None, Some(organisation.to_string())),
            Place::Secretariat => (None, None, None),
        };
        Self {
            state,
            ministry,
            organisation,
        }
    }
}

const MEMBERSHIP: &str = "m.id as membership_id, m.account_id, m.role, m.state_id, m.ministry_id, m.organisation_id, \
                          m.valid_from, m.valid_until";

/// Rows of one place. Secretariat and organisations are told apart by their columns, ministries belong to their State.
pub(crate) const AT_PLACE: &str = "state_id is not distinct from $1 and organisation_id is not distinct from $2";

async fn account_by_email(connection: &Transaction, email: &Email) -> Result<Option<Account>, StoreError> {
    AccountRow::find_by_statement(sql("select * from account where email = $1", [email.as_str().into()]))
        .one(connection)
        .await?
        .map(Account::try_from)
        .transpose()
}

async fn account(connection: &Transaction, id: AccountId) -> Result<Option<Account>, StoreError> {
    AccountRow::find_by_statement(sql("select * from account where id = $1", [id.0.into()]))
        .one(connection)
        .await?
        .map(Account::try_from)
        .transpose()
}

pub(crate) async fn memberships(connection: &Transaction, account: AccountId) -> Result<Vec<Membership>, StoreError> {
    MembershipRow::find_by_statement(sql(
        &format!("select {MEMBERSHIP} from membership m where m.account_id = $1 order by m.id"),
        [account.0.into()],
    ))
    .all(connection)
    .await?
    .into_iter()
    .map(Membership::try_from)
    .collect()
}

async fn members(connection: &Transaction, place: &Place) -> Result<Vec<Member>, StoreError> {
    let columns = PlaceColumns::from(place);
    let statement = sql(
        &format!(
            "select {MEMBERSHIP}, a.* from membership m join account a on a.id = m.account_id
             where m.{} order by a.name, m.valid_from, m.id",
            AT_PLACE.replace("organisation_id", "m.organisation_id")
        ),
        [columns.state.clone().into(), columns.organisation.clone().into()],
    );
    let rows = connection.query_all_raw(statement).await?;
    let read = |row: &QueryResult| {
        Ok(Member {
            membership: MembershipRow::from_query_result(row, "")?.try_into()?,
            account: AccountRow::from_query_result(row, "")?.try_into()?,
        })
    };
    rows.iter().map(read).collect()
}

async fn rights(
    connection: &Transaction,
    id: AccountId,
    active_since: DateTime<Utc>,
) -> Result<Option<Rights>, StoreError> {
    #[derive(FromQueryResult)]
    struct SessionRow {
        id: Uuid,
        means: String,
    }
    // First, so that everything read after it is at least as new, also where each statement sees its own moment.
    let as_of = position(connection).await?;
    let Some(account) = account(connection, id).await? else {
        return Ok(None);
    };
    let sessions = SessionRow::find_by_statement(sql(
        "select s.id, s.means from session s
         where s.account_id = $1 and s.ended_at is null
           and exists (select from refresh_token t where t.session_id = s.id and t.issued_at >= $2)
         union all
         select p.id, 'program' from program_secret p where p.account_id = $1 and p.ended_at is null",
        [id.0.into(), active_since.into()],
    ))
    .all(connection)
    .await?;
    Ok(Some(Rights {
        as_of,
        suspended_at: account.suspended_at,
        memberships: memberships(connection, id).await?,
        with_factor: sessions
            .iter()
            .filter(|row| Means::from_code(&row.means) == Some(Means::ProviderAndFactor))
            .map(|row| row.id.into())
            .collect(),
        sessions: sessions.into_iter().map(|row| row.id.into()).collect(),
        has_factor: factor::factor(connection, id, "")
            .await?
            .is_some_and(|factor| factor.is_confirmed())
            || passkey::has_one(connection, id).await?,
        needing_factor: factor::needing(connection).await?,
        program: if account.is_program {
            program::scopes_of(connection, id).await?
        } else {
            None
        },
    }))
}

async fn position(connection: &Transaction) -> Result<i64, StoreError> {
    #[derive(FromQueryResult)]
    struct Position {
        position: i64,
    }
    let row = Position::find_by_statement(sql("select coalesce(max(id), 0) as position from access_change", []))
        .one(connection)
        .await?;
    Ok(row.map_or(0, |row| row.position))
}

impl Snapshot {
    /// An account, where the scope sees it.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        account(self.connection(), id).await
    }

    /// Those of these accounts that the scope sees.
    pub async fn accounts(&self, ids: &BTreeSet<AccountId>) -> Result<Vec<Account>, StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let statement = sql("select * from account where id = any ($1)", [ids.into()]);
        let rows = AccountRow::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter().map(Account::try_from).collect()
    }

    /// The account of an address.
    pub async fn account_by_email(&self, email: &Email) -> Result<Option<Account>, StoreError> {
        account_by_email(self.connection(), email).await
    }

    /// Every membership of an account, past, present and to come.
    pub async fn memberships(&self, account: AccountId) -> Result<Vec<Membership>, StoreError> {
        memberships(self.connection(), account).await
    }

    /// Everything that decides who an account is right now, with the sessions signed in or refreshed since an instant;
    /// empty for no account. Needs the issuer's scope.
    pub async fn rights(&self, account: AccountId, active_since: DateTime<Utc>) -> Result<Option<Rights>, StoreError> {
        rights(self.connection(), account, active_since).await
    }

    /// Whose rights changed after a position. Needs the issuer's scope.
    pub async fn access_changes(&self, after: i64) -> Result<AccessChanges, StoreError> {
        #[derive(FromQueryResult)]
        struct Change {
            id: i64,
            account_id: Option<Uuid>,
        }
        let rows = Change::find_by_statement(sql(
            "select id, account_id from access_change where id > $1 order by id",
            [after.into()],
        ))
        .all(self.connection())
        .await?;
        Ok(AccessChanges {
            position: rows.last().map_or(after, |row| row.id),
            keys: rows.iter().any(|row| row.account_id.is_none()),
            accounts: rows
                .into_iter()
                .filter_map(|row| row.account_id.map(AccountId))
                .collect(),
        })
    }

    /// The last access change there is. Needs the issuer's scope.
    pub async fn access_position(&self) -> Result<i64, StoreError> {
        position(self.connection()).await
    }

    /// Who is, was or will be a member at a place, by name and then by beginning.
    pub async fn members(&self, place: &Place) -> Result<Vec<Member>, StoreError> {
        members(self.connection(), place).await
    }

    /// Whether there are accounts of the kind: of a demonstration, or real ones. Needs the issuer's scope.
    pub async fn has_accounts(&self, demonstration: bool) -> Result<bool, StoreError> {
        #[derive(FromQueryResult)]
        struct Exists {
            found: bool,
        }
        let row = Exists::find_by_statement(sql(
            "select exists (select from account where demonstration = $1) as found",
            [demonstration.into()],
        ))
        .one(self.connection())
        .await?;
        Ok(row.is_some_and(|row| row.found))
    }
}

impl Work {
    /// Who is, was or will be a member at a place, by name and then by beginning.
    pub async fn members(&self, place: &Place) -> Result<Vec<Member>, StoreError> {
        members(self.connection(), place).await
    }

    /// The account of an address.
    pub async fn account_by_email(&self, email: &Email) -> Result<Option<Account>, StoreError> {
        account_by_email(self.connection(), email).await
    }

    /// What an address signs in with, held until the unit ends; nothing where its account has no password. Needs the
    /// issuer's scope.
    pub async fn sign_in(&self, email: &Email) -> Result<Option<SignIn>, StoreError> {
        let Some(account) = account_by_email(self.connection(), email).await? else {
            return Ok(None);
        };
        let credential = CredentialRow::find_by_statement(sql(
            "select password_hash from credential where account_id = $1 for update",
            [account.id.0.into()],
        ))
        .one(self.connection())
        .await?;
        let hash = credential.and_then(|row| row.password_hash);
        Ok(hash.map(|password_hash| SignIn { account, password_hash }))
    }

    /// An account, where the scope sees it.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        account(self.connection(), id).await
    }

    /// Everything that decides who an account is right now, with the sessions signed in or refreshed since an instant;
    /// empty for no account. Needs the issuer's scope.
    pub async fn rights(&self, account: AccountId, active_since: DateTime<Utc>) -> Result<Option<Rights>, StoreError> {
        rights(self.connection(), account, active_since).await
    }

    /// Opens an account, with the hash of its password where it has one. A second one of the same address is a conflict.
    pub async fn save_account(&self, account: &Account, password_hash: Option<&str>) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into account (id, email, name, language, suspended_at, demonstration, created_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            [
                account.id.0.into(),
                account.email.as_str().into(),
                account.name.as_str().into(),
                account.language.code().into(),
                account.suspended_at.into(),
                account.demonstration.into(),
                self.now().into(),
            ],
        )
        .await?;
        execute(
            self.connection(),
            "insert into credential (account_id, password_hash) values ($1, $2)",
            [account.id.0.into(), password_hash.into()],
        )
        .await?;
        self.trail("open_account", None, &account.id.to_string()).await
    }

    /// Keeps that an account is suspended, or no longer.
    pub async fn save_suspension(&self, account: &Account) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update account set suspended_at = $2 where id = $1",
            [account.id.0.into(), account.suspended_at.into()],
            Constraint::Revision,
        )
        .await?;
        let act = if account.suspended_at.is_some() {
            "suspend_account"
        } else {
            "reinstate_account"
        };
        self.trail(act, None, &account.id.to_string()).await
    }

    /// Every membership of an account, past, present and to come.
    pub async fn memberships(&self, account: AccountId) -> Result<Vec<Membership>, StoreError> {
        memberships(self.connection(), account).await
    }

    /// A membership, where the scope sees it, held until the unit ends.
    pub async fn membership(&self, id: MembershipId) -> Result<Option<Membership>, StoreError> {
        MembershipRow::find_by_statement(sql(
            &format!("select {MEMBERSHIP} from membership m where m.id = $1 for update"),
            [id.0.into()],
        ))
        .one(self.connection())
        .await?
        .map(Membership::try_from)
        .transpose()
    }

    /// Begins a membership.
    pub async fn save_membership(&self, membership: &Membership) -> Result<(), StoreError> {
        let place = PlaceColumns::from(membership.place());
        execute(
            self.connection(),
            "insert into membership (id, account_id, role, state_id, ministry_id, organisation_id, valid_from, valid_until)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            [
                membership.id().0.into(),
                membership.account().0.into(),
                membership.role().code().into(),
                place.state.clone().into(),
                place.ministry.into(),
                place.organisation.into(),
                membership.from().into(),
                membership.until().into(),
            ],
        )
        .await?;
        self.trail("begin_membership", place.state, &membership.id().to_string())
            .await
    }

    /// Keeps until when a membership lasts.
    pub(crate) async fn save_end(&self, membership: &Membership) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update membership set valid_until = $2 where id = $1",
            [membership.id().0.into(), membership.until().into()],
            Constraint::Revision,
        )
        .await
    }

    /// Ends a membership.
    pub async fn save_ended_membership(&self, membership: &Membership) -> Result<(), StoreError> {
        self.save_end(membership).await?;
        let state = membership.state().map(ToString::to_string);
        self.trail("end_membership", state, &membership.id().to_string()).await
    }

    /// Names a ministry. A State has each name once.
    pub async fn save_ministry(&self, ministry: &Ministry) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into ministry (id, state_id, name) values ($1, $2, $3)",
            [
                ministry.id.0.into(),
                ministry.state.as_str().into(),
                ministry.name.as_str().into(),
            ],
        )
        .await?;
        let state = Some(ministry.state.to_string());
        self.trail("keep_ministries", state, &ministry.id.to_string()).await
    }

    /// Adds to the audit trail in the name of the account of the scope.
    pub(crate) async fn trail(&self, act: &str, state: Option<String>, subject: &str) -> Result<(), StoreError> {
        self.trail_with(act, state, subject, json!({})).await
    }

    /// The same with the ids and codes that belong to it.
    pub(crate) async fn trail_with(
        &self,
        act: &str,
        state: Option<String>,
        subject: &str,
        detail: Json,
    ) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into event (at, account_id, act, state_id, subject, detail) values ($1, app_account(), $2, $3, $4, $5)",
            [self.now().into(), act.into(), state.into(), subject.into(), detail.into()],
        )
        .await
        .map(drop)
    }
}
