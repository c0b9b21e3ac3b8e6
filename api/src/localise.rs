//! What the service says to people, in the six languages.
//!
//! A [`Message`] is a typed value; its wording lives in `api/locales/<language>/<topic>.ftl` (Project Fluent), embedded in
//! the program. The id of a message is the topic's prefix, a dash and a code: `limit-depth`. Problems with answers are the
//! domain's own values and are worded by [`problem`].
//!
//! **To add a message**, add a variant with its arguments below and a line to that topic's file in each language; for a
//! problem the line alone. A test compares them.

use std::sync::LazyLock;

use domain::language::Language;
use domain::questionnaire::{Flaw, Problem, ProblemValue};
use fluent_bundle::{FluentArgs, FluentValue};
use phrases::Phrases;

macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident $({ $($argument:ident: $kind:ty),+ })? = $id:literal;)+) => {
        /// Something to say, with the values that its wording needs. Texts among the values are quoted as they are.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Message {
            $($(#[$doc])* $name $({ $($argument: $kind),+ })?,)+
        }

        impl Message {
            /// The id and the names of the arguments of every message, in the order of the declaration.
            pub const SIGNATURES: &[(&str, &[&str])] = &[$(($id, &[$($(stringify!($argument)),+)?])),+];

            /// The id under which the files hold the wording.
            pub const fn id(&self) -> &'static str {
                match self {
                    $(Self::$name $({ $($argument: _),+ })? => $id,)+
                }
            }

            fn arguments(&self) -> FluentArgs<'_> {
                let mut arguments = FluentArgs::new();
                match self {
                    $(Self::$name $({ $($argument),+ })? => {
                        $($(arguments.set(stringify!($argument), Argument::value($argument));)+)?
                    })+
                }
                arguments
            }
        }
    };
}

