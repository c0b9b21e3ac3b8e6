-- Webhooks are told that a round has opened, has changed, and has closed (docs/adr/0022-webhooks.md).

alter table webhook drop constraint webhook_kinds_check;
alter table webhook add constraint webhook_kinds_check check (cardinality(kinds) > 0 and kinds <@ array['filing.recorded',
    'filing.amended', 'filing.withdrawn', 'filing.visibility_changed', 'release.made', 'round.announced', 'round.opened',
    'round.changed', 'round.closed', 'edition.published']);

-- Every act on a round after it was laid down counts its revision on, so none can be forgotten here.
create function webhook_of_round_change() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$
    begin
        perform webhook_tell('round.changed', app_now(), null, new.key, null, null);
        return null;
    end $$;
create trigger webhook_of_round_change after update of revision on round
    for each row when (new.revision is distinct from old.revision) execute function webhook_of_round_change();

-- A round opens and closes at an instant, without a transaction: whoever delivers looks for instants that have passed, and the
-- first who does writes the message, as of that instant. A round that was extended closes again, at another one.
create unique index webhook_message_once_per_instant on webhook_message (kind, round, at)
    where kind in ('round.opened', 'round.closed');

-- As far back as messages are kept, and a day less: what was told is not told again when its message has been removed.
create function webhook_of_instants() returns void language sql security definer set search_path = pg_catalog, public
    as $$
    insert into webhook_message (kind, at, round)
    select passed.kind, passed.at, r.key
    from round r, lateral (values ('round.opened', r.opens_at), ('round.closed', r.closes_at)) as passed (kind, at)
    where app_reader() = 'courier' and r.cancelled_at is null
        and passed.at <= app_now() and passed.at > app_now() - interval '29 days'
        and not exists (select from webhook_message m where (m.kind, m.round, m.at) = (passed.kind, r.key, passed.at))
    order by passed.at, r.key, passed.kind desc
    on conflict do nothing $$;
revoke execute on function webhook_of_instants() from public;
grant execute on function webhook_of_instants() to normtrack_service;
