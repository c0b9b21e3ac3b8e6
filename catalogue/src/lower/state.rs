//! `states.csv`.

use std::collections::HashMap;

use domain::id::{M49Code, StateCode};
use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::{RegionalGroup, State, StateStatus};

use crate::fault::{At, Faults};
use crate::form::reference::StateForm;
use crate::lower::{Lowering, texts};

const MEMBERS: usize = 193;
const OBSERVERS: [&str; 2] = ["PSE", "VAT"];

/// Reads the lines that can be read.
pub(crate) fn read(file: &str, text: &str, faults: &mut Faults) -> Vec<StateForm> {
    let mut states = Vec::new();
    for (index, line) in csv::Reader::from_reader(text.as_bytes()).deserialize().enumerate() {
        match line {
            Ok(state) => states.push(state),
            Err(error) => faults.add(&At::file(file).inner(&format!("line {}", index + 2)), error.to_string()),
        }
    }
    states
}

impl StateForm {
    fn name(&self, language: Language) -> &str {
        match language {
            Language::Arabic => &self.name_ar,
            Language::Chinese => &self.name_zh,
            Language::English => &self.name_en,
            Language::French => &self.name_fr,
            Language::Russian => &self.name_ru,
            Language::Spanish => &self.name_es,
        }
    }
}

impl Lowering<'_> {
    pub(crate) fn states(&mut self, at: &At<'_>, forms: &[StateForm]) -> Vec<State> {
        type Column = (&'static str, fn(&StateForm) -> &str);
        let columns: [Column; 9] = [
            ("iso_alpha2", |s| &s.iso_alpha2),
            ("iso_alpha3", |s| &s.iso_alpha3),
            ("m49", |s| &s.m49),
            ("name_ar", |s| &s.name_ar),
            ("name_zh", |s| &s.name_zh),
            ("name_en", |s| &s.name_en),
            ("name_fr", |s| &s.name_fr),
            ("name_ru", |s| &s.name_ru),
            ("name_es", |s| &s.name_es),
        ];
        for (column, value) in columns {
            let mut seen: HashMap<&str, &str> = HashMap::new();
            for state in forms {
                if let Some(first) = seen.insert(value(state), &state.iso_alpha3) {
                    let message = format!("`{}` stands at {first} already", value(state));
                    self.faults.add(&at.key(&state.iso_alpha3).key(column), message);
                }
            }
        }
        let states: Vec<State> = forms
            .iter()
            .filter_map(|form| self.state(&at.key(&form.iso_alpha3), form))
            .collect();
        let count = |status: StateStatus| forms.iter().filter(|form| form.status == status.code()).count();
        let (members, observers) = (count(StateStatus::Member), count(StateStatus::Observer));
        if (members, observers) != (MEMBERS, OBSERVERS.len()) {
            let message = format!("{members} Member States and {observers} observer States, not 193 and 2");
            self.faults.add(at, message);
        }
        for state in states.iter().filter(|state| state.status == StateStatus::Observer) {
            if !OBSERVERS.contains(&state.code.as_str()) {
                let message = format!("{} is not an observer State", state.code);
                self.faults.add(&at.key(state.code.as_str()).key("status"), message);
            }
        }
        states
    }

    fn state(&mut self, at: &At<'_>, form: &StateForm) -> Option<State> {
        let code: Option<StateCode> = self.code(&at.key("iso_alpha3"), &form.iso_alpha3);
        if code.as_ref().is_some_and(StateCode::is_fictional) {
            self.faults.add(
                &at.key("iso_alpha3"),
                "codes from QMA to QZZ are kept for fictional States",
            );
        }
        let alpha2 = self.code(&at.key("iso_alpha2"), &form.iso_alpha2);
        let m49 = self.code(&at.key("m49"), &form.m49);
        let status = self.closed(
            &at.key("status"),
            &form.status,
            StateStatus::from_code,
            "a status of States",
        );
        let name = Texts::new(Language::ALL.map(|language| {
            let content = form.name(language).to_owned();
            let column = format!("name_{language}");
            texts::wording(&at.key(&column), language, &content, self.faults);
            let status = TextStatus::Unofficial;
            (language, Text { content, status })
        }));
        let mut areas: Vec<M49Code> = Vec::new();
        for (column, area, required) in [
            ("m49_region", &form.m49_region, true),
            ("m49_subregion", &form.m49_subregion, true),
            ("m49_intermediate", &form.m49_intermediate, false),
        ] {
            if required || !area.is_empty() {
                let at = at.key(column);
                self.term(&at, area, "m49_areas");
                areas.extend(area.parse().ok());
            }
        }
        let group = at.key("regional_group");
        let regional_group = self.closed(
            &group,
            &form.regional_group,
            RegionalGroup::from_code,
            "a regional group",
        );
        if let Some((status, found)) = status.zip(regional_group)
            && (status == StateStatus::Observer) != (found == RegionalGroup::Observer)
        {
            self.faults
                .add(&group, "observer States and no others are of the group `observer`");
        }
        let mut whether = |column: &str, text: &str| self.tristate(&at.key(column), text);
        let least_developed = whether("ldc", &form.ldc);
        let landlocked = whether("lldc", &form.lldc);
        let small_island = whether("sids", &form.sids);
        Some(State {
            code: code?,
            alpha2: Some(alpha2?),
            m49: Some(m49?),
            status: status?,
            name,
            areas,
            regional_group: regional_group?,
            regional_group_note: Some(form.regional_group_note.clone()).filter(|note| !note.is_empty()),
            ldc: least_developed,
            lldc: landlocked,
            sids: small_island,
            name_source: form.name_source.clone(),
        })
    }

    /// `yes`, `no`, or empty where it is not certain.
    fn tristate(&mut self, at: &At<'_>, text: &str) -> Option<bool> {
        match text {
            "yes" => Some(true),
            "no" => Some(false),
            "" => None,
            other => {
                self.faults
                    .add(at, format!("`{other}` is neither `yes` nor `no` nor empty"));
                None
            }
        }
    }
}
