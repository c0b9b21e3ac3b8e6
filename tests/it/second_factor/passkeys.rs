//! Passkeys: registered, shown alone and beside a password, refused, removed, lost.

use sqlx::Row as _;
use tests::authenticator::Authenticator;

use super::*;

const BEGIN: &str = "mutation ($input: BeginPasskeyRegistrationInput!) { beginPasskeyRegistration(input: $input) {
    options expiresAt } }";
const FINISH: &str = "mutation ($input: FinishPasskeyRegistrationInput!) { finishPasskeyRegistration(input: $input) {
    passkey { id name createdAt usedAt isBackupEligible isBackedUp signsInAlone suspectedAt } recoveryCodes
    secondFactor { confirmedAt recoveryCodesLeft isMissing passkeys { id } } } }";
const ASK: &str = "mutation { beginPasskeySignIn { options expiresAt } }";
const ENTER: &str = "mutation ($input: FinishPasskeySignInInput!) { finishPasskeySignIn(input: $input) {
    tokens { accessToken refreshToken } device } }";
const PROVE: &str = "mutation { beginPasskeyProof { options } }";
const REMOVE: &str = "mutation ($input: RemovePasskeyInput!) { removePasskey(input: $input) {
    secondFactor { recoveryCodesLeft isMissing passkeys { id } } } }";
const SIGN_IN: &str = "mutation ($input: SignInInput!) { signIn(input: $input) {
    tokens { accessToken } challenge { token takesCode passkeyOptions } } }";
const LIST: &str = "{ viewer { secondFactor { isMissing passkeys { id name usedAt suspectedAt isBackupEligible } } } }";

impl Amal<'_> {
    /// What an authenticator is asked for a new passkey.
    async fn begins(&self, proof: Value) -> Answer {
        self.acts(BEGIN, json!({"password": PASSWORD, "proof": proof})).await
    }

    async fn finishes(&self, credential: Value) -> Answer {
        self.acts(FINISH, json!({"credential": credential, "name": "Key on the ring"}))
            .await
    }

    /// Registers a passkey; says what came of it.
    async fn registers(&self, key: &mut Authenticator) -> Value {
        let begun = self.begins(Value::Null).await;
        let made = key.create(&begun.data()["beginPasskeyRegistration"]["options"]);
        self.finishes(made).await.data()["finishPasskeyRegistration"].clone()
    }

    /// What a passkey answers within the session.
    async fn proves(&self, key: &mut Authenticator) -> Value {
        let asked = self.app.call(&self.who, PROVE, json!({})).await;
        json!({"passkey": key.get(&asked.data()["beginPasskeyProof"]["options"])})
    }

    /// The challenge after a right password.
    async fn is_asked(&self) -> Value {
        let input = json!({"email": self.email, "password": PASSWORD});
        let answer = self.app.call(None, SIGN_IN, json!({"input": input})).await;
        answer.data()["signIn"]["challenge"].clone()
    }
}

async fn ask(app: &TestApp) -> Value {
    let asked = app.call(None, ASK, json!({})).await;
    asked.data()["beginPasskeySignIn"]["options"].clone()
}

async fn enter(app: &TestApp, credential: Value) -> Answer {
    app.call(None, ENTER, json!({"input": {"credential": credential}}))
        .await
}

/// Signs in with a passkey and nothing else.
async fn enters(app: &TestApp, key: &mut Authenticator) -> Answer {
    enter(app, key.get(&ask(app).await)).await
}

/// The one refusal.
#[track_caller]
fn is_turned_away(answer: &Answer) {
    assert_eq!(
        (answer.code(), answer.json["errors"][0]["message"].as_str().unwrap()),
        (
            "UNAUTHENTICATED",
            "This passkey was not accepted. Try again, or sign in with address and password."
        )
    );
    assert_eq!(answer.extensions(), &json!({"code": "UNAUTHENTICATED"}));
}

