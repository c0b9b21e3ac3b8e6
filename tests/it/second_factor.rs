//! Signing in with a second factor: how it is set up, shown, lost and asked for, by which roles, and what those who guess
//! come to.

use chrono::{DateTime, TimeDelta, Utc};
use domain::access::Role;
use serde_json::{Value, json};
use sqlx::Connection as _;
use tests::app::{Answer, Persona, TestApp};
use tests::people::{PASSWORD, invited};
use totp_rs::{Builder, Secret};

mod guessing;
mod passkeys;
mod resealed;
mod rules;
mod sessions;

const SIGN_IN: &str = "mutation ($input: SignInInput!) { signIn(input: $input) {
    tokens { accessToken refreshToken } challenge { token expiresAt } device } }";
const COMPLETE: &str = "mutation ($input: CompleteSignInInput!) { completeSignIn(input: $input) {
    tokens { accessToken refreshToken } device } }";
const ENROL: &str =
    "mutation ($input: EnrolSecondFactorInput!) { enrolSecondFactor(input: $input) { uri secret expiresAt } }";
const CONFIRM: &str = "mutation ($input: ConfirmSecondFactorInput!) { confirmSecondFactor(input: $input) {
    recoveryCodes secondFactor { confirmedAt recoveryCodesLeft neededFor isMissing } } }";
const RENEW: &str = "mutation ($input: ProveSecondFactorInput!) { renewRecoveryCodes(input: $input) {
    recoveryCodes secondFactor { recoveryCodesLeft } } }";
const END: &str = "mutation ($input: ProveSecondFactorInput!) { endSecondFactor(input: $input) {
    secondFactor { confirmedAt recoveryCodesLeft } } }";
const FACTOR: &str = "{ viewer { secondFactor { confirmedAt recoveryCodesLeft neededFor isMissing } } }";
const SESSIONS: &str = "{ viewer { sessions { id begunAt refreshedAt means client isCurrent } } }";

/// Somebody with an address and a password.
struct Amal<'a> {
    app: &'a TestApp,
    email: String,
    who: Persona,
}

/// What an authenticator on somebody's phone holds.
struct Phone(totp_rs::Totp);

impl Phone {
    /// Reads the secret as a person types it.
    fn read(secret: &Value) -> Self {
        let secret = Secret::try_from_base32(secret.as_str().unwrap()).unwrap();
        Self(Builder::new().with_secret(secret).build().unwrap())
    }

    /// What it shows at an instant.
    fn shows(&self, at: DateTime<Utc>) -> String {
        self.0.generate(u64::try_from(at.timestamp()).unwrap()).to_string()
    }
}

impl<'a> Amal<'a> {
    /// Somebody who was invited to a role and has come.
    async fn invited(app: &'a TestApp, email: &str, role: Role, place: Value) -> Self {
        Self {
            app,
            email: email.to_owned(),
            who: invited(app, email, role, place).await,
        }
    }

    /// A focal point.
    async fn of(app: &'a TestApp) -> Self {
        Self::invited(app, "amal@example.int", Role::FocalPoint, json!({"state": "QMA"})).await
    }

    async fn tries(&self, password: &str, device: Option<&Value>) -> Answer {
        let input = json!({"email": self.email, "password": password, "device": device});
        self.app.call(None, SIGN_IN, json!({"input": input})).await
    }

    /// The challenge after a right password.
    async fn challenge(&self, device: Option<&Value>) -> Value {
        let answer = self.tries(PASSWORD, device).await;
        let entry = &answer.data()["signIn"];
        assert_eq!((&entry["tokens"], &entry["device"]), (&Value::Null, &Value::Null));
        entry["challenge"]["token"].clone()
    }

    async fn completes(&self, challenge: &Value, proof: Value) -> Answer {
        let input = json!({"challenge": challenge, "proof": proof});
        self.app.call(None, COMPLETE, json!({"input": input})).await
    }

