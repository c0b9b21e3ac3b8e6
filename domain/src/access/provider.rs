//! What an identity provider may say of a person, and what follows from it: claims become memberships by the rules of its
//! configuration and within its remit, never beyond, and what a person gave by hand stays.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use crate::access::{Membership, Place, Role, Session};
use crate::id::{AccountId, IdentityId, MembershipId, OrganisationId, StateCode};

/// By whom an account is known elsewhere: an issuer and its name for the person, which it never gives to another one
/// (OpenID Connect Core 1.0, 5.7). An address of electronic mail is no such name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Its id.
    pub id: IdentityId,
    /// Whose it is.
    pub account: AccountId,
    /// The issuer, as it names itself.
    pub issuer: String,
    /// The issuer's name for the person.
    pub subject: String,
    /// Since when the account is known by it.
    pub linked_at: DateTime<Utc>,
}

/// What a provider said of a person: names, each with one text or several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProviderClaims(BTreeMap<Box<str>, BTreeSet<Box<str>>>);

impl ProviderClaims {
    /// Adds a text under a name.
    pub fn add(&mut self, name: &str, text: &str) {
        self.0.entry(name.into()).or_default().insert(text.into());
    }

    /// The texts under a name.
    pub fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.get(name).into_iter().flatten().map(|text| &**text)
    }

    /// Whether a text is under a name.
    pub fn has(&self, name: &str, text: &str) -> bool {
        self.0.get(name).is_some_and(|texts| texts.contains(text))
    }
}

/// For whom a provider may speak at all. What is not named here it gives to nobody, whatever it claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remit {
    /// The roles. One of the secretariat is held in the secretariat.
    pub roles: BTreeSet<Role>,
    /// The States in which it gives them.
    pub states: BTreeSet<StateCode>,
    /// The organisations in which it gives them.
    pub organisations: BTreeSet<OrganisationId>,
}

impl Remit {
    /// Whether it may give a role at a place. Ministries are the State's own to fill.
    pub fn covers(&self, role: Role, place: &Place) -> bool {
        self.roles.contains(&role)
            && role.fits(place).is_ok()
            && match place {
                Place::State { state, ministry } => ministry.is_none() && self.states.contains(state),
                Place::Organisation(organisation) => self.organisations.contains(organisation),
                Place::Secretariat => true,
            }
    }
}

impl Remit {
    /// Whether it reaches all that somebody holds now, whoever gave it: else the provider would speak for more than it may by
    /// signing that person in.
    pub fn reaches(&self, held: &[Membership], now: DateTime<Utc>) -> bool {
        held.iter().filter(|held| held.is_valid(now)).all(|held| {
            self.roles.contains(&held.role())
                && match held.place() {
                    Place::State { state, .. } => self.states.contains(state),
                    Place::Organisation(organisation) => self.organisations.contains(organisation),
                    Place::Secretariat => true,
                }
        })
    }
}

/// Where a rule gives its role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulePlace {
    /// In a State.
    State(StateCode),
    /// In the State, or the States, whose alpha-3 codes stand under this name.
    StateClaimed(Box<str>),
    /// In an organisation.
    Organisation(OrganisationId),
    /// In the secretariat.
    Secretariat,
}

/// Gives a role to whom the provider says something of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderRule {
    /// The name and the text that have to be among the claims.
    pub when: (Box<str>, Box<str>),
    /// The role.
    pub role: Role,
    /// Where.
    pub place: RulePlace,
}

/// Which claims say that the person has shown a second factor to the provider; none of them: it is not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactorClaims {
    /// Methods, of which one is enough: `amr` (RFC 8176).
    pub methods: BTreeSet<Box<str>>,
    /// Classes, one of which it has to be: `acr`.
    pub classes: BTreeSet<Box<str>>,
}

/// How the claims of a provider are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProviderPolicy {
    /// For whom it may speak.
    pub remit: Remit,
    /// What its claims give.
    pub rules: Vec<ProviderRule>,
    /// What counts as second factor.
    pub factor: FactorClaims,
}

/// What a provider's claims come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// The roles that it gives, with their places.
    pub given: BTreeSet<(Role, Place)>,
    /// What it would have given beyond its remit, for the log.
    pub refused: BTreeSet<(Role, Place)>,
}

