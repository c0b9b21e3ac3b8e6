//! Letters about a round: what officers of the secretariat ask for, what they look at before, and what became of it. And what
//! became of those that bring people the links of their invitations.

use std::collections::BTreeSet;

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access::{InviteMember, Reason, Remind, SendInvitations};
use domain::id::{LetterId, RoundId, StateCode};
use domain::language::Language;
use domain::letter::{Asking, AskingKey, End, Failure, LettersRefused, Matter};
use domain::submission as rules;
use domain::submission::Outcome;
use store::{KeptLetter, Work};

use crate::auth::InvitationLink;
use crate::graphql::account::{find_invitation, own_language};
use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::listing::{Cursor, Page, Total, page, reckoned};
use crate::graphql::node::{self, Sort};
use crate::graphql::report::reading::find_round;
use crate::graphql::state::State;
use crate::graphql::text::LanguageCode;
use crate::graphql::viewer::Invitation;
use crate::localise::Message;
use crate::post;

/// What a letter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "LetterMatter", remote = "Matter")]
pub enum LetterMatterCode {
    /// A State is invited to a round.
    Invitation,
    /// A round is open, and nothing of the State is on record in it.
    Reminder,
}

/// How far a letter has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum LetterStatus {
    /// It is tried, or tried again later.
    Waiting,
    /// The mail server has taken it. Whether it arrives is between mail servers.
    Accepted,
    /// The mail server refused it for good.
    Refused,
    /// It was tried for days, and is not tried any more.
    GivenUp,
    /// When it was to be sent nobody needed it any more: the State had filed, the person has no such role now, the round is not
    /// at that stage any more, or the invitation was answered.
    Needless,
}

impl LetterStatus {
    const fn of(end: Option<End>) -> Self {
        match end {
            None => Self::Waiting,
            Some(End::Accepted) => Self::Accepted,
            Some(End::Refused) => Self::Refused,
            Some(End::GivenUp) => Self::GivenUp,
            Some(End::Needless) => Self::Needless,
        }
    }
}

/// Why there was no answer of the mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "LetterFailure", remote = "Failure")]
pub enum LetterFailureCode {
    /// It could not be reached, or the connection broke.
    Unreachable,
    /// It took too long.
    TooSlow,
    /// The address of the person is none that it can be told.
    Unfit,
}

/// A letter to somebody of a State. Whom and at which address is not told: the secretariat does not read the members of States.
pub struct Letter(KeptLetter);

/// A letter to a focal point or a publishing authority of a State. Who that is and at which address is not told: the secretariat
/// does not read the members of States.
#[Object]
impl Letter {
    /// The State whose people are written to.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), &self.0.letter.to.state)
    }

    /// What it is about.
    async fn matter(&self) -> LetterMatterCode {
        self.0.letter.matter.into()
    }

    /// Its language: that of the person's account.
    async fn language(&self) -> LanguageCode {
        self.0.letter.to.language.into()
    }

    /// The key of the asking that it belongs to.
    async fn asking(&self) -> &str {
        &self.0.asking
    }

    /// When it was asked for.
    async fn asked_at(&self) -> DateTime<Utc> {
        self.0.asked.1
    }

    /// The account of the officer who asked for it.
    async fn asked_by(&self) -> ID {
        node::id(Sort::Account, self.0.asked.0.to_string())
    }

    /// How far it has come.
    async fn status(&self) -> LetterStatus {
        LetterStatus::of(self.0.sending.end)
    }

    /// How often it was tried.
    async fn attempts(&self) -> u32 {
        self.0.sending.attempts
    }

    /// When it was tried last: where it was accepted, when that was.
    async fn last_attempt_at(&self) -> Option<DateTime<Utc>> {
        self.0.sending.last_at
    }

    /// The three digits that the mail server answered then; its words name addresses and are not kept.
    async fn last_status(&self) -> Option<u16> {
        self.0.sending.last_status
    }

    /// Why it did not answer then.
    async fn last_failure(&self) -> Option<LetterFailureCode> {
        self.0.sending.last_failure.map(LetterFailureCode::from)
    }

    /// When it is tried next; empty where it is over.
    async fn next_attempt_at(&self) -> Option<DateTime<Utc>> {
        self.0.sending.next_at
    }
}

