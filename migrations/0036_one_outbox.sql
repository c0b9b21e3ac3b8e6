-- One outbox for every letter (docs/adr/0031-mail.md). A letter is about one subject, which a check holds; how it is sent, what
-- came of that and when it is due is the same whatever it is about. The letters of invitations move in, under the ids of their
-- invitations, so that one that waits keeps its `Message-ID`.

alter table letter
    add column invitation_id uuid references invitation,
    -- The secret of an invitation's link, which `invitation` knows by its hash alone: sealed for this invitation under the secret
    -- file, which the database never sees. It is here while the letter waits, and gone with the update that ends it.
    add column sealed bytea,
    alter column round_id drop not null,
    alter column asking drop not null,
    alter column state_id drop not null,
    alter column account_id drop not null,
    -- Nobody: the command line.
    alter column asked_by drop not null,
    drop constraint letter_matter_check,
    add constraint letter_matter_check check (matter in ('invitation', 'reminder', 'account')),
    add constraint letter_has_one_subject check (num_nonnulls(round_id, invitation_id) = 1),
    add constraint letter_of_round check (case when round_id is null then num_nonnulls(asking, state_id) = 0
        else num_nonnulls(asking, state_id, account_id, asked_by) = 4 and matter in ('invitation', 'reminder') end),
    add constraint letter_of_invitation check (invitation_id is null or (account_id is null and matter = 'account')),
    add constraint letter_sealed_while_it_waits
        check ((sealed is not null) = (invitation_id is not null and next_at is not null));
create unique index letter_of_invitation_once on letter (invitation_id);
drop trigger letter_stays on letter;
create trigger letter_stays before delete or update of id, round_id, matter, asking, state_id, account_id, language, asked_by,
    asked_at, invitation_id on letter for each row execute function refuse_change();

insert into letter (id, invitation_id, matter, language, asked_by, asked_at, sealed, attempts, next_at, leased_until, outcome,
    last_at, last_status, last_failure)
select i.id, i.id, 'account', l.language, i.issued_by, l.asked_at, l.sealed, l.attempts, l.next_at, l.leased_until, l.outcome,
    l.last_at, l.last_status, l.last_failure
from invitation_letter l join invitation i on i.id = l.invitation_id;

-- An invitation that is answered leaves no secret behind. A letter that a process has in hand just now is ended by that process.
create or replace function end_invitation_letter() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$ begin
        update letter set sealed = null, next_at = null, leased_until = null, outcome = 'needless'
        where invitation_id = new.id and next_at is not null and coalesce(leased_until <= app_now(), true);
        return null;
    end $$;
drop table invitation_letter;

-- The secretariat knows of the letters about its rounds; whoever reads an invitation, of its letter (the policies of `invitation`
-- hold within the question); who sends them, of all.
alter policy letter_read on letter using (
    app_reader() = 'courier' or (round_id is not null and app_reader() = 'secretariat')
    or (invitation_id is not null and exists (select from invitation i where i.id = invitation_id)));
-- Nobody asks in another's name. Whoever issues an invitation has a letter sent of it.
alter policy letter_ask on letter with check (asked_by = app_account() and (
    (round_id is not null and app_reader() = 'secretariat')
    or exists (select from invitation i where i.id = invitation_id and i.issued_by = app_account()
        and ((i.state_id = any (app_write_state()) and i.role <> 'accredited_reader') or (select app_is_administrator())))));
grant update (sealed) on letter to normtrack_service;

-- Where a letter goes that is about to be sent; nothing where it is needed no more. About a round: who it is for has no such role
-- now, or the State that was to be reminded has filed meanwhile. Of an invitation: it was answered or is too old, or the account
-- of whoever issued it is suspended.
create or replace function letter_address(which uuid) returns text language sql stable security definer
    set search_path = pg_catalog, public
    as $$ select a.email from letter l join account a on a.id = l.account_id
          where app_reader() = 'courier' and l.id = which and coalesce(a.suspended_at > app_now(), true)
            and exists (select from membership m where m.account_id = a.id and m.state_id = l.state_id
                        and m.role in ('focal_point', 'publishing_authority') and m.valid_from <= app_now()
                        and coalesce(m.valid_until > app_now(), true))
            and (l.matter = 'invitation' or not exists (
                    select from submission s where s.round_id = l.round_id and s.state_id = l.state_id
                    and s.stage in ('filed', 'amending')))
          union all
          select w.email from letter l, lateral invitation_to_write(l.invitation_id) w
          where l.id = which and l.invitation_id is not null $$;
