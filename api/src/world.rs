//! What everybody may know and what hardly ever changes, held in memory: the framework, who takes part, what is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use catalogue::{Catalogue, NotAnEdition, StoredEdition};
use chrono::NaiveDate;
use domain::access::Belonging;
use domain::id::{
    Alpha2Code, BadCode, EditionId, M49Code, OrganisationId, ProvisionId, QuestionCode, QuestionnaireId, StateCode,
    Term,
};
use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::{Membership, Norms, Organisation, RegionalGroup, State, StateStatus};
use domain::questionnaire::{Draft, Edition, Footing, Known, Lineage};
use domain::submission::Invited;
use store::{EditionRow, OrganisationMemberRow, OrganisationRow, Publication, Reference, StateRow};
use thiserror::Error;

use crate::findable::Findable;

/// The catalogue of this program together with what is published in the database.
pub struct World {
    /// Which publication this is; the next one makes another world.
    pub publication: i64,
    /// Whether the database was made for a demonstration.
    pub demonstration: bool,
    /// Instruments, provisions, crosswalk, States and organisations.
    pub norms: Norms,
    /// On which footing figures on each provision stand.
    provisions: BTreeMap<ProvisionId, Footing>,
    /// Published editions.
    pub editions: BTreeMap<EditionId, Arc<Edition>>,
    /// The codes that an answer may name.
    pub states: BTreeSet<StateCode>,
    /// Who belongs to what on the day that was asked for last: every call asks for today.
    belonging: Mutex<Option<(NaiveDate, Arc<Belonging>)>>,
    /// What is found by its words, once somebody has looked for something.
    findable: OnceLock<Findable>,
}

/// What is published cannot be read. Nothing but damage or another program makes it so.
#[derive(Debug, Error)]
pub enum Unreadable {
    /// A code, name or group of another form.
    #[error("{0} is published in a form that this program does not know")]
    Row(String),
    /// An edition that is none.
    #[error("edition {0} cannot be read: {1}")]
    Edition(String, #[source] NotAnEdition),
    /// An edition that publishing would refuse.
    #[error("edition {0} is published with faults: {1}")]
    Faults(String, String),
}

impl From<BadCode> for Unreadable {
    fn from(bad: BadCode) -> Self {
        Self::Row(bad.to_string())
    }
}

impl World {
    /// Puts together what the program brings and what the database holds.
    pub fn new(catalogue: &Catalogue, reference: Reference) -> Result<Self, Unreadable> {
        let mut parts = catalogue.norms.clone().into_parts();
        parts.states = reference
            .states
            .iter()
            .map(|row| state(catalogue, row))
            .collect::<Result<_, _>>()?;
        parts.organisations = reference
            .organisations
            .iter()
            .map(|row| {
                organisation(
                    catalogue,
                    row,
                    reference.members.get(&row.id).map_or(&[], Vec::as_slice),
                )
            })
            .collect::<Result<_, _>>()?;
        let norms = Norms::new(parts);
        let provisions = norms.provisions().iter().map(|provision| {
            let instrument = norms.instrument(&provision.instrument);
            let agreed = instrument.is_some_and(|instrument| instrument.adoption.is_agreed());
            (
                provision.id.clone(),
                if agreed { Footing::Agreed } else { Footing::NotAdopted },
            )
        });
        let provisions: BTreeMap<_, _> = provisions.collect();
        let mut editions: BTreeMap<EditionId, Arc<Edition>> = BTreeMap::new();
        let mut rows = reference.editions;
        // By number and not by letter: an edition continues those that came before it.
        rows.sort_by_key(|row| row.id.parse::<EditionId>().ok());
        for row in rows {
            let known = Known {
                provisions: provisions.clone(),
                editions: editions.values().map(AsRef::as_ref).collect(),
            };
            let edition = read_edition(row, &known)?;
            editions.insert(edition.id().clone(), Arc::new(edition));
        }
        Ok(Self {
            publication: reference.count,
            demonstration: reference.demonstration,
            states: norms.states().iter().map(|state| state.code.clone()).collect(),
            norms,
            provisions,
            editions,
            belonging: Mutex::default(),
            findable: OnceLock::new(),
        })
    }

