-- A person who is asked for a review by an address that no account has is written to as well: the letter brings a link that opens
-- an account for that address (docs/adr/0034-invited-review.md).

alter table letter
    drop constraint letter_of_review,
    add constraint letter_of_review check (review_id is null
        or (num_nonnulls(asking, asked_by) = 2 and (account_id is not null or matter = 'review_invited')
            and state_id is null and matter like 'review\_%'));
-- To nobody's account: to the address that the review names.
create unique index letter_to_reviewer_once on letter (review_id) where review_id is not null and account_id is null;

-- The address of a person who reviews, while the review goes on. For whoever opens accounts or takes letters away alone.
create function reviewer_address(of_review uuid) returns text language sql stable security definer
    set search_path = pg_catalog, public
    as $$ select e.email from review r join review_expert e on e.review_id = r.id
          where r.id = of_review and app_reader() in ('issuer', 'courier')
              and r.stage in ('invited', 'accepted', 'delivered', 'replied') and r.until > app_now()
              and not exists (select from filing_act w where w.submission_id = r.submission_id
                  and w.position > r.position and w.kind = 'withdrawal') $$;
revoke execute on function reviewer_address(uuid) from public;
grant execute on function reviewer_address(uuid) to normtrack_service;

-- As before, and of an invitation to an address that no account has, one in the language of whoever invited.
create or replace function ask_review_letters(of_review uuid, of_matter text) returns void language sql security definer
    set search_path = pg_catalog, public
    as $$ insert into letter (id, review_id, matter, asking, account_id, language, asked_by, asked_at, next_at)
          select gen_random_uuid(), r.id, of_matter, coalesce((select max(t.version) from review_text t where t.review_id = r.id), 0),
              p.account_id, p.language, app_account(), app_now(), app_now()
          from review r, lateral (
              select w.account_id, w.language from written_to_of_review(r.id, side_of_letter(of_matter)) w
              where w.account_id <> app_account()
              union all
              select null, a.language from review_expert e join account a on a.id = app_account()
              where e.review_id = r.id and of_matter = 'review_invited'
                and not exists (select from account known where known.email = e.email)) p
          where r.id = of_review and of_matter = 'review_' || r.stage
            and (r.state_id = any (app_write_state())
                or app_reviews(r.id, r.reviewer_state, r.reviewer_organisation, app_write_state()))
          on conflict do nothing $$;

-- As before, and to the address that a review names, while it can be taken up.
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
          select reviewer_address(r.id) from letter l join review r on r.id = l.review_id
          where app_reader() = 'courier' and l.id = which and l.account_id is null and r.stage = 'invited'
          union all
          select a.email from letter l join account a on a.id = l.account_id join proposal p on p.id = l.proposal_id
          where app_reader() = 'courier' and l.id = which and p.stage = 'released'
            and coalesce(a.suspended_at > app_now(), true) and written_to_for(a.id, p.state_id)
            and (l.matter <> 'proposal_joined' or exists (
                select from proposal_sponsor s where s.proposal_id = p.id and s.joined_at = l.asked_at and s.left_at is null)) $$;

drop function review_to_write(uuid);
create function review_to_write(which uuid) returns table
    (state_id text, round_id uuid, reviewer_state text, reviewer_organisation text, reviewer_name text, until timestamptz,
    is_to_state boolean, opens_account boolean)
    language sql stable security definer set search_path = pg_catalog, public
    as $$ select r.state_id, r.round_id, r.reviewer_state, r.reviewer_organisation, r.reviewer_name, r.until,
              written_to_for(l.account_id, r.state_id), l.account_id is null
          from letter l join review r on r.id = l.review_id where app_reader() = 'courier' and l.id = which $$;
revoke execute on function review_to_write(uuid) from public;
grant execute on function review_to_write(uuid) to normtrack_service;
