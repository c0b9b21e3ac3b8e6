//! What is well and what is not, of facts that were found.

use std::collections::BTreeMap;
use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use http::Uri;
use ipnet::IpNet;
use store::{Connections, EndFound, RoleFound, SchemaFound, SettingsFound};

use super::{Check, Finding};
use crate::http::{Certificate, CertificateRefused};
use crate::zone;

/// The oldest version that is tested.
const OLDEST: i32 = 15;

/// Clocks that are apart by more than this sign tokens that others refuse.
const APART: TimeDelta = TimeDelta::seconds(5);

/// A certificate that ends sooner should have been renewed.
const RENEWAL: TimeDelta = TimeDelta::days(14);

/// Below this share of a disk somebody should make room, in hundredths.
const SCARCE: u64 = 10;
/// Below this share writes are about to be refused, in hundredths.
const EXHAUSTED: u64 = 2;
/// Below as many bytes writes are about to be refused, whatever the share.
const SMALLEST: u64 = 256 * 1024 * 1024;

/// Fewer files than this and a busy day is refused.
const FILES: u64 = 4_096;

pub(super) fn version(number: i32) -> Finding {
    let (major, minor) = (number / 10_000, number % 10_000);
    if major < OLDEST {
        return Finding::fault(
            Check::Version,
            format!("PostgreSQL {major}.{minor} is too old."),
            format!("Move the database to PostgreSQL {OLDEST} or newer."),
        );
    }
    Finding::well(Check::Version, format!("It is PostgreSQL {major}.{minor}."))
}

pub(super) fn encoding(settings: &SettingsFound) -> Finding {
    if settings.encoding == "UTF8" {
        return Finding::well(Check::Encoding, "It holds texts as UTF-8.");
    }
    Finding::fault(
        Check::Encoding,
        format!("It holds texts as {}, which is not every language.", settings.encoding),
        "Make a database with encoding 'UTF8' from template0, and restore a dump into it.",
    )
}

pub(super) fn schema(found: SchemaFound) -> Finding {
    let migrate = "Stop every process, back up, and run `normtrack migrate` with this program.";
    match found {
        SchemaFound::Current => Finding::well(Check::Schema, "The schema is this program's."),
        SchemaFound::None => Finding::fault(
            Check::Schema,
            "There is no schema of Normtrack that this role may read.",
            "Run `normtrack migrate` with the owner's address; if it has run, this is another database.",
        ),
        SchemaFound::Behind { missing } => Finding::fault(
            Check::Schema,
            format!("The schema is older than this program: {missing} migrations are missing."),
            migrate,
        ),
        SchemaFound::Ahead { unknown } => Finding::fault(
            Check::Schema,
            format!("The schema is newer than this program: it holds {unknown} migrations more."),
            "Use the program of that version. There is no way back but the backup.",
        ),
        SchemaFound::Another => Finding::fault(
            Check::Schema,
            "The schema is another one: a migration is not the one of this program.",
            "Use the program that made it.",
        ),
    }
}

pub(super) fn role(role: &RoleFound) -> Finding {
    let service = store::SERVICE;
    let advice = format!("Name the role {service} in DATABASE_URL; `deploy/roles.sql` makes it what it has to be.");
    let what = match role {
        RoleFound { is_superuser: true, .. } => "is a superuser: row-level security does not hold for it".to_owned(),
        RoleFound {
            bypasses_policies: true,
            ..
        } => "passes row-level security".to_owned(),
        RoleFound { owned: 1.., .. } => format!(
            "owns {} things here, so row-level security does not hold for it",
            role.owned
        ),
        RoleFound { .. } => {
            return Finding::well(
                Check::Role,
                format!("The role {} owns nothing and is held by row-level security.", role.name),
            );
        }
    };
    Finding::fault(Check::Role, format!("The role {} {what}.", role.name), advice)
}

