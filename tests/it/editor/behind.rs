//! A draft of an edition that is no longer the newest of its questionnaire.

use super::*;

/// A draft is begun, and the program brings another edition meanwhile: what changed is shown, what both changed is chosen.
#[expect(clippy::too_many_lines, reason = "one draft on its way past another edition")]
#[tokio::test]
async fn a_draft_is_taken_over_onto_an_edition_that_was_published_meanwhile() {
    let desk = Desk::new().await;
    let id = &desk.begins("national-implementation").await["id"];
    let catalogue = Catalogue::load().unwrap();
    let [first, ..] = three(&catalogue);
    let shown =
        "query ($id: ID!) { editionDraft(id: $id) { code revision base { code } newer { code } title { content }
        takeover { edition { code } difference { unchangedCount changes { kind after { code } } }
            clashes { place { kind question section } matter words { language option draft newer } } } } }";
    let before = desk.asks(shown, id).await;
    assert_eq!((&before["newer"], &before["takeover"]), (&Value::Null, &Value::Null));
    let codes: Vec<String> = (first.questions())
        .map(|placed| placed.question.code.to_string())
        .collect();
    let [both, ours, theirs] = [&codes[0], &codes[1], &codes[2]];
    let changes = json!([
        words("PROMPT", both, "EN", "What the draft asks?"),
        words("HELP", ours, "EN", "What the draft helps with"),
        words("TITLE", "", "EN", "Implementation, as drafted"),
    ]);
    desk.changes(id, 1, changes).await.data();

    let mut second = successor(&first);
    let english = |content: &str| {
        let text = domain::language::Text::unofficial(content.to_owned());
        domain::language::Texts::new([(domain::language::Language::English, text)])
    };
    change(&mut second, both, |question| {
        question.prompt = english("What the newer asks?");
    });
    change(&mut second, theirs, |question| {
        question.prompt = english("Newer words?");
    });
    let second = publish(second, &catalogue.norms, &[&first]);
    publish_to(&desk.app, &second).await;

    // It says that it is behind, and is not published, whatever its number.
    let behind = desk.asks(shown, id).await;
    assert_eq!(behind["newer"]["code"], "national-implementation/2");
    desk.changes(id, 2, json!([{"setNumber": 3}])).await.data();
    let refused = desk.publishes(id, 3).await;
    let found = refused.extensions();
    assert_eq!(
        (refused.code(), &found["reason"], &found["edition"]),
        ("STATE", &json!("behind"), &json!("national-implementation/2"))
    );
    let takeover = &behind["takeover"];
    let changed: Vec<_> = (takeover["difference"]["changes"].as_array().unwrap().iter())
        .map(|change| change["after"]["code"].as_str().unwrap())
        .collect();
    assert_eq!(changed, [both, theirs]);
    let clash = json!({"place": {"kind": "QUESTION", "question": both, "section": both.split('.').next()}, "matter": "WORDING",
        "words": [{"language": "EN", "option": null, "draft": "What the draft asks?", "newer": "What the newer asks?"}]});
    // The other languages were taken away there, and translate another wording here.
    let named = takeover["clashes"].as_array().unwrap();
    assert_eq!((named.len(), &named[0]["place"]), (1, &clash["place"]));
    let words_of = |language: &str| {
        let mut words = named[0]["words"].as_array().unwrap().iter();
        words.find(|words| words["language"] == language).unwrap().clone()
    };
    assert_eq!(words_of("EN"), clash["words"][0]);

    let input =
        |edition: &str, choices: Value| json!({"id": id, "revision": 3, "edition": edition, "choices": choices});
    let choice = json!([{"place": "QUESTION", "code": both, "matter": "WORDING", "take": "DRAFT"}]);
    let old = desk
        .does(TAKE_OVER, input("national-implementation/1", choice.clone()))
        .await;
    assert_eq!(
        (old.code(), &old.extensions()["edition"]),
        ("CONFLICT", &json!("national-implementation/2"))
    );
    let open = desk
        .does(TAKE_OVER, input("national-implementation/2", json!([])))
        .await;
    let open = &open.data()["takeOverEditionDraft"];
    assert_eq!(
        (&open["draft"]["revision"], open["clashes"].as_array().unwrap().len()),
        (&json!(3), 1)
    );
    let nowhere = json!([{"place": "QUESTION", "matter": "WORDING", "take": "DRAFT"}]);
    let nowhere = desk.does(TAKE_OVER, input("national-implementation/2", nowhere)).await;
    assert_eq!(nowhere.extensions()["field"], "input.choices.0.code");
    let done = desk.does(TAKE_OVER, input("national-implementation/2", choice)).await;
    let done = done.data()["takeOverEditionDraft"].clone();
    assert_eq!(done["clashes"], json!([]));
    assert_eq!(done["draft"]["code"], "national-implementation/3");
    let after = desk.asks(shown, id).await;
    assert_eq!(after["base"]["code"], "national-implementation/2");
    assert_eq!((&after["revision"], &after["newer"]), (&json!(4), &Value::Null));
    assert_eq!(after["title"]["content"], "Implementation, as drafted");
    let again = desk.does(
        TAKE_OVER,
        json!({"id": id, "revision": 4, "edition": "national-implementation/2"}),
    );
    assert_eq!(again.await.extensions()["reason"], "not_behind");
    let prompts = "query ($id: ID!) { editionDraft(id: $id) { preview { modules { sections { questions { code
        prompt { content } help { content } continues { edition question } } } } } } }";
    let preview = desk.asks(prompts, id).await["preview"].clone();
    let modules = preview["modules"].as_array().unwrap().iter();
    let sections = modules.flat_map(|module| module["sections"].as_array().unwrap());
    let questions: Vec<_> = sections
        .flat_map(|section| section["questions"].as_array().unwrap())
        .collect();
    let of = |code: &String| questions.iter().find(|question| question["code"] == **code).unwrap();
    assert_eq!(of(both)["prompt"]["content"], "What the draft asks?");
    assert_eq!(of(theirs)["prompt"]["content"], "Newer words?");
    assert_eq!(of(ours)["help"]["content"], "What the draft helps with");
    let origin = json!([{"edition": "national-implementation/2", "question": ours}]);
    assert_eq!(of(ours)["continues"], origin);
    let published = desk.publishes(id, 4).await.data()["publishEditionDraft"].clone();
    assert_eq!(
        (&published["faults"], &published["edition"]["number"]),
        (&json!([]), &json!(3))
    );

    // Every text is kept, that of before as well, and the trail says what was done.
    let mut owner = desk.app.owner().await;
    let revisions: i64 = sqlx::query_scalar("select count(*) from edition_draft_revision")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(revisions, 4);
    let became: Vec<String> = sqlx::query_scalar(
        "select detail ->> 'became' from event where act in ('draft_edition', 'publish_edition') order by id",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert_eq!(became, ["begun", "changed", "changed", "taken_over", "published"]);
}

