//! What is made of needs and offers: the report of needs against offers, and tables.

use super::*;

async fn report(app: &TestApp, who: Option<&Persona>, arguments: &str) -> Value {
    let document = format!(
        "{{ needsAgainstOffers{arguments} {{ states needing allStates organisations
            rows {{ term {{ code }} provision {{ code adoption }} needing met offeringStates offeringOrganisations }} }} }}"
    );
    app.call(who, &document, json!({})).await.data()["needsAgainstOffers"].clone()
}

/// The numbers of the row of a code.
fn row(report: &Value, code: &str) -> [Value; 4] {
    let rows = report["rows"].as_array().unwrap().iter();
    let row = rows
        .clone()
        .find(|row| row["term"]["code"] == code || row["provision"]["code"] == code);
    let row = row.unwrap_or_else(|| panic!("no row of {code}: {report}"));
    ["needing", "met", "offeringStates", "offeringOrganisations"].map(|number| row[number].clone())
}

#[tokio::test]
async fn needs_stand_against_offers_with_denominators_and_as_of() {
    let app = TestApp::start().await;
    let (qma, qmb) = (Hands::of(&app, "QMA").await, Hands::of(&app, "QMB").await);
    let (qmf, qmc) = (Hands::of(&app, "QMF").await, Hands::of(&app, "QMC").await);
    for (hands, title, to) in [
        (&qma, "One", public()),
        (&qma, "Another of the same", public()),
        (&qmb, "For States", json!({"visibility": "MEMBER_STATES"})),
        (&qmf, "Hidden", json!({"visibility": "SECRETARIAT"})),
    ] {
        let need = hands.need(about("law", title, &["A-70-174/13.g"])).await;
        hands.release(&need, 1, to).await.data();
    }
    let before = app.clock.now();
    app.pass(TimeDelta::minutes(1));
    let offer = qmc
        .offer(
            content("law", "Courses"),
            json!({"openTo": {"groups": ["regional:african"]}}),
        )
        .await;
    qmc.release(&offer, 1, public()).await.data();
    let numbers = |numbers: [u32; 4]| numbers.map(|number| json!(number));

    let told = report(&app, None, "").await;
    assert_eq!((&told["states"], &told["needing"]), (&json!(219), &json!(1)));
    assert_eq!((&told["allStates"], &told["organisations"]), (&json!(222), &json!(10)));
    assert_eq!(row(&told, "law"), numbers([1, 1, 1, 0]));
    assert_eq!(row(&told, "cert"), numbers([0, 0, 0, 0]));
    // Who reads more, counts more; QMB is not in the group that the offer is open to.
    let member = app.of("QMD", Role::AccreditedReader).await;
    assert_eq!(
        row(&report(&app, Some(&member), "").await, "law"),
        numbers([2, 1, 1, 0])
    );
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    assert_eq!(
        row(&report(&app, Some(&officer), "").await, "law"),
        numbers([3, 2, 1, 0])
    );
    let by_provision = report(&app, None, "(by: PROVISION)").await;
    assert_eq!(by_provision["rows"].as_array().unwrap().len(), 1);
    assert_eq!(row(&by_provision, "A-70-174/13.g"), numbers([1, 1, 0, 0]));
    assert_eq!(by_provision["rows"][0]["provision"]["adoption"], "EXPERT_REPORT");
    // Before the offer came.
    let earlier = format!(
        "(asOf: \"{}\")",
        before.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
    );
    assert_eq!(row(&report(&app, None, &earlier).await, "law"), numbers([1, 0, 0, 0]));
    // Of a group that is published, and of one that is too small.
    let african = report(&app, None, "(group: {regional: \"african\"})").await;
    assert_eq!(
        (&african["states"], row(&african, "law")),
        (&json!(60), numbers([1, 1, 1, 0]))
    );
    for small in ["(group: {isObservers: true})", "(group: {area: \"999\"})"] {
        assert_eq!(report(&app, None, small).await, Value::Null);
    }

    // On the command line it is the same.
    let line = "normtrack report needs-against-offers --facet kind --regional african";
    let parsed = api::config::Cli::try_parse_from(line.split(' ')).unwrap();
    let api::config::Command::Report(arguments) = parsed.command else {
        panic!("{line}")
    };
    let (document, variables) = arguments.report.document(None);
    let told = app.call(None, &document, variables).await;
    assert_eq!(row(&told.data()["needsAgainstOffers"], "law"), numbers([1, 1, 1, 0]));
}

#[tokio::test]
async fn what_everybody_reads_can_be_taken_away_and_nothing_else() {
    let app = TestApp::start().await;
    let (qma, qmb) = (Hands::of(&app, "QMA").await, Hands::of(&app, "QMB").await);
    let (empty, nothing) = app.open_data("needs.jsonl").await;
    let (states, _) = app.open_data("states.jsonl").await;
    assert_eq!(nothing, "");
    qma.need(content("law", "Planted draft")).await;
    let hidden = qma.need(content("law", "Planted for States")).await;
    qma.release(&hidden, 1, json!({"visibility": "MEMBER_STATES"}))
        .await
        .data();
    assert_eq!(
        app.open_data("needs.jsonl").await,
        (empty.clone(), String::new()),
        "what is not public moves nothing"
    );
    let need = qma.need(about("law", "=1+1", &["A-70-174/13.g"])).await;
    qma.release(&need, 1, public()).await.data();
    qma.revise(&need, 1, content("law", "Planted revision")).await.data();
    let offer = qmb
        .offer(
            content("cert", "Exercises"),
            json!({"forms": ["exercises"], "openTo": {"groups": ["ldc"]}, "until": "2027-12-31"}),
        )
        .await;
    qmb.release(&offer, 1, public()).await.data();
    let (tag, needs) = app.open_data("needs.jsonl").await;
    assert_ne!(tag, empty);
    assert_eq!(
        app.open_data("states.jsonl").await.0,
        states,
        "no other table has changed"
    );
    let one: Value = serde_json::from_str(needs.trim()).unwrap();
    assert_eq!(
        (&one["state"], &one["kind"], &one["stage"]),
        (&json!("QMA"), &json!("law"), &json!("released"))
    );
    assert_eq!(one["provisions"], json!(["A-70-174/13.g"]));
    let (_, offers) = app.open_data("offers.jsonl").await;
    let one: Value = serde_json::from_str(offers.trim()).unwrap();
    assert_eq!(
        (&one["open_to_groups"], &one["until"]),
        (&json!(["ldc"]), &json!("2027-12-31"))
    );
    let (_, texts) = app.open_data("notice_texts.csv").await;
    assert_eq!(texts.lines().count(), 4, "{texts}");
    assert!(texts.contains("'=1+1") && texts.contains("Exercises"), "{texts}");
    for name in ["needs.csv", "offers.csv", "notice_texts.csv"] {
        assert!(!app.open_data(name).await.1.contains("Planted"), "{name}");
    }
    qma.does(WITHDRAW, &need).await.data();
    assert_eq!(app.open_data("needs.jsonl").await.1, "");
}
