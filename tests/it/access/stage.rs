//! Where the access table is played: one State that has filed in one round and drafts in another, and everybody who
//! might come and ask.

mod cast;
mod reviews;

use chrono::TimeDelta;
use domain::access::Role;
use serde_json::{Value, json};
use sqlx::PgConnection;
use tests::app::{Persona, TestApp};
use uuid::Uuid;

use crate::filing::{round, submission};
use crate::home::Staged;
use crate::rounds::planned_round;

use cast::{
    Notices, Proposals, clearer, draft_behind, draft_edition, draft_notices, draft_proposals, end_rights, keep_passkey,
    other_ministry, preview, text,
};
use reviews::{Reviews, invite_reviews};

/// Somebody who asks, under the name that the table prints.
pub(crate) struct Caller {
    pub(crate) name: &'static str,
    /// Nobody in particular where there is none.
    pub(crate) who: Option<Persona>,
}

/// What the examples of the table are about.
pub(crate) struct Stage {
    pub(crate) app: TestApp,
    pub(crate) callers: Vec<Caller>,
    /// `QMA`'s working file in `views-2028`, as far as drafting.
    pub(crate) draft: String,
    /// Its revision.
    pub(crate) draft_revision: Value,
    /// `QMA`'s working file in `views-2027`, filed.
    pub(crate) filed: String,
    /// Its revision.
    pub(crate) filed_revision: Value,
    /// A text to `VT.topic_a` of the draft that awaits merging.
    pub(crate) unmerged: Value,
    /// An offline pack of the draft that was filled in.
    pub(crate) pack: String,
    /// `QMA`'s working file in `views-2031`, in clearance.
    pub(crate) clearing: String,
    /// A thread on `VA.authority` there, which asks the clearer to look, and the clearer's account.
    pub(crate) thread: Value,
    pub(crate) clearer: Value,
    /// A link that `QMA` keeps as evidence and no filing cites.
    pub(crate) evidence: String,
    /// A round that nobody has opened a working file in.
    pub(crate) round_2029: String,
    /// A round that has not opened yet.
    pub(crate) planned: String,
    /// `QMA`'s ministry.
    pub(crate) ministry: String,
    /// The membership and the account of `QMA`'s reader.
    pub(crate) membership: String,
    pub(crate) account: String,
    /// An open invitation to `QMA`, and its secret.
    pub(crate) invitation: String,
    pub(crate) secret: String,
    /// Of whoever signs in with [`ADDRESS`].
    pub(crate) refresh_token: String,
    pub(crate) factors: Factors,
    pub(crate) ledger: Ledger,
    /// A webhook of `QMA`.
    pub(crate) hook: String,
    /// A compilation of `views-2027`.
    pub(crate) compilation: String,
    pub(crate) notices: Notices,
    pub(crate) proposals: Proposals,
    pub(crate) reviews: Reviews,
    /// The draft of the first edition of `house-survey`, in revision 2.
    pub(crate) edition_draft: String,
    /// The draft of an edition that does not continue the newest one.
    pub(crate) draft_behind: String,
    /// A package of `QMA` for `views-2029`, signed with a key that it registered.
    pub(crate) package: Staged,
    /// What the preview of the draft returned.
    pub(crate) root: Value,
    pub(crate) seen: Value,
    owner: PgConnection,
}

/// Second factors and sessions.
#[derive(Default)]
pub(crate) struct Factors {
    /// The auditor's account, which has a second factor; a challenge for it, and the code that it would show next.
    pub(crate) account: String,
    pub(crate) challenge: Value,
    pub(crate) code: String,
    /// The second session of the analyst.
    pub(crate) session: String,
    /// The first code of the second factor that `QMA`'s reader has begun.
    pub(crate) first_code: String,
    /// The passkey of the catalogue editor.
    pub(crate) passkey: String,
    /// A further one that was made for them, what theirs answers at the door, and what it answers within their session.
    pub(crate) made: Value,
    pub(crate) entering: Value,
    pub(crate) proof: Value,
}

