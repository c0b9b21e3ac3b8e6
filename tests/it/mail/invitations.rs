//! The link of an invitation, brought by a letter: it works, it is kept sealed for as long as the letter waits and no longer, and
//! without a mail server nothing is as it was not before.

use api::auth::{Secret, reseal};
use api::mint::Mint;
use tests::app::SECRET;
use tests::people::PASSWORD;

use super::*;

const INVITE: &str = "mutation ($input: InviteMemberInput!) { inviteMember(input: $input) {
    link token isMailed invitation { id status letter { status language } } } }";

const ACCEPT: &str =
    "mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { tokens { accessToken } } }";

/// Whoever invites people of `QMA`.
struct Inviting {
    app: TestApp,
    focal: Persona,
}

impl Inviting {
    async fn over(url: &str) -> Self {
        Self::with(TestApp::with_mail(url).await).await
    }

    async fn with(app: TestApp) -> Self {
        let focal = app.of("QMA", Role::FocalPoint).await;
        Self { app, focal }
    }

    async fn invite(&self, email: &str, language: Value) -> Value {
        let input = json!({"email": email, "role": "CONTRIBUTOR", "place": {"state": "QMA"}, "language": language});
        let invited = self.app.call(&self.focal, INVITE, json!({"input": input})).await;
        invited.data()["inviteMember"].clone()
    }

    /// What is told of the letter to an address.
    async fn letter(&self, email: &str) -> Value {
        let list = "{ invitations(place: {state: \"QMA\"}) { email letter {
            status language attempts lastStatus lastFailure nextAttemptAt } } }";
        let told = self.app.call(&self.focal, list, json!({})).await;
        let invitations = told.data()["invitations"].as_array().unwrap().clone();
        let found = invitations.into_iter().find(|invitation| invitation["email"] == email);
        found.expect("the invitation")["letter"].clone()
    }

    async fn accept(&self, token: &Value) -> tests::app::Answer {
        let input = json!({"token": token, "name": "Amal", "password": PASSWORD, "language": "EN"});
        self.app.call(None, ACCEPT, json!({"input": input})).await
    }

    /// How many secrets of links the database holds, sealed.
    async fn sealed(&self) -> i64 {
        let count = "select count(sealed) from letter";
        sqlx::query_scalar(count)
            .fetch_one(&mut self.app.owner().await)
            .await
            .unwrap()
    }

    async fn send(&self) {
        send(&self.app).await;
    }
}

/// The link that a letter says, which stands alone on its line.
fn link(letter: &Value) -> String {
    let mut lines = letter["text"].as_str().unwrap().lines();
    lines
        .find(|line| line.starts_with("https://"))
        .expect("a link")
        .to_owned()
}

