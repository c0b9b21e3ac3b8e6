//! What the tests of this module start from: a small edition, the texts it rests on, a round, a State at each stage.

mod carrying;
mod clearing;
mod differing;
mod evidence;
mod filing;
mod keeping;
mod laws;
mod merging;
mod packaging;
mod replying;
mod round;
mod saving;
mod sharing;
mod transitions;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use super::*;
use crate::access::{Actor, Membership, OpenRound, OpenSubmission, Permit, Place, Role, Writing};
use crate::id::{
    AccountId, InstrumentId, ListId, MembershipId, ModuleId, OptionCode, ProvisionId, QuestionCode, RoundId, RoundKey,
    SectionCode, StateCode, SubmissionId, Symbol, Term,
};
use crate::language::{Language, Texts};
use crate::norm::{
    Adoption, Dates, Document as NamedDocument, Instrument, Norms, Parts, Provision, ProvisionKind, RegionalGroup,
    StateStatus,
};
use crate::questionnaire::sample::{self, code, question, texts};
use crate::questionnaire::{
    Bind, Ceiling, Chosen, Draft, Edition, Kind, Module, Opens, Operator, OptionItem, OptionList, Question, Standing,
    Value,
};

pub(super) fn state(code: &str) -> StateCode {
    StateCode::new(code).unwrap()
}

pub(super) fn provision(id: &str) -> ProvisionId {
    ProvisionId::new(id).unwrap()
}

