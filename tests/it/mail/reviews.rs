//! Letters about reviews: the other side learns that it is invited, that a text was handed in, that it was turned down, and both
//! that the texts are published. Whoever acted gets none, nor does whoever may not read it, and no word of any text is said.

use super::*;
use crate::reviews::{DECLINE, END, Play};
use tests::app::Answer;

/// A review by `QMB` of what `QMA` filed, with everybody reached at an address of their own.
struct Reviewed {
    server: Server,
    play: Play,
}

impl Reviewed {
    async fn start() -> Self {
        let server = Server::start();
        let play = Play::over(TestApp::with_mail(&server.url()).await).await;
        for (person, email, language) in [
            (&play.qma.focal, "qma.focal@example.org", "es"),
            (&play.qma.authority, "qma.authority@example.org", "en"),
            (&play.qmb.focal, "qmb.focal@example.org", "ar"),
            (&play.qmb.authority, "qmb.authority@example.org", "fr"),
        ] {
            reached_at(&play.app, person, email, language).await;
        }
        // Who drafts or reads is not written to, nor is anybody else.
        for (state, role) in [
            ("QMA", Role::Contributor),
            ("QMB", Role::Reader),
            ("QMC", Role::FocalPoint),
        ] {
            play.app.of(state, role).await;
        }
        Self { server, play }
    }

    /// What was taken since, by address.
    async fn sent(&self) -> Vec<Value> {
        let before = self.server.letters();
        send(&self.play.app).await;
        let mut letters = self.server.letters();
        letters.retain(|letter| !before.contains(letter));
        for letter in &letters {
            assert_eq!(
                (&letter["ascii"], &letter["defects"]),
                (&json!(true), &json!([])),
                "{letter:#}"
            );
            assert_eq!(letter["automatic"], "auto-generated");
            for word in ["Planted", "Chosen", "Hidden"] {
                assert!(!letter.to_string().contains(word), "no word of any text: {letter:#}");
            }
        }
        letters
    }

    async fn addresses(&self) -> Vec<String> {
        let sent = self.sent().await.into_iter();
        sent.map(|letter| letter["to"].as_str().unwrap().to_owned()).collect()
    }
}

/// What a letter says, in both of its forms.
fn says(letter: &Value, words: &[&str]) {
    for form in ["text", "html"] {
        let said = letter[form].as_str().unwrap();
        for word in words {
            assert!(said.contains(word), "{word}: {said}");
        }
    }
}

#[tokio::test]
async fn the_other_side_of_a_review_is_written_to_at_each_turn_and_whoever_acted_is_not() {
    let desk = Reviewed::start().await;
    let (play, qma, qmb) = (&desk.play, &desk.play.qma, &desk.play.qmb);
    let id = play.invite(json!({"state": "QMB"})).await;
    let key = id.as_str().unwrap();
    let [authority, focal] = &desk.sent().await[..] else {
        panic!("two letters, to the people of QMB")
    };
    assert_eq!(
        (&authority["to"], &authority["language"]),
        (&json!("qmb.authority@example.org"), &json!("fr"))
    );
    assert_eq!(
        (&focal["to"], &focal["language"]),
        (&json!("qmb.focal@example.org"), &json!("ar"))
    );
    assert_eq!(authority["from"], "Secretariat <office@normtrack.example>");
    assert_eq!(authority["date"], "2027-03-01T12:00:00+00:00");
    let link = format!("https://normtrack.example/fr/reviews/{key}");
    says(authority, &["QMA", "QMB", "A round", "2027-03-01 12:05 UTC", &link]);
    says(
        focal,
        &[
            "2027-03-01 12:05 UTC",
            &format!("https://normtrack.example/ar/reviews/{key}"),
        ],
    );
    assert!(focal["html"].as_str().unwrap().contains("dir=\"rtl\""));

    // The right of reply begins.
    play.accept(&qmb.authority, &id).await.data();
    assert!(desk.addresses().await.is_empty(), "nobody is told that it was taken up");
    play.deliver(&qmb.authority, &id, 1, "Planted review.").await.data();
    let [authority, focal] = &desk.sent().await[..] else {
        panic!("two letters, to the people of QMA")
    };
    assert_eq!(focal["to"], "qma.focal@example.org");
    assert_eq!(authority["to"], "qma.authority@example.org");
    says(
        authority,
        &[
            "QMB",
            "right of reply",
            "2027-03-01 12:05 UTC",
            &format!("/en/reviews/{key}"),
        ],
    );

    play.reply(&id, 1, 1, "Planted reply.").await.data();
    play.agree(&qmb.authority, "REVIEWER", &id, (1, 1)).await.data();
    assert!(desk.addresses().await.is_empty(), "nothing is published yet");
    play.agree(&qma.authority, "STATE", &id, (1, 1)).await.data();
    let published = desk.sent().await;
    let to: Vec<&str> = published.iter().map(|letter| letter["to"].as_str().unwrap()).collect();
    assert_eq!(
        to,
        [
            "qma.focal@example.org",
            "qmb.authority@example.org",
            "qmb.focal@example.org"
        ]
    );
    assert!(
        published[0]["text"].as_str().unwrap().contains("se han publicado"),
        "{}",
        published[0]
    );
}

