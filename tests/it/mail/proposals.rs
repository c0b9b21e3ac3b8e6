//! Letters about proposals: the people of the State that leads one learn, once a day, that another put its name under it or
//! commented on it.

use super::*;
use crate::proposals::{Hands, norm, public};

async fn addresses(server: &Server, app: &TestApp) -> Vec<String> {
    let before = server.letters();
    send(app).await;
    let mut letters = server.letters();
    letters.retain(|letter| !before.contains(letter));
    for letter in &letters {
        for word in ["Planted", "QMB", "QMC"] {
            assert!(
                !letter.to_string().contains(word),
                "no word of it, nor whose: {letter:#}"
            );
        }
    }
    let to = letters.iter().map(|letter| letter["to"].as_str().unwrap().to_owned());
    to.collect()
}

#[tokio::test]
async fn the_state_that_leads_a_proposal_is_written_to_once_a_day_and_nobody_about_the_own_words() {
    let server = Server::start();
    let app = TestApp::with_mail(&server.url()).await;
    let (lead, other, third) = (
        Hands::of(&app, "QMA").await,
        Hands::of(&app, "QMB").await,
        Hands::of(&app, "QMC").await,
    );
    reached_at(&app, &lead.focal, "focal@example.org", "fr").await;
    reached_at(&app, &lead.authority, "authority@example.org", "en").await;
    app.of("QMA", Role::Contributor).await;
    let id = lead.draft(norm("Planted title", "Planted words.")).await;
    lead.release(&id, 1, "", public()).await.data();
    assert!(
        addresses(&server, &app).await.is_empty(),
        "nobody is written to about what they did themselves"
    );
    // A name, a comment and another name on one day.
    other.join(&id, 1).await.data();
    let comment = other.says(&id, json!({"content": "Planted comment."})).await;
    third.join(&id, 1).await.data();
    assert_eq!(
        addresses(&server, &app).await,
        ["authority@example.org", "focal@example.org"]
    );
    let letters = server.letters();
    assert_eq!(letters[1]["language"], "fr");
    let link = format!("https://normtrack.example/en/proposals/{}", id.as_str().unwrap());
    for form in ["text", "html"] {
        let said = letters[0][form].as_str().unwrap();
        for word in ["QMA", "has put its name", "no further letter", &link] {
            assert!(said.contains(word), "{word}: {said}");
        }
    }
    // On the next day, what the lead State answers is no news to it, and what another says is.
    app.pass(TimeDelta::hours(12));
    let (lead, other, third) = (
        Hands::of(&app, "QMA").await,
        Hands::of(&app, "QMB").await,
        Hands::of(&app, "QMC").await,
    );
    reached_at(&app, &lead.focal, "second.focal@example.org", "zh").await;
    reached_at(&app, &lead.authority, "second.authority@example.org", "ru").await;
    let answered = comment.data()["commentProposal"]["comment"]["id"].clone();
    lead.says(&id, json!({"content": "Planted answer.", "answers": answered}))
        .await
        .data();
    assert!(addresses(&server, &app).await.is_empty());
    third.says(&id, json!({"content": "Planted comment."})).await.data();
    let all = ["authority", "focal", "second.authority", "second.focal"];
    let all = all.map(|name| format!("{name}@example.org"));
    assert_eq!(addresses(&server, &app).await, all);
    // A name that was taken away again, and a proposal that does not go on.
    let second = lead.draft(norm("Planted second", "Planted words.")).await;
    lead.release(&second, 1, "", public()).await.data();
    third.join(&second, 1).await.data();
    third.leave(&second).await.data();
    let last = lead.draft(norm("Planted last", "Planted words.")).await;
    lead.release(&last, 1, "", public()).await.data();
    other.says(&last, json!({"content": "Planted comment."})).await.data();
    lead.close(&last).await.data();
    assert!(addresses(&server, &app).await.is_empty());
    assert_eq!(
        ends(&app, "proposal%").await,
        [
            ("proposal_commented accepted".to_owned(), 4),
            ("proposal_commented needless".to_owned(), 4),
            ("proposal_joined accepted".to_owned(), 2),
            ("proposal_joined needless".to_owned(), 4),
        ]
    );
}
