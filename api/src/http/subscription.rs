//! A subscription, whichever way it came: within the limits of every call, for whoever shows the token, counted.

use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::parser::types::OperationType;
use async_graphql::{Request, Response as GraphqlResponse, ServerError, Value};
use bytes::Bytes;
use domain::access::Client;
use domain::language::Language;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;

use super::graphql::{Caller, Door, Panicked};
use super::parameters::Parameters;
use super::reply;
use crate::graphql::fault::{Code, Fault};
use crate::localise::Message;

/// How often it is asked whether a token is still good. A token ends, is revoked and loses its account at its time; nothing
/// that happens later is told.
pub(super) const CHECK: Duration = Duration::from_millis(250);

/// The way on which a subscription comes, and whom the address stands for that it comes from.
#[derive(Clone, Copy)]
pub(super) enum Way {
    /// Over a socket, which was counted when it was opened; each operation on it is a call.
    Socket(Option<IpAddr>),
    /// As a connection of its own, which is a call that was counted.
    Events(Option<IpAddr>),
}

/// What a subscriber is told.
pub(super) enum Told {
    /// The answer to one event, as JSON.
    Next(Bytes),
    /// Why there is no subscription: a list of errors, as JSON. The last thing told.
    Refused(Bytes),
}

impl<A: Send + 'static> Door<A> {
    /// Opens a subscription. It ends when what comes back is dropped.
    pub(super) async fn subscription(
        self: Arc<Self>,
        token: Option<String>,
        language: Language,
        parameters: Parameters,
        way: Way,
    ) -> BoxStream<'static, Told> {
        match self.opened(token, language, parameters, way).await {
            Ok(stream) => stream,
            Err(mut errors) => {
                self.present(&mut errors, language);
                let refused = Told::Refused(reply::errors(&errors));
                futures_util::stream::once(std::future::ready(refused)).boxed()
            }
        }
    }

    async fn opened(
        self: &Arc<Self>,
        token: Option<String>,
        language: Language,
        mut parameters: Parameters,
        way: Way,
    ) -> Result<BoxStream<'static, Told>, Vec<ServerError>> {
        let one = |fault: Fault| vec![fault.into_server_error()];
        let actor = (self.wiring.authenticate)(token.clone()).await.map_err(one)?;
        let account = (self.wiring.account)(&actor);
        let connection = match (account, way) {
            (Some(account), _) => {
                self.wiring.pace.account(account).map_err(|refusal| refusal.errors)?;
                if let Way::Events(address) = way { address } else { None }
            }
            (None, Way::Socket(address)) => {
                self.wiring.pace.counted(address).map_err(|refusal| refusal.errors)?;
                None
            }
            (None, Way::Events(address)) => address,
        };
        self.asked(&mut parameters, account.is_none())
            .map_err(|refusal| refusal.errors)?;
        let document = self.document(&parameters.query).map_err(|refusal| refusal.errors)?;
        let operation = document.operation(parameters.operation_name.as_deref()).map_err(one)?;
        match operation.kind {
            OperationType::Subscription if operation.roots == 1 => {}
            OperationType::Subscription => return Err(one(Fault::invalid().saying(Message::SingleRoot))),
            OperationType::Query | OperationType::Mutation => {
                return Err(one(Fault::invalid().saying(Message::OnlySubscriptions)));
            }
        }
        operation.check_variables(&parameters.variables).map_err(|faults| {
            let errors = faults.into_iter().map(Fault::into_server_error);
            errors.collect::<Vec<_>>()
        })?;
        let ticket = self
            .wiring
            .streams
            .admit(account, connection, &self.settings.limits)
            .map_err(one)?;
        tracing::debug!(operation.name = operation.name, actor = ?account, "subscription begins");

        let mut request = Request::new(parameters.query).variables(parameters.variables);
        request.operation_name = parameters.operation_name;
        request.set_parsed_query(document.parsed.clone());
        let caller = Caller {
            actor,
            language,
            client: Client::Unknown,
        };
        let responses = AssertUnwindSafe((self.wiring.subscribe)(caller, token, request)).catch_unwind();
        let door = Arc::clone(self);
        let mut begins = true;
        let told = responses.map(move |response| {
            // It has its place until nobody waits for more.
            let _place = &ticket;
            let response = response.unwrap_or_else(|panic| {
                let fault = Fault::internal(Panicked::of(panic.as_ref()));
                GraphqlResponse::from_errors(vec![fault.into_server_error()])
            });
            door.told(response, std::mem::take(&mut begins), language)
        });
        Ok(told.boxed())
    }

    /// What is told of a response. The first one says whether there is a subscription at all.
    fn told(&self, mut response: GraphqlResponse, begins: bool, language: Language) -> Told {
        self.name_limits(&mut response.errors);
        self.present(&mut response.errors, language);
        if begins && response.data == Value::Null && !response.errors.is_empty() {
            Told::Refused(reply::errors(&response.errors))
        } else {
            Told::Next(reply::executed(&response))
        }
    }

    /// Why a token is worth nothing any more. While that cannot be told it is taken to be good: nothing is told meanwhile.
    pub(super) async fn ended(&self, token: &str) -> Option<Fault> {
        let refused = (self.wiring.authenticate)(Some(token.to_owned())).await.err()?;
        (refused.code() != Code::Unavailable).then_some(refused)
    }
}
