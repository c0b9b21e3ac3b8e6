//! Letters about rounds, handed to a real mail server and read back with a mail parser: six languages, who gets one and who
//! does not, repeats, and a server that is away.

mod invitations;
mod moved;
mod proposals;
mod reviews;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use chrono::TimeDelta;
use domain::access::Role;
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::app::{Persona, TestApp};
use tests::authority::Authority;
use tests::delegation::{answer, file};

use crate::filing::submission;

/// A mail server with a Maildir. It ends with the story.
struct Server {
    child: Child,
    folder: TempDir,
    port: u16,
}

impl Server {
    fn start() -> Self {
        Self::serving(TempDir::new().unwrap(), 0, &[])
    }

    /// The same, at a port, with a certificate and its key, and a user with a password.
    fn serving(folder: TempDir, port: u16, secured: &[&str]) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let python = root.join(".data/mail-server/bin/python");
        let mut child = Command::new(&python)
            .arg(root.join("tests/mail/server.py"))
            .arg(folder.path())
            .arg(port.to_string())
            .args(secured)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}: run script/mail-server", python.display()));
        let mut line = String::new();
        let told = child.stdout.take().unwrap();
        BufReader::new(told).read_line(&mut line).unwrap();
        let port = line.trim().parse().expect("the port of the mail server");
        Self { child, folder, port }
    }

    fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// What it has taken, by address.
    fn letters(&self) -> Vec<Value> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let read = Command::new("python3")
            .arg(root.join("tests/mail/read.py"))
            .arg(self.folder.path())
            .output()
            .unwrap();
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        serde_json::from_slice(&read.stdout).unwrap()
    }

    fn addresses(&self) -> Vec<String> {
        let letters = self.letters().into_iter();
        letters
            .map(|letter| letter["to"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Lets an address be reached from now on.
    fn mend(&self, name: &str) {
        std::fs::write(self.folder.path().join(name), "").unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Desk {
    app: TestApp,
    officer: Persona,
    round: String,
}

impl Desk {
    /// An open round, with `QMA` to `QMF` invited.
    async fn over(url: &str) -> Self {
        let app = TestApp::with_mail(url).await;
        let officer = app.secretariat(Role::SecretariatOfficer).await;
        let round = crate::filing::round(&app, "views-and-assessments/1", "views-2027").await;
        Self { app, officer, round }
    }

    /// Somebody of a State under an address, who reads a language.
    async fn person(&self, state: &str, role: Role, email: &str, language: &str) -> Persona {
        let person = self.app.of(state, role).await;
        reached_at(&self.app, &person, email, language).await;
        person
    }

    async fn ask(&self, who: &Persona, act: &str, key: &str, states: Value) -> tests::app::Answer {
        let document = format!(
            "mutation ($input: AskLettersInput!) {{ {act}(input: $input) {{
                letterCount states {{ code }} withoutRecipients {{ code }} }} }}"
        );
        let input = json!({"round": self.round, "key": key, "states": states});
        self.app.call(who, &document, json!({"input": input})).await
    }

    async fn asked(&self, act: &str, key: &str, states: Value) -> Value {
        self.ask(&self.officer, act, key, states).await.data()[act].clone()
    }

    async fn outlook(&self) -> Value {
        let document = "{ letterOutlook(round: \"views-2027\") {
            hasMailServer matters withoutRecipients { code } onRecord { code } } }";
        let told = self.app.call(&self.officer, document, json!({})).await;
        told.data()["letterOutlook"].clone()
    }

    async fn send(&self) {
        send(&self.app).await;
    }

    async fn log(&self) -> Vec<Value> {
        let document =
            "{ letters(round: \"views-2027\") { nodes { state { code } matter language status attempts lastStatus
            lastFailure nextAttemptAt } } }";
        let told = self.app.call(&self.officer, document, json!({})).await;
        told.data()["letters"]["nodes"].as_array().unwrap().clone()
    }
}

/// Gives somebody an address and a language.
async fn reached_at(app: &TestApp, person: &Persona, email: &str, language: &str) {
    sqlx::query("update account set email = $2, language = $3 where id = $1")
        .bind(person.account.0)
        .bind(email)
        .bind(language)
        .execute(&mut app.owner().await)
        .await
        .unwrap();
}

async fn send(app: &TestApp) {
    let app = app.app();
    app.post().send_all(&app.world(), app.tokens().address()).await.unwrap();
}

/// What became of the letters about these matters, as often as that.
async fn ends(app: &TestApp, matters: &str) -> Vec<(String, i64)> {
    sqlx::query_as(
        "select concat_ws(' ', matter, coalesce(outcome, 'waiting')), count(*) from letter where matter like $1
         group by 1 order by 1",
    )
    .bind(matters)
    .fetch_all(&mut app.owner().await)
    .await
    .unwrap()
}

