//! Looking for words in provisions, questions, public answers and proposals that everybody reads.

mod proposal;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_graphql::connection::{Connection, ConnectionNameType, DefaultEdgeName, Edge, EmptyFields};
use async_graphql::{Context, Enum, Object, OutputType, SimpleObject, Union};
use domain::id::{EditionId, ProposalId, QuestionCode, RoundKey, StateCode, Theme};
use domain::language::{Language, TextStatus, Texts};
use domain::submission::{Position, Reader, Round as RoundValue};
use search::{BadQuery, LONGEST, MOST_WORDS, Match, Query};
use store::{FoundText, TextFilter};
use uuid::Uuid;

use crate::findable::{About, Subject, texts_of_provision, texts_of_question};
use crate::graphql::call::Call;
use crate::graphql::edition::Edition;
use crate::graphql::fault::Fault;
use crate::graphql::listing::{Cursor, Page, reckoned};
use crate::graphql::norm::Provision;
use crate::graphql::question::Question;
use crate::graphql::record::{FiledAnswer, Filing};
use crate::graphql::report::reading::{client_count, read_as_of};
use crate::graphql::search::proposal::ProposalHit;
use crate::graphql::state::State;
use crate::graphql::text::{LanguageCode, TextStatusCode};

/// What can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Enum)]
pub enum SearchKind {
    /// Provisions of instruments.
    Provision,
    /// Questions of editions.
    Question,
    /// Answers that are public.
    Answer,
    /// Proposals that everybody reads.
    Proposal,
}

/// All of it.
const ALL_KINDS: [SearchKind; 4] = [
    SearchKind::Provision,
    SearchKind::Question,
    SearchKind::Answer,
    SearchKind::Proposal,
];

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, SimpleObject)]
pub struct TextRange {
    /// Where it begins, counted from 0 in UTF-16 code units, as JavaScript, Java and .NET count.
    start: usize,
    /// Where it ends: the first unit that is not in it.
    end: usize,
}

/// A part of a text as it stands there, letter by letter, around the words that were looked for.
#[derive(Clone, Debug, SimpleObject)]
pub struct SearchExcerpt {
    /// The words.
    content: String,
    /// The language they are in.
    language: LanguageCode,
    /// How much they may be relied on.
    status: TextStatusCode,
    /// Whether this is another language than the one asked for.
    is_fallback: bool,
    /// Where in `content` the words looked for stand, in order and apart from each other. None where it was found by its symbol,
    /// label or code alone.
    marks: Vec<TextRange>,
    /// Whether the text begins earlier.
    is_cut_before: bool,
    /// Whether the text goes on.
    is_cut_after: bool,
}

/// A provision that was found.
#[derive(SimpleObject)]
pub struct ProvisionHit {
    /// The provision, with the adoption of the text it stands in.
    provision: Provision,
    /// What was found of it.
    excerpt: SearchExcerpt,
}

/// A question that was found.
#[derive(SimpleObject)]
pub struct QuestionHit {
    /// The question.
    question: Question,
    /// The edition that asks it.
    edition: Edition,
    /// What was found of it.
    excerpt: SearchExcerpt,
}

/// A public answer that was found.
#[derive(SimpleObject)]
pub struct AnswerHit {
    /// The answer as it went on record.
    answer: FiledAnswer,
    /// The State that filed it.
    state: Option<State>,
    /// The filing that it belongs to.
    filing: Filing,
    /// The question that it answers.
    question: Option<Question>,
    /// What was found of it: in what the State said, or in its own translation.
    excerpt: SearchExcerpt,
}

/// Something that was found.
#[derive(Union)]
pub enum SearchHit {
    /// A provision.
    Provision(ProvisionHit),
    /// A question.
    Question(QuestionHit),
    /// A public answer.
    Answer(Box<AnswerHit>),
    /// A proposal that everybody reads.
    Proposal(Box<ProposalHit>),
}

/// The names of the list.
pub struct Named;

impl ConnectionNameType for Named {
    fn type_name<T: OutputType>() -> String {
        "SearchConnection".to_owned()
    }
}

