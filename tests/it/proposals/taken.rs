//! Proposals as tables that anybody takes away.

use super::*;

/// The rows of a table.
async fn rows(app: &TestApp, table: &str) -> Vec<Value> {
    let (_, text) = app.open_data(&format!("{table}.jsonl")).await;
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn versions_that_everybody_reads_are_tables_and_nothing_else_is() {
    let app = TestApp::start().await;
    let (qma, qmb, qmc) = (
        Hands::of(&app, "QMA").await,
        Hands::of(&app, "QMB").await,
        Hands::of(&app, "QMC").await,
    );
    let tag = async |table: &str| app.open_data(&format!("{table}.jsonl")).await.0;
    let (empty, needs) = (tag("proposals").await, tag("needs").await);
    let id = qma.draft(norm("Planted title", "Planted draft.")).await;
    let hidden = qma.draft(norm("Planted for States", "Planted.")).await;
    qma.release(&hidden, 1, "", json!({"visibility": "MEMBER_STATES"}))
        .await
        .data();
    qmb.join(&hidden, 1).await.data();
    assert_eq!(tag("proposals").await, empty, "what is not public moves nothing");
    assert_eq!(rows(&app, "proposals").await, [json!(null); 0]);

    // Of a proposal whose first version was for States alone, the second is there.
    qma.revise(&hidden, 1, norm("=1+1", "Second thoughts.")).await.data();
    qma.release(&hidden, 2, "Shorter.", public()).await.data();
    let first = tag("proposals").await;
    assert_ne!(first, empty);
    qmc.join(&hidden, 2).await.data();
    assert_ne!(tag("proposals").await, first, "a name is what people read");
    let told = rows(&app, "proposals").await;
    assert_eq!(told.len(), 1);
    let one = &told[0];
    assert_eq!(
        (&one["version"], &one["state"], &one["stage"]),
        (&json!(2), &json!("QMA"), &json!("released"))
    );
    assert_eq!(
        (&one["kind"], &one["themes"], &one["cosponsors"]),
        (
            &json!("further_norm"),
            &json!(["critical_infrastructure"]),
            &json!(["QMC"])
        )
    );
    let texts = rows(&app, "proposal_texts").await;
    let told = texts
        .iter()
        .map(|text| (text["part"].as_str().unwrap(), text["content"].as_str().unwrap()));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            ("title", "=1+1"),
            ("1", "Second thoughts."),
            ("rationale", "Because."),
            ("changes", "Shorter.")
        ]
    );
    assert_eq!(texts[0]["status"], "official");
    let (_, sheet) = app.open_data("proposal_texts.csv").await;
    assert!(sheet.contains("'=1+1") && !sheet.contains("Planted"), "{sheet}");
    assert_eq!(tag("needs").await, needs, "no other table has changed");

    // Taken back, it stays and says so; a name that is taken away is gone.
    qmc.leave(&hidden).await.data();
    qma.ends(WITHDRAW, &hidden).await.data();
    let told = rows(&app, "proposals").await;
    assert_eq!(
        (&told[0]["stage"], &told[0]["cosponsors"]),
        (&json!("withdrawn"), &json!([]))
    );
    assert_ne!(told[0]["ended_at"], Value::Null);
    qma.release(&id, 1, "", public()).await.data();
    assert_eq!(rows(&app, "proposals").await.len(), 2);
}
