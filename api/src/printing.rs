//! Printed documents over plain HTTP: `GET /documents/...` with a link that GraphQL gave (`Edition.document`,
//! `Submission.document`, `Submission.pack`, `Filing.document`, `StateProfile.document`). The link names who asked; what they may
//! read is asked again when the document is made, so that a right that ended gives nothing more.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_graphql::ID;
use axum::Router;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use document::{Act, Draft, EvidenceName, Extract, FiledIn, Printed, Remark, Said, Setting, Sources, Status};
use domain::access::Actor;
use domain::id::{EditionDraftId, EditionId, QuestionCode, StateCode, SubmissionId};
use domain::language::{Language, Texts};
use domain::questionnaire::{Edition, EvidenceItem, EvidenceLink, Standing, Value};
use domain::submission::{EntryKind, Position};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use store::{FiledAnswerRecord, FilingRecord};

use crate::auth::{LinkQuery, LinkRefused, PrintForm, PrintGrant};
use crate::graphql::call::Call;
use crate::graphql::editor::object::EditionDraft;
use crate::graphql::evidence::Evidence;
use crate::graphql::fault::Fault;
use crate::graphql::file::File;
use crate::graphql::node::{self, Sort};
use crate::graphql::record::{Filing, FilingStatus};
use crate::graphql::report::profile::Gathered;
use crate::http::{download_name, refused_as};
use crate::localise::Message;
use crate::log::size_of;
use crate::packs::Ground;
use crate::process::Process;

/// The addresses of printed documents.
pub(crate) fn routes(process: Arc<Process>) -> Router {
    Router::new().route("/documents/{id}", get(print)).with_state(process)
}

/// A document, made now, for whoever has a link that has not ended.
async fn print(
    State(process): State<Arc<Process>>,
    id: Result<Path<String>, PathRejection>,
    query: Result<Query<LinkQuery>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    match give(&process, id, query).await {
        Ok(response) => response,
        Err(fault) => refused_as(None, fault, &headers, || process.app().mint().id()),
    }
}

async fn give(
    process: &Process,
    id: Result<Path<String>, PathRejection>,
    query: Result<Query<LinkQuery>, QueryRejection>,
) -> Result<Response, Fault> {
    let (Ok(Path(id)), Ok(Query(link))) = (id, query) else {
        return Err(Fault::not_found());
    };
    let app = process.app();
    let now = app.mint().now();
    let grant: Result<PrintGrant, _> = app.keys().links().read(&id, link.parts(), now);
    let grant = grant.map_err(|refused| match refused {
        LinkRefused::Forged => Fault::not_found(),
        LinkRefused::Over => Fault::forbidden().saying(Message::EvidenceLinkOver),
    })?;
    let language = Language::from_code(&grant.language).ok_or_else(Fault::not_found)?;
    let actor = match grant.reader() {
        None => Actor::Anonymous,
        Some((account, session)) => app.actors().reader(account, session, now).await?,
    };
    let call = Call::new(Arc::clone(app), actor, language);
    let as_of = grant.as_of.map(Position);
    let (media, end) = grant.form.media();
    // No transaction stays open while a document is made.
    let (bytes, name) = match grant.form {
        PrintForm::Pdf => {
            let (printed, name) = of(&call, &ID(id), as_of).await?.ok_or_else(Fault::not_found)?;
            drop(call);
            (app.press().pdf(printed.to_json()).await?, name)
        }
        PrintForm::Docx => {
            let (printed, name) = of(&call, &ID(id), as_of).await?.ok_or_else(Fault::not_found)?;
            drop(call);
            let written = tokio::task::spawn_blocking(move || document::docx(&printed)).await;
            (written.map_err(Fault::internal)?.map_err(Fault::internal)?, name)
        }
        PrintForm::PackXlsx | PrintForm::PackJson => {
            let ground = Ground::of(&call, &ID(id)).await?.ok_or_else(Fault::not_found)?;
            drop(call);
            let name = ground.name();
            (ground.write(grant.form, app.keys().packs()).await?, name)
        }
    };
    let name = download_name::disposition(&format!("{name}-{language}.{end}"));
    let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(media)),
        (CONTENT_DISPOSITION, name),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox"),
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// The document of an id, as the caller may read it, and what its file is called.
async fn of(call: &Call, id: &ID, as_of: Option<Position>) -> Result<Option<(Printed, String)>, Fault> {
    match node::split(id) {
        Some((Sort::Edition, key)) => Ok(key.parse().ok().and_then(|id| form(call, &id))),
        Some((Sort::EditionDraft, key)) => match key.parse() {
            Ok(id) => drafted_form(call, EditionDraftId(id)).await,
            Err(_) => Ok(None),
        },
        Some((Sort::Submission, key)) => match key.parse() {
            Ok(id) => draft(call, SubmissionId(id)).await,
            Err(_) => Ok(None),
        },
        Some((Sort::Filing, key)) => match key.parse() {
            Ok(position) => extract(call, Position(position)).await,
            Err(_) => Ok(None),
        },
        Some((Sort::State, code)) => match StateCode::new(code) {
            Ok(code) => profile(call, &code, as_of).await,
            Err(_) => Ok(None),
        },
        _ => Ok(None),
    }
}

