-- A draft that is taken over onto an edition that was published meanwhile continues that one from then on: a later one of its
-- questionnaire, together with a revision of its own.

drop trigger edition_draft_stays on edition_draft;
create trigger edition_draft_stays before delete or update of id, begun_by, begun_at on edition_draft
    for each row execute function refuse_change();
create trigger edition_draft_goes_on before update of base_id on edition_draft
    for each row when (
        old.base_id is distinct from new.base_id
        and (new.base_id is null
             or new.revision <> old.revision + 1
             or split_part(new.base_id, '/', 1) <> split_part(old.edition_id, '/', 1)
             or split_part(new.base_id, '/', 2)::integer <= coalesce(split_part(old.base_id, '/', 2)::integer, 0)))
    execute function refuse_change();

grant update (base_id) on edition_draft to normtrack_service;
