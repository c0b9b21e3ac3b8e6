//! Every transition of a review and every refusal.

mod laws;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::*;
use crate::access::{
    Actor, AgreeToReview, DraftReviewReply, Email, EndReview, ExtendReview, InviteReview, Membership, Name, Place,
    Role, SendReviewReply,
};
use crate::id::{
    AccountId, MembershipId, MinistryId, OrganisationId, QuestionCode, ReviewId, RoundId, StateCode, SubmissionId,
};
use crate::language::Language;
use crate::questionnaire::Ceiling;
use crate::questionnaire::sample::{code, edition};
use crate::submission::{Happening, IdempotencyKey, Outcome, Position};

fn now() -> DateTime<Utc> {
    "2027-03-01T12:00:00Z".parse().unwrap()
}

fn day(days: i64) -> DateTime<Utc> {
    now() + TimeDelta::days(days)
}

fn state(text: &str) -> StateCode {
    StateCode::new(text).unwrap()
}

fn account() -> AccountId {
    AccountId(Uuid::from_u128(1))
}

fn at(role: Role, place: Place) -> Actor {
    let held = Membership::new(MembershipId(Uuid::nil()), account(), role, place, now(), None).unwrap();
    Actor::person(account(), None, &[held], now()).unwrap()
}

fn of(text: &str, role: Role) -> Actor {
    let place = match role {
        Role::Clearer => Place::ministry(state(text), MinistryId(Uuid::nil())),
        _ => Place::state(state(text)),
    };
    at(role, place)
}

fn authority(text: &str) -> Actor {
    of(text, Role::PublishingAuthority)
}

fn nobody_in_particular() -> Actor {
    Actor::person(account(), None, &[], now()).unwrap()
}

fn peer() -> Reviewer {
    Reviewer::State(state("QMB"))
}

fn body() -> Reviewer {
    Reviewer::Organisation(OrganisationId::new("au").unwrap())
}

fn expert(account: Option<AccountId>) -> Reviewer {
    Reviewer::Expert(Expert {
        name: Name::new("A. Reader").unwrap(),
        address: Some(Email::new("reader@example.int").unwrap()),
        account,
    })
}

fn words(text: &str) -> ReviewText {
    ReviewText::new(Language::English, text).unwrap()
}

fn filed() -> std::collections::BTreeSet<QuestionCode> {
    edition()
        .questions()
        .map(|placed| placed.question.code.clone())
        .collect()
}