#[tokio::test]
async fn a_person_and_a_unit_are_invited_by_letter_and_the_state_hears_that_they_declined() {
    let desk = Reviewed::start().await;
    let play = &desk.play;
    let expert = play.app.of("QMD", Role::Reader).await;
    reached_at(&play.app, &expert, "expert@example.org", "ru").await;
    let unit = play.app.unit("au").await;
    reached_at(&play.app, &unit, "unit@example.org", "zh").await;
    play.app.unit("eu").await;

    let person = play
        .invite(json!({"expert": {"email": "expert@example.org", "name": "A. Reader"}}))
        .await;
    let [letter] = &desk.sent().await[..] else {
        panic!("one letter, to the person")
    };
    assert_eq!(
        (&letter["to"], &letter["language"]),
        (&json!("expert@example.org"), &json!("ru"))
    );
    says(
        letter,
        &["A. Reader", &format!("/ru/reviews/{}", person.as_str().unwrap())],
    );
    let body = play.invite(json!({"organisation": "au"})).await;
    let [letter] = &desk.sent().await[..] else {
        panic!("one letter, to the unit")
    };
    assert_eq!(
        (&letter["to"], &letter["language"]),
        (&json!("unit@example.org"), &json!("zh"))
    );

    for (who, id) in [(&expert, &person), (&unit, &body)] {
        play.does(who, DECLINE, json!({"id": id})).await.data();
        assert_eq!(
            desk.addresses().await,
            ["qma.authority@example.org", "qma.focal@example.org"]
        );
    }
}

/// Answers the invitation of a link, as the person who got the letter.
async fn open(app: &TestApp, token: &str, password: &str) -> Answer {
    let accept = "mutation ($input: AcceptInvitationInput!) {
        acceptInvitation(input: $input) { tokens { accessToken } } }";
    let input = json!({"token": token, "name": "A. Reader", "password": password, "language": "FR"});
    app.call(None, accept, json!({"input": input})).await
}

/// What stands behind the `#` of the one link of a letter.
fn token_of(letter: &Value) -> String {
    let text = letter["text"].as_str().unwrap();
    let (_, token) = text.split_once('#').expect("a link with a secret");
    token.split_whitespace().next().unwrap().to_owned()
}

#[tokio::test]
async fn a_person_without_an_account_opens_one_by_the_letter_and_reviews() {
    let desk = Reviewed::start().await;
    let play = &desk.play;
    let id = play
        .invite(json!({"expert": {"email": "new.expert@example.org", "name": "A. Reader"}}))
        .await;
    let [letter] = &desk.sent().await[..] else {
        panic!("one letter, to the person")
    };
    // Of whoever invites: nobody knows the language of the person.
    assert_eq!(
        (&letter["to"], &letter["language"]),
        (&json!("new.expert@example.org"), &json!("en"))
    );
    let token = token_of(letter);
    let link = format!(
        "https://normtrack.example/en/invitation?review={}#{token}",
        id.as_str().unwrap()
    );
    says(letter, &["A. Reader", "opens an account"]);
    assert!(letter["text"].as_str().unwrap().contains(&link), "{letter:#}");
    let shown = play.shown(Some(&play.qma.authority)).await;
    assert!(
        shown.contains("new.expert@example.org") && !shown.contains(&token),
        "{shown}"
    );

    let short = open(&play.app, &token, "short").await;
    assert_eq!(short.code(), "INVALID");
    let opened = open(&play.app, &token, tests::delegation::PASSWORD).await;
    let access = &opened.data()["acceptInvitation"]["tokens"]["accessToken"];
    let expert = play.app.holder(access.as_str().unwrap()).await;
    assert!(play.reads(&expert, id.as_str().unwrap()).await);
    assert!(!play.reads(&expert, "Chosen topic").await, "not before it is taken up");
    play.accept(&expert, &id).await.data();
    assert!(play.reads(&expert, "Chosen topic").await);
    assert!(!play.reads(&expert, "Hidden topic").await);

    // It opens nothing a second time: whoever has the link needs the password now.
    assert_eq!(
        open(&play.app, &token, "another password, and long").await.code(),
        "UNAUTHENTICATED"
    );
    open(&play.app, &token, tests::delegation::PASSWORD).await.data();
    // The next invitation leads to the review, as the person has an account.
    play.invite(json!({"expert": {"email": "new.expert@example.org", "name": "A. Reader"}}))
        .await;
    let [letter] = &desk.sent().await[..] else {
        panic!("one letter, to the account")
    };
    assert_eq!(letter["language"], "fr");
    assert!(!letter["text"].as_str().unwrap().contains('#'), "{letter:#}");
}

