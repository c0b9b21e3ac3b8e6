use super::*;
use crate::access::InviteStates;

fn in_day(days: i64, at: &str) -> Closing {
    let on = day(days).date_naive();
    Closing {
        on,
        at: at.parse().unwrap(),
    }
}

#[test]
fn a_round_opens_with_its_list_in_order() {
    let round = a_round();
    let codes: Vec<_> = round.invited.iter().map(|invited| invited.state.as_str()).collect();
    assert_eq!(codes, ["QMA", "QMB"]);
    assert_eq!(round.opens_at, day(0));
    assert!(round.invitation(&state("QMB")).is_some() && round.invitation(&state("QMC")).is_none());
}

#[test]
fn a_round_is_refused_for_one_reason_each() {
    type Change = fn(&mut Opening);
    let cases: [(Change, OpeningRefused); 13] = [
        (|o| o.opens_at = Some(day(-1)), OpeningRefused::OpensInThePast),
        (|o| o.opens_at = Some(day(12)), OpeningRefused::ClosesBeforeItOpens),
        (|o| o.archives_at = Some(day(9)), OpeningRefused::ArchivedBeforeItCloses),
        (
            |o| o.closing = Some(in_day(10, "2026-03-13T00:00:00Z")),
            OpeningRefused::NotTheEndOfThatDay(day(10).date_naive()),
        ),
        (
            |o| o.closing = Some(in_day(10, "2026-03-11T09:59:00Z")),
            OpeningRefused::NotTheEndOfThatDay(day(10).date_naive()),
        ),
        (|o| o.closing = None, OpeningRefused::NoClosing),
        (|o| o.invited.clear(), OpeningRefused::NoInvitation),
        (
            |o| o.invited.push(invited("QMA", StateStatus::Member)),
            OpeningRefused::InvitedTwice(state("QMA")),
        ),
        (
            |o| o.invited.push(invited("QMC", StateStatus::Observer)),
            OpeningRefused::NoObservers(state("QMC")),
        ),
        (|o| o.mandate = Mandate::OwnRequest, OpeningRefused::OwnRequest),
        (
            |o| o.mandate = Mandate::OperativeParagraph(provision("A-RES-1-1/99")),
            MandateRefused::UnknownProvision(provision("A-RES-1-1/99")).into(),
        ),
        (
            |o| o.mandate = Mandate::OperativeParagraph(provision("A-RES-1-1/pp1")),
            MandateRefused::NotOperative(provision("A-RES-1-1/pp1")).into(),
        ),
        (
            |o| o.mandate = Mandate::OperativeParagraph(provision("A-1-2/3")),
            MandateRefused::NotInForce {
                provision: provision("A-1-2/3"),
                adoption: Adoption::Draft,
            }
            .into(),
        ),
    ];
    for (change, refusal) in cases {
        let mut asked = opening();
        change(&mut asked);
        assert_eq!(opened(asked), Err(refusal));
    }
}

#[test]
fn a_day_ends_somewhere_between_14_hours_before_and_12_after_utc() {
    for (at, ends) in [
        ("2026-03-11T10:00:00Z", true),
        ("2026-03-12T00:00:00Z", true),
        ("2026-03-12T12:00:00Z", true),
        ("2026-03-12T12:00:01Z", false),
    ] {
        let closing = Some(in_day(10, at));
        assert_eq!(opened(Opening { closing, ..opening() }).is_ok(), ends, "{at}");
    }
}

#[test]
fn a_mandate_is_in_force_or_endorsed_by_what_is() {
    let by_provision = |id: &str| Endorsement::Provision(provision(id));
    let by_document = |symbol: &str| Endorsement::Document(Symbol::new(symbol).unwrap());
    let by_the_resolution = || by_document("A/RES/1/9");
    for (recommendation, by, holds) in [
        ("A-1-4/3", by_provision("A-RES-1-1/3"), true),
        ("A-1-5/3", by_provision("A-RES-1-1/3"), true),
        ("A-1-4/3", by_the_resolution(), true),
        ("A-1-4/3", by_provision("A-1-5/3"), false),
        ("A-1-4/3", by_provision("A-RES-1-1/pp1"), false),
        ("A-1-4/3", by_document("A/1/8"), false),
        ("A-1-4/3", by_document("A/1/7"), false),
        ("A-RES-1-1/3", by_the_resolution(), false),
        ("A-1-2/3", by_the_resolution(), false),
        ("A-1-3/3", by_the_resolution(), false),
        ("A-1-9/3", by_the_resolution(), false),
    ] {
        let mandate = Mandate::Endorsed {
            recommendation: provision(recommendation),
            by: by.clone(),
        };
        assert_eq!(mandate.check(&norms()).is_ok(), holds, "{recommendation} {by:?}");
    }
    for (id, holds) in [
        ("A-RES-1-1/3", true),
        ("A-1-2/3", false),
        ("A-1-3/3", false),
        ("A-1-4/3", false),
        ("A-1-5/3", false),
    ] {
        let mandate = Mandate::OperativeParagraph(provision(id));
        assert_eq!(mandate.check(&norms()).is_ok(), holds, "{id}");
    }
}

