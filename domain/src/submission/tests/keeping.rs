use super::*;
use crate::access::{ArchiveRound, CancelRound, CloseRound, ExtendRound, ReviseRound};

/// Opens after two days; its last day is the tenth, and it is archived on the twentieth.
fn planned() -> Round {
    opened(Opening {
        opens_at: Some(day(2)),
        observers: true,
        ..opening()
    })
    .unwrap()
}

fn last_day(days: i64) -> Closing {
    Closing {
        on: day(days).date_naive(),
        at: day(days + 1),
    }
}

fn as_it_is(round: &Round) -> RoundRevision {
    RoundRevision {
        title: round.title.clone(),
        mandate: round.mandate.clone(),
        opens_at: round.opens_at,
        closing: round.closing,
        zone: round.zone.clone(),
        archives_at: round.archives_at,
        observers: round.observers,
    }
}

fn revise(round: Round, change: fn(&mut RoundRevision), now: i64) -> Result<Round, RoundRefused> {
    let mut revision = as_it_is(&round);
    change(&mut revision);
    let permit = permit(ReviseRound { round: ROUND });
    let edition = edition();
    round
        .revise(permit, revision, &edition, &norms(), day(now))
        .map(|outcome| outcome.state)
}

fn extend(round: Round, to: Closing, archives_at: Option<DateTime<Utc>>, now: i64) -> Result<Round, RoundRefused> {
    let permit = permit(ExtendRound { round: ROUND });
    round
        .extend(permit, to, archives_at, day(now))
        .map(|outcome| outcome.state)
}

fn close(round: Round, on: Closing, now: i64) -> Result<Round, RoundRefused> {
    let permit = permit(CloseRound { round: ROUND });
    round.close(permit, on, day(now)).map(|outcome| outcome.state)
}

fn archive(round: Round, at: i64, now: i64) -> Result<Round, RoundRefused> {
    let permit = permit(ArchiveRound { round: ROUND });
    round.archive(permit, day(at), day(now)).map(|outcome| outcome.state)
}

type Change = fn(&mut RoundRevision);

#[test]
fn a_planned_round_is_revised_within_the_rules_of_its_opening() {
    let revised = revise(planned(), |to| to.opens_at = day(3), 1).unwrap();
    assert_eq!((revised.opens_at, revised.revision), (day(3), 2));
    assert_eq!(revised.invited, planned().invited);
    let cases: [(Change, RoundRefused); 6] = [
        (|_| (), RoundRefused::Unchanged),
        (|to| to.opens_at = day(0), OpeningRefused::OpensInThePast.into()),
        (|to| to.closing = None, OpeningRefused::NoClosing.into()),
        (
            |to| to.archives_at = Some(day(4)),
            OpeningRefused::ArchivedBeforeItCloses.into(),
        ),
        (
            |to| to.mandate = Mandate::OwnRequest,
            OpeningRefused::NobodyIsInvited.into(),
        ),
        (
            |to| to.mandate = Mandate::OperativeParagraph(provision("A-1-2/3")),
            OpeningRefused::Mandate(MandateRefused::NotInForce {
                provision: provision("A-1-2/3"),
                adoption: Adoption::Draft,
            })
            .into(),
        ),
    ];
    for (change, refusal) in cases {
        let refused = revise(planned(), change, 1);
        match (&refused, &refusal) {
            // Which of the two is said of a mandate that belongs to other editions depends on who is invited.
            (
                Err(RoundRefused::Opening(OpeningRefused::OwnRequest)),
                RoundRefused::Opening(OpeningRefused::NobodyIsInvited),
            ) => {}
            _ => assert_eq!(refused, Err(refusal)),
        }
    }
    for (now, stage) in [
        (2, RoundStage::Open),
        (12, RoundStage::Closed),
        (20, RoundStage::Archived),
    ] {
        let refused = revise(planned(), |to| to.opens_at = day(30), now);
        assert_eq!(refused, Err(RoundRefused::NotPlanned(stage)));
    }
}

#[test]
fn an_observer_who_is_invited_is_not_shut_out_again() {
    let mut round = planned();
    let observer = invited("QMO", StateStatus::Observer);
    round.invited.push(observer);
    let refused = revise(round, |to| to.observers = false, 1);
    assert_eq!(refused, Err(OpeningRefused::NoObservers(state("QMO")).into()));
    assert!(!revise(planned(), |to| to.observers = false, 1).unwrap().observers);
}

