//! How they come by what they have: rights that ended, a ministry, a passkey, a preview.

use chrono::TimeDelta;
use domain::access::{Place, Role};
use domain::id::{MinistryId, StateCode};
use serde_json::{Value, json};
use sqlx::PgConnection;
use tests::app::{Persona, TestApp};
use tests::authenticator::Authenticator;
use uuid::Uuid;

use super::PASSWORD;

/// A ministry of `QMB`.
pub(super) async fn other_ministry(owner: &mut PgConnection) -> Uuid {
    let id = Uuid::from_u128(0xb);
    sqlx::query("insert into ministry (id, state_id, name) values ($1, 'QMB', 'Justice')")
        .bind(id)
        .execute(owner)
        .await
        .unwrap();
    id
}

/// Ends what gave them rights: a membership, now and a second ago; an account; a session.
pub(super) async fn end_rights(app: &TestApp, [gone, left, suspended, signed_out]: [&Persona; 4]) {
    // The process knows these two from a call that they made before.
    for who in [left, signed_out] {
        let before = app
            .call(who, "{ members(place: {state: \"QMA\"}) { role } }", json!({}))
            .await;
        assert_ne!(before.data()["members"], json!([]));
    }
    let now = app.clock.now();
    let a_second_ago = now - TimeDelta::seconds(1);
    let mut owner = app.owner().await;
    for (statement, whose, at) in [
        (
            "update membership set valid_until = $2 where account_id = $1",
            gone,
            now,
        ),
        (
            "update membership set valid_until = $2 where account_id = $1",
            left,
            a_second_ago,
        ),
        ("update account set suspended_at = $2 where id = $1", suspended, now),
        (
            "update session set ended_at = $2, end_reason = 'signed_out' where account_id = $1",
            signed_out,
            a_second_ago,
        ),
    ] {
        sqlx::query(statement)
            .bind(whose.account.0)
            .bind(at)
            .execute(&mut owner)
            .await
            .unwrap();
    }
    app.app().actors().poll_once(now).await.unwrap();
}

pub(super) async fn clearer(app: &TestApp, state: &str, ministry: Uuid) -> Persona {
    let place = Place::ministry(StateCode::new(state).unwrap(), MinistryId(ministry));
    app.persona(Role::Clearer, place).await
}

/// Registers a passkey for somebody and makes another one; says its id, the other one, and what it answers at the door and
/// within the session.
pub(super) async fn keep_passkey(app: &TestApp, who: &Persona) -> (String, Value, Value, Value) {
    let begin =
        "mutation ($input: BeginPasskeyRegistrationInput!) { beginPasskeyRegistration(input: $input) { options } }";
    let finish = "mutation ($input: FinishPasskeyRegistrationInput!) { finishPasskeyRegistration(input: $input) {
        passkey { id } } }";
    let ask = |field: &str| format!("mutation {{ {field} {{ options }} }}");
    let asked = async |document: String, input: Value| {
        let answer = app.call(who, &document, json!({"input": input})).await;
        answer.data().as_object().unwrap().values().next().unwrap()["options"].clone()
    };
    let mut key = Authenticator::new();
    let made = key.create(&asked(begin.to_owned(), json!({"password": PASSWORD})).await);
    let input = json!({"credential": made, "name": "First"});
    let added = app.call(who, finish, json!({"input": input})).await;
    let id = text(&added.data()["finishPasskeyRegistration"]["passkey"]["id"]);
    let proof = json!({"passkey": key.get(&asked(ask("beginPasskeyProof"), Value::Null).await)});
    let input = json!({"password": PASSWORD, "proof": proof});
    let made = Authenticator::new().create(&asked(begin.to_owned(), input).await);
    let entering = key.get(&asked(ask("beginPasskeySignIn"), Value::Null).await);
    let proof = key.get(&asked(ask("beginPasskeyProof"), Value::Null).await);
    (id, made, entering, proof)
}

pub(super) async fn preview(app: &TestApp, who: &Persona, submission: &str) -> (Value, Value) {
    let preview = "query ($id: ID!) { submission(id: $id) { preview { root seen } } }";
    let answer = app.call(who, preview, json!({"id": submission})).await;
    let preview = &answer.data()["submission"]["preview"];
    (preview["root"].clone(), preview["seen"].clone())
}

pub(super) fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
        .to_owned()
}

/// Needs of `QMA` and offers of the unit of `au`.
#[derive(Default)]
pub(crate) struct Notices {
    /// A need as far as drafted, and one that everybody reads.
    pub(crate) need: String,
    pub(crate) released: String,
    /// An offer that everybody reads and that meets the first.
    pub(crate) offer: String,
}

pub(super) async fn draft_notices(app: &TestApp, [focal, authority, unit]: [&Persona; 3]) -> Notices {
    let content = |kind: &str, title: &str| json!({"kind": kind, "wordings": [{"language": "EN", "title": title}]});
    let need = "mutation ($input: DraftNeedInput!) { draftNeed(input: $input) { need { id } } }";
    let need = async |kind: &str, title: &str| {
        let input = json!({"state": "QMA", "content": content(kind, title)});
        let drafted = app.call(focal, need, json!({"input": input})).await;
        text(&drafted.data()["draftNeed"]["need"]["id"])
    };
    let offer = "mutation ($input: DraftOfferInput!) { draftOffer(input: $input) { offer { id } } }";
    let input = json!({"organisation": "au", "content": content("law", "Courses")});
    let offer = app.call(unit, offer, json!({"input": input})).await;
    let notices = Notices {
        need: need("law", "Drafted need").await,
        released: need("cert", "Released need").await,
        offer: text(&offer.data()["draftOffer"]["offer"]["id"]),
    };
    let release = "mutation ($input: ReleaseNoticeInput!) { releaseNotice(input: $input) { __typename } }";
    for (who, id) in [(authority, &notices.released), (unit, &notices.offer)] {
        let input = json!({"id": id, "revision": 1, "visibility": "PUBLIC"});
        app.call(who, release, json!({"input": input})).await.data();
    }
    notices
}