/// What is said beside a page of what was found.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct Basis {
    /// How much was found in all.
    total_count: i32,
    /// The position of the register as of which answers were looked through.
    as_of: u32,
}

type SearchConnection = Connection<Cursor, SearchHit, Basis, EmptyFields, Named, DefaultEdgeName>;

/// A place in the order of what was found: the more relevant first, then provisions and questions in the order of the
/// catalogue, then answers in that of the register, then proposals, the oldest first. Nothing of a State decides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    score: Reverse<i32>,
    place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Item(usize),
    Answer(Position, usize),
    Proposal(ProposalId),
}

impl Rank {
    fn to_cursor(self) -> Cursor {
        let Reverse(score) = self.score;
        Cursor(match self.place {
            Place::Item(item) => format!("{score} {item}"),
            Place::Answer(position, leaf) => format!("{score} {} {leaf}", position.0),
            Place::Proposal(id) => format!("{score} {id}"),
        })
    }

    fn read(cursor: &str) -> Option<Self> {
        if let Some((score, id)) = cursor.split_once(' ')
            && let Ok(id) = Uuid::parse_str(id)
        {
            let score = Reverse(score.parse().ok().filter(|score| *score >= 0)?);
            let place = Place::Proposal(ProposalId(id));
            return Some(Self { score, place });
        }
        let numbers = cursor
            .split(' ')
            .map(str::parse::<u64>)
            .collect::<Result<Vec<_>, _>>()
            .ok()?;
        let size = |number: u64| usize::try_from(number).ok();
        let (score, place) = match numbers.as_slice() {
            [score, item] => (*score, Place::Item(size(*item)?)),
            [score, position, leaf] => (*score, Place::Answer(Position(*position), size(*leaf)?)),
            _ => return None,
        };
        Some(Self {
            score: Reverse(i32::try_from(score).ok()?),
            place,
        })
    }
}

/// What is looked for, and where.
struct Wanted {
    query: Query,
    kinds: BTreeSet<SearchKind>,
    languages: Vec<Language>,
    preferred: Language,
    about: About,
    round: Option<Arc<RoundValue>>,
    state: Option<StateCode>,
    as_of: Option<Position>,
}

impl Wanted {
    /// Provisions and questions, in the order in which they are told.
    async fn of_catalogue(&self, call: &Call) -> Result<Vec<(Rank, Match)>, Fault> {
        let kinds = [SearchKind::Provision, SearchKind::Question];
        if !kinds.iter().any(|kind| self.kinds.contains(kind)) {
            return Ok(Vec::new());
        }
        let world = Arc::clone(call.world());
        // The first call of all analyses the catalogue, which would keep others waiting.
        tokio::task::spawn_blocking(move || world.findable().subjects.len())
            .await
            .map_err(Fault::internal)?;
        let world = call.world();
        let findable = world.findable();
        let keeps = |item: usize| match findable.subjects.get(item) {
            Some(Subject::Provision(id)) => {
                self.kinds.contains(&SearchKind::Provision)
                    && world
                        .norms
                        .provision(id)
                        .is_some_and(|provision| self.about.holds(provision))
            }
            Some(Subject::Question(edition, index)) => {
                self.kinds.contains(&SearchKind::Question)
                    && self.round.as_ref().is_none_or(|round| round.edition == *edition)
                    && world
                        .editions
                        .get(edition)
                        .is_some_and(|edition| self.about.holds_question(&world.norms, &edition.at(*index)))
            }
            None => false,
        };
        let found = findable
            .index
            .search(&self.query, &self.languages, self.preferred, keeps);
        let ranked = found.into_iter().map(|found| {
            let rank = Rank {
                score: Reverse(found.score),
                place: Place::Item(found.item),
            };
            (rank, found)
        });
        Ok(ranked.collect())
    }

