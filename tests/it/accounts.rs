//! Accounts, from the first administrator's link to a membership that ends in every process at once.

use std::sync::Arc;

use api::auth::{
    AcceptInvitation, Actors, Claims, Cost, Entry, InvitationLink, Issuer, IssuerError, Keys, Passwords, Presence,
    Secret, SignedIn, TokenSettings, Tokens, Unauthenticated,
};
use api::mint::{Clock, Mint};
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{
    Actor, Belonging, Email, EndMembership, InvitationRefused, InviteMember, Keeping, Place, Role, RotateKeys, Scope,
    SessionEnd, SuspendAccount,
};
use domain::id::{MinistryId, StateCode};
use domain::language::Language;
use sqlx::{Connection as _, PgConnection};
use store::{Connections, Constraint, KeyPurpose, Store, StoreError};
use tests::database::{TestDatabase, fresh};
use uuid::Uuid;

mod demonstration;
mod record;

const ADDRESS: &str = "https://normtrack.example";
const PASSWORD: &str = "four words make one";

/// One process that serves, or would: what it shares with another is the database alone.
struct Process {
    store: Store,
    mint: Arc<Mint>,
    keys: Arc<Keys>,
    tokens: Arc<Tokens>,
    actors: Arc<Actors>,
    issuer: Issuer,
}

fn noon() -> DateTime<Utc> {
    "2027-03-01T12:00:00Z".parse().unwrap()
}

async fn process(database: &TestDatabase, clock: &Clock, seed: u64) -> Process {
    let connections = Connections { cold: 4, hot: 1 };
    let store = Store::connect(&database.service_url(), connections).await.unwrap();
    let mint = Arc::new(Mint::fixed(clock.clone(), seed));
    let secret = Secret::of(&[7; 32]).unwrap();
    let keys = Arc::new(Keys::open(store.clone(), secret, Arc::clone(&mint)).await.unwrap());
    let settings = TokenSettings {
        issuer: ADDRESS.to_owned(),
        audience: "normtrack".to_owned(),
    };
    let tokens = Arc::new(Tokens::new(settings, Arc::clone(&keys)));
    let actors = Arc::new(Actors::new(store.clone(), Arc::clone(&keys)));
    actors.poll_once(mint.now()).await.unwrap();
    let passwords = Passwords::new(Cost::Nominal, &mint);
    Process {
        issuer: Issuer::new(
            store.clone(),
            (Arc::clone(&tokens), &keys),
            Arc::clone(&actors),
            passwords,
            Arc::clone(&mint),
        ),
        store,
        mint,
        keys,
        tokens,
        actors,
    }
}

/// The session of somebody who has no second factor.
fn entered(entry: Entry) -> SignedIn {
    match entry {
        Entry::SignedIn(signed_in) => signed_in,
        Entry::Challenged { .. } => panic!("nobody here has a second factor"),
    }
}

impl Process {
    async fn claims(&self, signed_in: &SignedIn) -> Result<Claims, Unauthenticated> {
        self.tokens.verify(&signed_in.access.token, self.mint.now()).await
    }

    async fn actor(&self, signed_in: &SignedIn) -> Result<Actor, Unauthenticated> {
        let claims = self.claims(signed_in).await?;
        self.actors.actor(&claims, self.mint.now()).await
    }

    async fn accept(&self, link: &InvitationLink, password: &str) -> Result<SignedIn, IssuerError> {
        let answer = AcceptInvitation {
            token: link.token.clone(),
            name: "Amal Hassan".to_owned(),
            password: password.to_owned(),
            language: Language::Arabic,
            presence: Presence::UNKNOWN,
        };
        Ok(entered(self.issuer.accept_invitation(answer).await?))
    }

    async fn sign_in(&self, email: &str, password: &str) -> Result<SignedIn, IssuerError> {
        Ok(entered(self.issuer.sign_in(email, password, &Presence::UNKNOWN).await?))
    }

    async fn administrator(&self, email: &str) -> SignedIn {
        let link = InvitationLink::administrator(&self.store, email, &self.mint, ADDRESS)
            .await
            .unwrap();
        self.accept(&link, PASSWORD).await.unwrap()
    }

    /// Invites in the name and under the scope of somebody.
    async fn invite(&self, by: &Actor, role: Role, place: Place, email: &str) -> Result<InvitationLink, IssuerError> {
        let work = self.work(by).await;
        let permit = by.permit(InviteMember { role, place }).unwrap();
        let email = Email::new(email).unwrap();
        let (link, _) = InvitationLink::issue(&work, permit, (email, None), None, &self.mint, ADDRESS).await?;
        work.commit().await?;
        Ok(link)
    }

