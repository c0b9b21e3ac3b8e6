//! Everything of this module in one value with its indices: held in memory, asked by many at once.

use std::collections::HashMap;

use crate::id::{InstrumentId, OrganisationId, ProvisionId, RelationId, StateCode, Symbol, Theme};
use crate::norm::{
    Document, Instrument, Organisation, Provision, ProvisionKind, Relation, RelationReading, State, Vocabulary,
};

/// What [`Norms`] is made of. Whether references resolve is the catalogue's check, which can name file and line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Instruments in the order of their ids.
    pub instruments: Vec<Instrument>,
    /// Provisions in document order, a parent before its children, instrument after instrument.
    pub provisions: Vec<Provision>,
    /// Documents that the instruments name.
    pub documents: Vec<Document>,
    /// The crosswalk.
    pub relations: Vec<Relation>,
    /// Member States and observer States.
    pub states: Vec<State>,
    /// Organisations.
    pub organisations: Vec<Organisation>,
    /// Controlled lists.
    pub vocabularies: Vec<Vocabulary>,
}

/// Instruments, provisions, relations, documents, States, organisations and vocabularies, indexed.
#[derive(Clone, Debug, Default)]
pub struct Norms {
    parts: Parts,
    instruments: HashMap<InstrumentId, usize>,
    provisions: HashMap<ProvisionId, usize>,
    by_instrument: HashMap<InstrumentId, Vec<usize>>,
    children: HashMap<ProvisionId, Vec<usize>>,
    by_kind: HashMap<ProvisionKind, Vec<usize>>,
    by_theme: HashMap<Theme, Vec<usize>>,
    documents: HashMap<Symbol, usize>,
    relations: HashMap<RelationId, usize>,
    ends: HashMap<ProvisionId, Vec<usize>>,
    states: HashMap<StateCode, usize>,
    organisations: HashMap<OrganisationId, usize>,
}

impl Norms {
    /// Indexes the parts. Where an id occurs twice the first one is found.
    pub fn new(parts: Parts) -> Self {
        let mut norms = Self::default();
        for (at, instrument) in parts.instruments.iter().enumerate() {
            norms.instruments.entry(instrument.id.clone()).or_insert(at);
        }
        for (at, provision) in parts.provisions.iter().enumerate() {
            norms.provisions.entry(provision.id.clone()).or_insert(at);
            let instrument = provision.instrument.clone();
            norms.by_instrument.entry(instrument).or_default().push(at);
            if let Some(parent) = &provision.parent {
                norms.children.entry(parent.clone()).or_default().push(at);
            }
            norms.by_kind.entry(provision.kind).or_default().push(at);
            for theme in &provision.themes {
                norms.by_theme.entry(theme.clone()).or_default().push(at);
            }
        }
        for (at, document) in parts.documents.iter().enumerate() {
            norms.documents.entry(document.symbol.clone()).or_insert(at);
        }
        for (at, relation) in parts.relations.iter().enumerate() {
            norms.relations.entry(relation.id.clone()).or_insert(at);
            norms.ends.entry(relation.from.clone()).or_default().push(at);
            norms.ends.entry(relation.to.clone()).or_default().push(at);
        }
        for (at, state) in parts.states.iter().enumerate() {
            norms.states.entry(state.code.clone()).or_insert(at);
        }
        for (at, organisation) in parts.organisations.iter().enumerate() {
            norms.organisations.entry(organisation.id.clone()).or_insert(at);
        }
        norms.parts = parts;
        norms
    }

    /// What it was made of, to make another of.
    pub fn into_parts(self) -> Parts {
        self.parts
    }

    /// Every instrument, in the order of their ids.
    pub fn instruments(&self) -> &[Instrument] {
        &self.parts.instruments
    }

    /// An instrument by its id.
    pub fn instrument(&self, id: &InstrumentId) -> Option<&Instrument> {
        self.instruments.get(id).map(|at| &self.parts.instruments[*at])
    }

    /// Every provision in document order, instrument after instrument.
    pub fn provisions(&self) -> &[Provision] {
        &self.parts.provisions
    }

    /// A provision by its id.
    pub fn provision(&self, id: &ProvisionId) -> Option<&Provision> {
        self.provisions.get(id).map(|at| &self.parts.provisions[*at])
    }

    /// The place of a provision in [`Self::provisions`].
    pub fn place(&self, id: &ProvisionId) -> Option<usize> {
        self.provisions.get(id).copied()
    }

    /// The provisions of an instrument in document order, a parent before its children.
    pub fn provisions_of(&self, instrument: &InstrumentId) -> impl Iterator<Item = &Provision> {
        self.listed(self.by_instrument.get(instrument))
    }

    /// The parts of a provision, in order.
    pub fn children_of(&self, provision: &ProvisionId) -> impl Iterator<Item = &Provision> {
        self.listed(self.children.get(provision))
    }

    /// The provisions of a kind, in document order.
    pub fn provisions_of_kind(&self, kind: ProvisionKind) -> impl Iterator<Item = &Provision> {
        self.listed(self.by_kind.get(&kind))
    }

    /// The provisions on a theme, in document order.
    pub fn provisions_on(&self, theme: &Theme) -> impl Iterator<Item = &Provision> {
        self.listed(self.by_theme.get(theme))
    }

    fn listed(&self, at: Option<&Vec<usize>>) -> impl Iterator<Item = &Provision> {
        let at = at.map_or(&[][..], Vec::as_slice);
        at.iter().map(|at| &self.parts.provisions[*at])
    }

    /// Every document that an instrument names.
    pub fn documents(&self) -> &[Document] {
        &self.parts.documents
    }

    /// A document by its symbol.
    pub fn document(&self, symbol: &Symbol) -> Option<&Document> {
        self.documents.get(symbol).map(|at| &self.parts.documents[*at])
    }

    /// The whole crosswalk.
    pub fn relations(&self) -> &[Relation] {
        &self.parts.relations
    }

    /// A relation by its id.
    pub fn relation(&self, id: &RelationId) -> Option<&Relation> {
        self.relations.get(id).map(|at| &self.parts.relations[*at])
    }

    /// The relations of a provision in either direction: the relation, the other end, and how `provision` stands to it.
    pub fn relations_of<'a>(
        &'a self,
        provision: &'a ProvisionId,
    ) -> impl Iterator<Item = (&'a Relation, &'a ProvisionId, RelationReading)> {
        let at = self.ends.get(provision).map_or(&[][..], Vec::as_slice);
        at.iter().filter_map(move |at| {
            let relation = &self.parts.relations[*at];
            relation
                .seen_from(provision)
                .map(|(other, reading)| (relation, other, reading))
        })
    }

    /// Every State, in the order of the list.
    pub fn states(&self) -> &[State] {
        &self.parts.states
    }

    /// A State by its alpha-3 code.
    pub fn state(&self, code: &StateCode) -> Option<&State> {
        self.states.get(code).map(|at| &self.parts.states[*at])
    }

    /// Every organisation, in the order of the list.
    pub fn organisations(&self) -> &[Organisation] {
        &self.parts.organisations
    }

    /// An organisation by its id.
    pub fn organisation(&self, id: &OrganisationId) -> Option<&Organisation> {
        self.organisations.get(id).map(|at| &self.parts.organisations[*at])
    }

    /// Every vocabulary, in the order of the file.
    pub fn vocabularies(&self) -> &[Vocabulary] {
        &self.parts.vocabularies
    }

    /// A vocabulary by its name.
    pub fn vocabulary(&self, name: &str) -> Option<&Vocabulary> {
        self.parts.vocabularies.iter().find(|v| v.name.as_str() == name)
    }
}
