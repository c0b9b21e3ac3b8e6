-- Webhooks are told that an embargo has ended (docs/adr/0022-webhooks.md): from then on anybody reads more of a filing.

-- An embargo ends at an instant, without a transaction: whoever delivers looks for instants that have passed. A message of an act
-- may have the same kind, position and instant as another, and one that came by itself may not.
alter table webhook_message add column came_by_itself boolean not null default false;
create unique index webhook_message_once_per_embargo on webhook_message (kind, position, at) where came_by_itself;
drop trigger webhook_message_stays on webhook_message;
create trigger webhook_message_stays before update of id, sequence, kind, at, position, round, number, edition, webhook_id,
    proposal, version, review, came_by_itself on webhook_message for each row execute function refuse_change();

create function webhook_of_embargoes() returns void language sql security definer set search_path = pg_catalog, public
    as $$
    insert into webhook_message (kind, at, position, round, came_by_itself)
    select 'filing.visibility_changed', ended.at, ended.position, r.key, true
    from (select distinct a.position, a.round_id, a.embargo_until as at
          from filed_answer a
          where a.embargo_until <= app_now() and a.embargo_until > app_now() - interval '29 days'
              and a.visibility = 'public' and not a.withdrawn) as ended
    join filing f on f.position = ended.position
    join round r on r.id = ended.round_id
    -- What was filed, or opened, after its embargo had ended was told by the act.
    where app_reader() = 'courier' and f.filed_at < ended.at
        and not exists (select from webhook_message m
            where m.kind = 'filing.visibility_changed' and m.position = ended.position and m.at >= ended.at)
    order by ended.at, ended.position
    on conflict do nothing $$;
revoke execute on function webhook_of_embargoes() from public;
grant execute on function webhook_of_embargoes() to normtrack_service;
