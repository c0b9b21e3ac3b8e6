-- Search over proposals (docs/adr/0025-search.md): what the versions that everybody reads are found by. The terms are made by
-- `search`, as those of filed answers are.
create table proposal_text (
    proposal_id uuid not null,
    version     integer not null,
    -- A version in two languages is two texts.
    language    text not null check (language in ('ar', 'zh', 'en', 'fr', 'ru', 'es')),
    state_id    text not null,
    words       tsvector not null,
    -- The form of the analysis that made them.
    form        smallint not null,
    primary key (proposal_id, version, language),
    foreign key (proposal_id, version) references proposal_version
);
create index proposal_text_words on proposal_text using gin (words);

alter table proposal_text enable row level security;
-- What is not read by everybody is not among them, whoever writes it.
create policy proposal_text_insert on proposal_text for insert to normtrack_service with check (
    state_id = any (app_write_state())
    and exists (select from proposal_version v
                where v.proposal_id = proposal_text.proposal_id and v.version = proposal_text.version
                  and v.state_id = proposal_text.state_id and v.visibility = 'public'));
grant insert on proposal_text to normtrack_service;

-- What everybody finds, whoever asks: of each proposal the newest version that everybody reads, and none of what was taken back.
-- It reads with the owner's rights, as `public_text` does.
create view public_proposal_text as
    select t.proposal_id, t.version, t.language, t.words, t.state_id,
           array(select jsonb_array_elements_text(v.content -> 'elaborates')
                 union all
                 select r ->> 'provision' from jsonb_array_elements(v.content -> 'relations') r) as provisions,
           array(select jsonb_array_elements_text(v.content -> 'themes')) as themes
    from proposal_text t
    join proposal_version v using (proposal_id, version)
    join proposal p on p.id = t.proposal_id
    where v.visibility = 'public' and p.stage <> 'withdrawn'
      and not exists (select from proposal_version later
                      where later.proposal_id = t.proposal_id and later.version > t.version
                        and later.visibility = 'public');
grant select on public_proposal_text to normtrack_service;
