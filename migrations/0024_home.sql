-- What States' own instances file here: the keys that they sign with, and the packages that were handed in
-- (docs/adr/0029-home-instances.md).

create table home_key (
    id            uuid primary key,
    state_id      text not null references state,
    kid           text not null,
    public_key    bytea not null check (octet_length(public_key) = 32),
    registered_by uuid not null references account,
    registered_at timestamptz not null,
    revoked_at    timestamptz,
    constraint home_key_once unique (state_id, kid)
);
create trigger home_key_stays before delete or update of id, state_id, kid, public_key, registered_by, registered_at
    on home_key for each row execute function refuse_change();
create trigger home_key_stays_revoked before update on home_key for each row when (old.revoked_at is not null)
    execute function refuse_change();

-- What is in a package stays until it is filed or lapses; that it was handed in stays for ever.
create table home_package (
    id             uuid primary key,
    state_id       text not null references state,
    round_id       uuid not null references round,
    root           bytea not null check (octet_length(root) = 32),
    content        text check (octet_length(content) <= 8388608),
    handed_in_by   uuid not null references account,
    handed_in_at   timestamptz not null,
    filed_position bigint references filing,
    constraint home_package_filed_is_erased check (filed_position is null or content is null)
);
create index home_package_waits on home_package (state_id, handed_in_at) where content is not null;
create trigger home_package_stays before delete or update of id, state_id, round_id, root, handed_in_by, handed_in_at
    on home_package for each row execute function refuse_change();
create function refuse_another_content() returns trigger language plpgsql as $$ begin
    if new.content is null and (old.filed_position is null or new.filed_position = old.filed_position) then
        return new;
    end if;
    raise exception '% can be filed and erased and not be changed', tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger home_package_is_filed_or_erased before update on home_package
    for each row execute function refuse_another_content();

alter table home_key enable row level security;
alter table home_package enable row level security;

create policy home_key_read on home_key for select to normtrack_service
    using (state_id = any (app_read_state()) or (select app_is_auditor()));
create policy home_key_register on home_key for insert to normtrack_service
    with check (state_id = any (app_write_state()));
create policy home_key_revoke on home_key for update to normtrack_service
    using (state_id = any (app_write_state())) with check (state_id = any (app_write_state()));

create policy home_package_read on home_package for select to normtrack_service
    using (state_id = any (app_read_state()));
create policy home_package_hand_in on home_package for insert to normtrack_service
    with check (state_id = any (app_write_state()));
create policy home_package_file on home_package for update to normtrack_service
    using (state_id = any (app_write_state())) with check (state_id = any (app_write_state()));

grant select, insert on home_key, home_package to normtrack_service;
grant update (revoked_at) on home_key to normtrack_service;
grant update (content, filed_position) on home_package to normtrack_service;
