//! What can be told of a database by looking at it as the service role, for whoever asks whether an installation is well.
//! Nothing is changed, and nothing that people wrote is read.

use chrono::{DateTime, Utc};
use domain::submission::Position;
use register::{Frontier, verify_inclusion};
use sea_orm::FromQueryResult;
use sqlx::postgres::PgConnection;
use sqlx::{Connection as _, Row as _};

use crate::live::APPLICATION;
use crate::migrate::{MIGRATIONS, connect};
use crate::record::number;
use crate::statement::sql;
use crate::{Snapshot, StoreError};

/// Which schema a database holds, against the one of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaFound {
    /// This program's.
    Current,
    /// None, or one that this role may not read.
    None,
    /// An older one of ours.
    Behind {
        /// How many migrations are missing.
        missing: usize,
    },
    /// A newer one of ours.
    Ahead {
        /// How many migrations this program does not know.
        unknown: usize,
    },
    /// Another one.
    Another,
}

/// What a role is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleFound {
    /// Its name.
    pub name: String,
    /// Whether nothing is forbidden to it.
    pub is_superuser: bool,
    /// Whether it passes row-level security.
    pub bypasses_policies: bool,
    /// How many tables, functions, databases and other things it owns, by itself or as a member of another role.
    pub owned: i64,
}

/// The settings of a server that decide whether what was acknowledged is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsFound {
    /// Whether what is written reaches the disk.
    pub fsync: bool,
    /// Whether a page that was half written is mended.
    pub full_page_writes: bool,
    /// What a commit waits for: `on`, `off`, `local`, `remote_write` or `remote_apply`.
    pub synchronous_commit: String,
    /// Whether it is a replica, or refuses to be written to.
    pub is_read_only: bool,
    /// The form of its texts.
    pub encoding: String,
    /// The most sessions at once, without those kept for superusers.
    pub connections: i64,
    /// The sessions that there are.
    pub connections_used: i64,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// The version, as PostgreSQL numbers them: 150018 is 15.18.
    pub version: i32,
    /// The time of its clock.
    pub now: DateTime<Utc>,
    /// Its schema.
    pub schema: SchemaFound,
    /// The role.
    pub role: RoleFound,
    /// The settings.
    pub settings: SettingsFound,
    /// The versions of the processes that serve it now, one for each.
    pub processes: Vec<String>,
    /// The time zones of its rounds; none where the schema is not this program's.
    pub zones: Vec<String>,
}

/// The end of the register, looked at lightly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndFound {
    /// Nothing was filed yet.
    Empty,
    /// The last entry is in the tree whose head is at this position.
    Holds(Position),
    /// It is not what it was when it was written.
    Broken {
        /// Where.
        position: Position,
        /// What is wrong.
        what: String,
    },
}

/// Looks at a database. `url` names the role that serves.
pub async fn examine(url: &str) -> Result<Examined, StoreError> {
    let mut connection = connect(url).await?;
    let examined = look(&mut connection).await?;
    connection.close().await?;
    Ok(examined)
}