#[tokio::test]
async fn a_passkey_is_registered_and_signs_in_alone_in_any_process() {
    let app = TestApp::start().await;
    let there = app.beside(2).await;
    let amal = Amal::of(&app).await;
    let wrong = amal.acts(BEGIN, json!({"password": "another password"})).await;
    assert_eq!(
        (wrong.code(), &wrong.extensions()["field"]),
        ("INVALID", &json!("input.password"))
    );
    let begun = amal.begins(Value::Null).await;
    let begun = &begun.data()["beginPasskeyRegistration"];
    assert_eq!(begun["expiresAt"], "2027-03-01T12:05:00+00:00");
    let options = &begun["options"];
    assert_eq!(options["rp"], json!({"id": "normtrack.example", "name": "Normtrack"}));
    assert_eq!(
        (&options["user"]["name"], &options["user"]["displayName"]),
        (&json!("amal@example.int"), &json!("Amal"))
    );
    assert_eq!(
        (&options["attestation"], &options["timeout"]),
        (&json!("none"), &json!(300_000))
    );

    let mut key = Authenticator::new();
    let made = key.create(options);
    // What one process began, another one finishes.
    let input = json!({"credential": made, "name": "Key on the ring"});
    let added = there.call(&amal.who, FINISH, json!({"input": input})).await;
    let added = &added.data()["finishPasskeyRegistration"];
    let id = &added["passkey"]["id"];
    assert_eq!(
        added["passkey"],
        json!({"id": id, "name": "Key on the ring", "createdAt": "2027-03-01T12:00:00+00:00", "usedAt": null,
            "isBackupEligible": false, "isBackedUp": false, "signsInAlone": true, "suspectedAt": null})
    );
    assert_eq!(added["recoveryCodes"].as_array().unwrap().len(), 10);
    assert_eq!(
        added["secondFactor"],
        json!({"confirmedAt": null, "recoveryCodesLeft": 10, "isMissing": false, "passkeys": [{"id": id}]})
    );

    app.pass(TimeDelta::minutes(1));
    let entered = enter(&there, key.get(&ask(&app).await)).await;
    let entered = &entered.data()["finishPasskeySignIn"];
    let who = app.holder(entered["tokens"]["accessToken"].as_str().unwrap()).await;
    assert_eq!(who.account, amal.who.account);
    assert!(entered["device"].is_string());
    let sessions = app.call(&who, SESSIONS, json!({})).await;
    assert_eq!(sessions.data()["viewer"]["sessions"][0]["means"], "PASSKEY");
    let listed = app.call(&who, LIST, json!({})).await;
    let listed = &listed.data()["viewer"]["secondFactor"]["passkeys"][0];
    assert_eq!(
        (&listed["usedAt"], &listed["suspectedAt"]),
        (&json!("2027-03-01T12:01:00+00:00"), &Value::Null)
    );
    // An authenticator that has one is told so, and makes no second.
    let proof = Amal {
        who: who.clone(),
        email: amal.email.clone(),
        app: &app,
    }
    .proves(&mut key)
    .await;
    let again = app
        .call(&who, BEGIN, json!({"input": {"password": PASSWORD, "proof": proof}}))
        .await;
    let excluded = &again.data()["beginPasskeyRegistration"]["options"]["excludeCredentials"];
    assert_eq!(excluded[0]["id"], key.credential());
    let verbs = verbs(&app).await;
    let since = verbs.iter().position(|verb| verb == "ADD_PASSKEY").unwrap();
    assert_eq!(verbs[since..], ["ADD_PASSKEY", "MAKE_RECOVERY_CODES", "SIGN_IN"]);
}

#[tokio::test]
async fn a_passkey_is_a_second_factor_beside_the_password() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let mut key = Authenticator::new();
    // One that does not know its user is good for this and no more.
    key.verifies = false;
    let added = amal.registers(&mut key).await;
    assert_eq!(added["passkey"]["signsInAlone"], false);
    let challenge = amal.is_asked().await;
    assert_eq!(challenge["takesCode"], false);
    assert_eq!(
        challenge["passkeyOptions"]["allowCredentials"][0]["id"],
        key.credential()
    );
    let token = &challenge["token"];
    refused(&amal.completes(token, code("123456")).await, "STATE", "none");
    let shown = json!({"passkey": key.get(&challenge["passkeyOptions"])});
    let completed = amal.completes(token, shown.clone()).await;
    let tokens = &completed.data()["completeSignIn"]["tokens"];
    let who = app.holder(tokens["accessToken"].as_str().unwrap()).await;
    let sessions = app.call(&who, SESSIONS, json!({})).await;
    assert_eq!(
        sessions.data()["viewer"]["sessions"][0]["means"],
        "PASSWORD_AND_PASSKEY"
    );
    // Neither again, nor for another challenge.
    refused(&amal.completes(token, shown).await, "UNAUTHENTICATED", "challenge");
    let (one, other) = (amal.is_asked().await, amal.is_asked().await);
    let crossed = json!({"passkey": key.get(&one["passkeyOptions"])});
    refused(&amal.completes(&other["token"], crossed).await, "INVALID", "code");
    // The answer to somebody who asked for a whole sign-in is none here.
    let alone = json!({"passkey": key.get(&ask(&app).await)});
    refused(&amal.completes(&other["token"], alone).await, "INVALID", "code");
    // Recovery codes stand in for it.
    let recovered = amal
        .completes(&other["token"], recovery(&added["recoveryCodes"][0]))
        .await;
    recovered.data();
}

#[tokio::test]
async fn an_answer_counts_once_for_five_minutes_and_for_this_service() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let mut key = Authenticator::new();
    amal.registers(&mut key).await;
    let answer = key.get(&ask(&app).await);
    enter(&app, answer.clone()).await.data();
    is_turned_away(&enter(&app, answer).await);

    // What was asked within a session is not answered at the door.
    let within = amal.proves(&mut key).await["passkey"].clone();
    is_turned_away(&enter(&app, within).await);

    let late = key.get(&ask(&app).await);
    app.pass(TimeDelta::minutes(5));
    is_turned_away(&enter(&app, late).await);

    let elsewhere = |change: fn(&mut Authenticator)| {
        let mut key = key.clone();
        change(&mut key);
        key
    };
    for (what, mut changed) in [
        (
            "another page",
            elsewhere(|key| key.origin = "https://normtrack.example.evil".to_owned()),
        ),
        (
            "another port",
            elsewhere(|key| key.origin = "https://normtrack.example:8443".to_owned()),
        ),
        (
            "without TLS",
            elsewhere(|key| key.origin = "http://normtrack.example".to_owned()),
        ),
        (
            "another service",
            elsewhere(|key| key.rp_id = "evil.example".to_owned()),
        ),
        ("a user who was not verified", elsewhere(|key| key.verifies = false)),
        ("a passkey that nobody registered", Authenticator::new()),
    ] {
        let answer = enters(&app, &mut changed).await;
        assert_eq!(answer.code(), "UNAUTHENTICATED", "{what}");
        is_turned_away(&answer);
        // Each of them was counted; a minute later the next one is looked at.
        app.pass(TimeDelta::hours(1));
    }
    // An answer to a question that nobody asked, and one that is none.
    let mut invented = ask(&app).await;
    invented["challenge"] = json!("AAAAAAAAAAAAAAAAAAAAAA");
    is_turned_away(&enter(&app, key.get(&invented)).await);
    is_turned_away(&enter(&app, json!({"id": "no credential"})).await);
    // A signature that does not fit.
    let mut forged = key.get(&ask(&app).await);
    let other = key.get(&ask(&app).await);
    forged["response"]["signature"] = other["response"]["signature"].clone();
    is_turned_away(&enter(&app, forged).await);
    // After so many refusals of this passkey from elsewhere, the right answer waits as well.
    is_turned_away(&enters(&app, &mut key).await);
    app.pass(TimeDelta::hours(1));
    enters(&app, &mut key).await.data();
}

