-- What a State that shares its progress has said so far, for the secretariat: no filing stands yet and none ever stood. Whoever
-- reads it counts; the answers themselves go no further.
create view shared_progress as
    select s.round_id, s.state_id, a.question, a.kind, a.standing, a.value
    from submission s join answer a on a.submission_id = s.id
    where s.shares_progress and s.stage in ('drafting', 'in_clearance', 'cleared') and a.confirmed
        and a.standing <> 'not_answered' and app_reader() = 'secretariat';
-- Whose file is shared, also while nothing is answered.
create or replace view submission_opening as
    select round_id, state_id, opened_at, shares_progress and stage in ('drafting', 'in_clearance', 'cleared') as shares_progress
    from submission where app_reader() = 'secretariat';
grant select on shared_progress to normtrack_service;