/// A program of `QMA`.
#[derive(Default)]
pub(crate) struct Ledger {
    pub(crate) id: String,
    pub(crate) secret: String,
}

/// What everybody who was invited here chose.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// Who can sign in with [`PASSWORD`].
pub(crate) const ADDRESS: &str = "invited@example.int";

const SAVE: &str = "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome } } }";

/// Everything that an example may change, in the order in which it can be written again.
const TABLES: [&str; 71] = [
    "account",
    "credential",
    "ministry",
    "membership",
    "invitation",
    "session",
    "refresh_token",
    "second_factor",
    "factor_secret",
    "recovery_code",
    "device",
    "sign_in_challenge",
    "passkey",
    "passkey_credential",
    "passkey_ceremony",
    "program",
    "program_secret",
    "program_secret_hash",
    "factor_rule",
    "identity",
    "provided_membership",
    "round",
    "invitation_to_round",
    "submission",
    "state_setting",
    "assignment",
    "answer",
    "answer_revision",
    "answer_merge",
    "clearance_entry",
    "comment_thread",
    "comment",
    "filing",
    "receipt",
    "register_edge",
    "register_node",
    "filed_answer",
    "filed_text",
    "evidence",
    "evidence_commitment",
    "filed_evidence",
    "event",
    "release",
    "webhook",
    "webhook_secret",
    "webhook_message",
    "webhook_delivery",
    "compilation",
    "compilation_part",
    "notice",
    "notice_revision",
    "notice_release",
    "contact_statement",
    "home_key",
    "home_package",
    "proposal",
    "proposal_revision",
    "proposal_version",
    "proposal_sponsor",
    "proposal_comment",
    "proposal_text",
    "edition_draft",
    "edition_draft_revision",
    "review",
    "review_expert",
    "review_question",
    "review_draft",
    "review_text",
    "review_reply",
    "review_agreement",
    "letter",
];

/// The ministry of justice of `QMA`, by the id that is told and by its key in the database.
async fn first_ministry(app: &TestApp, focal: &Persona, owner: &mut PgConnection) -> (String, Uuid) {
    let name = "mutation { nameMinistry(input: {state: \"QMA\", name: \"Justice\"}) { ministry { id } } }";
    let named = app.call(focal, name, json!({})).await;
    let id = text(&named.data()["nameMinistry"]["ministry"]["id"]);
    let key = sqlx::query_scalar("select id from ministry").fetch_one(owner).await;
    (id, key.unwrap())
}

