-- Two States with one row of everything each, and of what is filed one for each way of sharing; people of both States, of
-- none, and of the secretariat. Ids are `<State or person>` padded, so that a copy of a row is recognised.

create function probe.id(name text) returns uuid language sql immutable as $$ select md5(name)::uuid $$;
-- Whose an account is.
create function probe.whose(of_account uuid) returns text language sql stable security definer as $$
    select coalesce((select name from public.account where id = of_account), '-') $$;
create function probe.of_session(of_session uuid) returns text language sql stable security definer as $$
    select probe.whose(account_id) from public.session where id = of_session $$;
create function probe.of_identity(of_identity uuid) returns text language sql stable security definer as $$
    select probe.whose(account_id) from public.identity where id = of_identity $$;
-- How a filed answer is shared, which stands in its question.
create function probe.sharing(at bigint, of_leaf smallint) returns text language sql stable security definer as $$
    select question from public.filed_answer where position = at and leaf = of_leaf $$;

-- Whose a need or an offer is, and how it is shared.
create function probe.notice(of_notice uuid) returns text language sql stable security definer as $$
    select coalesce(state_id, organisation_id) || ' ' || case stage when 'withdrawn' then 'withdrawn' when 'drafted' then 'alone'
        else concat_ws(' ', visibility, audience_states[1], audience_organisations[1]) end
    from public.notice where id = of_notice $$;

-- Whose a proposal is, and how its version is shared.
create function probe.proposal(of_proposal uuid) returns text language sql stable security definer as $$
    select p.state_id || ' ' || case when v.visibility is null then 'alone'
        else concat_ws(' ', v.visibility, v.audience_states[1], v.audience_organisations[1]) end
    from public.proposal p left join public.proposal_version v on v.proposal_id = p.id where p.id = of_proposal $$;

-- Whose answers are reviewed by whom, and where the review stands at noon of the 1st of March.
create function probe.review(of_review uuid) returns text language sql stable security definer as $$
    select state_id || ' ' || coalesce(reviewer_state, reviewer_organisation, 'expert') || ' '
        || case when until <= '2027-03-01T12:00:00Z' then 'over' else stage end
    from public.review where id = of_review $$;

do $$
declare
    of_state text;
    who text;
    at bigint;
    way record;
    evidence_id uuid;
