//! Whatever is changed in a stored filing or in the log, a walk through the register finds it and says where.

use api::check::check;
use chrono::TimeDelta;
use register::{Hash, TreeHead};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _};
use store::{Finding, Known, walk_register};
use tests::app::TestApp;
use tests::delegation::{answer, revision};

use crate::filing::round;
use crate::log::{file, filed, publish};

/// Three States have filed; one has amended, one has withdrawn.
async fn played() -> TestApp {
    let app = TestApp::start().await;
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    let (first, submission, _) = filed(&app, "QMA", &round, "PUBLIC").await;
    crate::filing::round(&app, "views-and-assessments/1", "views-2028").await;
    filed(&app, "QMB", &round, "SECRETARIAT").await;
    let (third, withdrawn, _) = filed(&app, "QMC", &round, "PUBLIC").await;
    let amend =
        "mutation ($input: AmendSubmissionInput!) { amendSubmission(input: $input) { submission { revision } } }";
    let input = json!({"submission": submission, "revision": revision(&app, &first.focal, &submission).await});
    app.call(&first.authority, amend, json!({"input": input})).await.data();
    let more = [
        ("VA.capacity", json!({"singleChoice": {"option": "national"}})),
        ("VT.topic_b", json!({"silence": "DECLINED"})),
        ("VT.topic_a", json!({"longText": "网络安全"})),
    ];
    answer(&app, &first.focal, &submission, &more).await;
    publish(&app, &first.focal, &submission, "PUBLIC").await;
    app.pass(TimeDelta::minutes(1));
    file(&app, &first.authority, &submission).await;
    let withdraw = "mutation ($input: WithdrawSubmissionInput!) { withdrawSubmission(input: $input) { receipt } }";
    let input = json!({"submission": withdrawn, "revision": revision(&app, &third.focal, &withdrawn).await});
    app.call(&third.authority, withdraw, json!({"input": input}))
        .await
        .data();
    app
}

async fn findings(app: &TestApp, known: &Known) -> Vec<Finding> {
    let editions = &app.app().world().editions;
    walk_register(&app.database.owner_url(), editions, known)
        .await
        .unwrap()
        .findings
}

/// What a State may move without filing, and what stands beside what is filed: no proof is owed of it.
const FREE: &[(&str, &str)] = &[
    ("filing", "names_state"),
    ("filed_answer", "visibility"),
    ("filed_answer", "audience_states"),
    ("filed_answer", "audience_organisations"),
    ("filed_answer", "counted"),
    ("filed_answer", "embargo_until"),
    ("filed_answer", "narrowed"),
    ("filed_answer", "translations"),
    ("register_edge", "only_row"),
    ("register_edge", "sharing"),
];

/// Expressions that change a value of a type a little, in several ways.
fn changes(kind: &str, column: &str) -> Vec<String> {
    let c = column;
    // Where a key points to something, it has to be something else that exists.
    let pointed = ["state", "round", "edition", "submission"];
    if let Some(table) = pointed.iter().find(|table| *c == format!("{table}_id")) {
        return vec![format!(
            "(select id from {table} o where o.id <> t.{c} order by id limit 1)"
        )];
    }
    if c == "kind" {
        return vec![format!("case when {c} = 'filing' then 'amendment' else 'filing' end")];
    }
    match kind {
        "bytea" => ["0", "octet_length({c}) / 2", "octet_length({c}) - 1"]
            .iter()
            .enumerate()
            .map(|(bit, at)| {
                let at = at.replace("{c}", c);
                format!("case when octet_length({c}) > 0 then set_byte({c}, {at}, get_byte({c}, {at}) # {}) else '\\x01' end", 1 << bit)
            })
            .chain([format!("{c} || '\\x00'::bytea"), format!("substr({c}, 2)")])
            .collect(),
        "bigint" | "integer" | "smallint" => vec![format!("{c} + 1"), format!("{c} - 1")],
        "boolean" => vec![format!("not {c}")],
        "timestamp with time zone" => vec![
            format!("{c} + interval '1 microsecond'"),
            format!("{c} - interval '1 day'"),
        ],
        "uuid" => vec!["gen_random_uuid()".to_owned()],
        "jsonb" => vec![
            format!("to_jsonb({c}::text)"),
            format!("regexp_replace({c}::text, '[a-df-su-z]', 'x')::jsonb"),
            format!("regexp_replace({c}::text, '[a-zA-Z\u{4e00}-\u{9fff}](\"[]}},]|$)', 'q\\1')::jsonb"),
            format!("case when {c} is null then '1'::jsonb end"),
        ],
        "ARRAY" => vec![format!("{c}[2:]"), format!("{c} || {c}[1:1]"), format!("case when {c} is null then '{{}}' end")],
        "text" => vec![
            format!("overlay({c} placing chr(ascii({c}) # 1) from 1 for 1)"),
            format!("overlay({c} placing chr(ascii(right({c}, 1)) # 3) from length({c}) for 1)"),
            format!("{c} || 'x'"),
            format!("case when {c} is null then 'fr' end"),
        ],
        other => panic!("a type that no change is known for: {other}"),
    }
}

