-- $1 submission, $2 account, $3 membership, $4 every section, $5 ministries, $6 now, and one array for each column of
-- the answers: $7 question, $8 section, $9 based_on, $10 key, $11 kind, $12 standing, $13 value, $14 language,
-- $15 translations, $16 salt.
with held as (
    select s.stage, s.state_id, s.language,
           s.stage <> 'filed' as takes,
           exists (select from round r where r.id = s.round_id and r.archives_at <= $6::timestamptz) as archived,
           exists (select from membership m join account a on a.id = m.account_id
                   where m.id = $3::uuid and m.account_id = $2::uuid and a.suspended_at is null
                     and m.valid_from <= $6::timestamptz
                     and coalesce(m.valid_until > $6::timestamptz, true)) as holds
    from submission s where s.id = $1::uuid for share of s
), item as (
    select i.*,
           $4::boolean or exists (
               select from assignment g
               where g.submission_id = $1::uuid and g.section = i.section
                 and (g.account_id = $2::uuid or g.ministry_id = any ($5::uuid[]))
                 and g.valid_from <= $6::timestamptz
                 and coalesce(g.valid_until > $6::timestamptz, true)) as assigned,
           r.id as seen, r.revision as seen_revision, r.standing as seen_standing,
           r.value as seen_value, r.language as seen_language, r.translations as seen_translations
    from unnest($7::text[], $8::text[], $9::integer[], $10::text[], $11::text[], $12::text[], $13::jsonb[],
                $14::text[], $15::jsonb[], $16::bytea[])
         with ordinality
         as i(question, section, based_on, key, kind, standing, value, language, translations, salt, place)
    -- One probe of the index for each answer, whatever the statistics said when the plan was made: a join could as well be
    -- planned as a scan of all revisions, when they are few, and be kept while they become many.
    left join lateral (
        select * from answer_revision v
        where v.submission_id = $1::uuid and v.question = i.question and v.key = i.key limit 1
    ) r on true
), open as (
    select i.*, h.state_id, coalesce(i.language, h.language) as written_in from item i, held h
    where h.takes and h.holds and not h.archived and i.assigned and i.seen is null
), stored as (
    insert into answer as a (submission_id, question, state_id, kind, standing, value, language, translations,
                             revision, salt, changed_by, changed_at)
    select $1::uuid, o.question, o.state_id, o.kind, o.standing, o.value, o.written_in, o.translations,
           o.based_on + 1, o.salt, $2::uuid, $6::timestamptz
    from open o
    where o.based_on = 0
       or exists (select from answer x where x.submission_id = $1::uuid and x.question = o.question)
    order by o.question
    on conflict (submission_id, question) do update
        set kind = excluded.kind, standing = excluded.standing, value = excluded.value, language = excluded.language,
            translations = excluded.translations, revision = excluded.revision, salt = excluded.salt,
            changed_by = excluded.changed_by, changed_at = excluded.changed_at,
            -- Whatever was carried is now entered.
            carried_from = null, confirmed = true
        where a.revision = excluded.revision - 1
    returning a.question, a.revision
), kept as (
    -- The accepted save as the revision it became; the loser without one, awaiting its merging.
    insert into answer_revision (submission_id, question, state_id, kind, standing, value, language, translations,
                                 revision, based_on, key, changed_by, changed_at)
    select $1::uuid, o.question, o.state_id, o.kind, o.standing, o.value, o.written_in, o.translations, s.revision,
           o.based_on, o.key, $2::uuid, $6::timestamptz
    from open o left join stored s on s.question = o.question
), recorded as (
    insert into event (at, account_id, act, state_id, subject, detail)
    select $6::timestamptz, $2::uuid, 'save_answers', min(o.state_id), $1::uuid::text,
           jsonb_object_agg(o.question, s.revision)
    from open o left join stored s on s.question = o.question
    having count(*) > 0
)
select h.stage, h.language as default_language, coalesce(h.holds, false) as holds, coalesce(h.archived, false) as archived,
       coalesce(h.takes, false) as takes, i.assigned, i.seen is not null as seen, i.seen_revision, i.seen_standing,
       i.seen_value, i.seen_language, i.seen_translations, s.revision
from item i
left join held h on true
left join stored s on s.question = i.question
order by i.place;
