//! Rows of what everybody may know from memory: the framework.

use opendata::tables::forms::{EDITIONS, OPTIONS, OptionRow, QUESTIONS, QuestionRow};
use opendata::tables::framework::{
    INSTRUMENTS, MEMBERSHIPS, MembershipRow, ORGANISATIONS, PROVISIONS, ProvisionRow, RELATIONS, STATES, TEXTS,
    TextRow, texts_of_edition, texts_of_instrument, texts_of_organisation, texts_of_provision, texts_of_relation,
    texts_of_state,
};
use opendata::{Cell, Table};

use crate::world::World;

/// The rows of a table of the framework, some at a time: those of a step counted from 0, and nothing after the last one. Of
/// another table nothing at all.
pub(super) fn of_world(table: &str, world: &World, step: usize) -> Option<Vec<Vec<Cell<'static>>>> {
    let norms = &world.norms;
    let edition = || world.editions.values().nth(step);
    let once = |rows: &dyn Fn() -> Vec<Vec<Cell<'static>>>| (step == 0).then(rows);
    match table {
        name if name == INSTRUMENTS.name => once(&|| rows(&INSTRUMENTS, norms.instruments())),
        name if name == PROVISIONS.name => {
            let instrument = norms.instruments().get(step)?;
            let row = |provision: &domain::norm::Provision| ProvisionRow {
                provision: provision.clone(),
                adoption: Some(instrument.adoption),
            };
            let of: Vec<_> = norms.provisions_of(&instrument.id).map(row).collect();
            Some(rows(&PROVISIONS, &of))
        }
        name if name == RELATIONS.name => once(&|| rows(&RELATIONS, norms.relations())),
        name if name == STATES.name => once(&|| rows(&STATES, norms.states())),
        name if name == ORGANISATIONS.name => once(&|| rows(&ORGANISATIONS, norms.organisations())),
        name if name == MEMBERSHIPS.name => {
            let organisation = norms.organisations().get(step)?;
            let row = |membership: &domain::norm::Membership| MembershipRow {
                organisation: organisation.id.clone(),
                membership: membership.clone(),
            };
            let of: Vec<_> = organisation.members.iter().map(row).collect();
            Some(rows(&MEMBERSHIPS, &of))
        }
        name if name == EDITIONS.name => Some(rows(&EDITIONS, std::slice::from_ref(edition()?))),
        name if name == QUESTIONS.name => {
            let edition = edition()?;
            let of: Vec<_> = edition
                .questions()
                .map(|placed| QuestionRow::of(edition, placed))
                .collect();
            Some(rows(&QUESTIONS, &of))
        }
        name if name == OPTIONS.name => {
            let edition = edition()?;
            let lists = edition.lists().iter();
            let of: Vec<_> = lists
                .flat_map(|(list, options)| {
                    options.options.iter().enumerate().map(|(place, option)| OptionRow {
                        edition: edition.id().clone(),
                        list: list.clone(),
                        place,
                        option: option.clone(),
                    })
                })
                .collect();
            Some(rows(&OPTIONS, &of))
        }
        name if name == TEXTS.name => Some(rows(&TEXTS, &texts(world, step)?)),
        _ => None,
    }
}

/// The texts of a step: instrument after instrument, then relations, States and organisations, then edition after edition.
fn texts(world: &World, step: usize) -> Option<Vec<TextRow>> {
    let norms = &world.norms;
    let instruments = norms.instruments();
    if let Some(instrument) = instruments.get(step) {
        let mut texts = texts_of_instrument(instrument);
        texts.extend(norms.provisions_of(&instrument.id).flat_map(texts_of_provision));
        return Some(texts);
    }
    match step - instruments.len() {
        0 => Some(norms.relations().iter().flat_map(texts_of_relation).collect()),
        1 => {
            let states = norms.states().iter();
            Some(
                states
                    .flat_map(|state| texts_of_state(&state.code, &state.name))
                    .collect(),
            )
        }
        2 => Some(norms.organisations().iter().flat_map(texts_of_organisation).collect()),
        later => world
            .editions
            .values()
            .nth(later - 3)
            .map(|edition| texts_of_edition(edition)),
    }
}

pub(super) fn rows<S: 'static>(table: &Table<S>, of: &[S]) -> Vec<Vec<Cell<'static>>> {
    of.iter().map(|one| table.owned_row(one)).collect()
}
