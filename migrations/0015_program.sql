-- Programs of integrators: accounts that nobody signs in to. Their secrets are hashed before they come here, and the hashes
-- are the issuer's alone. A State sees its own programs, an administrator all of them.

alter table account add column is_program boolean not null default false;

create table program (
    account_id uuid primary key references account,
    -- The State of the membership, where it is held in one.
    state_id   text references state,
    scopes     text not null check (scopes in ('read', 'read draft', 'read evidence', 'read draft evidence')),
    made_by    uuid not null references account,
    made_at    timestamptz not null,
    ended_at   timestamptz
);
create index program_by_state on program (state_id);
create table program_secret (
    id         uuid primary key,
    account_id uuid not null references program,
    state_id   text references state,
    issued_by  uuid not null references account,
    issued_at  timestamptz not null,
    expires_at timestamptz not null check (expires_at > issued_at),
    used_at    timestamptz,
    ended_at   timestamptz
);
create index program_secret_by_account on program_secret (account_id);
create index program_secret_by_state on program_secret (state_id);
create table program_secret_hash (
    hash      bytea primary key check (octet_length(hash) = 32),
    secret_id uuid not null references program_secret,
    constraint program_secret_hash_one unique (secret_id)
);

-- No program holds a role that signs or administers: the same rule as `Role::is_for_programs`.
create function refuse_role_of_program() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$
    begin
        if new.role not in ('contributor', 'reader', 'analyst', 'accredited_reader')
           and (select is_program from account where id = new.account_id) then
            raise exception 'a program does not hold the role %', new.role
                using errcode = 'check_violation', constraint = 'membership_role_of_program';
        end if;
        return new;
    end $$;
create trigger membership_of_program before insert or update of role, account_id on membership
    for each row execute function refuse_role_of_program();

-- The end of a secret ends its tokens in every process within a second.
create trigger program_secret_announced after update of ended_at on program_secret
    for each row when (old.ended_at is distinct from new.ended_at) execute function announce_access_change();

alter table program enable row level security;
alter table program_secret enable row level security;
alter table program_secret_hash enable row level security;

create policy program_read on program for select to normtrack_service
    using (app_reader() = 'issuer' or account_id = app_account() or state_id = any (app_read_state())
        or (select app_is_administrator()));
create policy program_make on program for insert to normtrack_service with check (app_reader() = 'issuer');
create policy program_end on program for update to normtrack_service
    using (state_id = any (app_write_state()) or (select app_is_administrator()));
create policy program_secret_read on program_secret for select to normtrack_service
    using (app_reader() = 'issuer' or account_id = app_account() or state_id = any (app_read_state())
        or (select app_is_administrator()));
create policy program_secret_make on program_secret for insert to normtrack_service with check (app_reader() = 'issuer');
create policy program_secret_change on program_secret for update to normtrack_service
    using (app_reader() = 'issuer' or state_id = any (app_write_state()) or (select app_is_administrator()));
create policy program_secret_hash_all on program_secret_hash to normtrack_service
    using (app_reader() = 'issuer') with check (app_reader() = 'issuer');

grant select, insert on program, program_secret, program_secret_hash to normtrack_service;
grant update (ended_at) on program to normtrack_service;
grant update (used_at, ended_at) on program_secret to normtrack_service;