    /// How many public answers there are, and so many of them after a place.
    async fn of_answers(
        &self,
        call: &Call,
        after: Option<Rank>,
        limit: usize,
    ) -> Result<(usize, Vec<(Rank, FoundText)>), Fault> {
        if !self.kinds.contains(&SearchKind::Answer) {
            return Ok((0, Vec::new()));
        }
        let filter = TextFilter {
            languages: self.languages.clone(),
            round: self.round.as_ref().map(|round| round.id),
            state: self.state.clone(),
            questions: (!self.about.is_everything()).then(|| self.questions(call)),
            as_of: self.as_of,
        };
        // What is of the catalogue stands before answers that are as relevant.
        let after = after.map(|Rank { score, place }| match place {
            Place::Item(_) => (score.0, Position(0), None),
            Place::Answer(position, leaf) => (score.0, position, Some(leaf)),
            // What is behind all answers that are as relevant.
            Place::Proposal(_) => (score.0, Position(u64::MAX), None),
        });
        let snapshot = call.snapshot().await?;
        let (total, found) = snapshot
            .search_answers(&self.query, &filter, self.preferred, after, limit)
            .await?;
        let ranked = found.into_iter().map(|found| {
            let rank = Rank {
                score: Reverse(found.score),
                place: Place::Answer(found.position, found.leaf),
            };
            (rank, found)
        });
        Ok((total, ranked.collect()))
    }

    /// The questions that ask about what is wanted.
    fn questions(&self, call: &Call) -> Vec<(EditionId, QuestionCode)> {
        let world = call.world();
        let editions = world.editions.values();
        editions
            .flat_map(|edition| {
                let about = edition
                    .questions()
                    .filter(|placed| self.about.holds_question(&world.norms, placed));
                about.map(|placed| (edition.id().clone(), placed.question.code.clone()))
            })
            .collect()
    }

    /// The text that shows most of what was looked for, the more telling one where two show as much.
    fn excerpt(&self, texts: &[&Texts], language: Language) -> Option<SearchExcerpt> {
        let read = texts.iter().filter_map(|texts| {
            let reading = texts.read(language)?;
            let excerpt = search::excerpt(reading.content, reading.language, &self.query);
            Some((excerpt, reading.language, reading.status))
        });
        let (excerpt, language, status) = read.rev().max_by_key(|(excerpt, ..)| excerpt.met)?;
        Some(self.shown(excerpt, language, status))
    }

    fn shown(&self, excerpt: search::Excerpt, language: Language, status: TextStatus) -> SearchExcerpt {
        SearchExcerpt {
            content: excerpt.content,
            language: language.into(),
            status: status.into(),
            is_fallback: language != self.preferred,
            marks: excerpt
                .marks
                .into_iter()
                .map(|mark| TextRange {
                    start: mark.start,
                    end: mark.end,
                })
                .collect(),
            is_cut_before: excerpt.is_cut_before,
            is_cut_after: excerpt.is_cut_after,
        }
    }

    fn item(&self, call: &Call, found: Match) -> Option<SearchHit> {
        let world = call.world();
        match world.findable().subjects.get(found.item)? {
            Subject::Provision(id) => {
                let texts = texts_of_provision(world.norms.provision(id)?);
                Some(SearchHit::Provision(ProvisionHit {
                    provision: Provision::find(world, id)?,
                    excerpt: self.excerpt(&texts, found.language)?,
                }))
            }
            Subject::Question(id, index) => {
                let edition = Edition::find(world, id)?;
                let placed = edition.edition.at(*index);
                let excerpt = self.excerpt(&texts_of_question(&placed), found.language)?;
                Some(SearchHit::Question(QuestionHit {
                    question: Question::new(edition.clone(), placed.question.code.clone()),
                    edition,
                    excerpt,
                }))
            }
        }
    }