#[test]
fn a_round_is_extended_until_it_is_archived() {
    for now in [3, 15] {
        let longer = extend(planned(), last_day(16), Some(day(20)), now).unwrap();
        assert_eq!(longer.stage(day(16)), RoundStage::Open);
        assert_eq!((longer.stage(day(17)), longer.revision), (RoundStage::Closed, 2));
    }
    assert_eq!(
        extend(planned(), last_day(16), Some(day(20)), 1),
        Err(RoundRefused::NotUnderWay(RoundStage::Planned))
    );
    assert_eq!(
        extend(planned(), last_day(30), None, 20),
        Err(RoundRefused::NotUnderWay(RoundStage::Archived))
    );
    assert_eq!(
        extend(planned(), last_day(9), None, 3),
        Err(RoundRefused::NotLater),
        "before the day that it has"
    );
    let same = planned().closing.unwrap();
    assert_eq!(extend(planned(), same, None, 3), Err(RoundRefused::NotLater));
    assert_eq!(extend(planned(), last_day(11), None, 14), Err(RoundRefused::DayIsOver));
    assert_eq!(
        extend(planned(), last_day(19), Some(day(20)), 3),
        Err(OpeningRefused::ArchivedBeforeItCloses.into())
    );
    let without = Round {
        closing: None,
        ..planned()
    };
    assert_eq!(extend(without, last_day(16), None, 3), Err(RoundRefused::NoLastDay));
}

#[test]
fn a_round_is_closed_at_the_end_of_today_at_the_earliest() {
    let closed = close(planned(), last_day(5), 5).unwrap();
    assert_eq!(closed.stage(day(5)), RoundStage::Open);
    assert_eq!(closed.stage(day(6)), RoundStage::Closed);
    assert_eq!(close(planned(), last_day(4), 5), Err(RoundRefused::DayIsOver));
    assert_eq!(close(planned(), last_day(14), 5), Err(RoundRefused::NotSooner));
    assert_eq!(
        close(planned(), planned().closing.unwrap(), 5),
        Err(RoundRefused::NotSooner)
    );
    for (now, stage) in [
        (1, RoundStage::Planned),
        (12, RoundStage::Closed),
        (20, RoundStage::Archived),
    ] {
        assert_eq!(
            close(planned(), last_day(25), now),
            Err(RoundRefused::NotOpen(stage)),
            "{now}"
        );
    }
    let without = Round {
        closing: None,
        ..planned()
    };
    assert_eq!(
        close(without, last_day(5), 5).unwrap().stage(day(6)),
        RoundStage::Closed
    );
}

#[test]
fn a_round_is_archived_after_it_has_closed() {
    assert_eq!(archive(planned(), 15, 15).unwrap().stage(day(15)), RoundStage::Archived);
    assert_eq!(archive(planned(), 18, 3).unwrap().archives_at, Some(day(18)));
    assert_eq!(
        archive(planned(), 8, 3),
        Err(OpeningRefused::ArchivedBeforeItCloses.into())
    );
    assert_eq!(archive(planned(), 14, 15), Err(RoundRefused::ArchivedInThePast));
    assert_eq!(archive(planned(), 20, 15), Err(RoundRefused::Unchanged));
    for (now, stage) in [(1, RoundStage::Planned), (20, RoundStage::Archived)] {
        assert_eq!(archive(planned(), 25, now), Err(RoundRefused::NotToArchive(stage)));
    }
}

#[test]
fn only_a_planned_round_is_called_off_and_a_permit_is_for_one_round() {
    let cancel = |round: Round, now| round.cancel(permit(CancelRound { round: ROUND }), day(now));
    let outcome = cancel(planned(), 1).unwrap();
    assert_eq!((outcome.state.at, outcome.state.round.revision), (day(1), 2));
    assert_eq!(
        cancel(planned(), 2).unwrap_err(),
        RoundRefused::NotPlanned(RoundStage::Open)
    );
    let other = Round {
        id: RoundId(Uuid::nil()),
        ..planned()
    };
    assert_eq!(cancel(other.clone(), 1).unwrap_err(), RoundRefused::OtherRound);
    assert_eq!(archive(other.clone(), 15, 15), Err(RoundRefused::OtherRound));
    assert_eq!(close(other.clone(), last_day(5), 5), Err(RoundRefused::OtherRound));
    assert_eq!(
        extend(other.clone(), last_day(16), None, 3),
        Err(RoundRefused::OtherRound)
    );
    assert_eq!(
        revise(other, |to| to.opens_at = day(3), 1),
        Err(RoundRefused::OtherRound)
    );
}
