//! The second wall: which rows row-level security shows to each class of reader, asked in SQL as the service role with
//! settings made by hand.

use std::fmt::Write as _;

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tests::database::{TestDatabase, fresh};

/// One filing of `QMA` for each way of sharing its one answer, by position.
const SHARED: [(&str, &str); 9] = [
    ("national_team", "'national_team', null, null, null, false"),
    ("secretariat", "'secretariat', null, null, null, false"),
    ("audience QMC", "'audience', '{QMC}', null, null, false"),
    ("audience au", "'audience', null, '{au}', null, false"),
    ("member_states", "'member_states', null, null, null, false"),
    ("public", "'public', null, null, null, false"),
    ("embargoed", "'public', null, null, '2027-06-01T00:00:00Z', false"),
    ("embargo over", "'public', null, null, '2027-03-01T12:00:00Z', false"),
    ("withdrawn", "'public', null, null, null, true"),
];

/// The position of the public one.
const PUBLIC_AT: usize = 6;

/// What the service says of a reader, and which of [`SHARED`] that reader gets.
struct Reader {
    name: &'static str,
    settings: &'static [(&'static str, &'static str)],
    reads: &'static [&'static str],
    /// Working files and everything in them, one of each.
    drafts: bool,
}

const ALL: &[&str] = &[
    "national_team",
    "secretariat",
    "audience QMC",
    "audience au",
    "member_states",
    "public",
    "embargoed",
    "embargo over",
    "withdrawn",
];
const PUBLIC: &[&str] = &["public", "embargo over"];

const READERS: [Reader; 16] = [
    Reader {
        name: "no settings at all",
        settings: &[],
        reads: PUBLIC,
        drafts: false,
    },
    Reader {
        name: "settings that were reset",
        settings: &[
            ("reader", ""),
            ("read_state", ""),
            ("audience_state", ""),
            ("audience_organisation", ""),
            ("account", ""),
        ],
        reads: PUBLIC,
        drafts: false,
    },
    Reader {
        name: "anonymous",
        settings: &[("reader", "anonymous")],
        reads: PUBLIC,
        drafts: false,
    },
    Reader {
        name: "the State itself",
        settings: &[
            ("reader", "state"),
            ("read_state", "{QMA}"),
            ("write_state", "{QMA}"),
            ("audience_state", "{QMA}"),
            ("audience_organisation", "{au}"),
        ],
        reads: ALL,
        drafts: true,
    },
    Reader {
        name: "a reader of the State, who writes nothing",
        settings: &[("reader", "state"), ("read_state", "{QMA}")],
        reads: ALL,
        drafts: true,
    },
    Reader {
        name: "another State, of no organisation",
        settings: &[
            ("reader", "state"),
            ("read_state", "{QMG}"),
            ("write_state", "{QMG}"),
            ("audience_state", "{QMG}"),
        ],
        reads: &["member_states", "public", "embargo over"],
        drafts: false,
    },
    Reader {
        name: "a State of the audience",
        settings: &[("reader", "state"), ("audience_state", "{QMC}")],
        reads: &["audience QMC", "member_states", "public", "embargo over"],
        drafts: false,
    },
    Reader {
        name: "a State of an organisation of the audience",
        settings: &[
            ("reader", "state"),
            ("audience_state", "{QMB}"),
            ("audience_organisation", "{au}"),
        ],
        reads: &["audience au", "member_states", "public", "embargo over"],
        drafts: false,
    },
    Reader {
        name: "the unit of an organisation of the audience",
        settings: &[("reader", "state"), ("audience_organisation", "{au}")],
        reads: &["audience au", "public", "embargo over"],
        drafts: false,
    },
    Reader {
        name: "the unit of another organisation",
        settings: &[("reader", "state"), ("audience_organisation", "{oas}")],
        reads: PUBLIC,
        drafts: false,
    },
    Reader {
        name: "an observer State",
        settings: &[("reader", "state"), ("read_state", "{QNA}"), ("write_state", "{QNA}")],
        reads: PUBLIC,
        drafts: false,
    },
    Reader {
        name: "the secretariat",
        settings: &[("reader", "secretariat")],
        reads: &[
            "secretariat",
            "audience QMC",
            "audience au",
            "member_states",
            "public",
            "embargo over",
        ],
        drafts: false,
    },
    Reader {
        name: "aggregate",
        settings: &[("reader", "aggregate")],
        reads: PUBLIC,
        drafts: false,
    },
    Reader {
        name: "issuer",
        settings: &[("reader", "issuer")],
        reads: PUBLIC,
        drafts: false,
    },
    Reader {
        name: "an invented class",
        settings: &[("reader", "owner")],
        reads: PUBLIC,
        drafts: false,
    },
    Reader {
        name: "who may write and not read",
        settings: &[("reader", "state"), ("write_state", "{QMA}")],
        reads: PUBLIC,
        drafts: false,
    },
];

