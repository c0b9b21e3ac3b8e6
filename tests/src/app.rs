//! The service as a test uses it: the real router over a database of its own, with a clock that is set by hand.

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;

use api::app::{App, Keeping};
use api::auth::{Cost, Keys, Passwords, Providers, Secret, TokenSettings};
use api::http::{Limits, PaceSettings, Settings};
use api::mint::{Clock, Mint};
use api::post::Desk;
use api::process::Process;
use api::webhook::Networks;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::response::Response;
use catalogue::Catalogue;
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{Place, Role, RotateKeys};
use domain::id::{AccountId, OrganisationId, SessionId, StateCode};
use http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, ETAG};
use http::{HeaderMap, HeaderValue, Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use sqlx::{Connection as _, PgConnection};
use store::{Connections, KeyPurpose, Store};
use tempfile::TempDir;
use tower::ServiceExt as _;
use vault::{S3, Vault};

use crate::database::{TestDatabase, fresh};
use crate::program;

/// When every story begins, unless it says otherwise.
pub fn noon() -> DateTime<Utc> {
    "2027-03-01T12:00:00Z".parse().expect("an instant")
}

/// Where people reach the service: whose tokens count.
pub const ADDRESS: &str = "https://normtrack.example";

/// What seals the signing keys of every story.
pub const SECRET: [u8; 32] = [7; 32];

/// A person in a story, signed in.
#[derive(Clone, Debug)]
pub struct Persona {
    /// The account.
    pub account: AccountId,
    /// The session.
    pub session: SessionId,
    /// The access token.
    pub token: String,
}

/// An answer of the service.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub json: Value,
    /// The body as it came.
    pub bytes: Bytes,
}

impl Answer {
    /// The data; a test that expects some fails here with the errors.
    #[track_caller]
    pub fn data(&self) -> &Value {
        assert!(self.json.get("errors").is_none(), "{:#}", self.json);
        &self.json["data"]
    }