pub(super) fn durability(settings: &SettingsFound) -> Finding {
    let fault = |says: &str, advice: &str| Finding::fault(Check::Durability, says, advice);
    if settings.is_read_only {
        return fault(
            "It is a replica, or refuses to be written to.",
            "Name the primary in DATABASE_URL, or promote this one.",
        );
    }
    if !settings.fsync {
        return fault(
            "fsync is off: a loss of power can ruin the database.",
            "Set `fsync = on` in postgresql.conf and restart PostgreSQL.",
        );
    }
    if !settings.full_page_writes {
        return fault(
            "full_page_writes is off: a loss of power can ruin the database.",
            "Set `full_page_writes = on` in postgresql.conf.",
        );
    }
    match settings.synchronous_commit.as_str() {
        "off" => fault(
            "synchronous_commit is off: what was acknowledged can be lost.",
            "Set `synchronous_commit = on` in postgresql.conf, and for no role and database otherwise.",
        ),
        "local" => Finding::notice(
            Check::Durability,
            "synchronous_commit is local: what was acknowledged waits for no replica.",
            "Set it to `on` where a replica has to have it.",
        ),
        _ => Finding::well(Check::Durability, "What is acknowledged is on the disk before."),
    }
}

/// The connections of one process: both pools and the one that listens.
fn of_a_process() -> i64 {
    let Connections { cold, hot } = Connections::default();
    i64::from(cold) + i64::try_from(hot).unwrap_or(i64::MAX) + 1
}

pub(super) fn connections(settings: &SettingsFound, processes: usize) -> Finding {
    let needed = of_a_process().saturating_mul(i64::try_from(processes.max(1)).unwrap_or(i64::MAX));
    let (most, used) = (settings.connections, settings.connections_used);
    if most < needed {
        return Finding::fault(
            Check::Connections,
            format!("There is room for {most} connections, and the processes hold up to {needed}."),
            format!("Set `max_connections` to {} or more.", needed + 20),
        );
    }
    // Processes that serve have most of theirs already; the one that looks has one.
    if processes == 0 && most - used < needed {
        return Finding::notice(
            Check::Connections,
            format!("Of {most} connections {used} are taken, and a process holds up to {needed}."),
            "Raise `max_connections`, or see who holds them: select * from pg_stat_activity.",
        );
    }
    Finding::well(
        Check::Connections,
        format!("Of {most} connections {used} are taken; the processes hold up to {needed}."),
    )
}

/// `before` and `after` are ours around the moment in which the database was asked.
pub(super) fn clock(before: DateTime<Utc>, there: DateTime<Utc>, after: DateTime<Utc>) -> Finding {
    let apart = (there - after).max(before - there).max(TimeDelta::zero());
    let seconds = apart.as_seconds_f64();
    if apart > APART {
        return Finding::fault(
            Check::Clock,
            format!("The clock of this machine and that of the database are {seconds:.1} seconds apart."),
            "Let both follow one source of time (chrony or systemd-timesyncd).",
        );
    }
    Finding::well(Check::Clock, "The clocks of this machine and of the database agree.")
}

pub(super) fn register(found: &EndFound) -> Finding {
    match found {
        EndFound::Empty => Finding::well(Check::Register, "Nothing has been filed yet."),
        EndFound::Holds(position) => Finding::well(
            Check::Register,
            format!(
                "The register holds {} entries, and the last one is in its tree.",
                position.0
            ),
        ),
        EndFound::Broken { position, what } => Finding::fault(
            Check::Register,
            format!(
                "The register is not what it was when it was written, at position {}: {what}.",
                position.0
            ),
            "Let nobody file, run `normtrack register check` with keys and a head that were kept elsewhere, and restore.",
        ),
    }
}

pub(super) fn disk(place: &str, free: u64, size: u64) -> Finding {
    let share = free.saturating_mul(100).checked_div(size).unwrap_or_default();
    let says = format!("{} of {place} are free, {share} of 100.", gigabytes(free));
    if share < EXHAUSTED || free < SMALLEST {
        return Finding::fault(Check::Disk, says, "Make room: uploads are about to be refused.");
    }
    if share < SCARCE {
        return Finding::notice(Check::Disk, says, "Make room before it is needed.");
    }
    Finding::well(Check::Disk, says)
}

fn gigabytes(bytes: u64) -> String {
    let tenths = bytes / (1024 * 1024 * 1024 / 10);
    format!("{}.{} GiB", tenths / 10, tenths % 10)
}

