-- Search (docs/adr/0025-search.md): what the texts of filed answers are found by. The terms are made by `search`, so that they
-- are those of what is asked for and of the catalogue. Of each working file what stands is here, and nothing else.
create table filed_text (
    position      bigint not null,
    leaf          smallint not null,
    -- An answer and the State's own translations of it are texts of their own.
    language      text not null check (language in ('ar', 'zh', 'en', 'fr', 'ru', 'es')),
    question      text not null,
    state_id      text not null,
    words         tsvector not null,
    -- The form of the analysis that made them.
    form          smallint not null,
    -- As the answer says, kept so by triggers: what is not public is in no index.
    is_public     boolean not null,
    embargo_until timestamptz,
    primary key (position, leaf, language),
    -- They are made from the answer, and go where it goes.
    foreign key (position, leaf) references filed_answer on delete cascade
);
create index filed_text_words on filed_text using gin (words) where is_public;

-- Who reads an answer changes after it is filed.
create function filed_text_follows_sharing() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$
    begin
        update filed_text t set is_public = a.visibility = 'public' and not a.withdrawn, embargo_until = a.embargo_until
        from after_it a
        where t.position = a.position and t.leaf = a.leaf
          and (t.is_public, t.embargo_until)
              is distinct from (a.visibility = 'public' and not a.withdrawn, a.embargo_until);
        return null;
    end $$;
create trigger filed_text_follows_sharing after update on filed_answer referencing new table as after_it
    for each statement execute function filed_text_follows_sharing();

-- What is superseded or withdrawn is found no more.
create function filed_text_follows_filing() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$
    begin
        delete from filed_text where position in (
            select position from filing where submission_id = new.submission_id and position < new.position);
        return null;
    end $$;
create trigger filed_text_follows_filing after insert on filing
    for each row execute function filed_text_follows_filing();

alter table filed_text enable row level security;
create policy filed_text_insert on filed_text for insert to normtrack_service
    with check (state_id = any (app_write_state()));
grant insert on filed_text to normtrack_service;

-- What everybody finds, whoever asks: it reads with the owner's rights, because an index cannot be used under policies that
-- might be evaluated after it, and shows what is public and no more.
create view public_text as
    select t.position, t.leaf, t.language, t.question, t.words, f.state_id, f.round_id, f.edition_id
    from filed_text t join filing f using (position)
    where t.is_public and coalesce(t.embargo_until <= app_now(), true);
grant select on public_text to normtrack_service;
