//! The content and its faults.

mod content;
mod instruments;
mod proposed;
mod prove;
mod questionnaires;
mod references;
mod together;
