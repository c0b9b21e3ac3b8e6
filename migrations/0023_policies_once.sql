-- Who reads a filed answer is the same rule as before. What the call says of its reader is read once for a statement, not once
-- for each row: a subquery that refers to no row is evaluated once.
alter policy filed_answer_read on filed_answer using (
    state_id = any ((select app_read_state())::text[])
    or (not withdrawn and (embargo_until is null or embargo_until <= (select app_now())) and (
        visibility = 'public'
        or (visibility <> 'national_team' and (select app_reader()) = 'secretariat')
        or (visibility = 'member_states' and cardinality((select app_audience_state())) > 0)
        or (visibility = 'audience'
            and (audience_states && (select app_audience_state())
                 or audience_organisations && (select app_audience_organisation()))))));
