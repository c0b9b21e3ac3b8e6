//! The second wall alone: every table as the service role, with settings made by hand and without the domain. Of each
//! table it is tried to read, to write a copy of a row, to change and to remove rows without reading them, and to give
//! them to another State; whose rows that reached is held against what visibility, State and class of reader mean.
//!
//! What is expected is said here in words of the field ([`TABLES`]), never read from a policy. A table or view that has no
//! row here fails. Whoever adds one furnishes it for both States in `furniture.sql` and says here whose it is.

mod readers;
mod rules;
mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tests::database::{TestDatabase, fresh};

use self::readers::{READERS, Reader};
use self::rules::never;
use self::tables::TABLES;

/// Of whom everything is: found out by somebody who sees all of it.
type Labels = BTreeMap<&'static str, BTreeSet<String>>;

async fn furnish(above: &mut PgConnection) -> Labels {
    for statements in [include_str!("wall/probe.sql"), include_str!("wall/furniture.sql")] {
        sqlx::raw_sql(statements).execute(&mut *above).await.unwrap();
    }
    let mut labels = Labels::new();
    for table in TABLES {
        let query = format!("select distinct ({})::text from {}", table.label, table.name);
        let found: Vec<String> = sqlx::query_scalar(AssertSqlSafe(query))
            .fetch_all(&mut *above)
            .await
            .unwrap();
        labels.insert(table.name, found.into_iter().collect());
    }
    labels
}

/// One attempt: table, what was tried, whose rows it reached, and the code with which some of it was refused.
type Attempt = (String, String, Vec<String>, Option<String>);