fn invite(
    reviewer: Reviewer,
    questions: &[&str],
    change: impl FnOnce(&mut Inviting<'_>),
) -> Result<Review, InviteRefused> {
    let (edition, filed) = (edition(), filed());
    let mut asked = Inviting {
        state: state("QMA"),
        filing: Position(7),
        submission: SubmissionId(Uuid::nil()),
        round: RoundId(Uuid::nil()),
        edition: &edition,
        stands: true,
        filed: &filed,
        questions: questions.iter().map(|text| code(text)).collect(),
        reviewer,
        until: day(30),
    };
    change(&mut asked);
    let permit = authority("QMA").permit(InviteReview { state: state("QMA") }).unwrap();
    Review::invite(permit, ReviewId(Uuid::from_u128(9)), asked, now()).map(|outcome| outcome.state)
}

fn invited() -> Review {
    invite(peer(), &["GEN.authority"], |_| {}).unwrap()
}

fn deed(deed: Deed) -> ReviewerPermit {
    peer().permit(&authority("QMB"), deed).unwrap()
}

fn consent(side: Side) -> Consent {
    match side {
        Side::State => Consent::State(authority("QMA").permit(AgreeToReview { state: state("QMA") }).unwrap()),
        Side::Reviewer => Consent::Reviewer(deed(Deed::Agree)),
    }
}

fn draft(review: &Review, side: Side, revision: u32, text: &str) -> ReviewDraft {
    ReviewDraft {
        review: review.id,
        side,
        revision,
        text: words(text),
        key: None,
        written_at: now(),
    }
}

fn delivered(review: Review, text: &str) -> Result<Review, ReviewRefused> {
    let draft = draft(&review, Side::Reviewer, 1, text);
    let done = review.deliver(deed(Deed::Deliver), (Some(&draft), 1), day(1))?;
    Ok(done.state)
}

fn replied(review: Review, text: &str, to: u32) -> Result<Review, ReviewRefused> {
    let draft = draft(&review, Side::State, 1, text);
    let permit = authority("QMA")
        .permit(SendReviewReply { state: state("QMA") })
        .unwrap();
    Ok(review.reply(permit, (Some(&draft), 1), to, day(2))?.state)
}

fn accepted() -> Review {
    invited().accept(deed(Deed::Accept), day(1)).unwrap().state
}

/// A review with its reply, which nobody has agreed to publish.
fn ready() -> Review {
    replied(delivered(accepted(), "A review.").unwrap(), "A reply.", 1).unwrap()
}

const FIRST: Pair = Pair { review: 1, reply: 1 };

fn became(outcome: &Outcome<Review>) -> ReviewAct {
    match outcome.event.what {
        Happening::ReviewKept { became, .. } => became,
        _ => panic!("another happening"),
    }
}

#[test]
fn what_cannot_be_opened_is_refused() {
    let invited = invited();
    assert_eq!((invited.stage, invited.questions.len()), (ReviewStage::Invited, 1));
    let refused = |reviewer, questions: &[&str]| invite(reviewer, questions, |_| {}).unwrap_err();
    assert_eq!(refused(peer(), &[]), InviteRefused::NoQuestions);
    assert_eq!(refused(peer(), &["S9.none"]), InviteRefused::NotFiled(code("S9.none")));
    assert_eq!(
        refused(peer(), &["GEN.authority", "GEN.authority"]),
        InviteRefused::Twice(code("GEN.authority"))
    );
    let own = Reviewer::State(state("QMA"));
    assert_eq!(refused(own, &["GEN.authority"]), InviteRefused::Oneself);
    let changed = |change: fn(&mut Inviting<'_>)| invite(peer(), &["GEN.authority"], change).unwrap_err();
    assert_eq!(changed(|asked| asked.stands = false), InviteRefused::NotStanding);
    assert_eq!(changed(|asked| asked.until = now()), InviteRefused::NotLater);
    assert_eq!(
        changed(|asked| asked.state = state("QMC")),
        InviteRefused::AnotherPermit
    );
}

#[test]
fn a_ceiling_holds_for_reviewers_as_for_readers() {
    let edition = edition();
    let under = |ceiling: Ceiling| {
        let mut questions = edition.questions().map(|placed| placed.question);
        questions
            .find(|question| question.ceiling == Some(ceiling))
            .map(|question| question.code.clone())
    };
    let mut seen = 0;
    for ceiling in [Ceiling::NationalTeam, Ceiling::Secretariat, Ceiling::MemberStates] {
        let Some(question) = under(ceiling) else { continue };
        seen += 1;
        for (reviewer, opens) in [
            (peer(), ceiling == Ceiling::MemberStates),
            (body(), ceiling == Ceiling::MemberStates),
            (expert(None), false),
        ] {
            let opened = invite(reviewer.clone(), &[question.as_str()], |_| {});
            let refused = InviteRefused::AboveCeiling {
                question: question.clone(),
                ceiling,
            };
            assert_eq!(opened.is_ok(), opens, "{reviewer:?} {question}");
            if !opens {
                assert_eq!(opened, Err(refused));
            }
        }
    }
    assert!(seen > 0, "the sample has a question under a ceiling");
}

#[test]
fn who_acts_for_a_reviewer_and_who_only_reads() {
    for (role, reads, drafts, delivers) in [
        (Role::Contributor, false, false, false),
        (Role::Clearer, false, false, false),
        (Role::FocalPoint, true, true, false),
        (Role::PublishingAuthority, true, true, true),
        (Role::Reader, true, false, false),
        (Role::AccreditedReader, false, false, false),
    ] {
        let actor = of("QMB", role);
        assert_eq!(peer().is_read_by(&actor), reads, "{role}");
        assert_eq!(peer().permit(&actor, Deed::Draft).is_ok(), drafts, "{role}");
        for deed in [Deed::Accept, Deed::Decline, Deed::Deliver, Deed::Agree] {
            assert_eq!(peer().permit(&actor, deed).is_ok(), delivers, "{role} {deed:?}");
        }
        assert!(!peer().is_read_by(&of("QMC", role)), "{role}");
        assert!(
            !body().is_read_by(&actor),
            "being of a member State is not being of the unit: {role}"
        );
        assert!(!expert(None).is_read_by(&actor), "{role}");
    }
    let unit = at(
        Role::AccreditedReader,
        Place::Organisation(OrganisationId::new("au").unwrap()),
    );
    assert!(body().is_read_by(&unit) && body().permit(&unit, Deed::Agree).is_ok());
    let person = nobody_in_particular();
    assert!(expert(Some(account())).is_read_by(&person));
    assert!(!expert(Some(AccountId(Uuid::from_u128(2)))).is_read_by(&person));
    assert!(expert(None).permit(&person, Deed::Accept).is_err());
    assert!(expert(Some(account())).permit(&Actor::Anonymous, Deed::Accept).is_err());
    // The permit of one is none for another, and that of one deed none for another.
    let other = |reviewer: Reviewer, permit| {
        invite(reviewer, &["GEN.authority"], |_| {})
            .unwrap()
            .accept(permit, day(1))
            .map(drop)
    };
    let refused = Err(ReviewRefused::AnotherPermit);
    assert_eq!(other(Reviewer::State(state("QMC")), deed(Deed::Accept)), refused);
    assert_eq!(other(body(), deed(Deed::Accept)), refused);
    assert_eq!(other(peer(), deed(Deed::Decline)), refused);
    assert_eq!(other(peer(), body().permit(&unit, Deed::Accept).unwrap()), refused);
    let mine = expert(Some(account())).permit(&person, Deed::Accept).unwrap();
    assert_eq!(other(expert(Some(AccountId(Uuid::from_u128(2)))), mine), refused);
}

#[test]
fn the_state_acts_by_its_own_permits() {
    let (qmb, other) = (authority("QMB"), Err(ReviewRefused::AnotherPermit));
    let permit = || qmb.permit(ExtendReview { state: state("QMB") }).unwrap();
    assert_eq!(invited().extend(permit(), day(40), day(1)).map(drop), other);
    let permit = qmb.permit(EndReview { state: state("QMB") }).unwrap();
    assert_eq!(invited().end(permit, day(1)).map(drop), other);
    let permit = qmb.permit(AgreeToReview { state: state("QMB") }).unwrap();
    assert_eq!(ready().agree(Consent::State(permit), FIRST, day(3)).map(drop), other);
    let review = delivered(accepted(), "A review.").unwrap();
    let reply = draft(&review, Side::State, 1, "No.");
    let permit = qmb.permit(SendReviewReply { state: state("QMB") }).unwrap();
    assert_eq!(review.reply(permit, (Some(&reply), 1), 1, day(2)).map(drop), other);
}

#[test]
fn both_texts_are_published_by_the_second_agreement_to_the_same_pair() {
    for first in Side::ALL {
        let second = if first == Side::State {
            Side::Reviewer
        } else {
            Side::State
        };
        let once = ready().agree(consent(first), FIRST, day(3)).unwrap();
        assert_eq!(became(&once), ReviewAct::Agreed);
        let once = once.state;
        assert_eq!(once.stage, ReviewStage::Replied(Agreed::One(first)));
        assert_eq!(once.stage.published(), None);
        assert_eq!(
            once.clone().agree(consent(first), FIRST, day(3)).map(drop),
            Err(ReviewRefused::Unchanged)
        );
        assert_eq!(
            once.clone().disagree(consent(second), day(3)).map(drop),
            Err(ReviewRefused::NotAgreed)
        );
        let back = once.clone().disagree(consent(first), day(3)).unwrap();
        assert_eq!(
            (became(&back), back.state.stage),
            (ReviewAct::Disagreed, ReviewStage::Replied(Agreed::Neither))
        );
        let both = once.agree(consent(second), FIRST, day(4)).unwrap();
        assert_eq!(became(&both), ReviewAct::Published);
        let both = both.state;
        assert_eq!(
            both.stage,
            ReviewStage::Published {
                pair: FIRST,
                at: day(4)
            }
        );
        // What is published stays.
        let over = Err(ReviewRefused::Over);
        assert_eq!(both.clone().disagree(consent(first), day(5)).map(drop), over);
        assert_eq!(both.clone().agree(consent(first), FIRST, day(5)).map(drop), over);
        assert_eq!(delivered(both.clone(), "Another.").map(drop), over);
        assert_eq!(replied(both.clone(), "Another.", 1).map(drop), over);
        let permit = authority("QMA").permit(EndReview { state: state("QMA") }).unwrap();
        assert_eq!(both.end(permit, day(5)).map(drop), over);
    }
}

#[test]
fn a_newer_text_ends_what_was_agreed() {
    let agreed = ready().agree(consent(Side::State), FIRST, day(3)).unwrap().state;
    let newer = delivered(agreed.clone(), "Second thoughts.").unwrap();
    assert_eq!((newer.stage, newer.pair()), (ReviewStage::Delivered, None));
    assert_eq!(
        newer.clone().agree(consent(Side::Reviewer), FIRST, day(3)).map(drop),
        Err(ReviewRefused::NotReplied)
    );
    assert_eq!(
        replied(newer.clone(), "To the first.", 1).map(drop),
        Err(ReviewRefused::VersionMoved(2))
    );
    let again = replied(newer, "A reply.", 2).unwrap();
    let pair = Pair { review: 2, reply: 2 };
    assert_eq!(again.stage, ReviewStage::Replied(Agreed::Neither));
    assert_eq!(
        again.agree(consent(Side::Reviewer), FIRST, day(3)).map(drop),
        Err(ReviewRefused::PairMoved(pair))
    );
    let reworded = replied(agreed, "Better words.", 1).unwrap();
    assert_eq!(reworded.stage, ReviewStage::Replied(Agreed::Neither));
    let moved = Pair { review: 1, reply: 2 };
    assert_eq!(
        reworded.agree(consent(Side::Reviewer), FIRST, day(3)).map(drop),
        Err(ReviewRefused::PairMoved(moved))
    );
}

#[test]
fn each_stage_refuses_what_is_not_its_own() {
    let done = |result: Result<Review, ReviewRefused>| result.map(drop);
    assert_eq!(done(delivered(invited(), "Early.")), Err(ReviewRefused::NotAccepted));
    assert_eq!(done(replied(accepted(), "Early.", 1)), Err(ReviewRefused::NotDelivered));
    assert_eq!(
        accepted().agree(consent(Side::State), FIRST, day(1)).map(drop),
        Err(ReviewRefused::NotDelivered)
    );
    assert_eq!(
        accepted().accept(deed(Deed::Accept), day(1)).map(drop),
        Err(ReviewRefused::Accepted)
    );
    assert_eq!(
        accepted().decline(deed(Deed::Decline), day(1)).map(drop),
        Err(ReviewRefused::Accepted)
    );
    let declined = invited().decline(deed(Deed::Decline), day(1)).unwrap().state;
    assert_eq!(declined.stage, ReviewStage::Declined { at: day(1) });
    assert_eq!(
        declined.accept(deed(Deed::Accept), day(1)).map(drop),
        Err(ReviewRefused::Over)
    );
    assert_eq!(done(delivered(accepted(), " \n ")), Err(ReviewRefused::Empty));
    let none = accepted().deliver(deed(Deed::Deliver), (None, 0), day(1)).map(drop);
    assert_eq!(none, Err(ReviewRefused::Empty));
    let newer = draft(&accepted(), Side::Reviewer, 2, "Second.");
    let stale = accepted()
        .deliver(deed(Deed::Deliver), (Some(&newer), 1), day(1))
        .map(drop);
    assert_eq!(stale, Err(ReviewRefused::DraftMoved(2)));
    assert_eq!(done(delivered(ready(), "A review.")), Err(ReviewRefused::Unchanged));
    assert_eq!(done(replied(ready(), "A reply.", 1)), Err(ReviewRefused::Unchanged));
}

#[test]
fn after_the_date_nobody_writes_until_the_state_extends() {
    let late = day(30);
    let expired = Err(ReviewRefused::Expired);
    assert!(ready().is_open(late - TimeDelta::microseconds(1)) && !ready().is_open(late));
    assert!(ready().is_expired(late) && !ready().is_expired(late - TimeDelta::microseconds(1)));
    assert_eq!(invited().accept(deed(Deed::Accept), late).map(drop), expired);
    assert_eq!(ready().agree(consent(Side::Reviewer), FIRST, late).map(drop), expired);
    assert_eq!(ready().agree(consent(Side::State), FIRST, late).map(drop), expired);
    let typed = Typed {
        seen: 0,
        text: words("Late."),
        key: None,
    };
    let drafted = accepted().draft(deed(Deed::Draft), (None, None), typed, late);
    assert_eq!(drafted, Err(DraftingRefused::Review(ReviewRefused::Expired)));
    let extend = || authority("QMA").permit(ExtendReview { state: state("QMA") }).unwrap();
    assert_eq!(
        ready().extend(extend(), day(30), day(1)).map(drop),
        Err(ReviewRefused::NotLater)
    );
    assert_eq!(
        ready().extend(extend(), day(31), day(31)).map(drop),
        Err(ReviewRefused::NotLater)
    );
    let longer = ready().extend(extend(), day(60), day(31)).unwrap().state;
    assert!(longer.agree(consent(Side::State), FIRST, day(32)).is_ok());
    let permit = authority("QMA").permit(EndReview { state: state("QMA") }).unwrap();
    let ended = ready().end(permit, day(31)).unwrap().state;
    assert_eq!(
        ended.extend(extend(), day(60), day(32)).map(drop),
        Err(ReviewRefused::Over)
    );
}

#[test]
fn a_withdrawn_filing_ends_what_goes_on_and_leaves_what_is_published() {
    let withdrawn = |review: Review| Review {
        is_withdrawn: true,
        ..review
    };
    let refused = Err(ReviewRefused::FilingWithdrawn);
    assert!(!withdrawn(ready()).is_open(day(3)));
    assert_eq!(
        withdrawn(invited()).accept(deed(Deed::Accept), day(3)).map(drop),
        refused
    );
    assert_eq!(
        withdrawn(ready()).agree(consent(Side::State), FIRST, day(3)).map(drop),
        refused
    );
    let permit = authority("QMA").permit(ExtendReview { state: state("QMA") }).unwrap();
    assert_eq!(withdrawn(ready()).extend(permit, day(60), day(3)).map(drop), refused);
    let once = ready().agree(consent(Side::State), FIRST, day(3)).unwrap().state;
    let both = once.agree(consent(Side::Reviewer), FIRST, day(3)).unwrap().state;
    assert!(withdrawn(both).stage.published().is_some());
}

#[test]
fn nothing_typed_is_lost_and_nothing_is_typed_over_unseen() {
    let review = accepted();
    let key = |text: &str| Some(IdempotencyKey::new(text).unwrap());
    let typed = |seen, text: &str, named: &str| Typed {
        seen,
        text: words(text),
        key: key(named),
    };
    let draft = |newest: Option<&ReviewDraft>, before: Option<&ReviewDraft>, typed| {
        review.draft(deed(Deed::Draft), (newest, before), typed, day(2))
    };
    let Ok(Drafting::Kept(first)) = draft(None, None, typed(0, "  First. ", "a")) else {
        panic!("it is kept");
    };
    let first = first.state;
    assert_eq!(
        (first.revision, first.text.as_str(), first.side),
        (1, "  First. ", Side::Reviewer)
    );
    let again = draft(Some(&first), Some(&first), typed(0, "  First. ", "a"));
    assert_eq!(again, Ok(Drafting::Repeated(first.clone())));
    let other = draft(Some(&first), Some(&first), typed(1, "Other.", "a"));
    assert_eq!(other, Err(DraftingRefused::KeyReused));
    assert_eq!(
        draft(Some(&first), None, typed(0, "Other.", "b")),
        Err(DraftingRefused::Moved(1))
    );
    let permit = || {
        authority("QMA")
            .permit(DraftReviewReply { state: state("QMA") })
            .unwrap()
    };
    let early = review.draft_reply(permit(), (None, None), typed(0, "Early.", "c"), day(2));
    assert_eq!(early, Err(DraftingRefused::Review(ReviewRefused::NotDelivered)));
    let review = delivered(review.clone(), "A review.").unwrap();
    let Ok(Drafting::Kept(reply)) = review.draft_reply(permit(), (None, None), typed(0, "", "c"), day(2)) else {
        panic!("a draft may say nothing");
    };
    assert_eq!((reply.state.side, reply.state.revision), (Side::State, 1));
    let long = "é".repeat(ReviewText::LONGEST + 1);
    assert_eq!(ReviewText::new(Language::French, &long), Err(BadReviewText::TooLong));
    assert_eq!(
        ReviewText::new(Language::French, "a\0b"),
        Err(BadReviewText::NulCharacter)
    );
    assert_eq!(format!("{:?}", words("secret")), "ReviewText(en, ..)");
}
