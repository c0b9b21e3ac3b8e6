//! Web Authentication, level 3: what authenticators are asked, and whether their answers are true. Everything about
//! signatures, origins and forms is the library's; what a true answer is worth is the domain's.

use std::num::NonZeroU32;

use chrono::{DateTime, Utc};
use domain::access::{Account, Asked, Assertion, Attested, Ceremony};
use domain::id::AccountId;
use http::Uri;
use serde_json::{Value, json};
use store::{KeptCeremony, KeptPasskey};
use thiserror::Error;
use uuid::Uuid;
use webauthn_rp::AuthenticatedCredential;
use webauthn_rp::bin::{Decode, Encode};
use webauthn_rp::request::auth::{
    AllowedCredentials, AuthenticationVerificationOptions, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions, NonDiscoverableAuthenticationServerState,
    NonDiscoverableCredentialRequestOptions, SignatureCounterEnforcement,
};
use webauthn_rp::request::register::{
    CredProtect, Extension, PublicKeyCredentialCreationOptions, PublicKeyCredentialUserEntity, RegistrationServerState,
    RegistrationVerificationOptions, ResidentKeyRequirement, UserHandle,
};
use webauthn_rp::request::{
    AsciiDomain, Credentials as _, ExtensionReq, PublicKeyCredentialDescriptor, RpId, TimedCeremony as _,
    UserVerificationRequirement,
};
use webauthn_rp::response::auth::{Authentication, DiscoverableAuthentication, NonDiscoverableAuthentication};
use webauthn_rp::response::register::{CompressedPubKey, DynamicState, Registration, StaticState};
use webauthn_rp::response::{AuthTransports, AuthenticatorAttachment, Backup, CredentialId};

/// What authenticators show as the name of the service.
const NAME: &str = "Normtrack";

/// How long the handle is by which an authenticator knows an account: its id.
const HANDLE: usize = 16;

/// The flags of an authenticator's data (Web Authentication, 6.1) that are looked at here.
const VERIFIED: u8 = 1 << 2;
const BACKED_UP: u8 = 1 << 4;

/// An answer is not one of an authenticator to what it was asked. The reason is for the log.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct Untrue(String);

impl Untrue {
    fn because(reason: impl std::fmt::Display) -> Self {
        Self(reason.to_string())
    }
}

/// What an authenticator is asked, in the form of `PublicKeyCredential.parseCreationOptionsFromJSON` or
/// `parseRequestOptionsFromJSON`.
#[derive(Clone, Debug)]
pub struct Question {
    /// For the browser.
    pub options: Value,
    /// From when on an answer is worth nothing.
    pub expires_at: DateTime<Utc>,
}

/// A question with what is kept of it.
pub(super) struct Begun {
    pub(super) question: Question,
    pub(super) challenge: [u8; 16],
    pub(super) kept: KeptCeremony,
}

impl Begun {
    /// The library's own limit is by the system's clock and lies far away; ours is by the clock that everything else goes
    /// by, and the browser is told of it.
    fn new(challenge: u128, state: Vec<u8>, mut options: Value, ceremony: Ceremony, at: DateTime<Utc>) -> Self {
        options["timeout"] = json!(Ceremony::WAITS.num_milliseconds());
        Self {
            question: Question {
                options,
                expires_at: at + Ceremony::WAITS,
            },
            challenge: challenge.to_be_bytes(),
            kept: KeptCeremony {
                asked: Asked { ceremony, at },
                state,
            },
        }
    }
}

/// The answer of an authenticator to a question about who is there, as `PublicKeyCredential.toJSON()` gives it.
pub(super) struct Answer<const DISCOVERABLE: bool>(Authentication<HANDLE, DISCOVERABLE>);

impl<const DISCOVERABLE: bool> Answer<DISCOVERABLE>
where
    Authentication<HANDLE, DISCOVERABLE>: FromJson,
{
    pub(super) fn read(credential: &Value) -> Result<Self, Untrue> {
        let bytes = credential.to_string();
        Authentication::<HANDLE, DISCOVERABLE>::from_json(bytes.as_bytes()).map(Self)
    }
}

/// The two forms of an answer are read by functions that share no trait in the library.
pub(super) trait FromJson: Sized {
    fn from_json(json: &[u8]) -> Result<Self, Untrue>;
}