#[test]
fn a_round_at_the_states_own_request_invites_nobody_and_may_have_no_last_day() {
    let edition = edition_opened_by(Opens::OwnRequest);
    let open = |change: fn(&mut Opening)| {
        let mut asked = Opening {
            mandate: Mandate::OwnRequest,
            invited: Vec::new(),
            closing: None,
            archives_at: None,
            ..opening()
        };
        change(&mut asked);
        Round::open(permit(OpenRound { round: ROUND }), asked, &edition, &norms(), day(0)).map(|outcome| outcome.state)
    };
    let round = open(|_| ()).unwrap();
    assert_eq!(round.stage(day(4000)), RoundStage::Open);
    assert!(round.admits(&state("QMC"), StateStatus::Member));
    assert!(!round.admits(&state("QMO"), StateStatus::Observer));
    assert!(
        open(|o| o.observers = true)
            .unwrap()
            .admits(&state("QMO"), StateStatus::Observer)
    );
    assert_eq!(
        open(|o| o.invited = opening().invited),
        Err(OpeningRefused::NobodyIsInvited)
    );
    assert_eq!(open(|o| o.mandate = opening().mandate), Err(OpeningRefused::OwnRequest));
    let invite = InviteStates { round: ROUND };
    assert_eq!(
        round.invite(permit(invite), opening().invited, day(0)),
        Err(OpeningRefused::NobodyIsInvited)
    );
}

#[test]
fn the_list_is_frozen_when_the_round_opens() {
    let planned = opened(Opening {
        opens_at: Some(day(2)),
        ..opening()
    })
    .unwrap();
    let more = || vec![invited("QMC", StateStatus::Member)];
    let invite = |round: &Round, states, now| {
        let act = InviteStates { round: ROUND };
        round
            .clone()
            .invite(permit(act), states, now)
            .map(|outcome| outcome.state.invited.len())
    };
    assert_eq!(invite(&planned, more(), day(1)), Ok(3));
    assert_eq!(invite(&planned, more(), day(2)), Err(OpeningRefused::Frozen));
    assert_eq!(invite(&planned, Vec::new(), day(1)), Err(OpeningRefused::NoInvitation));
    assert_eq!(
        invite(&planned, opening().invited, day(1)),
        Err(OpeningRefused::InvitedTwice(state("QMB")))
    );
    let other = Round {
        id: RoundId(Uuid::nil()),
        ..planned
    };
    assert_eq!(invite(&other, more(), day(1)), Err(OpeningRefused::OtherRound));
}

#[test]
fn stages_follow_from_instants_and_permit_what_they_should() {
    let round = opened(Opening {
        opens_at: Some(day(2)),
        ..opening()
    })
    .unwrap();
    let closes = opening().closing.unwrap().at;
    let just = TimeDelta::microseconds(1);
    for (now, stage, work, withdraw) in [
        (
            day(2) - just,
            RoundStage::Planned,
            Err(Shut::Planned),
            Err(Shut::Planned),
        ),
        (day(2), RoundStage::Open, Ok(Lateness::InTime), Ok(())),
        (closes - just, RoundStage::Open, Ok(Lateness::InTime), Ok(())),
        (closes, RoundStage::Closed, Ok(Lateness::Late), Ok(())),
        (day(20) - just, RoundStage::Closed, Ok(Lateness::Late), Ok(())),
        (day(20), RoundStage::Archived, Err(Shut::Archived), Ok(())),
    ] {
        assert_eq!(round.stage(now), stage, "{now}");
        assert_eq!(round.may_work(now), work, "{now}");
        assert_eq!(round.may_withdraw(now), withdraw, "{now}");
    }
}
