//! Compilations of rounds: what the secretariat asks for, how far it has come, and where it can be fetched.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access::CompileRound;
use domain::id::{CompilationId, RoundId};
use domain::report as rules;
use domain::report::{Asking, CompilationFailure, CompilationKind, CompilationReaders};
use store::{KeptCompilation, KeptVolume};

use crate::auth::Grant;
use crate::compilation::PLACE;
use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::printed::DocumentFormat;
use crate::graphql::report::reading::{client_count, find_round, read_as_of};
use crate::graphql::round::Round;
use crate::graphql::text::LanguageCode;

/// What a compilation is to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "CompilationKind", remote = "CompilationKind")]
pub enum CompilationKindCode {
    /// Every reply that stands.
    Whole,
    /// The replies that have come since the compilation that it follows.
    Addendum,
    /// The replies that were amended or withdrawn since.
    Corrigendum,
}

/// Whom a compilation is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "CompilationReaders", remote = "CompilationReaders")]
pub enum CompilationReadersCode {
    /// Everybody: it holds what is public.
    Public,
    /// The secretariat: it holds what is shared with the secretariat and wider.
    Secretariat,
}

/// How far a compilation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum CompilationStatus {
    /// Nobody has begun.
    Waiting,
    /// Replies are gathered, one after the other.
    Gathering,
    /// Volumes are set.
    Setting,
    /// It is done.
    Done,
    /// It comes to nothing.
    Failed,
}

/// Why a compilation comes to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "CompilationFailure", remote = "CompilationFailure")]
pub enum CompilationFailureCode {
    /// What makes PDF documents is missing, or could not set it. Word files do not need it.
    Press,
    /// Its fonts are missing.
    Fonts,
    /// It would be too large, or take too long.
    TooLarge,
    /// Process after process has ended over it.
    Stuck,
}

/// How far a compilation has come, in numbers.
#[derive(SimpleObject)]
pub struct CompilationProgress {
    /// How many replies are in it; none where that is not known yet.
    replies: Option<u32>,
    /// How many of them are gathered.
    gathered: u32,
    /// How many volumes it has; none where that is not known yet.
    volumes: Option<u32>,
    /// How many of them are set.
    set: u32,
}

/// A volume of a compilation, where it can be fetched for a short time by whoever has the link.
#[derive(SimpleObject)]
pub struct CompiledVolume {
    /// Which, counted from 1.
    number: u32,
    /// The link. It offers the document as an attachment.
    url: String,
    /// When it ends.
    expires_at: DateTime<Utc>,
    /// What it is.
    media_type: &'static str,
    /// How many bytes there are.
    size: u64,
    /// SHA-256 of them: 64 hexadecimal digits.
    sha256: String,
}

/// A compilation of a round.
pub struct Compilation {
    kept: KeptCompilation,
    round: Arc<domain::submission::Round>,
}

/// A compilation of a round: the replies that stand at a position of the register, as far as they are open to those for whom it is
/// made, as a document. For the secretariat.
#[Object]
impl Compilation {
    /// Names it for what follows it.
    async fn id(&self) -> ID {
        node::id(Sort::Compilation, self.kept.compilation.id.to_string())
    }

    /// The round.
    async fn round(&self) -> Round {
        Round(Arc::clone(&self.round))
    }

    /// What it is to the one before it.
    async fn kind(&self) -> CompilationKindCode {
        self.kept.compilation.kind.into()
    }

    /// Its symbol; that of an addendum or a corrigendum ends in `/Add.1` or `/Corr.1`.
    async fn symbol(&self) -> Option<String> {
        self.kept.compilation.full_symbol()
    }

    /// The one that it follows.
    async fn follows(&self) -> Option<ID> {
        let id = self.kept.compilation.follows?;
        Some(node::id(Sort::Compilation, id.to_string()))
    }

    /// The register position as of which replies stand: cite it.
    async fn as_of(&self) -> u32 {
        client_count(self.kept.compilation.as_of)
    }

    /// Its language.
    async fn language(&self) -> LanguageCode {
        self.kept.compilation.language.into()
    }

