//! What is expected of each table and view, in words of the field.

use super::readers::Reader;
use super::rules::{
    addresses, addresses_given, administrator, aggregate, agreements, agreements_ended, always, answered, choosing,
    courier, delivered, drafts, editor, endings, endings_or_taken_back, filings, hooks_changed, hooks_kept, hooks_read,
    invitations, invitations_made, issuer, letters_asked, never, notices, notices_kept, of_letters, oneself_or_issuer,
    oneself_or_keeper, opened, people, receipts, reviews, reviews_made, reviews_moved, rounds, rules_read, said,
    said_now, secretariat, secrets_of_programs, sessions, settings, shared, side_read, side_written, trail,
    trail_written, writes,
};

/// Whether a reader reaches the row of that label.
pub(super) type Rule = fn(&Reader, &str) -> bool;

/// A table or a view, and who does what with its rows.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// Whose a row is, in SQL.
    pub(super) label: &'static str,
    /// A change of its rows that would be none, so that nothing but rights refuses it.
    pub(super) change: &'static str,
    pub(super) reads: Rule,
    pub(super) adds: Rule,
    pub(super) changes: Rule,
    pub(super) removes: Rule,
}

/// A table that everybody reads and nobody writes.
pub(super) const fn public(name: &'static str, change: &'static str) -> Table {
    Table {
        name,
        label: "'*'",
        change,
        reads: always,
        adds: never,
        changes: never,
        removes: never,
    }
}

/// What a State's own people read, and those write who may write for it.
pub(super) const fn of_team(name: &'static str, change: &'static str, changes: Rule) -> Table {
    Table {
        name,
        label: "state_id",
        change,
        reads: drafts,
        adds: writes,
        changes,
        removes: never,
    }
}

/// What the issuer alone has to do with, whose rows belong to accounts.
pub(super) const fn of_issuer(name: &'static str, label: &'static str, change: &'static str, removes: Rule) -> Table {
    Table {
        name,
        label,
        change,
        reads: issuer,
        adds: issuer,
        changes: issuer,
        removes,
    }
}

pub(super) const fn view(name: &'static str, reads: Rule) -> Table {
    Table {
        name,
        label: "'*'",
        change: "",
        reads,
        adds: never,
        changes: never,
        removes: never,
    }
}

pub(super) const SHARED: &str = "state_id || ' ' || probe.sharing(position, 0::smallint)";
pub(super) const HOOK: &str =
    "coalesce((select coalesce(w.state_id, '-') from public.webhook w where w.id = webhook_id), '*')";
pub(super) const ACCOUNT: &str = "probe.whose(account_id)";