    fn answer(&self, call: &Call, answer: FiledAnswer, language: Language) -> Option<SearchHit> {
        let kept = answer.kept();
        let texts = search::texts(&kept.standing, kept.language, &kept.translations);
        let (_, texts) = texts.into_iter().find(|(of, _)| *of == language)?;
        let excerpts = texts
            .into_iter()
            .map(|text| search::excerpt(text, language, &self.query));
        let excerpt = excerpts.rev().max_by_key(|excerpt| excerpt.met)?;
        let translated = kept
            .translations
            .get(language)
            .filter(|_| kept.language != Some(language));
        let status = translated.map_or(TextStatus::Unofficial, |text| text.status);
        let filing = answer.filing();
        let edition = Edition::find(call.world(), filing.edition_id());
        Some(SearchHit::Answer(Box::new(AnswerHit {
            state: State::find(call.world(), answer.state()),
            question: edition.and_then(|edition| edition.question(answer.asked())),
            excerpt: self.shown(excerpt, language, status),
            filing,
            answer,
        })))
    }
}

/// What is found by its words.
#[derive(Default)]
pub struct SearchQuery;

#[Object]
impl SearchQuery {
    /// Provisions, questions, public answers and public proposals that hold every word of `query`, in any of the six languages,
    /// whatever the ending, capitals, accents and vowel signs; of the last word its beginning is enough. Symbols, labels and codes are found in any
    /// spelling: `A/RES/70/237`, `70/237`, `A/70/174 para. 13 (c)`, `N13A.status`. At most 200 characters and 24 words.
    ///
    /// The order is that of the relevance of the text alone. Answers are those that everybody may read, of filings that stand,
    /// whoever asks. Of a proposal the newest version that everybody reads is looked through; what was taken back is not found.
    /// `kinds` leaves out the others; `instrument` (by code or symbol) and `theme` leave out what is not about such provisions;
    /// `round` leaves its answers and the questions of its edition, `state` its answers and the proposals that it leads, `language`
    /// what is said in it.
    ///
    /// With `asOf`, answers are those of filings that stood at that position of the register, read with the rights of today; what
    /// was withdrawn since is not found. Provisions, questions and proposals are those of today.
    #[graphql(complexity = "50 + reckoned(first, None) * child_complexity")]
    #[expect(
        clippy::too_many_arguments,
        reason = "what is looked for, six narrowings, as of when, and a page"
    )]
    async fn search(
        &self,
        ctx: &Context<'_>,
        query: String,
        kinds: Option<Vec<SearchKind>>,
        language: Option<LanguageCode>,
        instrument: Option<String>,
        theme: Option<String>,
        round: Option<String>,
        state: Option<String>,
        as_of: Option<i32>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<SearchConnection, Fault> {
        let call = Call::of(ctx);
        let page = Page {
            first,
            after,
            ..Page::default()
        };
        let slice = page.check()?;
        let after = slice
            .after
            .as_deref()
            .map(|cursor| Rank::read(cursor).ok_or_else(|| Fault::invalid().at("after")));
        let after = after.transpose()?;
        let as_of = read_as_of(as_of)?;
        let query = Query::read(&query).map_err(refused)?;
        let theme = theme
            .map(Theme::new)
            .transpose()
            .map_err(|_| Fault::invalid().at("theme"))?;
        let state = state
            .map(StateCode::new)
            .transpose()
            .map_err(|_| Fault::invalid().at("state"))?;
        let mut kinds: BTreeSet<SearchKind> = match kinds {
            Some(kinds) => kinds.into_iter().collect(),
            None => ALL_KINDS.into(),
        };
        let instrument = match instrument {
            None => None,
            Some(named) => {
                let mut all = call.world().norms.instruments().iter();
                match all.find(|it| it.id.as_str() == named || it.symbol.as_str() == named) {
                    Some(found) => Some(found.id.clone()),
                    None => return nothing(call, as_of).await,
                }
            }
        };
        let round = match round {
            None => None,
            Some(key) => {
                let snapshot = call.snapshot().await?;
                let found = match RoundKey::new(key) {
                    Ok(key) => snapshot.round_by_key(&key).await?,
                    Err(_) => None,
                };
                let Some(found) = found else {
                    return nothing(call, as_of).await;
                };
                kinds.retain(|kind| matches!(kind, SearchKind::Question | SearchKind::Answer));
                Some(Arc::new(found))
            }
        };
        if state.is_some() {
            kinds.retain(|kind| matches!(kind, SearchKind::Answer | SearchKind::Proposal));
        }
        let language = language.map(Language::from);
        let wanted = Wanted {
            query,
            kinds,
            languages: language.map_or(Language::ALL.to_vec(), |language| vec![language]),
            preferred: language.unwrap_or(call.language()),
            about: About { instrument, theme },
            round,
            state,
            as_of,
        };
        find(call, &wanted, after, slice.limit).await
    }
}

