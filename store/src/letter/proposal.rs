//! Letters about proposals, to the people of the State that leads one.

use domain::id::{LetterId, ProposalId, StateCode};
use domain::letter::ProposalNews;
use sea_orm::FromQueryResult;

use crate::letter::inconsistent;
use crate::statement::{execute, sql};
use crate::{Snapshot, StoreError, Work};

impl Snapshot {
    /// The State that leads the proposal that a letter is about. Needs the courier's scope.
    pub async fn proposal_to_write(&self, letter: LetterId) -> Result<Option<StateCode>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            lead: Option<String>,
        }
        let statement = sql("select proposal_to_write($1) as lead", [letter.0.into()]);
        let row = Row::find_by_statement(statement).one(self.connection()).await?;
        let lead = row.and_then(|row| row.lead).map(StateCode::new);
        lead.transpose().map_err(|_| inconsistent(letter.0)("proposal_id"))
    }
}

impl Work {
    /// Asks for the letters about what the caller has just said of a proposal; nothing where one was asked for on the same day.
    pub async fn ask_proposal_letters(&self, proposal: ProposalId, news: ProposalNews) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "select ask_proposal_letters($1, $2)",
            [proposal.0.into(), news.code().into()],
        )
        .await
        .map(drop)
    }
}
