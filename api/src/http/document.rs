//! A GraphQL document as the door sees it: parsed once, measured, and kept for the next call with the same text.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Variables;
use async_graphql::parser::parse_query;
use async_graphql::parser::types::{
    Directive, ExecutableDocument, OperationDefinition, OperationType, Selection, SelectionSet,
};
use async_graphql::{Positioned, ServerError, Value};
use moka::sync::Cache;

use super::limits::{Limit, Limits};
use crate::graphql::fault::Fault;
use crate::localise::Message;

/// A parsed document within the limits.
pub(super) struct Document {
    /// As async-graphql reads it.
    pub(super) parsed: ExecutableDocument,
    operations: Vec<Operation>,
}

/// One operation of a document.
pub(super) struct Operation {
    /// Nothing for the anonymous one.
    pub(super) name: Option<String>,
    /// Query, mutation or subscription.
    pub(super) kind: OperationType,
    /// Whether it asks for the schema.
    pub(super) introspects: bool,
    /// How many root fields it asks for, each as often as it does.
    pub(super) roots: usize,
    /// The variables that must have a value, with their types.
    required: Vec<(String, String)>,
}

impl Document {
    /// Parses a text and measures it. A text over a limit is a `LIMIT` fault, one that is not GraphQL the parser's error.
    pub(super) fn read(text: &str, limits: &Limits) -> Result<Self, ServerError> {
        limits.check_text(text).map_err(Fault::into_server_error)?;
        let parsed = parse_query(text)?;
        let operations = measure(&parsed, limits).map_err(Fault::into_server_error)?;
        Ok(Self { parsed, operations })
    }

    /// The operation that a request means.
    pub(super) fn operation(&self, name: Option<&str>) -> Result<&Operation, Fault> {
        match (name, self.operations.as_slice()) {
            (None, [only]) => Ok(only),
            (None, _) => Err(Fault::invalid().saying(Message::OperationNeeded)),
            (Some(name), operations) => operations
                .iter()
                .find(|operation| operation.name.as_deref() == Some(name))
                .ok_or_else(|| Fault::invalid().saying(Message::UnknownOperation { name: name.to_owned() })),
        }
    }
}

impl Operation {
    /// Refuses a call without a value for a required variable. The library would go on: `@skip(if: $x)` counts a missing
    /// `$x` as false.
    pub(super) fn check_variables(&self, variables: &Variables) -> Result<(), Vec<Fault>> {
        let missing: Vec<Fault> = self
            .required
            .iter()
            .filter(|(name, _)| matches!(variables.get(name.as_str()), None | Some(Value::Null)))
            .map(|(name, kind)| {
                let (name, kind) = (name.clone(), kind.clone());
                Fault::invalid()
                    .at(format!("variables.{name}"))
                    .saying(Message::VariableMissing { name, kind })
            })
            .collect();
        if missing.is_empty() { Ok(()) } else { Err(missing) }
    }
}

/// Measures a whole document, whichever of its operations is meant: validation looks at all of them.
fn measure(document: &ExecutableDocument, limits: &Limits) -> Result<Vec<Operation>, Fault> {
    Limit::Operations.check(document.operations.iter().len(), limits.operations)?;
    Limit::Fragments.check(document.fragments.len(), limits.fragments)?;
    let mut survey = Survey::new(document);
    // In the order of the text: of two faults the same one is named each time.
    let mut fragments: Vec<_> = document.fragments.iter().collect();
    fragments.sort_by_key(|(_, fragment)| fragment.pos);
    let mut operations: Vec<_> = document.operations.iter().collect();
    operations.sort_by_key(|(_, operation)| operation.pos);
    for (name, fragment) in fragments {
        survey.directives(&fragment.node.directives);
        let extent = survey.fragment(name)?;
        extent.check(limits)?;
    }
    for (_, operation) in &operations {
        survey.directives(&operation.node.directives);
        let extent = survey.selections(&operation.node.selection_set.node)?;
        extent.check(limits)?;
    }
    Limit::Fields.check(survey.fields, limits.fields)?;
    Limit::Aliases.check(survey.aliases, limits.aliases)?;
    Limit::Directives.check(survey.most_directives, limits.directives)?;
    operations
        .into_iter()
        .map(|(name, operation)| {
            let mut roots = HashMap::new();
            // Bounded by the size, which has been checked.
            count_roots(document, &operation.node.selection_set.node, &mut roots);
            let most = roots.iter().max_by_key(|(field, count)| (**count, **field));
            if let Some((field, count)) = most.filter(|(_, count)| **count > limits.repeats) {
                let (field, limit) = ((*field).to_owned(), limits.repeats as u64);
                let message = Message::LimitRepeats { field, limit };
                return Err(Fault::limit("repeats", message, limit, Some(*count as u64)));
            }
            Ok(Operation {
                name: name.map(ToString::to_string),
                kind: operation.node.ty,
                introspects: roots.contains_key("__schema") || roots.contains_key("__type"),
                roots: roots.values().sum(),
                required: required(&operation.node),
            })
        })
        .collect()
}

