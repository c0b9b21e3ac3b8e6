-- The register: one gapless log of filings, and what each of them holds.

create table filing (
    position            bigint primary key check (position > 0),
    submission_id       uuid not null references submission,
    round_id            uuid not null references round,
    state_id            text not null references state,
    edition_id          text not null references edition,
    wording_revision    integer not null,
    kind                text not null check (kind in ('filing', 'amendment', 'withdrawal')),
    number              integer not null check (number > 0),
    root                bytea not null check (octet_length(root) = 32),
    filed_at            timestamptz not null,
    filed_by            uuid not null,
    late                boolean not null,
    -- The entry commits to the State under this salt. Whether a reader gets the name is decided when they read: it may
    -- be given later than at filing, and cease to be, while the log stays as it is.
    state_salt          bytea not null check (octet_length(state_salt) = 16),
    names_state         boolean not null,
    header              jsonb not null,
    -- 32 bytes for each answer in the order of the leaves; kept when content is erased.
    commitments         bytea not null,
    -- One bit for each question of the edition: whether it was enabled.
    asked               bytea not null
);
create index filing_by_submission on filing (submission_id, position);
create index filing_by_round on filing (round_id, position);
-- Only whether it names the State may change; everything else is on record.
create trigger filing_append_only before delete or update of position, submission_id, round_id, state_id, edition_id,
    wording_revision, kind, number, root, filed_at, filed_by, late, state_salt, header, commitments, asked
    on filing for each row execute function refuse_change();
alter table filing enable row level security;
create policy filing_write on filing for insert to normtrack_service with check (state_id = any (app_write_state()));
create policy filing_name on filing for update to normtrack_service
    using (state_id = any (app_write_state())) with check (state_id = any (app_write_state()));
grant select, insert, update (names_state) on filing to normtrack_service;

-- The end of the log: the lock under which positions are given, and the right edge of its tree (RFC 9162, 2.1).
create table register_edge (
    only_row boolean primary key default true check (only_row),
    position bigint not null default 0,
    filed_at timestamptz,
    frontier bytea[] not null default '{}',
    -- Counts changes of who reads what was filed: figures depend on it and it moves no position.
    sharing  bigint not null default 0
);
insert into register_edge default values;
grant select, update on register_edge to normtrack_service;

-- The inner nodes of the log's tree, each written once: level 0 are the leaves.
create table register_node (
    level smallint not null,
    index bigint not null,
    hash  bytea not null check (octet_length(hash) = 32),
    primary key (level, index)
);
create trigger register_node_append_only before update or delete on register_node
    for each row execute function refuse_change();
grant select, insert on register_node to normtrack_service;

create table filed_answer (
    position               bigint not null references filing,
    leaf                   smallint not null,
    question               text not null,
    state_id               text not null,
    round_id               uuid not null,
    kind                   text not null,
    standing               text not null,
    value                  jsonb,
    -- The options chosen, by their place in the list: what figures are made of.
    options                smallint[],
    language               text,
    translations           jsonb,
    salt                   bytea not null,
    visibility             text not null,
    audience_states        text[],
    audience_organisations text[],
    counted                boolean not null,
    embargo_until          timestamptz,
    -- Whether it was once shared with readers who cannot read it today: then it is never counted as hidden.
    narrowed               boolean not null default false,
    -- Whether the filing was withdrawn: then nobody but the State reads it any more.
    withdrawn              boolean not null default false,
    primary key (position, leaf),
    constraint filed_answer_question_once unique (position, question)
);
create index filed_answer_by_round on filed_answer (round_id, position);
create index filed_answer_embargo on filed_answer (embargo_until) where embargo_until is not null;
alter table filed_answer enable row level security;
create policy filed_answer_read on filed_answer for select to normtrack_service using (
    state_id = any (app_read_state())
    or (not withdrawn and coalesce(embargo_until <= app_now(), true) and (
        visibility = 'public'
        or (app_reader() = 'secretariat' and visibility <> 'national_team')
        or (visibility = 'member_states' and cardinality(app_audience_state()) > 0)
        or (visibility = 'audience'
            and (audience_states && app_audience_state() or audience_organisations && app_audience_organisation())))));
create policy filed_answer_insert on filed_answer for insert to normtrack_service
    with check (state_id = any (app_write_state()));
create policy filed_answer_update on filed_answer for update to normtrack_service
    using (state_id = any (app_write_state())) with check (state_id = any (app_write_state()));
grant select, insert on filed_answer to normtrack_service;
grant update (visibility, audience_states, audience_organisations, counted, embargo_until, narrowed, withdrawn)
    on filed_answer to normtrack_service;

-- A filing is there for whom it names the State, and for whoever may read one of its answers.
create policy filing_read on filing for select to normtrack_service
    using (names_state or state_id = any (app_read_state()) or app_reader() = 'secretariat'
        or exists (select from filed_answer a where a.position = filing.position));

-- What everybody may see of the log. The view reads with the owner's rights and leaves out the State where the entry does
-- not name it: until the State agrees, or an answer is open to Member States or the public, as one is when its embargo ends.
create view register_entry as
    select e.position, e.round_id, e.kind, e.number, e.root, e.filed_at,
           case when e.named then e.state_id end as state_id,
           case when e.named then e.state_salt end as state_salt
    from (select f.*, f.names_state or exists (
              select from filed_answer a
              where a.position = f.position and not a.withdrawn and a.visibility in ('member_states', 'public')
                and a.embargo_until <= app_now()) as named
          from filing f) e;
-- The acts of each submission, without the State: whether a filing still stands is told also where what superseded it is
-- out of sight.
create view filing_act as
    select submission_id, position, round_id, kind, number, root, filed_at from filing;
grant select on register_entry, filing_act to normtrack_service;

-- What figures are made of: codes and sharing, no text. Read with the owner's rights, by the snapshot only.
create view coded_answer as
    select a.round_id, a.position, a.question, a.standing, a.options, a.visibility, a.audience_states,
           a.audience_organisations, a.counted, a.embargo_until, a.narrowed
    from filed_answer a where app_reader() = 'aggregate';
create view coded_filing as
    select f.position, f.round_id, f.submission_id, f.state_id, f.kind, f.asked, f.filed_at
    from filing f where app_reader() = 'aggregate';
grant select on coded_answer, coded_filing to normtrack_service;

-- What the secretariat sees of work that is not filed: that it was opened, and no more.
create view submission_opening as
    select round_id, state_id, opened_at from submission where app_reader() = 'secretariat';
grant select on submission_opening to normtrack_service;

-- Releases of figures (docs/adr/0012-releases.md): immutable, read and written by the service alone, for they name
-- contributors.
create table release (
    round_id    uuid not null references round,
    number      integer not null check (number > 0),
    at_position bigint not null,
    made_at     timestamptz not null,
    figures     jsonb not null,
    primary key (round_id, number)
);
create trigger release_append_only before update or delete on release for each row execute function refuse_change();
alter table release enable row level security;
create policy release_all on release to normtrack_service
    using (app_reader() = 'aggregate') with check (app_reader() = 'aggregate');
grant select, insert on release to normtrack_service;
