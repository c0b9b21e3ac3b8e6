//! Shared answers: who may keep them, for how long, and what is never shared.

use super::*;

const QUERY: &str = "{ position }";

async fn ask(door: &Router, headers: &[(&str, &str)]) -> Answer {
    let mut request = getting(QUERY);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(door, request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_public_answer_is_given_again_without_executing_it() {
    let world = World::new();
    let door = door(&world, &Limits::default(), false);
    let first = ask(&door, &[]).await;
    assert_eq!(first.data(), json!({ "position": 7 }));
    assert_eq!(first.header("cache-control"), "public, max-age=30");
    assert_eq!(
        first.header("vary").replace(' ', ""),
        "Accept,Accept-Language,Authorization"
    );
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""));

    let again = ask(&door, &[]).await;
    assert_eq!(
        (again.bytes, again.headers),
        (first.bytes.clone(), first.headers.clone())
    );
    let unchanged = ask(&door, &[("if-none-match", &tag)]).await;
    assert_eq!((unchanged.status.as_u16(), unchanged.bytes.len()), (304, 0));
    assert_eq!(unchanged.header("etag"), tag);
    assert_eq!(unchanged.header("cache-control"), "public, max-age=30");
    assert_eq!(world.executions(), 1);

    // What the register was is not what it is.
    *world.moment.lock().unwrap() = Some(Moment { position: 8, ..MOMENT });
    let changed = ask(&door, &[("if-none-match", &tag)]).await;
    assert_eq!(changed.data(), json!({ "position": 8 }));
    assert_ne!(changed.header("etag"), tag);
    assert_eq!(world.executions(), 2);
}

#[tokio::test]
async fn language_and_media_type_have_answers_of_their_own() {
    let world = World::new();
    let door = door(&world, &Limits::default(), false);
    let english = ask(&door, &[]).await;
    let french = ask(&door, &[("accept-language", "fr")]).await;
    let graphql = ask(&door, &[("accept", GRAPHQL)]).await;
    assert_ne!(english.header("etag"), french.header("etag"));
    assert_ne!(english.header("etag"), graphql.header("etag"));
    assert_eq!(graphql.header(CONTENT_TYPE), GRAPHQL_UTF8);
    assert_eq!(
        ask(&door, &[("accept", GRAPHQL)]).await.header(CONTENT_TYPE),
        GRAPHQL_UTF8
    );
    assert_eq!(world.executions(), 3);
}

#[tokio::test]
async fn an_answer_ends_with_the_next_embargo() {
    let world = World::new();
    let door = door(&world, &Limits::default(), false);
    let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
    *world.moment.lock().unwrap() = Some(Moment {
        next_change: Some(at(1_012)),
        ..MOMENT
    });
    let first = ask(&door, &[]).await;
    assert_eq!(first.header("cache-control"), "public, max-age=12");
    *world.now.lock().unwrap() = at(1_011);
    assert_eq!(ask(&door, &[]).await.header("cache-control"), "public, max-age=1");
    assert_eq!(world.executions(), 1);
    // The embargo has ended, and nobody has told the process yet: neither 304 nor the kept bytes will do.
    *world.now.lock().unwrap() = at(1_012);
    let due = ask(&door, &[("if-none-match", first.header("etag"))]).await;
    assert_eq!(due.status, 200);
    assert_eq!(due.header("cache-control"), "private, no-store");
    assert_eq!(world.executions(), 2);
}

#[tokio::test]
async fn an_answer_carries_the_moment_at_which_it_was_read() {
    let world = World::new();
    let door = door(&world, &Limits::default(), false);
    let seven = ask(&door, &[]).await.header("etag").to_owned();
    // While the moment is not known nothing is answered from memory, and what is executed is not shared.
    *world.moment.lock().unwrap() = None;
    let unknown = ask(&door, &[("if-none-match", &seven)]).await;
    assert_eq!((unknown.status.as_u16(), unknown.header("etag")), (200, ""));
    assert_eq!(world.executions(), 2);
}

#[tokio::test]
async fn nothing_else_is_shared() {
    let world = World::new();
    let door = door(&world, &Limits::default(), false);
    let shared = ask(&door, &[]).await;
    let tag = shared.header("etag");
    let private = |answer: &Answer| {
        assert_eq!(answer.header("cache-control"), "private, no-store", "{}", answer.text());
        assert_eq!(answer.header("etag"), "");
    };
    // A caller who has signed in, even with the tag of the shared answer.
    let known = ask(&door, &[("authorization", "Bearer good"), ("if-none-match", tag)]).await;
    assert_eq!(known.status, 200);
    private(&known);
    let forged = ask(&door, &[("authorization", "Bearer forged"), ("if-none-match", tag)]).await;
    assert_eq!(forged.status, 401);
    private(&forged);
    // By POST; with an error; not executable; not public.
    private(&post(&door, QUERY).await);
    private(&get(&door, "{ fast alone }").await);
    private(&get(&door, "{ unknown }").await);
    *world.public.lock().unwrap() = false;
    private(&get(&door, "{ fast }").await);
    let before = world.executions();
    private(&get(&door, "{ fast }").await);
    assert_eq!(world.executions(), before + 1);
}