impl ProviderPolicy {
    /// Reads claims: every rule that applies, within the remit.
    pub fn read(&self, claims: &ProviderClaims) -> Spoken {
        let mut spoken = Spoken::default();
        for rule in self.rules.iter().filter(|rule| claims.has(&rule.when.0, &rule.when.1)) {
            let places: Vec<Place> = match &rule.place {
                RulePlace::State(state) => vec![Place::state(state.clone())],
                RulePlace::StateClaimed(name) => claims
                    .texts(name)
                    .filter_map(|code| StateCode::new(code).ok())
                    .map(Place::state)
                    .collect(),
                RulePlace::Organisation(organisation) => vec![Place::Organisation(organisation.clone())],
                RulePlace::Secretariat => vec![Place::Secretariat],
            };
            for place in places {
                let list = if self.remit.covers(rule.role, &place) {
                    &mut spoken.given
                } else {
                    &mut spoken.refused
                };
                list.insert((rule.role, place));
            }
        }
        spoken
    }

    /// Whether the person has shown a second factor to the provider, as far as its configuration lets that count.
    pub fn shows_factor(&self, claims: &ProviderClaims) -> bool {
        let FactorClaims { methods, classes } = &self.factor;
        let is_method = || claims.texts("amr").any(|method| methods.contains(method));
        let is_class = || claims.texts("acr").any(|class| classes.contains(class));
        is_method() || is_class()
    }
}

/// What signing in by a provider changes of the memberships of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProvidedChange {
    /// Those that begin.
    pub begun: Vec<Membership>,
    /// Those that last longer, because they were given again.
    pub prolonged: Vec<Membership>,
    /// Those that end.
    pub ended: Vec<Membership>,
}

/// What a provider gives lasts this long after it was given last: who signs in another way meanwhile does not keep for ever
/// what the provider has taken away.
const PROVIDED_LASTS: TimeDelta = Session::LONGEST;