fn codes(states: &Value) -> Vec<&str> {
    let states = states.as_array().unwrap().iter();
    let mut codes: Vec<_> = states.map(|state| state["code"].as_str().unwrap()).collect();
    codes.sort_unstable();
    codes
}

#[tokio::test]
async fn invited_states_are_written_to_in_the_languages_of_their_people() {
    let server = Server::start();
    let desk = Desk::over(&server.url()).await;
    let languages = ["ar", "en", "es", "fr", "ru", "zh"];
    for (language, state) in languages.into_iter().zip(["QMA", "QMB", "QMC", "QMD", "QME", "QMA"]) {
        let address = format!("{language}@example.org");
        desk.person(state, Role::FocalPoint, &address, language).await;
    }
    // Whoever drafts, clears or reads gets none, nor does whom a State has given up or nobody invited.
    for role in [Role::Contributor, Role::Reader, Role::AccreditedReader] {
        desk.app.of("QMB", role).await;
    }
    desk.person("QMZ", Role::FocalPoint, "stranger@example.org", "en").await;

    let asked = desk.asked("sendInvitations", "first", Value::Null).await;
    assert_eq!(asked["letterCount"], 6);
    assert_eq!(codes(&asked["states"]), ["QMA", "QMB", "QMC", "QMD", "QME"]);
    assert_eq!(codes(&asked["withoutRecipients"]), ["QMF"]);
    // Asked again under its key, it is the same asking.
    let again = desk.asked("sendInvitations", "first", json!(["QMB"])).await;
    assert_eq!(again["letterCount"], 6);
    desk.send().await;
    desk.send().await;

    let letters = server.letters();
    assert_eq!(letters.len(), 6);
    for (letter, language) in letters.iter().zip(languages) {
        assert_eq!(letter["to"], format!("{language}@example.org"));
        assert_eq!(letter["language"], language);
        assert_eq!(letter["from"], "Secretariat <office@normtrack.example>");
        assert_eq!(letter["replyTo"], "desk@normtrack.example");
        assert_eq!(letter["automatic"], "auto-generated");
        assert_eq!(letter["date"], "2027-03-01T12:00:00+00:00");
        assert_eq!(
            (&letter["ascii"], &letter["defects"]),
            (&json!(true), &json!([])),
            "{letter:#}"
        );
        let link = format!("https://normtrack.example/{language}/rounds/views-2027");
        for form in ["text", "html"] {
            let said = letter[form].as_str().unwrap();
            for word in [link.as_str(), "A/RES/69/28", "2027-06-30", "America/New_York"] {
                assert!(said.contains(word), "{language} {word}: {said}");
            }
        }
        // It is open already.
        let opens = letter["text"].as_str().unwrap().contains("It opens on");
        assert!(!opens, "{letter:#}");
        assert!(letter["subject"].as_str().unwrap().contains("A round"));
        let direction = if language == "ar" { "dir=\"rtl\"" } else { "dir=\"ltr\"" };
        assert!(letter["html"].as_str().unwrap().contains(direction));
    }
    let subjects: std::collections::BTreeSet<_> = letters.iter().map(|letter| letter["subject"].to_string()).collect();
    assert_eq!(subjects.len(), 6, "{subjects:?}");
    for letter in desk.log().await {
        assert_eq!(
            (&letter["status"], &letter["lastStatus"], &letter["attempts"]),
            (&json!("ACCEPTED"), &json!(250), &json!(1))
        );
    }
}

#[tokio::test]
async fn a_state_that_has_filed_is_not_reminded_also_where_it_files_meanwhile() {
    let server = Server::start();
    let desk = Desk::over(&server.url()).await;
    let mut teams = Vec::new();
    for state in ["QMA", "QMB", "QMC"] {
        let address = format!("{}@example.org", state.to_lowercase());
        let focal = desk.person(state, Role::FocalPoint, &address, "en").await;
        teams.push((focal, desk.app.of(state, Role::PublishingAuthority).await));
    }
    let files = async |(focal, authority): &(Persona, Persona), state: &str| {
        let id = submission(&desk.app, focal, state, &desk.round).await;
        answer(
            &desk.app,
            focal,
            &id,
            &[("VA.authority", json!({"shortText": "Ministry"}))],
        )
        .await;
        file(&desk.app, authority, &id).await;
    };
    files(&teams[0], "QMA").await;
    let outlook = desk.outlook().await;
    assert_eq!(outlook["hasMailServer"], true);
    assert_eq!(outlook["matters"], json!(["INVITATION", "REMINDER"]));
    assert_eq!(codes(&outlook["onRecord"]), ["QMA"]);
    assert_eq!(codes(&outlook["withoutRecipients"]), ["QMD", "QME", "QMF"]);
    let asked = desk.asked("remindStates", "june", json!(["QMA", "QMB", "QMC"])).await;
    assert_eq!(codes(&asked["states"]), ["QMB", "QMC"]);
    assert_eq!(asked["letterCount"], 4);
    files(&teams[1], "QMB").await;
    desk.send().await;
    let addresses = server.addresses();
    assert_eq!(addresses.len(), 2);
    assert!(addresses.contains(&"qmc@example.org".to_owned()), "{addresses:?}");
    let log = desk.log().await;
    for letter in &log {
        let status = if letter["state"]["code"] == "QMB" {
            "NEEDLESS"
        } else {
            "ACCEPTED"
        };
        assert_eq!(letter["status"], status, "{letter}");
    }
    for letter in server.letters() {
        let said = letter["text"].as_str().unwrap();
        for other in ["QMA", "QMB", "Almaria", "Belmark"] {
            assert!(!said.contains(other), "nothing is said of others: {said}");
        }
    }
}

