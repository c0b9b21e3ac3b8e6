//! Small builders: a test says only what it cares about.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{Actor, DraftProposal, Membership, Place, ReleaseProposal, Role};
use domain::id::{AccountId, InstrumentId, MembershipId, MinistryId, ProposalId, ProvisionId, StateCode, Term, Theme};
use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::{Entry, Norms, Parts, Provision, ProvisionKind, Vocabulary};
use domain::proposal::{Content, Paragraph, ParagraphNumber, Proposal, ProposalKind};
use domain::submission::Visibility;
use uuid::Uuid;

pub(crate) fn now() -> DateTime<Utc> {
    "2027-03-01T12:00:00Z".parse().unwrap()
}

pub(crate) fn later(minutes: i64) -> DateTime<Utc> {
    now() + TimeDelta::minutes(minutes)
}

pub(crate) fn state(code: &str) -> StateCode {
    StateCode::new(code).unwrap()
}

pub(crate) fn provision(id: &str) -> ProvisionId {
    ProvisionId::new(id).unwrap()
}

pub(crate) fn number(text: &str) -> ParagraphNumber {
    text.parse().unwrap()
}

pub(crate) fn official(content: &str) -> Texts {
    let text = Text {
        content: content.to_owned(),
        status: TextStatus::Official,
    };
    Texts::new([(Language::English, text)])
}

pub(crate) fn english(content: &str) -> Texts {
    Texts::new([(Language::English, Text::unofficial(content.to_owned()))])
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

pub(crate) fn norms() -> Norms {
    let themes = ["privacy", "attribution"].map(|code| Entry {
        term: Term::new(code).unwrap(),
        label: english(code),
        sources: Vec::new(),
    });
    Norms::new(Parts {
        provisions: ["A-1/a", "A-2/a"].map(listed).into(),
        vocabularies: vec![Vocabulary {
            name: Term::new("themes").unwrap(),
            entries: themes.into(),
        }],
        ..Parts::default()
    })
}

/// A further norm of paragraphs with these numbers, each of which says so.
pub(crate) fn norm(numbers: &[&str]) -> Content {
    Content {
        kind: ProposalKind::FurtherNorm,
        title: official("Title"),
        paragraphs: (numbers.iter())
            .map(|text| Paragraph {
                number: number(text),
                text: official(&format!("Paragraph {text}.")),
            })
            .collect(),
        rationale: Texts::default(),
        elaborates: BTreeSet::new(),
        themes: [Theme::new("privacy").unwrap()].into(),
        relations: Vec::new(),
    }
}

pub(crate) fn of(code: &str, role: Role) -> Actor {
    let account = AccountId(Uuid::from_u128(1));
    let place = match role {
        Role::Clearer => Place::ministry(state(code), MinistryId(Uuid::nil())),
        _ => Place::state(state(code)),
    };
    let held = Membership::new(MembershipId(Uuid::nil()), account, role, place, now(), None).unwrap();
    Actor::person(account, None, &[held], now()).unwrap()
}

pub(crate) fn drafted(content: Content) -> Proposal {
    let act = DraftProposal { state: state("QMA") };
    let permit = of("QMA", Role::FocalPoint).permit(act).unwrap();
    Proposal::draft(permit, ProposalId(Uuid::from_u128(7)), content, now()).state
}

/// Two versions for everybody: paragraphs 1 and 1.a, then 1 alone.
pub(crate) fn released() -> Proposal {
    let authority = of("QMA", Role::PublishingAuthority);
    let act = || ReleaseProposal { state: state("QMA") };
    let permit = authority.permit(act()).unwrap();
    let first = drafted(norm(&["1", "1.a"]))
        .release(permit, 1, &Texts::default(), Visibility::Public, later(1))
        .unwrap()
        .state;
    let permit = of("QMA", Role::FocalPoint)
        .permit(DraftProposal { state: state("QMA") })
        .unwrap();
    let revised = first.revise(permit, 1, norm(&["1"]), later(2)).unwrap().state;
    let permit = authority.permit(act()).unwrap();
    revised
        .release(permit, 2, &english("Shorter."), Visibility::Public, later(3))
        .unwrap()
        .state
}
