-- The audit trail is read by auditors, and by a State's own people as far as it is about their State; which of them, the
-- domain decides.
alter policy event_read on event
    using ((select app_is_auditor()) or state_id = any ((select app_read_state())::text[]));
-- Entries stand in the order of their instants but for those that committed late: a range of time is a range of blocks.
-- Anything dearer would be paid by every save.
create index event_by_time on event using brin (at) with (pages_per_range = 16);