fn refused(bad: BadQuery) -> Fault {
    let fault = Fault::invalid().at("query");
    match bad {
        BadQuery::NoWord => fault.with("reason", "noWord"),
        BadQuery::TooLong => fault.with("reason", "tooLong").with("maximum", LONGEST),
        BadQuery::TooManyWords => fault.with("reason", "tooManyWords").with("maximum", MOST_WORDS),
    }
}

/// So much was found, as of a position or of now.
async fn basis(call: &Call, count: usize, as_of: Option<Position>) -> Result<Basis, Fault> {
    let (last, _) = call.snapshot().await?.register_version().await?;
    Ok(Basis {
        total_count: i32::try_from(count).unwrap_or(i32::MAX),
        as_of: client_count(as_of.unwrap_or(last).min(last)),
    })
}

async fn nothing(call: &Call, as_of: Option<Position>) -> Result<SearchConnection, Fault> {
    let basis = basis(call, 0, as_of).await?;
    Ok(Connection::with_additional_fields(false, false, basis))
}

/// A page of what was found, after a place in its order.
async fn find(call: &Call, wanted: &Wanted, after: Option<Rank>, limit: usize) -> Result<SearchConnection, Fault> {
    let items = wanted.of_catalogue(call).await?;
    let (answers_total, answers) = wanted.of_answers(call, after, limit + 1).await?;
    let (proposals_total, proposals) = wanted.of_proposals(call, after, limit + 1).await?;
    let total = items.len() + answers_total + proposals_total;
    let mut ranks: Vec<Rank> = items
        .iter()
        .map(|(rank, _)| *rank)
        .filter(|rank| after.is_none_or(|after| *rank > after))
        .chain(answers.iter().map(|(rank, _)| *rank))
        .chain(proposals.iter().map(|(rank, _)| *rank))
        .collect();
    ranks.sort_unstable();
    let has_more = ranks.len() > limit;
    ranks.truncate(limit);
    let on_page: BTreeSet<Rank> = ranks.iter().copied().collect();
    let languages = answers.into_iter().filter(|(rank, _)| on_page.contains(rank));
    let languages: BTreeMap<(Position, usize), Language> = languages
        .map(|(_, found)| ((found.position, found.leaf), found.language))
        .collect();
    let mut answers = BTreeMap::new();
    if !languages.is_empty() {
        // The second wall: what everybody may read, of filings that stand.
        let everybody = Reader::default();
        for answer in FiledAnswer::at(call, languages.keys().copied(), wanted.as_of).await? {
            let kept = answer.kept();
            if everybody.reads(&kept.sharing, call.now()) && answer.filing().stands() {
                answers.insert((kept.position, kept.leaf), answer);
            }
        }
    }
    let proposals = proposals.into_iter().filter(|(rank, _)| on_page.contains(rank));
    let mut proposals = wanted
        .proposals(call, proposals.map(|(_, found)| found).collect())
        .await?;
    let mut items: BTreeMap<Rank, Match> = items.into_iter().filter(|(rank, _)| on_page.contains(rank)).collect();
    let hit = |rank: Rank| {
        let hit = match rank.place {
            Place::Item(_) => wanted.item(call, items.remove(&rank)?)?,
            Place::Answer(position, leaf) => {
                let place = (position, leaf);
                wanted.answer(call, answers.remove(&place)?, *languages.get(&place)?)?
            }
            Place::Proposal(id) => proposals.remove(&id)?,
        };
        Some(Edge::new(rank.to_cursor(), hit))
    };
    let basis = basis(call, total, wanted.as_of).await?;
    let mut connection = Connection::with_additional_fields(after.is_some(), has_more, basis);
    connection.edges = ranks.into_iter().filter_map(hit).collect();
    Ok(connection)
}
