//! Where States have points of contact notified. The contacts themselves stay in the directories that exist.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access::StateContacts;
use domain::capacity::{self as rules, CONTACT_DIRECTORIES, CONTACT_KINDS};
use domain::id::{StateCode, Term as TermCode};
use domain::submission as submissions;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::norm::{Term, term};
use crate::graphql::sharing::{AudienceInput, Sharing, SharingInput, VisibilityName};
use crate::graphql::state::State;

/// What a State says about one directory of points of contact. Who they are stands in the directory and nowhere here.
#[derive(SimpleObject)]
pub struct ContactStatement {
    /// The State.
    state: Option<State>,
    /// The directory: a term of the vocabulary `contact_directories`.
    directory: Term,
    /// Whether any point of contact is notified there.
    is_notified: bool,
    /// The kinds of points of contact that are: terms of the vocabulary `contact_kinds`.
    kinds: Vec<Term>,
    /// Which statement about this directory it is, from 1.
    revision: u32,
    /// Since when it is said.
    stated_at: DateTime<Utc>,
    /// Who reads it, for the State's own people.
    sharing: Option<Sharing>,
}

impl ContactStatement {
    fn new(call: &Call, said: &rules::ContactStatement) -> Self {
        let kinds = said.kinds.iter();
        let sharing = || Sharing::new(call, &submissions::Sharing::new(said.visibility.clone()));
        Self {
            state: State::find(call.world(), &said.state),
            directory: term(call, CONTACT_DIRECTORIES, said.directory.as_str()),
            is_notified: !said.kinds.is_empty(),
            kinds: kinds.map(|kind| term(call, CONTACT_KINDS, kind.as_str())).collect(),
            revision: said.revision,
            stated_at: said.stated_at,
            sharing: call.is_of(&said.state).then(sharing),
        }
    }
}

/// What a State says about a directory.
#[derive(InputObject)]
pub struct StateContactsInput {
    /// The code of the State.
    state: String,
    /// The directory: a term of the vocabulary `contact_directories`.
    directory: String,
    /// The kinds of points of contact that are notified there, of the vocabulary `contact_kinds`; none: none is.
    #[graphql(default)]
    kinds: Vec<String>,
    /// Who reads this.
    visibility: VisibilityName,
    /// The readers, with visibility `AUDIENCE` only.
    audience: Option<AudienceInput>,
}

/// What is said now.
#[derive(SimpleObject)]
pub struct StateContactsPayload {
    /// The statement.
    statement: ContactStatement,
}

/// Points of contact.
#[derive(Default)]
pub struct ContactQuery;

#[Object]
impl ContactQuery {
    /// In which directories a State has points of contact notified, by what it says itself and as far as the reader may read it: one
    /// statement a directory, in the order of their codes.
    #[graphql(complexity = "10 + 5 * child_complexity")]
    async fn points_of_contact(&self, ctx: &Context<'_>, state: String) -> Result<Vec<ContactStatement>, Fault> {
        let call = Call::of(ctx);
        call.keep_to_oneself();
        let Ok(state) = StateCode::new(state) else {
            return Ok(Vec::new());
        };
        let said = call.snapshot().await?.contact_statements(&state).await?;
        Ok(said.iter().map(|said| ContactStatement::new(call, said)).collect())
    }
}

/// Points of contact.
#[derive(Default)]
pub struct ContactMutation;

#[Object]
impl ContactMutation {
    /// Says whether points of contact of a State are notified to a directory, in the place of what was said before: for its
    /// publishing authority. Names and addresses are not taken.
    async fn state_contacts(
        &self,
        ctx: &Context<'_>,
        input: StateContactsInput,
    ) -> Result<StateContactsPayload, Fault> {
        let call = Call::of(ctx);
        let state = StateCode::new(input.state).map_err(|_| Fault::invalid().at("input.state"))?;
        let permit = call.actor().permit(StateContacts { state: state.clone() })?;
        let code =
            |field: &str, code: String| TermCode::new(code).map_err(|_| Fault::invalid().at(format!("input.{field}")));
        let directory = code("directory", input.directory)?;
        let kinds = input.kinds.into_iter().map(|kind| code("kinds", kind));
        let kinds = kinds.collect::<Result<_, _>>()?;
        let sharing = SharingInput::of(input.visibility, input.audience).read(call, "input")?;
        let work = call.begin().await?;
        let said = work.contact_statements(&state).await?;
        let before = said.iter().find(|said| said.directory == directory);
        let norms = &call.world().norms;
        let outcome = rules::ContactStatement::stated(
            permit,
            norms,
            before,
            (directory, kinds),
            sharing.visibility,
            call.now(),
        )?;
        work.save_contacts(&outcome).await?;
        call.commit(work).await?;
        Ok(StateContactsPayload {
            statement: ContactStatement::new(call, &outcome.state),
        })
    }
}
