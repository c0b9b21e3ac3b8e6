//! A drafted reply: the four headings of A/RES/69/28, paragraph 3, from what a State says in its other questionnaires, for
//! the State to edit. It is offered, never filed by itself: taken up it stands unconfirmed, as what is carried does.
//! `docs/adr/0023-drafted-reply.md` says how it is put together, and why so.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::access::{Permit, SaveAnswers};
use crate::id::{EditionId, ProvisionId, QuestionCode};
use crate::language::Language;
use crate::norm::{Norms, Provision, ProvisionKind};
use crate::questionnaire::{Chosen, Edition, Given, Kind, MAX_ANSWER_BYTES, Question, Standing, Value, accept};
use crate::submission::{
    Answer, Barred, Carried, Content, Event, Happening, Offer, Origin, Outcome, Past, Provenance, Revision, Round,
    Salt, Submission, Told,
};

/// A heading of paragraph 3 of resolution 69/28.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Heading {
    /// (a) General appreciation of the issues of information security.
    Appreciation,
    /// (b) Efforts taken at the national level to strengthen information security and to promote cooperation.
    Efforts,
    /// (c) The content of the international concepts mentioned in paragraph 2.
    Concepts,
    /// (d) Possible measures that could be taken by the international community.
    Measures,
}

impl Heading {
    /// The headings, in the order of the paragraph.
    pub const ALL: [Self; 4] = [Self::Appreciation, Self::Efforts, Self::Concepts, Self::Measures];

    /// The provision that asks for it.
    pub const fn provision(self) -> &'static str {
        match self {
            Self::Appreciation => "A-RES-69-28/3.a",
            Self::Efforts => "A-RES-69-28/3.b",
            Self::Concepts => "A-RES-69-28/3.c",
            Self::Measures => "A-RES-69-28/3.d",
        }
    }

    /// Where the answer to a question about a provision belongs, if anywhere. Its pattern says so; without one a long text
    /// counts, by what the provision is.
    fn of(question: &Question, provision: &Provision) -> Option<Self> {
        let pattern = question.pattern.as_ref().map(crate::questionnaire::Pattern::code);
        match pattern {
            Some("understanding") => Some(Self::Concepts),
            Some("challenges" | "challenges_other") => Some(Self::Appreciation),
            Some("needs") => Some(Self::Measures),
            Some(
                "status" | "approach" | "measures" | "measures_other" | "description" | "good_practice" | "offers",
            ) => Some(Self::Efforts),
            Some(_) => None,
            None if !matches!(question.kind, Kind::LongText { .. }) => None,
            None if provision.kind == ProvisionKind::InternationalLaw => Some(Self::Concepts),
            None if provision.themes.iter().any(|theme| theme.as_str() == "threats") => Some(Self::Appreciation),
            None => provision.kind.needs_question().then_some(Self::Efforts),
        }
    }
}

/// Why an answer is not in the drafted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOut {
    /// There is no text of it in the language of the reply. Nothing is translated here.
    Language,
    /// The text would be longer than an answer can be.
    Length,
}

/// The text offered under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftedReply {
    /// The heading.
    pub heading: Heading,
    /// The question of the working file that asks for it.
    pub question: QuestionCode,
    /// The text; empty where the State has said nothing that belongs there.
    pub text: String,
    /// The language of the text.
    pub language: Language,
    /// Where each part of it was said, in the order of the text.
    pub sources: Vec<Origin>,
    /// What belongs there and is not in it.
    pub left_out: Vec<(LeftOut, Origin)>,
}

/// What a State says now: of each questionnaire in the last edition that it answered, to each question what it filed, or else
/// what it drafted. Where several drafted texts await merging nothing is said yet.
pub fn says_now(pasts: &[Past]) -> Vec<&Told> {
    let mut said = Vec::new();
    for past in pasts {
        let all = past.filed.iter().chain(&past.drafts);
        let has_standing = |told: &&Told| told.content.standing.is_some();
        let Some(edition) = all.filter(has_standing).map(|told| &told.edition).max() else {
            continue;
        };
        let mut filed: BTreeMap<&QuestionCode, &Told> = BTreeMap::new();
        for told in past.filed.iter().filter(|told| told.edition == *edition) {
            filed.insert(&told.question, told);
        }
        let mut drafted: BTreeMap<&QuestionCode, Vec<&Told>> = BTreeMap::new();
        let drafts = past.drafts.iter().filter(|told| told.edition == *edition);
        for told in drafts.filter(|told| !filed.contains_key(&told.question)) {
            drafted.entry(&told.question).or_default().push(told);
        }
        let drafted = drafted.into_values().filter(|texts| texts.len() == 1).flatten();
        said.extend(filed.into_values().chain(drafted).filter(has_standing));
    }
    said
}