    async fn member(&self, by: &Actor, role: Role, place: Place, email: &str) -> SignedIn {
        let link = self.invite(by, role, place, email).await.unwrap();
        self.accept(&link, PASSWORD).await.unwrap()
    }

    async fn work(&self, by: &Actor) -> store::Work {
        let scope = by.scope(&Belonging::default());
        self.store.work(&scope, self.mint.now()).await.unwrap()
    }

    /// Ends the only membership of `whom`, in the name and under the scope of `by`.
    async fn end_membership(&self, by: &Actor, whom: &Actor) {
        let work = self.work(by).await;
        let id = whom.memberships()[0].id();
        let membership = work.membership(id).await.unwrap().unwrap();
        let act = EndMembership {
            membership: id,
            role: membership.role(),
            place: membership.place().clone(),
        };
        let ended = membership.end(by.permit(act).unwrap(), self.mint.now()).unwrap();
        work.save_ended_membership(&ended).await.unwrap();
        work.commit().await.unwrap();
    }
}

fn state(code: &str) -> StateCode {
    StateCode::new(code).unwrap()
}

#[tokio::test]
async fn the_first_administrator_takes_up_the_link_once() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let process = process(&database, &clock, 1).await;
    let link = InvitationLink::administrator(&process.store, "Root@Example.int", &process.mint, ADDRESS)
        .await
        .unwrap();
    assert_eq!(link.url, format!("{ADDRESS}/invitation#{}", link.token));

    let weak = process.accept(&link, "too short").await;
    assert!(matches!(weak, Err(IssuerError::Field(_))));
    let signed_in = process.accept(&link, PASSWORD).await.unwrap();
    let actor = process.actor(&signed_in).await.unwrap();
    assert_eq!(actor.memberships()[0].role(), Role::Administrator);

    let again = process.accept(&link, PASSWORD).await;
    assert!(matches!(
        again,
        Err(IssuerError::Invitation(InvitationRefused::Accepted))
    ));
    let invented = InvitationLink {
        token: "invented".to_owned(),
        ..link
    };
    assert!(matches!(
        process.accept(&invented, PASSWORD).await,
        Err(IssuerError::NoInvitation)
    ));
    let signed_in = process.sign_in("root@example.int", PASSWORD).await.unwrap();
    assert!(process.actor(&signed_in).await.is_ok());
}

#[tokio::test]
async fn two_acceptances_at_once_are_one() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let (one, other) = (process(&database, &clock, 1).await, process(&database, &clock, 2).await);
    let link = InvitationLink::administrator(&one.store, "root@example.int", &one.mint, ADDRESS)
        .await
        .unwrap();
    let both = tokio::join!(one.accept(&link, PASSWORD), other.accept(&link, PASSWORD));
    let accepted = [&both.0, &both.1].into_iter().filter(|result| result.is_ok()).count();
    assert_eq!(accepted, 1, "{:?} {:?}", both.0.as_ref().err(), both.1.as_ref().err());
}

#[tokio::test]
async fn an_ended_membership_ends_in_every_process() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let (here, there) = (process(&database, &clock, 1).await, process(&database, &clock, 2).await);
    let root = here.administrator("root@example.int").await;
    let root = here.actor(&root).await.unwrap();
    let focal = here
        .member(&root, Role::FocalPoint, Place::state(state("QMA")), "focal@example.int")
        .await;
    let focal = here.actor(&focal).await.unwrap();
    let reader = here
        .member(&focal, Role::Reader, Place::state(state("QMA")), "reader@example.int")
        .await;

    // The other process is up to date, accepts what this one issued, and remembers it.
    there.actors.poll_once(clock.now()).await.unwrap();
    let before = there.actor(&reader).await.unwrap();
    assert_eq!(before.memberships().len(), 1);
    here.end_membership(&focal, &before).await;
    // One poll, as happens four times a second.
    there.actors.poll_once(clock.now()).await.unwrap();
    assert!(there.actor(&reader).await.unwrap().memberships().is_empty());
    // This one did not poll, and forgets when it does.
    here.actors.poll_once(clock.now()).await.unwrap();
    assert!(here.actor(&reader).await.unwrap().memberships().is_empty());
}

