//! What other States do with a proposal: join it by their own names, and comment.

use domain::access::{CloseProposal, CommentProposal, CosponsorProposal, Role};
use domain::id::ProposalCommentId;
use domain::language::Language;
use domain::proposal::{
    Comment, CommentRefused, Commenting, ContentRefused, CosponsorRefused, Cosponsorship, Leaving, Proposal,
};
use domain::submission::Happening;
use uuid::Uuid;

use crate::build::{drafted, later, norm, number, of, released, state};

fn join(
    code: &str,
    proposal: &Proposal,
    version: u32,
    names: &[Cosponsorship],
) -> Result<Cosponsorship, CosponsorRefused> {
    let act = CosponsorProposal { state: state(code) };
    let permit = of(code, Role::PublishingAuthority).permit(act).unwrap();
    Cosponsorship::join(permit, proposal, version, names, later(10)).map(|outcome| outcome.state)
}

fn leave(code: &str, proposal: &Proposal, names: &[Cosponsorship]) -> Result<Leaving, CosponsorRefused> {
    let act = CosponsorProposal { state: state(code) };
    let permit = of(code, Role::PublishingAuthority).permit(act).unwrap();
    Leaving::leave(permit, proposal, names, later(11)).map(|outcome| outcome.state)
}

fn closed() -> Proposal {
    let act = CloseProposal { state: state("QMA") };
    let permit = of("QMA", Role::PublishingAuthority).permit(act).unwrap();
    released().close(permit, later(5)).unwrap().state
}

#[test]
fn a_state_puts_its_own_name_under_the_newest_version_that_it_reads() {
    let proposal = released();
    for role in [
        Role::Contributor,
        Role::Clearer,
        Role::FocalPoint,
        Role::Reader,
        Role::AccreditedReader,
    ] {
        let act = CosponsorProposal { state: state("QMB") };
        assert!(of("QMB", role).permit(act).is_err(), "{role}");
    }
    // The lead State cannot put another's name there, nor its own.
    let act = CosponsorProposal { state: state("QMB") };
    assert!(of("QMA", Role::PublishingAuthority).permit(act).is_err());
    assert_eq!(join("QMA", &proposal, 2, &[]), Err(CosponsorRefused::Lead));
    let joined = join("QMB", &proposal, 2, &[]).unwrap();
    assert_eq!((joined.version, &joined.state), (2, &state("QMB")));
    assert_eq!(
        join("QMB", &proposal, 2, std::slice::from_ref(&joined)),
        Err(CosponsorRefused::Already)
    );
    assert!(join("QMC", &proposal, 2, &[joined]).is_ok());
    assert_eq!(join("QMB", &proposal, 1, &[]), Err(CosponsorRefused::Superseded(2)));
    assert_eq!(join("QMB", &proposal, 3, &[]), Err(CosponsorRefused::NoVersion));
    // Whoever does not read the second version is not told that there is one.
    let mut seen = proposal;
    seen.versions.truncate(1);
    assert!(join("QMB", &seen, 1, &[]).is_ok());
    assert_eq!(
        join("QMB", &drafted(norm(&["1"])), 1, &[]),
        Err(CosponsorRefused::NoVersion)
    );
    assert_eq!(join("QMB", &closed(), 2, &[]), Err(CosponsorRefused::Over));
}

#[test]
fn a_new_version_asks_again_and_a_name_is_taken_away_at_any_time() {
    let proposal = released();
    let mut first = proposal.clone();
    first.versions.truncate(1);
    let earlier = join("QMB", &first, 1, &[]).unwrap();
    // The name under the first version is none under the second.
    let names = [earlier];
    assert!(join("QMB", &proposal, 2, &names).is_ok());
    assert_eq!(leave("QMC", &proposal, &names), Err(CosponsorRefused::NotThere));
    assert_eq!(leave("QMB", &closed(), &names).unwrap().state, state("QMB"));
}

fn said(content: &str) -> Commenting {
    Commenting {
        version: 2,
        paragraph: None,
        language: Language::English,
        content: content.to_owned(),
        supersedes: None,
        answers: None,
    }
}

fn comment(code: &str, id: u128, comments: &[Comment], said: Commenting) -> Result<Comment, CommentRefused> {
    comment_on(&released(), code, id, comments, said)
}