impl Stage {
    pub(crate) async fn build() -> Self {
        // Nobody answers there: letters are asked for here, and not sent.
        let app = TestApp::with_mail("smtp://127.0.0.1:9").await;
        let early = app.of("QMA", Role::FocalPoint).await;
        let (left, signed_out) = (
            app.of("QMA", Role::FocalPoint).await,
            app.of("QMA", Role::FocalPoint).await,
        );
        app.pass(TimeDelta::minutes(11));
        let (left, signed_out) = (app.renewed(&left), app.renewed(&signed_out));

        let focal = app.of("QMA", Role::FocalPoint).await;
        let authority = app.of("QMA", Role::PublishingAuthority).await;
        let mut owner = app.owner().await;
        let (ministry, ministry_key) = first_ministry(&app, &focal, &mut owner).await;
        let contributor = app.of("QMA", Role::Contributor).await;
        let clearer = clearer(&app, "QMA", ministry_key).await;
        let ministry_of_b = other_ministry(&mut owner).await;
        let administrator = app.secretariat(Role::Administrator).await;
        let gone = app.of("QMA", Role::FocalPoint).await;
        let suspended = app.of("QMA", Role::FocalPoint).await;
        end_rights(&app, [&gone, &left, &suspended, &signed_out]).await;
        let callers = [
            ("anonymous", None),
            ("QMA contributor", Some(contributor)),
            ("QMA clearer", Some(clearer)),
            ("QMA focal point", Some(focal.clone())),
            ("QMA publishing authority", Some(authority.clone())),
            ("QMA reader", Some(app.of("QMA", Role::Reader).await)),
            ("QMB contributor", Some(app.of("QMB", Role::Contributor).await)),
            ("QMB clearer", Some(self::clearer(&app, "QMB", ministry_of_b).await)),
            ("QMB focal point", Some(app.of("QMB", Role::FocalPoint).await)),
            (
                "QMB publishing authority",
                Some(app.of("QMB", Role::PublishingAuthority).await),
            ),
            ("QMB reader", Some(app.of("QMB", Role::Reader).await)),
            (
                "QMC accredited reader",
                Some(app.of("QMC", Role::AccreditedReader).await),
            ),
            (
                "QMG accredited reader",
                Some(app.of("QMG", Role::AccreditedReader).await),
            ),
            (
                "QNA accredited reader (observer)",
                Some(app.of("QNA", Role::AccreditedReader).await),
            ),
            ("unit of au", Some(app.unit("au").await)),
            (
                "secretariat officer",
                Some(app.secretariat(Role::SecretariatOfficer).await),
            ),
            ("catalogue editor", Some(app.secretariat(Role::CatalogueEditor).await)),
            ("analyst", Some(app.secretariat(Role::Analyst).await)),
            ("auditor", Some(app.secretariat(Role::Auditor).await)),
            ("administrator", Some(administrator.clone())),
            ("membership ended", Some(gone)),
            ("membership ended a second ago", Some(left)),
            ("account suspended", Some(suspended)),
            ("session ended a second ago", Some(signed_out)),
            ("token expired", Some(early)),
        ];
        let mut stage = Self {
            callers: callers.map(|(name, who)| Caller { name, who }).into(),
            draft: String::new(),
            draft_revision: Value::Null,
            filed: String::new(),
            filed_revision: Value::Null,
            unmerged: Value::Null,
            pack: String::new(),
            clearing: String::new(),
            thread: Value::Null,
            clearer: Value::Null,
            evidence: String::new(),
            round_2029: String::new(),
            planned: String::new(),
            ministry,
            membership: String::new(),
            account: String::new(),
            invitation: String::new(),
            secret: String::new(),
            refresh_token: String::new(),
            factors: Factors::default(),
            ledger: Ledger::default(),
            hook: String::new(),
            compilation: String::new(),
            notices: Notices::default(),
            proposals: Proposals::default(),
            reviews: Reviews::default(),
            edition_draft: String::new(),
            draft_behind: String::new(),
            package: Staged::default(),
            root: Value::Null,
            seen: Value::Null,
            owner,
            app,
        };
        stage.furnish(&focal, &authority, &administrator).await;
        stage
    }

    async fn furnish(&mut self, focal: &Persona, authority: &Persona, administrator: &Persona) {
        self.file(focal, authority).await;
        self.draft(focal, authority).await;
        self.clear(focal).await;
        self.keep_link(focal).await;
        self.invite(focal, administrator).await;
        self.set_up_factors().await;
        self.make_program(focal).await;
        self.survey(focal).await;
        self.make_webhook(focal).await;
        self.compile().await;
        self.notices = draft_notices(&self.app, [focal, authority, self.who("unit of au")]).await;
        self.proposals = draft_proposals(&self.app, [focal, authority]).await;
        self.edition_draft = draft_edition(&self.app, self.who("catalogue editor")).await;
        self.draft_behind = draft_behind(&self.app, self.who("catalogue editor")).await;
        self.round_2029 = round(&self.app, "views-and-assessments/1", "views-2029").await;
        self.planned = planned_round(&self.app, "views-2032", "2028-01-01T00:00:00Z").await;
        self.package = Staged::hand_in(&self.app, [focal, authority], "views-2029").await;
        let peer = self.who("QMB publishing authority");
        self.reviews = invite_reviews(&self.app, [focal, authority, peer]).await;
        self.keep().await;
    }

