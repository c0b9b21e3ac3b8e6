//! Which cells of the policy the table of mutations shows: a role that does an act there, or is refused it by name.
//!
//! A cell that is shown cannot be changed to *never* or from it without that table changing. Of the others the door says
//! only that there is nothing (what a role may not see does not exist for it), or the example is about a section that was
//! not given to that person, or there is no field yet; they are held by the tests of `domain`
//! (`access/actor/behaviour.rs`) and listed here, so that a field which stops asking for its permit is seen. Read from the
//! snapshot: it costs no call.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use domain::access::{ActKind, Party, Reach, Role, reach};

const TABLES: [&str; 2] = [
    include_str!("../snapshots/it__access__every_mutation_as_every_persona.snap"),
    include_str!("../snapshots/it__access__every_mutation_of_reviews_as_every_persona.snap"),
];

/// Who in the table holds a role, where the example is about the own State or about none.
const HOLDERS: [(Role, &str); 12] = [
    (Role::Contributor, "QMA contributor"),
    (Role::Clearer, "QMA clearer"),
    (Role::FocalPoint, "QMA focal point"),
    (Role::PublishingAuthority, "QMA publishing authority"),
    (Role::Reader, "QMA reader"),
    (Role::SecretariatOfficer, "secretariat officer"),
    (Role::CatalogueEditor, "catalogue editor"),
    (Role::Analyst, "analyst"),
    (Role::Auditor, "auditor"),
    (Role::Administrator, "administrator"),
    (Role::AccreditedReader, "QMC accredited reader"),
    // The offers of an organisation are kept by its own unit alone.
    (Role::AccreditedReader, "unit of au"),
];

/// What came of it for somebody: `None` where the call was carried out.
type Outcomes<'t> = BTreeMap<&'t str, Option<&'t str>>;

/// The examples of the table, each with the outcome for everybody that it names.
fn examples() -> Vec<Outcomes<'static>> {
    let mut examples = Vec::new();
    for example in TABLES.iter().flat_map(|table| table.split("\n\n").skip(1)) {
        let mut outcomes = Outcomes::new();
        let lines: Vec<_> = example.lines().collect();
        for pair in lines[2..].chunks(2) {
            let [names, outcome] = pair else { panic!("{example}") };
            let outcome = outcome.trim().strip_prefix("=> ").unwrap();
            let refused = outcome.strip_prefix("200 ").filter(|rest| !rest.starts_with('{'));
            for name in names.trim().split(", ") {
                outcomes.insert(name, refused);
            }
        }
        examples.push(outcomes);
    }
    examples
}

/// The act that an example is refused for.
fn act_of(outcomes: &Outcomes<'_>) -> Option<ActKind> {
    let named: BTreeSet<_> = outcomes
        .values()
        .flatten()
        .filter_map(|refused| refused.strip_prefix("FORBIDDEN {act:")?.strip_suffix('}'))
        // A program is refused for the scope of its token, whatever its role.
        .filter(|act| !act.contains("reason:scope"))
        .collect();
    assert!(named.len() <= 1, "one example asks for one permit: {named:?}");
    let code = named.first()?;
    ActKind::ALL.iter().copied().find(|act| act.code() == *code)
}

#[test]
fn the_table_of_mutations_shows_these_cells_of_the_policy() {
    let mut shown: BTreeMap<ActKind, BTreeMap<Role, bool>> = BTreeMap::new();
    for outcomes in examples() {
        let Some(act) = act_of(&outcomes) else { continue };
        for (role, holder) in HOLDERS {
            let does = match outcomes.get(holder) {
                Some(None) => true,
                Some(Some(refused)) if refused.starts_with("FORBIDDEN") => false,
                Some(Some(_)) | None => continue,
            };
            let held = reach(Party::Member(role), act);
            if !does && matches!(held, Reach::Assigned | Reach::Ministry) {
                // The section of the example is another's.
                continue;
            }
            let reaches = held != Reach::Never;
            // Several examples can be of one act: an invitation to a State, and one to the secretariat.
            let held = shown.entry(act).or_default().entry(role).or_insert(does);
            *held |= does;
            assert!(reaches || !does, "{role} does {} and may not", act.code());
        }
    }
    let mut told = String::new();
    for act in ActKind::ALL.iter().filter(|act| act.is_writing()) {
        let cells = shown.remove(act).unwrap_or_default();
        for (role, does) in &cells {
            let reaches = reach(Party::Member(*role), *act) != Reach::Never;
            assert_eq!(*does, reaches, "{role} {}", act.code());
        }
        let names = |wanted: Option<bool>| {
            let mut roles: Vec<_> = HOLDERS.iter().map(|(role, _)| *role).collect();
            roles.dedup();
            let roles = roles.into_iter();
            let roles = roles.filter(|role| cells.get(role).copied() == wanted);
            let names: Vec<_> = roles.map(Role::code).collect();
            if names.is_empty() {
                "-".to_owned()
            } else {
                names.join(", ")
            }
        };
        let _ = writeln!(
            told,
            "{}\n  done: {}\n  refused: {}\n  not shown: {}",
            act.code(),
            names(Some(true)),
            names(Some(false)),
            names(None)
        );
    }
    insta::assert_snapshot!(told);
}
