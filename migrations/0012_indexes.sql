-- Whose section it is, asked at each save of a contributor.
create index assignment_by_section on assignment (submission_id, section);

-- When what is public changes next because an embargo ends, asked by every process four times a second.
create index evidence_embargo_end on evidence (embargo_until) where embargo_until is not null;
