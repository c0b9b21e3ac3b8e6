//! Accounts through the schema: a State's team comes together and parts.

use std::sync::Arc;

use api::app::App;
use api::auth::{Cost, InvitationLink, Keys, Passwords, Secret, TokenSettings};
use api::graphql::call::Call;
use api::graphql::schema::{Schema, schema};
use api::http::Limits;
use api::mint::{Clock, Mint};
use async_graphql::{Request, Variables};
use catalogue::Catalogue;
use domain::access::Actor;
use domain::language::Language;
use serde_json::{Value, json};
use store::{Connections, Store};
use tests::app::Shelf;
use tests::database::{TestDatabase, fresh};

const PASSWORD: &str = "four words make one";

struct Desk {
    app: Arc<App>,
    schema: Schema,
}

async fn desk(database: &TestDatabase) -> Desk {
    let connections = Connections { cold: 4, hot: 1 };
    let store = Store::connect(&database.service_url(), connections).await.unwrap();
    let mint = Arc::new(Mint::fixed(Clock::at("2027-03-01T12:00:00Z".parse().unwrap()), 1));
    let secret = Secret::of(&[7; 32]).unwrap();
    let keys = Keys::open(store.clone(), secret, Arc::clone(&mint)).await.unwrap();
    let settings = TokenSettings {
        issuer: "https://normtrack.example".to_owned(),
        audience: "normtrack".to_owned(),
    };
    let passwords = Passwords::new(Cost::Nominal, &mint);
    let catalogue = Catalogue::load().unwrap();
    let keeping = Shelf::folder().open();
    let app = App::start(store, catalogue, Arc::new(keys), passwords, settings, keeping, mint)
        .await
        .unwrap();
    app.actors().poll_once(app.mint().now()).await.unwrap();
    Desk {
        app: Arc::new(app),
        schema: schema(&Limits::default()),
    }
}

impl Desk {
    /// Calls with an access token, as the door does; the token is checked at each call.
    async fn call(&self, token: Option<&str>, document: &str, variables: Value) -> Value {
        let now = self.app.mint().now();
        let actor = match token {
            None => Actor::Anonymous,
            Some(token) => {
                let claims = self.app.tokens().verify(token, now).await.unwrap();
                match self.app.actors().actor(&claims, now).await {
                    Ok(actor) => actor,
                    Err(reason) => return json!(reason.to_string()),
                }
            }
        };
        let call = Call::new(Arc::clone(&self.app), actor, Language::English);
        let request = Request::new(document)
            .variables(Variables::from_json(variables))
            .data(call);
        let response = self.schema.execute(request).await;
        if let Some(error) = response.errors.first() {
            let extensions = serde_json::to_value(&error.extensions).unwrap();
            return json!({ "code": extensions["code"], "field": extensions["field"], "message": error.message });
        }
        response.data.into_json().unwrap()
    }

    async fn accept(&self, secret: &str, name: &str) -> String {
        let document = "mutation ($token: String!, $name: String!, $password: String!) {
            acceptInvitation(input: { token: $token, name: $name, password: $password, language: FR }) {
                tokens { accessToken } } }";
        let variables = json!({ "token": secret, "name": name, "password": PASSWORD });
        let accepted = self.call(None, document, variables).await;
        accepted["acceptInvitation"]["tokens"]["accessToken"]
            .as_str()
            .unwrap_or_else(|| panic!("{accepted}"))
            .to_owned()
    }

    async fn administrator(&self) -> String {
        let link = InvitationLink::administrator(
            self.app.store(),
            "root@example.int",
            self.app.mint(),
            self.app.tokens().address(),
        );
        self.accept(&link.await.unwrap().token, "Root").await
    }

    async fn invite(&self, token: &str, email: &str, role: &str, place: Value) -> Value {
        let document = "mutation ($email: String!, $role: Role!, $place: PlaceInput!) {
            inviteMember(input: { email: $email, role: $role, place: $place }) {
                token link invitation { id status role state { code } } } }";
        let variables = json!({ "email": email, "role": role, "place": place });
        self.call(Some(token), document, variables).await
    }

    /// Invites and accepts.
    async fn member(&self, by: &str, email: &str, role: &str, place: Value) -> String {
        let invited = self.invite(by, email, role, place).await;
        let secret = invited["inviteMember"]["token"]
            .as_str()
            .unwrap_or_else(|| panic!("{invited}"));
        self.accept(secret, email.split('@').next().unwrap()).await
    }

    async fn memberships(&self, token: &str) -> Value {
        let document = "{ viewer { account { name email } language
            memberships { role isValid state { code } ministry organisation { code } } } }";
        self.call(Some(token), document, Value::Null).await
    }
}

