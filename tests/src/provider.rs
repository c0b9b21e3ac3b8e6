//! A real identity provider, and browsers that go through it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;

use axum::body::Body;
use chrono::{DateTime, Utc};
use http::header::{COOKIE, LOCATION, SET_COOKIE};
use http::{HeaderMap, Request, StatusCode};
use reqwest::{Client, Method, Url, redirect};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use crate::app::TestApp;

/// Where the service is reached in stories.
pub const ADDRESS: &str = "https://normtrack.example";

/// The secret of our client at every provider.
pub const CLIENT_SECRET: &str = "s3cret with: signs+";

/// `oidc-provider` in a process of its own; it ends with the story.
pub struct IdentityProvider {
    /// How it names itself.
    pub issuer: String,
    /// When it began, by the clock of the machine: that is the clock of its tokens.
    pub began_at: DateTime<Utc>,
    algorithm: &'static str,
    process: Child,
    client: Client,
}

impl IdentityProvider {
    /// Starts one that signs with an algorithm.
    pub async fn start(algorithm: &'static str) -> Self {
        Self::at(0, algorithm).await
    }

    async fn at(port: u16, algorithm: &'static str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("provider");
        assert!(
            folder.join("node_modules").exists(),
            "the identity provider is not installed: run `script/provider`"
        );
        let settings = json!({"returnTo": format!("{ADDRESS}/sign-in/return"), "algorithm": algorithm, "port": port});
        let mut process = Command::new(folder.join("../../script/node"))
            .args(["node", "../tests/provider/provider.js", &settings.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("Node can be started");
        let said = process.stdout.take().expect("it was piped");
        let line = BufReader::new(said).lines().next_line().await;
        let line = line.ok().flatten().expect("the provider says where it is");
        let said: Value = serde_json::from_str(&line).expect("as JSON");
        let text = |name: &str| said[name].as_str().expect("a text").to_owned();
        Self {
            issuer: text("issuer"),
            began_at: text("now").parse().expect("an instant"),
            algorithm,
            process,
            client: Client::builder()
                .redirect(redirect::Policy::none())
                .no_proxy()
                .build()
                .expect("a client can be made"),
        }
    }

    /// Ends it, as a machine that is switched off.
    pub async fn stop(&mut self) {
        self.process.kill().await.expect("it can be ended");
    }

    /// Starts it again at the same address, with another key.
    pub async fn restart(&mut self) {
        let port = self.issuer.rsplit(':').next().and_then(|port| port.parse().ok());
        *self = Self::at(port.expect("a port"), self.algorithm).await;
    }

    /// Tells it what to do from now on, and says how often each of its addresses was asked for.
    pub async fn told(&self, what: Value) -> BTreeMap<String, u64> {
        let request = self
            .client
            .post(format!("{}/control", self.issuer))
            .body(what.to_string());
        let answer = request.send().await.expect("the provider answers");
        serde_json::from_slice(&answer.bytes().await.expect("whole")).expect("counts")
    }

    /// How often an address was asked for.
    pub async fn asked(&self, path: &str) -> u64 {
        self.told(json!({})).await.get(path).copied().unwrap_or(0)
    }

    /// How a configuration names it, without what it gives.
    pub fn configured(&self, key: &str) -> Value {
        json!({
            "key": key, "issuer": self.issuer, "client_id": "normtrack", "client_secret_file": "secret", "title": key,
            "scopes": ["email", "profile", "groups"],
        })
    }
}

/// A browser: it keeps cookies for each host, and follows nobody by itself.
pub struct Browser<'a> {
    app: &'a TestApp,
    client: Client,
    /// By host, then by name.
    cookies: BTreeMap<String, BTreeMap<String, String>>,
}

/// Where a browser was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// With what status.
    pub status: StatusCode,
    /// Where to, with the address of the service left out.
    pub to: String,
}

impl Sent {
    /// A parameter of the address.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let url = Url::parse(ADDRESS).and_then(|base| base.join(&self.to)).ok()?;
        let mut found = url.query_pairs().filter(|(known, _)| known == name);
        found.next().map(|(_, value)| value.into_owned())
    }

    /// What the console is told to explain.
    pub fn problem(&self) -> Option<String> {
        self.parameter("problem")
    }

    /// The same with another value of a parameter; without one, left out.
    #[must_use]
    pub fn with(&self, name: &str, value: Option<&str>) -> Self {
        let base = Url::parse(ADDRESS).expect("an address");
        let mut url = base.join(&self.to).expect("an address");
        let others = url.query_pairs().into_owned().filter(|(known, _)| known != name);
        let mut pairs: Vec<(String, String)> = others.collect();
        pairs.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        url.query_pairs_mut().clear().extend_pairs(pairs);
        Self {
            to: url.as_str().replacen(ADDRESS, "", 1),
            ..self.clone()
        }
    }
}

