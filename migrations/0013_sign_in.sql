-- Where the refresh token of a session is kept: by the program that signed in, or in a cookie.
alter table session
    add column kept_in text not null default 'client' check (kept_in in ('client', 'cookie'));