#[tokio::test]
async fn a_foreign_passkey_is_no_second_factor_and_no_sign_in_of_somebody_else() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let other = Amal::invited(&app, "other@example.int", Role::Reader, json!({"state": "QMB"})).await;
    let (mut key, mut theirs) = (Authenticator::new(), Authenticator::new());
    amal.registers(&mut key).await;
    other.registers(&mut theirs).await;
    let challenge = amal.is_asked().await;
    let shown = json!({"passkey": theirs.get(&challenge["passkeyOptions"])});
    refused(&amal.completes(&challenge["token"], shown).await, "INVALID", "code");
    // A key that claims another owner.
    let mut answer = theirs.get(&ask(&app).await);
    answer["response"]["userHandle"] = key.get(&ask(&app).await)["response"]["userHandle"].clone();
    is_turned_away(&enter(&app, answer).await);
    // What was asked of one is not registered by another, and one passkey belongs to one account.
    let begun = amal.begins(amal.proves(&mut key).await).await;
    let options = begun.data()["beginPasskeyRegistration"]["options"].clone();
    refused(
        &other.finishes(Authenticator::new().create(&options)).await,
        "STATE",
        "ceremony",
    );
    let begun = other.begins(other.proves(&mut theirs).await).await;
    let options = begun.data()["beginPasskeyRegistration"]["options"].clone();
    refused(&other.finishes(key.create(&options)).await, "STATE", "known");
    let spent = other.finishes(Authenticator::new().create(&options)).await;
    refused(&spent, "STATE", "ceremony");
}

#[tokio::test]
async fn a_counter_that_goes_back_is_refused_and_its_owner_sees_it() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let mut key = Authenticator::new();
    amal.registers(&mut key).await;
    let mut copy = key.clone();
    enters(&app, &mut key).await.data();
    enters(&app, &mut key).await.data();
    is_turned_away(&enters(&app, &mut copy).await);
    let challenge = amal.is_asked().await;
    let mut copy = key.clone();
    copy.counter = None;
    let shown = json!({"passkey": copy.get(&challenge["passkeyOptions"])});
    refused(&amal.completes(&challenge["token"], shown).await, "INVALID", "code");
    let listed = app.call(&amal.who, LIST, json!({})).await;
    let listed = &listed.data()["viewer"]["secondFactor"]["passkeys"][0];
    assert_eq!(listed["suspectedAt"], "2027-03-01T12:00:00+00:00");
    let mut owner = app.owner().await;
    let refused = sqlx::query("select detail ->> 'refused' as why from event where act = 'refuse_passkey' order by id");
    let refused = refused.fetch_all(&mut owner).await.unwrap();
    let why: Vec<String> = refused.iter().map(|row| row.get("why")).collect();
    assert_eq!(why, ["counter", "counter"]);
    // The right one goes on; and one that never counts is no copy.
    enters(&app, &mut key).await.data();
    let other = Amal::invited(&app, "other@example.int", Role::Reader, json!({"state": "QMB"})).await;
    let mut phone = Authenticator::new();
    (phone.counter, phone.synchronises) = (None, true);
    let added = other.registers(&mut phone).await;
    assert_eq!(added["passkey"]["isBackupEligible"], true);
    enters(&app, &mut phone).await.data();
    enters(&app, &mut phone).await.data();
}

