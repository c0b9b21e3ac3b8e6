//! A State's own people, as they see each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::access::{Actor, Place, ReadSubmission};
use domain::id::{AccountId, MinistryId, StateCode};
use store::{Member, MinistryRow};

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::submission::Ministry;
use crate::graphql::viewer::RoleCode;

/// The people of a State, past ones among them, and its ministries.
pub(crate) struct Team {
    people: BTreeMap<AccountId, Arc<Vec<Member>>>,
    ministries: BTreeMap<MinistryId, MinistryRow>,
}

impl Team {
    pub(crate) async fn read(call: &Call, state: &StateCode) -> Result<Self, Fault> {
        let snapshot = call.snapshot().await?;
        let ministries = snapshot.ministries(state).await?;
        Ok(Self {
            people: by_person(snapshot.members(&Place::state(state.clone())).await?),
            ministries: ministries.into_iter().map(|row| (MinistryId(row.id), row)).collect(),
        })
    }

    /// A person of the State; none for somebody who never was.
    pub(crate) fn person(&self, account: AccountId) -> Option<TeamMember> {
        let memberships = Arc::clone(self.people.get(&account)?);
        Some(TeamMember {
            memberships,
            ministries: self.ministries.clone(),
        })
    }

    pub(crate) fn ministry(&self, id: MinistryId) -> Option<Ministry> {
        self.ministries.get(&id).cloned().map(Ministry::from)
    }
}

/// The memberships of one place, by whose they are.
pub(crate) fn by_person(members: Vec<Member>) -> BTreeMap<AccountId, Arc<Vec<Member>>> {
    let mut people: BTreeMap<AccountId, Vec<Member>> = BTreeMap::new();
    for member in members {
        people.entry(member.account.id).or_default().push(member);
    }
    people
        .into_iter()
        .map(|(account, held)| (account, Arc::new(held)))
        .collect()
}

/// What somebody may do now by these memberships; nothing for a suspended account.
pub(crate) fn acting(memberships: &[Member], call: &Call) -> Actor {
    let Some(account) = memberships.first().map(|member| &member.account) else {
        return Actor::Anonymous;
    };
    let held: Vec<_> = memberships.iter().map(|member| member.membership.clone()).collect();
    Actor::person(account.id, account.suspended_at, &held, call.now()).unwrap_or(Actor::Anonymous)
}

/// A person of a State, as the State's own people see them.
pub struct TeamMember {
    memberships: Arc<Vec<Member>>,
    ministries: BTreeMap<MinistryId, MinistryRow>,
}

/// What somebody does for their State.
#[derive(SimpleObject)]
pub struct TeamPost {
    /// The role.
    role: RoleCode,
    /// The ministry, where the role is held in one.
    ministry: Option<Ministry>,
}

/// A person of a State, as the State's own people see them.
#[Object]
impl TeamMember {
    /// The id of the account.
    async fn id(&self) -> Option<ID> {
        let account = self.memberships.first()?.account.id;
        Some(node::id(Sort::Account, account.to_string()))
    }

    /// The name.
    async fn name(&self) -> Option<&str> {
        Some(self.memberships.first()?.account.name.as_str())
    }

    /// What they do for the State now. Empty for somebody who did so once: what they wrote stays under their name.
    async fn posts(&self, ctx: &Context<'_>) -> Vec<TeamPost> {
        let actor = acting(&self.memberships, Call::of(ctx));
        let posts = actor.memberships().iter().map(|held| TeamPost {
            role: held.role().into(),
            ministry: (held.ministry())
                .and_then(|id| self.ministries.get(&id).cloned())
                .map(Ministry::from),
        });
        posts.collect()
    }
}

/// A State's own people.
#[derive(Default)]
pub struct TeamQuery;

#[Object]
impl TeamQuery {
    /// Who works for a State now, by name: for the State's own people, who assign, mention and stand in for each other.
    #[graphql(complexity = "10 + 30 * child_complexity")]
    async fn team(&self, ctx: &Context<'_>, state: String) -> Result<Vec<TeamMember>, Fault> {
        let call = Call::of(ctx);
        let state = StateCode::new(state).map_err(|_| Fault::invalid().at("state"))?;
        if call.actor().may(&ReadSubmission { state: state.clone() }).is_err() {
            return Ok(Vec::new());
        }
        let team = Team::read(call, &state).await?;
        let now = team.people.iter().filter(|(_, held)| {
            let actor = acting(held, call);
            actor.may(&ReadSubmission { state: state.clone() }).is_ok()
        });
        let mut people: Vec<_> = now.filter_map(|(account, _)| team.person(*account)).collect();
        people.sort_by_key(|person| {
            let account = person.memberships.first().map(|member| &member.account);
            account.map(|account| (account.name.as_str().to_owned(), account.id))
        });
        Ok(people)
    }
}
