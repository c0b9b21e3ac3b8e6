//! Where the facts come from.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use domain::access::Scope;
use rustix::fs::statvfs;
use rustix::process::{Resource, getrlimit};
use store::{Connections, Examined, SchemaFound, Store, StoreError};
use tokio::time::timeout;
use vault::VaultError;

use super::{Check, Examination, Finding, judge};
use crate::auth::{KeyError, Secret, SecretError, opened_keys};
use crate::config::Serve;
use crate::http::Certificate;
use crate::mint::Mint;

/// How many documents are read to see whether they are what they were.
const SAMPLE: usize = 3;

/// How long the database may say nothing.
const PATIENCE: Duration = Duration::from_secs(10);

/// Looks at the installation that these settings would serve.
pub async fn examine(settings: &Serve, mint: &Mint) -> Examination {
    let mut found = Vec::new();
    let private = settings.database_url.is_none();
    let url = match &settings.database_url {
        Some(url) => Some(url.reveal().to_owned()),
        None => private_postgres::running(&settings.data, store::SERVICE, crate::DATABASE),
    };
    let examined = if let Some(url) = &url {
        database(url, mint, &mut found).await
    } else {
        found.push(Finding::fault(
            Check::Database,
            format!("The private database in {} does not run.", settings.data.display()),
            "Start it with `normtrack serve`, or name a database in DATABASE_URL.",
        ));
        None
    };
    let secret = secret(settings, private, &mut found);
    let readable = examined.as_ref().is_some_and(|it| it.schema == SchemaFound::Current);
    match url.filter(|_| readable) {
        Some(url) => register(&url, secret.as_ref(), mint, &mut found).await,
        None => found
            .extend([Check::Keys, Check::Register].map(|check| {
                Finding::unknown(check, "Not looked at: it needs a database with this program's schema.")
            })),
    }
    evidence(settings, mint, &mut found).await;
    found.push(press(settings).await);
    found.push(mail(settings).await);
    found.push(judge::address(settings.address.as_deref(), private));
    let files = settings.tls.files();
    if let Some(files) = files.clone() {
        let certificate = Certificate::read(files, mint.now());
        found.push(judge::certificate(
            &certificate,
            settings.address.as_deref(),
            mint.now(),
        ));
    }
    let trusted = &settings.pace.trusted_proxy;
    found.push(judge::front(settings.address.as_deref(), trusted, files.is_some()));
    if let Some(examined) = &examined {
        found.push(judge::zones(&examined.zones));
    }
    found.push(judge::files(getrlimit(Resource::Nofile).current));
    if let Some(examined) = &examined {
        found.push(judge::processes(&examined.processes));
    }
    Examination(found)
}

/// Whether PDF documents can be made. Nothing else needs the press.
async fn press(settings: &Serve) -> Finding {
    match settings.press.find().check().await {
        Ok(()) => Finding::well(Check::Press, "PDF documents can be made."),
        Err(error) => Finding::notice(
            Check::Press,
            format!("There are Word files and no PDF documents: {error}."),
            "Name the program in NORMTRACK_PRESS, and its fonts in NORMTRACK_FONTS (Debian: fonts-noto-core, fonts-noto-cjk).",
        ),
    }
}

/// Whether letters can be sent. Nothing is handed over.
async fn mail(settings: &Serve) -> Finding {
    match settings.mail.desk() {
        Ok(None) => Finding::notice(
            Check::Mail,
            "No mail server is named: no letters are sent.",
            "Name one in NORMTRACK_SMTP, and who writes in NORMTRACK_MAIL_FROM, if letters are to be sent.",
        ),
        Ok(Some(desk)) if desk.relay.answers().await => {
            Finding::well(Check::Mail, "The mail server answers and lets us in.")
        }
        Ok(Some(_)) => Finding::fault(
            Check::Mail,
            "The mail server does not answer, has no TLS, or does not let us in.",
            "See that NORMTRACK_SMTP names it with the right user and password, and that nothing on the way stops SMTP.",
        ),
        Err(error) => Finding::fault(
            Check::Mail,
            format!("Letters cannot be sent: {error}."),
            "Mend NORMTRACK_SMTP, NORMTRACK_MAIL_FROM and NORMTRACK_MAIL_REPLY_TO.",
        ),
    }
}

