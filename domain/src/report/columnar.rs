//! The partition as columns: what serves figures from memory. Equal to the reference fold for every viewer.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::norm::StateStatus;
use crate::questionnaire::{QuestionIndex, StandingCode};
use crate::report::sight::Reach;
use crate::report::{
    ByGroup, Contents, Coverage, Distribution, Facts, Frame, Group, Hidden, Item, OptionSet, Part, Parts, Population,
    Release, Row, Selection, Viewer,
};
use crate::submission::{Position, Sharing, VisibilityCode};

/// What is filed in one round as of one position, coded: one byte for a State and question, and 16 for each different cell of
/// a question (how it is shared, what it says). Holds no text.
#[derive(Debug)]
pub struct Columns {
    frame: Arc<Frame>,
    as_of: Position,
    /// Ways in which answers are shared, each once.
    sharings: Vec<Arc<Sharing>>,
    /// Sets of sharings, each once: what a viewer must reach to know a cell.
    guards: Vec<Box<[u32]>>,
    /// The different cells of each question, question by question.
    classes: Vec<Class>,
    /// Where the classes of each question start in `classes`; one more than there are questions.
    starts: Vec<u32>,
    /// The class of every State within its question, question by question.
    cells: Vec<u8>,
}

/// A bound field: nobody but the State itself reaches it.
const OWN_ALONE: u32 = u32::MAX;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Cell {
    NotFiled,
    NotAsked,
    Silent,
    Answer(StandingCode),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Class {
    options: OptionSet,
    guard: u32,
    cell: Cell,
    /// Member States in this class.
    members: u16,
}

/// What a class is to a viewer.
#[derive(Clone, Copy)]
struct Seen {
    part: Part,
    /// Whether its options are shown or, to an analyst, counted.
    options: bool,
}

impl Columns {
    /// Codes what stands at a position.
    pub fn new(facts: &Facts, as_of: Position) -> Self {
        let frame = facts.frame();
        let standing = facts.standing_at(as_of);
        let mut coder = Coder::new();
        let (mut classes, mut starts) = (Vec::new(), vec![0]);
        let mut cells = Vec::with_capacity(frame.items().len() * standing.len());
        // The guard of every cell so far: an unanswered question uses those of the earlier ones that it rests on.
        let mut guards: Vec<u32> = Vec::with_capacity(cells.capacity());
        for (index, item) in (0..).map(QuestionIndex).zip(frame.items()) {
            let mut known: HashMap<(u32, Cell, OptionSet), u8> = HashMap::new();
            let start = classes.len();
            for (place, invited) in frame.invited().iter().enumerate() {
                let earlier = |earlier: QuestionIndex| guards[earlier.get() * standing.len() + place];
                let (cell, options, guard) = coder.cell(item, standing[place], index, earlier);
                guards.push(guard);
                let class = *known.entry((guard, cell, options)).or_insert_with(|| {
                    let members = 0;
                    classes.push(Class {
                        options,
                        guard,
                        cell,
                        members,
                    });
                    u8::try_from(classes.len() - start - 1).expect("no more classes than the 256 States of a `Frame`")
                });
                cells.push(class);
                if invited.status == StateStatus::Member {
                    classes[start + usize::from(class)].members += 1;
                }
            }
            starts.push(u32::try_from(classes.len()).expect("65,536 questions of 256 classes fit"));
        }
        classes.shrink_to_fit();
        Self {
            frame: Arc::clone(frame),
            as_of,
            sharings: coder.sharings,
            guards: coder.guards,
            classes,
            starts,
            cells,
        }
    }

    /// The register position as of which States are counted.
    pub const fn as_of(&self) -> Position {
        self.as_of
    }

    /// The bytes that the columns hold beside the facts.
    pub fn bytes(&self) -> usize {
        self.cells.capacity()
            + size_of_val(self.classes.as_slice())
            + size_of_val(self.starts.as_slice())
            + self
                .guards
                .iter()
                .map(|guard| size_of_val(&**guard) + size_of::<Box<[u32]>>())
                .sum::<usize>()
            + self.sharings.len() * (size_of::<Arc<Sharing>>() + size_of::<Sharing>())
    }

    /// The next instant after `now` at which an embargo ends and figures change without an entry.
    pub fn next_change(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let ends = self.sharings.iter().filter_map(|sharing| sharing.embargo_until);
        ends.filter(|end| *end > now).min()
    }

    /// As [`crate::report::coverage()`].
    pub fn coverage(
        &self,
        viewer: &Viewer,
        now: DateTime<Utc>,
        releases: &[Release],
        selection: &Selection,
    ) -> Option<Coverage> {
        let population = Population::of(&self.frame, viewer, selection)?;
        let release = Release::as_of(releases, self.as_of).filter(|_| population.takes_releases());
        let reaches = self.reaches(viewer, now);
        let own = self.own(viewer);
        let mut seen = Vec::new();
        let rows = self.frame.questions().map(|question| {
            self.see(question, &reaches, &mut seen);
            let options = self.frame.items()[question.get()].options;
            let mut tally = Tally::new(options, viewer);
            if population.takes_releases() {
                for (class, seen) in self.classes_of(question).iter().zip(&seen) {
                    tally.add(class, *seen, u32::from(class.members));
                }
                for place in own.iter().filter(|place| self.is_member(**place)) {
                    let class = self.class(question, *place);
                    tally.take(class, seen[usize::from(self.cell(question, *place))]);
                    tally.add(class, class.cell.to_itself(), 1);
                }
            } else {
                for place in population.places() {
                    let class = self.class(question, place);
                    let as_seen = seen[usize::from(self.cell(question, place))];
                    let is_own = own.contains(&place);
                    tally.add(class, if is_own { class.cell.to_itself() } else { as_seen }, 1);
                }
            }
            tally.row(question, &self.frame, viewer, release)
        });
        Some(Coverage {
            as_of: self.as_of,
            invited: population.len(),
            release: release.filter(|_| !viewer.aggregates).map(Release::mark),
            rows: rows.collect(),
        })
    }

    /// The figures of every group that is published to the viewer, as one flat field.
    pub fn by_group(&self, viewer: &Viewer, now: DateTime<Utc>) -> ByGroup {
        let groups: Vec<Group> = self.frame.groups().open_to(viewer).cloned().collect();
        let questions: Vec<QuestionIndex> = self.frame.questions().collect();
        let stride = questions.len() * Part::ALL.len();
        let mut values = vec![0; groups.len() * stride];
        let mut invited = vec![0; groups.len()];
        let reaches = self.reaches(viewer, now);
        let own = self.own(viewer);
        let mut belongs: Vec<Vec<usize>> = vec![Vec::new(); self.frame.invited().len()];
        for (number, group) in groups.iter().enumerate() {
            for place in self.frame.groups().members(group) {
                belongs[place].push(number);
            }
        }
        for group in belongs.iter().flatten() {
            invited[*group] += 1;
        }
        let mut seen = Vec::new();
        for (row, question) in questions.iter().enumerate() {
            self.see(*question, &reaches, &mut seen);
            for (place, groups) in belongs.iter().enumerate() {
                let part = if own.contains(&place) {
                    self.class(*question, place).cell.to_itself().part
                } else {
                    seen[usize::from(self.cell(*question, place))].part
                };
                let number = row * Part::ALL.len() + part as usize;
                for group in groups {
                    values[group * stride + number] += 1;
                }
            }
        }
        ByGroup {
            as_of: self.as_of,
            groups,
            invited,
            questions,
            parts: Part::ALL,
            values,
        }
    }

    /// As [`crate::report::answering`].
    pub fn answering(
        &self,
        viewer: &Viewer,
        now: DateTime<Utc>,
        questions: &[QuestionIndex],
        selection: &Selection,
    ) -> Option<u32> {
        let population = Population::of(&self.frame, viewer, selection)?;
        let reaches = self.reaches(viewer, now);
        let own = self.own(viewer);
        let answers = |place: &usize| {
            questions.iter().any(|question| {
                let class = self.class(*question, *place);
                let is_reached = own.contains(place) || reaches[class.guard as usize] != Reach::Nothing;
                is_reached && class.cell == Cell::Answer(StandingCode::Answered)
            })
        };
        Some(population.places().filter(answers).map(|_| 1).sum())
    }

    /// How far each guard lets the viewer through.
    fn reaches(&self, viewer: &Viewer, now: DateTime<Utc>) -> Vec<Reach> {
        let sharings: Vec<Reach> = self.sharings.iter().map(|sharing| viewer.reach(sharing, now)).collect();
        let reach = |sharing: &u32| sharings.get(*sharing as usize).copied().unwrap_or(Reach::Nothing);
        let guards = self.guards.iter();
        guards
            .map(|guard| guard.iter().map(reach).max().unwrap_or(Reach::Read))
            .collect()
    }

    fn own(&self, viewer: &Viewer) -> Vec<usize> {
        viewer
            .reader
            .own
            .iter()
            .filter_map(|state| self.frame.place(state))
            .collect()
    }

    fn is_member(&self, place: usize) -> bool {
        self.frame.invited()[place].status == StateStatus::Member
    }

    fn classes_of(&self, question: QuestionIndex) -> &[Class] {
        let range = self.starts[question.get()] as usize..self.starts[question.get() + 1] as usize;
        &self.classes[range]
    }

    fn cell(&self, question: QuestionIndex, place: usize) -> u8 {
        self.cells[question.get() * self.frame.invited().len() + place]
    }

    fn class(&self, question: QuestionIndex, place: usize) -> &Class {
        &self.classes_of(question)[usize::from(self.cell(question, place))]
    }

    fn see(&self, question: QuestionIndex, reaches: &[Reach], seen: &mut Vec<Seen>) {
        seen.clear();
        let classes = self.classes_of(question).iter();
        seen.extend(classes.map(|class| match (class.cell, reaches[class.guard as usize]) {
            (Cell::Answer(_), Reach::Counted) => Seen {
                part: Part::CountedNotShown,
                options: true,
            },
            (cell, Reach::Read | Reach::Counted) => cell.to_itself(),
            (_, Reach::Nothing) => Seen {
                part: Part::Withheld,
                options: false,
            },
        }));
    }
}

impl Cell {
    /// What the cell is to the State itself.
    const fn to_itself(self) -> Seen {
        let (part, options) = match self {
            Self::NotFiled => (Part::NotFiled, false),
            Self::NotAsked => (Part::NotAsked, false),
            Self::Silent => (Part::Silent, false),
            Self::Answer(standing) => (Part::shown(standing), true),
        };
        Seen { part, options }
    }
}

/// The numbers of one row as they grow.
struct Tally {
    parts: Parts,
    shown: Distribution,
    counted: Distribution,
}

impl Tally {
    fn new(options: usize, viewer: &Viewer) -> Self {
        Self {
            parts: Parts::default(),
            shown: Distribution::empty(options),
            counted: Distribution::empty(if viewer.aggregates { options } else { 0 }),
        }
    }

    fn side(&mut self, part: Part) -> &mut Distribution {
        if part == Part::CountedNotShown {
            &mut self.counted
        } else {
            &mut self.shown
        }
    }

    fn add(&mut self, class: &Class, seen: Seen, states: u32) {
        self.parts.add(seen.part, states);
        if let (Cell::Answer(standing), true) = (class.cell, seen.options) {
            self.side(seen.part).add(standing, class.options, states);
        }
    }

    fn take(&mut self, class: &Class, seen: Seen) {
        self.parts.take(seen.part, 1);
        if let (Cell::Answer(standing), true) = (class.cell, seen.options) {
            self.side(seen.part).take(standing, class.options);
        }
    }

    fn row(mut self, question: QuestionIndex, frame: &Frame, viewer: &Viewer, release: Option<&Release>) -> Row {
        let hidden = if viewer.aggregates {
            let states = self.parts.get(Part::CountedNotShown);
            Some(Hidden {
                states,
                described: states,
                distribution: Some(self.counted),
            })
        } else {
            let hidden = release.map(|release| release.hidden(frame, question, viewer));
            self.parts
                .set_counted(hidden.as_ref().map_or(0, |hidden| hidden.states));
            hidden
        };
        Row {
            question,
            parts: self.parts,
            options: self.shown.options,
            hidden,
        }
    }
}

/// What two equal sharings have in common, audiences aside.
type Likeness = (VisibilityCode, bool, Option<DateTime<Utc>>);

/// Gives sharings and sets of them their numbers.
struct Coder {
    sharings: Vec<Arc<Sharing>>,
    alike: HashMap<Likeness, Vec<u32>>,
    guards: Vec<Box<[u32]>>,
    numbers: HashMap<Box<[u32]>, u32>,
    /// The guards of single sharings, by where the sharing lies in memory.
    single: HashMap<*const Sharing, u32>,
}

impl Coder {
    /// The guard that everybody passes: the empty one.
    const OPEN: u32 = 0;

    fn new() -> Self {
        let nothing: Box<[u32]> = Box::default();
        Self {
            sharings: Vec::new(),
            alike: HashMap::new(),
            guards: vec![nothing.clone()],
            numbers: HashMap::from([(nothing, Self::OPEN)]),
            single: HashMap::new(),
        }
    }

    /// What stands in a cell, and the sharings that a viewer must reach to know it: the answer's own, or those of the
    /// answers on which it rests that there is none.
    fn cell(
        &mut self,
        item: &Item,
        contents: Option<&Contents>,
        question: QuestionIndex,
        earlier: impl Fn(QuestionIndex) -> u32,
    ) -> (Cell, OptionSet, u32) {
        let Some(contents) = contents else {
            return (Cell::NotFiled, OptionSet::default(), Self::OPEN);
        };
        if let Some(answer) = contents.answers.get(&question) {
            let guard = self.single(&answer.sharing);
            return (Cell::Answer(answer.standing), answer.options, guard);
        }
        let is_asked = contents.asked.contains(&question);
        let cell = if is_asked { Cell::Silent } else { Cell::NotAsked };
        let guard = match (item.bound, item.rests_on.as_slice()) {
            (false, []) => Self::OPEN,
            (false, [on]) => earlier(*on),
            (bound, rests_on) => {
                let sharings = rests_on.iter().flat_map(|on| &self.guards[earlier(*on) as usize]);
                let sharings: BTreeSet<u32> = sharings.copied().chain(bound.then_some(OWN_ALONE)).collect();
                self.guard(sharings.into_iter().collect())
            }
        };
        (cell, OptionSet::default(), guard)
    }

    fn single(&mut self, sharing: &Arc<Sharing>) -> u32 {
        if let Some(guard) = self.single.get(&Arc::as_ptr(sharing)) {
            return *guard;
        }
        let number = self.sharing(sharing);
        let guard = self.guard(Box::new([number]));
        self.single.insert(Arc::as_ptr(sharing), guard);
        guard
    }

    fn sharing(&mut self, sharing: &Arc<Sharing>) -> u32 {
        let key = (sharing.visibility.code(), sharing.counted, sharing.embargo_until);
        let alike = self.alike.entry(key).or_default();
        let known = alike.iter().find(|number| self.sharings[**number as usize] == *sharing);
        known.copied().unwrap_or_else(|| {
            let number = u32::try_from(self.sharings.len()).expect("fewer sharings than cells, which are 2^24 at most");
            self.sharings.push(Arc::clone(sharing));
            alike.push(number);
            number
        })
    }

    fn guard(&mut self, sharings: Box<[u32]>) -> u32 {
        if let Some(number) = self.numbers.get(&sharings) {
            return *number;
        }
        let number = u32::try_from(self.guards.len()).expect("no more guards than cells, which are 2^24 at most");
        self.guards.push(sharings.clone());
        self.numbers.insert(sharings, number);
        number
    }
}