#[tokio::test]
async fn a_process_that_only_follows_hears_within_a_second() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let (here, there) = (process(&database, &clock, 1).await, process(&database, &clock, 2).await);
    let root = here.administrator("root@example.int").await;
    let root = here.actor(&root).await.unwrap();
    let reader = here
        .member(&root, Role::Reader, Place::state(state("QMA")), "reader@example.int")
        .await;
    let (actors, mint) = (Arc::clone(&there.actors), Arc::clone(&there.mint));
    let following = tokio::spawn(async move { actors.follow(&mint).await });
    let before = there.actor(&reader).await.unwrap();
    here.end_membership(&root, &before).await;
    let ended_at = std::time::Instant::now();
    // Asks again and again, as a caller would; the bound is the promise.
    while !there.actor(&reader).await.unwrap().memberships().is_empty() {
        assert!(ended_at.elapsed().as_millis() < 1000, "still a member after a second");
        tokio::task::yield_now().await;
    }
    following.abort();
}

#[tokio::test]
async fn memberships_come_and_go_with_the_clock_without_any_announcement() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let process = process(&database, &clock, 1).await;
    let root = process.administrator("root@example.int").await;
    let root = process.actor(&root).await.unwrap();
    let work = process.work(&root).await;
    let act = InviteMember {
        role: Role::Reader,
        place: Place::state(state("QMA")),
    };
    let until = Some(noon() + TimeDelta::minutes(5));
    let email = Email::new("guest@example.int").unwrap();
    let permit = root.permit(act).unwrap();
    let (link, _) = InvitationLink::issue(&work, permit, (email, until), None, &process.mint, ADDRESS)
        .await
        .unwrap();
    work.commit().await.unwrap();
    let guest = process.accept(&link, PASSWORD).await.unwrap();
    assert_eq!(process.actor(&guest).await.unwrap().memberships().len(), 1);
    clock.advance(TimeDelta::minutes(5));
    assert!(process.actor(&guest).await.unwrap().memberships().is_empty());
    clock.advance(TimeDelta::minutes(5));
    assert!(matches!(process.actor(&guest).await, Err(Unauthenticated::Expired)));
}

#[tokio::test]
async fn a_suspended_account_is_out_everywhere_and_cannot_come_back() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let (here, there) = (process(&database, &clock, 1).await, process(&database, &clock, 2).await);
    let root = here.administrator("root@example.int").await;
    let root = here.actor(&root).await.unwrap();
    let reader = here
        .member(&root, Role::Reader, Place::state(state("QMA")), "reader@example.int")
        .await;
    assert!(there.actor(&reader).await.is_ok());

    let work = here.work(&root).await;
    drop(
        root.permit(SuspendAccount {
            account: reader.account,
        })
        .unwrap(),
    );
    let mut account = work.account(reader.account).await.unwrap().unwrap();
    account.suspended_at = Some(clock.now());
    work.save_suspension(&account).await.unwrap();
    work.save_ended_sessions(account.id, None, SessionEnd::Suspended)
        .await
        .unwrap();
    work.commit().await.unwrap();

    there.actors.poll_once(clock.now()).await.unwrap();
    assert!(matches!(
        there.actor(&reader).await,
        Err(Unauthenticated::SessionEnded(_))
    ));
    assert!(matches!(
        there.issuer.refresh(&reader.refresh, Keeping::Client).await,
        Err(IssuerError::SessionOver)
    ));
    assert!(matches!(
        there.sign_in("reader@example.int", PASSWORD).await,
        Err(IssuerError::WrongCredentials)
    ));
}

#[tokio::test]
async fn a_refresh_token_works_once_and_its_reuse_ends_the_session() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let (here, there) = (process(&database, &clock, 1).await, process(&database, &clock, 2).await);
    let first = here.administrator("root@example.int").await;
    clock.advance(TimeDelta::minutes(9));
    let second = there.issuer.refresh(&first.refresh, Keeping::Client).await.unwrap();
    assert_eq!((second.account, second.session), (first.account, first.session));
    assert_ne!(second.refresh, first.refresh);
    assert!(here.actor(&second).await.is_ok());

    // Somebody presents the copy that they kept.
    assert!(matches!(
        here.issuer.refresh(&first.refresh, Keeping::Client).await,
        Err(IssuerError::SessionOver)
    ));
    // The whole family is over: the newest refresh token, and the access tokens of the session in every process.
    assert!(matches!(
        there.issuer.refresh(&second.refresh, Keeping::Client).await,
        Err(IssuerError::SessionOver)
    ));
    there.actors.poll_once(clock.now()).await.unwrap();
    for process in [&here, &there] {
        assert!(matches!(
            process.actor(&second).await,
            Err(Unauthenticated::SessionEnded(_))
        ));
    }
    // Another session of the same person goes on.
    let other = here.sign_in("root@example.int", PASSWORD).await.unwrap();
    assert!(there.actor(&other).await.is_ok());
    assert!(matches!(
        here.issuer.refresh("invented", Keeping::Client).await,
        Err(IssuerError::SessionOver)
    ));
}

