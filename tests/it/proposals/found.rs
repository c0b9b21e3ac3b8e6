//! Proposals among what is found by its words: those that everybody reads, and no others.

use axum::body::Body;
use axum::http::Request;

use super::*;

const SEARCH: &str =
    "query ($query: String!, $kinds: [SearchKind!], $language: Language, $instrument: String, $theme: String,
        $round: String, $state: String, $first: Int, $after: String) {
    search(query: $query, kinds: $kinds, language: $language, instrument: $instrument, theme: $theme, round: $round,
        state: $state, first: $first, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } nodes { __typename ... on ProposalHit {
            proposal { id stage state { code } }
            version { number content { title { content } } sharing { visibility } }
            excerpt { content language status isFallback marks { start end } } } } } }";

async fn search(app: &TestApp, who: Option<&Persona>, variables: Value) -> Value {
    let who = who.map(|who| app.renewed(who));
    app.call(who.as_ref(), SEARCH, variables).await.data()["search"].clone()
}

/// How many proposals somebody is told of, who is shown as many.
async fn count(app: &TestApp, who: Option<&Persona>, query: &str) -> u64 {
    let found = search(app, who, json!({"query": query, "kinds": ["PROPOSAL"]})).await;
    let total = found["totalCount"].as_u64().unwrap();
    assert_eq!(found["nodes"].as_array().unwrap().len() as u64, total, "{query}");
    total
}

#[tokio::test]
async fn what_everybody_reads_of_proposals_is_found_and_nothing_else_is() {
    let app = TestApp::start().await;
    let qma = Hands::of(&app, "QMA").await;
    let mut people = others(&app).await;
    people.push(("QMA's focal point", Some(qma.focal.clone())));
    let counts = async |query: &str| {
        let mut counts = Vec::new();
        for (_, who) in &people {
            counts.push(count(&app, who.as_ref(), query).await);
        }
        counts
    };
    let [nobody, everybody] = [0, 1].map(|count| vec![count; people.len()]);
    let drafted = qma.draft(norm("A proposal of zebras", "Zebras cooperate.")).await;
    let shared = qma.draft(norm("A proposal of yaks", "Yaks cooperate.")).await;
    assert_eq!(counts("zebra").await, nobody, "a draft is found by nobody");
    qma.release(&shared, 1, "", json!({"visibility": "MEMBER_STATES"}))
        .await
        .data();
    assert_eq!(counts("yak").await, nobody, "nor is what some read");
    qma.release(&drafted, 1, "", public()).await.data();
    assert_eq!(counts("zebra").await, everybody);
    for word in ["cooperating", "because", "zebras cooperate"] {
        assert_eq!(counts(word).await, everybody, "its words and why: {word}");
    }
    let found = search(&app, None, json!({"query": "zebra"})).await;
    let hit = &found["nodes"][0];
    assert_eq!(
        (&hit["proposal"]["id"], &hit["proposal"]["state"]["code"]),
        (&drafted, &json!("QMA"))
    );
    assert_eq!(
        hit["version"],
        json!({"number": 1, "content": {"title": {"content": "A proposal of zebras"}}, "sharing": null})
    );
    let excerpt = json!({"content": "A proposal of zebras", "language": "EN", "status": "OFFICIAL", "isFallback": false,
        "marks": [{"start": 14, "end": 20}]});
    assert_eq!(hit["excerpt"], excerpt);

    // What is written anew is not found before it is released; then it alone is.
    qma.revise(&drafted, 1, norm("A proposal of xeruses", "Xeruses cooperate."))
        .await
        .data();
    assert_eq!(counts("xerus").await, nobody);
    assert_eq!(counts("zebra").await, everybody);
    let own = search(&app, Some(&qma.focal), json!({"query": "zebra"})).await;
    assert_eq!(
        own["nodes"][0]["version"]["content"]["title"]["content"],
        "A proposal of zebras"
    );
    app.pass(TimeDelta::minutes(1));
    qma.release(&drafted, 2, "Another animal.", json!({"visibility": "MEMBER_STATES"}))
        .await
        .data();
    assert_eq!(
        (counts("xerus").await, counts("zebra").await),
        (nobody.clone(), everybody.clone()),
        "a later version for some opens nothing and hides nothing"
    );
    app.pass(TimeDelta::minutes(1));
    qma.release(&drafted, 2, "For everybody.", public()).await.data();
    assert_eq!(
        (counts("xerus").await, counts("zebra").await),
        (everybody.clone(), nobody.clone())
    );

    // Closed, it is found as what it is; taken back, it is not.
    qma.ends(CLOSE, &drafted).await.data();
    assert_eq!(counts("xerus").await, everybody);
    let closed = search(&app, None, json!({"query": "xerus"})).await;
    assert_eq!(closed["nodes"][0]["proposal"]["stage"], "CLOSED");
    qma.ends(WITHDRAW, &drafted).await.data();
    assert_eq!(counts("xerus").await, nobody);
    assert_eq!(counts("cooperate").await, nobody);
}

