-- Webhooks: what is public knowledge of the register is told to addresses that States and the secretariat name
-- (docs/adr/0022-webhooks.md). `app.reader` *courier* is the service itself while it delivers.

create table webhook (
    id             uuid primary key,
    -- The State that keeps it; none where the secretariat does.
    state_id       text references state,
    address        text not null check (octet_length(address) between 1 and 2000),
    kinds          text[] not null check (cardinality(kinds) > 0 and kinds <@ array['filing.recorded', 'filing.amended',
                       'filing.withdrawn', 'filing.visibility_changed', 'release.made', 'round.announced',
                       'edition.published']),
    made_by        uuid not null references account,
    made_at        timestamptz not null,
    secret_made_at timestamptz not null,
    paused_at      timestamptz,
    pause_reason   text check (pause_reason in ('keeper', 'failing')),
    ended_at       timestamptz,
    end_reason     text check (end_reason in ('keeper', 'gone')),
    check ((paused_at is null) = (pause_reason is null)),
    check ((ended_at is null) = (end_reason is null))
);
create index webhook_by_state on webhook (state_id);
create trigger webhook_stays before delete or update of id, state_id, made_by, made_at on webhook
    for each row execute function refuse_change();

-- What a receiver verifies by, sealed under a key that the database never sees. The one before the newest signs beside it for
-- a day; then it is removed.
create table webhook_secret (
    id         uuid primary key,
    webhook_id uuid not null references webhook,
    sealed     bytea not null,
    made_at    timestamptz not null
);
create index webhook_secret_by_webhook on webhook_secret (webhook_id, made_at);

-- The outbox: a row for each thing that happened, written by triggers in the transaction in which it did, so that no code
-- can forget it and none is there of what was taken back. Ids and positions alone. Kept for thirty days.
create table webhook_message (
    -- What a receiver knows it by, however often it comes.
    id         uuid primary key default gen_random_uuid(),
    sequence   bigint generated always as identity unique,
    kind       text not null,
    at         timestamptz not null,
    position   bigint,
    round      text,
    number     integer,
    edition    text,
    -- For whom a ping is; everything else is for whoever asked for its kind.
    webhook_id uuid references webhook,
    -- Whether the deliveries of it have been made.
    is_told    boolean not null default false,
    check ((kind = 'webhook.ping') = (webhook_id is not null))
);
create index webhook_message_untold on webhook_message (sequence) where not is_told;
create index webhook_message_by_time on webhook_message (at);
create trigger webhook_message_stays before update of id, sequence, kind, at, position, round, number, edition, webhook_id
    on webhook_message for each row execute function refuse_change();

create table webhook_delivery (
    webhook_id   uuid not null references webhook,
    message_id   uuid not null references webhook_message on delete cascade,
    attempts     smallint not null default 0 check (attempts >= 0),
    -- When it is due; none where it is over.
    next_at      timestamptz,
    -- Until when the process that has it may be at it.
    leased_until timestamptz,
    outcome      text check (outcome in ('delivered', 'failed')),
    -- What came of the last attempt.
    last_at      timestamptz,
    last_status  smallint,
    last_failure text check (last_failure in ('status', 'inside', 'unreachable', 'too_slow')),
    primary key (webhook_id, message_id),
    check ((next_at is null) = (outcome is not null))
);
create index webhook_delivery_due on webhook_delivery (webhook_id, next_at) where next_at is not null;
create index webhook_delivery_by_message on webhook_delivery (message_id);

create function webhook_tell(kind text, at timestamptz, "position" bigint, round text, number integer, edition text)
    returns void language sql security definer set search_path = pg_catalog, public
    as $$ insert into webhook_message (kind, at, position, round, number, edition)
          values (kind, at, "position", round, number, edition) $$;
revoke execute on function webhook_tell(text, timestamptz, bigint, text, integer, text) from public;

create function webhook_of_filing() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$
    begin
        perform webhook_tell(
            case new.kind when 'filing' then 'filing.recorded' when 'amendment' then 'filing.amended'
                else 'filing.withdrawn' end,
            new.filed_at, new.position, (select key from round where id = new.round_id), null, null);
        return null;
    end $$;
create trigger webhook_of_filing after insert on filing for each row execute function webhook_of_filing();