const MEMBERS: &str = "query ($place: PlaceInput!) { members(place: $place) { id role isValid account { id email } } }";
const END: &str = "mutation ($id: ID!) { endMembership(input: { id: $id }) { membership { isValid } } }";

#[tokio::test]
async fn a_team_comes_together_and_parts() {
    let database = fresh().await;
    let desk = desk(&database).await;
    assert_eq!(
        desk.call(None, "{ viewer { language } }", Value::Null).await,
        json!({ "viewer": null })
    );
    let root = desk.administrator().await;
    let state = json!({ "state": "QMA" });
    let focal = desk
        .member(&root, "focal@example.int", "FOCAL_POINT", state.clone())
        .await;
    assert_eq!(
        desk.memberships(&focal).await["viewer"],
        json!({
            "account": { "name": "focal", "email": "focal@example.int" },
            "language": "FR",
            "memberships": [{ "role": "FOCAL_POINT", "isValid": true, "state": { "code": "QMA" }, "ministry": null, "organisation": null }],
        })
    );

    let name = "mutation { nameMinistry(input: { state: \"QMA\", name: \" Justice \" }) { ministry { id name } } }";
    let named = desk.call(Some(&focal), name, Value::Null).await;
    assert_eq!(named["nameMinistry"]["ministry"]["name"], "Justice");
    assert_eq!(desk.call(Some(&focal), name, Value::Null).await["code"], "CONFLICT");
    let ministry = named["nameMinistry"]["ministry"]["id"].clone();
    let place = json!({ "state": "QMA", "ministry": ministry });
    let clearer = desk.member(&focal, "clearer@example.int", "CLEARER", place).await;
    assert_eq!(
        desk.memberships(&clearer).await["viewer"]["memberships"][0]["ministry"],
        ministry
    );

    let members = desk.call(Some(&focal), MEMBERS, json!({ "place": state })).await;
    let members = members["members"].as_array().unwrap().clone();
    let emails: Vec<_> = members
        .iter()
        .map(|m| m["account"]["email"].as_str().unwrap())
        .collect();
    assert_eq!(emails, ["clearer@example.int", "focal@example.int"]);
    let id = &members[0]["id"];
    let unseen = desk.call(Some(&clearer), END, json!({ "id": members[1]["id"] })).await;
    assert_eq!(unseen["code"], "NOT_FOUND");
    let ended = desk.call(Some(&focal), END, json!({ "id": id })).await;
    assert_eq!(ended["endMembership"]["membership"]["isValid"], false);
    assert_eq!(
        desk.memberships(&clearer).await["viewer"]["memberships"],
        json!([]),
        "with the same token"
    );
    let again = desk.call(Some(&focal), END, json!({ "id": id })).await;
    assert_eq!(again["code"], "STATE");
    assert_eq!(again["message"], "This membership has ended already.");
}

