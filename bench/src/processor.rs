//! Processor time and memory of the processes that take part, from `/proc`.

use std::fs;
use std::ops::Sub;

use anyhow::Context as _;

/// `/proc` counts in hundredths of a second on every Linux.
const TICKS: f64 = 100.0;

/// The fields of `/proc/PID/stat` behind the name of the program, which may hold anything but is closed by `)`.
fn stat(process: u32) -> anyhow::Result<Vec<u64>> {
    let text = fs::read_to_string(format!("/proc/{process}/stat"))?;
    let (_, fields) = text.rsplit_once(')').context("no program in /proc/PID/stat")?;
    // The state is a letter, and some fields are negative: neither is asked for.
    Ok(fields
        .split_whitespace()
        .map(|field| field.parse().unwrap_or(0))
        .collect())
}

/// Processor time of one process in ticks, its threads included.
fn own(process: u32) -> anyhow::Result<u64> {
    let stat = stat(process)?;
    Ok(stat[11] + stat[12])
}

/// Of the children that a process has waited for.
fn waited_for(process: u32) -> anyhow::Result<u64> {
    let stat = stat(process)?;
    Ok(stat[13] + stat[14])
}

/// Of a process, its children, and those that it has waited for.
fn family(process: u32) -> anyhow::Result<u64> {
    let mut ticks = own(process)? + waited_for(process)?;
    for entry in fs::read_dir("/proc")?.flatten() {
        let Some(child) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        // A process that has ended since is counted with its parent.
        if let Ok(stat) = stat(child)
            && stat[1] == u64::from(process)
        {
            ticks += stat[11] + stat[12];
        }
    }
    Ok(ticks)
}

/// Resident memory of a process in bytes.
pub(crate) fn resident(process: u32) -> anyhow::Result<u64> {
    let text = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .context("no VmRSS")?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes * 1024)
}

/// Who spends processor time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meter {
    /// The first process of `PostgreSQL`.
    pub(crate) postgres: u32,
    /// The server.
    pub(crate) server: Option<u32>,
}

/// Processor time spent until a moment, in seconds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spent {
    pub(crate) postgres: f64,
    pub(crate) server: f64,
    /// This process and the load programs that it has waited for.
    pub(crate) client: f64,
}

impl Sub for Spent {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            postgres: self.postgres - before.postgres,
            server: self.server - before.server,
            client: self.client - before.client,
        }
    }
}

impl Spent {
    /// In microseconds for each of so many.
    pub(crate) fn each(self, operations: u64) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "nobody counts to 2^52")]
        let by = |seconds: f64| seconds * 1e6 / operations as f64;
        Self {
            postgres: by(self.postgres),
            server: by(self.server),
            client: by(self.client),
        }
    }
}

impl Meter {
    /// What has been spent until now.
    pub(crate) fn read(self) -> anyhow::Result<Spent> {
        #[expect(clippy::cast_precision_loss, reason = "nobody runs for 2^52 ticks")]
        let seconds = |ticks: u64| ticks as f64 / TICKS;
        let this = std::process::id();
        Ok(Spent {
            postgres: seconds(family(self.postgres)?),
            server: self.server.map(own).transpose()?.map_or(0.0, seconds),
            client: seconds(own(this)? + waited_for(this)?),
        })
    }
}

/// The machine that figures are from.
pub(crate) fn machine() -> String {
    let of = |file: &str, key: &str| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(key)).map(str::to_owned);
        line.and_then(|line| line.split_once(':').map(|(_, value)| value.trim().to_owned()))
            .unwrap_or_default()
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = of("/proc/meminfo", "MemTotal");
    let kilobytes: u64 = memory.trim_end_matches("kB").trim().parse().unwrap_or(0);
    format!(
        "{cores} cores ({}), {} GiB, Linux {}",
        of("/proc/cpuinfo", "model name"),
        kilobytes.div_ceil(1024 * 1024),
        fs::read_to_string("/proc/sys/kernel/osrelease")
            .unwrap_or_default()
            .trim()
    )
}