async fn attempts(above: &mut PgConnection, reader: &Reader) -> Vec<Attempt> {
    let mut tx = above.begin().await.unwrap();
    if reader.needs_factor {
        sqlx::raw_sql(
            "insert into factor_rule (role, since) values ('auditor', '2027-01-01'), ('administrator', '2027-01-01')",
        )
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    let account = reader.account.map(|name| format!("select probe.id('{name}')::text"));
    let account: Option<String> = match account {
        None => None,
        Some(query) => Some(
            sqlx::query_scalar(AssertSqlSafe(query))
                .fetch_one(&mut *tx)
                .await
                .unwrap(),
        ),
    };
    let mut settings = reader.settings();
    if !settings.is_empty() {
        settings.push(("account", account.unwrap_or_default()));
    }
    settings.push(("now", "2027-03-01T12:00:00Z".to_owned()));
    for (name, value) in settings {
        sqlx::query("select set_config('app.' || $1, $2, true)")
            .bind(name)
            .bind(value)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    let tables = TABLES.iter().map(|table| (table.name, table.label, table.change));
    let (mut names, mut labels, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    for (name, label, change) in tables {
        names.push(name);
        labels.push(label);
        changes.push(change);
    }
    let tried = sqlx::query_as(
        "select t.name, a.operation, a.touched, a.refused
         from unnest($1::text[], $2::text[], $3::text[]) as t (name, label, change),
              lateral probe.try(t.name, t.label, t.change, (select 'QMC' from pg_attribute
                  where attrelid = t.name::regclass and attname = 'state_id')) a",
    )
    .bind(names)
    .bind(labels)
    .bind(changes)
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    tx.rollback().await.unwrap();
    tried
}

/// Whoever can stand in for the service role, and say afterwards, as nobody's policies stop them, whose rows were reached.
async fn stand_in(database: &TestDatabase) -> PgConnection {
    let url = database.owner_url().replace(store::OWNER, private_postgres::SUPERUSER);
    PgConnection::connect(&url).await.unwrap()
}

#[tokio::test]
async fn every_table_alone_holds_state_class_and_visibility_for_reading_and_for_writing() {
    let database = fresh().await;
    let mut above = stand_in(&database).await;
    let labels = furnish(&mut above).await;
    let mut wrong = String::new();
    for reader in &READERS {
        for (name, operation, touched, refused) in attempts(&mut above, reader).await {
            let table = TABLES.iter().find(|table| table.name == name).unwrap();
            let rule = match operation.as_str() {
                "select" => table.reads,
                "insert" => table.adds,
                "update" => table.changes,
                "delete" => table.removes,
                // Nobody here writes for QMC.
                "move" => never,
                other => panic!("{other}"),
            };
            let expected: BTreeSet<&str> = labels[table.name]
                .iter()
                .map(String::as_str)
                .filter(|label| rule(reader, label))
                .collect();
            let expected = if table.change.is_empty() && (table.reads)(reader, "*") {
                BTreeSet::from(["*"])
            } else {
                expected
            };
            // What this reader brought along itself is nobody's.
            let mut touched: BTreeSet<&str> = touched.iter().map(String::as_str).collect();
            touched.retain(|label| labels[table.name].contains(*label) || table.change.is_empty());
            // No right, or on record: nothing else may be what refuses it.
            let known = refused.as_deref().is_none_or(|code| matches!(code, "42501" | "23000"));
            if touched != expected || !known {
                let _ = writeln!(
                    wrong,
                    "{}: {operation} {name} reached {touched:?}, not {expected:?} ({refused:?})",
                    reader.name
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Compared by hand and not with a snapshot, so that nothing but a row lets a new table pass.
#[tokio::test]
async fn every_table_has_a_row_and_is_furnished_for_two_states() {
    let database = fresh().await;
    let mut above = stand_in(&database).await;
    let there: BTreeSet<String> = sqlx::query_scalar(
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p', 'f')",
    )
    .fetch_all(&mut above)
    .await
    .unwrap()
    .into_iter()
    .collect();
    let rows: BTreeSet<String> = TABLES.iter().map(|table| table.name.to_owned()).collect();
    assert_eq!(there, rows, "in the database on the left, with a row on the right");

    let labels = furnish(&mut above).await;
    for table in TABLES.iter().filter(|table| !table.change.is_empty()) {
        let found = &labels[table.name];
        let is_of_states = found.iter().any(|label| label.starts_with("QM"));
        let both = ["QMA", "QMB"].map(|state| found.iter().any(|label| label.starts_with(state)));
        assert!(!found.is_empty(), "{} is empty", table.name);
        assert!(!is_of_states || both == [true, true], "{}: {found:?}", table.name);
    }
    // What belongs to a State or to a person is behind policies.
    let open: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r' and not relrowsecurity
         order by 1",
    )
    .fetch_all(&mut above)
    .await
    .unwrap();
    assert_eq!(
        open,
        [
            "_sqlx_migrations",
            "edition",
            "edition_wording",
            "house",
            "organisation",
            "organisation_member",
            "register_edge",
            "register_node",
            "state"
        ]
    );
}

/// Everything that the service role was given, under snapshot: what it may change by column, and which functions look past
/// policies for it.
#[tokio::test]
async fn the_service_role_was_given_this_and_nothing_else() {
    let database = fresh().await;
    let mut above = stand_in(&database).await;
    let grants: Vec<(String, String)> = sqlx::query_as(
        "select c.relname::text, concat_ws(', ',
             (select string_agg(p, ', ' order by p) from unnest(array['select', 'insert', 'update', 'delete', 'truncate',
                  'references', 'trigger']) p where has_table_privilege($1, c.oid, p)),
             (select 'update of ' || string_agg(attname, ' ' order by attname) from pg_attribute a
              where a.attrelid = c.oid and attnum > 0 and not attisdropped and not has_table_privilege($1, c.oid, 'update')
                and has_column_privilege($1, c.oid, attnum, 'update')))
         from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p', 'f') order by 1",
    )
    .bind(store::SERVICE)
    .fetch_all(&mut above)
    .await
    .unwrap();
    let past: Vec<(String, String)> = sqlx::query_as(
        "select proname::text, 'looks past policies' from pg_proc
         where pronamespace = 'public'::regnamespace and prosecdef and has_function_privilege($1, oid, 'execute') order by 1",
    )
    .bind(store::SERVICE)
    .fetch_all(&mut above)
    .await
    .unwrap();
    let lines = grants
        .iter()
        .chain(&past)
        .map(|(name, given)| format!("{name}: {given}"));
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}
