//! Signing in with identity providers that are real ones: what they may say of whom, and what becomes of what they should not.

use std::collections::BTreeSet;
use std::fs;

use api::auth::Providers;
use chrono::TimeDelta;
use domain::access::{Place, Role};
use serde_json::{Value, json};
use sqlx::Connection as _;
use tests::app::{Persona, TestApp};
use tests::people::{PASSWORD, invited};
use tests::provider::{Browser, CLIENT_SECRET, IdentityProvider};

mod answers;
mod away;
mod linking;

const SESSION: &str = "__Host-normtrack-session";
const TRANSACTION: &str = "__Host-normtrack-sign-in";
const VIEWER: &str = "{ viewer { account { name email } memberships { role state { code } isValid }
    sessions { means isCurrent } identities { issuer provider { key } } } }";

/// A service with these providers, by the clock of the first of them.
async fn served(providers: &[(&IdentityProvider, Value)]) -> TestApp {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("secret"), format!("{CLIENT_SECRET}\n")).unwrap();
    let list: Vec<&Value> = providers.iter().map(|(_, configured)| configured).collect();
    let file = folder.path().join("providers.yaml");
    fs::write(&file, json!({"providers": list}).to_string()).unwrap();
    let providers_read = Providers::read(&file).unwrap();
    TestApp::with_providers(providers_read, providers[0].0.began_at).await
}

/// A configuration that lets a provider speak for QMA.
fn for_qma(provider: &IdentityProvider, key: &str) -> Value {
    let mut configured = provider.configured(key);
    let rule = |has: &str, role: &str| json!({"claim": "groups", "has": has, "role": role, "state_claim": "country"});
    configured["remit"] = json!({"roles": ["focal_point", "reader", "publishing_authority"], "states": ["QMA"]});
    configured["gives"] = json!([rule("focal", "focal_point"), rule("reader", "reader")]);
    configured
}

/// What a provider says of Amal.
fn amal(groups: &[&str], country: &str) -> Value {
    json!({
        "email": "amal@example.int", "email_verified": true, "name": "Amal Hassan",
        "groups": groups, "country": country,
    })
}

async fn says(provider: &IdentityProvider, people: Value) {
    provider.told(json!({"people": people})).await;
}

/// Who is signed in in a browser.
async fn who(app: &TestApp, browser: &mut Browser<'_>) -> Option<Persona> {
    let token = browser.token().await?;
    Some(app.holder(&token).await)
}

/// What somebody sees of themselves.
async fn viewer(app: &TestApp, who: &Persona) -> Value {
    app.call(who, VIEWER, json!({})).await.data()["viewer"].clone()
}

/// The roles that somebody holds now.
async fn roles(app: &TestApp, who: &Persona) -> BTreeSet<String> {
    let seen = viewer(app, who).await;
    let held = seen["memberships"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|held| held["isValid"] == true);
    held.map(|held| {
        format!(
            "{} {}",
            held["role"].as_str().unwrap(),
            held["state"]["code"].as_str().unwrap_or("-")
        )
    })
    .collect()
}

async fn count(app: &TestApp, of: &str) -> i64 {
    let mut owner = app.owner().await;
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {of}")))
        .fetch_one(&mut owner)
        .await
        .unwrap()
}

/// What the trail says was done, with what, in order.
async fn trail(app: &TestApp) -> Vec<(String, Value)> {
    let mut owner = app.owner().await;
    sqlx::query_as("select act, detail from event order by id")
        .fetch_all(&mut owner)
        .await
        .unwrap()
}

