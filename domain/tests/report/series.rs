//! Series join what is comparable, and say where they join more.

use domain::id::{EditionId, QuestionCode, RoundKey};
use domain::questionnaire::Lineage;
use domain::report::Joint::{Comparable, First, NotComparable};
use domain::report::{Joint, Parts, Point, Row, series};
use domain::submission::Position;

use crate::build::q;

fn point(round: &str, edition: &str, code: &str) -> Point {
    Point {
        round: RoundKey::new(round).unwrap(),
        edition: edition.parse().unwrap(),
        code: QuestionCode::new(code).unwrap(),
        invited: 0,
        as_of: Position(0),
        release: None,
        row: Row {
            question: q(0),
            parts: Parts::default(),
            options: Vec::new(),
            hidden: None,
        },
    }
}

fn continues(edition: &str, code: &str, comparable: bool) -> Lineage {
    Lineage {
        edition: edition.parse().unwrap(),
        code: QuestionCode::new(code).unwrap(),
        comparable,
    }
}

#[test]
fn only_comparable_questions_join_unless_asked() {
    // s/2 continues s/1 comparably; s/3 continues s/2 comparably, and was not used in a round between; t/1 does not compare.
    let (second, third) = ([continues("s/1", "A.one", true)], [continues("s/2", "A.two", true)]);
    let other = [continues("s/3", "A.three", false)];
    let lineage = |edition: &EditionId, _: &QuestionCode| -> &[Lineage] {
        match edition.to_string().as_str() {
            "s/2" => &second,
            "s/3" => &third,
            "t/1" => &other,
            _ => &[],
        }
    };
    let points = || {
        [
            point("r1", "s/1", "A.one"),
            point("r2", "s/1", "A.one"),
            point("r3", "s/3", "A.three"),
            point("r4", "t/1", "A.four"),
        ]
    };
    let joints = |anyway| -> Vec<Vec<Joint>> {
        let runs = series(points(), lineage, anyway);
        runs.iter()
            .map(|run| run.points.iter().map(|(joint, _)| *joint).collect())
            .collect()
    };
    assert_eq!(joints(false), [vec![First, Comparable, Comparable], vec![First]]);
    assert_eq!(joints(true), [vec![First, Comparable, Comparable, NotComparable]]);
}

#[test]
fn a_lineage_that_runs_in_a_circle_ends() {
    let (one, two) = ([continues("s/2", "A.two", true)], [continues("s/1", "A.one", true)]);
    let lineage = |edition: &EditionId, _: &QuestionCode| -> &[Lineage] {
        match edition.to_string().as_str() {
            "s/1" => &one,
            _ => &two,
        }
    };
    let runs = series(
        [point("r1", "x/1", "A.one"), point("r2", "s/2", "A.two")],
        lineage,
        false,
    );
    assert_eq!(runs.len(), 2);
}
