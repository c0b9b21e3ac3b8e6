//! Lineage followed back: which earlier questions a question continues, over any number of editions.

use crate::id::{EditionId, QuestionCode};
use crate::questionnaire::Lineage;

/// A question that another one continues, or that one itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ancestor<'a> {
    /// The edition.
    pub edition: &'a EditionId,
    /// The question there.
    pub code: &'a QuestionCode,
    /// Whether every step on the way says that the answers can be compared.
    pub comparable: bool,
}

/// Follows lineage back from a question, which is the first that is visited; each is visited once, the nearest first, and
/// those equally near in the order in which they are named. `lineage` finds what a question of an edition continues; `visit`
/// says whether to follow it further.
pub fn trace<'a>(
    edition: &'a EditionId,
    code: &'a QuestionCode,
    lineage: impl Fn(&EditionId, &QuestionCode) -> &'a [Lineage],
    mut visit: impl FnMut(Ancestor<'a>) -> bool,
) {
    let comparable = true;
    let mut reached = vec![Ancestor {
        edition,
        code,
        comparable,
    }];
    let mut next = 0;
    while let Some(here) = reached.get(next).copied() {
        next += 1;
        if !visit(here) {
            continue;
        }
        for from in lineage(here.edition, here.code) {
            if !reached
                .iter()
                .any(|a| *a.edition == from.edition && *a.code == from.code)
            {
                reached.push(Ancestor {
                    edition: &from.edition,
                    code: &from.code,
                    comparable: here.comparable && from.comparable,
                });
            }
        }
    }
}

/// The question itself and every one that it continues, the nearest first.
pub fn ancestors<'a>(
    edition: &'a EditionId,
    code: &'a QuestionCode,
    lineage: impl Fn(&EditionId, &QuestionCode) -> &'a [Lineage],
) -> Vec<Ancestor<'a>> {
    let mut found = Vec::new();
    trace(edition, code, lineage, |ancestor| {
        found.push(ancestor);
        true
    });
    found
}
