use super::*;
use crate::access::{Assignee, Clear, Return, SendToClearance};
use crate::id::{CommentId, MinistryId, ThreadId};

const JUSTICE: MinistryId = MinistryId(Uuid::from_u128(31));
const INTERIOR: MinistryId = MinistryId(Uuid::from_u128(32));
const CABINET: MinistryId = MinistryId(Uuid::from_u128(33));
const DEPUTY: AccountId = account(7);

fn section() -> SectionCode {
    SectionCode::new("S2").unwrap()
}

/// Justice and Interior side by side, then the Cabinet.
fn path() -> Path {
    Path::new(vec![[JUSTICE, INTERIOR].into(), [CABINET].into()]).unwrap()
}

/// A permit of a clearer of the ministry whose signature it is, or of its substitute.
fn for_signature<A: Writing>(
    by: AccountId,
    ministry: MinistryId,
    act: impl Fn(Option<Assignee>) -> A,
    as_substitute: bool,
) -> Permit<A> {
    let place = Place::ministry(state("QMA"), if as_substitute { CABINET } else { ministry });
    let held = Membership::new(
        MembershipId(Uuid::nil()),
        by,
        Role::Clearer,
        place,
        DateTime::UNIX_EPOCH,
        None,
    )
    .unwrap();
    let assigned = if as_substitute {
        Assignee::Account(by)
    } else {
        Assignee::Ministry(ministry)
    };
    Actor::person(by, None, &[held], day(0))
        .unwrap()
        .permit(act(Some(assigned)))
        .unwrap()
}

/// A working file with its clearance, as the store would keep it.
struct Desk {
    submission: Submission,
    answers: Vec<Answer>,
    entries: Vec<ClearanceEntry>,
}

impl Desk {
    fn new() -> Self {
        Self {
            submission: submission(),
            answers: vec![
                answered("S1.state", chosen("yes")),
                answered("S2.agreed", Value::Boolean(true)),
                answered("S2.note", Value::ShortText("note".to_owned())),
            ],
            entries: Vec::new(),
        }
    }

    fn arranged() -> Self {
        let mut desk = Self::new();
        desk.arrange(path()).unwrap();
        desk
    }

    fn sent() -> Self {
        let mut desk = Self::arranged();
        desk.send().unwrap();
        desk
    }

    fn preview(&self) -> Preview {
        previewed(&self.submission, &self.answers)
    }

    fn clearance(&self) -> Clearance {
        Clearance::of(&self.entries)
    }

    fn status(&self) -> ClearanceStatus {
        self.clearance()
            .section(&section())
            .status(&SectionText::of(&self.preview(), &section()))
    }

    fn stage(&self) -> StageCode {
        self.clearance().stage(&self.preview())
    }

    fn act(
        &mut self,
        act: impl FnOnce(&Submission, Lying<'_>) -> Result<Outcome<Vec<ClearanceEntry>>, ClearanceRefused>,
    ) -> Result<&'static str, ClearanceRefused> {
        let clearance = self.clearance();
        let text = SectionText::of(&self.preview(), &section());
        let lying = Lying::new(clearance.section(&section()), &text, &section(), &self.answers);
        let outcome = act(&self.submission, lying)?;
        self.entries.extend(outcome.state);
        Ok(outcome.event.what.act().code())
    }

