-- Passkeys, and what authenticators were asked to sign. People see their own passkeys without the keys; everything else is
-- the issuer's.

create table passkey (
    id                 uuid primary key,
    account_id         uuid not null references account,
    name               text not null check (char_length(name) between 1 and 200),
    created_at         timestamptz not null,
    used_at            timestamptz,
    counter            bigint not null check (counter between 0 and 4294967295),
    is_backup_eligible boolean not null,
    is_backed_up       boolean not null check (is_backup_eligible or not is_backed_up),
    is_verified        boolean not null,
    is_discoverable    boolean,
    suspected_at       timestamptz
);
create index passkey_by_account on passkey (account_id);
-- Apart, because nobody but the issuer ever reads it. Public keys, so nothing is sealed.
create table passkey_credential (
    passkey_id    uuid primary key references passkey on delete cascade,
    credential_id bytea not null check (octet_length(credential_id) between 16 and 1023),
    public_key    bytea not null,
    transports    smallint not null,
    constraint passkey_credential_once unique (credential_id)
);

-- What an authenticator was asked to sign: taken away by whoever answers first, and good for one step alone.
create table passkey_ceremony (
    challenge  bytea primary key check (octet_length(challenge) = 16),
    purpose    text not null check (purpose in ('registration', 'sign_in', 'second_factor', 'proof')),
    account_id uuid references account,
    session_id uuid references session,
    question   bytea references sign_in_challenge on delete cascade,
    state      bytea not null,
    made_at    timestamptz not null,
    check ((account_id is null) = (purpose = 'sign_in')),
    check ((session_id is null) = (purpose in ('sign_in', 'second_factor'))),
    check ((question is null) = (purpose <> 'second_factor'))
);
create index passkey_ceremony_by_time on passkey_ceremony (made_at);
create index passkey_ceremony_by_question on passkey_ceremony (question);

-- Recovery codes stand in for whatever second factor there is.
alter table recovery_code
    drop constraint recovery_code_account_id_fkey,
    add constraint recovery_code_account_id_fkey foreign key (account_id) references account;

alter table session
    drop constraint session_means_check,
    add constraint session_means_check check (means in ('password', 'password_code', 'password_recovery',
        'password_passkey', 'passkey'));

-- Whose only second factor it is, gains or loses rights with it.
create trigger passkey_announced after insert or delete on passkey
    for each row execute function announce_second_factor();

create or replace function app_factor_suffices(needing text) returns boolean language sql stable security definer
    set search_path = pg_catalog, public
    as $$ select not exists (select from factor_rule r where r.role = needing and r.since is not null)
        or exists (select from second_factor f where f.account_id = app_account() and f.confirmed_at is not null)
        or exists (select from passkey p where p.account_id = app_account()) $$;

alter table passkey enable row level security;
alter table passkey_credential enable row level security;
alter table passkey_ceremony enable row level security;

create policy passkey_read on passkey for select to normtrack_service
    using (app_reader() = 'issuer' or account_id = app_account());
create policy passkey_add on passkey for insert to normtrack_service with check (app_reader() = 'issuer');
create policy passkey_change on passkey for update to normtrack_service using (app_reader() = 'issuer');
create policy passkey_remove on passkey for delete to normtrack_service using (app_reader() = 'issuer');
create policy passkey_credential_all on passkey_credential to normtrack_service
    using (app_reader() = 'issuer') with check (app_reader() = 'issuer');
create policy passkey_ceremony_all on passkey_ceremony to normtrack_service
    using (app_reader() = 'issuer') with check (app_reader() = 'issuer');

grant select, insert, delete on passkey, passkey_credential, passkey_ceremony to normtrack_service;
grant update (name, used_at, counter, is_backed_up, suspected_at) on passkey to normtrack_service;
