//! Second factors and recovery codes, the devices that are known, and what is tried from where. All of it needs the
//! issuer's scope, but for reading how far the own second factor is, and for the rules of roles.

use chrono::{DateTime, Utc};
use domain::access::{
    Attempts, Challenge, Device, Factor, FactorRule, FactorStage, Factors, Means, Origin, Reason, RecoveryCode, Role,
    Step, Tried, Verb,
};
use domain::id::{AccountId, DeviceId};
use sea_orm::{FromQueryResult, Statement};
use serde_json::json;
use uuid::Uuid;

use crate::account::inconsistent;
use crate::statement::{execute, one_row, sql};
use crate::transaction::Transaction;
use crate::{Constraint, Snapshot, StoreError, Work};

#[derive(FromQueryResult)]
struct FactorRow {
    account_id: Uuid,
    begun_at: DateTime<Utc>,
    confirmed_at: Option<DateTime<Utc>>,
    last_step: Option<i64>,
}

#[derive(FromQueryResult)]
struct SealedRow {
    sealed: Vec<u8>,
}

#[derive(FromQueryResult)]
struct RuleRow {
    role: String,
    since: Option<DateTime<Utc>>,
}

#[derive(FromQueryResult)]
struct DeviceRow {
    id: Uuid,
    account_id: Uuid,
    signed_in_at: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct AttemptsRow {
    failed: i32,
    last_failed_at: Option<DateTime<Utc>>,
}

#[derive(FromQueryResult)]
struct ChallengeRow {
    account_id: Uuid,
    first: String,
    device_id: Option<Uuid>,
    made_at: DateTime<Utc>,
    wrong: i32,
    spent_at: Option<DateTime<Utc>>,
}

impl TryFrom<FactorRow> for Factor {
    type Error = StoreError;

    fn try_from(row: FactorRow) -> Result<Self, StoreError> {
        let bad = inconsistent("second_factor", row.account_id);
        let stage = match (row.confirmed_at, row.last_step) {
            (None, None) => FactorStage::Begun,
            (Some(at), Some(step)) => FactorStage::Confirmed {
                at,
                last: Step(u64::try_from(step).map_err(|_| bad("last_step"))?),
            },
            (..) => return Err(bad("last_step")),
        };
        Ok(Self {
            account: row.account_id.into(),
            begun_at: row.begun_at,
            stage,
        })
    }
}

impl TryFrom<RuleRow> for FactorRule {
    type Error = StoreError;

