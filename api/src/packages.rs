//! Packages of States' own instances: what one is made of, and `POST /packages`, where it is handed in here. What is handed in
//! waits to be looked at (`packagePreview`) and filed (`filePackage`); it is verified again each time.

use std::collections::BTreeSet;
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
use domain::access::HandInPackage;
use domain::id::{OrganisationId, PackageId, QuestionCode, RoundKey, StateCode};
use domain::language::{Language, Text, TextStatus, Texts};
use domain::questionnaire::{Edition, EvidenceCommitment, accept_translations};
use domain::submission::{
    Audience, Content, HandedIn, HomeKey, PackageFlaw, PackagedAnswer, Root, Round, Salt, Sharing, Visibility,
    VisibilityCode, flaws,
};
use ed25519_dalek::VerifyingKey;
use http::header::CACHE_CONTROL;
use http::{HeaderMap, StatusCode};
use register::{FiledAt, JwsError, OpenedEvidence, Package, PackageError, PackagedSharing, PackagedTranslation};
use serde::Deserialize;
use serde_json::json;
use store::{FiledAnswerRecord, KeptHere, answer_codec};

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::pack;
use crate::graphql::record::{Filing, client_position};
use crate::http::{Unreceived, bearer, language, receive, refused_as};
use crate::localise::{self, Message};
use crate::process::{Process, only_sent};
use crate::world::World;

/// The most bytes of a package: a whole survey with every text at its limit has less.
const LARGEST: u64 = 8 * 1024 * 1024;

/// How long a package may take to arrive.
const UPLOAD_TIME: Duration = Duration::from_mins(5);

/// The most refusals that are told at once.
const MOST_TOLD: usize = 100;