#[tokio::test]
async fn what_a_server_refuses_for_now_is_tried_again_and_what_it_refuses_for_good_is_not() {
    let server = Server::start();
    let desk = Desk::over(&server.url()).await;
    for (state, name) in [("QMA", "later-1"), ("QMB", "never-1"), ("QMC", "broken-1")] {
        desk.person(state, Role::FocalPoint, &format!("{name}@example.org"), "en")
            .await;
    }
    desk.asked("remindStates", "june", Value::Null).await;
    desk.send().await;
    let of = |log: &[Value], state: &str| {
        let found = log.iter().find(|letter| letter["state"]["code"] == state).unwrap();
        (
            found["status"].clone(),
            found["lastStatus"].clone(),
            found["lastFailure"].clone(),
            found["attempts"].clone(),
        )
    };
    let log = desk.log().await;
    let nothing = Value::Null;
    assert_eq!(
        of(&log, "QMA"),
        (json!("WAITING"), json!(451), nothing.clone(), json!(1))
    );
    assert_eq!(
        of(&log, "QMB"),
        (json!("REFUSED"), json!(550), nothing.clone(), json!(1))
    );
    assert_eq!(
        of(&log, "QMC"),
        (json!("WAITING"), nothing.clone(), json!("UNREACHABLE"), json!(1))
    );
    server.mend("later-1");
    server.mend("broken-1");
    desk.send().await;
    assert_eq!(desk.log().await, log, "not before its time");
    desk.app.pass(TimeDelta::seconds(5));
    desk.send().await;
    let log = desk.log().await;
    assert_eq!(
        of(&log, "QMA"),
        (json!("ACCEPTED"), json!(250), nothing.clone(), json!(2))
    );
    assert_eq!(of(&log, "QMC"), (json!("ACCEPTED"), json!(250), nothing, json!(2)));
    // The server had it before the connection broke: what came twice is known by its id.
    let letters = server.letters();
    let twice: Vec<_> = letters
        .iter()
        .filter(|letter| letter["to"] == "broken-1@example.org")
        .collect();
    assert_eq!(twice.len(), 2);
    assert_eq!(twice[0], twice[1]);
}

#[tokio::test]
async fn a_process_that_dies_before_it_has_settled_leaves_the_letter_to_another() {
    let server = Server::start();
    let desk = Desk::over(&server.url()).await;
    desk.person("QMA", Role::FocalPoint, "qma@example.org", "en").await;
    desk.asked("sendInvitations", "first", Value::Null).await;
    let taken = desk.app.app().post().due(8).await.unwrap();
    assert_eq!(taken.len(), 1);
    desk.send().await;
    assert_eq!(server.addresses().len(), 0, "it is with the process that took it");
    desk.app.pass(TimeDelta::minutes(20));
    desk.send().await;
    assert_eq!(server.addresses(), ["qma@example.org"]);
}

#[tokio::test]
async fn a_server_that_is_away_delays_letters_and_loses_none() {
    let server = Server::start();
    let desk = Desk::over(&server.url()).await;
    desk.person("QMA", Role::FocalPoint, "qma@example.org", "en").await;
    let port = server.port;
    drop(server);
    desk.asked("sendInvitations", "first", Value::Null).await;
    desk.send().await;
    assert_eq!(desk.log().await[0]["lastFailure"], "UNREACHABLE");
    let server = Server::serving(TempDir::new().unwrap(), port, &[]);
    desk.app.pass(TimeDelta::minutes(1));
    desk.send().await;
    assert_eq!(server.addresses(), ["qma@example.org"]);
}

