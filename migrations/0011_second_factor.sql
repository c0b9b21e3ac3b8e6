-- Second factors, from where passwords and codes are tried, and what a session was begun with. All of it is the issuer's;
-- people see how far their own second factor is. Secrets are sealed or hashed before they come here.

create table second_factor (
    account_id   uuid primary key references account,
    begun_at     timestamptz not null,
    confirmed_at timestamptz,
    -- The last half minute, counted from 1970, whose code was taken: no code works twice.
    last_step    bigint check (last_step >= 0),
    check ((confirmed_at is null) = (last_step is null))
);
-- Apart, because nobody but the issuer ever reads it.
create table factor_secret (
    account_id uuid primary key references second_factor on delete cascade,
    sealed     bytea not null
);
create table recovery_code (
    hash       bytea primary key check (octet_length(hash) = 32),
    account_id uuid not null references second_factor on delete cascade,
    used_at    timestamptz
);
create index recovery_code_by_account on recovery_code (account_id);

-- Devices on which somebody has signed in. What is tried from one is counted there, and not with what strangers try.
create table device (
    id             uuid primary key,
    account_id     uuid not null references account,
    hash           bytea not null check (octet_length(hash) = 32),
    signed_in_at   timestamptz not null,
    failed         integer not null default 0 check (failed >= 0),
    last_failed_at timestamptz,
    codes_failed   integer not null default 0 check (codes_failed >= 0),
    code_failed_at timestamptz,
    constraint device_hash_once unique (hash)
);
create index device_by_account on device (account_id);
alter table credential
    add column codes_failed integer not null default 0 check (codes_failed >= 0),
    add column code_failed_at timestamptz;

-- Between a right password and the code.
create table sign_in_challenge (
    hash       bytea primary key check (octet_length(hash) = 32),
    account_id uuid not null references account,
    device_id  uuid references device on delete cascade,
    made_at    timestamptz not null,
    wrong      integer not null default 0 check (wrong >= 0),
    spent_at   timestamptz
);
create index sign_in_challenge_by_account on sign_in_challenge (account_id);
create index sign_in_challenge_by_device on sign_in_challenge (device_id);

-- Which roles need a second factor; those without a row do not.
create table factor_rule (
    role  text primary key check (role in ('contributor', 'clearer', 'focal_point', 'publishing_authority', 'reader',
        'secretariat_officer', 'catalogue_editor', 'analyst', 'auditor', 'administrator', 'accredited_reader')),
    since timestamptz
);

alter table session
    add column means text not null default 'password'
        check (means in ('password', 'password_code', 'password_recovery')),
    add column client text not null default 'unknown'
        check (client in ('firefox', 'chrome', 'edge', 'safari', 'other_browser', 'program', 'unknown')),
    add column refreshed_at timestamptz,
    add column failed integer not null default 0 check (failed >= 0),
    add column last_failed_at timestamptz,
    add column codes_failed integer not null default 0 check (codes_failed >= 0),
    add column code_failed_at timestamptz,
    drop constraint session_end_reason_check,
    add constraint session_end_reason_check
        check (end_reason in ('signed_out', 'reused', 'suspended', 'ended', 'factor'));
update session s set refreshed_at = t.newest
from (select session_id, max(issued_at) as newest from refresh_token group by session_id) t
where t.session_id = s.id and t.newest > s.started_at;

-- What every process must hear of within a second.
create function announce_second_factor() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$ begin
        perform pg_advisory_xact_lock(hashtext('normtrack.access_change'));
        insert into access_change (account_id) values (coalesce(new.account_id, old.account_id));
        return null;
    end $$;
create trigger second_factor_announced after insert or delete or update of confirmed_at on second_factor
    for each row execute function announce_second_factor();
create function announce_factor_rule() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$ begin
        perform pg_advisory_xact_lock(hashtext('normtrack.access_change'));
        insert into access_change (account_id) select distinct account_id from membership where role = new.role;
        return null;
    end $$;
