//! Programs of integrators: who they are, and keeping them.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access;
use domain::access::{InviteMember, Name, ReadMembers, TokenScope};
use domain::id::{AccountId, SecretId};

use crate::auth::KeptProgram;
use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::viewer::{Account, Membership, PlaceInput, RoleCode};

/// What a token of a program may be asked for. A scope only takes away: an act needs the role and the scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "TokenScope", remote = "TokenScope")]
pub enum TokenScopeCode {
    /// Reads what the role reads. Every token has it.
    Read,
    /// Saves, merges and confirms answers, and comments.
    Draft,
    /// Keeps evidence.
    Evidence,
}

/// A secret of a program. The secret itself is shown once and not kept.
pub struct ProgramSecret(access::ProgramSecret);

/// A secret of a program, without the secret: that is shown once and not kept.
#[Object]
impl ProgramSecret {
    /// Names it for `endProgramSecret`.
    async fn id(&self) -> ID {
        node::id(Sort::ProgramSecret, self.0.id.to_string())
    }

    /// When it was issued.
    async fn issued_at(&self) -> DateTime<Utc> {
        self.0.issued_at
    }

    /// From when on it is worth nothing.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }

    /// When it was last exchanged for a token; empty where it was not.
    async fn used_at(&self) -> Option<DateTime<Utc>> {
        self.0.used_at
    }

    /// When it was ended; empty where it was not.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }

    /// Whether it gives tokens now.
    async fn is_valid(&self, ctx: &Context<'_>) -> bool {
        self.0.is_valid(Call::of(ctx).now())
    }
}

/// A program of an integrator.
pub struct Program {
    program: access::Program,
    account: access::Account,
}

impl Program {
    async fn read(call: &Call, program: access::Program) -> Result<Self, Fault> {
        let account = call.snapshot().await?.account(program.account).await?;
        let account = account.ok_or_else(Fault::not_found)?;
        Ok(Self { program, account })
    }
}

/// An account that is a program of an integrator, and no person: it has one role at one place, gets its tokens at
/// `/oauth/token`, and neither signs nor administers.
#[Object]
impl Program {
    /// Names it for `renewProgram` and `endProgram`.
    async fn id(&self) -> ID {
        node::id(Sort::Account, self.program.account.to_string())
    }

    /// What it calls itself at `/oauth/token`.
    async fn client_id(&self) -> String {
        self.program.account.to_string()
    }

    /// What it is called: what it changes is attributed to it by this name.
    async fn name(&self) -> &str {
        self.program.name.as_str()
    }

    /// Its account.
    async fn account(&self) -> Account {
        Account(self.account.clone())
    }

    /// Its role and place.
    async fn membership(&self) -> Membership {
        Membership {
            membership: self.program.membership.clone(),
            account: self.account.clone(),
        }
    }

    /// The most that its tokens may be asked for.
    async fn scopes(&self) -> Vec<TokenScopeCode> {
        self.program.scopes.iter().map(TokenScopeCode::from).collect()
    }

    /// When it was made.
    async fn made_at(&self) -> DateTime<Utc> {
        self.program.made_at
    }

    /// When it ended; empty where it has not.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.program.ended_at
    }

    /// Its secrets, the oldest first, those of the past as well.
    async fn secrets(&self) -> Vec<ProgramSecret> {
        self.program.secrets.iter().copied().map(ProgramSecret).collect()
    }
}

/// A program to make.
#[derive(InputObject)]
pub struct MakeProgramInput {
    /// What it is called: 1 to 200 characters.
    name: String,
    /// Its role: contributor, reader, analyst or accredited reader.
    role: RoleCode,
    /// Where it acts.
    place: PlaceInput,
    /// The most that its tokens may be asked for; reading is always among them.
    scopes: Vec<TokenScopeCode>,
    /// When its first secret ends: within 366 days.
    expires_at: DateTime<Utc>,
}

/// A further secret for a program.
#[derive(InputObject)]
pub struct RenewProgramInput {
    /// The program.
    id: ID,
    /// When the secret ends: within 366 days.
    expires_at: DateTime<Utc>,
}

/// A secret to end.
#[derive(InputObject)]
pub struct EndProgramSecretInput {
    /// The program.
    id: ID,
    /// The secret.
    secret: ID,
}

/// A program to end.
#[derive(InputObject)]
pub struct EndProgramInput {
    /// The program.
    id: ID,
}

/// A program with a secret that is shown this once.
#[derive(SimpleObject)]
pub struct ProgramSecretPayload {
    /// The program.
    program: Program,
    /// The secret, for `/oauth/token`.
    client_secret: String,
}

/// What became of a program.
#[derive(SimpleObject)]
pub struct EndProgramPayload {
    /// The program.
    program: Program,
}

/// Programs.
#[derive(Default)]
pub struct ProgramQuery;

