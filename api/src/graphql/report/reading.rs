//! What every report begins with: a round, its figures as of a position, and who reads them.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::access::ReadHiddenAggregate;
use domain::id::RoundKey;
use domain::questionnaire as questions;
use domain::report as rules;
use domain::report::{Selection, Viewer};
use domain::submission::{Position, Round};

use crate::board::Figures;
use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::record::read_position;

/// The figures of a round as of a position, for one reader.
pub(crate) struct Reading {
    pub(crate) round: Arc<Round>,
    pub(crate) edition: Arc<questions::Edition>,
    pub(crate) columns: Arc<rules::Columns>,
    pub(crate) viewer: Viewer,
    pub(crate) selection: Selection,
    pub(crate) now: DateTime<Utc>,
    pub(crate) coverage: rules::Coverage,
}

impl Reading {
    /// The figures of a round; none where the selection is too small to be published to the caller.
    pub(crate) async fn of(
        call: &Call,
        round: Arc<Round>,
        as_of: Option<Position>,
        selection: &Selection,
    ) -> Result<Option<Arc<Self>>, Fault> {
        let (edition, figures) = figures(call, &round).await?;
        let columns = figures.columns_at(as_of);
        let viewer = viewer(call);
        let releases: &[rules::Release] = &figures.releases;
        let Some(mut coverage) = columns.coverage(&viewer, call.now(), releases, selection) else {
            return Ok(None);
        };
        coverage.as_of = told_as_of(&figures, as_of);
        Ok(Some(Arc::new(Self {
            round,
            edition,
            columns,
            viewer,
            selection: selection.clone(),
            now: call.now(),
            coverage,
        })))
    }

    /// The register position as of which States are counted, as clients count.
    pub(crate) fn as_of(&self) -> u32 {
        client_count(self.coverage.as_of.max(self.columns.as_of()))
    }
}

/// A position as clients count.
pub(crate) fn client_count(position: Position) -> u32 {
    u32::try_from(position.0).unwrap_or(u32::MAX)
}

/// What figures are as of: the position asked for, or the last one that they know of.
pub(crate) fn told_as_of(figures: &Figures, as_of: Option<Position>) -> Position {
    as_of.unwrap_or(figures.position()).min(figures.position())
}

/// The position that a caller names.
pub(crate) fn read_as_of(as_of: Option<i32>) -> Result<Option<Position>, Fault> {
    as_of.map(|position| read_position(position, "asOf")).transpose()
}

/// Who reads figures.
pub(crate) fn viewer(call: &Call) -> Viewer {
    Viewer {
        reader: call.reader().clone(),
        aggregates: call.actor().may(&ReadHiddenAggregate {}).is_ok(),
    }
}

/// The round with this key.
pub(crate) async fn find_round(call: &Call, key: String) -> Result<Option<Arc<Round>>, Fault> {
    let Ok(key) = RoundKey::new(key) else { return Ok(None) };
    if let Some(known) = call.app().known_round(&key) {
        return Ok(Some(known));
    }
    let found = call.snapshot().await?.round_by_key(&key).await?;
    Ok(found.map(|round| call.app().keep_round(round)))
}

/// The edition of a round and its figures as they are now.
pub(crate) async fn figures(call: &Call, round: &Round) -> Result<(Arc<questions::Edition>, Arc<Figures>), Fault> {
    let editions = &call.world().editions;
    let edition = editions.get(&round.edition).cloned().ok_or_else(Fault::not_found)?;
    let board = call.app().board();
    let figures = board.figures(call.world(), round, &edition, call.now()).await?;
    Ok((edition, figures))
}