/// Where people are told to come.
pub(super) fn address(address: Option<&str>, is_private: bool) -> Finding {
    let advice = "Set NORMTRACK_ADDRESS to the address that people use: tokens and links are made for it.";
    let Some(address) = address else {
        let says = "No address is set: tokens and links are made for where it listens.";
        return if is_private {
            Finding::notice(Check::Address, says, advice)
        } else {
            Finding::fault(Check::Address, says, advice)
        };
    };
    let fault = |says: String| Finding::fault(Check::Address, says, advice);
    let uri: Option<Uri> = address.parse().ok();
    let Some((scheme, host)) = uri.as_ref().and_then(|uri| Some((uri.scheme_str()?, uri.host()?))) else {
        return fault(format!(
            "{address} is no address: it begins with https:// and names a host."
        ));
    };
    if address.ends_with('/') || uri.as_ref().is_some_and(|uri| !matches!(uri.path(), "" | "/")) {
        return fault(format!(
            "{address} goes on after the host: links are made by adding to it."
        ));
    }
    match scheme {
        "https" => Finding::well(Check::Address, format!("People come by {address}.")),
        "http" if is_this_machine(host) => Finding::notice(
            Check::Address,
            format!("{address} is reached from this machine alone."),
            advice,
        ),
        "http" => Finding::fault(
            Check::Address,
            format!("{address} is open on the way: passwords and drafts can be read and changed."),
            "Put TLS before it and set NORMTRACK_ADDRESS to the https address.",
        ),
        _ => fault(format!("{address} is neither https nor http.")),
    }
}