fn required(operation: &OperationDefinition) -> Vec<(String, String)> {
    let definitions = operation.variable_definitions.iter().map(|definition| &definition.node);
    definitions
        .filter(|definition| !definition.var_type.node.nullable && definition.default_value.is_none())
        .map(|definition| {
            let (name, kind) = (&definition.name.node, &definition.var_type.node);
            (name.to_string(), kind.to_string())
        })
        .collect()
}

fn count_roots<'d>(document: &'d ExecutableDocument, set: &'d SelectionSet, roots: &mut HashMap<&'d str, usize>) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => *roots.entry(field.node.name.node.as_str()).or_default() += 1,
            Selection::InlineFragment(inline) => count_roots(document, &inline.node.selection_set.node, roots),
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = document.fragments.get(&spread.node.fragment_name.node) {
                    count_roots(document, &fragment.node.selection_set.node, roots);
                }
            }
        }
    }
}

/// How far a selection set goes with its fragments spread out. The counts stop at their greatest value instead of running
/// over, so that a fragment bomb is a large number and not much work.
#[derive(Clone, Copy, Default)]
struct Extent {
    size: usize,
    depth: usize,
    levels: usize,
}

impl Extent {
    fn check(self, limits: &Limits) -> Result<(), Fault> {
        Limit::Size.check(self.size, limits.size)?;
        Limit::Depth.check(self.depth, limits.depth)?;
        Limit::Levels.check(self.levels, limits.levels)
    }
}

enum Measured {
    Under,
    Done(Extent),
}

/// A walk that goes into each fragment once.
struct Survey<'d> {
    document: &'d ExecutableDocument,
    known: HashMap<&'d str, Measured>,
    /// Selections looked at: the work done.
    visited: usize,
    fields: usize,
    aliases: usize,
    most_directives: usize,
}

impl<'d> Survey<'d> {
    fn new(document: &'d ExecutableDocument) -> Self {
        Self {
            document,
            known: HashMap::new(),
            visited: 0,
            fields: 0,
            aliases: 0,
            most_directives: 0,
        }
    }

    fn directives(&mut self, directives: &[Positioned<Directive>]) {
        self.most_directives = self.most_directives.max(directives.len());
    }

    fn fragment(&mut self, name: &str) -> Result<Extent, Fault> {
        // An unknown fragment is validation's to name.
        let Some((name, fragment)) = self.document.fragments.get_key_value(name) else {
            return Ok(Extent::default());
        };
        match self.known.get(name.as_str()) {
            Some(Measured::Done(extent)) => Ok(*extent),
            Some(Measured::Under) => {
                let name = name.to_string();
                Err(Fault::invalid().saying(Message::FragmentCycle { name }))
            }
            None => {
                self.known.insert(name, Measured::Under);
                let extent = self.selections(&fragment.node.selection_set.node)?;
                self.known.insert(name, Measured::Done(extent));
                Ok(extent)
            }
        }
    }

