//! Search: provisions, questions and public answers by their words, in six languages, and nothing else by any word.

use chrono::TimeDelta;
use clap::Parser as _;
use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Persona, TestApp};
use tests::delegation::{
    Team, all_stored, amend, answer, file, open_submission, save, share_draft, share_filed, withdraw,
};

use crate::filing::round;

const ROUND: &str = "views-2027";

const SEARCH: &str =
    "query ($query: String!, $kinds: [SearchKind!], $language: Language, $instrument: String, $theme: String,
        $round: String, $state: String, $asOf: Int, $first: Int, $after: String) {
    search(query: $query, kinds: $kinds, language: $language, instrument: $instrument, theme: $theme, round: $round,
        state: $state, asOf: $asOf, first: $first, after: $after) {
        totalCount asOf pageInfo { hasNextPage endCursor } edges { cursor } nodes { __typename
            ... on ProvisionHit { provision { code adoption } excerpt { ...shown } }
            ... on QuestionHit { question { code } edition { code } excerpt { ...shown } }
            ... on AnswerHit { answer { questionCode } state { code } filing { position status } question { code }
                excerpt { ...shown } } } } }
    fragment shown on SearchExcerpt { content language status isFallback isCutBefore isCutAfter marks { start end } }";

async fn search_in(app: &TestApp, language: &str, who: Option<&Persona>, variables: Value) -> Value {
    let answer = app.call_in(language, who, SEARCH, variables).await;
    answer.data()["search"].clone()
}

async fn search(app: &TestApp, variables: Value) -> Value {
    search_in(app, "en", None, variables).await
}

/// What names each hit, in order.
fn names(found: &Value) -> Vec<String> {
    let nodes = found["nodes"].as_array().unwrap().iter();
    nodes
        .map(|node| match node["__typename"].as_str().unwrap() {
            "ProvisionHit" => node["provision"]["code"].as_str().unwrap().to_owned(),
            "QuestionHit" => node["question"]["code"].as_str().unwrap().to_owned(),
            _ => format!(
                "{} {}",
                node["state"]["code"].as_str().unwrap(),
                node["answer"]["questionCode"].as_str().unwrap()
            ),
        })
        .collect()
}

/// The words marked in an excerpt.
fn marked(excerpt: &Value) -> Vec<String> {
    let units: Vec<u16> = excerpt["content"].as_str().unwrap().encode_utf16().collect();
    let place = |mark: &Value, end: &str| usize::try_from(mark[end].as_u64().unwrap()).unwrap();
    let marks = excerpt["marks"].as_array().unwrap().iter();
    marks
        .map(|mark| String::from_utf16(&units[place(mark, "start")..place(mark, "end")]).unwrap())
        .collect()
}

#[tokio::test]
async fn the_catalogue_is_found_in_six_languages() {
    let app = TestApp::start().await;
    for (language, query, marks) in [
        ("ar", "إقليم مشروعة", &["بإقليم", "إقليمها", "مشروعة", "مشروع"][..]),
        ("zh", "允许领土", &["允许", "领土"]),
        ("en", "knowingly territories", &["knowingly", "territory"]),
        ("fr", "sciemment territoires", &["sciemment", "territoire"]),
        ("ru", "заведомо территории", &["заведомо", "территорию"]),
        ("es", "sabiendas territorios", &["sabiendas", "territorio"]),
    ] {
        let variables = json!({"query": query, "kinds": ["PROVISION"], "instrument": "A-70-174"});
        let found = search_in(&app, language, None, variables).await;
        let names = names(&found);
        let at = names.iter().position(|name| name == "A-70-174/13.c");
        let excerpt = &found["nodes"][at.unwrap_or_else(|| panic!("{query}: {names:?}"))]["excerpt"];
        assert_eq!(
            (&excerpt["language"], &excerpt["isFallback"]),
            (&json!(language.to_uppercase()), &json!(false)),
            "{query}"
        );
        let marked = marked(excerpt);
        assert!(
            !marked.is_empty() && marked.iter().all(|mark| marks.contains(&mark.as_str())),
            "{query}: {marked:?}"
        );
    }
    // Whoever reads French and looks for English words finds them, as what they are.
    let found = search_in(
        &app,
        "fr",
        None,
        json!({"query": "knowingly territory", "instrument": "A/70/174"}),
    )
    .await;
    let excerpt = &found["nodes"][0]["excerpt"];
    assert_eq!(
        (&excerpt["language"], &excerpt["isFallback"]),
        (&json!("EN"), &json!(true))
    );
    let none = search(&app, json!({"query": "knowingly territory", "language": "FR"})).await;
    assert_eq!(none["totalCount"], 0);
}

