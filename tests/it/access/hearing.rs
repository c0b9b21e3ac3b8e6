//! Nobody hears what happens in another State's working file, whichever way they listen.

use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Persona, TestApp};
use tests::live::{Events, Serving, Subscriber};

use crate::filing::{round, submission};

const CHANGED: &str = "subscription ($id: ID!) { submissionChanged(id: $id) { __typename
    ... on SubmissionHappening { submission verb answers { questionCode } } } }";

/// One of the two ways.
enum Ear {
    Socket(Box<Subscriber>),
    Events(Events),
}

impl Ear {
    async fn hear(&mut self) -> Value {
        match self {
            Self::Socket(subscriber) => subscriber.event().await["submissionChanged"].clone(),
            Self::Events(events) => events.hear().await.expect("an event")["data"]["submissionChanged"].clone(),
        }
    }
}

/// Whoever reads a working file, over both ways, after they were told who is there.
async fn listening(app: &TestApp, serving: &Serving, who: &Persona, file: &str) -> Vec<Ear> {
    let mut subscriber = serving.connect(who).await;
    subscriber.subscribe("a", CHANGED, json!({"id": file})).await;
    let Ok(events) = Events::open(app, who, CHANGED, json!({"id": file})).await else {
        panic!("no events");
    };
    let mut ears = vec![Ear::Socket(Box::new(subscriber)), Ear::Events(events)];
    for ear in &mut ears {
        assert_eq!(ear.hear().await["__typename"], "SubmissionPresence");
    }
    ears
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_state_does_is_heard_by_nobody() {
    let app = TestApp::start().await;
    let serving = Serving::start(&app).await;
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    let mut files = Vec::new();
    let mut ears = Vec::new();
    for state in ["QMA", "QMB"] {
        let focal = app.of(state, Role::FocalPoint).await;
        let file = submission(&app, &focal, state, &round).await;
        ears.push(listening(&app, &serving, &focal, &file).await);
        files.push((focal, file));
    }
    // QMA's events come first, so whatever QMB is told of them it is told before its own.
    let save = "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome } } }";
    for (focal, file) in &files {
        for (based_on, text) in [(0, "one"), (1, "two")] {
            let answers = json!([{"question": "VT.topic_a", "basedOn": based_on, "answer": {"longText": text}}]);
            let input = json!({"submission": file, "answers": answers});
            let saved = app.call(focal, save, json!({"input": input})).await;
            assert_eq!(saved.data()["saveAnswers"]["results"][0]["outcome"], "STORED");
        }
    }
    for (ears, (_, file)) in ears.iter_mut().zip(&files) {
        for ear in ears {
            // Who is there is told too, and that the file was opened.
            loop {
                let event = ear.hear().await;
                assert!(event["submission"].is_null() || event["submission"] == *file, "{event}");
                if event["verb"] == "SAVE_ANSWERS" {
                    break;
                }
            }
        }
    }
    // The other State's file is not there to be listened to.
    let (focal, _) = &files[1];
    let mut stranger = serving.connect(focal).await;
    stranger.subscribe("a", CHANGED, json!({"id": files[0].1})).await;
    assert_eq!(stranger.refusal().await, "NOT_FOUND");
}
