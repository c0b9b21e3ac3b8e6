-- Invited review with right of reply: chosen answers of a filing, opened to one reviewer until a date
-- (docs/adr/0034-invited-review.md).

-- Who reviews whose answers, until when, and where it stands. The address of a person is not here: everybody reads the row of
-- what was published.
create table review (
    id                    uuid primary key,
    state_id              text not null references state,
    position              bigint not null references filing,
    submission_id         uuid not null references submission,
    round_id              uuid not null references round,
    edition_id            text not null references edition,
    reviewer_state        text references state,
    reviewer_organisation text references organisation,
    reviewer_name         text check (char_length(reviewer_name) between 1 and 200),
    until                 timestamptz not null,
    invited_by            uuid not null references account,
    invited_at            timestamptz not null,
    stage                 text not null
        check (stage in ('invited', 'declined', 'accepted', 'delivered', 'replied', 'published', 'ended')),
    agreed                text check (agreed in ('state', 'reviewer')),
    published_review      integer,
    published_reply       integer,
    published_at          timestamptz,
    ended_at              timestamptz,
    constraint review_has_one_reviewer check (num_nonnulls(reviewer_state, reviewer_organisation, reviewer_name) = 1),
    constraint review_of_others check (reviewer_state <> state_id),
    constraint review_ends_later check (until > invited_at),
    constraint review_agreed_by_one check (agreed is null or stage = 'replied'),
    constraint review_is_published_whole check (
        num_nonnulls(published_review, published_reply, published_at) = case stage when 'published' then 3 else 0 end),
    constraint review_ends check ((stage in ('declined', 'ended')) = (ended_at is not null))
);
create index review_by_state on review (state_id);
create index review_by_filing on review (position);
create trigger review_stays before delete or update of id, state_id, position, submission_id, round_id, edition_id,
    reviewer_state, reviewer_organisation, reviewer_name, invited_by, invited_at on review
    for each row execute function refuse_change();

-- The account address of a person who reviews: read by the State that invites, and by the person.
create table review_expert (
    review_id uuid primary key references review,
    state_id  text not null,
    email     text not null check (email = lower(email) and octet_length(email) <= 254)
);
create index review_expert_by_email on review_expert (email);
create trigger review_expert_append_only before update or delete on review_expert
    for each row execute function refuse_change();

-- The answers that are opened: of that filing, and never of another.
create table review_question (
    review_id uuid not null references review,
    position  bigint not null,
    question  text not null,
    state_id  text not null,
    primary key (review_id, question),
    foreign key (position, question) references filed_answer (position, question)
);
create trigger review_question_append_only before update or delete on review_question
    for each row execute function refuse_change();

-- Every text that was typed, for ever, for the side that typed it.
create table review_draft (
    review_id  uuid not null references review,
    side       text not null check (side in ('state', 'reviewer')),
    revision   integer not null check (revision > 0),
    language   text not null check (language in ('ar', 'zh', 'en', 'fr', 'ru', 'es')),
    content    text not null check (char_length(content) <= 20000),
    key        text,
    written_by uuid not null references account,
    written_at timestamptz not null,
    primary key (review_id, side, revision),
    constraint review_draft_key_once unique (review_id, side, key)
);
create trigger review_draft_append_only before update or delete on review_draft
    for each row execute function refuse_change();

-- What was delivered, and what was replied to which of it.
create table review_text (
    review_id    uuid not null references review,
    version      integer not null check (version > 0),
    language     text not null check (language in ('ar', 'zh', 'en', 'fr', 'ru', 'es')),
    content      text not null check (char_length(content) between 1 and 20000),
    delivered_by uuid not null references account,
    delivered_at timestamptz not null,
    primary key (review_id, version)
);
create table review_reply (
    review_id uuid not null references review,
    version   integer not null check (version > 0),
    review    integer not null,
    language  text not null check (language in ('ar', 'zh', 'en', 'fr', 'ru', 'es')),
    content   text not null check (char_length(content) between 1 and 20000),
    sent_by   uuid not null references account,
    sent_at   timestamptz not null,
    primary key (review_id, version),
    unique (review_id, review, version),
    foreign key (review_id, review) references review_text (review_id, version)
);
create trigger review_text_append_only before update or delete on review_text
    for each row execute function refuse_change();
