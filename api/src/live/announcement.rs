//! What processes say to one another, a line each: ids and codes, never what an answer says.

use domain::id::{AccountId, SectionCode, SubmissionId};
use store::LONGEST_ANNOUNCEMENT;
use uuid::Uuid;

use super::Present;

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Announcement {
    /// Something was committed: read the trail.
    Changed,
    /// A process begins to listen: say who is where.
    Hello {
        /// Which.
        process: Uuid,
    },
    /// Everybody of a process who is in a working file.
    People {
        /// Which.
        process: Uuid,
        /// The working file.
        submission: SubmissionId,
        /// Who is where.
        who: Vec<Present>,
    },
}

impl Announcement {
    fn line(&self) -> String {
        match self {
            Self::Changed => "c".to_owned(),
            Self::Hello { process } => format!("h {}", process.simple()),
            Self::People {
                process,
                submission,
                who,
            } => {
                let who = who
                    .iter()
                    .map(|one| format!(" {}:{}", one.section, one.account.0.simple()));
                let who: String = who.collect();
                format!("p {} {}{who}", process.simple(), submission.0.simple())
            }
        }
    }

    /// What a line says; nothing where a process of another version says what this one has no word for.
    fn read(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let sort = words.next()?;
        let mut id = || words.next()?.parse::<Uuid>().ok();
        match sort {
            "c" => Some(Self::Changed),
            "h" => Some(Self::Hello { process: id()? }),
            "p" => {
                let (process, submission) = (id()?, SubmissionId(id()?));
                let present = |word: &str| {
                    let (section, account) = word.split_once(':')?;
                    Some(Present {
                        section: SectionCode::new(section).ok()?,
                        account: AccountId(account.parse().ok()?),
                    })
                };
                Some(Self::People {
                    process,
                    submission,
                    who: words.map(present).collect::<Option<_>>()?,
                })
            }
            _ => None,
        }
    }
}

/// The texts that hold these announcements, each as long as `PostgreSQL` takes it.
pub(super) fn pack(announcements: &[Announcement]) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for announcement in announcements {
        let line = announcement.line();
        match texts.last_mut() {
            Some(text) if text.len() + 1 + line.len() <= LONGEST_ANNOUNCEMENT => {
                text.push('\n');
                text.push_str(&line);
            }
            Some(_) | None => texts.push(line),
        }
    }
    texts
}

/// What a text says.
pub(super) fn unpack(text: &str) -> impl Iterator<Item = Announcement> {
    text.lines().filter_map(Announcement::read)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crowd(submission: u128, people: u128) -> Announcement {
        let present = |account| Present {
            // As long as a code can be.
            section: SectionCode::new("SECTIONSECTIONSECTIO").unwrap(),
            account: AccountId(Uuid::from_u128(account)),
        };
        Announcement::People {
            process: Uuid::from_u128(7),
            submission: SubmissionId(Uuid::from_u128(submission)),
            who: (0..people).map(present).collect(),
        }
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        let process = Uuid::from_u128(7);
        let said = vec![
            Announcement::Changed,
            Announcement::Hello { process },
            crowd(1, 2),
            crowd(2, 0),
        ];
        let texts = pack(&said);
        assert_eq!(texts.len(), 1);
        assert_eq!(unpack(&texts[0]).collect::<Vec<_>>(), said);
    }

    #[test]
    fn no_text_is_longer_than_postgresql_takes_it() {
        let said: Vec<_> = (0..20).map(|file| crowd(file, 100)).collect();
        let texts = pack(&said);
        assert!(texts.len() > 1);
        assert!(
            texts.iter().all(|text| text.len() <= LONGEST_ANNOUNCEMENT),
            "{}",
            texts[0].len()
        );
        let heard: Vec<_> = texts.iter().flat_map(|text| unpack(text)).collect();
        assert_eq!(heard, said);
    }

    #[test]
    fn what_is_no_announcement_is_nothing() {
        for text in ["", "c now", "h", "h x", "p", "p 1 2 VA", "z 1", "\n\n"] {
            let told: Vec<_> = unpack(text).filter(|said| *said != Announcement::Changed).collect();
            assert!(told.is_empty(), "{text}: {told:?}");
        }
    }
}