    async fn acts(&self, document: &str, input: Value) -> Answer {
        self.app.call(&self.who, document, json!({"input": input})).await
    }

    /// Sets up a second factor and writes the recovery codes down; the clock is half a minute on then.
    async fn enrols(&self) -> (Phone, Vec<Value>) {
        let enrolled = self.acts(ENROL, json!({"password": PASSWORD})).await;
        let phone = Phone::read(&enrolled.data()["enrolSecondFactor"]["secret"]);
        let code = phone.shows(self.app.clock.now());
        let confirmed = self.acts(CONFIRM, json!({"code": code})).await;
        let codes = confirmed.data()["confirmSecondFactor"]["recoveryCodes"].clone();
        self.app.pass(TimeDelta::seconds(30));
        (phone, codes.as_array().unwrap().clone())
    }

    /// Signs in with password and code.
    async fn enters(&self, phone: &Phone) -> Value {
        let challenge = self.challenge(None).await;
        let code = phone.shows(self.app.clock.now());
        let completed = self.completes(&challenge, json!({"code": code})).await;
        completed.data()["completeSignIn"].clone()
    }
}

fn code(code: &str) -> Value {
    json!({"code": code})
}

fn recovery(code: &Value) -> Value {
    json!({"recoveryCode": code})
}

#[track_caller]
fn refused(answer: &Answer, code: &str, reason: &str) {
    let extensions = answer.extensions();
    assert_eq!(
        (answer.code(), &extensions["reason"]),
        (code, &json!(reason)),
        "{answer:?}"
    );
}

