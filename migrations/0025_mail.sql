-- What the secretariat does with rounds after it has laid them down (docs/adr/0031-mail.md): they are revised and called off
-- while they are planned, their last day is moved, they are archived. And letters about them.

alter table round
    -- Counts its changes, from 1: of two officers who change it at a time, the second is told.
    add column revision     integer not null default 1 check (revision > 0),
    -- When it was called off. Its row stays, so that its key is never given again.
    add column cancelled_at timestamptz check (cancelled_at < opens_at);
create trigger round_stays before delete or update of id, key, edition_id on round
    for each row execute function refuse_change();
-- The secretariat reads what was called off because whoever changes a row has to be able to read what comes of it; the service
-- asks for none of it.
alter policy round_read on round using (cancelled_at is null or app_reader() = 'secretariat');
create policy round_change on round for update to normtrack_service
    using (app_reader() = 'secretariat') with check (app_reader() = 'secretariat');
grant update (mandate, titles, opens_at, closes_on, zone, closes_at, archives_at, observers, revision, cancelled_at)
    on round to normtrack_service;

-- How often rounds were laid down or changed, also those that were called off: it never goes back, so that what was remembered
-- before is not taken for what is so now.
create view round_pulse as select coalesce(sum(revision), 0)::bigint as changes from round;
grant select on round_pulse to normtrack_service;

-- The outbox of letters: a row for each person who is written to, written in the unit that asked for it. No words and no
-- address: a letter is written when it is sent. What is kept of it is what the secretariat may know of it.
create table letter (
    id           uuid primary key,
    round_id     uuid not null references round,
    matter       text not null check (matter in ('invitation', 'reminder')),
    -- What the program of the officer called the asking: a repeat of it asks for nothing new.
    asking       text not null check (octet_length(asking) between 1 and 100),
    state_id     text not null references state,
    account_id   uuid not null references account,
    language     text not null check (language in ('ar', 'zh', 'en', 'fr', 'ru', 'es')),
    asked_by     uuid not null references account,
    asked_at     timestamptz not null,
    attempts     smallint not null default 0 check (attempts >= 0),
    -- When it is due; none where it is over.
    next_at      timestamptz,
    -- Until when the process that has it may be at it.
    leased_until timestamptz,
    outcome      text check (outcome in ('accepted', 'refused', 'given_up', 'needless')),
    -- What came of the last attempt: the three digits that the server said, or why it said none. Never its words: they name
    -- addresses.
    last_at      timestamptz,
    last_status  smallint,
    last_failure text check (last_failure in ('unreachable', 'too_slow', 'unfit')),
    constraint letter_once_per_asking unique (round_id, matter, asking, state_id, account_id),
    check ((next_at is null) = (outcome is not null))
);
create index letter_by_round on letter (round_id, asked_at, id);
create index letter_due on letter (next_at) where next_at is not null;
create trigger letter_stays before delete or update of id, round_id, matter, asking, state_id, account_id, language, asked_by,
    asked_at on letter for each row execute function refuse_change();
alter table letter enable row level security;
create policy letter_read on letter for select to normtrack_service using (app_reader() in ('secretariat', 'courier'));
create policy letter_ask on letter for insert to normtrack_service
    with check (app_reader() = 'secretariat' and asked_by = app_account());
create policy letter_change on letter for update to normtrack_service using (app_reader() = 'courier');
grant select, insert on letter to normtrack_service;
grant update (attempts, next_at, leased_until, outcome, last_at, last_status, last_failure) on letter to normtrack_service;

-- Who gets the letters to a State: its focal points and publishing authorities. The secretariat reads neither members nor
-- addresses: it is told that there is somebody, and in which language they are written to.
create function letter_recipients(states text[]) returns table (state_id text, account_id uuid, language text)
    language sql stable security definer set search_path = pg_catalog, public
    as $$ select distinct m.state_id, a.id, a.language
          from membership m join account a on a.id = m.account_id
          where app_reader() = 'secretariat' and m.state_id = any (states)
            and m.role in ('focal_point', 'publishing_authority') and m.valid_from <= app_now()
            and coalesce(m.valid_until > app_now(), true) and coalesce(a.suspended_at > app_now(), true) $$;
revoke execute on function letter_recipients(text[]) from public;
grant execute on function letter_recipients(text[]) to normtrack_service;

-- Where a letter goes that is about to be sent; nothing where it is needed no more: who it is for has no such role now, or the
-- State that was to be reminded has filed meanwhile.
create function letter_address(which uuid) returns text language sql stable security definer
    set search_path = pg_catalog, public
    as $$ select a.email from letter l join account a on a.id = l.account_id
          where app_reader() = 'courier' and l.id = which and coalesce(a.suspended_at > app_now(), true)
            and exists (select from membership m where m.account_id = a.id and m.state_id = l.state_id
                        and m.role in ('focal_point', 'publishing_authority') and m.valid_from <= app_now()
                        and coalesce(m.valid_until > app_now(), true))
            and (l.matter = 'invitation' or not exists (
                    select from submission s where s.round_id = l.round_id and s.state_id = l.state_id
                    and s.stage in ('filed', 'amending'))) $$;
revoke execute on function letter_address(uuid) from public;
grant execute on function letter_address(uuid) to normtrack_service;