/// What a State owns and nobody else sees, one row of each for every filing of [`SHARED`].
const DRAFTS: [&str; 8] = [
    "submission",
    "answer",
    "answer_revision",
    "answer_merge",
    "assignment",
    "clearance_entry",
    "comment_thread",
    "comment",
];

async fn furnish(database: &TestDatabase) {
    let mut owner = PgConnection::connect(&database.owner_url()).await.unwrap();
    let mut statements = String::from(
        "insert into account (id, email, name, language, created_at)
         values (gen_random_uuid(), 'a@example.org', 'A', 'en', now());
         insert into ministry (id, state_id, name) values (gen_random_uuid(), 'QMA', 'Justice');
         insert into state_setting (state_id, four_eyes) values ('QMA', false);
         insert into event (at, act, state_id) values (now(), 'save_answers', 'QMA');",
    );
    let mut evidence = String::new();
    for (at, (_, sharing)) in (1..).zip(SHARED) {
        let _ = write!(
            statements,
            "with r as (
                 insert into round (id, key, edition_id, mandate, titles, opens_at, zone, observers)
                 values (gen_random_uuid(), 'round-{at}', 'views-and-assessments/1', '{{}}', '{{}}', now(), 'UTC', false)
                 returning id
             ), s as (
                 insert into submission (id, round_id, state_id, edition_id, stage, revision, language, shares_progress,
                                         visibility, counted, names_state, opened_at)
                 select gen_random_uuid(), id, 'QMA', 'views-and-assessments/1', 'filed', 1, 'en', false,
                        'national_team', false, false, now() from r
                 returning id, round_id
             ), a as (
                 insert into answer (submission_id, question, state_id, kind, standing, revision, salt, changed_by, changed_at)
                 select id, 'VA.authority', 'QMA', 'short_text', 'declined', 1, decode(repeat('00', 16), 'hex'), id, now()
                 from s
             ), h as (
                 insert into answer_revision (submission_id, question, state_id, kind, standing, revision, based_on,
                                              changed_by, changed_at)
                 select id, 'VA.authority', 'QMA', 'short_text', 'declined', 1, 0, id, now() from s
             ), g as (
                 insert into assignment (id, submission_id, state_id, section, ministry_id, valid_from)
                 select gen_random_uuid(), s.id, 'QMA', 'VA', m.id, now() from s, ministry m
             ), c as (
                 insert into clearance_entry (submission_id, state_id, section, turn, act, answers, account_id, at)
                 select s.id, 'QMA', 'VA', 1, 'sent', '{{}}', p.id, now() from s, account p
             ), t as (
                 insert into comment_thread (id, submission_id, state_id, question)
                 select gen_random_uuid(), id, 'QMA', 'VA.authority' from s
                 returning id, submission_id
             ), k as (
                 insert into comment (id, thread_id, submission_id, state_id, content, mentions, account_id, at)
                 select gen_random_uuid(), t.id, t.submission_id, 'QMA', 'look', '{{}}', p.id, now() from t, account p
             ), f as (
                 insert into filing (position, submission_id, round_id, state_id, edition_id, wording_revision, kind, number,
                                     root, filed_at, filed_by, late, state_salt, names_state, header, commitments, asked)
                 select {at}, id, round_id, 'QMA', 'views-and-assessments/1', 1, 'filing', 1,
                        decode(repeat('00', 32), 'hex'), now(), id, false, decode(repeat('00', 16), 'hex'), false, '{{}}',
                        '', '' from s
                 returning position, round_id
             )
             insert into filed_answer (position, leaf, question, state_id, round_id, kind, standing, salt, counted,
                                       visibility, audience_states, audience_organisations, embargo_until, withdrawn)
             select position, 0, 'VA.authority', 'QMA', round_id, 'short_text', 'declined',
                    decode(repeat('00', 16), 'hex'), true, {sharing} from f;",
        );
        // Public evidence that this answer cites, and evidence shared in this way that the public answer cites.
        for (kind, cited, sharing) in [(1, at, "'public', null, null, null, false"), (2, PUBLIC_AT, sharing)] {
            let _ = write!(
                evidence,
                "with e as (
                     insert into evidence (id, state_id, sha256, size, media_type, commitment, visibility, audience_states,
                                           audience_organisations, counted, embargo_until, revision, kept_at, kept_by,
                                           removed_at)
                     select gen_random_uuid(), 'QMA', sha256('{kind} {at}'), {kind}, 'application/pdf',
                            sha256('{kind} {at}'), s.visibility, s.states::text[], s.organisations::text[], false,
                            s.embargo::timestamptz, {at}, now(), gen_random_uuid(), case when s.removed then now() end
                     from (select {sharing}) as s (visibility, states, organisations, embargo, removed) returning *
                 ), c as (
                     insert into evidence_commitment (commitment, evidence_id, state_id, salt, form)
                     select commitment, id, state_id, decode(repeat('00', 16), 'hex'), '{{}}'::jsonb from e
                     union all
                     -- Called otherwise since, and not filed under that name.
                     select sha256('again {kind} {at}'), id, state_id, decode(repeat('00', 16), 'hex'), '{{}}'::jsonb from e
                     returning *)
                 insert into filed_evidence (position, leaf, evidence_id, commitment, state_id)
                 select {cited}, 0, evidence_id, commitment, state_id from c where commitment = sha256('{kind} {at}');"
            );
        }
    }
    statements.push_str(&evidence);
    statements.push_str(
        "insert into evidence (id, state_id, sha256, size, media_type, commitment, visibility, counted, revision, kept_at,
                               kept_by)
         values (gen_random_uuid(), 'QMA', sha256('alone'), 3, 'application/pdf', sha256('alone'), 'public', false, 1, now(),
                 gen_random_uuid());
         insert into answer_merge (revision_id, into_id, submission_id, state_id)
         select id, coalesce(lead(id) over w, first_value(id) over w), submission_id, state_id
         from answer_revision window w as (order by id);",
    );
    sqlx::raw_sql(AssertSqlSafe(statements))
        .execute(&mut owner)
        .await
        .unwrap();
}

