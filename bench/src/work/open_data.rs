//! The public answers of a round as CSV: how many rows a second, and how much memory the stream takes.

use std::time::{Duration, Instant};

use anyhow::ensure;

use crate::Effort;
use crate::client::Connection;
use crate::figure::{Figure, Goal};
use crate::ground::Ground;
use crate::processor::resident;
use crate::work::coverage::{Size, fill};

/// A database of its own: one round of the survey that every State filed in.
const DATABASE: &str = "bench_open_data";

/// The file, and the same without the end of its head, for a request of one byte.
const FILE: &str = "GET /open-data/answers.csv?round=bench-survey HTTP/1.1\r\nhost: bench\r\n";

/// How often the memory is looked at while the file comes.
const LOOK: Duration = Duration::from_millis(5);

/// Fetches the file again and again.
pub(crate) async fn measure(ground: &Ground<'_>, effort: Effort) -> anyhow::Result<Vec<Figure>> {
    ground.make(DATABASE).await?;
    fill(ground, DATABASE, Size::Single).await?;
    let server = ground.serve(DATABASE).await?;
    let mut connection = Connection::open(server.address).await?;
    let dictionary = "GET /open-data/dictionary.json HTTP/1.1\r\nhost: bench\r\n\r\n";
    connection.exchange(dictionary.as_bytes()).await?;
    let idle = resident(server.process())?;
    // Once somebody has asked for a part, the length is known, and with it the whole comes in one piece.
    let part = connection
        .exchange(format!("{FILE}range: bytes=0-0\r\n\r\n").as_bytes())
        .await?;
    ensure!(part.status == 206, "no part: {}", part.head);
    let (mut speeds, mut most) = (Vec::new(), resident(server.process())?);
    for _ in 0..effort.pairs {
        let begun = Instant::now();
        let request = format!("{FILE}\r\n");
        let looking = async {
            loop {
                tokio::time::sleep(LOOK).await;
                most = most.max(resident(server.process()).unwrap_or(0));
            }
        };
        let rows = tokio::select! {
            reply = connection.exchange(request.as_bytes()) => {
                let reply = reply?;
                ensure!(reply.status == 200, "not the file: {}", reply.head);
                reply.body.windows(2).filter(|end| end == b"\r\n").count() - 1
            }
            () = looking => continue,
        };
        ensure!(rows > 10_000, "only {rows} public answers");
        #[expect(clippy::cast_precision_loss, reason = "rows are fewer than 2^52")]
        speeds.push(rows as f64 / begun.elapsed().as_secs_f64());
    }
    #[expect(clippy::cast_precision_loss, reason = "memory has fewer than 2^52 bytes")]
    let megabytes = most.saturating_sub(idle) as f64 / 1e6;
    Ok(vec![
        Figure {
            work: "open-data",
            what: "public answers of a round as CSV, 193 States, one client".to_owned(),
            unit: "rows/s",
            goal: Goal::AtLeast(200_000.0),
            values: speeds,
            cost: None,
        },
        Figure {
            work: "open-data",
            what: "memory of the server above idle while the file is sent".to_owned(),
            unit: "MB",
            goal: Goal::AtMost(64.0),
            values: vec![megabytes],
            cost: None,
        },
    ])
}
