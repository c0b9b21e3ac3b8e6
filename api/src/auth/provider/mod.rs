//! Identity providers, to which we are a relying party (OpenID Connect Core 1.0, code flow with PKCE).
//!
//! **Invariants.** What a provider says counts only where its signature, issuer, audience, nonce and time are right, and
//! then only within its remit, which the domain decides. A provider that is slow or away costs a call at most
//! [`PATIENCE`], and one that gives wrong answers is asked no more often because of them.

mod settings;
mod token;
mod transaction;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{ProviderClaims, RulePlace};
use domain::language::Language;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use thiserror::Error;
use tokio::sync::Mutex;
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};

pub use settings::{ClaimNames, Faults, ProviderSettings, ProvidersError, Title};
pub use token::BadToken;
pub(super) use transaction::{Link, Transaction, TransactionSeal};

use crate::config::Hidden;
use settings::checked_address;
use token::{Expected, KeyRing};

/// How long a provider may take for one answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long it may take to be reached.
const REACHING: Duration = Duration::from_secs(3);
/// The most bytes of one answer.
const LARGEST: usize = 256 * 1024;

/// For this long what a provider publishes is not asked for again without need.
const FRESH: TimeDelta = TimeDelta::hours(1);
/// For this long it is relied upon while the provider does not answer.
const LASTS: TimeDelta = TimeDelta::hours(24);
/// After an answer, a key that is not known is asked for no sooner.
const COOL_DOWN: TimeDelta = TimeDelta::minutes(1);
/// After a failure nothing is asked for sooner.
const PAUSE: TimeDelta = TimeDelta::seconds(10);

/// Why a provider did not say who somebody is.
#[derive(Debug, Error)]
pub enum ProviderError {
    /// It does not answer, or not with what it should.
    #[error("the identity provider does not answer")]
    Unavailable,
    /// It does not take the code.
    #[error("the identity provider refuses the code: {0}")]
    Refused(String),
    /// What it says is not to be believed.
    #[error(transparent)]
    BadToken(#[from] BadToken),
}

/// What a provider publishes of itself (OpenID Connect Discovery 1.0, 3).
#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<BTreeSet<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// Something that a provider publishes, as it was read last.
struct Kept<T> {
    value: Option<(Arc<T>, DateTime<Utc>)>,
    not_before: Option<DateTime<Utc>>,
    has_failed: bool,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self {
            value: None,
            not_before: None,
            has_failed: false,
        }
    }
}

impl<T> Kept<T> {
    /// What is known, read anew where it is old or does not do (`does`) and may be asked for again. What comes back may
    /// still not do.
    async fn get(
        &mut self,
        now: DateTime<Utc>,
        does: impl Fn(&T) -> bool,
        read: impl Future<Output = Result<T, ProviderError>>,
    ) -> Result<Arc<T>, ProviderError> {
        let known = self.value.as_ref().filter(|(_, at)| now < *at + LASTS);
        let is_fresh = known.is_some_and(|(_, at)| now < *at + FRESH);
        let known = known.map(|(value, _)| Arc::clone(value));
        let sufficient = known.clone().filter(|value| does(value));
        if let Some(value) = sufficient.clone().filter(|_| is_fresh) {
            return Ok(value);
        }
        if self.not_before.is_some_and(|at| now < at) {
            let known = if self.has_failed { sufficient } else { known };
            return known.ok_or(ProviderError::Unavailable);
        }
        match read.await {
            Ok(value) => {
                let value = Arc::new(value);
                self.value = Some((Arc::clone(&value), now));
                (self.not_before, self.has_failed) = (Some(now + COOL_DOWN), false);
                Ok(value)
            }
            Err(error) => {
                (self.not_before, self.has_failed) = (Some(now + PAUSE), true);
                sufficient.ok_or(error)
            }
        }
    }
}

/// What came back from a provider: the parameters of the address that it sent somebody to.
#[derive(Clone, Default, Deserialize)]
pub struct ProviderAnswer {
    /// What the person came back with.
    pub code: Option<String>,
    /// What we gave along.
    pub state: Option<String>,
    /// Who sent them back (RFC 9207).
    pub iss: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

/// Who somebody is, as a provider says.
pub(super) struct Said {
    /// The provider's name for the person.
    pub(super) subject: String,
    /// The address of electronic mail, unless the provider says that it was not verified.
    pub(super) email: Option<String>,
    /// The name.
    pub(super) name: Option<String>,
    /// What its rules look at.
    pub(super) claims: ProviderClaims,
}

/// An identity provider.
pub struct Provider {
    settings: ProviderSettings,
    client: web_client::Client,
    // Held while something is read: of many who wait for it, one asks.
    metadata: Mutex<Kept<Metadata>>,
    keys: Mutex<Kept<KeyRing>>,
}

/// Every identity provider of an installation.
#[derive(Clone, Default)]
pub struct Providers(Vec<Arc<Provider>>);

impl Providers {
    /// Reads the file that names them.
    pub fn read(path: &Path) -> Result<Self, ProvidersError> {
        Self::new(settings::read(path)?)
    }

