//! One filed survey seen from an instrument: which answers bear on which of its provisions, and by which relation.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{InstrumentId, ProvisionId, RelationId};
use crate::norm::{Norms, RelationReading};
use crate::questionnaire::{Edition, QuestionIndex};

/// Answers that bear on a provision in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearing {
    /// The relation of the crosswalk, and how the provision stands to the one that was asked about; none where the questions
    /// ask about the provision itself.
    pub relation: Option<(RelationId, RelationReading)>,
    /// The provision that was asked about.
    pub asked: ProvisionId,
    /// The questions that are answered, a lead question first.
    pub questions: Vec<QuestionIndex>,
}

/// A provision of the instrument, with what bears on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BearingRow {
    /// The provision.
    pub provision: ProvisionId,
    /// What bears on it: what was asked about it first, then relation by relation, the closest kinds first.
    pub bearings: Vec<Bearing>,
}

/// What the answers to some questions of an edition say about an instrument. Provisions in document order, and only those on
/// which an answer bears. Relations are followed one step: what is related to something related is not related by that.
pub fn bearings(
    norms: &Norms,
    edition: &Edition,
    answered: &BTreeSet<QuestionIndex>,
    instrument: &InstrumentId,
) -> Vec<BearingRow> {
    let mut by_provision: BTreeMap<&ProvisionId, Vec<QuestionIndex>> = BTreeMap::new();
    for index in answered {
        for provision in &edition.at(*index).question.provisions {
            by_provision.entry(provision).or_default().push(*index);
        }
    }
    for questions in by_provision.values_mut() {
        questions.sort_by_key(|index| !edition.at(*index).question.is_lead());
    }
    let bearing = |asked: &ProvisionId, relation| {
        Some(Bearing {
            relation,
            asked: asked.clone(),
            questions: by_provision.get(asked)?.clone(),
        })
    };
    let rows = norms.provisions_of(instrument).filter_map(|provision| {
        let own = bearing(&provision.id, None);
        let related = norms.relations_of(&provision.id);
        let mut related: Vec<_> = related
            .filter_map(|(relation, other, reading)| bearing(other, Some((relation.id.clone(), reading))))
            .collect();
        related.sort_by_key(|bearing| bearing.relation.as_ref().map(|(_, reading)| *reading));
        let bearings: Vec<_> = own.into_iter().chain(related).collect();
        (!bearings.is_empty()).then(|| BearingRow {
            provision: provision.id.clone(),
            bearings,
        })
    });
    rows.collect()
}