/// Every table and view.
pub(super) const TABLES: &[Table] = &[
    public("_sqlx_migrations", "success = true"),
    public("house", "demonstration = true"),
    public("state", "ldc = false"),
    public("organisation", "abbreviation = 'X'"),
    public("organisation_member", "valid_until = null"),
    public("edition", "hash = sha256('')"),
    public("edition_wording", "wording = '{}'"),
    of_team("ministry", "name = 'Interior'", never),
    Table {
        label: "coalesce(state_id, '-') || ' ' || probe.whose(account_id)",
        reads: trail,
        adds: trail_written,
        ..of_team("event", "act = 'save_answers'", never)
    },
    Table {
        name: "account",
        label: "name",
        change: "suspended_at = null",
        reads: people,
        adds: issuer,
        changes: oneself_or_keeper,
        removes: never,
    },
    of_issuer("credential", ACCOUNT, "failed = 0", never),
    Table {
        name: "membership",
        label: ACCOUNT,
        change: "valid_until = '2027-04-01'",
        reads: people,
        adds: issuer,
        changes: endings_or_taken_back,
        removes: never,
    },
    Table {
        name: "invitation",
        label: "state_id || ' ' || role",
        change: "accepted_at = null",
        reads: invitations,
        adds: invitations_made,
        changes: invitations,
        removes: never,
    },
    Table {
        name: "session",
        label: ACCOUNT,
        change: "refreshed_at = null",
        reads: sessions,
        adds: issuer,
        changes: sessions,
        removes: never,
    },
    of_issuer("refresh_token", "probe.of_session(session_id)", "used_at = null", never),
    of_issuer("signing_key", "purpose", "retired_at = null", never),
    Table {
        adds: never,
        changes: never,
        ..of_issuer("access_change", ACCOUNT, "account_id = null", never)
    },
    Table {
        // One round was called off, which only whoever could have called it off finds.
        label: "case when cancelled_at is null then '*' else 'cancelled' end",
        reads: rounds,
        adds: secretariat,
        changes: secretariat,
        ..public("round", "zone = 'UTC'")
    },
    Table {
        adds: secretariat,
        ..public("invitation_to_round", "status = 'member_state'")
    },
    Table {
        name: "letter",
        label: "case when round_id is not null then '*' when invitation_id is null then 'told'
            else (select i.state_id || ' ' || i.role from invitation i where i.id = invitation_id) end",
        change: "attempts = 0",
        reads: of_letters,
        adds: letters_asked,
        changes: courier,
        removes: never,
    },
    of_team("submission", "language = 'en'", writes),
    Table {
        reads: settings,
        ..of_team("state_setting", "four_eyes = true", writes)
    },
    of_team("assignment", "section = 'VA'", writes),
    of_team("answer", "standing = 'declined'", writes),
    of_team("answer_revision", "kind = 'short_text'", never),
    of_team("answer_merge", "state_id = 'QMA'", never),
    of_team("clearance_entry", "turn = 1", never),
    of_team("comment_thread", "resolved_by = null", writes),
    of_team("comment", "content = ''", never),
    Table {
        label: SHARED,
        reads: filings,
        ..of_team("filing", "names_state = false", writes)
    },
    // No row of these two belongs to anybody: the end of the log, which is locked to give positions, and hashes. That
    // the log is right is shown by its tree, not by who may write.
    Table {
        changes: always,
        ..public("register_edge", "sharing = 0")
    },
    Table {
        adds: always,
        ..public("register_node", "hash = sha256('')")
    },
    Table {
        label: "state_id || ' ' || question",
        reads: shared,
        ..of_team("filed_answer", "counted = true", writes)
    },
    // What is found is read through `public_text` alone.
    Table {
        reads: never,
        ..of_team("filed_text", "form = 0", never)
    },
    Table {
        name: "release",
        label: "'*'",
        change: "figures = '[]'",
        reads: aggregate,
        adds: aggregate,
        changes: never,
        removes: never,
    },
    Table {
        label: SHARED,
        reads: receipts,
        ..of_team("receipt", "receipt = ''", never)
    },
    Table {
        label: "state_id || ' ' || coalesce(citation, 'withdrawn')",
        reads: shared,
        ..of_team("evidence", "embargo_until = null", writes)
    },
    Table {
        label: "state_id || ' ' || (select coalesce(e.citation, 'withdrawn') from evidence e where e.id = evidence_id)",
        reads: shared,
        ..of_team("evidence_commitment", "salt = null, form = null", writes)
    },
    Table {
        label: "state_id || ' ' || probe.sharing(position, leaf)",
        reads: shared,
        ..of_team("filed_evidence", "leaf = 0", never)
    },
    Table {
        reads: oneself_or_issuer,
        ..of_issuer("second_factor", ACCOUNT, "begun_at = '2027-03-01'", issuer)
    },
    of_issuer("factor_secret", ACCOUNT, "sealed = ''", issuer),
    Table {
        reads: oneself_or_issuer,
        ..of_issuer("recovery_code", ACCOUNT, "used_at = null", issuer)
    },
    of_issuer("device", ACCOUNT, "failed = 0", issuer),
    of_issuer("sign_in_challenge", ACCOUNT, "wrong = 0", issuer),
    Table {
        reads: oneself_or_issuer,
        changes: never,
        ..of_issuer("identity", ACCOUNT, "subject = ''", never)
    },
    Table {
        changes: never,
        ..of_issuer(
            "provided_membership",
            "probe.of_identity(identity_id)",
            "identity_id = identity_id",
            never,
        )
    },
    Table {
        reads: oneself_or_issuer,
        ..of_issuer("passkey", ACCOUNT, "counter = 0", issuer)
    },
    Table {
        changes: never,
        ..of_issuer(
            "passkey_credential",
            "probe.whose(passkey_id)",
            "transports = 0",
            issuer,
        )
    },
    Table {
        changes: never,
        ..of_issuer("passkey_ceremony", ACCOUNT, "state = ''", issuer)
    },
    Table {
        reads: people,
        changes: endings,
        ..of_issuer("program", ACCOUNT, "ended_at = null", never)
    },
    Table {
        reads: people,
        changes: secrets_of_programs,
        ..of_issuer("program_secret", ACCOUNT, "used_at = null", never)
    },
    Table {
        changes: never,
        ..of_issuer(
            "program_secret_hash",
            "probe.whose(secret_id)",
            "secret_id = secret_id",
            never,
        )
    },
    Table {
        name: "factor_rule",
        label: "role",
        change: "since = null",
        reads: rules_read,
        adds: administrator,
        changes: administrator,
        removes: never,
    },
    Table {
        name: "webhook",
        label: "coalesce(state_id, '-')",
        change: "paused_at = null",
        reads: hooks_read,
        adds: hooks_kept,
        changes: hooks_changed,
        removes: never,
    },
    Table {
        name: "webhook_secret",
        label: HOOK,
        change: "sealed = ''",
        reads: courier,
        adds: hooks_kept,
        changes: never,
        removes: courier,
    },
    Table {
        name: "webhook_message",
        label: HOOK,
        change: "is_told = true",
        reads: hooks_read,
        adds: hooks_kept,
        changes: courier,
        removes: courier,
    },
    Table {
        name: "webhook_delivery",
        label: HOOK,
        change: "attempts = 0",
        reads: hooks_read,
        adds: hooks_changed,
        changes: hooks_changed,
        removes: never,
    },
    Table {
        name: "compilation",
        label: "'-'",
        change: "leased_by = null",
        reads: secretariat,
        adds: secretariat,
        changes: secretariat,
        removes: never,
    },
    Table {
        name: "compilation_part",
        label: "'-'",
        change: "body = null",
        reads: secretariat,
        adds: secretariat,
        changes: secretariat,
        removes: never,
    },
    view("public_text", always),
    Table {
        name: "notice",
        label: "probe.notice(id)",
        change: "revision = 1",
        reads: notices,
        adds: notices_kept,
        changes: notices_kept,
        removes: never,
    },
    Table {
        name: "notice_revision",
        label: "probe.notice(notice_id)",
        change: "content = '{}'",
        reads: notices,
        adds: notices_kept,
        changes: never,
        removes: never,
    },
    Table {
        name: "notice_release",
        label: "probe.notice(notice_id)",
        change: "revision = 1",
        reads: notices,
        adds: notices_kept,
        changes: never,
        removes: never,
    },
    Table {
        name: "contact_statement",
        label: "state_id || ' ' || directory",
        change: "superseded_at = null",
        reads: shared,
        adds: writes,
        changes: writes,
        removes: never,
    },
    Table {
        name: "proposal_edge",
        label: "'*'",
        change: "public_changes = 0",
        reads: never,
        adds: never,
        changes: never,
        removes: never,
    },
    Table {
        name: "notice_edge",
        label: "'*'",
        change: "changes = 0",
        reads: never,
        adds: never,
        changes: never,
        removes: never,
    },
    Table {
        name: "home_key",
        label: "state_id",
        change: "revoked_at = null",
        reads: trail,
        adds: writes,
        changes: writes,
        removes: never,
    },
    Table {
        name: "home_package",
        label: "state_id",
        change: "content = null",
        reads: drafts,
        adds: writes,
        changes: writes,
        removes: never,
    },
    view("notice_pulse", aggregate),
    view("notice_public_edge", always),
    view("proposal_public_edge", always),
    // What is found is read through `public_proposal_text` alone.
    Table {
        reads: never,
        ..of_team("proposal_text", "form = 0", never)
    },
    view("public_proposal_text", always),
    Table {
        name: "proposal",
        label: "probe.proposal(id)",
        change: "revision = 1",
        reads: shared,
        adds: writes,
        changes: writes,
        removes: never,
    },
    Table {
        name: "proposal_revision",
        label: "state_id || ' ' || proposal_id",
        change: "content = '{}'",
        reads: drafts,
        adds: writes,
        changes: never,
        removes: never,
    },
    Table {
        name: "proposal_version",
        label: "probe.proposal(proposal_id)",
        change: "content = '{}'",
        reads: shared,
        adds: writes,
        changes: never,
        removes: never,
    },
    Table {
        name: "proposal_sponsor",
        label: "state_id || ' on ' || probe.proposal(proposal_id)",
        change: "left_at = null",
        reads: said,
        adds: said_now,
        changes: writes,
        removes: never,
    },
    Table {
        name: "proposal_comment",
        label: "state_id || ' on ' || probe.proposal(proposal_id)",
        change: "content = ''",
        reads: said,
        adds: said_now,
        changes: never,
        removes: never,
    },
    Table {
        name: "review",
        label: "probe.review(id)",
        change: "agreed = null",
        reads: reviews,
        adds: reviews_made,
        changes: reviews_moved,
        removes: never,
    },
    Table {
        name: "review_expert",
        label: "probe.review(review_id)",
        change: "email = ''",
        reads: addresses,
        adds: addresses_given,
        changes: never,
        removes: never,
    },
    Table {
        name: "review_question",
        label: "probe.review(review_id)",
        change: "question = ''",
        reads: reviews,
        adds: choosing,
        changes: never,
        removes: never,
    },
    Table {
        name: "review_draft",
        label: "probe.review(review_id) || ' ' || side",
        change: "content = ''",
        reads: side_read,
        adds: side_written,
        changes: never,
        removes: never,
    },
    Table {
        name: "review_text",
        label: "probe.review(review_id)",
        change: "content = ''",
        reads: reviews,
        adds: delivered,
        changes: never,
        removes: never,
    },
    Table {
        name: "review_reply",
        label: "probe.review(review_id)",
        change: "content = ''",
        reads: reviews,
        adds: answered,
        changes: never,
        removes: never,
    },
    Table {
        name: "review_agreement",
        label: "probe.review(review_id) || ' ' || side",
        change: "ended_at = null",
        reads: agreements,
        adds: side_written,
        changes: agreements_ended,
        removes: never,
    },
    view("review_answer", opened),
    Table {
        name: "edition_draft",
        label: "stage",
        change: "revision = 1",
        reads: editor,
        adds: editor,
        changes: editor,
        removes: never,
    },
    Table {
        name: "edition_draft_revision",
        label: "'*'",
        change: "structure = '{}'",
        reads: editor,
        adds: editor,
        changes: never,
        removes: never,
    },
    view("round_pulse", always),
    view("register_entry", always),
    view("filing_act", always),
    view("coded_answer", aggregate),
    view("coded_filing", aggregate),
    view("evidence_embargo", aggregate),
    view("event_heard", aggregate),
    view("submission_opening", secretariat),
    view("shared_progress", secretariat),
];
