//! The law of reviews: what is published is what both sides agreed to.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

#[derive(Clone, Copy, Debug)]
enum Step {
    Accept,
    Decline,
    Deliver(u8),
    Reply(u8, u32),
    Agree(Side, u32, u32),
    Disagree(Side),
    Extend(i64),
    End,
    Withdraw,
    Pass,
}

fn step() -> impl Strategy<Value = Step> {
    let side = || prop_oneof![Just(Side::State), Just(Side::Reviewer)];
    prop_oneof![
        2 => Just(Step::Accept),
        1 => Just(Step::Decline),
        4 => (0..3_u8).prop_map(Step::Deliver),
        4 => (0..3_u8, 1..4_u32).prop_map(|(text, to)| Step::Reply(text, to)),
        8 => (side(), 1..4_u32, 1..4_u32).prop_map(|(side, review, reply)| Step::Agree(side, review, reply)),
        2 => side().prop_map(Step::Disagree),
        1 => (20..60_i64).prop_map(Step::Extend),
        1 => Just(Step::End),
        1 => Just(Step::Withdraw),
        2 => Just(Step::Pass),
    ]
}

fn take(review: Review, step: Step, now: DateTime<Utc>) -> Result<Review, ReviewRefused> {
    let host = authority("QMA");
    Ok(match step {
        Step::Accept => review.accept(deed(Deed::Accept), now)?.state,
        Step::Decline => review.decline(deed(Deed::Decline), now)?.state,
        Step::Deliver(text) => {
            let draft = draft(&review, Side::Reviewer, 1, &format!("Review {text}"));
            review.deliver(deed(Deed::Deliver), (Some(&draft), 1), now)?.state
        }
        Step::Reply(text, to) => {
            let draft = draft(&review, Side::State, 1, &format!("Reply {text}"));
            let permit = host.permit(SendReviewReply { state: state("QMA") }).unwrap();
            review.reply(permit, (Some(&draft), 1), to, now)?.state
        }
        Step::Agree(side, of, reply) => review.agree(consent(side), Pair { review: of, reply }, now)?.state,
        Step::Disagree(side) => review.disagree(consent(side), now)?.state,
        Step::Extend(days) => {
            let permit = host.permit(ExtendReview { state: state("QMA") }).unwrap();
            review.extend(permit, day(days), now)?.state
        }
        Step::End => {
            let permit = host.permit(EndReview { state: state("QMA") }).unwrap();
            review.end(permit, now)?.state
        }
        Step::Withdraw => Review {
            is_withdrawn: true,
            ..review
        },
        Step::Pass => review,
    })
}

proptest! {
    /// Whatever happens: what is published is a reply to that very review, both sides agreed to exactly that pair and neither took
    /// it back nor wrote since, and it stays so.
    #[test]
    fn what_is_published_is_what_both_sides_agreed_to(is_begun: bool, steps in vec(step(), 0..40)) {
        let mut review = if is_begun { ready() } else { invited() };
        // What each side has agreed to, kept apart from the rules.
        let mut agreed: [Option<Pair>; 2] = [None, None];
        let mut instant = day(3);
        for step in steps {
            if matches!(step, Step::Pass) {
                instant += TimeDelta::days(5);
            }
            let before = review.clone();
            let Ok(after) = take(review, step, instant) else {
                review = before;
                continue;
            };
            match step {
                Step::Agree(side, review, reply) => agreed[side as usize] = Some(Pair { review, reply }),
                Step::Disagree(side) => agreed[side as usize] = None,
                Step::Deliver(_) | Step::Reply(..) => agreed = [None, None],
                Step::Accept | Step::Decline | Step::Extend(_) | Step::End | Step::Withdraw | Step::Pass => {}
            }
            if let Some((pair, _)) = after.stage.published() {
                prop_assert_eq!(agreed, [Some(pair), Some(pair)]);
                prop_assert_eq!(after.pair(), Some(pair));
                let reply = after.replies.iter().find(|reply| reply.version == pair.reply).unwrap();
                prop_assert_eq!(reply.to, pair.review);
            }
            if before.stage.published().is_some() {
                prop_assert_eq!(&after.stage, &before.stage);
                prop_assert_eq!(&after.delivered, &before.delivered);
                prop_assert_eq!(&after.replies, &before.replies);
            }
            // What was said is never said otherwise.
            prop_assert!(after.delivered.starts_with(&before.delivered));
            prop_assert!(after.replies.starts_with(&before.replies));
            if after.stage.agreed().is_some() {
                prop_assert!(after.pair().is_some());
            }
            review = after;
        }
    }
}
