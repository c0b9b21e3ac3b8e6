//! Provisions: the tree of an instrument, flattened in document order.

use std::collections::{BTreeMap, HashSet};

use domain::id::{InstrumentId, ProvisionId, Term};
use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::{Provision, ProvisionKind, Repair};

use crate::fault::At;
use crate::form::instrument::{ContentForm, OfficialForm, ProvisionForm};
use crate::form::{StatementForm, TextsForm};
use crate::lower::{Lowering, texts};
use crate::yaml::Item;

/// What the provisions of an instrument stand in.
#[derive(Clone, Copy)]
pub(crate) struct Within<'a> {
    pub(crate) instrument: &'a InstrumentId,
    /// The language of the official wording; none where there is none.
    pub(crate) wording: Option<Language>,
    /// The marks of the footnotes.
    pub(crate) marks: &'a HashSet<String>,
}

/// The official wording of a provision.
#[derive(Default)]
struct Official {
    text: Texts,
    pins: BTreeMap<Language, [u8; 32]>,
    repairs: Vec<Repair>,
    sic: Vec<(Language, String)>,
}

impl Lowering<'_> {
    /// The provisions of an instrument, a parent before its children. `seen` holds every id so far.
    pub(crate) fn provisions(
        &mut self,
        at: &At<'_>,
        within: Within<'_>,
        forms: Vec<Item<ProvisionForm>>,
        seen: &mut HashSet<String>,
    ) -> Vec<Provision> {
        let mut provisions = Vec::new();
        let place = at.key("provisions");
        for (index, item) in forms.into_iter().enumerate() {
            let at = place.index(index);
            if let Some(form) = item.take(&at, self.faults) {
                self.tree(&at, within, None, form, seen, &mut provisions);
            }
        }
        provisions
    }

    fn tree(
        &mut self,
        at: &At<'_>,
        within: Within<'_>,
        parent: Option<&ProvisionId>,
        mut form: ProvisionForm,
        seen: &mut HashSet<String>,
        provisions: &mut Vec<Provision>,
    ) {
        let children = std::mem::take(&mut form.children);
        let id = self.provision_id(&at.key("id"), within, parent, &form.id, seen);
        let place = at.key("children");
        let ordinals: Vec<Option<u32>> = children
            .iter()
            .map(|item| match item {
                Item::Read(child) => Some(child.ordinal),
                Item::Refused { .. } => None,
            })
            .collect();
        let regular = ordinals
            .iter()
            .zip(1..)
            .all(|(found, expected)| found.is_none_or(|n| n == expected));
        if !regular {
            let found: Vec<String> = ordinals.iter().flatten().map(u32::to_string).collect();
            let message = format!(
                "the ordinals of the children are {}, not 1 to {}",
                found.join(" "),
                ordinals.len()
            );
            self.faults.add(&place, message);
        }
        let provision = self.provision(at, within, id.clone(), parent, form);
        provisions.extend(provision);
        for (index, item) in children.into_iter().enumerate() {
            let at = place.index(index);
            if let Some(child) = item.take(&at, self.faults) {
                self.tree(&at, within, id.as_ref(), child, seen, provisions);
            }
        }
    }

    fn provision_id(
        &mut self,
        at: &At<'_>,
        within: Within<'_>,
        parent: Option<&ProvisionId>,
        text: &str,
        seen: &mut HashSet<String>,
    ) -> Option<ProvisionId> {
        if !seen.insert(text.to_owned()) {
            self.faults.add(at, format!("the provision {text} stands twice"));
        }
        let id: ProvisionId = self.code(at, text)?;
        if id.instrument() != *within.instrument {
            self.faults
                .add(at, format!("{id} is not an id of the instrument {}", within.instrument));
        }
        // The pledges of the code of conduct are cited by their letters alone.
        let free = format!("{}/code", within.instrument);
        if let Some(parent) = parent
            && parent.as_str() != free
            && !text.starts_with(&format!("{parent}."))
        {
            self.faults.add(at, format!("{id} does not begin with `{parent}.`"));
        }
        Some(id)
    }

    fn provision(
        &mut self,
        at: &At<'_>,
        within: Within<'_>,
        id: Option<ProvisionId>,
        parent: Option<&ProvisionId>,
        form: ProvisionForm,
    ) -> Option<Provision> {
        let kind = self.closed(
            &at.key("kind"),
            &form.kind,
            ProvisionKind::from_code,
            "a kind of provision",
        );
        let is_preamble = kind == Some(ProvisionKind::Preamble);
        let addressees = self.terms(&at.key("addressee"), &form.addressee, "addressees");
        if form.addressee.is_empty() && !is_preamble {
            self.faults.add(&at.key("addressee"), "nobody is addressed");
        }
        self.terms(&at.key("themes"), &form.themes, "themes");
        if form.themes.is_empty() {
            self.faults.add(&at.key("themes"), "there is no theme");
        }
        let themes = form.themes.iter().filter_map(|theme| theme.parse().ok()).collect();
        if form.paragraph.trim().is_empty() {
            self.faults
                .add(&at.key("paragraph"), "there is no reference for people");
        }
        let cites = self.references(&at.key("cites"), &form.cites, |n| &n.symbols);
        let notes = at.key("footnotes");
        let footnotes: Vec<String> = form.footnotes.into_iter().map(|mark| mark.0).collect();
        for (index, mark) in footnotes.iter().enumerate() {
            if !within.marks.contains(mark) {
                self.faults
                    .add(&notes.index(index), format!("there is no footnote {mark}"));
            }
        }
        let official = self.official(&at.key("text"), within.wording, form.text);
        let title = self.heading(&at.key("title"), form.title.as_ref(), is_preamble);
        let statement = self.statement(&at.key("statement"), form.statement, within.wording, is_preamble);
        Some(Provision {
            id: id?,
            instrument: within.instrument.clone(),
            parent: parent.cloned(),
            ordinal: form.ordinal,
            label: form.label,
            expected_label: form.label_expected,
            paragraph: form.paragraph,
            kind: kind?,
            addressees,
            themes,
            text: official.text,
            pins: official.pins,
            repairs: official.repairs,
            sic: official.sic,
            title,
            statement,
            footnotes,
            cites,
            to_verify: form.to_verify,
            general_knowledge: form.source.is_some(),
        })
    }

    fn terms(&mut self, at: &At<'_>, terms: &[String], vocabulary: &str) -> Vec<Term> {
        terms
            .iter()
            .enumerate()
            .filter_map(|(index, term)| self.term(&at.index(index), term, vocabulary))
            .collect()
    }

    fn heading(&mut self, at: &At<'_>, form: Option<&TextsForm>, is_preamble: bool) -> Texts {
        match form {
            Some(form) => self.texts(at, form),
            None if is_preamble => Texts::default(),
            None => {
                self.faults.add(at, "a provision that is no preamble has a title");
                Texts::default()
            }
        }
    }

    fn statement(
        &mut self,
        at: &At<'_>,
        form: Option<StatementForm>,
        wording: Option<Language>,
        is_preamble: bool,
    ) -> Texts {
        let Some(form) = form else {
            if !is_preamble {
                self.faults.add(at, "a provision that is no preamble has a statement");
            }
            return Texts::default();
        };
        let (status, form) = form.split();
        if status != TextStatus::Unofficial.code() {
            let message = format!("a statement is in our own words, so it is `unofficial`, not `{status}`");
            self.faults.add(&at.key("status"), message);
        }
        match wording {
            None => self.texts(at, &form),
            Some(quoted) => self.texts_in(at, &form, &texts::beside(quoted)),
        }
    }

    fn official(&mut self, at: &At<'_>, wording: Option<Language>, form: Option<OfficialForm>) -> Official {
        let mut official = Official::default();
        let Some(form) = form else {
            if let Some(language) = wording {
                self.faults
                    .add(&at.key(language.code()), "the official wording is missing");
            }
            return official;
        };
        let forms = [form.ar, form.zh, form.en, form.fr, form.ru, form.es];
        for (language, form) in Language::ALL.into_iter().zip(forms) {
            let at = at.key(language.code());
            match (form, wording == Some(language)) {
                (Some(form), true) => self.content(&at, language, form, &mut official),
                (Some(_), false) => self
                    .faults
                    .add(&at, "the instrument has no source document in this language"),
                (None, true) => self.faults.add(&at, "the official wording is missing"),
                (None, false) => {}
            }
        }
        official
    }

    fn content(&mut self, at: &At<'_>, language: Language, form: ContentForm, official: &mut Official) {
        if form.lang != language.code() {
            self.faults
                .add(&at.key("lang"), format!("`{}` stands under {language}", form.lang));
        }
        let status = self.closed(&at.key("status"), &form.status, TextStatus::from_code, "a text status");
        if status.is_some_and(|status| status != TextStatus::Official) {
            self.faults
                .add(&at.key("status"), "the wording of a provision is official or absent");
        }
        let place = at.key("content");
        texts::wording(&place, language, &form.content, self.faults);
        for sic in form.sic {
            if !form.content.contains(&sic) {
                self.faults
                    .add(&at.key("sic"), format!("`{sic}` does not occur in the wording"));
            }
            official.sic.push((language, sic));
        }
        for repair in form.repairs {
            if !form.content.contains(&repair.repaired) {
                let message = format!("`{}` does not occur in the wording", repair.repaired);
                self.faults.add(&at.key("repairs"), message);
            }
            official.repairs.push(Repair {
                language,
                found: repair.found,
                repaired: repair.repaired,
            });
        }
        if let Some(pin) = self.pin(at, &form.content, form.sha256.as_deref(), true) {
            official.pins.insert(language, pin);
        }
        let text = Text {
            content: form.content,
            status: TextStatus::Official,
        };
        official.text = Texts::new([(language, text)]);
    }
}
