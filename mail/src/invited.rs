//! The letter that brings a person the link of their invitation.

use chrono::{DateTime, Utc};
use domain::access::Role;
use domain::language::Language;
use fluent_bundle::FluentArgs;

use crate::letter::Written;
use crate::words::say;

/// A letter to somebody who is invited to a role. It does not print: the link is a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct InvitedLetter {
    /// Its language.
    pub language: Language,
    /// The role.
    pub role: Role,
    /// The name of the State or of the organisation where it is held; none for the secretariat.
    pub place: Option<String>,
    /// From when on the link is worth nothing.
    pub until: DateTime<Utc>,
    /// The link, which works once.
    pub link: String,
}

const fn phrase(role: Role) -> &'static str {
    match role {
        Role::Contributor => "role-contributor",
        Role::Clearer => "role-clearer",
        Role::FocalPoint => "role-focal-point",
        Role::PublishingAuthority => "role-publishing-authority",
        Role::Reader => "role-reader",
        Role::SecretariatOfficer => "role-secretariat-officer",
        Role::CatalogueEditor => "role-catalogue-editor",
        Role::Analyst => "role-analyst",
        Role::Auditor => "role-auditor",
        Role::Administrator => "role-administrator",
        Role::AccreditedReader => "role-accredited-reader",
    }
}

impl InvitedLetter {
    /// What it says.
    pub fn write(&self) -> Written {
        let plain = |id: &str| say(self.language, id, &FluentArgs::new());
        let mut values = FluentArgs::new();
        values.set("role", plain(phrase(self.role)));
        values.set("place", self.place.clone().unwrap_or_else(|| plain("secretariat")));
        values.set("until", self.until.format("%Y-%m-%d %H:%M UTC").to_string());
        let say = |id: &str| say(self.language, id, &values);
        let paragraphs = [say("account-what"), say("account-how"), say("account-whose")];
        let subject = say("account-subject");
        let after = [say("account-automatic")];
        Written::new(self.language, &subject, &paragraphs, &self.link, &after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_role_place_link_and_until_when_in_six_languages() {
        for language in Language::ALL {
            for role in Role::ALL {
                let place = role.is_national().then(|| "Almaria".to_owned());
                let letter = InvitedLetter {
                    language,
                    role,
                    place: place.clone(),
                    until: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
                    link: "https://normtrack.example/invitation#q7Zx".to_owned(),
                };
                let written = letter.write();
                let named = say(language, phrase(role), &FluentArgs::new());
                let place = place.unwrap_or_else(|| say(language, "secretariat", &FluentArgs::new()));
                for said in [named.as_str(), place.as_str()] {
                    assert!(written.subject.contains(said), "{language} {said}: {}", written.subject);
                }
                for said in [named.as_str(), &place, &letter.link, "2027-01-15 08:00 UTC"] {
                    assert!(written.text.contains(said), "{language} {said}: {}", written.text);
                    assert!(written.html.contains(said), "{language} {said}: {}", written.html);
                }
                assert!(!written.subject.contains("q7Zx"), "{}", written.subject);
            }
        }
    }
}
