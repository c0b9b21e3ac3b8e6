//! Open data: everything public as tables, over HTTP and into a folder.
//!
//! **Invariants.** Rows are read in the scope of nobody in particular, so what is not public is not there to be written. An
//! export holds no transaction while nobody takes its bytes: each reading opens its own, sees whether what it rests on is still
//! what it was, and ends; so who reads slowly holds no connection. It is seen again when the bytes are made, just before they
//! are given out. If it is not, the export ends broken off, and whoever asks again gets the whole of now. The bytes of a file
//! depend on its table, format, round, position, and [`store::PublicEdge`] alone.

mod export;
mod folder;
mod routes;
mod rows;

pub use export::{Export, ExportFailed, Source, Wanted};
pub use folder::{Written, write_folder};
pub(crate) use routes::address_of;
pub use routes::routes;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// The version of the program, which the bytes of a file depend on too.
pub(crate) const BUILD: &str = env!("CARGO_PKG_VERSION");

/// What tells the bytes of a file from those of others: the position that people cite, and a hash of all they depend on.
pub(crate) fn tag(wanted: &Wanted, edge: &store::PublicEdge) -> String {
    let mut hash = Sha256::new();
    // What was filed beyond the position changes nothing.
    let edge = store::PublicEdge {
        position: wanted.as_of,
        // Needs and offers change no other table, and proposals neither.
        notices: if export::is_of_notices(wanted.table) {
            edge.notices
        } else {
            0
        },
        proposals: if export::is_of_proposals(wanted.table) {
            edge.proposals
        } else {
            0
        },
        ..*edge
    };
    let round = wanted.round.as_ref().map(|round| round.key.as_str());
    let parts = [
        BUILD,
        wanted.table,
        wanted.format.extension(),
        round.unwrap_or_default(),
    ];
    for part in parts.into_iter().chain([format!("{edge:?}").as_str()]) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    format!("\"{}-{}\"", wanted.as_of, URL_SAFE_NO_PAD.encode(hash.finalize()))
}
