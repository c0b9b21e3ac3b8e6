//! Passkeys and what their authenticators were asked. All of it needs the issuer's scope, but for reading the own passkeys.

use chrono::{DateTime, Utc};
use domain::access::{Asked, Ceremony, Factors, Name, Passkey, Verb};
use domain::id::{AccountId, PasskeyId, SessionId};
use sea_orm::FromQueryResult;
use serde_json::json;
use uuid::Uuid;

use crate::account::inconsistent;
use crate::factor;
use crate::statement::{execute, one_row, sql};
use crate::transaction::Transaction;
use crate::{Constraint, Snapshot, StoreError, Work};

/// A passkey with what verifies its signatures.
#[derive(Clone, Debug)]
pub struct KeptPasskey {
    /// The passkey.
    pub passkey: Passkey,
    /// What its authenticator knows it by.
    pub credential: Vec<u8>,
    /// Its public key, in the form of the library that verifies.
    pub public_key: Vec<u8>,
    /// How its authenticator is reached, one bit a way.
    pub transports: u8,
}

/// What an authenticator was asked, with what its answer is verified by.
#[derive(Clone, Debug)]
pub struct KeptCeremony {
    /// What was asked, and for which step.
    pub asked: Asked,
    /// The question, in the form of the library that verifies.
    pub state: Vec<u8>,
}

#[derive(FromQueryResult)]
struct PasskeyRow {
    id: Uuid,
    account_id: Uuid,
    name: String,
    created_at: DateTime<Utc>,
    used_at: Option<DateTime<Utc>>,
    counter: i64,
    is_backup_eligible: bool,
    is_backed_up: bool,
    is_verified: bool,
    is_discoverable: Option<bool>,
    suspected_at: Option<DateTime<Utc>>,
}

#[derive(FromQueryResult)]
struct CredentialRow {
    #[sea_orm(nested)]
    passkey: PasskeyRow,
    credential_id: Vec<u8>,
    public_key: Vec<u8>,
    transports: i16,
}

#[derive(FromQueryResult)]
struct CeremonyRow {
    purpose: String,
    account_id: Option<Uuid>,
    session_id: Option<Uuid>,
    question: Option<Vec<u8>>,
    state: Vec<u8>,
    made_at: DateTime<Utc>,
}

impl TryFrom<PasskeyRow> for Passkey {
    type Error = StoreError;

    fn try_from(row: PasskeyRow) -> Result<Self, StoreError> {
        let bad = inconsistent("passkey", row.id);
        Ok(Self {
            id: row.id.into(),
            account: row.account_id.into(),
            name: Name::new(&row.name).map_err(|_| bad("name"))?,
            created_at: row.created_at,
            used_at: row.used_at,
            counter: u32::try_from(row.counter).map_err(|_| bad("counter"))?,
            is_backup_eligible: row.is_backup_eligible,
            is_backed_up: row.is_backed_up,
            is_verified: row.is_verified,
            is_discoverable: row.is_discoverable,
            suspected_at: row.suspected_at,
        })
    }
}

impl TryFrom<CredentialRow> for KeptPasskey {
    type Error = StoreError;

    fn try_from(row: CredentialRow) -> Result<Self, StoreError> {
        let bad = inconsistent("passkey_credential", row.passkey.id);
        Ok(Self {
            transports: u8::try_from(row.transports).map_err(|_| bad("transports"))?,
            passkey: row.passkey.try_into()?,
            credential: row.credential_id,
            public_key: row.public_key,
        })
    }
}

impl TryFrom<CeremonyRow> for KeptCeremony {
    type Error = StoreError;

