//! What figures are made of: filed, coded answers without their text, and releases.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::id::{RoundId, StateCode};
use domain::questionnaire::{Edition, QuestionIndex, StandingCode};
use domain::report::{Act, Contents, Distribution, Figure, Filed, FiledAnswer, OptionSet, Release};
use domain::submission::{Audience, EntryKind, Position, Sharing, Visibility, VisibilityCode};
use sea_orm::FromQueryResult;
use serde_json::{Value as Json, json};

use crate::record::{number, read_bits};
use crate::sharing::SharingRow;
use crate::statement::{execute, sql};
use crate::submission::{count, place};
use crate::{Constraint, Snapshot, StoreError, Work};

#[derive(FromQueryResult)]
struct CodedFiling {
    position: i64,
    state_id: String,
    kind: String,
    asked: Vec<u8>,
}

#[derive(FromQueryResult)]
struct CodedAnswer {
    position: i64,
    question: String,
    standing: String,
    options: Option<Vec<i16>>,
    #[sea_orm(nested)]
    sharing: SharingRow,
    narrowed: bool,
}

#[derive(FromQueryResult)]
struct ReleaseRow {
    number: i32,
    at_position: i64,
    made_at: DateTime<Utc>,
    figures: Json,
}

/// How many filings are read by one statement: some tens of thousands of rows.
const FILINGS_AT_A_TIME: usize = 64;

fn bad(table: &'static str, column: &str, row: &impl ToString) -> StoreError {
    StoreError::Inconsistent {
        table,
        column: column.to_owned(),
        row: row.to_string(),
    }
}

impl Snapshot {
    /// What a round's entries after a position filed, coded, in the order of the register. Empty but in the scope that
    /// computes figures.
    pub async fn coded_filings(
        &self,
        round: RoundId,
        edition: &Edition,
        after: Position,
    ) -> Result<Vec<Filed>, StoreError> {
        let filings = CodedFiling::find_by_statement(sql(
            "select position, state_id, kind, asked from coded_filing where round_id = $1 and position > $2
             order by position",
            [round.0.into(), place(after).into()],
        ))
        .all(self.connection())
        .await?;
        let mut sharings: HashMap<SharingRow, Arc<Sharing>> = HashMap::new();
        let mut by_position: HashMap<i64, BTreeMap<QuestionIndex, FiledAnswer>> = HashMap::new();
        // Some filings at a time: the rows of them all would take more memory than everything that is made of them.
        for some in filings.chunks(FILINGS_AT_A_TIME) {
            let (Some(first), Some(last)) = (some.first(), some.last()) else {
                continue;
            };
            let answers = CodedAnswer::find_by_statement(sql(
                "select position, question, standing, options, visibility, audience_states, audience_organisations,
                        counted, embargo_until, narrowed
                 from coded_answer where round_id = $1 and position between $2 and $3",
                [round.0.into(), first.position.into(), last.position.into()],
            ))
            .all(self.connection())
            .await?;
            for row in answers {
                let wrong = |column: &str| bad("filed_answer", column, &format!("{} {}", row.position, row.question));
                let sharing = if let Some(known) = sharings.get(&row.sharing) {
                    Arc::clone(known)
                } else {
                    let sharing = row
                        .sharing
                        .clone()
                        .read()
                        .map_err(wrong)?
                        .ok_or_else(|| wrong("visibility"))?;
                    Arc::clone(sharings.entry(row.sharing).or_insert(Arc::new(sharing)))
                };
                let places = row.options.unwrap_or_default().into_iter();
                let answer = FiledAnswer {
                    standing: StandingCode::from_code(&row.standing).ok_or_else(|| wrong("standing"))?,
                    options: places
                        .filter_map(|place| usize::try_from(place).ok())
                        .collect::<OptionSet>(),
                    sharing,
                    narrowed: row.narrowed,
                };
                let index = edition.question(&row.question).ok_or_else(|| wrong("question"))?.index;
                by_position.entry(row.position).or_default().insert(index, answer);
            }
        }
        filings
            .into_iter()
            .map(|row| {
                let wrong = |column: &str| bad("filing", column, &row.position);
                let contents = Contents {
                    asked: read_bits(&row.asked),
                    answers: by_position.remove(&row.position).unwrap_or_default(),
                };
                Ok(Filed {
                    position: Position(number(row.position).ok_or_else(|| wrong("position"))?),
                    act: match EntryKind::from_code(&row.kind).ok_or_else(|| wrong("kind"))? {
                        EntryKind::Filing => Act::Filing(contents),
                        EntryKind::Amendment => Act::Amendment(contents),
                        EntryKind::Withdrawal => Act::Withdrawal,
                    },
                    state: StateCode::new(row.state_id.clone()).map_err(|_| wrong("state_id"))?,
                })
            })
            .collect()
    }

