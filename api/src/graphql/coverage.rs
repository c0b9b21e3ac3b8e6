//! Coverage: how many invited States say what, always with denominator and as-of.

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, Enum, InputObject, Object, SimpleObject, Value};
use chrono::{DateTime, Utc};
use domain::id::{M49Code, OrganisationId, ProvisionId};
use domain::norm::RegionalGroup;
use domain::questionnaire as questions;
use domain::report as rules;
use domain::report::{Group, Part, ProvisionFigure, ProvisionQuestions, Selection};
use domain::submission as submissions;

use crate::graphql::call::Call;
use crate::graphql::edition::Edition;
use crate::graphql::fault::Fault;
use crate::graphql::norm::{AdoptionCode, Provision};
use crate::graphql::plain::{Plain, PlainFields, PlainList};
use crate::graphql::question::{OptionItem, Question};
use crate::graphql::report::reading::{Reading, figures, find_round, read_as_of};
use crate::graphql::round::Round;

/// A part of the partition of the invited States. Each State stands in exactly one; parts are never merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "CoveragePart", remote = "Part")]
pub enum PartCode {
    /// No filing stands.
    NotFiled,
    /// A condition did not hold.
    NotAsked,
    /// Asked and not answered.
    Silent,
    /// There is nothing.
    None,
    /// The question does not apply.
    NotApplicable,
    /// Something exists and is not disclosed.
    ExistsNotDisclosed,
    /// The State prefers not to say.
    Declined,
    /// An answer that the reader may see.
    AnsweredShown,
    /// Counted and not shown.
    CountedNotShown,
    /// An answer that is neither shown nor counted.
    Withheld,
}

/// How many invited States stand in each part; together they are all of them.
#[derive(Clone, Debug, SimpleObject)]
pub struct Parts {
    /// No filing stands.
    not_filed: u32,
    /// A condition did not hold.
    not_asked: u32,
    /// Asked and not answered.
    silent: u32,
    /// There is nothing.
    none: u32,
    /// The question does not apply.
    not_applicable: u32,
    /// Something exists and is not disclosed.
    exists_not_disclosed: u32,
    /// The State prefers not to say.
    declined: u32,
    /// Answers that the reader may see.
    answered_shown: u32,
    /// Answers counted and not shown.
    counted_not_shown: u32,
    /// Answers neither shown nor counted.
    withheld: u32,
}

impl From<&rules::Parts> for Parts {
    fn from(parts: &rules::Parts) -> Self {
        Self {
            not_filed: parts.get(Part::NotFiled),
            not_asked: parts.get(Part::NotAsked),
            silent: parts.get(Part::Silent),
            none: parts.get(Part::None),
            not_applicable: parts.get(Part::NotApplicable),
            exists_not_disclosed: parts.get(Part::ExistsNotDisclosed),
            declined: parts.get(Part::Declined),
            answered_shown: parts.get(Part::AnsweredShown),
            counted_not_shown: parts.get(Part::CountedNotShown),
            withheld: parts.get(Part::Withheld),
        }
    }
}

impl PlainFields for Parts {
    fn plain(&self, field: &str) -> Option<Value> {
        let states = match field {
            "notFiled" => self.not_filed,
            "notAsked" => self.not_asked,
            "silent" => self.silent,
            "none" => self.none,
            "notApplicable" => self.not_applicable,
            "existsNotDisclosed" => self.exists_not_disclosed,
            "declined" => self.declined,
            "answeredShown" => self.answered_shown,
            "countedNotShown" => self.counted_not_shown,
            "withheld" => self.withheld,
            _ => return None,
        };
        Some(states.into())
    }
}

/// How many States chose an option.
#[derive(Clone)]
pub struct OptionFigure {
    edition: Arc<questions::Edition>,
    question: questions::QuestionIndex,
    place: usize,
    states: u32,
}

impl OptionFigure {
    /// How many States chose each option of a question, in the order of its list.
    pub(crate) fn list(
        edition: &Arc<questions::Edition>,
        question: questions::QuestionIndex,
        states: &[u32],
    ) -> PlainList<Self> {
        let figure = |(place, states): (usize, &u32)| Self {
            edition: Arc::clone(edition),
            question,
            place,
            states: *states,
        };
        PlainList(states.iter().enumerate().map(figure).collect())
    }

    fn listed(&self) -> Option<&questions::OptionItem> {
        let question = self.edition.at(self.question).question;
        self.edition.options(question).get(self.place)
    }

