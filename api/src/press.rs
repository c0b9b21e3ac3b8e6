//! The press: a program beside this one that makes PDF documents. Each document is a process of its own, with an end to its
//! time and its memory; at most two at once, and whoever gives up waiting ends theirs.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use thiserror::Error;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// What the program is called.
const NAME: &str = "normtrack-press";

/// How long one document may take, the wait for its turn included.
const TIME: Duration = Duration::from_mins(1);

/// The most address space of one document: the fonts alone are some 40 MB.
const MEMORY: u64 = 2 * 1024 * 1024 * 1024;

/// The same for a volume of a compilation.
const TIME_OF_A_VOLUME: Duration = Duration::from_mins(15);
const MEMORY_OF_A_VOLUME: u64 = 6 * 1024 * 1024 * 1024;

/// How many documents are made at once.
const AT_ONCE: usize = 2;

/// The most bytes of one PDF.
const LARGEST: u64 = 128 * 1024 * 1024;

/// Why there is no PDF. What the program itself says goes nowhere: it could quote the document.
#[derive(Debug, Error)]
pub enum PressError {
    /// There is no program.
    #[error("there is no {NAME} beside this program, and none is named with --press")]
    Missing,
    /// Its fonts are not there.
    #[error("the fonts of {NAME} are missing: Noto Sans, Noto Naskh Arabic, Noto Sans CJK")]
    Fonts,
    /// It took too long, or too many waited.
    #[error("{NAME} took too long")]
    TooSlow,
    /// It ended otherwise than well.
    #[error("{NAME} ended with {0}")]
    Failed(std::process::ExitStatus),
    /// It could not be run.
    #[error("{NAME} cannot be run: {0}")]
    Run(#[from] std::io::Error),
    /// What it wrote is too long.
    #[error("the PDF is over {LARGEST} bytes")]
    TooLarge,
}

/// What makes PDF documents, as far as it is there.
pub struct Press {
    program: Option<PathBuf>,
    fonts: Vec<PathBuf>,
    turns: Semaphore,
}

impl Default for Press {
    fn default() -> Self {
        Self {
            program: None,
            fonts: Vec::new(),
            turns: Semaphore::new(AT_ONCE),
        }
    }
}

impl Press {
    /// The program that is named, else the one beside this program.
    pub fn find(named: Option<&Path>, fonts: Vec<PathBuf>) -> Self {
        let beside = || Some(std::env::current_exe().ok()?.with_file_name(NAME));
        let program = named.map(Path::to_owned).or_else(beside);
        Self {
            program: program.filter(|program| program.is_file()),
            fonts,
            ..Self::default()
        }
    }

    /// Whether there is a program.
    pub fn is_there(&self) -> bool {
        self.program.is_some()
    }

    /// Whether it finds its fonts.
    pub async fn check(&self) -> Result<(), PressError> {
        let mut child = self.start(&["--check"])?;
        let status = timeout(TIME, child.wait()).await.map_err(|_| PressError::TooSlow)??;
        ended(status)
    }

    /// The PDF of a document (its JSON).
    pub async fn pdf(&self, document: Vec<u8>) -> Result<Vec<u8>, PressError> {
        self.print(document, TIME, MEMORY).await
    }

    /// The PDF of a volume of a compilation (its JSON), which may take more of both.
    pub async fn volume(&self, document: Vec<u8>) -> Result<Vec<u8>, PressError> {
        self.print(document, TIME_OF_A_VOLUME, MEMORY_OF_A_VOLUME).await
    }

    async fn print(&self, document: Vec<u8>, time: Duration, memory: u64) -> Result<Vec<u8>, PressError> {
        let printing = async {
            // It is never closed.
            let _turn = self.turns.acquire().await.map_err(|_| PressError::Missing)?;
            let memory = memory.to_string();
            let mut child = self.start(&["--memory", &memory])?;
            let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
            let writing = async {
                if let Some(mut stdin) = stdin {
                    // Who ends early says why with a status.
                    let _ = stdin.write_all(&document).await;
                }
            };
            let reading = async {
                let mut pdf = Vec::new();
                if let Some(stdout) = stdout {
                    stdout.take(LARGEST + 1).read_to_end(&mut pdf).await?;
                }
                Ok::<_, PressError>(pdf)
            };
            let ((), pdf) = tokio::join!(writing, reading);
            let pdf = pdf?;
            if pdf.len() as u64 > LARGEST {
                return Err(PressError::TooLarge);
            }
            ended(child.wait().await?)?;
            Ok(pdf)
        };
        timeout(time, printing).await.map_err(|_| PressError::TooSlow)?
    }

    fn start(&self, arguments: &[&str]) -> Result<Child, PressError> {
        let program = self.program.as_ref().ok_or(PressError::Missing)?;
        let mut command = Command::new(program);
        command.env_clear().args(arguments);
        for folder in &self.fonts {
            command.arg("--fonts").arg(folder);
        }
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        // Whoever no longer waits for it ends it.
        Ok(command.kill_on_drop(true).spawn()?)
    }
}

fn ended(status: std::process::ExitStatus) -> Result<(), PressError> {
    /// As the press says it.
    const FONTS_MISSING: i32 = 3;
    match status.code() {
        Some(0) => Ok(()),
        Some(FONTS_MISSING) => Err(PressError::Fonts),
        _ => Err(PressError::Failed(status)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn without_a_program_there_is_a_sentence() {
        for press in [Press::default(), Press::find(Some(Path::new("/nowhere")), Vec::new())] {
            assert!(!press.is_there());
            let error = press.pdf(Vec::new()).await.err().unwrap();
            assert!(matches!(error, PressError::Missing), "{error}");
        }
    }

    #[tokio::test]
    async fn a_program_that_fails_is_an_error_and_what_it_says_is_not_told() {
        let press = |program: &str| Press::find(Some(Path::new(program)), Vec::new());
        let error = press("/bin/false").pdf(b"{}".to_vec()).await.err().unwrap();
        assert!(matches!(error, PressError::Failed(_)), "{error}");
    }
}
