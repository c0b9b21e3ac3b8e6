//! Releases: how answers that are counted and not shown enter the world total without telling one State's answer.
//! `docs/adr/0012-releases.md` gives the reasons, case by case.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::id::StateCode;
use crate::norm::StateStatus;
use crate::questionnaire::{QuestionIndex, StandingCode};
use crate::report::sight::{counts, hides_no_less};
use crate::report::{Act, Contents, Distribution, Facts, FiledAnswer, Frame, Hidden, OptionSet, Viewer};
use crate::submission::{Position, Visibility};

/// How many States hide each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReleaseRule {
    /// The fewest States whose answers enter a figure at once. Around any answer that is told of a set there are at least
    /// one fewer for which it does not hold.
    pub k: usize,
}

impl ReleaseRule {
    /// The rule that figures are published under: three.
    pub const PUBLISHED: Self = Self { k: 3 };

    /// Whether a distribution of so many contributors tells no answer, not even to one of them: outside every standing
    /// but *answered*, and outside every option, there are at least `k - 1` contributors. From `k` of 2 on, two options (or
    /// standings) are in use then.
    fn tells_nobody(self, distribution: &Distribution) -> bool {
        let states = distribution.standings.iter().sum::<u32>() as usize;
        let answered = StandingCode::Answered as usize;
        let with_options = distribution.options.iter().any(|states| *states > 0);
        let silences = distribution.standings.iter().enumerate();
        let silences = silences.filter(|(standing, _)| *standing != answered || !with_options);
        let mut classes = silences.map(|(_, states)| states).chain(&distribution.options);
        classes.all(|class| *class == 0 || states - *class as usize >= self.k - 1)
    }

    /// Whether so many are few enough to be told apart.
    const fn few(self, states: usize) -> bool {
        states > 0 && states < self.k
    }
}

/// What a release says of one question and of the answers shared in one way. Every reader sees either all answers of a
/// layer or none (save the own), so that nobody can take away some and keep few.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The question.
    pub question: QuestionIndex,
    /// The visibility that the answers have in common, audience included.
    pub layer: Visibility,
    /// The States counted, for the next release. Never shown.
    pub contributors: BTreeSet<StateCode>,
    /// Those of them that are too few to be described as yet. Never shown.
    pub waiting: BTreeSet<StateCode>,
    /// Those of them that the distribution describes. Whoever neither waits nor is described belongs to a block that would
    /// have told an answer: it stays a number for good, for describing it later would tell why it was not. Never shown.
    pub described: BTreeSet<StateCode>,
    /// What those described said when they were taken in.
    pub distribution: Distribution,
}

/// A release of a round: one immutable row, cumulative. Made at round close and then whenever at least `k` more Member
/// States have filed or amended, whatever they filed, so that its moment tells nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Counted from 1 in the round.
    pub number: u32,
    /// The last register position that it takes into account.
    pub at_position: Position,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Its figures, by question.
    pub figures: Vec<Figure>,
}

/// Which release a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReleaseMark {
    /// Its number in the round.
    pub number: u32,
    /// The last register position that it takes into account.
    pub at_position: Position,
    /// When it was made.
    pub at: DateTime<Utc>,
}

impl Release {
    /// The newest release that an as-of read at a position may use.
    pub fn as_of(releases: &[Self], position: Position) -> Option<&Self> {
        let until = releases.iter().filter(|release| release.at_position <= position);
        until.max_by_key(|release| release.number)
    }

    /// Its number, position and time.
    pub const fn mark(&self) -> ReleaseMark {
        ReleaseMark {
            number: self.number,
            at_position: self.at_position,
            at: self.at,
        }
    }

    /// What it says of a question to a viewer: the layers that they cannot read. The own State is among those shown, so it
    /// is taken off the number.
    pub(super) fn hidden(&self, frame: &Frame, question: QuestionIndex, viewer: &Viewer) -> Hidden {
        let first = self.figures.partition_point(|figure| figure.question < question);
        let figures = self.figures[first..]
            .iter()
            .take_while(|figure| figure.question == question);
        let mut distribution = Distribution::empty(frame.items()[question.get()].options);
        let (mut states, mut described) = (0, 0);
        for figure in figures.filter(|figure| !viewer.reader.is_among(&figure.layer)) {
            let own = viewer
                .reader
                .own
                .iter()
                .filter(|own| figure.contributors.contains(*own))
                .count();
            states += figure.contributors.len() - own;
            described += figure.described.len();
            distribution.merge(&figure.distribution);
        }
        let number = |states| u32::try_from(states).expect("no more States are invited than `Frame::MOST_STATES`");
        Hidden {
            states: number(states),
            described: number(described),
            distribution: (described > 0).then_some(distribution),
        }
    }
}

