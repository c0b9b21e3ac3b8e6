//! A proposal is drafted, released version by version, closed or taken back, each by whoever may and never by another's people.

use domain::access::{
    ActKind, Actor, CloseProposal, DraftProposal, Permit, Refused, ReleaseProposal, Role, WithdrawProposal,
};
use domain::language::Texts;
use domain::proposal::{ContentRefused, Proposal, ProposalAct, ProposalRefused, ProposalStage};
use domain::submission::{Audience, Happening, Visibility};

use crate::build::{drafted, english, later, norm, of, released, state};

fn drafting(code: &str) -> Permit<DraftProposal> {
    let act = DraftProposal { state: state(code) };
    of(code, Role::FocalPoint).permit(act).unwrap()
}

fn releasing(code: &str) -> Permit<ReleaseProposal> {
    let act = ReleaseProposal { state: state(code) };
    of(code, Role::PublishingAuthority).permit(act).unwrap()
}

fn closing(code: &str) -> Permit<CloseProposal> {
    let act = CloseProposal { state: state(code) };
    of(code, Role::PublishingAuthority).permit(act).unwrap()
}

fn withdrawing(code: &str) -> Permit<WithdrawProposal> {
    let act = WithdrawProposal { state: state(code) };
    of(code, Role::PublishingAuthority).permit(act).unwrap()
}

#[test]
fn who_drafts_does_not_release_and_nobody_writes_for_another() {
    let qma = || state("QMA");
    for (role, drafts, releases) in [
        (Role::Contributor, true, false),
        (Role::Clearer, false, false),
        (Role::FocalPoint, true, false),
        (Role::PublishingAuthority, false, true),
        (Role::Reader, false, false),
        (Role::AccreditedReader, false, false),
    ] {
        let actor = of("QMA", role);
        assert_eq!(actor.permit(DraftProposal { state: qma() }).is_ok(), drafts, "{role}");
        assert_eq!(
            actor.permit(ReleaseProposal { state: qma() }).is_ok(),
            releases,
            "{role}"
        );
        assert!(
            of("QMB", role).permit(DraftProposal { state: qma() }).is_err(),
            "{role}"
        );
    }
    let nobody = Actor::Anonymous.permit(CloseProposal { state: qma() }).map(drop);
    assert_eq!(nobody, Err(Refused::SignInFirst(ActKind::CloseProposal)));
    // A permit of another State opens nothing.
    let other = Err(ProposalRefused::AnotherPermit);
    let now = later(1);
    assert_eq!(
        drafted(norm(&["1"]))
            .revise(drafting("QMB"), 1, norm(&["2"]), now)
            .map(drop),
        other
    );
    let none = Texts::default();
    let taken = drafted(norm(&["1"])).release(releasing("QMB"), 1, &none, Visibility::Public, now);
    assert_eq!(taken.map(drop), other);
    assert_eq!(released().close(closing("QMB"), now).map(drop), other);
    assert_eq!(released().withdraw(withdrawing("QMB"), now).map(drop), other);
}

#[test]
fn versions_are_numbered_from_one_and_never_change() {
    let proposal = released();
    let numbers: Vec<_> = proposal.versions.iter().map(|version| version.number).collect();
    assert_eq!(numbers, [1, 2]);
    assert_eq!(proposal.version(1).unwrap().content, norm(&["1", "1.a"]));
    assert_eq!(proposal.version(1).unwrap().released_at, later(1));
    assert!(proposal.version(1).unwrap().changes.is_empty());
    assert_eq!(proposal.version(3), None);
    // What is written anew is the own people's until it is released.
    let revised = proposal
        .revise(drafting("QMA"), 2, norm(&["1", "2"]), later(4))
        .unwrap();
    let Happening::ProposalKept {
        act, revision, version, ..
    } = revised.event.what.clone()
    else {
        panic!("{:?}", revised.event)
    };
    assert_eq!((act, revision, version), (ProposalAct::Revised, 3, Some(2)));
    assert_eq!(revised.event.what.act(), ActKind::DraftProposal);
    assert_eq!(revised.event.what.state(), Some(&state("QMA")));
    let revised = revised.state;
    assert_eq!(revised.newest().unwrap().content, norm(&["1"]));
    assert_eq!(revised.content(), Some(&norm(&["1", "2"])));
    let others = Proposal { draft: None, ..revised };
    assert_eq!(others.content(), Some(&norm(&["1"])));
}

