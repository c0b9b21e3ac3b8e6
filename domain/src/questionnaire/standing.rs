//! Which typed silences each kind permits.

use crate::questionnaire::{KindCode, StandingCode};

/// Whether a question of this kind may have this standing.
///
/// *Answered* and *declined* always. *None* says that there is nothing of what is asked for, so it belongs to texts and
/// lists; a choice says it with an option, a number with zero, a yes-or-no question with no. *Not applicable* fits
/// every question about the State, not the request for a contact. *Exists, not disclosed* needs something that can exist
/// beside what is said of it: not an opinion on a scale, not a yes or no, not a contact.
pub const fn permits(kind: KindCode, standing: StandingCode) -> bool {
    match standing {
        StandingCode::Answered | StandingCode::Declined => true,
        StandingCode::None => match kind {
            KindCode::ShortText | KindCode::LongText | KindCode::UrlList | KindCode::Evidence | KindCode::StateList => {
                true
            }
            KindCode::SingleChoice
            | KindCode::MultiChoice
            | KindCode::Scale
            | KindCode::Boolean
            | KindCode::Number
            | KindCode::Date
            | KindCode::Contact => false,
        },
        StandingCode::NotApplicable => !matches!(kind, KindCode::Contact),
        StandingCode::ExistsNotDisclosed => match kind {
            KindCode::SingleChoice
            | KindCode::MultiChoice
            | KindCode::ShortText
            | KindCode::LongText
            | KindCode::Number
            | KindCode::Date
            | KindCode::UrlList
            | KindCode::Evidence
            | KindCode::StateList => true,
            KindCode::Scale | KindCode::Boolean | KindCode::Contact => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    fn table() -> String {
        let mut table = String::from("| kind |");
        for standing in StandingCode::ALL {
            write!(table, " {} |", standing.code().replace('_', " ")).unwrap();
        }
        table.push_str("\n|---|");
        table.push_str(&"---|".repeat(StandingCode::ALL.len()));
        for kind in KindCode::ALL {
            write!(table, "\n| {} |", kind.code().replace('_', " ")).unwrap();
            for standing in StandingCode::ALL {
                table.push_str(if permits(kind, standing) { " yes |" } else { " – |" });
            }
        }
        table
    }

    #[test]
    fn the_document_prints_the_table_of_standings() {
        let document = include_str!("../../../docs/standings.md");
        let table = table();
        assert!(document.contains(&table), "docs/standings.md should hold:\n{table}");
    }

    #[test]
    fn every_kind_can_be_answered_and_declined() {
        for kind in KindCode::ALL {
            assert!(permits(kind, StandingCode::Answered) && permits(kind, StandingCode::Declined));
        }
    }
}