    fn arrange(&mut self, path: Path) -> Result<&'static str, ClearanceRefused> {
        self.act(|submission, lying| {
            submission.arrange_clearance(
                permit(act!(ArrangeClearance)),
                (&a_round(), &edition()),
                section(),
                path,
                lying,
                day(2),
            )
        })
    }

    fn send(&mut self) -> Result<&'static str, ClearanceRefused> {
        self.act(|submission, lying| {
            let act = SendToClearance {
                state: state("QMA"),
                submission: SUBMISSION,
                section: section(),
                assigned: None,
            };
            submission.send_to_clearance(vec![permit(act)], &a_round(), |_| lying, day(2))
        })
    }

    fn sign_as(
        &mut self,
        by: AccountId,
        ministry: MinistryId,
        turn: u32,
        as_substitute: bool,
    ) -> Result<&'static str, ClearanceRefused> {
        let act = |assigned| Clear {
            state: state("QMA"),
            submission: SUBMISSION,
            section: section(),
            assigned,
        };
        let permit = for_signature(by, ministry, act, as_substitute);
        self.act(|submission, lying| submission.sign(permit, &a_round(), ministry, turn, lying, day(3)))
    }

    fn sign(&mut self, ministry: MinistryId) -> Result<&'static str, ClearanceRefused> {
        let turn = self.clearance().section(&section()).turn();
        self.sign_as(account(9), ministry, turn, false)
    }

    fn give_back(&mut self, ministry: MinistryId, turn: u32) -> Result<&'static str, ClearanceRefused> {
        let act = |assigned| Return {
            state: state("QMA"),
            submission: SUBMISSION,
            section: section(),
            assigned,
        };
        let permit = for_signature(account(9), ministry, act, false);
        let reason = Remark::new("name the law").unwrap();
        self.act(|submission, lying| {
            submission.return_section(permit, &a_round(), (ministry, turn), reason, lying, day(3))
        })
    }

    fn recall(&mut self) -> Result<&'static str, ClearanceRefused> {
        self.act(|submission, lying| {
            submission.recall(
                permit(act!(Recall)),
                &a_round(),
                vec![section()],
                None,
                |_| lying,
                day(3),
            )
        })
    }

    fn substitute(&mut self, ministry: MinistryId, by: Option<AccountId>) -> Result<&'static str, ClearanceRefused> {
        self.act(|submission, lying| {
            let permit = permit(act!(ArrangeClearance));
            submission.name_substitute(permit, &a_round(), (section(), ministry), by, lying.clearance, day(2))
        })
    }

    fn change(&mut self, question: &str) {
        let answer = self
            .answers
            .iter_mut()
            .find(|answer| answer.question.as_str() == question);
        answer.unwrap().revision += 1;
    }

    fn file(&self) -> Result<StageCode, FileRefused> {
        let root = Root([1; 32]);
        let proposal = Proposal {
            clearance: self.clearance(),
            ..as_seen(self.preview(), root)
        };
        let outcome = self
            .submission
            .clone()
            .file(permit(act!(FileSubmission)), &a_round(), proposal, None, day(4))?;
        Ok(outcome.state.submission.stage.code())
    }
}

#[test]
fn steps_follow_each_other_and_ministries_of_one_step_sign_in_any_order() {
    let mut desk = Desk::sent();
    assert_eq!(desk.status(), ClearanceStatus::InClearance([JUSTICE, INTERIOR].into()));
    assert_eq!(desk.sign(CABINET), Err(ClearanceRefused::NotAwaited(CABINET)));
    assert_eq!(desk.sign(INTERIOR), Ok("clear"));
    assert_eq!(desk.sign(INTERIOR), Err(ClearanceRefused::NotAwaited(INTERIOR)));
    assert_eq!(desk.status(), ClearanceStatus::InClearance([JUSTICE].into()));
    assert_eq!(desk.stage(), StageCode::InClearance);
    assert_eq!(desk.file(), Err(FileRefused::NotCleared(vec![section()])));
    desk.sign(JUSTICE).unwrap();
    assert_eq!(desk.status(), ClearanceStatus::InClearance([CABINET].into()));
    desk.sign(CABINET).unwrap();
    assert_eq!(desk.status(), ClearanceStatus::Cleared);
    assert_eq!(desk.stage(), StageCode::Cleared);
    assert_eq!(desk.file(), Ok(StageCode::Filed));
}

#[test]
fn where_nobody_signs_a_draft_can_be_filed() {
    let desk = Desk::new();
    assert_eq!(
        (desk.status(), desk.stage()),
        (ClearanceStatus::NotNeeded, StageCode::Drafting)
    );
    assert_eq!(desk.file(), Ok(StageCode::Filed));
    assert_eq!(Desk::new().send(), Err(ClearanceRefused::NoPath(section())));
}