impl Figure {
    fn empty(question: QuestionIndex, layer: &Visibility, frame: &Frame) -> Self {
        Self {
            question,
            layer: layer.clone(),
            contributors: BTreeSet::new(),
            waiting: BTreeSet::new(),
            described: BTreeSet::new(),
            distribution: Distribution::empty(frame.items()[question.get()].options),
        }
    }

    /// Those about whom something was decided, described or not.
    fn judged(&self) -> BTreeSet<StateCode> {
        self.contributors.difference(&self.waiting).cloned().collect()
    }
}

/// A set of States of which another round has told something at a comparable question: subtracting the two rounds must not
/// leave few.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The question of this round.
    pub question: QuestionIndex,
    /// The visibility that their answers had.
    pub layer: Visibility,
    /// The States.
    pub states: BTreeSet<StateCode>,
}

impl Elsewhere {
    /// What the releases of another round, in order, say of the questions that `here` finds comparable ones for: whom each
    /// describes, and of whom each decided anew, described or not.
    pub fn all(releases: &[Release], here: impl Fn(QuestionIndex) -> Option<QuestionIndex>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        let nothing = Vec::new();
        let before = [&nothing]
            .into_iter()
            .chain(releases.iter().map(|release| &release.figures));
        for (before, release) in before.zip(releases) {
            for figure in &release.figures {
                let same = |other: &&Figure| other.question == figure.question && other.layer == figure.layer;
                let judged_before = before.iter().find(same).map(Figure::judged).unwrap_or_default();
                let judged = &figure.judged() - &judged_before;
                let Some(question) = here(figure.question).filter(|_| !judged.is_empty()) else {
                    continue;
                };
                all.extend([judged, figure.described.clone()].map(|states| Self {
                    question,
                    layer: figure.layer.clone(),
                    states,
                }));
            }
        }
        all.retain(|elsewhere| !elsewhere.states.is_empty());
        all
    }
}

/// An answer that may be counted where it is hidden.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    state: &'a StateCode,
    answer: &'a FiledAnswer,
}

/// The next release of a round, if one is due: at its close, and then when at least `k` Member States have filed or amended
/// since the last. It may leave every figure as it was. `facts` are those of the moment, `elsewhere` what other rounds have
/// told of comparable questions.
pub fn next_release(
    rule: ReleaseRule,
    previous: Option<&Release>,
    facts: &Facts,
    now: DateTime<Utc>,
    closed: bool,
    elsewhere: &[Elsewhere],
) -> Option<Release> {
    let since = previous.map_or(Position(0), |release| release.at_position);
    if !closed || previous.is_some() && filed_after(facts, since) < rule.k {
        return None;
    }
    let fewest = if previous.is_some() { rule.k } else { 1 };
    let mut round = Round::new(rule, facts, now);
    let before = previous.map_or(&[][..], |release| &release.figures);
    let figures = facts.frame().questions().flat_map(|question| {
        let mut figures: Vec<Figure> = before.iter().filter(|f| f.question == question).cloned().collect();
        round.take_in(&mut figures, question, fewest, elsewhere);
        figures
    });
    Some(Release {
        number: previous.map_or(0, |release| release.number) + 1,
        at_position: facts.last_position(),
        at: now,
        figures: figures.collect(),
    })
}

fn filed_after(facts: &Facts, since: Position) -> usize {
    let filings = facts.filings().iter().filter(|filed| filed.position > since);
    let states = filings.filter(|filed| match filed.act {
        Act::Filing(_) | Act::Amendment(_) => true,
        Act::Withdrawal => false,
    });
    let members = states.filter(|filed| is_member(facts, &filed.state));
    members.map(|filed| &filed.state).collect::<BTreeSet<_>>().len()
}

fn is_member(facts: &Facts, state: &StateCode) -> bool {
    facts
        .frame()
        .place(state)
        .is_some_and(|place| facts.frame().invited()[place].status == StateStatus::Member)
}

/// A Member State whose filing stands.
struct Member<'a> {
    state: &'a StateCode,
    contents: &'a Contents,
    /// All that it filed in this round.
    filings: Vec<&'a Contents>,
}

/// The round at the moment of a release.
struct Round<'a> {
    rule: ReleaseRule,
    facts: &'a Facts,
    now: DateTime<Utc>,
    members: Vec<Member<'a>>,
    /// By question: the later questions that rest on it, directly or not.
    resting: Vec<BTreeSet<QuestionIndex>>,
    /// By question: the States whose answers this release describes.
    described: Vec<BTreeSet<&'a StateCode>>,
}

