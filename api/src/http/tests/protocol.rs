//! GraphQL over HTTP, row by row.

use super::*;

#[tokio::test]
async fn the_media_type_is_negotiated() {
    let door = standard();
    for (accept, status, content_type) in [
        (Some(GRAPHQL), 200, GRAPHQL_UTF8),
        (Some("application/json"), 200, JSON_UTF8),
        (Some("*/*"), 200, JSON_UTF8),
        (None, 200, JSON_UTF8),
        (Some("text/html"), 406, JSON_UTF8),
        (Some("application/json;q=0"), 406, JSON_UTF8),
    ] {
        let mut request = getting("{fast}");
        if let Some(accept) = accept {
            request = request.header(ACCEPT, accept);
        }
        let answer = send(&door, request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status.as_u16(), status, "{accept:?}");
        assert_eq!(answer.header(CONTENT_TYPE), content_type, "{accept:?}");
        if status == 406 {
            assert_eq!(answer.code(), "INVALID");
        } else {
            assert_eq!(answer.json(), json!({ "data": { "fast": 2 } }));
        }
    }
}

#[tokio::test]
async fn a_request_that_cannot_be_executed_is_400_or_200_without_data() {
    let door = standard();
    for (query, variables) in [
        ("{", json!({})),
        ("", json!({})),
        ("{ unknown }", json!({})),
        ("{ echo }", json!({})),
        ("query($t: String!) { echo(text: $t) }", json!({})),
        ("query($t: String!) { echo(text: $t) }", json!({ "t": null })),
        ("query($t: String!) { echo(text: $t) }", json!({ "t": 7 })),
        ("query($n: [Int!]!) { sum(numbers: $n) }", json!({ "n": [1, "x"] })),
        ("query A { fast } query B { slow }", json!({})),
        ("subscription { fast }", json!({})),
        ("{ ...F } fragment F on Query { ...F }", json!({})),
    ] {
        for (accept, status) in [(GRAPHQL, 400), ("application/json", 200)] {
            let body = json!({ "query": query, "variables": variables }).to_string();
            let answer = post_raw(&door, accept, body).await;
            let json = answer.json();
            assert_eq!(answer.status.as_u16(), status, "{query} {json}");
            assert_eq!(
                json.as_object().unwrap().keys().collect::<Vec<_>>(),
                ["errors"],
                "{query} {json}"
            );
            for error in json["errors"].as_array().unwrap() {
                assert_eq!(error["extensions"]["code"], "INVALID", "{json}");
                assert_eq!(error.get("path"), None, "{json}");
            }
        }
    }
}

#[tokio::test]
async fn the_operation_is_found_by_name() {
    let door = standard();
    let ask = |query: &'static str, name: &'static str| {
        let body = json!({ "query": query, "operationName": name }).to_string();
        post_raw(&door, GRAPHQL, body)
    };
    assert_eq!(
        ask("query A{fast} query B{slow}", "B").await.data(),
        json!({ "slow": 1 })
    );
    assert_eq!(ask("query A{fast}", "A").await.data(), json!({ "fast": 2 }));
    for (query, name) in [("query A{fast}", "B"), ("{fast}", "A"), ("query A{fast}", "")] {
        let answer = ask(query, name).await;
        assert_eq!(answer.status, 400);
        let (code, message, _) = answer.error();
        assert_eq!(code, "INVALID");
        assert_eq!(message, format!("The document has no operation named “{name}”."));
    }
}