/// What the database itself holds of that: a draft goes on to a later edition of its questionnaire and never back.
#[tokio::test]
async fn the_base_of_a_draft_goes_on_and_never_back() {
    let desk = Desk::new().await;
    desk.begins("national-implementation").await;
    let [first, second, _] = three(&Catalogue::load().unwrap());
    assert_eq!(first.id().number, 1);
    publish_to(&desk.app, &second).await;
    let mut owner = desk.app.owner().await;
    let editor: uuid::Uuid = sqlx::query_scalar("select begun_by from edition_draft")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    let mut service = PgConnection::connect(&desk.app.database.service_url()).await.unwrap();
    for (name, value) in [
        ("app.now", desk.app.clock.now().to_rfc3339()),
        ("app.account", editor.to_string()),
    ] {
        let set = sqlx::query("select set_config($1, $2, false)").bind(name).bind(value);
        set.execute(&mut service).await.unwrap();
    }
    let goes = [
        (
            "update edition_draft set base_id = 'views-and-assessments/1', revision = revision + 1",
            false,
        ),
        (
            "update edition_draft set base_id = null, revision = revision + 1",
            false,
        ),
        ("update edition_draft set base_id = 'national-implementation/2'", false),
        (
            "update edition_draft set base_id = 'national-implementation/2', revision = revision + 1",
            true,
        ),
        (
            "update edition_draft set base_id = 'national-implementation/1', revision = revision + 1",
            false,
        ),
    ];
    for (statement, goes) in goes {
        let done = sqlx::query(sqlx::AssertSqlSafe(statement.to_owned()))
            .execute(&mut service)
            .await;
        assert_eq!(done.is_ok(), goes, "{statement}: {done:?}");
    }
}
