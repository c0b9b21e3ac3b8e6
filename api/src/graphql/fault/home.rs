//! What goes wrong with the keys and packages of States' own instances, as faults.

use domain::submission::{FileRefused, HomeKey, HomeKeyRefused, PackageRefused};

use super::Fault;
use crate::localise::Message;
use crate::packages::filed_otherwise;

impl From<HomeKeyRefused> for Fault {
    fn from(refused: HomeKeyRefused) -> Self {
        match refused {
            HomeKeyRefused::OtherSubject => Self::internal(refused),
            HomeKeyRefused::Name => Self::invalid().at("input.kid").saying(Message::HomeKeyName),
            HomeKeyRefused::Known => Self::conflict().at("input.kid").saying(Message::HomeKeyKnown),
            HomeKeyRefused::TooMany => {
                let limit = HomeKey::MOST as u64;
                Self::limit("home_keys", Message::TooManyHomeKeys { limit }, limit, None)
            }
            HomeKeyRefused::Revoked => Self::state().with("reason", "revoked").saying(Message::HomeKeyRevoked),
        }
    }
}

impl From<PackageRefused> for Fault {
    fn from(refused: PackageRefused) -> Self {
        match refused {
            PackageRefused::Barred(barred) => barred.into(),
            PackageRefused::FiledOtherwise(position) => filed_otherwise(position),
            // As where somebody files what they typed here.
            PackageRefused::Conflict(differences) => {
                let fault = Self::from(FileRefused::Conflict(differences));
                fault.saying(Message::PackageMoved)
            }
        }
    }
}