impl FromJson for DiscoverableAuthentication<HANDLE> {
    fn from_json(json: &[u8]) -> Result<Self, Untrue> {
        Self::from_json_relaxed(json).map_err(Untrue::because)
    }
}

impl FromJson for NonDiscoverableAuthentication<HANDLE> {
    fn from_json(json: &[u8]) -> Result<Self, Untrue> {
        Self::from_json_relaxed(json).map_err(Untrue::because)
    }
}

impl<const DISCOVERABLE: bool> Answer<DISCOVERABLE> {
    /// Which question it answers.
    pub(super) fn challenge(&self) -> Result<[u8; 16], Untrue> {
        let challenge = self.0.challenge_relaxed().map_err(Untrue::because)?;
        Ok(challenge.0.to_be_bytes())
    }

    /// What the authenticator knows the passkey by.
    pub(super) fn credential(&self) -> Vec<u8> {
        self.0.raw_id().as_ref().to_vec()
    }

    /// What the authenticator said; asked only of an answer that was found true.
    fn assertion(&self) -> Result<Assertion, Untrue> {
        let data = self.0.response().authenticator_data();
        let (Some(flags), Some(counter)) = (data.get(32), data.get(33..37)) else {
            return Err(Untrue::because("the authenticator said too little"));
        };
        let counter = counter.try_into().map_err(Untrue::because)?;
        Ok(Assertion {
            counter: u32::from_be_bytes(counter),
            is_verified: flags & VERIFIED != 0,
            is_backed_up: flags & BACKED_UP != 0,
        })
    }
}

impl Answer<true> {
    /// Whose the authenticator says the passkey is.
    pub(super) fn account(&self) -> AccountId {
        let Ok(handle) = self.0.response().user_handle().encode();
        AccountId(Uuid::from_bytes(handle))
    }
}

/// The answer of an authenticator that has made a passkey.
pub(super) struct Made(Registration);

impl Made {
    pub(super) fn read(credential: &Value) -> Result<Self, Untrue> {
        let bytes = credential.to_string();
        let made = Registration::from_json_relaxed(bytes.as_bytes());
        made.map(Self).map_err(Untrue::because)
    }

    /// Which question it answers.
    pub(super) fn challenge(&self) -> Result<[u8; 16], Untrue> {
        let challenge = self.0.challenge_relaxed().map_err(Untrue::because)?;
        Ok(challenge.0.to_be_bytes())
    }
}

/// A passkey that an authenticator has made, before it has an id and a name.
pub(super) struct Registered {
    pub(super) attested: Attested,
    pub(super) credential: Vec<u8>,
    pub(super) public_key: Vec<u8>,
    pub(super) transports: u8,
}

/// Who authenticators sign for: the host of the public address, from pages of that address alone.
pub(super) struct RelyingParty {
    id: RpId,
    origin: String,
}

impl RelyingParty {
    /// The one at an address; none where the address has no domain, since authenticators know nothing else.
    pub(super) fn at(address: &str) -> Option<Self> {
        let uri: Uri = address.parse().ok()?;
        let (scheme, host) = (uri.scheme_str()?, uri.host()?);
        if host.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok() {
            return None;
        }
        let usual = match scheme {
            "http" => Some(80),
            "https" => Some(443),
            _ => None,
        };
        let port = uri.port_u16().filter(|port| Some(*port) != usual);
        let host = host.to_ascii_lowercase();
        let port = port.map_or_else(String::new, |port| format!(":{port}"));
        Some(Self {
            origin: format!("{scheme}://{host}{port}"),
            id: RpId::Domain(AsciiDomain::try_from(host).ok()?),
        })
    }