messages! {
    /// The caller has to sign in first.
    Unauthenticated = "fault-unauthenticated";
    /// The token shown is forged, foreign, ended or revoked.
    BadToken = "fault-bad_token";
    /// An act that is not permitted on something that can be seen.
    Forbidden = "fault-forbidden";
    /// It does not exist, or not for this reader.
    NotFound = "fault-not_found";
    /// An input that cannot be taken.
    Invalid = "fault-invalid";
    /// Another one wrote first.
    Conflict = "fault-conflict";
    /// Not at this stage of the lifecycle.
    State = "fault-state";
    /// A part that we need does not answer.
    Unavailable = "fault-unavailable";
    /// Our own mistake.
    Internal = "fault-internal";

    /// The address, the password, or neither is known.
    WrongCredentials = "account-wrong_credentials";
    /// The refresh token is spent, too old or unknown.
    SessionOver = "account-session_over";
    /// The link was used.
    InvitationAccepted = "account-invitation_accepted";
    /// The link was taken back.
    InvitationRevoked = "account-invitation_revoked";
    /// The link is too old.
    InvitationExpired = "account-invitation_expired";
    /// Who invited could not invite today.
    InviterOutOfReach = "account-inviter_out_of_reach";
    /// Not an e-mail address.
    BadEmail = "account-bad_email";
    /// A name that is empty, too long or not printable.
    BadName = "account-bad_name";
    /// A reason that is empty, too long or not printable.
    BadReason = "account-bad_reason";
    /// An administrator invites into a State that has lost its focal points, and does not say why.
    ReasonNeeded = "account-reason_needed";
    /// Fewer than `limit` characters.
    PasswordTooShort { limit: u64 } = "account-password_too_short";
    /// More than `limit` characters.
    PasswordTooLong { limit: u64 } = "account-password_too_long";
    /// One character again and again, or the address or the name itself.
    PasswordGuessable = "account-password_guessable";
    /// A role that its place cannot hold, or an end before the beginning.
    Misplaced = "account-misplaced";
    /// A membership that has ended.
    MembershipOver = "account-membership_over";
    /// A person who would suspend themselves.
    SuspendOneself = "account-suspend_oneself";

    /// Neither a code that may be shown now nor a recovery code, or used already.
    WrongCode = "account-wrong_code";
    /// A sign-in that has to begin again.
    ChallengeOver = "account-challenge_over";
    /// Too many wrong codes.
    CodesWait = "account-codes_wait";
    /// Within a session, not the password.
    WrongPassword = "account-wrong_password";
    /// A role that gives nothing without a second factor.
    SecondFactorNeeded = "account-second_factor_needed";
    /// A second factor that is there already.
    SecondFactorThere = "account-second_factor_there";
    /// A second factor that is not there.
    NoSecondFactor = "account-no_second_factor";
    /// A second factor that was begun too long ago.
    SecondFactorLapsed = "account-second_factor_lapsed";
    /// An administrator who would reset their own second factor.
    ResetOneself = "account-reset_oneself";
    /// A second factor that has to be shown beside the password.
    ProofNeeded = "account-proof_needed";
    /// A passkey that signs nobody in.
    WrongPasskey = "account-wrong_passkey";
    /// Not what an authenticator makes when it is asked for a passkey.
    BadPasskey = "account-bad_passkey";
    /// A passkey that is registered already.
    PasskeyKnown = "account-passkey_known";
    /// An authenticator that has to be asked again.
    CeremonyOver = "account-ceremony_over";
    /// As many passkeys as an account may have.
    TooManyPasskeys { limit: u64 } = "account-too_many_passkeys";
    /// The last second factor of somebody whose role needs one.
    LastSecondFactor = "account-last_second_factor";
    /// An act that the token of a program is not good for.
    OutOfScope = "account-out_of_scope";
    /// A role that signs or administers.
    NotForPrograms = "account-not_for_programs";
    /// A secret that would have ended already, or last longer than `limit` days.
    SecretExpiry { limit: u64 } = "account-secret_expiry";
    /// Two secrets are valid already.
    TooManySecrets = "account-too_many_secrets";
    /// A program that has ended.
    ProgramOver = "account-program_over";
    /// An address that is none, or has credentials or a fragment in it.
    WebhookMalformed = "account-webhook_malformed";
    /// An address of more than `limit` bytes.
    WebhookTooLong { limit: u64 } = "account-webhook_too_long";
    /// An address that is not https.
    WebhookNotHttps = "account-webhook_not_https";
    /// An address that leads inside.
    WebhookInside = "account-webhook_inside";
    /// As many webhooks as a keeper may have.
    TooManyWebhooks { limit: u64 } = "account-too_many_webhooks";
    /// A webhook that would be told of nothing.
    WebhookWithoutKinds = "account-webhook_without_kinds";
    /// A webhook that has ended.
    WebhookOver = "account-webhook_over";
    /// A webhook that is paused, or is not.
    WebhookPaused = "account-webhook_paused";
    /// A service without a domain.
    PasskeysNeedDomain = "account-passkeys_need_domain";

    /// Body over `limit` bytes.
    LimitBody { limit: u64 } = "limit-body";
    /// Document over `limit` bytes.
    LimitQuery { limit: u64 } = "limit-query";
    /// Brackets nested more than `limit` deep.
    LimitNesting { limit: u64 } = "limit-nesting";
    /// More than `limit` tokens.
    LimitTokens { limit: u64 } = "limit-tokens";
    /// More than `limit` operations.
    LimitOperations { limit: u64 } = "limit-operations";
    /// More than `limit` fragments.
    LimitFragments { limit: u64 } = "limit-fragments";
    /// More than `limit` fields written.
    LimitFields { limit: u64 } = "limit-fields";
    /// More than `limit` aliases written.
    LimitAliases { limit: u64 } = "limit-aliases";
    /// More than `limit` directives at one place.
    LimitDirectives { limit: u64 } = "limit-directives";
    /// One root field more than `limit` times.
    LimitRepeats { field: String, limit: u64 } = "limit-repeats";
    /// Fields nested more than `limit` deep.
    LimitDepth { limit: u64 } = "limit-depth";
    /// Selection sets nested more than `limit` deep, fragments counted.
    LimitLevels { limit: u64 } = "limit-levels";
    /// More than `limit` selections once fragments are spread out.
    LimitSize { limit: u64 } = "limit-size";
    /// More than `limit` units of complexity.
    LimitComplexity { limit: u64 } = "limit-complexity";
    /// More than `limit` answers side by side.
    LimitComparison { limit: u64 } = "limit-comparison";
    /// More than `limit` seconds.
    LimitTime { limit: u64 } = "limit-time";

    /// A document without a byte.
    EvidenceEmpty = "evidence-empty";
    /// A document over `limit` bytes.
    EvidenceTooLarge { limit: u64 } = "evidence-too_large";
    /// A State that would keep more than `limit` bytes.
    EvidenceFull { limit: u64 } = "evidence-full";
    /// Bytes of no type that is kept.
    EvidenceType = "evidence-unknown_type";
    /// A name that says another type than the bytes do; `found` are the extensions that would fit.
    EvidenceExtension { extension: String, found: String } = "evidence-extension";
    /// An archive that expands to more than a document would.
    EvidenceBomb = "evidence-bomb";
    /// A name that is no name of a file.
    EvidenceName = "evidence-name";
    /// A link to download that has ended.
    EvidenceLinkOver = "evidence-link_over";
    /// Evidence that was removed.
    EvidenceRemoved = "evidence-removed";
    /// Evidence that `count` answers or links still name.
    EvidenceCited { count: u64 } = "evidence-cited";
    /// A PDF, where there is no press.
    NoPress = "document-no_press";
    /// A PDF that the press did not make in time, or at all.
    NotPrinted = "document-not_printed";

    /// A State invited after the opening.
    RoundFrozen = "round-frozen";
    /// A round that has opened.
    RoundNotPlanned = "round-not_planned";
    /// A round that is not open.
    RoundNotOpen = "round-not_open";
    /// A round that has not opened, or is archived.
    RoundNotUnderWay = "round-not_under_way";
    /// The same, where it is to be archived.
    RoundNotToArchive = "round-not_to_archive";
    /// A round at the State's own request that ends on no day.
    RoundWithoutLastDay = "round-without_last_day";
    /// A last day that is not later.
    RoundNotLater = "round-not_later";
    /// A last day that is not sooner.
    RoundNotSooner = "round-not_sooner";
    /// A last day that is over.
    RoundDayIsOver = "round-day_is_over";
    /// An instant that has been.
    RoundArchivedInThePast = "round-archived_in_the_past";
    /// Nothing that is new.
    RoundUnchanged = "round-unchanged";
    /// Letters, where no mail server is named.
    NoMail = "round-no_mail";
    LetterWaits = "account-letter_waits";
    /// Letters about a round at a stage at which none go out.
    LettersNotNow = "round-letters_not_now";

    /// Packs over `limit` MiB, before and after they are expanded.
    PackTooLarge { limit: u64 } = "pack-too_large";
    PackExpands { limit: u64 } = "pack-expands";
    PackUnknown = "pack-not_a_pack";
    PackDamaged { part: String } = "pack-damaged";
    PackActive { part: String } = "pack-active";
    PackFormula { sheet: String, cell: String } = "pack-formula";
    PackSeal = "pack-seal";
    PackLocked { sheet: String, row: u64 } = "pack-locked";
    PackTexts = "pack-texts";
    PackSheet { sheet: String } = "pack-sheet";
    PackOtherState { found: String } = "pack-other_state";
    PackOtherRound { found: String } = "pack-other_round";
    PackOtherEdition { found: String } = "pack-other_edition";
    PackOtherFile = "pack-other_file";

    /// A package over `limit` MiB.
    PackageTooLarge { limit: u64 } = "package-too_large";
    PackageUnknown = "package-not_a_package";
    PackageUnknownKey { key: String } = "package-unknown_key";
    PackageRevokedKey { key: String } = "package-revoked_key";
    PackageSignature = "package-signature";
    PackageChanged = "package-changed";
    PackageOtherState { found: String } = "package-other_state";
    PackageOtherRound { found: String } = "package-other_round";
    PackageOtherEdition { found: String } = "package-other_edition";
    PackageUnknownQuestion { question: String } = "package-unknown_question";
    /// `why` is the wording of a problem.
    PackageInvalid { question: String, why: String } = "package-invalid";
    PackageOtherForm { question: String } = "package-other_form";
    PackageHidden { question: String } = "package-hidden";
    PackageCeiling { question: String } = "package-ceiling";
    PackageSharing { question: String } = "package-sharing";
    PackageMissingEvidence { hash: String } = "package-missing_evidence";
    PackageRemovedEvidence { commitment: String } = "package-removed_evidence";
    /// A package that was handed in too long ago, or before too many others.
    PackageLapsed = "package-lapsed";
    /// Something else stands at `position`.
    PackageFiledOtherwise { position: u64 } = "package-filed_otherwise";
    /// A draft that was changed since it was seen.
    PackageMoved = "package-moved";
    /// A package that does not give the same document here.
    PackageOtherRoot = "package-other_root";
    /// Not an Ed25519 public key.
    HomeKeyBad = "package-key_bad";
    /// A name that is none.
    HomeKeyName = "package-key_name";
    /// A key of a name that was registered before.
    HomeKeyKnown = "package-key_known";
    /// A key that was revoked.
    HomeKeyRevoked = "package-key_revoked";
    /// As many keys as a State may have.
    TooManyHomeKeys { limit: u64 } = "package-too_many_keys";
    /// More than `limit` subscriptions over one socket.
    LimitSubscriptions { limit: u64 } = "limit-subscriptions";
    /// More than `limit` subscriptions of one account.
    LimitAccountSubscriptions { limit: u64 } = "limit-account_subscriptions";
    /// More than `limit` sockets and subscriptions in all.
    LimitStreams { limit: u64 } = "limit-streams";
    /// More than `limit` sockets and streams of events of one address.
    LimitAddressStreams { limit: u64 } = "limit-address_streams";
    /// More than `limit` operations of one socket in a minute.
    LimitSocketOperations { limit: u64 } = "limit-socket_operations";
    LimitAddressRequests { limit: u64 } = "limit-address_requests";
    LimitAccountRequests { limit: u64 } = "limit-account_requests";

    /// `Accept` admits neither of our media types.
    NotAcceptable = "request-not_acceptable";
    /// The body is declared to be something else than plain JSON.
    MediaType = "request-media_type";
    /// Byte number `byte`, counted from 1, is not UTF-8.
    NotUtf8 { byte: u64 } = "request-not_utf8";
    /// `place` is the body or a parameter; `reason` is the reader's.
    NotJson { place: String, reason: String } = "request-not_json";
    /// The body is JSON, but `found`.
    NotAnObject { found: String } = "request-not_an_object";
    /// No `query`.
    QueryMissing = "request-query_missing";
    /// A document and the id of one.
    DocumentAndId = "request-document_and_id";
    /// An id that stands for no document.
    UnknownDocument = "request-unknown_document";
    /// A document that only those who have signed in may send.
    DocumentNotListed = "request-document_not_listed";
    /// A parameter of another JSON type.
    WrongType { parameter: String, expected: String, found: String } = "request-wrong_type";
    /// A parameter that is there twice.
    ParameterTwice { parameter: String } = "request-parameter_twice";
    /// A broken percent escape.
    BadEscape = "request-bad_escape";
    /// A method that the address does not serve.
    Method { method: String, allowed: String } = "request-method";
    /// A mutation or subscription by GET.
    OnlyQueries = "request-only_queries";
    /// A subscription by POST.
    Subscription = "request-subscription";
    /// A query or a mutation where subscriptions are served.
    OnlySubscriptions = "request-only_subscriptions";
    /// A subscription of several fields.
    SingleRoot = "request-single_root";
    /// A page of another address that opens a socket.
    Origin = "request-origin";
    /// A socket of another subprotocol.
    Subprotocol = "request-subprotocol";
    /// A request for a socket that cannot become one.
    Upgrade = "request-upgrade";
    /// An address that does not exist.
    NoSuchPath = "request-no_such_path";
    /// `operationName` names none of the operations.
    UnknownOperation { name: String } = "request-unknown_operation";
    /// Several operations and no `operationName`.
    OperationNeeded = "request-operation_needed";
    /// A required variable without value; `kind` is its GraphQL type.
    VariableMissing { name: String, kind: String } = "request-variable_missing";
    /// A fragment that reaches itself.
    FragmentCycle { name: String } = "request-fragment_cycle";
    /// Introspection by a caller who has not signed in.
    Introspection = "request-introspection";
    /// An `Authorization` header of another form.
    BadAuthorization = "request-bad_authorization";
    /// The body took longer than `limit` seconds to arrive.
    TooSlow { limit: u64 } = "request-too_slow";
    /// The connection ended inside the body.
    CutOff = "request-cut_off";
}