create trigger review_reply_append_only before update or delete on review_reply
    for each row execute function refuse_change();

-- The agreement of a side that exactly these two texts are published.
create table review_agreement (
    id        bigint generated always as identity primary key,
    review_id uuid not null references review,
    side      text not null check (side in ('state', 'reviewer')),
    review    integer not null,
    reply     integer not null,
    agreed_by uuid not null references account,
    agreed_at timestamptz not null,
    ended_at  timestamptz,
    foreign key (review_id, review, reply) references review_reply (review_id, review, version)
);
create unique index review_agreement_once on review_agreement (review_id, side) where ended_at is null;
create trigger review_agreement_stays before delete or update of id, review_id, side, review, reply, agreed_by, agreed_at
    on review_agreement for each row execute function refuse_change();

-- A reply to that version of the review, so both texts or neither.
alter table review add constraint review_publishes_a_pair foreign key (id, published_review, published_reply)
    references review_reply (review_id, review, version);

-- Whether the caller is the reviewer, or of the reviewer's people, where `states` are those that the caller reads or writes for.
-- The address of the own account is all that anybody finds here.
create function app_reviews(of_review uuid, of_state text, of_organisation text, states text[]) returns boolean
    language sql stable
    as $$ select coalesce(of_state = any (states), false)
        or coalesce(of_organisation = any ((select app_unit())::text[]), false)
        or exists (select from review_expert e join account a on a.email = e.email
                   where e.review_id = of_review and a.id = app_account()) $$;
revoke execute on function app_reviews(uuid, text, text, text[]) from public;
grant execute on function app_reviews(uuid, text, text, text[]) to normtrack_service;

-- What is published stays so, and is what both sides have agreed to; the State alone moves the end.
create function review_moves() returns trigger language plpgsql as $$
    begin
        if old.stage = 'published' then
            raise exception 'what is published stays' using errcode = 'integrity_constraint_violation';
        end if;
        if new.until <> old.until and not coalesce(old.state_id = any (app_write_state()), false) then
            raise exception 'the State moves the end' using errcode = 'integrity_constraint_violation';
        end if;
        if new.stage = 'published' and 2 <> (
            select count(*) from review_agreement a
            where a.review_id = new.id and a.ended_at is null
              and (a.review, a.reply) = (new.published_review, new.published_reply)) then
            raise exception 'both sides agree to what is published' using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end $$;
create trigger review_moves before update on review for each row execute function review_moves();

alter table review enable row level security;
alter table review_expert enable row level security;
alter table review_question enable row level security;
alter table review_draft enable row level security;
alter table review_text enable row level security;
alter table review_reply enable row level security;
alter table review_agreement enable row level security;

create policy review_expert_read on review_expert for select to normtrack_service using (
    state_id = any (app_read_state()) or email = (select a.email from account a where a.id = app_account()));
create policy review_expert_make on review_expert for insert to normtrack_service
    with check (state_id = any (app_write_state())
        and exists (select from review r where r.id = review_expert.review_id and r.state_id = review_expert.state_id));

create policy review_read on review for select to normtrack_service using (
    stage = 'published' or state_id = any (app_read_state())
    or (until > app_now() and app_reviews(id, reviewer_state, reviewer_organisation, app_read_state())));
create policy review_make on review for insert to normtrack_service
    with check (state_id = any (app_write_state()) and stage = 'invited');
create policy review_change on review for update to normtrack_service using (
    stage <> 'published'
    and (state_id = any (app_write_state())
        or (until > app_now() and app_reviews(id, reviewer_state, reviewer_organisation, app_write_state()))))
    with check (state_id = any (app_write_state())
        or (until > app_now() and app_reviews(id, reviewer_state, reviewer_organisation, app_write_state())));

