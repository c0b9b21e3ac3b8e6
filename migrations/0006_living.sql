-- What awaits merging and what took it up; where a text was carried from.

-- Null where the text was given in this submission. Else round, edition and question, the position of the filing where it
-- was filed, and whether the questions can be compared.
alter table answer_revision add column carried_from jsonb;
-- Few rows: saves that lost, and what earlier answers offer.
create index answer_revision_waiting on answer_revision (submission_id, question) where revision is null;
-- What a State said so far is looked for when it opens the next working file.
create index submission_by_state on submission (state_id, opened_at);

-- A text that awaited merging, and the one that took it up. Neither ever changes.
create table answer_merge (
    revision_id   bigint references answer_revision,
    into_id       bigint not null references answer_revision,
    submission_id uuid not null references submission,
    state_id      text not null,
    constraint answer_merge_once primary key (revision_id),
    constraint answer_merge_with_another check (revision_id <> into_id)
);
create index answer_merge_by_submission on answer_merge (submission_id);
create trigger answer_merge_append_only before update or delete on answer_merge
    for each row execute function refuse_change();
alter table answer_merge enable row level security;
create policy answer_merge_read on answer_merge for select to normtrack_service
    using (state_id = any (app_read_state()));
create policy answer_merge_insert on answer_merge for insert to normtrack_service
    with check (state_id = any (app_write_state()));
grant select, insert on answer_merge to normtrack_service;