    /// Drafts one answer to the survey, for a reply to be drafted from.
    async fn survey(&self, focal: &Persona) {
        let round = round(&self.app, "national-implementation/1", "survey-2027").await;
        let id = submission(&self.app, focal, "QMA", &round).await;
        let answers = json!([{"question": "N13H.understanding", "basedOn": 0, "answer": {"longText": "reasons"}}]);
        let input = json!({"input": {"submission": id, "answers": answers}});
        self.app.call(focal, SAVE, input).await.data();
    }

    /// Files one answer at each visibility.
    async fn file(&mut self, focal: &Persona, authority: &Persona) {
        let app = &self.app;
        let views = round(app, "views-and-assessments/1", "views-2027").await;
        self.filed = submission(app, focal, "QMA", &views).await;
        let topic =
            |topic: &str| json!({"question": format!("VT.topic_{topic}"), "basedOn": 0, "answer": {"longText": topic}});
        let answers = json!([
            {"question": "VA.authority", "basedOn": 0, "answer": {"shortText": "Ministry"}},
            {"question": "VA.capacity", "basedOn": 0, "answer": {"singleChoice": {"option": "national"}}},
            topic("a"), topic("b"), topic("c"), topic("d"),
            {"question": "VA.earlier_date", "basedOn": 0, "answer": {"date": "2025"}},
        ]);
        app.call(
            focal,
            SAVE,
            json!({"input": {"submission": self.filed, "answers": answers}}),
        )
        .await
        .data();
        let one = |question: &str, sharing: Value| json!({"question": question, "sharing": sharing});
        let share = "mutation ($input: SetDraftVisibilityInput!) { setDraftVisibility(input: $input) { submission { revision } } }";
        let input = json!({"submission": self.filed, "revision": 1, "answers": [
            one("VA.authority", json!({"visibility": "PUBLIC"})),
            one("VA.capacity", json!({"visibility": "SECRETARIAT", "isCounted": true})),
            one("VT.topic_a", json!({"visibility": "MEMBER_STATES"})),
            one("VT.topic_b", json!({"visibility": "AUDIENCE", "audience": {"states": ["QMC"]}})),
            one("VT.topic_c", json!({"visibility": "AUDIENCE", "audience": {"organisations": ["au"]}})),
            one("VT.topic_d", json!({"visibility": "NATIONAL_TEAM"})),
            one("VA.earlier_date", json!({"visibility": "PUBLIC", "embargoUntil": "2027-12-31T00:00:00Z"})),
        ]});
        app.call(authority, share, json!({"input": input})).await.data();
        let (root, seen) = preview(app, authority, &self.filed).await;
        let file =
            "mutation ($input: FileSubmissionInput!) { fileSubmission(input: $input) { submission { revision } } }";
        let input = json!({"submission": self.filed, "root": root, "seen": seen});
        let filed = app.call(authority, file, json!({"input": input})).await;
        self.filed_revision = filed.data()["fileSubmission"]["submission"]["revision"].clone();
    }