#[tokio::test]
async fn a_removed_passkey_and_a_suspended_account_sign_nobody_in() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let mut key = Authenticator::new();
    let added = amal.registers(&mut key).await;
    let id = &added["passkey"]["id"];
    let renamed = "mutation ($input: RenamePasskeyInput!) { renamePasskey(input: $input) { passkey { name } } }";
    let renamed = amal.acts(renamed, json!({"id": id, "name": "Drawer"})).await;
    assert_eq!(renamed.data()["renamePasskey"]["passkey"]["name"], "Drawer");
    let administrator = app.secretariat(Role::Administrator).await;
    let account = app.call(&amal.who, "{ viewer { account { id } } }", json!({})).await;
    let account = &account.data()["viewer"]["account"]["id"];
    let suspend = |field: &str| {
        format!("mutation ($input: SuspendAccountInput!) {{ {field}(input: $input) {{ account {{ id }} }} }}")
    };
    let input = json!({"input": {"id": account}});
    app.call(&administrator, &suspend("suspendAccount"), input.clone())
        .await
        .data();
    is_turned_away(&enters(&app, &mut key).await);
    app.call(&administrator, &suspend("reinstateAccount"), input)
        .await
        .data();
    let entered = enters(&app, &mut key).await;
    let token = &entered.data()["finishPasskeySignIn"]["tokens"]["accessToken"];
    let amal = Amal {
        who: app.holder(token.as_str().unwrap()).await,
        ..amal
    };

    let proof = amal.proves(&mut key).await;
    let other = Amal::invited(&app, "other@example.int", Role::Reader, json!({"state": "QMB"})).await;
    let mut theirs = Authenticator::new();
    other.registers(&mut theirs).await;
    let foreign = json!({"id": id, "password": PASSWORD, "proof": other.proves(&mut theirs).await});
    assert_eq!(other.acts(REMOVE, foreign).await.code(), "NOT_FOUND");
    let removed = amal
        .acts(REMOVE, json!({"id": id, "password": PASSWORD, "proof": proof}))
        .await;
    assert_eq!(
        removed.data()["removePasskey"]["secondFactor"],
        json!({"recoveryCodesLeft": 0, "isMissing": false, "passkeys": []})
    );
    is_turned_away(&enters(&app, &mut key).await);
    assert_eq!(amal.is_asked().await, Value::Null, "the password alone again");
}

#[tokio::test]
async fn a_passkey_satisfies_a_role_and_the_last_one_is_not_lost_unawares() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let administrator = app.secretariat(Role::Administrator).await;
    let rule = "mutation ($input: SetSecondFactorRuleInput!) { setSecondFactorRule(input: $input) { roles } }";
    let input = json!({"input": {"role": "FOCAL_POINT", "isNeeded": true}});
    app.call(&administrator, rule, input).await.data();
    let name = "mutation { nameMinistry(input: {state: \"QMA\", name: \"Justice\"}) { ministry { name } } }";
    refused(
        &app.call(&amal.who, name, json!({})).await,
        "FORBIDDEN",
        "second_factor",
    );
    let mut key = Authenticator::new();
    let added = amal.registers(&mut key).await;
    app.call(&amal.who, name, json!({})).await.data();
    let id = &added["passkey"]["id"];
    let mut input = json!({"id": id, "password": PASSWORD, "proof": amal.proves(&mut key).await});
    let unawares = amal.acts(REMOVE, input.clone()).await;
    refused(&unawares, "STATE", "last_factor");
    assert_eq!(unawares.extensions()["roles"], json!(["FOCAL_POINT"]));
    input["isLastMeant"] = json!(true);
    let meant = amal.acts(REMOVE, input).await;
    assert_eq!(meant.data()["removePasskey"]["secondFactor"]["isMissing"], true);
    let again = "mutation { nameMinistry(input: {state: \"QMA\", name: \"Health\"}) { ministry { name } } }";
    refused(
        &app.call(&amal.who, again, json!({})).await,
        "FORBIDDEN",
        "second_factor",
    );
}