    /// What publishing this edition needs to know: the editions that are read before it when the world is read again, and no
    /// others. What refers to one that comes later would keep every process from reading it.
    pub fn known_before(&self, id: &EditionId) -> Known<'_> {
        let before = self.editions.range(..id.clone());
        Known {
            provisions: self.provisions.clone(),
            editions: before.map(|(_, edition)| edition.as_ref()).collect(),
        }
    }

    /// The newest published edition of a questionnaire.
    pub fn newest(&self, questionnaire: &QuestionnaireId) -> Option<&Arc<Edition>> {
        let mut editions = self.editions.values().rev();
        editions.find(|edition| edition.id().questionnaire == *questionnaire)
    }

    /// What a question of an edition continues.
    pub fn lineage(&self, edition: &EditionId, question: &QuestionCode) -> &[Lineage] {
        let edition = self.editions.get(edition);
        let placed = edition.and_then(|edition| edition.question(question));
        placed.map_or(&[], |placed| &placed.question.continues)
    }

    /// What is found by its words. The first call analyses every text; it takes a few tenths of a second.
    pub fn findable(&self) -> &Findable {
        self.findable.get_or_init(|| Findable::of(self))
    }

    /// Who belongs to what on a day.
    pub fn belonging(&self, day: NaiveDate) -> Arc<Belonging> {
        let mut last = self.belonging.lock().unwrap_or_else(PoisonError::into_inner);
        match last.as_ref() {
            Some((known, belonging)) if *known == day => Arc::clone(belonging),
            Some(_) | None => {
                let belonging = Arc::new(self.read_belonging(day));
                *last = Some((day, Arc::clone(&belonging)));
                belonging
            }
        }
    }

    fn read_belonging(&self, day: NaiveDate) -> Belonging {
        let members = self
            .norms
            .states()
            .iter()
            .filter(|state| state.status == StateStatus::Member);
        let mut organisations: BTreeMap<StateCode, BTreeSet<OrganisationId>> = BTreeMap::new();
        for organisation in self.norms.organisations() {
            for state in organisation.members_on(day) {
                organisations
                    .entry(state.clone())
                    .or_default()
                    .insert(organisation.id.clone());
            }
        }
        Belonging {
            member_states: members.map(|state| state.code.clone()).collect(),
            organisations,
        }
    }

    /// A State as it is invited on a day, with the groups that it belongs to then.
    pub fn invited(&self, state: &StateCode, day: NaiveDate) -> Option<Invited> {
        let state = self.norms.state(state)?;
        let organisations = self.norms.organisations().iter();
        let of = organisations.filter(|organisation| organisation.members_on(day).any(|member| *member == state.code));
        Some(Invited {
            state: state.code.clone(),
            status: state.status,
            regional_group: state.regional_group,
            areas: state.areas.iter().cloned().collect(),
            ldc: state.ldc.unwrap_or(false),
            lldc: state.lldc.unwrap_or(false),
            sids: state.sids.unwrap_or(false),
            organisations: of.map(|organisation| organisation.id.clone()).collect(),
        })
    }
}

/// What the catalogue of this program publishes.
pub fn publication(catalogue: &Catalogue) -> Publication {
    let mut publication = Publication::default();
    for state in catalogue.norms.states() {
        publication.states.push(state_row(state));
    }
    for organisation in catalogue.norms.organisations() {
        publication.organisations.push(OrganisationRow {
            id: organisation.id.to_string(),
            abbreviation: organisation.abbreviation.clone(),
            names: names(&organisation.name),
        });
        for membership in &organisation.members {
            publication.members.push(OrganisationMemberRow {
                organisation_id: organisation.id.to_string(),
                state_id: membership.state.to_string(),
                valid_from: membership.from.unwrap_or(NaiveDate::MIN.max(BEFORE_ANY_ROUND)),
                valid_until: membership.until,
            });
        }
    }
    for edition in catalogue.editions() {
        publication.editions.push(edition_row(catalogue::to_form(edition)));
    }
    publication
}

/// A membership without a first day holds since before any round: since the Charter came into force.
pub(crate) const BEFORE_ANY_ROUND: NaiveDate =
    NaiveDate::from_ymd_opt(1945, 10, 24).expect("the Charter came into force that day");

