//! The annual views and assessments (A/RES/69/28, paragraph 3): a joint submission, and who reads what of it, when.

use chrono::TimeDelta;
use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Persona, TestApp};
use tests::delegation::{
    Team, all_stored, amend, answer, codes_seen, file, filing, open_round, open_submission, preview, register_entries,
    save, share_draft, share_filed, verified,
};

const EDITION: &str = "views-and-assessments/1";
const ROUND: &str = "views-2027";
/// When the embargo of this story ends.
const LIFTED: &str = "2027-03-11T12:00:00Z";

async fn round(app: &TestApp) -> String {
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let input = json!({
        "mandate": {"provision": "A-RES-69-28/3"},
        "closesOn": "2027-06-30",
        "invited": ["QMA", "QMB", "QMC", "QMD", "QME", "QMF", "QMG", "QMH", "QNA"],
        "admitsObservers": true,
    });
    open_round(app, &officer, ROUND, EDITION, input).await
}

/// Everybody who reads in this story, with a name for messages.
async fn readers(app: &TestApp, own: &Team) -> Vec<(&'static str, Option<Persona>)> {
    let accredited = |state: &'static str| app.of(state, Role::AccreditedReader);
    vec![
        ("the public", None),
        ("a State that is named", Some(accredited("QMB").await)),
        (
            "a member of an organisation that is named",
            Some(accredited("QMD").await),
        ),
        ("another Member State", Some(accredited("QMG").await)),
        ("an observer State", Some(accredited("QNA").await)),
        ("the unit of the organisation", Some(app.unit("au").await)),
        ("the unit of another organisation", Some(app.unit("oas").await)),
        ("the secretariat", Some(app.secretariat(Role::SecretariatOfficer).await)),
        ("an analyst", Some(app.secretariat(Role::Analyst).await)),
        ("the State itself", Some(own.focal.clone())),
    ]
}

