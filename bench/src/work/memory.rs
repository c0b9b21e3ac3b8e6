//! What the server holds after everything else, and how soon it answers.

use crate::Effort;
use crate::figure::{Figure, Goal};
use crate::ground::{Ground, Server};
use crate::processor::resident;

/// Reads the memory of the server that did everything, ends it, and starts it again and again.
pub(crate) async fn measure(ground: &Ground<'_>, server: Server, effort: Effort) -> anyhow::Result<Vec<Figure>> {
    #[expect(clippy::cast_precision_loss, reason = "memory has fewer than 2^52 bytes")]
    let megabytes = resident(server.process())? as f64 / 1e6;
    let database = server.database.clone();
    drop(server);
    let mut seconds = Vec::new();
    for _ in 0..effort.pairs {
        seconds.push(ground.serve(&database).await?.first_answer.as_secs_f64());
    }
    Ok(vec![
        Figure {
            work: "memory",
            what: "resident memory of the server after all of it, PostgreSQL apart".to_owned(),
            unit: "MB",
            goal: Goal::AtMost(150.0),
            values: vec![megabytes],
            cost: None,
        },
        Figure {
            work: "memory",
            what: "start to first answer with the database there".to_owned(),
            unit: "s",
            goal: Goal::AtMost(1.0),
            values: seconds,
            cost: None,
        },
    ])
}