#[tokio::test]
async fn a_focal_point_keeps_to_the_own_team() {
    let database = fresh().await;
    let desk = desk(&database).await;
    let root = desk.administrator().await;
    let focal = desk
        .member(&root, "focal@example.int", "FOCAL_POINT", json!({ "state": "QMA" }))
        .await;
    desk.member(&root, "other@example.int", "FOCAL_POINT", json!({ "state": "QMB" }))
        .await;
    for (role, place, code) in [
        ("READER", json!({ "state": "QMB" }), "FORBIDDEN"),
        ("ACCREDITED_READER", json!({ "state": "QMA" }), "FORBIDDEN"),
        ("ADMINISTRATOR", json!({}), "FORBIDDEN"),
        ("CLEARER", json!({ "state": "QMA" }), "INVALID"),
        ("READER", json!({ "state": "qma" }), "INVALID"),
        ("READER", json!({ "state": "QMA", "ministry": "bm9uZQ" }), "INVALID"),
    ] {
        let refused = desk.invite(&focal, "new@example.int", role, place.clone()).await;
        assert_eq!(refused["code"], code, "{role} {place}");
    }
    let theirs = desk
        .call(Some(&root), MEMBERS, json!({ "place": { "state": "QMB" } }))
        .await;
    let theirs = &theirs["members"][0];
    let unseen = desk.call(Some(&focal), END, json!({ "id": theirs["id"] })).await;
    assert_eq!(unseen["code"], "NOT_FOUND");
    let unseen = desk
        .call(Some(&focal), MEMBERS, json!({ "place": { "state": "QMB" } }))
        .await;
    assert_eq!(unseen["members"], json!([]));
    let suspend = "mutation ($id: ID!) { suspendAccount(input: { id: $id }) { account { suspendedAt } } }";
    let id = json!({ "id": theirs["account"]["id"] });
    assert_eq!(desk.call(Some(&focal), suspend, id.clone()).await["code"], "NOT_FOUND");
    assert_eq!(desk.call(None, suspend, id).await["code"], "NOT_FOUND");
    let anonymous = "mutation { inviteMember(input: { email: \"a@b.int\", role: READER, place: {} }) { token } }";
    assert_eq!(desk.call(None, anonymous, Value::Null).await["code"], "UNAUTHENTICATED");
}

#[tokio::test]
async fn invitations_are_listed_taken_back_and_used_once() {
    let database = fresh().await;
    let desk = desk(&database).await;
    let root = desk.administrator().await;
    let place = json!({ "state": "QMA" });
    let focal = desk
        .member(&root, "focal@example.int", "FOCAL_POINT", place.clone())
        .await;
    let invited = desk.invite(&focal, "new@example.int", "READER", place.clone()).await;
    let invited = &invited["inviteMember"];
    assert_eq!(invited["invitation"]["status"], "OPEN");
    assert_eq!(
        invited["link"].as_str().unwrap(),
        format!(
            "https://normtrack.example/invitation#{}",
            invited["token"].as_str().unwrap()
        )
    );
    let revoke = "mutation ($id: ID!) { revokeInvitation(input: { id: $id }) { invitation { status } } }";
    let id = json!({ "id": invited["invitation"]["id"] });
    let revoked = desk.call(Some(&focal), revoke, id.clone()).await;
    assert_eq!(revoked["revokeInvitation"]["invitation"]["status"], "REVOKED");
    assert_eq!(desk.call(Some(&focal), revoke, id).await["code"], "STATE");
    let accept = "mutation ($token: String!, $password: String!) {
        acceptInvitation(input: { token: $token, name: \"New\", password: $password, language: EN }) {
            tokens { accessToken } } }";
    let refused = desk
        .call(None, accept, json!({ "token": invited["token"], "password": PASSWORD }))
        .await;
    assert_eq!(refused["message"], "This invitation was taken back.");
    let invented = json!({ "token": "invented", "password": PASSWORD });
    assert_eq!(desk.call(None, accept, invented).await["code"], "NOT_FOUND");
    let again = desk.invite(&focal, "new@example.int", "READER", place.clone()).await;
    let weak = json!({ "token": again["inviteMember"]["token"], "password": "password" });
    let weak = desk.call(None, accept, weak).await;
    assert_eq!(
        weak,
        json!({ "code": "INVALID", "field": "input.password", "message": "A password has at least 15 characters." })
    );
    let list = "query ($place: PlaceInput!) { invitations(place: $place) { email status } }";
    let listed = desk.call(Some(&focal), list, json!({ "place": place })).await;
    let statuses: Vec<_> = listed["invitations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| &i["status"])
        .collect();
    assert_eq!(statuses, ["OPEN", "REVOKED", "ACCEPTED"]);
}

#[tokio::test]
async fn signing_in_refreshing_and_signing_out() {
    let database = fresh().await;
    let desk = desk(&database).await;
    desk.administrator().await;
    let sign_in = "mutation ($password: String!) {
        signIn(input: { email: \"root@example.int\", password: $password }) {
            tokens { accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt } } }";
    let wrong = desk
        .call(None, sign_in, json!({ "password": "another password" }))
        .await;
    assert_eq!(wrong["code"], "UNAUTHENTICATED");
    assert_eq!(wrong["message"], "The address or the password is wrong.");
    let signed_in = desk.call(None, sign_in, json!({ "password": PASSWORD })).await;
    let tokens = &signed_in["signIn"]["tokens"];
    assert_eq!(tokens["accessTokenExpiresAt"], "2027-03-01T12:10:00+00:00");
    assert_eq!(tokens["refreshTokenExpiresAt"], "2027-03-02T00:00:00+00:00");
    let refresh = "mutation ($token: String!) { refresh(input: { refreshToken: $token }) {
        tokens { accessToken refreshToken } } }";
    let refreshed = desk
        .call(None, refresh, json!({ "token": tokens["refreshToken"] }))
        .await;
    let newer = &refreshed["refresh"]["tokens"];
    let access = newer["accessToken"].as_str().unwrap();
    assert_eq!(desk.memberships(access).await["viewer"]["account"]["name"], "Root");
    let sign_out = "mutation ($token: String!) { signOut(input: { refreshToken: $token }) { isSignedOut } }";
    let out = desk
        .call(None, sign_out, json!({ "token": newer["refreshToken"] }))
        .await;
    assert_eq!(out["signOut"]["isSignedOut"], true);
    let gone = desk.memberships(access).await;
    assert!(
        gone.as_str().is_some_and(|reason| reason.ends_with("has ended")),
        "{gone}"
    );
    let over = desk
        .call(None, refresh, json!({ "token": newer["refreshToken"] }))
        .await;
    assert_eq!(over["message"], "The session is over. Sign in again.");
}

