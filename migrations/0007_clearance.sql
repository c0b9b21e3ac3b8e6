-- Who signs a section off and what they signed; what people of a delegation say to each other.

-- How far a draft has come with those who sign is worked out from what they signed and what would be filed, never stored.
alter table submission drop constraint submission_stage_check;
alter table submission add constraint submission_stage_check
    check (stage in ('drafting', 'filed', 'amending', 'withdrawn'));

-- Every act of clearance, in the order in which they were done: each is made under the lock of its submission.
create table clearance_entry (
    id            bigint generated always as identity primary key,
    submission_id uuid not null references submission,
    state_id      text not null references state,
    section       text not null,
    -- Which sending it belongs to; 0 before the first.
    turn          integer not null check (turn >= 0),
    act           text not null check (act in ('arranged', 'substituted', 'sent', 'signed', 'returned', 'recalled')),
    ministry_id   uuid references ministry,
    -- Who may sign in the place of the ministry's own people; null: nobody any longer.
    substitute_id uuid references account,
    as_substitute boolean,
    -- The ministries, step by step.
    steps         jsonb,
    -- What was before those who sign: revision by question.
    answers       jsonb,
    reason        text,
    account_id    uuid not null references account,
    at            timestamptz not null,
    constraint clearance_entry_holds_its_act check (
        (act = 'arranged') = (steps is not null) and (act = 'sent') = (answers is not null)
        and (act in ('signed', 'returned', 'substituted')) = (ministry_id is not null)
        and (act = 'signed') = (as_substitute is not null)
        and (act <> 'returned' or reason is not null))
);
create index clearance_entry_by_submission on clearance_entry (submission_id, id);
create trigger clearance_entry_append_only before update or delete on clearance_entry
    for each row execute function refuse_change();
alter table clearance_entry enable row level security;
create policy clearance_entry_read on clearance_entry for select to normtrack_service
    using (state_id = any (app_read_state()));
create policy clearance_entry_insert on clearance_entry for insert to normtrack_service
    with check (state_id = any (app_write_state()));
grant select, insert on clearance_entry to normtrack_service;

create table comment_thread (
    id            uuid primary key,
    submission_id uuid not null references submission,
    state_id      text not null references state,
    question      text not null,
    resolved_by   uuid references account,
    resolved_at   timestamptz,
    constraint comment_thread_resolved_by_somebody check (num_nulls(resolved_by, resolved_at) in (0, 2))
);
create index comment_thread_by_question on comment_thread (submission_id, question);
alter table comment_thread enable row level security;
create policy comment_thread_read on comment_thread for select to normtrack_service
    using (state_id = any (app_read_state()));
create policy comment_thread_insert on comment_thread for insert to normtrack_service
    with check (state_id = any (app_write_state()));
create policy comment_thread_update on comment_thread for update to normtrack_service
    using (state_id = any (app_write_state())) with check (state_id = any (app_write_state()));
grant select, insert on comment_thread to normtrack_service;
grant update (resolved_by, resolved_at) on comment_thread to normtrack_service;

-- No comment ever changes.
create table comment (
    id            uuid primary key,
    thread_id     uuid not null references comment_thread,
    submission_id uuid not null references submission,
    state_id      text not null references state,
    content       text not null,
    mentions      uuid[] not null,
    key           text,
    account_id    uuid not null references account,
    at            timestamptz not null
);
create index comment_by_thread on comment (thread_id);
create index comment_by_submission on comment (submission_id);
create index comment_by_mention on comment using gin (mentions);
create unique index comment_key_once on comment (submission_id, key) where key is not null;
create trigger comment_append_only before update or delete on comment for each row execute function refuse_change();
alter table comment enable row level security;
create policy comment_read on comment for select to normtrack_service using (state_id = any (app_read_state()));
create policy comment_insert on comment for insert to normtrack_service
    with check (state_id = any (app_write_state()));
grant select, insert on comment to normtrack_service;
