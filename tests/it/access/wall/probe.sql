-- Tries everything with one table as the service role, under the settings of the transaction, and says whose rows it
-- reached. Each attempt is undone before the next. Whose a row is, is found out by whoever
-- calls, who sees everything: `label` is an expression on it.
create schema probe;

-- What one attempt came to.
create type probe.attempt as (operation text, touched text[], refused text);

create function probe.try(relation text, label text, change text, moved text) returns setof probe.attempt
language plpgsql as $$
declare
    began constant bigint := pg_current_xact_id()::text::bigint;
    is_table constant boolean := (select relkind = 'r' from pg_class where oid = relation::regclass);
    labels constant text := 'select coalesce(array_agg(distinct l order by l), ''{}'') from (select (%s)::text as l from %s where %s) x';
    everything constant text := format(labels, label, relation, 'true');
    seen tid[];
    before text[];
    touched text[];
    refused text;
    sample record;
    columns text;
    attempt text;
    statement text;
begin
    -- Reading.
    touched := '{}'; refused := null;
    begin
        set local role normtrack_service;
        if is_table then
            execute format('select array_agg(ctid) from %s', relation) into seen;
        else
            execute everything into touched;
        end if;
        set local role none;
        if is_table then
            execute format(labels, label, relation, 'ctid = any ($1)') using seen into touched;
        end if;
    exception when others then
        refused := sqlstate;
    end;
    return next row('select', touched, refused)::probe.attempt;
    -- What may be done with a view, its grants say: none is written through.
    if not is_table then
        return;
    end if;

    -- Writing a copy of one row of each label: what is allowed goes in, or meets the row that it is a copy of.
    touched := '{}'; refused := null;
    select string_agg(quote_ident(attname), ', ' order by attnum) into columns
    from pg_attribute where attrelid = relation::regclass and attnum > 0 and not attisdropped and attgenerated = '';
    for sample in execute format(
        'select distinct on (label) (%s)::text as label, to_jsonb(r) as copy from %s r order by label', label, relation)
    loop
        begin
            set local role normtrack_service;
            execute format('insert into %1$s (%2$s) overriding system value select %2$s from jsonb_populate_record(null::%1$s, $1)',
                relation, columns) using sample.copy;
            raise exception using errcode = 'XDONE';
        exception
            when sqlstate 'XDONE' or unique_violation then touched := touched || sample.label;
            when others then refused := sqlstate;
        end;
    end loop;
    return next row('insert', touched, refused)::probe.attempt;

    -- Changing and removing without reading, so that the policies of reading do not help; and giving rows to another State.
    execute everything into before;
    foreach attempt in array array['update', 'move', 'delete'] loop
        statement := case attempt
            when 'update' then format('update %s set %s', relation, change)
            when 'move' then format('update %s set state_id = %L', relation, moved)
            else format('delete from %s', relation) end;
        continue when attempt = 'move' and moved is null;
        touched := '{}'; refused := null;
        begin
            set local role normtrack_service;
            execute statement;
            set local role none;
            if attempt = 'delete' then
                execute everything into touched;
                touched := array(select unnest(before) except select unnest(touched));
            else
                execute format(labels, label, relation, format('xmin::text::bigint >= %s', began)) into touched;
            end if;
            raise exception using errcode = 'XDONE';
        exception
            when sqlstate 'XDONE' then null;
            when others then refused := sqlstate;
        end;
        return next row(attempt, touched, refused)::probe.attempt;
    end loop;
end $$;