#[tokio::test]
async fn a_missing_required_variable_is_found_before_anything_runs() {
    let world = World::new();
    let door = door(&world, &Limits::default(), false);
    let query = "query($x: Boolean!, $y: Int! = 3, $z: [ID!]!) { fast @skip(if: $x) echo(text: \"a\", times: $y) \
                 ... @include(if: $x) { slow } }";
    let answer = post_with(&door, query, json!({ "z": null })).await;
    assert_eq!(answer.status, 400);
    let json = answer.json();
    let messages: Vec<_> = json["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["message"].as_str().unwrap())
        .collect();
    assert_eq!(
        messages,
        [
            "Variable “$x” of type “Boolean!” is required and was not given.",
            "Variable “$z” of type “[ID!]!” is required and was not given."
        ]
    );
    assert_eq!(json["errors"][0]["extensions"]["field"], "variables.x");
    assert_eq!(world.executions(), 0);
}

#[tokio::test]
async fn only_a_body_of_declared_json_is_read() {
    let door = standard();
    let body = r#"{"query":"{fast}"}"#;
    for (headers, status) in [
        (vec![], 415),
        (vec![("content-type", "text/plain")], 415),
        (vec![("content-type", "application/x-www-form-urlencoded")], 415),
        (vec![("content-type", "multipart/form-data; boundary=x")], 415),
        (vec![("content-type", "application/graphql")], 415),
        (vec![("content-type", "application/json; charset=latin1")], 415),
        (
            vec![("content-type", "application/json"), ("content-type", "text/plain")],
            415,
        ),
        (
            vec![("content-type", "application/json"), ("content-encoding", "gzip")],
            415,
        ),
        (vec![("content-type", "application/json")], 200),
        (vec![("content-type", "Application/JSON; Charset=\"UTF-8\"")], 200),
    ] {
        let mut request = http::Request::post("/graphql");
        for (name, value) in &headers {
            request = request.header(*name, *value);
        }
        let answer = send(&door, request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status.as_u16(), status, "{headers:?}");
        if status == 415 {
            assert_eq!(answer.code(), "INVALID");
        }
    }
}

#[tokio::test]
async fn a_malformed_request_is_400_under_both_media_types() {
    let door = standard();
    let bodies: [&[u8]; 8] = [
        b"",
        b"{",
        b"[{\"query\":\"{fast}\"}]",
        b"{\"query\":7}",
        b"{\"query\":\"{fast}\",\"variables\":\"{}\"}",
        b"{\"query\":\"{fast}\",\"variables\":{\"t\":\"\\ud800\"}}",
        b"{\"query\":\"{fast}\xc3\"}",
        b"{\"variables\":{}}",
    ];
    for body in bodies {
        for accept in [GRAPHQL, "application/json"] {
            let answer = post_raw(&door, accept, body).await;
            assert_eq!(answer.status, 400, "{}", String::from_utf8_lossy(body));
            assert_eq!(answer.code(), "INVALID");
            assert_eq!(answer.json().get("data"), None);
        }
    }
}

#[tokio::test]
async fn queries_come_by_get_and_nothing_else_does() {
    let door = standard();
    let query = encoded("query A { fast } query B($t: String!) { echo(text: $t) }");
    let variables = encoded(r#"{"t":"معيار"}"#);
    let uri = format!("/graphql?query={query}&operationName=B&variables={variables}");
    let answer = send(&door, http::Request::get(uri).body(Body::empty()).unwrap()).await;
    assert_eq!(answer.data(), json!({ "echo": "معيار" }));

    for (query, name) in [
        ("mutation { save(text: \"a\") }", ""),
        ("subscription { fast }", ""),
        ("query A { fast } mutation B { save(text: \"a\") }", "B"),
    ] {
        let uri = format!("/graphql?query={}&operationName={name}", encoded(query));
        let answer = send(&door, http::Request::get(uri).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 405, "{query}");
        assert_eq!(answer.header("allow"), "POST");
        assert_eq!(answer.code(), "INVALID");
    }
    let answer = send(&door, http::Request::get("/graphql").body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 400);
    let uri = "/graphql?query=%7Bfast%7D&variables=%5B1%5D";
    let answer = send(&door, http::Request::get(uri).body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 400);
    let head = http::Request::head("/graphql?query=%7Bfast%7D")
        .body(Body::empty())
        .unwrap();
    let answer = send(&door, head).await;
    assert_eq!((answer.status.as_u16(), answer.bytes.len()), (200, 0));
}

#[tokio::test]
async fn other_methods_and_addresses_get_a_graphql_body() {
    let door = standard();
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        let request = http::Request::builder().method(&method).uri("/graphql");
        let answer = send(&door, request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 405, "{method}");
        assert_eq!(answer.header("allow"), "GET, HEAD, POST");
        assert_eq!(answer.code(), "INVALID");
        assert!(
            answer
                .headers
                .keys()
                .all(|name| !name.as_str().starts_with("access-control"))
        );
    }
    let answer = send(&door, http::Request::get("/nowhere").body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (404, "NOT_FOUND"));
    let answer = send(&door, http::Request::post("/healthz").body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (405, "INVALID"));
}

#[tokio::test]
async fn a_bad_token_is_never_anonymous() {
    let world = World::new();
    let door = door(&world, &Limits::default(), false);
    let ask = async |authorization: &[&str]| {
        let mut request = getting("{viewer}").header(ACCEPT, GRAPHQL);
        for value in authorization {
            request = request.header(AUTHORIZATION, *value);
        }
        send(&door, request.body(Body::empty()).unwrap()).await
    };
    assert_eq!(ask(&[]).await.data(), json!({ "viewer": "nobody en" }));
    let known = ask(&["bearer good"]).await;
    assert_eq!(known.data(), json!({ "viewer": "somebody en" }));
    assert_eq!(known.header("cache-control"), "private, no-store");
    let before = world.executions();
    for authorization in [
        &["Bearer forged"][..],
        &["Bearer "],
        &["Bearer"],
        &["Bearer good good"],
        &["Basic Z29vZDo="],
        &[""],
        &["Bearer good", "Bearer good"],
    ] {
        let answer = ask(authorization).await;
        assert_eq!(answer.status, 401, "{authorization:?}");
        assert_eq!(answer.header("www-authenticate"), "Bearer error=\"invalid_token\"");
        assert_eq!(answer.header(CONTENT_TYPE), GRAPHQL_UTF8);
        assert_eq!(answer.code(), "UNAUTHENTICATED");
        assert_eq!(answer.json().get("data"), None);
    }
    let answer = ask(&["Bearer unknown-for-now"]).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (503, "UNAVAILABLE"));
    assert_eq!(world.executions(), before);
}

