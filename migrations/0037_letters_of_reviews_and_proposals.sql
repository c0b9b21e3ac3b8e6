-- Letters about reviews and about proposals (docs/adr/0031-mail.md). They say that something happened and where it is read, and
-- no word of any text. Who gets one is found here, because neither side of a review reads the other's people, nor their
-- addresses: whoever acts asks, and learns nothing of whom was written to.

alter table letter
    add column review_id uuid references review,
    add column proposal_id uuid references proposal,
    drop constraint letter_matter_check,
    add constraint letter_matter_check check (matter in ('invitation', 'reminder', 'account', 'review_invited',
        'review_declined', 'review_delivered', 'review_published', 'proposal_joined', 'proposal_commented')),
    drop constraint letter_has_one_subject,
    add constraint letter_has_one_subject check (num_nonnulls(round_id, invitation_id, review_id, proposal_id) = 1),
    drop constraint letter_of_round,
    add constraint letter_of_round check (round_id is null
        or (num_nonnulls(asking, state_id, account_id, asked_by) = 4 and matter in ('invitation', 'reminder'))),
    drop constraint letter_of_invitation,
    add constraint letter_of_invitation check (invitation_id is null
        or (num_nonnulls(asking, state_id, account_id) = 0 and matter = 'account')),
    -- The asking is the version of the text that was delivered, so that one brings one letter.
    add constraint letter_of_review check (review_id is null
        or (num_nonnulls(asking, account_id, asked_by) = 3 and state_id is null and matter like 'review\_%')),
    -- The asking is the day, so that a day brings one letter.
    add constraint letter_of_proposal check (proposal_id is null
        or (num_nonnulls(asking, account_id, asked_by) = 3 and state_id is null and matter like 'proposal\_%'));
create unique index letter_of_review_once on letter (review_id, matter, asking, account_id);
create unique index letter_of_proposal_once on letter (proposal_id, asking, account_id);
drop trigger letter_stays on letter;
create trigger letter_stays before delete or update of id, round_id, matter, asking, state_id, account_id, language, asked_by,
    asked_at, invitation_id, review_id, proposal_id on letter for each row execute function refuse_change();

-- Whether an account is of those who are written to for a State: its focal points and publishing authorities.
create function written_to_for(of_account uuid, of_state text) returns boolean language sql stable
    as $$ select exists (select from membership m where m.account_id = of_account and m.state_id = of_state
              and m.role in ('focal_point', 'publishing_authority') and m.valid_from <= app_now()
              and coalesce(m.valid_until > app_now(), true)) $$;
revoke execute on function written_to_for(uuid, text) from public;

-- Who is written to of a side of a review; of both where none is named. For a body, whoever of its unit reads for it.
create function written_to_of_review(of_review uuid, of_side text) returns table (account_id uuid, language text, email text)
    language sql stable
    as $$ select a.id, a.language, a.email
          from review r left join review_expert e on e.review_id = r.id
          join account a on coalesce(a.suspended_at > app_now(), true) and not a.is_program
          where r.id = of_review
            and ((of_side is distinct from 'reviewer' and written_to_for(a.id, r.state_id))
                or (of_side is distinct from 'state' and (
                    a.email = e.email or written_to_for(a.id, r.reviewer_state)
                    or exists (select from membership m where m.account_id = a.id and m.role = 'accredited_reader'
                               and m.organisation_id = r.reviewer_organisation and m.valid_from <= app_now()
                               and coalesce(m.valid_until > app_now(), true))))) $$;
revoke execute on function written_to_of_review(uuid, text) from public;

-- Which side is told of it; both where it is for both.
create function side_of_letter(of_matter text) returns text language sql immutable
    as $$ select case of_matter when 'review_invited' then 'reviewer' when 'review_declined' then 'state'
              when 'review_delivered' then 'state' end $$;
revoke execute on function side_of_letter(text) from public;

-- Asks for the letters about where a review has come to, for whoever brought it there; they themselves get none. A repeat asks for
-- nothing new.
create function ask_review_letters(of_review uuid, of_matter text) returns void language sql security definer
    set search_path = pg_catalog, public
    as $$ insert into letter (id, review_id, matter, asking, account_id, language, asked_by, asked_at, next_at)
          select gen_random_uuid(), r.id, of_matter, coalesce((select max(t.version) from review_text t where t.review_id = r.id), 0),
              p.account_id, p.language, app_account(), app_now(), app_now()
          from review r, lateral written_to_of_review(r.id, side_of_letter(of_matter)) p
          where r.id = of_review and of_matter = 'review_' || r.stage and p.account_id <> app_account()
            and (r.state_id = any (app_write_state())
                or app_reviews(r.id, r.reviewer_state, r.reviewer_organisation, app_write_state()))
          on conflict do nothing $$;