/// What changes when a provider gives `given` to an account: of the memberships that it gave before (`provided`) those end
/// that it gives no longer, those that it gives again last longer, and what is new begins. Memberships from elsewhere
/// (`others`) stand as they are; what one of them gives already does not begin a second time.
pub fn provide(
    account: AccountId,
    given: &BTreeSet<(Role, Place)>,
    (provided, others): (&[Membership], &[Membership]),
    now: DateTime<Utc>,
    mut new_id: impl FnMut() -> MembershipId,
) -> ProvidedChange {
    let until = now + PROVIDED_LASTS;
    let gives = |held: &Membership, (role, place): &(Role, Place)| held.role() == *role && held.place() == place;
    let open = provided
        .iter()
        .filter(|held| held.account() == account && held.until().is_none_or(|until| now < until));
    let mut change = ProvidedChange::default();
    for held in open {
        if given.iter().any(|one| gives(held, one)) {
            change.prolonged.push(held.clone().lasting(until));
        } else {
            change.ended.push(held.clone().ended(now));
        }
    }
    for one in given {
        let holds = |held: &Membership| held.account() == account && held.is_valid(now) && gives(held, one);
        if !provided.iter().chain(others).any(holds) {
            let (role, place) = one.clone();
            let begun = Membership::new(new_id(), account, role, place, now, Some(until));
            debug_assert!(begun.is_ok(), "a remit covers only what fits");
            change.begun.extend(begun);
        }
    }
    change
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::id::MinistryId;

    fn state(code: &str) -> StateCode {
        StateCode::new(code).unwrap()
    }

    fn at(code: &str) -> Place {
        Place::state(state(code))
    }

    fn claims(said: &[(&str, &str)]) -> ProviderClaims {
        let mut claims = ProviderClaims::default();
        for (name, text) in said {
            claims.add(name, text);
        }
        claims
    }

    fn rule(text: &str, role: Role, place: RulePlace) -> ProviderRule {
        ProviderRule {
            when: ("groups".into(), text.into()),
            role,
            place,
        }
    }

    fn policy() -> ProviderPolicy {
        ProviderPolicy {
            remit: Remit {
                roles: [Role::FocalPoint, Role::Reader, Role::Analyst].into(),
                states: [state("QMA"), state("QMB")].into(),
                organisations: BTreeSet::new(),
            },
            rules: vec![
                rule("focal", Role::FocalPoint, RulePlace::State(state("QMA"))),
                rule("reader", Role::Reader, RulePlace::StateClaimed("country".into())),
                rule("publisher", Role::PublishingAuthority, RulePlace::State(state("QMA"))),
                rule("analyst", Role::Analyst, RulePlace::Secretariat),
                rule("root", Role::Administrator, RulePlace::Secretariat),
                rule(
                    "union",
                    Role::AccreditedReader,
                    RulePlace::Organisation(OrganisationId::new("union").unwrap()),
                ),
                rule("far", Role::FocalPoint, RulePlace::State(state("QMC"))),
            ],
            factor: FactorClaims {
                methods: ["mfa".into(), "hwk".into()].into(),
                classes: ["gold".into()].into(),
            },
        }
    }

    #[test]
    fn claims_give_what_the_rules_say_and_nothing_beyond_the_remit() {
        use Role::{AccreditedReader, Administrator, Analyst, FocalPoint, PublishingAuthority, Reader};
        type Said<'a> = &'a [(&'a str, &'a str)];
        type Roles = Vec<(Role, Place)>;
        let union = Place::Organisation(OrganisationId::new("union").unwrap());
        let cases: Vec<(Said<'_>, Roles, Roles)> = vec![
            (&[], vec![], vec![]),
            (&[("groups", "others")], vec![], vec![]),
            (&[("roles", "focal")], vec![], vec![]),
            (&[("groups", "focal")], vec![(FocalPoint, at("QMA"))], vec![]),
            (&[("groups", "reader")], vec![], vec![]),
            (
                &[("groups", "reader"), ("country", "QMB")],
                vec![(Reader, at("QMB"))],
                vec![],
            ),
            (
                &[
                    ("groups", "reader"),
                    ("country", "QMA"),
                    ("country", "QMB"),
                    ("country", "QMC"),
                ],
                vec![(Reader, at("QMA")), (Reader, at("QMB"))],
                vec![(Reader, at("QMC"))],
            ),
            (&[("groups", "reader"), ("country", "qmb")], vec![], vec![]),
            (&[("groups", "far")], vec![], vec![(FocalPoint, at("QMC"))]),
            (
                &[("groups", "publisher")],
                vec![],
                vec![(PublishingAuthority, at("QMA"))],
            ),
            (&[("groups", "analyst")], vec![(Analyst, Place::Secretariat)], vec![]),
            (&[("groups", "root")], vec![], vec![(Administrator, Place::Secretariat)]),
            (&[("groups", "union")], vec![], vec![(AccreditedReader, union)]),
            (
                &[("groups", "focal"), ("groups", "root")],
                vec![(FocalPoint, at("QMA"))],
                vec![(Administrator, Place::Secretariat)],
            ),
        ];
        for (said, given, refused) in cases {
            let spoken = policy().read(&claims(said));
            assert_eq!(spoken.given, given.into_iter().collect(), "{said:?}");
            assert_eq!(spoken.refused, refused.into_iter().collect(), "{said:?}");
        }
    }

    #[test]
    fn a_remit_covers_each_role_in_its_own_places_alone() {
        let every = Remit {
            roles: Role::ALL.into(),
            states: [state("QMA")].into(),
            organisations: BTreeSet::new(),
        };
        let ministry = Place::ministry(state("QMA"), MinistryId(Uuid::nil()));
        for role in Role::ALL {
            assert!(!every.covers(role, &at("QMB")), "{role}");
            assert!(
                !every.covers(role, &ministry),
                "{role}: a ministry is the State's own to fill"
            );
            assert!(!Remit::default().covers(role, &at("QMA")), "{role}");
            assert!(!Remit::default().covers(role, &Place::Secretariat), "{role}");
            assert_eq!(
                every.covers(role, &Place::Secretariat),
                role.fits(&Place::Secretariat).is_ok()
            );
        }
    }

    #[test]
    fn a_remit_reaches_who_holds_nothing_beyond_it() {
        let now = DateTime::UNIX_EPOCH;
        let held = |role, place, until| {
            let id = MembershipId(Uuid::from_u128(1));
            Membership::new(id, AccountId(Uuid::from_u128(1)), role, place, now, until).unwrap()
        };
        let in_a_ministry = Place::ministry(state("QMA"), MinistryId(Uuid::nil()));
        for (what, role, place, until, expected) in [
            ("its own State", Role::FocalPoint, at("QMA"), None, true),
            ("a ministry of it", Role::Reader, in_a_ministry, None, true),
            ("another State", Role::Reader, at("QMC"), None, false),
            ("what has ended", Role::Reader, at("QMC"), Some(now), true),
            ("another role", Role::PublishingAuthority, at("QMA"), None, false),
            (
                "the secretariat, as it may",
                Role::Analyst,
                Place::Secretariat,
                None,
                true,
            ),
            (
                "the secretariat, as it may not",
                Role::Administrator,
                Place::Secretariat,
                None,
                false,
            ),
        ] {
            let all = [held(Role::Reader, at("QMA"), None), held(role, place, until)];
            assert_eq!(policy().remit.reaches(&all, now), expected, "{what}");
        }
        assert!(Remit::default().reaches(&[], now));
    }

    #[test]
    fn a_second_factor_of_the_provider_counts_where_its_configuration_says_so() {
        for (said, expected) in [
            (&[("amr", "pwd")] as &[_], false),
            (&[("amr", "pwd"), ("amr", "mfa")], true),
            (&[("acr", "gold")], true),
            (&[("acr", "mfa"), ("amr", "gold")], false),
            (&[], false),
        ] {
            assert_eq!(policy().shows_factor(&claims(said)), expected, "{said:?}");
            assert!(!ProviderPolicy::default().shows_factor(&claims(said)), "{said:?}");
        }
    }

    #[test]
    fn what_is_given_no_longer_ends_and_what_others_gave_stays() {
        let (begun, now) = (DateTime::UNIX_EPOCH, DateTime::UNIX_EPOCH + TimeDelta::days(1));
        let account = AccountId(Uuid::from_u128(1));
        let held = |id, role, place, until| {
            Membership::new(MembershipId(Uuid::from_u128(id)), account, role, place, begun, until).unwrap()
        };
        let reader = held(10, Role::Reader, at("QMA"), None);
        let focal = held(11, Role::FocalPoint, at("QMA"), None);
        let over = held(12, Role::Analyst, Place::Secretariat, Some(now));
        let by_hand = held(13, Role::PublishingAuthority, at("QMA"), None);
        let given = |list: &[(Role, Place)]| list.iter().cloned().collect::<BTreeSet<_>>();
        let change = |given: &BTreeSet<(Role, Place)>, provided: &[Membership]| {
            let mut next = 100;
            provide(account, given, (provided, std::slice::from_ref(&by_hand)), now, || {
                next += 1;
                MembershipId(Uuid::from_u128(next))
            })
        };

        let first = change(&given(&[(Role::Reader, at("QMA"))]), &[]);
        let [new] = &first.begun[..] else { panic!("{first:?}") };
        assert_eq!(
            (new.role(), new.from(), new.until(), first.ended.len()),
            (Role::Reader, now, Some(now + PROVIDED_LASTS), 0)
        );

        let same = change(&given(&[(Role::Reader, at("QMA"))]), std::slice::from_ref(&reader));
        let again = reader.clone().lasting(now + PROVIDED_LASTS);
        assert_eq!(
            (&same.prolonged[..], same.begun.len(), same.ended.len()),
            (&[again][..], 0, 0)
        );

        let less = change(
            &given(&[(Role::FocalPoint, at("QMA"))]),
            &[reader.clone(), focal.clone()],
        );
        assert_eq!((less.begun.len(), less.prolonged.len(), less.ended.len()), (0, 1, 1));
        assert_eq!((less.ended[0].id(), less.ended[0].until()), (reader.id(), Some(now)));

        let nothing = change(&BTreeSet::new(), &[reader.clone(), focal, over.clone()]);
        assert_eq!(nothing.ended.len(), 2, "one has ended before");
        assert!(nothing.ended.iter().all(|ended| !ended.is_valid(now)));

        let by_hand_too = change(&given(&[(Role::PublishingAuthority, at("QMA"))]), &[]);
        assert_eq!(by_hand_too, ProvidedChange::default(), "it is there already");

        let again = change(
            &given(&[(Role::Analyst, Place::Secretariat)]),
            std::slice::from_ref(&over),
        );
        assert_eq!(again.begun.len(), 1, "what has ended begins anew");
    }
}
