//! A letter: what it is about, its words, and the form in which it goes out.

use std::fmt::Write as _;
use std::time::SystemTime;

use chrono::{DateTime, NaiveDate, Utc};
use domain::language::Language;
use domain::letter::Matter;
use fluent_bundle::FluentArgs;
use lettre::Message;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, MultiPartKind, SinglePart};
use thiserror::Error;

use crate::words::say;

/// Who writes, and where answers go.
#[derive(Clone, Debug)]
pub struct Addresses {
    from: Mailbox,
    reply_to: Option<Mailbox>,
}

/// Not an address of mail.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is no address of mail")]
pub struct BadAddress(pub String);

impl Addresses {
    /// Reads both, each with or without a name: `Secretariat <office@example.int>`.
    pub fn new(from: &str, reply_to: Option<&str>) -> Result<Self, BadAddress> {
        let read = |text: &str| text.parse::<Mailbox>().map_err(|_| BadAddress(text.to_owned()));
        Ok(Self {
            from: read(from)?,
            reply_to: reply_to.map(read).transpose()?,
        })
    }

    /// The part of the sender's address after the `@`.
    fn domain(&self) -> &str {
        self.from.email.domain()
    }
}

/// A letter to one person, about a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What it is about.
    pub matter: Matter,
    /// Its language.
    pub language: Language,
    /// The name of the State whose people are written to.
    pub state: String,
    /// What the round is called.
    pub round: String,
    /// The symbol of what it rests on, `A/RES/69/28, op. 3`.
    pub mandate: Option<String>,
    /// The day on which it opens, in its zone.
    pub opens_on: NaiveDate,
    /// Whether it has opened.
    pub is_open: bool,
    /// Its last day.
    pub closes_on: Option<NaiveDate>,
    /// The zone in which its days end.
    pub zone: String,
    /// Where the round is found.
    pub link: String,
}

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The language.
    pub language: Language,
    /// The subject, in one line.
    pub subject: String,
    /// The whole as plain text.
    pub text: String,
    /// The same as a page.
    pub html: String,
}

/// Whether a language is written from right to left.
pub(crate) const fn is_right_to_left(language: Language) -> bool {
    matches!(language, Language::Arabic)
}

impl Letter {
    /// What it says.
    pub fn write(&self) -> Written {
        let mut values = FluentArgs::new();
        values.set("state", self.state.as_str());
        values.set("round", self.round.as_str());
        values.set("opens", self.opens_on.to_string());
        values.set("closes", self.closes_on.map_or_else(String::new, |on| on.to_string()));
        values.set("zone", self.zone.as_str());
        values.set("mandate", self.mandate.as_deref().unwrap_or_default());
        let say = |id: &str| say(self.language, id, &values);
        let mut paragraphs = vec![say("for-the-attention")];
        let subject = match self.matter {
            Matter::Invitation => {
                paragraphs.push(say("invitation-what"));
                "invitation-subject"
            }
            Matter::Reminder => {
                paragraphs.push(say("reminder-what"));
                "reminder-subject"
            }
        };
        if self.mandate.is_some() {
            paragraphs.push(say("mandate"));
        }
        paragraphs.push(say(match (self.closes_on, self.is_open) {
            (Some(_), false) => "period",
            (Some(_), true) => "period-open",
            (None, false) => "opens-only",
            (None, true) => "open-only",
        }));
        paragraphs.push(say("voluntary"));
        Written::new(
            self.language,
            &say(subject),
            &paragraphs,
            &self.link,
            &[say("automatic")],
        )
    }
}

impl Written {
    /// A letter of these paragraphs around a link, and what stands below.
    pub(crate) fn new(language: Language, subject: &str, paragraphs: &[String], link: &str, after: &[String]) -> Self {
        Self {
            language,
            // A title that was typed on two lines stays one line here.
            subject: subject.split_whitespace().collect::<Vec<_>>().join(" "),
            text: plain(paragraphs, link, after),
            html: page(language, paragraphs, link, after),
        }
    }

    /// The letter as it goes out to a person: RFC 5322, with its words as plain text and as a page. `id` is its own, the same
    /// however often it is sent; `at` is when it was asked for.
    pub fn to_message(
        self,
        addresses: &Addresses,
        to: &str,
        id: &str,
        at: DateTime<Utc>,
    ) -> Result<Message, BadAddress> {
        let bad = || BadAddress(to.to_owned());
        let recipient = Mailbox::new(None, to.parse().map_err(|_| bad())?);
        let header = |name: &'static str, value: String| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
        let mut builder = Message::builder()
            .from(addresses.from.clone())
            .to(recipient)
            .subject(self.subject)
            .date(SystemTime::from(at))
            .message_id(Some(format!("<{id}@{}>", addresses.domain())))
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
            .raw_header(header("Content-Language", self.language.code().to_owned()));
        if let Some(reply_to) = &addresses.reply_to {
            builder = builder.reply_to(reply_to.clone());
        }
        let part = |kind, body: String| SinglePart::builder().header(kind).body(body);
        let body = MultiPart::builder()
            .kind(MultiPartKind::Alternative)
            .boundary(format!("normtrack-{id}"))
            .singlepart(part(ContentType::TEXT_PLAIN, self.text))
            .singlepart(part(ContentType::TEXT_HTML, self.html));
        builder.multipart(body).map_err(|_| bad())
    }
}