    fn try_from(row: CeremonyRow) -> Result<Self, StoreError> {
        let bad = || StoreError::Inconsistent {
            table: "passkey_ceremony",
            column: "purpose".to_owned(),
            row: row.purpose.clone(),
        };
        let account = row.account_id.map(AccountId);
        let session = row.session_id.map(SessionId);
        let ceremony = match (row.purpose.as_str(), account, session) {
            ("sign_in", None, None) => Ceremony::SignIn,
            ("registration", Some(account), Some(session)) => Ceremony::Registration { account, session },
            ("proof", Some(account), Some(session)) => Ceremony::Proof { account, session },
            ("second_factor", Some(account), None) => {
                let question = row.question.as_deref().and_then(|question| question.try_into().ok());
                Ceremony::SecondFactor {
                    account,
                    challenge: question.ok_or_else(bad)?,
                }
            }
            _ => return Err(bad()),
        };
        Ok(Self {
            asked: Asked {
                ceremony,
                at: row.made_at,
            },
            state: row.state,
        })
    }
}

const PASSKEY: &str = "p.id, p.account_id, p.name, p.created_at, p.used_at, p.counter, p.is_backup_eligible,
    p.is_backed_up, p.is_verified, p.is_discoverable, p.suspected_at";

async fn passkeys(connection: &Transaction, account: AccountId) -> Result<Vec<Passkey>, StoreError> {
    let text = format!("select {PASSKEY} from passkey p where p.account_id = $1 order by p.created_at, p.id");
    let rows = PasskeyRow::find_by_statement(sql(&text, [account.0.into()])).all(connection);
    rows.await?.into_iter().map(Passkey::try_from).collect()
}

/// Whether an account has a passkey.
pub(crate) async fn has_one(connection: &Transaction, account: AccountId) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Found {
        found: bool,
    }
    let text = "select exists (select from passkey where account_id = $1) as found";
    let row = Found::find_by_statement(sql(text, [account.0.into()])).one(connection);
    Ok(row.await?.is_some_and(|row| row.found))
}

impl Snapshot {
    /// What an account can show beside its password, where the scope sees it.
    pub async fn factors(&self, account: AccountId) -> Result<Factors, StoreError> {
        Ok(Factors {
            account,
            code: factor::factor(self.connection(), account, "").await?,
            passkeys: passkeys(self.connection(), account).await?,
        })
    }
}

impl Work {
    /// What an account can show beside its password. Nobody else changes it until the unit ends.
    pub async fn factors(&self, account: AccountId) -> Result<Factors, StoreError> {
        execute(
            self.connection(),
            "select pg_advisory_xact_lock(hashtext('normtrack.factors'), hashtext($1::text))",
            [account.0.to_string().into()],
        )
        .await?;
        Ok(Factors {
            account,
            code: factor::factor(self.connection(), account, "for update").await?,
            passkeys: passkeys(self.connection(), account).await?,
        })
    }

    /// The passkeys of an account with what verifies them, held until the unit ends.
    pub async fn kept_passkeys(&self, account: AccountId) -> Result<Vec<KeptPasskey>, StoreError> {
        let text = format!(
            "select {PASSKEY}, c.credential_id, c.public_key, c.transports
             from passkey p join passkey_credential c on c.passkey_id = p.id
             where p.account_id = $1 order by p.created_at, p.id for update of p"
        );
        let rows = CredentialRow::find_by_statement(sql(&text, [account.0.into()])).all(self.connection());
        rows.await?.into_iter().map(KeptPasskey::try_from).collect()
    }

