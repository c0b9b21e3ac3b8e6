-- Whose section it is, asked at each save of a contributor.
create index assignment_by_section on assignment (submission_id, section);