/// What documents for this call are made in.
pub(crate) fn setting(call: &Call) -> Setting<'_> {
    Setting {
        norms: &call.world().norms,
        language: call.language(),
        fictional: call.world().demonstration,
    }
}

fn sources<'a>(call: &'a Call, edition: &'a Edition) -> Sources<'a> {
    Sources {
        edition,
        setting: setting(call),
    }
}

/// A filed answer as documents print it.
pub(crate) fn said(answer: &FiledAnswerRecord) -> (&QuestionCode, Said<'_>) {
    let said = Said {
        standing: &answer.standing,
        language: answer.language,
        translations: &answer.translations,
    };
    (&answer.question, said)
}

/// The title of a round in the language of the call, else its key.
pub(crate) async fn title_of(call: &Call, record: &FilingRecord) -> Result<String, Fault> {
    let round = call.app().round(&*call.snapshot().await?, record.round).await?;
    let title = round.as_ref().and_then(|round| round.title.read(call.language()));
    Ok(title
        .map_or(record.entry.round.as_str(), |title| title.content)
        .to_owned())
}

async fn profile(call: &Call, code: &StateCode, as_of: Option<Position>) -> Result<Option<(Printed, String)>, Fault> {
    let Some(state) = call.world().norms.state(code) else {
        return Ok(None);
    };
    let found = Gathered::of(call, code, as_of).await?;
    let standings = found.told.iter().flat_map(|told| &told.answers);
    let evidence = named(call, standings.map(|answer| &answer.record().standing)).await?;
    let mut filings = Vec::new();
    // The places of those that stand on the document, by their places among all.
    let mut places = BTreeMap::new();
    for (place, filing) in found.filings.iter().enumerate() {
        let record = &filing.0.record;
        let Some(edition) = call.world().editions.get(&record.edition) else {
            continue;
        };
        let told = found.told.iter().find(|told| told.place == place);
        // Of what was withdrawn since there is nothing to print.
        if !filing.is_open_to(call) && told.is_none_or(|told| told.answers.is_empty()) {
            continue;
        }
        places.insert(place, filings.len());
        filings.push(FiledIn {
            edition,
            round: title_of(call, record).await?,
            filed_at: record.entry.filed_at,
            citation: filing.cited(),
            answers: told
                .iter()
                .flat_map(|told| &told.answers)
                .map(|answer| said(answer.record()))
                .collect(),
        });
    }
    let told = found
        .told
        .iter()
        .map(|told| places.get(&told.place).copied().unwrap_or(usize::MAX));
    let printed = document::profile(
        &setting(call),
        &document::Profile {
            state,
            as_of: found.as_of.0,
            filings,
            told: told.collect(),
            arranged: &found.arranged,
            evidence,
        },
    );
    Ok(Some((printed, format!("{code}-profile-{}", found.as_of))))
}

fn form(call: &Call, id: &EditionId) -> Option<(Printed, String)> {
    let edition = call.world().editions.get(id)?;
    let name = format!("{}-{}-form", id.questionnaire, id.number);
    Some((document::form(&sources(call, edition)), name))
}

/// The form that a draft of an edition would be as it stands when it is printed.
async fn drafted_form(call: &Call, id: EditionDraftId) -> Result<Option<(Printed, String)>, Fault> {
    let Some(draft) = EditionDraft::find(call, id).await? else {
        return Ok(None);
    };
    let Some((edition, drafted)) = draft.printed().await else {
        return Ok(None);
    };
    let id = edition.id();
    let name = format!("{}-{}-draft-{}", id.questionnaire, id.number, drafted.revision);
    Ok(Some((document::drafted_form(&sources(call, edition), drafted), name)))
}

