//! What processes share of accounts: the keys, and the audit trail.

use super::*;

#[tokio::test]
async fn processes_share_keys_made_once_and_hear_of_new_ones() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let (here, there) = tokio::join!(process(&database, &clock, 1), process(&database, &clock, 2));
    assert_eq!(here.keys.set().jwks(noon()), there.keys.set().jwks(noon()));
    assert_eq!(here.keys.set().signer().kid(), there.keys.set().signer().kid());
    let root = here.administrator("root@example.int").await;
    assert!(there.actor(&root).await.is_ok());

    let administrator = here.actor(&root).await.unwrap();
    for purpose in [KeyPurpose::Token, KeyPurpose::Receipt] {
        let permit = administrator.permit(RotateKeys {}).unwrap();
        here.keys.rotate(permit, purpose).await.unwrap();
    }
    let mut owner = PgConnection::connect(&database.owner_url()).await.unwrap();
    let acts: Vec<(String, bool)> = sqlx::query_as(
        "select act, account_id = (select id from account) from event where act like '%_key' and account_id is not null
         order by id",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    let turn = [("retire_key".to_owned(), true), ("make_key".to_owned(), true)];
    assert_eq!(acts, [turn.clone(), turn].concat());
    let named = here.keys.permit(&Email::new("root@example.int").unwrap()).await;
    assert_eq!(named.unwrap().account(), administrator.account().unwrap());
    let stranger = here.keys.permit(&Email::new("nobody@example.int").unwrap()).await;
    assert_eq!(
        stranger.unwrap_err().to_string(),
        "nobody@example.int is not the address of an administrator"
    );
    there.actors.poll_once(clock.now()).await.unwrap();
    assert_eq!(here.keys.set().jwks(noon()), there.keys.set().jwks(noon()));
    assert_eq!(here.keys.set().register_keys().len(), 2, "receipts stay verifiable");
    let fresh = here.sign_in("root@example.int", PASSWORD).await.unwrap();
    assert!(there.actor(&fresh).await.is_ok(), "signed with the new key");
    assert!(there.actor(&root).await.is_ok(), "signed with the retired key");

    let stranger = Secret::of(&[8; 32]).unwrap();
    let refused = Keys::open(here.store.clone(), stranger, Arc::clone(&here.mint)).await;
    assert_eq!(
        refused.err().unwrap().to_string(),
        "a key in the database is not sealed under this secret file"
    );
}

#[tokio::test]
async fn what_changes_access_is_in_the_audit_trail() {
    let database = fresh().await;
    let clock = Clock::at(noon());
    let process = process(&database, &clock, 1).await;
    let root = process.administrator("root@example.int").await;
    let actor = process.actor(&root).await.unwrap();
    let reader = process
        .member(&actor, Role::Reader, Place::state(state("QMA")), "reader@example.int")
        .await;
    let reader = process.actor(&reader).await.unwrap();
    process.end_membership(&actor, &reader).await;
    let mut owner = PgConnection::connect(&database.owner_url()).await.unwrap();
    let trail: Vec<(String, Option<String>, bool)> = sqlx::query_as(
        "select act, state_id, account_id is not distinct from $1 from event where act <> 'make_key' order by id",
    )
    .bind(root.account.0)
    .fetch_all(&mut owner)
    .await
    .unwrap();
    let acts: Vec<_> = trail
        .iter()
        .map(|(act, state, by_root)| (act.as_str(), state.as_deref(), *by_root))
        .collect();
    assert_eq!(
        acts,
        [
            ("invite_member", None, false),
            ("open_account", None, true),
            ("begin_membership", None, true),
            ("accept_invitation", None, true),
            ("sign_in", None, true),
            ("invite_member", Some("QMA"), true),
            ("open_account", None, false),
            ("begin_membership", Some("QMA"), false),
            ("accept_invitation", Some("QMA"), false),
            ("sign_in", None, false),
            ("end_membership", Some("QMA"), true),
        ]
    );
}