#[tokio::test]
async fn what_is_there_has_to_be_shown_before_more_is_added() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let mut key = Authenticator::new();
    let codes = amal.registers(&mut key).await["recoveryCodes"].clone();
    refused(&amal.begins(Value::Null).await, "INVALID", "proof_needed");
    refused(
        &amal.begins(recovery(&json!("0000-0000-0000-0000"))).await,
        "INVALID",
        "code",
    );
    let enrol = json!({"password": PASSWORD});
    refused(&amal.acts(ENROL, enrol).await, "INVALID", "proof_needed");
    let enrolled = amal
        .acts(
            ENROL,
            json!({"password": PASSWORD, "proof": amal.proves(&mut key).await}),
        )
        .await;
    let phone = Phone::read(&enrolled.data()["enrolSecondFactor"]["secret"]);
    let confirmed = amal.acts(CONFIRM, json!({"code": phone.shows(app.clock.now())})).await;
    assert_ne!(confirmed.data()["confirmSecondFactor"]["recoveryCodes"], codes);
    app.pass(TimeDelta::seconds(30));
    assert_eq!(amal.is_asked().await["takesCode"], true);
    // With a code there is a second passkey; recovery codes stay as they are.
    let begun = amal.begins(code(&phone.shows(app.clock.now()))).await;
    let made = Authenticator::new().create(&begun.data()["beginPasskeyRegistration"]["options"]);
    let added = amal.finishes(made).await;
    let added = &added.data()["finishPasskeyRegistration"];
    assert_eq!(added["recoveryCodes"], Value::Null);
    assert_eq!(added["secondFactor"]["passkeys"].as_array().unwrap().len(), 2);
    // The codes end, the passkeys and the recovery codes stay.
    app.pass(TimeDelta::seconds(30));
    let input = json!({"password": PASSWORD, "proof": code(&phone.shows(app.clock.now()))});
    let ended = amal.acts(END, input).await;
    assert_eq!(ended.data()["endSecondFactor"]["secondFactor"]["recoveryCodesLeft"], 10);
    let challenge = amal.is_asked().await;
    assert_eq!(challenge["takesCode"], false);
    let shown = json!({"passkey": key.get(&challenge["passkeyOptions"])});
    amal.completes(&challenge["token"], shown).await.data();
    // An administrator removes all of it.
    let administrator = app.secretariat(Role::Administrator).await;
    let account = app.call(&amal.who, "{ viewer { account { id } } }", json!({})).await;
    let reset = "mutation ($input: ResetSecondFactorInput!) { resetSecondFactor(input: $input) { account { id } } }";
    let input = json!({"account": account.data()["viewer"]["account"]["id"], "reason": "Lost"});
    app.call(&administrator, reset, json!({"input": input})).await.data();
    is_turned_away(&enters(&app, &mut key).await);
}

#[tokio::test]
async fn people_see_their_passkeys_and_nobody_sees_what_verifies_them() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    amal.registers(&mut Authenticator::new()).await;
    ask(&app).await;
    let other = app.of("QMA", Role::FocalPoint).await;
    let mut service = sqlx::PgConnection::connect(&app.database.service_url()).await.unwrap();
    for (reader, account, expected) in [
        ("issuer", None, [1, 1, 1]),
        ("state", Some(amal.who.account), [1, 0, 0]),
        ("state", Some(other.account), [0, 0, 0]),
        ("secretariat", Some(other.account), [0, 0, 0]),
        ("anonymous", None, [0, 0, 0]),
    ] {
        let mut tx = service.begin().await.unwrap();
        for (setting, value) in [
            ("app.reader", reader.to_owned()),
            ("app.account", account.map(|id| id.to_string()).unwrap_or_default()),
        ] {
            let set = sqlx::query("select set_config($1, $2, true)").bind(setting).bind(value);
            set.execute(&mut *tx).await.unwrap();
        }
        let mut seen = Vec::new();
        for table in ["passkey", "passkey_credential", "passkey_ceremony"] {
            let text = format!("select count(*) from {table}");
            let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(text))
                .fetch_one(&mut *tx)
                .await
                .unwrap();
            seen.push(count);
        }
        assert_eq!(seen, expected, "{reader}");
        if reader != "issuer" {
            let changed = sqlx::query("update passkey set counter = 0").execute(&mut *tx).await;
            assert_eq!(changed.unwrap().rows_affected(), 0);
            let gone = sqlx::query("delete from passkey").execute(&mut *tx).await;
            assert_eq!(gone.unwrap().rows_affected(), 0);
        }
        tx.rollback().await.unwrap();
    }
}
