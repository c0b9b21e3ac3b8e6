//! Offline packs: what one is made of, and `POST /packs`, where one that was filled in is handed back. The answer is what it
//! brings back in a short form, which the API compares (`Submission.packDifference`) and applies (`applyPack`); nothing of it
//! is kept before. Out they go by a link, as printed documents do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use async_graphql::ID;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use chrono::{DateTime, Utc};
use domain::id::{QuestionCode, SectionCode, StateCode, SubmissionId};
use domain::language::{Language, Texts};
use domain::questionnaire::{Edition, Kind};
use http::header::CACHE_CONTROL;
use http::{HeaderMap, StatusCode};
use pack::{Based, LARGEST_FILE, Names, Opened, Pack, Refused, SealKey, Source};
use serde::Deserialize;
use serde_json::json;

use crate::auth::PrintForm;
use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::file::File;
use crate::graphql::node::{self, Sort};
use crate::graphql::state;
use crate::http::{Unreceived, bearer, language, receive, refused_as};
use crate::localise::Message;
use crate::process::{Process, only_sent};
use crate::world::World;

/// How long a pack may take to arrive.
const UPLOAD_TIME: Duration = Duration::from_mins(5);

/// The most refusals that are told at once.
const MOST_TOLD: usize = 100;

/// Where packs are handed back.
pub(crate) fn routes(process: Arc<Process>) -> Router {
    Router::new()
        .route("/packs", post(hand_back).fallback(only_sent))
        .with_state(process)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HandBackQuery {
    submission: String,
}

/// Reads the pack in the body and says what it brings back to a working file, or everything that is against it. Nothing is
/// kept and nothing is changed.
async fn hand_back(
    State(process): State<Arc<Process>>,
    query: Result<Query<HandBackQuery>, QueryRejection>,
    request: Request,
) -> Response {
    let headers = request.headers().clone();
    match take(&process, &headers, query, request.into_body()).await {
        Ok(opened) => {
            let about = opened.identification();
            let body = json!({
                "pack": opened.to_json(),
                "language": opened.language().code(),
                "madeAt": about.made_at(),
                "questions": about.questions().len(),
            });
            ([(CACHE_CONTROL, "private, no-store")], Json(body)).into_response()
        }
        Err((status, fault)) => refused_as(status, fault, &headers, || process.app().mint().id()),
    }
}

type Refusal = (Option<StatusCode>, Fault);

fn unspecific(fault: impl Into<Fault>) -> Refusal {
    (None, fault.into())
}

async fn take(
    process: &Process,
    headers: &HeaderMap,
    query: Result<Query<HandBackQuery>, QueryRejection>,
    body: Body,
) -> Result<Opened, Refusal> {
    let token = bearer(headers).map_err(unspecific)?;
    let actor = process.actor(token).await.map_err(unspecific)?;
    let Query(asked) = query.map_err(|error| unspecific(Fault::invalid().because(error)))?;
    let language = language(headers);
    let call = Call::new(Arc::clone(process.app()), actor, language);
    if call.actor().account().is_none() {
        return Err(unspecific(Fault::unauthenticated()));
    }
    let id = node::key(Sort::Submission, &ID(asked.submission)).map_err(unspecific)?;
    let file = File::find(&call, SubmissionId(id)).await.map_err(unspecific)?;
    let file = file.ok_or_else(|| unspecific(Fault::not_found()))?;
    let expected = source(&file, language, call.now());
    // No transaction stays open while a body is on its way.
    drop((file, call));
    let received = receive(body, LARGEST_FILE, UPLOAD_TIME).await;
    let bytes = received.map_err(|unreceived| match unreceived {
        Unreceived::TooLarge => {
            let refused = Refused::TooLarge { limit: LARGEST_FILE };
            (Some(StatusCode::PAYLOAD_TOO_LARGE), faulty(&[refused], language))
        }
        Unreceived::Other(status, fault) => (status, *fault),
    })?;
    let key = process.app().keys().packs();
    let opened = tokio::task::spawn_blocking(move || {
        let opened = pack::open(&bytes, &key)?;
        opened.identification().check(&expected)?;
        Ok(opened)
    });
    let opened = opened.await.map_err(|error| unspecific(Fault::internal(error)))?;
    let unfit = |refused: Vec<Refused>| (Some(StatusCode::UNPROCESSABLE_ENTITY), faulty(&refused, language));
    opened.map_err(unfit)
}

/// What a pack of a working file is made from.
fn source(file: &File, language: Language, made_at: DateTime<Utc>) -> Source {
    Source {
        submission: file.submission.id,
        state: file.submission.state.clone(),
        round: file.round.key.clone(),
        edition: file.edition.id().clone(),
        edition_hash: *file.edition.hash(),
        language,
        made_at,
    }
}

/// Reads what a pack of this working file brings back.
pub(crate) fn read(call: &Call, file: &File, text: &str) -> Result<Opened, Fault> {
    let expected = source(file, call.language(), call.now());
    let opened = pack::open(text.as_bytes(), &call.app().keys().packs()).and_then(|opened| {
        opened.identification().check(&expected)?;
        Ok(opened)
    });
    opened.map_err(|refused| faulty(&refused, call.language()))
}

/// What is said of a pack that is refused: the first reason as its message, and all of them beside it.
pub(crate) fn faulty(refused: &[Refused], language: Language) -> Fault {
    let told = refused.iter().take(MOST_TOLD).map(|one| {
        let mut told = json!({"reason": one.code(), "message": message(one).text(language)});
        match one {
            Refused::Formula { sheet, cell } => {
                told["sheet"] = json!(sheet);
                told["cell"] = json!(cell);
            }
            Refused::Locked { sheet, row } => {
                told["sheet"] = json!(sheet);
                told["row"] = json!(row);
            }
            Refused::Sheet { sheet } => told["sheet"] = json!(sheet),
            Refused::Active { part } | Refused::Damaged { part } => told["part"] = json!(part),
            Refused::OtherState { found } | Refused::OtherRound { found } | Refused::OtherEdition { found } => {
                told["found"] = json!(found);
            }
            Refused::TooLarge { .. }
            | Refused::Expands { .. }
            | Refused::NotAPack
            | Refused::Seal
            | Refused::Texts
            | Refused::OtherFile => {}
        }
        told
    });
    let told = async_graphql::Value::from_json(told.collect()).unwrap_or_default();
    let fault = Fault::invalid().with("refusals", told);
    match refused.first() {
        Some(first) => fault.saying(message(first)).with("reason", first.code()),
        None => fault,
    }
}

fn message(refused: &Refused) -> Message {
    match refused.clone() {
        Refused::TooLarge { limit } => Message::PackTooLarge {
            limit: limit / 1024 / 1024,
        },
        Refused::Expands { limit } => Message::PackExpands {
            limit: limit / 1024 / 1024,
        },
        Refused::NotAPack => Message::PackUnknown,
        Refused::Damaged { part } => Message::PackDamaged { part },
        Refused::Active { part } => Message::PackActive { part },
        Refused::Formula { sheet, cell } => Message::PackFormula { sheet, cell },
        Refused::Seal => Message::PackSeal,
        Refused::Locked { sheet, row } => Message::PackLocked { sheet, row: row.into() },
        Refused::Texts => Message::PackTexts,
        Refused::Sheet { sheet } => Message::PackSheet { sheet },
        Refused::OtherState { found } => Message::PackOtherState { found },
        Refused::OtherRound { found } => Message::PackOtherRound { found },
        Refused::OtherEdition { found } => Message::PackOtherEdition { found },
        Refused::OtherFile => Message::PackOtherFile,
    }
}

/// Everything that a pack is made of, apart from a call.
pub(crate) struct Ground {
    source: Source,
    edition: Arc<Edition>,
    world: Arc<World>,
    names: Names,
    sections: BTreeSet<SectionCode>,
    answers: BTreeMap<QuestionCode, Based>,
}

impl Ground {
    /// What the caller may read of a working file, in the language of the call; none where that is nothing.
    pub(crate) async fn of(call: &Call, id: &ID) -> Result<Option<Self>, Fault> {
        let Ok(id) = node::key(Sort::Submission, id) else {
            return Ok(None);
        };
        let Some(file) = File::find(call, SubmissionId(id)).await? else {
            return Ok(None);
        };
        let mut sections = BTreeSet::new();
        for placed in file.edition.sections() {
            if file.shows(call, &placed.section.code).await? {
                sections.insert(placed.section.code.clone());
            }
        }
        if sections.is_empty() {
            return Ok(None);
        }
        let shown = file.answers(call).await?.iter();
        let shown = shown.filter(|answer| sections.contains(&answer.question.section()));
        let answers = shown.map(|answer| {
            let based = Based {
                revision: answer.revision,
                standing: answer.content.standing.clone(),
            };
            (answer.question.clone(), based)
        });
        let answers = answers.collect();
        let world = call.world();
        let read = |texts: &Texts, code: &str| {
            let reading = texts.read(call.language());
            reading.map_or_else(|| code.to_owned(), |reading| reading.content.to_owned())
        };
        let named = |code: &StateCode| {
            let found = world.norms.state(code);
            found.map_or_else(|| code.to_string(), |state| read(&state.name, code.as_str()))
        };
        let asks_for_states = file
            .edition
            .questions()
            .any(|placed| placed.question.kind == Kind::StateList);
        let states = if asks_for_states {
            let sorted = state::State::sorted(call, world.states.iter());
            let named = |state: state::State| (state.code_of().clone(), named(state.code_of()));
            sorted.into_iter().map(named).collect()
        } else {
            Vec::new()
        };
        Ok(Some(Self {
            source: source(&file, call.language(), call.now()),
            edition: Arc::clone(&file.edition),
            names: Names {
                state: named(&file.submission.state),
                round: read(&file.round.title, file.round.key.as_str()),
                states,
                is_demonstration: world.demonstration,
            },
            world: Arc::clone(world),
            sections,
            answers,
        }))
    }

    /// What its file is called, without language and ending.
    pub(crate) fn name(&self) -> String {
        format!("{}-{}-pack", self.source.state, self.source.round)
    }

    /// Writes it, sealed.
    pub(crate) async fn write(self, form: PrintForm, key: SealKey) -> Result<Vec<u8>, Fault> {
        let written = tokio::task::spawn_blocking(move || {
            let pack = Pack {
                source: self.source,
                edition: &self.edition,
                norms: &self.world.norms,
                names: self.names,
                sections: self.sections,
                answers: self.answers,
            };
            match form {
                PrintForm::PackJson => Ok(pack.to_json(&key).into_bytes()),
                PrintForm::PackXlsx | PrintForm::Pdf | PrintForm::Docx => pack.to_xlsx(&key),
            }
        });
        written.await.map_err(Fault::internal)?.map_err(Fault::internal)
    }
}