    /// Its form.
    async fn format(&self) -> DocumentFormat {
        if self.kept.compilation.pdf {
            DocumentFormat::Pdf
        } else {
            DocumentFormat::Docx
        }
    }

    /// Whom it is made for.
    async fn readers(&self) -> CompilationReadersCode {
        self.kept.compilation.readers.into()
    }

    /// When it was asked for. What was open to its readers then is in it.
    async fn asked_at(&self) -> DateTime<Utc> {
        self.kept.compilation.asked_at
    }

    /// How far it has come.
    async fn status(&self) -> CompilationStatus {
        let kept = &self.kept;
        match (kept.failed, kept.done_at, kept.replies, kept.volumes) {
            (Some(_), ..) => CompilationStatus::Failed,
            (None, Some(_), ..) => CompilationStatus::Done,
            (None, None, None, _) => CompilationStatus::Waiting,
            (None, None, Some(_), None) => CompilationStatus::Gathering,
            (None, None, Some(_), Some(_)) => CompilationStatus::Setting,
        }
    }

    /// The same in numbers.
    async fn progress(&self) -> CompilationProgress {
        CompilationProgress {
            replies: self.kept.replies,
            gathered: self.kept.gathered,
            volumes: self.kept.volumes,
            set: u32::try_from(self.kept.set.len()).unwrap_or(u32::MAX),
        }
    }

    /// When it was done.
    async fn done_at(&self) -> Option<DateTime<Utc>> {
        self.kept.done_at
    }

    /// Why it comes to nothing; none where it does not.
    async fn failure(&self) -> Option<CompilationFailureCode> {
        self.kept.failed.map(|(_, why)| why.into())
    }

    /// Its volumes, once it is done. Most compilations have one.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn volumes(&self, ctx: &Context<'_>) -> Vec<CompiledVolume> {
        let call = Call::of(ctx);
        if self.kept.done_at.is_none() {
            return Vec::new();
        }
        // Links end sooner than a cache may ask again whether the answer still holds.
        call.keep_to_oneself();
        self.kept.set.iter().map(|volume| self.volume(call, volume)).collect()
    }
}

impl Compilation {
    fn volume(&self, call: &Call, volume: &KeptVolume) -> CompiledVolume {
        let asked = &self.kept.compilation;
        let number = volume.place + 1;
        let (end, media_type) = if asked.pdf {
            ("pdf", document::PDF)
        } else {
            ("docx", document::DOCX)
        };
        let symbol = asked
            .full_symbol()
            .map_or_else(String::new, |symbol| format!("-{symbol}"));
        let which = if self.kept.set.len() > 1 {
            format!("-{number}")
        } else {
            String::new()
        };
        let name = format!(
            "{}{symbol}-{}{which}-{}.{end}",
            self.round.key, asked.as_of, asked.language
        );
        let grant = Grant {
            id: node::id(Sort::Compilation, asked.id.to_string()).0,
            key: asked.id.0,
            state: PLACE.to_owned(),
            sha256: volume.sha256,
            size: volume.size,
            media_type: media_type.to_owned(),
            name: name.replace(['/', ' '], "-"),
        };
        let (url, expires_at) = call.app().keys().links().make(&grant, call.now());
        CompiledVolume {
            number,
            url,
            expires_at,
            media_type,
            size: volume.size,
            sha256: vault::hex(&volume.sha256),
        }
    }
}

/// A compilation to make.
#[derive(InputObject)]
pub struct CompileRoundInput {
    /// The key of the round.
    round: String,
    /// What it is to be.
    #[graphql(default_with = "CompilationKindCode::Whole")]
    kind: CompilationKindCode,
    /// The language of what is not a State's own words.
    language: LanguageCode,
    /// Its form.
    format: DocumentFormat,
    /// Whom it is made for.
    readers: CompilationReadersCode,
    /// The symbol of a whole one, at most 60 letters, digits and marks; what follows another one takes its symbol.
    symbol: Option<String>,
    /// The compilation that an addendum or a corrigendum follows, of the same round and for the same readers.
    follows: Option<ID>,
    /// The register position as of which replies stand; left out: the last one. Named, it makes the same compilation in another
    /// language or form.
    as_of: Option<i32>,
}