    /// Drafts in two sections: `VT` is the contributor's, `VA` lies with the ministry.
    async fn draft(&mut self, focal: &Persona, authority: &Persona) {
        let app = &self.app;
        let views = round(app, "views-and-assessments/1", "views-2028").await;
        self.draft = submission(app, focal, "QMA", &views).await;
        let answers = json!([
            {"question": "VA.capacity", "basedOn": 1, "answer": {"singleChoice": {"option": "joint"}}},
            {"question": "VA.authority", "basedOn": 1, "answer": {"shortText": "Ministry"}},
            {"question": "VT.topic_a", "basedOn": 1, "answer": {"longText": "draft"}},
        ]);
        // What was filed in the round before is here already, and one text comes too late.
        let late = json!([{"question": "VT.topic_a", "basedOn": 1, "answer": {"longText": "late"}}]);
        for answers in [answers, late] {
            let input = json!({"submission": self.draft, "answers": answers});
            app.call(focal, SAVE, json!({"input": input})).await.data();
        }
        let waiting =
            "query ($id: ID!) { submission(id: $id) { answer(question: \"VT.topic_a\") { unmerged { id } } } }";
        let waiting = app.call(focal, waiting, json!({"id": self.draft})).await;
        self.unmerged = waiting.data()["submission"]["answer"]["unmerged"][0]["id"].clone();
        let mut pack = crate::packs::exported(app, focal, &self.draft).await;
        for question in ["VA.authority", "VT.topic_a"] {
            pack["answers"][question] = json!({"lines": [{"answer": "Another"}]});
        }
        self.pack = pack.to_string();
        let assign =
            "mutation ($input: AssignSectionInput!) { assignSection(input: $input) { submission { revision } } }";
        let input = json!({"submission": self.draft, "section": "VA", "ministry": self.ministry});
        app.call(focal, assign, json!({"input": input})).await.data();
        let contributor = self.who("QMA contributor");
        let own = "{ viewer { account { id } } }";
        let account = app.call(contributor, own, json!({})).await.data()["viewer"]["account"]["id"].clone();
        let input = json!({"submission": self.draft, "section": "VT", "account": account});
        let assigned = app.call(focal, assign, json!({"input": input})).await;
        self.draft_revision = assigned.data()["assignSection"]["submission"]["revision"].clone();
        (self.root, self.seen) = preview(app, authority, &self.draft).await;
    }

    /// A third working file, in which `VA` lies with the ministry for its signature, and `VX` would need one.
    async fn clear(&mut self, focal: &Persona) {
        let app = &self.app;
        let views = round(app, "views-and-assessments/1", "views-2031").await;
        self.clearing = submission(app, focal, "QMA", &views).await;
        let own = "{ viewer { account { id } } }";
        let clearer = self.who("QMA clearer");
        self.clearer = app.call(clearer, own, json!({})).await.data()["viewer"]["account"]["id"].clone();
        let arrange = "mutation ($input: ArrangeClearanceInput!) { arrangeClearance(input: $input) { __typename } }";
        for section in ["VA", "VX"] {
            let steps = json!([{"ministries": [self.ministry]}]);
            let input = json!({"submission": self.clearing, "section": section, "steps": steps});
            app.call(focal, arrange, json!({"input": input})).await.data();
        }
        let send = "mutation ($input: SendToClearanceInput!) { sendToClearance(input: $input) { __typename } }";
        let input = json!({"submission": self.clearing, "sections": ["VA"]});
        app.call(focal, send, json!({"input": input})).await.data();
        let comment = "mutation ($input: CommentAnswerInput!) { commentAnswer(input: $input) { thread { id } } }";
        let input = json!({"submission": self.clearing, "question": "VA.authority", "content": "Is this right?", "mentions": [self.clearer]});
        let commented = app.call(focal, comment, json!({"input": input})).await;
        self.thread = commented.data()["commentAnswer"]["thread"]["id"].clone();
    }

    /// Keeps a link as evidence.
    async fn keep_link(&mut self, focal: &Persona) {
        let add = "mutation ($input: AddEvidenceLinkInput!) { addEvidenceLink(input: $input) { evidence { id } } }";
        let input = json!({"state": "QMA", "url": "https://example.org/law", "title": "Law"});
        let added = self.app.call(focal, add, json!({"input": input})).await;
        self.evidence = text(&added.data()["addEvidenceLink"]["evidence"]["id"]);
    }