/// The verbs of the audit trail since a place, as an auditor reads them, the oldest first.
async fn verbs(app: &TestApp) -> Vec<String> {
    let auditor = app.secretariat(Role::Auditor).await;
    let answer = app
        .call(&auditor, "{ auditTrail(first: 100) { nodes { verb } } }", json!({}))
        .await;
    let nodes = answer.data()["auditTrail"]["nodes"].as_array().unwrap();
    let verbs = nodes.iter().rev();
    verbs.map(|node| node["verb"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_second_factor_is_set_up_confirmed_and_shown() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let wrong = amal.acts(ENROL, json!({"password": "another password"})).await;
    assert_eq!(
        (wrong.code(), &wrong.extensions()["field"]),
        ("INVALID", &json!("input.password"))
    );
    let enrolled = amal.acts(ENROL, json!({"password": PASSWORD})).await;
    let enrolled = &enrolled.data()["enrolSecondFactor"];
    let (uri, secret) = (enrolled["uri"].as_str().unwrap(), enrolled["secret"].as_str().unwrap());
    assert_eq!(
        uri,
        format!("otpauth://totp/Normtrack:amal%40example.int?secret={secret}&issuer=Normtrack")
    );
    let again = amal.acts(ENROL, json!({"password": PASSWORD})).await;
    let phone = Phone::read(&again.data()["enrolSecondFactor"]["secret"]);
    assert_ne!(
        again.data()["enrolSecondFactor"]["secret"],
        secret,
        "each is shown once"
    );

    // Before it is confirmed, nothing has changed.
    assert!(amal.tries(PASSWORD, None).await.data()["signIn"]["tokens"].is_object());
    let first = Phone::read(&enrolled["secret"]).shows(app.clock.now());
    refused(&amal.acts(CONFIRM, json!({"code": first})).await, "INVALID", "code");
    let confirmed = amal.acts(CONFIRM, json!({"code": phone.shows(app.clock.now())})).await;
    let confirmed = &confirmed.data()["confirmSecondFactor"];
    assert_eq!(
        confirmed["secondFactor"],
        json!({"confirmedAt": "2027-03-01T12:00:00+00:00", "recoveryCodesLeft": 10, "neededFor": [], "isMissing": false})
    );
    let twice = amal.acts(ENROL, json!({"password": PASSWORD})).await;
    refused(&twice, "STATE", "confirmed");

    app.pass(TimeDelta::seconds(30));
    let challenge = amal.challenge(None).await;
    let completed = amal.completes(&challenge, code(&phone.shows(app.clock.now()))).await;
    let tokens = &completed.data()["completeSignIn"]["tokens"];
    let who = app.holder(tokens["accessToken"].as_str().unwrap()).await;
    let seen = app.call(&who, FACTOR, json!({})).await;
    assert_eq!(seen.data()["viewer"]["secondFactor"], confirmed["secondFactor"]);
    let verbs = verbs(&app).await;
    let since = verbs.iter().position(|verb| verb == "BEGIN_FACTOR").unwrap();
    assert_eq!(
        verbs[since..],
        [
            "BEGIN_FACTOR",
            "BEGIN_FACTOR",
            "SIGN_IN",
            "REFUSE_CODE",
            "CONFIRM_FACTOR",
            "MAKE_RECOVERY_CODES",
            "END_SESSION",
            "SIGN_IN",
        ]
    );
}

#[tokio::test]
async fn a_code_works_once_and_within_half_a_minute() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let (phone, _) = amal.enrols().await;
    let used = phone.shows(app.clock.now() - TimeDelta::seconds(30));
    let challenge = amal.challenge(None).await;
    refused(&amal.completes(&challenge, code(&used)).await, "INVALID", "code");
    let now = phone.shows(app.clock.now());
    amal.completes(&challenge, code(&now)).await.data();
    // Neither the challenge nor the code is good for a second session.
    refused(
        &amal.completes(&challenge, code(&now)).await,
        "UNAUTHENTICATED",
        "challenge",
    );
    let challenge = amal.challenge(None).await;
    refused(&amal.completes(&challenge, code(&now)).await, "INVALID", "code");
    let minutes = |by| phone.shows(app.clock.now() + TimeDelta::seconds(by));
    refused(&amal.completes(&challenge, code(&minutes(60))).await, "INVALID", "code");
    amal.completes(&challenge, code(&minutes(30))).await.data();
    app.pass(TimeDelta::minutes(2));
    let challenge = amal.challenge(None).await;
    let late = phone.shows(app.clock.now() - TimeDelta::seconds(60));
    refused(&amal.completes(&challenge, code(&late)).await, "INVALID", "code");
    let late = phone.shows(app.clock.now() - TimeDelta::seconds(30));
    amal.completes(&challenge, code(&late)).await.data();
}

#[tokio::test]
async fn one_code_shown_twice_at_once_begins_one_session() {
    let app = TestApp::start().await;
    let there = app.beside(2).await;
    let amal = Amal::of(&app).await;
    let (phone, _) = amal.enrols().await;
    let (one, other) = (amal.challenge(None).await, amal.challenge(None).await);
    let now = code(&phone.shows(app.clock.now()));
    let input = json!({"input": {"challenge": other, "proof": now}});
    let (here, there) = tokio::join!(amal.completes(&one, now.clone()), there.call(None, COMPLETE, input));
    let began = |answer: &Answer| answer.json["data"]["completeSignIn"].is_object();
    assert!(began(&here) != began(&there), "{here:?} {there:?}");
}

#[tokio::test]
async fn a_challenge_waits_five_minutes_and_takes_five_wrong_codes() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let (phone, _) = amal.enrols().await;
    let challenge = amal.challenge(None).await;
    app.pass(TimeDelta::minutes(5));
    let late = amal.completes(&challenge, code(&phone.shows(app.clock.now()))).await;
    refused(&late, "UNAUTHENTICATED", "challenge");
    // Nor for somebody who is suspended in between.
    let other = Amal::invited(&app, "other@example.int", Role::Reader, json!({"state": "QMB"})).await;
    let (others_phone, _) = other.enrols().await;
    let own = app.call(&other.who, "{ viewer { account { id } } }", json!({})).await;
    let id = &own.data()["viewer"]["account"]["id"];
    let theirs = other.challenge(None).await;
    let administrator = app.secretariat(Role::Administrator).await;
    let suspend = "mutation ($input: SuspendAccountInput!) { suspendAccount(input: $input) { account { name } } }";
    let suspended = app.call(&administrator, suspend, json!({"input": {"id": id}})).await;
    suspended.data();
    let late = other
        .completes(&theirs, code(&others_phone.shows(app.clock.now())))
        .await;
    refused(&late, "UNAUTHENTICATED", "challenge");
    let invented = amal.completes(&json!("invented"), code("123456")).await;
    refused(&invented, "UNAUTHENTICATED", "challenge");
    let challenge = amal.challenge(None).await;
    for _ in 0..5 {
        refused(&amal.completes(&challenge, code("no code")).await, "INVALID", "code");
    }
    let right = amal.completes(&challenge, code(&phone.shows(app.clock.now()))).await;
    refused(&right, "UNAUTHENTICATED", "challenge");
}