pub(super) const fn account(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

/// Who writes answers, and who files them.
pub(super) const WRITER: AccountId = account(1);
pub(super) const AUTHORITY: AccountId = account(2);
pub(super) const SUBMISSION: SubmissionId = SubmissionId(Uuid::from_u128(20));
pub(super) const ROUND: RoundId = RoundId(Uuid::from_u128(10));

/// Midday, so many days after the round of these tests opens.
pub(super) fn day(days: i64) -> DateTime<Utc> {
    "2026-03-01T12:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::days(days)
}

/// A permit of somebody who holds every role that writes, in the fictional State of these tests.
pub(super) fn permit_of<A: Writing>(account: AccountId, act: A) -> Permit<A> {
    let roles = [
        (Role::FocalPoint, Place::state(state("QMA"))),
        (Role::PublishingAuthority, Place::state(state("QMA"))),
        (Role::FocalPoint, Place::state(state("QMB"))),
        (Role::PublishingAuthority, Place::state(state("QMB"))),
        (Role::SecretariatOfficer, Place::Secretariat),
    ];
    let held = roles.map(|(role, place)| {
        let id = MembershipId(Uuid::nil());
        Membership::new(id, account, role, place, DateTime::UNIX_EPOCH, None).unwrap()
    });
    Actor::person(account, None, &held, day(0))
        .unwrap()
        .permit(act)
        .unwrap()
}

pub(super) fn permit<A: Writing>(act: A) -> Permit<A> {
    permit_of(AUTHORITY, act)
}

macro_rules! act {
    ($name:ident) => {
        crate::access::$name {
            state: $crate::submission::tests::state("QMA"),
            submission: $crate::submission::tests::SUBMISSION,
        }
    };
}
pub(super) use act;

/// Filed at a position in the round before, as an answer to the same question.
pub(super) fn origin(position: u64, question: QuestionCode) -> Origin {
    Origin {
        position: Some(Position(position)),
        round: RoundKey::new("drill-2025").unwrap(),
        edition: "drill/1".parse().unwrap(),
        question,
        comparable: true,
    }
}

/// An edition with two sections: a choice, a detail that shows only for `yes`, a bound field; a number, a note of at
/// most ten characters, a unit to ask (not beyond the secretariat), and a yes or no.
pub(super) fn edition_opened_by(opens: Opens) -> Edition {
    let under = |ceiling, question| Question {
        ceiling: Some(ceiling),
        ..question
    };
    let bound = |bind, question| Question {
        bind: Some(bind),
        ..question
    };
    let number = Kind::Number {
        min: None,
        max: None,
        unit: None,
    };
    let yes = Operator::Chosen(sample::option("yes"));
    let detail = question("S1.detail", Kind::LongText { max_words: 5 });
    let first = vec![
        question("S1.state", sample::single("answer")),
        sample::when(detail, [("S1.state", yes)]),
        bound(Bind::Confirmation, question("S1.confirmed", Kind::Boolean)),
    ];
    let second = vec![
        question("S2.count", number),
        question("S2.note", Kind::ShortText { max_length: 10 }),
        under(Ceiling::Secretariat, question("S2.unit", Kind::Contact)),
        question("S2.agreed", Kind::Boolean),
    ];
    let option = |text: &str| OptionItem {
        code: sample::option(text),
        label: texts(text),
        exclusive: false,
        with_text: false,
    };
    let options = vec![option("yes"), option("no")];
    let draft = Draft {
        id: "drill/1".parse().unwrap(),
        opens,
        hash: [7; 32],
        instruments: Vec::new(),
        short_path: None,
        modules: vec![Module {
            id: ModuleId::new("all").unwrap(),
            title: texts("all"),
            intro: Texts::default(),
            condition: None,
            sections: vec![sample::section("S1", first), sample::section("S2", second)],
        }],
        lists: BTreeMap::from([(ListId::new("answer").unwrap(), OptionList { options })]),
        ..sample::draft()
    };
    draft.publish(&sample::known()).unwrap()
}

pub(super) fn edition() -> Edition {
    edition_opened_by(Opens::Round)
}

fn instrument(id: &str, adoption: Adoption) -> Instrument {
    Instrument {
        id: InstrumentId::new(id).unwrap(),
        symbol: Symbol::new(id).unwrap(),
        symbol_source: "printed".to_owned(),
        printed_symbol: None,
        kind: Term::new("resolution").unwrap(),
        adoption,
        wording: None,
        source_key: None,
        title: texts(id),
        short_title: Texts::default(),
        annex_title: Texts::default(),
        subtitle: Texts::default(),
        dates: Dates::default(),
        session: 1,
        agenda_item: None,
        adopting_body: None,
        committee: None,
        committee_report: None,
        meeting: None,
        sponsors: Vec::new(),
        sponsors_note: None,
        signatories: Vec::new(),
        later_sponsors: Vec::new(),
        experts: Vec::new(),
        chair: None,
        original_languages: Vec::new(),
        certainty: None,
        relations: Vec::new(),
        footnotes: Vec::new(),
        notes: Vec::new(),
    }
}

fn paragraph(id: &str, kind: ProvisionKind) -> Provision {
    Provision {
        id: provision(id),
        instrument: provision(id).instrument(),
        parent: None,
        ordinal: 1,
        label: None,
        expected_label: None,
        paragraph: id.to_owned(),
        kind,
        addressees: Vec::new(),
        themes: Vec::new(),
        text: Texts::default(),
        pins: BTreeMap::new(),
        repairs: Vec::new(),
        sic: Vec::new(),
        title: Texts::default(),
        statement: texts(id),
        footnotes: Vec::new(),
        cites: Vec::new(),
        to_verify: Vec::new(),
        general_knowledge: false,
    }
}

fn document(symbol: &str, kind: &str) -> NamedDocument {
    NamedDocument {
        symbol: Symbol::new(symbol).unwrap(),
        date: None,
        date_source: None,
        kind: Term::new(kind).unwrap(),
        description: kind.to_owned(),
        cited_by: Vec::new(),
        instrument: None,
    }
}

/// One text of every adoption, with an operative paragraph `/3`, and `/pp1` in the adopted one.
pub(super) fn norms() -> Norms {
    let instruments = [
        ("A-RES-1-1", Adoption::Adopted),
        ("A-1-2", Adoption::Draft),
        ("A-1-3", Adoption::Circulated),
        ("A-1-4", Adoption::ExpertReport),
        ("A-1-5", Adoption::WorkingGroupConsensus),
    ];
    let mut provisions: Vec<_> = instruments
        .iter()
        .map(|(id, _)| paragraph(&format!("{id}/3"), ProvisionKind::Invitation))
        .collect();
    provisions.push(paragraph("A-RES-1-1/pp1", ProvisionKind::Preamble));
    Norms::new(Parts {
        instruments: instruments.map(|(id, adoption)| instrument(id, adoption)).into(),
        provisions,
        documents: vec![document("A/RES/1/9", "resolution"), document("A/1/8", "agenda")],
        ..Parts::default()
    })
}

pub(super) fn invited(code: &str, status: StateStatus) -> Invited {
    Invited {
        state: state(code),
        status,
        regional_group: RegionalGroup::None,
        areas: BTreeSet::new(),
        ldc: false,
        lldc: false,
        sids: false,
        organisations: BTreeSet::new(),
    }
}

/// Opens at once, ends after the tenth day in New York, is archived twenty days after it opens.
pub(super) fn opening() -> Opening {
    Opening {
        key: RoundKey::new("drill-2026").unwrap(),
        title: texts("drill"),
        mandate: Mandate::OperativeParagraph(provision("A-RES-1-1/3")),
        opens_at: None,
        closing: Some(Closing {
            on: NaiveDate::from_ymd_opt(2026, 3, 11).unwrap(),
            at: "2026-03-12T04:00:00Z".parse().unwrap(),
        }),
        zone: "America/New_York".to_owned(),
        archives_at: Some(day(20)),
        observers: false,
        invited: vec![invited("QMB", StateStatus::Member), invited("QMA", StateStatus::Member)],
    }
}

pub(super) fn opened(opening: Opening) -> Result<Round, OpeningRefused> {
    let permit = permit(OpenRound { round: ROUND });
    Round::open(permit, opening, &edition(), &norms(), day(0)).map(|outcome| outcome.state)
}

pub(super) fn a_round() -> Round {
    opened(opening()).unwrap()
}

pub(super) fn fields() -> Fields {
    Fields {
        language: Language::English,
        confirmation: None,
        earlier_submission: None,
        shares_progress: false,
    }
}

pub(super) fn submission() -> Submission {
    let act = OpenSubmission {
        state: state("QMA"),
        round: ROUND,
    };
    let setting = StateSetting::of(state("QMA"));
    let (round, id) = (a_round(), SUBMISSION);
    Submission::open(permit(act), id, &round, StateStatus::Member, fields(), &setting, day(1))
        .unwrap()
        .state
}

pub(super) const fn mark(number: u32, position: u64) -> Mark {
    Mark {
        number,
        position: Position(position),
        root: Root([9; 32]),
        at: DateTime::UNIX_EPOCH,
    }
}

/// The submission of these tests, at every stage.
pub(super) fn at_every_stage() -> [Submission; 4] {
    [
        Stage::Drafting,
        Stage::Filed(mark(1, 1)),
        Stage::Amending(mark(1, 1)),
        Stage::Withdrawn {
            filing: mark(1, 1),
            withdrawal: mark(2, 2),
        },
    ]
    .map(|stage| Submission { stage, ..submission() })
}

pub(super) fn chosen(option: &str) -> Value {
    Value::SingleChoice(sample::chosen(option))
}

/// An answer entered by [`WRITER`]: first revision, salted by its question's place in the alphabet.
pub(super) fn answer(at: &str, standing: Standing) -> Answer {
    Answer {
        question: code(at),
        content: Content {
            standing: Some(standing),
            language: Some(Language::English),
            translations: Texts::default(),
        },
        sharing: None,
        revision: 1,
        provenance: Provenance::Entered,
        salt: Salt([at.len().try_into().unwrap(); 16]),
        changed_by: WRITER,
        changed_at: day(1),
    }
}

pub(super) fn answered(at: &str, value: Value) -> Answer {
    answer(at, Standing::Answered(value))
}

pub(super) fn states() -> BTreeSet<StateCode> {
    [state("QMA"), state("QMB")].into()
}

pub(super) fn previewed<'a>(submission: &Submission, answers: impl IntoIterator<Item = &'a Answer>) -> Preview {
    submission.preview(&a_round(), &edition(), &states(), answers).unwrap()
}

/// What somebody asks who files what they have just seen.
pub(super) fn as_seen(preview: Preview, root: Root) -> Proposal {
    Proposal {
        seen: Seen::of(&preview, root),
        preview,
        root,
        clearance: Clearance::default(),
    }
}
