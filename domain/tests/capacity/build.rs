//! Small builders: a test says only what it cares about.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::access::{Actor, Membership, Place, Role};
use domain::capacity::{CAPABILITY_KINDS, CAPACITY_FORMS, CONTACT_DIRECTORIES, CONTACT_KINDS, Content, Terms};
use domain::id::{AccountId, InstrumentId, MembershipId, OrganisationId, ProvisionId, RelationId, StateCode, Term};
use domain::language::{Language, Text, Texts};
use domain::norm::{
    Entry, Norms, Organisation, Parts, Provision, ProvisionKind, RegionalGroup, Relation, RelationKind, State,
    StateStatus, Vocabulary,
};
use domain::submission::Invited;
use uuid::Uuid;

pub(crate) fn now() -> DateTime<Utc> {
    "2027-03-01T12:00:00Z".parse().unwrap()
}

pub(crate) fn later(minutes: i64) -> DateTime<Utc> {
    now() + TimeDelta::minutes(minutes)
}

pub(crate) fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
}

pub(crate) fn state(code: &str) -> StateCode {
    StateCode::new(code).unwrap()
}

pub(crate) fn organisation(id: &str) -> OrganisationId {
    OrganisationId::new(id).unwrap()
}

pub(crate) fn term(code: &str) -> Term {
    Term::new(code).unwrap()
}

pub(crate) fn provision(id: &str) -> ProvisionId {
    ProvisionId::new(id).unwrap()
}

pub(crate) fn english(content: &str) -> Texts {
    Texts::new([(Language::English, Text::unofficial(content.to_owned()))])
}

fn list(name: &str, terms: &[&str]) -> Vocabulary {
    let entries = terms.iter().map(|code| Entry {
        term: term(code),
        label: english(code),
        sources: Vec::new(),
    });
    Vocabulary {
        name: term(name),
        entries: entries.collect(),
    }
}

fn listed(id: &str) -> Provision {
    let id = provision(id);
    Provision {
        instrument: InstrumentId::new(id.as_str().split('/').next().unwrap()).unwrap(),
        parent: None,
        ordinal: 1,
        label: None,
        expected_label: None,
        paragraph: String::new(),
        kind: ProvisionKind::Norm,
        addressees: Vec::new(),
        themes: Vec::new(),
        text: Texts::default(),
        pins: BTreeMap::new(),
        repairs: Vec::new(),
        sic: Vec::new(),
        title: Texts::default(),
        statement: Texts::default(),
        footnotes: Vec::new(),
        cites: Vec::new(),
        to_verify: Vec::new(),
        general_knowledge: true,
        id,
    }
}

/// `A-1/a` restates `A-2/a`; `A-2/a` and `A-3/a` are related.
pub(crate) fn norms() -> Norms {
    let relation = |id: &str, from: &str, kind, to: &str| Relation {
        id: RelationId::new(id).unwrap(),
        from: provision(from),
        kind,
        to: provision(to),
        reason: Texts::default(),
    };
    let states = ["QMA", "QMB", "QMC"].map(|code| State {
        code: state(code),
        alpha2: None,
        m49: None,
        status: StateStatus::Member,
        name: english(code),
        areas: Vec::new(),
        regional_group: RegionalGroup::African,
        regional_group_note: None,
        ldc: Some(false),
        lldc: Some(false),
        sids: Some(false),
        name_source: String::new(),
    });
    Norms::new(Parts {
        provisions: ["A-1/a", "A-2/a", "A-3/a"].map(listed).into(),
        relations: vec![
            relation("X001", "A-1/a", RelationKind::Restates, "A-2/a"),
            relation("X002", "A-2/a", RelationKind::Related, "A-3/a"),
        ],
        states: states.into(),
        organisations: vec![Organisation {
            id: organisation("union"),
            abbreviation: "U".to_owned(),
            name: english("Union"),
            membership_kind: term("member_states"),
            members: Vec::new(),
            as_of: day(1),
            to_verify: Vec::new(),
            note: None,
            mentioned_in: Vec::new(),
        }],
        vocabularies: vec![
            list(CAPABILITY_KINDS, &["law", "cert", "other"]),
            list(CAPACITY_FORMS, &["training"]),
            list(CONTACT_KINDS, &["diplomatic", "technical"]),
            list(CONTACT_DIRECTORIES, &["global"]),
            list("themes", &["privacy", "attribution"]),
        ],
        ..Parts::default()
    })
}

/// A need of a kind.
pub(crate) fn need(kind: &str) -> Content {
    Content {
        kind: term(kind),
        provisions: BTreeSet::new(),
        themes: BTreeSet::new(),
        languages: BTreeSet::new(),
        title: english("Title"),
        description: Texts::default(),
        terms: None,
    }
}

/// An offer of a kind, open to every State.
pub(crate) fn offer(kind: &str) -> Content {
    Content {
        terms: Some(Terms::default()),
        ..need(kind)
    }
}

pub(crate) fn invited(code: &str) -> Invited {
    Invited {
        state: state(code),
        status: StateStatus::Member,
        regional_group: RegionalGroup::African,
        areas: BTreeSet::new(),
        ldc: false,
        lldc: false,
        sids: false,
        organisations: BTreeSet::new(),
    }
}

pub(crate) fn actor(role: Role, place: Place) -> Actor {
    let account = AccountId(Uuid::from_u128(1));
    let held = Membership::new(MembershipId(Uuid::nil()), account, role, place, now(), None).unwrap();
    Actor::person(account, None, &[held], now()).unwrap()
}

pub(crate) fn of(code: &str, role: Role) -> Actor {
    actor(role, Place::state(state(code)))
}

pub(crate) fn unit(id: &str) -> Actor {
    actor(Role::AccreditedReader, Place::Organisation(organisation(id)))
}