#[tokio::test]
async fn a_recovery_code_works_once_and_new_ones_void_those_before() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let (phone, codes) = amal.enrols().await;
    assert_eq!(codes.len(), 10);
    let challenge = amal.challenge(None).await;
    let typed = json!(codes[0].as_str().unwrap().to_lowercase().replace('-', " "));
    let completed = amal.completes(&challenge, recovery(&typed)).await;
    let tokens = &completed.data()["completeSignIn"]["tokens"];
    let who = app.holder(tokens["accessToken"].as_str().unwrap()).await;
    let seen = app.call(&who, FACTOR, json!({})).await;
    assert_eq!(seen.data()["viewer"]["secondFactor"]["recoveryCodesLeft"], 9);
    let sessions = app.call(&who, SESSIONS, json!({})).await;
    assert_eq!(
        sessions.data()["viewer"]["sessions"][0]["means"],
        "PASSWORD_AND_RECOVERY_CODE"
    );
    let challenge = amal.challenge(None).await;
    refused(
        &amal.completes(&challenge, recovery(&codes[0])).await,
        "INVALID",
        "code",
    );

    let proof = json!({"password": PASSWORD, "proof": code(&phone.shows(app.clock.now()))});
    let renewed = amal.acts(RENEW, proof.clone()).await;
    let renewed = renewed.data()["renewRecoveryCodes"].clone();
    assert_eq!(renewed["secondFactor"]["recoveryCodesLeft"], 10);
    refused(&amal.acts(RENEW, proof).await, "INVALID", "code");
    refused(
        &amal.completes(&challenge, recovery(&codes[1])).await,
        "INVALID",
        "code",
    );
    amal.completes(&challenge, recovery(&renewed["recoveryCodes"][1]))
        .await
        .data();
    // Another person's codes are no codes.
    let other = Amal::invited(&app, "other@example.int", Role::Reader, json!({"state": "QMA"})).await;
    other.enrols().await;
    let challenge = other.challenge(None).await;
    let theirs = recovery(&renewed["recoveryCodes"][2]);
    refused(&other.completes(&challenge, theirs).await, "INVALID", "code");
}

#[tokio::test]
async fn ending_it_takes_password_and_code() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let none = amal
        .acts(END, json!({"password": PASSWORD, "proof": code("123456")}))
        .await;
    refused(&none, "STATE", "none");
    let (phone, codes) = amal.enrols().await;
    let now = code(&phone.shows(app.clock.now()));
    let wrong = amal
        .acts(END, json!({"password": "another password", "proof": now}))
        .await;
    assert_eq!(
        (wrong.code(), &wrong.extensions()["field"]),
        ("INVALID", &json!("input.password"))
    );
    let wrong = amal
        .acts(END, json!({"password": PASSWORD, "proof": code("no code")}))
        .await;
    refused(&wrong, "INVALID", "code");
    let ended = amal.acts(END, json!({"password": PASSWORD, "proof": now})).await;
    assert_eq!(
        ended.data()["endSecondFactor"]["secondFactor"],
        json!({"confirmedAt": null, "recoveryCodesLeft": 0})
    );
    assert!(amal.tries(PASSWORD, None).await.data()["signIn"]["tokens"].is_object());
    // With a recovery code as well, for who has lost the authenticator.
    let (_, renewed) = amal.enrols().await;
    let old = amal
        .acts(END, json!({"password": PASSWORD, "proof": recovery(&codes[0])}))
        .await;
    refused(&old, "INVALID", "code");
    amal.acts(END, json!({"password": PASSWORD, "proof": recovery(&renewed[0])}))
        .await
        .data();
}

