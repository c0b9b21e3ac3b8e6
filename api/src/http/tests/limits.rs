//! Each limit refuses one more than it allows, before anything is executed, and names itself.

use std::fmt::Write as _;

use super::*;

/// The query that `GraphiQL` and code generators send (graphql-js 16, with all options on).
const INTROSPECTION: &str = "query IntrospectionQuery { __schema { description queryType { name } mutationType { name } \
    subscriptionType { name } types { ...FullType } directives { name description isRepeatable locations \
    args(includeDeprecated: true) { ...InputValue } } } } \
    fragment FullType on __Type { kind name description specifiedByURL fields(includeDeprecated: true) { name description \
    args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason } \
    inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef } \
    enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } } \
    fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated \
    deprecationReason } \
    fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name \
    ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }";

fn nested(depth: usize) -> String {
    // `ok` is the last of `depth` fields.
    format!("{{ {} ok {} }}", "inner { ".repeat(depth - 1), "} ".repeat(depth - 1))
}

fn chained(levels: usize) -> String {
    // One level for the first spread of a set that has something, then one more for each fragment.
    let mut text = "{ ...F1 }".to_owned();
    for number in 1..levels {
        write!(text, " fragment F{number} on Query {{ ...F{} }}", number + 1).unwrap();
    }
    write!(text, " fragment F{levels} on Query {{ fast }}").unwrap();
    text
}

fn operations(count: usize) -> String {
    (0..count).fold(String::new(), |mut text, number| {
        write!(text, "query Q{number} {{ fast }} ").unwrap();
        text
    })
}

fn fragments(count: usize) -> String {
    let spreads = (0..count).fold(String::new(), |text, number| format!("{text} ...F{number}"));
    (0..count).fold(format!("{{ inner {{ {spreads} }} }}"), |mut text, number| {
        write!(text, " fragment F{number} on Inner {{ ok }}").unwrap();
        text
    })
}

fn aliases(count: usize) -> String {
    // Not at the root, where the same field may be asked for ten times only.
    let fields = (0..count).fold(String::new(), |text, number| format!("{text} a{number}: ok"));
    format!("{{ inner {{ {fields} }} }}")
}

fn sized(spreads: usize) -> String {
    // Each spread of a fragment of nine fields is ten selections.
    let set = "...F ".repeat(spreads);
    format!("{{ inner {{ {set} }} }} fragment F on Inner {{ {} }}", "ok ".repeat(9))
}

#[tokio::test]
async fn one_more_than_a_limit_is_refused_by_name() {
    let world = World::new();
    let door = door(&world, &Limits::default(), false);
    let named = |text: String, name: &str| json!({ "query": text, "operationName": name });
    let plain = |text: String| json!({ "query": text });
    let lists = |depth: usize| format!("{{ echo(text: {}{}) }}", "[".repeat(depth), "]".repeat(depth));
    let table = [
        ("query", 20_000, plain(format!("{{fast}}#{}", "x".repeat(19_994)))),
        ("nesting", 60, plain(lists(59))),
        (
            "tokens",
            5_000,
            plain(format!("{{ sum(numbers: [{}]) }}", "1 ".repeat(4_992))),
        ),
        ("operations", 10, named(operations(11), "Q3")),
        ("fragments", 30, plain(fragments(31))),
        ("fields", 200, plain(format!("{{ inner {{ {} }} }}", "ok ".repeat(200)))),
        ("aliases", 30, plain(aliases(31))),
        (
            "directives",
            5,
            plain(format!("{{ fast {} }}", "@include(if: true) ".repeat(6))),
        ),
        ("repeats", 10, plain(format!("{{ fast {} }}", "fast ".repeat(10)))),
        ("depth", 15, plain(nested(16))),
        ("levels", 20, plain(chained(21))),
        ("size", 1_000, plain(sized(100))),
        ("complexity", 10_000, plain("{ many(first: 10001) { ok } }".to_owned())),
    ];
    for (limit, maximum, body) in table {
        for (accept, status) in [(GRAPHQL, 400), ("application/json", 200)] {
            let answer = post_raw(&door, accept, body.to_string()).await;
            let (code, message, extensions) = answer.error();
            assert_eq!(
                (answer.status.as_u16(), code.as_str(), extensions["limit"].as_str()),
                (status, "LIMIT", Some(limit)),
                "{message}"
            );
            assert_eq!(extensions["maximum"], maximum);
            assert!(message.contains(&maximum.to_string()), "{message}");
            if limit != "complexity" {
                assert!(extensions["actual"].as_u64() > Some(maximum), "{limit} {extensions}");
            }
        }
    }
    // Complexity alone is counted by the library, after the call was handed over and before a resolver runs.
    assert_eq!(world.executions(), 2);
}

#[tokio::test]
async fn what_is_just_within_the_limits_is_executed() {
    let door = standard();
    let allowed = [
        format!("{{fast}}#{}", "x".repeat(19_993)),
        format!("{{ sum(numbers: [{}]) }}", "1 ".repeat(4_989)),
        operations(1),
        fragments(30),
        format!("{{ inner {{ {} }} }}", "ok ".repeat(199)),
        aliases(30),
        format!("{{ {} }}", "fast ".repeat(10)),
        nested(15),
        chained(20),
        sized(99),
        "{ many(first: 9999) { ok } }".to_owned(),
    ];
    for query in allowed {
        assert!(post(&door, &query).await.data().is_object(), "{query}");
    }
    let ten = json!({ "query": operations(10), "operationName": "Q9" }).to_string();
    assert_eq!(post_raw(&door, GRAPHQL, ten).await.data(), json!({ "fast": 2 }));
}