#[tokio::test]
async fn any_change_of_a_stored_filing_or_log_entry_is_found_and_placed() {
    let app = played().await;
    assert_eq!(findings(&app, &Known::default()).await, []);
    let mut owner = app.owner().await;
    let tables = ["filing", "filed_answer", "receipt", "register_node", "register_edge"];
    for table in tables {
        run(&mut owner, &format!("alter table {table} disable trigger user")).await;
    }
    let (mut changed, mut missed) = (0, Vec::new());
    for table in tables {
        let columns = sqlx::query(
            "select column_name::text, data_type::text from information_schema.columns where table_name = $1 order by 1",
        )
        .bind(table)
        .fetch_all(&mut owner)
        .await
        .unwrap();
        let rows: i64 = sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {table}")))
            .fetch_one(&mut owner)
            .await
            .unwrap();
        let rows = usize::try_from(rows).unwrap();
        for column in &columns {
            let (column, kind): (String, String) = (column.get(0), column.get(1));
            if FREE.contains(&(table, &column)) {
                continue;
            }
            let mut could = 0;
            for (turn, change) in changes(&kind, &column).iter().enumerate() {
                // Of the rows one after the other, until a constraint lets one be changed.
                for row in (0..rows).map(|row| (row + turn + changed) % rows) {
                    let Some((was, became)) = alter(&mut owner, table, &column, row, change).await else {
                        continue;
                    };
                    could += 1;
                    if findings(&app, &Known::default()).await.is_empty() {
                        missed.push(format!("{table}.{column}, row {row}: {was} became {became}"));
                    }
                    restore(&mut owner, table).await;
                    break;
                }
            }
            changed += could;
            // What others point to, a constraint keeps as it is.
            assert!(
                could > 0 || column == "position" || column == "leaf",
                "nothing changed {table}.{column}"
            );
        }
    }
    assert!(missed.is_empty(), "{changed} changes, not found: {missed:#?}");
    assert_eq!(findings(&app, &Known::default()).await, [], "everything was put back");
}

async fn run(owner: &mut PgConnection, statement: &str) {
    sqlx::query(AssertSqlSafe(statement.to_owned()))
        .execute(owner)
        .await
        .unwrap();
}

/// Changes one value; none where a constraint refuses it, or nothing would change.
async fn alter(
    owner: &mut PgConnection,
    table: &str,
    column: &str,
    row: usize,
    change: &str,
) -> Option<(String, String)> {
    run(
        owner,
        &format!("create temp table if not exists kept_{table} as select * from {table}"),
    )
    .await;
    let keys = key(table);
    let statement = format!(
        "with picked as (select {keys} from {table} order by {keys} offset {row} limit 1),
              old as (select t.{column} as was from {table} t where ({keys}) = (select {keys} from picked))
         update {table} t set {column} = {change} where ({keys}) = (select {keys} from picked)
         and t.{column} is distinct from ({change})
         returning (select was::text from old), t.{column}::text"
    );
    let changed: Option<(Option<String>, Option<String>)> = sqlx::query_as(AssertSqlSafe(statement))
        .fetch_optional(owner)
        .await
        .ok()?;
    changed.map(|(was, became)| (was.unwrap_or_default(), became.unwrap_or_default()))
}

