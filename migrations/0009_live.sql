-- What a process hears of, so that it can tell its subscribers: which act, on which subject, with the ids and codes that
-- belong to it; not who did it. Read with the owner's rights, by the service itself only (docs/adr/0016-live.md).
create view event_heard as
    select id, act, state_id, subject, detail from event where app_reader() = 'aggregate';
grant select on event_heard to normtrack_service;
