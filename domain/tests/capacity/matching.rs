//! Which offer meets which need: one table of cases.

use domain::capacity::{Content, Party, Reason, Taker, matching};
use domain::id::{RelationId, Theme};
use domain::language::Language;
use domain::norm::{RegionalGroup, RelationReading};
use domain::report::Group;

use crate::build::{day, invited, need, norms, offer, organisation, provision, state, term};

/// The reasons why an offer of `QMB` meets a need of `QMA` on the tenth.
fn reasons(need: &Content, offer: &Content) -> Option<Vec<Reason>> {
    of(&Party::State(state("QMB")), need, offer)
}

fn of(by: &Party, need: &Content, offer: &Content) -> Option<Vec<Reason>> {
    let taker = invited("QMA");
    let taker = Taker {
        state: &taker,
        on: day(10),
    };
    matching(&norms(), taker, need, (by, offer))
}

fn serving(mut content: Content, provisions: &[&str]) -> Content {
    content.provisions = provisions.iter().map(|id| provision(id)).collect();
    content
}

fn on(mut content: Content, themes: &[&str]) -> Content {
    content.themes = themes.iter().map(|theme| Theme::new(*theme).unwrap()).collect();
    content
}

fn speaking(mut content: Content, languages: &[Language]) -> Content {
    content.languages = languages.iter().copied().collect();
    content
}

fn open_to(mut content: Content, groups: &[Group], states: &[&str]) -> Content {
    let terms = content.terms.as_mut().unwrap();
    terms.open_to.groups = groups.iter().cloned().collect();
    terms.open_to.states = states.iter().map(|code| state(code)).collect();
    content
}

fn until(mut content: Content, last: u32) -> Content {
    content.terms.as_mut().unwrap().until = Some(day(last));
    content
}

#[test]
fn an_offer_meets_a_need_for_these_reasons() {
    let kind = || Reason::Kind(term("law"));
    let related = |relation: &str, needed: &str, offered: &str, reading| Reason::Related {
        relation: RelationId::new(relation).unwrap(),
        needed: provision(needed),
        offered: provision(offered),
        reading,
    };
    let theme = Theme::new("privacy").unwrap();
    let african = Group::Regional(RegionalGroup::African);
    let cases: Vec<(&str, Content, Content, Option<Vec<Reason>>)> = vec![
        (
            "one kind",
            need("law"),
            offer("law"),
            Some(vec![kind(), Reason::OpenToAll]),
        ),
        ("other kinds", need("law"), offer("cert"), None),
        ("two of no kind", need("other"), offer("other"), None),
        (
            "one provision",
            serving(need("law"), &["A-1/a"]),
            serving(offer("cert"), &["A-1/a", "A-3/a"]),
            Some(vec![Reason::Provision(provision("A-1/a")), Reason::OpenToAll]),
        ),
        (
            "a provision that restates",
            serving(need("law"), &["A-1/a"]),
            serving(offer("cert"), &["A-2/a"]),
            Some(vec![
                related("X001", "A-1/a", "A-2/a", RelationReading::Restates),
                Reason::OpenToAll,
            ]),
        ),
        (
            "the same from the other end",
            serving(need("law"), &["A-2/a"]),
            serving(offer("cert"), &["A-1/a"]),
            Some(vec![
                related("X001", "A-2/a", "A-1/a", RelationReading::RestatedBy),
                Reason::OpenToAll,
            ]),
        ),
        (
            "two steps of the crosswalk are none",
            serving(need("law"), &["A-1/a"]),
            serving(offer("cert"), &["A-3/a"]),
            None,
        ),
        (
            "one theme",
            on(need("law"), &["privacy"]),
            on(offer("cert"), &["privacy", "attribution"]),
            Some(vec![Reason::Theme(theme), Reason::OpenToAll]),
        ),
        (
            "a language alone is no reason",
            speaking(need("law"), &[Language::French]),
            speaking(offer("cert"), &[Language::French]),
            None,
        ),
        (
            "a language beside a kind",
            speaking(need("law"), &[Language::French, Language::Arabic]),
            speaking(offer("law"), &[Language::French, Language::English]),
            Some(vec![kind(), Reason::Language(Language::French), Reason::OpenToAll]),
        ),
        (
            "another language takes nothing away",
            speaking(need("law"), &[Language::French]),
            speaking(offer("law"), &[Language::English]),
            Some(vec![kind(), Reason::OpenToAll]),
        ),
        (
            "open to a group and by name",
            need("law"),
            open_to(offer("law"), &[african.clone(), Group::LeastDeveloped], &["QMA"]),
            Some(vec![
                kind(),
                Reason::OpenToGroup(african),
                Reason::OpenToState(state("QMA")),
            ]),
        ),
        (
            "open to others",
            need("law"),
            open_to(offer("law"), &[Group::LeastDeveloped], &["QMC"]),
            None,
        ),
        (
            "on its last day",
            need("law"),
            until(offer("law"), 10),
            Some(vec![kind(), Reason::OpenToAll]),
        ),
        ("after its last day", need("law"), until(offer("law"), 9), None),
        ("a need is no offer", need("law"), need("law"), None),
    ];
    for (name, need, offer, expected) in cases {
        assert_eq!(reasons(&need, &offer), expected, "{name}");
    }
}

#[test]
fn nobody_meets_their_own_need() {
    let (need, offer) = (need("law"), offer("law"));
    assert_eq!(of(&Party::State(state("QMA")), &need, &offer), None);
    assert!(of(&Party::Organisation(organisation("union")), &need, &offer).is_some());
}

#[test]
fn what_makes_a_match_is_of_substance() {
    let all = reasons(
        &speaking(on(serving(need("law"), &["A-1/a"]), &["privacy"]), &[Language::French]),
        &speaking(
            on(serving(offer("law"), &["A-1/a", "A-2/a"]), &["privacy"]),
            &[Language::French],
        ),
    );
    let substance: Vec<bool> = all.unwrap().iter().map(Reason::is_of_substance).collect();
    assert_eq!(substance, [true, true, true, true, false, false]);
}