/// What the drafted text is put together from.
struct Part<'a> {
    told: &'a Told,
    edition: &'a Edition,
    question: &'a Question,
}

impl Part<'_> {
    /// Where it was said. The text that it goes into stands in no filing.
    fn origin(&self) -> Origin {
        Origin {
            position: self.told.position,
            round: self.told.round.clone(),
            edition: self.told.edition.clone(),
            question: self.told.question.clone(),
            comparable: false,
        }
    }

    /// The State's own words in a language, or the options that it chose under what was asked. Silences are not told on.
    fn words(&self, language: Language) -> Result<Option<String>, LeftOut> {
        let content = &self.told.content;
        let Some(value) = content.standing.as_ref().and_then(Standing::value) else {
            return Ok(None);
        };
        match value {
            Value::ShortText(text) | Value::LongText(text) => {
                let own = (content.language == Some(language)).then(|| text.clone());
                let translated = || content.translations.get(language).map(|text| text.content.clone());
                own.or_else(translated).map(Some).ok_or(LeftOut::Language)
            }
            Value::SingleChoice(chosen) => Ok(Some(self.chosen(std::slice::from_ref(chosen), language))),
            Value::MultiChoice(chosen) if chosen.is_empty() => Ok(None),
            Value::MultiChoice(chosen) => Ok(Some(self.chosen(chosen, language))),
            Value::Scale(_)
            | Value::Boolean(_)
            | Value::Number(_)
            | Value::Date(_)
            | Value::UrlList(_)
            | Value::Evidence(_)
            | Value::StateList(_)
            | Value::Contact(_) => Ok(None),
        }
    }

    fn chosen(&self, chosen: &[Chosen], language: Language) -> String {
        let options = self.edition.options(self.question);
        let label = |chosen: &Chosen| {
            let option = options.iter().find(|option| option.code == chosen.option)?;
            let label = option.label.read(language)?.content;
            let own = chosen.text.as_deref();
            let own = own.filter(|_| self.told.content.language == Some(language));
            Some(own.map_or_else(|| format!("– {label}"), |own| format!("– {label}: {own}")))
        };
        let prompt = self
            .question
            .prompt
            .read(language)
            .map(|prompt| prompt.content.to_owned());
        let lines: Vec<String> = prompt.into_iter().chain(chosen.iter().filter_map(label)).collect();
        lines.join("\n")
    }
}

/// The provision under which an answer stands in the reply, and the heading: the first of an agreed text that it belongs to.
/// What is said about texts that were not adopted is not put into a reply to one that was.
fn place<'n>(norms: &'n Norms, question: &Question) -> Option<(Heading, usize, &'n Provision)> {
    let agreed = |id: &ProvisionId| {
        let provision = norms.provision(id)?;
        let adoption = norms.instrument(&provision.instrument)?.adoption;
        let heading = Heading::of(question, provision)?;
        adoption.is_agreed().then_some((heading, norms.place(id)?, provision))
    };
    question.provisions.iter().find_map(agreed)
}

/// How a provision is named in a text.
fn name(norms: &Norms, provision: &Provision, language: Language) -> String {
    let symbol = norms
        .instrument(&provision.instrument)
        .map(|instrument| instrument.symbol.as_str());
    let citation = format!("{}, {}", symbol.unwrap_or_default(), provision.paragraph);
    match provision.title.read(language) {
        Some(title) => format!("{} ({citation})", title.content),
        None => citation,
    }
}

/// Drafts a reply in a language, heading by heading, for the questions of `target` that ask for them; none for an edition
/// that asks for none. What is said in editions of the same questionnaire is carried, not drafted.
pub fn draft_reply<'a>(
    norms: &'a Norms,
    target: &Edition,
    edition: impl Fn(&EditionId) -> Option<&'a Edition>,
    said: &[&'a Told],
    language: Language,
) -> Vec<DraftedReply> {
    let mut parts: BTreeMap<(Heading, usize), (&Provision, Vec<Part<'a>>)> = BTreeMap::new();
    for told in said
        .iter()
        .filter(|told| told.edition.questionnaire != target.id().questionnaire)
    {
        let Some(source) = edition(&told.edition) else { continue };
        let Some(placed) = source.question(&told.question) else {
            continue;
        };
        if let Some((heading, at, provision)) = place(norms, placed.question) {
            let (_, parts) = parts.entry((heading, at)).or_insert_with(|| (provision, Vec::new()));
            parts.push(Part {
                told,
                edition: source,
                question: placed.question,
            });
        }
    }
    let order = |part: &Part<'_>| {
        let at = part.edition.question(&part.question.code).map(|placed| placed.index);
        (part.told.edition.clone(), at)
    };
    for (_, parts) in parts.values_mut() {
        parts.sort_by_key(order);
    }
    let asks = |heading: Heading| {
        let mut asking = target.questions().filter(|placed| {
            let is_text = matches!(placed.question.kind, Kind::LongText { .. });
            let asked = placed.question.provisions.iter();
            is_text && asked.map(ProvisionId::as_str).any(|id| id == heading.provision())
        });
        asking.next().map(|placed| placed.question.code.clone())
    };
    let drafted = Heading::ALL.into_iter().filter_map(|heading| {
        let mut reply = DraftedReply {
            heading,
            question: asks(heading)?,
            text: String::new(),
            language,
            sources: Vec::new(),
            left_out: Vec::new(),
        };
        for (_, (provision, parts)) in parts.range((heading, 0)..=(heading, usize::MAX)) {
            reply.add(&name(norms, provision, language), parts);
        }
        Some(reply)
    });
    drafted.collect()
}