#[test]
fn a_section_with_nothing_in_it_waits_for_nobody_until_it_was_sent() {
    let mut desk = Desk::arranged();
    let all = std::mem::take(&mut desk.answers);
    desk.answers = all
        .iter()
        .filter(|answer| answer.question.section() != section())
        .cloned()
        .collect();
    assert_eq!(desk.file(), Ok(StageCode::Filed));
    desk.answers = all;
    desk.send().unwrap();
    desk.answers.retain(|answer| answer.question.section() != section());
    assert_eq!(
        desk.file(),
        Err(FileRefused::NotCleared(vec![section()])),
        "taking answers out is a change as well"
    );
}

#[test]
fn any_change_of_what_would_be_filed_reopens_the_section_and_no_other() {
    let cleared = || {
        let mut desk = Desk::sent();
        for ministry in [JUSTICE, INTERIOR, CABINET] {
            desk.sign(ministry).unwrap();
        }
        desk
    };
    let mut elsewhere = cleared();
    elsewhere.change("S1.state");
    assert_eq!(elsewhere.status(), ClearanceStatus::Cleared);
    let mut changed = cleared();
    changed.change("S2.note");
    assert_eq!(
        (changed.status(), changed.stage()),
        (ClearanceStatus::Reopened, StageCode::Drafting)
    );
    assert_eq!(changed.file(), Err(FileRefused::NotCleared(vec![section()])));
    let mut added = cleared();
    added
        .answers
        .push(answered("S2.count", Value::Number("3".parse().unwrap())));
    assert_eq!(added.status(), ClearanceStatus::Reopened);
    let mut taken_back = cleared();
    taken_back.answers[2].content.standing = None;
    taken_back.answers[2].revision += 1;
    assert_eq!(taken_back.status(), ClearanceStatus::Reopened);
    // Signatures of the earlier sending do not count for the next.
    taken_back.send().unwrap();
    assert_eq!(
        taken_back.status(),
        ClearanceStatus::InClearance([JUSTICE, INTERIOR].into())
    );
}

#[test]
fn confirming_a_carried_answer_reopens_and_so_does_a_condition_elsewhere() {
    let carried = Answer {
        provenance: Provenance::Carried {
            from: origin(1, code("S2.count")),
            confirmed: false,
        },
        ..answered("S2.count", Value::Number("3".parse().unwrap()))
    };
    let mut desk = Desk::arranged();
    desk.answers.push(carried);
    desk.send().unwrap();
    assert_eq!(desk.status(), ClearanceStatus::InClearance([JUSTICE, INTERIOR].into()));
    desk.answers.last_mut().unwrap().provenance = Provenance::Entered;
    assert_eq!(desk.status(), ClearanceStatus::Reopened);

    let first = SectionCode::new("S1").unwrap();
    let answers = |choice: &str| {
        [
            answered("S1.state", chosen(choice)),
            answered("S1.detail", Value::LongText("more".to_owned())),
        ]
    };
    let text = |choice| SectionText::of(&previewed(&submission(), &answers(choice)), &first);
    assert_eq!(
        text("yes").changed_in(&text("no")),
        [code("S1.detail")],
        "what a condition hides is not signed"
    );
}

#[test]
fn a_signature_is_for_what_was_seen() {
    let mut desk = Desk::sent();
    desk.change("S2.note");
    assert_eq!(desk.sign(JUSTICE), Err(ClearanceRefused::Moved { turn: 1 }));
    desk.send().unwrap();
    assert_eq!(
        desk.sign_as(account(9), JUSTICE, 1, false),
        Err(ClearanceRefused::Moved { turn: 2 })
    );
    assert_eq!(desk.give_back(JUSTICE, 1), Err(ClearanceRefused::Moved { turn: 2 }));
    assert_eq!(desk.sign(JUSTICE), Ok("clear"));
}

#[test]
fn whoever_has_been_reached_may_return_it() {
    let mut desk = Desk::sent();
    assert_eq!(desk.give_back(CABINET, 1), Err(ClearanceRefused::NotAwaited(CABINET)));
    desk.sign(JUSTICE).unwrap();
    assert_eq!(
        desk.give_back(JUSTICE, 1),
        Ok("return"),
        "who has signed can still object"
    );
    assert_eq!(desk.status(), ClearanceStatus::Back(Back::Returned(JUSTICE)));
    assert_eq!(desk.sign(INTERIOR), Err(ClearanceRefused::NotUnderway(section())));
    assert_eq!(desk.file(), Err(FileRefused::NotCleared(vec![section()])));
    desk.send().unwrap();
    assert_eq!(desk.clearance().section(&section()).turn(), 2);
}

