-- The settings that a transaction brings with it, and the reference tables that everything else points to.
-- A setting that was never made, or that was reset, reads as null: closed by default.

create function app_reader() returns text language sql stable parallel safe
    as $$ select nullif(current_setting('app.reader', true), '') $$;
create function app_read_state() returns text[] language sql stable parallel safe
    as $$ select nullif(current_setting('app.read_state', true), '')::text[] $$;
create function app_write_state() returns text[] language sql stable parallel safe
    as $$ select nullif(current_setting('app.write_state', true), '')::text[] $$;
-- The Member States whom the reader stands for, and the organisations whose audience the reader belongs to today.
create function app_audience_state() returns text[] language sql stable parallel safe
    as $$ select nullif(current_setting('app.audience_state', true), '')::text[] $$;
create function app_audience_organisation() returns text[] language sql stable parallel safe
    as $$ select nullif(current_setting('app.audience_organisation', true), '')::text[] $$;
create function app_account() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('app.account', true), '')::uuid $$;
-- The instant of the call, so that an embargo ends for the policies when it ends for the domain.
create function app_now() returns timestamptz language sql stable parallel safe
    as $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$;

grant execute on function app_reader(), app_read_state(), app_write_state(), app_audience_state(),
    app_audience_organisation(), app_account(), app_now() to normtrack_service;

-- One row: which product's schema this is, and whether the database was made for a demonstration.
create table house (
    only_row      boolean primary key default true check (only_row),
    product       text not null default 'normtrack',
    demonstration boolean not null default false,
    -- Counts publications, so that every process knows when to read the reference tables again.
    edition_count bigint not null default 0
);
insert into house default values;
grant select on house to normtrack_service;

-- States and organisations are public; only the owner writes them, when the catalogue is published.
create table state (
    id             text primary key check (id ~ '^[A-Z]{3}$'),
    alpha2         text unique check (alpha2 ~ '^[A-Z]{2}$'),
    m49            text unique check (m49 ~ '^[0-9]{3}$'),
    status         text not null check (status in ('member_state', 'observer_state')),
    names          jsonb not null,
    m49_areas      text[] not null,
    regional_group text not null,
    ldc            boolean,
    lldc           boolean,
    sids           boolean
);
create table organisation (
    id           text primary key check (id ~ '^[a-z0-9_]+$'),
    abbreviation text not null,
    names        jsonb not null
);
create table organisation_member (
    organisation_id text not null references organisation,
    state_id        text not null references state,
    valid_from      date not null,
    valid_until     date check (valid_until > valid_from),
    primary key (organisation_id, state_id, valid_from)
);
grant select on state, organisation, organisation_member to normtrack_service;

-- A published edition never changes: no statement of ours updates it, and the trigger refuses what is not ours.
create table edition (
    id            text primary key check (id ~ '^[a-z0-9-]+/[1-9][0-9]*$'),
    hash          bytea not null check (octet_length(hash) = 32),
    structure     jsonb not null,
    published_at  timestamptz not null
);
create table edition_wording (
    edition_id  text not null references edition,
    revision    integer not null check (revision > 0),
    wording     jsonb not null,
    valid_from  timestamptz not null,
    primary key (edition_id, revision)
);
create function refuse_change() returns trigger language plpgsql
    as $$ begin raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation'; end $$;
create trigger edition_immutable before update or delete on edition
    for each row execute function refuse_change();
create trigger edition_wording_immutable before update or delete on edition_wording
    for each row execute function refuse_change();
grant select on edition, edition_wording to normtrack_service;

-- A body inside a State. Its name is seen by that State only.
create table ministry (
    id       uuid primary key,
    state_id text not null references state,
    name     text not null check (name <> ''),
    constraint ministry_name_once unique (state_id, name)
);
alter table ministry enable row level security;
create policy ministry_read on ministry for select to normtrack_service
    using (state_id = any (app_read_state()));
create policy ministry_write on ministry for insert to normtrack_service
    with check (state_id = any (app_write_state()));
grant select, insert on ministry to normtrack_service;

-- The audit trail: one row per act, ids and codes only, never an answer.
create table event (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    account_id uuid,
    act        text not null,
    state_id   text references state,
    subject    text,
    detail     jsonb not null default '{}'
);
create index event_by_state on event (state_id, id);
create trigger event_append_only before update or delete on event
    for each row execute function refuse_change();
alter table event enable row level security;
create policy event_write on event for insert to normtrack_service
    with check (account_id is not distinct from app_account()
        and (state_id is null or state_id = any (app_write_state()) or app_reader() in ('secretariat', 'issuer')));
grant select, insert on event to normtrack_service;

-- The service refuses a schema that is not its own, so it may see which this is.
grant select on _sqlx_migrations to normtrack_service;