begin
    foreach who in array array['QMA member', 'QMB member', 'QMA accredited', 'stranger', 'officer', 'auditor', 'administrator',
        'gone administrator', 'gone auditor', 'au member', 'editor', 'gone editor'] loop
        insert into account (id, email, name, language, created_at)
        values (probe.id(who), replace(lower(who), ' ', '.') || '@example.org', who, 'en', '2027-01-01');
        insert into credential (account_id, password_hash) values (probe.id(who), 'none');
        insert into session (id, account_id, started_at) values (probe.id(who), probe.id(who), '2027-03-01');
        insert into refresh_token (hash, session_id, issued_at) values (sha256(who::bytea), probe.id(who), '2027-03-01');
        insert into second_factor (account_id, begun_at) values (probe.id(who), '2027-03-01');
        insert into factor_secret (account_id, sealed) values (probe.id(who), '');
        insert into recovery_code (hash, account_id) values (sha256(who::bytea), probe.id(who));
        insert into device (id, account_id, hash, signed_in_at) values (probe.id(who), probe.id(who), sha256(who::bytea), '2027-03-01');
        insert into sign_in_challenge (hash, account_id, made_at) values (sha256(who::bytea), probe.id(who), '2027-03-01');
        insert into identity (id, account_id, issuer, subject, linked_at)
        values (probe.id(who), probe.id(who), 'https://provider.example', who, '2027-03-01');
        -- A passkey is a second factor: the auditor and the administrator have none.
        if who like '% member' then
            insert into passkey (id, account_id, name, created_at, counter, is_backup_eligible, is_backed_up, is_verified)
            values (probe.id(who), probe.id(who), 'Key', '2027-03-01', 0, false, false, true);
            insert into passkey_credential (passkey_id, credential_id, public_key, transports)
            values (probe.id(who), sha256(who::bytea), '', 0);
            insert into passkey_ceremony (challenge, purpose, account_id, session_id, state, made_at)
            values (substring(sha256(who::bytea) for 16), 'registration', probe.id(who), probe.id(who), '', '2027-03-01');
        end if;
    end loop;
    insert into factor_rule (role) values ('reader');
    insert into signing_key (id, purpose, public_key, sealed, created_at)
    values (probe.id('key'), 'receipt', sha256(''), '', '2027-01-01');
    insert into round (id, key, edition_id, mandate, titles, opens_at, zone, observers)
    values (probe.id('round'), 'round', 'views-and-assessments/1', '{}', '{}', '2027-01-01', 'UTC', false),
        (probe.id('next'), 'next', 'views-and-assessments/1', '{}', '{}', '2027-01-01', 'UTC', false);
    insert into round (id, key, edition_id, mandate, titles, opens_at, zone, observers, cancelled_at)
    values (probe.id('cancelled'), 'cancelled', 'views-and-assessments/1', '{}', '{}', '2028-01-01', 'UTC', false, '2027-03-01');
    insert into letter (id, round_id, matter, asking, state_id, account_id, language, asked_by, asked_at, next_at)
    values (probe.id('letter'), probe.id('round'), 'invitation', 'first', 'QMA', probe.id('QMA member'), 'en', probe.id('officer'),
        '2027-03-01', '2027-03-01');
    insert into release (round_id, number, at_position, made_at, figures) values (probe.id('round'), 1, 1, '2027-02-01', '[]');
    insert into register_node (level, index, hash) values (0, 0, sha256(''));
    insert into event (at, act) values ('2027-03-01', 'open_round');
    insert into membership (id, account_id, role, state_id, valid_from, valid_until) values
        (probe.id('QMA member'), probe.id('QMA member'), 'focal_point', 'QMA', '2027-01-01', null),
        (probe.id('QMB member'), probe.id('QMB member'), 'focal_point', 'QMB', '2027-01-01', null),
        (probe.id('QMA accredited'), probe.id('QMA accredited'), 'accredited_reader', 'QMA', '2027-01-01', null),
        (probe.id('officer'), probe.id('officer'), 'secretariat_officer', null, '2027-01-01', null),
        (probe.id('auditor'), probe.id('auditor'), 'auditor', null, '2027-01-01', null),
        (probe.id('administrator'), probe.id('administrator'), 'administrator', null, '2027-01-01', null),
        (probe.id('editor'), probe.id('editor'), 'catalogue_editor', null, '2027-01-01', null),
        (probe.id('gone editor'), probe.id('gone editor'), 'catalogue_editor', null, '2027-01-01', '2027-03-01 11:59:59+00'),
        (probe.id('gone auditor'), probe.id('gone auditor'), 'auditor', null, '2027-01-01', '2027-03-01 11:59:59+00'),
        (probe.id('gone administrator'), probe.id('gone administrator'), 'administrator', null, '2027-01-01', '2027-03-01 11:59:59+00');
    insert into membership (id, account_id, role, organisation_id, valid_from)
    values (probe.id('au member'), probe.id('au member'), 'accredited_reader', 'au', '2027-01-01');
    -- What an identity provider gave, the service takes back when it signs that person in.
    insert into provided_membership (membership_id, identity_id) values
        (probe.id('QMA member'), probe.id('QMA member')), (probe.id('QMB member'), probe.id('QMB member'));

    -- The draft of an edition.
    insert into edition_draft (id, edition_id, stage, revision, begun_by, begun_at, changed_at)
    values (probe.id('edition'), 'further/1', 'drafted', 1, probe.id('editor'), '2027-02-01', '2027-02-01');
    insert into edition_draft_revision (draft_id, revision, hash, structure, wording, written_by, written_at)
    values (probe.id('edition'), 1, sha256(''), '{}', '{}', probe.id('editor'), '2027-02-01');
    -- A compilation, with a reply.
    insert into compilation (id, round_id, kind, number, since, position, language, pdf, readers, asked_by, asked_at)
    values (probe.id('compilation'), probe.id('round'), 'whole', 0, 0, 1, 'en', true, 'public', probe.id('officer'), '2027-03-01');
    insert into compilation_part (compilation_id, sort, place, item, act)
    values (probe.id('compilation'), 'reply', 0, 'reply', 1);
    -- An offer that the unit of an organisation drafts and was released before.
    insert into notice (id, side, organisation_id, stage, revision, drafted_at, ended_at)
    values (probe.id('au offer'), 'offer', 'au', 'withdrawn', 1, '2027-02-01', '2027-02-02');
    insert into notice_revision (notice_id, revision, organisation_id, content, written_by, written_at)
    values (probe.id('au offer'), 1, 'au', '{}', probe.id('au member'), '2027-02-01');
    insert into notice_release (notice_id, revision, organisation_id, visibility, released_by, released_at)
    values (probe.id('au offer'), 1, 'au', 'public', probe.id('au member'), '2027-02-01');

    -- A webhook of each State, and one of the secretariat.
    foreach of_state in array array['QMA', 'QMB', null] loop
        who := coalesce(of_state || ' member', 'officer');
        insert into webhook (id, state_id, address, kinds, made_by, made_at, secret_made_at)
        values (probe.id(who), of_state, 'https://example.org', '{release.made}', probe.id(who), '2027-03-01', '2027-03-01');
        insert into webhook_secret (id, webhook_id, sealed, made_at) values (probe.id(who), probe.id(who), '', '2027-03-01');
        insert into webhook_message (id, kind, at, webhook_id) values (probe.id(who), 'webhook.ping', '2027-03-01', probe.id(who));
        insert into webhook_delivery (webhook_id, message_id, next_at) values (probe.id(who), probe.id(who), '2027-03-01');
    end loop;

    at := 0;
    foreach of_state in array array['QMA', 'QMB'] loop
        who := of_state || ' member';
        insert into ministry (id, state_id, name) values (probe.id(of_state), of_state, 'Justice');
        insert into state_setting (state_id, four_eyes) values (of_state, true);
        insert into program (account_id, state_id, scopes, made_by, made_at)
        values (probe.id(who), of_state, 'read', probe.id(who), '2027-03-01');
        insert into program_secret (id, account_id, state_id, issued_by, issued_at, expires_at)
        values (probe.id(who), probe.id(who), of_state, probe.id(who), '2027-03-01', '2027-06-01');
        insert into program_secret_hash (hash, secret_id) values (sha256(who::bytea), probe.id(who));
        insert into event (at, account_id, act, state_id) values ('2027-03-01', probe.id(who), 'save_answers', of_state);
        insert into invitation (id, token_hash, email, role, state_id, issued_by, issued_at, expires_at) values
            (probe.id(of_state), sha256(of_state::bytea), 'new@example.org', 'reader', of_state, probe.id(who), '2027-03-01', '2027-03-08'),
            (probe.id(of_state || ' a'), sha256((of_state || ' a')::bytea), 'new@example.org', 'accredited_reader', of_state,
                probe.id('administrator'), '2027-03-01', '2027-03-08');
        insert into letter (id, invitation_id, matter, language, sealed, asked_by, asked_at, next_at)
        select id, id, 'account', 'en', '', issued_by, issued_at, issued_at from invitation where state_id = of_state;
        insert into invitation_to_round (round_id, state_id, status, regional_group, m49_areas, ldc, lldc, sids, organisations)
        values (probe.id('round'), of_state, 'member_state', 'weog', '{}', false, false, false, '{}');
        insert into submission (id, round_id, state_id, edition_id, stage, revision, language, shares_progress, visibility,
            counted, names_state, opened_at)
        values (probe.id(of_state), probe.id('round'), of_state, 'views-and-assessments/1', 'filed', 1, 'en', false,
            'national_team', false, false, '2027-02-01');
        insert into assignment (id, submission_id, state_id, section, ministry_id, valid_from)
        values (probe.id(of_state), probe.id(of_state), of_state, 'VA', probe.id(of_state), '2027-02-01');
        insert into answer (submission_id, question, state_id, kind, standing, revision, salt, changed_by, changed_at)
        values (probe.id(of_state), 'VA.authority', of_state, 'short_text', 'declined', 1, decode(repeat('00', 16), 'hex'),
            probe.id(who), '2027-02-01');
        -- A further file, whose progress is shared.
        insert into submission (id, round_id, state_id, edition_id, stage, revision, language, shares_progress, visibility,
            counted, names_state, opened_at)
        values (probe.id(of_state || ' next'), probe.id('next'), of_state, 'views-and-assessments/1', 'drafting', 1, 'en', true,
            'national_team', false, false, '2027-02-01');
        insert into answer (submission_id, question, state_id, kind, standing, revision, salt, changed_by, changed_at)
        values (probe.id(of_state || ' next'), 'VA.authority', of_state, 'short_text', 'declined', 1,
            decode(repeat('00', 16), 'hex'), probe.id(who), '2027-02-01');
        insert into answer_revision (submission_id, question, state_id, kind, standing, revision, based_on, changed_by, changed_at)
        select probe.id(of_state), 'VA.authority', of_state, 'short_text', 'declined', n, n - 1, probe.id(who), '2027-02-01'
        from generate_series(1, 2) n;
        insert into answer_merge (revision_id, into_id, submission_id, state_id)
        select min(id), max(id), probe.id(of_state), of_state from answer_revision where state_id = of_state;
        insert into clearance_entry (submission_id, state_id, section, turn, act, answers, account_id, at)
        values (probe.id(of_state), of_state, 'VA', 1, 'sent', '{}', probe.id(who), '2027-02-01');
        insert into comment_thread (id, submission_id, state_id, question)
        values (probe.id(of_state), probe.id(of_state), of_state, 'VA.authority');
        insert into comment (id, thread_id, submission_id, state_id, content, mentions, account_id, at)
        values (probe.id(of_state), probe.id(of_state), probe.id(of_state), of_state, 'look', '{}', probe.id(who), '2027-02-01');
        -- One filing for each way of sharing, with the answer, and evidence that it cites and that is shared alike.
        for way in select * from (values
            ('national_team', 'national_team', null, null, null, false),
            ('secretariat', 'secretariat', null, null, null, false),
            ('audience QMC', 'audience', '{QMC}', null, null, false),
            ('audience au', 'audience', null, '{au}', null, false),
            ('member_states', 'member_states', null, null, null, false),
            ('public', 'public', null, null, null, false),
            ('embargoed', 'public', null, null, '2027-06-01T00:00:00Z', false),
            ('embargo over', 'public', null, null, '2027-03-01T12:00:00Z', false),
            ('withdrawn', 'public', null, null, null, true)
        ) as w (name, visibility, states, organisations, embargo, withdrawn) loop
            at := at + 1;
            insert into filing (position, submission_id, round_id, state_id, edition_id, wording_revision, kind, number, root,
                filed_at, filed_by, late, state_salt, names_state, header, commitments, asked)
            values (at, probe.id(of_state), probe.id('round'), of_state, 'views-and-assessments/1', 1, 'filing', 1,
                sha256(at::text::bytea), '2027-02-01', probe.id(who), false, decode(repeat('00', 16), 'hex'), false, '{}', '', '');
            insert into receipt (position, state_id, receipt, record) values (at, of_state, 'receipt', 'record');
            insert into filed_answer (position, leaf, question, state_id, round_id, kind, standing, salt, counted, visibility,
                audience_states, audience_organisations, embargo_until, withdrawn)
            values (at, 0, way.name, of_state, probe.id('round'), 'short_text', 'declined', decode(repeat('00', 16), 'hex'),
                true, way.visibility, way.states::text[], way.organisations::text[], way.embargo::timestamptz, way.withdrawn);
            evidence_id := probe.id(of_state || way.name);
            insert into evidence (id, state_id, sha256, size, media_type, commitment, visibility, audience_states,
                audience_organisations, counted, embargo_until, revision, kept_at, kept_by, citation, removed_at)
            values (evidence_id, of_state, sha256(at::text::bytea), 1, 'application/pdf', sha256(at::text::bytea), way.visibility,
                way.states::text[], way.organisations::text[], false, way.embargo::timestamptz, 1, '2027-02-01', probe.id(who),
                case when not way.withdrawn then way.name end, case when way.withdrawn then timestamptz '2027-02-02' end);
            insert into evidence_commitment (commitment, evidence_id, state_id, salt, form)
            values (sha256(at::text::bytea), evidence_id, of_state, decode(repeat('00', 16), 'hex'), '{}');
            insert into filed_evidence (position, leaf, evidence_id, commitment, state_id)
            values (at, 0, evidence_id, sha256(at::text::bytea), of_state);
        end loop;
        -- What superseded the others took their terms with it; here they are as if each stood.
        insert into filed_text (position, leaf, language, question, state_id, words, form, is_public, embargo_until)
        select position, leaf, 'en', question, state_id, '', 1, visibility = 'public' and not withdrawn, embargo_until
        from filed_answer where state_id = of_state;
        -- A need for each way of releasing one, one that was taken back and one that is drafted; and a directory for each.
        for way in select * from (values
            ('secretariat', 'secretariat', null, null, 'released'),
            ('audience QMC', 'audience', '{QMC}', null, 'released'),
            ('audience au', 'audience', null, '{au}', 'closed'),
            ('member_states', 'member_states', null, null, 'released'),
            ('public', 'public', null, null, 'closed'),
            ('withdrawn', null, null, null, 'withdrawn'),
            ('alone', null, null, null, 'drafted')
        ) as w (name, visibility, states, organisations, stage) loop
            evidence_id := probe.id(of_state || ' need ' || way.name);
            insert into notice (id, side, state_id, stage, revision, drafted_at, released_revision, released_at, visibility,
                audience_states, audience_organisations, ended_at)
            values (evidence_id, 'need', of_state, way.stage, 1, '2027-02-01', case when way.visibility is not null then 1 end,
                case when way.visibility is not null then timestamptz '2027-02-01' end, way.visibility, way.states::text[],
                way.organisations::text[], case when way.stage in ('closed', 'withdrawn') then timestamptz '2027-02-02' end);
            insert into notice_revision (notice_id, revision, state_id, content, written_by, written_at)
            values (evidence_id, 1, of_state, '{}', probe.id(who), '2027-02-01');
            -- What was taken back had been released to everybody; what was never released has no release.
            if way.stage <> 'drafted' then
                insert into notice_release (notice_id, revision, state_id, visibility, audience_states, audience_organisations,
                    released_by, released_at)
                values (evidence_id, 1, of_state, coalesce(way.visibility, 'public'), way.states::text[],
                    way.organisations::text[], probe.id(who), '2027-02-01');
            end if;
            insert into contact_statement (state_id, directory, revision, kinds, visibility, audience_states,
                audience_organisations, stated_by, stated_at, superseded_at)
            values (of_state, way.name, 1, '{}', coalesce(way.visibility, case way.stage when 'withdrawn' then 'public' else
                'national_team' end), way.states::text[], way.organisations::text[], probe.id(who), '2027-02-01',
                case when way.stage = 'withdrawn' then timestamptz '2027-02-02' end);
        end loop;
        -- A proposal for each way of releasing a version, under which the other State put its name and said something; what is
        -- public was taken back, or is closed and found. One is drafted.
        for way in select * from (values
            ('secretariat', 'secretariat', null, null, 'released'),
            ('audience QMC', 'audience', '{QMC}', null, 'released'),
            ('audience au', 'audience', null, '{au}', 'released'),
            ('member_states', 'member_states', null, null, 'released'),
            ('public', 'public', null, null, 'withdrawn'),
            ('found', 'public', null, null, 'closed'),
            ('alone', null, null, null, 'drafted')
        ) as w (name, visibility, states, organisations, stage) loop
            evidence_id := probe.id(of_state || ' proposal ' || way.name);
            insert into proposal (id, state_id, stage, revision, drafted_at, ended_at)
            values (evidence_id, of_state, way.stage, 1, '2027-02-01',
                case when way.stage in ('closed', 'withdrawn') then timestamptz '2027-02-02' end);
            insert into proposal_revision (proposal_id, revision, state_id, content, written_by, written_at)
            values (evidence_id, 1, of_state, '{}', probe.id(who), '2027-02-01');
            if way.stage <> 'drafted' then
                insert into proposal_version (proposal_id, version, state_id, content, changes, visibility, audience_states,
                    audience_organisations, released_by, released_at)
                values (evidence_id, 1, of_state, '{}', '{}', way.visibility, way.states::text[], way.organisations::text[],
                    probe.id(who), '2027-02-01');
                insert into proposal_text (proposal_id, version, language, state_id, words, form)
                select evidence_id, 1, 'en', of_state, '', 1 where way.visibility = 'public';
                insert into proposal_sponsor (proposal_id, version, state_id, joined_by, joined_at)
                values (evidence_id, 1, case of_state when 'QMA' then 'QMB' else 'QMA' end, probe.id(who), '2027-02-01');
                insert into proposal_comment (id, proposal_id, version, state_id, language, content, said_by, said_at)
                values (evidence_id, evidence_id, 1, case of_state when 'QMA' then 'QMB' else 'QMA' end, 'en', 'Words',
                    probe.id(who), '2027-02-01');
            end if;
        end loop;
        -- A review by the other State at each stage, one by the unit of au and one by a person; what is opened is the own team's,
        -- save of what is published. Of one the date has passed.
        for way in select * from (values
            ('invited', 'peer', 'invited', 'national_team', timestamptz '2027-06-01'),
            ('replied', 'peer', 'replied', 'national_team', '2027-06-01'),
            ('published', 'peer', 'replied', 'public', '2027-06-01'),
            ('over', 'peer', 'replied', 'national_team', '2027-03-01T12:00:00Z'),
            ('unit', 'au', 'replied', 'national_team', '2027-06-01'),
            ('expert', 'expert', 'replied', 'national_team', '2027-06-01')
        ) as w (name, reviewer, stage, question, until) loop
            evidence_id := probe.id(of_state || ' review ' || way.name);
            insert into review (id, state_id, position, submission_id, round_id, edition_id, reviewer_state,
                reviewer_organisation, reviewer_name, until, invited_by, invited_at, stage)
            select evidence_id, of_state, a.position, probe.id(of_state), probe.id('round'), 'views-and-assessments/1',
                case way.reviewer when 'peer' then case of_state when 'QMA' then 'QMB' else 'QMA' end end,
                case way.reviewer when 'au' then 'au' end, case way.reviewer when 'expert' then 'A. Reader' end,
                way.until, probe.id(who), '2027-02-01', way.stage
            from filed_answer a where a.state_id = of_state and a.question = way.question;
            insert into review_question (review_id, position, question, state_id)
            select evidence_id, a.position, a.question, of_state from filed_answer a
            where a.state_id = of_state and a.question = way.question;
            if way.reviewer = 'expert' then
                insert into review_expert (review_id, state_id, email)
                values (evidence_id, of_state, 'stranger@example.org');
            end if;
            if way.stage = 'replied' then
                insert into review_draft (review_id, side, revision, language, content, written_by, written_at) values
                    (evidence_id, 'state', 1, 'en', 'Words', probe.id(who), '2027-02-01'),
                    (evidence_id, 'reviewer', 1, 'en', 'Words', probe.id(who), '2027-02-01');
                insert into review_text (review_id, version, language, content, delivered_by, delivered_at)
                values (evidence_id, 1, 'en', 'Words', probe.id(who), '2027-02-01');
                insert into review_reply (review_id, version, review, language, content, sent_by, sent_at)
                values (evidence_id, 1, 1, 'en', 'Words', probe.id(who), '2027-02-01');
                insert into review_agreement (review_id, side, review, reply, agreed_by, agreed_at) values
                    (evidence_id, 'state', 1, 1, probe.id(who), '2027-02-01'),
                    (evidence_id, 'reviewer', 1, 1, probe.id(who), '2027-02-01');
            end if;
            if way.name = 'published' then
                update review set stage = 'published', published_review = 1, published_reply = 1, published_at = '2027-02-02'
                where id = evidence_id;
            end if;
        end loop;
        -- Letters about the two, which nobody reads of but whoever sends them.
        insert into letter (id, review_id, matter, asking, account_id, language, asked_by, asked_at, next_at)
        values (probe.id(of_state || ' review letter'), probe.id(of_state || ' review invited'), 'review_invited', '0',
            probe.id('stranger'), 'en', probe.id(who), '2027-03-01', '2027-03-01');
        insert into letter (id, proposal_id, matter, asking, account_id, language, asked_by, asked_at, next_at)
        values (probe.id(of_state || ' proposal letter'), probe.id(of_state || ' proposal public'), 'proposal_joined',
            '2027-03-01', probe.id('stranger'), 'en', probe.id(who), '2027-03-01', '2027-03-01');
        insert into home_key (id, state_id, kid, public_key, registered_by, registered_at)
        values (probe.id(of_state), of_state, 'home', sha256(''), probe.id(who), '2027-02-01');
        insert into home_package (id, state_id, round_id, root, content, handed_in_by, handed_in_at)
        values (probe.id(of_state), of_state, probe.id('round'), sha256(''), 'package', probe.id(who), '2027-02-01');
        -- Evidence that nothing filed cites is its State's own.
        insert into evidence (id, state_id, sha256, size, media_type, commitment, visibility, counted, revision, kept_at, kept_by,
            citation)
        values (probe.id(of_state || 'alone'), of_state, sha256('alone'), 1, 'application/pdf', sha256(of_state::bytea), 'public',
            false, 1, '2027-02-01', probe.id(who), 'alone');
    end loop;
end $$;
