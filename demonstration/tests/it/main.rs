//! The demonstration, held against the catalogue, the rules and the figures.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod figures;
mod forward;
mod reviewing;
mod states;
mod story;
mod texts;

use std::sync::LazyLock;

use catalogue::Catalogue;
use chrono::{DateTime, Utc};
use demonstration::{Demonstration, Foundation, Setting, play};
use domain::questionnaire::Edition;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::load().unwrap());
static PLAYED: LazyLock<Demonstration> = LazyLock::new(played);

fn edition(questionnaire: &str) -> &'static Edition {
    CATALOGUE.latest_edition(&questionnaire.parse().unwrap()).unwrap()
}

fn start() -> DateTime<Utc> {
    "2026-01-01T00:00:00Z".parse().unwrap()
}

fn played() -> Demonstration {
    let foundation = Foundation {
        norms: &CATALOGUE.norms,
        survey: edition("national-implementation"),
        views: edition("views-and-assessments"),
    };
    play(
        foundation,
        Setting {
            seed: 1,
            start: start(),
        },
    )
    .unwrap()
}

/// One test, because playing takes seconds and every test has a process of its own.
#[test]
fn what_the_demonstration_plays_is_as_much_as_lawful_as_varied_and_as_fictional_as_it_says() {
    story::about_fifty_thousand_answers_are_filed();
    story::the_same_seed_and_start_give_the_same();
    story::one_round_is_closed_and_two_are_open();
    story::the_register_has_no_gap_and_time_moves_forward();
    story::drafts_amendments_withdrawals_and_late_filings_are_all_there();
    story::nothing_filed_has_a_problem_but_that_amendments_hide_some_answers();
    story::everybody_who_acts_exists_and_may();
    story::contributors_save_what_is_assigned_to_them();
    story::a_section_of_a_draft_lies_with_those_who_sign_it();
    forward::everybody_reads_needs_offers_and_proposals_and_not_all_of_them();
    forward::they_are_in_every_language_and_say_that_they_are_invented();
    reviewing::one_is_published_with_its_reply_and_one_waits_for_it();
    reviewing::their_texts_say_that_they_are_invented_and_name_no_real_state();
    texts::no_text_names_a_real_state();
    texts::each_state_writes_in_its_language();
    texts::links_and_addresses_lead_to_example_org();
    texts::only_fictional_states_are_named_as_partners();
    texts::every_kind_and_every_standing_is_filed();
    figures::no_part_of_the_partition_is_empty_in_the_closed_round();
}