/// The letter that brings a person the link of their invitation. What it says is not kept; while it waits its link is, sealed.
#[derive(SimpleObject)]
pub struct InvitationLetter {
    /// Its language.
    language: LanguageCode,
    /// How far it has come. `NEEDLESS` where the invitation was answered or lapsed before the letter could be sent.
    status: LetterStatus,
    /// How often it was tried.
    attempts: u32,
    /// When it was tried last: where it was accepted, when that was.
    last_attempt_at: Option<DateTime<Utc>>,
    /// The three digits that the mail server answered then; its words name addresses and are not kept.
    last_status: Option<u16>,
    /// Why it did not answer then.
    last_failure: Option<LetterFailureCode>,
    /// When it is tried next; empty where it is over.
    next_attempt_at: Option<DateTime<Utc>>,
}

impl From<&store::InvitationLetter> for InvitationLetter {
    fn from(letter: &store::InvitationLetter) -> Self {
        let sending = &letter.sending;
        Self {
            language: letter.language.into(),
            status: LetterStatus::of(sending.end),
            attempts: sending.attempts,
            last_attempt_at: sending.last_at,
            last_status: sending.last_status,
            last_failure: sending.last_failure.map(LetterFailureCode::from),
            next_attempt_at: sending.next_at,
        }
    }
}

/// Whom letters about a round could go to now.
#[derive(SimpleObject)]
pub struct LetterOutlook {
    /// Whether the installation has a mail server. Without one nothing is sent.
    has_mail_server: bool,
    /// What can be written about at this stage of the round; nothing where nobody is invited.
    matters: Vec<LetterMatterCode>,
    /// The invited States that nobody can be written to of, by name in the reader's language: no account is a focal point or a
    /// publishing authority of them.
    without_recipients: Vec<State>,
    /// The invited States of which something is on record, by name in the reader's language: they are not reminded.
    on_record: Vec<State>,
}

/// What a letter would say now.
#[derive(SimpleObject)]
pub struct LetterPreview {
    /// Its language.
    language: LanguageCode,
    /// Its subject.
    subject: String,
    /// The whole as plain text.
    text: String,
    /// The same as a page of HTML, which says in which direction it runs.
    html: String,
}

/// Letters to ask for.
#[derive(Clone, Debug, InputObject)]
pub struct AskLettersInput {
    /// The round.
    round: ID,
    /// Names this asking, so that a repeat sends nothing twice: 1 to 100 visible ASCII characters, a new one for each asking.
    key: String,
    /// The States to write to, by alpha-3 code; left out: every invited State, or every one of which nothing is on record.
    states: Option<Vec<String>>,
}

/// Letters that were asked for.
#[derive(SimpleObject)]
pub struct AskLettersPayload {
    /// How many letters there are.
    letter_count: usize,
    /// The States whose people are written to, by name in the reader's language.
    states: Vec<State>,
    /// The States that nobody could be written to of: no account is a focal point or a publishing authority of them. Of a
    /// repeated asking it is what is so now.
    without_recipients: Vec<State>,
}

/// An invitation whose letter is to be sent again.
#[derive(InputObject)]
pub struct ResendInvitationLetterInput {
    /// The invitation: an open one, whose letter is not on its way.
    id: ID,
    /// The language of the letter; left out: that of the letter before, or else that of the caller's account.
    language: Option<LanguageCode>,
    /// As in `InviteMemberInput`.
    reason: Option<String>,
}

/// A letter brings a new link.
#[derive(SimpleObject)]
pub struct ResendInvitationLetterPayload {
    /// The invitation that takes the place of the one before, which is revoked: to the same role and place, for seven days.
    invitation: Invitation,
    /// The new link. It is shown this once; the one before is void.
    link: String,
    /// Always true: without a mail server nothing is issued.
    is_mailed: bool,
    /// The secret of the new link, for `acceptInvitation`.
    token: String,
}

/// Letters.
#[derive(Default)]
pub struct LetterQuery;