    fn code(&self) -> String {
        match &self.edition.at(self.question).question.kind {
            questions::Kind::Scale { min, .. } => {
                (i64::from(*min) + i64::try_from(self.place).unwrap_or(0)).to_string()
            }
            questions::Kind::Boolean => if self.place == 0 { "yes" } else { "no" }.to_owned(),
            questions::Kind::SingleChoice { .. }
            | questions::Kind::MultiChoice { .. }
            | questions::Kind::ShortText { .. }
            | questions::Kind::LongText { .. }
            | questions::Kind::Number { .. }
            | questions::Kind::Date { .. }
            | questions::Kind::UrlList { .. }
            | questions::Kind::Evidence { .. }
            | questions::Kind::StateList
            | questions::Kind::Contact => self.listed().map(|option| option.code.to_string()).unwrap_or_default(),
        }
    }
}

/// How many States chose an option.
#[Object]
impl OptionFigure {
    /// The option; none for steps of a scale, and for *yes* and *no*.
    async fn option(&self, ctx: &Context<'_>) -> Option<OptionItem> {
        self.listed().map(|option| OptionItem::new(Call::of(ctx), option, None))
    }

    /// Its code: of the option, the step, or `yes` and `no`.
    #[graphql(name = "code")]
    async fn code_of(&self) -> String {
        self.code()
    }

    /// How many States. Of a multiple choice the options overlap, so these do not add up.
    async fn states(&self) -> u32 {
        self.states
    }
}

impl PlainFields for OptionFigure {
    fn plain(&self, field: &str) -> Option<Value> {
        match field {
            "code" => Some(self.code().into()),
            "states" => Some(self.states.into()),
            _ => None,
        }
    }
}

/// What answers that are counted and not shown say, as of the release.
#[derive(Clone, SimpleObject)]
pub struct HiddenFigure {
    /// How many States are counted.
    states: u32,
    /// How many of them the distribution describes.
    described: u32,
    /// What those said by standing, in the order of `Standing`; none where it may not be told.
    standings: Option<Vec<u32>>,
    /// What those said by option; none where it may not be told.
    options: Option<PlainList<OptionFigure>>,
}

/// One question's figures.
#[derive(Clone)]
pub struct CoverageRow {
    reading: Arc<Reading>,
    row: rules::Row,
}

impl CoverageRow {
    pub(crate) fn new(reading: &Arc<Reading>, row: rules::Row) -> Self {
        Self {
            reading: Arc::clone(reading),
            row,
        }
    }

    fn placed(&self) -> questions::Placed<'_> {
        self.reading.edition.at(self.row.question)
    }

    fn by_option(&self, states: &[u32]) -> PlainList<OptionFigure> {
        OptionFigure::list(&self.reading.edition, self.row.question, states)
    }
}

/// One question's figures.
#[Object]
impl CoverageRow {
    /// The question.
    async fn question(&self, ctx: &Context<'_>) -> Option<Question> {
        let edition = Edition::new(Call::of(ctx).world(), &self.reading.edition);
        edition.question(&self.placed().question.code)
    }

    /// The code of the question.
    async fn question_code(&self) -> &str {
        self.placed().question.code.as_str()
    }

    /// The partition of the invited States. It sums to `invited`.
    async fn parts(&self) -> Plain<Parts> {
        Plain(Parts::from(&self.row.parts))
    }

    /// Of the answers shown, how many States chose each option, in the order of the list.
    async fn options(&self) -> PlainList<OptionFigure> {
        self.by_option(&self.row.options)
    }

    /// What is counted and not shown; none in groups and before the first release.
    async fn hidden(&self) -> Option<HiddenFigure> {
        let hidden = self.row.hidden.as_ref()?;
        let told = hidden.distribution.as_ref();
        Some(HiddenFigure {
            states: hidden.states,
            described: hidden.described,
            standings: told.map(|told| told.standings.to_vec()),
            options: told.map(|told| self.by_option(&told.options)),
        })
    }

    /// The denominator: how many States were invited, of the selection.
    async fn invited(&self) -> u32 {
        self.reading.coverage.invited
    }

    /// The register position as of which States are counted.
    async fn as_of(&self) -> u32 {
        self.reading.as_of()
    }
}

/// One provision's figure.
#[derive(SimpleObject)]
pub struct ProvisionCoverage {
    /// The provision.
    provision: Option<Provision>,
    /// What became of its text. Texts that were not adopted are never summed with agreed ones.
    adoption: AdoptionCode,
    /// The row of its lead question, where it has one.
    row: Option<CoverageRow>,
    /// Without a lead question: how many States answered any of its questions, each State once.
    answering: Option<u32>,
}

/// The release that counted answers come from. It is older than the rest of the figures.
#[derive(Clone, Debug, SimpleObject)]
pub struct ReleaseMark {
    /// Counted from 1 in the round.
    pub(crate) number: u32,
    /// The last register position that it takes into account.
    at_position: u32,
    /// When it was made.
    at: DateTime<Utc>,
}