#[test]
fn what_lies_with_others_is_recalled_before_its_path_changes() {
    let mut desk = Desk::sent();
    let shorter = || Path::new(vec![[CABINET].into()]).unwrap();
    assert_eq!(desk.arrange(shorter()), Err(ClearanceRefused::Underway(section())));
    assert_eq!(desk.send(), Err(ClearanceRefused::Underway(section())));
    assert_eq!(desk.recall(), Ok("recall"));
    assert_eq!(desk.recall(), Err(ClearanceRefused::NotUnderway(section())));
    assert_eq!(desk.arrange(path()), Err(ClearanceRefused::Unchanged));
    desk.arrange(shorter()).unwrap();
    desk.send().unwrap();
    desk.sign(CABINET).unwrap();
    assert_eq!(desk.status(), ClearanceStatus::Cleared);
}

#[test]
fn another_path_ends_a_sending_that_has_become_another_text() {
    let mut desk = Desk::sent();
    desk.sign(CABINET).unwrap_err();
    desk.change("S2.note");
    desk.arrange(Path::new(vec![[JUSTICE].into()]).unwrap()).unwrap();
    desk.answers[2].revision -= 1;
    assert_eq!(
        desk.status(),
        ClearanceStatus::Back(Back::Recalled),
        "the old sending does not come to life again"
    );
}

#[test]
fn a_substitute_signs_in_the_place_of_a_ministry() {
    let mut desk = Desk::sent();
    let by_deputy = |desk: &mut Desk| desk.sign_as(DEPUTY, JUSTICE, 1, true);
    assert_eq!(
        by_deputy(&mut desk),
        Err(ClearanceRefused::Barred(Barred::OtherSubject)),
        "nobody named the deputy"
    );
    desk.substitute(JUSTICE, Some(DEPUTY)).unwrap();
    assert_eq!(desk.substitute(JUSTICE, Some(DEPUTY)), Err(ClearanceRefused::Unchanged));
    assert_eq!(by_deputy(&mut desk), Ok("clear"));
    let clearance = desk.clearance();
    let signature = clearance.section(&section()).turns()[0].signed[&JUSTICE];
    assert_eq!((signature.by, signature.as_substitute), (DEPUTY, true));
    desk.substitute(JUSTICE, None).unwrap();
    assert_eq!(desk.clearance().section(&section()).substitute(JUSTICE), None);
    let stranger = MinistryId(Uuid::from_u128(99));
    assert_eq!(
        desk.substitute(stranger, Some(DEPUTY)),
        Err(ClearanceRefused::NotAwaited(stranger))
    );
}

#[test]
fn who_made_the_last_change_does_not_give_the_last_signature() {
    let mut desk = Desk::sent();
    for ministry in [JUSTICE, INTERIOR] {
        assert_eq!(
            desk.sign_as(WRITER, ministry, 1, false),
            Ok("clear"),
            "an earlier one they may give"
        );
    }
    assert_eq!(desk.sign_as(WRITER, CABINET, 1, false), Err(ClearanceRefused::OwnWork));
    desk.submission.four_eyes = false;
    assert_eq!(
        desk.sign_as(WRITER, CABINET, 1, false),
        Ok("clear"),
        "the State switched four eyes off"
    );
}

#[test]
fn a_ministry_signs_once() {
    assert_eq!(
        Path::new(vec![[JUSTICE].into(), BTreeSet::new()]),
        Err(BadPath::EmptyStep(1))
    );
    assert_eq!(
        Path::new(vec![[JUSTICE].into(), [JUSTICE].into()]),
        Err(BadPath::Twice(JUSTICE))
    );
    let many = (0..31)
        .map(|number| [MinistryId(Uuid::from_u128(number))].into())
        .collect();
    assert_eq!(Path::new(many), Err(BadPath::TooLong));
}

