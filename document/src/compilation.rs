//! The compilation of a round: title page, contents, participation, the replies in the order of States' names, annexes; an
//! addendum with what has come since, a corrigendum with what was amended or withdrawn.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::id::{InstrumentId, ProvisionId, QuestionCode};
use domain::language::Texts;
use domain::norm::State;
use domain::questionnaire::Edition;
use domain::report::{CompilationItem, CompilationKind, CompilationReaders, Turnout};
use domain::submission::{Endorsement, Mandate, Round};

use crate::answer::{EvidenceName, Said};
use crate::extract::instant;
use crate::sources::{Sources, Told};
use crate::value::{Asked, Block, Direction, Fact, Printed, Words};

/// How deep the contents go: the parts, and in them the States or the modules of the questionnaire.
const DEPTH: u8 = 2;

/// A reply as it goes into a compilation.
#[derive(Clone, Debug)]
pub struct Reply<'a> {
    /// The State; none where its name may not be told.
    pub state: Option<&'a State>,
    /// What is said of it.
    pub item: CompilationItem,
    /// What the register took, and how it is cited; none of what was withdrawn.
    pub filed: Option<(DateTime<Utc>, String)>,
    /// The answers that the readers of the compilation may see.
    pub answers: BTreeMap<&'a QuestionCode, Said<'a>>,
    /// What kept evidence is called, as far as they may see it.
    pub evidence: EvidenceName,
}

/// What stands of one reply, and how many questions that is. Nothing where nothing of it is open to the readers.
pub fn reply(sources: &Sources<'_>, reply: &Reply<'_>) -> (Vec<Block>, u32) {
    let name = reply.state.map(|state| {
        let name = sources.read(&state.name);
        name.unwrap_or_else(|| sources.code(state.code.as_str()))
    });
    let heading = Block::Heading {
        level: 2,
        words: name.unwrap_or_else(|| sources.words(sources.fixed("a-state"))),
    };
    let note = |id: &str, values: &[(&'static str, &str)]| Block::Note {
        words: sources.words(sources.with(id, values)),
    };
    let change = match reply.item {
        CompilationItem::Reply(_) => None,
        CompilationItem::Replaced { before, .. } => Some(note("reply-replaces", &[("position", &before.to_string())])),
        CompilationItem::Withdrawn { before, by } => {
            let values = [("position", before.to_string()), ("withdrawal", by.to_string())];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            return (vec![heading, note("reply-withdrawn", &values)], 0);
        }
    };
    // Of the State's own translations the one into the language of the document stands here.
    let translations: BTreeMap<_, Texts> = reply
        .answers
        .iter()
        .map(|(question, said)| {
            let theirs = said.translations.iter();
            let wanted = theirs.filter(|(language, _)| *language == sources.language);
            (
                *question,
                Texts::new(wanted.map(|(language, text)| (language, text.clone()))),
            )
        })
        .collect();
    let mut questions = 0;
    let told = sources.answers_beneath(3, Told::Place, |placed| {
        let question = placed.question;
        let said = reply.answers.get(&question.code)?;
        let translations = translations.get(&question.code)?;
        Some(sources.answered(question, Some(Said { translations, ..*said }), &reply.evidence))
    });
    for block in &told {
        questions += u32::from(matches!(block, Block::Question(_)));
    }
    if questions == 0 {
        return (Vec::new(), 0);
    }
    let mut blocks = vec![heading];
    if let Some((at, citation)) = &reply.filed {
        blocks.push(Block::Facts {
            rows: vec![
                sources.fact("label-taken", sources.code(instant(*at))),
                sources.fact("label-citation", sources.code(citation.as_str())),
            ],
        });
    }
    blocks.extend(change);
    blocks.extend(told);
    (blocks, questions)
}

/// How many of how many filed, in the whole and by regional group.
#[derive(Clone, Debug)]
pub struct Attendance {
    /// All invited Member States.
    pub members: Turnout,
    /// The invited observer States, which stand apart.
    pub observers: Option<Turnout>,
    /// The regional groups that are published, by their names.
    pub groups: Vec<(Words, Turnout)>,
}

/// Of a compilation in several volumes, which of them this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Volume {
    /// Which, counted from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

/// A compilation.
#[derive(Clone, Debug)]
pub struct Compiled<'a> {
    /// The round.
    pub round: &'a Round,
    /// What it is to the one before it.
    pub kind: CompilationKind,
    /// Its symbol, with what it is to the one that it follows.
    pub symbol: Option<String>,
    /// The position as of which replies stand, and when the register took the act there.
    pub as_of: (u64, Option<DateTime<Utc>>),
    /// The position of the one that it follows.
    pub since: Option<u64>,
    /// Whom it is made for.
    pub readers: CompilationReaders,
    /// Who took part, where somebody was invited; of a whole one.
    pub attendance: Option<Attendance>,
    /// Which volume this is.
    pub volume: Volume,
    /// The replies of this volume, each as [`reply`] made it; those of which nothing is open are empty.
    pub replies: Vec<Vec<Block>>,
}