#[tokio::test]
async fn the_schema_is_shown_in_development_and_to_those_signed_in() {
    let world = World::new();
    let (production, development) = (
        door(&world, &Limits::default(), false),
        door(&world, &Limits::default(), true),
    );
    for query in [
        "{ __schema { queryType { name } } }",
        "query { ...F } fragment F on Query { ... { t: __type(name: \"Inner\") { name } } }",
    ] {
        let answer = post(&production, query).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "FORBIDDEN"));
        assert!(post(&development, query).await.data().is_object());
        let request = getting(query).header(AUTHORIZATION, "Bearer good");
        let answer = send(&production, request.body(Body::empty()).unwrap()).await;
        assert!(answer.data().is_object());
    }
    assert_eq!(
        post(&production, "{ __typename }").await.data(),
        json!({ "__typename": "Query" })
    );
}

#[tokio::test]
async fn every_answer_carries_the_basic_headers() {
    let door = standard();
    for uri in ["/graphql?query=%7Bfast%7D", "/healthz", "/nowhere"] {
        let answer = send(&door, http::Request::get(uri).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{uri}");
        assert_eq!(answer.header("x-frame-options"), "DENY");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"));
    }
}

#[tokio::test]
async fn long_answers_are_compressed_for_those_who_ask() {
    let door = standard();
    let request = getting("{ echo(text: \"norm \", times: 1000) }").header("accept-encoding", "gzip");
    let answer = send(&door, request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.header("content-encoding"), "gzip");
    assert!(answer.bytes.len() < 500);
    let vary = answer
        .headers
        .get_all("vary")
        .iter()
        .map(|v| v.to_str().unwrap())
        .collect::<Vec<_>>()
        .join(",");
    assert!(vary.to_lowercase().contains("accept-encoding"), "{vary}");
    assert!(vary.contains("Authorization"), "{vary}");
}

#[tokio::test]
async fn operators_learn_whether_it_lives_and_works() {
    let world = World::new();
    let door = door(&world, &Limits::default(), false);
    let ask = async |uri: &str| send(&door, http::Request::get(uri).body(Body::empty()).unwrap()).await;
    assert_eq!(ask("/healthz").await.status, 200);
    assert_eq!(ask("/readyz").await.status, 200);
    *world.ready.lock().unwrap() = false;
    assert_eq!(ask("/healthz").await.status, 200);
    let answer = ask("/readyz").await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (503, "UNAVAILABLE"));

    post(&door, "{ fast }").await.data();
    post(&door, "mutation { gone }").await;
    post(&door, &format!("{{ fast {} }}", "fast ".repeat(200))).await;
    let figures = ask("/metrics").await;
    for line in [
        "normtrack_graphql_calls_total{operation=\"query\",outcome=\"ok\"} 1",
        "normtrack_graphql_calls_total{operation=\"mutation\",outcome=\"UNAVAILABLE\"} 1",
        "normtrack_graphql_calls_total{operation=\"none\",outcome=\"LIMIT\"} 1",
        "normtrack_graphql_refusals_total{limit=\"fields\"} 1",
        "normtrack_graphql_call_seconds_count{operation=\"query\"} 1",
        "normtrack_graphql_calls_in_flight 0",
    ] {
        assert!(figures.text().contains(line), "{line} is not in {}", figures.text());
    }
}
