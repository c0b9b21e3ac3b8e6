//! An installation whose letters lay in two outboxes: they are in one afterwards, as far as they had come, and none is lost.

use sqlx::{Connection as _, Executor as _, PgConnection};
use tests::database::fresh;

/// The last migration before there was one outbox.
const BEFORE: i64 = 35;

const OFFICE: &str = "
    insert into state (id, status, names, m49_areas, regional_group) values ('QMA', 'member_state', '{}', '{}', 'none');
    insert into edition (id, hash, structure, published_at) values ('views/1', sha256(''), '{}', '2027-01-01');
    insert into account (id, email, name, language, created_at) values
        ('00000000-0000-0000-0000-000000000001', 'amal@example.org', 'Amal', 'ar', '2027-01-01'),
        ('00000000-0000-0000-0000-000000000002', 'office@example.org', 'Office', 'en', '2027-01-01');
    insert into round (id, key, edition_id, mandate, titles, opens_at, zone, observers)
    values ('00000000-0000-0000-0000-000000000010', 'views', 'views/1', '{}', '{}', '2027-01-01', 'UTC', false);
    insert into letter (id, round_id, matter, asking, state_id, account_id, language, asked_by, asked_at, next_at, attempts,
        last_at, last_status)
    values ('00000000-0000-0000-0000-000000000020', '00000000-0000-0000-0000-000000000010', 'reminder', 'first', 'QMA',
        '00000000-0000-0000-0000-000000000001', 'ar', '00000000-0000-0000-0000-000000000002', '2027-03-01', '2027-03-02', 1,
        '2027-03-01', 451);
    insert into invitation (id, token_hash, email, role, state_id, issued_by, issued_at, expires_at)
    select id::uuid, sha256(id::bytea), 'new@example.org', 'reader', 'QMA', '00000000-0000-0000-0000-000000000001', '2027-03-01',
        '2027-03-08'
    from unnest(array['00000000-0000-0000-0000-000000000031', '00000000-0000-0000-0000-000000000032']) as id;
    insert into invitation_letter (invitation_id, language, asked_at, sealed, attempts, next_at, leased_until, outcome, last_at,
        last_status, last_failure)
    values ('00000000-0000-0000-0000-000000000031', 'fr', '2027-03-01', 'sealed', 2, '2027-03-02', '2027-03-01 00:20Z', null,
            '2027-03-01', null, 'too_slow'),
        ('00000000-0000-0000-0000-000000000032', 'en', '2027-03-01', null, 1, null, null, 'accepted', '2027-03-01', 250, null);";

#[tokio::test]
async fn letters_of_two_outboxes_are_in_one_as_far_as_they_had_come() {
    let database = fresh().await;
    let mut owner = PgConnection::connect(&database.owner_url()).await.unwrap();
    // As it was before: nothing of today.
    owner
        .execute("drop schema public cascade; create schema public; grant usage on schema public to public")
        .await
        .unwrap();
    store::MIGRATIONS.run_to(BEFORE, &mut owner).await.unwrap();
    owner.execute(OFFICE).await.unwrap();
    store::migrate(&database.owner_url()).await.unwrap();

    let kept: Vec<(String, String)> = sqlx::query_as(
        "select right(id::text, 2), concat_ws(' ', matter, right(round_id::text, 2), asking, state_id, right(account_id::text, 2),
             right(invitation_id::text, 2), language, right(asked_by::text, 2), asked_at::date, encode(sealed, 'escape'), attempts,
             next_at::date, (leased_until at time zone 'UTC')::time, outcome, last_at::date, last_status, last_failure)
         from letter order by id",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    let kept: Vec<(&str, &str)> = kept.iter().map(|(id, row)| (id.as_str(), row.as_str())).collect();
    assert_eq!(
        kept,
        [
            (
                "20",
                "reminder 10 first QMA 01 ar 02 2027-03-01 1 2027-03-02 2027-03-01 451"
            ),
            // Under the id of the invitation, which is in its `Message-ID`.
            (
                "31",
                "account 31 fr 01 2027-03-01 sealed 2 2027-03-02 00:20:00 2027-03-01 too_slow"
            ),
            ("32", "account 32 en 01 2027-03-01 1 accepted 2027-03-01 250"),
        ]
    );
    // The secret goes with the end of the letter, whoever ends it.
    for wrong in [
        "update letter set next_at = null, outcome = 'accepted' where sealed is not null",
        "update letter set sealed = null where sealed is not null",
        "update letter set sealed = '' where round_id is not null",
    ] {
        let refused = sqlx::query(wrong).execute(&mut owner).await.unwrap_err().to_string();
        assert!(refused.contains("letter_sealed_while_it_waits"), "{wrong}: {refused}");
    }
    // Answered, it is needless, with its secret: the lease of whoever had it is over.
    owner.execute("set app.now = '2027-03-02T00:00:00Z'").await.unwrap();
    let revoke = "update invitation set revoked_at = '2027-03-02', revoked_by = issued_by where id::text like '%31'";
    owner.execute(revoke).await.unwrap();
    let left: (Option<String>, i64) =
        sqlx::query_as("select max(outcome) filter (where id::text like '%31'), count(sealed) from letter")
            .fetch_one(&mut owner)
            .await
            .unwrap();
    assert_eq!(left, (Some("needless".to_owned()), 0));
}