    fn selections(&mut self, set: &'d SelectionSet) -> Result<Extent, Fault> {
        let mut whole = Extent::default();
        for selection in &set.items {
            self.visited += 1;
            self.directives(selection.node.directives());
            let (inner, own_depth) = match &selection.node {
                Selection::Field(field) => {
                    self.fields += 1;
                    self.aliases += usize::from(field.node.alias.is_some());
                    (self.selections(&field.node.selection_set.node)?, 1)
                }
                Selection::InlineFragment(inline) => (self.selections(&inline.node.selection_set.node)?, 0),
                Selection::FragmentSpread(spread) => (self.fragment(&spread.node.fragment_name.node)?, 0),
            };
            whole.size = whole.size.saturating_add(inner.size).saturating_add(1);
            whole.depth = whole.depth.max(inner.depth.saturating_add(own_depth));
            let own_level = usize::from(inner.size > 0);
            whole.levels = whole.levels.max(inner.levels.saturating_add(own_level));
        }
        Ok(whole)
    }
}

/// Documents that were asked before, up to a total length of text; those asked most stay.
pub(super) struct Documents(Cache<String, Arc<Document>>);

/// Bytes of text kept in all. A parsed document takes about twenty times its text.
const KEPT: u64 = 1024 * 1024;

impl Documents {
    pub(super) fn new() -> Self {
        let weigher = |text: &String, _: &Arc<Document>| u32::try_from(text.len()).unwrap_or(u32::MAX);
        Self(Cache::builder().weigher(weigher).max_capacity(KEPT).build())
    }

    /// The document of this text, read now or kept from before. What could not be read is not kept.
    pub(super) fn get(&self, text: &str, limits: &Limits) -> Result<Arc<Document>, ServerError> {
        if let Some(document) = self.0.get(text) {
            return Ok(document);
        }
        let document = Arc::new(Document::read(text, limits)?);
        self.0.insert(text.to_owned(), Arc::clone(&document));
        Ok(document)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    fn bomb(fragments: usize) -> String {
        let mut text = "{ ...F0 }".to_owned();
        for number in 0..fragments {
            let next = number + 1;
            write!(text, " fragment F{number} on Query {{ ...F{next} ...F{next} }}").unwrap();
        }
        write!(text, " fragment F{fragments} on Query {{ __typename }}").unwrap();
        text
    }

    #[test]
    fn a_fragment_bomb_costs_as_much_as_it_is_long() {
        let limits = Limits::default();
        let parsed = parse_query(bomb(28)).unwrap();
        let mut survey = Survey::new(&parsed);
        let (_, operation) = parsed.operations.iter().next().unwrap();
        let extent = survey.selections(&operation.node.selection_set.node).unwrap();
        assert_eq!(survey.visited, 1 + 2 * 28 + 1, "each selection is looked at once");
        assert!(extent.size > 1 << 28);
        assert!(extent.check(&limits).is_err());
        // Longer than a count can say: it stays at the greatest one.
        let parsed = parse_query(bomb(200)).unwrap();
        let mut survey = Survey::new(&parsed);
        assert_eq!(survey.fragment("F0").unwrap().size, usize::MAX);
        assert_eq!(survey.visited, 2 * 200 + 1);
    }

    #[test]
    fn extent_counts_fragments_as_often_as_they_are_spread() {
        let text = "{ a { ...F ...F } ... { b: c } } fragment F on T { d { e } }";
        let parsed = parse_query(text).unwrap();
        let mut survey = Survey::new(&parsed);
        let (_, operation) = parsed.operations.iter().next().unwrap();
        let extent = survey.selections(&operation.node.selection_set.node).unwrap();
        // a, two spreads of d and e, the inline fragment and c
        assert_eq!((extent.size, extent.depth, extent.levels), (1 + 2 * 3 + 2, 3, 3));
        assert_eq!((survey.fields, survey.aliases, survey.visited), (4, 1, 7));
    }

    #[test]
    fn a_document_is_parsed_once_and_a_refused_one_is_not_kept() {
        let documents = Documents::new();
        let limits = Limits::default();
        let first = documents.get("{ a }", &limits).ok().unwrap();
        let second = documents.get("{ a }", &limits).ok().unwrap();
        assert!(Arc::ptr_eq(&first, &second));
        assert!(documents.get("{ a", &limits).is_err());
        assert!(documents.0.get("{ a").is_none());
    }
}
