//! What a few of the States need, offer and propose, and what others say of it.
//!
//! Few things, so that each page has something to read: in the language of its State, once with a translation of its own, once with
//! one that nobody has read, and once for Member States alone. One proposal has a second version, names under both and a comment
//! that is answered; one is still being written.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{
    CloseNotice, CommentProposal, CosponsorProposal, DraftNotice, DraftProposal, ReleaseNotice, ReleaseProposal,
};
use domain::capacity::{self, Notice, Pen, Terms};
use domain::id::{BadCode, NoticeId, ProposalCommentId, ProposalId, ProvisionId, Term, Theme};
use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::RelationKind;
use domain::proposal::{self, Comment, Commenting, Cosponsorship, Paragraph, Proposal, ProposalKind, Related};
use domain::submission::Visibility;

use super::Play;
use crate::act::{Act, PutForward, Unplayable};
use crate::people::Team;
use crate::phrases::invented;
use crate::seeded::Seeded;

mod texts;

use texts::{BANK, CABLES, HOSPITALS, HOSPITALS_AGAIN, NOTICES, Needed, Proposed, REMARKS, SCHOOLS};

/// On this day, counted from the start, the first of it is drafted.
const BEGINS: i64 = 240;

fn wordings(texts: &[(Language, TextStatus, &str)], is_long: bool) -> Texts {
    Texts::new(texts.iter().map(|(language, status, words)| {
        let content = if is_long {
            invented(*language, words)
        } else {
            (*words).to_owned()
        };
        let status = *status;
        (*language, Text { content, status })
    }))
}

/// A notice as it is drafted.
fn needed(row: &Needed) -> Result<capacity::Content, BadCode> {
    let terms = row.forms.map(|forms| {
        let forms = forms.iter().copied().map(Term::new).collect::<Result<_, _>>()?;
        Ok(Terms {
            forms,
            ..Terms::default()
        })
    });
    Ok(capacity::Content {
        kind: Term::new(row.kind)?,
        provisions: BTreeSet::from([ProvisionId::new(row.provision)?]),
        themes: BTreeSet::from([Theme::new(row.theme)?]),
        languages: row.titles.iter().map(|(language, ..)| *language).collect(),
        title: wordings(row.titles, false),
        description: wordings(row.descriptions, true),
        terms: terms.transpose()?,
    })
}

/// A proposal as it is drafted.
fn proposed(row: &Proposed) -> Result<proposal::Content, BadCode> {
    let kind = match row.elaborates {
        Some(_) => ProposalKind::Elaboration,
        None => ProposalKind::FurtherNorm,
    };
    let paragraphs = row.paragraphs.iter().map(|(number, texts)| {
        Ok(Paragraph {
            number: number.parse()?,
            text: wordings(texts, true),
        })
    });
    Ok(proposal::Content {
        kind,
        title: wordings(row.titles, false),
        paragraphs: paragraphs.collect::<Result<_, BadCode>>()?,
        rationale: wordings(row.rationales, true),
        elaborates: row
            .elaborates
            .into_iter()
            .map(ProvisionId::new)
            .collect::<Result<_, _>>()?,
        themes: BTreeSet::from([Theme::new(row.theme)?]),
        relations: vec![Related {
            provision: ProvisionId::new(row.related)?,
            kind: RelationKind::Related,
            paragraph: Some("1".parse()?),
        }],
    })
}

/// Things put forward, in order.
struct Stand<'a> {
    play: &'a Play<'a>,
    acts: Vec<(DateTime<Utc>, Act)>,
}