fn comment_on(
    proposal: &Proposal,
    code: &str,
    id: u128,
    comments: &[Comment],
    said: Commenting,
) -> Result<Comment, CommentRefused> {
    let act = CommentProposal { state: state(code) };
    let permit = of(code, Role::FocalPoint).permit(act).unwrap();
    let id = ProposalCommentId(Uuid::from_u128(id));
    let outcome = Comment::make(permit, id, proposal, comments, said, later(12))?;
    let Happening::ProposalCommented { comment, state: by, .. } = &outcome.event.what else {
        panic!("{:?}", outcome.event)
    };
    assert_eq!((*comment, by), (id, &state(code)));
    Ok(outcome.state)
}

#[test]
fn a_state_comments_on_what_it_reads() {
    for (role, may) in [
        (Role::Contributor, false),
        (Role::Clearer, false),
        (Role::FocalPoint, true),
        (Role::PublishingAuthority, true),
        (Role::Reader, false),
        (Role::AccreditedReader, false),
    ] {
        let act = CommentProposal { state: state("QMB") };
        assert_eq!(of("QMB", role).permit(act).is_ok(), may, "{role}");
    }
    let made = comment("QMB", 1, &[], said(" As it was  typed. ")).unwrap();
    assert_eq!(
        (made.content.as_str(), &made.state),
        ("As it was  typed.", &state("QMB"))
    );
    let about = |paragraph: &str, version: u32| Commenting {
        version,
        paragraph: Some(number(paragraph)),
        ..said("This part.")
    };
    assert!(comment("QMB", 1, &[], about("1.a", 1)).is_ok());
    assert_eq!(
        comment("QMB", 1, &[], about("1.a", 2)),
        Err(CommentRefused::NoParagraph(number("1.a")))
    );
    assert_eq!(comment("QMB", 1, &[], about("1", 3)), Err(CommentRefused::NoVersion));
    assert_eq!(comment("QMB", 1, &[], said(" \n ")), Err(CommentRefused::Empty));
    let long = ContentRefused::TooLong {
        field: "content",
        maximum: Comment::LONGEST,
    };
    let words = "a".repeat(Comment::LONGEST + 1);
    assert_eq!(comment("QMB", 1, &[], said(&words)), Err(CommentRefused::Words(long)));
    assert_eq!(
        comment_on(&closed(), "QMB", 1, &[], said("Late.")),
        Err(CommentRefused::Over)
    );
}

#[test]
fn a_comment_is_superseded_by_its_state_and_answered_by_the_lead() {
    let first = comment("QMB", 1, &[], said("First.")).unwrap();
    let over = |earlier: &Comment| Commenting {
        supersedes: Some(earlier.id),
        ..said("Second.")
    };
    let known = [first.clone()];
    assert_eq!(
        comment("QMC", 2, &known, over(&first)),
        Err(CommentRefused::NotSupersedable)
    );
    assert_eq!(comment("QMB", 2, &[], over(&first)), Err(CommentRefused::NoComment));
    let second = comment("QMB", 2, &known, over(&first)).unwrap();
    let known = [first.clone(), second.clone()];
    assert!(first.is_superseded(&known) && !second.is_superseded(&known));
    assert_eq!(
        comment("QMB", 3, &known, over(&first)),
        Err(CommentRefused::NotSupersedable)
    );
    // A comment at one version is none at another.
    let elsewhere = Commenting {
        version: 1,
        ..over(&second)
    };
    assert_eq!(comment("QMB", 3, &known, elsewhere), Err(CommentRefused::NoComment));

    let to = |answered: &Comment| Commenting {
        answers: Some(answered.id),
        ..said("Answer.")
    };
    assert_eq!(comment("QMC", 3, &known, to(&second)), Err(CommentRefused::NotToAnswer));
    let answer = comment("QMA", 3, &known, to(&second)).unwrap();
    assert_eq!(answer.answers, Some(second.id));
    let known = [first, second.clone(), answer.clone()];
    assert_eq!(comment("QMA", 4, &known, to(&answer)), Err(CommentRefused::NotToAnswer));
    // An answer written anew answers the same.
    assert_eq!(
        comment("QMA", 4, &known, over(&answer)),
        Err(CommentRefused::NotSupersedable)
    );
    let anew = Commenting {
        supersedes: Some(answer.id),
        ..to(&second)
    };
    assert!(comment("QMA", 4, &known, anew).is_ok());
}