/// What was asked for.
#[derive(SimpleObject)]
pub struct CompileRoundPayload {
    /// The compilation. It is made meanwhile: ask again how far it has come.
    compilation: Compilation,
}

/// Compilations.
#[derive(Default)]
pub struct CompilationQuery;

#[Object]
impl CompilationQuery {
    /// The compilations of a round, in the order in which they were asked for: for the secretariat alone.
    #[graphql(complexity = "10 + 20 * child_complexity")]
    async fn compilations(&self, ctx: &Context<'_>, round: String) -> Result<Vec<Compilation>, Fault> {
        let call = Call::of(ctx);
        let Some(round) = find_round(call, round).await? else {
            return Ok(Vec::new());
        };
        if !may(call, round.id) {
            return Ok(Vec::new());
        }
        let kept = call.snapshot().await?.compilations(round.id).await?;
        let all = kept.into_iter().map(|kept| Compilation {
            kept,
            round: Arc::clone(&round),
        });
        Ok(all.collect())
    }

    /// A compilation: for the secretariat alone.
    async fn compilation(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Compilation>, Fault> {
        let call = Call::of(ctx);
        let Ok(id) = node::key(Sort::Compilation, &id) else {
            return Ok(None);
        };
        let snapshot = call.snapshot().await?;
        let Some(kept) = snapshot.compilation(CompilationId(id)).await? else {
            return Ok(None);
        };
        let round = call.app().round(&snapshot, kept.compilation.round).await?;
        let round = round.filter(|round| may(call, round.id));
        Ok(round.map(|round| Compilation { kept, round }))
    }
}

fn may(call: &Call, round: RoundId) -> bool {
    call.actor().may(&CompileRound { round }).is_ok()
}

/// What is done with compilations.
#[derive(Default)]
pub struct CompilationMutation;

#[Object]
impl CompilationMutation {
    /// Asks for a compilation of a round. Any process of the service makes it, reply by reply, while everything else goes on; its
    /// progress tells how far it has come. For officers of the secretariat.
    async fn compile_round(&self, ctx: &Context<'_>, input: CompileRoundInput) -> Result<CompileRoundPayload, Fault> {
        let call = Call::of(ctx);
        let as_of = read_as_of(input.as_of).map_err(|fault| fault.at("input.asOf"))?;
        let round = find_round(call, input.round).await?.ok_or_else(Fault::not_found)?;
        let permit = call.actor().permit(CompileRound { round: round.id })?;
        let follows: Option<uuid::Uuid> = input.follows.map(|id| node::key(Sort::Compilation, &id)).transpose()?;
        let (end, _) = call.snapshot().await?.register_version().await?;
        let work = call.begin().await?;
        let mut before = work.compilations_of(round.id).await?;
        let followed = match follows {
            None => None,
            Some(id) => {
                let found = before.iter().find(|kept| kept.compilation.id.0 == id);
                let found = found.filter(|kept| kept.failed.is_none());
                Some(found.ok_or_else(Fault::not_found)?.compilation.clone())
            }
        };
        // What came to nothing has no number.
        before.retain(|kept| kept.failed.is_none());
        let before: Vec<_> = before.into_iter().map(|kept| kept.compilation).collect();
        let asking = Asking {
            kind: input.kind.into(),
            symbol: input.symbol,
            as_of,
            language: input.language.into(),
            pdf: input.format == DocumentFormat::Pdf,
            readers: input.readers.into(),
        };
        let id = CompilationId(call.mint().id());
        let asked = rules::Compilation::asked(
            permit,
            (id, round.id),
            asking,
            followed.as_ref(),
            &before,
            (end, call.now()),
        )?;
        work.save_compilation(&asked).await?;
        call.commit(work).await?;
        let kept = KeptCompilation {
            compilation: asked,
            replies: None,
            gathered: 0,
            volumes: None,
            set: Vec::new(),
            done_at: None,
            failed: None,
        };
        let compilation = Compilation { kept, round };
        Ok(CompileRoundPayload { compilation })
    }
}
