//! Accounts of a demonstration stay in one.

use super::*;

#[tokio::test]
async fn a_demonstration_account_is_refused_in_a_real_database() {
    let database = fresh().await;
    let mut owner = PgConnection::connect(&database.owner_url()).await.unwrap();
    let insert = "insert into account (id, email, name, language, demonstration, created_at)
                  values (gen_random_uuid(), 'demo@example.int', 'Demo', 'en', true, now())";
    let refused = sqlx::query(insert).execute(&mut owner).await.unwrap_err();
    assert_eq!(
        refused.as_database_error().unwrap().constraint(),
        Some("account_demonstration_elsewhere")
    );
    sqlx::query("update house set demonstration = true")
        .execute(&mut owner)
        .await
        .unwrap();
    sqlx::query(insert).execute(&mut owner).await.unwrap();
}