#[tokio::test]
async fn a_suspended_account_comes_back_when_reinstated() {
    let database = fresh().await;
    let desk = desk(&database).await;
    let root = desk.administrator().await;
    let reader = desk
        .member(&root, "reader@example.int", "READER", json!({ "state": "QMA" }))
        .await;
    let members = desk
        .call(Some(&root), MEMBERS, json!({ "place": { "state": "QMA" } }))
        .await;
    let id = json!({ "id": members["members"][0]["account"]["id"] });
    let suspend = "mutation ($id: ID!) { suspendAccount(input: { id: $id }) { account { suspendedAt } } }";
    let suspended = desk.call(Some(&root), suspend, id.clone()).await;
    assert_eq!(
        suspended["suspendAccount"]["account"]["suspendedAt"],
        "2027-03-01T12:00:00+00:00"
    );
    let gone = desk.memberships(&reader).await;
    assert!(
        gone.as_str().is_some_and(|reason| reason.ends_with("has ended")),
        "{gone}"
    );
    let sign_in = format!(
        "mutation {{ signIn(input: {{ email: \"reader@example.int\", password: \"{PASSWORD}\" }}) {{ tokens {{ accessToken }} }} }}"
    );
    assert_eq!(desk.call(None, &sign_in, Value::Null).await["code"], "UNAUTHENTICATED");
    let reinstate = "mutation ($id: ID!) { reinstateAccount(input: { id: $id }) { account { suspendedAt } } }";
    let reinstated = desk.call(Some(&root), reinstate, id).await;
    assert_eq!(reinstated["reinstateAccount"]["account"]["suspendedAt"], Value::Null);
    let signed_in = desk.call(None, &sign_in, Value::Null).await;
    let token = signed_in["signIn"]["tokens"]["accessToken"].as_str().unwrap();
    assert_eq!(
        desk.memberships(token).await["viewer"]["memberships"][0]["role"],
        "READER"
    );

    let own = desk.call(Some(&root), MEMBERS, json!({ "place": {} })).await;
    let id = json!({ "id": own["members"][0]["account"]["id"] });
    let refused = desk.call(Some(&root), suspend, id).await;
    assert_eq!(refused["message"], "An account does not suspend itself.");
}