#[tokio::test]
async fn only_officers_ask_for_letters_and_read_of_them_and_nothing_is_asked_without_a_server() {
    let server = Server::start();
    let desk = Desk::over(&server.url()).await;
    let focal = desk.person("QMA", Role::FocalPoint, "qma@example.org", "en").await;
    for act in ["sendInvitations", "remindStates"] {
        let refused = desk.ask(&focal, act, "first", Value::Null).await;
        assert_eq!(refused.code(), "FORBIDDEN", "{act}");
    }
    let stranger = desk.ask(&desk.officer, "remindStates", "first", json!(["QMZ"])).await;
    assert_eq!(stranger.extensions()["reason"], "not_invited");
    desk.asked("sendInvitations", "first", Value::Null).await;
    let document = "{ letters(round: \"views-2027\") { nodes { matter } }
        letterPreview(round: \"views-2027\", matter: REMINDER, state: \"QMA\") { language subject text html } }";
    let told = desk.app.call(&focal, document, json!({})).await;
    assert_eq!(told.data(), &json!({"letters": {"nodes": []}, "letterPreview": []}));
    let outlook = "{ letterOutlook(round: \"views-2027\") { hasMailServer } }";
    let told = desk.app.call(&focal, outlook, json!({})).await;
    assert_eq!(told.data(), &json!({"letterOutlook": null}));
    let told = desk.app.call(&desk.officer, document, json!({})).await;
    assert_eq!(told.data()["letters"]["nodes"], json!([{"matter": "INVITATION"}]));
    assert_eq!(told.data()["letterPreview"].as_array().unwrap().len(), 6);

    let without = TestApp::start().await;
    let officer = without.secretariat(Role::SecretariatOfficer).await;
    let round = crate::filing::round(&without, "views-and-assessments/1", "views-2027").await;
    let desk = Desk {
        app: without,
        officer,
        round,
    };
    let refused = desk.ask(&desk.officer, "sendInvitations", "first", Value::Null).await;
    assert_eq!(*refused.extensions(), json!({"code": "STATE", "reason": "no_mail"}));
    assert!(desk.log().await.is_empty());
    assert_eq!(desk.outlook().await["hasMailServer"], false);
}

#[tokio::test]
async fn letters_go_out_under_tls_to_a_server_that_knows_us() {
    let folder = TempDir::new().unwrap();
    let authority = Authority::new();
    let signed = authority.sign(&["localhost"], (2020, 2200));
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (chain, secret, trusted) = (path("chain.pem"), path("key.pem"), path("ca.pem"));
    std::fs::write(&chain, &signed.certificate).unwrap();
    std::fs::write(&secret, &signed.key).unwrap();
    std::fs::write(&trusted, &authority.pem).unwrap();
    let server = Server::serving(TempDir::new().unwrap(), 0, &[&chain, &secret, "normtrack", "p@ss"]);
    let port = server.port;
    // 535: signed in wrongly. 530: TLS first. Both are about us and not about the letter, so it waits until that is mended.
    for (address, status, said) in [
        (
            format!("smtp://normtrack:p%40ss@localhost:{port}?ca={trusted}"),
            "ACCEPTED",
            250,
        ),
        (
            format!("smtp://normtrack:wrong@localhost:{port}?ca={trusted}"),
            "WAITING",
            535,
        ),
        (format!("smtp://localhost:{port}?tls=off"), "WAITING", 530),
    ] {
        let desk = Desk::over(&address).await;
        desk.person("QMA", Role::FocalPoint, "qma@example.org", "en").await;
        desk.asked("sendInvitations", "first", Value::Null).await;
        desk.send().await;
        let log = desk.log().await;
        assert_eq!(log[0]["status"], status, "{address} {log:?}");
        assert_eq!(log[0]["lastStatus"], said, "{address} {log:?}");
    }
    assert_eq!(server.addresses(), ["qma@example.org"]);
}

#[tokio::test]
async fn a_server_that_says_nothing_more_holds_no_letter() {
    let server = Server::start();
    let desk = Desk::over(&format!("{}?patience=1", server.url())).await;
    desk.person("QMA", Role::FocalPoint, "silent-qma@example.org", "en")
        .await;
    desk.person("QMB", Role::FocalPoint, "qmb@example.org", "en").await;
    desk.asked("sendInvitations", "first", Value::Null).await;
    desk.send().await;
    let log = desk.log().await;
    let of = |state: &str| {
        let found = log.iter().find(|letter| letter["state"]["code"] == state);
        let letter = found.expect("a letter to the State");
        json!([letter["status"], letter["lastFailure"]])
    };
    assert_eq!(of("QMA"), json!(["WAITING", "TOO_SLOW"]));
    assert_eq!(of("QMB"), json!(["ACCEPTED", null]));
    assert_eq!(server.addresses(), ["qmb@example.org"]);
}
