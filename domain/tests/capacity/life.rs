//! A need is drafted, released, met or taken back, each by whoever may, and never by another's people.

use std::collections::BTreeSet;

use domain::access::{
    ActKind, Actor, CloseNotice, DraftNotice, Refused, ReleaseNotice, Role, StateContacts, WithdrawNotice,
};
use domain::capacity::{
    ContactRefused, ContactStatement, Content, ContentRefused, Notice, NoticeRefused, NoticeStage, Party, Pen, Terms,
};
use domain::id::NoticeId;
use domain::language::{Language, Text, Texts};
use domain::submission::{Audience, Visibility};
use uuid::Uuid;

use crate::build::{day, english, later, need, norms, now, of, offer, organisation, provision, state, term, unit};

fn drafting(actor: &Actor, by: &Party) -> Result<Pen<DraftNotice>, Refused> {
    Pen::of(actor, by, |state| DraftNotice { state })
}

fn releasing(actor: &Actor, by: &Party) -> Result<Pen<ReleaseNotice>, Refused> {
    Pen::of(actor, by, |state| ReleaseNotice { state })
}

fn closing(actor: &Actor, by: &Party) -> Result<Pen<CloseNotice>, Refused> {
    Pen::of(actor, by, |state| CloseNotice { state })
}

fn withdrawing(actor: &Actor, by: &Party) -> Result<Pen<WithdrawNotice>, Refused> {
    Pen::of(actor, by, |state| WithdrawNotice { state })
}

fn qma() -> Party {
    Party::State(state("QMA"))
}

fn union() -> Party {
    Party::Organisation(organisation("union"))
}

fn drafted(content: Content) -> Notice {
    let pen = drafting(&of("QMA", Role::FocalPoint), &qma()).unwrap();
    Notice::draft(pen, NoticeId(Uuid::from_u128(7)), content, now())
        .unwrap()
        .state
}

fn released() -> Notice {
    let pen = releasing(&of("QMA", Role::PublishingAuthority), &qma()).unwrap();
    drafted(need("law"))
        .release(pen, 1, Visibility::Public, later(1))
        .unwrap()
        .state
}

#[test]
fn who_drafts_does_not_release_and_nobody_writes_for_another() {
    for (role, drafts, releases) in [
        (Role::Contributor, true, false),
        (Role::Clearer, false, false),
        (Role::FocalPoint, true, false),
        (Role::PublishingAuthority, false, true),
        (Role::Reader, false, false),
        (Role::AccreditedReader, false, false),
    ] {
        let place = match role {
            Role::Clearer => domain::access::Place::ministry(state("QMA"), domain::id::MinistryId(Uuid::nil())),
            _ => domain::access::Place::state(state("QMA")),
        };
        let actor = crate::build::actor(role, place);
        assert_eq!(drafting(&actor, &qma()).is_ok(), drafts, "{role}");
        assert_eq!(releasing(&actor, &qma()).is_ok(), releases, "{role}");
        assert_eq!(closing(&actor, &qma()).is_ok(), releases, "{role}");
        assert_eq!(withdrawing(&actor, &qma()).is_ok(), releases, "{role}");
        for other in [Party::State(state("QMB")), union()] {
            assert!(drafting(&actor, &other).is_err(), "{role}");
            assert!(releasing(&actor, &other).is_err(), "{role}");
        }
    }
}

#[test]
fn the_unit_of_an_organisation_keeps_its_offers_and_has_no_needs() {
    let member = unit("union");
    assert!(drafting(&member, &qma()).is_err());
    assert!(drafting(&unit("league"), &union()).is_err());
    let draft = |content| {
        Notice::draft(
            drafting(&member, &union()).unwrap(),
            NoticeId(Uuid::nil()),
            content,
            now(),
        )
    };
    assert_eq!(draft(need("law")).unwrap_err(), NoticeRefused::NeedsAreOfStates);
    let made = draft(offer("law")).unwrap();
    assert_eq!(made.event.what.act(), ActKind::KeepOrganisationOffers);
    assert_eq!(made.event.what.state(), None);
    let pen = releasing(&member, &union()).unwrap();
    let released = made.state.release(pen, 1, Visibility::MemberStates, later(1)).unwrap();
    assert_eq!(released.state.stage.code(), "released");
}

