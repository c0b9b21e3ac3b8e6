//! The audit trail, as a builder sees it: past every policy.

use std::collections::BTreeSet;

use serde_json::Value;
use sqlx::{Connection as _, PgConnection};

use crate::app::TestApp;

/// Every text that people of States have written, by whom it was typed: answers in every revision, translations, comments,
/// reasons. A code (one word) is none.
pub async fn texts(app: &TestApp) -> BTreeSet<String> {
    let mut owner = connect(app).await;
    let values: Vec<Value> = sqlx::query_scalar(
        "select value from answer_revision where value is not null
         union all select translations from answer_revision where translations is not null
         union all select to_jsonb(content) from comment
         union all select content from notice_revision
         union all select content from proposal_revision
         union all select to_jsonb(content) from proposal_comment
         union all select to_jsonb(content) from review_draft
         union all select to_jsonb(reason) from clearance_entry where reason is not null",
    )
    .fetch_all(&mut owner)
    .await
    .expect("the owner reads everything");
    let mut texts = BTreeSet::new();
    for value in &values {
        gather(value, &mut texts);
    }
    texts
}

fn gather(value: &Value, texts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            let is_code = text.len() < 5 || text.chars().all(|c| c.is_ascii_alphanumeric() || "_-./:".contains(c));
            if !is_code {
                texts.insert(text.clone());
            }
        }
        Value::Array(several) => several.iter().for_each(|one| gather(one, texts)),
        Value::Object(fields) => fields.values().for_each(|one| gather(one, texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Fails if an entry of the trail holds a text that somebody wrote. Says how many texts and entries were compared.
pub async fn holds_no_text(app: &TestApp) -> (usize, usize) {
    let mut owner = connect(app).await;
    let entries: Vec<Value> = sqlx::query_scalar("select to_jsonb(e) from event e order by id")
        .fetch_all(&mut owner)
        .await
        .expect("the owner reads everything");
    let texts = texts(app).await;
    for entry in &entries {
        let mut told = BTreeSet::new();
        gather(entry, &mut told);
        for said in &told {
            let written = texts
                .iter()
                .find(|text| said.contains(text.as_str()) || text.contains(said.as_str()) && said.len() > 20);
            assert_eq!(written, None, "{entry:#}");
        }
    }
    (texts.len(), entries.len())
}

async fn connect(app: &TestApp) -> PgConnection {
    PgConnection::connect(&app.database.owner_url())
        .await
        .expect("the owner may connect")
}