#[tokio::test]
async fn a_letter_brings_the_link_of_an_invitation_and_the_link_works() {
    let server = Server::start();
    let desk = Inviting::over(&server.url()).await;
    let invited = desk.invite("amal@example.org", json!("FR")).await;
    assert_eq!(invited["isMailed"], true);
    assert_eq!(
        invited["invitation"]["letter"],
        json!({"status": "WAITING", "language": "FR"})
    );
    // What the database holds of the link is its hash, and the seal.
    let token = invited["token"].as_str().unwrap();
    let rows = "select concat(string_agg(to_jsonb(l)::text, ''), string_agg(encode(l.sealed, 'escape'), ''),
                (select string_agg(to_jsonb(i)::text, '') from invitation i), (select string_agg(detail::text, '') from event))
                from letter l";
    let kept: String = sqlx::query_scalar(rows)
        .fetch_one(&mut desk.app.owner().await)
        .await
        .unwrap();
    assert!(kept.contains("amal@example.org") && !kept.contains(token), "{kept}");
    assert_eq!(desk.sealed().await, 1);

    desk.send().await;
    desk.send().await;
    let [letter] = &server.letters()[..] else {
        panic!("one letter")
    };
    assert_eq!(letter["to"], "amal@example.org");
    assert_eq!(letter["from"], "Secretariat <office@normtrack.example>");
    assert_eq!(letter["language"], "fr");
    let kept: String = sqlx::query_scalar("select id::text from letter")
        .fetch_one(&mut desk.app.owner().await)
        .await
        .unwrap();
    assert_eq!(letter["id"], format!("<invitation-{kept}@normtrack.example>"));
    assert_eq!(letter["automatic"], "auto-generated");
    assert_eq!((&letter["ascii"], &letter["defects"]), (&json!(true), &json!([])));
    let name = desk
        .app
        .call_in(
            "fr",
            &desk.focal,
            "{ state(code: \"QMA\") { name { content } } }",
            json!({}),
        )
        .await;
    let name = name.data()["state"]["name"]["content"].as_str().unwrap().to_owned();
    for form in ["text", "html"] {
        let said = letter[form].as_str().unwrap();
        for word in [
            invited["link"].as_str().unwrap(),
            &name,
            "Contributeur",
            "2027-03-08 12:00 UTC",
        ] {
            assert!(said.contains(word), "{word}: {said}");
        }
    }
    assert!(!letter["subject"].as_str().unwrap().contains(token));
    // It is over, and nothing is left of the link but its hash.
    assert_eq!(
        desk.letter("amal@example.org").await,
        json!({"status": "ACCEPTED", "language": "FR", "attempts": 1, "lastStatus": 250, "lastFailure": null,
               "nextAttemptAt": null})
    );
    assert_eq!(desk.sealed().await, 0);

    let link = link(letter);
    let (page, secret) = link.split_once('#').unwrap();
    assert_eq!(page, "https://normtrack.example/invitation");
    assert_eq!(secret, token);
    let accepted = desk.accept(&json!(secret)).await;
    assert!(accepted.data()["acceptInvitation"]["tokens"]["accessToken"].is_string());
}

#[tokio::test]
async fn a_letter_is_in_the_language_that_is_chosen_or_in_that_of_whoever_invites() {
    let server = Server::start();
    let desk = Inviting::over(&server.url()).await;
    let speaks = "update account set language = 'ar' where id = $1";
    let account = desk.focal.account.0;
    sqlx::query(speaks)
        .bind(account)
        .execute(&mut desk.app.owner().await)
        .await
        .unwrap();
    let mut subjects = std::collections::BTreeSet::new();
    for language in ["EN", "ES", "FR", "RU", "ZH"] {
        desk.invite(&format!("{}@example.org", language.to_lowercase()), json!(language))
            .await;
    }
    desk.invite("ar@example.org", Value::Null).await;
    desk.send().await;
    for letter in server.letters() {
        let language = letter["language"].as_str().unwrap().to_owned();
        assert_eq!(letter["to"], format!("{language}@example.org"));
        subjects.insert(letter["subject"].to_string());
    }
    assert_eq!(subjects.len(), 6, "{subjects:?}");
}