/// A volume of a compilation.
pub fn compilation(sources: &Sources<'_>, compiled: Compiled<'_>) -> Printed {
    let title = compiled.round.title.read(sources.language);
    let title = title.map_or(compiled.round.key.as_str(), |title| title.content);
    let kind = sources.fixed(match compiled.kind {
        CompilationKind::Whole => "kind-compilation",
        CompilationKind::Addendum => "kind-addendum",
        CompilationKind::Corrigendum => "kind-corrigendum",
    });
    let is_whole = compiled.kind == CompilationKind::Whole;
    let (is_first, is_last) = (
        compiled.volume.number == 1,
        compiled.volume.number == compiled.volume.of,
    );
    let header = compiled
        .symbol
        .clone()
        .unwrap_or_else(|| compiled.round.key.to_string());
    let footer = format!("{kind} · {title}");
    let mut blocks = vec![compiled.facts(sources, title)];
    blocks.extend(["note-received", "note-languages", "note-readers"].map(|id| sources.note(id)));
    blocks.extend(sources.notes());
    blocks.push(Block::Contents {
        title: sources.fixed("heading-contents"),
        depth: DEPTH,
    });
    if is_whole && is_first {
        blocks.extend(compiled.participation(sources));
    }
    let replies = if compiled.kind == CompilationKind::Corrigendum {
        "heading-changes"
    } else {
        "heading-replies"
    };
    blocks.push(sources.heading(1, replies));
    if compiled.replies.iter().all(Vec::is_empty) {
        blocks.push(sources.note("note-none"));
    }
    blocks.extend(compiled.replies.into_iter().flatten());
    if is_whole && is_last {
        blocks.push(sources.heading(1, "heading-questionnaire"));
        blocks.extend(sources.blanks(2).into_iter().map(without_room));
        blocks.push(sources.heading(1, "heading-symbols"));
        blocks.push(sources.symbols(&compiled.round.mandate));
    }
    Printed {
        title: format!("{kind}: {title}"),
        language: sources.language.code(),
        direction: Direction::of(sources.language),
        date: compiled.as_of.1.map(Into::into),
        mark: None,
        header,
        footer,
        blocks,
    }
}

/// A question as it was asked, without lines to write on.
fn without_room(block: Block) -> Block {
    match block {
        Block::Question(asked) => Block::Question(Asked { lines: 0, ..asked }),
        Block::Heading { .. }
        | Block::Paragraph { .. }
        | Block::Note { .. }
        | Block::Facts { .. }
        | Block::Table { .. }
        | Block::Contents { .. }
        | Block::Qr { .. } => block,
    }
}

