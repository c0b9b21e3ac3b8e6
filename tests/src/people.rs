//! People with an address and a password, who came by an invitation.

use domain::access::Role;
use serde_json::{Value, json};

use crate::app::{Persona, TestApp};

/// What they all sign in with.
pub const PASSWORD: &str = "four words make one";

/// Somebody who was invited to a role at a place and has come, signed in.
pub async fn invited(app: &TestApp, email: &str, role: Role, place: Value) -> Persona {
    let administrator = app.secretariat(Role::Administrator).await;
    let invite = "mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { token } }";
    let role = role.code().to_uppercase();
    let input = json!({"email": email, "role": role, "place": place});
    let invited = app.call(&administrator, invite, json!({"input": input})).await;
    let accept = "mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) {
        tokens { accessToken } challenge { token } } }";
    let token = &invited.data()["inviteMember"]["token"];
    let input = json!({"token": token, "name": "Amal", "password": PASSWORD, "language": "EN"});
    let accepted = app.call(None, accept, json!({"input": input})).await;
    let tokens = &accepted.data()["acceptInvitation"]["tokens"];
    app.holder(tokens["accessToken"].as_str().expect("there is no second factor yet"))
        .await
}