#[test]
fn a_permit_for_another_party_is_none() {
    let pen = releasing(&of("QMB", Role::PublishingAuthority), &Party::State(state("QMB"))).unwrap();
    let refused = drafted(need("law")).release(pen, 1, Visibility::Public, later(1));
    assert_eq!(refused.unwrap_err(), NoticeRefused::AnotherPermit);
    let pen = withdrawing(&unit("union"), &union()).unwrap();
    assert_eq!(
        released().withdraw(pen, later(2)).unwrap_err(),
        NoticeRefused::AnotherPermit
    );
}

#[test]
fn what_is_released_stays_as_it_was_while_it_is_written_anew() {
    let focal = of("QMA", Role::FocalPoint);
    let authority = of("QMA", Role::PublishingAuthority);
    let revise =
        |notice: Notice, seen, content| notice.revise(drafting(&focal, &qma()).unwrap(), seen, content, later(2));
    let revised = revise(released(), 1, need("cert")).unwrap();
    assert_eq!(revised.event.what.act(), ActKind::DraftNotice);
    let revised = revised.state;
    assert_eq!(revised.revision, 2);
    assert_eq!(revised.stage.release().map(|release| release.revision), Some(1));
    assert_eq!(
        revise(revised.clone(), 1, need("law")).unwrap_err(),
        NoticeRefused::Moved(2)
    );
    assert_eq!(
        revise(revised.clone(), 2, need("cert")).unwrap_err(),
        NoticeRefused::Unchanged
    );
    assert_eq!(
        revise(revised.clone(), 2, offer("cert")).unwrap_err(),
        NoticeRefused::OtherSide
    );
    let release = |notice: Notice, seen, visibility| {
        notice.release(releasing(&authority, &qma()).unwrap(), seen, visibility, later(3))
    };
    assert_eq!(
        release(revised.clone(), 1, Visibility::Public).unwrap_err(),
        NoticeRefused::Moved(2)
    );
    let again = release(revised, 2, Visibility::Public).unwrap().state;
    assert_eq!(again.stage.release().map(|release| release.revision), Some(2));
    assert_eq!(
        release(again.clone(), 2, Visibility::Public).unwrap_err(),
        NoticeRefused::Unchanged
    );
    // To fewer, of the same revision, is a release of its own.
    assert!(release(again, 2, Visibility::Secretariat).is_ok());
}

#[test]
fn a_release_is_to_somebody() {
    let authority = of("QMA", Role::PublishingAuthority);
    for nobody in [Visibility::NationalTeam, Visibility::Audience(Audience::default())] {
        let pen = releasing(&authority, &qma()).unwrap();
        let refused = drafted(need("law")).release(pen, 1, nobody, later(1));
        assert_eq!(refused.unwrap_err(), NoticeRefused::ToNobody);
    }
}

#[test]
fn what_is_over_does_not_go_on() {
    let authority = of("QMA", Role::PublishingAuthority);
    let close = |notice: Notice| notice.close(closing(&authority, &qma()).unwrap(), later(2));
    let withdraw = |notice: Notice| notice.withdraw(withdrawing(&authority, &qma()).unwrap(), later(3));
    assert_eq!(close(drafted(need("law"))).unwrap_err(), NoticeRefused::NotReleased);
    let met = close(released()).unwrap().state;
    assert_eq!(met.stage.ended_at(), Some(later(2)));
    assert!(met.stage.release().is_some(), "others read that it was there");
    assert_eq!(close(met.clone()).unwrap_err(), NoticeRefused::Over);
    let pen = drafting(&of("QMA", Role::Contributor), &qma()).unwrap();
    assert_eq!(
        met.clone().revise(pen, 1, need("cert"), later(4)).unwrap_err(),
        NoticeRefused::Over
    );
    let gone = withdraw(met).unwrap().state;
    assert_eq!(gone.stage, NoticeStage::Withdrawn { at: later(3) });
    assert_eq!(gone.stage.release(), None);
    assert_eq!(withdraw(gone).unwrap_err(), NoticeRefused::Over);
    assert!(withdraw(drafted(need("law"))).is_ok());
}

