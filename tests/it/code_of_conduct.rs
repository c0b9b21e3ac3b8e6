//! A declaration on the code of conduct (A/66/359), at the State's own request: nobody is invited, and nobody asks who did not.

use domain::access::Role;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::delegation::{
    Team, all_stored, amend, answer, codes_seen, file, filing, open_round, open_submission, preview, save, share_draft,
    verified,
};

const EDITION: &str = "code-of-conduct-subscription/1";
const ROUND: &str = "code-of-conduct";

/// The sections of the pledges, (a) to (k).
const PLEDGES: [&str; 11] = [
    "CFA", "CFB", "CFC", "CFD", "CFE", "CFF", "CFG", "CFH", "CFI", "CFJ", "CFK",
];

/// The codes of the sections that a working file shows.
async fn shown(app: &TestApp, team: &Team, id: &str) -> Vec<String> {
    let document = "query ($id: ID!) { submission(id: $id) { sections { isEnabled section { code } } } }";
    let answer = app.call(&team.focal, document, json!({"id": id})).await;
    let sections = answer.data()["submission"]["sections"].as_array().unwrap().iter();
    let enabled = sections.filter(|section| section["isEnabled"] == true);
    enabled
        .map(|section| section["section"]["code"].as_str().unwrap().to_owned())
        .collect()
}

fn position(option: &str) -> Value {
    json!({"singleChoice": {"option": option}})
}

#[tokio::test]
async fn a_state_declares_its_position_at_its_own_request() {
    let app = TestApp::start().await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let round = open_round(&app, &officer, ROUND, EDITION, json!({})).await;
    nobody_is_invited(&app).await;

    let team = Team::of(&app, "QMQ").await;
    let id = open_submission(&app, &team.focal, "QMQ", &round, "RU").await;
    assert_eq!(
        shown(&app, &team, &id).await,
        ["CS", "CX"],
        "before a position there are no pledges"
    );
    let first = [
        ("CS.authority", json!({"shortText": "Министерство иностранных дел"})),
        ("CS.position", position("follows_in_full")),
        ("CS.effective_date", json!({"date": "2027-03"})),
        ("CFA.position", position("follows")),
    ];
    answer(&app, &team.focal, &id, &first).await;
    assert_eq!(
        shown(&app, &team, &id).await,
        ["CS", "CX"],
        "who follows in full is not asked about single pledges"
    );
    let seen = preview(&app, &team.authority, &id).await;
    assert_eq!(
        (&seen["hidden"], &seen["answerCount"]),
        (&json!(["CFA.position"]), &json!(3))
    );
    assert_eq!(seen["problems"][0]["code"], "HIDDEN");
    share_draft(&app, &team.authority, &id, json!({"default": {"visibility": "PUBLIC"}})).await;
    file(&app, &team.authority, &id).await;
    assert_eq!(
        codes_seen(&app, None, 1).await,
        ["CS.authority", "CS.effective_date", "CS.position"]
    );

    amend(&app, &team.focal, &id).await;
    let part = json!({"question": "CS.position", "basedOn": 1, "answer": position("follows_in_part")});
    all_stored(&save(&app, &team.focal, &id, &[part]).await);
    let mut all = vec!["CS"];
    all.extend(PLEDGES);
    all.push("CX");
    assert_eq!(shown(&app, &team, &id).await, all, "who follows in part says which");
    let pledges: Vec<_> = PLEDGES[1..]
        .iter()
        .map(|pledge| (format!("{pledge}.position"), position("follows_with_explanation")))
        .collect();
    let pledges: Vec<_> = pledges
        .iter()
        .map(|(code, answer)| (code.as_str(), answer.clone()))
        .collect();
    answer(&app, &team.focal, &id, &pledges).await;
    let explained = [(
        "CFB.explanation",
        json!({"longText": "В соответствии с международным правом."}),
    )];
    answer(&app, &team.focal, &id, &explained).await;
    let filed = file(&app, &team.authority, &id).await;
    assert_eq!(
        (&filed["kind"], &filed["answerCount"]),
        (&json!("AMENDMENT"), &json!(15))
    );

    let declared = filing(&app, None, 2).await;
    let shown = verified(&declared);
    assert_eq!((shown.opened, shown.hidden), (15, 0));
    let answers = declared["answers"].as_array().unwrap();
    let of = |code: &str| answers.iter().find(|answer| answer["questionCode"] == code);
    let kept = of("CFA.position").expect("kept while it was hidden, and filed now that it is shown");
    assert_eq!(kept["value"]["chosen"]["code"], "follows");
    assert_eq!(of("CFB.explanation").unwrap()["language"], "RU");
    the_figures_know_no_absence(&app).await;
}

async fn nobody_is_invited(app: &TestApp) {
    let round = "{ round(key: \"code-of-conduct\") { invitedCount closesAt stage
        mandate { isOwnRequest provision { code } } edition { opens kind instruments { adoption } } } }";
    let round = app.call(None, round, json!({})).await;
    let expected = json!({
        "invitedCount": 0,
        "closesAt": null,
        "stage": "OPEN",
        "mandate": {"isOwnRequest": true, "provision": null},
        "edition": {"opens": "OWN_REQUEST", "kind": "DECLARATION", "instruments": [{"adoption": "CIRCULATED"}]},
    });
    assert_eq!(round.data()["round"], expected);
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let open = "mutation ($input: OpenRoundInput!) { openRound(input: $input) { round { id } } }";
    for (key, edition, invited, mandate) in [
        ("a", EDITION, json!(["QMA"]), json!({})),
        ("b", EDITION, json!([]), json!({"provision": "A-RES-69-28/3"})),
        ("c", "views-and-assessments/1", json!([]), json!({})),
    ] {
        let title = json!([{"language": "EN", "content": "A round"}]);
        let input = json!({"key": key, "title": title, "edition": edition, "mandate": mandate, "invited": invited});
        let refused = app.call(&officer, open, json!({"input": input})).await;
        assert_eq!(refused.code(), "INVALID", "{key}");
    }
}

/// In a round without invitations the denominator is who declared, and nobody is missing.
async fn the_figures_know_no_absence(app: &TestApp) {
    let document = "{ coverage(round: \"code-of-conduct\") { invited
        row(question: \"CS.position\") { parts { notFiled answeredShown } options { code states } }
        provisions { adoption } } }";
    let figures = app.call(None, document, json!({})).await;
    let coverage = &figures.data()["coverage"];
    assert_eq!(coverage["invited"], 1);
    assert_eq!(coverage["row"]["parts"], json!({"notFiled": 0, "answeredShown": 1}));
    assert_eq!(
        coverage["row"]["options"][1],
        json!({"code": "follows_in_part", "states": 1})
    );
    let provisions = coverage["provisions"].as_array().unwrap();
    assert!(provisions.iter().all(|provision| provision["adoption"] == "CIRCULATED"));
}
