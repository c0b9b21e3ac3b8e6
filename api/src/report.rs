//! `normtrack report`: the reports of a service as JSON, over its API: as anybody reads them, or as whoever a token is of.

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use crate::asking::{AskError, Asked};

/// A report and who it is asked of.
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// Which.
    #[command(subcommand)]
    pub report: Report,
    /// Who is asked.
    #[command(flatten)]
    pub service: Asked,
    /// The register position as of which to report; left out: as it is now.
    #[arg(long, global = true)]
    pub as_of: Option<i32>,
}

/// By what the rows of needs against offers are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Facet {
    /// By kind of capability.
    Kind,
    /// By theme.
    Theme,
    /// By provision.
    Provision,
}

impl Facet {
    const fn code(self) -> &'static str {
        match self {
            Self::Kind => "KIND",
            Self::Theme => "THEME",
            Self::Provision => "PROVISION",
        }
    }
}

/// The reports.
#[derive(Debug, Subcommand)]
pub enum Report {
    /// How many invited States say what in a round, question by question.
    Coverage {
        /// The key of the round.
        round: String,
    },
    /// One question over rounds.
    Trend {
        /// The edition, `national-implementation/1`.
        edition: String,
        /// The code of the question there.
        question: String,
    },
    /// States side by side at some questions of a round.
    Comparison {
        /// The key of the round.
        round: String,
        /// The States, by alpha-3 code.
        #[arg(required = true)]
        states: Vec<String>,
        /// A question; can be given several times.
        #[arg(long, required = true)]
        question: Vec<String>,
    },
    /// What one State shows.
    Profile {
        /// The State, by alpha-3 code.
        state: String,
    },
    /// How many of how many filed, round by round.
    Participation {
        /// The key of one round; left out: all.
        round: Option<String>,
    },
    /// How many States need what, to how many of them an offer is open, and how many offer it; as of now, or of an instant.
    NeedsAgainstOffers {
        /// By what rows are told apart.
        #[arg(long = "facet", value_enum, default_value_t = Facet::Kind)]
        by: Facet,
        /// Of a regional group alone: `african`.
        #[arg(long)]
        regional: Option<String>,
        /// The instant as of which to report, such as `2027-03-01T12:00:00Z`; left out: as it is now.
        #[arg(long)]
        at: Option<DateTime<Utc>>,
    },
    /// Who was invited, opened and filed: for the secretariat, and always as it is now.
    Status {
        /// The key of the round.
        round: String,
    },
}

const ANSWER: &str =
    "questionCode standing language citation value { __typename ... on SingleChoiceValue { chosen { code text } }
    ... on MultiChoiceValue { choices { code text } } ... on ScaleValue { step } ... on BooleanValue { isYes }
    ... on TextValue { text } ... on NumberValue { number } ... on DateValue { date } ... on UrlListValue { urls } }";

const ROW: &str = "questionCode invited asOf options { code states } hidden { states described }
    parts { notFiled notAsked silent none notApplicable existsNotDisclosed declined answeredShown countedNotShown withheld }";

impl Report {
    /// The document that asks for it, and its variables.
    pub fn document(&self, as_of: Option<i32>) -> (String, Value) {
        match self {
            Self::Coverage { round } => (
                format!(
                    "query ($round: String!, $asOf: Int) {{ coverage(round: $round, asOf: $asOf) {{ invited filedCount asOf
                        release {{ number atPosition }} rows {{ {ROW} }} }} }}"
                ),
                json!({"round": round, "asOf": as_of}),
            ),
            Self::Trend { edition, question } => (
                format!(
                    "query ($edition: String!, $question: String!, $asOf: Int) {{
                        trend(edition: $edition, question: $question, asOf: $asOf) {{ runs {{ points {{
                            joint round {{ key }} release {{ number atPosition }} row {{ {ROW} }} }} }} }} }}"
                ),
                json!({"edition": edition, "question": question, "asOf": as_of}),
            ),
            Self::Comparison {
                round,
                states,
                question,
            } => (
                format!(
                    "query ($round: String!, $states: [String!]!, $questions: [String!], $asOf: Int) {{
                        comparison(round: $round, states: $states, questions: $questions, asOf: $asOf) {{ invited asOf
                            rows {{ questionCode showing invited options {{ code states }}
                                cells {{ state {{ code }} answer {{ {ANSWER} }} }} }} }} }}"
                ),
                json!({"round": round, "states": states, "questions": question, "asOf": as_of}),
            ),
            Self::Profile { state } => (
                format!(
                    "query ($state: String!, $asOf: Int) {{ stateProfile(state: $state, asOf: $asOf) {{ asOf
                        filings {{ citation filedAt }}
                        provisions {{ provision {{ code }} adoption answers {{ questionCode standing citation }} }}
                        needs {{ {ANSWER} }} contacts {{ {ANSWER} }} }} }}"
                ),
                json!({"state": state, "asOf": as_of}),
            ),
            Self::Participation { round } => (
                "query ($round: String, $asOf: Int) { participation(round: $round, asOf: $asOf) { round { key } asOf
                    members { invited filed } observers { invited filed } groups { group turnout { invited filed } } } }"
                    .to_owned(),
                json!({"round": round, "asOf": as_of}),
            ),
            Self::NeedsAgainstOffers { by, regional, at } => {
                let group = regional.as_ref().map(|regional| json!({"regional": regional}));
                (
                    "query ($by: NeedsFacet!, $group: GroupInput, $asOf: DateTime) {
                        needsAgainstOffers(by: $by, group: $group, asOf: $asOf) { asOf states needing allStates organisations
                            rows { term { code } provision { code } needing met offeringStates offeringOrganisations } } }"
                        .to_owned(),
                    json!({"by": by.code(), "group": group, "asOf": at}),
                )
            }
            Self::Status { round } => (
                "query ($round: String!) { roundStatus(round: $round) { asOf members { invited opened filed }
                    observers { invited opened filed } states { state { code } status openedAt hasFiled } } }"
                    .to_owned(),
                json!({"round": round}),
            ),
        }
    }
}

/// Asks a service for a report.
pub async fn ask(arguments: &ReportArguments) -> Result<Value, AskError> {
    let (query, variables) = arguments.report.document(arguments.as_of);
    arguments.service.ask(&query, &variables).await
}
