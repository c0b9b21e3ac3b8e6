-- What States need to build capacity, what States and organisations offer, and where States have points of contact notified
-- (docs/adr/0028-needs-and-offers.md).

-- The organisations whose named unit the caller is of. Being of a member State is not being of the unit.
create function app_unit() returns text[] language sql stable security definer set search_path = pg_catalog, public
    as $$ select case when app_factor_suffices('accredited_reader') then array(
        select m.organisation_id from membership m
        where m.account_id = app_account() and m.role = 'accredited_reader' and m.organisation_id is not null
          and m.valid_from <= app_now() and (m.valid_until is null or app_now() < m.valid_until)) end $$;
revoke execute on function app_unit() from public;
grant execute on function app_unit() to normtrack_service;

-- A need or an offer, and what others read of it: a revision, since when, and who they are.
create table notice (
    id                     uuid primary key,
    side                   text not null check (side in ('need', 'offer')),
    state_id               text references state,
    organisation_id        text references organisation,
    stage                  text not null check (stage in ('drafted', 'released', 'closed', 'withdrawn')),
    revision               integer not null check (revision > 0),
    drafted_at             timestamptz not null,
    released_revision      integer,
    released_at            timestamptz,
    visibility             text check (visibility in ('secretariat', 'audience', 'member_states', 'public')),
    audience_states        text[],
    audience_organisations text[],
    ended_at               timestamptz,
    constraint notice_is_of_one_party check ((state_id is null) <> (organisation_id is null)),
    constraint notice_needs_are_of_states check (side = 'offer' or state_id is not null),
    constraint notice_is_released_whole check (
        (stage in ('released', 'closed')) = (released_revision is not null)
        and (released_revision is null) = (released_at is null)
        and (released_revision is null) = (visibility is null)),
    constraint notice_ends check ((stage in ('closed', 'withdrawn')) = (ended_at is not null))
);
create index notice_by_state on notice (state_id);
create index notice_by_organisation on notice (organisation_id);
create trigger notice_stays before delete or update of id, side, state_id, organisation_id, drafted_at on notice
    for each row execute function refuse_change();

-- Every text that was accepted, for ever.
create table notice_revision (
    notice_id       uuid not null references notice,
    revision        integer not null,
    state_id        text,
    organisation_id text,
    content         jsonb not null,
    written_by      uuid not null references account,
    written_at      timestamptz not null,
    primary key (notice_id, revision)
);
create trigger notice_revision_append_only before update or delete on notice_revision
    for each row execute function refuse_change();

-- Every release, for figures as of an instant.
create table notice_release (
    id                     bigint generated always as identity primary key,
    notice_id              uuid not null,
    revision               integer not null,
    state_id               text,
    organisation_id        text,
    visibility             text not null check (visibility in ('secretariat', 'audience', 'member_states', 'public')),
    audience_states        text[],
    audience_organisations text[],
    released_by            uuid not null references account,
    released_at            timestamptz not null,
    foreign key (notice_id, revision) references notice_revision
);
create index notice_release_by_notice on notice_release (notice_id, id);
create trigger notice_release_append_only before update or delete on notice_release
    for each row execute function refuse_change();

-- What a State says about a directory; the statement that nothing has superseded stands.
create table contact_statement (
    state_id               text not null references state,
    directory              text not null,
    revision               integer not null check (revision > 0),
    kinds                  text[] not null,
    visibility             text not null
        check (visibility in ('national_team', 'secretariat', 'audience', 'member_states', 'public')),
    audience_states        text[],
    audience_organisations text[],
    stated_by              uuid not null references account,
    stated_at              timestamptz not null,
    superseded_at          timestamptz,
    primary key (state_id, directory, revision)
);
create unique index contact_statement_one_stands on contact_statement (state_id, directory) where superseded_at is null;
create trigger contact_statement_stays before delete or update of state_id, directory, revision, kinds, visibility,
    audience_states, audience_organisations, stated_by, stated_at on contact_statement
    for each row execute function refuse_change();

alter table notice enable row level security;
alter table notice_revision enable row level security;
alter table notice_release enable row level security;
alter table contact_statement enable row level security;

