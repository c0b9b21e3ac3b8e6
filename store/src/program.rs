//! Programs and their secrets. Making and renewing need the issuer's scope, ending the scope of whoever ends.

use chrono::{DateTime, Utc};
use domain::access::{Account, Name, Place, Program, ProgramSecret, TokenScopes, Verb};
use domain::id::{AccountId, SecretId};
use sea_orm::{FromQueryResult, Statement};
use uuid::Uuid;

use crate::account::{self, AT_PLACE, PlaceColumns, inconsistent};
use crate::statement::{execute, one_row, sql};
use crate::transaction::Transaction;
use crate::{Constraint, Snapshot, StoreError, Work};

/// What a secret belongs to, as far as a token of it depends on that.
#[derive(Clone, Copy, Debug)]
pub struct PresentedSecret {
    /// The program.
    pub account: AccountId,
    /// The secret.
    pub secret: ProgramSecret,
    /// The most that a token may be asked for.
    pub scopes: TokenScopes,
    /// Whether the program goes on and its account is not suspended.
    pub is_acting: bool,
}

#[derive(FromQueryResult)]
struct ProgramRow {
    account_id: Uuid,
    name: String,
    scopes: String,
    made_by: Uuid,
    made_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

#[derive(FromQueryResult)]
struct SecretRow {
    id: Uuid,
    issued_by: Uuid,
    issued_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    used_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
}

#[derive(FromQueryResult)]
struct PresentedRow {
    account_id: Uuid,
    scopes: String,
    is_acting: bool,
    #[sea_orm(nested)]
    secret: SecretRow,
}

impl From<SecretRow> for ProgramSecret {
    fn from(row: SecretRow) -> Self {
        Self {
            id: row.id.into(),
            issued_by: row.issued_by.into(),
            issued_at: row.issued_at,
            expires_at: row.expires_at,
            used_at: row.used_at,
            ended_at: row.ended_at,
        }
    }
}

fn scopes(account: Uuid, text: &str) -> Result<TokenScopes, StoreError> {
    TokenScopes::parse(text).map_err(|_| inconsistent("program", account)("scopes"))
}

const PROGRAM: &str = "select p.account_id, a.name, p.scopes, p.made_by, p.made_at, p.ended_at
    from program p join account a on a.id = p.account_id";
const SECRET: &str = "s.id, s.issued_by, s.issued_at, s.expires_at, s.used_at, s.ended_at";

async fn programs(connection: &Transaction, statement: Statement) -> Result<Vec<Program>, StoreError> {
    let mut programs = Vec::new();
    for row in ProgramRow::find_by_statement(statement).all(connection).await? {
        let bad = inconsistent("program", row.account_id);
        let account = AccountId(row.account_id);
        let held = account::memberships(connection, account).await?;
        let text = format!("select {SECRET} from program_secret s where s.account_id = $1 order by s.issued_at, s.id");
        let secrets = SecretRow::find_by_statement(sql(&text, [row.account_id.into()])).all(connection);
        programs.push(Program {
            account,
            name: Name::new(&row.name).map_err(|_| bad("name"))?,
            membership: held.into_iter().next().ok_or_else(|| bad("membership"))?,
            scopes: scopes(row.account_id, &row.scopes)?,
            made_by: row.made_by.into(),
            made_at: row.made_at,
            ended_at: row.ended_at,
            secrets: secrets.await?.into_iter().map(ProgramSecret::from).collect(),
        });
    }
    Ok(programs)
}

/// The most that tokens of a program may be asked for; none where the account is no program, or has ended.
pub(crate) async fn scopes_of(connection: &Transaction, account: AccountId) -> Result<Option<TokenScopes>, StoreError> {
    #[derive(FromQueryResult)]
    struct Scopes {
        scopes: String,
    }
    let text = "select scopes from program where account_id = $1 and ended_at is null";
    let row = Scopes::find_by_statement(sql(text, [account.0.into()])).one(connection);
    row.await?.map(|row| scopes(account.0, &row.scopes)).transpose()
}

impl Snapshot {
    /// The programs that were ever made for a place, by name, those of the past as well, where the scope sees them. A State
    /// stands for all its ministries.
    pub async fn programs(&self, place: &Place) -> Result<Vec<Program>, StoreError> {
        let place = PlaceColumns::from(place);
        let text = format!(
            "{PROGRAM} where exists (select from membership m where m.account_id = p.account_id and m.{at})
             order by a.name, p.account_id",
            at = AT_PLACE.replace("organisation_id", "m.organisation_id")
        );
        let values = [place.state.into(), place.organisation.into()];
        programs(self.connection(), sql(&text, values)).await
    }

    /// A program, where the scope sees it.
    pub async fn program(&self, account: AccountId) -> Result<Option<Program>, StoreError> {
        let found = programs(
            self.connection(),
            sql(&format!("{PROGRAM} where p.account_id = $1"), [account.0.into()]),
        );
        Ok(found.await?.into_iter().next())
    }
}

impl Work {
    /// A program, where the scope sees it; nobody else renews or ends it until the unit does.
    pub async fn program(&self, account: AccountId) -> Result<Option<Program>, StoreError> {
        execute(
            self.connection(),
            "select pg_advisory_xact_lock(hashtext('normtrack.program'), hashtext($1::text))",
            [account.0.to_string().into()],
        )
        .await?;
        let found = programs(
            self.connection(),
            sql(&format!("{PROGRAM} where p.account_id = $1"), [account.0.into()]),
        );
        Ok(found.await?.into_iter().next())
    }