#[tokio::test]
async fn people_of_two_providers_sign_in_and_are_who_they_were() {
    let (one, other) = tokio::join!(IdentityProvider::start("ES256"), IdentityProvider::start("RS256"));
    let mut public = for_qma(&other, "two");
    let fields = public.as_object_mut().unwrap();
    fields.remove("client_secret_file");
    fields.insert("client_id".to_owned(), json!("public"));
    let app = served(&[(&one, for_qma(&one, "one")), (&other, public)]).await;
    says(&one, json!({"a": amal(&["focal"], "QMA")})).await;
    says(
        &other,
        json!({"a": {"email": "baya@example.int", "name": "Baya", "groups": "reader", "country": ["QMA"]}}),
    )
    .await;

    let mut browser = Browser::new(&app);
    let sent = browser.signs_in("one", "a").await;
    assert_eq!((sent.status.as_u16(), sent.to.as_str()), (303, "/en/submissions"));
    assert_eq!(browser.cookie(TRANSACTION), None, "the transaction is over");
    let amal = who(&app, &mut browser).await.unwrap();
    let seen = viewer(&app, &amal).await;
    assert_eq!(
        seen["account"],
        json!({"name": "Amal Hassan", "email": "amal@example.int"})
    );
    assert_eq!(
        seen["identities"],
        json!([{"issuer": one.issuer, "provider": {"key": "one"}}])
    );
    assert_eq!(seen["sessions"], json!([{"means": "PROVIDER", "isCurrent": true}]));
    assert_eq!(roles(&app, &amal).await, ["FOCAL_POINT QMA".to_owned()].into());
    let acts: Vec<_> = trail(&app).await;
    let acts: Vec<_> = acts
        .iter()
        .map(|(act, _)| act.as_str())
        .filter(|act| *act != "make_key")
        .collect();
    assert_eq!(acts, ["open_account", "link_identity", "begin_membership", "sign_in"]);

    // The same name at another provider is somebody else.
    let mut elsewhere = Browser::new(&app);
    elsewhere.signs_in("two", "a").await;
    let baya = who(&app, &mut elsewhere).await.unwrap();
    assert_eq!(viewer(&app, &baya).await["account"]["name"], "Baya");
    assert_eq!(roles(&app, &baya).await, ["READER QMA".to_owned()].into());

    // Again, in another browser, under another address: the same person, and nothing begins anew.
    says(
        &one,
        json!({"a": {"email": "amal@elsewhere.int", "groups": ["focal"], "country": "QMA"}}),
    )
    .await;
    let mut again = Browser::new(&app);
    again.signs_in("one", "a").await;
    let same = who(&app, &mut again).await.unwrap();
    assert_eq!(same.account, amal.account);
    assert_eq!(viewer(&app, &same).await["account"]["email"], "amal@example.int");
    assert_eq!(
        count(&app, "membership where account_id in (select account_id from identity)").await,
        2
    );
}

#[tokio::test]
async fn a_provider_reaches_no_other_state_and_no_role_beyond_its_remit() {
    let provider = IdentityProvider::start("ES256").await;
    let mut hostile = for_qma(&provider, "hostile");
    // Written into the file by mistake, a rule beyond the remit is refused; by a claim it is not given.
    hostile["gives"]
        .as_array_mut()
        .unwrap()
        .push(json!({"claim": "groups", "has": "root", "role": "reader", "state_claim": "country"}));
    let app = served(&[(&provider, hostile)]).await;
    let accounts = count(&app, "account").await;
    says(
        &provider,
        json!({
            "a": amal(&["focal", "root"], "QMB"), "b": amal(&[], "QMA"), "c": amal(&["focal", "administrator"], ""),
            "d": {"groups": ["focal"], "country": ["QMA", "QMB"], "email": "d@example.int"},
            "e": {"groups": ["focal"], "country": "QMA"},
            "f": {"groups": ["focal"], "country": "QMA", "email": "f@example.int", "email_verified": false},
        }),
    )
    .await;
    for (person, problem) in [
        ("a", "not_invited"),
        ("b", "not_invited"),
        ("c", "not_invited"),
        ("e", "no_email"),
        ("f", "no_email"),
    ] {
        let mut browser = Browser::new(&app);
        let sent = browser.signs_in("hostile", person).await;
        assert_eq!(sent.problem().as_deref(), Some(problem), "{person}");
        assert!(sent.to.starts_with("/en/sign-in?"), "{sent:?}");
        assert_eq!(sent.parameter("next").as_deref(), Some("/en/submissions"));
        assert_eq!(browser.cookie(SESSION), None, "{person}");
    }
    assert_eq!(count(&app, "account").await, accounts, "nobody has an account by it");
    let mut browser = Browser::new(&app);
    browser.signs_in("hostile", "d").await;
    let d = who(&app, &mut browser).await.unwrap();
    assert_eq!(roles(&app, &d).await, ["FOCAL_POINT QMA".to_owned()].into());
}