/// Where packages are handed in.
pub(crate) fn routes(process: Arc<Process>) -> Router {
    Router::new()
        .route("/packages", post(hand_in).fallback(only_sent))
        .with_state(process)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HandInQuery {
    state: String,
}

/// Takes the package in the body, if it could be filed for its State here. 201 with its id; 200 where the same one waits already.
async fn hand_in(
    State(process): State<Arc<Process>>,
    query: Result<Query<HandInQuery>, QueryRejection>,
    request: Request,
) -> Response {
    let headers = request.headers().clone();
    match take(&process, &headers, query, request.into_body()).await {
        Ok((status, package, answers)) => {
            let body = json!({
                "id": id(package.id).as_str(),
                "root": package.root.to_string(),
                "answers": answers,
                "handedInAt": package.at,
                "isNew": status == StatusCode::CREATED,
            });
            (status, [(CACHE_CONTROL, "private, no-store")], Json(body)).into_response()
        }
        Err((status, fault)) => refused_as(status, fault, &headers, || process.app().mint().id()),
    }
}

/// The id of a package that was handed in.
pub(crate) fn id(id: PackageId) -> ID {
    node::id(Sort::Package, id.to_string())
}

type Refusal = (Option<StatusCode>, Fault);

fn unspecific(fault: impl Into<Fault>) -> Refusal {
    (None, fault.into())
}

async fn take(
    process: &Process,
    headers: &HeaderMap,
    query: Result<Query<HandInQuery>, QueryRejection>,
    body: Body,
) -> Result<(StatusCode, HandedIn, usize), Refusal> {
    let token = bearer(headers).map_err(unspecific)?;
    let actor = process.actor(token).await.map_err(unspecific)?;
    let Query(asked) = query.map_err(|error| unspecific(Fault::invalid().because(error)))?;
    let state = StateCode::new(asked.state).map_err(|_| unspecific(Fault::invalid().at("state")))?;
    let language = language(headers);
    let call = Call::new(Arc::clone(process.app()), actor, language);
    // Asked before a byte is read: who may not hand anything in sends nothing.
    let permit = call.actor().permit(HandInPackage { state: state.clone() });
    let permit = permit.map_err(unspecific)?;
    let unfit = |status, refused: Vec<Refused>| (Some(status), faulty(&refused, language));
    let received = receive(body, LARGEST, UPLOAD_TIME).await;
    let bytes = received.map_err(|unreceived| match unreceived {
        Unreceived::TooLarge => unfit(StatusCode::PAYLOAD_TOO_LARGE, vec![Refused::TooLarge]),
        Unreceived::Other(status, fault) => (status, *fault),
    })?;
    let unprocessable = |refused| unfit(StatusCode::UNPROCESSABLE_ENTITY, refused);
    let text = String::from_utf8(bytes.to_vec()).map_err(|_| unprocessable(vec![Refused::NotAPackage]))?;
    let text = text.trim().to_owned();
    let keep = async {
        let snapshot = call.snapshot().await?;
        let package = match open(&state, snapshot.home_keys(&state).await?, text.clone()).await? {
            Ok(package) => package,
            Err(refused) => return Ok(Err(refused)),
        };
        let round = match RoundKey::new(package.document.header().round.clone()) {
            Ok(key) => snapshot.round_by_key(&key).await?,
            Err(_) => None,
        };
        let laid_out = match lay_out(&call, package, round) {
            Ok(laid_out) => laid_out,
            Err(refused) => return Ok(Err(refused)),
        };
        drop(snapshot);
        let answers = laid_out.answers.len();
        call.end_moment();
        let work = call.begin().await?;
        if let Some(waiting) = work.waiting_package(&state, &text).await? {
            return Ok(Ok((StatusCode::OK, waiting, answers)));
        }
        let id = PackageId(call.mint().id());
        let outcome = HandedIn::hand_in(permit, id, laid_out.round.id, laid_out.root(), call.now());
        work.save_handed_in(&text, &outcome).await?;
        call.commit(work).await?;
        Ok::<_, Fault>(Ok((StatusCode::CREATED, outcome.state, answers)))
    };
    keep.await.map_err(unspecific)?.map_err(unprocessable)
}

/// Why a package is not taken.
#[derive(Debug)]
pub(crate) enum Refused {
    /// More bytes than a package has.
    TooLarge,
    /// Something else, or not of the form.
    NotAPackage,
    /// The State registered no such key.
    UnknownKey(String),
    /// The State revoked the key.
    RevokedKey(String),
    /// Not signed by that key.
    Signature,
    /// Its parts do not agree.
    Changed,
    /// Of another State.
    OtherState(String),
    /// For a round that is not here.
    OtherRound(String),
    /// For another edition than that of the round, or one of the same name with another hash.
    OtherEdition(String),
    /// An answer that cannot be filed as it is.
    Answer(String, PackageFlaw),
    /// An answer that is to be shared, or is translated, in a way that is not known here.
    Sharing(String),
    /// A document that an answer cites and the State does not keep here.
    MissingEvidence(Box<OpenedEvidence>),
    /// A citation of evidence that was removed at home.
    RemovedEvidence(String),
}

impl Refused {
    const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::NotAPackage => "not_a_package",
            Self::UnknownKey(_) => "unknown_key",
            Self::RevokedKey(_) => "revoked_key",
            Self::Signature => "signature",
            Self::Changed => "changed",
            Self::OtherState(_) => "other_state",
            Self::OtherRound(_) => "other_round",
            Self::OtherEdition(_) => "other_edition",
            Self::Answer(_, PackageFlaw::UnknownQuestion) => "unknown_question",
            Self::Answer(_, PackageFlaw::Invalid(_)) => "invalid",
            Self::Answer(_, PackageFlaw::OtherForm) => "other_form",
            Self::Answer(_, PackageFlaw::Hidden) => "hidden",
            Self::Answer(_, PackageFlaw::AboveCeiling(_)) => "ceiling",
            Self::Answer(_, PackageFlaw::EmptyAudience) | Self::Sharing(_) => "sharing",
            Self::MissingEvidence(_) => "missing_evidence",
            Self::RemovedEvidence(_) => "removed_evidence",
        }
    }

    fn text(&self, language: Language) -> String {
        self.message(language).text(language)
    }

    fn message(&self, language: Language) -> Message {
        match self {
            Self::TooLarge => Message::PackageTooLarge {
                limit: LARGEST / 1024 / 1024,
            },
            Self::NotAPackage => Message::PackageUnknown,
            Self::UnknownKey(key) => Message::PackageUnknownKey { key: key.clone() },
            Self::RevokedKey(key) => Message::PackageRevokedKey { key: key.clone() },
            Self::Signature => Message::PackageSignature,
            Self::Changed => Message::PackageChanged,
            Self::OtherState(found) => Message::PackageOtherState { found: found.clone() },
            Self::OtherRound(found) => Message::PackageOtherRound { found: found.clone() },
            Self::OtherEdition(found) => Message::PackageOtherEdition { found: found.clone() },
            Self::Answer(question, flaw) => {
                let question = question.clone();
                match flaw {
                    PackageFlaw::UnknownQuestion => Message::PackageUnknownQuestion { question },
                    PackageFlaw::Invalid(problem) => Message::PackageInvalid {
                        question,
                        why: localise::problem(problem, language),
                    },
                    PackageFlaw::OtherForm => Message::PackageOtherForm { question },
                    PackageFlaw::Hidden => Message::PackageHidden { question },
                    PackageFlaw::AboveCeiling(_) => Message::PackageCeiling { question },
                    PackageFlaw::EmptyAudience => Message::PackageSharing { question },
                }
            }
            Self::Sharing(question) => Message::PackageSharing {
                question: question.clone(),
            },
            Self::MissingEvidence(opened) => Message::PackageMissingEvidence {
                hash: opened.evidence.sha256.map(|hash| hash.to_hex()).unwrap_or_default(),
            },
            Self::RemovedEvidence(commitment) => Message::PackageRemovedEvidence {
                commitment: commitment.clone(),
            },
        }
    }
}