/// The State's team and everybody who reads, with sessions of today: one ends after twelve hours.
async fn signed_in_again(app: &TestApp) -> (Team, Vec<(&'static str, Option<Persona>)>) {
    let team = Team::of(app, "QMA").await;
    let readers = readers(app, &team).await;
    (team, readers)
}

/// Checks what everybody reads of the filing at a position; each of their extracts verifies.
async fn everybody_reads(
    app: &TestApp,
    readers: &[(&'static str, Option<Persona>)],
    position: i64,
    expected: &[(&str, &[&str])],
) {
    let mut roots = std::collections::BTreeSet::new();
    for ((name, who), (expected_name, codes)) in readers.iter().zip(expected) {
        assert_eq!(name, expected_name);
        assert_eq!(codes_seen(app, who.as_ref(), position).await, *codes, "{name}");
        let record = filing(app, who.as_ref(), position).await;
        let shown = verified(&record);
        assert_eq!(shown.opened, codes.len(), "{name}");
        assert_eq!(
            (shown.opened + shown.hidden) as u64,
            record["answerCount"].as_u64().unwrap()
        );
        roots.insert(shown.root.to_hex());
        let tells_sharing = record["answers"][0]["sharing"].is_object();
        assert_eq!(tells_sharing, *name == "the State itself", "{name}");
    }
    assert_eq!(roots.len(), 1, "one root, whoever reads");
}

/// A joint submission under embargo, with an audience.
async fn joint_views(app: &TestApp, team: &Team, round: &str) -> String {
    let id = open_submission(app, &team.focal, &team.state, round, "ZH").await;
    let focus = json!([{"option": "norms"}, {"option": "other", "text": "海底电缆"}]);
    let answers = [
        ("VA.authority", json!({"shortText": "外交部"})),
        (
            "VA.contact",
            json!({"contact": {"unit": "网络事务司", "email": "cyber@qma.example"}}),
        ),
        ("VA.capacity", json!({"singleChoice": {"option": "joint"}})),
        ("VA.co_sponsors", json!({"stateList": ["QMC", "QMB"]})),
        ("VT.topic_a", json!({"longText": "信息安全问题总体上日益突出。"})),
        ("VT.topic_b", json!({"longText": "国家一级的努力。"})),
        ("VT.topic_c", json!({"silence": "EXISTS_NOT_DISCLOSED"})),
        ("VT.topic_d", json!({"silence": "DECLINED"})),
        ("VT.focus", json!({"multiChoice": focus})),
        (
            "VX.attachments",
            json!({"evidence": [{"url": "https://example.org/views.pdf", "title": "全文"}]}),
        ),
    ];
    answer(app, &team.focal, &id, &answers).await;
    let hidden = [json!({"question": "VA.group_name", "basedOn": 0, "answer": {"shortText": "五国集团"}})];
    all_stored(&save(app, &team.focal, &id, &hidden).await);
    let audience = json!({"states": ["QMB"], "organisations": ["au"]});
    let sharing = json!({
        "default": {"visibility": "MEMBER_STATES", "embargoUntil": LIFTED},
        "answers": [
            {"question": "VA.authority", "sharing": {"visibility": "PUBLIC"}},
            {"question": "VA.co_sponsors", "sharing": {"visibility": "PUBLIC", "embargoUntil": LIFTED}},
            {"question": "VT.topic_b", "sharing": {"visibility": "AUDIENCE", "audience": audience}},
            {"question": "VT.topic_c", "sharing": {"visibility": "SECRETARIAT"}},
            {"question": "VT.topic_d", "sharing": {"visibility": "NATIONAL_TEAM"}},
        ],
    });
    share_draft(app, &team.authority, &id, sharing).await;
    let seen = preview(app, &team.authority, &id).await;
    assert_eq!(
        seen["hidden"],
        json!(["VA.group_name"]),
        "a joint submission is not a group's"
    );
    assert_eq!((&seen["answerCount"], &seen["publicCount"]), (&json!(10), &json!(2)));
    id
}

const ALL: [&str; 10] = [
    "VA.authority",
    "VA.capacity",
    "VA.co_sponsors",
    "VA.contact",
    "VT.focus",
    "VT.topic_a",
    "VT.topic_b",
    "VT.topic_c",
    "VT.topic_d",
    "VX.attachments",
];

#[tokio::test]
async fn joint_views_open_to_each_reader_in_their_time() {
    let app = TestApp::start().await;
    let round = round(&app).await;
    let team = Team::of(&app, "QMA").await;
    let id = joint_views(&app, &team, &round).await;
    let filed = file(&app, &team.authority, &id).await;
    assert_eq!((&filed["position"], &filed["isLate"]), (&json!(1), &json!(false)));
    let readers = readers(&app, &team).await;

    let (open, named): (&[_], &[_]) = (&["VA.authority"], &["VA.authority", "VT.topic_b"]);
    let expected: [(&str, &[&str]); 10] = [
        ("the public", open),
        ("a State that is named", named),
        ("a member of an organisation that is named", named),
        ("another Member State", open),
        ("an observer State", open),
        ("the unit of the organisation", named),
        ("the unit of another organisation", open),
        ("the secretariat", &["VA.authority", "VT.topic_b", "VT.topic_c"]),
        ("an analyst", open),
        ("the State itself", &ALL),
    ];
    everybody_reads(&app, &readers, 1, &expected).await;

    app.pass(TimeDelta::days(10) - TimeDelta::seconds(1));
    let (_, readers) = signed_in_again(&app).await;
    everybody_reads(&app, &readers, 1, &expected).await;
    app.pass(TimeDelta::seconds(1));
    let (team, readers) = signed_in_again(&app).await;
    let members = [
        "VA.authority",
        "VA.capacity",
        "VA.co_sponsors",
        "VT.focus",
        "VT.topic_a",
        "VX.attachments",
    ];
    let named = [
        "VA.authority",
        "VA.capacity",
        "VA.co_sponsors",
        "VT.focus",
        "VT.topic_a",
        "VT.topic_b",
        "VX.attachments",
    ];
    let open: &[&str] = &["VA.authority", "VA.co_sponsors"];
    let to_secretariat: Vec<_> = ALL.into_iter().filter(|code| *code != "VT.topic_d").collect();
    let expected: [(&str, &[&str]); 10] = [
        ("the public", open),
        ("a State that is named", &named),
        ("a member of an organisation that is named", &named),
        ("another Member State", &members),
        ("an observer State", open),
        (
            "the unit of the organisation",
            &["VA.authority", "VA.co_sponsors", "VT.topic_b"],
        ),
        ("the unit of another organisation", open),
        ("the secretariat", &to_secretariat),
        ("an analyst", open),
        ("the State itself", &ALL),
    ];
    everybody_reads(&app, &readers, 1, &expected).await;

    only_the_authority_shares_what_is_filed(&app, &team, &id).await;
    narrower_and_wider_after_filing(&app, &team, &readers, &id).await;
}

/// Who reads is changed after filing: one answer narrowed, one widened, one given to another audience.
async fn narrower_and_wider_after_filing(
    app: &TestApp,
    team: &Team,
    readers: &[(&'static str, Option<Persona>)],
    id: &str,
) {
    let audience = json!({"states": ["QMG"]});
    let shared = [
        ("VA.co_sponsors", json!({"visibility": "SECRETARIAT"})),
        ("VT.topic_b", json!({"visibility": "AUDIENCE", "audience": audience})),
        ("VT.topic_d", json!({"visibility": "PUBLIC"})),
    ];
    share_filed(app, &team.authority, id, &shared).await;
    let open: &[&str] = &["VA.authority", "VT.topic_d"];
    let members = [
        "VA.authority",
        "VA.capacity",
        "VT.focus",
        "VT.topic_a",
        "VT.topic_d",
        "VX.attachments",
    ];
    let named = [
        "VA.authority",
        "VA.capacity",
        "VT.focus",
        "VT.topic_a",
        "VT.topic_b",
        "VT.topic_d",
        "VX.attachments",
    ];
    let expected: [(&str, &[&str]); 10] = [
        ("the public", open),
        ("a State that is named", &members),
        ("a member of an organisation that is named", &members),
        ("another Member State", &named),
        ("an observer State", open),
        ("the unit of the organisation", open),
        ("the unit of another organisation", open),
        ("the secretariat", &ALL),
        ("an analyst", open),
        ("the State itself", &ALL),
    ];
    everybody_reads(app, readers, 1, &expected).await;
    let entries = register_entries(app, None).await;
    assert_eq!(entries.len(), 1, "who reads is not in the register");
}

async fn only_the_authority_shares_what_is_filed(app: &TestApp, team: &Team, id: &str) {
    let document = "mutation ($input: SetVisibilityInput!) { setVisibility(input: $input) { filing { root } } }";
    let revision = tests::delegation::revision(app, &team.focal, id).await;
    for (who, question, visibility, code) in [
        (&team.focal, "VT.topic_d", "PUBLIC", "FORBIDDEN"),
        (&team.authority, "VA.contact", "MEMBER_STATES", "INVALID"),
        (&team.authority, "VA.group_name", "PUBLIC", "INVALID"),
        (&team.authority, "VT.topic_b", "AUDIENCE", "INVALID"),
    ] {
        let answers = json!([{"question": question, "sharing": {"visibility": visibility}}]);
        let input = json!({"submission": id, "revision": revision, "answers": answers});
        let refused = app.call(who, document, json!({"input": input})).await;
        assert_eq!(refused.code(), code, "{question} {visibility}");
    }
    let stale = json!({"submission": id, "revision": 1, "answers": [
        {"question": "VT.topic_d", "sharing": {"visibility": "PUBLIC"}}]});
    assert_eq!(
        app.call(&team.authority, document, json!({"input": stale}))
            .await
            .code(),
        "CONFLICT"
    );
}

/// The States named in the register, in its order.
async fn named(app: &TestApp) -> Vec<Value> {
    let entries = register_entries(app, None).await;
    entries.iter().map(|entry| entry["state"]["code"].clone()).collect()
}

#[tokio::test]
async fn the_register_names_a_state_once_an_embargo_has_ended() {
    let app = TestApp::start().await;
    let round = round(&app).await;
    for (state, visibility) in [("QMA", "MEMBER_STATES"), ("QMB", "SECRETARIAT"), ("QMC", "PUBLIC")] {
        let team = Team::of(&app, state).await;
        let id = open_submission(&app, &team.focal, state, &round, "EN").await;
        answer(&app, &team.focal, &id, &[("VT.topic_a", json!({"longText": "Views."}))]).await;
        let sharing = json!({"default": {"visibility": visibility, "embargoUntil": LIFTED}});
        share_draft(&app, &team.authority, &id, sharing).await;
        file(&app, &team.authority, &id).await;
    }
    assert_eq!(named(&app).await, [Value::Null, Value::Null, Value::Null]);
    assert_eq!(filing(&app, None, 3).await, Value::Null);
    app.pass(TimeDelta::days(10));
    assert_eq!(named(&app).await, [json!("QMA"), Value::Null, json!("QMC")]);
    assert_eq!(codes_seen(&app, None, 3).await, ["VT.topic_a"]);
}

#[tokio::test]
async fn what_is_superseded_does_not_pass_for_what_stands() {
    let app = TestApp::start().await;
    let round = round(&app).await;
    let team = Team::of(&app, "QMA").await;
    let id = open_submission(&app, &team.focal, "QMA", &round, "EN").await;
    let first = [
        ("VA.authority", json!({"shortText": "Ministry"})),
        ("VT.topic_a", json!({"longText": "Views."})),
    ];
    answer(&app, &team.focal, &id, &first).await;
    share_draft(&app, &team.authority, &id, json!({"default": {"visibility": "PUBLIC"}})).await;
    file(&app, &team.authority, &id).await;
    amend(&app, &team.focal, &id).await;
    let second = json!({"question": "VT.topic_a", "basedOn": 1, "answer": {"longText": "Other views."}});
    all_stored(&save(&app, &team.focal, &id, &[second]).await);
    share_draft(
        &app,
        &team.authority,
        &id,
        json!({"default": {"visibility": "NATIONAL_TEAM"}}),
    )
    .await;
    file(&app, &team.authority, &id).await;

    assert_eq!(
        filing(&app, None, 2).await,
        Value::Null,
        "nothing of the amendment is public"
    );
    let before = filing(&app, None, 1).await;
    assert_eq!(
        before["status"], "SUPERSEDED",
        "and what it supersedes is still read as superseded"
    );
    assert_eq!(before["answers"][1]["value"]["text"], "Views.");
    let document =
        "query ($asOf: Int) { filings(round: \"views-2027\", asOf: $asOf) { totalCount nodes { position } } }";
    for (as_of, expected) in [
        (None, json!([])),
        (Some(1), json!([{"position": 1}])),
        (Some(2), json!([])),
    ] {
        let listed = app.call(None, document, json!({"asOf": as_of})).await;
        assert_eq!(listed.data()["filings"]["nodes"], expected, "as of {as_of:?}");
    }
}