/// What the database says of itself; nothing if it does not answer.
async fn database(url: &str, mint: &Mint, found: &mut Vec<Finding>) -> Option<Examined> {
    let before = mint.now();
    let examined = match timeout(PATIENCE, store::examine(url)).await {
        Ok(Ok(examined)) => examined,
        Ok(Err(error)) => {
            let advice =
                "See that PostgreSQL runs, that DATABASE_URL names it, and that pg_hba.conf lets this account in.";
            found.push(Finding::fault(Check::Database, unreachable(&error), advice));
            return None;
        }
        Err(_) => {
            let says = format!("The database says nothing for {} seconds.", PATIENCE.as_secs());
            let advice = "See that nothing on the way drops what goes to the address in DATABASE_URL.";
            found.push(Finding::fault(Check::Database, says, advice));
            return None;
        }
    };
    let after = mint.now();
    found.extend([
        Finding::well(Check::Database, "The database answers."),
        judge::version(examined.version),
        judge::encoding(&examined.settings),
        judge::schema(examined.schema),
        judge::role(&examined.role),
        judge::durability(&examined.settings),
        judge::connections(&examined.settings, examined.processes.len()),
        judge::clock(before, examined.now, after),
    ]);
    Some(examined)
}

/// Why it does not answer, in the server's words where it has some: never the address, which may hold a password.
fn unreachable(error: &StoreError) -> String {
    match store::said(error) {
        Some(said) => format!("The database refuses: {said}."),
        None => "The database does not answer.".to_owned(),
    }
}

fn secret(settings: &Serve, private: bool, found: &mut Vec<Finding>) -> Option<Secret> {
    let made = settings.data.join("secret");
    let Some(file) = settings.secret_file.as_deref().or(private.then_some(made.as_path())) else {
        found.push(Finding::fault(
            Check::Secret,
            "No secret file is named.",
            "Name it in NORMTRACK_SECRET_FILE: the one that the other processes have, or a new one of 32 random bytes.",
        ));
        return None;
    };
    let place = file.display();
    match Secret::read(file) {
        Ok(secret) => {
            found.push(if is_open(file) {
                Finding::fault(
                    Check::Secret,
                    format!("Other accounts may read the secret file {place}."),
                    format!("chmod 600 {place}, and rotate the keys if somebody did."),
                )
            } else {
                Finding::well(
                    Check::Secret,
                    format!("The secret file {place} is there, for its owner alone."),
                )
            });
            Some(secret)
        }
        Err(error) => {
            let (why, advice) = match error {
                SecretError::Missing(_) => ("does not exist", "Look for the copy that was kept elsewhere."),
                SecretError::Unusable { .. } => ("cannot be read", "Give it to the account that serves."),
                SecretError::TooShort(_) | SecretError::AnotherSecret => {
                    ("holds fewer than 32 bytes", "Put the right one in its place.")
                }
            };
            found.push(Finding::fault(
                Check::Secret,
                format!("The secret file {place} {why}."),
                advice,
            ));
            None
        }
    }
}

/// Whether others than the owner and its group may read a file, or the group may write it. A service manager hands secrets
/// over with rights for a group of nobody.
fn is_open(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|it| it.permissions().mode() & 0o027 != 0)
}

/// Keys and the end of the register, read as a process reads them.
async fn register(url: &str, secret: Option<&Secret>, mint: &Mint, found: &mut Vec<Finding>) {
    let store = match Store::connect(url, Connections { cold: 1, hot: 1 }).await {
        Ok(store) => store,
        Err(error) => {
            let both = [Check::Keys, Check::Register].map(|check| Finding::unknown(check, unreachable(&error)));
            found.extend(both);
            return;
        }
    };
    found.push(match secret {
        None => Finding::unknown(Check::Keys, "Not looked at: there is no secret to open them with."),
        Some(secret) => keys(opened_keys(&store, secret, mint).await),
    });
    let end = async {
        let snapshot = store.snapshot(&Scope::anonymous(), mint.now()).await?;
        snapshot.register_end_found().await
    };
    found.push(match end.await {
        Ok(end) => judge::register(&end),
        Err(error) => Finding::unknown(Check::Register, unreachable(&error)),
    });
    // Whatever is left of it ends with the program.
    let _ = store.close().await;
}