/// What is said of a package that is refused: the first reason as its message, and all of them beside it.
pub(crate) fn faulty(refused: &[Refused], language: Language) -> Fault {
    let told = refused.iter().take(MOST_TOLD).map(|one| {
        let mut told = json!({"reason": one.code(), "message": one.text(language)});
        match one {
            Refused::Answer(question, _) | Refused::Sharing(question) => told["question"] = json!(question),
            Refused::OtherState(found) | Refused::OtherRound(found) | Refused::OtherEdition(found) => {
                told["found"] = json!(found);
            }
            Refused::UnknownKey(key) | Refused::RevokedKey(key) => told["key"] = json!(key),
            Refused::MissingEvidence(opened) => {
                told["sha256"] = json!(opened.evidence.sha256.map(|hash| hash.to_hex()));
                told["title"] = json!(opened.evidence.title);
            }
            Refused::RemovedEvidence(commitment) => told["commitment"] = json!(commitment),
            Refused::TooLarge | Refused::NotAPackage | Refused::Signature | Refused::Changed => {}
        }
        told
    });
    let told = async_graphql::Value::from_json(told.collect()).unwrap_or_default();
    let fault = Fault::invalid().with("refusals", told);
    match refused.first() {
        Some(first) => fault.saying(first.message(language)).with("reason", first.code()),
        None => fault,
    }
}

