//! The command line: wires what the library offers.

use std::io::{self, Write as _, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use api::DATABASE;
use api::app::App;
use api::auth::{Cost, InvitationLink, Keys, Passwords, Providers, Secret, TokenSettings};
use api::check;
use api::config::{
    AccountCommand, CatalogueCommand, Cli, Command, DocumentCommand, EvidenceCommand, KeyCommand, KeyName,
    RegisterCommand, Serve,
};
use api::demonstrate::{self, demonstrate};
use api::doctor;
use api::http::{Certificate, Entrance, Patience, Settings, graphiql, serve};
use api::mint::Mint;
use api::open_data::write_folder;
use api::press::Press;
use api::process::Process;
use api::proposed::{FromProposalArguments, from_proposal};
use api::standards::VERSION;
use api::telemetry::{self, LogForm};
use api::traces::Traces;
use api::webhook::Networks;
use api::world;
use catalogue::{Catalogue, Content};
use clap::Parser as _;
use domain::access::Email;
use domain::id::{InstrumentId, RoundKey};
use domain::language::Language;
use domain::submission::Position;
use private_postgres::Postgres;
use register::{KeyRing, Piece};
use store::{Connections, KeyPurpose, Known, Publication, Store};
use tokio::net::TcpListener;
use vault::Vault;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How programs end whom SIGPIPE ends: without a word, and not as if all had been said.
const BROKEN_PIPE: u8 = 128 + 13;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code,
        // Whoever reads the output has read enough: `normtrack schema | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::from(BROKEN_PIPE),
        Err(error) => {
            eprintln!("normtrack: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<io::Error>();
    io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Serve(settings) => run_service(&settings)?,
        Command::Doctor { serve, json } => return runtime()?.block_on(examine(&serve, json)),
        Command::Migrate(owner) => runtime()?.block_on(migrate(owner.owner_database_url.reveal()))?,
        Command::Catalogue(CatalogueCommand::Check { folder }) => check_catalogue(folder.as_deref())?,
        Command::Catalogue(CatalogueCommand::Publish(owner)) => runtime()?.block_on(publish(
            &world::publication(&Catalogue::load().map_err(report)?),
            owner.owner_database_url.reveal(),
        ))?,
        Command::Catalogue(CatalogueCommand::Oscal { instrument }) => print_oscal(instrument)?,
        Command::Catalogue(CatalogueCommand::Crosswalk) => {
            let norms = Catalogue::load().map_err(report)?.norms;
            writeln!(stdout(), "{:#}", standards::mapping(&norms, ".", VERSION))?;
        }
        Command::Catalogue(CatalogueCommand::Fhir { edition }) => print_questionnaire(&edition)?,
        Command::Catalogue(CatalogueCommand::ImportOscal { file }) => import_oscal(&file)?,
        Command::Catalogue(CatalogueCommand::FromProposal(arguments)) => runtime()?.block_on(take_up(&arguments))?,
        Command::Schema => write!(stdout(), "{}", api::graphql::schema::sdl())?,
        Command::Account(AccountCommand::Invite {
            administrator: _,
            email,
            database,
            address,
        }) => runtime()?.block_on(invite(database.database_url.reveal(), &email, &address))?,
        Command::Verify { keys, files } => return verify(keys.as_deref(), &files),
        Command::Report(arguments) => {
            let told = runtime()?.block_on(api::report::ask(&arguments))?;
            writeln!(stdout(), "{told:#}")?;
        }
        Command::Search(arguments) => {
            let told = runtime()?.block_on(api::search::ask(&arguments))?;
            writeln!(stdout(), "{told:#}")?;
        }
        Command::Compile(arguments) => {
            let told = runtime()?.block_on(api::compile::compile(&arguments, |line| eprintln!("{line}")))?;
            writeln!(stdout(), "{told:#}")?;
        }
        Command::Pack(arguments) => {
            let told = runtime()?.block_on(api::offline::run(&arguments))?;
            writeln!(stdout(), "{told:#}")?;
        }
        Command::Package(arguments) => {
            let told = runtime()?.block_on(api::home::run(&arguments))?;
            writeln!(stdout(), "{told:#}")?;
        }
        Command::Register(RegisterCommand::Check { owner, keys, head }) => {
            let owner = owner.owner_database_url;
            return runtime()?.block_on(check_register(owner.reveal(), keys.as_deref(), &head));
        }
        Command::OpenData {
            database,
            folder,
            round,
            as_of,
        } => {
            let url = database.database_url;
            runtime()?.block_on(open_data(url.reveal(), &folder, round, as_of))?;
        }
        Command::Evidence(EvidenceCommand::Check {
            owner,
            evidence,
            data,
            remove_strays,
        }) => {
            let vault = evidence.open(&data)?.vault;
            let owner = owner.owner_database_url;
            return runtime()?.block_on(check_evidence(owner.reveal(), &vault, remove_strays));
        }
        Command::Document(DocumentCommand::Form {
            edition,
            file,
            language,
            press,
        }) => runtime()?.block_on(print_form(&edition, &file, &language, &press.find()))?,
        Command::Key(KeyCommand::Rotate {
            which,
            by,
            database,
            secret_file,
        }) => runtime()?.block_on(rotate(which, &by, database.database_url.reveal(), &secret_file))?,
        Command::Key(KeyCommand::Reseal {
            owner,
            secret_file,
            new_secret_file,
        }) => runtime()?.block_on(reseal(
            owner.owner_database_url.reveal(),
            &secret_file,
            &new_secret_file,
        ))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where an error is mapped")]
fn report(report: catalogue::Report) -> anyhow::Error {
    let faults: Vec<_> = report.faults.iter().map(ToString::to_string).collect();
    anyhow::anyhow!("the catalogue has {} faults:\n{}", faults.len(), faults.join("\n"))
}

/// The private server, if one is wanted, is started before the runtime and stopped after it.
fn run_service(settings: &Serve) -> anyhow::Result<()> {
    let traces = settings.otlp_endpoint.as_ref().map(Traces::new).transpose()?;
    telemetry::start(
        if settings.log_json {
            LogForm::Json
        } else {
            LogForm::Text
        },
        &settings.log,
        traces.as_ref(),
    )?;
    let private = match &settings.database_url {
        Some(_) if settings.demonstration => bail!("the demonstration has a private database: leave out DATABASE_URL"),
        Some(_) => None,
        None => Some(Postgres::start(&settings.data, &private_postgres::Settings::serving())?),
    };
    let outcome = runtime()?.block_on(serve_until_stopped(settings, private.as_ref()));
    if let Some(private) = private {
        private.stop();
    }
    if let Some(traces) = traces {
        traces.end();
    }
    outcome
}

async fn serve_until_stopped(settings: &Serve, private: Option<&Postgres>) -> anyhow::Result<()> {
    let mint = Arc::new(Mint::system());
    let certificate = settings.tls.files().map(|files| Certificate::read(files, mint.now()));
    let certificate = certificate.transpose().context("TLS cannot begin")?.map(Arc::new);
    let listener = TcpListener::bind(settings.address())
        .await
        .with_context(|| format!("cannot listen on {}", settings.address()))?;
    let address = settings.address.clone().unwrap_or(format!(
        "{}://{}",
        if certificate.is_some() { "https" } else { "http" },
        listener.local_addr()?
    ));
    let catalogue = Catalogue::load().map_err(report)?;
    let database_url = match (private, &settings.database_url) {
        (Some(private), _) => {
            private.announce(&address)?;
            prepare_private(private, &catalogue, settings, &mint).await?
        }
        (None, Some(url)) => url.reveal().to_owned(),
        (None, None) => bail!("no database"),
    };
    store::require_current_schema(&database_url).await?;
    let store = Store::connect(&database_url, Connections::default()).await?;
    let secret = secret(settings, private.is_some(), &mint)?;
    let keys = Arc::new(Keys::open(store.clone(), secret, Arc::clone(&mint)).await?);
    let tokens = TokenSettings {
        issuer: address.clone(),
        audience: address.clone(),
    };
    let passwords = Passwords::new(Cost::Full, &mint);
    let keeping = settings.evidence.open(&settings.data)?;
    let providers = match &settings.identity_providers {
        Some(file) => Providers::read(file)?,
        None => Providers::default(),
    };
    let app = App::start(
        store.clone(),
        catalogue,
        keys,
        passwords,
        tokens,
        keeping,
        Arc::clone(&mint),
    )
    .await?;
    let app = app
        .with_providers(providers)
        .with_webhook_networks(Networks::new(settings.webhook_network.clone()))
        .with_press(settings.press.find());
    let app = match settings.mail.desk()? {
        Some(desk) => app.with_mail(desk),
        None => app,
    };
    if app.world().demonstration && private.is_none() {
        bail!("this database was made for a demonstration: it is served from its own data folder only");
    }
    let door = Settings {
        limits: settings.streams.limits(),
        pace: settings.pace.settings(),
        origins: [address.clone()]
            .into_iter()
            .chain(settings.origin.iter().cloned())
            .collect(),
        development: settings.development || settings.demonstration,
        secure: certificate.is_some() || address.starts_with("https://"),
        documents: settings.known_documents()?.map(Arc::new),
        build: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let process = Process::new(Arc::new(app), &door);
    eprintln!("Normtrack listens on {address} (GraphQL at {address}/graphql)");
    let mut router = process.router(door.clone());
    if door.development {
        match graphiql(&settings.data.join("graphiql")) {
            Some(page) => {
                router = router.merge(page);
                eprintln!("Try it in a browser: {address}/graphiql");
            }
            None => eprintln!("`script/graphiql` installs a page to try it in a browser"),
        }
    }
    let stopped = async {
        stopped().await;
        process.end_streams().await;
    };
    let following = async {
        match &certificate {
            Some(certificate) => certificate.follow(&mint).await,
            None => std::future::pending().await,
        }
    };
    let entrance = Entrance::new(listener, certificate.clone());
    tokio::select! {
        () = process.follow() => {}
        () = following => {}
        () = serve(entrance, router, Patience::default(), stopped) => {}
    }
    store.close().await?;
    Ok(())
}

/// What seals the signing keys; a private database has one of its own in its folder.
fn secret(settings: &Serve, is_private: bool, mint: &Mint) -> anyhow::Result<Secret> {
    Ok(match (&settings.secret_file, is_private) {
        (Some(file), _) => Secret::read(file)?,
        (None, true) => Secret::read_or_make(&settings.data.join("secret"), mint)?,
        (None, false) => bail!("name the file that seals the signing keys: --secret-file or NORMTRACK_SECRET_FILE"),
    })
}

/// Roles, schema, catalogue and demonstration of a private database; returns its address for the service role.
async fn prepare_private(
    private: &Postgres,
    catalogue: &Catalogue,
    settings: &Serve,
    mint: &Arc<Mint>,
) -> anyhow::Result<String> {
    store::prepare_cluster(&private.url(private_postgres::SUPERUSER, "postgres"), DATABASE).await?;
    let (owner, service) = (
        private.url(store::OWNER, DATABASE),
        private.url(store::SERVICE, DATABASE),
    );
    store::migrate(&owner).await?;
    if settings.demonstration && !store::make_demonstration(&owner).await? {
        bail!("this data folder holds accounts of real people: name another one for the demonstration with --data");
    }
    let store = Store::connect(&service, Connections { cold: 2, hot: 1 }).await?;
    if store.is_demonstration(mint.now()).await? {
        publish(&demonstrate::publication(catalogue), &owner).await?;
        let keys = Keys::open(store.clone(), secret(settings, true, mint)?, Arc::clone(mint)).await?;
        let keys = keys.set();
        demonstrate(&store, catalogue, mint, keys.signer(), |line| {
            eprintln!("demonstration: {line}");
        })
        .await?;
        eprintln!("{}", demonstrate::Introductions);
    } else {
        publish(&world::publication(catalogue), &owner).await?;
    }
    store.close().await?;
    Ok(service)
}

async fn examine(settings: &Serve, json: bool) -> anyhow::Result<ExitCode> {
    let examination = doctor::examine(settings, &Mint::system()).await;
    if json {
        writeln!(stdout(), "{}", examination.json())?;
    } else {
        write!(stdout(), "{examination}")?;
    }
    Ok(ExitCode::from(u8::from(!examination.is_well())))
}

async fn migrate(owner_url: &str) -> anyhow::Result<()> {
    store::migrate(owner_url).await?;
    publish(&world::publication(&Catalogue::load().map_err(report)?), owner_url).await
}

async fn publish(publication: &Publication, owner_url: &str) -> anyhow::Result<()> {
    let published = store::publish(owner_url, publication, Mint::system().now()).await?;
    for edition in &published.editions {
        eprintln!("published {edition}");
    }
    for edition in &published.left_out {
        eprintln!("left out {edition}: editors of this installation published their own edition of that questionnaire");
    }
    Ok(())
}

fn check_catalogue(folder: Option<&Path>) -> anyhow::Result<()> {
    let content = match folder {
        Some(folder) => Content::from_folder(folder)?,
        None => Content::embedded(),
    };
    let found = catalogue::check(&content);
    for count in &found.counts {
        writeln!(stdout(), "{count}")?;
    }
    if found.faults.is_empty() {
        Ok(())
    } else {
        Err(report(found))
    }
}

fn print_oscal(instrument: Option<String>) -> anyhow::Result<()> {
    let norms = Catalogue::load().map_err(report)?.norms;
    let id = instrument.map(InstrumentId::new).transpose()?;
    let written = standards::catalog(&norms, id.as_ref(), VERSION).context("there is no such instrument")?;
    writeln!(stdout(), "{written:#}")?;
    Ok(())
}

fn print_questionnaire(edition: &str) -> anyhow::Result<()> {
    let catalogue = Catalogue::load().map_err(report)?;
    let found = catalogue
        .edition(&edition.parse()?)
        .context("there is no such edition")?;
    writeln!(stdout(), "{:#}", standards::questionnaire(found, &catalogue.norms))?;
    Ok(())
}

fn import_oscal(file: &Path) -> anyhow::Result<()> {
    let json = serde_json::from_slice(&read(file)?).with_context(|| format!("{} is no JSON", file.display()))?;
    match standards::import(&json) {
        Ok(imported) => {
            write!(stdout(), "{}", standards::yaml(&imported.file))?;
            Ok(())
        }
        Err(faults) => {
            let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
            bail!(
                "{} is no instrument, for {} faults:\n{}",
                file.display(),
                faults.len(),
                faults.join("\n")
            )
        }
    }
}

async fn take_up(arguments: &FromProposalArguments) -> anyhow::Result<()> {
    let database_url = arguments.database.database_url.reveal();
    store::require_current_schema(database_url).await?;
    let store = Store::connect(database_url, Connections { cold: 2, hot: 1 }).await?;
    let norms = Catalogue::load().map_err(report)?.norms;
    let written = from_proposal(&store, &norms, Mint::system().now(), arguments).await?;
    match &written.path {
        Some(path) => writeln!(stdout(), "{} is written", path.display())?,
        None => write!(stdout(), "{}", written.file)?,
    }
    for lacking in &written.lacking {
        eprintln!("still missing: {lacking}");
    }
    Ok(())
}

async fn print_form(edition: &str, file: &Path, language: &str, press: &Press) -> anyhow::Result<()> {
    let catalogue = Catalogue::load().map_err(report)?;
    let language = Language::from_code(language).with_context(|| format!("{language} is none of the six languages"))?;
    let id = edition.parse().with_context(|| format!("{edition} is no edition"))?;
    let edition = catalogue
        .edition(&id)
        .with_context(|| format!("there is no edition {id}"))?;
    let form = document::form(&document::Sources {
        edition,
        setting: document::Setting {
            norms: &catalogue.norms,
            language,
            fictional: false,
        },
    });
    let bytes = match file.extension().and_then(|end| end.to_str()) {
        Some("pdf") => press.pdf(form.to_json()).await?,
        Some("docx") => document::docx(&form)?,
        _ => bail!("{} ends neither in .pdf nor in .docx", file.display()),
    };
    std::fs::write(file, bytes).with_context(|| format!("cannot write {}", file.display()))
}

async fn invite(database_url: &str, email: &str, address: &str) -> anyhow::Result<()> {
    store::require_current_schema(database_url).await?;
    let store = Store::connect(database_url, Connections { cold: 1, hot: 1 }).await?;
    let link = InvitationLink::administrator(&store, email, &Mint::system(), address).await?;
    writeln!(stdout(), "{}", link.url)?;
    eprintln!("The link works once, until {}.", link.expires_at);
    Ok(())
}

async fn rotate(which: KeyName, by: &str, database_url: &str, secret_file: &Path) -> anyhow::Result<()> {
    store::require_current_schema(database_url).await?;
    let store = Store::connect(database_url, Connections { cold: 1, hot: 1 }).await?;
    let keys = Keys::open(store, Secret::read(secret_file)?, Arc::new(Mint::system())).await?;
    let permit = keys.permit(&Email::new(by)?).await?;
    let purpose = match which {
        KeyName::Receipts => KeyPurpose::Receipt,
        KeyName::Tokens => KeyPurpose::Token,
    };
    writeln!(stdout(), "{}", keys.rotate(permit, purpose).await?)?;
    Ok(())
}

async fn reseal(owner_url: &str, old: &Path, new: &Path) -> anyhow::Result<()> {
    let (old, new) = (Secret::read(old)?, Secret::read(new)?);
    let count = api::auth::reseal(owner_url, &old, &new, &Mint::system()).await?;
    writeln!(
        stdout(),
        "{count} keys and secrets of authenticators are sealed under the new secret file"
    )?;
    Ok(())
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

fn read_keys(file: &Path) -> anyhow::Result<KeyRing> {
    KeyRing::parse(&read(file)?).with_context(|| format!("{} holds no keys", file.display()))
}

fn verify(keys: Option<&Path>, files: &[PathBuf]) -> anyhow::Result<ExitCode> {
    let keys = keys.map(read_keys).transpose()?;
    let files: Vec<_> = files
        .iter()
        .map(|file| Ok((file.display().to_string(), read(file)?)))
        .collect::<anyhow::Result<_>>()?;
    let files = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let report = register::Report::of(files, keys.as_ref());
    write!(stdout(), "{report}")?;
    Ok(report.exit_code().into())
}

async fn check_register(owner_url: &str, keys: Option<&Path>, heads: &[PathBuf]) -> anyhow::Result<ExitCode> {
    let keys = keys.map(read_keys).transpose()?;
    let mut kept = Vec::new();
    for file in heads {
        let piece = register::verify_piece(&read(file)?, keys.as_ref());
        let piece = piece.with_context(|| format!("{} is no head to compare with", file.display()))?;
        match piece {
            Piece::Head(claims) => kept.push(claims.head()),
            Piece::Receipt(claims) => kept.push(claims.log_head()),
            Piece::Filing { .. }
            | Piece::Evidence(_)
            | Piece::Bytes { .. }
            | Piece::Inclusion(_)
            | Piece::Consistency(_)
            | Piece::Entries(_) => {
                bail!("{} is no signed tree head", file.display())
            }
        }
    }
    let walked = check::check(owner_url, &Known { keys, heads: kept }).await?;
    for finding in &walked.findings {
        writeln!(stdout(), "{finding}")?;
    }
    writeln!(
        stdout(),
        "{} entries, {} answers, {} findings",
        walked.entries,
        walked.answers,
        walked.findings.len()
    )?;
    Ok(ExitCode::from(u8::from(!walked.findings.is_empty())))
}

async fn open_data(database_url: &str, folder: &Path, round: Option<String>, as_of: Option<u64>) -> anyhow::Result<()> {
    store::require_current_schema(database_url).await?;
    let store = Store::connect(database_url, Connections { cold: 2, hot: 1 }).await?;
    let catalogue = Catalogue::load().map_err(report)?;
    let round = round.map(RoundKey::new).transpose()?;
    let wanted = (round.as_ref(), as_of.map(Position));
    let written = write_folder((store, &catalogue, &Mint::system()), folder, wanted).await?;
    writeln!(
        stdout(),
        "{} files, {} bytes, as of position {} of the register",
        written.files,
        written.bytes,
        written.as_of
    )?;
    Ok(())
}

async fn check_evidence(owner_url: &str, vault: &Vault, remove_strays: bool) -> anyhow::Result<ExitCode> {
    let checked = check::check_evidence(owner_url, vault, Mint::system().now()).await?;
    for finding in &checked.findings {
        writeln!(stdout(), "{finding}")?;
    }
    for stray in &checked.strays {
        if remove_strays {
            vault.remove(&stray.place).await?;
        }
        let done = if remove_strays { ", removed" } else { "" };
        writeln!(stdout(), "{}: {} bytes of no document{done}", stray.place, stray.size)?;
    }
    writeln!(
        stdout(),
        "{} documents, {} findings, {} strays",
        checked.documents,
        checked.findings.len(),
        checked.strays.len()
    )?;
    Ok(ExitCode::from(u8::from(!checked.findings.is_empty())))
}

async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(terminate) => terminate,
            Err(error) => {
                tracing::error!(%error, "the signal to stop cannot be heard");
                return;
            }
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupt.await;
    }
}