    fn try_from(row: RuleRow) -> Result<Self, StoreError> {
        let role = Role::from_code(&row.role).ok_or_else(|| StoreError::Inconsistent {
            table: "factor_rule",
            column: "role".to_owned(),
            row: row.role.clone(),
        })?;
        Ok(Self { role, since: row.since })
    }
}

impl From<ChallengeRow> for Challenge {
    fn from(row: ChallengeRow) -> Self {
        Self {
            account: row.account_id.into(),
            // The check of the column lets no other in.
            first: Means::from_code(&row.first).unwrap_or(Means::Password),
            device: row.device_id.map(DeviceId),
            made_at: row.made_at,
            wrong: u32::try_from(row.wrong).unwrap_or(u32::MAX),
            spent_at: row.spent_at,
        }
    }
}

/// Where wrong attempts of one kind from one origin are counted: table, key, the two columns, and the row.
fn counter(account: AccountId, origin: Origin, tried: Tried) -> ([&'static str; 4], Uuid) {
    let (failed, at) = match tried {
        Tried::Password => ("failed", "last_failed_at"),
        Tried::Code => ("codes_failed", "code_failed_at"),
    };
    let (table, key, row) = match origin {
        Origin::Elsewhere => ("credential", "account_id", account.0),
        Origin::Device(device) => ("device", "id", device.0),
        Origin::Session(session) => ("session", "id", session.0),
    };
    ([table, key, failed, at], row)
}

fn challenge_of(hash: &[u8; 32], hold: &str) -> Statement {
    sql(
        &format!(
            "select account_id, first, device_id, made_at, wrong, spent_at from sign_in_challenge where hash = $1 {hold}"
        ),
        [hash.to_vec().into()],
    )
}

/// The roles that need a second factor.
pub(crate) async fn needing(connection: &Transaction) -> Result<Vec<Role>, StoreError> {
    let statement = sql(
        "select role, since from factor_rule where since is not null order by role",
        [],
    );
    let rows = RuleRow::find_by_statement(statement).all(connection).await?;
    rows.into_iter()
        .map(|row| FactorRule::try_from(row).map(|rule| rule.role))
        .collect()
}

pub(crate) async fn factor(
    connection: &Transaction,
    account: AccountId,
    hold: &str,
) -> Result<Option<Factor>, StoreError> {
    let text =
        format!("select account_id, begun_at, confirmed_at, last_step from second_factor where account_id = $1 {hold}");
    let row = FactorRow::find_by_statement(sql(&text, [account.0.into()])).one(connection);
    row.await?.map(Factor::try_from).transpose()
}

impl Snapshot {
    /// How far the second factor of an account is, where the scope sees it; none where none was begun.
    pub async fn factor(&self, account: AccountId) -> Result<Option<Factor>, StoreError> {
        factor(self.connection(), account, "").await
    }

    /// How many recovery codes an account has left.
    pub async fn recovery_codes_left(&self, account: AccountId) -> Result<u64, StoreError> {
        #[derive(FromQueryResult)]
        struct Count {
            count: i64,
        }
        let text = "select count(*) as count from recovery_code where account_id = $1 and used_at is null";
        let row = Count::find_by_statement(sql(text, [account.0.into()])).one(self.connection());
        Ok(row.await?.map_or(0, |row| u64::try_from(row.count).unwrap_or(0)))
    }

    /// The roles that need a second factor.
    pub async fn roles_needing_factor(&self) -> Result<Vec<Role>, StoreError> {
        needing(self.connection()).await
    }

    /// A challenge.
    pub async fn challenge(&self, hash: &[u8; 32]) -> Result<Option<Challenge>, StoreError> {
        let row = ChallengeRow::find_by_statement(challenge_of(hash, "")).one(self.connection());
        Ok(row.await?.map(Challenge::from))
    }
}

impl Work {
    /// The second factor of an account, held until the unit ends.
    pub async fn factor(&self, account: AccountId) -> Result<Option<Factor>, StoreError> {
        factor(self.connection(), account, "for update").await
    }

    /// The sealed secret of an account's second factor.
    pub async fn factor_secret(&self, account: AccountId) -> Result<Option<Vec<u8>>, StoreError> {
        let statement = sql(
            "select sealed from factor_secret where account_id = $1",
            [account.0.into()],
        );
        let row = SealedRow::find_by_statement(statement).one(self.connection()).await?;
        Ok(row.map(|row| row.sealed))
    }

    /// Keeps that a second factor was begun, with its sealed secret, in the place of one that was not confirmed.
    pub async fn save_begun_factor(&self, factor: &Factor, sealed: &[u8]) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "insert into second_factor (account_id, begun_at) values ($1, $2)
             on conflict (account_id) do update set begun_at = excluded.begun_at where second_factor.confirmed_at is null",
            [factor.account.0.into(), factor.begun_at.into()],
            Constraint::Revision,
        )
        .await?;
        execute(
            self.connection(),
            "insert into factor_secret (account_id, sealed) values ($1, $2)
             on conflict (account_id) do update set sealed = excluded.sealed",
            [factor.account.0.into(), sealed.to_vec().into()],
        )
        .await?;
        self.trail(Verb::BeginFactor.code(), None, &factor.account.to_string())
            .await
    }

    /// Keeps that a second factor was confirmed.
    pub async fn save_confirmed_factor(&self, factor: &Factor) -> Result<(), StoreError> {
        self.save_step(factor).await?;
        self.trail(Verb::ConfirmFactor.code(), None, &factor.account.to_string())
            .await
    }

    /// Keeps the step whose code was taken last.
    pub async fn save_step(&self, factor: &Factor) -> Result<(), StoreError> {
        let FactorStage::Confirmed { at, last } = factor.stage else {
            return Err(StoreError::Conflict(Constraint::Revision));
        };
        let step = i64::try_from(last.0).unwrap_or(i64::MAX);
        one_row(
            self.connection(),
            "update second_factor set confirmed_at = $2, last_step = $3
             where account_id = $1 and coalesce(last_step, -1) < $3",
            [factor.account.0.into(), at.into(), step.into()],
            Constraint::Revision,
        )
        .await
    }