#[tokio::test]
async fn one_refresh_token_presented_twice_at_once_gives_one_successor_at_most() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let (here, there) = (process(&database, &clock, 1).await, process(&database, &clock, 2).await);
    let first = here.administrator("root@example.int").await;
    let both = tokio::join!(
        here.issuer.refresh(&first.refresh, Keeping::Client),
        there.issuer.refresh(&first.refresh, Keeping::Client)
    );
    assert!(both.0.is_ok() != both.1.is_ok(), "exactly one is first");
    let successor = both.0.or(both.1).unwrap();
    assert!(
        here.issuer.refresh(&successor.refresh, Keeping::Client).await.is_err(),
        "the second ended it"
    );
}

#[tokio::test]
async fn a_session_ends_by_signing_out_by_idling_and_in_the_end() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let process = process(&database, &clock, 1).await;
    let signed_in = process.administrator("root@example.int").await;
    process.issuer.sign_out(&signed_in.refresh).await.unwrap();
    process.issuer.sign_out("invented").await.unwrap();
    assert!(matches!(
        process.actor(&signed_in).await,
        Err(Unauthenticated::SessionEnded(_))
    ));
    assert!(
        process
            .issuer
            .refresh(&signed_in.refresh, Keeping::Client)
            .await
            .is_err()
    );

    let idle = process.sign_in("root@example.int", PASSWORD).await.unwrap();
    assert_eq!(idle.refresh_expires_at, clock.now() + TimeDelta::hours(12));
    clock.advance(TimeDelta::hours(12));
    assert!(process.issuer.refresh(&idle.refresh, Keeping::Client).await.is_err());

    let mut busy = process.sign_in("root@example.int", PASSWORD).await.unwrap();
    for _ in 0..65 {
        clock.advance(TimeDelta::hours(11));
        busy = process.issuer.refresh(&busy.refresh, Keeping::Client).await.unwrap();
    }
    assert_eq!(busy.refresh_expires_at, clock.now() + TimeDelta::hours(5));
    clock.advance(TimeDelta::hours(5));
    assert!(
        process.issuer.refresh(&busy.refresh, Keeping::Client).await.is_err(),
        "thirty days"
    );
}

#[tokio::test]
async fn guessing_is_slowed_down_and_says_nothing() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let process = process(&database, &clock, 1).await;
    process.administrator("root@example.int").await;
    let refused = async |email: &str, password: &str| {
        let error = process.sign_in(email, password).await.err();
        error.map(|error| error.to_string())
    };
    let wrong = Some("the address or the password is wrong".to_owned());
    assert_eq!(refused("nobody@example.int", PASSWORD).await, wrong);
    assert_eq!(refused("not an address", PASSWORD).await, wrong);
    let guesses = (0..10).map(|_| refused("root@example.int", "another password entirely"));
    let mut guesses: Vec<_> = guesses.map(Box::pin).collect();
    for guess in &mut guesses {
        assert_eq!(guess.await, wrong);
    }
    assert_eq!(
        refused("root@example.int", PASSWORD).await,
        wrong,
        "even the right one waits"
    );
    clock.advance(TimeDelta::minutes(1));
    assert_eq!(refused("ROOT@example.int ", PASSWORD).await, None);
    assert_eq!(
        refused("root@example.int", PASSWORD).await,
        None,
        "and the count is gone"
    );
}

#[tokio::test]
async fn an_invitation_for_a_known_address_needs_its_password() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let process = process(&database, &clock, 1).await;
    let root = process.administrator("root@example.int").await;
    let root = process.actor(&root).await.unwrap();
    let place = Place::state(state("QMA"));
    process
        .member(&root, Role::FocalPoint, place.clone(), "amal@example.int")
        .await;
    let link = process
        .invite(&root, Role::PublishingAuthority, place, "Amal@Example.int")
        .await
        .unwrap();
    let stranger = process.accept(&link, "a password of somebody else").await;
    assert!(matches!(stranger, Err(IssuerError::WrongCredentials)));
    let signed_in = process.accept(&link, PASSWORD).await.unwrap();
    let roles: Vec<_> = process
        .actor(&signed_in)
        .await
        .unwrap()
        .memberships()
        .iter()
        .map(domain::access::Membership::role)
        .collect();
    assert_eq!(roles, [Role::FocalPoint, Role::PublishingAuthority]);
}