#[test]
fn what_is_said_is_proved_against_the_catalogue() {
    let norms = norms();
    let unknown = |content: Content| match content.checked(&norms) {
        Err(ContentRefused::Unknown { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    assert_eq!(unknown(need("magic")), "kind");
    let mut content = need("law");
    content.provisions = [provision("A-9/a")].into();
    assert_eq!(unknown(content), "provisions");
    let mut content = need("law");
    content.themes = ["magic".parse().unwrap()].into();
    assert_eq!(unknown(content), "themes");
    let with = |change: &dyn Fn(&mut Terms)| {
        let mut content = offer("law");
        change(content.terms.as_mut().unwrap());
        content
    };
    assert_eq!(unknown(with(&|terms| terms.forms = [term("magic")].into())), "forms");
    assert_eq!(
        unknown(with(&|terms| terms.open_to.states = [state("QMZ")].into())),
        "openTo.states"
    );
    let group = domain::report::Group::from_code("organisation:league").unwrap();
    assert_eq!(
        unknown(with(&|terms| terms.open_to.groups = [group.clone()].into())),
        "openTo.groups"
    );
    let refused = |content: Content| content.checked(&norms).unwrap_err();
    assert_eq!(
        refused(with(&|terms| (terms.from, terms.until) = (Some(day(2)), Some(day(1))))),
        ContentRefused::EndsBeforeItBegins
    );
    assert_eq!(
        refused(with(&|terms| terms.link = Some("javascript:alert(1)".to_owned()))),
        ContentRefused::NotALink
    );
}

#[test]
fn texts_are_kept_in_one_form_and_have_an_end() {
    let norms = norms();
    let said = |title: &str, description: &str| Content {
        title: english(title),
        description: english(description),
        ..need("law")
    };
    let kept = said("  Cafe\u{301} ", " ").checked(&norms).unwrap();
    assert_eq!(kept.title, english("Caf\u{e9}"));
    assert!(kept.description.is_empty());
    assert_eq!(said(" ", "").checked(&norms), Err(ContentRefused::NoTitle));
    assert_eq!(
        said("a\0", "").checked(&norms),
        Err(ContentRefused::NulCharacter("title"))
    );
    let long = "\u{5b57}".repeat(Content::LONGEST_TITLE);
    assert!(said(&long, "").checked(&norms).is_ok());
    assert_eq!(
        said(&format!("{long}x"), "").checked(&norms),
        Err(ContentRefused::TooLong {
            field: "title",
            maximum: 200
        })
    );
    let mut french = said("Title", "");
    french.description = Texts::new([(Language::French, Text::unofficial("texte".to_owned()))]);
    assert_eq!(french.checked(&norms), Err(ContentRefused::NoTitleIn(Language::French)));
}

#[test]
fn of_points_of_contact_a_state_says_where_and_nothing_else() {
    let (norms, authority) = (norms(), of("QMA", Role::PublishingAuthority));
    let say = |before: Option<&ContactStatement>, directory: &str, kinds: &[&str], visibility| {
        let permit = authority.permit(StateContacts { state: state("QMA") }).unwrap();
        let kinds: BTreeSet<_> = kinds.iter().map(|kind| term(kind)).collect();
        ContactStatement::stated(permit, &norms, before, (term(directory), kinds), visibility, now())
    };
    let said = say(None, "global", &["technical"], Visibility::Public).unwrap();
    assert_eq!(said.event.what.act(), ActKind::StateContacts);
    let said = said.state;
    assert_eq!(
        say(Some(&said), "global", &["technical"], Visibility::Public).unwrap_err(),
        ContactRefused::Unchanged
    );
    let none = say(Some(&said), "global", &[], Visibility::Public).unwrap().state;
    assert_eq!((none.revision, none.kinds.len()), (2, 0));
    for (directory, kind, field) in [("league", "technical", "directory"), ("global", "Ms Smith", "kinds")] {
        let Ok(kind) = kind.parse() else { continue };
        let permit = authority.permit(StateContacts { state: state("QMA") }).unwrap();
        let asked = (term(directory), BTreeSet::from([kind]));
        let refused = ContactStatement::stated(permit, &norms, None, asked, Visibility::Public, now());
        assert!(matches!(refused, Err(ContactRefused::Unknown { field: found, .. }) if found == field));
    }
    for role in [Role::FocalPoint, Role::Contributor, Role::Reader] {
        assert!(of("QMA", role).permit(StateContacts { state: state("QMA") }).is_err());
    }
}
