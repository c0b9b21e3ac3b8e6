-- Drafts of editions, and the one door through which one of them becomes an edition (docs/adr/0033-editor.md).

-- Looks past the policies of memberships, as the other roles that policies ask for by name.
create function app_is_catalogue_editor() returns boolean language sql stable security definer
    set search_path = pg_catalog, public
    as $$ select app_factor_suffices('catalogue_editor') and exists (select from membership m
        where m.account_id = app_account() and m.role = 'catalogue_editor'
          and m.valid_from <= app_now() and (m.valid_until is null or app_now() < m.valid_until)) $$;
revoke execute on function app_is_catalogue_editor() from public;
grant execute on function app_is_catalogue_editor() to normtrack_service;

-- A draft of an edition, and the number that the edition is to have.
create table edition_draft (
    id         uuid primary key,
    edition_id text not null check (edition_id ~ '^[a-z0-9-]+/[1-9][0-9]*$'),
    base_id    text references edition,
    stage      text not null check (stage in ('drafted', 'published', 'discarded')),
    revision   integer not null check (revision > 0),
    begun_by   uuid not null references account,
    begun_at   timestamptz not null,
    changed_at timestamptz not null,
    ended_at   timestamptz,
    constraint edition_draft_ends check ((stage = 'drafted') = (ended_at is null))
);
-- Two drafts of one questionnaire would continue the same edition, and the later of them would lose what the earlier one asks.
create unique index edition_draft_one_open on edition_draft (split_part(edition_id, '/', 1)) where stage = 'drafted';
create trigger edition_draft_stays before delete or update of id, base_id, begun_by, begun_at on edition_draft
    for each row execute function refuse_change();
create trigger edition_draft_is_over before update on edition_draft
    for each row when (old.stage <> 'drafted') execute function refuse_change();

-- Every text that was accepted, for ever, in the form in which editions are stored.
create table edition_draft_revision (
    draft_id   uuid not null references edition_draft,
    revision   integer not null check (revision > 0),
    hash       bytea not null check (octet_length(hash) = 32),
    structure  jsonb not null,
    wording    jsonb not null,
    written_by uuid not null references account,
    written_at timestamptz not null,
    primary key (draft_id, revision)
);
create trigger edition_draft_revision_append_only before update or delete on edition_draft_revision
    for each row execute function refuse_change();

alter table edition_draft enable row level security;
alter table edition_draft_revision enable row level security;

create policy edition_draft_read on edition_draft for select to normtrack_service
    using ((select app_is_catalogue_editor()));
create policy edition_draft_make on edition_draft for insert to normtrack_service
    with check ((select app_is_catalogue_editor()) and stage = 'drafted');
-- What publishes a draft is the function below.
create policy edition_draft_change on edition_draft for update to normtrack_service
    using ((select app_is_catalogue_editor())) with check (stage <> 'published');
create policy edition_draft_revision_read on edition_draft_revision for select to normtrack_service
    using ((select app_is_catalogue_editor()));
create policy edition_draft_revision_make on edition_draft_revision for insert to normtrack_service
    with check ((select app_is_catalogue_editor()));

grant select, insert on edition_draft, edition_draft_revision to normtrack_service;
grant update (edition_id, stage, revision, changed_at, ended_at) on edition_draft to normtrack_service;

-- The service cannot write editions. This can, in the name of the owner: a catalogue editor, for a draft that is stored, in the
-- revision named, and nothing else. That its content has no fault is decided before, by the domain.
create function publish_edition_draft(which uuid, seen integer) returns void language plpgsql security definer
    set search_path = pg_catalog, public
    as $$
    declare
        draft edition_draft;
        content edition_draft_revision;
    begin
        if not app_is_catalogue_editor() then
            raise exception 'only a catalogue editor publishes' using errcode = 'insufficient_privilege';
        end if;
        -- One publication at a time, as for the owner.
        lock table edition in share row exclusive mode;
        select * into draft from edition_draft where id = which and stage = 'drafted' and revision = seen for update;
        if not found then
            raise exception 'the draft stands otherwise' using errcode = 'serialization_failure';
        end if;
        select * into strict content from edition_draft_revision where draft_id = which and revision = seen;
        if content.structure ->> 'id' is distinct from draft.edition_id then
            raise exception 'the draft is of another edition' using errcode = 'integrity_constraint_violation';
        end if;
        insert into edition (id, hash, structure, published_at)
            values (draft.edition_id, content.hash, content.structure, app_now());
        insert into edition_wording (edition_id, revision, wording, valid_from)
            values (draft.edition_id, 1, content.wording, app_now());
        update edition_draft set stage = 'published', ended_at = app_now() where id = which;
        update house set edition_count = edition_count + 1;
    end $$;
revoke execute on function publish_edition_draft(uuid, integer) from public;
grant execute on function publish_edition_draft(uuid, integer) to normtrack_service;
