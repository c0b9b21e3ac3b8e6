//! One question of an edition: what shape an answer has, its bounds and its options.

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use domain::id::{ListId, QuestionCode};
use domain::questionnaire as rules;
use domain::questionnaire::{Bind, Ceiling, KindCode, Level, Precision};

use crate::graphql::call::Call;
use crate::graphql::edition::{Edition, Enablement, Section, enablement};
use crate::graphql::node::{self, Sort};
use crate::graphql::norm::Provision;
use crate::graphql::text::{LanguageCode, LocalisedText, read};
use crate::graphql::value::StandingName;

/// What shape an answer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "QuestionKind", remote = "KindCode")]
pub enum QuestionKind {
    /// One option of a list.
    SingleChoice,
    /// Any number of options of a list; an exclusive option stands alone.
    MultiChoice,
    /// A whole number on a scale.
    Scale,
    /// Yes or no.
    Boolean,
    /// One line of text.
    ShortText,
    /// Paragraphs of text.
    LongText,
    /// A decimal number.
    Number,
    /// A year, a month or a day.
    Date,
    /// Links.
    UrlList,
    /// Documents or links that support answers.
    Evidence,
    /// States.
    StateList,
    /// A person or unit to ask.
    Contact,
}

/// Whether the short path shows a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "QuestionLevel", remote = "Level")]
pub enum LevelCode {
    /// Part of the short path.
    Core,
    /// Beyond it.
    Extended,
}

/// How fine a date may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "Precision", remote = "Precision")]
pub enum PrecisionCode {
    /// `2026`.
    Year,
    /// `2026-11`.
    Month,
    /// `2026-11-20`.
    Day,
}

/// A field of the submission that a question is a view of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "BoundField", remote = "Bind")]
pub enum BindCode {
    /// The visibility that answers get unless they say otherwise.
    DefaultVisibility,
    /// The language of the texts.
    Language,
    /// The State confirms the whole.
    Confirmation,
    /// Whether the State filed before.
    EarlierSubmission,
}

/// The widest visibility that an answer can get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "VisibilityCeiling", remote = "Ceiling")]
pub enum CeilingCode {
    /// The State itself.
    NationalTeam,
    /// The secretariat.
    Secretariat,
    /// Member States.
    MemberStates,
}

/// One question of an edition.
#[derive(Clone)]
pub struct Question {
    of: Edition,
    code: QuestionCode,
}

impl Question {
    pub(crate) fn new(of: Edition, code: QuestionCode) -> Self {
        Self { of, code }
    }

    fn get(&self) -> &rules::Question {
        self.of
            .edition
            .question(&self.code)
            .expect("made only for a question of this edition")
            .question
    }
}

/// One question of an edition.
#[Object]
impl Question {
    /// An id that never changes.
    pub(crate) async fn id(&self) -> ID {
        node::id(Sort::Question, format!("{}#{}", self.of.key(), self.code))
    }

    /// Its code, `N13A.status`: unique within the edition.
    async fn code(&self) -> &str {
        self.code.as_str()
    }

    /// The edition.
    async fn edition(&self) -> &Edition {
        &self.of
    }

    /// The section.
    async fn section(&self) -> Option<Section> {
        self.of.section(&self.code.section())
    }

    /// What shape an answer has.
    async fn kind(&self) -> QuestionKind {
        self.get().kind.code().into()
    }

    /// The question itself.
    async fn prompt(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.get().prompt, language)
    }

    /// Help, where there is some.
    async fn help(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Option<LocalisedText> {
        read(Call::of(ctx), &self.get().help, language)
    }

    /// Whether completeness counts it; it never blocks filing.
    async fn is_expected(&self) -> bool {
        self.get().expected
    }

    /// Whether the short path shows it.
    async fn level(&self) -> LevelCode {
        self.get().level.into()
    }

    /// The name of the pattern that is asked of every provision alike. `status` and `approach` make the row of a provision
    /// in figures.
    async fn pattern(&self) -> Option<String> {
        self.get().pattern.as_ref().map(|pattern| pattern.code().to_owned())
    }

    /// The field of the submission that it is a view of: it then has no answer, and is set with the submission's fields.
    async fn binds(&self) -> Option<BindCode> {
        self.get().bind.map(BindCode::from)
    }

    /// The widest visibility that its answer can get, whatever is chosen.
    async fn visibility_ceiling(&self) -> Option<CeilingCode> {
        self.get().ceiling.map(CeilingCode::from)
    }

    /// The provisions its answer belongs to.
    async fn provisions(&self) -> Vec<Provision> {
        self.get()
            .provisions
            .iter()
            .filter_map(|id| Provision::find(&self.of.world, id))
            .collect()
    }

    /// When it is enabled; always, where there is none.
    async fn enabled_when(&self) -> Option<Enablement> {
        enablement(self.get().condition.as_ref())
    }

    /// The options, for the two kinds that choose.
    async fn option_list(&self) -> Option<OptionList> {
        self.get()
            .kind
            .list()
            .map(|id| OptionList::new(self.of.clone(), id.clone()))
    }

    /// The standings that it permits.
    async fn standings(&self) -> Vec<StandingName> {
        let kind = self.get().kind.code();
        let permitted = rules::StandingCode::ALL
            .into_iter()
            .filter(|standing| rules::permits(kind, *standing));
        permitted.map(Into::into).collect()
    }

    /// The bounds of what is filed. A draft may pass them.
    async fn bounds(&self) -> Bounds {
        bounds(&self.get().kind)
    }

    /// The questions of earlier editions that it continues.
    async fn continues(&self) -> Vec<Lineage> {
        let lineage = |lineage: &rules::Lineage| Lineage {
            edition: lineage.edition.to_string(),
            question: lineage.code.to_string(),
            is_comparable: lineage.comparable,
        };
        self.get().continues.iter().map(lineage).collect()
    }
}