    /// Prepares to ask them.
    pub fn new(settings: Vec<ProviderSettings>) -> Result<Self, ProvidersError> {
        if settings.is_empty() {
            return Ok(Self::default());
        }
        // Of the process; whoever installed one before has installed the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = web_client::Client::builder()
            .timeout(PATIENCE)
            .connect_timeout(REACHING)
            .redirect(web_client::redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(ProvidersError::Client)?;
        let provider = |settings| {
            Arc::new(Provider {
                settings,
                client: client.clone(),
                metadata: Mutex::default(),
                keys: Mutex::default(),
            })
        };
        Ok(Self(settings.into_iter().map(provider).collect()))
    }

    /// All of them, in the order of the file.
    pub fn all(&self) -> impl Iterator<Item = &Provider> {
        self.0.iter().map(|provider| &**provider)
    }

    /// The one of a key.
    pub fn find(&self, key: &str) -> Option<&Provider> {
        self.all().find(|provider| provider.settings.key == key)
    }

    /// The one that calls itself so.
    pub fn of_issuer(&self, issuer: &str) -> Option<&Provider> {
        self.all().find(|provider| provider.settings.issuer == issuer)
    }
}

impl Provider {
    /// How it is configured.
    pub fn settings(&self) -> &ProviderSettings {
        &self.settings
    }

    /// Where somebody is sent to say who they are.
    pub(super) async fn departure(
        &self,
        transaction: &Transaction,
        return_to: &str,
        language: Language,
        now: DateTime<Utc>,
    ) -> Result<String, ProviderError> {
        let metadata = self.metadata(now).await?;
        let mut address = Url::parse(&metadata.authorization_endpoint).map_err(|_| ProviderError::Unavailable)?;
        let mut query = address.query_pairs_mut();
        query
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("redirect_uri", return_to)
            .append_pair("scope", &self.settings.scopes.join(" "))
            .append_pair("state", &transaction.state)
            .append_pair("nonce", &transaction.nonce)
            .append_pair("code_challenge", &transaction.challenge())
            .append_pair("code_challenge_method", "S256")
            .append_pair("ui_locales", language.code());
        let classes: Vec<&str> = self
            .settings
            .policy
            .factor
            .classes
            .iter()
            .map(|class| &**class)
            .collect();
        if !classes.is_empty() {
            query.append_pair("acr_values", &classes.join(" "));
        }
        drop(query);
        Ok(address.into())
    }

    /// Who came back with an answer: exchanges the code and believes what is signed. That the answer is of this
    /// transaction was seen before.
    pub(super) async fn said(
        &self,
        transaction: &Transaction,
        code: &str,
        return_to: &str,
        now: DateTime<Utc>,
    ) -> Result<Said, ProviderError> {
        let token = self.exchange(transaction, code, return_to, now).await?;
        let expected = Expected {
            issuer: &self.settings.issuer,
            client_id: &self.settings.client_id,
            nonce: &transaction.nonce,
        };
        let keys = self.keys(&token, now).await?;
        let claims = keys.verify(&token, &expected, now)?;
        self.read(&claims)
    }

    /// Whether an answer may come from this provider (RFC 9207, 2.4): where it names its sender, or has said that it does,
    /// that is this one.
    pub(super) async fn sent(&self, answer: &ProviderAnswer, now: DateTime<Utc>) -> Result<bool, ProviderError> {
        Ok(match &answer.iss {
            Some(iss) => *iss == self.settings.issuer,
            None => !self.metadata(now).await?.authorization_response_iss_parameter_supported,
        })
    }

    fn read(&self, claims: &Map<String, Value>) -> Result<Said, ProviderError> {
        let ProviderSettings { names, policy, .. } = &self.settings;
        let one = |name: &str| texts(claims, name).into_iter().next().filter(|text| !text.is_empty());
        let subject = one(&names.subject).filter(|subject| subject.len() <= 255);
        let subject = subject.ok_or_else(|| BadToken::Claim(names.subject.clone()))?;
        let mut wanted = BTreeSet::from(["amr", "acr"]);
        for rule in &policy.rules {
            wanted.insert(&rule.when.0);
            if let RulePlace::StateClaimed(name) = &rule.place {
                wanted.insert(name);
            }
        }
        let mut told = ProviderClaims::default();
        for name in wanted {
            for text in texts(claims, name) {
                told.add(name, &text);
            }
        }
        let is_unverified = claims.get("email_verified") == Some(&Value::Bool(false));
        Ok(Said {
            subject,
            email: one(&names.email).filter(|_| !is_unverified),
            name: one(&names.name),
            claims: told,
        })
    }