impl From<rules::ReleaseMark> for ReleaseMark {
    fn from(mark: rules::ReleaseMark) -> Self {
        Self {
            number: mark.number,
            at_position: u32::try_from(mark.at_position.0).unwrap_or(u32::MAX),
            at: mark.at,
        }
    }
}

/// Figures of a round, with their denominator and as-of.
pub struct Coverage(Arc<Reading>);

/// Figures of a round for one reader: the world, one group, or the observer States. Every figure is a function of what the
/// reader may see; what is counted and not shown enters the world total alone, through releases.
#[Object]
impl Coverage {
    /// The round.
    async fn round(&self) -> Round {
        Round(Arc::clone(&self.0.round))
    }

    /// The denominator: how many States were invited, of the selection.
    async fn invited(&self) -> u32 {
        self.0.coverage.invited
    }

    /// Of how many of them a filing stands.
    async fn filed_count(&self) -> u32 {
        let not_filed = self.0.coverage.rows.first().map(|row| row.parts.get(Part::NotFiled));
        self.0.coverage.invited - not_filed.unwrap_or(0)
    }

    /// The register position as of which States are counted: cite it.
    async fn as_of(&self) -> u32 {
        self.0.as_of()
    }

    /// The release that counted answers come from; none before the first, and in groups.
    async fn release(&self) -> Option<ReleaseMark> {
        self.0.coverage.release.map(ReleaseMark::from)
    }

    /// One row for every question, in the order of the edition; or for those named, in that order too.
    #[graphql(complexity = "10 + 30 * child_complexity")]
    async fn rows(&self, questions: Option<Vec<String>>) -> Vec<CoverageRow> {
        let rows = self.0.coverage.rows.iter().filter(|row| {
            let code = self.0.edition.at(row.question).question.code.as_str();
            questions
                .as_ref()
                .is_none_or(|questions| questions.iter().any(|wanted| wanted == code))
        });
        rows.map(|row| CoverageRow::new(&self.0, row.clone())).collect()
    }

    /// The row of a question.
    async fn row(&self, question: String) -> Option<CoverageRow> {
        let index = self.0.edition.question(&question)?.index;
        let row = self.0.coverage.rows.iter().find(|row| row.question == index)?;
        Some(CoverageRow::new(&self.0, row.clone()))
    }

    /// One row for every provision that the edition asks about, in document order, instrument after instrument: its lead
    /// question, or how many States answered any of its questions. Questions are never added up.
    #[graphql(complexity = "10 + 30 * child_complexity")]
    async fn provisions(&self, ctx: &Context<'_>) -> Vec<ProvisionCoverage> {
        let call = Call::of(ctx);
        let reading = &self.0;
        let norms = &call.world().norms;
        let adoption = |id: &ProvisionId| norms.instrument(&id.instrument()).map(|instrument| instrument.adoption);
        let of = ProvisionQuestions::all(&reading.edition, adoption);
        let answering = |questions: &[questions::QuestionIndex]| {
            reading
                .columns
                .answering(&reading.viewer, reading.now, questions, &reading.selection)
        };
        let mut rows = rules::provisions(&of, &reading.coverage.rows, answering);
        let instruments = reading.edition.instruments();
        rows.sort_by_key(|row| {
            let instrument = row.provision.instrument();
            let known = instruments.iter().position(|id| *id == instrument);
            (known.unwrap_or(instruments.len()), norms.place(&row.provision))
        });
        let row = |row: rules::ProvisionRow| {
            let (lead, answering) = match row.figure {
                ProvisionFigure::Lead(row) => (Some(CoverageRow::new(reading, row)), None),
                ProvisionFigure::Answering { states } => (None, Some(states)),
            };
            ProvisionCoverage {
                provision: Provision::find(call.world(), &row.provision),
                adoption: row.adoption.into(),
                row: lead,
                answering,
            }
        };
        rows.into_iter().map(row).collect()
    }
}

/// Figures of every published group, as flat lists for charts: `values[((group * questions) + question) * parts + part]`.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct CoverageByGroup {
    /// The register position as of which States are counted.
    as_of: u32,
    /// The groups: `regional:african`, `m49:002`, `ldc`, `lldc`, `sids`, `organisation:au`.
    groups: Vec<String>,
    /// The denominator of each group.
    invited: Vec<u32>,
    /// The codes of the questions.
    questions: Vec<String>,
    /// The names of the parts, in the order of the values.
    parts: Vec<PartCode>,
    #[graphql(skip)]
    values: Vec<u32>,
}

#[ComplexObject]
impl CoverageByGroup {
    /// The numbers of States, in JSON.
    #[graphql(complexity = "50")]
    async fn values(&self) -> async_graphql::Json<&[u32]> {
        async_graphql::Json(&self.values)
    }
}