create policy notice_read on notice for select to normtrack_service using (
    state_id = any (app_read_state()) or organisation_id = any ((select app_unit())::text[])
    or (stage in ('released', 'closed') and (
        visibility = 'public'
        or app_reader() = 'secretariat'
        or (visibility = 'member_states' and cardinality(app_audience_state()) > 0)
        or (visibility = 'audience'
            and (audience_states && app_audience_state() or audience_organisations && app_audience_organisation())))));
create policy notice_make on notice for insert to normtrack_service
    with check (state_id = any (app_write_state()) or organisation_id = any ((select app_unit())::text[]));
create policy notice_change on notice for update to normtrack_service
    using (state_id = any (app_write_state()) or organisation_id = any ((select app_unit())::text[]));

-- A release is read by those whom it named, as long as what stands of the notice names them too.
create policy notice_release_read on notice_release for select to normtrack_service using (
    state_id = any (app_read_state()) or organisation_id = any ((select app_unit())::text[])
    or ((visibility = 'public'
         or app_reader() = 'secretariat'
         or (visibility = 'member_states' and cardinality(app_audience_state()) > 0)
         or (visibility = 'audience'
             and (audience_states && app_audience_state() or audience_organisations && app_audience_organisation())))
        and exists (select from notice n where n.id = notice_release.notice_id)));
create policy notice_release_make on notice_release for insert to normtrack_service
    with check (state_id = any (app_write_state()) or organisation_id = any ((select app_unit())::text[]));

-- Others read a revision only where it was released to them.
create policy notice_revision_read on notice_revision for select to normtrack_service using (
    state_id = any (app_read_state()) or organisation_id = any ((select app_unit())::text[])
    or exists (select from notice_release r
               where r.notice_id = notice_revision.notice_id and r.revision = notice_revision.revision));
create policy notice_revision_make on notice_revision for insert to normtrack_service
    with check (state_id = any (app_write_state()) or organisation_id = any ((select app_unit())::text[]));

create policy contact_statement_read on contact_statement for select to normtrack_service using (
    state_id = any (app_read_state())
    or (superseded_at is null and (
        visibility = 'public'
        or (app_reader() = 'secretariat' and visibility <> 'national_team')
        or (visibility = 'member_states' and cardinality(app_audience_state()) > 0)
        or (visibility = 'audience'
            and (audience_states && app_audience_state() or audience_organisations && app_audience_organisation())))));
create policy contact_statement_make on contact_statement for insert to normtrack_service
    with check (state_id = any (app_write_state()));
create policy contact_statement_supersede on contact_statement for update to normtrack_service
    using (state_id = any (app_write_state()));

grant select, insert on notice, notice_revision, notice_release, contact_statement to normtrack_service;
grant update (stage, revision, released_revision, released_at, visibility, audience_states, audience_organisations, ended_at)
    on notice to normtrack_service;
grant update (superseded_at) on contact_statement to normtrack_service;

-- How often anything of this has changed, and how often what everybody reads. The first is for those who watch for the
-- service; it says of drafts that there are some, and so is told to nobody else.
create table notice_edge (
    only_row       boolean primary key default true check (only_row),
    changes        bigint not null default 0,
    public_changes bigint not null default 0
);
insert into notice_edge default values;
alter table notice_edge enable row level security;
create function notice_moves() returns trigger language plpgsql security definer set search_path = pg_catalog, public
    as $$
    declare
        is_public boolean := tg_op = 'UPDATE' and 'public' in (coalesce(new.visibility, ''), coalesce(old.visibility, ''))
            and (new.stage, new.released_revision, new.released_at, new.visibility)
                is distinct from (old.stage, old.released_revision, old.released_at, old.visibility);
    begin
        update notice_edge set changes = changes + 1, public_changes = public_changes + is_public::integer;
        return null;
    end $$;
create trigger notice_moves after insert or update on notice for each row execute function notice_moves();
create view notice_pulse as select changes from notice_edge where app_reader() = 'aggregate';
create view notice_public_edge as select public_changes from notice_edge;
grant select on notice_pulse, notice_public_edge to normtrack_service;
