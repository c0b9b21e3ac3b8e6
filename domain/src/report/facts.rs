//! What figures are made of: the frozen list of invited States, the questions, and what was filed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::id::StateCode;
use crate::questionnaire::{
    Ceiling, Condition, Edition, Expectation, Kind, Operator, Placed, Question, QuestionIndex, Standing, StandingCode,
    Value,
};
use crate::report::Groups;
use crate::submission::{Invited, Position, Sharing};

/// A question as far as figures need it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// How many options it has: those of its list, the steps of its scale, or yes and no. None for other kinds, and for
    /// a scale with more than [`OptionSet::MOST`] steps.
    pub options: usize,
    /// The widest visibility that any answer has, whatever its sharing says.
    pub ceiling: Option<Ceiling>,
    /// Whether it is a view of a field of the submission. Then there is no answer and no figure.
    pub bound: bool,
    /// The earlier questions on whose answers it depends whether it is asked: those in its own conditions and in those
    /// of its section and module.
    pub rests_on: Vec<QuestionIndex>,
    /// Those among them by which the State only takes up the module: a choice of modules by their ids.
    pub takes_up: Vec<QuestionIndex>,
}

impl Item {
    /// The questions of an edition, in order.
    pub fn all(edition: &Edition) -> Vec<Self> {
        edition.questions().map(|placed| Self::of(edition, placed)).collect()
    }

    fn of(edition: &Edition, placed: Placed<'_>) -> Self {
        let found = |condition: &Condition| edition.question(&condition.question).map(|earlier| earlier.index);
        let all = |expectation: Option<&Expectation>| -> BTreeSet<QuestionIndex> {
            let conditions = expectation.into_iter().flat_map(|expectation| &expectation.conditions);
            conditions.filter_map(found).collect()
        };
        let own = &all(placed.section.condition.as_ref()) | &all(placed.question.condition.as_ref());
        let of_module = placed.module.condition.as_ref();
        let chooses = |condition: &&Condition| match &condition.operator {
            Operator::Chosen(option) => option.as_str() == placed.module.id.as_str(),
            Operator::Exists(_)
            | Operator::NotChosen(_)
            | Operator::Is(_)
            | Operator::Equal(_)
            | Operator::NotEqual(_)
            | Operator::Greater(_)
            | Operator::Less(_)
            | Operator::AtLeast(_)
            | Operator::AtMost(_) => false,
        };
        let others = of_module.into_iter().flat_map(|expectation| &expectation.conditions);
        let others: BTreeSet<QuestionIndex> = others.filter(|c| !chooses(c)).filter_map(found).collect();
        let rests_on = &all(of_module) | &own;
        let takes_up = &rests_on - &(&own | &others);
        Self {
            options: option_count(edition, placed.question),
            ceiling: placed.question.ceiling,
            bound: placed.question.bind.is_some(),
            rests_on: rests_on.into_iter().collect(),
            takes_up: takes_up.into_iter().collect(),
        }
    }
}

fn option_count(edition: &Edition, question: &Question) -> usize {
    match &question.kind {
        Kind::SingleChoice { .. } | Kind::MultiChoice { .. } => edition.options(question).len(),
        Kind::Scale { min, max } => usize::try_from(i64::from(*max) - i64::from(*min) + 1)
            .ok()
            .filter(|steps| *steps <= OptionSet::MOST)
            .unwrap_or(0),
        Kind::Boolean => 2,
        Kind::ShortText { .. }
        | Kind::LongText { .. }
        | Kind::Number { .. }
        | Kind::Date { .. }
        | Kind::UrlList { .. }
        | Kind::Evidence { .. }
        | Kind::StateList
        | Kind::Contact => 0,
    }
}

/// A set of options of one question, by their places in its list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OptionSet(u64);

impl OptionSet {
    /// The most options that a question can have in figures.
    pub const MOST: usize = 64;

    /// The places that an answer chooses: of the options in the order of the list, of the steps from the lowest, of
    /// *yes* (0) and *no* (1). Empty for other kinds, for silence, and for what the edition does not have.
    pub fn chosen(edition: &Edition, question: &Question, standing: &Standing) -> Self {
        let list = question.kind.list().and_then(|id| edition.list(id));
        let place = |code: &crate::id::OptionCode| list.and_then(|list| list.find(code)).map(|(place, _)| place);
        let count = option_count(edition, question);
        let Some(value) = standing.value() else {
            return Self::default();
        };
        match value {
            Value::SingleChoice(chosen) => place(&chosen.option).into_iter().collect(),
            Value::MultiChoice(chosen) => chosen.iter().filter_map(|chosen| place(&chosen.option)).collect(),
            Value::Scale(step) => match question.kind {
                Kind::Scale { min, .. } => usize::try_from(i64::from(*step) - i64::from(min))
                    .ok()
                    .filter(|place| *place < count)
                    .into_iter()
                    .collect(),
                Kind::SingleChoice { .. }
                | Kind::MultiChoice { .. }
                | Kind::Boolean
                | Kind::ShortText { .. }
                | Kind::LongText { .. }
                | Kind::Number { .. }
                | Kind::Date { .. }
                | Kind::UrlList { .. }
                | Kind::Evidence { .. }
                | Kind::StateList
                | Kind::Contact => Self::default(),
            },
            Value::Boolean(yes) => [usize::from(!yes)].into_iter().collect(),
            Value::ShortText(_)
            | Value::LongText(_)
            | Value::Number(_)
            | Value::Date(_)
            | Value::UrlList(_)
            | Value::Evidence(_)
            | Value::StateList(_)
            | Value::Contact(_) => Self::default(),
        }
    }