/// A group that States belonged to when the round opened. Name one.
#[derive(Clone, Debug, InputObject)]
pub struct GroupInput {
    /// A regional group: `african`.
    regional: Option<String>,
    /// An area of M49: `002`.
    area: Option<String>,
    /// An organisation: `au`.
    organisation: Option<String>,
    /// The least developed countries.
    #[graphql(default)]
    is_ldc: bool,
    /// The landlocked developing countries.
    #[graphql(default)]
    is_lldc: bool,
    /// The small island developing States.
    #[graphql(default)]
    is_sids: bool,
    /// The observer States, which are shown apart.
    #[graphql(default)]
    is_observers: bool,
}

impl GroupInput {
    pub(crate) fn read(self) -> Result<Selection, Fault> {
        let bad = |field: &str| Fault::invalid().at(format!("group.{field}"));
        let mut named = Vec::new();
        if let Some(code) = self.regional {
            let group = RegionalGroup::from_code(&code).ok_or_else(|| bad("regional"))?;
            named.push(Selection::Group(Group::Regional(group)));
        }
        if let Some(code) = self.area {
            named.push(Selection::Group(Group::Area(
                M49Code::new(code).map_err(|_| bad("area"))?,
            )));
        }
        if let Some(code) = self.organisation {
            let id = OrganisationId::new(code).map_err(|_| bad("organisation"))?;
            named.push(Selection::Group(Group::Organisation(id)));
        }
        let flags = [
            (self.is_ldc, Selection::Group(Group::LeastDeveloped)),
            (self.is_lldc, Selection::Group(Group::LandlockedDeveloping)),
            (self.is_sids, Selection::Group(Group::SmallIslandDeveloping)),
            (self.is_observers, Selection::Observers),
        ];
        named.extend(flags.into_iter().filter(|(on, _)| *on).map(|(_, selection)| selection));
        match <[Selection; 1]>::try_from(named) {
            Ok([selection]) => Ok(selection),
            Err(_) => Err(Fault::invalid().at("group")),
        }
    }
}

/// Figures.
#[derive(Default)]
pub struct CoverageQuery;

/// The last release of a round's figures.
pub(crate) async fn last_release(call: &Call, round: &submissions::Round) -> Result<Option<ReleaseMark>, Fault> {
    let (_, figures) = figures(call, round).await?;
    Ok(figures.releases.last().map(|release| release.mark().into()))
}

/// The figures of the round with this key.
async fn reading(
    call: &Call,
    round: String,
    as_of: Option<i32>,
    selection: &Selection,
) -> Result<Option<Arc<Reading>>, Fault> {
    let as_of = read_as_of(as_of)?;
    match find_round(call, round).await? {
        Some(round) => Reading::of(call, round, as_of, selection).await,
        None => Ok(None),
    }
}

#[Object]
impl CoverageQuery {
    /// The figures of a round: of all invited Member States, or of one group that is published. With `asOf`, what stood at
    /// that position of the register, read with the rights of today. None where the group is too small to be published.
    #[graphql(complexity = "20 + child_complexity")]
    async fn coverage(
        &self,
        ctx: &Context<'_>,
        round: String,
        group: Option<GroupInput>,
        as_of: Option<i32>,
    ) -> Result<Option<Coverage>, Fault> {
        let selection = group.map(GroupInput::read).transpose()?.unwrap_or(Selection::World);
        Ok(reading(Call::of(ctx), round, as_of, &selection).await?.map(Coverage))
    }

    /// The figures of every published group of a round in one compact field: of every question, or of those named.
    #[graphql(complexity = "50 + child_complexity")]
    async fn coverage_by_group(
        &self,
        ctx: &Context<'_>,
        round: String,
        questions: Option<Vec<String>>,
        as_of: Option<i32>,
    ) -> Result<Option<CoverageByGroup>, Fault> {
        let Some(reading) = reading(Call::of(ctx), round, as_of, &Selection::World).await? else {
            return Ok(None);
        };
        let mut by_group = reading.columns.by_group(&reading.viewer, reading.now);
        if let Some(wanted) = &questions {
            let named = |code: &str| wanted.iter().any(|wanted| wanted == code);
            by_group = by_group.of(|index| named(reading.edition.at(index).question.code.as_str()));
        }
        let code = |index: &questions::QuestionIndex| reading.edition.at(*index).question.code.to_string();
        Ok(Some(CoverageByGroup {
            as_of: reading.as_of(),
            groups: by_group.groups.iter().map(Group::code).collect(),
            invited: by_group.invited.clone(),
            questions: by_group.questions.iter().map(code).collect(),
            parts: by_group.parts.iter().map(|part| PartCode::from(*part)).collect(),
            values: by_group.values,
        }))
    }
}