#[tokio::test]
async fn symbols_labels_and_codes_are_found_in_any_spelling() {
    let app = TestApp::start().await;
    for query in [
        "A/70/174 para. 13 (c)",
        "a/70/174, paragraph 13(c)",
        "70/174 13 (c)",
        "A-70-174/13.c",
        "A/70/174 пункт 13 (c)",
    ] {
        let found = search(&app, json!({"query": query, "kinds": ["PROVISION"]})).await;
        let names = names(&found);
        assert!(names.contains(&"A-70-174/13.c".to_owned()), "{query}: {names:?}");
        assert!(!names.contains(&"A-70-174/13.d".to_owned()), "{query}: {names:?}");
    }
    for query in ["A/RES/70/237", "70/237", "res-70-237", "A/RES/70/23"] {
        let found = search(&app, json!({"query": query, "kinds": ["PROVISION"], "first": 100})).await;
        assert!(
            names(&found).iter().any(|name| name.starts_with("A-RES-70-237/")),
            "{query}: {found}"
        );
    }
    for query in ["N13A.status", "n13a.stat", "n13a/status"] {
        let found = search(&app, json!({"query": query, "kinds": ["QUESTION"]})).await;
        assert!(names(&found).contains(&"N13A.status".to_owned()), "{query}");
    }
}

#[tokio::test]
async fn a_provision_carries_its_adoption_and_narrowings_hold_together() {
    let app = TestApp::start().await;
    let query = json!({"query": "critical infrastructure"});
    let all = search(&app, query.clone()).await;
    let total = all["totalCount"].as_u64().unwrap();
    let of = async |name: &str, value: Value| {
        let mut variables = query.clone();
        variables[name] = value;
        search(&app, variables).await
    };
    let draft = of("instrument", json!("A/C.1/73/L.27")).await;
    for node in draft["nodes"].as_array().unwrap() {
        if node["__typename"] == "ProvisionHit" {
            assert_eq!(node["provision"]["adoption"], "DRAFT");
        }
    }
    let themed = of("theme", json!("critical_infrastructure")).await;
    let [draft, themed] = [&draft, &themed].map(|found| found["totalCount"].as_u64().unwrap());
    assert!(
        draft > 0 && themed > 0 && draft < total && themed < total,
        "{draft} {themed} {total}"
    );
    let kinds = [json!(["PROVISION"]), json!(["QUESTION"]), json!(["ANSWER"])];
    let mut sum = 0;
    for kind in kinds {
        sum += of("kinds", kind).await["totalCount"].as_u64().unwrap();
    }
    assert_eq!(sum, total);
    for (name, value) in [
        ("instrument", "A-1-1"),
        ("round", "no-such-round"),
        ("state", "QMA"),
        ("theme", "no_such"),
    ] {
        assert_eq!(of(name, json!(value)).await["totalCount"], 0, "{name}");
    }
}

