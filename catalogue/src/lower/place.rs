//! Where in its file a fault of a draft stands.

use domain::questionnaire::{Fault, Flaw, Place};

/// The paths of a draft's modules, sections, questions, lists and options in their files.
#[derive(Default)]
pub(crate) struct Places(pub(crate) Vec<(Place, String)>);

impl Places {
    /// The path of a fault. Of several things with one code, the last is the one that stands twice.
    pub(crate) fn path(&self, fault: &Fault) -> String {
        let place = match &fault.place {
            Place::Edition => String::new(),
            Place::ShortPath => "short_path".to_owned(),
            place => {
                let mut found = self.0.iter().filter(|(known, _)| known == place).map(|(_, path)| path);
                let path = if is_duplicate(&fault.flaw) {
                    found.next_back()
                } else {
                    found.next()
                };
                path.cloned().unwrap_or_default()
            }
        };
        match key(&fault.flaw) {
            "" => place,
            key if place.is_empty() => key.to_owned(),
            key => format!("{place}.{key}"),
        }
    }
}

const fn is_duplicate(flaw: &Flaw) -> bool {
    matches!(
        flaw,
        Flaw::DuplicateModule | Flaw::DuplicateSection | Flaw::DuplicateQuestion | Flaw::DuplicateOption
    )
}

/// The key below the place that the flaw is about; empty for the place as a whole.
pub(crate) const fn key(flaw: &Flaw) -> &'static str {
    match flaw {
        Flaw::DuplicateModule | Flaw::DuplicateOption => "id",
        Flaw::DuplicateSection | Flaw::DuplicateQuestion | Flaw::ForeignCode { .. } => "code",
        Flaw::NoModule | Flaw::ShortPathModule { .. } => "modules",
        Flaw::NoSection => "sections",
        Flaw::NoQuestion => "questions",
        Flaw::ShortPathTooLong { .. } => "max_questions",
        Flaw::EmptyList | Flaw::UnknownList { .. } => "options",
        Flaw::BoundKind { .. } | Flaw::BoundTwice { .. } => "bind",
        Flaw::BoundWithCondition
        | Flaw::EmptyCondition
        | Flaw::ConditionUnknown { .. }
        | Flaw::ConditionNotEarlier { .. }
        | Flaw::ConditionOnBound { .. }
        | Flaw::OperatorMisfit { .. }
        | Flaw::ConditionOption { .. }
        | Flaw::ShownBesideSilentLead { .. } => "enable_when",
        Flaw::SecondLead { .. } => "pattern",
        Flaw::LeadKind { .. } | Flaw::ShortPathLongText => "kind",
        Flaw::ContactCeiling => "visibility_ceiling",
        Flaw::UnknownInstrument { .. } => "instruments",
        Flaw::NotAdoptedAmongAgreed { .. }
        | Flaw::AgreedAmongNotAdopted { .. }
        | Flaw::UnknownProvision { .. }
        | Flaw::DuplicateProvision { .. }
        | Flaw::NoProvision => "provisions",
        Flaw::ScaleBounds { .. } => "scale",
        Flaw::LineageNowhere { .. } | Flaw::DuplicateLineage { .. } | Flaw::NotComparable { .. } => "continues",
        Flaw::TooManyQuestions { .. }
        | Flaw::TranslationZero
        | Flaw::WordingMissing { .. }
        | Flaw::UnusedList
        | Flaw::LeadNotCoreExpected
        | Flaw::NumberBounds { .. }
        | Flaw::ZeroLimit => "",
    }
}
