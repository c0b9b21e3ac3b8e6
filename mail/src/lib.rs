//! Letters to people, about rounds, reviews and proposals and with the links of their invitations: what they say, in six languages, and the server that
//! takes them.
//!
//! **Invariants.** A letter is a value: whom it is for, what it says and when it was written are arguments, so that the same
//! letter is the same bytes, and a repeat carries the same `Message-ID`. What is said is in `locales/`, in plain words that
//! press nobody. No clock, no randomness, no database, nobody who decides who gets a letter: all of that is elsewhere.
//!
//! **To add a letter** about a round, add a variant to [`domain::letter::Matter`] and its phrases to each file of `locales/`; a test
//! compares them. One about something else is a value of its own that makes [`Written`], as [`InvitedLetter`] and [`ReviewLetter`] are.

mod invited;
mod letter;
mod news;
mod relay;
mod words;

pub use invited::InvitedLetter;
pub use letter::{Addresses, BadAddress, Letter, Written};
pub use news::{ProposalLetter, Reader, ReviewLetter};
pub use relay::{BadRelay, Relay};