fn keys(opened: Result<usize, KeyError>) -> Finding {
    match opened {
        Ok(0) => Finding::well(
            Check::Keys,
            "There are no keys yet: the first process that serves makes them.",
        ),
        Ok(count) => Finding::well(Check::Keys, format!("The secret opens all {count} keys.")),
        Err(KeyError::Secret(_)) => Finding::fault(
            Check::Keys,
            "The keys in the database are sealed under another secret.",
            "Put the secret file in its place that they were made with: runbook, \u{201c}Lose the secret file\u{201d}.",
        ),
        Err(KeyError::Store(error)) => Finding::unknown(Check::Keys, unreachable(&error)),
        Err(error @ (KeyError::Broken(_) | KeyError::None(_) | KeyError::NotAdministrator(_))) => Finding::fault(
            Check::Keys,
            format!("The keys are not what they were when they were made: {error}."),
            "Restore the database from before.",
        ),
    }
}

async fn evidence(settings: &Serve, mint: &Mint, found: &mut Vec<Finding>) {
    let folder = settings.evidence.folder(&settings.data);
    let bucket = settings.evidence.s3_bucket.as_deref();
    let whole = match bucket {
        Some(bucket) => format!("the bucket {bucket}"),
        None => format!("the folder {}", folder.display()),
    };
    if !folder.is_dir() {
        let advice = match bucket {
            Some(_) => "Make it for the account that serves: what arrives lies there until it is whole.",
            None => "Mount the disk that holds it. Where nothing was ever kept, `normtrack serve` makes it.",
        };
        let says = format!("The folder of evidence {} does not exist.", folder.display());
        found.push(Finding::fault(Check::Evidence, says, advice));
        found.push(Finding::unknown(Check::Sample, "Not looked at: there is no folder."));
        return;
    }
    let room = statvfs(&folder).map(|it| (it.f_bavail * it.f_frsize, it.f_blocks * it.f_frsize));
    let disk = room
        .ok()
        .map(|(free, size)| judge::disk(&folder.display().to_string(), free, size));
    let vault = match settings.evidence.open(&settings.data) {
        Ok(keeping) => keeping.vault,
        Err(error) => {
            let says = format!("Evidence cannot be kept: {error}.");
            found.push(Finding::fault(
                Check::Evidence,
                says,
                "Mend the setting or the rights that it names.",
            ));
            found.push(Finding::unknown(
                Check::Sample,
                "Not looked at: the store does not open.",
            ));
            found.extend(disk);
            return;
        }
    };
    match vault.try_out(mint.id()).await {
        Ok(()) => {
            let says = format!("A document was written to {whole}, read and removed.");
            found.push(Finding::well(Check::Evidence, says));
            found.push(match vault.sample(SAMPLE).await {
                Ok(sample) => sampled(&sample),
                Err(error) => Finding::unknown(Check::Sample, format!("Not looked at: {error}.")),
            });
        }
        Err(error) => {
            let why = match error {
                VaultError::Missing => "what was written there is not found",
                VaultError::Unavailable(_) => "it does not answer, or refuses",
            };
            found.push(Finding::fault(
                Check::Evidence,
                format!("A document cannot be written to {whole}, read and removed: {why}."),
                match bucket {
                    Some(_) => "See that the bucket exists, and that address, key and its rights are right.",
                    None => "See that the disk is there and has room, and that the account that serves may write.",
                },
            ));
            found.push(Finding::unknown(
                Check::Sample,
                "Not looked at: the store cannot be used.",
            ));
        }
    }
    found.extend(disk);
}

fn sampled(sample: &[(vault::Place, bool)]) -> Finding {
    let changed: Vec<String> = sample
        .iter()
        .filter(|(_, is_same)| !is_same)
        .map(|(place, _)| place.to_string())
        .collect();
    match (sample.len(), changed.is_empty()) {
        (0, _) => Finding::well(Check::Sample, "No document is kept yet."),
        (count, true) => Finding::well(
            Check::Sample,
            format!("{count} documents that were read are what they were."),
        ),
        (_, false) => Finding::fault(
            Check::Sample,
            format!("The bytes of kept documents are others: {}.", changed.join(", ")),
            "Run `normtrack evidence check`, which reads all of them, and restore what it names.",
        ),
    }
}
