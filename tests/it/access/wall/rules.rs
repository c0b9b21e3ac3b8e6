//! Who reaches which rows, in words of the field: by who reads, and by what the label of a row says.

use super::readers::Reader;

pub(super) fn never(_: &Reader, _: &str) -> bool {
    false
}

pub(super) fn always(_: &Reader, _: &str) -> bool {
    true
}

/// The State of a row comes first in its label.
pub(super) fn of_state(label: &str) -> &str {
    label.split(' ').next().unwrap_or_default()
}

pub(super) fn drafts(reader: &Reader, label: &str) -> bool {
    reader.reads.contains(&of_state(label))
}

pub(super) fn writes(reader: &Reader, label: &str) -> bool {
    reader.writes.contains(&of_state(label))
}

pub(super) fn issuer(reader: &Reader, _: &str) -> bool {
    reader.class == "issuer"
}

pub(super) fn aggregate(reader: &Reader, _: &str) -> bool {
    reader.class == "aggregate"
}

pub(super) fn secretariat(reader: &Reader, _: &str) -> bool {
    reader.class == "secretariat"
}

/// Letters about rounds (`*`) are the secretariat's, whoever knows of an invitation knows of its letter, and whoever sends them
/// reads of all. Of those about reviews and proposals (`told`) nobody else knows.
pub(super) fn of_letters(reader: &Reader, label: &str) -> bool {
    courier(reader, label)
        || match label {
            "*" => secretariat(reader, label),
            "told" => false,
            invitation => invitations(reader, invitation),
        }
}

/// Nobody asks in another's name: the letter about the round was asked for by the officer. Those about reviews and proposals the
/// database writes.
pub(super) fn letters_asked(reader: &Reader, label: &str) -> bool {
    match label {
        "*" => secretariat(reader, label) && reader.account == Some("officer"),
        "told" => false,
        invitation => invitations_made(reader, invitation),
    }
}

/// A round that was called off is there for nobody but the secretariat.
pub(super) fn rounds(reader: &Reader, label: &str) -> bool {
    label == "*" || secretariat(reader, label)
}

pub(super) fn editor(reader: &Reader, _: &str) -> bool {
    reader.is_editor()
}

pub(super) fn administrator(reader: &Reader, _: &str) -> bool {
    reader.is_administrator()
}

/// What is filed, by visibility, audience and embargo; its own State reads all of it.
pub(super) fn shared(reader: &Reader, label: &str) -> bool {
    let (_, way) = label.split_once(' ').expect("a way of sharing");
    let officer = reader.class == "secretariat";
    drafts(reader, label)
        || match way {
            "public" | "embargo over" => true,
            "member_states" => officer || !reader.states.is_empty(),
            "audience QMC" => officer || reader.states.contains(&"QMC"),
            "audience au" => officer || reader.organisations.contains(&"au"),
            "secretariat" => officer,
            "national_team" | "embargoed" | "withdrawn" | "alone" => false,
            other => panic!("{other} is no way of sharing"),
        }
}

/// The secretariat knows who has filed.
pub(super) fn filings(reader: &Reader, label: &str) -> bool {
    shared(reader, label) || reader.class == "secretariat"
}

pub(super) fn receipts(reader: &Reader, label: &str) -> bool {
    drafts(reader, label) || reader.is_auditor()
}

pub(super) fn oneself(reader: &Reader, label: &str) -> bool {
    reader.account == Some(label)
}

pub(super) fn oneself_or_issuer(reader: &Reader, label: &str) -> bool {
    oneself(reader, label) || issuer(reader, label)
}

pub(super) fn oneself_or_keeper(reader: &Reader, label: &str) -> bool {
    oneself(reader, label) || reader.is_administrator()
}

pub(super) fn sessions(reader: &Reader, label: &str) -> bool {
    oneself_or_issuer(reader, label) || reader.is_administrator()
}