#[tokio::test]
async fn the_link_of_a_review_that_is_over_opens_nothing() {
    let desk = Reviewed::start().await;
    let play = &desk.play;
    let expert = |email: &str| json!({"expert": {"email": email, "name": "A. Reader"}});
    let ended = play.invite(expert("one@example.org")).await;
    play.invite(expert("two@example.org")).await;
    let sent = desk.sent().await;
    let tokens: Vec<String> = sent.iter().map(token_of).collect();
    assert_eq!(tokens.len(), 2);
    play.does(&play.qma.authority, END, json!({"id": ended})).await.data();
    let first = open(&play.app, &tokens[0], tests::delegation::PASSWORD).await;
    assert_eq!(first.code(), "NOT_FOUND");
    // With a letter of it changed it is of no review.
    let forged = format!("{}A", &tokens[1][..tokens[1].len() - 1]);
    let forged = if forged == tokens[1] {
        format!("{}B", &tokens[1][..tokens[1].len() - 1])
    } else {
        forged
    };
    assert_eq!(
        open(&play.app, &forged, tests::delegation::PASSWORD).await.code(),
        "NOT_FOUND"
    );
    play.app.pass(TimeDelta::minutes(5));
    assert_eq!(
        open(&play.app, &tokens[1], tests::delegation::PASSWORD).await.code(),
        "NOT_FOUND"
    );
    let accounts: i64 =
        sqlx::query_scalar("select count(*) from account where email in ('one@example.org', 'two@example.org')")
            .fetch_one(&mut play.app.owner().await)
            .await
            .unwrap();
    assert_eq!(accounts, 0);
}

#[tokio::test]
async fn what_has_passed_when_a_letter_is_to_be_sent_is_not_written() {
    let desk = Reviewed::start().await;
    let (play, qmb) = (&desk.play, &desk.play.qmb);
    let peer = || json!({"state": "QMB"});
    // Ended by the State, and turned down, before it went out.
    let ended = play.invite(peer()).await;
    play.does(&play.qma.authority, END, json!({"id": ended})).await.data();
    let declined = play.invite(peer()).await;
    play.does(&qmb.authority, DECLINE, json!({"id": declined})).await.data();
    assert_eq!(
        desk.addresses().await,
        ["qma.authority@example.org", "qma.focal@example.org"]
    );
    // Past its date.
    play.invite(peer()).await;
    play.app.pass(TimeDelta::minutes(5));
    assert!(desk.addresses().await.is_empty());
    // Two texts bring one letter, about the newer; whose access has ended gets none.
    let id = play.invite(peer()).await;
    let end = "update membership set valid_until = '2027-03-01T12:05:00Z' where account_id = $1";
    for account in [qmb.focal.account.0, play.qma.focal.account.0] {
        sqlx::query(end)
            .bind(account)
            .execute(&mut play.app.owner().await)
            .await
            .unwrap();
    }
    assert_eq!(desk.addresses().await, ["qmb.authority@example.org"]);
    play.accept(&qmb.authority, &id).await.data();
    play.deliver(&qmb.authority, &id, 1, "Planted review.").await.data();
    play.deliver(&qmb.authority, &id, 2, "Planted review, again.")
        .await
        .data();
    assert_eq!(desk.addresses().await, ["qma.authority@example.org"]);
    assert_eq!(
        ends(&play.app, "review%").await,
        [
            ("review_declined accepted".to_owned(), 2),
            ("review_delivered accepted".to_owned(), 1),
            ("review_delivered needless".to_owned(), 1),
            ("review_invited accepted".to_owned(), 1),
            ("review_invited needless".to_owned(), 7),
        ]
    );
}

#[tokio::test]
async fn without_a_mail_server_no_letter_about_a_review_waits_for_one() {
    let play = Play::start().await;
    play.replied().await;
    assert!(ends(&play.app, "%").await.is_empty());
}