    /// Leaves somebody who can sign in, and an invitation that is still open.
    async fn invite(&mut self, focal: &Persona, administrator: &Persona) {
        let app = &self.app;
        let members = "{ members(place: {state: \"QMA\"}) { id role account { id } } }";
        let members = app.call(focal, members, json!({})).await;
        let members = members.data()["members"].as_array().unwrap().clone();
        let reader = members.iter().find(|member| member["role"] == "READER").unwrap();
        self.membership = text(&reader["id"]);
        self.account = text(&reader["account"]["id"]);
        let invite =
            "mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { token invitation { id } } }";
        let input = json!({"email": ADDRESS, "role": "ANALYST", "place": {}});
        let invited = app.call(administrator, invite, json!({"input": input})).await;
        let accept =
            "mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { tokens { refreshToken } } }";
        let input = json!({"token": invited.data()["inviteMember"]["token"], "name": "I", "password": PASSWORD, "language": "EN"});
        let accepted = app.call(None, accept, json!({"input": input})).await;
        self.refresh_token = text(&accepted.data()["acceptInvitation"]["tokens"]["refreshToken"]);
        let input = json!({"email": "open@example.int", "role": "READER", "place": {"state": "QMA"}});
        let open = app.call(focal, invite, json!({"input": input})).await;
        self.invitation = text(&open.data()["inviteMember"]["invitation"]["id"]);
        self.secret = text(&open.data()["inviteMember"]["token"]);
        // Its letter does not arrive, so that it can be asked for again.
        let end = "update letter set next_at = null, sealed = null, outcome = 'refused' where next_at is not null";
        sqlx::query(end).execute(&mut self.owner).await.unwrap();
    }

    /// Gives everybody the password, the auditor a second factor and the reader one that is not confirmed yet, and signs the
    /// analyst in a second time.
    async fn set_up_factors(&mut self) {
        let everybody = "insert into credential (account_id, password_hash)
            select a.id, c.password_hash from account a, credential c
            where not exists (select from credential o where o.account_id = a.id)";
        self.run(everybody).await;
        let app = &self.app;
        let who = |name: &str| self.who(name).clone();
        let enrol = "mutation ($input: EnrolSecondFactorInput!) { enrolSecondFactor(input: $input) { secret } }";
        let begun = async |who: &Persona| {
            let enrolled = app.call(who, enrol, json!({"input": {"password": PASSWORD}})).await;
            let secret = text(&enrolled.data()["enrolSecondFactor"]["secret"]);
            let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
            totp_rs::Builder::new().with_secret(secret).build().unwrap()
        };
        let now = u64::try_from(app.clock.now().timestamp()).unwrap();
        let (auditor, analyst) = (who("auditor"), who("analyst"));
        let phone = begun(&auditor).await;
        let confirm =
            "mutation ($input: ConfirmSecondFactorInput!) { confirmSecondFactor(input: $input) { __typename } }";
        let input = json!({"code": phone.generate(now).to_string()});
        app.call(&auditor, confirm, json!({"input": input})).await.data();
        let sign_in = async |who: &Persona| {
            let sign_in = "mutation ($input: SignInInput!) { signIn(input: $input) { challenge { token } } }";
            let input = json!({"email": format!("{}@example.int", who.account), "password": PASSWORD});
            app.call(None, sign_in, json!({"input": input})).await.data()["signIn"]["challenge"]["token"].clone()
        };
        let challenge = sign_in(&auditor).await;
        sign_in(&analyst).await;
        let seen = "{ viewer { account { id } sessions { id isCurrent } } }";
        let seen_by = async |who: &Persona| app.call(who, seen, json!({})).await.data()["viewer"].clone();
        let account = text(&seen_by(&auditor).await["account"]["id"]);
        let session = text(&seen_by(&analyst).await["sessions"][0]["id"]);
        let first_code = begun(&who("QMA reader")).await.generate(now).to_string();
        let (passkey, made, entering, proof) = keep_passkey(app, &who("catalogue editor")).await;
        self.factors = Factors {
            account,
            challenge,
            code: phone.generate(now + 30).to_string(),
            session,
            first_code,
            passkey,
            made,
            entering,
            proof,
        };
    }

