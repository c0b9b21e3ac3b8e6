//! Connections: accepting them, bounding how long they may dawdle, and ending them in order.

use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::address::Peer;
use super::certificate::Certificate;

/// How long the server waits.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// From an open or idle connection to the end of the next head; it covers the first byte too.
    pub head: Duration,
    /// From the signal to stop to the end of the last call; what is left then is cut off.
    pub shutdown: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(15),
            shutdown: Duration::from_secs(30),
        }
    }
}

/// Where connections come in, and what is shown to whoever comes where TLS is ours.
pub struct Entrance {
    listener: TcpListener,
    certificate: Option<Arc<Certificate>>,
}

impl Entrance {
    /// With TLS if there is a certificate.
    pub fn new(listener: TcpListener, certificate: Option<Arc<Certificate>>) -> Self {
        Self { listener, certificate }
    }
}

impl From<TcpListener> for Entrance {
    fn from(listener: TcpListener) -> Self {
        Self::new(listener, None)
    }
}

/// Serves HTTP/1.1 until `stop` is done; then accepts nothing more, lets calls in progress finish, and returns.
pub async fn serve(entrance: impl Into<Entrance>, router: Router, patience: Patience, stop: impl Future<Output = ()>) {
    let Entrance { listener, certificate } = entrance.into();
    let (stopping, stopped) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    let router = router.clone();
                    let certificate = certificate.clone();
                    connections.spawn(connection(stream, certificate, Peer(peer), router, patience, stopped.clone()));
                }
                Err(error) => pause_after(&error).await,
            },
        }
    }
    drop(listener);
    stopping.send_replace(true);
    let finished = timeout(patience.shutdown, async {
        while connections.join_next().await.is_some() {}
    });
    if finished.await.is_err() {
        tracing::warn!(
            "{} connections did not finish in time and are cut off",
            connections.len()
        );
        connections.shutdown().await;
    }
}

/// An error of one connection concerns nobody else. Any other (no file descriptors, no memory) would come again at once:
/// give the connections that are open time to end.
async fn pause_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(error.source = %error, "no connection can be accepted for the moment");
        sleep(Duration::from_millis(500)).await;
    }
}

/// Begins TLS where it is ours, within the time for a head; then serves.
async fn connection(
    stream: TcpStream,
    certificate: Option<Arc<Certificate>>,
    peer: Peer,
    router: Router,
    patience: Patience,
    mut stopped: watch::Receiver<bool>,
) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error.source = %error, "a connection ended before it began");
        return;
    }
    let Some(certificate) = certificate else {
        return converse(stream, peer, router, patience, stopped).await;
    };
    let begun = tokio::select! {
        begun = timeout(patience.head, certificate.accept(stream)) => begun,
        () = signal(&mut stopped) => return,
    };
    match begun {
        Ok(Ok(stream)) => converse(stream, peer, router, patience, stopped).await,
        Ok(Err(error)) => tracing::debug!(error.source = %error, "a connection did not begin TLS"),
        Err(_) => tracing::debug!("a connection did not begin TLS in time"),
    }
}

async fn converse<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    stream: S,
    peer: Peer,
    router: Router,
    patience: Patience,
    mut stopped: watch::Receiver<bool>,
) {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        // A head may hold a whole document, escaped, in its query string.
        .max_buf_size(128 * 1024)
        .keep_alive(true);
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: http::Request<Incoming>| {
        request.extensions_mut().insert(peer);
        router.call(request)
    });
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection.with_upgrades());
    let result = tokio::select! {
        result = &mut connection => result,
        () = signal(&mut stopped) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = result {
        tracing::debug!(error.source = %error, "a connection ended early");
    }
}

async fn signal(stopped: &mut watch::Receiver<bool>) {
    // An error would mean that `serve` itself is gone, and its connections with it.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}
