-- Proof of what the register took: receipts, and what everybody may see of the log.

create table receipt (
    position bigint primary key references filing,
    state_id text not null references state,
    -- A JWS, signed in the unit of the filing and given out as the same bytes for ever.
    receipt  text not null,
    -- A JWS over what of the filing neither document nor entry commits to: its number, who filed, what was asked.
    record   text not null
);
create trigger receipt_append_only before update or delete on receipt for each row execute function refuse_change();
alter table receipt enable row level security;
-- A receipt names the State and opens the commitment to it, so the State's own people and auditors read it alone.
create policy receipt_read on receipt for select to normtrack_service
    using (state_id = any (app_read_state())
        or exists (select from membership m
            where m.account_id = app_account() and m.role = 'auditor'
              and m.valid_from <= app_now() and (m.valid_until is null or app_now() < m.valid_until)));
create policy receipt_write on receipt for insert to normtrack_service
    with check (state_id = any (app_write_state()));
grant select, insert on receipt to normtrack_service;

-- What a State filed in all rounds.
create index filing_by_state on filing (state_id, position);

-- The commitment is that of the log (docs/formats.md): the code of a State needs no escapes in canonical form.
-- What followed an entry that names nobody is not told, for it would link the entry to one that does name its State. But
-- that it was withdrawn is told where the withdrawal repeats its root, and where an answer of it was open to Member States or
-- the public: who cited it finds a tombstone.
create or replace view register_entry as
    select e.position, e.round_id, e.kind, e.number, e.root, e.filed_at,
           case when e.named then e.state_id end as state_id,
           case when e.named then e.state_salt end as state_salt,
           sha256(e.state_salt || convert_to('{"state":"' || e.state_id || '"}', 'UTF8')) as state_commitment,
           case when e.named or e.opened or e.root = e.withdrawn_root then e.withdrawn_at end as withdrawn_at,
           case when e.named then e.followed_at end as followed_at
    from (select f.*, f.names_state or exists (
              select from filed_answer a
              where a.position = f.position and not a.withdrawn and a.visibility in ('member_states', 'public')
                and a.embargo_until <= app_now()) as named,
              exists (select from filed_answer a
                      where a.position = f.position and a.visibility in ('member_states', 'public')) as opened,
              w.position as withdrawn_at, w.root as withdrawn_root,
              (select min(l.position) from filing l
               where l.submission_id = f.submission_id and l.position > f.position) as followed_at
          from filing f left join lateral (
              select w.position, w.root from filing w
              where w.submission_id = f.submission_id and w.position > f.position and w.kind = 'withdrawal'
              order by w.position limit 1) w on true) e;