/// Proposals of `QMA` and `QMC`.
#[derive(Default)]
pub(crate) struct Proposals {
    /// One of `QMA` as far as drafted, and one that everybody reads.
    pub(crate) drafted: String,
    pub(crate) released: String,
    /// One of `QMC` that everybody reads: what QMA's people co-sponsor. QMA's name stands under the second of them.
    pub(crate) of_another: String,
    pub(crate) joined: String,
}

pub(super) async fn draft_proposals(app: &TestApp, [focal, authority]: [&Persona; 2]) -> Proposals {
    let content = |title: &str| {
        json!({"kind": "FURTHER_NORM", "wordings": [{"language": "EN", "status": "OFFICIAL", "title": title}],
            "paragraphs": [{"number": "1", "texts": [{"language": "EN", "content": "States should not."}]}]})
    };
    let draft = "mutation ($input: DraftProposalInput!) { draftProposal(input: $input) { proposal { id } } }";
    let draft = async |who: &Persona, state: &str, title: &str| {
        let input = json!({"state": state, "content": content(title)});
        let drafted = app.call(who, draft, json!({"input": input})).await;
        text(&drafted.data()["draftProposal"]["proposal"]["id"])
    };
    let theirs = app.of("QMC", Role::FocalPoint).await;
    let proposals = Proposals {
        drafted: draft(focal, "QMA", "Drafted proposal").await,
        released: draft(focal, "QMA", "Released proposal").await,
        of_another: draft(&theirs, "QMC", "Proposal of another").await,
        joined: draft(&theirs, "QMC", "Joined proposal").await,
    };
    let release = "mutation ($input: ReleaseProposalInput!) { releaseProposal(input: $input) { __typename } }";
    let another = app.of("QMC", Role::PublishingAuthority).await;
    for (who, id) in [
        (authority, &proposals.released),
        (&another, &proposals.of_another),
        (&another, &proposals.joined),
    ] {
        let input = json!({"id": id, "revision": 1, "visibility": "PUBLIC"});
        app.call(who, release, json!({"input": input})).await.data();
    }
    let join = "mutation ($input: CosponsorProposalInput!) { cosponsorProposal(input: $input) { __typename } }";
    let input = json!({"id": proposals.joined, "state": "QMA", "version": 1});
    app.call(authority, join, json!({"input": input})).await.data();
    proposals
}

/// Drafts an edition of a questionnaire that nobody has asked yet: one question, without faults, in revision 2.
pub(super) async fn draft_edition(app: &TestApp, editor: &Persona) -> String {
    let first = json!({"kind": "VIEWS", "opens": "ROUND", "sourceLanguage": "EN", "title": "A survey of the house"});
    let begin = "mutation ($input: DraftEditionInput!) { draftEdition(input: $input) { draft { id } } }";
    let input = json!({"input": {"questionnaire": "house-survey", "first": first}});
    let begun = app.call(editor, begin, input).await;
    let id = text(&begun.data()["draftEdition"]["draft"]["id"]);
    let words = |place: &str, code: &str| json!({"setText": {"place": place, "code": code, "language": "EN", "content": "Words"}});
    let question = json!({"code": "HS.views", "kind": "LONG_TEXT", "maxWords": 100, "level": "CORE",
        "provisions": ["A-RES-69-28/3"]});
    let changes = json!([
        {"putModule": {"code": "house"}}, {"putSection": {"code": "HS", "module": "house"}}, {"putQuestion": question},
        words("MODULE_TITLE", "house"), words("SECTION_TITLE", "HS"), words("PROMPT", "HS.views"),
    ]);
    let change = "mutation ($input: ChangeEditionDraftInput!) { changeEditionDraft(input: $input) { __typename } }";
    let input = json!({"input": {"id": id, "revision": 1, "changes": changes}});
    app.call(editor, change, input).await.data();
    id
}

/// Drafts an edition that continues none, as a draft stands where the program brings the first one meanwhile.
pub(super) async fn draft_behind(app: &TestApp, editor: &Persona) -> String {
    let begin = "mutation ($input: DraftEditionInput!) { draftEdition(input: $input) { draft { id } } }";
    let input = json!({"input": {"questionnaire": "further-provisions"}});
    let begun = app.call(editor, begin, input).await;
    let mut owner = app.owner().await;
    for statement in [
        "alter table edition_draft disable trigger edition_draft_goes_on",
        "update edition_draft set base_id = null where edition_id = 'further-provisions/2'",
        "alter table edition_draft enable trigger edition_draft_goes_on",
    ] {
        sqlx::query(statement).execute(&mut owner).await.unwrap();
    }
    text(&begun.data()["draftEdition"]["draft"]["id"])
}
