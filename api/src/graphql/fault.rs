//! The one form in which anything that goes wrong leaves the service.
//!
//! A [`Fault`] has a closed code, a message in the caller's language and a hidden source. It has **no `Display`**, and
//! nothing turns into it but what has a `From` in `fault/`. async-graphql publishes whatever can be displayed; so a stray
//! `?` on a database's error must not compile, and does not:
//!
//! ```compile_fail,E0277
//! use api::graphql::fault::Fault;
//! fn resolver() -> Result<u8, Fault> {
//!     Ok("not a number".parse::<u8>()?)
//! }
//! ```
//!
//! nor can a fault be printed into a message by accident:
//!
//! ```compile_fail,E0599
//! let text = api::graphql::fault::Fault::not_found().to_string();
//! ```
//!
//! while one fault passes through a `?` unchanged:
//!
//! ```
//! use api::graphql::fault::Fault;
//! fn read() -> Result<u8, Fault> {
//!     Err(Fault::not_found())
//! }
//! fn resolver() -> Result<u8, Fault> {
//!     Ok(read()? + 1)
//! }
//! assert!(resolver().is_err());
//! ```

mod access;
mod capacity;
mod compilation;
mod editor;
mod from;
mod home;
mod proposal;
mod review;
mod webhook;

use std::error::Error as StdError;
use std::sync::Arc;

use async_graphql::{ErrorExtensionValues, ServerError, Value};
use domain::access::Role;
use domain::language::Language;
use uuid::Uuid;

use crate::localise::Message;

/// What kind of thing went wrong; `extensions.code` of every error. The set is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// Sign in first, or again.
    Unauthenticated,
    /// An act on something that the caller sees but may not do this with.
    Forbidden,
    /// It does not exist, or not for this caller.
    NotFound,
    /// The input cannot be taken as it is.
    Invalid,
    /// Another one wrote first, or the same key carries another value.
    Conflict,
    /// Not at this stage of the lifecycle.
    State,
    /// A limit of the service.
    Limit,
    /// A part that we need does not answer; nothing was changed.
    Unavailable,
    /// Our own mistake.
    Internal,
}

impl Code {
    /// Every code.
    pub const ALL: [Self; 9] = [
        Self::Unauthenticated,
        Self::Forbidden,
        Self::NotFound,
        Self::Invalid,
        Self::Conflict,
        Self::State,
        Self::Limit,
        Self::Unavailable,
        Self::Internal,
    ];

    /// The code as clients see it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::Invalid => "INVALID",
            Self::Conflict => "CONFLICT",
            Self::State => "STATE",
            Self::Limit => "LIMIT",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }
}

/// Something that went wrong, safe to show; the source is for the log alone.
#[derive(Clone, Debug)]
pub struct Fault {
    code: Code,
    message: Message,
    values: Vec<(&'static str, Value)>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Fault {
    fn new(code: Code, message: Message) -> Self {
        Self {
            code,
            message,
            values: Vec::new(),
            source: None,
        }
    }

    /// The caller has to sign in.
    pub fn unauthenticated() -> Self {
        Self::new(Code::Unauthenticated, Message::Unauthenticated)
    }

    /// The token shown is forged, foreign, ended or revoked.
    pub fn bad_token() -> Self {
        Self::new(Code::Unauthenticated, Message::BadToken)
    }

    /// The caller sees it, but may not do this.
    pub fn forbidden() -> Self {
        Self::new(Code::Forbidden, Message::Forbidden)
    }

    /// A role of the caller gives nothing until the account has a second factor.
    pub fn second_factor_needed(role: Role) -> Self {
        Self::forbidden()
            .saying(Message::SecondFactorNeeded)
            .with("reason", "second_factor")
            .with("role", role.code())
    }

    /// There is no such thing for this caller.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, Message::NotFound)
    }

    /// An input that cannot be taken.
    pub fn invalid() -> Self {
        Self::new(Code::Invalid, Message::Invalid)
    }

    /// Another one wrote first.
    pub fn conflict() -> Self {
        Self::new(Code::Conflict, Message::Conflict)
    }

    /// Not at this stage.
    pub fn state() -> Self {
        Self::new(Code::State, Message::State)
    }

    /// A limit passed: its name, its value, how much there was where that is known.
    pub fn limit(name: &'static str, message: Message, maximum: u64, actual: Option<u64>) -> Self {
        let fault = Self::new(Code::Limit, message)
            .with("limit", name)
            .with("maximum", maximum);
        match actual {
            Some(actual) => fault.with("actual", actual),
            None => fault,
        }
    }

    /// A part that we need does not answer.
    pub fn unavailable(source: impl StdError + Send + Sync + 'static) -> Self {
        Self::new(Code::Unavailable, Message::Unavailable).because(source)
    }

    /// Our own mistake.
    pub fn internal(source: impl StdError + Send + Sync + 'static) -> Self {
        Self::new(Code::Internal, Message::Internal).because(source)
    }

    /// The same fault with a more precise message.
    #[must_use]
    pub fn saying(mut self, message: Message) -> Self {
        self.message = message;
        self
    }

    /// The same fault, naming the input field that it is about, as a path: `input.answers.3.value`.
    #[must_use]
    pub fn at(self, field: impl Into<String>) -> Self {
        self.with("field", field.into())
    }

