-- The two roles of a Normtrack database. Safe to run again. A private server runs this by itself; on a server of your
-- own, run it once as a superuser, then:
--
--     create database normtrack owner normtrack_owner encoding 'UTF8' template template0;
--     revoke connect, temporary on database normtrack from public;
--     grant connect on database normtrack to normtrack_service;
--     alter role normtrack_owner password '...';
--     alter role normtrack_service password '...';
--
-- `normtrack migrate` is given the owner's URL, `normtrack serve` the service role's and no other.

do $$
begin
    -- Owns the schema and changes it; no request is ever served under it.
    if not exists (select from pg_roles where rolname = 'normtrack_owner') then
        create role normtrack_owner;
    end if;
    -- Serves requests. It owns nothing, so row-level security always holds for it.
    if not exists (select from pg_roles where rolname = 'normtrack_service') then
        create role normtrack_service;
    end if;
end
$$;
alter role normtrack_owner login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role normtrack_service login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