#[tokio::test]
async fn a_letter_that_waits_goes_with_the_invitation_that_is_answered_meanwhile() {
    let server = Server::start();
    let desk = Inviting::over(&server.url()).await;
    let accepted = desk.invite("later-1@example.org", Value::Null).await;
    let revoked = desk.invite("later-2@example.org", Value::Null).await;
    desk.invite("later-3@example.org", Value::Null).await;
    desk.invite("never-1@example.org", Value::Null).await;
    let early = desk.invite("early@example.org", Value::Null).await;
    let revoke = "mutation ($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation {
        letter { status } } } }";
    let id = json!({"input": {"id": early["invitation"]["id"]}});
    let taken = desk.app.call(&desk.focal, revoke, id).await;
    let letter = &taken.data()["revokeInvitation"]["invitation"]["letter"];
    assert_eq!(*letter, json!({"status": "NEEDLESS"}));
    desk.send().await;
    assert!(server.addresses().is_empty());
    let refused = desk.letter("never-1@example.org").await;
    assert_eq!(
        (&refused["status"], &refused["lastStatus"]),
        (&json!("REFUSED"), &json!(550))
    );
    let waiting = desk.letter("later-3@example.org").await;
    assert_eq!(
        (&waiting["status"], &waiting["lastStatus"]),
        (&json!("WAITING"), &json!(451))
    );
    assert_eq!(
        desk.sealed().await,
        3,
        "what was taken back or refused for good is gone"
    );

    desk.accept(&accepted["token"]).await.data();
    let id = json!({"input": {"id": revoked["invitation"]["id"]}});
    desk.app.call(&desk.focal, revoke, id).await.data();
    assert_eq!(desk.sealed().await, 1);
    for name in ["later-1", "later-2", "later-3"] {
        server.mend(name);
    }
    desk.app.pass(TimeDelta::seconds(5));
    desk.send().await;
    assert_eq!(server.addresses(), ["later-3@example.org"]);
    assert_eq!(desk.letter("later-1@example.org").await["status"], "NEEDLESS");
    assert_eq!(desk.sealed().await, 0);
}

#[tokio::test]
async fn an_invitation_that_has_lapsed_or_whose_issuer_is_suspended_is_not_brought() {
    let server = Server::start();
    let desk = Inviting::over(&server.url()).await;
    desk.invite("late@example.org", Value::Null).await;
    desk.app.pass(TimeDelta::days(7));
    desk.send().await;
    assert_eq!(desk.sealed().await, 0);
    let desk = Inviting::over(&server.url()).await;
    desk.invite("orphan@example.org", Value::Null).await;
    let suspend = "update account set suspended_at = '2027-03-01T11:00:00Z' where id = $1";
    let account = desk.focal.account.0;
    sqlx::query(suspend)
        .bind(account)
        .execute(&mut desk.app.owner().await)
        .await
        .unwrap();
    desk.send().await;
    assert_eq!(desk.sealed().await, 0);
    assert!(server.addresses().is_empty());
}

#[tokio::test]
async fn any_process_sends_it_also_after_everything_was_sealed_anew_and_who_has_another_secret_does_not() {
    let server = Server::start();
    let desk = Inviting::over(&server.url()).await;
    let invited = desk.invite("amal@example.org", Value::Null).await;
    let [old, new] = [SECRET, [8; 32]].map(|bytes| Secret::of(&bytes).unwrap());
    // A key of tokens, one of receipts, and the link.
    let count = reseal(&desk.app.database.owner_url(), &old, &new, &Mint::system())
        .await
        .unwrap();
    assert_eq!(count, 3);
    desk.send().await;
    assert!(server.addresses().is_empty(), "this process holds the old secret still");
    assert_eq!(desk.sealed().await, 1, "and loses nothing");
    desk.app.pass(TimeDelta::minutes(20));
    send(&desk.app.beside_under(2, &[8; 32]).await).await;
    let [letter] = &server.letters()[..] else {
        panic!("one letter")
    };
    assert_eq!(link(letter), invited["link"]);
}

#[tokio::test]
async fn without_a_mail_server_the_link_is_shown_and_nothing_else() {
    let desk = Inviting::with(TestApp::start().await).await;
    let invited = desk.invite("amal@example.org", json!("FR")).await;
    assert_eq!(
        (&invited["isMailed"], &invited["invitation"]["letter"]),
        (&json!(false), &Value::Null)
    );
    let rows: i64 = sqlx::query_scalar("select count(*) from letter")
        .fetch_one(&mut desk.app.owner().await)
        .await
        .unwrap();
    assert_eq!(rows, 0);
    let token = invited["link"].as_str().unwrap().split_once('#').unwrap().1.to_owned();
    let accepted = desk.accept(&json!(token)).await;
    assert!(accepted.data()["acceptInvitation"]["tokens"]["accessToken"].is_string());
}

const RESEND: &str = "mutation ($input: ResendInvitationLetterInput!) { resendInvitationLetter(input: $input) {
    link token isMailed invitation { id email role status letter { status language } } } }";