create trigger factor_rule_announced after insert or update on factor_rule
    for each row execute function announce_factor_rule();

-- The two roles that policies ask for by name count as little as the others without the second factor that they need.
-- Looks past the policies of both tables.
create function app_factor_suffices(needing text) returns boolean language sql stable security definer
    set search_path = pg_catalog, public
    as $$ select not exists (select from factor_rule r where r.role = needing and r.since is not null)
        or exists (select from second_factor f where f.account_id = app_account() and f.confirmed_at is not null) $$;
revoke execute on function app_factor_suffices(text) from public;
grant execute on function app_factor_suffices(text) to normtrack_service;
create or replace function app_is_administrator() returns boolean language sql stable security definer
    set search_path = pg_catalog, public
    as $$ select app_factor_suffices('administrator') and exists (select from membership m
        where m.account_id = app_account() and m.role = 'administrator'
          and m.valid_from <= app_now() and (m.valid_until is null or app_now() < m.valid_until)) $$;
create or replace function app_is_auditor() returns boolean language sql stable as $$
    select app_factor_suffices('auditor') and exists (select from membership m
                   where m.account_id = app_account() and m.role = 'auditor' and m.valid_from <= app_now()
                     and coalesce(m.valid_until > app_now(), true)) $$;

alter table second_factor enable row level security;
alter table factor_secret enable row level security;
alter table recovery_code enable row level security;
alter table device enable row level security;
alter table sign_in_challenge enable row level security;
alter table factor_rule enable row level security;

create policy second_factor_read on second_factor for select to normtrack_service
    using (app_reader() = 'issuer' or account_id = app_account());
create policy second_factor_begin on second_factor for insert to normtrack_service with check (app_reader() = 'issuer');
create policy second_factor_change on second_factor for update to normtrack_service using (app_reader() = 'issuer');
create policy second_factor_end on second_factor for delete to normtrack_service using (app_reader() = 'issuer');
create policy factor_secret_all on factor_secret to normtrack_service
    using (app_reader() = 'issuer') with check (app_reader() = 'issuer');
create policy recovery_code_read on recovery_code for select to normtrack_service
    using (app_reader() = 'issuer' or account_id = app_account());
create policy recovery_code_make on recovery_code for insert to normtrack_service with check (app_reader() = 'issuer');
create policy recovery_code_use on recovery_code for update to normtrack_service using (app_reader() = 'issuer');
create policy recovery_code_void on recovery_code for delete to normtrack_service using (app_reader() = 'issuer');
create policy device_all on device to normtrack_service
    using (app_reader() = 'issuer') with check (app_reader() = 'issuer');
create policy sign_in_challenge_all on sign_in_challenge to normtrack_service
    using (app_reader() = 'issuer') with check (app_reader() = 'issuer');
-- Everybody who has an account may know what their roles ask for.
create policy factor_rule_read on factor_rule for select to normtrack_service
    using (app_reader() = 'issuer' or app_account() is not null);
create policy factor_rule_make on factor_rule for insert to normtrack_service
    with check ((select app_is_administrator()));
create policy factor_rule_change on factor_rule for update to normtrack_service
    using ((select app_is_administrator()));

grant select, insert, delete on second_factor, factor_secret, recovery_code, device, sign_in_challenge to normtrack_service;
grant update (begun_at, confirmed_at, last_step) on second_factor to normtrack_service;
grant update (sealed) on factor_secret to normtrack_service;
grant update (used_at) on recovery_code to normtrack_service;
grant update (signed_in_at, failed, last_failed_at, codes_failed, code_failed_at) on device to normtrack_service;
grant update (wrong, spent_at) on sign_in_challenge to normtrack_service;
grant select, insert on factor_rule to normtrack_service;
grant update (since) on factor_rule to normtrack_service;
grant update (means, refreshed_at, failed, last_failed_at, codes_failed, code_failed_at) on session to normtrack_service;