fn is_this_machine(host: &str) -> bool {
    let plain = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || plain.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// What stands before it: TLS, and whose word for an address is believed.
pub(super) fn front(address: Option<&str>, trusted: &[IpNet], is_tls_ours: bool) -> Finding {
    if let Some(everybody) = trusted.iter().find(|network| network.prefix_len() == 0) {
        return Finding::fault(
            Check::Front,
            format!("{everybody} is trusted, so that everybody says themselves from which address they call."),
            "Name the front alone in NORMTRACK_TRUSTED_PROXY.",
        );
    }
    if is_tls_ours {
        return match trusted {
            [] => Finding::well(Check::Front, "TLS is the program's own, and nothing stands before it."),
            _ => Finding::notice(
                Check::Front,
                "A front is believed although TLS is the program's own.",
                "Believe nobody, unless a front passes TLS on that it has ended.",
            ),
        };
    }
    match (address.is_some_and(|address| address.starts_with("https://")), trusted) {
        (true, []) => Finding::fault(
            Check::Front,
            "TLS ends before the program and no front is named: everybody is one address, and calls are counted together.",
            "Name the front in NORMTRACK_TRUSTED_PROXY.",
        ),
        (true, fronts) => Finding::well(
            Check::Front,
            format!(
                "TLS ends before the program, at one of {} networks that are believed.",
                fronts.len()
            ),
        ),
        (false, []) => Finding::well(Check::Front, "Nothing stands before it."),
        (false, _) => Finding::notice(
            Check::Front,
            "A front is believed although the address is not https.",
            "Set NORMTRACK_ADDRESS to the https address, or believe nobody.",
        ),
    }
}

/// The certificate that would be shown, if TLS is ours: it is good for a while yet, and for the host of the address.
pub(super) fn certificate(
    found: &Result<Certificate, CertificateRefused>,
    address: Option<&str>,
    now: DateTime<Utc>,
) -> Finding {
    let certificate = match found {
        Ok(certificate) => certificate,
        Err(error) => {
            let advice = "Put certificate and key in their place: `serve` does not start without them.";
            return Finding::fault(Check::Certificate, format!("TLS cannot begin: {error}."), advice);
        }
    };
    let host = address.and_then(|address| Some(address.parse::<Uri>().ok()?.host()?.to_owned()));
    if let Some(host) = host.filter(|host| !certificate.is_for(host)) {
        return Finding::fault(
            Check::Certificate,
            format!("The certificate is not for {host}: browsers refuse it."),
            "Get one for the host of NORMTRACK_ADDRESS.",
        );
    }
    if !certificate.is_good_at(now + RENEWAL) {
        return Finding::notice(
            Check::Certificate,
            format!("The certificate expires within {} days.", RENEWAL.num_days()),
            "Renew it: a running process shows the new one as soon as it is there.",
        );
    }
    Finding::well(Check::Certificate, "The certificate is good, and for the address.")
}

/// The zones of rounds, by the rules that the program was built with.
pub(super) fn zones(zones: &[String]) -> Finding {
    let unknown: Vec<&str> = zones
        .iter()
        .map(String::as_str)
        .filter(|zone| zone::check(zone).is_err())
        .collect();
    if unknown.is_empty() {
        return Finding::well(
            Check::Zones,
            format!("Days end by the rules of {}, which the program brings.", zone::RULES),
        );
    }
    Finding::fault(
        Check::Zones,
        format!(
            "Rounds end in zones that the program does not know: {}.",
            unknown.join(", ")
        ),
        "Use a newer program: it brings newer rules.",
    )
}

/// How many files a process may open; none where nobody limits them.
pub(super) fn files(limit: Option<u64>) -> Finding {
    match limit {
        Some(limit) if limit < FILES => Finding::notice(
            Check::Files,
            format!("A process started from here may open {limit} files; each connection is one."),
            "Raise the limit: `LimitNOFILE=65536` in a unit, `ulimit -n 65536` in a shell.",
        ),
        Some(limit) => Finding::well(
            Check::Files,
            format!("A process started from here may open {limit} files."),
        ),
        None => Finding::well(
            Check::Files,
            "A process started from here may open any number of files.",
        ),
    }
}

/// The versions of the processes that serve.
pub(super) fn processes(versions: &[String]) -> Finding {
    if versions.is_empty() {
        return Finding::notice(
            Check::Processes,
            "No process serves this database now.",
            "Start one with `normtrack serve`, if this is not the moment before.",
        );
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for version in versions {
        *counts.entry(version).or_default() += 1;
    }
    let told: Vec<String> = counts
        .iter()
        .map(|(version, count)| format!("{count} of version {version}"))
        .collect();
    let says = format!("Processes that serve it now: {}.", told.join(", "));
    if counts.keys().all(|version| *version == env!("CARGO_PKG_VERSION")) {
        return Finding::well(Check::Processes, says);
    }
    Finding::notice(
        Check::Processes,
        says,
        format!("This program is of version {}.", env!("CARGO_PKG_VERSION")),
    )
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::*;

    fn settings() -> SettingsFound {
        SettingsFound {
            fsync: true,
            full_page_writes: true,
            synchronous_commit: "on".to_owned(),
            is_read_only: false,
            encoding: "UTF8".to_owned(),
            connections: 97,
            connections_used: 34,
        }
    }

    #[test]
    fn each_setting_that_loses_what_was_acknowledged_is_a_fault() {
        use Verdict::{Fault, Notice, Well};
        type Change = fn(&mut SettingsFound);
        let table: [(Change, Verdict); 7] = [
            (|_| {}, Well),
            (|it| it.fsync = false, Fault),
            (|it| it.full_page_writes = false, Fault),
            (|it| it.is_read_only = true, Fault),
            (|it| it.synchronous_commit = "off".to_owned(), Fault),
            (|it| it.synchronous_commit = "local".to_owned(), Notice),
            (|it| it.synchronous_commit = "remote_apply".to_owned(), Well),
        ];
        for (change, expected) in table {
            let mut settings = settings();
            change(&mut settings);
            assert_eq!(durability(&settings).verdict, expected, "{settings:?}");
        }
        let latin = SettingsFound {
            encoding: "LATIN1".to_owned(),
            ..settings()
        };
        assert_eq!((encoding(&settings()).verdict, encoding(&latin).verdict), (Well, Fault));
    }

    #[test]
    fn connections_are_enough_for_every_process_that_serves() {
        use Verdict::{Fault, Notice, Well};
        let with = |connections, connections_used| SettingsFound {
            connections,
            connections_used,
            ..settings()
        };
        assert_eq!(connections(&with(97, 34), 1).verdict, Well);
        assert_eq!(connections(&with(97, 67), 2).verdict, Well);
        assert_eq!(connections(&with(97, 95), 3).verdict, Fault);
        assert_eq!(connections(&with(32, 1), 0).verdict, Fault);
        assert_eq!(connections(&with(97, 90), 0).verdict, Notice);
    }

    #[test]
    fn clocks_are_compared_around_the_asking() {
        let at = |second: i64| DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap();
        assert_eq!(clock(at(0), at(1), at(2)).verdict, Verdict::Well);
        assert_eq!(clock(at(0), at(7), at(2)).verdict, Verdict::Well);
        assert_eq!(clock(at(0), at(8), at(2)).verdict, Verdict::Fault);
        assert_eq!(clock(at(6), at(0), at(7)).verdict, Verdict::Fault);
    }

    #[test]
    fn an_address_is_one_that_people_reach_unheard() {
        use Verdict::{Fault, Notice, Well};
        let table = [
            (None, Fault),
            (Some("https://normtrack.example"), Well),
            (Some("https://normtrack.example:8443"), Well),
            (Some("https://normtrack.example/"), Fault),
            (Some("https://normtrack.example/register"), Fault),
            (Some("http://normtrack.example"), Fault),
            (Some("http://127.0.0.1:8080"), Notice),
            (Some("http://[::1]:8080"), Notice),
            (Some("normtrack.example"), Fault),
            (Some("ftp://normtrack.example"), Fault),
            (Some(""), Fault),
        ];
        for (text, expected) in table {
            assert_eq!(address(text, false).verdict, expected, "{text:?}");
        }
        assert_eq!(address(None, true).verdict, Notice);
    }

    #[test]
    fn a_front_is_named_and_is_not_everybody() {
        use Verdict::{Fault, Notice, Well};
        let nets = |texts: &[&str]| -> Vec<IpNet> { texts.iter().map(|text| text.parse().unwrap()).collect() };
        let (open, ours) = (Some("http://127.0.0.1:8080"), Some("https://normtrack.example"));
        for (address, trusted, is_tls_ours, expected) in [
            (ours, nets(&["127.0.0.1/32"]), false, Well),
            (ours, nets(&[]), false, Fault),
            (ours, nets(&["127.0.0.1/32", "0.0.0.0/0"]), false, Fault),
            (open, nets(&[]), false, Well),
            (open, nets(&["10.0.0.0/8"]), false, Notice),
            (ours, nets(&[]), true, Well),
            (ours, nets(&["10.0.0.0/8"]), true, Notice),
            (ours, nets(&["::/0"]), true, Fault),
        ] {
            let found = front(address, &trusted, is_tls_ours);
            assert_eq!(found.verdict, expected, "{address:?} {trusted:?} {is_tls_ours}");
        }
    }

    #[test]
    fn room_is_said_in_hundredths() {
        use Verdict::{Fault, Notice, Well};
        const GIB: u64 = 1 << 30;
        assert_eq!(disk("evidence", 50 * GIB, 100 * GIB).verdict, Well);
        assert_eq!(disk("evidence", 9 * GIB, 100 * GIB).verdict, Notice);
        assert_eq!(disk("evidence", GIB, 100 * GIB).verdict, Fault);
        assert_eq!(disk("evidence", GIB / 8, GIB).verdict, Fault);
        assert_eq!(disk("evidence", 0, 0).verdict, Fault);
        assert!(
            disk("evidence", GIB * 3 / 2, 2 * GIB)
                .says
                .starts_with("1.5 GiB of evidence")
        );
    }

    #[test]
    fn versions_zones_files_and_processes_are_judged() {
        use Verdict::{Fault, Notice, Well};
        assert_eq!((version(150_018).verdict, version(140_022).verdict), (Well, Fault));
        let names = |names: &[&str]| -> Vec<String> { names.iter().map(|&name| name.to_owned()).collect() };
        assert_eq!(zones(&names(&["America/New_York", "Asia/Kolkata"])).verdict, Well);
        assert!(
            zones(&names(&["America/New_York", "Mars/Olympus"]))
                .says
                .ends_with("Mars/Olympus.")
        );
        assert_eq!(
            [files(Some(1024)), files(Some(65_536)), files(None)].map(|finding| finding.verdict),
            [Notice, Well, Well]
        );
        let ours = env!("CARGO_PKG_VERSION");
        assert_eq!(
            [
                processes(&[]),
                processes(&names(&[ours, ours])),
                processes(&names(&[ours, "0.0.9"]))
            ]
            .map(|finding| finding.verdict),
            [Notice, Well, Notice]
        );
        for found in [
            SchemaFound::None,
            SchemaFound::Behind { missing: 2 },
            SchemaFound::Ahead { unknown: 1 },
            SchemaFound::Another,
        ] {
            assert_eq!(schema(found).verdict, Fault);
        }
    }
}