#[test]
fn those_who_sign_read_the_section_from_the_first_sending_on() {
    let mut desk = Desk::arranged();
    let readers = |desk: &Desk| desk.clearance().section(&section()).readers().collect::<Vec<_>>();
    assert_eq!(readers(&desk), []);
    desk.substitute(CABINET, Some(DEPUTY)).unwrap();
    desk.send().unwrap();
    let expected = [
        Assignee::Ministry(JUSTICE),
        Assignee::Ministry(INTERIOR),
        Assignee::Ministry(CABINET),
        Assignee::Account(DEPUTY),
    ];
    assert_eq!(readers(&desk), expected);
    desk.recall().unwrap();
    assert_eq!(readers(&desk), expected, "they go on seeing what became of it");
}

#[test]
fn what_is_filed_is_amended_before_it_is_cleared_again() {
    let mut desk = Desk::sent();
    for ministry in [JUSTICE, INTERIOR, CABINET] {
        desk.sign(ministry).unwrap();
    }
    desk.submission.stage = Stage::Filed(mark(1, 1));
    assert!(matches!(
        desk.recall(),
        Err(ClearanceRefused::Barred(Barred::Stage { .. }))
    ));
    desk.submission.stage = Stage::Amending(mark(1, 1));
    assert_eq!(desk.file(), Ok(StageCode::Filed), "what nobody changed stays cleared");
    desk.change("S2.note");
    assert_eq!(desk.file(), Err(FileRefused::NotCleared(vec![section()])));
}

fn commenting(text: &str, mentions: &[AccountId], key: Option<&str>) -> Commenting {
    Commenting {
        id: CommentId(Uuid::from_u128(50)),
        question: code("S2.note"),
        text: Remark::new(text).unwrap(),
        mentions: mentions.iter().copied().collect(),
        key: key.map(|key| IdempotencyKey::new(key).unwrap()),
    }
}

#[test]
fn only_who_can_read_an_answer_is_mentioned_and_a_repeat_is_known() {
    let id = ThreadId(Uuid::from_u128(40));
    let readers = [WRITER, AUTHORITY].into();
    let comment = |asked, before: Option<&Comment>| {
        let of = (&a_round(), &edition());
        submission().comment(
            permit(act!(CommentAnswer)),
            of,
            (id, None),
            asked,
            (&readers, before),
            day(2),
        )
    };
    let stranger = account(77);
    assert_eq!(
        comment(commenting("look", &[stranger], None), None),
        Err(CommentRefused::MayNotRead(stranger))
    );
    let Ok(Commented::Made(outcome)) = comment(commenting("look", &[WRITER], Some("k")), None) else {
        panic!("it can be made");
    };
    let [made] = &outcome.state.comments[..] else {
        panic!("the first");
    };
    assert_eq!((made.thread, made.by, made.text.as_str()), (id, AUTHORITY, "look"));
    assert_eq!(
        comment(commenting("look", &[WRITER], Some("k")), Some(made)),
        Ok(Commented::Repeated(id))
    );
    assert_eq!(
        comment(commenting("else", &[WRITER], Some("k")), Some(made)),
        Ok(Commented::KeyReused)
    );
    let mut unknown = commenting("look", &[], None);
    unknown.question = code("S2.unknown");
    assert_eq!(comment(unknown, None), Err(CommentRefused::UnknownQuestion));
}

#[test]
fn a_thread_is_settled_and_opened_again() {
    let thread = Thread {
        id: ThreadId(Uuid::from_u128(40)),
        submission: SUBMISSION,
        question: code("S2.note"),
        resolved: None,
        comments: Vec::new(),
    };
    let resolve =
        |thread: &Thread, to| submission().resolve(permit(act!(ResolveThread)), &a_round(), thread.clone(), to, day(2));
    assert_eq!(resolve(&thread, false), Err(ResolveRefused::Unchanged));
    let settled = resolve(&thread, true).unwrap().state;
    let of = (&a_round(), &edition());
    let again = submission().comment(
        permit(act!(CommentAnswer)),
        of,
        (thread.id, Some(&settled)),
        commenting("still", &[], None),
        (&BTreeSet::new(), None),
        day(3),
    );
    let Ok(Commented::Made(again)) = again else {
        panic!("it can be made")
    };
    assert_eq!(again.state.resolved, None, "a comment opens it again");
    assert_eq!(settled.resolved, Some((AUTHORITY, day(2))));
    assert_eq!(resolve(&settled, false).unwrap().state.resolved, None);
}
