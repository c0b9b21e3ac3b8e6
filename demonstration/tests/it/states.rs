//! The table of States, and the plain ones for benches.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use demonstration::{demonstration_states, fictional_states};
use domain::language::Language;
use domain::norm::{RegionalGroup, StateStatus};

#[test]
fn sixty_states_are_spread_over_all_groups_and_languages() {
    let states = demonstration_states();
    let mut groups: BTreeMap<RegionalGroup, usize> = BTreeMap::new();
    let mut languages: BTreeMap<Language, usize> = BTreeMap::new();
    for state in &states {
        assert!(state.code().is_fictional());
        assert_eq!((&state.state.alpha2, &state.state.m49), (&None, &None));
        assert!(state.state.areas.is_empty());
        *groups.entry(state.state.regional_group).or_default() += 1;
        *languages.entry(state.language).or_default() += 1;
        let is_observer = state.state.regional_group == RegionalGroup::Observer;
        assert_eq!(state.state.status == StateStatus::Observer, is_observer);
    }
    assert_eq!(states.len(), 60);
    assert!(states.windows(2).all(|pair| pair[0].code() < pair[1].code()));
    assert!(languages.values().all(|states| *states == 10));
    let counted: Vec<(&str, usize)> = groups.iter().map(|(group, states)| (group.code(), *states)).collect();
    let expected = [
        ("african", 14),
        ("asia_pacific", 14),
        ("eastern_european", 8),
        ("grulac", 10),
        ("weog", 6),
        ("none", 5),
        ("observer", 3),
    ];
    assert_eq!(counted, expected);
}

#[test]
fn no_name_resembles_that_of_a_state() {
    let states = demonstration_states();
    for language in Language::ALL {
        let name = |texts: &domain::language::Texts| plain(&texts.get(language).unwrap().content);
        let coined: Vec<String> = states.iter().map(|state| name(&state.state.name)).collect();
        assert_eq!(coined.iter().collect::<BTreeSet<_>>().len(), 60, "{language}");
        for real in CATALOGUE.norms.states() {
            let real = name(&real.name);
            for coined in &coined {
                let longer = coined.chars().count().max(real.chars().count());
                let apart = distance(coined, &real);
                assert!(apart * 100 > longer * 37, "{coined} is too close to {real}");
                assert!(
                    !coined.contains(&real) && !real.contains(coined.as_str()),
                    "{coined} and {real}"
                );
            }
        }
    }
}

/// In lower case, without accents.
fn plain(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let is_mark = |c: &char| unicode_normalization::char::is_combining_mark(*c);
    name.to_lowercase().nfd().filter(|c| !is_mark(c)).collect()
}

/// How many characters must be put in, left out or changed to get from one to the other (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, c) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = place + 1;
        for (column, d) in other.iter().enumerate() {
            let changed = diagonal + usize::from(c != *d);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[test]
fn memberships_are_of_organisations_that_the_catalogue_knows_and_hold() {
    for state in demonstration_states() {
        for (organisation, membership) in state.memberships() {
            assert!(CATALOGUE.norms.organisation(organisation).is_some(), "{organisation}");
            assert!(membership.holds_on(start().date_naive()));
        }
    }
}

#[test]
fn as_many_plain_states_as_there_are_members_can_be_had() {
    let states = fictional_states(193);
    let codes: BTreeSet<&str> = states.iter().map(|state| state.code().as_str()).collect();
    assert_eq!((states.len(), codes.len()), (193, 193));
    assert!(
        states
            .iter()
            .all(|state| state.code().is_fictional() && state.is_member())
    );
    assert_eq!(
        states[60].state.name.get(Language::English).unwrap().content,
        "Fictional State 61"
    );
    let of = |group| {
        states
            .iter()
            .filter(|state| state.state.regional_group == group)
            .count()
    };
    let groups = RegionalGroup::ALL.map(of);
    assert_eq!(groups, [54, 54, 23, 33, 28, 1, 0]);
    assert_eq!(fictional_states(500), states);
    assert_eq!(fictional_states(20), states[..20]);
}