    /// The same fault with one more value in `extensions`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The same fault with what caused it, which is logged and never shown.
    #[must_use]
    pub fn because(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// What kind of thing went wrong.
    pub const fn code(&self) -> Code {
        self.code
    }

    /// What it says.
    pub const fn message(&self) -> &Message {
        &self.message
    }

    /// The fault as a GraphQL error that belongs to no field.
    pub(crate) fn into_server_error(self) -> ServerError {
        async_graphql::Error::from(self).into_request_error()
    }

    fn extensions(&self) -> ErrorExtensionValues {
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", self.code.code());
        for (name, value) in &self.values {
            extensions.set(name, value.clone());
        }
        extensions
    }
}

/// The message is English until [`present`] says it in the caller's language.
impl From<Fault> for async_graphql::Error {
    fn from(fault: Fault) -> Self {
        Self {
            message: fault.message.text(Language::English),
            extensions: Some(fault.extensions()),
            source: Some(Arc::new(fault)),
        }
    }
}

trait IntoRequestError {
    fn into_request_error(self) -> ServerError;
}

impl IntoRequestError for async_graphql::Error {
    fn into_request_error(self) -> ServerError {
        let mut error = ServerError::new(self.message, None);
        error.source = self.source;
        error.extensions = self.extensions;
        error
    }
}

/// To somebody whose role gives nothing for want of a second factor, what this role would show does not exist either; here
/// they are told what is missing, whether or not there is such a thing.
pub(crate) fn say_what_is_missing(error: &mut ServerError, role: Role) {
    let source = error.source.as_ref();
    let fault = source.and_then(|source| source.downcast_ref::<Fault>());
    if fault.is_some_and(|fault| fault.code == Code::NotFound) {
        error.source = Some(Arc::new(Fault::second_factor_needed(role)));
    }
}

/// Makes one error of an answer fit to be sent: the message in the caller's language, a code in any case, an id for our own
/// mistakes, and what lies behind it in the log, once. Errors of the library (syntax, validation, coercion of values) keep
/// their English wording and are `INVALID`; a foreign error that was converted because it could be displayed is hidden.
pub(crate) fn present(error: &mut ServerError, language: Language, new_id: impl FnOnce() -> Uuid) -> Code {
    if let Some(source) = error.source.take() {
        let escaped = error.message.clone();
        let (code, message, source) = match source.downcast_ref::<Fault>() {
            Some(fault) => {
                error.extensions = Some(fault.extensions());
                (
                    fault.code,
                    fault.message.text(language),
                    fault.source.as_deref().map(chain),
                )
            }
            None => (Code::Internal, Message::Internal.text(language), Some(escaped)),
        };
        error.message = message;
        let source = source.unwrap_or_default();
        match code {
            Code::Internal => {
                let id = new_id();
                tracing::error!(error.id = %id, error.source = source, "call failed with internal error {id}");
                let extensions = error.extensions.get_or_insert_default();
                extensions.set("code", code.code());
                extensions.set("id", id.to_string());
            }
            Code::Unavailable => tracing::warn!(error.source = source, "call failed because a part does not answer"),
            Code::Unauthenticated
            | Code::Forbidden
            | Code::NotFound
            | Code::Invalid
            | Code::Conflict
            | Code::State
            | Code::Limit => {}
        }
        return code;
    }
    let extensions = error.extensions.get_or_insert_default();
    let known = match extensions.get("code") {
        Some(Value::String(text)) => Code::ALL.into_iter().find(|code| code.code() == text),
        _ => None,
    };
    known.unwrap_or_else(|| {
        extensions.set("code", Code::Invalid.code());
        Code::Invalid
    })
}

/// An error and what caused it, outermost first.
fn chain(error: &(dyn StdError + Send + Sync + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn presented(fault: Fault, language: Language) -> serde_json::Value {
        let mut error = fault.into_server_error();
        present(&mut error, language, || Uuid::from_u128(7));
        serde_json::to_value(error).unwrap()
    }

    #[test]
    fn a_fault_speaks_the_callers_language_and_keeps_its_source() {
        let refused = std::io::Error::other("connection to 10.0.0.5 refused");
        let error = presented(Fault::unavailable(refused), Language::Spanish);
        assert_eq!(
            error,
            serde_json::json!({
                "message": "El servicio no puede responder por el momento. No se ha modificado nada; inténtelo de nuevo en breve.",
                "extensions": { "code": "UNAVAILABLE" },
            })
        );
    }

    #[test]
    fn our_own_mistake_carries_an_id_and_nothing_else() {
        let error = presented(
            Fault::internal(std::io::Error::other("relation \"answer\" does not exist")),
            Language::English,
        );
        assert_eq!(
            error["extensions"],
            serde_json::json!({ "code": "INTERNAL", "id": "00000000-0000-0000-0000-000000000007" })
        );
        assert!(!error.to_string().contains("relation"));
    }

    #[test]
    fn a_foreign_error_that_was_displayed_is_hidden() {
        let foreign = async_graphql::Error::from(std::io::Error::other("password=secret"));
        let mut error = foreign.into_request_error();
        assert_eq!(
            present(&mut error, Language::English, || Uuid::from_u128(9)),
            Code::Internal
        );
        assert!(!serde_json::to_string(&error).unwrap().contains("secret"));
    }

    #[test]
    fn a_field_and_values_stand_in_the_extensions() {
        let fault = Fault::invalid().at("input.answers.0.value").with("kind", "date");
        assert_eq!(
            presented(fault, Language::English)["extensions"],
            serde_json::json!({ "code": "INVALID", "field": "input.answers.0.value", "kind": "date" })
        );
    }
}
