-- Evidence: what a State keeps to support its answers, what it is called, and which filed answers cite it.

create table evidence (
    id                     uuid primary key,
    state_id               text not null references state,
    -- Of a document: its name, the SHA-256 and the length of its bytes, and what they are. The hash outlives the rest.
    name                   text,
    sha256                 bytea check (octet_length(sha256) = 32),
    size                   bigint check (size > 0),
    media_type             text,
    -- Of a link: where it is, and the document that is a copy of it.
    url                    text,
    archive_id             uuid references evidence,
    archive_sha256         bytea check (octet_length(archive_sha256) = 32),
    title                  text,
    citation               text,
    language               text,
    -- What answers cite that are saved now.
    commitment             bytea not null check (octet_length(commitment) = 32),
    visibility             text not null,
    audience_states        text[],
    audience_organisations text[],
    counted                boolean not null check (not counted),
    embargo_until          timestamptz,
    revision               integer not null,
    kept_at                timestamptz not null,
    kept_by                uuid not null,
    removed_at             timestamptz,
    constraint evidence_is_document_or_link check (removed_at is not null or (sha256 is null) = (url is not null)),
    constraint evidence_removed_is_erased
        check (removed_at is null or num_nonnulls(name, url, title, citation, language) = 0)
);
-- The same bytes are one document of a State, and never one of two States.
create unique index evidence_document_once on evidence (state_id, sha256)
    where sha256 is not null and removed_at is null;
create index evidence_by_state on evidence (state_id, kept_at);
create index evidence_embargo_ends on evidence (embargo_until) where embargo_until is not null;
alter table evidence enable row level security;

-- What answers cite: a commitment for each description that a piece of evidence ever had. Salt and form open it; both go
-- when it is removed, and the commitment stays.
create table evidence_commitment (
    commitment  bytea primary key check (octet_length(commitment) = 32),
    evidence_id uuid not null references evidence,
    state_id    text not null references state,
    salt        bytea check (octet_length(salt) = 16),
    form        jsonb,
    constraint evidence_commitment_opens_or_not check ((salt is null) = (form is null))
);
create index evidence_commitment_by_evidence on evidence_commitment (evidence_id);
create function refuse_all_but_erasing() returns trigger language plpgsql as $$ begin
    if new.salt is null and new.form is null
        and (new.commitment, new.evidence_id, new.state_id) = (old.commitment, old.evidence_id, old.state_id) then
        return new;
    end if;
    raise exception '% can be erased and not be changed', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger evidence_commitment_erase before update on evidence_commitment
    for each row execute function refuse_all_but_erasing();
create trigger evidence_commitment_append_only before delete on evidence_commitment
    for each row execute function refuse_change();
alter table evidence_commitment enable row level security;

-- Which filed answers cite which evidence. A copy of a link is cited with the link, without a commitment of its own.
create table filed_evidence (
    position    bigint not null,
    leaf        smallint not null,
    evidence_id uuid not null references evidence,
    commitment  bytea references evidence_commitment,
    state_id    text not null,
    foreign key (position, leaf) references filed_answer
);
create unique index filed_evidence_once on filed_evidence (position, leaf, evidence_id, commitment);
create index filed_evidence_by_evidence on filed_evidence (evidence_id);
create index filed_evidence_by_commitment on filed_evidence (commitment);
create trigger filed_evidence_append_only before update or delete on filed_evidence
    for each row execute function refuse_change();
alter table filed_evidence enable row level security;
-- Whoever reads an answer sees that it cites something.
create policy filed_evidence_read on filed_evidence for select to normtrack_service
    using (state_id = any (app_read_state())
        or exists (select from filed_answer a where a.position = filed_evidence.position and a.leaf = filed_evidence.leaf));
create policy filed_evidence_insert on filed_evidence for insert to normtrack_service
    with check (state_id = any (app_write_state()));
grant select, insert on filed_evidence to normtrack_service;

-- Its own visibility must let the reader, and so must that of an answer that cites it: neither widens the other.
create policy evidence_read on evidence for select to normtrack_service using (
    state_id = any (app_read_state())
    or (removed_at is null and coalesce(embargo_until <= app_now(), true) and (
        visibility = 'public'
        or (app_reader() = 'secretariat' and visibility <> 'national_team')
        or (visibility = 'member_states' and cardinality(app_audience_state()) > 0)
        or (visibility = 'audience'
            and (audience_states && app_audience_state() or audience_organisations && app_audience_organisation())))
        and exists (select from filed_evidence f where f.evidence_id = evidence.id)));
create policy evidence_insert on evidence for insert to normtrack_service
    with check (state_id = any (app_write_state()));
create policy evidence_update on evidence for update to normtrack_service
    using (state_id = any (app_write_state())) with check (state_id = any (app_write_state()));
grant select, insert on evidence to normtrack_service;
grant update (name, url, title, citation, language, commitment, visibility, audience_states, audience_organisations,
    embargo_until, revision, removed_at) on evidence to normtrack_service;

-- Others see a description only as it was filed.
create policy evidence_commitment_read on evidence_commitment for select to normtrack_service using (
    state_id = any (app_read_state())
    or (exists (select from evidence e where e.id = evidence_commitment.evidence_id)
        and exists (select from filed_evidence f where f.commitment = evidence_commitment.commitment)));
create policy evidence_commitment_insert on evidence_commitment for insert to normtrack_service
    with check (state_id = any (app_write_state()));
create policy evidence_commitment_update on evidence_commitment for update to normtrack_service
    using (state_id = any (app_write_state())) with check (state_id = any (app_write_state()));
grant select, insert on evidence_commitment to normtrack_service;
grant update (salt, form) on evidence_commitment to normtrack_service;

-- When public answers change because an embargo ends. Read with the owner's rights, by the pulse only.
create view evidence_embargo as
    select embargo_until from evidence where app_reader() = 'aggregate' and removed_at is null;
grant select on evidence_embargo to normtrack_service;
