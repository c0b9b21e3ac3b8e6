-- Compilations of rounds: a work that any process of the service goes on with (docs/adr/0026-compilations.md). They are the
-- secretariat's alone.

create table compilation (
    id           uuid primary key,
    round_id     uuid not null references round,
    kind         text not null check (kind in ('whole', 'addendum', 'corrigendum')),
    symbol       text check (symbol <> ''),
    number       integer not null check (number >= 0),
    follows_id   uuid references compilation,
    -- The position of what it follows; 0 of a whole one.
    since        bigint not null check (since >= 0),
    position     bigint not null check (position >= since),
    language     text not null,
    pdf          boolean not null,
    readers      text not null check (readers in ('public', 'secretariat')),
    asked_by     uuid not null references account,
    asked_at     timestamptz not null,
    -- Until when the process that is at it has it, and which that is.
    leased_until timestamptz,
    leased_by    uuid,
    -- How often a process began or went on with it.
    attempts     smallint not null default 0,
    -- Since when it is known which replies are in it, and into which volumes they go.
    planned_at   timestamptz,
    divided_at   timestamptz,
    done_at      timestamptz,
    failed_at    timestamptz,
    failure      text check (failure in ('press', 'fonts', 'too_large', 'stuck')),
    check ((kind = 'whole') = (follows_id is null)),
    check ((kind = 'whole') = (number = 0)),
    check ((failed_at is null) = (failure is null)),
    check (done_at is null or failed_at is null)
);
create index compilation_by_round on compilation (round_id, asked_at);
create index compilation_due on compilation (asked_at) where done_at is null and failed_at is null;
create trigger compilation_stays before delete or update of id, round_id, kind, symbol, number, follows_id, since, position,
    language, pdf, readers, asked_by, asked_at on compilation for each row execute function refuse_change();

-- One reply, gathered: what it holds is given up when the compilation is done. Or one volume, set: it lies in the evidence
-- store under its hash.
create table compilation_part (
    compilation_id uuid not null references compilation,
    sort           text not null check (sort in ('reply', 'volume')),
    place          integer not null check (place >= 0),
    -- Of a reply: the State, none where its name may not be told; the act, and what stood or took it back.
    state_id       text references state,
    item           text check (item in ('reply', 'replaced', 'withdrawn')),
    act            bigint,
    before         bigint,
    -- Of a volume: the places of its replies, from the first up to the last and without it.
    first          integer,
    until          integer,
    made_at        timestamptz,
    -- How many questions it holds, and what it says.
    questions      integer check (questions >= 0),
    body           bytea,
    -- How far the register had come, and how often sharing had changed.
    edge           bigint,
    sharing        bigint,
    sha256         bytea check (octet_length(sha256) = 32),
    size           bigint check (size > 0),
    primary key (compilation_id, sort, place),
    check ((sort = 'volume') = (first is not null and until is not null)),
    check ((sort = 'reply') = (item is not null)),
    check ((sha256 is null) = (size is null)),
    check (sha256 is null or sort = 'volume')
);
-- What is in the evidence store for good is never forgotten here.
create function compilation_part_stays() returns trigger language plpgsql as $$ begin
    if old.sha256 is not null then
        raise exception 'a volume that is kept does not change' using errcode = 'integrity_constraint_violation';
    end if;
    return coalesce(new, old);
end $$;
create trigger compilation_part_stays before update or delete on compilation_part
    for each row execute function compilation_part_stays();

alter table compilation enable row level security;
alter table compilation_part enable row level security;
create policy compilation_all on compilation to normtrack_service
    using (app_reader() = 'secretariat') with check (app_reader() = 'secretariat');
create policy compilation_part_all on compilation_part to normtrack_service
    using (app_reader() = 'secretariat') with check (app_reader() = 'secretariat');
grant select, insert on compilation, compilation_part to normtrack_service;
grant update (leased_until, leased_by, attempts, planned_at, divided_at, done_at, failed_at, failure)
    on compilation to normtrack_service;
grant update (made_at, questions, body, edge, sharing, sha256, size) on compilation_part to normtrack_service;