#[tokio::test]
async fn an_invitation_does_not_lead_around_it() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let (phone, _) = amal.enrols().await;
    let administrator = app.secretariat(Role::Administrator).await;
    let invite = "mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { token } }";
    let input = json!({"email": amal.email, "role": "READER", "place": {"state": "QMB"}});
    let invited = app.call(&administrator, invite, json!({"input": input})).await;
    let accept = "mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) {
        tokens { accessToken } challenge { token } device } }";
    let token = &invited.data()["inviteMember"]["token"];
    let input = json!({"token": token, "name": "Amal", "password": PASSWORD, "language": "EN"});
    let accepted = app.call(None, accept, json!({"input": input})).await;
    let accepted = &accepted.data()["acceptInvitation"];
    assert_eq!((&accepted["tokens"], &accepted["device"]), (&Value::Null, &Value::Null));
    let challenge = &accepted["challenge"]["token"];
    amal.completes(challenge, code(&phone.shows(app.clock.now())))
        .await
        .data();
}

#[tokio::test]
async fn secrets_are_sealed_or_hashed_and_nobody_but_the_issuer_reads_them() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let enrolled = amal.acts(ENROL, json!({"password": PASSWORD})).await;
    let secret = enrolled.data()["enrolSecondFactor"]["secret"]
        .as_str()
        .unwrap()
        .to_owned();
    let plain = Secret::try_from_base32(&secret).unwrap();
    let phone = Phone::read(&json!(secret));
    amal.acts(CONFIRM, json!({"code": phone.shows(app.clock.now())}))
        .await
        .data();
    let mut owner = app.owner().await;
    let sealed: Vec<u8> = sqlx::query_scalar("select sealed from factor_secret")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(sealed.len(), 24 + 20 + 16, "nonce, secret, tag");
    assert!(!sealed.windows(20).any(|window| window == plain.as_bytes()));

    let mut service = sqlx::PgConnection::connect(&app.database.service_url()).await.unwrap();
    let other = app.of("QMA", Role::FocalPoint).await;
    for (reader, account, expected) in [
        ("issuer", None, [1, 1, 10, 1]),
        ("state", Some(amal.who.account), [1, 0, 10, 0]),
        ("state", Some(other.account), [0, 0, 0, 0]),
        ("anonymous", None, [0, 0, 0, 0]),
    ] {
        let mut tx = service.begin().await.unwrap();
        let account = account.map(|account| account.to_string()).unwrap_or_default();
        sqlx::query("select set_config('app.reader', $1, true), set_config('app.account', $2, true)")
            .bind(reader)
            .bind(account)
            .execute(&mut *tx)
            .await
            .unwrap();
        let mut seen = Vec::new();
        for table in ["second_factor", "factor_secret", "recovery_code", "device"] {
            let text = format!("select count(*) from {table}");
            let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(text))
                .fetch_one(&mut *tx)
                .await
                .unwrap();
            seen.push(count);
        }
        assert_eq!(seen, expected, "{reader}");
        if reader != "issuer" {
            let changed = sqlx::query("update second_factor set last_step = 0")
                .execute(&mut *tx)
                .await;
            assert_eq!(changed.unwrap().rows_affected(), 0);
            let gone = sqlx::query("delete from second_factor").execute(&mut *tx).await;
            assert_eq!(gone.unwrap().rows_affected(), 0);
        }
        tx.rollback().await.unwrap();
    }
}