    /// Asks for a new passkey. One that is there already is not made again.
    pub(super) fn ask_for_new(
        &self,
        account: &Account,
        standing: &[KeptPasskey],
        ceremony: Ceremony,
        at: DateTime<Utc>,
    ) -> Result<Begun, Untrue> {
        let handle = handle_of(account.id);
        let user = PublicKeyCredentialUserEntity::from(&handle);
        let mut options = PublicKeyCredentialCreationOptions::passkey(&self.id, user, descriptors(standing)?);
        // Keys without a code of their own are good beside a password; others are good for both.
        options.authenticator_selection.user_verification = UserVerificationRequirement::Preferred;
        options.authenticator_selection.resident_key = ResidentKeyRequirement::Preferred;
        options.extensions = Extension {
            cred_props: Some(ExtensionReq::Allow),
            cred_protect: CredProtect::None,
            min_pin_length: None,
            prf: None,
        };
        options.timeout = NonZeroU32::MAX;
        let (server, client) = options.start_ceremony().map_err(Untrue::because)?;
        let mut options = serde_json::to_value(&client).map_err(Untrue::because)?;
        // The library has no name for the service, and refuses names that our accounts may have.
        options["rp"]["name"] = json!(NAME);
        options["user"]["name"] = json!(account.email.as_str());
        options["user"]["displayName"] = json!(account.name.as_str());
        let state = server.encode().map_err(Untrue::because)?;
        let challenge = server.sent_challenge().0;
        Ok(Begun::new(challenge, state, options, ceremony, at))
    }

    /// Asks whoever is there to sign in: with any passkey for this service, by a verified user.
    pub(super) fn ask_anybody(&self, at: DateTime<Utc>) -> Result<Begun, Untrue> {
        let mut options = DiscoverableCredentialRequestOptions::passkey(&self.id);
        options.0.timeout = NonZeroU32::MAX;
        let (server, client) = options.start_ceremony().map_err(Untrue::because)?;
        let options = serde_json::to_value(&client).map_err(Untrue::because)?;
        let state = server.encode().map_err(Untrue::because)?;
        let challenge = server.sent_challenge().0;
        Ok(Begun::new(challenge, state, options, Ceremony::SignIn, at))
    }

    /// Asks for one of these passkeys beside a password.
    pub(super) fn ask_for(
        &self,
        standing: &[KeptPasskey],
        ceremony: Ceremony,
        at: DateTime<Utc>,
    ) -> Result<Begun, Untrue> {
        let mut allowed = AllowedCredentials::with_capacity(standing.len());
        for descriptor in descriptors(standing)? {
            allowed.push(descriptor.into());
        }
        let options = NonDiscoverableCredentialRequestOptions::second_factor(&self.id, allowed);
        let mut options = options.map_err(Untrue::because)?;
        options.options().timeout = NonZeroU32::MAX;
        let (server, client) = options.start_ceremony().map_err(Untrue::because)?;
        let options = serde_json::to_value(&client).map_err(Untrue::because)?;
        let state = server.encode().map_err(Untrue::because)?;
        let challenge = server.sent_challenge().0;
        Ok(Begun::new(challenge, state, options, ceremony, at))
    }

    /// What an authenticator has made, if it was asked so, for this service and from its own pages.
    pub(super) fn registered(&self, kept: &KeptCeremony, made: &Made) -> Result<Registered, Untrue> {
        let server = RegistrationServerState::<HANDLE>::decode(&kept.state).map_err(Untrue::because)?;
        let options = RegistrationVerificationOptions::<String, String> {
            allowed_origins: std::slice::from_ref(&self.origin),
            error_on_unsolicited_extensions: false,
            ..RegistrationVerificationOptions::default()
        };
        let verified = server.verify(&self.id, &made.0, &options).map_err(Untrue::because)?;
        let dynamic = verified.dynamic_state();
        let Ok(public_key) = verified.static_state().encode();
        let Ok(transports) = verified.transports().encode();
        let properties = verified.metadata().client_extension_results.cred_props;
        Ok(Registered {
            attested: Attested {
                counter: dynamic.sign_count,
                is_verified: dynamic.user_verified,
                is_backup_eligible: !matches!(dynamic.backup, Backup::NotEligible),
                is_backed_up: matches!(dynamic.backup, Backup::Exists),
                is_discoverable: properties.and_then(|properties| properties.rk),
            },
            credential: verified.id().as_ref().to_vec(),
            public_key,
            transports,
        })
    }