#[tokio::test]
async fn what_is_claimed_no_longer_ends_and_what_was_given_by_hand_stays() {
    let provider = IdentityProvider::start("ES256").await;
    let app = served(&[(&provider, for_qma(&provider, "qma"))]).await;
    says(&provider, json!({"a": amal(&["focal", "reader"], "QMA")})).await;
    let mut browser = Browser::new(&app);
    browser.signs_in("qma", "a").await;
    let amal_now = who(&app, &mut browser).await.unwrap();
    let hand = "insert into membership (id, account_id, role, state_id, valid_from)
                values (gen_random_uuid(), $1, 'publishing_authority', 'QMA', $2)";
    let mut owner = app.owner().await;
    sqlx::query(hand)
        .bind(amal_now.account.0)
        .bind(app.clock.now())
        .execute(&mut owner)
        .await
        .unwrap();
    app.pass(TimeDelta::minutes(1));

    says(&provider, json!({"a": amal(&["reader"], "QMA")})).await;
    assert!(
        roles(&app, &amal_now).await.contains("FOCAL_POINT QMA"),
        "until the next sign-in"
    );
    browser.signs_in("qma", "a").await;
    let left = ["READER QMA", "PUBLISHING_AUTHORITY QMA"].map(str::to_owned);
    assert_eq!(roles(&app, &amal_now).await, left.into(), "also in the session before");
    says(&provider, json!({"a": {}})).await;
    browser.signs_in("qma", "a").await;
    assert_eq!(
        roles(&app, &amal_now).await,
        ["PUBLISHING_AUTHORITY QMA".to_owned()].into()
    );
    let ended = trail(&app)
        .await
        .iter()
        .filter(|(act, _)| act == "end_membership")
        .count();
    assert_eq!(ended, 2);

    // A colleague who has the same right by hand does not have it twice.
    says(&provider, json!({"a": amal(&["reader"], "QMA")})).await;
    browser.signs_in("qma", "a").await;
    assert_eq!(roles(&app, &amal_now).await.len(), 2, "given again");
}

#[tokio::test]
async fn nobody_is_signed_in_by_a_provider_who_holds_a_role_beyond_its_remit() {
    let provider = IdentityProvider::start("ES256").await;
    let app = served(&[(&provider, for_qma(&provider, "qma"))]).await;
    says(&provider, json!({"a": amal(&["focal"], "QMA")})).await;
    let mut browser = Browser::new(&app);
    browser.signs_in("qma", "a").await;
    let somebody = who(&app, &mut browser).await.unwrap();
    let hand = "insert into membership (id, account_id, role, state_id, valid_from)
                values (gen_random_uuid(), $1, $2, $3, $4)";
    for (role, state) in [("reader", Some("QMB")), ("administrator", None)] {
        let mut owner = app.owner().await;
        let given = sqlx::query(hand)
            .bind(somebody.account.0)
            .bind(role)
            .bind(state)
            .bind(app.clock.now());
        given.execute(&mut owner).await.unwrap();
        let mut again = Browser::new(&app);
        let sent = again.signs_in("qma", "a").await;
        assert_eq!(sent.problem().as_deref(), Some("beyond_remit"), "{role}");
        assert_eq!(again.cookie(SESSION), None);
        let end = "update membership set valid_until = valid_from where account_id = $1 and role = $2 and state_id is distinct from 'QMA'";
        let ended = sqlx::query(end).bind(somebody.account.0).bind(role);
        ended.execute(&mut owner).await.unwrap();
        assert_eq!(
            Browser::new(&app).signs_in("qma", "a").await.to,
            "/en/submissions",
            "{role}"
        );
    }
}