/// What a message may carry.
trait Argument {
    fn value(&self) -> FluentValue<'_>;
}

impl Argument for u64 {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}

impl Argument for String {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

macro_rules! topics {
    ($code:literal) => {
        [
            include_str!(concat!("../locales/", $code, "/faults.ftl")),
            include_str!(concat!("../locales/", $code, "/accounts.ftl")),
            include_str!(concat!("../locales/", $code, "/limits.ftl")),
            include_str!(concat!("../locales/", $code, "/requests.ftl")),
            include_str!(concat!("../locales/", $code, "/problems.ftl")),
            include_str!(concat!("../locales/", $code, "/evidence.ftl")),
            include_str!(concat!("../locales/", $code, "/documents.ftl")),
            include_str!(concat!("../locales/", $code, "/packs.ftl")),
            include_str!(concat!("../locales/", $code, "/packages.ftl")),
            include_str!(concat!("../locales/", $code, "/rounds.ftl")),
            include_str!(concat!("../locales/", $code, "/editions.ftl")),
        ]
    };
}

const fn files(language: Language) -> [&'static str; 11] {
    match language {
        Language::Arabic => topics!("ar"),
        Language::Chinese => topics!("zh"),
        Language::English => topics!("en"),
        Language::French => topics!("fr"),
        Language::Russian => topics!("ru"),
        Language::Spanish => topics!("es"),
    }
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(files));

/// What a problem says in a language. Its wording is the message `problem-<code>`, its values are the problem's own.
pub fn problem(problem: &Problem, language: Language) -> String {
    let mut arguments = FluentArgs::new();
    for (name, value) in &problem.parameters {
        let value = match value {
            ProblemValue::Count(count) => FluentValue::from(*count),
            ProblemValue::Number(number) => FluentValue::from(number.to_string()),
            ProblemValue::Text(text) => FluentValue::from(text.as_str()),
        };
        arguments.set(*name, value);
    }
    PHRASES.say(language, &format!("problem-{}", problem.code.code()), &arguments)
}

/// What is wrong with the draft of an edition, in a language: the message `edition-<code>` with the flaw's own values.
pub fn flaw(flaw: &Flaw, language: Language) -> String {
    let parameters = flaw.parameters();
    let mut arguments = FluentArgs::new();
    for (name, value) in &parameters {
        arguments.set(*name, FluentValue::from(value.as_str()));
    }
    PHRASES.say(language, &format!("edition-{}", flaw.code()), &arguments)
}

impl Message {
    /// The wording in a language.
    pub fn text(&self, language: Language) -> String {
        PHRASES.say(language, self.id(), &self.arguments())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use domain::questionnaire::ProblemCode;
    use phrases::signatures;

    use super::*;

    /// The values of a problem that its wording shows, among those that the domain documents.
    fn values(code: ProblemCode) -> &'static [&'static str] {
        match code {
            ProblemCode::TooManyWords => &["words", "limit"],
            ProblemCode::TooLong => &["length", "limit"],
            ProblemCode::TooLarge => &["bytes", "limit"],
            ProblemCode::BelowMinimum | ProblemCode::AboveMaximum => &["value", "limit"],
            ProblemCode::DateTooFine => &["precision"],
            ProblemCode::TooManyItems => &["count", "limit"],
            ProblemCode::ExclusiveOption | ProblemCode::TextMissing | ProblemCode::TextNotAsked => &["option"],
            ProblemCode::DuplicateItem | ProblemCode::UnknownEvidence => &["item"],
            ProblemCode::NotALink => &["link"],
            ProblemCode::UnknownState => &["state"],
            ProblemCode::StandingNotPermitted => &["standing"],
            ProblemCode::TooManyDigits => &["digits", "limit"],
            ProblemCode::NotAnEmail => &["email"],
            ProblemCode::WrongKind
            | ProblemCode::TextWithoutOption
            | ProblemCode::SilenceBesideValue
            | ProblemCode::UnknownQuestion
            | ProblemCode::UnknownOption
            | ProblemCode::ImpossibleDate
            | ProblemCode::NulCharacter
            | ProblemCode::NotANumber
            | ProblemCode::ContactIncomplete
            | ProblemCode::Hidden
            | ProblemCode::NothingToFile
            | ProblemCode::Ceiling
            | ProblemCode::Stale
            | ProblemCode::KeyReused
            | ProblemCode::Bound => &[],
        }
    }