#[Object]
impl ProgramQuery {
    /// The programs that were ever made for a place, by name: for those who keep its members. A State stands for all its
    /// ministries.
    #[graphql(complexity = "10 + 20 * child_complexity")]
    async fn programs(&self, ctx: &Context<'_>, place: PlaceInput) -> Result<Vec<Program>, Fault> {
        let call = Call::of(ctx);
        let place = place.read("place")?;
        if call.actor().may(&ReadMembers { place: place.clone() }).is_err() {
            return Ok(Vec::new());
        }
        let mut programs = Vec::new();
        for program in call.snapshot().await?.programs(&place).await? {
            programs.push(Program::read(call, program).await?);
        }
        Ok(programs)
    }
}

/// A program that the caller sees; what they may not read does not exist.
fn seen(call: &Call, program: Option<access::Program>) -> Result<access::Program, Fault> {
    let program = program.ok_or_else(Fault::not_found)?;
    let place = program.place().clone();
    let visible = call.actor().may(&ReadMembers { place }).is_ok();
    visible.then_some(program).ok_or_else(Fault::not_found)
}

async fn with_secret(call: &Call, kept: KeptProgram) -> Result<ProgramSecretPayload, Fault> {
    call.end_moment();
    Ok(ProgramSecretPayload {
        program: Program::read(call, kept.program).await?,
        client_secret: kept.secret,
    })
}

/// What is done with programs.
#[derive(Default)]
pub struct ProgramMutation;

#[Object]
impl ProgramMutation {
    /// Makes a program of an integrator, with its first secret: whoever may invite a person to the role may.
    async fn make_program(&self, ctx: &Context<'_>, input: MakeProgramInput) -> Result<ProgramSecretPayload, Fault> {
        let call = Call::of(ctx);
        let place = input.place.read("input.place")?;
        let name = Name::new(&input.name)?;
        let scopes = access::TokenScopes::of(input.scopes.into_iter().map(TokenScope::from));
        let permit = call.actor().permit(InviteMember {
            role: input.role.into(),
            place,
        })?;
        let issuer = call.app().issuer();
        let kept = issuer.make_program(permit, (name, call.language()), scopes, input.expires_at);
        with_secret(call, kept.await?).await
    }

    /// Gives a program a further secret. Two are good at a time, so that the new one can be put in place before the old one is
    /// ended.
    async fn renew_program(&self, ctx: &Context<'_>, input: RenewProgramInput) -> Result<ProgramSecretPayload, Fault> {
        let call = Call::of(ctx);
        let id = AccountId(node::key(Sort::Account, &input.id)?);
        let found = call.snapshot().await?.program(id).await?;
        let program = seen(call, found)?;
        call.end_moment();
        let permit = call.actor().permit(program.keeping())?;
        let kept = call.app().issuer().renew_program(permit, id, input.expires_at).await?;
        with_secret(call, kept).await
    }

    /// Ends a secret of a program, and the tokens that it gave, in every process within a second.
    async fn end_program_secret(
        &self,
        ctx: &Context<'_>,
        input: EndProgramSecretInput,
    ) -> Result<EndProgramPayload, Fault> {
        let call = Call::of(ctx);
        let id = AccountId(node::key(Sort::Account, &input.id)?);
        let secret = SecretId(node::key(Sort::ProgramSecret, &input.secret)?);
        let work = call.begin().await?;
        let program = seen(call, work.program(id).await?)?;
        let permit = call.actor().permit(program.keeping())?;
        let program = program.end_secret(permit, secret, call.now())?;
        work.save_ended_program_secret(&program, secret).await?;
        call.commit(work).await?;
        call.app().actors().catch_up(call.now()).await;
        Ok(EndProgramPayload {
            program: Program::read(call, program).await?,
        })
    }

    /// Ends a program with its role and its secrets, and all its tokens, in every process within a second. What it changed stays
    /// attributed to it.
    async fn end_program(&self, ctx: &Context<'_>, input: EndProgramInput) -> Result<EndProgramPayload, Fault> {
        let call = Call::of(ctx);
        let id = AccountId(node::key(Sort::Account, &input.id)?);
        let work = call.begin().await?;
        let program = seen(call, work.program(id).await?)?;
        let was_held = program.membership.is_valid(call.now());
        let program = program
            .clone()
            .end(call.actor().permit(program.ending())?, call.now())?;
        if was_held {
            work.save_ended_membership(&program.membership).await?;
        }
        work.save_ended_program(&program).await?;
        call.commit(work).await?;
        call.app().actors().catch_up(call.now()).await;
        Ok(EndProgramPayload {
            program: Program::read(call, program).await?,
        })
    }
}

/// The program that calls.
#[derive(SimpleObject)]
pub struct CallingProgram {
    /// What it calls itself at `/oauth/token`.
    client_id: String,
    /// What the token of this call is good for.
    scopes: Vec<TokenScopeCode>,
}

impl CallingProgram {
    /// That of the call; none where a person calls.
    pub(crate) fn of(call: &Call) -> Option<Self> {
        let scopes = call.actor().program()?;
        Some(Self {
            client_id: call.actor().account()?.to_string(),
            scopes: scopes.iter().map(TokenScopeCode::from).collect(),
        })
    }
}