revoke execute on function ask_review_letters(uuid, text) from public;
grant execute on function ask_review_letters(uuid, text) to normtrack_service;

-- Asks for the letters about a name under a proposal or a comment on it, for whoever put it there this instant: to the people of
-- the State that leads it, one a day.
create function ask_proposal_letters(of_proposal uuid, of_matter text) returns void language sql security definer
    set search_path = pg_catalog, public
    as $$ insert into letter (id, proposal_id, matter, asking, account_id, language, asked_by, asked_at, next_at)
          select gen_random_uuid(), p.id, of_matter, to_char(app_now() at time zone 'UTC', 'YYYY-MM-DD'), a.id, a.language,
              app_account(), app_now(), app_now()
          from proposal p join account a on written_to_for(a.id, p.state_id) and coalesce(a.suspended_at > app_now(), true)
          where p.id = of_proposal and a.id <> app_account()
            and case of_matter
                when 'proposal_joined' then exists (select from proposal_sponsor s where s.proposal_id = p.id
                    and s.joined_by = app_account() and s.joined_at = app_now())
                when 'proposal_commented' then exists (select from proposal_comment c where c.proposal_id = p.id
                    and c.said_by = app_account() and c.said_at = app_now() and c.state_id <> p.state_id)
                else false end
          on conflict do nothing $$;
revoke execute on function ask_proposal_letters(uuid, text) from public;
grant execute on function ask_proposal_letters(uuid, text) to normtrack_service;

-- Where a letter goes that is about to be sent; nothing where it is needed no more. About a round: who it is for has no such role
-- now, or the State that was to be reminded has filed meanwhile. Of an invitation: it was answered or is too old, or the account
-- of whoever issued it is suspended. About a review: it is somewhere else, or its date or its filing is gone where something is to
-- be done, or who it is for is of that side no more. About a proposal: it does not go on, or the name was taken away again.
create or replace function letter_address(which uuid) returns text language sql stable security definer
    set search_path = pg_catalog, public
    as $$ select a.email from letter l join account a on a.id = l.account_id
          where app_reader() = 'courier' and l.id = which and l.round_id is not null
            and coalesce(a.suspended_at > app_now(), true) and written_to_for(a.id, l.state_id)
            and (l.matter = 'invitation' or not exists (
                    select from submission s where s.round_id = l.round_id and s.state_id = l.state_id
                    and s.stage in ('filed', 'amending')))
          union all
          select w.email from letter l, lateral invitation_to_write(l.invitation_id) w
          where l.id = which and l.invitation_id is not null
          union all
          select p.email from letter l join review r on r.id = l.review_id,
              lateral written_to_of_review(r.id, side_of_letter(l.matter)) p
          where app_reader() = 'courier' and l.id = which and p.account_id = l.account_id
            and l.matter = 'review_' || r.stage
            and (l.matter <> 'review_delivered'
                or l.asking::integer = (select max(t.version) from review_text t where t.review_id = r.id))
            and (l.matter in ('review_declined', 'review_published')
                or (r.until > app_now() and not exists (
                    select from filing_act w where w.submission_id = r.submission_id and w.position > r.position
                    and w.kind = 'withdrawal')))
          union all
          select a.email from letter l join account a on a.id = l.account_id join proposal p on p.id = l.proposal_id
          where app_reader() = 'courier' and l.id = which and p.stage = 'released'
            and coalesce(a.suspended_at > app_now(), true) and written_to_for(a.id, p.state_id)
            and (l.matter <> 'proposal_joined' or exists (
                select from proposal_sponsor s where s.proposal_id = p.id and s.joined_at = l.asked_at and s.left_at is null)) $$;

-- What a letter about a review says; nothing where it is about none.
create function review_to_write(which uuid) returns table
    (state_id text, round_id uuid, reviewer_state text, reviewer_organisation text, reviewer_name text, until timestamptz,
    is_to_state boolean)
    language sql stable security definer set search_path = pg_catalog, public
    as $$ select r.state_id, r.round_id, r.reviewer_state, r.reviewer_organisation, r.reviewer_name, r.until,
              written_to_for(l.account_id, r.state_id)
          from letter l join review r on r.id = l.review_id where app_reader() = 'courier' and l.id = which $$;
revoke execute on function review_to_write(uuid) from public;
grant execute on function review_to_write(uuid) to normtrack_service;

-- The State that leads the proposal that a letter is about.
create function proposal_to_write(which uuid) returns text language sql stable security definer
    set search_path = pg_catalog, public
    as $$ select p.state_id from letter l join proposal p on p.id = l.proposal_id where app_reader() = 'courier' and l.id = which $$;
revoke execute on function proposal_to_write(uuid) from public;
grant execute on function proposal_to_write(uuid) to normtrack_service;