/// Verifies a package of a State by the keys that the State registered.
pub(crate) async fn open(
    state: &StateCode,
    keys: Vec<HomeKey>,
    text: String,
) -> Result<Result<Package, Vec<Refused>>, Fault> {
    let state = state.to_string();
    let verified = tokio::task::spawn_blocking(move || {
        let named = |kid: &str| keys.iter().find(|key| key.kid == kid);
        let holding = |kid: &str| named(kid).filter(|key| key.holds());
        let key = |kid: &str| VerifyingKey::from_bytes(&holding(kid)?.public_key).ok();
        let package = register::verify_package(&text, key).map_err(|error| match error {
            PackageError::Jws(JwsError::UnknownKey(kid)) if named(&kid).is_some() => Refused::RevokedKey(kid),
            PackageError::Jws(JwsError::UnknownKey(kid)) => Refused::UnknownKey(kid.chars().take(100).collect()),
            PackageError::Jws(JwsError::Signature) => Refused::Signature,
            PackageError::Jws(
                JwsError::NotCompact
                | JwsError::Header(_)
                | JwsError::Algorithm(_)
                | JwsError::Type { .. }
                | JwsError::Claims(_),
            ) => Refused::NotAPackage,
            PackageError::Document(_)
            | PackageError::Closed(_)
            | PackageError::Sharings(_)
            | PackageError::Evidence(_) => Refused::Changed,
        })?;
        let found = &package.document.header().state;
        if *found == state {
            Ok(package)
        } else {
            Err(Refused::OtherState(found.clone()))
        }
    });
    let verified = verified.await.map_err(Fault::internal)?;
    Ok(verified.map_err(|refused| vec![refused]))
}

/// A package that could be filed here, evidence apart.
pub(crate) struct LaidOut {
    pub(crate) package: Package,
    pub(crate) round: Arc<Round>,
    pub(crate) edition: Arc<Edition>,
    pub(crate) answers: Vec<PackagedAnswer>,
}

impl LaidOut {
    pub(crate) fn root(&self) -> Root {
        Root(self.package.document.root().0)
    }

    /// What answers cite, by commitment, and the documents that this takes.
    pub(crate) fn cites(&self) -> (Vec<EvidenceCommitment>, Vec<[u8; 32]>) {
        let evidence = self.package.evidence.iter();
        let commitments = evidence.clone().map(|opened| EvidenceCommitment(opened.commitment().0));
        let documents = evidence.filter_map(|opened| Some(opened.evidence.sha256?.0));
        (commitments.collect(), documents.collect())
    }

    /// What is missing of the evidence that answers cite.
    pub(crate) fn missing(&self, kept: &KeptHere) -> Vec<Refused> {
        let evidence = self.package.evidence.iter().filter(|opened| {
            let is_cited = kept.cited.contains(&EvidenceCommitment(opened.commitment().0));
            let is_there = |hash: register::Hash| kept.documents.contains(&hash.0);
            !is_cited && !opened.evidence.sha256.is_none_or(is_there)
        });
        let removed = self.package.unopened().into_iter();
        let removed = removed.filter(|commitment| !kept.cited.contains(&EvidenceCommitment(commitment.0)));
        let removed = removed.map(|commitment| Refused::RemovedEvidence(commitment.to_hex()));
        evidence
            .cloned()
            .map(Box::new)
            .map(Refused::MissingEvidence)
            .chain(removed)
            .collect()
    }
}

/// Reads the answers of a package as answers of the round here that has its key, if there is one.
pub(crate) fn lay_out(call: &Call, package: Package, round: Option<Round>) -> Result<LaidOut, Vec<Refused>> {
    let header = package.document.header();
    let refused = |refused| Err(vec![refused]);
    let Some(round) = round.filter(|round| round.key.as_str() == header.round) else {
        return refused(Refused::OtherRound(header.round.clone()));
    };
    let world = call.world();
    let edition = world.editions.get(&round.edition).cloned();
    let Some(edition) = edition.filter(|edition| header.edition == edition.id().to_string()) else {
        return refused(Refused::OtherEdition(header.edition.clone()));
    };
    if header.edition_hash.0 != *edition.hash() {
        return refused(Refused::OtherEdition(header.edition.clone()));
    }
    let mut answers = Vec::new();
    let mut against = Vec::new();
    for (entry, sharing) in package.document.entries().iter().zip(&package.sharings) {
        let translations = package.translations.iter();
        let translations = translations.filter(|translation| translation.question == entry.question);
        match answer(world, &edition, entry, sharing, translations) {
            Ok(answer) => answers.push(answer),
            Err(refused) => against.push(refused),
        }
    }
    let stray = package.translations.iter().find(|translation| {
        let mut entries = package.document.entries().iter();
        entries.all(|entry| entry.question != translation.question)
    });
    against.extend(stray.map(|stray| Refused::Sharing(stray.question.clone())));
    if against.is_empty() {
        let flaws = flaws(&edition, &world.states, &answers).into_iter();
        against.extend(flaws.map(|(question, flaw)| Refused::Answer(question.to_string(), flaw)));
    }
    if !against.is_empty() {
        return Err(against);
    }
    Ok(LaidOut {
        package,
        round: Arc::new(round),
        edition,
        answers,
    })
}

