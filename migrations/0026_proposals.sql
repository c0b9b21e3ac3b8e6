-- Proposals of further norms and of elaborations, who co-sponsors them, and what States say about them
-- (docs/adr/0032-proposals.md).

-- A proposal of the State that leads it.
create table proposal (
    id         uuid primary key,
    state_id   text not null references state,
    stage      text not null check (stage in ('drafted', 'released', 'closed', 'withdrawn')),
    revision   integer not null check (revision > 0),
    drafted_at timestamptz not null,
    ended_at   timestamptz,
    constraint proposal_ends check ((stage in ('closed', 'withdrawn')) = (ended_at is not null))
);
create index proposal_by_state on proposal (state_id);
create trigger proposal_stays before delete or update of id, state_id, drafted_at on proposal
    for each row execute function refuse_change();

-- Every text that was accepted, for ever, for the lead State's own people.
create table proposal_revision (
    proposal_id uuid not null references proposal,
    revision    integer not null,
    state_id    text not null,
    content     jsonb not null,
    written_by  uuid not null references account,
    written_at  timestamptz not null,
    primary key (proposal_id, revision)
);
create trigger proposal_revision_append_only before update or delete on proposal_revision
    for each row execute function refuse_change();

-- What was released. Neither its words nor its readers ever change.
create table proposal_version (
    proposal_id            uuid not null references proposal,
    version                integer not null check (version > 0),
    state_id               text not null,
    content                jsonb not null,
    changes                jsonb not null,
    visibility             text not null check (visibility in ('secretariat', 'audience', 'member_states', 'public')),
    audience_states        text[],
    audience_organisations text[],
    released_by            uuid not null references account,
    released_at            timestamptz not null,
    primary key (proposal_id, version)
);
create trigger proposal_version_append_only before update or delete on proposal_version
    for each row execute function refuse_change();

-- The name of a State under a version, until it takes it away.
create table proposal_sponsor (
    id          bigint generated always as identity primary key,
    proposal_id uuid not null,
    version     integer not null,
    state_id    text not null references state,
    joined_by   uuid not null references account,
    joined_at   timestamptz not null,
    left_at     timestamptz,
    foreign key (proposal_id, version) references proposal_version
);
create unique index proposal_sponsor_once on proposal_sponsor (proposal_id, version, state_id) where left_at is null;
create trigger proposal_sponsor_stays before delete or update of id, proposal_id, version, state_id, joined_by, joined_at
    on proposal_sponsor for each row execute function refuse_change();

-- What a State says about a version. What takes the place of it is another row.
create table proposal_comment (
    id          uuid primary key,
    proposal_id uuid not null,
    version     integer not null,
    paragraph   text,
    state_id    text not null references state,
    language    text not null,
    content     text not null,
    supersedes  uuid references proposal_comment,
    answers     uuid references proposal_comment,
    said_by     uuid not null references account,
    said_at     timestamptz not null,
    foreign key (proposal_id, version) references proposal_version
);
create index proposal_comment_by_proposal on proposal_comment (proposal_id, said_at, id);
create unique index proposal_comment_superseded_once on proposal_comment (supersedes);
create trigger proposal_comment_append_only before update or delete on proposal_comment
    for each row execute function refuse_change();

alter table proposal enable row level security;
alter table proposal_revision enable row level security;
alter table proposal_version enable row level security;
alter table proposal_sponsor enable row level security;
alter table proposal_comment enable row level security;

create policy proposal_version_read on proposal_version for select to normtrack_service using (
    state_id = any (app_read_state())
    or visibility = 'public'
    or app_reader() = 'secretariat'
    or (visibility = 'member_states' and cardinality(app_audience_state()) > 0)
    or (visibility = 'audience'
        and (audience_states && app_audience_state() or audience_organisations && app_audience_organisation())));
create policy proposal_version_make on proposal_version for insert to normtrack_service
    with check (state_id = any (app_write_state()));

-- Others know of a proposal by a version that they read.
create policy proposal_read on proposal for select to normtrack_service using (
    state_id = any (app_read_state())
    or exists (select from proposal_version v where v.proposal_id = proposal.id));
create policy proposal_make on proposal for insert to normtrack_service with check (state_id = any (app_write_state()));
create policy proposal_change on proposal for update to normtrack_service using (state_id = any (app_write_state()));

create policy proposal_revision_read on proposal_revision for select to normtrack_service
    using (state_id = any (app_read_state()));
create policy proposal_revision_make on proposal_revision for insert to normtrack_service
    with check (state_id = any (app_write_state()));

-- Names and comments are read with the version, and put there by whose they are, where it is going on.
create policy proposal_sponsor_read on proposal_sponsor for select to normtrack_service using (
    exists (select from proposal_version v
            where v.proposal_id = proposal_sponsor.proposal_id and v.version = proposal_sponsor.version));
create policy proposal_sponsor_join on proposal_sponsor for insert to normtrack_service with check (
    state_id = any (app_write_state())
    and exists (select from proposal_version v join proposal p on p.id = v.proposal_id
                where v.proposal_id = proposal_sponsor.proposal_id and v.version = proposal_sponsor.version
                  and p.state_id <> proposal_sponsor.state_id and p.stage = 'released'));
create policy proposal_sponsor_leave on proposal_sponsor for update to normtrack_service
    using (state_id = any (app_write_state()));

create policy proposal_comment_read on proposal_comment for select to normtrack_service using (
    exists (select from proposal_version v
            where v.proposal_id = proposal_comment.proposal_id and v.version = proposal_comment.version));
create policy proposal_comment_make on proposal_comment for insert to normtrack_service with check (
    state_id = any (app_write_state())
    and exists (select from proposal_version v join proposal p on p.id = v.proposal_id
                where v.proposal_id = proposal_comment.proposal_id and v.version = proposal_comment.version
                  and p.stage = 'released'));

grant select, insert on proposal, proposal_revision, proposal_version, proposal_sponsor, proposal_comment
    to normtrack_service;
grant update (stage, revision, ended_at) on proposal to normtrack_service;
grant update (left_at) on proposal_sponsor to normtrack_service;
