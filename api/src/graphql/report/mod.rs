//! Reports beside coverage: each its rule in `domain::report`, its file here, its story in `tests/it/report_*.rs`.
//!
//! What they have in common: every figure has its denominator and the register position that it is as of; rights are those of
//! the reading; nothing lists or isolates those who did not file; States stand in order of their names.

pub mod comparison;
pub mod contradiction;
pub mod instrument_view;
pub mod participation;
pub mod profile;
pub(crate) mod reading;
pub mod status;
pub mod trend;
