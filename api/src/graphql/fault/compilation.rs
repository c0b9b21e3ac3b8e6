//! Why a round is not compiled, as a fault.

use domain::report::CompilationRefused;

use super::Fault;

impl From<CompilationRefused> for Fault {
    fn from(refused: CompilationRefused) -> Self {
        let invalid = |field: &str, reason: &'static str| Self::invalid().at(field).with("reason", reason);
        match refused {
            CompilationRefused::Follows => invalid("input.follows", "does_not_fit"),
            CompilationRefused::Symbol => invalid("input.symbol", "not_a_symbol"),
            CompilationRefused::AsOf => invalid("input.asOf", "not_reached"),
            CompilationRefused::AnotherPermit => Self::internal(refused),
        }
    }
}
