//! Bad input gets a clear error and loses nothing: each with its code, its field and its values, through the door.

mod calls;
mod conflicts;
mod merging;
mod repeats;
mod rights;
mod rounds;
mod values;

use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Answer, Persona, TestApp};

use crate::filing::{round, submission};

const SAVE: &str = "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results {
    question outcome revision problems { question code parameters { name value } }
    content { standing value { ... on TextValue { text } } } stored { standing value { ... on TextValue { text } } } } } }";

const FILE: &str = "mutation ($input: FileSubmissionInput!) { fileSubmission(input: $input) {
    problems { question code } submission { stage } filing { position isLate answers { questionCode } } } }";

/// A State at work on an edition.
struct Desk {
    app: TestApp,
    focal: Persona,
    authority: Persona,
    submission: String,
}

impl Desk {
    async fn over(edition: &str) -> Self {
        let app = TestApp::start().await;
        let focal = app.of("QMA", Role::FocalPoint).await;
        let authority = app.of("QMA", Role::PublishingAuthority).await;
        let round = round(&app, edition, "round-2027").await;
        let submission = submission(&app, &focal, "QMA", &round).await;
        Self {
            app,
            focal,
            authority,
            submission,
        }
    }

    async fn views() -> Self {
        Self::over("views-and-assessments/1").await
    }

    async fn survey() -> Self {
        Self::over("national-implementation/1").await
    }

    /// Saves as somebody, through one process or another.
    async fn save_by(&self, app: &TestApp, who: &Persona, answers: Value) -> Answer {
        let input = json!({"submission": self.submission, "answers": answers});
        app.call(who, SAVE, json!({"input": input})).await
    }

    /// Saves as the focal point; what became of each answer.
    async fn save(&self, answers: Value) -> Vec<Value> {
        let saved = self.save_by(&self.app, &self.focal, answers).await;
        saved.data()["saveAnswers"]["results"].as_array().unwrap().clone()
    }

    /// Gives one question its first answer.
    async fn say(&self, question: &str, answer: Value) -> Value {
        let answers = json!([{"question": question, "basedOn": 0, "answer": answer}]);
        self.save(answers).await.remove(0)
    }

    /// Reads the working file as the publishing authority.
    async fn read(&self, selection: &str) -> Value {
        let query = format!("query ($id: ID!) {{ submission(id: $id) {{ {selection} }} }}");
        let answer = self
            .app
            .call(&self.authority, &query, json!({"id": self.submission}))
            .await;
        answer.data()["submission"].clone()
    }

    /// The codes of the questions that have an answer.
    async fn answered(&self) -> Vec<String> {
        let file = self.read("answers { questionCode }").await;
        let answers = file["answers"].as_array().unwrap().iter();
        answers
            .map(|answer| answer["questionCode"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Files what a preview showed.
    async fn file(&self, who: &Persona, preview: &Value) -> Answer {
        let input = json!({"submission": self.submission, "root": preview["root"], "seen": preview["seen"]});
        self.app.call(who, FILE, json!({"input": input})).await
    }
}

/// A problem with one question.
fn problem(question: &str, code: &str, parameters: &[(&str, &str)]) -> Value {
    let parameters: Vec<_> = parameters
        .iter()
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect();
    json!({"question": question, "code": code, "parameters": parameters})
}
