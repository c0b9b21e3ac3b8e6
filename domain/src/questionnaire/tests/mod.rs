//! Tables and laws of the questionnaire rules.

mod enabling;
mod faults;
mod judging;
mod laws;
mod publishing;
mod saving;
