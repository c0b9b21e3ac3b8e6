//! How texts in six languages are found: what a text is cut into, what is asked for, and where it stands.
//!
//! One analysis serves all: texts of the catalogue, which are held in an [`Index`] in memory; filed answers and proposals,
//! whose terms `store` keeps in `PostgreSQL`; what is asked for; and the marks in an excerpt. What is found is therefore what is marked.
//!
//! **Terms.** A word in a language leaves two: its stem (`en:norm`) and the word as folded (`en=norms`), so that a word that is
//! still being typed, and one without its accents, is found too. Chinese leaves each two neighbouring characters (`zh:规范`),
//! which needs no dictionary to agree with itself. What is written the same in every language (symbols, labels, codes) leaves
//! terms of no language (`#70/237`, `#13(c)`).
//!
//! **Invariants.** No IO. Nothing depends on who asks, and nothing on how often a word occurs elsewhere: the relevance of a
//! text is told by that text alone, so that no text out of sight changes an order.
//!
//! **To change the analysis**, raise [`FORM`]: `normtrack migrate` then analyses anew what is filed.

mod answer;
mod cut;
mod excerpt;
mod fold;
mod index;
mod proposal;
mod query;
mod stem;
mod terms;

pub use answer::{said, texts};
pub use excerpt::{Excerpt, excerpt};
pub use fold::fold;
pub use index::{Index, Item, Match};
pub use proposal::proposed;
pub use query::{BadQuery, LONGEST, MOST_WORDS, Need, Pattern, Query};
pub use terms::{Terms, terms};

/// The form of the analysis: whatever it makes of a text, it makes in this form for ever.
pub const FORM: i16 = 1;
