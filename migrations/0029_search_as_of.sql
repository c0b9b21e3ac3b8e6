-- Search as of a position of the register (docs/adr/0025-search.md): what an amendment superseded is still found there. What
-- was withdrawn is found nowhere.
-- The position that superseded the filing; none while it stands.
alter table filed_text add column superseded_by bigint;

create or replace function filed_text_follows_filing() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$
    begin
        if new.kind = 'withdrawal' then
            delete from filed_text where position in (
                select position from filing where submission_id = new.submission_id and position < new.position);
        else
            update filed_text set superseded_by = new.position
            where superseded_by is null and position in (
                select position from filing where submission_id = new.submission_id and position < new.position);
        end if;
        return null;
    end $$;

drop view public_text;
create view public_text as
    select t.position, t.superseded_by, t.leaf, t.language, t.question, t.words, f.state_id, f.round_id, f.edition_id
    from filed_text t join filing f using (position)
    where t.is_public and coalesce(t.embargo_until <= app_now(), true);
grant select on public_text to normtrack_service;
