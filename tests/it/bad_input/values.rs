//! Values that cannot be stored, and values that are stored and not filed.

use serde_json::{Value, json};

use super::{Desk, problem};

/// What is refused on saving: the question, what is said to it, and the one problem that comes back.
async fn refused(desk: &Desk, question: &str, answer: Value, expected: Value) {
    let result = desk.say(question, answer.clone()).await;
    let refused = json!({
        "question": question, "outcome": "REFUSED", "revision": null, "content": null, "stored": null,
        "problems": [expected],
    });
    assert_eq!(result, refused, "{answer}");
}

#[tokio::test]
async fn what_names_nothing_is_refused_and_the_rest_of_the_call_is_kept() {
    let desk = Desk::survey().await;
    let results = desk
        .save(json!([
            {"question": "GEN.nothing", "basedOn": 0, "answer": {"boolean": true}},
            {"question": "not a code", "basedOn": 0, "answer": {"boolean": true}},
            {"question": "GEN.strategy", "basedOn": 0, "answer": {"singleChoice": {"option": "perhaps"}}},
            {"question": "GEN.modules", "basedOn": 0, "answer": {"multiChoice": [{"option": "M99"}]}},
            {"question": "GEN.language", "basedOn": 0, "answer": {"singleChoice": {"option": "fr"}}},
            {"question": "GEN.authority", "basedOn": 0, "answer": {"shortText": "Ministry"}},
        ]))
        .await;
    let outcomes: Vec<_> = results
        .iter()
        .map(|result| result["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(
        outcomes,
        ["REFUSED", "REFUSED", "REFUSED", "REFUSED", "REFUSED", "STORED"]
    );
    let nowhere =
        json!({"question": null, "code": "UNKNOWN_QUESTION", "parameters": [{"name": "value", "value": "not a code"}]});
    for (result, expected) in results.iter().zip([
        problem("GEN.nothing", "UNKNOWN_QUESTION", &[("value", "GEN.nothing")]),
        nowhere,
        problem("GEN.strategy", "UNKNOWN_OPTION", &[("option", "perhaps")]),
        problem("GEN.modules", "UNKNOWN_OPTION", &[("option", "M99")]),
        problem("GEN.language", "BOUND", &[]),
    ]) {
        assert_eq!(result["problems"], json!([expected]));
    }
    assert_eq!(desk.answered().await, ["GEN.authority"]);

    let assign = "mutation ($input: AssignSectionInput!) { assignSection(input: $input) { assignment { id } } }";
    let input = json!({"submission": desk.submission, "section": "ZZ"});
    let nowhere = desk.app.call(&desk.focal, assign, json!({"input": input})).await;
    assert_eq!(
        *nowhere.extensions(),
        json!({"code": "INVALID", "field": "input.section"})
    );
}

#[tokio::test]
async fn a_value_of_another_kind_is_refused() {
    let desk = Desk::survey().await;
    let wrong = |question, value, kind| problem(question, "WRONG_KIND", &[("value", value), ("kind", kind)]);
    for (question, answer, expected) in [
        (
            "GEN.authority",
            json!({"boolean": true}),
            wrong("GEN.authority", "boolean", "short_text"),
        ),
        (
            "GEN.needs_pass_on",
            json!({"shortText": "yes"}),
            wrong("GEN.needs_pass_on", "short_text", "boolean"),
        ),
        (
            "END.survey_ease",
            json!({"number": "3"}),
            wrong("END.survey_ease", "number", "scale"),
        ),
        (
            "GEN.needs_pass_on",
            json!({"silence": "EXISTS_NOT_DISCLOSED"}),
            problem(
                "GEN.needs_pass_on",
                "STANDING_NOT_PERMITTED",
                &[("standing", "exists_not_disclosed"), ("kind", "boolean")],
            ),
        ),
        (
            "GEN.previous_year",
            json!({"number": "two"}),
            problem("GEN.previous_year", "NOT_A_NUMBER", &[("value", "two")]),
        ),
        (
            "GEN.previous_year",
            json!({"number": "1e3"}),
            problem("GEN.previous_year", "NOT_A_NUMBER", &[("value", "1e3")]),
        ),
        (
            "GEN.previous_year",
            json!({"number": "1234567890123456"}),
            problem(
                "GEN.previous_year",
                "TOO_MANY_DIGITS",
                &[("digits", "16"), ("limit", "15")],
            ),
        ),
        (
            "GEN.period_from",
            json!({"date": "2027-02-30"}),
            problem("GEN.period_from", "IMPOSSIBLE_DATE", &[("value", "2027-02-30")]),
        ),
        (
            "GEN.period_from",
            json!({"date": "2027-13"}),
            problem("GEN.period_from", "IMPOSSIBLE_DATE", &[("value", "2027-13")]),
        ),
        (
            "GEN.period_from",
            json!({"date": "spring"}),
            problem("GEN.period_from", "IMPOSSIBLE_DATE", &[("value", "spring")]),
        ),
        (
            "GEN.authority",
            json!({"shortText": "a\u{0}b"}),
            problem("GEN.authority", "NUL_CHARACTER", &[]),
        ),
        (
            "GEN.bodies_consulted",
            json!({"longText": "x".repeat(64 * 1024 + 1)}),
            problem(
                "GEN.bodies_consulted",
                "TOO_LARGE",
                &[("bytes", "65537"), ("limit", "65536")],
            ),
        ),
    ] {
        refused(&desk, question, answer, expected).await;
    }
    assert_eq!(desk.answered().await, [""; 0]);
}

#[tokio::test]
async fn a_value_that_graphql_cannot_read_stops_the_call() {
    let desk = Desk::views().await;
    for answer in [
        json!({"boolean": "yes"}),
        json!({"shortText": 1}),
        json!({"shortText": "a", "boolean": true}),
        json!({"opinion": "a"}),
        json!({}),
        Value::Null,
    ] {
        let answers = json!([
            {"question": "VA.authority", "basedOn": 0, "answer": {"shortText": "Ministry"}},
            {"question": "VT.topic_a", "basedOn": 0, "answer": answer},
        ]);
        let refused = desk.save_by(&desk.app, &desk.focal, answers).await;
        assert_eq!(refused.code(), "INVALID", "{answer}");
        let message = refused.json["errors"][0]["message"].as_str().unwrap();
        assert!(
            message.contains("answers.1.answer"),
            "{answer} names its place: {message}"
        );
    }
    assert_eq!(desk.answered().await, [""; 0]);
}

#[tokio::test]
async fn what_is_too_long_or_out_of_range_is_kept_as_a_draft_and_left_out_of_the_filing() {
    let desk = Desk::survey().await;
    let long = "word ".repeat(501);
    for (question, answer) in [
        ("GEN.authority", json!({"shortText": "Ministry"})),
        ("GEN.bodies_consulted", json!({"longText": long.trim()})),
        ("GEN.previous_year", json!({"number": "1999"})),
        ("END.survey_ease", json!({"scale": 6})),
    ] {
        assert_eq!(desk.say(question, answer).await["outcome"], "STORED", "{question}");
    }
    let file = desk
        .read("preview { root seen keptOut hidden problems { question code parameters { name value } } }
            answer(question: \"GEN.bodies_consulted\") { problems { code } content { value { ... on TextValue { text } } } }")
        .await;
    let preview = &file["preview"];
    assert_eq!(
        preview["keptOut"],
        json!(["END.survey_ease", "GEN.bodies_consulted", "GEN.previous_year"])
    );
    let problems = json!([
        problem(
            "GEN.bodies_consulted",
            "TOO_MANY_WORDS",
            &[("words", "501"), ("limit", "500")]
        ),
        problem(
            "GEN.previous_year",
            "BELOW_MINIMUM",
            &[("value", "1999"), ("limit", "2000")]
        ),
        problem("END.survey_ease", "ABOVE_MAXIMUM", &[("value", "6"), ("limit", "5")]),
    ]);
    assert_eq!(preview["problems"], problems);
    assert_eq!(file["answer"]["problems"], json!([{"code": "TOO_MANY_WORDS"}]));
    assert_eq!(
        file["answer"]["content"]["value"]["text"],
        long.trim(),
        "nothing is cut"
    );

    let filed = desk.file(&desk.authority, preview).await;
    let filed = &filed.data()["fileSubmission"];
    assert_eq!(filed["filing"]["answers"], json!([{"questionCode": "GEN.authority"}]));
    assert_eq!(
        filed["problems"],
        json!([
            {"question": "GEN.bodies_consulted", "code": "TOO_MANY_WORDS"},
            {"question": "GEN.previous_year", "code": "BELOW_MINIMUM"},
            {"question": "END.survey_ease", "code": "ABOVE_MAXIMUM"},
        ])
    );
    assert_eq!(desk.answered().await.len(), 4, "what stayed behind is still there");
}

#[tokio::test]
async fn an_answer_to_a_hidden_question_is_kept_and_filed_once_it_is_shown() {
    let desk = Desk::views().await;
    desk.say("VA.authority", json!({"shortText": "Ministry"})).await;
    let hidden = desk
        .say("VA.group_name", json!({"shortText": "Friends of the Register"}))
        .await;
    assert_eq!((&hidden["outcome"], &hidden["revision"]), (&json!("STORED"), &json!(1)));
    let preview = "preview { hidden answerCount problems { question code } }";
    assert_eq!(
        desk.read(preview).await["preview"],
        json!({"hidden": ["VA.group_name"], "answerCount": 1, "problems": [{"question": "VA.group_name", "code": "HIDDEN"}]})
    );
    desk.say("VA.capacity", json!({"singleChoice": {"option": "group"}}))
        .await;
    assert_eq!(
        desk.read(preview).await["preview"],
        json!({"hidden": [], "answerCount": 3, "problems": []})
    );
}

#[tokio::test]
async fn texts_come_back_in_nfc() {
    let desk = Desk::views().await;
    let answers = json!([{
        "question": "VT.topic_a", "basedOn": 0, "answer": {"longText": "e\u{301} \u{1112}\u{1161}\u{11ab}"}, "language": "FR",
        "translations": [{"language": "ES", "content": "man\u{303}ana"}],
    }]);
    let saved = desk.save(answers).await.remove(0);
    assert_eq!(saved["content"]["value"]["text"], "é 한");
    let stored = desk
        .read("answer(question: \"VT.topic_a\") { content { value { ... on TextValue { text } } translations { content } } }")
        .await;
    assert_eq!(
        stored["answer"]["content"],
        json!({"value": {"text": "é 한"}, "translations": [{"content": "mañana"}]})
    );
}

/// Wherever else a text is stored.
#[tokio::test]
async fn nul_is_refused_in_every_text() {
    let desk = Desk::views().await;
    let translated = json!([{
        "question": "VT.topic_a", "basedOn": 0, "answer": {"longText": "a"}, "language": "EN",
        "translations": [{"language": "FR", "content": "a\u{0}b"}],
    }]);
    let result = desk.save(translated).await.remove(0);
    assert_eq!(result["outcome"], "REFUSED");
    assert_eq!(result["problems"], json!([problem("VT.topic_a", "NUL_CHARACTER", &[])]));
    let large = json!([{
        "question": "VT.topic_a", "basedOn": 0, "answer": {"longText": "a"}, "language": "EN",
        "translations": [{"language": "FR", "content": "x".repeat(64 * 1024)}],
    }]);
    let result = desk.save(large).await.remove(0);
    assert_eq!(
        result["problems"],
        json!([problem(
            "VT.topic_a",
            "TOO_LARGE",
            &[("bytes", "65537"), ("limit", "65536")]
        )])
    );
    assert_eq!(desk.answered().await, [""; 0]);

    let keyed = json!([{"question": "VT.topic_a", "basedOn": 0, "key": "a\u{0}", "answer": {"longText": "a"}}]);
    let refused = desk.save_by(&desk.app, &desk.focal, keyed).await;
    assert_eq!(
        *refused.extensions(),
        json!({"code": "INVALID", "field": "input.answers.0.key"})
    );
    let name = "mutation ($input: NameMinistryInput!) { nameMinistry(input: $input) { ministry { id } } }";
    let input = json!({"state": "QMA", "name": "a\u{0}b"});
    let refused = desk.app.call(&desk.focal, name, json!({"input": input})).await;
    assert_eq!(*refused.extensions(), json!({"code": "INVALID", "field": "input.name"}));
    let open = "mutation ($input: OpenRoundInput!) { openRound(input: $input) { round { id } } }";
    let officer = desk.app.secretariat(domain::access::Role::SecretariatOfficer).await;
    let input = json!({
        "key": "titled", "title": [{"language": "EN", "content": "a\u{0}b"}], "edition": "views-and-assessments/1",
        "mandate": {"provision": "A-RES-69-28/3"}, "closesOn": "2027-06-30", "invited": ["QMA"],
    });
    let refused = desk.app.call(&officer, open, json!({"input": input})).await;
    assert_eq!(
        *refused.extensions(),
        json!({"code": "INVALID", "field": "input.title.0.content"})
    );
}