    /// Keeps a passkey that was registered. One that is known already, to whomever it belongs, is a conflict.
    pub async fn save_passkey(&self, kept: &KeptPasskey) -> Result<(), StoreError> {
        let passkey = &kept.passkey;
        execute(
            self.connection(),
            "insert into passkey (id, account_id, name, created_at, counter, is_backup_eligible, is_backed_up,
                 is_verified, is_discoverable)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            [
                passkey.id.0.into(),
                passkey.account.0.into(),
                passkey.name.as_str().into(),
                passkey.created_at.into(),
                i64::from(passkey.counter).into(),
                passkey.is_backup_eligible.into(),
                passkey.is_backed_up.into(),
                passkey.is_verified.into(),
                passkey.is_discoverable.into(),
            ],
        )
        .await?;
        execute(
            self.connection(),
            "insert into passkey_credential (passkey_id, credential_id, public_key, transports) values ($1, $2, $3, $4)",
            [
                passkey.id.0.into(),
                kept.credential.clone().into(),
                kept.public_key.clone().into(),
                i16::from(kept.transports).into(),
            ],
        )
        .await?;
        self.trail_of(Verb::AddPasskey, passkey.id).await
    }

    /// Keeps that a passkey was used.
    pub async fn save_used_passkey(&self, passkey: &Passkey) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update passkey set used_at = $2, counter = $3, is_backed_up = $4
             where id = $1 and (counter < $3 or (counter = 0 and $3 = 0))",
            [
                passkey.id.0.into(),
                passkey.used_at.into(),
                i64::from(passkey.counter).into(),
                passkey.is_backed_up.into(),
            ],
            Constraint::Revision,
        )
        .await
    }

    /// Keeps that a passkey was shown and refused, and why.
    pub async fn save_refused_passkey(&self, passkey: &Passkey, why: &str) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "update passkey set suspected_at = $2 where id = $1",
            [passkey.id.0.into(), passkey.suspected_at.into()],
        )
        .await?;
        let subject = passkey.id.to_string();
        let detail = json!({ "refused": why });
        self.trail_with(Verb::RefusePasskey.code(), None, &subject, detail)
            .await
    }

    /// Keeps the name of a passkey.
    pub async fn save_passkey_name(&self, passkey: &Passkey) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update passkey set name = $2 where id = $1",
            [passkey.id.0.into(), passkey.name.as_str().into()],
            Constraint::Revision,
        )
        .await?;
        self.trail_of(Verb::RenamePasskey, passkey.id).await
    }

    /// Removes a passkey; where no second factor is left, the recovery codes as well.
    pub async fn save_removed_passkey(&self, id: PasskeyId, left: &Factors) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "delete from passkey where id = $1",
            [id.0.into()],
            Constraint::Revision,
        )
        .await?;
        self.trail_of(Verb::RemovePasskey, id).await?;
        self.void_recovery_codes(left).await
    }

    /// Removes all passkeys of an account.
    pub(crate) async fn remove_passkeys(&self, account: AccountId) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "delete from passkey where account_id = $1",
            [account.0.into()],
        )
        .await
        .map(drop)
    }

    async fn trail_of(&self, verb: Verb, id: PasskeyId) -> Result<(), StoreError> {
        self.trail(verb.code(), None, &id.to_string()).await
    }

    /// Keeps what an authenticator is asked, and forgets what nobody has answered in time.
    pub async fn save_ceremony(&self, challenge: [u8; 16], kept: &KeptCeremony) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "delete from passkey_ceremony where made_at <= $1",
            [(self.now() - Ceremony::WAITS).into()],
        )
        .await?;
        let (purpose, session, question) = match kept.asked.ceremony {
            Ceremony::SignIn => ("sign_in", None, None),
            Ceremony::Registration { session, .. } => ("registration", Some(session), None),
            Ceremony::Proof { session, .. } => ("proof", Some(session), None),
            Ceremony::SecondFactor { challenge, .. } => ("second_factor", None, Some(challenge.to_vec())),
        };
        execute(
            self.connection(),
            "insert into passkey_ceremony (challenge, purpose, account_id, session_id, question, state, made_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            [
                challenge.to_vec().into(),
                purpose.into(),
                kept.asked.ceremony.account().map(|account| account.0).into(),
                session.map(|session| session.0).into(),
                question.into(),
                kept.state.clone().into(),
                kept.asked.at.into(),
            ],
        )
        .await
        .map(drop)
    }

    /// Takes away what the authenticator of an account was asked, or of whoever is there: of two answers to one question, in
    /// whatever processes, one finds it. Who is somebody else does not use it up.
    pub async fn take_ceremony(
        &self,
        challenge: [u8; 16],
        account: Option<AccountId>,
    ) -> Result<Option<KeptCeremony>, StoreError> {
        let statement = sql(
            "delete from passkey_ceremony where challenge = $1 and account_id is not distinct from $2
             returning purpose, account_id, session_id, question, state, made_at",
            [challenge.to_vec().into(), account.map(|account| account.0).into()],
        );
        let row = CeremonyRow::find_by_statement(statement).one(self.connection()).await?;
        row.map(KeptCeremony::try_from).transpose()
    }
}