#[tokio::test]
async fn pages_hold_everything_once_and_in_one_order() {
    let app = TestApp::start().await;
    let id = round(&app, "views-and-assessments/1", ROUND).await;
    let filed = filing_state(&app, &id, "QMA", "national norms", json!({"visibility": "PUBLIC"})).await;
    drop(filed);
    let whole = search(&app, json!({"query": "national", "first": 100})).await;
    let total = usize::try_from(whole["totalCount"].as_u64().unwrap()).unwrap();
    assert!(total > 20, "{total}");
    let (mut after, mut all) = (Value::Null, Vec::new());
    loop {
        let page = search(&app, json!({"query": "national", "first": 7, "after": after})).await;
        assert_eq!(page["totalCount"], whole["totalCount"]);
        all.extend(names(&page));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(all.len(), total);
    assert_eq!(all[..total.min(100)], names(&whole));
    assert!(all.contains(&"QMA VT.topic_a".to_owned()));
}

/// Files views with one text shared so.
async fn filing_state(app: &TestApp, round: &str, state: &str, text: &str, sharing: Value) -> (Team, String) {
    let team = Team::of(app, state).await;
    let submission = open_submission(app, &team.focal, state, round, "EN").await;
    answer(
        app,
        &team.focal,
        &submission,
        &[("VT.topic_a", json!({"longText": text}))],
    )
    .await;
    share_draft(app, &team.focal, &submission, json!({"default": sharing})).await;
    app.pass(TimeDelta::minutes(1));
    file(app, &team.authority, &submission).await;
    (team, submission)
}

async fn totals(app: &TestApp, people: &[(&str, Option<Persona>)], query: &str) -> Vec<u64> {
    let mut totals = Vec::new();
    for (name, who) in people {
        let found = search_in(app, "en", who.as_ref(), json!({"query": query, "kinds": ["ANSWER"]})).await;
        let shown = found["nodes"].as_array().unwrap().len() as u64;
        let total = found["totalCount"].as_u64().unwrap();
        assert_eq!(shown, total, "{name} is told of {total} and shown {shown}: {query}");
        totals.push(total);
    }
    totals
}

#[tokio::test]
async fn what_is_not_public_is_found_by_nobody_and_counted_by_nobody() {
    let app = TestApp::start().await;
    let id = round(&app, "views-and-assessments/1", ROUND).await;
    let embargo = (app.clock.now() + TimeDelta::days(2)).to_rfc3339();
    let secretariat = json!({"visibility": "SECRETARIAT"});
    let public = json!({"visibility": "PUBLIC"});
    let members = json!({"visibility": "MEMBER_STATES", "isCounted": true});
    let embargoed = json!({"visibility": "PUBLIC", "embargoUntil": embargo});
    filing_state(&app, &id, "QMA", "A probe of zebra kind", public.clone()).await;
    filing_state(&app, &id, "QMB", "A probe of yak kind", members).await;
    filing_state(&app, &id, "QMC", "A probe of xerus kind", embargoed).await;
    let (d, of_d) = filing_state(&app, &id, "QMD", "A probe of wombat kind", public.clone()).await;
    let (e, of_e) = filing_state(&app, &id, "QME", "A probe of vole kind", public.clone()).await;
    let (f, of_f) = filing_state(&app, &id, "QMF", "A probe of urial kind", public.clone()).await;
    let mut people = vec![
        ("nobody", None),
        ("QMB's focal point", Some(app.of("QMB", Role::FocalPoint).await)),
        ("QMB's authority", Some(app.of("QMB", Role::PublishingAuthority).await)),
        ("QMC's focal point", Some(app.of("QMC", Role::FocalPoint).await)),
        ("a reader of QMG", Some(app.of("QMG", Role::AccreditedReader).await)),
    ];
    for role in [
        Role::SecretariatOfficer,
        Role::Analyst,
        Role::Auditor,
        Role::Administrator,
        Role::CatalogueEditor,
    ] {
        people.push((role.code(), Some(app.secretariat(role).await)));
    }
    let everybody = |count: u64| vec![count; people.len()];
    // Each State reads its own draft and its own filing elsewhere; search shows what is public, whoever asks.
    assert_eq!(totals(&app, &people, "zebra").await, everybody(1));
    assert_eq!(totals(&app, &people, "wombat").await, everybody(1));
    for hidden in ["yak", "xerus"] {
        assert_eq!(totals(&app, &people, hidden).await, everybody(0), "{hidden}");
    }
    assert_eq!(
        totals(&app, &people, "probe").await,
        everybody(4),
        "QMA, QMD, QME and QMF"
    );

    // Narrowed, withdrawn, superseded.
    share_filed(&app, &d.authority, &of_d, &[("VT.topic_a", secretariat)]).await;
    withdraw(&app, &e.authority, &of_e).await;
    amend(&app, &f.authority, &of_f).await;
    let tapir = json!({"longText": "A probe of tapir kind"});
    let change = json!({"question": "VT.topic_a", "basedOn": 1, "answer": tapir});
    all_stored(&save(&app, &f.focal, &of_f, &[change]).await);
    assert_eq!(
        totals(&app, &people, "tapir").await,
        everybody(0),
        "a draft beside what stands"
    );
    assert_eq!(totals(&app, &people, "urial").await, everybody(1));
    app.pass(TimeDelta::minutes(1));
    file(&app, &f.authority, &of_f).await;
    for gone in ["wombat", "vole", "urial"] {
        assert_eq!(totals(&app, &people, gone).await, everybody(0), "{gone}");
    }
    assert_eq!(totals(&app, &people, "tapir").await, everybody(1));
    assert_eq!(totals(&app, &people, "probe").await, everybody(2), "QMA and QMF");

    // An embargo ends by itself, and what is widened is found at once.
    share_filed(&app, &d.authority, &of_d, &[("VT.topic_a", public)]).await;
    assert_eq!(totals(&app, &people[..1], "wombat").await, [1]);
    app.pass(TimeDelta::days(2));
    assert_eq!(totals(&app, &people[..1], "xerus").await, [1]);
    assert_eq!(totals(&app, &people[..1], "probe").await, [4]);
}

#[tokio::test]
async fn answers_are_found_in_six_languages_with_state_filing_and_question() {
    let app = TestApp::start().await;
    let id = round(&app, "views-and-assessments/1", ROUND).await;
    let public = json!({"visibility": "PUBLIC"});
    for (state, language, text, query, marks) in [
        (
            "QMA",
            "AR",
            "تلتزم الدولة بالمَعايير الطوعية",
            "معايير",
            &["بالمَعايير"][..],
        ),
        (
            "QMB",
            "ZH",
            "我国重视保护关键信息基础设施",
            "基础设施保护",
            &["保护", "基础设施"],
        ),
        (
            "QMC",
            "EN",
            "Agencies report vulnerabilities responsibly",
            "vulnerability",
            &["vulnerabilities"],
        ),
        (
            "QMD",
            "FR",
            "L’État protège ses réseaux",
            "etat reseau",
            &["État", "réseaux"],
        ),
        (
            "QME",
            "RU",
            "Государства сотрудничают",
            "государствами",
            &["Государства"],
        ),
        (
            "QMF",
            "ES",
            "Compartimos información sobre amenazas",
            "informacion amenaza",
            &["información", "amenazas"],
        ),
    ] {
        let team = Team::of(&app, state).await;
        let submission = open_submission(&app, &team.focal, state, &id, language).await;
        answer(
            &app,
            &team.focal,
            &submission,
            &[("VT.topic_a", json!({"longText": text}))],
        )
        .await;
        share_draft(&app, &team.focal, &submission, json!({"default": public})).await;
        app.pass(TimeDelta::minutes(1));
        file(&app, &team.authority, &submission).await;
        let variables = json!({"query": query, "kinds": ["ANSWER"], "round": ROUND});
        let found = search_in(&app, "en", None, variables).await;
        assert_eq!(names(&found), [format!("{state} VT.topic_a")], "{query}");
        let node = &found["nodes"][0];
        let excerpt = &node["excerpt"];
        assert_eq!(excerpt["content"], text);
        assert_eq!(
            (&excerpt["language"], &excerpt["status"], &excerpt["isFallback"]),
            (&json!(language), &json!("UNOFFICIAL"), &json!(language != "EN"))
        );
        assert_eq!(marked(excerpt), marks, "{query}");
        assert_eq!(
            (&node["filing"]["status"], &node["question"]["code"]),
            (&json!("STANDING"), &json!("VT.topic_a"))
        );
    }
    for (name, value, count) in [
        ("state", json!("QMC"), 1),
        ("state", json!("QMD"), 0),
        ("language", json!("EN"), 1),
        ("language", json!("FR"), 0),
        ("instrument", json!("A-66-359"), 0),
    ] {
        let mut variables = json!({"query": "vulnerability", "kinds": ["ANSWER"]});
        variables[name] = value;
        assert_eq!(
            search(&app, variables.clone()).await["totalCount"],
            count,
            "{variables}"
        );
    }
}

#[tokio::test]
async fn what_was_filed_before_there_was_search_is_analysed_by_migrating() {
    let app = TestApp::start().await;
    let id = round(&app, "views-and-assessments/1", ROUND).await;
    filing_state(
        &app,
        &id,
        "QMA",
        "A probe of zebra kind",
        json!({"visibility": "PUBLIC"}),
    )
    .await;
    filing_state(
        &app,
        &id,
        "QMB",
        "A probe of yak kind",
        json!({"visibility": "MEMBER_STATES"}),
    )
    .await;
    let mut owner = app.owner().await;
    sqlx::raw_sql("delete from filed_text")
        .execute(&mut owner)
        .await
        .unwrap();
    let answers = json!({"query": "probe", "kinds": ["ANSWER"]});
    assert_eq!(search(&app, answers.clone()).await["totalCount"], 0);
    let url = app.database.owner_url();
    assert_eq!(store::analyse_filed(&url).await.unwrap(), 2);
    assert_eq!(store::analyse_filed(&url).await.unwrap(), 0, "once is enough");
    assert_eq!(search(&app, answers).await["totalCount"], 1);
}

#[tokio::test]
async fn what_stood_at_a_position_is_found_as_of_it() {
    let app = TestApp::start().await;
    let id = round(&app, "views-and-assessments/1", ROUND).await;
    let public = json!({"visibility": "PUBLIC"});
    let (f, of_f) = filing_state(&app, &id, "QMF", "A probe of urial kind", public.clone()).await;
    amend(&app, &f.authority, &of_f).await;
    let tapir = json!({"longText": "A probe of tapir kind"});
    let change = json!({"question": "VT.topic_a", "basedOn": 1, "answer": tapir});
    all_stored(&save(&app, &f.focal, &of_f, &[change]).await);
    app.pass(TimeDelta::minutes(1));
    file(&app, &f.authority, &of_f).await;

    let found = async |word: &str, as_of: Option<u32>| {
        let variables = json!({"query": word, "kinds": ["ANSWER"], "asOf": as_of});
        let found = search(&app, variables).await;
        let shown = found["nodes"].as_array().unwrap().len();
        (found["totalCount"].clone(), shown, found["asOf"].clone())
    };
    assert_eq!(found("urial", None).await, (json!(0), 0, json!(2)));
    assert_eq!(found("tapir", None).await, (json!(1), 1, json!(2)));
    assert_eq!(found("urial", Some(1)).await, (json!(1), 1, json!(1)));
    assert_eq!(found("tapir", Some(1)).await, (json!(0), 0, json!(1)));
    assert_eq!(found("urial", Some(2)).await, (json!(0), 0, json!(2)));
    assert_eq!(found("probe", Some(0)).await, (json!(0), 0, json!(0)));
    // There is nothing yet after the last position.
    assert_eq!(found("tapir", Some(9)).await, (json!(1), 1, json!(2)));

    // What was superseded is analysed by migrating as well.
    let mut owner = app.owner().await;
    let gone = sqlx::raw_sql("delete from filed_text").execute(&mut owner).await;
    assert_eq!(gone.unwrap().rows_affected(), 2);
    assert_eq!(found("urial", Some(1)).await, (json!(0), 0, json!(1)));
    assert_eq!(store::analyse_filed(&app.database.owner_url()).await.unwrap(), 2);
    assert_eq!(found("urial", Some(1)).await, (json!(1), 1, json!(1)));
    assert_eq!(found("urial", None).await, (json!(0), 0, json!(2)));

    // Rights are those of today, and what is withdrawn is found as of no position.
    withdraw(&app, &f.authority, &of_f).await;
    for as_of in [None, Some(1), Some(2)] {
        assert_eq!(found("probe", as_of).await.0, json!(0), "{as_of:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_looked_for_is_refused() {
    let app = TestApp::start().await;
    let words = |count: usize| vec!["word"; count].join(" ");
    for (variables, field, reason) in [
        (json!({"query": "…"}), "query", Some("noWord")),
        (json!({"query": "a".repeat(201)}), "query", Some("tooLong")),
        (json!({"query": words(25)}), "query", Some("tooManyWords")),
        (json!({"query": "norm", "first": 101}), "first", None),
        (json!({"query": "norm", "after": "bm9uZQ"}), "after", None),
        (json!({"query": "norm", "state": "qma"}), "state", None),
    ] {
        let answer = app.call(None, SEARCH, variables.clone()).await;
        assert_eq!(answer.code(), "INVALID", "{variables}");
        let told = answer.extensions();
        assert_eq!(told["field"], field, "{variables}");
        assert_eq!(told["reason"].as_str(), reason, "{variables}");
    }
    // What PostgreSQL would read as more than words is words.
    for query in ["it's & ! | :* ( norm", "'; drop table filed_text; --", "\\'x'\\"] {
        assert!(
            search(&app, json!({"query": query})).await["totalCount"].is_u64(),
            "{query}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_finds_what_the_service_finds() {
    let app = TestApp::start().await;
    let (address, stop) = crate::readme::served(&app).await;
    let arguments = [
        "normtrack",
        "search",
        "critical",
        "infrastructure",
        "--language",
        "en",
        "--server",
        &address,
    ];
    let cli = api::config::Cli::try_parse_from(arguments).unwrap();
    let api::config::Command::Search(arguments) = cli.command else {
        panic!("no search");
    };
    let told = api::search::ask(&arguments).await.unwrap();
    let found = search(
        &app,
        json!({"query": "critical infrastructure", "language": "EN", "first": 20}),
    )
    .await;
    assert_eq!(told["totalCount"], found["totalCount"]);
    assert_eq!(names(&told)[..], names(&found)[..]);
    assert!(api::config::Cli::try_parse_from(["normtrack", "search", "norm", "--language", "de"]).is_err());
    stop.send(()).unwrap();
}