    /// What the authenticator of a passkey says, if it was asked so, by whoever signs in with nothing else.
    pub(super) fn entering(
        &self,
        kept: &KeptCeremony,
        passkey: &KeptPasskey,
        answer: &Answer<true>,
    ) -> Result<Assertion, Untrue> {
        let server = DiscoverableAuthenticationServerState::decode(&kept.state).map_err(Untrue::because)?;
        let handle = handle_of(passkey.passkey.account);
        let mut known = known(passkey, &handle)?;
        let verified = server.verify(&self.id, &answer.0, &mut known, &self.verification());
        verified.map_err(Untrue::because)?;
        answer.assertion()
    }

    /// What the authenticator of a passkey says, if it was asked so, beside a password.
    pub(super) fn beside(
        &self,
        kept: &KeptCeremony,
        passkey: &KeptPasskey,
        answer: &Answer<false>,
    ) -> Result<Assertion, Untrue> {
        let server = NonDiscoverableAuthenticationServerState::decode(&kept.state).map_err(Untrue::because)?;
        let handle = handle_of(passkey.passkey.account);
        let mut known = known(passkey, &handle)?;
        let verified = server.verify(&self.id, &answer.0, &mut known, &self.verification());
        verified.map_err(Untrue::because)?;
        answer.assertion()
    }

    /// The counter is the domain's.
    fn verification(&self) -> AuthenticationVerificationOptions<'_, '_, String, String> {
        AuthenticationVerificationOptions {
            allowed_origins: std::slice::from_ref(&self.origin),
            error_on_unsolicited_extensions: false,
            sig_counter_enforcement: SignatureCounterEnforcement::Ignore,
            ..AuthenticationVerificationOptions::default()
        }
    }
}

fn handle_of(account: AccountId) -> UserHandle<HANDLE> {
    let Ok(handle) = UserHandle::decode(account.0.into_bytes());
    handle
}

type PublicKey = CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>;

/// A passkey as the library knows it.
fn known<'a>(
    kept: &'a KeptPasskey,
    handle: &'a UserHandle<HANDLE>,
) -> Result<AuthenticatedCredential<'a, 'a, HANDLE, PublicKey>, Untrue> {
    let passkey = &kept.passkey;
    let id = CredentialId::<&[u8]>::decode(&kept.credential).map_err(Untrue::because)?;
    let fixed = StaticState::<PublicKey>::decode(&kept.public_key).map_err(Untrue::because)?;
    let changing = DynamicState {
        user_verified: passkey.is_verified,
        backup: match (passkey.is_backup_eligible, passkey.is_backed_up) {
            (false, _) => Backup::NotEligible,
            (true, false) => Backup::Eligible,
            (true, true) => Backup::Exists,
        },
        sign_count: passkey.counter,
        authenticator_attachment: AuthenticatorAttachment::None,
    };
    AuthenticatedCredential::new(id, handle, fixed, changing).map_err(Untrue::because)
}

fn descriptors(standing: &[KeptPasskey]) -> Result<Vec<PublicKeyCredentialDescriptor<Vec<u8>>>, Untrue> {
    let descriptor = |kept: &KeptPasskey| {
        Ok(PublicKeyCredentialDescriptor {
            id: CredentialId::<Vec<u8>>::decode(kept.credential.clone()).map_err(Untrue::because)?,
            transports: AuthTransports::decode(kept.transports).map_err(Untrue::because)?,
        })
    };
    standing.iter().map(descriptor).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authenticators_sign_for_a_domain_and_its_pages() {
        let origin =
            |address: &str| RelyingParty::at(address).map(|party| (party.id.as_ref().to_owned(), party.origin));
        for (address, host, expected) in [
            (
                "https://Normtrack.example",
                "normtrack.example",
                "https://normtrack.example",
            ),
            (
                "https://normtrack.example:443/",
                "normtrack.example",
                "https://normtrack.example",
            ),
            (
                "https://normtrack.example:8443",
                "normtrack.example",
                "https://normtrack.example:8443",
            ),
            ("http://localhost:8080", "localhost", "http://localhost:8080"),
            ("http://localhost:80", "localhost", "http://localhost"),
        ] {
            assert_eq!(
                origin(address),
                Some((host.to_owned(), expected.to_owned())),
                "{address}"
            );
        }
        for address in ["http://127.0.0.1:8080", "http://[::1]:8080", "normtrack.example", ""] {
            assert_eq!(origin(address), None, "{address}");
        }
    }
}
