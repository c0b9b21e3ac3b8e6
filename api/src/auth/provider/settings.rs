//! The file that names the identity providers: read once at start, refused as a whole with every fault and its place.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use domain::access::{FactorClaims, Place, ProviderPolicy, ProviderRule, Remit, Role, RulePlace};
use domain::id::{OrganisationId, StateCode};
use domain::language::Language;
use serde::Deserialize;
use thiserror::Error;
use url::{Host, Url};

use crate::config::Hidden;

/// An identity provider as it is configured.
#[derive(Clone)]
pub struct ProviderSettings {
    /// What names it in addresses and in the audit trail.
    pub key: String,
    /// The issuer, as it names itself, letter for letter.
    pub issuer: String,
    /// Who we are to it.
    pub client_id: String,
    /// What we prove that with; nothing for a public client.
    pub client_secret: Option<Hidden>,
    /// What stands on the button, by language, or the same in all.
    pub title: Title,
    /// What is asked for, with `openid`.
    pub scopes: Vec<String>,
    /// Where the claims are that make an account.
    pub names: ClaimNames,
    /// How its claims are read.
    pub policy: ProviderPolicy,
}

/// Where the claims are that make an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimNames {
    /// The provider's name for the person, which never changes and is never given to another one.
    pub subject: String,
    /// The address of electronic mail.
    pub email: String,
    /// The name of the person.
    pub name: String,
}

/// What stands on a button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Title {
    /// A name that is the same in all languages.
    Name(String),
    /// One for each language.
    Languages(BTreeMap<&'static str, String>),
}

impl Title {
    /// The title in a language.
    pub fn in_language(&self, language: Language) -> &str {
        match self {
            Self::Name(name) => name,
            Self::Languages(titles) => titles.get(language.code()).map_or("", String::as_str),
        }
    }
}

