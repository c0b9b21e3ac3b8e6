//! A code belongs to one thing of a draft, and what refers to it follows it to another.

use super::*;

/// A code names one thing: nothing is defined anew by mistake, and what refers to something follows it to another code.
#[tokio::test]
async fn a_code_is_taken_by_one_thing_and_what_refers_to_it_follows_it_to_another() {
    let desk = Desk::new().await;
    let id = &desk.begins(VIEWS).await["id"];
    let new = |is_new: bool| {
        let mut put = authority(10);
        put["putQuestion"]["isNew"] = json!(is_new);
        put
    };
    let taken = desk.changes(id, 1, json!([new(true)])).await;
    let because = |answer: &Answer| {
        let found = answer.extensions();
        [
            answer.code().to_owned(),
            found["field"].as_str().unwrap().to_owned(),
            found["reason"].as_str().unwrap().to_owned(),
            found["value"].as_str().unwrap_or_default().to_owned(),
        ]
    };
    assert_eq!(because(&taken), ["INVALID", "input.changes.0", "taken", "VA.authority"]);
    let changed = desk.changes(id, 1, json!([new(false)])).await;
    assert_eq!(changed.data()["changeEditionDraft"]["draft"]["revision"], 2);
    let mut unknown = new(false);
    unknown["putQuestion"]["code"] = json!("VA.nothing");
    let unknown = desk.changes(id, 2, json!([unknown])).await;
    assert_eq!(
        because(&unknown),
        ["INVALID", "input.changes.0", "unknown", "VA.nothing"]
    );
    // Who does not say what is expected defines anew what is there.
    desk.changes(id, 2, json!([authority(20)])).await.data();
    let others = json!([
        {"putModule": {"code": "all", "isNew": true}},
        {"putSection": {"code": "AS", "module": "all", "isNew": true}},
        {"putOptionList": {"code": "any", "options": [], "isNew": true}},
    ]);
    desk.changes(id, 3, others.clone()).await.data();
    for (at, value) in ["all", "AS", "any"].into_iter().enumerate() {
        let again = desk.changes(id, 4, json!([others[at]])).await;
        assert_eq!(because(&again), ["INVALID", "input.changes.0", "taken", value]);
    }

    let asked = json!({"putQuestion": {"code": "VA.more", "kind": "BOOLEAN", "level": "CORE", "isNew": true,
        "provisions": ["A-RES-69-28/3"], "enabledWhen": {"behaviour": "ALL", "conditions":
            [{"question": "VA.capacity", "operator": "EQUAL", "option": "national"}]}}});
    desk.changes(id, 4, json!([asked])).await.data();
    let refused = json!([{"recodeQuestion": {"code": "VA.capacity", "to": "VA.authority"}}]);
    let refused = desk.changes(id, 5, refused).await;
    assert_eq!(
        because(&refused),
        ["INVALID", "input.changes.0", "taken", "VA.authority"]
    );
    let ill = desk.changes(id, 5, json!([{"recodeSection": {"code": "VA", "to": "no section"}}]));
    assert_eq!(ill.await.extensions()["field"], "input.changes.0.to");
    let recoded = json!([
        {"recodeSection": {"code": "VA", "to": "VR"}},
        {"recodeQuestion": {"code": "VR.capacity", "to": "VR.role"}},
        {"recodeOptionList": {"code": "submission_capacity", "to": "role"}},
        {"recodeOption": {"list": "role", "code": "national", "to": "own"}},
        {"recodeModule": {"code": "all", "to": "whole"}},
    ]);
    desk.changes(id, 5, recoded).await.data();
    let asked = "query ($id: ID!) { editionDraft(id: $id) { preview { modules { code sections { code questions {
        code optionList { code } continues { edition question } enabledWhen { conditions { question answer } } } } } } } }";
    let preview = desk.asks(asked, id).await["preview"].clone();
    let modules = preview["modules"].as_array().unwrap();
    assert!(modules.iter().any(|module| module["code"] == "whole"));
    let mut sections = modules.iter().flat_map(|module| module["sections"].as_array().unwrap());
    let section = sections.find(|section| section["code"] == "VR").unwrap();
    let questions = section["questions"].as_array().unwrap();
    let of = |code: &str| questions.iter().find(|question| question["code"] == code).unwrap();
    let origin = json!([{"edition": "views-and-assessments/1", "question": "VA.capacity"}]);
    assert_eq!(
        (&of("VR.role")["continues"], &of("VR.role")["optionList"]["code"]),
        (&origin, &json!("role"))
    );
    assert_eq!(
        of("VR.more")["enabledWhen"]["conditions"],
        json!([{"question": "VR.role", "answer": "own"}])
    );
}

/// What a place is called by is asked for where it says something, and nowhere else.
#[tokio::test]
async fn the_title_of_an_edition_has_no_code_and_other_places_need_theirs() {
    let desk = Desk::new().await;
    let id = &desk.begins(VIEWS).await["id"];
    let text = |place: &str| json!({"setText": {"place": place, "language": "FR", "content": "Autre"}});
    let done = desk.changes(id, 1, json!([text("TITLE"), text("INTRO")])).await;
    assert_eq!(done.data()["changeEditionDraft"]["draft"]["revision"], 2);
    for place in ["MODULE_TITLE", "MODULE_INTRO", "SECTION_TITLE", "PROMPT", "HELP"] {
        let refused = desk.changes(id, 2, json!([text(place)])).await;
        assert_eq!(
            (
                refused.code(),
                &refused.extensions()["field"],
                &refused.extensions()["reason"]
            ),
            ("INVALID", &json!("input.changes.0.code"), &json!("missing")),
            "{place}"
        );
    }
    let mut label = text("LABEL");
    label["setText"]["option"] = json!("national");
    let missing = desk.changes(id, 2, json!([label])).await;
    assert_eq!(missing.extensions()["field"], "input.changes.0.code");
    let mut label = text("LABEL");
    label["setText"]["code"] = json!("submission_capacity");
    let missing = desk.changes(id, 2, json!([label])).await;
    assert_eq!(missing.extensions()["field"], "input.changes.0.option");
}
