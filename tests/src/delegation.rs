//! What a delegation does through the API: people join, working files are opened, answers saved, previewed and filed.

use domain::access::Role;
use serde_json::{Value, json};

use crate::app::{Persona, TestApp};

/// A password that the house accepts.
/// With which everybody signs in who was invited.
pub const PASSWORD: &str = "correct horse battery staple";

/// Selects a value of any kind. To be appended to a document that spreads `Said`.
pub const SAID: &str = "
    fragment Said on AnswerValue {
        ... on SingleChoiceValue { chosen { code text } } ... on MultiChoiceValue { choices { code text } }
        ... on ScaleValue { step } ... on BooleanValue { isYes } ... on TextValue { text }
        ... on NumberValue { number } ... on DateValue { date } ... on UrlListValue { urls }
        ... on EvidenceValue { links { url title citation } } ... on StateListValue { states { code } }
        ... on ContactValue { name unit email telephone } }";

/// The two people that a filing takes: who drafts, and who files.
#[derive(Clone, Debug)]
pub struct Team {
    /// The State.
    pub state: String,
    /// Who drafts.
    pub focal: Persona,
    /// Who files.
    pub authority: Persona,
}

impl Team {
    /// The team of a State.
    pub async fn of(app: &TestApp, state: &str) -> Self {
        Self {
            state: state.to_owned(),
            focal: app.of(state, Role::FocalPoint).await,
            authority: app.of(state, Role::PublishingAuthority).await,
        }
    }
}

/// Invites somebody and takes the invitation up.
pub async fn join(app: &TestApp, by: &Persona, email: &str, role: &str, place: Value) -> Persona {
    let invite = "mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { token } }";
    let input = json!({"email": email, "role": role, "place": place});
    let invited = app.call(by, invite, json!({"input": input})).await;
    let accept = "mutation ($input: AcceptInvitationInput!) {
        acceptInvitation(input: $input) { tokens { accessToken } } }";
    let token = &invited.data()["inviteMember"]["token"];
    let input = json!({"token": token, "name": email, "password": PASSWORD, "language": "EN"});
    let accepted = app.call(None, accept, json!({"input": input})).await;
    let token = accepted.data()["acceptInvitation"]["tokens"]["accessToken"].as_str();
    app.holder(token.expect("an access token")).await
}

/// Opens a round; `input` says what differs from a round at the State's own request. Returns its id.
pub async fn open_round(app: &TestApp, officer: &Persona, key: &str, edition: &str, input: Value) -> String {
    let document = "mutation ($input: OpenRoundInput!) { openRound(input: $input) { round { id stage } } }";
    let mut whole = json!({
        "key": key,
        "title": [{"language": "EN", "content": "A round"}],
        "edition": edition,
        "mandate": {},
    });
    let fields = whole.as_object_mut().expect("an object");
    fields.extend(input.as_object().expect("an object").clone());
    let answer = app.call(officer, document, json!({"input": whole})).await;
    let round = &answer.data()["openRound"]["round"];
    assert_eq!(round["stage"], "OPEN");
    round["id"].as_str().expect("an id").to_owned()
}

/// Opens a working file and returns its id.
pub async fn open_submission(app: &TestApp, who: &Persona, state: &str, round: &str, language: &str) -> String {
    let document = "mutation ($input: OpenSubmissionInput!) { openSubmission(input: $input) { submission { id } } }";
    let input = json!({"round": round, "state": state, "language": language});
    let answer = app.call(who, document, json!({"input": input})).await;
    let id = answer.data()["openSubmission"]["submission"]["id"].as_str();
    id.expect("an id").to_owned()
}

/// Saves answers in one call and returns the result of each.
pub async fn save(app: &TestApp, who: &Persona, submission: &str, answers: &[Value]) -> Vec<Value> {
    let document = format!(
        "mutation ($input: SaveAnswersInput!) {{ saveAnswers(input: $input) {{ results {{
            question outcome revision problems {{ code question }}
            content {{ standing language value {{ ...Said }} }} }} }} }} {SAID}"
    );
    let input = json!({"submission": submission, "answers": answers});
    let saved = app.call(who, &document, json!({"input": input})).await;
    let results = saved.data()["saveAnswers"]["results"].as_array();
    results.expect("a list of results").clone()
}

/// Saves answers of which every one has to be stored.
#[track_caller]
pub fn all_stored(results: &[Value]) {
    for result in results {
        assert_eq!(result["outcome"], "STORED", "{result:#}");
    }
}

/// Saves first answers, each `(question, answer)`; every one has to be stored.
pub async fn answer(app: &TestApp, who: &Persona, submission: &str, answers: &[(&str, Value)]) {
    let answers: Vec<_> = answers
        .iter()
        .map(|(question, answer)| json!({"question": question, "basedOn": 0, "answer": answer}))
        .collect();
    all_stored(&save(app, who, submission, &answers).await);
}

/// The revision of a working file.
pub async fn revision(app: &TestApp, who: &Persona, submission: &str) -> i64 {
    let document = "query ($id: ID!) { submission(id: $id) { revision } }";
    let answer = app.call(who, document, json!({"id": submission})).await;
    let revision = answer.data()["submission"]["revision"].as_i64();
    revision.expect("a revision")
}

