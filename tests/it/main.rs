//! One story per file, all in one binary.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod accounts;
mod accounts_api;
mod annual_views;
mod as_of;
mod audit;
mod bad_input;
mod clearance;
mod code_of_conduct;
mod contract;
mod coverage_api;
mod database;
mod demonstration;
mod deploy;
mod differences;
mod doctor;
mod evidence;
mod faults;
mod filing;
mod graphiql;
mod hand_over;
mod house;
mod keeper;
mod live;
mod living;
mod log;
mod national_survey;
mod providers;
mod readme;
mod register_check;
mod second_factor;
mod session;
mod simultaneous;