fn plain(paragraphs: &[String], link: &str, after: &[String]) -> String {
    let mut text = String::new();
    for paragraph in paragraphs {
        let _ = write!(text, "{paragraph}\n\n");
    }
    // Alone on its line and without marks around it, so that every program finds where it ends.
    let _ = write!(text, "{link}\n\n-- \n");
    text.push_str(&after.join("\n"));
    text.push('\n');
    text
}

fn page(language: Language, paragraphs: &[String], link: &str, after: &[String]) -> String {
    let direction = if is_right_to_left(language) { "rtl" } else { "ltr" };
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"{0}\" dir=\"{direction}\">\n<head><meta charset=\"utf-8\"></head>\n<body dir=\"{direction}\">\n",
        language.code()
    );
    for paragraph in paragraphs {
        let _ = writeln!(html, "<p>{}</p>", escaped(paragraph));
    }
    let link = escaped(link);
    let _ = writeln!(html, "<p dir=\"ltr\"><a href=\"{link}\">{link}</a></p>\n<hr>");
    for paragraph in after {
        let _ = writeln!(html, "<p><small>{}</small></p>", escaped(paragraph));
    }
    html.push_str("</body>\n</html>\n");
    html
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(matter: Matter, language: Language) -> Letter {
        Letter {
            matter,
            language,
            state: "QMA <first>".to_owned(),
            round: "Views\n2027".to_owned(),
            mandate: Some("A/RES/69/28, 3".to_owned()),
            opens_on: NaiveDate::from_ymd_opt(2027, 4, 1).unwrap(),
            is_open: matter == Matter::Reminder,
            closes_on: NaiveDate::from_ymd_opt(2027, 6, 30),
            zone: "America/New_York".to_owned(),
            link: "https://normtrack.example/en/rounds/views-2027/status".to_owned(),
        }
    }

    #[test]
    fn a_letter_says_the_same_in_plain_text_and_as_a_page_in_six_languages() {
        for language in Language::ALL {
            for matter in [Matter::Invitation, Matter::Reminder] {
                let letter = letter(matter, language);
                let written = letter.write();
                assert!(written.subject.contains("Views 2027"), "{}", written.subject);
                assert!(!written.subject.contains('\n'));
                for said in ["2027-06-30", "America/New_York", "A/RES/69/28, 3", &letter.link] {
                    assert!(written.text.contains(said), "{language} {said}: {}", written.text);
                    assert!(written.html.contains(said), "{language} {said}: {}", written.html);
                }
                assert!(written.html.contains("QMA &lt;first&gt;"), "{}", written.html);
                let direction = format!(
                    "lang=\"{}\" dir=\"{}\"",
                    language.code(),
                    ["ltr", "rtl"][usize::from(is_right_to_left(language))]
                );
                assert!(written.html.contains(&direction), "{}", written.html);
            }
        }
    }

    #[test]
    fn a_round_that_has_opened_is_not_said_to_open() {
        for language in Language::ALL {
            for closes_on in [None, NaiveDate::from_ymd_opt(2027, 6, 30)] {
                let mut letter = letter(Matter::Invitation, language);
                letter.closes_on = closes_on;
                let before = letter.write();
                letter.is_open = true;
                let after = letter.write();
                assert!(before.text.contains("2027-04-01") && after.text.contains("2027-04-01"));
                assert_ne!(before.text, after.text, "{language}");
                assert_eq!(before.subject, after.subject);
            }
        }
        let mut letter = letter(Matter::Invitation, Language::English);
        letter.is_open = true;
        let written = letter.write();
        assert!(written.text.contains("It has been open since"), "{}", written.text);
        assert!(!written.text.contains("It opens on"), "{}", written.text);
    }

    #[test]
    fn a_repeat_of_a_letter_is_the_same_bytes() {
        let addresses = Addresses::new("Secretariat <office@example.int>", Some("desk@example.int")).unwrap();
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let made = || {
            let letter = letter(Matter::Invitation, Language::Arabic);
            letter
                .write()
                .to_message(&addresses, "person@example.org", "id-1", at)
                .unwrap()
                .formatted()
        };
        assert_eq!(made(), made());
        let text = String::from_utf8(made()).unwrap();
        for line in [
            "Message-ID: <id-1@example.int>",
            "Auto-Submitted: auto-generated",
            "Content-Language: ar",
        ] {
            assert!(text.contains(line), "{text}");
        }
        assert!(Addresses::new("nobody", None).is_err());
        let letter = letter(Matter::Invitation, Language::English);
        assert!(
            letter
                .write()
                .to_message(&addresses, "a b@example.org\r\nBcc: x@example.org", "id", at)
                .is_err()
        );
    }
}
