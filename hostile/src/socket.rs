//! Messages over a WebSocket, in front of the door of `door.rs`.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use http::HeaderValue;
use http::header::SEC_WEBSOCKET_PROTOCOL;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use serde_json::Value;
use tokio::io::{DuplexStream, duplex};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Bytes, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::door::door;
use crate::{text, wait_for};

/// Messages, a line each.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let begun = "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer good\"}}\n";
    let seeds = [
        format!(
            "{begun}{{\"type\":\"subscribe\",\"id\":\"a\",\"payload\":{{\"query\":\"subscription {{ a }}\"}}}}\n{{\"type\":\"complete\",\"id\":\"a\"}}"
        ),
        format!("{begun}{{\"type\":\"ping\",\"payload\":{{}}}}\n{{\"type\":\"pong\"}}"),
        format!("{begun}{{\"type\":\"subscribe\",\"id\":\"\",\"payload\":{{\"query\":\"{{ a }}\",\"variables\":[]}}}}"),
        format!("{begun}{begun}"),
        "{\"type\":\"subscribe\",\"id\":\"a\",\"payload\":{\"query\":\"subscription { a }\"}}".to_owned(),
        "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer bad\"}}".to_owned(),
        "{\"type\":\"connection_init\",\"payload\":7}\n\u{1}{\"type\":\"unknown\"}".to_owned(),
        "not JSON".to_owned(),
    ];
    seeds.map(String::into_bytes).to_vec()
}

async fn opened() -> WebSocketStream<DuplexStream> {
    let (client, server) = duplex(1 << 20);
    tokio::spawn(async move {
        let service = TowerToHyperService::new(door());
        let serving = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(server), service);
        // The client goes when it has seen enough.
        let _ = serving.with_upgrades().await;
    });
    let mut request = "ws://normtrack/graphql".into_client_request().unwrap();
    let protocol = HeaderValue::from_static("graphql-transport-ws");
    request.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, protocol);
    client_async(request, client).await.unwrap().0
}

/// Sends a line after the other, of which those that begin with U+0001 go as bytes, and a ping in the end: everything that
/// comes back is a message of the protocol, and an end has one of its codes.
pub(crate) fn socket(bytes: &[u8]) {
    let lines: Vec<_> = bytes.split(|byte| *byte == b'\n').take(12).collect();
    wait_for(async {
        let mut socket = opened().await;
        for line in lines {
            let message = match (line.split_first(), text(line)) {
                (Some((1, rest)), _) => Message::Binary(Bytes::copy_from_slice(rest)),
                (_, Some(line)) => Message::text(line),
                (_, None) => return,
            };
            if socket.send(message).await.is_err() {
                break;
            }
        }
        let _ = socket
            .send(Message::text("{\"type\":\"ping\",\"payload\":{\"last\":true}}"))
            .await;
        loop {
            let next = timeout(Duration::from_secs(20), socket.next()).await;
            match next.expect("a socket answers or ends") {
                Some(Ok(Message::Text(message))) => {
                    let message: Value = serde_json::from_str(&message).unwrap();
                    let sort = message["type"].as_str().unwrap().to_owned();
                    let known = ["connection_ack", "next", "error", "complete", "ping", "pong"];
                    assert!(known.contains(&sort.as_str()), "{message}");
                    assert!(!message.to_string().contains("INTERNAL"), "{message}");
                    if sort == "pong" && message["payload"]["last"] == true {
                        return;
                    }
                }
                Some(Ok(Message::Close(close))) => {
                    let code = close.map_or(1005, |close| u16::from(close.code));
                    assert!(matches!(code, 1000 | 1002 | 1003 | 1007 | 1009 | 4400..=4429), "{code}");
                    return;
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return,
            }
        }
    });
}