/// People are known to themselves, to those who read for their State, and to administrators.
pub(super) fn people(reader: &Reader, label: &str) -> bool {
    sessions(reader, label) || drafts(reader, label)
}

/// A State ends what it gave, not what was accredited.
pub(super) fn endings(reader: &Reader, label: &str) -> bool {
    reader.is_administrator() || (writes(reader, label) && !label.ends_with("accredited"))
}

/// What a provider gave, whoever is signed in by it loses again by it.
pub(super) fn endings_or_taken_back(reader: &Reader, label: &str) -> bool {
    endings(reader, label) || (issuer(reader, label) && reader.account == Some(label))
}

/// The issuer says when a secret was used; whoever ends the program ends it.
pub(super) fn secrets_of_programs(reader: &Reader, label: &str) -> bool {
    issuer(reader, label) || endings(reader, label)
}

pub(super) fn invitations(reader: &Reader, label: &str) -> bool {
    issuer(reader, label) || invitations_given(reader, label)
}

pub(super) fn invitations_given(reader: &Reader, label: &str) -> bool {
    reader.is_administrator() || (writes(reader, label) && !label.contains("accredited_reader"))
}

/// Everybody invites in their own name: `QMA reader` is the invitation of QMA's member, `QMA accredited_reader` the
/// administrator's.
pub(super) fn invitations_made(reader: &Reader, label: &str) -> bool {
    let by = if label.ends_with("accredited_reader") {
        "administrator".to_owned()
    } else {
        format!("{} member", of_state(label))
    };
    reader.account == Some(by.as_str()) && invitations_given(reader, label)
}

/// The trail is its State's, and the auditor's.
pub(super) fn trail(reader: &Reader, label: &str) -> bool {
    reader.is_auditor() || drafts(reader, label)
}

/// Nobody writes in another's name; about a State, who writes for it, and those who keep rounds and accounts.
pub(super) fn trail_written(reader: &Reader, label: &str) -> bool {
    let (state, account) = label.split_once(' ').expect("a State and an account");
    let keeps = matches!(reader.class, "secretariat" | "issuer") || reader.is_administrator();
    reader.account.unwrap_or("-") == account && (state == "-" || writes(reader, label) || keeps)
}

pub(super) fn courier(reader: &Reader, _: &str) -> bool {
    reader.class == "courier"
}

/// Webhooks are a State's, or (`-`) the secretariat's; `*` are messages for everybody.
pub(super) fn hooks_read(reader: &Reader, label: &str) -> bool {
    label == "*" || courier(reader, label) || drafts(reader, label) || (label == "-" && secretariat(reader, label))
}

pub(super) fn hooks_kept(reader: &Reader, label: &str) -> bool {
    writes(reader, label) || (label == "-" && secretariat(reader, label))
}

pub(super) fn hooks_changed(reader: &Reader, label: &str) -> bool {
    courier(reader, label) || hooks_kept(reader, label)
}

/// Needs and offers are a State's, or those of the unit of `au`: its own, and of others what is released to them.
pub(super) fn notices(reader: &Reader, label: &str) -> bool {
    match label.strip_prefix("au ") {
        Some(_) => reader.account == Some("au member"),
        None => shared(reader, label),
    }
}

pub(super) fn notices_kept(reader: &Reader, label: &str) -> bool {
    match label.strip_prefix("au ") {
        Some(_) => reader.account == Some("au member"),
        None => writes(reader, label),
    }
}

/// What one State says about the proposal of another (`QMB on QMA public`): read with the version, as the version is shared.
pub(super) fn said(reader: &Reader, label: &str) -> bool {
    let (_, of) = label.split_once(" on ").expect("a proposal");
    shared(reader, of)
}

/// Said by those who write for the State that says it and who read the version, while the proposal goes on.
pub(super) fn said_now(reader: &Reader, label: &str) -> bool {
    writes(reader, label) && said(reader, label) && !label.ends_with("public")
}

pub(super) fn settings(reader: &Reader, label: &str) -> bool {
    drafts(reader, label) || reader.is_auditor()
}

