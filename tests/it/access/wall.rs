//! The second wall alone: every table as the service role, with settings made by hand and without the domain. Of each
//! table it is tried to read, to write a copy of a row, to change and to remove rows without reading them, and to give
//! them to another State; whose rows that reached is held against what visibility, State and class of reader mean.
//!
//! What is expected is said here in words of the field ([`TABLES`]), never read from a policy. A table or view that has no
//! row here fails. Whoever adds one furnishes it for both States in `furniture.sql` and says here whose it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tests::database::{TestDatabase, fresh};

/// What the service tells the database of a reader.
#[derive(Clone, Copy)]
struct Reader {
    name: &'static str,
    class: &'static str,
    /// States whose working files it reads, and writes.
    reads: &'static [&'static str],
    writes: &'static [&'static str],
    /// Member States and organisations that it stands for.
    states: &'static [&'static str],
    organisations: &'static [&'static str],
    account: Option<&'static str>,
    /// Whether administrators and auditors need a second factor, which nobody here has.
    needs_factor: bool,
}

const NOBODY: Reader = Reader {
    name: "settings that were reset",
    class: "",
    reads: &[],
    writes: &[],
    states: &[],
    organisations: &[],
    account: None,
    needs_factor: false,
};

/// The one whose settings are never made at all.
const UNSET: &str = "no settings at all";

const TEAM: Reader = Reader {
    name: "who drafts for QMA",
    class: "state",
    reads: &["QMA"],
    writes: &["QMA"],
    states: &["QMA"],
    organisations: &["au"],
    account: Some("QMA member"),
    ..NOBODY
};

const fn of(name: &'static str, class: &'static str, account: Option<&'static str>) -> Reader {
    Reader {
        name,
        class,
        account,
        ..NOBODY
    }
}

