//! A body that is read whole, within bounds of size and time.

use std::time::Duration;

use axum::body::{Body, Bytes};
use http::StatusCode;
use http_body_util::LengthLimitError;
use tokio::time::timeout;

use crate::graphql::fault::Fault;
use crate::localise::Message;

/// Why a body was not received.
#[derive(Debug)]
pub enum Unreceived {
    /// It has more bytes than may be.
    TooLarge,
    /// Anything else, as it is told.
    Other(Option<StatusCode>, Box<Fault>),
}

/// Reads a body of at most `limit` bytes, which may take this long to arrive.
pub async fn receive(body: Body, limit: u64, within: Duration) -> Result<Bytes, Unreceived> {
    let bytes = usize::try_from(limit).unwrap_or(usize::MAX);
    let Ok(received) = timeout(within, axum::body::to_bytes(body, bytes)).await else {
        let limit = within.as_secs();
        let fault = Fault::invalid().saying(Message::TooSlow { limit });
        return Err(Unreceived::Other(Some(StatusCode::REQUEST_TIMEOUT), Box::new(fault)));
    };
    received.map_err(|error| {
        if error.into_inner().is::<LengthLimitError>() {
            Unreceived::TooLarge
        } else {
            Unreceived::Other(None, Box::new(Fault::invalid().saying(Message::CutOff)))
        }
    })
}