#[Object]
impl LetterQuery {
    /// The letters about a round, the newest asking first: for officers of the secretariat.
    #[graphql(complexity = "10 + reckoned(first, last) * child_complexity")]
    async fn letters(
        &self,
        ctx: &Context<'_>,
        round: String,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Cursor, Letter, Total>, Fault> {
        let call = Call::of(ctx);
        let letters = match find_round(call, round).await? {
            Some(round) if may(call, round.id) => call.snapshot().await?.letters(round.id).await?,
            Some(_) | None => Vec::new(),
        };
        page(
            letters.into_iter().map(Letter).collect(),
            |letter| letter.0.letter.id.to_string(),
            Page {
                first,
                after,
                last,
                before,
            },
        )
    }

    /// Whom letters about a round could go to now: for officers of the secretariat.
    async fn letter_outlook(&self, ctx: &Context<'_>, round: String) -> Result<Option<LetterOutlook>, Fault> {
        let call = Call::of(ctx);
        let Some(round) = find_round(call, round).await?.filter(|round| may(call, round.id)) else {
            return Ok(None);
        };
        let invited: Vec<StateCode> = round.invited.iter().map(|invited| invited.state.clone()).collect();
        let recipients = call.snapshot().await?.letter_recipients(&invited).await?;
        let reached: BTreeSet<&StateCode> = recipients.iter().map(|to| &to.state).collect();
        let standing = call.loaders().standing(call, round.id).await?;
        Ok(Some(LetterOutlook {
            has_mail_server: call.app().post().is_set(),
            matters: round.matters(call.now()).into_iter().map(Into::into).collect(),
            without_recipients: State::sorted(call, invited.iter().filter(|state| !reached.contains(state))),
            on_record: State::sorted(call, invited.iter().filter(|state| standing.contains(*state))),
        }))
    }

    /// What a letter to an invited State would say now, in each of the six languages: for officers of the secretariat.
    #[graphql(complexity = "20 + 6 * child_complexity")]
    async fn letter_preview(
        &self,
        ctx: &Context<'_>,
        round: String,
        matter: LetterMatterCode,
        state: String,
    ) -> Result<Vec<LetterPreview>, Fault> {
        let call = Call::of(ctx);
        let Some(round) = find_round(call, round).await?.filter(|round| may(call, round.id)) else {
            return Ok(Vec::new());
        };
        let state = StateCode::new(state).map_err(|_| Fault::invalid().at("state"))?;
        if round.invitation(&state).is_none() {
            return Ok(Vec::new());
        }
        let address = call.app().tokens().address();
        let write = |language: Language| {
            let letter = post::letter(
                call.world(),
                address,
                (&round, call.now()),
                &state,
                (matter.into(), language),
            );
            let written = letter.write();
            LetterPreview {
                language: language.into(),
                subject: written.subject,
                text: written.text,
                html: written.html,
            }
        };
        Ok(Language::ALL.into_iter().map(write).collect())
    }
}

fn may(call: &Call, round: RoundId) -> bool {
    call.actor().may(&Remind { round }).is_ok()
}

/// What is done with letters.
#[derive(Default)]
pub struct LetterMutation;

#[Object]
impl LetterMutation {
    /// Writes to the focal points and publishing authorities of invited States that their States are invited, each in the
    /// language of their account; before the round opens or while it is open. For officers of the secretariat.
    async fn send_invitations(&self, ctx: &Context<'_>, input: AskLettersInput) -> Result<AskLettersPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let round = find(&work, &input.round).await?;
        let permit = call.actor().permit(SendInvitations { round: round.id })?;
        let asking = Asking::read(call, &work, &round, input).await?;
        let outcome = round.send_invitations(permit, asking, || LetterId(call.mint().id()), call.now())?;
        keep(call, work, outcome).await
    }

    /// Writes to the focal points and publishing authorities of invited States of which nothing is on record, that the round is
    /// open; nothing is said of other States. For officers of the secretariat.
    async fn remind_states(&self, ctx: &Context<'_>, input: AskLettersInput) -> Result<AskLettersPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let round = find(&work, &input.round).await?;
        let permit = call.actor().permit(Remind { round: round.id })?;
        let asking = Asking::read(call, &work, &round, input).await?;
        let outcome = round.remind(permit, asking, || LetterId(call.mint().id()), call.now())?;
        keep(call, work, outcome).await
    }