async fn look(connection: &mut PgConnection) -> Result<Examined, StoreError> {
    let row = sqlx::query(
        "select current_setting('server_version_num')::int as version, clock_timestamp() as now,
                current_setting('fsync') = 'on' as fsync, current_setting('full_page_writes') = 'on' as full_page_writes,
                current_setting('synchronous_commit') as synchronous_commit,
                pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as is_read_only,
                current_setting('server_encoding') as encoding,
                current_setting('max_connections')::bigint - current_setting('superuser_reserved_connections')::bigint
                    as connections,
                (select count(*) from pg_stat_activity where usesysid is not null) as connections_used,
                r.rolname::text as name, r.rolsuper, r.rolbypassrls,
                (select count(*) from pg_shdepend d where d.refclassid = 'pg_authid'::regclass and d.deptype = 'o'
                    and (d.dbid = 0 or d.dbid = (select oid from pg_database where datname = current_database()))
                    and pg_has_role(r.oid, d.refobjid, 'usage')) as owned
         from pg_roles r where r.rolname = current_user",
    )
    .fetch_one(&mut *connection)
    .await?;
    let schema = schema(connection).await;
    let processes = sqlx::query_scalar::<_, String>(
        "select application_name from pg_stat_activity
         where datname = current_database() and split_part(application_name, ' ', 1) = $1 order by 1",
    )
    .bind(APPLICATION)
    .fetch_all(&mut *connection)
    .await?;
    let of_process = |name: String| name.split(' ').nth(1).unwrap_or_default().to_owned();
    let zones = match schema {
        SchemaFound::Current => {
            sqlx::query_scalar("select distinct zone from round order by 1")
                .fetch_all(&mut *connection)
                .await?
        }
        SchemaFound::None | SchemaFound::Behind { .. } | SchemaFound::Ahead { .. } | SchemaFound::Another => Vec::new(),
    };
    Ok(Examined {
        version: row.try_get("version")?,
        now: row.try_get("now")?,
        schema,
        role: RoleFound {
            name: row.try_get("name")?,
            is_superuser: row.try_get("rolsuper")?,
            bypasses_policies: row.try_get("rolbypassrls")?,
            owned: row.try_get("owned")?,
        },
        settings: SettingsFound {
            fsync: row.try_get("fsync")?,
            full_page_writes: row.try_get("full_page_writes")?,
            synchronous_commit: row.try_get("synchronous_commit")?,
            is_read_only: row.try_get("is_read_only")?,
            encoding: row.try_get("encoding")?,
            connections: row.try_get("connections")?,
            connections_used: row.try_get("connections_used")?,
        },
        processes: processes.into_iter().map(of_process).collect(),
        zones,
    })
}

async fn schema(connection: &mut PgConnection) -> SchemaFound {
    let applied = sqlx::query_as("select version, checksum from _sqlx_migrations where success order by version");
    let Ok(applied): Result<Vec<(i64, Vec<u8>)>, _> = applied.fetch_all(connection).await else {
        return SchemaFound::None;
    };
    let wanted: Vec<(i64, Vec<u8>)> = MIGRATIONS.iter().map(|m| (m.version, m.checksum.to_vec())).collect();
    if applied == wanted {
        SchemaFound::Current
    } else if wanted.starts_with(&applied) {
        SchemaFound::Behind {
            missing: wanted.len() - applied.len(),
        }
    } else if applied.starts_with(&wanted) {
        SchemaFound::Ahead {
            unknown: applied.len() - wanted.len(),
        }
    } else {
        SchemaFound::Another
    }
}

impl Snapshot {
    /// Whether the end of the register is one: its head is that of the stored nodes, and the last entry is in it. In
    /// O(log n); `register check` walks all of it.
    pub async fn register_end_found(&self) -> Result<EndFound, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            position: i64,
            frontier: Vec<Vec<u8>>,
        }
        let row = Row::find_by_statement(sql("select position, frontier from register_edge", []))
            .one(self.connection())
            .await?
            .ok_or_else(|| StoreError::Schema("the table `register_edge` is empty".to_owned()))?;
        let size = number(row.position).unwrap_or_default();
        let position = Position(size);
        let broken = |what: &str| {
            Ok(EndFound::Broken {
                position,
                what: what.to_owned(),
            })
        };
        let nodes = row.frontier.iter();
        let nodes: Result<Vec<_>, _> = nodes
            .map(|node| node.as_slice().try_into().map(register::Hash))
            .collect();
        let Some(edge) = nodes.ok().and_then(|nodes| Frontier::new(size, nodes).ok()) else {
            return broken("its head is none of a tree");
        };
        if size == 0 {
            return Ok(EndFound::Empty);
        }
        let inclusion = match self.inclusion(position, size).await {
            Ok(Some(inclusion)) => inclusion,
            Ok(None) => return broken("the last entry is missing"),
            Err(error @ StoreError::Unavailable(_)) => return Err(error),
            Err(_) => return broken("nodes of its tree are missing"),
        };
        if inclusion.log != edge.head() {
            return broken("its head is not that of the stored tree");
        }
        match verify_inclusion(&inclusion.entry.leaf_hash(), size - 1, &inclusion.log, &inclusion.path) {
            Ok(()) => Ok(EndFound::Holds(position)),
            Err(_) => broken("the last entry is not the one in its tree"),
        }
    }
}
