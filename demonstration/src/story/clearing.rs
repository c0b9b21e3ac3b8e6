//! How a section comes to lie with those who sign it.

use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{ArrangeClearance, Assignee, CommentAnswer, KeepMinistries, Ministry, Name, SendToClearance};
use domain::id::{AccountId, CommentId, ThreadId};
use domain::language::Language;
use domain::submission::{
    Answer, Clearance, Commented, Commenting, Lying, Path, Remark, SectionClearance, SectionText,
};

use super::{Desk, Play, sections_to_assign, subject};
use crate::act::{Act, Unplayable};
use crate::people::{ministry_name, ministry_of};
use crate::plan::Exercise;
use crate::seeded::Seeded;

impl Play<'_> {
    /// The ministries of the States whose people are introduced.
    pub(super) fn ministries(&self) -> Result<Vec<(AccountId, Ministry)>, Unplayable> {
        let at = self.setting.day(0);
        let with_clearer = self
            .states
            .iter()
            .zip(&self.teams)
            .filter(|(_, team)| team.clearer.is_some());
        let named = with_clearer.map(|(state, team)| {
            let act = KeepMinistries {
                state: state.code().clone(),
            };
            let permit = team.focal_point.permit(act, at)?;
            let id = ministry_of(state, self.setting.seed, at);
            let name = Name::new(ministry_name(state.language)).expect("it is written like a name");
            Ok((team.focal_point.id(), Ministry::named(permit, id, name)))
        });
        named.collect()
    }

    /// Lays down that the ministry signs a section, sends it, and asks it to look.
    pub(super) fn clear(
        &mut self,
        desk: &Desk,
        at: DateTime<Utc>,
        exercise: Exercise,
        place: usize,
    ) -> Result<(), Unplayable> {
        let (edition, round) = (self.edition(exercise), &self.rounds[&exercise]);
        let (fictional, team) = (&self.states[place], &self.teams[place]);
        let (state, submission) = subject(desk);
        let Some((section, clearer)) = sections_to_assign(edition).next().zip(team.clearer.as_ref()) else {
            return Ok(());
        };
        let answers: Vec<Answer> = desk.sheet.answers().cloned().collect();
        let preview = desk.submission.preview(round, edition, &self.known, &answers)?;
        let text = SectionText::of(&preview, &section);
        let ministry = ministry_of(fictional, self.setting.seed, self.setting.day(0));
        let path = Path::new(vec![[ministry].into()]).expect("one step with one ministry");
        let nothing = SectionClearance::default();
        let lying = Lying::new(&nothing, &text, &section, &answers);
        let act = ArrangeClearance {
            state: state.clone(),
            submission,
        };
        let permit = team.focal_point.permit(act, at)?;
        let of = (round, edition);
        let arranged = (desk.submission).arrange_clearance(permit, of, section.clone(), path, lying, at)?;
        let clearance = Clearance::of(&arranged.state);
        self.acts.push(Act::Cleared(desk.submission.clone(), arranged));

        let at = at + TimeDelta::minutes(5);
        let act = SendToClearance {
            state: state.clone(),
            submission,
            section: section.clone(),
            assigned: Some(Assignee::Account(team.contributor.id())),
        };
        let permits = vec![team.focal_point.permit(act, at)?];
        let lying = Lying::new(clearance.section(&section), &text, &section, &answers);
        let sent = desk.submission.send_to_clearance(permits, round, |_| lying, at)?;
        self.acts.push(Act::Cleared(desk.submission.clone(), sent));

        let Some(question) = text.0.keys().next() else {
            return Ok(());
        };
        let at = at + TimeDelta::minutes(5);
        let mut seeded = Seeded::of(self.setting.seed, &["comment", exercise.key(), state.as_str()]);
        let asked = Commenting {
            id: CommentId(seeded.id(at)),
            question: question.clone(),
            text: Remark::new(request(fictional.language)).expect("it is a sentence"),
            mentions: [clearer.id()].into(),
            key: None,
        };
        let act = CommentAnswer { state, submission };
        let permit = team.focal_point.permit(act, at)?;
        let thread = (ThreadId(seeded.id(at)), None);
        let readers = [clearer.id()].into();
        let commented = desk
            .submission
            .comment(permit, of, thread, asked, (&readers, None), at)?;
        if let Commented::Made(outcome) = commented {
            self.acts.push(Act::Commented(desk.submission.clone(), *outcome));
        }
        Ok(())
    }
}

/// What a focal point asks those who sign, in the language of the State.
const fn request(language: Language) -> &'static str {
    match language {
        Language::Arabic => "هل يطابق هذا النص القانون النافذ؟",
        Language::Chinese => "此处表述是否与现行法律一致？",
        Language::English => "Does this wording still match the law in force?",
        Language::French => "Cette formulation correspond-elle toujours au droit en vigueur ?",
        Language::Russian => "Соответствует ли эта формулировка действующему законодательству?",
        Language::Spanish => "¿Esta redacción sigue correspondiendo a la legislación vigente?",
    }
}