fn answer<'p>(
    world: &World,
    edition: &Edition,
    entry: &register::Entry,
    sharing: &PackagedSharing,
    translations: impl Iterator<Item = &'p PackagedTranslation>,
) -> Result<PackagedAnswer, Refused> {
    let code = &entry.question;
    let flawed = |flaw| Refused::Answer(code.clone(), flaw);
    let (Ok(question), Some(placed)) = (QuestionCode::new(code.clone()), edition.question(code.as_str())) else {
        return Err(flawed(PackageFlaw::UnknownQuestion));
    };
    let opening = entry.opening.as_ref().ok_or(Refused::Changed)?;
    let said = &opening.answer;
    let kind = placed.question.kind.code();
    let standing = answer_codec::decode(kind, &said.standing, said.value.as_ref());
    let standing = standing.map_err(|_| flawed(PackageFlaw::OtherForm))?;
    // What is not written back as it came would be another document.
    let (_, value) = answer_codec::encode(standing.as_ref());
    if value != said.value {
        return Err(flawed(PackageFlaw::OtherForm));
    }
    let language = said
        .language
        .as_deref()
        .map(|code| Language::from_code(code).ok_or(code));
    let language = language.transpose().map_err(|_| flawed(PackageFlaw::OtherForm))?;
    let unknown = || Refused::Sharing(code.clone());
    let translated = translations.map(|translation| {
        let language = Language::from_code(&translation.language)?;
        let status = TextStatus::from_code(&translation.status).filter(|status| *status != TextStatus::Official)?;
        let text = Text::typed(translation.content.clone()).ok()?;
        Some((language, Text { status, ..text }))
    });
    let translated = translated.collect::<Option<Vec<_>>>().ok_or_else(unknown)?;
    let words = translated
        .iter()
        .map(|(language, text)| (*language, text.content.clone()));
    accept_translations(&question, words).map_err(|_| unknown())?;
    Ok(PackagedAnswer {
        question,
        content: Content {
            standing,
            language,
            translations: Texts::new(translated),
        },
        sharing: read_sharing(world, sharing).ok_or_else(unknown)?,
        salt: Salt(opening.salt.0),
    })
}

/// Who is to read an answer; none where that cannot be said here.
fn read_sharing(world: &World, sharing: &PackagedSharing) -> Option<Sharing> {
    let norms = &world.norms;
    let states = sharing.audience_states.iter().map(|code| {
        let code = StateCode::new(code.clone()).ok()?;
        norms.state(&code).is_some().then_some(code)
    });
    let organisations = sharing.audience_organisations.iter().map(|id| {
        let id = OrganisationId::new(id.clone()).ok()?;
        norms.organisation(&id).is_some().then_some(id)
    });
    let audience = Audience {
        states: states.collect::<Option<_>>()?,
        organisations: organisations.collect::<Option<_>>()?,
    };
    let visibility = match VisibilityCode::from_code(&sharing.visibility)? {
        VisibilityCode::Audience => Visibility::Audience(audience),
        _ if !audience.is_empty() => return None,
        VisibilityCode::NationalTeam => Visibility::NationalTeam,
        VisibilityCode::Secretariat => Visibility::Secretariat,
        VisibilityCode::MemberStates => Visibility::MemberStates,
        VisibilityCode::Public => Visibility::Public,
    };
    let embargo = sharing
        .embargo_until
        .as_ref()
        .map(|until| read_instant(until).ok_or(()));
    Some(Sharing {
        visibility,
        counted: sharing.counted,
        embargo_until: embargo.transpose().ok()?,
    })
}