#[tokio::test]
async fn repeats_are_counted_through_aliases_and_fragments() {
    let door = standard();
    let aliased = (0..8).fold(String::new(), |text, number| format!("{text} a{number}: fast"));
    let query = format!("{{ {aliased} ...F ... {{ b: fast }} ...F }} fragment F on Query {{ c: fast }}");
    let (code, message, extensions) = post(&door, &query).await.error();
    assert_eq!((code.as_str(), extensions["actual"].as_u64()), ("LIMIT", Some(11)));
    assert_eq!(
        message,
        "An operation asks for the root field “fast” more than 10 times."
    );
}

#[tokio::test]
async fn brackets_without_end_are_refused_before_they_are_parsed() {
    let door = standard();
    for bracket in ["{", "[", "(", "{a(b:[", "{a "] {
        let query = bracket.repeat(20_000 / bracket.len());
        let (code, _, extensions) = post(&door, &query).await.error();
        assert_eq!(
            (code.as_str(), extensions["limit"].as_str()),
            ("LIMIT", Some("nesting"))
        );
    }
    // As deep as it goes in JSON, a variable is not read at all.
    let body = format!(r#"{{"query":"{{fast}}","variables":{{"a":{}}}}}"#, "[".repeat(100_000));
    assert_eq!(post_raw(&door, GRAPHQL, body).await.status, 400);
}

#[tokio::test]
async fn a_fragment_bomb_is_refused_by_its_size() {
    let world = World::new();
    let door = door(&world, &Limits::default(), false);
    let mut bomb = "{ ...F0 }".to_owned();
    for number in 0..28 {
        let next = number + 1;
        write!(bomb, " fragment F{number} on Query {{ ...F{next} ...F{next} }}").unwrap();
    }
    bomb.push_str(" fragment F28 on Query { __typename }");
    let (code, _, extensions) = post(&door, &bomb).await.error();
    assert_eq!((code.as_str(), extensions["limit"].as_str()), ("LIMIT", Some("size")));
    // A bomb in an operation that is not meant, or in no operation, is validated all the same, so it is refused too.
    let unused = bomb.replace("{ ...F0 }", "query A { fast }");
    assert_eq!(post(&door, &unused).await.code(), "LIMIT");
    assert_eq!(world.executions(), 0);
}

#[tokio::test]
async fn the_introspection_of_tools_fits() {
    let answer = post(&door(&World::new(), &Limits::default(), true), INTROSPECTION).await;
    assert!(answer.data()["__schema"]["types"].is_array());
}

#[tokio::test]
async fn no_name_is_suggested() {
    let (_, message, _) = post(&standard(), "{ fasst }").await.error();
    assert!(!message.contains("fast\""), "{message}");
    assert!(!message.to_lowercase().contains("did you mean"), "{message}");
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_whether_it_says_so_or_not() {
    let door = standard();
    let limit = Limits::default().body;
    let body = |length: usize| {
        let head = r#"{"query":"{fast}","variables":{"t":""#;
        format!("{head}{}\"}}}}", "x".repeat(length - head.len() - 3))
    };
    assert_eq!(post_raw(&door, GRAPHQL, body(limit)).await.data(), json!({ "fast": 2 }));
    for length in [limit + 1, 20 * 1024 * 1024] {
        let declared = http::Request::post("/graphql")
            .header(CONTENT_TYPE, "application/json")
            .header("content-length", length)
            .body(Body::from(body(length)));
        let chunks = body(length).into_bytes();
        let chunks: Vec<_> = chunks
            .chunks(64 * 1024)
            .map(|c| Ok::<_, std::io::Error>(Bytes::copy_from_slice(c)))
            .collect();
        let streamed = http::Request::post("/graphql")
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from_stream(futures_util::stream::iter(chunks)));
        for request in [declared.unwrap(), streamed.unwrap()] {
            let answer = send(&door, request).await;
            let (code, _, extensions) = answer.error();
            assert_eq!((answer.status.as_u16(), code.as_str()), (413, "LIMIT"));
            assert_eq!(
                (&extensions["limit"], &extensions["maximum"]),
                (&json!("body"), &json!(limit))
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_dawdles_is_given_up() {
    let stuck = Body::from_stream(futures_util::stream::pending::<Result<Bytes, std::io::Error>>());
    let answer = post_raw(&standard(), GRAPHQL, stuck).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (408, "INVALID"));
}

#[tokio::test]
async fn a_body_that_breaks_off_is_told_so() {
    let broken = futures_util::stream::iter([Ok(Bytes::from_static(b"{\"que")), Err(std::io::Error::other("reset"))]);
    let answer = post_raw(&standard(), GRAPHQL, Body::from_stream(broken)).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.error().1, "The body ended before it was complete.");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_takes_too_long_is_given_up() {
    let before = tokio::time::Instant::now();
    let answer = post(&standard(), "{ hang }").await;
    let (code, message, extensions) = answer.error();
    assert_eq!((answer.status.as_u16(), code.as_str()), (503, "LIMIT"));
    assert_eq!(
        (&extensions["limit"], &extensions["maximum"]),
        (&json!("time"), &json!(30))
    );
    assert_eq!(message, "The answer took longer than 30 seconds and was given up.");
    assert_eq!(before.elapsed(), Duration::from_secs(30));
}