    async fn exchange(
        &self,
        transaction: &Transaction,
        code: &str,
        return_to: &str,
        now: DateTime<Utc>,
    ) -> Result<String, ProviderError> {
        #[derive(Deserialize)]
        struct Given {
            id_token: String,
        }
        #[derive(Deserialize)]
        struct Refused {
            error: String,
        }
        let metadata = self.metadata(now).await?;
        let mut pairs = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", return_to),
            ("code_verifier", &transaction.verifier),
        ];
        let mut request = self.client.post(&metadata.token_endpoint);
        match &self.settings.client_secret {
            None => pairs.push(("client_id", &self.settings.client_id)),
            Some(secret) if metadata.takes_basic() => {
                request = request.header(AUTHORIZATION, basic(&self.settings.client_id, secret));
            }
            Some(secret) => {
                pairs.push(("client_id", &self.settings.client_id));
                pairs.push(("client_secret", secret.reveal()));
            }
        }
        let form = Serializer::new(String::new()).extend_pairs(pairs).finish();
        let request = request
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .body(form);
        let (status, bytes) = self.ask(request).await?;
        if status.is_client_error() {
            let refused: Option<Refused> = serde_json::from_slice(&bytes).ok();
            let why = refused.map_or_else(|| status.as_str().to_owned(), |refused| refused.error);
            return Err(ProviderError::Refused(why.chars().take(60).collect()));
        }
        let given: Given = self.expect(status, &bytes)?;
        Ok(given.id_token)
    }

    async fn metadata(&self, now: DateTime<Utc>) -> Result<Arc<Metadata>, ProviderError> {
        let read = async {
            let issuer = self.settings.issuer.trim_end_matches('/');
            let metadata: Metadata = self
                .fetch(&format!("{issuer}/.well-known/openid-configuration"))
                .await?;
            // Another one's metadata would send people and codes to it (OpenID Connect Discovery 1.0, 4.3).
            let is_own = metadata.issuer == self.settings.issuer;
            let endpoints = [
                &metadata.authorization_endpoint,
                &metadata.token_endpoint,
                &metadata.jwks_uri,
            ];
            if is_own && endpoints.iter().all(|address| checked_address(address).is_ok()) {
                Ok(metadata)
            } else {
                tracing::warn!(provider = %self.settings.key, "the metadata of the identity provider is not its own");
                Err(ProviderError::Unavailable)
            }
        };
        self.metadata.lock().await.get(now, |_| true, read).await
    }

    /// The keys, asked for again where the one of this token is not among them.
    async fn keys(&self, token: &str, now: DateTime<Utc>) -> Result<Arc<KeyRing>, ProviderError> {
        let metadata = self.metadata(now).await?;
        let read = self.fetch::<KeyRing>(&metadata.jwks_uri);
        self.keys.lock().await.get(now, |keys| keys.knows(token), read).await
    }

    async fn fetch<T: DeserializeOwned>(&self, address: &str) -> Result<T, ProviderError> {
        let (status, bytes) = self
            .ask(self.client.get(address).header(ACCEPT, "application/json"))
            .await?;
        self.expect(status, &bytes)
    }

    fn expect<T: DeserializeOwned>(&self, status: http::StatusCode, bytes: &[u8]) -> Result<T, ProviderError> {
        let read = status
            .is_success()
            .then(|| serde_json::from_slice(bytes).ok())
            .flatten();
        read.ok_or_else(|| {
            tracing::warn!(provider = %self.settings.key, %status, "the identity provider does not answer as it should");
            ProviderError::Unavailable
        })
    }

