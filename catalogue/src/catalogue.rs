//! The catalogue as one value: read and proved once, held in memory, asked by many.

use std::collections::HashMap;
use std::sync::Arc;

use domain::id::{EditionId, ProvisionId, QuestionCode, QuestionnaireId};
use domain::norm::Norms;
use domain::questionnaire::Edition;

use crate::content::Content;
use crate::fault::Report;
use crate::read;

/// A provision that no question asks about yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotYetAsked {
    /// The provision.
    pub provision: ProvisionId,
    /// Why, in English.
    pub reason: String,
}

/// A question whose answer belongs to a provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The edition.
    pub edition: EditionId,
    /// The question.
    pub question: QuestionCode,
}

/// Instruments, provisions, relations, documents, States, organisations, vocabularies and editions.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// All that questionnaires ask about, and who is asked.
    pub norms: Norms,
    editions: Vec<Arc<Edition>>,
    not_yet_asked: Vec<NotYetAsked>,
    asked: HashMap<ProvisionId, Vec<Asked>>,
}

impl Catalogue {
    /// The content that was built into the program.
    pub fn load() -> Result<Self, Report> {
        Self::read(&Content::embedded())
    }

    /// A catalogue from content; refused with every fault if there is one.
    pub fn read(content: &Content) -> Result<Self, Report> {
        let (parts, report) = read::read(content);
        if !report.faults.is_empty() {
            return Err(report);
        }
        let mut asked: HashMap<ProvisionId, Vec<Asked>> = HashMap::new();
        for edition in &parts.editions {
            for section in edition.modules().iter().flat_map(|module| &module.sections) {
                for question in &section.questions {
                    for provision in &question.provisions {
                        asked.entry(provision.clone()).or_default().push(Asked {
                            edition: edition.id().clone(),
                            question: question.code.clone(),
                        });
                    }
                }
            }
        }
        Ok(Self {
            norms: Norms::new(parts.norms),
            editions: parts.editions.into_iter().map(Arc::new).collect(),
            not_yet_asked: parts.not_yet_asked,
            asked,
        })
    }

    /// Every edition, in the order of questionnaire and number.
    pub fn editions(&self) -> &[Arc<Edition>] {
        &self.editions
    }

    /// An edition by its id.
    pub fn edition(&self, id: &EditionId) -> Option<&Arc<Edition>> {
        self.editions.iter().find(|edition| edition.id() == id)
    }

    /// The edition of a questionnaire with the highest number.
    pub fn latest_edition(&self, questionnaire: &QuestionnaireId) -> Option<&Arc<Edition>> {
        let mut editions = self.editions.iter().rev();
        editions.find(|edition| edition.id().questionnaire == *questionnaire)
    }

    /// The questions whose answers belong to a provision, edition after edition, in the order of the edition.
    pub fn questions_about(&self, provision: &ProvisionId) -> &[Asked] {
        self.asked.get(provision).map_or(&[], Vec::as_slice)
    }

    /// The provisions that no question asks about yet, with reasons.
    pub fn not_yet_asked(&self) -> &[NotYetAsked] {
        &self.not_yet_asked
    }
}