const fn standing_for(name: &'static str, states: &'static [&'static str]) -> Reader {
    Reader {
        states,
        ..of(name, "state", Some("stranger"))
    }
}

const READERS: [Reader; 25] = [
    Reader { name: UNSET, ..NOBODY },
    NOBODY,
    of("anonymous", "anonymous", None),
    of("somebody without a role", "anonymous", Some("stranger")),
    TEAM,
    Reader {
        name: "a reader of QMA's drafts",
        writes: &[],
        ..TEAM
    },
    Reader {
        name: "who may write for QMA and not read",
        reads: &[],
        states: &[],
        organisations: &[],
        account: None,
        ..TEAM
    },
    Reader {
        name: "who drafts for QMB",
        reads: &["QMB"],
        writes: &["QMB"],
        states: &["QMB"],
        organisations: &[],
        account: Some("QMB member"),
        ..TEAM
    },
    Reader {
        name: "who drafts for QMB and reads for QMA",
        reads: &["QMA", "QMB"],
        writes: &["QMB"],
        account: Some("QMB member"),
        ..TEAM
    },
    Reader {
        name: "an observer State's team",
        reads: &["QNA"],
        writes: &["QNA"],
        ..of("", "state", Some("stranger"))
    },
    standing_for("accredited for QMC, a State of the audience", &["QMC"]),
    standing_for("accredited for QMG, a State of no audience", &["QMG"]),
    Reader {
        organisations: &["au"],
        ..of("the unit of au, of the audience", "state", Some("stranger"))
    },
    Reader {
        organisations: &["oas"],
        ..of("the unit of another organisation", "state", Some("stranger"))
    },
    of("a secretariat officer", "secretariat", Some("officer")),
    Reader {
        reads: &["QMB"],
        states: &["QMB"],
        ..of("an officer who reads for QMB", "secretariat", Some("officer"))
    },
    of("the service while it counts", "aggregate", None),
    of("the service while it signs in", "issuer", None),
    of(
        "the service while it signs QMA's member in",
        "issuer",
        Some("QMA member"),
    ),
    of("an auditor", "anonymous", Some("auditor")),
    of(
        "who was an auditor until a second ago",
        "anonymous",
        Some("gone auditor"),
    ),
    Reader {
        needs_factor: true,
        ..of("an auditor without the second factor", "anonymous", Some("auditor"))
    },
    of("an administrator", "anonymous", Some("administrator")),
    of(
        "who was an administrator until a second ago",
        "anonymous",
        Some("gone administrator"),
    ),
    Reader {
        needs_factor: true,
        ..of(
            "an administrator without the second factor",
            "anonymous",
            Some("administrator"),
        )
    },
];

impl Reader {
    fn is_administrator(&self) -> bool {
        self.account == Some("administrator") && !self.needs_factor
    }

    fn is_auditor(&self) -> bool {
        self.account == Some("auditor") && !self.needs_factor
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        if self.name == UNSET {
            return Vec::new();
        }
        let list = |names: &[&str]| {
            if names.is_empty() {
                String::new()
            } else {
                format!("{{{}}}", names.join(","))
            }
        };
        vec![
            ("reader", self.class.to_owned()),
            ("read_state", list(self.reads)),
            ("write_state", list(self.writes)),
            ("audience_state", list(self.states)),
            ("audience_organisation", list(self.organisations)),
        ]
    }
}

/// Whether a reader reaches the row of that label.
type Rule = fn(&Reader, &str) -> bool;

/// A table or a view, and who does what with its rows.
struct Table {
    name: &'static str,
    /// Whose a row is, in SQL.
    label: &'static str,
    /// A change of its rows that would be none, so that nothing but rights refuses it.
    change: &'static str,
    reads: Rule,
    adds: Rule,
    changes: Rule,
    removes: Rule,
}

fn never(_: &Reader, _: &str) -> bool {
    false
}

fn always(_: &Reader, _: &str) -> bool {
    true
}

/// The State of a row comes first in its label.
fn of_state(label: &str) -> &str {
    label.split(' ').next().unwrap_or_default()
}

fn drafts(reader: &Reader, label: &str) -> bool {
    reader.reads.contains(&of_state(label))
}

fn writes(reader: &Reader, label: &str) -> bool {
    reader.writes.contains(&of_state(label))
}

fn issuer(reader: &Reader, _: &str) -> bool {
    reader.class == "issuer"
}

fn aggregate(reader: &Reader, _: &str) -> bool {
    reader.class == "aggregate"
}

fn secretariat(reader: &Reader, _: &str) -> bool {
    reader.class == "secretariat"
}

fn administrator(reader: &Reader, _: &str) -> bool {
    reader.is_administrator()
}

/// What is filed, by visibility, audience and embargo; its own State reads all of it.
fn shared(reader: &Reader, label: &str) -> bool {
    let (_, way) = label.split_once(' ').expect("a way of sharing");
    let officer = reader.class == "secretariat";
    drafts(reader, label)
        || match way {
            "public" | "embargo over" => true,
            "member_states" => officer || !reader.states.is_empty(),
            "audience QMC" => officer || reader.states.contains(&"QMC"),
            "audience au" => officer || reader.organisations.contains(&"au"),
            "secretariat" => officer,
            "national_team" | "embargoed" | "withdrawn" | "alone" => false,
            other => panic!("{other} is no way of sharing"),
        }
}

/// The secretariat knows who has filed.
fn filings(reader: &Reader, label: &str) -> bool {
    shared(reader, label) || reader.class == "secretariat"
}

fn receipts(reader: &Reader, label: &str) -> bool {
    drafts(reader, label) || reader.is_auditor()
}

fn oneself(reader: &Reader, label: &str) -> bool {
    reader.account == Some(label)
}

fn oneself_or_issuer(reader: &Reader, label: &str) -> bool {
    oneself(reader, label) || issuer(reader, label)
}

fn oneself_or_keeper(reader: &Reader, label: &str) -> bool {
    oneself(reader, label) || reader.is_administrator()
}

fn sessions(reader: &Reader, label: &str) -> bool {
    oneself_or_issuer(reader, label) || reader.is_administrator()
}

/// People are known to themselves, to those who read for their State, and to administrators.
fn people(reader: &Reader, label: &str) -> bool {
    sessions(reader, label) || drafts(reader, label)
}

/// A State ends what it gave, not what was accredited.
fn endings(reader: &Reader, label: &str) -> bool {
    reader.is_administrator() || (writes(reader, label) && !label.ends_with("accredited"))
}

/// What a provider gave, whoever is signed in by it loses again by it.
fn endings_or_taken_back(reader: &Reader, label: &str) -> bool {
    endings(reader, label) || (issuer(reader, label) && reader.account == Some(label))
}

/// The issuer says when a secret was used; whoever ends the program ends it.
fn secrets_of_programs(reader: &Reader, label: &str) -> bool {
    issuer(reader, label) || endings(reader, label)
}

fn invitations(reader: &Reader, label: &str) -> bool {
    issuer(reader, label) || invitations_given(reader, label)
}

fn invitations_given(reader: &Reader, label: &str) -> bool {
    reader.is_administrator() || (writes(reader, label) && !label.contains("accredited_reader"))
}

/// Everybody invites in their own name: `QMA reader` is the invitation of QMA's member, `QMA accredited_reader` the
/// administrator's.
fn invitations_made(reader: &Reader, label: &str) -> bool {
    let by = if label.ends_with("accredited_reader") {
        "administrator".to_owned()
    } else {
        format!("{} member", of_state(label))
    };
    reader.account == Some(by.as_str()) && invitations_given(reader, label)
}

/// The trail is its State's, and the auditor's.
fn trail(reader: &Reader, label: &str) -> bool {
    reader.is_auditor() || drafts(reader, label)
}

/// Nobody writes in another's name; about a State, who writes for it, and those who keep rounds and accounts.
fn trail_written(reader: &Reader, label: &str) -> bool {
    let (state, account) = label.split_once(' ').expect("a State and an account");
    let keeps = matches!(reader.class, "secretariat" | "issuer") || reader.is_administrator();
    reader.account.unwrap_or("-") == account && (state == "-" || writes(reader, label) || keeps)
}

fn settings(reader: &Reader, label: &str) -> bool {
    drafts(reader, label) || reader.is_auditor()
}

fn rules_read(reader: &Reader, _: &str) -> bool {
    reader.class == "issuer" || reader.account.is_some()
}

/// A table that everybody reads and nobody writes.
const fn public(name: &'static str, change: &'static str) -> Table {
    Table {
        name,
        label: "'*'",
        change,
        reads: always,
        adds: never,
        changes: never,
        removes: never,
    }
}

/// What a State's own people read, and those write who may write for it.
const fn of_team(name: &'static str, change: &'static str, changes: Rule) -> Table {
    Table {
        name,
        label: "state_id",
        change,
        reads: drafts,
        adds: writes,
        changes,
        removes: never,
    }
}

/// What the issuer alone has to do with, whose rows belong to accounts.
const fn of_issuer(name: &'static str, label: &'static str, change: &'static str, removes: Rule) -> Table {
    Table {
        name,
        label,
        change,
        reads: issuer,
        adds: issuer,
        changes: issuer,
        removes,
    }
}

const fn view(name: &'static str, reads: Rule) -> Table {
    Table {
        name,
        label: "'*'",
        change: "",
        reads,
        adds: never,
        changes: never,
        removes: never,
    }
}

const SHARED: &str = "state_id || ' ' || probe.sharing(position, 0::smallint)";
const ACCOUNT: &str = "probe.whose(account_id)";

/// Every table and view.
const TABLES: &[Table] = &[
    public("_sqlx_migrations", "success = true"),
    public("house", "demonstration = true"),
    public("state", "ldc = false"),
    public("organisation", "abbreviation = 'X'"),
    public("organisation_member", "valid_until = null"),
    public("edition", "hash = sha256('')"),
    public("edition_wording", "wording = '{}'"),
    of_team("ministry", "name = 'Interior'", never),
    Table {
        label: "coalesce(state_id, '-') || ' ' || probe.whose(account_id)",
        reads: trail,
        adds: trail_written,
        ..of_team("event", "act = 'save_answers'", never)
    },
    Table {
        name: "account",
        label: "name",
        change: "suspended_at = null",
        reads: people,
        adds: issuer,
        changes: oneself_or_keeper,
        removes: never,
    },
    of_issuer("credential", ACCOUNT, "failed = 0", never),
    Table {
        name: "membership",
        label: ACCOUNT,
        change: "valid_until = '2027-04-01'",
        reads: people,
        adds: issuer,
        changes: endings_or_taken_back,
        removes: never,
    },
    Table {
        name: "invitation",
        label: "state_id || ' ' || role",
        change: "accepted_at = null",
        reads: invitations,
        adds: invitations_made,
        changes: invitations,
        removes: never,
    },
    Table {
        name: "session",
        label: ACCOUNT,
        change: "refreshed_at = null",
        reads: sessions,
        adds: issuer,
        changes: sessions,
        removes: never,
    },
    of_issuer("refresh_token", "probe.of_session(session_id)", "used_at = null", never),
    of_issuer("signing_key", "purpose", "retired_at = null", never),
    Table {
        adds: never,
        changes: never,
        ..of_issuer("access_change", ACCOUNT, "account_id = null", never)
    },
    Table {
        adds: secretariat,
        ..public("round", "zone = 'UTC'")
    },
    Table {
        adds: secretariat,
        ..public("invitation_to_round", "status = 'member_state'")
    },
    of_team("submission", "language = 'en'", writes),
    Table {
        reads: settings,
        ..of_team("state_setting", "four_eyes = true", writes)
    },
    of_team("assignment", "section = 'VA'", writes),
    of_team("answer", "standing = 'declined'", writes),
    of_team("answer_revision", "kind = 'short_text'", never),
    of_team("answer_merge", "state_id = 'QMA'", never),
    of_team("clearance_entry", "turn = 1", never),
    of_team("comment_thread", "resolved_by = null", writes),
    of_team("comment", "content = ''", never),
    Table {
        label: SHARED,
        reads: filings,
        ..of_team("filing", "names_state = false", writes)
    },
    // No row of these two belongs to anybody: the end of the log, which is locked to give positions, and hashes. That
    // the log is right is shown by its tree, not by who may write.
    Table {
        changes: always,
        ..public("register_edge", "sharing = 0")
    },
    Table {
        adds: always,
        ..public("register_node", "hash = sha256('')")
    },
    Table {
        label: "state_id || ' ' || question",
        reads: shared,
        ..of_team("filed_answer", "counted = true", writes)
    },
    Table {
        name: "release",
        label: "'*'",
        change: "figures = '[]'",
        reads: aggregate,
        adds: aggregate,
        changes: never,
        removes: never,
    },
    Table {
        label: SHARED,
        reads: receipts,
        ..of_team("receipt", "receipt = ''", never)
    },
    Table {
        label: "state_id || ' ' || coalesce(citation, 'withdrawn')",
        reads: shared,
        ..of_team("evidence", "embargo_until = null", writes)
    },
    Table {
        label: "state_id || ' ' || (select coalesce(e.citation, 'withdrawn') from evidence e where e.id = evidence_id)",
        reads: shared,
        ..of_team("evidence_commitment", "salt = null, form = null", writes)
    },
    Table {
        label: "state_id || ' ' || probe.sharing(position, leaf)",
        reads: shared,
        ..of_team("filed_evidence", "leaf = 0", never)
    },
    Table {
        reads: oneself_or_issuer,
        ..of_issuer("second_factor", ACCOUNT, "begun_at = '2027-03-01'", issuer)
    },
    of_issuer("factor_secret", ACCOUNT, "sealed = ''", issuer),
    Table {
        reads: oneself_or_issuer,
        ..of_issuer("recovery_code", ACCOUNT, "used_at = null", issuer)
    },
    of_issuer("device", ACCOUNT, "failed = 0", issuer),
    of_issuer("sign_in_challenge", ACCOUNT, "wrong = 0", issuer),
    Table {
        reads: oneself_or_issuer,
        changes: never,
        ..of_issuer("identity", ACCOUNT, "subject = ''", never)
    },
    Table {
        changes: never,
        ..of_issuer(
            "provided_membership",
            "probe.of_identity(identity_id)",
            "identity_id = identity_id",
            never,
        )
    },
    Table {
        reads: oneself_or_issuer,
        ..of_issuer("passkey", ACCOUNT, "counter = 0", issuer)
    },
    Table {
        changes: never,
        ..of_issuer(
            "passkey_credential",
            "probe.whose(passkey_id)",
            "transports = 0",
            issuer,
        )
    },
    Table {
        changes: never,
        ..of_issuer("passkey_ceremony", ACCOUNT, "state = ''", issuer)
    },
    Table {
        reads: people,
        changes: endings,
        ..of_issuer("program", ACCOUNT, "ended_at = null", never)
    },
    Table {
        reads: people,
        changes: secrets_of_programs,
        ..of_issuer("program_secret", ACCOUNT, "used_at = null", never)
    },
    Table {
        changes: never,
        ..of_issuer(
            "program_secret_hash",
            "probe.whose(secret_id)",
            "secret_id = secret_id",
            never,
        )
    },
    Table {
        name: "factor_rule",
        label: "role",
        change: "since = null",
        reads: rules_read,
        adds: administrator,
        changes: administrator,
        removes: never,
    },
    view("register_entry", always),
    view("filing_act", always),
    view("coded_answer", aggregate),
    view("coded_filing", aggregate),
    view("evidence_embargo", aggregate),
    view("event_heard", aggregate),
    view("submission_opening", secretariat),
];

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