-- Who reads a review that is not published is of one of its sides.
create function app_review_side(of_review uuid, of_side text, writing boolean) returns boolean language sql stable
    as $$ select exists (select from review r where r.id = of_review
        and case of_side
            when 'state' then r.state_id = any (case when writing then app_write_state() else app_read_state() end)
            when 'reviewer' then r.until > app_now() and app_reviews(r.id, r.reviewer_state, r.reviewer_organisation,
                case when writing then app_write_state() else app_read_state() end)
            else false end) $$;
revoke execute on function app_review_side(uuid, text, boolean) from public;
grant execute on function app_review_side(uuid, text, boolean) to normtrack_service;

create policy review_draft_read on review_draft for select to normtrack_service
    using (app_review_side(review_id, side, false));
create policy review_draft_make on review_draft for insert to normtrack_service with check (
    app_review_side(review_id, side, true)
    and exists (select from review r where r.id = review_draft.review_id and r.stage in ('accepted', 'delivered', 'replied')));

-- Everybody reads the questions of what is published whose answers they read anyway.
create policy review_question_read on review_question for select to normtrack_service using (
    app_review_side(review_id, 'state', false) or app_review_side(review_id, 'reviewer', false)
    or (exists (select from review r where r.id = review_question.review_id)
        and exists (select from filed_answer a
                    where a.position = review_question.position and a.question = review_question.question)));
create policy review_question_make on review_question for insert to normtrack_service
    with check (state_id = any (app_write_state())
        and exists (select from review r where r.id = review_question.review_id
                    and (r.state_id, r.position, r.stage) = (review_question.state_id, review_question.position, 'invited')));

create policy review_text_read on review_text for select to normtrack_service using (
    app_review_side(review_id, 'state', false) or app_review_side(review_id, 'reviewer', false)
    or exists (select from review r where r.id = review_text.review_id and r.published_review = review_text.version));
create policy review_text_make on review_text for insert to normtrack_service with check (
    app_review_side(review_id, 'reviewer', true)
    and exists (select from review r where r.id = review_text.review_id and r.stage in ('accepted', 'delivered', 'replied')));

create policy review_reply_read on review_reply for select to normtrack_service using (
    app_review_side(review_id, 'state', false) or app_review_side(review_id, 'reviewer', false)
    or exists (select from review r where r.id = review_reply.review_id and r.published_reply = review_reply.version));
create policy review_reply_make on review_reply for insert to normtrack_service with check (
    app_review_side(review_id, 'state', true)
    and exists (select from review r where r.id = review_reply.review_id and r.stage in ('delivered', 'replied')));

create policy review_agreement_read on review_agreement for select to normtrack_service
    using (app_review_side(review_id, 'state', false) or app_review_side(review_id, 'reviewer', false));
create policy review_agreement_make on review_agreement for insert to normtrack_service with check (
    app_review_side(review_id, side, true)
    and exists (select from review r where r.id = review_agreement.review_id and r.stage = 'replied'));
-- A newer text ends the agreements of both sides, whoever wrote it.
create policy review_agreement_end on review_agreement for update to normtrack_service using (
    (app_review_side(review_id, 'state', true) or app_review_side(review_id, 'reviewer', true))
    and exists (select from review r where r.id = review_agreement.review_id and r.stage <> 'published'));

-- The chosen answers, for the reviewer while they are open: read with the owner's rights, and none but these. What everybody
-- else reads of a filing is what it was.
create view review_answer as
    select q.review_id, a.* from review r
    join review_question q on q.review_id = r.id
    join filed_answer a on (a.position, a.question) = (q.position, q.question)
    where r.stage in ('accepted', 'delivered', 'replied') and r.until > app_now() and not a.withdrawn
      and app_reviews(r.id, r.reviewer_state, r.reviewer_organisation, app_read_state());

grant select, insert on review, review_expert, review_question, review_draft, review_text, review_reply, review_agreement
    to normtrack_service;
grant update (until, stage, agreed, published_review, published_reply, published_at, ended_at) on review to normtrack_service;
grant update (ended_at) on review_agreement to normtrack_service;
grant select on review_answer to normtrack_service;