#[tokio::test]
async fn who_is_suspended_is_told_what_a_stranger_is_told() {
    let provider = IdentityProvider::start("ES256").await;
    let app = served(&[(&provider, for_qma(&provider, "qma"))]).await;
    says(&provider, json!({"a": amal(&["focal"], "QMA")})).await;
    let mut browser = Browser::new(&app);
    browser.signs_in("qma", "a").await;
    let somebody = who(&app, &mut browser).await.unwrap();
    let mut owner = app.owner().await;
    let suspend = "update account set suspended_at = $2 where id = $1";
    sqlx::query(suspend)
        .bind(somebody.account.0)
        .bind(app.clock.now())
        .execute(&mut owner)
        .await
        .unwrap();
    let mut again = Browser::new(&app);
    let suspended = again.signs_in("qma", "a").await;
    let stranger = Browser::new(&app).signs_in("qma", "nobody").await;
    assert_eq!(suspended.to, stranger.to);
    assert_eq!(suspended.problem().as_deref(), Some("not_invited"));
    assert_eq!(again.cookie(SESSION), None);
}

#[tokio::test]
async fn the_page_for_signing_in_is_told_which_providers_there_are() {
    let provider = IdentityProvider::start("ES256").await;
    let mut configured = for_qma(&provider, "mfa");
    configured["title"] = json!({"ar": "ar", "zh": "zh", "en": "Ministry", "fr": "Ministère", "ru": "ru", "es": "es"});
    let app = served(&[(&provider, configured)]).await;
    let query = "{ identityProviders { key title address } }";
    let answer = app.call_in("fr", None, query, json!({})).await;
    let expected = json!([{"key": "mfa", "title": "Ministère", "address": "/sign-in/with/mfa"}]);
    assert_eq!(answer.data()["identityProviders"], expected);
    let unknown = Browser::new(&app).goes("/sign-in/with/none?next=/ar/submissions").await;
    assert!(unknown.to.starts_with("/ar/sign-in?"), "{unknown:?}");
    assert_eq!(unknown.problem().as_deref(), Some("unknown_provider"));
    for next in [
        "//evil.example",
        "https://evil.example/en",
        "/en%0d%0aset-cookie:x=y",
        "/%5cevil.example",
    ] {
        says(&provider, json!({"a": amal(&["focal"], "QMA")})).await;
        let mut browser = Browser::new(&app);
        let away = browser.goes(&format!("/sign-in/with/mfa?next={next}")).await;
        let back = browser.says(&away.to, json!({"login": "a"})).await;
        assert_eq!(browser.goes(&back.to).await.to, "/en", "{next}");
    }
}

/// Whether somebody reads who acts for QMA, as its focal points do.
async fn sees_the_team(app: &TestApp, who: &Persona) -> bool {
    let members = app
        .call(who, "{ members(place: {state: \"QMA\"}) { role } }", json!({}))
        .await;
    !members.data()["members"].as_array().unwrap().is_empty()
}

