//! A question over rounds: lineage alone says which questions belong to its line.

use std::sync::Arc;

use domain::id::{EditionId, QuestionCode, RoundKey};
use domain::questionnaire::{Draft, Edition, Lineage};
use domain::report::Joint::{Comparable, First, NotComparable};
use domain::report::{Columns, Facts, Frame, Item, Joint, Selection, Waypoint, in_line, trend};
use domain::submission::Position;

use crate::build::{anonymous, chose, contents, hidden, hour, member, public};
use crate::edition::{draft, published};

fn code(text: &str) -> QuestionCode {
    QuestionCode::new(text).unwrap()
}

/// The next edition: question `at` of the last module continues these.
fn continued(number: u32, after: &[&Edition], renamed: &str, from: &[(&str, &str, bool)]) -> Edition {
    let mut draft: Draft = draft();
    draft.id = format!("national-implementation/{number}").parse().unwrap();
    let question = &mut draft.modules[1].sections[1].questions[0];
    question.code = code(renamed);
    let lineage = |(edition, question, comparable): &(&str, &str, bool)| Lineage {
        edition: edition.parse().unwrap(),
        code: code(question),
        comparable: *comparable,
    };
    question.continues = from.iter().map(lineage).collect();
    published(draft, after.iter().copied())
}

/// Three editions: the second asks the same under another name, the third something else in its place.
fn editions() -> [Arc<Edition>; 3] {
    let first = published(draft(), []);
    let second = continued(2, &[&first], "X.two", &[("national-implementation/1", "X.yes", true)]);
    let third = continued(
        3,
        &[&first, &second],
        "X.three",
        &[("national-implementation/2", "X.two", false)],
    );
    [first, second, third].map(Arc::new)
}

/// Five States of which as many said *yes*, one where only it reads; figures of everybody.
fn waypoint(round: &str, edition: &Arc<Edition>, yes: usize) -> Waypoint {
    let index = edition.questions().nth(4).unwrap().index;
    let items = Item::all(edition);
    let frame = Arc::new(Frame::new((0..5).map(|n| member(n, [])).collect(), items).unwrap());
    let shown = (0..yes).map(|number| (number, public())).chain([(4, hidden())]);
    let acts = shown.map(|(number, sharing)| {
        let said = contents([], [(index.0, chose(0, sharing))]);
        (number, domain::report::Act::Filing(said))
    });
    let facts: Facts = crate::build::facts(&frame, acts);
    let columns = Columns::new(&facts, facts.last_position());
    Waypoint {
        round: RoundKey::new(round).unwrap(),
        edition: Arc::clone(edition),
        coverage: columns.coverage(&anonymous(), hour(0), &[], &Selection::World).unwrap(),
    }
}

fn lineage<'a>(editions: &'a [Arc<Edition>]) -> impl Fn(&EditionId, &QuestionCode) -> &'a [Lineage] {
    move |edition, question| {
        let known = editions.iter().find(|known| known.id() == edition);
        let placed = known.and_then(|known| known.question(question));
        placed.map_or(&[], |placed| &placed.question.continues)
    }
}

#[test]
fn a_line_is_followed_back_and_forth() {
    let editions = editions();
    let found = |asked: (usize, &str), there: usize| {
        let asked = (editions[asked.0].id(), &code(asked.1));
        in_line(&editions[there], asked, &lineage(&editions)).map(ToString::to_string)
    };
    for (asked, there, expected) in [
        ((0, "X.yes"), 0, Some("X.yes")),
        ((0, "X.yes"), 1, Some("X.two")),
        ((0, "X.yes"), 2, Some("X.three")),
        ((2, "X.three"), 0, Some("X.yes")),
        ((1, "X.two"), 2, Some("X.three")),
        // It has the same code in every edition, and nothing says that it is the same question.
        ((0, "N.status"), 1, None),
        ((0, "X.gone"), 0, None),
    ] {
        assert_eq!(found(asked, there).as_deref(), expected, "{asked:?} in {there}");
    }
}

/// A joint, the question, who chose *yes*, the denominator and the as-of.
type Told = (Joint, String, u32, u32, Position);

#[test]
fn only_what_can_be_compared_is_joined() {
    let editions = editions();
    let rounds = [
        waypoint("r1", &editions[0], 1),
        waypoint("r2", &editions[1], 2),
        waypoint("r3", &editions[2], 4),
    ];
    let asked = (editions[1].id(), &code("X.two"));
    let told = |anyway| -> Vec<Vec<Told>> {
        let runs = trend(asked, &rounds, lineage(&editions), anyway);
        let told = |(joint, point): &(Joint, domain::report::Point)| {
            (
                *joint,
                point.code.to_string(),
                point.row.options[0],
                point.invited,
                point.as_of,
            )
        };
        runs.iter().map(|run| run.points.iter().map(told).collect()).collect()
    };
    let first = (First, "X.yes".to_owned(), 1, 5, Position(2));
    let second = (Comparable, "X.two".to_owned(), 2, 5, Position(3));
    let third = |joint| (joint, "X.three".to_owned(), 4, 5, Position(5));
    assert_eq!(
        told(false),
        [vec![first.clone(), second.clone()], vec![third(First)]],
        "what is hidden is in no point"
    );
    assert_eq!(told(true), [vec![first, second, third(NotComparable)]]);
}