    /// Keeps a program that was made, with its account, its role and its first secret.
    pub async fn save_program(&self, account: &Account, program: &Program, hash: &[u8; 32]) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into account (id, email, name, language, demonstration, created_at, is_program)
             values ($1, $2, $3, $4, $5, $6, true)",
            [
                account.id.0.into(),
                account.email.as_str().into(),
                account.name.as_str().into(),
                account.language.code().into(),
                account.demonstration.into(),
                self.now().into(),
            ],
        )
        .await?;
        let state = program.membership.state().map(ToString::to_string);
        execute(
            self.connection(),
            "insert into program (account_id, state_id, scopes, made_by, made_at) values ($1, $2, $3, $4, $5)",
            [
                program.account.0.into(),
                state.clone().into(),
                program.scopes.to_string().into(),
                program.made_by.0.into(),
                program.made_at.into(),
            ],
        )
        .await?;
        self.trail(Verb::MakeProgram.code(), state, &program.account.to_string())
            .await?;
        self.save_membership(&program.membership).await?;
        for secret in &program.secrets {
            self.insert_secret(program, secret, hash).await?;
        }
        Ok(())
    }

    /// Keeps a further secret of a program.
    pub async fn save_program_secret(
        &self,
        program: &Program,
        secret: &ProgramSecret,
        hash: &[u8; 32],
    ) -> Result<(), StoreError> {
        self.insert_secret(program, secret, hash).await?;
        self.trail_of_program(Verb::RenewProgram, program).await
    }

    async fn insert_secret(
        &self,
        program: &Program,
        secret: &ProgramSecret,
        hash: &[u8; 32],
    ) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into program_secret (id, account_id, state_id, issued_by, issued_at, expires_at)
             values ($1, $2, $3, $4, $5, $6)",
            [
                secret.id.0.into(),
                program.account.0.into(),
                program.membership.state().map(ToString::to_string).into(),
                secret.issued_by.0.into(),
                secret.issued_at.into(),
                secret.expires_at.into(),
            ],
        )
        .await?;
        execute(
            self.connection(),
            "insert into program_secret_hash (hash, secret_id) values ($1, $2)",
            [hash.to_vec().into(), secret.id.0.into()],
        )
        .await
        .map(drop)
    }

    /// Keeps that a secret of a program was ended.
    pub async fn save_ended_program_secret(&self, program: &Program, secret: SecretId) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update program_secret set ended_at = $2 where id = $1 and ended_at is null",
            [secret.0.into(), self.now().into()],
            Constraint::Revision,
        )
        .await?;
        self.trail_of_program(Verb::EndProgramSecret, program).await
    }

    /// Keeps that a program was ended, with its secrets. Its role ends by itself ([`Work::save_ended_membership`]).
    pub async fn save_ended_program(&self, program: &Program) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update program set ended_at = $2 where account_id = $1 and ended_at is null",
            [program.account.0.into(), program.ended_at.into()],
            Constraint::Revision,
        )
        .await?;
        execute(
            self.connection(),
            "update program_secret set ended_at = $2 where account_id = $1 and ended_at is null",
            [program.account.0.into(), program.ended_at.into()],
        )
        .await?;
        self.trail_of_program(Verb::EndProgram, program).await
    }

    async fn trail_of_program(&self, verb: Verb, program: &Program) -> Result<(), StoreError> {
        let state = program.membership.state().map(ToString::to_string);
        self.trail(verb.code(), state, &program.account.to_string()).await
    }

    /// What a secret belongs to, valid or not. Needs the issuer's scope.
    pub async fn presented_secret(&self, hash: &[u8; 32]) -> Result<Option<PresentedSecret>, StoreError> {
        let text = format!(
            "select s.account_id, p.scopes, p.ended_at is null and a.suspended_at is null as is_acting,
                 {SECRET}
             from program_secret_hash h join program_secret s on s.id = h.secret_id
             join program p on p.account_id = s.account_id join account a on a.id = s.account_id
             where h.hash = $1"
        );
        let row = PresentedRow::find_by_statement(sql(&text, [hash.to_vec().into()])).one(self.connection());
        row.await?
            .map(|row| {
                Ok(PresentedSecret {
                    account: row.account_id.into(),
                    scopes: scopes(row.account_id, &row.scopes)?,
                    secret: row.secret.into(),
                    is_acting: row.is_acting,
                })
            })
            .transpose()
    }

    /// Keeps that a secret was exchanged for a token.
    pub async fn save_used_program_secret(&self, secret: SecretId) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "update program_secret set used_at = $2 where id = $1",
            [secret.0.into(), self.now().into()],
        )
        .await
        .map(drop)
    }
}