/// Why the providers cannot be used.
#[derive(Debug, Error)]
pub enum ProvidersError {
    /// The file, or one that it names, cannot be read.
    #[error("{} cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// It is no configuration.
    #[error("{0}")]
    Faults(Faults),
    /// No connection can be made with TLS.
    #[error("no client for the identity providers can be made")]
    Client(#[source] web_client::Error),
}

/// What is wrong with a file, each with its place.
#[derive(Debug)]
pub struct Faults {
    path: PathBuf,
    faults: Vec<(String, String)>,
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} has {} faults:", self.path.display(), self.faults.len())?;
        self.faults
            .iter()
            .try_for_each(|(place, fault)| write!(f, "\n{place}: {fault}"))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileForm {
    providers: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProviderForm {
    key: String,
    issuer: String,
    client_id: String,
    client_secret_file: Option<PathBuf>,
    title: TitleForm,
    #[serde(default)]
    scopes: Vec<String>,
    #[serde(default)]
    claims: ClaimsForm,
    #[serde(default)]
    remit: RemitForm,
    #[serde(default)]
    gives: Vec<RuleForm>,
    #[serde(default)]
    second_factor: FactorForm,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum TitleForm {
    Name(String),
    Languages(BTreeMap<String, String>),
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimsForm {
    subject: Option<String>,
    email: Option<String>,
    name: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RemitForm {
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    states: Vec<String>,
    #[serde(default)]
    organisations: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleForm {
    claim: String,
    has: String,
    role: String,
    state: Option<String>,
    state_claim: Option<String>,
    organisation: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FactorForm {
    #[serde(default)]
    amr: Vec<String>,
    #[serde(default)]
    acr: Vec<String>,
}

/// What is wrong, gathered while it is read.
#[derive(Default)]
struct Reading {
    faults: Vec<(String, String)>,
}

impl Reading {
    fn fault(&mut self, place: impl Into<String>, fault: impl Into<String>) {
        self.faults.push((place.into(), fault.into()));
    }

    /// The value, or nothing and a fault at its place.
    fn take<T, E: fmt::Display>(&mut self, place: &str, value: Result<T, E>) -> Option<T> {
        value.map_err(|error| self.fault(place, error.to_string())).ok()
    }

    fn role(&mut self, place: &str, code: &str) -> Option<Role> {
        self.take(
            place,
            Role::from_code(code).ok_or_else(|| format!("there is no role {code}")),
        )
    }

    fn state(&mut self, place: &str, code: &str) -> Option<StateCode> {
        self.take(place, StateCode::new(code))
    }

    fn organisation(&mut self, place: &str, id: &str) -> Option<OrganisationId> {
        self.take(place, OrganisationId::new(id))
    }
}

/// Reads the file, with the secrets that it names; a name of a file is relative to it.
pub(super) fn read(path: &Path) -> Result<Vec<ProviderSettings>, ProvidersError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| ProvidersError::Unreadable { path, source }
    };
    let text = fs::read_to_string(path).map_err(unreadable(path))?;
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let secret =
        |name: &Path| fs::read_to_string(folder.join(name)).map(|text| Hidden::from(text.trim_end().to_owned()));
    parse(&text, secret).map_err(|faults| {
        ProvidersError::Faults(Faults {
            path: path.to_owned(),
            faults,
        })
    })
}

/// Reads a text; `secret` reads the files that it names.
fn parse(
    text: &str,
    secret: impl Fn(&Path) -> io::Result<Hidden>,
) -> Result<Vec<ProviderSettings>, Vec<(String, String)>> {
    let options = serde_saphyr::options! { strict_booleans: true, with_snippet: false };
    let file: FileForm = serde_saphyr::from_str_with_options(text, options)
        .map_err(|error| vec![("the file".to_owned(), error.to_string())])?;
    let mut reading = Reading::default();
    let mut found = Vec::new();
    for (at, value) in file.providers.into_iter().enumerate() {
        let place = format!("providers[{at}]");
        let form: Result<ProviderForm, _> = serde_path_to_error::deserialize(value);
        match form {
            Ok(form) => found.extend(provider(&mut reading, &place, form, &secret)),
            Err(error) => reading.fault(format!("{place}.{}", error.path()), error.inner().to_string()),
        }
    }
    let (mut keys, mut issuers) = (BTreeSet::new(), BTreeSet::new());
    for provider in &found {
        if !keys.insert(&provider.key) {
            reading.fault("providers", format!("{} is there twice", provider.key));
        }
        // With two clients of one issuer, nobody could tell which of them gave what to a person.
        if !issuers.insert(&provider.issuer) {
            reading.fault("providers", format!("{} is there twice", provider.issuer));
        }
    }
    if reading.faults.is_empty() {
        Ok(found)
    } else {
        Err(reading.faults)
    }
}

fn provider(
    reading: &mut Reading,
    place: &str,
    form: ProviderForm,
    secret: &impl Fn(&Path) -> io::Result<Hidden>,
) -> Option<ProviderSettings> {
    let is_key = |key: &str| {
        (1..=40).contains(&key.len())
            && key
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if !is_key(&form.key) {
        reading.fault(
            format!("{place}.key"),
            "a key has 1 to 40 small letters, digits and dashes",
        );
    }
    if let Err(fault) = checked_address(&form.issuer) {
        reading.fault(format!("{place}.issuer"), fault);
    }
    if form.client_id.is_empty() {
        reading.fault(format!("{place}.client_id"), "it is empty");
    }
    let client_secret = form.client_secret_file.and_then(|file| {
        let place = format!("{place}.client_secret_file");
        let read = reading.take(
            &place,
            secret(&file).map_err(|error| format!("{}: {error}", file.display())),
        )?;
        if read.reveal().is_empty() {
            reading.fault(place, format!("{} is empty", file.display()));
        }
        Some(read)
    });
    let title = title(reading, &format!("{place}.title"), form.title);
    let remit = remit(reading, &format!("{place}.remit"), &form.remit);
    let rules = form.gives.into_iter().enumerate();
    let rules = rules.filter_map(|(at, form)| rule(reading, &format!("{place}.gives[{at}]"), form, &remit));
    let rules = rules.collect();
    let boxed = |texts: Vec<String>| -> BTreeSet<Box<str>> { texts.into_iter().map(String::into_boxed_str).collect() };
    let mut scopes = vec!["openid".to_owned()];
    let asked = if form.scopes.is_empty() {
        vec!["email".to_owned(), "profile".to_owned()]
    } else {
        form.scopes
    };
    scopes.extend(asked.into_iter().filter(|scope| scope != "openid"));
    Some(ProviderSettings {
        key: form.key,
        issuer: form.issuer,
        client_id: form.client_id,
        client_secret,
        title: title?,
        scopes,
        names: ClaimNames {
            subject: form.claims.subject.unwrap_or_else(|| "sub".to_owned()),
            email: form.claims.email.unwrap_or_else(|| "email".to_owned()),
            name: form.claims.name.unwrap_or_else(|| "name".to_owned()),
        },
        policy: ProviderPolicy {
            remit,
            rules,
            factor: FactorClaims {
                methods: boxed(form.second_factor.amr),
                classes: boxed(form.second_factor.acr),
            },
        },
    })
}

/// An address of a provider: with TLS, or on this machine; without what a browser would hide or a server would not get.
pub(super) fn checked_address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    let is_here = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    match url.scheme() {
        "https" => {}
        "http" if is_here => {}
        _ => return Err("an address begins with https://, or is on this machine".to_owned()),
    }
    if url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return Err("an address has neither user nor fragment".to_owned());
    }
    Ok(url)
}

fn title(reading: &mut Reading, place: &str, form: TitleForm) -> Option<Title> {
    let title = match form {
        TitleForm::Name(name) => Title::Name(name),
        TitleForm::Languages(mut titles) => {
            let mut found = BTreeMap::new();
            for language in Language::ALL {
                match titles.remove(language.code()) {
                    Some(title) => {
                        found.insert(language.code(), title);
                    }
                    None => reading.fault(place, format!("there is none in {}", language.code())),
                }
            }
            for code in titles.keys() {
                reading.fault(place, format!("{code} is none of the six languages"));
            }
            Title::Languages(found)
        }
    };
    let texts: Vec<&str> = match &title {
        Title::Name(name) => vec![name],
        Title::Languages(titles) => titles.values().map(String::as_str).collect(),
    };
    if texts
        .iter()
        .any(|text| text.trim().is_empty() || text.chars().count() > 100)
    {
        reading.fault(place, "a title has 1 to 100 characters");
        return None;
    }
    Some(title)
}

fn remit(reading: &mut Reading, place: &str, form: &RemitForm) -> Remit {
    let mut remit = Remit::default();
    for (at, code) in form.roles.iter().enumerate() {
        remit.roles.extend(reading.role(&format!("{place}.roles[{at}]"), code));
    }
    for (at, code) in form.states.iter().enumerate() {
        remit
            .states
            .extend(reading.state(&format!("{place}.states[{at}]"), code));
    }
    for (at, id) in form.organisations.iter().enumerate() {
        let place = format!("{place}.organisations[{at}]");
        remit.organisations.extend(reading.organisation(&place, id));
    }
    remit
}

fn rule(reading: &mut Reading, place: &str, form: RuleForm, remit: &Remit) -> Option<ProviderRule> {
    let role = reading.role(&format!("{place}.role"), &form.role);
    let whereabouts = match (form.state, form.state_claim, form.organisation) {
        (Some(state), None, None) => reading.state(&format!("{place}.state"), &state).map(RulePlace::State),
        (None, Some(claim), None) => Some(RulePlace::StateClaimed(claim.into_boxed_str())),
        (None, None, Some(id)) => {
            let id = reading.organisation(&format!("{place}.organisation"), &id);
            id.map(RulePlace::Organisation)
        }
        (None, None, None) => Some(RulePlace::Secretariat),
        (..) => {
            reading.fault(
                place,
                "one of state, state_claim and organisation, or none for the secretariat",
            );
            None
        }
    };
    let (role, whereabouts) = (role?, whereabouts?);
    // What could never be given is a mistake of whoever wrote it.
    let covered = match &whereabouts {
        RulePlace::State(state) => remit.covers(role, &Place::state(state.clone())),
        RulePlace::StateClaimed(_) => {
            let mut states = remit.states.iter();
            states.any(|state| remit.covers(role, &Place::state(state.clone())))
        }
        RulePlace::Organisation(id) => remit.covers(role, &Place::Organisation(id.clone())),
        RulePlace::Secretariat => remit.covers(role, &Place::Secretariat),
    };
    if !covered {
        reading.fault(
            place,
            format!("the remit does not hold {role} there, or the role is not held there"),
        );
    }
    Some(ProviderRule {
        when: (form.claim.into_boxed_str(), form.has.into_boxed_str()),
        role,
        place: whereabouts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(path: &Path) -> io::Result<Hidden> {
        match path.to_str() {
            Some("there") => Ok(Hidden::from("s3cret".to_owned())),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    #[test]
    fn the_example_of_the_runbook_is_read() {
        let text = include_str!("../../../../deploy/identity-providers.yaml");
        let read = parse(text, |_| Ok(Hidden::from("s3cret".to_owned()))).unwrap();
        let [first, second] = &read[..] else {
            panic!("two providers")
        };
        assert_eq!(first.scopes, ["openid", "email", "profile", "groups"]);
        assert_eq!(
            first.title.in_language(Language::French),
            "Ministère des affaires étrangères"
        );
        assert_eq!(
            (first.names.subject.as_str(), second.names.subject.as_str()),
            ("sub", "oid")
        );
        assert!(
            first
                .policy
                .remit
                .covers(Role::FocalPoint, &Place::state(StateCode::new("QMA").unwrap()))
        );
        assert!(!first.policy.remit.covers(Role::Analyst, &Place::Secretariat));
        assert!(second.policy.remit.covers(Role::Analyst, &Place::Secretariat));
        assert_eq!(format!("{:?}", second.client_secret), "Some(Hidden(..))");
    }

    #[test]
    fn every_fault_is_told_with_its_place() {
        let text = "
providers:
  - key: Q M
    issuer: http://login.example.int
    client_id: ''
    client_secret_file: missing
    title: {en: Login, xx: Login}
    remit: {roles: [focal_point, owner], states: [qma]}
    gives:
      - {claim: groups, has: a, role: analyst}
      - {claim: groups, has: b, role: reader, state: QMA, organisation: union}
      - {claim: groups, has: c, role: clearer, state: QMA}
  - key: two
    issuer: https://login.example.int
    client_id: normtrack
    client_secret_file: there
    title: Login
    secret: oops
  - {key: three, issuer: https://three.example.int/#x, client_id: n, title: ''}
  - {key: four, issuer: https://four.example.int, client_id: n, title: Four}
  - {key: four, issuer: https://four.example.int, client_id: n, title: Four}
";
        let faults = parse(text, secret).err().unwrap();
        let places: Vec<&str> = faults.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(
            places,
            [
                "providers[0].key",
                "providers[0].issuer",
                "providers[0].client_id",
                "providers[0].client_secret_file",
                "providers[0].title",
                "providers[0].title",
                "providers[0].title",
                "providers[0].title",
                "providers[0].title",
                "providers[0].title",
                "providers[0].remit.roles[1]",
                "providers[0].remit.states[0]",
                "providers[0].gives[0]",
                "providers[0].gives[1]",
                "providers[0].gives[2]",
                "providers[1].secret",
                "providers[2].issuer",
                "providers[2].title",
                "providers",
                "providers",
            ],
            "{faults:#?}"
        );
        assert!(parse("providers: 7", secret).is_err());
        assert!(parse("providers: []\nmore: 1", secret).is_err());
        assert!(parse("providers: []", secret).unwrap().is_empty());
    }
}
