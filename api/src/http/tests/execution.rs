//! What execution must do (and did not do in async-graphql 7.1.0 to 7.2.1), and what an error says.

use super::*;

#[tokio::test]
async fn null_goes_up_to_the_nearest_nullable_field() {
    let door = standard();
    let table = [
        ("{ fast bad }", json!(null), json!(["bad"])),
        (
            "{ fast inner { ok bad } }",
            json!({ "fast": 2, "inner": null }),
            json!(["inner", "bad"]),
        ),
        (
            "{ inner { inner { bad } ok } }",
            json!({ "inner": { "inner": null, "ok": 1 } }),
            json!(["inner", "inner", "bad"]),
        ),
        ("{ fast alone }", json!({ "fast": 2, "alone": null }), json!(["alone"])),
    ];
    for (query, data, path) in table {
        let answer = post(&door, query).await;
        let json = answer.json();
        assert_eq!(answer.status, 200, "{query}");
        assert_eq!((&json["data"], &json["errors"][0]["path"]), (&data, &path), "{query}");
        assert_eq!(json["errors"].as_array().unwrap().len(), 1, "{query}");
    }
    let json = post(&door, "{ list { ok bad } }").await.json();
    assert_eq!(json["data"], json!({ "list": [null, null] }));
    let paths: Vec<_> = json["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["path"].clone())
        .collect();
    assert_eq!(paths, [json!(["list", 0, "bad"]), json!(["list", 1, "bad"])]);
}

#[tokio::test]
async fn fields_come_in_the_order_in_which_they_are_asked() {
    let door = standard();
    let answer = post(&door, "{ slow fast b: slow a: fast }").await;
    assert_eq!(answer.text(), r#"{"data":{"slow":1,"fast":2,"b":1,"a":2}}"#);
    let answer = post(&door, "{ fast ...F slow } fragment F on Query { x: slow fast }").await;
    assert_eq!(answer.text(), r#"{"data":{"fast":2,"x":1,"slow":1}}"#);
}

#[tokio::test]
async fn skipped_fields_are_left_out() {
    let query = "query($x: Boolean!) { fast @skip(if: $x) slow @include(if: $x) }";
    let answer = post_with(&standard(), query, json!({ "x": true })).await;
    assert_eq!(answer.data(), json!({ "slow": 1 }));
}

#[tokio::test]
async fn errors_speak_the_callers_language() {
    let door = standard();
    for (language, message) in [
        ("fr", "Le corps n’est pas arrivé en 321 secondes."),
        ("ru", "Тело запроса не поступило за 321 секунду."),
        ("zh-CN,en;q=0.5", "请求正文未在 321 秒内送达。"),
        ("de", "The body did not arrive within 321 seconds."),
    ] {
        let request = getting("{ mistaken }").header("accept-language", language);
        let answer = send(&door, request.body(Body::empty()).unwrap()).await;
        let (code, text, extensions) = answer.error();
        assert_eq!((code.as_str(), text.as_str()), ("INVALID", message));
        assert_eq!(extensions["field"], "input.text");
        assert_eq!(answer.header("content-language"), &language[..2].replace("de", "en"));
    }
    let request = http::Request::post("/graphql").header("accept-language", "es");
    let answer = send(&door, request.body(Body::empty()).unwrap()).await;
    assert!(answer.error().1.starts_with("Envíe un objeto JSON"));
}

#[tokio::test]
async fn our_own_mistakes_show_an_id_and_nothing_of_their_cause() {
    let door = standard();
    for query in ["{ broken }", "{ escaped }", "{ panics }"] {
        let answer = post(&door, query).await;
        let (code, message, extensions) = answer.error();
        assert_eq!(code, "INTERNAL", "{query}");
        assert_eq!(extensions["id"], Uuid::from_u128(1).to_string());
        assert!(message.starts_with("Something went wrong on our side"), "{message}");
        for secret in ["secret", "relation", "10.0.0.5", "42"] {
            assert!(!answer.text().contains(secret), "{}", answer.text());
        }
    }
    assert_eq!(post(&door, "{ panics }").await.status, 500);
    assert_eq!(post(&door, "{ broken }").await.status, 200);
}

#[tokio::test]
async fn a_part_that_does_not_answer_is_503() {
    let answer = post(&standard(), "mutation { gone }").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.header("retry-after"), "1");
    let (code, _, extensions) = answer.error();
    assert_eq!(
        (code.as_str(), extensions),
        ("UNAVAILABLE", json!({ "code": "UNAVAILABLE" }))
    );
    let mixed = post(&standard(), "mutation { save(text: \"a\") gone }").await;
    assert_eq!(mixed.json()["data"], json!(null));
}

#[tokio::test]
async fn a_document_asked_twice_is_validated_with_the_variables_of_each_call() {
    let world = World::new();
    let door = door(&world, &Limits::default(), false);
    let query = "query($t: String!) { echo(text: $t) }";
    assert_eq!(
        post_with(&door, query, json!({ "t": "a" })).await.data(),
        json!({ "echo": "a" })
    );
    assert_eq!(
        post_with(&door, query, json!({ "t": "b" })).await.data(),
        json!({ "echo": "b" })
    );
    assert_eq!(post_with(&door, query, json!({ "t": [] })).await.status, 400);
    assert_eq!(post_with(&door, query, json!({})).await.status, 400);
}