async fn draft(call: &Call, id: SubmissionId) -> Result<Option<(Printed, String)>, Fault> {
    let Some(file) = File::find(call, id).await? else {
        return Ok(None);
    };
    let Some(state) = call.world().norms.state(&file.submission.state) else {
        return Ok(None);
    };
    let mut unseen = BTreeSet::new();
    for placed in file.edition.sections() {
        if !file.shows(call, &placed.section.code).await? {
            unseen.insert(&placed.section.code);
        }
    }
    let preview = file.preview(call).await?;
    let none = Texts::default();
    let mut answers = BTreeMap::new();
    let mut saved_at = file.submission.opened_at;
    for answer in file.answers(call).await? {
        let Some(standing) = &answer.content.standing else {
            continue;
        };
        if unseen.contains(&answer.question.section()) {
            continue;
        }
        saved_at = saved_at.max(answer.changed_at);
        let said = Said {
            standing,
            language: answer.filed_language(),
            translations: if answer.filed_language().is_some() {
                &answer.content.translations
            } else {
                &none
            },
        };
        answers.insert(&answer.question, said);
    }
    let mut remarks: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (codes, remark) in [
        (&preview.unconfirmed, Remark::Unconfirmed),
        (&preview.hidden, Remark::Hidden),
        (&preview.kept_out, Remark::KeptOut),
    ] {
        for code in codes {
            remarks.entry(code).or_default().push(remark);
        }
    }
    let evidence = named(call, answers.values().map(|said| said.standing)).await?;
    let round = file.round.title.read(call.language());
    let printed = document::draft(
        &sources(call, &file.edition),
        &Draft {
            state,
            round: round.map_or(file.round.key.as_str(), |title| title.content),
            saved_at,
            asked: &preview.asked,
            answers,
            remarks,
            unseen,
            evidence,
        },
    );
    Ok(Some((printed, format!("{}-{}-draft", state.code, file.round.key))))
}

async fn extract(call: &Call, position: Position) -> Result<Option<(Printed, String)>, Fault> {
    let Some(filing) = Filing::find(call, position, None).await? else {
        return Ok(None);
    };
    if filing.kind_of() == EntryKind::Withdrawal || !filing.is_open_to(call) {
        return Ok(None);
    }
    let record = &filing.0.record;
    let world = call.world();
    let (Some(state), Some(edition)) = (world.norms.state(&record.state), world.editions.get(&record.edition)) else {
        return Ok(None);
    };
    let answers = filing.0.answers(call).await?;
    let opened = answers.iter().map(said);
    let evidence = named(call, answers.iter().map(|answer| &answer.standing)).await?;
    let snapshot = call.snapshot().await?;
    let as_of = size_of(&snapshot).await?;
    let round = title_of(call, record).await?;
    let citation = filing.cited();
    let link = format!(
        "{}/{}/filings/{position}",
        call.app().tokens().address(),
        call.language()
    );
    let act = Act {
        entry: &record.entry,
        state,
        round: &round,
        status: match filing.status_of() {
            FilingStatus::Standing => Status::Standing,
            FilingStatus::Superseded => Status::Superseded,
            FilingStatus::Withdrawn | FilingStatus::Tombstone => Status::Withdrawn,
        },
        as_of,
        citation: &citation,
        link: &link,
    };
    let printed = document::extract(
        &sources(call, edition),
        &Extract {
            act,
            answers: opened.collect(),
            evidence,
            filed: record.commitments.len(),
        },
    );
    Ok(Some((
        printed,
        format!("{}-{}-{position}", state.code, record.entry.round),
    )))
}

/// What the evidence is called that answers cite, as far as the caller may see it.
pub(crate) async fn named<'s>(
    call: &Call,
    standings: impl Iterator<Item = &'s Standing>,
) -> Result<EvidenceName, Fault> {
    let items = standings.filter_map(|standing| match standing.value() {
        Some(Value::Evidence(items)) => Some(items),
        _ => None,
    });
    let commitments = items.flatten().filter_map(|item| match item {
        EvidenceItem::Kept(commitment) => Some(*commitment),
        EvidenceItem::Link(_) => None,
    });
    let cited = call.loaders().cited_evidence(call, commitments.collect()).await?;
    let open = cited.iter().filter(|cited| Evidence::is_open_to(call, &cited.evidence));
    let names = open.filter_map(|cited| {
        let evidence = &cited.opened.as_ref()?.evidence;
        let link = EvidenceLink {
            url: evidence.url.clone().unwrap_or_default(),
            title: evidence.title.clone(),
            citation: evidence.citation.clone(),
        };
        Some((cited.commitment, link))
    });
    Ok(names.collect())
}