    #[test]
    fn every_message_is_worded_in_six_languages_with_the_same_values() {
        let owned = |(id, arguments): (&str, &[&str])| {
            let names = arguments.iter().map(|a| (*a).to_owned());
            (id.to_owned(), names.collect::<BTreeSet<_>>())
        };
        let problems = ProblemCode::ALL.iter().map(|code| {
            let (id, values) = (format!("problem-{}", code.code()), values(*code));
            owned((&id, values))
        });
        let messages = Message::SIGNATURES.iter().copied().map(owned);
        let flaws = Flaw::SIGNATURES.iter().map(|(code, values)| {
            let id = format!("edition-{code}");
            owned((&id, values))
        });
        let declared: BTreeMap<_, _> = messages.chain(problems).chain(flaws).collect();
        let count = Message::SIGNATURES.len() + ProblemCode::ALL.len() + Flaw::SIGNATURES.len();
        assert_eq!(declared.len(), count, "an id is declared twice");
        for language in Language::ALL {
            let worded = signatures(&files(language));
            for (id, arguments) in &declared {
                assert_eq!(worded.get(id), Some(arguments), "{language}: {id}");
            }
            assert_eq!(worded.len(), declared.len(), "{language}: a wording that nobody uses");
        }
    }

    #[test]
    fn counted_nouns_take_the_form_that_the_language_asks_for() {
        let words = |words: u32, language| {
            let too_many = Problem::new(None, ProblemCode::TooManyWords);
            problem(&too_many.with("words", words).with("limit", 300_u32), language)
        };
        let table = [
            (Language::English, 1, "1 word;"),
            (Language::English, 301, "301 words;"),
            (Language::French, 0, "0 mot "),
            (Language::French, 2, "2 mots "),
            (Language::Spanish, 1, "1 palabra;"),
            (Language::Russian, 321, "321 слово;"),
            (Language::Russian, 322, "322 слова;"),
            (Language::Russian, 325, "325 слов;"),
            (Language::Russian, 311, "311 слов;"),
            (Language::Chinese, 301, "301 字；"),
        ];
        for (language, count, expected) in table {
            let text = words(count, language);
            assert!(text.contains(expected), "{language}: {text}");
        }
        let arabic = |count| words(count, Language::Arabic).replace(['\u{2068}', '\u{2069}'], "");
        for (count, expected) in [
            (1, "من كلمة واحدة؛"),
            (2, "من كلمتين؛"),
            (303, "303 كلمات؛"),
            (311, "311 كلمة؛"),
            (400, "400 كلمة؛"),
        ] {
            assert!(arabic(count).contains(expected), "{}", arabic(count));
        }
    }

    #[test]
    fn a_code_inside_a_message_chooses_its_wording() {
        let with = |code, name, value: &str, language| problem(&Problem::new(None, code).with(name, value), language);
        let standing = |value, language| with(ProblemCode::StandingNotPermitted, "standing", value, language);
        assert!(standing("not_applicable", Language::French).contains("« sans objet »"));
        assert!(standing("declined", Language::Chinese).contains("“不愿答复”"));
        let text = with(ProblemCode::DateTooFine, "precision", "year", Language::English);
        assert!(text.ends_with("give the year only."), "{text}");
        let missing = Message::VariableMissing {
            name: "id".to_owned(),
            kind: "ID!".to_owned(),
        };
        assert_eq!(
            missing.text(Language::English),
            "Variable “$id” of type “ID!” is required and was not given."
        );
    }
}