    /// The releases of a round, the oldest first. Empty but in the scope that computes figures.
    pub async fn releases(&self, round: RoundId) -> Result<Vec<Release>, StoreError> {
        let statement = sql(
            "select number, at_position, made_at, figures from release where round_id = $1 order by number",
            [round.0.into()],
        );
        let rows = ReleaseRow::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter()
            .map(|row| {
                let wrong = |column: &str| bad("release", column, &row.number);
                let figures = row
                    .figures
                    .as_array()
                    .ok_or_else(|| wrong("figures"))?
                    .iter()
                    .map(read_figure);
                Ok(Release {
                    number: u32::try_from(row.number).map_err(|_| wrong("number"))?,
                    at_position: Position(number(row.at_position).ok_or_else(|| wrong("at_position"))?),
                    at: row.made_at,
                    figures: figures.collect::<Option<_>>().ok_or_else(|| wrong("figures"))?,
                })
            })
            .collect()
    }
}

impl Work {
    /// Keeps a release. A conflict where another process has made the same one.
    pub async fn save_release(&self, round: RoundId, release: &Release) -> Result<(), StoreError> {
        let figures: Json = release.figures.iter().map(write_figure).collect();
        let kept = execute(
            self.connection(),
            "insert into release (round_id, number, at_position, made_at, figures) values ($1, $2, $3, $4, $5)
             on conflict do nothing",
            [
                round.0.into(),
                count(release.number).into(),
                place(release.at_position).into(),
                release.at.into(),
                figures.into(),
            ],
        )
        .await?;
        if kept == 1 {
            Ok(())
        } else {
            Err(StoreError::Conflict(Constraint::Revision))
        }
    }
}

fn write_figure(figure: &Figure) -> Json {
    let states = |states: &std::collections::BTreeSet<StateCode>| {
        states.iter().map(|state| json!(state.as_str())).collect::<Json>()
    };
    let audience = match &figure.layer {
        Visibility::Audience(audience) => Some(json!({
            "states": states(&audience.states),
            "organisations": audience.organisations.iter().map(|id| json!(id.as_str())).collect::<Json>(),
        })),
        Visibility::NationalTeam | Visibility::Secretariat | Visibility::MemberStates | Visibility::Public => None,
    };
    json!({
        "question": figure.question.0,
        "layer": figure.layer.code().code(),
        "audience": audience,
        "contributors": states(&figure.contributors),
        "waiting": states(&figure.waiting),
        "described": states(&figure.described),
        "standings": figure.distribution.standings,
        "options": figure.distribution.options,
    })
}

fn read_figure(json: &Json) -> Option<Figure> {
    let texts = |json: &Json| -> Option<Vec<String>> {
        json.as_array()?
            .iter()
            .map(|text| text.as_str().map(str::to_owned))
            .collect()
    };
    let states = |json: &Json| {
        texts(json)?
            .into_iter()
            .map(|code| StateCode::new(code).ok())
            .collect::<Option<_>>()
    };
    let numbers = |json: &Json| -> Option<Vec<u32>> {
        json.as_array()?
            .iter()
            .map(|number| u32::try_from(number.as_u64()?).ok())
            .collect()
    };
    let layer = match VisibilityCode::from_code(json.get("layer")?.as_str()?)? {
        VisibilityCode::NationalTeam => Visibility::NationalTeam,
        VisibilityCode::Secretariat => Visibility::Secretariat,
        VisibilityCode::Audience => {
            let audience = json.get("audience")?;
            let organisations = texts(audience.get("organisations")?)?.into_iter();
            Visibility::Audience(Audience {
                states: states(audience.get("states")?)?,
                organisations: organisations
                    .map(|id| domain::id::OrganisationId::new(id).ok())
                    .collect::<Option<_>>()?,
            })
        }
        VisibilityCode::MemberStates => Visibility::MemberStates,
        VisibilityCode::Public => Visibility::Public,
    };
    Some(Figure {
        question: QuestionIndex(u16::try_from(json.get("question")?.as_u64()?).ok()?),
        layer,
        contributors: states(json.get("contributors")?)?,
        waiting: states(json.get("waiting")?)?,
        described: states(json.get("described")?)?,
        distribution: Distribution {
            standings: numbers(json.get("standings")?)?.try_into().ok()?,
            options: numbers(json.get("options")?)?,
        },
    })
}