#[tokio::test]
async fn a_letter_that_did_not_arrive_is_sent_again_with_a_new_link_and_the_old_one_is_void() {
    let server = Server::start();
    let desk = Inviting::over(&server.url()).await;
    let first = desk.invite("never-1@example.org", json!("FR")).await;
    let again = async |who: &Persona, id: &Value| {
        let input = json!({"input": {"id": id}});
        desk.app.call(&desk.app.renewed(who), RESEND, input).await
    };
    let id = &first["invitation"]["id"];
    let waits = again(&desk.focal, id).await;
    assert_eq!(
        (waits.code(), &waits.extensions()["reason"]),
        ("STATE", &json!("letter_waits"))
    );
    desk.send().await;
    assert_eq!(desk.letter("never-1@example.org").await["status"], "REFUSED");
    // Whoever may not invite does not; whoever does not read it does not find it.
    let stranger = desk.app.of("QMB", Role::FocalPoint).await;
    assert_eq!(again(&stranger, id).await.code(), "NOT_FOUND");

    // Another focal point does, in the language of the letter before.
    let successor = desk.app.of("QMA", Role::FocalPoint).await;
    let told = again(&successor, id).await;
    let second = &told.data()["resendInvitationLetter"];
    assert_eq!(
        second["invitation"],
        json!({"id": second["invitation"]["id"], "email": "never-1@example.org", "role": "CONTRIBUTOR", "status": "OPEN",
               "letter": {"status": "WAITING", "language": "FR"}})
    );
    assert_eq!(second["isMailed"], true);
    assert_ne!(second["link"], first["link"]);
    assert_eq!(desk.sealed().await, 1);
    assert_eq!(desk.accept(&first["token"]).await.code(), "STATE");
    // What was answered or taken back is not sent again.
    assert_eq!(again(&desk.focal, id).await.code(), "STATE");
    desk.accept(&second["token"]).await.data();
    assert_eq!(again(&desk.focal, &second["invitation"]["id"]).await.code(), "STATE");
    assert_eq!(desk.sealed().await, 0);

    // The mail server had taken it, and it was lost on its way: asked for again it says the new link, under a name of its own.
    let lost = desk.invite("lost@example.org", Value::Null).await;
    desk.send().await;
    let found = again(&desk.focal, &lost["invitation"]["id"]).await;
    desk.send().await;
    let letters = server.letters();
    let [one, other] = &letters[..] else {
        panic!("two letters: {letters:#?}")
    };
    let mut links = [link(one), link(other)];
    links.sort_unstable();
    let mut expected =
        [&lost["link"], &found.data()["resendInvitationLetter"]["link"]].map(|link| link.as_str().unwrap());
    expected.sort_unstable();
    assert_eq!(links, expected);
    assert_ne!(one["id"], other["id"]);
    let acts: Vec<String> = sqlx::query_scalar("select act from event where act like '%invit%' order by id")
        .fetch_all(&mut desk.app.owner().await)
        .await
        .unwrap();
    let acts: Vec<&str> = acts.iter().map(String::as_str).collect();
    assert_eq!(
        acts,
        [
            "invite_member",
            "revoke_invitation",
            "invite_member",
            "accept_invitation",
            "invite_member",
            "revoke_invitation",
            "invite_member"
        ]
    );
}

#[tokio::test]
async fn without_a_mail_server_no_letter_is_sent_again_and_the_link_stays() {
    let desk = Inviting::with(TestApp::start().await).await;
    let invited = desk.invite("amal@example.org", Value::Null).await;
    let input = json!({"input": {"id": invited["invitation"]["id"]}});
    let refused = desk.app.call(&desk.focal, RESEND, input).await;
    assert_eq!(*refused.extensions(), json!({"code": "STATE", "reason": "no_mail"}));
    assert!(desk.accept(&invited["token"]).await.data()["acceptInvitation"]["tokens"].is_object());
}