-- Told only where what anybody reads has changed: who else reads an answer is between its State and them.
create function webhook_of_sharing() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$
    begin
        perform webhook_tell('filing.visibility_changed', app_now(), c.position,
            (select key from round where id = c.round_id), null, null)
        from (select distinct now_is.position, now_is.round_id
              from before_it was join after_it now_is using (position, leaf)
              where not now_is.withdrawn and not was.withdrawn
                and (was.visibility = 'public' and coalesce(was.embargo_until <= app_now(), true))
                    is distinct from (now_is.visibility = 'public' and coalesce(now_is.embargo_until <= app_now(), true))
              order by now_is.position) c;
        return null;
    end $$;
create trigger webhook_of_sharing after update on filed_answer
    referencing old table as before_it new table as after_it
    for each statement execute function webhook_of_sharing();

create function webhook_of_release() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$
    begin
        perform webhook_tell('release.made', new.made_at, null, (select key from round where id = new.round_id),
            new.number, null);
        return null;
    end $$;
create trigger webhook_of_release after insert on release for each row execute function webhook_of_release();

create function webhook_of_round() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$
    begin
        perform webhook_tell('round.announced', app_now(), null, new.key, null, null);
        return null;
    end $$;
create trigger webhook_of_round after insert on round for each row execute function webhook_of_round();

create function webhook_of_edition() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$
    begin
        perform webhook_tell('edition.published', new.published_at, null, null, null, new.id);
        return null;
    end $$;
create trigger webhook_of_edition after insert on edition for each row execute function webhook_of_edition();

-- They look past the policies of `webhook`: what belongs to a webhook goes where it goes.
create function app_sees_webhook(which uuid) returns boolean language sql stable security definer
    set search_path = pg_catalog, public
    as $$ select exists (select from webhook w where w.id = which
        and (w.state_id = any (app_read_state()) or (w.state_id is null and app_reader() = 'secretariat'))) $$;
create function app_keeps_webhook(which uuid) returns boolean language sql stable security definer
    set search_path = pg_catalog, public
    as $$ select exists (select from webhook w where w.id = which
        and (w.state_id = any (app_write_state()) or (w.state_id is null and app_reader() = 'secretariat'))) $$;
revoke execute on function app_sees_webhook(uuid), app_keeps_webhook(uuid) from public;
grant execute on function app_sees_webhook(uuid), app_keeps_webhook(uuid) to normtrack_service;

alter table webhook enable row level security;
alter table webhook_secret enable row level security;
alter table webhook_message enable row level security;
alter table webhook_delivery enable row level security;

create policy webhook_read on webhook for select to normtrack_service
    using (state_id = any (app_read_state()) or (state_id is null and app_reader() = 'secretariat')
        or app_reader() = 'courier');
create policy webhook_make on webhook for insert to normtrack_service
    with check (state_id = any (app_write_state()) or (state_id is null and app_reader() = 'secretariat'));
create policy webhook_change on webhook for update to normtrack_service
    using (state_id = any (app_write_state()) or (state_id is null and app_reader() = 'secretariat')
        or app_reader() = 'courier');

create policy webhook_secret_read on webhook_secret for select to normtrack_service using (app_reader() = 'courier');
create policy webhook_secret_make on webhook_secret for insert to normtrack_service
    with check (app_keeps_webhook(webhook_id));
create policy webhook_secret_remove on webhook_secret for delete to normtrack_service using (app_reader() = 'courier');

create policy webhook_message_read on webhook_message for select to normtrack_service
    using (webhook_id is null or app_reader() = 'courier' or app_sees_webhook(webhook_id));
create policy webhook_message_ping on webhook_message for insert to normtrack_service
    with check (webhook_id is not null and app_keeps_webhook(webhook_id));
create policy webhook_message_told on webhook_message for update to normtrack_service using (app_reader() = 'courier');
create policy webhook_message_remove on webhook_message for delete to normtrack_service using (app_reader() = 'courier');

create policy webhook_delivery_read on webhook_delivery for select to normtrack_service
    using (app_reader() = 'courier' or app_sees_webhook(webhook_id));
create policy webhook_delivery_make on webhook_delivery for insert to normtrack_service
    with check (app_reader() = 'courier' or app_keeps_webhook(webhook_id));
create policy webhook_delivery_change on webhook_delivery for update to normtrack_service
    using (app_reader() = 'courier' or app_keeps_webhook(webhook_id));

grant select, insert on webhook, webhook_secret, webhook_message, webhook_delivery to normtrack_service;
grant update (address, kinds, secret_made_at, paused_at, pause_reason, ended_at, end_reason) on webhook to normtrack_service;
grant delete on webhook_secret, webhook_message to normtrack_service;
grant update (is_told) on webhook_message to normtrack_service;
grant update (attempts, next_at, leased_until, outcome, last_at, last_status, last_failure)
    on webhook_delivery to normtrack_service;