#[tokio::test]
async fn proposals_are_found_in_their_languages_narrowed_and_page_by_page() {
    let app = TestApp::start().await;
    let (qma, qmb) = (Hands::of(&app, "QMA").await, Hands::of(&app, "QMB").await);
    let wording = |language: &str, title: &str| json!({"language": language, "status": "UNOFFICIAL", "title": title, "rationale": "-"});
    let content = json!({"kind": "ELABORATION", "elaborates": ["A-70-174/13.c"],
        "wordings": [wording("EN", "Wombat territory"), wording("FR", "Territoire des wombats"),
            wording("AR", "إقليم الومبت"), wording("ZH", "袋熊领土"), wording("RU", "Территория вомбатов"),
            wording("ES", "Territorio de los uómbats")],
        "paragraphs": [{"number": "1", "texts": [text("EN", "States of wombats cooperate.")]}]});
    let elaboration = qma.draft(content).await;
    qma.release(&elaboration, 1, "", public()).await.data();
    let themed = qmb.draft(norm("Infrastructure of wombats", "Words.")).await;
    qmb.release(&themed, 1, "", public()).await.data();

    let only = async |variables: Value| {
        let found = search(&app, None, variables).await;
        let nodes = found["nodes"].as_array().unwrap().clone();
        assert_eq!(found["totalCount"], nodes.len());
        nodes
    };
    for (query, language) in [
        ("wombat territories", "EN"),
        ("territoires wombat", "FR"),
        ("الومبت", "AR"),
        ("袋熊", "ZH"),
        ("вомбаты", "RU"),
        ("uombat", "ES"),
    ] {
        let found = only(json!({"query": query, "kinds": ["PROPOSAL"]})).await;
        assert_eq!(found.len(), 1, "{query}");
        let excerpt = &found[0]["excerpt"];
        assert_eq!(
            (&excerpt["language"], &excerpt["status"], &excerpt["isFallback"]),
            (&json!(language), &json!("UNOFFICIAL"), &json!(language != "EN")),
            "{query}"
        );
        assert_ne!(excerpt["marks"], json!([]), "{query}");
    }
    let (one, other) = (vec![elaboration.clone()], vec![themed.clone()]);
    let both = vec![elaboration.clone(), themed.clone()];
    for (name, value, expected) in [
        ("state", json!("QMA"), &one),
        ("state", json!("QMB"), &other),
        ("state", json!("QMC"), &vec![]),
        ("instrument", json!("A-70-174"), &one),
        ("instrument", json!("A/70/174"), &one),
        ("instrument", json!("A-66-359"), &vec![]),
        ("theme", json!("critical_infrastructure"), &other),
        ("language", json!("EN"), &both),
        ("language", json!("FR"), &one),
        ("kinds", json!(["PROPOSAL"]), &both),
        ("kinds", json!(["ANSWER"]), &vec![]),
        ("kinds", Value::Null, &both),
    ] {
        let mut variables = json!({"query": "wombat"});
        variables[name] = value;
        let found = only(variables.clone()).await;
        let mut ids: Vec<Value> = found.iter().map(|hit| hit["proposal"]["id"].clone()).collect();
        ids.sort_by_key(|id| *id != elaboration);
        assert_eq!(ids, *expected, "{variables}");
    }
    crate::filing::round(&app, "views-and-assessments/1", "views-2027").await;
    let of_round = only(json!({"query": "wombat", "round": "views-2027"})).await;
    assert_eq!(of_round.len(), 0, "proposals are of no round");

    // One by one, they stand once in the order of all of them.
    let (mut after, mut one_by_one) = (Value::Null, Vec::new());
    loop {
        let page = search(&app, None, json!({"query": "wombat", "first": 1, "after": after})).await;
        assert_eq!(page["totalCount"], 2);
        one_by_one.extend(page["nodes"].as_array().unwrap().clone());
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(one_by_one, only(json!({"query": "wombat"})).await);
    let many = search(&app, None, json!({"query": "states cooperate", "first": 100})).await;
    let kinds = many["nodes"].as_array().unwrap().iter().map(|node| &node["__typename"]);
    assert_eq!(
        kinds.filter(|kind| **kind == "ProposalHit").count(),
        1,
        "among provisions and questions"
    );
}

#[tokio::test]
async fn what_was_released_before_proposals_were_found_is_analysed_by_migrating() {
    let app = TestApp::start().await;
    let qma = Hands::of(&app, "QMA").await;
    let id = qma.draft(norm("A proposal of zebras", "Zebras cooperate.")).await;
    qma.release(&id, 1, "", public()).await.data();
    let hidden = qma.draft(norm("A proposal of yaks", "Yaks cooperate.")).await;
    qma.release(&hidden, 1, "", json!({"visibility": "SECRETARIAT"}))
        .await
        .data();
    let mut owner = app.owner().await;
    let gone = sqlx::raw_sql("delete from proposal_text").execute(&mut owner).await;
    assert_eq!(gone.unwrap().rows_affected(), 1, "what is hidden was never there");
    assert_eq!(count(&app, None, "zebra").await, 0);
    let url = app.database.owner_url();
    assert_eq!(store::analyse_proposals(&url).await.unwrap(), 1);
    assert_eq!(store::analyse_proposals(&url).await.unwrap(), 0, "once is enough");
    assert_eq!(count(&app, None, "zebra").await, 1);
    assert_eq!(count(&app, None, "yak").await, 0);
}

#[tokio::test]
async fn what_anybody_was_told_of_a_search_ends_when_proposals_move() {
    let app = TestApp::start().await;
    let qma = Hands::of(&app, "QMA").await;
    let id = qma.draft(norm("A proposal of zebras", "Zebras cooperate.")).await;
    let tag = async || {
        app.process.take_pulse().await.unwrap();
        let address = "/graphql?query=%7Bsearch(query:%22zebra%22)%7BtotalCount%7D%7D";
        let request = Request::get(address).header("accept", "application/json");
        let answer = app.send(request.body(Body::empty()).unwrap()).await;
        (
            answer.headers["etag"].clone(),
            answer.data()["search"]["totalCount"].clone(),
        )
    };
    let before = tag().await;
    qma.release(&id, 1, "", public()).await.data();
    let released = tag().await;
    assert_ne!(before.0, released.0);
    assert_eq!((before.1, &released.1), (json!(0), &json!(1)));
    qma.ends(WITHDRAW, &id).await.data();
    let withdrawn = tag().await;
    assert_ne!(withdrawn.0, released.0);
    assert_eq!(withdrawn.1, 0);
}
