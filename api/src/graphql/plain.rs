//! Objects whose fields are there already: figures by the thousand.
//!
//! The library makes a future and a context for each field of each object, which is most of what a page of coverage costs.
//! What needs neither is put into the answer directly; everything else goes the library's way, so that nothing differs but
//! the time.

use std::borrow::Cow;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{Field, Selection, SelectionSet};
use async_graphql::registry::Registry;
use async_graphql::resolver_utils::resolve_list;
use async_graphql::{ContextSelectionSet, Name, OutputType, Positioned, ServerResult, Value};

/// An object with fields that take no argument, need no context and cannot fail.
pub trait PlainFields: OutputType {
    /// The value of a field; nothing where the library has to resolve it.
    fn plain(&self, field: &str) -> Option<Value>;
}

/// The object, if all that is selected of it is plain. Skipped selections are gone before execution begins.
fn object<T: PlainFields>(of: &T, selection: &SelectionSet) -> Option<Value> {
    let mut found = IndexMap::with_capacity(selection.items.len());
    for item in &selection.items {
        let Selection::Field(field) = &item.node else {
            return None;
        };
        let field = &field.node;
        if !field.selection_set.node.items.is_empty() {
            return None;
        }
        let value = match field.name.node.as_str() {
            "__typename" => Value::from(T::type_name().into_owned()),
            name => of.plain(name)?,
        };
        found.insert(Name::clone(&field.response_key().node), value);
    }
    Some(Value::Object(found))
}

/// One such object.
#[derive(Clone, Debug)]
pub struct Plain<T>(pub(crate) T);

impl<T: PlainFields> OutputType for Plain<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        match object(&self.0, &ctx.item.node) {
            Some(object) => Ok(object),
            None => self.0.resolve(ctx, field).await,
        }
    }
}

/// A list of such objects.
#[derive(Clone, Debug)]
pub struct PlainList<T>(pub(crate) Vec<T>);

impl<T: PlainFields> OutputType for PlainList<T> {
    fn type_name() -> Cow<'static, str> {
        <Vec<T> as OutputType>::type_name()
    }

    fn qualified_type_name() -> String {
        <Vec<T> as OutputType>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <Vec<T> as OutputType>::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let objects = self.0.iter().map(|item| object(item, &ctx.item.node));
        match objects.collect::<Option<Vec<Value>>>() {
            Some(objects) => Ok(Value::List(objects)),
            None => resolve_list(ctx, field, &self.0, Some(self.0.len())).await,
        }
    }
}
