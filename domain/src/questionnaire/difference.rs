//! Differences between two editions: question by question, followed through lineage.

use std::collections::BTreeSet;

use crate::id::{EditionId, QuestionCode};
use crate::questionnaire::{Edition, Lineage, Question, ancestors};

/// In what two questions can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuestionAspect {
    /// What it asks for: the kind, its bounds, or the options.
    Kind,
    /// The source wording of question, help or options.
    Wording,
    /// When it is shown.
    Condition,
    /// Whether it is expected, and whether the short path shows it.
    Level,
    /// The widest visibility of its answers.
    Ceiling,
    /// The provisions that it is about.
    Provisions,
    /// The section that it stands in.
    Section,
}

/// A question in one edition or in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionChange {
    /// The question of the earlier edition.
    pub before: Option<QuestionCode>,
    /// The question of the later edition.
    pub after: Option<QuestionCode>,
    /// Whether the later one continues the earlier one comparably; none where there is one only.
    pub comparable: Option<bool>,
    /// In what the two differ.
    pub aspects: BTreeSet<QuestionAspect>,
}

impl QuestionChange {
    /// Whether nothing changed, not even the code.
    pub fn is_unchanged(&self) -> bool {
        self.before == self.after && self.aspects.is_empty()
    }
}

/// Compares two editions in the order of the later one, then what is there no longer in the order of the earlier one. A
/// question that continues several stands there with each, and so does each of several that continue one.
pub fn edition_differences<'a>(
    before: &'a Edition,
    after: &'a Edition,
    lineage: impl Fn(&EditionId, &QuestionCode) -> &'a [Lineage],
) -> Vec<QuestionChange> {
    let mut changes = Vec::new();
    let mut met: BTreeSet<&QuestionCode> = BTreeSet::new();
    for placed in after.questions() {
        let now = placed.question;
        let line = ancestors(after.id(), &now.code, &lineage);
        let earlier: Vec<_> = (line.iter())
            .filter(|ancestor| ancestor.edition == before.id())
            .filter_map(|ancestor| Some((before.question(ancestor.code)?.question, ancestor.comparable)))
            .collect();
        if earlier.is_empty() {
            changes.push(QuestionChange {
                before: None,
                after: Some(now.code.clone()),
                comparable: None,
                aspects: BTreeSet::new(),
            });
        }
        for (then, comparable) in earlier {
            met.insert(&then.code);
            changes.push(QuestionChange {
                before: Some(then.code.clone()),
                after: Some(now.code.clone()),
                comparable: Some(comparable),
                aspects: aspects((before, then), (after, now)),
            });
        }
    }
    let gone = before.questions().filter(|placed| !met.contains(&placed.question.code));
    changes.extend(gone.map(|placed| QuestionChange {
        before: Some(placed.question.code.clone()),
        after: None,
        comparable: None,
        aspects: BTreeSet::new(),
    }));
    changes
}

fn aspects((before, then): (&Edition, &Question), (after, now): (&Edition, &Question)) -> BTreeSet<QuestionAspect> {
    let source = |edition: &Edition, question: &Question| -> Vec<_> {
        let labels = edition.options(question).iter().map(|option| &option.label);
        let texts = [&question.prompt, &question.help].into_iter().chain(labels);
        texts
            .map(|texts| texts.get(edition.source_language()).cloned())
            .collect()
    };
    let options = |edition: &Edition, question: &Question| -> Vec<_> {
        let options = edition.options(question).iter();
        options
            .map(|option| (option.code.clone(), option.exclusive, option.with_text))
            .collect()
    };
    let differs = [
        (
            QuestionAspect::Kind,
            then.kind != now.kind || options(before, then) != options(after, now),
        ),
        (QuestionAspect::Wording, source(before, then) != source(after, now)),
        (QuestionAspect::Condition, then.condition != now.condition),
        (
            QuestionAspect::Level,
            (then.expected, then.level) != (now.expected, now.level),
        ),
        (QuestionAspect::Ceiling, then.ceiling != now.ceiling),
        (QuestionAspect::Provisions, then.provisions != now.provisions),
        (QuestionAspect::Section, then.code.section() != now.code.section()),
    ];
    let aspects = differs.into_iter().filter(|(_, differs)| *differs);
    aspects.map(|(aspect, _)| aspect).collect()
}