pub(super) fn rules_read(reader: &Reader, _: &str) -> bool {
    reader.class == "issuer" || reader.account.is_some()
}

/// Whose answers are reviewed (`QMA QMB replied`), by whom, and where the review stands; a side may follow.
fn parts(label: &str) -> (&str, &str, &str, &str) {
    let mut words = label.split(' ');
    let mut word = || words.next().unwrap_or_default();
    (word(), word(), word(), word())
}

/// Whether somebody reads for the reviewer; who reviews for a State at all, where `states` are those that they read or write for.
fn is_reviewer(reader: &Reader, label: &str, states: &[&str]) -> bool {
    let (_, who, stage, _) = parts(label);
    stage != "over"
        && match who {
            "au" => reader.account == Some("au member"),
            "expert" => reader.account == Some("stranger"),
            state => states.contains(&state),
        }
}

/// Both sides read a review, the reviewer until its date, and everybody what is published.
pub(super) fn reviews(reader: &Reader, label: &str) -> bool {
    let (.., stage, _) = parts(label);
    drafts(reader, label) || stage == "published" || is_reviewer(reader, label, reader.reads)
}

/// The State invites.
pub(super) fn reviews_made(reader: &Reader, label: &str) -> bool {
    let (.., stage, _) = parts(label);
    writes(reader, label) && stage == "invited"
}

/// Both sides move it, the reviewer until its date, and nobody what is published.
pub(super) fn reviews_moved(reader: &Reader, label: &str) -> bool {
    let (.., stage, _) = parts(label);
    stage != "published" && (writes(reader, label) || is_reviewer(reader, label, reader.writes))
}

/// What belongs to one side alone.
pub(super) fn side_read(reader: &Reader, label: &str) -> bool {
    let (.., side) = parts(label);
    match side {
        "state" => drafts(reader, label),
        _ => is_reviewer(reader, label, reader.reads),
    }
}

/// Written by that side, while it goes on, by those who read the review too.
pub(super) fn side_written(reader: &Reader, label: &str) -> bool {
    let (.., stage, side) = parts(label);
    let is_side = match side {
        "state" => writes(reader, label),
        _ => is_reviewer(reader, label, reader.writes),
    };
    matches!(stage, "replied" | "over") && is_side && reviews(reader, label)
}

/// What both sides read of each other and everybody of what is published.
pub(super) fn delivered(reader: &Reader, label: &str) -> bool {
    side_written(reader, &format!("{label} reviewer"))
}

pub(super) fn answered(reader: &Reader, label: &str) -> bool {
    side_written(reader, &format!("{label} state"))
}

/// Agreements are between the two sides.
pub(super) fn agreements(reader: &Reader, label: &str) -> bool {
    drafts(reader, label) || is_reviewer(reader, label, reader.reads)
}

pub(super) fn agreements_ended(reader: &Reader, label: &str) -> bool {
    let (.., stage, _) = parts(label);
    let is_side = writes(reader, label) || is_reviewer(reader, label, reader.writes);
    stage != "published" && is_side && reviews(reader, label)
}

/// Chosen answers are chosen by the State that invites.
pub(super) fn choosing(reader: &Reader, label: &str) -> bool {
    reviews_made(reader, label) && drafts(reader, label)
}

/// The address of a person: for the State that invites, and for the person.
pub(super) fn addresses(reader: &Reader, label: &str) -> bool {
    drafts(reader, label) || reader.account == Some("stranger")
}

pub(super) fn addresses_given(reader: &Reader, label: &str) -> bool {
    writes(reader, label) && drafts(reader, label)
}

/// The chosen answers of two States, each of which reviews the other's.
pub(super) fn opened(reader: &Reader, _: &str) -> bool {
    [
        "QMA QMB replied",
        "QMB QMA replied",
        "QMA au replied",
        "QMA expert replied",
    ]
    .iter()
    .any(|label| is_reviewer(reader, label, reader.reads))
}