    /// Removes the codes of an authenticator, ended by its owner; where nothing else is left, the recovery codes as well.
    pub async fn save_ended_factor(&self, left: &Factors) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "delete from second_factor where account_id = $1",
            [left.account.0.into()],
            Constraint::Revision,
        )
        .await?;
        self.trail(Verb::EndFactor.code(), None, &left.account.to_string())
            .await?;
        self.void_recovery_codes(left).await
    }

    /// Removes everything that an account shows beside its password, for a reason.
    pub async fn save_reset_factors(&self, account: AccountId, reason: &Reason) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "delete from second_factor where account_id = $1",
            [account.0.into()],
        )
        .await?;
        self.remove_passkeys(account).await?;
        let left = Factors {
            account,
            code: None,
            passkeys: Vec::new(),
        };
        self.void_recovery_codes(&left).await?;
        let detail = json!({"account": account.to_string(), "reason": reason.as_str()});
        self.trail_with(Verb::ResetFactor.code(), None, &account.to_string(), detail)
            .await
    }

    /// Removes recovery codes that stand in for nothing any more.
    pub(crate) async fn void_recovery_codes(&self, left: &Factors) -> Result<(), StoreError> {
        if left.is_there() {
            return Ok(());
        }
        execute(
            self.connection(),
            "delete from recovery_code where account_id = $1",
            [left.account.0.into()],
        )
        .await
        .map(drop)
    }

    /// Keeps new recovery codes, known by their hashes, in the place of any before.
    pub async fn save_recovery_codes(&self, account: AccountId, hashes: &[[u8; 32]]) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "delete from recovery_code where account_id = $1",
            [account.0.into()],
        )
        .await?;
        let hashes: Vec<Vec<u8>> = hashes.iter().map(|hash| hash.to_vec()).collect();
        execute(
            self.connection(),
            "insert into recovery_code (hash, account_id) select unnest($2::bytea[]), $1",
            [account.0.into(), hashes.into()],
        )
        .await?;
        self.trail(Verb::MakeRecoveryCodes.code(), None, &account.to_string())
            .await
    }

    /// A recovery code of an account, held until the unit ends.
    pub async fn recovery_code(&self, account: AccountId, hash: &[u8; 32]) -> Result<Option<RecoveryCode>, StoreError> {
        #[derive(FromQueryResult)]
        struct CodeRow {
            used_at: Option<DateTime<Utc>>,
        }
        let statement = sql(
            "select used_at from recovery_code where account_id = $1 and hash = $2 for update",
            [account.0.into(), hash.to_vec().into()],
        );
        let row = CodeRow::find_by_statement(statement).one(self.connection()).await?;
        Ok(row.map(|row| RecoveryCode { used_at: row.used_at }))
    }

    /// Keeps that a recovery code was used.
    pub async fn save_spent_recovery_code(
        &self,
        account: AccountId,
        hash: &[u8; 32],
        code: RecoveryCode,
    ) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update recovery_code set used_at = $3 where account_id = $1 and hash = $2 and used_at is null",
            [account.0.into(), hash.to_vec().into(), code.used_at.into()],
            Constraint::Revision,
        )
        .await?;
        self.trail(Verb::UseRecoveryCode.code(), None, &account.to_string())
            .await
    }

    /// The device of a secret, held until the unit ends.
    pub async fn device(&self, account: AccountId, hash: &[u8; 32]) -> Result<Option<Device>, StoreError> {
        let statement = sql(
            "select id, account_id, signed_in_at from device where account_id = $1 and hash = $2 for update",
            [account.0.into(), hash.to_vec().into()],
        );
        let row = DeviceRow::find_by_statement(statement).one(self.connection()).await?;
        Ok(row.map(|row| Device {
            id: row.id.into(),
            account: row.account_id.into(),
            signed_in_at: row.signed_in_at,
        }))
    }

    /// Keeps a device on which somebody has signed in for the first time, and forgets those that are known no more or are
    /// too many.
    pub async fn save_device(&self, device: &Device, hash: &[u8; 32]) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "delete from device where account_id = $1 and (signed_in_at <= $2 or id in (
                 select id from device where account_id = $1 order by signed_in_at desc, id desc offset $3))",
            [
                device.account.0.into(),
                (self.now() - Device::LASTS).into(),
                (i64::from(Device::MOST) - 1).into(),
            ],
        )
        .await?;
        execute(
            self.connection(),
            "insert into device (id, account_id, hash, signed_in_at) values ($1, $2, $3, $4)",
            [
                device.id.0.into(),
                device.account.0.into(),
                hash.to_vec().into(),
                device.signed_in_at.into(),
            ],
        )
        .await
        .map(drop)
    }

    /// Keeps that somebody has signed in again on a device.
    pub async fn save_device_again(&self, device: DeviceId) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "update device set signed_in_at = $2 where id = $1",
            [device.0.into(), self.now().into()],
        )
        .await
        .map(drop)
    }

    /// Forgets every device of an account: what is tried from there is tried from elsewhere.
    pub async fn forget_devices(&self, account: AccountId) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "delete from device where account_id = $1",
            [account.0.into()],
        )
        .await
        .map(drop)
    }

    /// Wrong attempts of a kind from an origin, held until the unit ends.
    pub async fn attempts(&self, account: AccountId, origin: Origin, tried: Tried) -> Result<Attempts, StoreError> {
        let ([table, key, failed, at], row) = counter(account, origin, tried);
        let text =
            format!("select {failed} as failed, {at} as last_failed_at from {table} where {key} = $1 for update");
        let found = AttemptsRow::find_by_statement(sql(&text, [row.into()]))
            .one(self.connection())
            .await?;
        Ok(found.map_or_else(Attempts::default, |row| Attempts {
            failed: u32::try_from(row.failed).unwrap_or(u32::MAX),
            last_failed_at: row.last_failed_at,
        }))
    }

    /// Counts an attempt as wrong: a password until it is known to be right, a code once it is known not to be.
    pub async fn save_attempt(&self, account: AccountId, origin: Origin, tried: Tried) -> Result<(), StoreError> {
        let ([table, key, failed, at], row) = counter(account, origin, tried);
        let text = format!("update {table} set {failed} = least({failed}, 1000000) + 1, {at} = $2 where {key} = $1");
        execute(self.connection(), &text, [row.into(), self.now().into()])
            .await
            .map(drop)
    }

    /// Forgets wrong attempts after a right one.
    pub async fn save_right_attempt(&self, account: AccountId, origin: Origin, tried: Tried) -> Result<(), StoreError> {
        let ([table, key, failed, at], row) = counter(account, origin, tried);
        let text = format!("update {table} set {failed} = 0, {at} = null where {key} = $1");
        execute(self.connection(), &text, [row.into()]).await.map(drop)
    }

    /// Keeps in the trail that a wrong code followed a right password.
    pub async fn save_refused_code(&self, account: AccountId) -> Result<(), StoreError> {
        self.trail(Verb::RefuseCode.code(), None, &account.to_string()).await
    }

    /// Keeps a challenge, and forgets those of the account that are over by time.
    pub async fn save_challenge(&self, challenge: &Challenge, hash: &[u8; 32]) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "delete from sign_in_challenge where account_id = $1 and made_at <= $2",
            [challenge.account.0.into(), (self.now() - Challenge::WAITS).into()],
        )
        .await?;
        execute(
            self.connection(),
            "insert into sign_in_challenge (hash, account_id, device_id, made_at, first) values ($1, $2, $3, $4, $5)",
            [
                hash.to_vec().into(),
                challenge.account.0.into(),
                challenge.device.map(|device| device.0).into(),
                challenge.made_at.into(),
                challenge.first.code().into(),
            ],
        )
        .await
        .map(drop)
    }

    /// A challenge, held until the unit ends.
    pub async fn challenge(&self, hash: &[u8; 32]) -> Result<Option<Challenge>, StoreError> {
        let row = ChallengeRow::find_by_statement(challenge_of(hash, "for update")).one(self.connection());
        Ok(row.await?.map(Challenge::from))
    }

    /// Keeps what became of a challenge.
    pub async fn save_answered_challenge(&self, challenge: &Challenge, hash: &[u8; 32]) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update sign_in_challenge set wrong = $2, spent_at = $3 where hash = $1 and spent_at is null",
            [
                hash.to_vec().into(),
                i32::try_from(challenge.wrong).unwrap_or(i32::MAX).into(),
                challenge.spent_at.into(),
            ],
            Constraint::Revision,
        )
        .await
    }

    /// The roles that need a second factor.
    pub async fn roles_needing_factor(&self) -> Result<Vec<Role>, StoreError> {
        needing(self.connection()).await
    }

    /// The rule of a role, held until the unit ends. Needs the scope of somebody who has an account.
    pub async fn factor_rule(&self, role: Role) -> Result<Option<FactorRule>, StoreError> {
        let statement = sql(
            "select role, since from factor_rule where role = $1 for update",
            [role.code().into()],
        );
        let row = RuleRow::find_by_statement(statement).one(self.connection()).await?;
        row.map(FactorRule::try_from).transpose()
    }

    /// Keeps the rule of a role. Needs the scope of an administrator.
    pub async fn save_factor_rule(&self, rule: &FactorRule) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into factor_rule (role, since) values ($1, $2) on conflict (role) do update set since = excluded.since",
            [rule.role.code().into(), rule.since.into()],
        )
        .await?;
        let detail = json!({"role": rule.role.code(), "is_needed": rule.since.is_some()});
        self.trail_with(Verb::RequireFactor.code(), None, rule.role.code(), detail)
            .await
    }
}