impl Stand<'_> {
    fn team(&self, code: &str) -> &Team {
        self.play.team(code)
    }

    fn at(&self, day: i64, hour: i64) -> DateTime<Utc> {
        self.play.setting.day(BEGINS + day) + TimeDelta::hours(hour)
    }

    fn seeded(&self, what: &str, code: &str) -> Seeded {
        Seeded::of(self.play.setting.seed, &[what, code])
    }

    fn put(&mut self, at: DateTime<Utc>, what: PutForward) {
        self.acts.push((at, Act::PutForward(what)));
    }

    fn notice(&mut self, row: &Needed, day: i64) -> Result<(), Unplayable> {
        let (at, later) = (self.at(day, 9), self.at(day + 2, 9));
        let state = self.play.code(row.state);
        let content = needed(row)?.checked(self.play.foundation.norms)?;
        let id = NoticeId(self.seeded("notice", row.state).id(at));
        let act = DraftNotice { state: state.clone() };
        let pen = Pen::State(self.team(row.state).focal_point.permit(act, at)?);
        let drafted = Notice::draft(pen, id, content, at)?;
        let notice = drafted.state.clone();
        self.put(at, PutForward::Notice(drafted));
        let act = ReleaseNotice { state: state.clone() };
        let pen = Pen::State(self.team(row.state).authority.permit(act, later)?);
        let released = notice.release(pen, 1, row.readers.clone(), later)?;
        let notice = released.state.clone();
        self.put(later, PutForward::Notice(released));
        if row.closes {
            let at = self.at(day + 20, 9);
            let pen = Pen::State(self.team(row.state).authority.permit(CloseNotice { state }, at)?);
            self.put(at, PutForward::Notice(notice.close(pen, at)?));
        }
        Ok(())
    }

    fn draft(&mut self, row: &Proposed, day: i64) -> Result<Proposal, Unplayable> {
        let at = self.at(day, 10);
        let content = proposed(row)?.checked(self.play.foundation.norms)?;
        let id = ProposalId(self.seeded("proposal", row.state).id(at));
        let state = self.play.code(row.state);
        let permit = self.team(row.state).focal_point.permit(DraftProposal { state }, at)?;
        let drafted = Proposal::draft(permit, id, content, at);
        let proposal = drafted.state.clone();
        self.put(at, PutForward::Proposal(drafted));
        Ok(proposal)
    }

    fn release(
        &mut self,
        proposal: Proposal,
        changes: &Texts,
        readers: Visibility,
        day: i64,
    ) -> Result<Proposal, Unplayable> {
        let at = self.at(day, 11);
        let state = proposal.lead.clone();
        let revision = proposal.draft.as_ref().map_or(1, |draft| draft.revision);
        let act = ReleaseProposal { state: state.clone() };
        let permit = self.team(state.as_str()).authority.permit(act, at)?;
        let released = proposal.release(permit, revision, changes, readers, at)?;
        let proposal = released.state.clone();
        self.put(at, PutForward::Proposal(released));
        Ok(proposal)
    }

    fn revise(&mut self, proposal: Proposal, row: &Proposed, day: i64) -> Result<Proposal, Unplayable> {
        let at = self.at(day, 10);
        let content = proposed(row)?.checked(self.play.foundation.norms)?;
        let state = proposal.lead.clone();
        let permit = self.team(row.state).focal_point.permit(DraftProposal { state }, at)?;
        let revised = proposal.revise(permit, 1, content, at)?;
        let proposal = revised.state.clone();
        self.put(at, PutForward::Proposal(revised));
        Ok(proposal)
    }

    fn join(&mut self, proposal: &Proposal, code: &str, day: i64) -> Result<(), Unplayable> {
        let at = self.at(day, 12);
        let act = CosponsorProposal {
            state: self.play.code(code),
        };
        let permit = self.team(code).authority.permit(act, at)?;
        let version = proposal.newest().map_or(1, |version| version.number);
        let joined = Cosponsorship::join(permit, proposal, version, &[], at)?;
        self.put(at, PutForward::Name(joined));
        Ok(())
    }

    /// A comment on the first version, or the answer of the lead State to one.
    fn say(
        &mut self,
        proposal: &Proposal,
        (code, language, words): (&str, Language, &str),
        answered: Option<&Comment>,
        day: i64,
    ) -> Result<Comment, Unplayable> {
        let at = self.at(day, 13);
        let act = CommentProposal {
            state: self.play.code(code),
        };
        let permit = self.team(code).focal_point.permit(act, at)?;
        let saying = Commenting {
            version: 1,
            paragraph: Some("1".parse()?),
            language,
            content: invented(language, words),
            supersedes: None,
            answers: answered.map(|comment| comment.id),
        };
        let id = ProposalCommentId(self.seeded("proposal comment", code).id(at));
        let before: Vec<_> = answered.cloned().into_iter().collect();
        let made = Comment::make(permit, id, proposal, &before, saying, at)?;
        let comment = made.state.clone();
        self.put(at, PutForward::Comment(made));
        Ok(comment)
    }
}

impl Play<'_> {
    /// All of it, in the order of time.
    pub(super) fn put_forward(&self) -> Result<Vec<(DateTime<Utc>, Act)>, Unplayable> {
        let mut stand = Stand {
            play: self,
            acts: Vec::new(),
        };
        for (row, day) in NOTICES.iter().zip((0..).step_by(3)) {
            stand.notice(row, day)?;
        }
        let nothing = Texts::default();
        let first = stand.draft(&HOSPITALS, 5)?;
        let first = stand.release(first, &nothing, Visibility::Public, 8)?;
        stand.join(&first, "QNH", 10)?;
        stand.join(&first, "QMW", 14)?;
        let [remark, answer, other] = REMARKS;
        let comment = stand.say(&first, remark, None, 16)?;
        stand.say(&first, answer, Some(&comment), 20)?;
        let revised = stand.revise(first, &HOSPITALS_AGAIN, 25)?;
        let changes = Texts::new([(
            Language::English,
            Text {
                content: invented(Language::English, "Paragraph 1 names laboratories, as was suggested."),
                status: TextStatus::Official,
            },
        )]);
        let second = stand.release(revised, &changes, Visibility::Public, 27)?;
        stand.join(&second, "QNH", 30)?;

        let cables = stand.draft(&CABLES, 12)?;
        let cables = stand.release(cables, &nothing, Visibility::Public, 15)?;
        stand.say(&cables, other, None, 22)?;
        let bank = stand.draft(&BANK, 18)?;
        stand.release(bank, &nothing, Visibility::MemberStates, 21)?;
        stand.draft(&SCHOOLS, 28)?;

        let mut acts = stand.acts;
        acts.sort_by_key(|(at, _)| *at);
        Ok(acts)
    }
}