impl DraftedReply {
    fn add(&mut self, name: &str, parts: &[Part<'_>]) {
        let mut is_named = false;
        for part in parts {
            let words = match part.words(self.language) {
                Ok(None) => continue,
                Ok(Some(words)) => words,
                Err(why) => {
                    self.left_out.push((why, part.origin()));
                    continue;
                }
            };
            let mut more = String::new();
            if !self.text.is_empty() {
                more.push_str(if is_named { "\n" } else { "\n\n" });
            }
            if !is_named {
                more.push_str(name);
                more.push('\n');
            }
            more.push_str(&words);
            if self.text.len() + more.len() > MAX_ANSWER_BYTES {
                self.left_out.push((LeftOut::Length, part.origin()));
                continue;
            }
            is_named = true;
            self.text.push_str(&more);
            self.sources.push(part.origin());
        }
    }

    /// What is said, as an answer.
    fn content(&self, edition: &Edition) -> Option<Content> {
        let standing = Standing::Answered(Value::LongText(self.text.clone()));
        let standing = accept(edition, &self.question, Given::from(standing)).ok()?;
        Some(Content {
            standing: Some(standing),
            language: Some(self.language),
            translations: crate::language::Texts::default(),
        })
    }

    /// Where the text comes from: the first thing that went into it. The text itself stands in no filing.
    fn origin(&self) -> Option<Origin> {
        let first = self.sources.first()?.clone();
        Some(Origin {
            position: None,
            ..first
        })
    }
}

impl Submission {
    /// Takes up drafted texts in the section that the permit names: where nothing was ever said they stand, unconfirmed; else
    /// they are offered beside what stands and await merging. `current` are the answers of the working file, `waiting` the texts
    /// that await merging. What is there already is not put there again; none where that leaves nothing.
    pub fn take_up<'a>(
        &self,
        permit: Permit<SaveAnswers>,
        (round, edition): (&Round, &Edition),
        drafted: &[DraftedReply],
        (current, waiting): (&[Answer], impl IntoIterator<Item = &'a Revision> + Clone),
        mut salt: impl FnMut() -> Salt,
        now: DateTime<Utc>,
    ) -> Result<Option<Outcome<Carried>>, Barred> {
        let (act, by) = permit.spend();
        self.is_subject(act.submission, &act.state, round)?;
        round.may_work(now)?;
        if *edition.id() != self.edition {
            return Err(Barred::OtherSubject);
        }
        if !self.stage.code().is_a_draft() {
            return Err(self.barred::<SaveAnswers>());
        }
        let mut carried = Carried::default();
        for reply in drafted.iter().filter(|reply| reply.question.section() == act.section) {
            let (Some(content), Some(from)) = (reply.content(edition), reply.origin()) else {
                continue;
            };
            let stands = current.iter().find(|answer| answer.question == reply.question);
            let is_here = |other: &Content| other.standing == content.standing && other.language == content.language;
            let waits = waiting.clone().into_iter();
            let waits = waits.filter(|text| text.question == reply.question && text.is_waiting());
            if stands.is_some_and(|answer| is_here(&answer.content)) || waits.map(|text| &text.content).any(is_here) {
                continue;
            }
            let question = reply.question.clone();
            match stands {
                None => carried.answers.push(Answer {
                    question,
                    content,
                    sharing: None,
                    revision: 1,
                    provenance: Provenance::Carried { from, confirmed: false },
                    salt: salt(),
                    changed_by: by,
                    changed_at: now,
                }),
                Some(_) => carried.offers.push(Offer {
                    question,
                    content,
                    origin: from,
                }),
            }
        }
        let stored = carried.answers.iter().map(|answer| (answer.question.clone(), Some(1)));
        let offered = carried.offers.iter().map(|offer| (offer.question.clone(), None));
        let answers: Vec<_> = stored.chain(offered).collect();
        if answers.is_empty() {
            return Ok(None);
        }
        let what = Happening::AnswersSaved { of: self.of(), answers };
        Ok(Some(Outcome::new(carried, Event { at: now, by, what })))
    }
}