    /// Has a further letter sent to whoever is invited, with a new link: the secret of the one before is kept no longer than its
    /// letter waits. The invitation is taken back and another takes its place, so the link before is void, whoever has it. By
    /// those who may invite to this role; `STATE` while the letter is on its way, and without a mail server.
    async fn resend_invitation_letter(
        &self,
        ctx: &Context<'_>,
        input: ResendInvitationLetterInput,
    ) -> Result<ResendInvitationLetterPayload, Fault> {
        let call = Call::of(ctx);
        let reason = input.reason.as_deref().map(Reason::new).transpose()?;
        let work = call.begin().await?;
        let before = find_invitation(call, &work, &input.id).await?;
        let act = InviteMember {
            role: before.role(),
            place: before.place().clone(),
        };
        let permit = || call.actor().permit(act.clone());
        let letter = work.invitation_letter(before.id()).await?;
        let waits = letter.as_ref().is_some_and(|letter| letter.sending.end.is_none());
        let before = before.replace(permit()?, waits, call.now())?;
        let seal = call.app().post().seal().ok_or_else(no_mail)?;
        let language = match (input.language, letter) {
            (Some(language), _) => language.into(),
            (None, Some(letter)) => letter.language,
            (None, None) => own_language(call, &work).await?,
        };
        work.save_answered_invitation(&before).await?;
        let to = (before.email().clone(), before.until());
        let address = call.app().tokens().address();
        let (link, invitation) = InvitationLink::issue(&work, permit()?, to, reason, call.mint(), address).await?;
        link.enclose(&work, seal, language, call.mint()).await?;
        call.commit(work).await?;
        Ok(ResendInvitationLetterPayload {
            invitation: Invitation(invitation),
            link: link.url,
            is_mailed: true,
            token: link.token,
        })
    }
}

async fn find(work: &Work, id: &ID) -> Result<rules::Round, Fault> {
    let id = RoundId(node::key(Sort::Round, id)?);
    work.round(id).await?.ok_or_else(Fault::not_found)
}

fn no_mail() -> Fault {
    Fault::state().with("reason", "no_mail").saying(Message::NoMail)
}

trait Read: Sized {
    async fn read(call: &Call, work: &Work, round: &rules::Round, input: AskLettersInput) -> Result<Self, Fault>;
}

impl Read for Asking {
    async fn read(call: &Call, work: &Work, round: &rules::Round, input: AskLettersInput) -> Result<Self, Fault> {
        if !call.app().post().is_set() {
            return Err(no_mail());
        }
        let key = AskingKey::new(input.key).map_err(|_| Fault::invalid().at("input.key"))?;
        let states = input.states.map(|states| {
            let read = |code: String| {
                StateCode::new(code.clone()).map_err(|_| Fault::invalid().at("input.states").with("value", code))
            };
            states.into_iter().map(read).collect::<Result<Vec<_>, _>>()
        });
        let invited: Vec<StateCode> = round.invited.iter().map(|invited| invited.state.clone()).collect();
        let standing = call.loaders().standing(call, round.id).await?;
        Ok(Self {
            key,
            states: states.transpose()?,
            recipients: work.letter_recipients(&invited).await?,
            standing: (*standing).clone(),
        })
    }
}

/// Keeps an asking, or returns what came of the same one before.
async fn keep(call: &Call, work: Work, outcome: Outcome<domain::letter::Asked>) -> Result<AskLettersPayload, Fault> {
    let asked = &outcome.state;
    let before = work.letters_of_asking(asked.round, asked.matter, &asked.key).await?;
    let states: Vec<StateCode> = if before.is_empty() {
        work.save_letters(&outcome).await?;
        call.commit(work).await?;
        asked.letters.iter().map(|letter| letter.to.state.clone()).collect()
    } else {
        before.into_iter().map(|kept| kept.letter.to.state).collect()
    };
    let named: BTreeSet<&StateCode> = states.iter().collect();
    Ok(AskLettersPayload {
        letter_count: states.len(),
        states: State::sorted(call, named.into_iter()),
        without_recipients: State::sorted(call, asked.without.iter()),
    })
}

impl From<LettersRefused> for Fault {
    fn from(refused: LettersRefused) -> Self {
        match refused {
            LettersRefused::OtherRound => Self::not_found(),
            LettersRefused::NobodyIsInvited => Self::state().with("reason", "nobody_is_invited"),
            LettersRefused::Stage(stage) => Self::state().with("round", stage.code()).saying(Message::LettersNotNow),
            LettersRefused::NotInvited(state) => Self::invalid()
                .at("input.states")
                .with("reason", "not_invited")
                .with("state", state.to_string()),
        }
    }
}