/// Runs a mutation on a working file as it stands: `field` of `type`, with `input` beside the file and its revision.
pub async fn change(
    app: &TestApp,
    who: &Persona,
    submission: &str,
    (field, kind): (&str, &str),
    input: Value,
) -> Value {
    let document = format!(
        "mutation ($input: {kind}!) {{ {field}(input: $input) {{ submission {{ revision stage language
            sharing {{ visibility isCounted embargoUntil }} }} }} }}"
    );
    let mut whole = json!({"submission": submission, "revision": revision(app, who, submission).await});
    let fields = whole.as_object_mut().expect("an object");
    fields.extend(input.as_object().expect("an object").clone());
    let answer = app.call(who, &document, json!({"input": whole})).await;
    answer.data()[field]["submission"].clone()
}

/// Sets who is to read answers once they are filed.
pub async fn share_draft(app: &TestApp, who: &Persona, submission: &str, input: Value) -> Value {
    change(
        app,
        who,
        submission,
        ("setDraftVisibility", "SetDraftVisibilityInput"),
        input,
    )
    .await
}

/// Narrows or widens who reads filed answers, each `(question, sharing)`.
pub async fn share_filed(app: &TestApp, who: &Persona, submission: &str, answers: &[(&str, Value)]) -> Value {
    let answers: Vec<_> = answers
        .iter()
        .map(|(question, sharing)| json!({"question": question, "sharing": sharing}))
        .collect();
    let input = json!({"answers": answers});
    change(app, who, submission, ("setVisibility", "SetVisibilityInput"), input).await
}

/// Begins an amendment.
pub async fn amend(app: &TestApp, who: &Persona, submission: &str) -> Value {
    change(
        app,
        who,
        submission,
        ("amendSubmission", "AmendSubmissionInput"),
        json!({}),
    )
    .await
}

/// Withdraws the standing filing.
pub async fn withdraw(app: &TestApp, who: &Persona, submission: &str) -> Value {
    change(
        app,
        who,
        submission,
        ("withdrawSubmission", "WithdrawSubmissionInput"),
        json!({}),
    )
    .await
}

/// What would be filed now.
pub async fn preview(app: &TestApp, who: &Persona, submission: &str) -> Value {
    let document = "query ($id: ID!) { submission(id: $id) { preview { root seen answerCount publicCount countedCount
        namesState hidden unconfirmed keptOut problems { code question message }
        completeness { enabled answered expected expectedAnswered core coreAnswered problems } } } }";
    let answer = app.call(who, document, json!({"id": submission})).await;
    let preview = answer.data()["submission"]["preview"].clone();
    assert!(preview.is_object(), "{preview}");
    preview
}

/// Files what the preview shows, and returns what is on record.
pub async fn file(app: &TestApp, who: &Persona, submission: &str) -> Value {
    let seen = preview(app, who, submission).await;
    let document =
        "mutation ($input: FileSubmissionInput!) { fileSubmission(input: $input) { problems { code question }
        submission { stage } filing { id position number kind status root answerCount isLate state { code } } } }";
    let input = json!({"submission": submission, "root": seen["root"], "seen": seen["seen"]});
    let answer = app.call(who, document, json!({"input": input})).await;
    let filed = &answer.data()["fileSubmission"];
    assert_eq!(filed["submission"]["stage"], "FILED");
    assert_eq!(filed["filing"]["root"], seen["root"]);
    filed["filing"].clone()
}

/// The filing at a position with every answer that a reader may see; null where it does not exist for them.
pub async fn filing(app: &TestApp, who: Option<&Persona>, position: i64) -> Value {
    let document = format!(
        "query ($position: Int!) {{ filing(position: $position) {{
            position number kind status root answerCount extract state {{ code }}
            answers {{ questionCode standing language value {{ ...Said }} sharing {{ visibility }} leaf }} }} }} {SAID}"
    );
    let answer = app.call(who, &document, json!({"position": position})).await;
    answer.data()["filing"].clone()
}

/// The codes of the answers of a filing that a reader may see, in order.
pub async fn codes_seen(app: &TestApp, who: Option<&Persona>, position: i64) -> Vec<String> {
    let filing = filing(app, who, position).await;
    let answers = filing["answers"].as_array().cloned().unwrap_or_default();
    let code = |answer: &Value| answer["questionCode"].as_str().expect("a code").to_owned();
    answers.iter().map(code).collect()
}

/// What the extract of a filing shows, once it is verified.
#[track_caller]
pub fn verified(filing: &Value) -> register::Verified {
    let text = filing["extract"].as_str().expect("an extract");
    let extract = register::Extract::parse(text.as_bytes()).expect("of the form");
    let verified = register::verify_extract(&extract).expect("it verifies");
    assert_eq!(verified.root.to_hex(), filing["root"].as_str().expect("a root"));
    verified
}

/// The register as a reader sees it.
pub async fn register_entries(app: &TestApp, who: Option<&Persona>) -> Vec<Value> {
    let document = "{ register(first: 100) { nodes { position kind root round state { code } filedAt } } }";
    let answer = app.call(who, document, json!({})).await;
    let entries = answer.data()["register"]["nodes"].as_array();
    entries.expect("a list of entries").clone()
}