/// A State as it is published.
pub fn state_row(state: &State) -> StateRow {
    StateRow {
        id: state.code.to_string(),
        alpha2: state.alpha2.as_ref().map(ToString::to_string),
        m49: state.m49.as_ref().map(ToString::to_string),
        status: state.status.code().to_owned(),
        names: names(&state.name),
        m49_areas: state.areas.iter().map(ToString::to_string).collect(),
        regional_group: state.regional_group.code().to_owned(),
        ldc: state.ldc,
        lldc: state.lldc,
        sids: state.sids,
    }
}

fn names(texts: &Texts) -> serde_json::Value {
    let names = texts
        .iter()
        .map(|(language, text)| (language.code().to_owned(), text.content.clone().into()));
    serde_json::Value::Object(names.collect())
}

fn read_names(names: &serde_json::Value) -> Texts {
    let one = |language: Language| {
        let content = names.get(language.code())?.as_str()?.to_owned();
        Some((
            language,
            Text {
                content,
                status: TextStatus::Unofficial,
            },
        ))
    };
    Texts::new(Language::ALL.into_iter().filter_map(one))
}

/// A published State: the catalogue's own where it has it, else (a fictional one) what the row says.
fn state(catalogue: &Catalogue, row: &StateRow) -> Result<State, Unreadable> {
    let code = StateCode::new(row.id.clone())?;
    if let Some(known) = catalogue.norms.state(&code) {
        return Ok(known.clone());
    }
    let unknown = |what: &str| Unreadable::Row(format!("{what} of State {code}"));
    Ok(State {
        alpha2: row.alpha2.clone().map(Alpha2Code::new).transpose()?,
        m49: row.m49.clone().map(M49Code::new).transpose()?,
        status: StateStatus::from_code(&row.status).ok_or_else(|| unknown("status"))?,
        name: read_names(&row.names),
        areas: row
            .m49_areas
            .iter()
            .cloned()
            .map(M49Code::new)
            .collect::<Result<_, _>>()?,
        regional_group: RegionalGroup::from_code(&row.regional_group).ok_or_else(|| unknown("group"))?,
        regional_group_note: None,
        ldc: row.ldc,
        lldc: row.lldc,
        sids: row.sids,
        name_source: "fictional".to_owned(),
        code,
    })
}

fn organisation(
    catalogue: &Catalogue,
    row: &OrganisationRow,
    members: &[OrganisationMemberRow],
) -> Result<Organisation, Unreadable> {
    let id = OrganisationId::new(row.id.clone())?;
    let members = members.iter().map(|member| {
        let state = StateCode::new(member.state_id.clone())?;
        Ok(Membership {
            state,
            from: Some(member.valid_from),
            until: member.valid_until,
        })
    });
    let members = members.collect::<Result<Vec<_>, BadCode>>()?;
    Ok(match catalogue.norms.organisation(&id) {
        Some(known) => Organisation {
            members,
            ..known.clone()
        },
        None => Organisation {
            id,
            abbreviation: row.abbreviation.clone(),
            name: read_names(&row.names),
            membership_kind: Term::new("member_states")?,
            members,
            as_of: BEFORE_ANY_ROUND,
            to_verify: Vec::new(),
            note: None,
            mentioned_in: Vec::new(),
        },
    })
}

/// An edition as the database holds it; its revision is given there.
pub fn edition_row(form: StoredEdition) -> EditionRow {
    EditionRow {
        id: form.id,
        hash: form.hash.to_vec(),
        structure: form.structure,
        revision: 0,
        wording: form.wording,
    }
}

/// What a stored edition, or the draft of one, says.
pub fn read_draft(row: EditionRow) -> Result<Draft, Unreadable> {
    let id = row.id.clone();
    let hash = row
        .hash
        .try_into()
        .map_err(|_| Unreadable::Row(format!("the hash of edition {id}")))?;
    let translation =
        u32::try_from(row.revision).map_err(|_| Unreadable::Row(format!("the wording of edition {id}")))?;
    let stored = StoredEdition {
        id: row.id,
        hash,
        translation,
        structure: row.structure,
        wording: row.wording,
    };
    catalogue::from_form(&stored).map_err(|error| Unreadable::Edition(id, error))
}

fn read_edition(row: EditionRow, known: &Known<'_>) -> Result<Edition, Unreadable> {
    let id = row.id.clone();
    read_draft(row)?.publish(known).map_err(|faults| {
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        Unreadable::Faults(id, faults.join("; "))
    })
}