/// An earlier question that a question continues.
#[derive(Clone, Debug, SimpleObject)]
pub struct Lineage {
    /// The earlier edition.
    edition: String,
    /// The question there.
    question: String,
    /// Whether figures may be joined into one series.
    is_comparable: bool,
}

/// The bounds of what is filed; each kind has its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, SimpleObject)]
pub struct Bounds {
    /// Short text: the most characters.
    max_length: Option<u32>,
    /// Long text: the most words (UAX 29; Chinese by characters).
    max_words: Option<u32>,
    /// Links and evidence: the most items.
    max_items: Option<u32>,
    /// Number and scale: the least value, as a decimal.
    minimum: Option<String>,
    /// Number and scale: the greatest value, as a decimal.
    maximum: Option<String>,
    /// Number: what is counted or measured.
    unit: Option<String>,
    /// Date: the finest that is asked for.
    precision: Option<PrecisionCode>,
}

fn bounds(kind: &rules::Kind) -> Bounds {
    use rules::Kind;
    let none = Bounds::default();
    match kind {
        Kind::Scale { min, max } => Bounds {
            minimum: Some(min.to_string()),
            maximum: Some(max.to_string()),
            ..none
        },
        Kind::ShortText { max_length } => Bounds {
            max_length: Some(*max_length),
            ..none
        },
        Kind::LongText { max_words } => Bounds {
            max_words: Some(*max_words),
            ..none
        },
        Kind::Number { min, max, unit } => Bounds {
            minimum: min.map(|bound| bound.to_string()),
            maximum: max.map(|bound| bound.to_string()),
            unit: unit.clone(),
            ..none
        },
        Kind::Date { precision } => Bounds {
            precision: Some((*precision).into()),
            ..none
        },
        Kind::UrlList { max_items } | Kind::Evidence { max_items } => Bounds {
            max_items: Some(*max_items),
            ..none
        },
        Kind::SingleChoice { .. } | Kind::MultiChoice { .. } | Kind::Boolean | Kind::StateList | Kind::Contact => none,
    }
}

/// Options shared by questions; their order is the list's and no scale.
#[derive(Clone)]
pub struct OptionList {
    of: Edition,
    id: ListId,
}

impl OptionList {
    pub(crate) fn new(of: Edition, id: ListId) -> Self {
        Self { of, id }
    }
}

/// Options shared by questions; their order is the list's and no scale.
#[Object]
impl OptionList {
    /// Its code.
    async fn code(&self) -> &str {
        self.id.as_str()
    }

    /// Options in order.
    async fn options(&self, ctx: &Context<'_>, language: Option<LanguageCode>) -> Vec<OptionItem> {
        let call = Call::of(ctx);
        let options = self.of.edition.list(&self.id).map(|list| list.options.iter());
        options
            .into_iter()
            .flatten()
            .map(|option| OptionItem::new(call, option, language))
            .collect()
    }
}

/// An option of a list.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(name = "Option")]
pub struct OptionItem {
    /// Its code, unique within the list.
    code: String,
    /// What people read.
    label: Option<LocalisedText>,
    /// Whether it stands alone.
    is_exclusive: bool,
    /// Whether it asks for a short text.
    has_text: bool,
}

impl OptionItem {
    pub(crate) fn new(call: &Call, option: &rules::OptionItem, language: Option<LanguageCode>) -> Self {
        Self {
            code: option.code.to_string(),
            label: read(call, &option.label, language),
            is_exclusive: option.exclusive,
            has_text: option.with_text,
        }
    }
}