#[tokio::test]
async fn the_database_shows_each_class_of_reader_its_rows_and_no_other() {
    let database = fresh().await;
    furnish(&database).await;
    let mut service = PgConnection::connect(&database.service_url()).await.unwrap();
    for reader in READERS {
        let mut tx = service.begin().await.unwrap();
        let instant = [("now", "2027-03-01T12:00:00Z")];
        for (name, value) in reader.settings.iter().chain(&instant) {
            let setting = sqlx::query("select set_config('app.' || $1, $2, true)")
                .bind(*name)
                .bind(*value);
            setting.execute(&mut *tx).await.unwrap();
        }
        let mut places = async |table: &str| -> Vec<i64> {
            let query = format!("select position::bigint from {table} order by position");
            sqlx::query_scalar(AssertSqlSafe(query))
                .fetch_all(&mut *tx)
                .await
                .unwrap()
        };
        let named = |places: &[i64]| -> Vec<&str> {
            let place = |at: &i64| SHARED[usize::try_from(*at - 1).unwrap()].0;
            places.iter().map(place).collect()
        };
        assert_eq!(
            named(&places("filed_answer").await),
            reader.reads,
            "{}: answers filed",
            reader.name
        );
        // Evidence is read where both its own visibility and that of an answer which cites it let the reader: public
        // evidence with the answer, and evidence behind a public answer as far as it is shared itself.
        for kind in [1, 2] {
            let evidence = format!("(select revision as position from evidence where size = {kind}) e");
            let seen = named(&places(&evidence).await);
            assert_eq!(seen, reader.reads, "{}: evidence {kind}", reader.name);
        }
        assert_eq!(
            places("(select 1::bigint as position from evidence where size = 3) e")
                .await
                .len(),
            usize::from(reader.drafts)
        );
        let opened = if reader.drafts {
            4 * SHARED.len()
        } else {
            2 * reader.reads.len()
        };
        let openings = places("(select 1::bigint as position from evidence_commitment) e").await;
        assert_eq!(openings.len(), opened, "{}: what opens commitments", reader.name);
        // Nothing here names the State at filing; the secretariat knows who has filed.
        let knows = if reader.name == "the secretariat" {
            ALL
        } else {
            reader.reads
        };
        assert_eq!(named(&places("filing").await), knows, "{}: filings", reader.name);
        let log: Vec<Option<String>> = sqlx::query_scalar("select state_id from register_entry order by position")
            .fetch_all(&mut *tx)
            .await
            .unwrap();
        // The entry whose answer was under embargo names the State since that ended.
        let over = |name: &str| (name == "embargo over").then(|| "QMA".to_owned());
        let expected: Vec<_> = SHARED.iter().map(|shared| over(shared.0)).collect();
        assert_eq!(log, expected, "{}: the register", reader.name);

        let own = if reader.drafts { SHARED.len() } else { 0 };
        let one = usize::from(reader.drafts);
        let mut counts: Vec<(&str, usize)> = DRAFTS.iter().map(|table| (*table, own)).collect();
        let aggregates = |class| if reader.name == class { SHARED.len() } else { 0 };
        counts.extend([
            ("ministry", one),
            ("state_setting", one),
            ("event", one),
            ("event_heard", usize::from(reader.name == "aggregate")),
            ("filing_act", SHARED.len()),
            ("submission_opening", aggregates("the secretariat")),
            ("coded_answer", aggregates("aggregate")),
            ("coded_filing", aggregates("aggregate")),
        ]);
        for (table, expected) in counts {
            let query = format!("select count(*) from {table}");
            let count: i64 = sqlx::query_scalar(AssertSqlSafe(query))
                .fetch_one(&mut *tx)
                .await
                .unwrap();
            assert_eq!(usize::try_from(count).unwrap(), expected, "{}: {table}", reader.name);
        }
        // What may not be written for the State is not written, and what is on record is not written by anybody.
        let writes = reader.settings.contains(&("write_state", "{QMA}")) && reader.drafts;
        let changed = sqlx::query("update answer set standing = 'none' where standing = 'declined'")
            .execute(&mut *tx)
            .await
            .unwrap();
        let all = u64::try_from(SHARED.len()).unwrap();
        assert_eq!(
            changed.rows_affected(),
            if writes { all } else { 0 },
            "{}: writes",
            reader.name
        );
        let stolen = sqlx::query("update filed_answer set standing = 'none'")
            .execute(&mut *tx)
            .await;
        assert!(stolen.is_err(), "{}: changes what was filed", reader.name);
        tx.rollback().await.unwrap();
    }
}