impl Compiled<'_> {
    fn facts(&self, sources: &Sources<'_>, title: &str) -> Block {
        let edition: &Edition = sources.edition;
        let (position, at) = self.as_of;
        let readers = match self.readers {
            CompilationReaders::Public => "readers-public",
            CompilationReaders::Secretariat => "readers-secretariat",
        };
        let code = |id: &str, text: String| sources.fact(id, sources.code(text));
        let volume = (self.volume.of > 1).then(|| {
            let (number, of) = (self.volume.number.to_string(), self.volume.of.to_string());
            let text = sources.with("volume-of", &[("number", &number), ("count", &of)]);
            sources.fact("label-volume", sources.words(text))
        });
        let here = self.replies.iter().filter(|reply| !reply.is_empty()).count();
        let symbol = self.symbol.clone().map(|symbol| code("label-symbol", symbol));
        let mandate = sources.mandate(&self.round.mandate).into_iter();
        let mandate = mandate.map(|words| sources.fact("label-mandate", words));
        let rows: Vec<Fact> = symbol
            .into_iter()
            .chain([sources.fact("label-round", sources.words(title))])
            .chain(mandate)
            .chain([
                sources.fact("label-edition", sources.words(sources.title())),
                code("label-edition_id", edition.id().to_string()),
                code("label-as_of", position.to_string()),
            ])
            .chain(at.map(|at| code("label-recorded", instant(at))))
            .chain(self.since.map(|since| code("label-since", since.to_string())))
            .chain([
                sources.fact("label-readers", sources.words(sources.fixed(readers))),
                sources.fact("label-language", sources.words(sources.language_name(sources.language))),
                code("label-replies", here.to_string()),
            ])
            .chain(volume)
            .collect();
        Block::Facts { rows }
    }

    fn participation(&self, sources: &Sources<'_>) -> Vec<Block> {
        let mut blocks = vec![sources.heading(1, "heading-participation")];
        let Some(attendance) = &self.attendance else {
            blocks.push(sources.note("note-own_request"));
            return blocks;
        };
        blocks.push(sources.note("note-participation"));
        let row = |name: Words, turnout: Turnout| {
            vec![
                name,
                sources.code(turnout.invited.to_string()),
                sources.code(turnout.filed.to_string()),
            ]
        };
        let own = |id: &str| sources.words(sources.fixed(id));
        let mut rows = vec![row(own("row-members"), attendance.members)];
        let groups = attendance.groups.iter();
        rows.extend(groups.map(|(name, turnout)| row(name.clone(), *turnout)));
        rows.extend(attendance.observers.map(|turnout| row(own("row-observers"), turnout)));
        blocks.push(Block::Table {
            head: ["label-group", "label-invited", "label-filed"]
                .map(|id| sources.fixed(id))
                .to_vec(),
            rows,
        });
        blocks
    }
}

impl Sources<'_> {
    /// What a round rests on.
    fn mandate(&self, mandate: &Mandate) -> Vec<Words> {
        let place = |id| self.norms.provision(id).map(|provision| self.place(provision));
        match mandate {
            Mandate::OwnRequest => vec![self.words(self.fixed("mandate-own_request"))],
            Mandate::OperativeParagraph(id) => place(id).into_iter().collect(),
            Mandate::Endorsed {
                recommendation,
                by: Endorsement::Provision(by),
            } => place(recommendation).into_iter().chain(place(by)).collect(),
            Mandate::Endorsed {
                recommendation,
                by: Endorsement::Document(symbol),
            } => place(recommendation)
                .into_iter()
                .chain([self.code(symbol.as_str())])
                .collect(),
        }
    }

    /// The texts that the questionnaire and the mandate are about, by symbol and title, with what became of them.
    fn symbols(&self, mandate: &Mandate) -> Block {
        let sections = self.edition.sections();
        let about = sections
            .flat_map(|placed| &placed.section.primary)
            .map(ProvisionId::instrument);
        let resting: Vec<InstrumentId> = match mandate {
            Mandate::OwnRequest => Vec::new(),
            Mandate::OperativeParagraph(id) => vec![id.instrument()],
            Mandate::Endorsed { recommendation, by } => match by {
                Endorsement::Provision(by) => vec![recommendation.instrument(), by.instrument()],
                Endorsement::Document(_) => vec![recommendation.instrument()],
            },
        };
        let all: BTreeSet<InstrumentId> = about.chain(resting).collect();
        let rows = all.iter().filter_map(|id| {
            let instrument = self.norms.instrument(id)?;
            let title = self.read(&instrument.title).unwrap_or_else(|| self.code(id.as_str()));
            let mut symbol = self.code(instrument.symbol.as_str());
            symbol.badges.extend(self.adoption(instrument.adoption));
            Some(vec![symbol, title])
        });
        Block::Table {
            head: ["label-symbol", "label-title"].map(|id| self.fixed(id)).to_vec(),
            rows: rows.collect(),
        }
    }
}