#[test]
fn a_version_is_released_to_somebody_and_says_what_it_changes() {
    let release = |proposal: Proposal, seen: u32, changes: &Texts, to: Visibility| {
        proposal
            .release(releasing("QMA"), seen, changes, to, later(5))
            .map(|outcome| outcome.state)
    };
    let none = Texts::default();
    let draft = || drafted(norm(&["1"]));
    assert_eq!(
        release(draft(), 1, &none, Visibility::NationalTeam),
        Err(ProposalRefused::ToNobody)
    );
    let nobody = Visibility::Audience(Audience::default());
    assert_eq!(release(draft(), 1, &none, nobody), Err(ProposalRefused::ToNobody));
    assert_eq!(
        release(draft(), 2, &none, Visibility::Public),
        Err(ProposalRefused::Moved(1))
    );
    let first = release(draft(), 1, &none, Visibility::MemberStates).unwrap();
    assert_eq!(first.stage, ProposalStage::Released);
    let again = release(first.clone(), 1, &english("No."), Visibility::MemberStates);
    assert_eq!(again, Err(ProposalRefused::Unchanged));
    // The same words for more readers are a version too, and say why.
    assert_eq!(
        release(first.clone(), 1, &none, Visibility::Public),
        Err(ProposalRefused::ChangesUnsaid)
    );
    let wider = release(first.clone(), 1, &english("Now for everybody."), Visibility::Public).unwrap();
    assert_eq!(wider.newest().map(|version| version.number), Some(2));
    let long = english(&"a".repeat(4_001));
    let too_long = ContentRefused::TooLong {
        field: "changes",
        maximum: 4_000,
    };
    assert_eq!(
        release(first, 1, &long, Visibility::Public),
        Err(ProposalRefused::Changes(too_long))
    );
}

#[test]
fn what_ended_is_neither_written_nor_released() {
    assert_eq!(
        drafted(norm(&["1"])).close(closing("QMA"), later(5)).map(drop),
        Err(ProposalRefused::NotReleased)
    );
    let unchanged = released().revise(drafting("QMA"), 2, norm(&["1"]), later(5));
    assert_eq!(unchanged.map(drop), Err(ProposalRefused::Unchanged));
    let closed = released().close(closing("QMA"), later(5)).unwrap().state;
    let withdrawn = released().withdraw(withdrawing("QMA"), later(5)).unwrap().state;
    for ended in [&closed, &withdrawn] {
        assert_eq!(ended.stage.ended_at(), Some(later(5)));
        assert_eq!(ended.versions, released().versions, "what was released stays");
        let over = Err(ProposalRefused::Over);
        let revised = ended.clone().revise(drafting("QMA"), 2, norm(&["3"]), later(6));
        assert_eq!(revised.map(drop), over);
        let words = english("More.");
        let again = ended
            .clone()
            .release(releasing("QMA"), 2, &words, Visibility::MemberStates, later(6));
        assert_eq!(again.map(drop), over);
        assert_eq!(ended.clone().close(closing("QMA"), later(6)).map(drop), over);
    }
    // What is closed can still be taken back, once.
    let both = closed.withdraw(withdrawing("QMA"), later(6)).unwrap().state;
    assert_eq!(both.stage, ProposalStage::Withdrawn { at: later(6) });
    assert_eq!(
        both.withdraw(withdrawing("QMA"), later(7)).map(drop),
        Err(ProposalRefused::Over)
    );
    assert!(drafted(norm(&["1"])).withdraw(withdrawing("QMA"), later(1)).is_ok());
}