#[tokio::test]
async fn an_invitation_of_a_member_whose_rights_ended_leads_nowhere() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let process = process(&database, &clock, 1).await;
    let root = process.administrator("root@example.int").await;
    let root = process.actor(&root).await.unwrap();
    let place = Place::state(state("QMA"));
    let focal = process
        .member(&root, Role::FocalPoint, place.clone(), "focal@example.int")
        .await;
    let focal = process.actor(&focal).await.unwrap();
    let link = process
        .invite(&focal, Role::FocalPoint, place, "friend@example.int")
        .await
        .unwrap();
    process.end_membership(&root, &focal).await;
    let refused = process.accept(&link, PASSWORD).await;
    assert!(matches!(
        refused,
        Err(IssuerError::Invitation(InvitationRefused::InviterOutOfReach))
    ));
}

#[tokio::test]
async fn people_see_themselves_their_state_or_nobody() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let process = process(&database, &clock, 1).await;
    let root = process.administrator("root@example.int").await;
    let root = process.actor(&root).await.unwrap();
    let member = async |role, code: &str, email: &str| {
        let signed_in = process.member(&root, role, Place::state(state(code)), email).await;
        process.actor(&signed_in).await.unwrap()
    };
    let ours = member(Role::FocalPoint, "QMA", "focal@example.int").await;
    let colleague = member(Role::Reader, "QMA", "reader@example.int").await;
    let theirs = member(Role::FocalPoint, "QMB", "other@example.int").await;
    let accredited = member(Role::AccreditedReader, "QMA", "mission@example.int").await;

    let everybody = [&root, &ours, &colleague, &theirs, &accredited];
    let seen = async |scope: &Scope| {
        let snapshot = process.store.snapshot(scope, clock.now()).await.unwrap();
        let mut seen = Vec::new();
        for actor in everybody {
            let account = actor.account().unwrap();
            let known = snapshot.account(account).await.unwrap().is_some();
            assert_eq!(known, !snapshot.memberships(account).await.unwrap().is_empty());
            seen.push(known);
        }
        seen
    };
    let scope = |actor: &Actor| actor.scope(&Belonging::default());
    assert_eq!(seen(&Scope::anonymous()).await, [false; 5]);
    assert_eq!(seen(&Scope::aggregate()).await, [false; 5]);
    assert_eq!(seen(&scope(&root)).await, [true; 5]);
    assert_eq!(seen(&scope(&ours)).await, [false, true, true, false, true]);
    assert_eq!(seen(&scope(&theirs)).await, [false, false, false, true, false]);
    assert_eq!(seen(&scope(&accredited)).await, [false, false, false, false, true]);

    // The second wall holds where the first is not asked: a focal point cannot end another State's membership, nor an
    // accreditation.
    let work = process.work(&ours).await;
    for untouchable in [&theirs, &accredited, &root] {
        let id = untouchable.memberships()[0].id();
        assert!(work.membership(id).await.unwrap().is_none());
        let refused = work.save_ended_membership(&untouchable.memberships()[0]).await;
        assert!(matches!(refused, Err(StoreError::Conflict(Constraint::Revision))));
    }
    assert!(
        work.membership(colleague.memberships()[0].id())
            .await
            .unwrap()
            .is_some()
    );
    let snapshot = process.store.snapshot(&scope(&ours), clock.now()).await.unwrap();
    assert_eq!(snapshot.members(&Place::state(state("QMA"))).await.unwrap().len(), 3);
    assert!(snapshot.members(&Place::state(state("QMB"))).await.unwrap().is_empty());
    assert!(
        snapshot.signing_keys().await.unwrap().is_empty(),
        "keys are the issuer's"
    );
    assert_eq!(snapshot.access_position().await.unwrap(), 0, "changes are the issuer's");
}

#[tokio::test]
async fn a_ministry_belongs_to_the_state_of_the_invitation() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let process = process(&database, &clock, 1).await;
    let root = process.administrator("root@example.int").await;
    let root = process.actor(&root).await.unwrap();
    let ministry = MinistryId(Uuid::from_u128(1));
    let mut owner = PgConnection::connect(&database.owner_url()).await.unwrap();
    sqlx::query("insert into ministry (id, state_id, name) values ($1, 'QMA', 'Foreign Affairs')")
        .bind(ministry.0)
        .execute(&mut owner)
        .await
        .unwrap();
    let invite = |code: &str, ministry| {
        let place = Place::ministry(state(code), ministry);
        process.invite(&root, Role::Clearer, place, "clearer@example.int")
    };
    assert!(invite("QMA", ministry).await.is_ok());
    for refused in [
        invite("QMB", ministry).await,
        invite("QMA", MinistryId(Uuid::from_u128(2))).await,
        invite("QMC", ministry).await,
    ] {
        assert!(matches!(
            refused,
            Err(IssuerError::Store(StoreError::Conflict(Constraint::Reference)))
        ));
    }
}
