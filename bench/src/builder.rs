//! Rows that would take the API long to write: States, people, rounds, working files and filings, as their owner.

use std::collections::BTreeMap;

use api::mint::Mint;
use chrono::{DateTime, TimeDelta, Utc};
use domain::questionnaire::Edition;
use domain::report::OptionSet;
use register::{Commitment, EntryKind, FiledAt, Frontier, LogEntry, Node, Root};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use sqlx::{Connection as _, PgConnection};
use store::{EditionRow, Publication, StateRow, answer_codec};
use uuid::Uuid;

use crate::sheet::Sheet;

/// How many States there are: as many as the United Nations have members.
pub(crate) const STATES: usize = 193;

/// How many different sheets the States of a round file.
const SHEETS: u64 = 24;

const GROUPS: [&str; 5] = ["african", "asia_pacific", "eastern_european", "grulac", "weog"];

/// The codes of the fictional States: user-assigned, `QMA` and on.
pub(crate) fn codes() -> impl Iterator<Item = String> {
    ('M'..='Z')
        .flat_map(|second| ('A'..='Z').map(move |third| format!("Q{second}{third}")))
        .take(STATES)
}

/// The fictional States as they are published.
pub(crate) fn states() -> impl Iterator<Item = StateRow> {
    codes().enumerate().map(|(place, code)| {
        let names: Map<String, Value> = ["ar", "zh", "en", "fr", "ru", "es"]
            .into_iter()
            .map(|language| (language.to_owned(), json!(format!("Fictional {code}"))))
            .collect();
        StateRow {
            alpha2: None,
            m49: None,
            status: "member_state".to_owned(),
            names: Value::Object(names),
            m49_areas: Vec::new(),
            regional_group: GROUPS[place % GROUPS.len()].to_owned(),
            ldc: Some(place.is_multiple_of(4)),
            lldc: Some(place.is_multiple_of(6)),
            sids: Some(place.is_multiple_of(5)),
            id: code,
        }
    })
}

/// Publishes copies of an edition under further numbers, as exercises of later years would be; returns their ids.
pub(crate) async fn publish_copies(owner_url: &str, edition: &Edition, copies: u32) -> anyhow::Result<Vec<String>> {
    let stored = catalogue::to_form(edition);
    let questionnaire = stored.id.split('/').next().unwrap_or_default();
    let mut publication = Publication::default();
    for number in 1..=copies {
        let id = format!("{questionnaire}/{}", 100 + number);
        let mut structure = stored.structure.clone();
        structure["id"] = json!(id);
        let hash = Sha256::digest(serde_json_canonicalizer::to_vec(&structure)?).to_vec();
        publication.editions.push(EditionRow {
            id,
            hash,
            structure,
            revision: 0,
            wording: stored.wording.clone(),
        });
    }
    store::publish(owner_url, &publication, Mint::system().now()).await?;
    Ok(publication.editions.into_iter().map(|edition| edition.id).collect())
}

/// A focal point.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) account: Uuid,
    pub(crate) membership: Uuid,
    pub(crate) session: Uuid,
}

/// A focal point for each State, with a session.
pub(crate) async fn focal_points(owner: &mut PgConnection) -> anyhow::Result<BTreeMap<String, Person>> {
    let mint = Mint::system();
    let since = mint.now() - TimeDelta::hours(1);
    let mut people = BTreeMap::new();
    let mut unit = owner.begin().await?;
    for state in codes() {
        let person = Person {
            account: mint.id(),
            membership: mint.id(),
            session: mint.id(),
        };
        sqlx::query(
            "with a as (insert into account (id, email, name, language, created_at)
                        values ($1, $4, 'Focal point', 'en', $6)),
                  m as (insert into membership (id, account_id, role, state_id, valid_from)
                        values ($2, $1, 'focal_point', $5, $6))
             insert into session (id, account_id, started_at) values ($3, $1, $6)",
        )
        .bind(person.account)
        .bind(person.membership)
        .bind(person.session)
        .bind(format!("{}@example.org", state.to_lowercase()))
        .bind(&state)
        .bind(since)
        .execute(&mut *unit)
        .await?;
        people.insert(state, person);
    }
    unit.commit().await?;
    Ok(people)
}