fn key(table: &str) -> &'static str {
    match table {
        "filing" | "receipt" | "register_edge" => "position",
        "filed_answer" => "position, leaf",
        "register_node" => "level, index",
        other => panic!("no key of {other}"),
    }
}

/// Puts every row back as it was.
async fn restore(owner: &mut PgConnection, table: &str) {
    let columns: Vec<String> = sqlx::query_scalar(
        "select column_name::text from information_schema.columns where table_name = $1 and table_schema = 'public'",
    )
    .bind(table)
    .fetch_all(&mut *owner)
    .await
    .unwrap();
    if matches!(table, "filed_answer" | "receipt" | "register_node" | "register_edge") {
        let mut unit = owner.begin().await.unwrap();
        for statement in [
            format!("delete from {table}"),
            format!("insert into {table} select * from kept_{table}"),
        ] {
            sqlx::query(AssertSqlSafe(statement)).execute(&mut *unit).await.unwrap();
        }
        unit.commit().await.unwrap();
    } else {
        let set: Vec<_> = columns.iter().map(|column| format!("{column} = k.{column}")).collect();
        let statement = format!(
            "update {table} t set {} from kept_{table} k where k.position = t.position",
            set.join(", ")
        );
        run(owner, &statement).await;
    }
}

#[tokio::test]
async fn what_is_missing_is_found_where_it_is_missing() {
    let app = played().await;
    let mut owner = app.owner().await;
    let cases = [
        (
            "filed_answer",
            "position = 4 and leaf = 1",
            "filing 4: it has 3 answers and 4 commitments",
        ),
        ("receipt", "position = 2", "receipt 2: there is none"),
        (
            "register_node",
            "level = 1 and index = 0",
            "register_node 1 0: it is missing",
        ),
    ];
    for (table, which, expected) in cases {
        run(&mut owner, &format!("alter table {table} disable trigger user")).await;
        run(
            &mut owner,
            &format!("create temp table kept_{table} as select * from {table}"),
        )
        .await;
        run(&mut owner, &format!("delete from {table} where {which}")).await;
        let found: Vec<_> = findings(&app, &Known::default())
            .await
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(found.contains(&expected.to_owned()), "{found:#?}");
        restore(&mut owner, table).await;
    }
    assert_eq!(findings(&app, &Known::default()).await, []);
}

#[tokio::test]
async fn a_register_that_was_written_anew_is_not_the_one_whose_heads_and_keys_were_kept() {
    let app = played().await;
    let snapshot = app
        .app()
        .store()
        .snapshot(&domain::access::Scope::anonymous(), app.clock.now())
        .await
        .unwrap();
    let head = snapshot.tree_head(3).await.unwrap();
    drop(snapshot);
    let with = async |heads: Vec<TreeHead>| {
        let found = findings(&app, &Known { keys: None, heads }).await;
        found.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(with(vec![head]).await, Vec::<String>::new());
    let other = TreeHead {
        root: Hash([1; 32]),
        ..head
    };
    assert_eq!(
        with(vec![other]).await,
        ["filing 3: the log up to here is not the one whose head was kept"]
    );
    let longer = TreeHead { size: 9, ..head };
    assert_eq!(
        with(vec![longer]).await,
        ["register_edge: a head was kept of a log of 9 entries, and this one has 5"]
    );

    let foreign = register::Signer::from_seed("another".to_owned(), &[5; 32]);
    let keys = register::KeyRing::of([("another".to_owned(), foreign.verifying_key())]);
    let walked = check(
        &app.database.owner_url(),
        &Known {
            keys: Some(keys),
            heads: Vec::new(),
        },
    )
    .await
    .unwrap();
    assert_eq!((walked.entries, walked.answers), (5, 7));
    assert_eq!(
        walked.findings.len(),
        10,
        "each receipt and each record: {:#?}",
        walked.findings
    );
    assert!(
        walked.findings[0]
            .to_string()
            .contains("no key of the register is called")
    );
}
