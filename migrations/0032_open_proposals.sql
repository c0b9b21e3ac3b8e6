-- How often what everybody reads of proposals has changed: the tables of open data ask it, as they ask of needs and offers.

create table proposal_edge (
    only_row       boolean primary key default true check (only_row),
    public_changes bigint not null default 0
);
insert into proposal_edge default values;
alter table proposal_edge enable row level security;
create function proposal_moves() returns trigger language plpgsql security definer set search_path = pg_catalog, public
    as $$
    declare
        moved uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
    begin
        update proposal_edge set public_changes = public_changes + 1
        where exists (select from proposal_version v where v.proposal_id = moved and v.visibility = 'public');
        return null;
    end $$;
create trigger proposal_moves after update of stage on proposal for each row execute function proposal_moves('id');
create trigger proposal_version_moves after insert on proposal_version
    for each row execute function proposal_moves('proposal_id');
create trigger proposal_sponsor_moves after insert or update on proposal_sponsor
    for each row execute function proposal_moves('proposal_id');
create view proposal_public_edge as select public_changes from proposal_edge;
grant select on proposal_public_edge to normtrack_service;