/// An officer of the secretariat, with a session.
pub(crate) async fn officer(owner: &mut PgConnection) -> anyhow::Result<Person> {
    let mint = Mint::system();
    let person = Person {
        account: mint.id(),
        membership: mint.id(),
        session: mint.id(),
    };
    sqlx::query(
        "with a as (insert into account (id, email, name, language, created_at)
                    values ($1, 'officer@example.org', 'Officer', 'en', $4)),
              m as (insert into membership (id, account_id, role, valid_from)
                    values ($2, $1, 'secretariat_officer', $4))
         insert into session (id, account_id, started_at) values ($3, $1, $4)",
    )
    .bind(person.account)
    .bind(person.membership)
    .bind(person.session)
    .bind(mint.now() - TimeDelta::hours(1))
    .execute(owner)
    .await?;
    Ok(person)
}

/// Whether a round still takes its first filings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    Open,
    Closed,
}

/// A round to which every State is invited.
pub(crate) async fn invite(owner: &mut PgConnection, key: &str, edition: &str, period: Period) -> anyhow::Result<Uuid> {
    let mint = Mint::system();
    let (id, now) = (mint.id(), mint.now());
    let opened = now - TimeDelta::days(400);
    let closes = match period {
        Period::Open => now + TimeDelta::days(200),
        Period::Closed => now - TimeDelta::days(30),
    };
    let mut unit = owner.begin().await?;
    sqlx::query(
        "insert into round (id, key, edition_id, mandate, titles, opens_at, closes_on, zone, closes_at, observers)
         values ($1, $2, $3, '{\"provision\": \"A-RES-69-28/3\"}',
                 '{\"en\": {\"content\": \"A round of fictional States\", \"status\": \"unofficial\"}}',
                 $4, $5::date, 'America/New_York', $5, false)",
    )
    .bind(id)
    .bind(key)
    .bind(edition)
    .bind(opened)
    .bind(closes)
    .execute(&mut *unit)
    .await?;
    sqlx::query(
        "insert into invitation_to_round (round_id, state_id, status, regional_group, m49_areas, ldc, lldc, sids,
                                          organisations)
         select $1, id, status, regional_group, m49_areas, ldc, lldc, sids, '{}' from state where id ~ '^Q[M-Z]'",
    )
    .bind(id)
    .execute(&mut *unit)
    .await?;
    unit.commit().await?;
    Ok(id)
}

/// A round to which every State is invited and for which each has opened its working file.
pub(crate) async fn round(owner: &mut PgConnection, key: &str, edition: &str, period: Period) -> anyhow::Result<Uuid> {
    let id = invite(owner, key, edition, period).await?;
    sqlx::query(
        "insert into submission (id, round_id, state_id, edition_id, stage, revision, language, shares_progress,
                                 visibility, counted, names_state, opened_at)
         select gen_random_uuid(), $1, i.state_id, $2, 'drafting', 1, 'en', false, 'public', true, true, $3
         from invitation_to_round i where i.round_id = $1",
    )
    .bind(id)
    .bind(edition)
    .bind(Mint::system().now() - TimeDelta::days(400))
    .execute(owner)
    .await?;
    Ok(id)
}

/// Writes what States file: [`SHEETS`] sheets of answers, coded as a filing codes them, some of them shared with few.
pub(crate) async fn sheets(owner: &mut PgConnection, edition: &Edition) -> anyhow::Result<()> {
    let mut unit = owner.begin().await?;
    sqlx::raw_sql(
        "create table bench_sheet (sheet integer, leaf smallint, question text, kind text, standing text, value jsonb,
                                   options smallint[], visibility text, primary key (sheet, leaf));
         create table bench_asked (sheet integer primary key, asked bytea);",
    )
    .execute(&mut *unit)
    .await?;
    for seed in 0..SHEETS {
        let number = i32::try_from(seed)?;
        let sheet = Sheet::varied(edition, seed)?;
        let mut asked = vec![0_u8; edition.questions().count().div_ceil(8)];
        for index in &sheet.asked {
            asked[usize::from(index.0) / 8] |= 1 << (index.0 % 8);
        }
        sqlx::query("insert into bench_asked values ($1, $2)")
            .bind(number)
            .bind(asked)
            .execute(&mut *unit)
            .await?;
        for (leaf, (index, (_, standing))) in sheet.answers.iter().enumerate() {
            let question = edition.at(*index).question;
            let (code, value) = answer_codec::encode(Some(standing));
            let options: Vec<i16> = OptionSet::chosen(edition, question, standing)
                .iter()
                .map(i16::try_from)
                .collect::<Result<_, _>>()?;
            let visibility = match seed % 4 {
                0 => "secretariat",
                1 if index.0 % 3 == 0 => "member_states",
                _ => "public",
            };
            sqlx::query("insert into bench_sheet values ($1, $2, $3, $4, $5, $6, $7, $8)")
                .bind(number)
                .bind(i16::try_from(leaf)?)
                .bind(question.code.as_str())
                .bind(question.kind.code().code())
                .bind(code)
                .bind(value)
                .bind(options)
                .bind(visibility)
                .execute(&mut *unit)
                .await?;
        }
    }
    unit.commit().await?;
    Ok(())
}

