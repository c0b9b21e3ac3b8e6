//! A clock that is set back, and set forward: work goes on, and the register's own time never goes back.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use tests::app::TestApp;
use tests::delegation::{Team, all_stored, amend, file, open_submission, register_entries, save};

use crate::filing::round;

#[tokio::test]
async fn work_goes_on_and_the_register_stays_in_order_whatever_the_clock_shows() {
    let app = TestApp::start().await;
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    app.pass(TimeDelta::days(3));
    let mut team = Team::of(&app, "QMA").await;
    let submission = open_submission(&app, &team.focal, "QMA", &round, "EN").await;
    let mut is_first = true;
    // An hour back, and a day; ahead of all that; and back again. A token of another time is good for nothing.
    for (revision, hours) in [0, -1, -24, 49, -24].into_iter().enumerate() {
        app.pass(TimeDelta::hours(hours));
        team = Team::of(&app, "QMA").await;
        if !is_first {
            amend(&app, &team.authority, &submission).await;
        }
        is_first = false;
        let answer = json!({"question": "VA.authority", "basedOn": revision, "key": revision.to_string(),
                            "answer": {"shortText": format!("An office, {revision}")}});
        for _ in 0..2 {
            all_stored(&save(&app, &team.focal, &submission, std::slice::from_ref(&answer)).await);
        }
        file(&app, &team.authority, &submission).await;
    }
    let mut entries: Vec<(i64, DateTime<Utc>)> = register_entries(&app, Some(&team.focal))
        .await
        .iter()
        .map(|entry| {
            (
                entry["position"].as_i64().unwrap(),
                entry["filedAt"].as_str().unwrap().parse().unwrap(),
            )
        })
        .collect();
    entries.sort_unstable();
    assert_eq!(entries.iter().map(|entry| entry.0).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert!(entries.is_sorted_by(|one, next| one.1 < next.1), "{entries:?}");
}
