//! A demonstration: fictional States that answer, file, amend and withdraw, and of which a few need, offer and propose something,
//! for a database made for that purpose.
//!
//! [`play`] is pure: it plays three rounds of sixty States through the domain, as people with roles would, and returns what
//! happened; [`load`] writes that down. The same [`Setting`] gives the same bytes, on every machine. [`fictional_states`]
//! gives benches as many plain States as they need.
//!
//! **Invariants.** No State here exists: codes are user-assigned (`QMA` to `QZZ`), names are coined, every long text says
//! that it is invented, every link leads to `example.org`. Nothing is filed that a transition of the domain did not
//! decide under a permit, and nobody acts who has no account. Chance comes from a seed, so salts can be guessed: never use
//! any of this for a State that exists.
//!
//! **To show something new**, give it a habit or a course in `plan.rs` and say in `tests/it/story.rs` what must be there.

#![warn(missing_docs)]

mod act;
mod answers;
mod draft;
mod load;
mod people;
mod phrases;
mod plan;
mod seeded;
mod states;
mod story;

pub use act::{Act, Demonstration, Foundation, PutForward, Saving, Unplayable};
pub use load::{LoadRefused, is_wanted, load};
pub use people::{PASSWORD, Person, introduced};
pub use plan::Setting;
pub use states::{FictionalState, demonstration_states, fictional_states};
pub use story::play;