/// Lets every State file its sheet in a round, and amend it so often.
pub(crate) async fn file(
    owner: &mut PgConnection,
    round: Uuid,
    amendments: i32,
    at: DateTime<Utc>,
) -> anyhow::Result<()> {
    for turn in 0..=amendments {
        let mut unit = owner.begin().await?;
        sqlx::query(
            "with edge as (select position from register_edge),
             placed as (
                 select s.*, edge.position + row_number() over (order by s.state_id) as place,
                        (row_number() over (order by s.state_id) + $2) % $3 as sheet
                 from submission s, edge where s.round_id = $1)
             insert into filing (position, submission_id, round_id, state_id, edition_id, wording_revision, kind, number,
                                 root, filed_at, filed_by, late, state_salt, names_state, header, commitments, asked)
             select p.place, p.id, p.round_id, p.state_id, p.edition_id, 1,
                    case when $2 = 0 then 'filing' else 'amendment' end, $2 + 1, sha256(p.state_id::bytea),
                    $4 + p.place * interval '1 second', gen_random_uuid(), false,
                    decode(repeat('00', 16), 'hex'), true,
                    jsonb_build_object('state', p.state_id, 'round', (select key from round where id = p.round_id),
                                       'edition', p.edition_id, 'edition_hash', repeat('00', 32)),
                    '', a.asked
             from placed p join bench_asked a on a.sheet = p.sheet",
        )
        .bind(round)
        .bind(turn)
        .bind(i32::try_from(SHEETS)?)
        .bind(at)
        .execute(&mut *unit)
        .await?;
        sqlx::query(
            "insert into filed_answer (position, leaf, question, state_id, round_id, kind, standing, value, options,
                                       language, salt, visibility, counted)
             select f.position, b.leaf, b.question, f.state_id, f.round_id, b.kind, b.standing, b.value, b.options, 'en',
                    decode(repeat('00', 16), 'hex'), b.visibility, true
             from filing f, register_edge e, bench_sheet b
             where f.round_id = $1 and f.position > e.position and b.sheet = (f.position - e.position + $2) % $3",
        )
        .bind(round)
        .bind(turn)
        .bind(i32::try_from(SHEETS)?)
        .execute(&mut *unit)
        .await?;
        sqlx::query(
            "update register_edge set position = (select max(position) from filing), filed_at = (select max(filed_at) from filing)",
        )
        .execute(&mut *unit)
        .await?;
        unit.commit().await?;
    }
    sqlx::query(
        "update submission s set stage = 'filed', revision = 2,
                filing = (select max(position) from filing f where f.submission_id = s.id) where s.round_id = $1",
    )
    .bind(round)
    .execute(owner)
    .await?;
    Ok(())
}

/// Lets every State answer its working file of a round as `QMA` has.
pub(crate) async fn copy_answers(owner: &mut PgConnection, round: &str) -> anyhow::Result<()> {
    let mut unit = owner.begin().await?;
    for (table, own) in [("answer", "salt"), ("answer_revision", "based_on")] {
        let statement = format!(
            "insert into {table} (submission_id, state_id, question, kind, standing, value, language, translations,
                                  revision, changed_by, changed_at, {own})
             select s.id, s.state_id, a.question, a.kind, a.standing, a.value, a.language, a.translations, a.revision,
                    a.changed_by, a.changed_at, a.{own}
             from round r join submission s on s.round_id = r.id join submission q on q.round_id = r.id
                  join {table} a on a.submission_id = q.id
             where r.key = $1 and q.state_id = 'QMA' and s.state_id <> 'QMA'"
        );
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(round)
            .execute(&mut *unit)
            .await?;
    }
    unit.commit().await?;
    Ok(())
}