impl<'a> Round<'a> {
    fn new(rule: ReleaseRule, facts: &'a Facts, now: DateTime<Utc>) -> Self {
        let standing = facts.standing_at(facts.last_position());
        let standing = facts.frame().invited().iter().zip(standing);
        let members = standing.filter(|(invited, _)| invited.status == StateStatus::Member);
        let members = members.filter_map(|(invited, standing)| {
            let contents = standing?;
            let filings = facts.filings().iter().filter(|filed| filed.state == invited.state);
            Some(Member {
                state: &invited.state,
                contents,
                filings: filings.filter_map(|filed| filed.act.contents()).collect(),
            })
        });
        let items = facts.frame().items();
        let mut resting = vec![BTreeSet::new(); items.len()];
        for later in (0..items.len()).rev() {
            let item = &items[later];
            let later = QuestionIndex(u16::try_from(later).expect("an edition has no more questions than positions"));
            for earlier in &item.rests_on {
                let further = resting[later.get()].clone();
                resting[earlier.get()].extend(further);
                resting[earlier.get()].insert(later);
            }
        }
        Self {
            rule,
            facts,
            now,
            members: members.collect(),
            resting,
            described: vec![BTreeSet::new(); items.len()],
        }
    }

    /// Takes into the figures of one question those States that may be counted and are not yet. A State is counted once in
    /// a round and question, whatever becomes of its answer: to count it anew, or to take it out, would tell both answers.
    fn take_in(&mut self, figures: &mut Vec<Figure>, question: QuestionIndex, fewest: usize, elsewhere: &[Elsewhere]) {
        let mut layers: Vec<(&Visibility, Vec<Candidate<'a>>)> = Vec::new();
        for candidate in self
            .members
            .iter()
            .filter_map(|member| self.candidate(member, question))
        {
            let shared = &candidate.answer.sharing.visibility;
            match layers.iter_mut().find(|(known, _)| *known == shared) {
                Some((_, candidates)) => candidates.push(candidate),
                None => layers.push((shared, vec![candidate])),
            }
        }
        let mut counted: BTreeSet<&StateCode> = BTreeSet::new();
        let before = figures.clone();
        counted.extend(before.iter().flat_map(|figure| &figure.contributors));
        for (layer, candidates) in layers {
            let (known, added): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|c| counted.contains(c.state));
            let place = figures.iter().position(|figure| figure.layer == *layer);
            if added.len() < fewest {
                continue;
            }
            counted.extend(added.iter().map(|candidate| candidate.state));
            let place = place.unwrap_or_else(|| {
                figures.push(Figure::empty(question, layer, self.facts.frame()));
                figures.len() - 1
            });
            let compared = elsewhere.iter().filter(|e| e.question == question && e.layer == *layer);
            let compared: Vec<&BTreeSet<StateCode>> = compared.map(|elsewhere| &elsewhere.states).collect();
            let described = self.grow(&mut figures[place], known, added, &compared);
            self.described[question.get()].extend(described);
        }
    }

