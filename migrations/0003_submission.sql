-- Rounds, submissions and their answers. Everything a State owns carries its `state_id`, so that a policy is a comparison.

create function app_is_auditor() returns boolean language sql stable as $$
    select exists (select from membership m
                   where m.account_id = app_account() and m.role = 'auditor' and m.valid_from <= app_now()
                     and coalesce(m.valid_until > app_now(), true)) $$;
grant execute on function app_is_auditor() to normtrack_service;
create policy event_read on event for select to normtrack_service using (app_is_auditor());

create table round (
    id             uuid primary key,
    key            text not null,
    edition_id     text not null references edition,
    mandate        jsonb not null,
    titles         jsonb not null,
    opens_at       timestamptz not null,
    closes_on      date,
    zone           text not null,
    closes_at      timestamptz,
    archives_at    timestamptz,
    observers      boolean not null,
    constraint round_key_once unique (key),
    constraint round_closes_after_it_opens check (closes_at > opens_at),
    constraint round_archived_after_it_closes check (archives_at > coalesce(closes_at, opens_at))
);
alter table round enable row level security;
create policy round_read on round for select to normtrack_service using (true);
create policy round_write on round for insert to normtrack_service with check (app_reader() = 'secretariat');
grant select, insert on round to normtrack_service;

-- The States invited, with their groups as they were when the round opened: the denominator, frozen.
create table invitation_to_round (
    round_id       uuid not null references round,
    state_id       text not null references state,
    status         text not null check (status in ('member_state', 'observer_state')),
    regional_group text not null,
    m49_areas      text[] not null,
    ldc            boolean not null,
    lldc           boolean not null,
    sids           boolean not null,
    organisations  text[] not null,
    primary key (round_id, state_id)
);
create trigger invitation_to_round_frozen before update or delete on invitation_to_round
    for each row execute function refuse_change();
alter table invitation_to_round enable row level security;
create policy invitation_to_round_read on invitation_to_round for select to normtrack_service using (true);
create policy invitation_to_round_write on invitation_to_round for insert to normtrack_service
    with check (app_reader() = 'secretariat');
grant select, insert on invitation_to_round to normtrack_service;

create table submission (
    id                     uuid primary key,
    round_id               uuid not null references round,
    state_id               text not null references state,
    edition_id             text not null references edition,
    stage                  text not null
        check (stage in ('drafting', 'in_clearance', 'cleared', 'filed', 'amending', 'withdrawn')),
    revision               integer not null,
    -- The filing that stands, or that was taken back; and the act that took it back.
    filing                 bigint,
    withdrawal             bigint,
    language               text not null,
    confirmation           boolean,
    earlier_submission     boolean,
    shares_progress        boolean not null,
    -- How answers are shared that say nothing else.
    visibility             text not null,
    audience_states        text[],
    audience_organisations text[],
    counted                boolean not null,
    embargo_until          timestamptz,
    names_state            boolean not null,
    opened_at              timestamptz not null,
    constraint submission_one_per_round unique (round_id, state_id)
);
alter table submission enable row level security;
create policy submission_read on submission for select to normtrack_service using (state_id = any (app_read_state()));
create policy submission_insert on submission for insert to normtrack_service
    with check (state_id = any (app_write_state()));
create policy submission_update on submission for update to normtrack_service
    using (state_id = any (app_write_state())) with check (state_id = any (app_write_state()));
grant select, insert, update on submission to normtrack_service;

-- What a State decided for itself.
create table state_setting (
    state_id  text primary key references state,
    four_eyes boolean not null default true
);
alter table state_setting enable row level security;
create policy state_setting_read on state_setting for select to normtrack_service
    using (state_id = any (app_read_state()) or app_is_auditor());
create policy state_setting_insert on state_setting for insert to normtrack_service
    with check (state_id = any (app_write_state()));
create policy state_setting_update on state_setting for update to normtrack_service
    using (state_id = any (app_write_state())) with check (state_id = any (app_write_state()));
grant select, insert, update on state_setting to normtrack_service;

create table assignment (
    id            uuid primary key,
    submission_id uuid not null references submission,
    state_id      text not null references state,
    section       text not null,
    ministry_id   uuid references ministry,
    account_id    uuid references account,
    valid_from    timestamptz not null,
    valid_until   timestamptz check (valid_until >= valid_from),
    constraint assignment_to_one check (num_nonnulls(ministry_id, account_id) = 1)
);
create unique index assignment_one_at_a_time on assignment (submission_id, section) where valid_until is null;
alter table assignment enable row level security;
create policy assignment_read on assignment for select to normtrack_service using (state_id = any (app_read_state()));
create policy assignment_insert on assignment for insert to normtrack_service
    with check (state_id = any (app_write_state()));
create policy assignment_update on assignment for update to normtrack_service
    using (state_id = any (app_write_state())) with check (state_id = any (app_write_state()));
grant select, insert, update on assignment to normtrack_service;

-- The newest revision of each answer. One that was taken back stays as `not_answered`, so that its revisions go on.
create table answer (
    submission_id          uuid not null references submission,
    question               text not null,
    state_id               text not null,
    kind                   text not null,
    standing               text not null
        check (standing in ('answered', 'none', 'not_applicable', 'exists_not_disclosed', 'declined', 'not_answered')),
    value                  jsonb,
    language               text,
    -- The State's own translations of its text, by language code, each with its status.
    translations           jsonb,
    -- The filing, edition and question that it was carried from, and whether somebody said that it still holds.
    carried_from           jsonb,
    confirmed              boolean not null default true,
    -- The State's choice for this answer; null follows the submission.
    visibility             text,
    audience_states        text[],
    audience_organisations text[],
    counted                boolean,
    embargo_until          timestamptz,
    revision               integer not null,
    salt                   bytea not null check (octet_length(salt) = 16),
    changed_by             uuid not null,
    changed_at             timestamptz not null,
    primary key (submission_id, question),
    constraint answer_value_with_standing check ((standing = 'answered') = (value is not null))
) with (fillfactor = 80);
alter table answer enable row level security;
create policy answer_read on answer for select to normtrack_service using (state_id = any (app_read_state()));
create policy answer_insert on answer for insert to normtrack_service with check (state_id = any (app_write_state()));
create policy answer_update on answer for update to normtrack_service
    using (state_id = any (app_write_state())) with check (state_id = any (app_write_state()));
grant select, insert, update on answer to normtrack_service;

-- Every accepted save for ever, and what it was answered with under which idempotency key.
create table answer_revision (
    id            bigint generated always as identity primary key,
    submission_id uuid not null,
    question      text not null,
    state_id      text not null,
    kind          text not null,
    standing      text not null,
    value         jsonb,
    language      text,
    translations  jsonb,
    -- The revision it became; null where a newer one was stored already and this text awaits merging.
    revision      integer,
    based_on      integer not null,
    key           text,
    changed_by    uuid not null,
    changed_at    timestamptz not null
);
create unique index answer_revision_key_once on answer_revision (submission_id, question, key) where key is not null;
create index answer_revision_by_question on answer_revision (submission_id, question, id);
create trigger answer_revision_append_only before update or delete on answer_revision
    for each row execute function refuse_change();
alter table answer_revision enable row level security;
create policy answer_revision_read on answer_revision for select to normtrack_service
    using (state_id = any (app_read_state()));
create policy answer_revision_write on answer_revision for insert to normtrack_service
    with check (state_id = any (app_write_state()));
grant select, insert on answer_revision to normtrack_service;