#[tokio::test]
async fn a_second_factor_is_the_providers_where_it_may_be_and_else_our_own() {
    let provider = IdentityProvider::start("ES256").await;
    let mut configured = for_qma(&provider, "qma");
    configured["second_factor"] = json!({"amr": ["mfa"]});
    configured["remit"]["roles"]
        .as_array_mut()
        .unwrap()
        .push(json!("auditor"));
    configured["gives"]
        .as_array_mut()
        .unwrap()
        .push(json!({"claim": "groups", "has": "auditor", "role": "auditor"}));
    let app = served(&[(&provider, configured)]).await;
    let administrator = app.persona(Role::Administrator, Place::Secretariat).await;
    for role in ["FOCAL_POINT", "AUDITOR"] {
        let rule = "mutation ($input: SetSecondFactorRuleInput!) { setSecondFactorRule(input: $input) { roles } }";
        let input = json!({"role": role, "isNeeded": true});
        app.call(&administrator, rule, json!({"input": input})).await.data();
    }
    let person = |methods: &[&str]| {
        let mut person = amal(&["focal", "auditor"], "QMA");
        person["amr"] = json!(methods);
        json!({"a": person})
    };
    let trail = "{ auditTrail(first: 1) { nodes { verb } } }";

    says(&provider, person(&["pwd"])).await;
    let mut browser = Browser::new(&app);
    browser.signs_in("qma", "a").await;
    let without = who(&app, &mut browser).await.unwrap();
    let name = "mutation { nameMinistry(input: {state: \"QMA\", name: \"Justice\"}) { ministry { name } } }";
    let refused = app.call(&without, name, json!({})).await;
    assert_eq!(refused.extensions()["reason"], "second_factor", "{refused:?}");
    assert!(!sees_the_team(&app, &without).await);

    says(&provider, person(&["pwd", "mfa"])).await;
    let mut strong = Browser::new(&app);
    strong.signs_in("qma", "a").await;
    let with = who(&app, &mut strong).await.unwrap();
    assert!(sees_the_team(&app, &with).await);
    for (who, is_missing) in [(&with, false), (&without, true)] {
        let told = app
            .call(who, "{ viewer { secondFactor { isMissing } } }", json!({}))
            .await;
        assert_eq!(told.data()["viewer"]["secondFactor"]["isMissing"], is_missing);
    }
    let read = app.call(&with, trail, json!({})).await;
    assert_eq!(
        read.data()["auditTrail"]["nodes"].as_array().unwrap().len(),
        1,
        "the database lets them, too"
    );
    assert!(!sees_the_team(&app, &without).await, "the other session has shown none");

    // Somebody with an authenticator of ours shows it, unless the provider has seen a second factor.
    let enrol = "mutation ($input: EnrolSecondFactorInput!) { enrolSecondFactor(input: $input) { secret } }";
    let enrolled = app.call(&with, enrol, json!({"input": {"password": ""}})).await;
    let secret = enrolled.data()["enrolSecondFactor"]["secret"]
        .as_str()
        .unwrap()
        .to_owned();
    let secret = totp_rs::Secret::try_from_base32(&secret).unwrap();
    let phone = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    let shows = || {
        phone
            .generate(u64::try_from(app.clock.now().timestamp()).unwrap())
            .to_string()
    };
    let confirm =
        "mutation ($input: ConfirmSecondFactorInput!) { confirmSecondFactor(input: $input) { recoveryCodes } }";
    app.call(&with, confirm, json!({"input": {"code": shows()}}))
        .await
        .data();
    app.pass(TimeDelta::seconds(30));
    says(&provider, person(&["pwd"])).await;
    let mut coded = Browser::new(&app);
    let sent = coded.signs_in("qma", "a").await;
    assert_eq!(coded.cookie(SESSION), None);
    let (page, challenge) = sent.to.split_once("#code=").unwrap();
    assert_eq!(page, "/en/sign-in?next=%2Fen%2Fsubmissions");
    let complete =
        "mutation ($input: CompleteSignInInput!) { completeSignIn(input: $input) { tokens { accessToken } } }";
    let input = json!({"challenge": challenge, "proof": {"code": shows()}});
    let completed = app.call(None, complete, json!({"input": input})).await;
    let token = completed.data()["completeSignIn"]["tokens"]["accessToken"]
        .as_str()
        .unwrap()
        .to_owned();
    let entered = app.holder(&token).await;
    assert_eq!(
        viewer(&app, &entered).await["sessions"][0]["means"],
        "PROVIDER_AND_CODE"
    );
    assert!(sees_the_team(&app, &entered).await);
    says(&provider, person(&["mfa"])).await;
    let mut both = Browser::new(&app);
    both.signs_in("qma", "a").await;
    assert!(both.cookie(SESSION).is_some());
}
