-- Signing in with identity providers.

-- By whom an account is known elsewhere. What an issuer calls a person is nobody's to read but the issuer's here and the
-- person's own.
create table identity (
    id         uuid primary key,
    account_id uuid not null references account,
    issuer     text not null check (octet_length(issuer) between 1 and 2000),
    subject    text not null check (octet_length(subject) between 1 and 255),
    linked_at  timestamptz not null,
    constraint identity_once unique (issuer, subject)
);
create index identity_by_account on identity (account_id);

-- Which memberships an identity provider gave: those it may take back, and no other.
create table provided_membership (
    membership_id uuid primary key references membership,
    identity_id   uuid not null references identity
);
create index provided_membership_by_identity on provided_membership (identity_id);
create trigger provided_membership_append_only before update or delete on provided_membership
    for each row execute function refuse_change();

-- Who came by a provider has no password; the row stays, because wrong codes are counted in it.
alter table credential alter column password_hash drop not null;

-- What was shown before a code is asked for, and what a session was begun with.
alter table sign_in_challenge
    add column first text not null default 'password' check (first in ('password', 'provider'));
alter table session
    drop constraint session_means_check,
    add constraint session_means_check check (means in ('password', 'password_code', 'password_recovery',
        'password_passkey', 'passkey', 'provider', 'provider_factor', 'provider_code', 'provider_recovery',
        'provider_passkey'));

-- A provider may have seen a second factor: then a session that it began stands for one. Which session acts is the
-- service's to know; this floor holds that the account has one.
create or replace function app_factor_suffices(needing text) returns boolean language sql stable security definer
    set search_path = pg_catalog, public
    as $$ select not exists (select from factor_rule r where r.role = needing and r.since is not null)
        or exists (select from second_factor f where f.account_id = app_account() and f.confirmed_at is not null)
        or exists (select from passkey p where p.account_id = app_account())
        or exists (select from session s where s.account_id = app_account() and s.ended_at is null
            and s.means = 'provider_factor' and s.started_at > app_now() - interval '30 days') $$;

alter table identity enable row level security;
alter table provided_membership enable row level security;
create policy identity_read on identity for select to normtrack_service
    using (app_reader() = 'issuer' or account_id = app_account());
create policy identity_link on identity for insert to normtrack_service with check (app_reader() = 'issuer');
create policy provided_membership_read on provided_membership for select to normtrack_service
    using (app_reader() = 'issuer');
create policy provided_membership_give on provided_membership for insert to normtrack_service
    with check (app_reader() = 'issuer');
alter policy membership_end on membership
    using ((state_id = any (app_write_state()) and role <> 'accredited_reader') or (select app_is_administrator())
        or (app_reader() = 'issuer' and account_id = app_account()
            and exists (select from provided_membership p where p.membership_id = membership.id)));

grant select, insert on identity, provided_membership to normtrack_service;