/// Lets the focal point of each State publish too, and each State do without four eyes: one person can do it all.
pub(crate) async fn let_file(owner: &mut PgConnection) -> anyhow::Result<()> {
    sqlx::raw_sql(
        "insert into membership (id, account_id, role, state_id, valid_from)
         select gen_random_uuid(), account_id, 'publishing_authority', state_id, valid_from from membership
         where role = 'focal_point';
         insert into state_setting (state_id, four_eyes) select state_id, false from membership where role = 'focal_point';",
    )
    .execute(owner)
    .await?;
    Ok(())
}

/// How many nodes of the log one statement writes.
const NODES: usize = 50_000;

/// Lets the register grow to so many entries, with its tree: acts of a round of their own, one State after the other, that
/// hold no answers. Their proofs verify.
pub(crate) async fn grow_log(owner: &mut PgConnection, edition: &str, entries: u32) -> anyhow::Result<()> {
    let key = "bench-log";
    let round = self::round(owner, key, edition, Period::Open).await?;
    let begun = Mint::system().now() - TimeDelta::days(300);
    sqlx::query(
        "with s as (select row_number() over (order by state_id) - 1 as place, * from submission where round_id = $1)
         insert into filing (position, submission_id, round_id, state_id, edition_id, wording_revision, kind, number, root,
                             filed_at, filed_by, late, state_salt, names_state, header, commitments, asked)
         select g, s.id, s.round_id, s.state_id, s.edition_id, 1, case when g <= $3 then 'filing' else 'amendment' end,
                (g - 1) / $3 + 1, sha256(g::text::bytea), $4 + g * interval '1 second', s.id, false,
                decode(repeat('00', 16), 'hex'), true, '{}', '', ''
         from generate_series(1, $2) g join s on s.place = (g - 1) % $3",
    )
    .bind(round)
    .bind(i32::try_from(entries)?)
    .bind(i32::try_from(STATES)?)
    .bind(begun)
    .execute(&mut *owner)
    .await?;
    let salted: Vec<_> = codes()
        .map(|state| {
            let mut hash = Sha256::new_with_prefix([0; 16]);
            hash.update(format!("{{\"state\":\"{state}\"}}"));
            Commitment(hash.finalize().into())
        })
        .collect();
    let mut frontier = Frontier::empty();
    let mut nodes = Vec::with_capacity(NODES + 64);
    for position in 1..=entries {
        let at = begun + TimeDelta::seconds(i64::from(position));
        let entry = LogEntry {
            position: u64::from(position),
            root: Root(Sha256::digest(position.to_string()).into()),
            state: salted[(position as usize - 1) % STATES],
            round: key.to_owned(),
            filed_at: FiledAt::from_unix_micros(at.timestamp_micros())?,
            kind: if position as usize <= STATES {
                EntryKind::Filing
            } else {
                EntryKind::Amendment
            },
        };
        nodes.extend(frontier.append(entry.leaf_hash()));
        if nodes.len() >= NODES || position == entries {
            write_nodes(owner, &nodes).await?;
            nodes.clear();
        }
    }
    let edge: Vec<_> = frontier.nodes().iter().map(|node| node.0.to_vec()).collect();
    sqlx::query("update register_edge set position = $1, filed_at = $2, frontier = $3")
        .bind(i64::from(entries))
        .bind(begun + TimeDelta::seconds(i64::from(entries)))
        .bind(edge)
        .execute(owner)
        .await?;
    Ok(())
}

async fn write_nodes(owner: &mut PgConnection, nodes: &[Node]) -> anyhow::Result<()> {
    let levels = nodes
        .iter()
        .map(|node| i16::try_from(node.level))
        .collect::<Result<Vec<_>, _>>()?;
    let indices = nodes
        .iter()
        .map(|node| i64::try_from(node.index))
        .collect::<Result<Vec<_>, _>>()?;
    let hashes: Vec<_> = nodes.iter().map(|node| node.hash.0.to_vec()).collect();
    sqlx::query("insert into register_node select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])")
        .bind(levels)
        .bind(indices)
        .bind(hashes)
        .execute(owner)
        .await?;
    Ok(())
}
