//! Honest figures: coverage of a round, its releases, groups, provisions and series; and the reports beside it (trend,
//! comparison, profile, participation, status of a round, needs against offers).
//!
//! **Invariants.** A live figure for a reader is a function of what that reader may see of each State, and of nothing
//! else; what is counted but not shown enters through [`Release`]s alone (`docs/adr/0012-releases.md`). Parts are never
//! merged, questions never added up, observer States never summed with Member States. No figure ranks States.
//!
//! [`coverage()`] is the reference: short, slow, read against the design. [`Columns`] is what serves, equal to it on
//! random data. Both take [`Facts`], which the store fills.

mod bearing;
mod columnar;
mod comparison;
mod compilation;
mod contradiction;
mod coverage;
mod facts;
mod group;
mod needs;
mod participation;
mod profile;
mod provision;
mod release;
mod series;
mod sight;
mod status;
mod trend;

pub use bearing::{Bearing, BearingRow, bearings};
pub use columnar::Columns;
pub use comparison::{Comparison, ComparisonRow, Said, comparison};
pub use compilation::{
    Asking, Compilation, CompilationFailure, CompilationKind, CompilationReaders, CompilationRefused,
    Item as CompilationItem, MOST_IN_A_VOLUME, item as compilation_item, volumes,
};
pub use contradiction::{Clash, Contradiction, clash, contradictions};
pub use coverage::{Coverage, Distribution, Hidden, Part, Parts, Row, Selection, answering, coverage, shown};
pub use facts::{Act, Contents, Facts, FactsRefused, Filed, FiledAnswer, Frame, Item, OptionSet};
pub use group::{ByGroup, Group, Groups, Population};
pub use needs::{About, Counted, Facet, NeedsAgainstOffers, NeedsRow, Released, needs_against_offers};
pub use participation::{Participation, Turnout, participation};
pub use profile::{AnswerPlace, Profile, ProfileProvision, asks_for_contacts, asks_for_needs, profile};
pub use provision::{ProvisionFigure, ProvisionQuestions, ProvisionRow, provisions};
pub use release::{Elsewhere, Figure, Release, ReleaseMark, ReleaseRule, next_release};
pub use series::{Joint, Point, Run, series};
pub use sight::Viewer;
pub use status::{RoundStatus, StateStatusLine, StatusCount, round_status, shared_progress};
pub use trend::{Waypoint, in_line, trend};