    /// The places in order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let place = (left != 0).then(|| left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(place)
        })
    }

    fn within(self, options: usize) -> bool {
        options >= Self::MOST || self.0 >> options == 0
    }
}

impl FromIterator<usize> for OptionSet {
    /// Places from [`OptionSet::MOST`] on are not taken: no question in figures has them.
    fn from_iter<I: IntoIterator<Item = usize>>(places: I) -> Self {
        let bits = places.into_iter().filter(|place| *place < Self::MOST);
        Self(bits.fold(0, |set, place| set | 1 << place))
    }
}

/// One filed answer, coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledAnswer {
    /// The standing.
    pub standing: StandingCode,
    /// The options chosen; empty unless the standing is *answered* and the kind has options.
    pub options: OptionSet,
    /// How it is shared today, whenever it was filed.
    pub sharing: Arc<Sharing>,
    /// Whether it was once shared with readers who cannot read it today. What somebody has read is never counted as
    /// hidden: they would know one contributor.
    pub narrowed: bool,
}

impl FiledAnswer {
    /// Codes an answer. `narrowed` says whether it was once shared with readers who cannot read it today.
    pub fn new(
        edition: &Edition,
        question: &Question,
        standing: &Standing,
        sharing: Arc<Sharing>,
        narrowed: bool,
    ) -> Self {
        Self {
            standing: standing.code(),
            options: OptionSet::chosen(edition, question, standing),
            sharing,
            narrowed,
        }
    }
}

/// What one filing holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// The questions that were asked: enabled by the answers filed.
    pub asked: BTreeSet<QuestionIndex>,
    /// The answers, each to a question that was asked.
    pub answers: BTreeMap<QuestionIndex, FiledAnswer>,
}

/// What an entry of the register did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A first filing, or one after a withdrawal.
    Filing(Contents),
    /// A filing that supersedes the standing one.
    Amendment(Contents),
    /// The end of the standing filing.
    Withdrawal,
}

impl Act {
    /// What is filed from then on.
    pub const fn contents(&self) -> Option<&Contents> {
        match self {
            Self::Filing(contents) | Self::Amendment(contents) => Some(contents),
            Self::Withdrawal => None,
        }
    }
}

/// An entry of the register in this round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// Its place.
    pub position: Position,
    /// The State.
    pub state: StateCode,
    /// What it did.
    pub act: Act,
}

/// A round's facts that do not fit together. Whoever filled them in has a fault.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FactsRefused {
    /// A State stands twice in the list, or the list is not in order of code.
    #[error("{0} does not stand once and in order among those invited")]
    NotInOrder(StateCode),
    /// More States than [`Frame::MOST_STATES`].
    #[error("{0} States are invited, more than {most}", most = Frame::MOST_STATES)]
    TooManyStates(usize),
    /// A question with more options than [`OptionSet::MOST`].
    #[error("question {question} has more than {most} options", question = .0.get(), most = OptionSet::MOST)]
    TooManyOptions(QuestionIndex),
    /// A question rests on itself or a later one.
    #[error("question {question} rests on one that is not earlier", question = .0.get())]
    NotEarlier(QuestionIndex),
    /// Entries are not in order of position.
    #[error("the entry at position {0} is out of order")]
    OutOfOrder(Position),
    /// A State filed that was not invited.
    #[error("{0} filed and was not invited")]
    NotInvited(StateCode),
    /// An answer to a question that the edition does not have, that was not asked or is bound; or options that the
    /// question does not have, or beside a silence.
    #[error("the entry at position {0} answers question {question} wrongly", question = .1.get())]
    WrongAnswer(Position, QuestionIndex),
}

/// What of a round's facts was frozen when it opened: who was invited, in which groups, and what is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    invited: Vec<Invited>,
    items: Vec<Item>,
    groups: Groups,
}

impl Frame {
    /// The most States that can be invited; there are fewer in the world.
    pub const MOST_STATES: usize = 256;

