//! The demonstration written into a database, and where it does not go.

use std::collections::{BTreeMap, BTreeSet};

use api::world::{publication, state_row};
use catalogue::Catalogue;
use chrono::{DateTime, Utc};
use demonstration::{Demonstration, Foundation, LoadRefused, Setting, demonstration_states, is_wanted, load, play};
use domain::access::{Account, Email, Name, Scope};
use domain::id::AccountId;
use domain::language::Language;
use domain::questionnaire::Edition;
use domain::submission::Position;
use sqlx::{Connection as _, PgConnection};
use store::{Connections, OrganisationMemberRow, Store, make_demonstration, publish};
use tests::database::{TestDatabase, fresh};
use uuid::Uuid;

fn now() -> DateTime<Utc> {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

async fn connect(database: &TestDatabase) -> Store {
    Store::connect(&database.service_url(), Connections { cold: 2, hot: 2 })
        .await
        .unwrap()
}

/// The catalogue, and the fictional States with their memberships.
async fn published(database: &TestDatabase, catalogue: &Catalogue) {
    let mut publication = publication(catalogue);
    for fictional in demonstration_states() {
        publication.states.push(state_row(&fictional.state));
        let members = fictional
            .memberships()
            .map(|(organisation, membership)| OrganisationMemberRow {
                organisation_id: organisation.to_string(),
                state_id: membership.state.to_string(),
                valid_from: membership.from.unwrap(),
                valid_until: membership.until,
            });
        publication.members.extend(members);
    }
    publish(&database.owner_url(), &publication, now()).await.unwrap();
}

async fn count(database: &TestDatabase, what: &str) -> i64 {
    let mut owner = PgConnection::connect(&database.owner_url()).await.unwrap();
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {what}")))
        .fetch_one(&mut owner)
        .await
        .unwrap()
}

#[tokio::test]
async fn it_is_written_down_whole_and_once() {
    let database = fresh().await;
    let catalogue = Catalogue::load().unwrap();
    published(&database, &catalogue).await;
    assert!(make_demonstration(&database.owner_url()).await.unwrap());
    let store = connect(&database).await;
    assert!(is_wanted(&store, now()).await.unwrap());

    let edition = |id: &str| catalogue.latest_edition(&id.parse().unwrap()).unwrap();
    let foundation = Foundation {
        norms: &catalogue.norms,
        survey: edition("national-implementation"),
        views: edition("views-and-assessments"),
    };
    let played = play(foundation, Setting::ending_at(now(), 1)).unwrap();
    let mut said = Vec::new();
    load(&store, foundation, &played, "no hash", |line| said.push(line))
        .await
        .unwrap();
    assert_eq!(said.first().unwrap(), "182 people of 60 fictional States");
    assert_eq!(
        *said.last().unwrap(),
        format!("{} filed answers in 3 rounds", played.filed_answers())
    );

    let written = i64::try_from(played.filed_answers()).unwrap();
    assert_eq!(count(&database, "filed_answer").await, written);
    let acts = i64::try_from(played.filings().count()).unwrap();
    assert_eq!(count(&database, "filing where kind <> 'withdrawal'").await, acts);
    assert_eq!(
        count(&database, "account where demonstration").await,
        i64::try_from(played.people.len()).unwrap()
    );
    assert_eq!(count(&database, "round").await, 3);
    let orphans =
        "event e where account_id is not null and not exists (select from account a where a.id = e.account_id)";
    assert_eq!(count(&database, orphans).await, 0);

    figures_follow_from_what_is_written(&store, &played, edition("national-implementation")).await;
    assert!(!is_wanted(&store, now()).await.unwrap());
    load(&store, foundation, &played, "no hash", |line| panic!("{line}"))
        .await
        .unwrap();
    assert_eq!(count(&database, "filed_answer").await, written);
    store.close().await.unwrap();
}

/// The figures' own view of the closed round holds what was played.
async fn figures_follow_from_what_is_written(store: &Store, played: &Demonstration, edition: &Edition) {
    let round = played.rounds().next().unwrap();
    let snapshot = store.snapshot(&Scope::aggregate(), now()).await.unwrap();
    let coded = snapshot.coded_filings(round.id, edition, Position(0)).await.unwrap();
    let of_round: Vec<_> = played
        .filings()
        .filter(|filed| filed.state.submission.round == round.id)
        .collect();
    let kept = coded
        .iter()
        .filter_map(|filed| Some((filed.position, filed.act.contents()?)));
    let kept: BTreeMap<_, _> = kept.collect();
    assert_eq!(kept.len(), of_round.len());
    for filed in of_round {
        let contents = kept[&filed.state.entry.position];
        let asked: BTreeSet<_> = filed.state.filing.document.asked.questions().collect();
        assert_eq!(contents.asked, asked);
    }
}

#[tokio::test]
async fn a_database_that_was_not_made_for_it_is_left_alone() {
    let database = fresh().await;
    let store = connect(&database).await;
    assert!(matches!(is_wanted(&store, now()).await, Err(LoadRefused::NotMadeForIt)));

    let real = Account {
        id: AccountId(Uuid::from_u128(1)),
        email: Email::new("amal@example.int").unwrap(),
        name: Name::new("Amal").unwrap(),
        language: Language::English,
        suspended_at: None,
        demonstration: false,
    };
    let work = store.work(&Scope::issuer(None), now()).await.unwrap();
    work.save_account(&real, "no hash").await.unwrap();
    work.commit().await.unwrap();
    assert!(
        !make_demonstration(&database.owner_url()).await.unwrap(),
        "there are accounts"
    );
    assert!(matches!(is_wanted(&store, now()).await, Err(LoadRefused::NotMadeForIt)));

    let mut owner = PgConnection::connect(&database.owner_url()).await.unwrap();
    sqlx::query("update house set demonstration = true")
        .execute(&mut owner)
        .await
        .unwrap();
    assert!(matches!(is_wanted(&store, now()).await, Err(LoadRefused::RealAccounts)));
    store.close().await.unwrap();
}

#[tokio::test]
async fn what_was_interrupted_is_not_taken_for_whole() {
    let database = fresh().await;
    assert!(make_demonstration(&database.owner_url()).await.unwrap());
    let store = connect(&database).await;
    let somebody = Account {
        id: AccountId(Uuid::from_u128(1)),
        email: Email::new("analyst@example.org").unwrap(),
        name: Name::new("Analyst").unwrap(),
        language: Language::English,
        suspended_at: None,
        demonstration: true,
    };
    let work = store.work(&Scope::issuer(None), now()).await.unwrap();
    work.save_account(&somebody, "no hash").await.unwrap();
    work.commit().await.unwrap();
    assert!(make_demonstration(&database.owner_url()).await.unwrap(), "it stays one");
    assert!(matches!(is_wanted(&store, now()).await, Err(LoadRefused::Interrupted)));
    store.close().await.unwrap();
}
