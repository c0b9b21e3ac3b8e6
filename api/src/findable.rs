//! What everybody may know and find by its words: provisions and questions, analysed once for each publication.

use domain::id::{EditionId, InstrumentId, ProvisionId, Theme};
use domain::language::Texts;
use domain::norm::{Norms, Provision};
use domain::questionnaire::{Placed, QuestionIndex};
use search::{Index, Item};

use crate::world::World;

/// A provision or a question that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A provision.
    Provision(ProvisionId),
    /// A question of an edition.
    Question(EditionId, QuestionIndex),
}

/// Everything of the catalogue that is found by its words: provisions in document order, then questions, edition by edition.
#[derive(Debug)]
pub struct Findable {
    /// The terms; an item is a place in `subjects`.
    pub index: Index,
    /// What is found.
    pub subjects: Vec<Subject>,
}

/// The texts of a provision, the more telling first.
pub(crate) fn texts_of_provision(provision: &Provision) -> [&Texts; 3] {
    [&provision.text, &provision.statement, &provision.title]
}

/// The texts of a question, the more telling first.
pub(crate) fn texts_of_question<'a>(placed: &Placed<'a>) -> [&'a Texts; 2] {
    [&placed.question.prompt, &placed.question.help]
}

impl Findable {
    /// Analyses everything.
    pub(crate) fn of(world: &World) -> Self {
        let norms = &world.norms;
        let provisions = norms.provisions().iter().map(|provision| {
            let subject = Subject::Provision(provision.id.clone());
            (subject, item(codes(norms, provision), &texts_of_provision(provision)))
        });
        let questions = world.editions.values().flat_map(|edition| {
            edition.questions().map(|placed| {
                let subject = Subject::Question(edition.id().clone(), placed.index);
                (
                    subject,
                    item(vec![placed.question.code.to_string()], &texts_of_question(&placed)),
                )
            })
        });
        let (subjects, items): (Vec<Subject>, Vec<Item<'_>>) = provisions.chain(questions).unzip();
        Self {
            index: Index::build(items),
            subjects,
        }
    }
}

fn item<'a>(codes: Vec<String>, texts: &[&'a Texts]) -> Item<'a> {
    let wordings = texts.iter().flat_map(|texts| texts.iter());
    Item {
        codes,
        texts: wordings
            .map(|(language, text)| (language, text.content.as_str()))
            .collect(),
    }
}

/// Its code, the symbol of its instrument and the paragraph.
fn codes(norms: &Norms, provision: &Provision) -> Vec<String> {
    let instrument = norms.instrument(&provision.instrument);
    let symbol = instrument.map(|instrument| instrument.symbol.to_string());
    let codes = [
        Some(provision.id.to_string()),
        symbol,
        Some(provision.paragraph.clone()),
    ];
    codes.into_iter().flatten().collect()
}

/// What provisions and questions are narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct About {
    /// Provisions of this instrument.
    pub(crate) instrument: Option<InstrumentId>,
    /// Provisions on this theme.
    pub(crate) theme: Option<Theme>,
}

impl About {
    /// Whether nothing is left out.
    pub(crate) fn is_everything(&self) -> bool {
        self.instrument.is_none() && self.theme.is_none()
    }

    /// Whether a provision is meant.
    pub(crate) fn holds(&self, provision: &Provision) -> bool {
        self.instrument.as_ref().is_none_or(|id| provision.instrument == *id)
            && self.theme.as_ref().is_none_or(|theme| provision.themes.contains(theme))
    }

    /// Whether a question is meant: one that asks about such a provision.
    pub(crate) fn holds_question(&self, norms: &Norms, placed: &Placed<'_>) -> bool {
        let mut about = placed.question.provisions.iter().filter_map(|id| norms.provision(id));
        self.is_everything() || about.any(|provision| self.holds(provision))
    }
}