    /// Counts the States added and, once they and those that wait are enough, describes them or decides never to.
    fn grow(
        &self,
        figure: &mut Figure,
        known: Vec<Candidate<'a>>,
        added: Vec<Candidate<'a>>,
        compared: &[&BTreeSet<StateCode>],
    ) -> Vec<&'a StateCode> {
        figure
            .contributors
            .extend(added.iter().map(|candidate| candidate.state.clone()));
        let waiting = known
            .into_iter()
            .filter(|candidate| figure.waiting.contains(candidate.state));
        let mut block: Vec<Candidate<'a>> = waiting.chain(added).collect();
        let held = self.hold_back(&figure.described, &mut block, compared);
        if block.len() < self.rule.k {
            figure.waiting = block
                .iter()
                .chain(&held)
                .map(|candidate| candidate.state.clone())
                .collect();
            return Vec::new();
        }
        figure.waiting = held.iter().map(|candidate| candidate.state.clone()).collect();
        if !self.tells_nobody(&figure.described, &block, compared) {
            return Vec::new();
        }
        figure
            .distribution
            .merge(&sum(figure.distribution.options.len(), &block));
        figure
            .described
            .extend(block.iter().map(|candidate| candidate.state.clone()));
        block.into_iter().map(|candidate| candidate.state).collect()
    }

    /// The State's answer, if it may be counted where it is hidden: counted, not public, under no embargo, never shared with
    /// readers who cannot read it now, not told by an answer that rests on it, and telling none that it rests on.
    fn candidate(&self, member: &Member<'a>, question: QuestionIndex) -> Option<Candidate<'a>> {
        let answer = member.contents.answers.get(&question)?;
        let layer = &answer.sharing.visibility;
        if *layer == Visibility::Public || !counts(&answer.sharing, self.now) {
            return None;
        }
        let is_wider = |other: &FiledAnswer| other.narrowed || !hides_no_less(&other.sharing.visibility, layer);
        let was_shared = |question: &QuestionIndex| {
            let filed = member
                .filings
                .iter()
                .filter_map(|contents| contents.answers.get(question));
            filed.into_iter().any(is_wider)
        };
        let is_told = || was_shared(&question) || self.resting[question.get()].iter().any(was_shared);
        let tells = || self.is_out_of_sight(member, question);
        let state = member.state;
        (!tells() && !is_told()).then_some(Candidate { state, answer })
    }

    /// Whether counting an answer would tell a hidden one that it rests on: one that is neither open to everybody nor
    /// described by this same release, together with the same States. Taking up a module is not hidden by this: who is
    /// counted in a module has taken it up.
    fn is_out_of_sight(&self, member: &Member<'a>, question: QuestionIndex) -> bool {
        let item = &self.facts.frame().items()[question.get()];
        let rests_on = item.rests_on.iter().filter(|earlier| !item.takes_up.contains(earlier));
        let mut hidden = rests_on.map(|earlier| match member.contents.answers.get(earlier) {
            Some(answer) => {
                let is_open = answer.sharing.visibility == Visibility::Public && !answer.sharing.is_embargoed(self.now);
                !is_open && !self.described[earlier.get()].contains(member.state)
            }
            None => self.facts.frame().items()[earlier.get()].bound || self.is_out_of_sight(member, *earlier),
        });
        hidden.any(|hidden| hidden)
    }

    /// Holds back so many of a block that subtracting a set of another round leaves none or at least `k`. Whom, their codes
    /// decide and not their answers.
    fn hold_back(
        &self,
        described: &BTreeSet<StateCode>,
        block: &mut Vec<Candidate<'a>>,
        compared: &[&BTreeSet<StateCode>],
    ) -> Vec<Candidate<'a>> {
        let mut held = Vec::new();
        for other in compared {
            let is_new = |candidate: &Candidate<'a>| !other.contains(candidate.state);
            let newcomers = block.iter().filter(|candidate| is_new(candidate)).count();
            if self.rule.few(newcomers) && newcomers < block.len() {
                held.extend(block.extract_if(.., |candidate| is_new(candidate)));
            }
            while self.rule.few(left(other, described, block)) {
                let Some(last) = block.iter().rposition(|candidate| !is_new(candidate)) else {
                    break;
                };
                held.push(block.remove(last));
            }
        }
        held
    }

    /// Whether a block may be described: it tells no answer, nor does any part of it that another round sets apart, nor what
    /// is left of the other round's sets.
    fn tells_nobody(
        &self,
        described: &BTreeSet<StateCode>,
        block: &[Candidate<'a>],
        compared: &[&BTreeSet<StateCode>],
    ) -> bool {
        let part_tells_nobody = |is_in: &dyn Fn(&Candidate<'a>) -> bool| {
            let part: Vec<&Candidate<'a>> = block.iter().filter(|candidate| is_in(candidate)).collect();
            part.is_empty() || part.len() >= self.rule.k && self.rule.tells_nobody(&sum(OptionSet::MOST, part))
        };
        let nobody = BTreeSet::new();
        part_tells_nobody(&|_| true)
            && compared.iter().all(|other| {
                part_tells_nobody(&|candidate| other.contains(candidate.state))
                    && part_tells_nobody(&|candidate| !other.contains(candidate.state))
                    && [described, &nobody].into_iter().all(|before| {
                        let left = left(other, before, block);
                        left == other.len() || !self.rule.few(left)
                    })
            })
    }
}

/// What a block says.
fn sum<'a, 'b>(options: usize, block: impl IntoIterator<Item = &'b Candidate<'a>>) -> Distribution
where
    'a: 'b,
{
    let mut sum = Distribution::empty(options);
    for candidate in block {
        sum.add(candidate.answer.standing, candidate.answer.options, 1);
    }
    sum
}

/// How many of another round's set are neither described here nor about to be.
fn left(other: &BTreeSet<StateCode>, described: &BTreeSet<StateCode>, block: &[Candidate<'_>]) -> usize {
    let known = |state: &StateCode| described.contains(state) || block.iter().any(|c| c.state == state);
    other.iter().filter(|state| !known(state)).count()
}