    /// The code of the first error; a test that expects one fails here with the data.
    #[track_caller]
    pub fn code(&self) -> &str {
        self.json["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or_else(|| panic!("{:#}", self.json))
    }

    /// Reads an answer to its end.
    pub async fn read(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("the body is whole").to_bytes();
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Self {
            status: parts.status,
            headers: parts.headers,
            bytes,
            json,
        }
    }

    /// The extensions of the first error.
    pub fn extensions(&self) -> &Value {
        &self.json["errors"][0]["extensions"]
    }
}

/// One process that serves; a second one over the same database is made by [`TestApp::beside`].
pub struct TestApp {
    /// The process.
    pub process: Arc<Process>,
    /// The clock of this process, and of those beside it.
    pub clock: Clock,
    /// The database.
    pub database: Arc<TestDatabase>,
    shelf: Shelf,
    providers: Providers,
    networks: Networks,
    mail: Option<String>,
    router: Router,
}

/// Where evidence is kept in a story.
#[derive(Clone)]
pub enum Shelf {
    /// A folder that ends with the story.
    Folder(Arc<TempDir>),
    /// A bucket; what arrives lies in a folder that ends with the story.
    Bucket(S3, Arc<TempDir>),
}

impl Shelf {
    /// The most bytes of one document, and of all documents of a State: small, so that stories can reach them.
    pub const LIMITS: (u64, u64) = (1024 * 1024, 3 * 1024 * 1024);

    /// A folder of its own.
    pub fn folder() -> Self {
        Self::Folder(Arc::new(TempDir::new().expect("a folder can be made")))
    }

    /// A bucket of a store that speaks S3.
    pub fn bucket(s3: S3) -> Self {
        Self::Bucket(s3, Arc::new(TempDir::new().expect("a folder can be made")))
    }

    /// Opens it.
    pub fn open(&self) -> Keeping {
        let (largest, per_state) = Self::LIMITS;
        let vault = match self {
            Self::Folder(folder) => Vault::in_folder(folder.path().to_owned(), largest),
            Self::Bucket(s3, spool) => Vault::in_bucket(s3, spool.path().to_owned(), largest),
        };
        Keeping {
            vault: vault.expect("the vault opens"),
            per_state,
        }
    }

    /// The folder with the objects, or where they arrive.
    pub fn folder_path(&self) -> &Path {
        let (Self::Folder(folder) | Self::Bucket(_, folder)) = self;
        folder.path()
    }

    /// How many files lie there: objects, and what has not been cleared away.
    pub fn files(&self) -> usize {
        count_files(self.folder_path())
    }
}

/// Stories do in a second what people do in an hour.
pub fn busy() -> PaceSettings {
    PaceSettings {
        account: NonZeroU32::MAX,
        ..PaceSettings::default()
    }
}

/// Receivers of webhooks are on this machine.
fn loopback() -> Networks {
    Networks::new(vec!["127.0.0.0/8".parse().expect("a network")])
}

/// The secretariat writes, over the mail server of a story.
fn desk(url: &str) -> Desk {
    let from = "Secretariat <office@normtrack.example>";
    Desk {
        relay: mail::Relay::open(url).expect("the address of a mail server"),
        addresses: mail::Addresses::new(from, Some("desk@normtrack.example")).expect("addresses"),
    }
}

/// How many files a folder holds, at any depth.
pub fn count_files(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let of = |entry: std::fs::DirEntry| {
        if entry.path().is_dir() {
            count_files(&entry.path())
        } else {
            1
        }
    };
    entries.map(of).sum()
}

impl TestApp {
    /// A service over a fresh database with the catalogue and fictional States.
    pub async fn start() -> Self {
        Self::keeping(Shelf::folder()).await
    }

    /// The same, with evidence kept there.
    pub async fn keeping(shelf: Shelf) -> Self {
        Self::over(Arc::new(fresh().await), Clock::at(noon()), 1, shelf).await
    }

    /// The same at an instant, with identity providers that people may sign in with.
    pub async fn with_providers(providers: Providers, at: DateTime<Utc>) -> Self {
        let database = Arc::new(fresh().await);
        Self::built(
            database,
            Clock::at(at),
            1,
            (Shelf::folder(), providers, loopback(), None),
            &SECRET,
        )
        .await
    }

    /// The same, with a mail server that takes letters.
    pub async fn with_mail(url: &str) -> Self {
        let with = (Shelf::folder(), Providers::default(), loopback(), Some(url.to_owned()));
        Self::built(Arc::new(fresh().await), Clock::at(noon()), 1, with, &SECRET).await
    }

    /// Another process over the same database.
    pub async fn beside(&self, seed: u64) -> Self {
        self.beside_keeping(seed, self.shelf.clone()).await
    }

    /// Another process over the same database, with evidence kept there.
    pub async fn beside_keeping(&self, seed: u64, shelf: Shelf) -> Self {
        let with = (shelf, self.providers.clone(), self.networks.clone(), self.mail.clone());
        Self::built(Arc::clone(&self.database), self.clock.clone(), seed, with, &SECRET).await
    }

    /// Another process over the same database, from which webhooks lead to these networks inside.
    pub async fn beside_allowing(&self, seed: u64, networks: Networks) -> Self {
        let with = (self.shelf.clone(), self.providers.clone(), networks, self.mail.clone());
        Self::built(Arc::clone(&self.database), self.clock.clone(), seed, with, &SECRET).await
    }

    /// Another process over the same database, with another secret.
    pub async fn beside_under(&self, seed: u64, secret: &[u8]) -> Self {
        let with = (
            self.shelf.clone(),
            self.providers.clone(),
            self.networks.clone(),
            self.mail.clone(),
        );
        Self::built(Arc::clone(&self.database), self.clock.clone(), seed, with, secret).await
    }

    /// A process over a database that is there; `seed` makes its ids others than those of other processes over it.
    pub async fn over(database: Arc<TestDatabase>, clock: Clock, seed: u64, shelf: Shelf) -> Self {
        Self::under(database, clock, seed, shelf, &SECRET).await
    }

    /// The same, with another secret than that of every story.
    pub async fn under(database: Arc<TestDatabase>, clock: Clock, seed: u64, shelf: Shelf, secret: &[u8]) -> Self {
        let with = (shelf, Providers::default(), loopback(), None);
        Self::built(database, clock, seed, with, secret).await
    }

    async fn built(
        database: Arc<TestDatabase>,
        clock: Clock,
        seed: u64,
        (shelf, providers, networks, mail): (Shelf, Providers, Networks, Option<String>),
        secret: &[u8],
    ) -> Self {
        let connections = Connections { cold: 8, hot: 4 };
        let store = Store::connect(&database.service_url(), connections)
            .await
            .expect("the database is there");
        let mint = Arc::new(Mint::fixed(clock.clone(), seed));
        let secret = Secret::of(secret).expect("32 bytes are a secret");
        let keys = Keys::open(store.clone(), secret, Arc::clone(&mint))
            .await
            .expect("keys are made or read");
        let tokens = TokenSettings {
            issuer: ADDRESS.to_owned(),
            audience: ADDRESS.to_owned(),
        };
        let passwords = Passwords::new(Cost::Nominal, &mint);
        let catalogue = Catalogue::load().expect("the catalogue is sound");
        let app = App::start(store, catalogue, Arc::new(keys), passwords, tokens, shelf.open(), mint)
            .await
            .expect("the app starts")
            .with_providers(providers.clone())
            .with_webhook_networks(networks.clone())
            .with_press(program::press());
        let app = match &mail {
            Some(url) => app.with_mail(desk(url)),
            None => app,
        };
        let settings = Settings {
            limits: Limits::default(),
            pace: busy(),
            origins: vec![ADDRESS.to_owned()],
            development: true,
            secure: false,
            documents: None,
            build: "test".to_owned(),
        };
        let process = Process::new(Arc::new(app), &settings);
        let router = process.router(settings);
        Self {
            process,
            clock,
            database,
            shelf,
            providers,
            networks,
            mail,
            router,
        }
    }

    /// The app behind the door.
    pub fn app(&self) -> &Arc<App> {
        self.process.app()
    }

    /// Where evidence is kept.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Moves the clock on.
    pub fn pass(&self, time: TimeDelta) {
        self.clock.advance(time);
    }

    /// A builder's connection as the owner: no policy holds there.
    pub async fn owner(&self) -> PgConnection {
        PgConnection::connect(&self.database.owner_url())
            .await
            .expect("the owner may connect")
    }

    /// Somebody who holds a role at a place since the story began.
    pub async fn persona(&self, role: Role, place: Place) -> Persona {
        let mut owner = self.owner().await;
        let (account, session) = (self.app().mint().id(), self.app().mint().id());
        let now = self.clock.now();
        sqlx::query("insert into account (id, email, name, language, created_at) values ($1, $2, $3, 'en', $4)")
            .bind(account)
            .bind(format!("{account}@example.int"))
            .bind(role.code())
            .bind(now)
            .execute(&mut owner)
            .await
            .expect("an account can be made");
        let (state, ministry, organisation) = match place {
            Place::State { state, ministry } => (Some(state.to_string()), ministry.map(|id| id.0), None),
            Place::Organisation(id) => (None, None, Some(id.to_string())),
            Place::Secretariat => (None, None, None),
        };
        sqlx::query(
            "insert into membership (id, account_id, role, state_id, ministry_id, organisation_id, valid_from)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(self.app().mint().id())
        .bind(account)
        .bind(role.code())
        .bind(state)
        .bind(ministry)
        .bind(organisation)
        .bind(now)
        .execute(&mut owner)
        .await
        .expect("the role fits the place");
        sqlx::query("insert into session (id, account_id, started_at) values ($1, $2, $3)")
            .bind(session)
            .bind(account)
            .bind(now)
            .execute(&mut owner)
            .await
            .expect("a session can be made");
        sqlx::query("insert into refresh_token (hash, session_id, issued_at) values (sha256($1), $2, $3)")
            .bind(session.as_bytes().to_vec())
            .bind(session)
            .bind(now)
            .execute(&mut owner)
            .await
            .expect("a session can be refreshed");
        self.renewed(&Persona {
            account: AccountId(account),
            session: SessionId(session),
            token: String::new(),
        })
    }

    /// The same person with a token that was issued now: tokens end after ten minutes.
    pub fn renewed(&self, persona: &Persona) -> Persona {
        let id = self.app().mint().id();
        let token = self
            .app()
            .tokens()
            .issue(persona.account, persona.session, id, self.clock.now());
        Persona {
            token: token.token,
            ..persona.clone()
        }
    }

    /// Replaces a key, as an administrator.
    pub async fn rotate(&self, purpose: KeyPurpose) {
        let administrator = self.secretariat(Role::Administrator).await;
        let claims = self.app().tokens().verify(&administrator.token, self.clock.now()).await;
        let claims = claims.expect("the token was issued here");
        let actor = self.app().actors().actor(&claims, self.clock.now()).await;
        let permit = actor.expect("the account is there").permit(RotateKeys {});
        let permit = permit.expect("an administrator may rotate keys");
        let rotated = self.app().keys().rotate(permit, purpose).await;
        rotated.expect("the key is replaced");
    }

    /// Whoever an access token was given to.
    pub async fn holder(&self, token: &str) -> Persona {
        let verified = self.app().tokens().verify(token, self.clock.now()).await;
        let claims = verified.expect("the token was issued here");
        Persona {
            account: claims.account,
            session: claims.session,
            token: token.to_owned(),
        }
    }

    /// Somebody of a State.
    pub async fn of(&self, state: &str, role: Role) -> Persona {
        self.persona(role, Place::state(StateCode::new(state).expect("a State code")))
            .await
    }

    /// Somebody of the secretariat.
    pub async fn secretariat(&self, role: Role) -> Persona {
        self.persona(role, Place::Secretariat).await
    }

    /// Somebody of the named unit of an organisation.
    pub async fn unit(&self, organisation: &str) -> Persona {
        let organisation = OrganisationId::new(organisation).expect("an organisation id");
        self.persona(Role::AccreditedReader, Place::Organisation(organisation))
            .await
    }

    /// Calls the API by POST, as somebody or as nobody.
    pub async fn call(&self, who: impl Into<Option<&Persona>>, query: &str, variables: Value) -> Answer {
        self.call_in("en", who, query, variables).await
    }

    /// Calls the API by POST in a language.
    pub async fn call_in(
        &self,
        language: &str,
        who: impl Into<Option<&Persona>>,
        query: &str,
        variables: Value,
    ) -> Answer {
        let mut request = Request::post("/graphql").header(CONTENT_TYPE, "application/json");
        request = request.header(ACCEPT_LANGUAGE, language);
        if let Some(who) = who.into() {
            request = request.header(AUTHORIZATION, format!("Bearer {}", who.token));
        }
        let body = json!({"query": query, "variables": variables}).to_string();
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// Sends any request to the router, and returns the status and the text of the body.
    pub async fn text(&self, request: Request<Body>) -> (StatusCode, String) {
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("the body is whole").to_bytes();
        (parts.status, String::from_utf8_lossy(&bytes).into_owned())
    }

    /// A file of open data as anybody takes it away: its tag, and its text.
    pub async fn open_data(&self, file: &str) -> (HeaderValue, String) {
        let request = Request::get(format!("/open-data/{file}")).body(Body::empty());
        let answer = self.send(request.expect("a request")).await;
        let text = String::from_utf8_lossy(&answer.bytes).into_owned();
        assert_eq!(answer.status, StatusCode::OK, "{file}: {text}");
        (answer.headers[ETAG].clone(), text)
    }

    /// Sends any request to the router.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        Answer::read(self.open(request).await).await
    }

    /// Sends any request to the router, and leaves the body to be read.
    pub async fn open(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.expect("the router answers")
    }

    /// The addresses that the router knows, as they were written: `/filings/{position}/receipt`. It tells them nowhere but
    /// in its debug form; where that is another one day, there are none, and the test that counts them says so.
    pub fn addresses(&self) -> BTreeSet<String> {
        let told = format!("{:?}", self.router);
        let mut rest = told.split_once("paths: {").map_or("", |(_, rest)| rest);
        let mut addresses = BTreeSet::new();
        while let Some((address, after)) = rest
            .trim_start_matches(", ")
            .strip_prefix("RouteId(")
            .and_then(|rest| rest.split_once("): \""))
            .and_then(|(_, rest)| rest.split_once('"'))
        {
            addresses.insert(address.to_owned());
            rest = after;
        }
        addresses
    }
}