impl<'a> Browser<'a> {
    /// One that keeps nothing yet.
    pub fn new(app: &'a TestApp) -> Self {
        Self {
            app,
            client: Client::builder()
                .redirect(redirect::Policy::none())
                .no_proxy()
                .build()
                .expect("a client can be made"),
            cookies: BTreeMap::new(),
        }
    }

    /// A cookie that it keeps for the service.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(ADDRESS)?.get(name).map(String::as_str)
    }

    /// Keeps a cookie for the service; without a value, forgets it.
    pub fn set_cookie(&mut self, name: &str, value: Option<&str>) {
        let cookies = self.cookies.entry(ADDRESS.to_owned()).or_default();
        match value {
            Some(value) => cookies.insert(name.to_owned(), value.to_owned()),
            None => cookies.remove(name),
        };
    }

    /// Keeps what an answer sets.
    pub fn keep(&mut self, host: &str, headers: &HeaderMap) {
        let cookies = self.cookies.entry(host.to_owned()).or_default();
        for set in headers.get_all(SET_COOKIE) {
            let text = set.to_str().expect("a text");
            let (pair, attributes) = text.split_once(';').unwrap_or((text, ""));
            let (name, value) = pair.split_once('=').expect("a name and a value");
            let is_over = attributes.contains("Max-Age=0") || attributes.contains("1970");
            if is_over || value.is_empty() {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    fn cookies_for(&self, host: &str) -> String {
        let kept = self.cookies.get(host).into_iter().flatten();
        kept.map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    /// Goes to an address of the service.
    pub async fn goes(&mut self, path: &str) -> Sent {
        let request = Request::get(path).header(COOKIE, self.cookies_for(ADDRESS));
        let answer = self.app.send(request.body(Body::empty()).expect("a request")).await;
        self.keep(ADDRESS, &answer.headers);
        let to = answer.headers.get(LOCATION).and_then(|to| to.to_str().ok());
        Sent {
            status: answer.status,
            to: to.unwrap_or_default().to_owned(),
        }
    }

    /// Goes to an address of a provider.
    async fn visits(&mut self, method: Method, address: &str, body: Option<Value>) -> Option<String> {
        let url = Url::parse(address).expect("an address");
        let host = url.origin().ascii_serialization();
        let request = self.client.request(method, url).header(COOKIE, self.cookies_for(&host));
        let request = request.body(body.map(|body| body.to_string()).unwrap_or_default());
        let answer = request.send().await.expect("the provider answers");
        self.keep(&host, answer.headers());
        let to = answer.headers().get(LOCATION)?.to_str().ok()?;
        Url::parse(address).ok()?.join(to).ok().map(String::from)
    }

    /// Says who it is where the service sent it, and is sent back: the address of the service to go to.
    pub async fn says(&mut self, at: &str, what: Value) -> Sent {
        let mut address = at.to_owned();
        let mut what = Some(what);
        for _ in 0..10 {
            let next = if address.contains("/interaction/") {
                self.visits(Method::POST, &address, what.take()).await
            } else {
                self.visits(Method::GET, &address, None).await
            };
            address = next.unwrap_or_else(|| panic!("the provider leads nowhere from {address}"));
            if let Some(path) = address.strip_prefix(ADDRESS) {
                return Sent {
                    status: StatusCode::SEE_OTHER,
                    to: path.to_owned(),
                };
            }
        }
        panic!("the provider leads nowhere");
    }

    /// Leaves for a provider, says there who it is, and is sent back; the service has not been told yet.
    pub async fn returns(&mut self, key: &str, who: &str) -> Sent {
        let away = self.goes(&format!("/sign-in/with/{key}?next=/en/submissions")).await;
        assert_eq!(away.problem(), None, "{away:?}");
        self.says(&away.to, json!({"login": who})).await
    }

    /// Signs in with a provider, as far as it goes.
    pub async fn signs_in(&mut self, key: &str, who: &str) -> Sent {
        let back = self.returns(key, who).await;
        self.goes(&back.to).await
    }

    /// The access token that its session gives, if it has one.
    pub async fn token(&mut self) -> Option<String> {
        let request = Request::post("/session")
            .header(COOKIE, self.cookies_for(ADDRESS))
            .header("sec-fetch-site", "same-origin")
            .header("normtrack-session", "1");
        let answer = self.app.send(request.body(Body::empty()).expect("a request")).await;
        self.keep(ADDRESS, &answer.headers);
        answer.json["accessToken"].as_str().map(str::to_owned)
    }
}
