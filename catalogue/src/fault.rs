//! Faults: what is wrong, in which file, at which path within it.

use std::fmt;

/// One fault of the content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fault {
    /// The file below the content folder.
    pub file: String,
    /// Where in the file: `modules[2].sections[0].questions[3].prompt.fr`; empty for the file as a whole.
    pub path: String,
    /// What is wrong, in English.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            write!(f, "{}: {}", self.file, self.message)
        } else {
            write!(f, "{}: {}: {}", self.file, self.path, self.message)
        }
    }
}

/// A count of the content, in the words that `normtrack catalogue check` prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// What is counted: a file, or several together.
    pub of: String,
    /// The figures.
    pub text: String,
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.of, self.text)
    }
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The counts, in the order of the files.
    pub counts: Vec<Count>,
    /// Every fault, in the order of the files.
    pub faults: Vec<Fault>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for count in &self.counts {
            writeln!(f, "{count}")?;
        }
        for fault in &self.faults {
            writeln!(f, "{fault}")?;
        }
        match self.faults.len() {
            0 => f.write_str("no faults"),
            1 => f.write_str("1 fault"),
            n => write!(f, "{n} faults"),
        }
    }
}

impl std::error::Error for Report {}

/// A place in a file; rendered only when something is wrong there.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    file: &'a str,
    above: Option<&'a At<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
    Inner(&'a str),
}

impl<'a> At<'a> {
    pub(crate) const fn file(file: &'a str) -> Self {
        Self {
            file,
            above: None,
            step: Step::Root,
        }
    }

    pub(crate) const fn key<'b>(&'b self, key: &'b str) -> At<'b> {
        self.step(Step::Key(key))
    }

    pub(crate) const fn index(&self, index: usize) -> At<'_> {
        self.step(Step::Index(index))
    }

    /// A place that a reader below reported as a path of its own.
    pub(crate) const fn inner<'b>(&'b self, path: &'b str) -> At<'b> {
        self.step(Step::Inner(path))
    }

    const fn step<'b>(&'b self, step: Step<'b>) -> At<'b> {
        At {
            file: self.file,
            above: Some(self),
            step,
        }
    }

    fn path(&self) -> String {
        let mut path = self.above.map(At::path).unwrap_or_default();
        match self.step {
            Step::Root | Step::Inner("" | ".") => {}
            Step::Key(key) | Step::Inner(key) => {
                if !path.is_empty() && !key.starts_with('[') {
                    path.push('.');
                }
                path.push_str(key);
            }
            Step::Index(index) => path.extend(["[", &index.to_string(), "]"]),
        }
        path
    }
}

/// The faults found so far.
#[derive(Default)]
pub(crate) struct Faults(pub(crate) Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, at: &At<'_>, message: impl Into<String>) {
        self.0.push(Fault {
            file: at.file.to_owned(),
            path: at.path(),
            message: message.into(),
        });
    }

    /// Whether one of the first faults stands at this path of the file or below it.
    pub(crate) fn any_below(&self, first: usize, file: &str, path: &str) -> bool {
        self.0[..first].iter().any(|fault| {
            let below = fault.path.strip_prefix(path);
            fault.file == file && below.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    }

    /// Reports the error of a result at a place and goes on without its value.
    pub(crate) fn take<T, E: fmt::Display>(&mut self, at: &At<'_>, result: Result<T, E>) -> Option<T> {
        result.map_err(|error| self.add(at, error.to_string())).ok()
    }
}