/// An instant of a package.
pub(crate) fn read_instant(at: &FiledAt) -> Option<DateTime<Utc>> {
    at.as_str().parse().ok()
}

fn write_sharing(question: &QuestionCode, sharing: &Sharing) -> Result<PackagedSharing, Fault> {
    let none = Audience::default();
    let audience = match &sharing.visibility {
        Visibility::Audience(audience) => audience,
        Visibility::NationalTeam | Visibility::Secretariat | Visibility::MemberStates | Visibility::Public => &none,
    };
    Ok(PackagedSharing {
        question: question.to_string(),
        visibility: sharing.visibility.code().code().to_owned(),
        audience_states: audience.states.iter().map(ToString::to_string).collect(),
        audience_organisations: audience.organisations.iter().map(ToString::to_string).collect(),
        counted: sharing.counted,
        embargo_until: sharing.embargo_until.map(instant).transpose()?,
    })
}

fn instant(at: DateTime<Utc>) -> Result<FiledAt, Fault> {
    FiledAt::from_unix_micros(at.timestamp_micros()).map_err(Fault::internal)
}

/// A filing as a package, signed by this register, for the State's own people who read all of it; none where some of it was
/// erased.
pub(crate) async fn export(call: &Call, filing: &Filing) -> Result<Option<String>, Fault> {
    let record = &filing.0.record;
    if !call.reader().own.contains(&record.state) || !filing.is_open_to(call) {
        return Ok(None);
    }
    let answers = filing.0.answers(call).await?;
    let extract = store::extract(record, answers);
    let opened = extract.leaves.into_iter().filter_map(|leaf| leaf.opening);
    let entries = opened.map(|opening| register::Entry::opened(opening.salt, opening.answer));
    let document = register::Document::new(extract.header, entries.collect()).map_err(Fault::internal)?;
    if document.root() != extract.root {
        return Ok(None);
    }
    let cited = answers.iter().flat_map(|answer| pack::cited(Some(&answer.standing)));
    let cited: BTreeSet<_> = cited.collect();
    let kept = call.loaders().cited_evidence(call, cited.into_iter().collect()).await?;
    let mut evidence: Vec<_> = kept.iter().filter_map(|cited| cited.opened.clone()).collect();
    evidence.sort_by_key(OpenedEvidence::commitment);
    let sharings = answers
        .iter()
        .map(|answer| write_sharing(&answer.question, &answer.sharing));
    let sharings = sharings.collect::<Result<_, _>>()?;
    let package = Package {
        sharings,
        translations: translations(answers),
        issuer: call.app().tokens().address().to_owned(),
        position: record.entry.position.0,
        made_at: instant(call.now())?,
        document,
        evidence,
    };
    Ok(Some(call.app().keys().set().signer().package(&package)))
}

/// The State's own translations of answers.
fn translations(answers: &[FiledAnswerRecord]) -> Vec<PackagedTranslation> {
    let mut translations = Vec::new();
    for answer in answers {
        let texts = answer.translations.iter();
        translations.extend(texts.map(|(language, text)| PackagedTranslation {
            question: answer.question.to_string(),
            language: language.code().to_owned(),
            status: text.status.code().to_owned(),
            content: text.content.clone(),
        }));
    }
    translations
}

/// Something that is on record already, otherwise than the package has it.
pub(crate) fn filed_otherwise(position: domain::submission::Position) -> Fault {
    let position = client_position(position);
    let message = Message::PackageFiledOtherwise {
        position: u64::try_from(position).unwrap_or(0),
    };
    Fault::state()
        .with("reason", "filed_otherwise")
        .with("position", position)
        .saying(message)
}
