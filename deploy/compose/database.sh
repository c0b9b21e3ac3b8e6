#!/bin/bash
# Makes the database and sets both roles' passwords, after ../roles.sql. The image of PostgreSQL runs it once, for a new
# volume. NORMTRACK_SECRETS names another folder of secrets.
set -euo pipefail
secrets=${NORMTRACK_SECRETS:-/run/secrets}
# The passwords come by standard input, so that no list of processes shows them.
{
    printf "\\\\set owner_password '%s'\n" "$(cat "$secrets/owner_password")"
    printf "\\\\set service_password '%s'\n" "$(cat "$secrets/service_password")"
    cat <<'SQL'
set log_statement = 'none';
set log_min_error_statement = 'panic';
alter role normtrack_owner password :'owner_password';
alter role normtrack_service password :'service_password';
create database normtrack owner normtrack_owner encoding 'UTF8' template template0;
revoke connect, temporary on database normtrack from public;
grant connect on database normtrack to normtrack_service;
SQL
} | psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres
