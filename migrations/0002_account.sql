-- People: accounts, what they sign in with, and the memberships that give them rights. The service signs people in as
-- reader `issuer`, before anybody is known; everybody else sees their own account, their State's members, or, as an
-- administrator, all of them. What a role means is the domain's matter; here stand only the walls.

create table account (
    id            uuid primary key,
    email         text not null check (email = lower(email) and octet_length(email) <= 254),
    name          text not null check (char_length(name) between 1 and 200),
    language      text not null check (language in ('ar', 'zh', 'en', 'fr', 'ru', 'es')),
    suspended_at  timestamptz,
    demonstration boolean not null default false,
    created_at    timestamptz not null,
    constraint account_email_once unique (email)
);

-- Apart from the account, because nobody but the issuer ever reads it.
create table credential (
    account_id     uuid primary key references account,
    password_hash  text not null,
    failed         integer not null default 0 check (failed >= 0),
    last_failed_at timestamptz
);

alter table ministry add constraint ministry_of_state unique (id, state_id);

create table membership (
    id              uuid primary key,
    account_id      uuid not null references account,
    role            text not null,
    state_id        text references state,
    ministry_id     uuid,
    organisation_id text references organisation,
    valid_from      timestamptz not null,
    valid_until     timestamptz check (valid_until >= valid_from),
    foreign key (ministry_id, state_id) references ministry (id, state_id),
    -- The same rule as `Role::fits`.
    constraint membership_role_fits_place check (case role
        when 'contributor' then state_id is not null and organisation_id is null
        when 'clearer' then state_id is not null and ministry_id is not null and organisation_id is null
        when 'focal_point' then state_id is not null and organisation_id is null
        when 'publishing_authority' then state_id is not null and organisation_id is null
        when 'reader' then state_id is not null and organisation_id is null
        when 'accredited_reader' then num_nonnulls(state_id, organisation_id) = 1 and ministry_id is null
        when 'secretariat_officer' then num_nonnulls(state_id, ministry_id, organisation_id) = 0
        when 'catalogue_editor' then num_nonnulls(state_id, ministry_id, organisation_id) = 0
        when 'analyst' then num_nonnulls(state_id, ministry_id, organisation_id) = 0
        when 'auditor' then num_nonnulls(state_id, ministry_id, organisation_id) = 0
        when 'administrator' then num_nonnulls(state_id, ministry_id, organisation_id) = 0
        else false end)
);
create index membership_by_account on membership (account_id);
create index membership_by_state on membership (state_id);

create table invitation (
    id               uuid primary key,
    token_hash       bytea not null check (octet_length(token_hash) = 32),
    email            text not null check (email = lower(email) and octet_length(email) <= 254),
    role             text not null,
    state_id         text references state,
    ministry_id      uuid,
    organisation_id  text references organisation,
    membership_until timestamptz,
    issued_by        uuid references account,
    issued_at        timestamptz not null,
    expires_at       timestamptz not null check (expires_at > issued_at),
    accepted_at      timestamptz,
    accepted_by      uuid references account,
    revoked_at       timestamptz,
    revoked_by       uuid references account,
    foreign key (ministry_id, state_id) references ministry (id, state_id),
    constraint invitation_token_once unique (token_hash),
    check ((accepted_at is null) = (accepted_by is null)),
    check ((revoked_at is null) = (revoked_by is null)),
    check (accepted_at is null or revoked_at is null)
);
create index invitation_by_state on invitation (state_id);

create table session (
    id         uuid primary key,
    account_id uuid not null references account,
    started_at timestamptz not null,
    ended_at   timestamptz,
    end_reason text check (end_reason in ('signed_out', 'reused', 'suspended')),
    check ((ended_at is null) = (end_reason is null))
);
create index session_by_account on session (account_id, started_at);

create table refresh_token (
    hash       bytea primary key check (octet_length(hash) = 32),
    session_id uuid not null references session,
    issued_at  timestamptz not null,
    used_at    timestamptz
);
create index refresh_token_by_session on refresh_token (session_id);

-- Private keys, sealed under a key that the database never sees; the public half is open. Retired, never deleted.
create table signing_key (
    id         uuid primary key,
    purpose    text not null check (purpose in ('token', 'receipt')),
    public_key bytea not null check (octet_length(public_key) = 32),
    sealed     bytea not null,
    created_at timestamptz not null,
    retired_at timestamptz
);
create unique index signing_key_one_active on signing_key (purpose) where retired_at is null;

-- What every process must hear of within a second: whose rights or sessions changed, or (without an account) that the
-- keys did. Written by triggers, so that no writer can forget it, and under a lock until commit, so that ids become
-- visible in their order and a reader that polls past one has missed nothing before it.
create table access_change (
    id         bigint generated always as identity primary key,
    account_id uuid
);
create function announce_access_change() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$
    declare whose uuid;
    begin
        whose := case tg_table_name
            when 'account' then to_jsonb(new) ->> 'id'
            when 'signing_key' then null
            else to_jsonb(new) ->> 'account_id' end;
        perform pg_advisory_xact_lock(hashtext('normtrack.access_change'));
        insert into access_change (account_id) values (whose);
        return null;
    end $$;
