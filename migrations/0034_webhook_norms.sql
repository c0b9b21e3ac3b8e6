-- Webhooks are told what everybody may know of proposals and of reviews (docs/adr/0022-webhooks.md): ids and the number of a
-- version, and no word of any text.

alter table webhook drop constraint webhook_kinds_check;
alter table webhook add constraint webhook_kinds_check check (cardinality(kinds) > 0 and kinds <@ array['filing.recorded',
    'filing.amended', 'filing.withdrawn', 'filing.visibility_changed', 'release.made', 'round.announced', 'round.opened',
    'round.changed', 'round.closed', 'edition.published', 'proposal.published', 'proposal.changed', 'proposal.closed',
    'proposal.withdrawn', 'review.published']);

alter table webhook_message add column proposal uuid, add column version integer, add column review uuid;
drop trigger webhook_message_stays on webhook_message;
create trigger webhook_message_stays before update of id, sequence, kind, at, position, round, number, edition, webhook_id,
    proposal, version, review on webhook_message for each row execute function refuse_change();

-- A version that everybody reads: the first is published, a further one changes what everybody reads. What is released to some
-- is between the State and them, whatever stood before it.
create function webhook_of_proposal_version() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$
    begin
        insert into webhook_message (kind, at, proposal, version)
        values (case when exists (select from proposal_version v
                                  where v.proposal_id = new.proposal_id and v.version < new.version
                                    and v.visibility = 'public')
                    then 'proposal.changed' else 'proposal.published' end,
                new.released_at, new.proposal_id, new.version);
        return null;
    end $$;
create trigger webhook_of_proposal_version after insert on proposal_version
    for each row when (new.visibility = 'public') execute function webhook_of_proposal_version();

-- Closed or taken back, where everybody reads a version of it; the message names the newest of those.
create function webhook_of_proposal_end() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$
    begin
        insert into webhook_message (kind, at, proposal, version)
        select 'proposal.' || new.stage, new.ended_at, new.id, max(v.version)
        from proposal_version v where v.proposal_id = new.id and v.visibility = 'public'
        having max(v.version) is not null;
        return null;
    end $$;
create trigger webhook_of_proposal_end after update of stage on proposal
    for each row when (new.stage is distinct from old.stage and new.stage in ('closed', 'withdrawn'))
    execute function webhook_of_proposal_end();

-- The second agreement opens both texts to everybody.
create function webhook_of_review() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$
    begin
        insert into webhook_message (kind, at, review) values ('review.published', new.published_at, new.id);
        return null;
    end $$;
create trigger webhook_of_review after update of stage on review
    for each row when (new.stage = 'published' and old.stage is distinct from 'published')
    execute function webhook_of_review();
