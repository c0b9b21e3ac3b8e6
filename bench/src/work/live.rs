//! From the sending of a save to its event at a subscriber of another process.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::Effort;
use crate::builder::{self, Period, Person};
use crate::client::{Connection, post};
use crate::figure::{Figure, Goal};
use crate::ground::{Ground, Server};
use crate::sheet::TEXT;
use crate::work::coverage::survey;

/// Saves of one run: enough that 95 of 100 mean something.
const SAVES: usize = 200;

/// What must come, comes within this time.
const LONG: Duration = Duration::from_secs(10);

const SAVE: &str =
    "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome revision } } }";

const SUBSCRIBE: &str = "subscription ($id: ID!) { submissionChanged(id: $id) { __typename
    ... on SubmissionHappening { answers { revision } } } }";

/// A client that subscribes.
struct Subscriber(WebSocketStream<TcpStream>);

impl Subscriber {
    async fn open(server: &Server, token: &str, file: &str) -> anyhow::Result<Self> {
        let mut request = format!("ws://{}/graphql", server.address).into_client_request()?;
        let protocol = "graphql-transport-ws".parse()?;
        request.headers_mut().insert("sec-websocket-protocol", protocol);
        let stream = TcpStream::connect(server.address).await?;
        stream.set_nodelay(true)?;
        let mut subscriber = Self(client_async(request, stream).await?.0);
        let payload = json!({"authorization": format!("Bearer {token}")});
        subscriber
            .say(&json!({"type": "connection_init", "payload": payload}))
            .await?;
        ensure!(subscriber.hear().await?["type"] == "connection_ack", "not acknowledged");
        let payload = json!({"query": SUBSCRIBE, "variables": {"id": file}});
        subscriber
            .say(&json!({"type": "subscribe", "id": "1", "payload": payload}))
            .await?;
        let first = subscriber.hear().await?;
        let told = &first["payload"]["data"]["submissionChanged"]["__typename"];
        ensure!(told == "SubmissionPresence", "no subscription: {first}");
        Ok(subscriber)
    }

    async fn say(&mut self, message: &Value) -> anyhow::Result<()> {
        Ok(self.0.send(Message::text(message.to_string())).await?)
    }

    async fn hear(&mut self) -> anyhow::Result<Value> {
        let text = async {
            loop {
                match self.0.next().await.context("the socket has ended")?? {
                    Message::Text(text) => break Ok(text),
                    Message::Ping(_) | Message::Pong(_) => {}
                    other => bail!("{other:?}"),
                }
            }
        };
        Ok(serde_json::from_str(&timeout(LONG, text).await??)?)
    }
}

/// One person saves in one process, one subscribes in another.
pub(crate) async fn measure(
    ground: &Ground<'_>,
    server: &Server,
    people: &BTreeMap<String, Person>,
    effort: Effort,
) -> anyhow::Result<Vec<Figure>> {
    let edition = survey(ground)?.id().to_string();
    let mut owner = ground.owner(&server.database).await?;
    builder::round(&mut owner, "bench-live", &edition, Period::Open).await?;
    let other = ground.serve(&server.database).await?;
    let mut signer = ground.signer(&server.database).await?;
    let token = signer.sign_in(&people["QMB"]).await?;
    let own = "{ submissions(state: \"QMB\") { id round { key } } }";
    let own = server.call(Some(&token), own, json!({})).await?;
    let mut files = own["submissions"].as_array().into_iter().flatten();
    let file = files.find(|file| file["round"]["key"] == "bench-live");
    let file = file
        .and_then(|file| file["id"].as_str())
        .context("no working file")?
        .to_owned();
    let question = survey(ground)?
        .questions()
        .find(|placed| matches!(placed.question.kind, domain::questionnaire::Kind::LongText { .. }))
        .context("no question takes a long text")?;
    let question = question.question.code.to_string();

    let mut line = Connection::open(server.address).await?;
    let (mut p50, mut p95) = (Vec::new(), Vec::new());
    let mut revision = 0;
    for turn in 0..=effort.pairs {
        // A token lives for ten minutes.
        let token = signer.sign_in(&people["QMB"]).await?;
        let mut subscriber = Subscriber::open(&other, &token, &file).await?;
        let mut taken = Vec::with_capacity(SAVES);
        for _ in 0..SAVES {
            let answers = json!([{"question": question, "basedOn": revision, "answer": {"longText": TEXT}}]);
            let variables = json!({"input": {"submission": file, "answers": answers}});
            let request = post(
                Some(&token),
                &json!({"query": SAVE, "variables": variables}).to_string(),
            );
            let begun = Instant::now();
            let saved = line.exchange(&request).await?.data()?;
            ensure!(
                saved["saveAnswers"]["results"][0]["outcome"] == "STORED",
                "not stored: {saved}"
            );
            revision += 1;
            let told = subscriber.hear().await?;
            let answers = &told["payload"]["data"]["submissionChanged"]["answers"];
            ensure!(answers[0]["revision"] == revision, "another event: {told}");
            taken.push(begun.elapsed().as_secs_f64() * 1_000.0);
        }
        taken.sort_by(f64::total_cmp);
        // The first run warms up.
        if turn > 0 {
            p50.push(taken[SAVES / 2]);
            p95.push(taken[SAVES * 95 / 100]);
        }
    }
    let figure = |what: &str, goal, values| Figure {
        work: "live",
        what: what.to_owned(),
        unit: "ms",
        goal,
        values,
        cost: None,
    };
    Ok(vec![
        figure(
            "from the sending of a save to its event at a subscriber of another process: p95",
            Goal::AtMost(100.0),
            p95,
        ),
        figure("— p50", Goal::None, p50),
    ])
}