create trigger account_announced after update of suspended_at on account
    for each row when (old.suspended_at is distinct from new.suspended_at) execute function announce_access_change();
create trigger membership_announced after insert or update on membership
    for each row execute function announce_access_change();
create trigger session_announced after update of ended_at on session
    for each row when (old.ended_at is distinct from new.ended_at) execute function announce_access_change();
create trigger signing_key_announced after insert or update on signing_key
    for each row execute function announce_access_change();

-- Demonstration accounts exist only in a database made for a demonstration.
create function refuse_demonstration_elsewhere() returns trigger language plpgsql as $$
    begin
        if new.demonstration and not (select demonstration from house) then
            raise exception 'demonstration accounts belong in a database made for a demonstration'
                using errcode = 'check_violation', constraint = 'account_demonstration_elsewhere';
        end if;
        return new;
    end $$;
create trigger account_demonstration before insert or update of demonstration on account
    for each row execute function refuse_demonstration_elsewhere();

-- Looks past the policies of `membership`, which ask this very question.
create function app_is_administrator() returns boolean language sql stable security definer
    set search_path = pg_catalog, public
    as $$ select exists (select from membership m
        where m.account_id = app_account() and m.role = 'administrator'
          and m.valid_from <= app_now() and (m.valid_until is null or app_now() < m.valid_until)) $$;
revoke execute on function app_is_administrator() from public;
grant execute on function app_is_administrator() to normtrack_service;

alter table account enable row level security;
alter table credential enable row level security;
alter table membership enable row level security;
alter table invitation enable row level security;
alter table session enable row level security;
alter table refresh_token enable row level security;
alter table signing_key enable row level security;
alter table access_change enable row level security;

create policy membership_read on membership for select to normtrack_service
    using (app_reader() = 'issuer' or account_id = app_account() or state_id = any (app_read_state())
        or (select app_is_administrator()));
create policy membership_begin on membership for insert to normtrack_service with check (app_reader() = 'issuer');
-- Ending one: a State its own national team, an administrator any.
create policy membership_end on membership for update to normtrack_service
    using ((state_id = any (app_write_state()) and role <> 'accredited_reader') or (select app_is_administrator()));

create policy account_read on account for select to normtrack_service
    using (app_reader() = 'issuer' or id = app_account() or (select app_is_administrator())
        or exists (select from membership m where m.account_id = account.id and m.state_id = any (app_read_state())));
create policy account_open on account for insert to normtrack_service with check (app_reader() = 'issuer');
create policy account_change on account for update to normtrack_service
    using (id = app_account() or (select app_is_administrator()));

create policy credential_all on credential to normtrack_service
    using (app_reader() = 'issuer') with check (app_reader() = 'issuer');

create policy invitation_read on invitation for select to normtrack_service
    using (app_reader() = 'issuer' or (state_id = any (app_write_state()) and role <> 'accredited_reader')
        or (select app_is_administrator()));
create policy invitation_issue on invitation for insert to normtrack_service
    with check ((app_reader() = 'issuer' and issued_by is null)
        or (issued_by = app_account()
            and ((state_id = any (app_write_state()) and role <> 'accredited_reader')
                or (select app_is_administrator()))));
create policy invitation_change on invitation for update to normtrack_service
    using (app_reader() = 'issuer' or (state_id = any (app_write_state()) and role <> 'accredited_reader')
        or (select app_is_administrator()));

create policy session_read on session for select to normtrack_service
    using (app_reader() = 'issuer' or account_id = app_account() or (select app_is_administrator()));
create policy session_begin on session for insert to normtrack_service with check (app_reader() = 'issuer');
create policy session_end on session for update to normtrack_service
    using (app_reader() = 'issuer' or account_id = app_account() or (select app_is_administrator()));
create policy refresh_token_all on refresh_token to normtrack_service
    using (app_reader() = 'issuer') with check (app_reader() = 'issuer');

create policy signing_key_read on signing_key for select to normtrack_service using (app_reader() = 'issuer');
create policy signing_key_make on signing_key for insert to normtrack_service with check (app_reader() = 'issuer');
create policy signing_key_retire on signing_key for update to normtrack_service using (app_reader() = 'issuer');
create policy access_change_read on access_change for select to normtrack_service using (app_reader() = 'issuer');

-- An administrator writes to the trail about a State's members without writing for the State.
-- One policy and `case`, because of two policies PostgreSQL asks the later one first, and that question costs more than
-- the rest of a save.
alter policy event_write on event with check (account_id is not distinct from app_account()
    and case when state_id is null or state_id = any (app_write_state()) or app_reader() in ('secretariat', 'issuer')
        then true else account_id is not null and app_is_administrator() end);

grant select, insert on account, membership, invitation, session, refresh_token, signing_key to normtrack_service;
grant update (name, language, suspended_at) on account to normtrack_service;
grant update (valid_until) on membership to normtrack_service;
grant update (accepted_at, accepted_by, revoked_at, revoked_by) on invitation to normtrack_service;
grant update (ended_at, end_reason) on session to normtrack_service;
grant update (used_at) on refresh_token to normtrack_service;
grant update (retired_at) on signing_key to normtrack_service;
grant select, insert, update on credential to normtrack_service;
grant select on access_change to normtrack_service;
