//! What is tried on filings does not ask the database once for each of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use super::*;

/// Counts the statements that transactions of this process send.
#[derive(Clone, Default)]
struct Statements(Arc<AtomicUsize>);

impl Statements {
    fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

impl Subscriber for Statements {
    fn enabled(&self, of: &Metadata<'_>) -> bool {
        of.is_event() && of.target() == "store::transaction" && *of.level() == Level::TRACE
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_simulation_sends_as_many_statements_for_six_filings_as_for_two() {
    let statements = Statements::default();
    tracing::subscriber::set_global_default(statements.clone()).unwrap();
    let desk = Desk::new().await;
    filed(&desk.app).await;
    let id = &desk.begins(VIEWS).await["id"];
    let simulated = async || {
        let before = statements.count();
        let simulation = desk.asks(SIMULATED, id).await["simulation"].clone();
        (simulation["states"].clone(), statements.count() - before)
    };
    let (states, for_two) = simulated().await;
    assert_eq!(states, 2);
    assert!(for_two > 0, "nothing is counted");
    let views = desk
        .app
        .call(None, "{ round(key: \"views-2027\") { id } }", json!({}))
        .await;
    let views = views.data()["round"]["id"].as_str().unwrap().to_owned();
    for state in ["QMC", "QMD", "QME", "QMF"] {
        let team = Team::of(&desk.app, state).await;
        let file_id = open_submission(&desk.app, &team.focal, state, &views, "EN").await;
        answer(
            &desk.app,
            &team.focal,
            &file_id,
            &[("VA.authority", json!({"shortText": "Ministry"}))],
        )
        .await;
        share_draft(
            &desk.app,
            &team.authority,
            &file_id,
            json!({"default": {"visibility": "PUBLIC"}}),
        )
        .await;
        file(&desk.app, &team.authority, &file_id).await;
    }
    assert_eq!(simulated().await, (json!(6), for_two));
}
