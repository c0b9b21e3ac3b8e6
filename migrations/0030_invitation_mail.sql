-- Letters that bring a person the one-time link of their invitation (docs/adr/0031-mail.md). An outbox beside that of letters
-- about rounds: one row of each invitation that was issued where there is a mail server.

create table invitation_letter (
    invitation_id uuid primary key references invitation,
    language      text not null check (language in ('ar', 'zh', 'en', 'fr', 'ru', 'es')),
    asked_at      timestamptz not null,
    -- The secret of the link, which `invitation` knows by its hash alone: sealed for this invitation under the secret file, which
    -- the database never sees. It is here while the letter waits, and gone with the update that ends it.
    sealed        bytea,
    -- As in `letter`.
    attempts      smallint not null default 0 check (attempts >= 0),
    next_at       timestamptz,
    leased_until  timestamptz,
    outcome       text check (outcome in ('accepted', 'refused', 'given_up', 'needless')),
    last_at       timestamptz,
    last_status   smallint,
    last_failure  text check (last_failure in ('unreachable', 'too_slow', 'unfit')),
    check ((next_at is null) = (outcome is not null)),
    constraint invitation_letter_sealed_while_it_waits check ((sealed is null) = (next_at is null))
);
create index invitation_letter_due on invitation_letter (next_at) where next_at is not null;
create trigger invitation_letter_stays before delete or update of invitation_id, language, asked_at on invitation_letter
    for each row execute function refuse_change();

alter table invitation_letter enable row level security;
-- Whoever reads the invitation knows what became of its letter; the policies of `invitation` hold within the question.
create policy invitation_letter_read on invitation_letter for select to normtrack_service
    using (app_reader() = 'courier' or exists (select from invitation i where i.id = invitation_id));
-- Whoever issues an invitation has a letter sent of it, and nobody in their name.
create policy invitation_letter_ask on invitation_letter for insert to normtrack_service
    with check (exists (select from invitation i where i.id = invitation_id and i.issued_by = app_account()
        and ((i.state_id = any (app_write_state()) and i.role <> 'accredited_reader') or (select app_is_administrator()))));
create policy invitation_letter_change on invitation_letter for update to normtrack_service using (app_reader() = 'courier');
grant select, insert on invitation_letter to normtrack_service;
grant update (sealed, attempts, next_at, leased_until, outcome, last_at, last_status, last_failure)
    on invitation_letter to normtrack_service;

-- What the letter of an invitation says and where it goes; nothing where it is needed no more: the invitation was answered or is
-- too old, or the account of whoever issued it is suspended.
create function invitation_to_write(which uuid) returns table
    (email text, role text, state_id text, ministry_id uuid, organisation_id text, expires_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public
    as $$ select i.email, i.role, i.state_id, i.ministry_id, i.organisation_id, i.expires_at from invitation i
          where app_reader() = 'courier' and i.id = which and i.accepted_at is null and i.revoked_at is null
            and i.expires_at > app_now()
            and not exists (select from account a where a.id = i.issued_by and a.suspended_at <= app_now()) $$;
revoke execute on function invitation_to_write(uuid) from public;
grant execute on function invitation_to_write(uuid) to normtrack_service;

-- An invitation that is answered leaves no secret behind. A letter that a process has in hand just now is ended by that process.
create function end_invitation_letter() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public
    as $$ begin
        update invitation_letter set sealed = null, next_at = null, leased_until = null, outcome = 'needless'
        where invitation_id = new.id and next_at is not null and coalesce(leased_until <= app_now(), true);
        return null;
    end $$;
revoke execute on function end_invitation_letter() from public;
create trigger invitation_answered after update of accepted_at, revoked_at on invitation
    for each row when (new.accepted_at is not null or new.revoked_at is not null) execute function end_invitation_letter();
