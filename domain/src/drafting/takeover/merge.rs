//! One thing at a time: what stood, what the draft says, what the newer edition says.

use crate::drafting::takeover::order::{Changed, order};
use crate::drafting::takeover::{Choices, Clash, ClashingWords, Matter, Side, Spot};
use crate::id::OptionCode;
use crate::language::{Language, Text, TextStatus, Texts};

/// What is decided and what clashes.
pub(super) struct Merging<'a> {
    choices: &'a Choices,
    source: Language,
    clashes: Vec<Clash>,
}

/// The same thing in three texts.
pub(super) struct Three<'a, T> {
    /// As it stood; none where it is new.
    pub(super) before: Option<&'a T>,
    /// In the draft.
    pub(super) draft: &'a T,
    /// In the newer edition.
    pub(super) newer: &'a T,
}

impl<'a, T> Three<'a, T> {
    /// A part of each.
    pub(super) fn part<P>(&self, part: impl Fn(&T) -> &P) -> Three<'a, P> {
        Three {
            before: self.before.map(&part),
            draft: part(self.draft),
            newer: part(self.newer),
        }
    }
}

impl<'a> Merging<'a> {
    pub(super) const fn new(choices: &'a Choices, source: Language) -> Self {
        Self {
            choices,
            source,
            clashes: Vec::new(),
        }
    }

    pub(super) fn clashes(self) -> Vec<Clash> {
        self.clashes
    }

    /// What was chosen; where nothing was, it is named.
    pub(super) fn chosen(&mut self, spot: &Spot, matter: Matter, words: Vec<ClashingWords>) -> Side {
        if let Some(side) = self.choices.get(&(spot.clone(), matter)) {
            return *side;
        }
        let same = |clash: &&mut Clash| clash.spot == *spot && clash.matter == matter;
        match self.clashes.iter_mut().find(same) {
            Some(clash) => clash.words.extend(words),
            None => self.clashes.push(Clash {
                spot: spot.clone(),
                matter,
                words,
            }),
        }
        Side::Newer
    }

    /// A part of what something is.
    pub(super) fn definition<T: Clone + PartialEq>(&mut self, spot: &Spot, three: &Three<'_, T>) -> T {
        let side = match settled(three) {
            Some(side) => side,
            None => self.chosen(spot, Matter::Definition, Vec::new()),
        };
        match side {
            Side::Draft => three.draft.clone(),
            Side::Newer => three.newer.clone(),
        }
    }

    /// The order of what is in a place.
    pub(super) fn order<T: Clone + PartialEq>(&mut self, spot: &Spot, keep: &[T], three: [&[T]; 3]) -> Vec<T> {
        let [before, draft, newer] = three;
        let ordered = order(keep, before, draft, newer);
        let side = match ordered.changed {
            Changed::Draft => Side::Draft,
            Changed::Newer => Side::Newer,
            Changed::Both => self.chosen(spot, Matter::Order, Vec::new()),
        };
        match side {
            Side::Draft => ordered.by_draft,
            Side::Newer => ordered.by_newer,
        }
    }

    /// Words, language by language. What translates another source wording than the one that stands now counts as read by nobody.
    pub(super) fn texts(&mut self, spot: &Spot, option: Option<&OptionCode>, three: &Three<'_, Texts>) -> Texts {
        let mut taken = Vec::new();
        for language in Language::ALL {
            let none = None;
            let before = three.before.map(|texts| texts.get(language).cloned());
            let [draft, newer] = [three.draft, three.newer].map(|texts| texts.get(language).cloned());
            let one = Three {
                before: Some(before.as_ref().unwrap_or(&none)),
                draft: &draft,
                newer: &newer,
            };
            let side = settled(&one).unwrap_or_else(|| {
                let words = ClashingWords {
                    language,
                    option: option.cloned(),
                    draft: draft.clone(),
                    newer: newer.clone(),
                };
                self.chosen(spot, Matter::Wording, vec![words])
            });
            let text = match side {
                Side::Draft => draft,
                Side::Newer => newer,
            };
            taken.extend(text.map(|text| (language, text)));
        }
        let source = taken.iter().find(|(language, _)| *language == self.source);
        let source = source.map(|(_, text)| text.content.clone());
        let is_beside = |texts: &Texts, language: Language, text: &Text| {
            let own = texts.get(self.source).map(|text| &text.content);
            own == source.as_ref() && texts.get(language).is_some_and(|own| own.content == text.content)
        };
        let read = taken.into_iter().map(|(language, mut text)| {
            let stands = [three.draft, three.newer]
                .into_iter()
                .any(|texts| is_beside(texts, language, &text));
            if language != self.source && !stands {
                text.status = TextStatus::Machine;
            }
            (language, text)
        });
        Texts::new(read.collect::<Vec<_>>())
    }
}

/// Which side is taken where no more than one changed something, or both alike.
fn settled<T: PartialEq>(three: &Three<'_, T>) -> Option<Side> {
    if three.draft == three.newer || three.before == Some(three.draft) {
        Some(Side::Newer)
    } else if three.before == Some(three.newer) {
        Some(Side::Draft)
    } else {
        None
    }
}