    /// Whoever the table calls so.
    pub(crate) fn who(&self, name: &str) -> &Persona {
        let found = self.callers.iter().find(|caller| caller.name == name);
        found.and_then(|caller| caller.who.as_ref()).unwrap()
    }

    /// Makes a program that reads and drafts for `QMA`, and calls as well.
    async fn make_program(&mut self, focal: &Persona) {
        let make = "mutation ($input: MakeProgramInput!) { makeProgram(input: $input) {
            program { id clientId secrets { id } } clientSecret } }";
        let input = json!({"name": "Ledger", "role": "CONTRIBUTOR", "place": {"state": "QMA"}, "scopes": ["DRAFT"],
            "expiresAt": "2027-06-01T00:00:00Z"});
        let made = self.app.call(focal, make, json!({"input": input})).await;
        let made = &made.data()["makeProgram"];
        let program = &made["program"];
        self.ledger = Ledger {
            id: text(&program["id"]),
            secret: text(&program["secrets"][0]["id"]),
        };
        let (client, secret) = (text(&program["clientId"]), text(&made["clientSecret"]));
        for (name, scope) in [("QMA program that reads", "read"), ("QMA program that drafts", "draft")] {
            let given = self.app.app().issuer().exchange(&client, &secret, Some(scope)).await;
            let who = self.app.holder(&given.unwrap().access.token).await;
            self.callers.push(Caller { name, who: Some(who) });
        }
    }

    /// Asks for a compilation.
    async fn compile(&mut self) {
        let officer = self.app.secretariat(Role::SecretariatOfficer).await;
        let ask = "mutation ($input: CompileRoundInput!) { compileRound(input: $input) { compilation { id } } }";
        let input = json!({"round": "views-2027", "language": "EN", "format": "DOCX", "readers": "PUBLIC"});
        let asked = self.app.call(&officer, ask, json!({"input": input})).await;
        self.compilation = text(&asked.data()["compileRound"]["compilation"]["id"]);
    }

    /// Makes a webhook of `QMA`.
    async fn make_webhook(&mut self, focal: &Persona) {
        let create = "mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { id } } }";
        let input = json!({"state": "QMA", "address": "https://example.org/hook", "kinds": ["RELEASE_MADE"]});
        let made = self.app.call(focal, create, json!({"input": input})).await;
        self.hook = text(&made.data()["createWebhook"]["webhook"]["id"]);
    }

    /// How many entries the audit trail has.
    pub(crate) async fn entries(&mut self) -> i64 {
        sqlx::query_scalar("select count(*) from event")
            .fetch_one(&mut self.owner)
            .await
            .unwrap()
    }

    /// The first release of the round in which `QMA` has filed.
    pub(crate) async fn release(&mut self) {
        let statement = "insert into release (round_id, number, at_position, made_at, figures)
            select id, 1, 1, '2027-03-01T12:11:00Z', '[]' from round where key = 'views-2027'";
        self.run(statement).await;
    }

    async fn keep(&mut self) {
        let kept = TABLES
            .map(|table| format!("create table kept.{table} as table public.{table};"))
            .concat();
        self.run(&format!("create schema kept; {kept}")).await;
    }

    /// Puts everything back as it was, so that every cell of the table begins alike.
    pub(crate) async fn restore(&mut self) {
        let back = TABLES.map(|table| format!("insert into {table} overriding system value table kept.{table};"));
        self.run(&format!(
            "begin; truncate {}; {} commit;",
            TABLES.join(", "),
            back.concat()
        ))
        .await;
        let now = self.app.clock.now();
        self.app.app().actors().poll_once(now).await.unwrap();
    }

    async fn run(&mut self, statements: &str) {
        sqlx::raw_sql(sqlx::AssertSqlSafe(statements))
            .execute(&mut self.owner)
            .await
            .unwrap();
    }
}