    /// Sends a request and reads the answer, within the limits of time and size.
    async fn ask(&self, request: web_client::RequestBuilder) -> Result<(http::StatusCode, Vec<u8>), ProviderError> {
        let away = |error: web_client::Error| {
            // Without its address: a code may be in it.
            let error = error.without_url();
            tracing::warn!(provider = %self.settings.key, %error, "the identity provider does not answer");
            ProviderError::Unavailable
        };
        let mut response = request.send().await.map_err(away)?;
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(away)? {
            if bytes.len() + chunk.len() > LARGEST {
                tracing::warn!(provider = %self.settings.key, "the answer of the identity provider is too long");
                return Err(ProviderError::Unavailable);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok((response.status(), bytes))
    }
}

impl Metadata {
    /// Whether the secret goes into the header; it does where nothing is said (OpenID Connect Discovery 1.0, 3).
    fn takes_basic(&self) -> bool {
        let methods = self.token_endpoint_auth_methods_supported.as_ref();
        methods.is_none_or(|methods| methods.contains("client_secret_basic"))
    }
}

/// The header of a client that shows its secret (RFC 6749, 2.3.1).
fn basic(client_id: &str, secret: &Hidden) -> String {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let pair = format!("{}:{}", encoded(client_id), encoded(secret.reveal()));
    format!("Basic {}", STANDARD.encode(pair))
}

/// The texts of a claim: of its name, or, where there is none of that name, of the parts between dots, one inside the other.
fn texts(claims: &Map<String, Value>, name: &str) -> Vec<String> {
    fn nested<'v>(claims: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
        claims.get(name).or_else(|| {
            let (outer, inner) = name.split_once('.')?;
            nested(claims.get(outer)?.as_object()?, inner)
        })
    }
    fn text(value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(is_so) => Some(is_so.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }
    match nested(claims, name) {
        Some(Value::Array(several)) => several.iter().filter_map(text).collect(),
        Some(value) => text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn claims_are_found_by_their_names_and_inside_one_another() {
        let claims = json!({
            "groups": ["a", 7, null, ["b"]], "country": "QMA", "realm": {"roles": ["x"]}, "https://a.example/g": "y",
            "realm.roles2": "z", "deep": {"er": {"st": true}},
        });
        let claims = claims.as_object().unwrap();
        for (name, expected) in [
            ("groups", vec!["a", "7"]),
            ("country", vec!["QMA"]),
            ("realm.roles", vec!["x"]),
            ("https://a.example/g", vec!["y"]),
            ("realm.roles2", vec!["z"]),
            ("deep.er.st", vec!["true"]),
            ("deep", vec![]),
            ("country.code", vec![]),
            ("none", vec![]),
        ] {
            assert_eq!(texts(claims, name), expected, "{name}");
        }
    }

    /// What a story of [`Kept`] comes to: the value, and how often it was asked for.
    async fn asked(kept: &mut Kept<u32>, now: DateTime<Utc>, wanted: u32, answer: Option<u32>) -> (Option<u32>, u32) {
        let mut asked = 0;
        let read = async {
            asked += 1;
            answer.ok_or(ProviderError::Unavailable)
        };
        let got = kept.get(now, |value| *value == wanted, read).await;
        (got.ok().map(|value| *value), asked)
    }

    #[tokio::test]
    async fn what_is_published_is_read_again_in_time_and_relied_upon_while_nobody_answers() {
        let (start, second) = (DateTime::UNIX_EPOCH, TimeDelta::seconds(1));
        let (minute, hour) = (TimeDelta::minutes(1), TimeDelta::hours(1));
        let mut kept = Kept::default();
        for (what, now, wanted, answer, expected) in [
            ("nobody answers", start, 1, None, (None, 1)),
            ("nor is asked at once", start + second * 9, 1, Some(1), (None, 0)),
            ("but soon", start + second * 10, 1, Some(1), (Some(1), 1)),
            (
                "what is known is not asked for",
                start + minute * 50,
                1,
                Some(9),
                (Some(1), 0),
            ),
            ("what is not known is", start + minute * 50, 2, Some(2), (Some(2), 1)),
            (
                "and no sooner than in a minute again",
                start + minute * 50 + second * 59,
                3,
                Some(3),
                (Some(2), 0),
            ),
            ("then it is", start + minute * 51, 3, Some(2), (Some(2), 1)),
            (
                "a key that nobody tells is not known to be none",
                start + minute * 53,
                3,
                None,
                (None, 1),
            ),
            ("and not asked for at once", start + minute * 53, 3, Some(3), (None, 0)),
            (
                "while others are relied upon",
                start + minute * 53,
                2,
                None,
                (Some(2), 0),
            ),
            ("after an hour in any case", start + hour * 2, 2, Some(2), (Some(2), 1)),
            (
                "and relied upon where nobody answers",
                start + hour * 4,
                2,
                None,
                (Some(2), 1),
            ),
            ("for a day", start + hour * 26 - second, 2, None, (Some(2), 1)),
            ("and no longer", start + hour * 26 + second * 8, 2, None, (None, 0)),
            ("whatever was", start + hour * 27, 2, None, (None, 1)),
        ] {
            assert_eq!(asked(&mut kept, now, wanted, answer).await, expected, "{what}");
        }
    }
}
