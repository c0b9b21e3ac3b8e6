-- What the secretariat does with rounds after it has laid them down (docs/adr/0031-mail.md): they are revised and called off
-- while they are planned, their last day is moved, they are archived. And letters about them.

alter table round
    -- Counts its changes, from 1: of two officers who change it at a time, the second is told.
    add column revision     integer not null default 1 check (revision > 0),
    -- When it was called off. Its row stays, so that its key is never given again.
    add column cancelled_at timestamptz check (cancelled_at < opens_at);
create trigger round_stays before delete or update of id, key, edition_id on round
    for each row execute function refuse_change();
-- The secretariat reads what was called off because whoever changes a row has to be able to read what comes of it; the service
-- asks for none of it.
alter policy round_read on round using (cancelled_at is null or app_reader() = 'secretariat');
create policy round_change on round for update to normtrack_service
    using (app_reader() = 'secretariat') with check (app_reader() = 'secretariat');
grant update (mandate, titles, opens_at, closes_on, zone, closes_at, archives_at, observers, revision, cancelled_at)
    on round to normtrack_service;

-- How often rounds were laid down or changed, also those that were called off: it never goes back, so that what was remembered
-- before is not taken for what is so now.
create view round_pulse as select coalesce(sum(revision), 0)::bigint as changes from round;
grant select on round_pulse to normtrack_service;