    /// Takes the invited States in order of code and the questions in order.
    pub fn new(invited: Vec<Invited>, items: Vec<Item>) -> Result<Self, FactsRefused> {
        if invited.len() > Self::MOST_STATES {
            return Err(FactsRefused::TooManyStates(invited.len()));
        }
        if let Some(pair) = invited.windows(2).find(|pair| pair[0].state >= pair[1].state) {
            return Err(FactsRefused::NotInOrder(pair[1].state.clone()));
        }
        for (index, item) in (0..).map(QuestionIndex).zip(&items) {
            if item.options > OptionSet::MOST {
                return Err(FactsRefused::TooManyOptions(index));
            }
            if item.rests_on.iter().any(|earlier| *earlier >= index) {
                return Err(FactsRefused::NotEarlier(index));
            }
        }
        let groups = Groups::of(&invited);
        Ok(Self { invited, items, groups })
    }

    /// The invited States in order of code: the denominator. In a round at the State's own request, which has none, they
    /// are the States whose filings stand.
    pub fn invited(&self) -> &[Invited] {
        &self.invited
    }

    /// The questions in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The groups of the invited Member States.
    pub const fn groups(&self) -> &Groups {
        &self.groups
    }

    /// The questions that have figures, in order: those that are not bound.
    pub fn questions(&self) -> impl Iterator<Item = QuestionIndex> {
        let indexed = (0..).map(QuestionIndex).zip(&self.items);
        indexed.filter(|(_, item)| !item.bound).map(|(index, _)| index)
    }

    /// The place of a State among those invited.
    pub fn place(&self, state: &StateCode) -> Option<usize> {
        self.invited.binary_search_by(|known| known.state.cmp(state)).ok()
    }
}

/// What the figures of one round are made of. Checked once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    frame: Arc<Frame>,
    filings: Vec<Filed>,
}

impl Facts {
    /// Takes the entries in order of position. No sharing stays above the ceiling of its question; what is narrowed by that
    /// is not counted.
    pub fn new(frame: Arc<Frame>, mut filings: Vec<Filed>) -> Result<Self, FactsRefused> {
        if let Some(pair) = filings.windows(2).find(|pair| pair[0].position >= pair[1].position) {
            return Err(FactsRefused::OutOfOrder(pair[1].position));
        }
        for filed in &mut filings {
            if frame.place(&filed.state).is_none() {
                return Err(FactsRefused::NotInvited(filed.state.clone()));
            }
            match &mut filed.act {
                Act::Filing(contents) | Act::Amendment(contents) => {
                    contents.hold_to(&frame.items, filed.position)?;
                }
                Act::Withdrawal => {}
            }
        }
        Ok(Self { frame, filings })
    }

    /// What was frozen when the round opened.
    pub const fn frame(&self) -> &Arc<Frame> {
        &self.frame
    }

    /// The entries in order of position.
    pub fn filings(&self) -> &[Filed] {
        &self.filings
    }

    /// The place of the last entry; 0 before the first.
    pub fn last_position(&self) -> Position {
        self.filings.last().map_or(Position(0), |filed| filed.position)
    }

    /// What stands as of a position, by place in the list of those invited: nothing before the first filing, and nothing that
    /// a withdrawal takes back, then or later ([`crate::submission::state_at`]).
    pub fn standing_at(&self, as_of: Position) -> Vec<Option<&Contents>> {
        let mut standing = vec![None; self.frame.invited.len()];
        for filed in &self.filings {
            let place = self
                .frame
                .place(&filed.state)
                .expect("entries of States not invited are refused");
            let contents = filed.act.contents();
            if filed.position <= as_of || contents.is_none() {
                standing[place] = contents;
            }
        }
        standing
    }

    /// The next instant after `now` at which an embargo ends and figures change without an entry.
    pub fn next_change(&self, as_of: Position, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let contents = self.standing_at(as_of).into_iter().flatten();
        let answers = contents.flat_map(|contents| contents.answers.values());
        let ends = answers.filter_map(|answer| answer.sharing.embargo_until);
        ends.filter(|end| *end > now).min()
    }
}

impl Contents {
    fn hold_to(&mut self, items: &[Item], position: Position) -> Result<(), FactsRefused> {
        if let Some(beyond) = self.asked.iter().find(|index| index.get() >= items.len()) {
            return Err(FactsRefused::WrongAnswer(position, *beyond));
        }
        for (index, answer) in &mut self.answers {
            let wrong = FactsRefused::WrongAnswer(position, *index);
            let item = items.get(index.get()).ok_or_else(|| wrong.clone())?;
            let silent = answer.standing != StandingCode::Answered && answer.options != OptionSet::default();
            if item.bound || silent || !answer.options.within(item.options) || !self.asked.contains(index) {
                return Err(wrong);
            }
            let visibility = answer.sharing.visibility.clone().under(item.ceiling);
            if visibility != answer.sharing.visibility {
                answer.sharing = Arc::new(Sharing {
                    visibility,
                    counted: false,
                    embargo_until: answer.sharing.embargo_until,
                });
            }
        }
        Ok(())
    }
}
