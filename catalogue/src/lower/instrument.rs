//! Instruments: the head of `instruments/*.yaml`.

use std::collections::HashSet;

use chrono::NaiveDate;
use domain::id::InstrumentId;
use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::{
    Adoption, AgendaItem, Chair, CommitteeReport, Dates, DocumentRelation, Footnote, Instrument, LaterSponsors,
    Meeting, Provision, Signatory,
};

use crate::fault::At;
use crate::form::TitleForm;
use crate::form::instrument::{
    AgendaItemForm, DatesForm, DocumentRelationForm, FootnoteForm, InstrumentForm, MeetingForm,
};
use crate::lower::Lowering;
use crate::lower::provision::Within;
use crate::yaml::Item;

impl Lowering<'_> {
    /// An instrument and its provisions in document order. `seen` holds the ids of earlier files.
    pub(crate) fn instrument(
        &mut self,
        at: &At<'_>,
        file: &str,
        mut form: InstrumentForm,
        seen: &mut HashSet<String>,
    ) -> (Option<Instrument>, Vec<Provision>) {
        self.format(at, &form.format, "catalogue/instrument@1");
        let id: Option<InstrumentId> = self.code(&at.key("id"), &form.id);
        if !seen.insert(form.id.clone()) {
            self.faults
                .add(&at.key("id"), format!("the instrument {} stands twice", form.id));
        }
        let regular = form.symbol.replace('.', "").replace('/', "-");
        if form.id != regular {
            self.faults.add(
                &at.key("id"),
                format!("the symbol {} gives the id {regular}, not {}", form.symbol, form.id),
            );
        }
        let expected = format!("instruments/{}.yaml", form.id.to_lowercase());
        if file != expected {
            self.faults
                .add(at, format!("the instrument {} belongs in {expected}", form.id));
        }
        let footnotes = self.footnotes(at, std::mem::take(&mut form.footnotes));
        let marks: HashSet<String> = footnotes.iter().map(|note| note.mark.clone()).collect();
        let wording = form.source.as_ref().and_then(|source| {
            let at = at.key("source");
            self.closed(&at.key("lang"), &source.lang, Language::from_code, "a language")
        });
        let provisions = id.as_ref().map_or_else(Vec::new, |id| {
            let within = Within {
                instrument: id,
                wording,
                marks: &marks,
            };
            self.provisions(at, within, std::mem::take(&mut form.provisions), seen)
        });
        let relations = self.document_relations(at, std::mem::take(&mut form.relations), &marks);
        let instrument = self.head(at, form, id, wording, footnotes, relations);
        (instrument, provisions)
    }

    fn head(
        &mut self,
        at: &At<'_>,
        form: InstrumentForm,
        id: Option<InstrumentId>,
        wording: Option<Language>,
        footnotes: Vec<Footnote>,
        relations: Vec<DocumentRelation>,
    ) -> Option<Instrument> {
        let symbol = self.code(&at.key("symbol"), &form.symbol);
        let kind = self.term(&at.key("kind"), &form.kind, "instrument_kinds");
        let adoption = self.closed(&at.key("adoption"), &form.adoption, Adoption::from_code, "an adoption");
        let title = self.title(&at.key("title"), &form.title);
        let annex_title = self.optional_title(&at.key("annex_title"), form.annex_title.as_ref());
        let short_title = self.texts(&at.key("short_title"), &form.short_title);
        let subtitle = Texts::new(form.subtitle_zh.map(official_chinese));
        let dates = self.dates(&at.key("dates"), &form.dates, form.dates_source);
        let agenda_item = form
            .agenda_item
            .map(|item| self.agenda_item(&at.key("agenda_item"), item));
        let report = at.key("committee_report");
        let committee_report = form.committee_report.and_then(|form| {
            Some(CommitteeReport {
                symbol: self.reference(&report.key("symbol"), &form.symbol, |n| &n.symbols)?,
                paragraph: form.paragraph,
                general_knowledge: form.source.is_some(),
            })
        });
        let meeting = form.meeting.map(|form| self.meeting(&at.key("meeting"), form));
        let sponsors = self.references(&at.key("sponsors"), &form.sponsors, |n| &n.states);
        let experts = self.references(&at.key("expert_states"), &form.expert_states, |n| &n.states);
        let signatories = at.key("signatories");
        let signatories = form.signatories.into_iter().enumerate().filter_map(|(index, form)| {
            let state = self.reference(&signatories.index(index).key("state"), &form.state, |n| &n.states)?;
            let name = Texts::new([official_chinese(form.name_zh)]);
            Some(Signatory { state, name })
        });
        let signatories = signatories.collect();
        let later = at.key("later_sponsors");
        let later_sponsors = form.later_sponsors.into_iter().enumerate().filter_map(|(index, form)| {
            let at = later.index(index);
            let states = self.references(&at.key("states"), &form.states, |n| &n.states);
            let source = self.reference(&at.key("source"), &form.source, |n| &n.provisions)?;
            Some(LaterSponsors { states, source })
        });
        let later_sponsors = later_sponsors.collect();
        let chair = form.chair.and_then(|form| {
            let state = self.reference(&at.key("chair").key("state"), &form.state, |n| &n.states)?;
            Some(Chair { state, name: form.name })
        });
        let languages = at.key("original_languages");
        let original_languages = (form
            .original_languages
            .iter()
            .chain(&form.original_language)
            .enumerate())
        .filter_map(|(index, code)| self.closed(&languages.index(index), code, Language::from_code, "a language"))
        .collect();
        Some(Instrument {
            id: id?,
            symbol: symbol?,
            symbol_source: form.symbol_source,
            printed_symbol: form.printed_symbol_form,
            kind: kind?,
            adoption: adoption?,
            wording,
            source_key: form.source.map(|source| source.key),
            title,
            short_title,
            annex_title,
            subtitle,
            dates,
            session: form.session,
            agenda_item,
            adopting_body: form.adopting_body,
            committee: form.committee,
            committee_report,
            meeting,
            sponsors,
            sponsors_note: form.sponsors_note,
            signatories,
            later_sponsors,
            experts,
            chair,
            original_languages,
            certainty: form.certainty,
            relations,
            footnotes,
            notes: form.notes,
        })
    }

    fn optional_title(&mut self, at: &At<'_>, form: Option<&TitleForm>) -> Texts {
        form.map_or_else(Texts::default, |form| self.title(at, form))
    }

    fn agenda_item(&mut self, at: &At<'_>, form: AgendaItemForm) -> AgendaItem {
        AgendaItem {
            number: form.number,
            number_source: form.number_source,
            title: self.title(&at.key("title"), &form.title),
        }
    }

    fn dates(&mut self, at: &At<'_>, form: &DatesForm, source: Option<String>) -> Dates {
        let mut date = |key: &str, text: &Option<String>| {
            let text = text.as_ref()?;
            self.date(&at.key(key), text)
        };
        Dates {
            letter: date("letter", &form.letter),
            transmitted: date("transmitted", &form.transmitted),
            issued: date("issued", &form.issued),
            reissued: date("reissued", &form.reissued),
            adopted: date("adopted", &form.adopted),
            source,
        }
    }

    fn meeting(&mut self, at: &At<'_>, form: MeetingForm) -> Meeting {
        let mut days: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        if let Some(day) = form.date {
            days.extend(self.date(&at.key("date"), &day).map(|day| (day, day)));
        }
        let dates = at.key("dates");
        for (index, range) in form.dates.iter().enumerate() {
            let at = dates.index(index);
            let (first, last) = range.split_once('/').unwrap_or((range, range));
            days.extend(self.date(&at, first).zip(self.date(&at, last)));
        }
        Meeting {
            kind: form.kind,
            number: form.number,
            days,
        }
    }

    fn footnotes(&mut self, at: &At<'_>, forms: Vec<Item<FootnoteForm>>) -> Vec<Footnote> {
        let place = at.key("footnotes");
        let mut footnotes: Vec<Footnote> = Vec::new();
        for (index, item) in forms.into_iter().enumerate() {
            let at = place.index(index);
            let Some(form) = item.take(&at, self.faults) else {
                continue;
            };
            let mark = form.number.0;
            if footnotes.iter().any(|known| known.mark == mark) {
                self.faults
                    .add(&at.key("number"), format!("the footnote {mark} stands twice"));
            }
            footnotes.push(Footnote {
                mark,
                text: Texts::new([official_chinese(form.zh)]),
                targets: self.references(&at.key("targets"), &form.targets, |n| &n.symbols),
            });
        }
        footnotes
    }

    fn document_relations(
        &mut self,
        at: &At<'_>,
        forms: Vec<Item<DocumentRelationForm>>,
        marks: &HashSet<String>,
    ) -> Vec<DocumentRelation> {
        let place = at.key("relations");
        let mut relations = Vec::new();
        for (index, item) in forms.into_iter().enumerate() {
            let at = place.index(index);
            let Some(form) = item.take(&at, self.faults) else {
                continue;
            };
            let kind = self.term(&at.key("type"), &form.kind, "document_relations");
            let target = self.reference(&at.key("target"), &form.target, |n| &n.symbols);
            let date = form
                .date
                .and_then(|date| self.faults.take(&at.key("date"), date.parse()));
            let provision = form
                .provision
                .and_then(|id| self.reference(&at.key("provision"), &id, |n| &n.provisions));
            let footnote = form.footnote.map(|mark| mark.0);
            if let Some(mark) = footnote.as_ref().filter(|mark| !marks.contains(*mark)) {
                self.faults
                    .add(&at.key("footnote"), format!("there is no footnote {mark}"));
            }
            relations.extend(kind.zip(target).map(|(kind, target)| DocumentRelation {
                kind,
                target,
                date,
                provision,
                footnote,
                note: form.note,
                general_knowledge: form.source.is_some(),
            }));
        }
        relations
    }
}

/// Wording of a source document, all of which are in Chinese.
fn official_chinese(content: String) -> (Language, Text) {
    let status = TextStatus::Official;
    (Language::Chinese, Text { content, status })
}
