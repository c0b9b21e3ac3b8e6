//! Queries.

use serde_json::json;

use super::{Row, none, row};

pub(crate) const QUERIES: &[Row] = &[
    row("letters", "{ letters(round: \"views-2027\") { totalCount nodes { matter } } }", none),
    row(
        "letterOutlook",
        "{ letterOutlook(round: \"views-2027\") { hasMailServer matters withoutRecipients { code } onRecord { code } } }",
        none,
    ),
    row(
        "letterPreview",
        "{ letterPreview(round: \"views-2027\", matter: INVITATION, state: \"QMA\") { language subject } }",
        none,
    ),
    row(
        "coverage",
        "{ coverage(round: \"views-2027\") { invited rows(questions: [\"VA.authority\", \"VA.capacity\", \"VT.topic_c\"]) {
            parts { notFiled silent answeredShown countedNotShown withheld } options { code states } hidden { __typename } } } }",
        none,
    ),
    row(
        "coverage",
        "{ coverage(round: \"views-2027\", group: {isLdc: true}) { invited } }",
        none,
    ),
    row("auditTrail", "{ auditTrail(first: 1) { nodes { verb state { code } person { name } } } }", none),
    row(
        "auditTrail",
        "{ auditTrail(state: \"QMA\", first: 1, to: \"2027-03-02T00:00:00Z\") { nodes { verb } } }",
        none,
    ),
    row(
        "comparison",
        "{ comparison(round: \"views-2027\", states: [\"QMA\", \"QMB\"], questions: [\"VA.capacity\", \"VT.topic_a\"]) {
            invited rows { questionCode showing cells { state { code } answer { standing sharing { visibility } } } } } }",
        none,
    ),
    row(
        "trend",
        "{ trend(edition: \"views-and-assessments/1\", question: \"VA.capacity\") { runs { points { joint round { key }
            row { invited parts { notFiled answeredShown countedNotShown withheld } hidden { __typename } } } } } }",
        none,
    ),
    row(
        "stateProfile",
        "{ stateProfile(state: \"QMA\") { filings { position } provisions { provision { code } adoption
            answers { questionCode } } needs { questionCode } contacts { questionCode } } }",
        none,
    ),
    row(
        "participation",
        "{ participation(round: \"views-2027\") { members { invited filed } observers { invited filed }
            groups { group turnout { invited filed } } } }",
        none,
    ),
    row(
        "roundStatus",
        "{ roundStatus(round: \"views-2027\") { members { invited opened filed } states { state { code } openedAt hasFiled completeness { answered } } } }",
        none,
    ),
    row(
        "contradictions",
        "{ contradictions(state: \"QMA\") { kind sides { origin { questionCode } } } }",
        none,
    ),
    row("coverageByGroup", "{ coverageByGroup(round: \"views-2027\") { groups invited } }", none),
    row("openData", "{ openData { asOf datasets { name isByRound } } }", none),
    row(
        "search",
        "{ search(query: \"authority\", first: 5) { totalCount nodes { __typename
            ... on AnswerHit { answer { questionCode } state { code } } } } }",
        none,
    ),
    // What is drafted is found by nobody, and what is released by everybody alike.
    row(
        "search",
        "{ search(query: \"proposal\", kinds: [PROPOSAL], first: 5) { totalCount nodes { ... on ProposalHit {
            proposal { state { code } revision } version { number content { title { content } } sharing { visibility } } } } } }",
        none,
    ),
    row("documents", "{ documents(first: 1) { nodes { symbol } } }", none),
    row(
        "editionDifference",
        "{ editionDifference(before: \"views-and-assessments/1\", after: \"views-and-assessments/1\") { unchangedCount } }",
        none,
    ),
    row(
        "filingDifference",
        "{ filingDifference(before: 1, after: 1) { changes(withUnchanged: true) { kind before { questionCode sharing { visibility } } } } }",
        none,
    ),
    row(
        "roundDifference",
        "{ roundDifference(state: \"QMA\", before: \"views-2027\", after: \"views-2027\") { count(kind: UNCHANGED) } }",
        none,
    ),
    row("edition", "{ edition(code: \"views-and-assessments/1\") { questionCount } }", none),
    row("editions", "{ editions { code } }", none),
    row(
        "evidence",
        "{ evidence(state: \"QMA\") { totalCount nodes { title url kind isFiled revision sharing { visibility } } } }",
        none,
    ),
    row(
        "filing",
        "{ filing(position: 1) { state { code } status isLate answerCount answers { questionCode sharing { visibility } } } }",
        none,
    ),
    row("filing", "{ filing(position: 1) { receipt } }", none),
    row(
        "filing",
        "{ filing(position: 1) { instrumentView(instrument: \"A-C1-73-L27\") { adoption provisions { provision { code }
            bearings { relation { code } answers { questionCode } } } } } }",
        none,
    ),
    row(
        "filings",
        "{ filings(round: \"views-2027\") { totalCount nodes { answer(question: \"VA.capacity\") { standing } } } }",
        none,
    ),
    row("identityProviders", "{ identityProviders { key } }", none),
    row("inclusionProof", "{ inclusionProof(position: 1) { position size } }", none),
    row("instrument", "{ instrument(code: \"A-66-359\") { symbol } }", none),
    row("instruments", "{ instruments(first: 1) { nodes { code } } }", none),
    row(
        "invitations",
        "{ invitations(place: {state: \"QMA\"}) { email role status } }",
        none,
    ),
    row(
        "invitations",
        "{ invitations(place: {}) { email role status } }",
        none,
    ),
    row("members", "{ members(place: {state: \"QMA\"}) { role isValid } }", none),
    row("members", "{ members(place: {}) { role } }", none),
    row("mentions", "{ mentions { questionCode } }", none),
    row("ministries", "{ ministries(state: \"QMA\") { name } }", none),
    row(
        "node",
        "query ($id: ID!) { node(id: $id) { ... on Submission { stage } } }",
        |stage| json!({"id": stage.draft}),
    ),
    row("node", "{ node(id: \"ZjE\") { ... on Filing { position answers { questionCode } } } }", none),
    row(
        "node",
        "query ($id: ID!) { node(id: $id) { ... on Evidence { title } } }",
        |stage| json!({"id": stage.evidence}),
    ),
    row("node", "query ($id: ID!) { node(id: $id) { __typename } }", |stage| json!({"id": stage.account})),
    row("node", "query ($id: ID!) { node(id: $id) { __typename } }", |stage| json!({"id": stage.membership})),
    row("organisations", "{ organisations { code } }", none),
    row(
        "programs",
        "{ programs(place: {state: \"QMA\"}) { name scopes membership { role } secrets { isValid } } }",
        none,
    ),
    row("programs", "{ programs(place: {}) { name } }", none),
    row("compilations", "{ compilations(round: \"views-2027\") { asOf readers status progress { replies } } }", none),
    row(
        "compilation",
        "query ($id: ID!) { compilation(id: $id) { asOf readers status volumes { number } } }",
        |stage| json!({"id": stage.compilation}),
    ),
    row(
        "stateProfile",
        "{ stateProfile(state: \"QMA\") { document(format: DOCX) { mediaType } } }",
        none,
    ),
    row("webhooks", "{ webhooks(state: \"QMA\") { address kinds status deliveries { nodes { outcome } } } }", none),
    row("webhooks", "{ webhooks { address } }", none),
    row("needs", "{ needs { nodes { stage title { content } sharing { visibility } } } }", none),
    row(
        "offers",
        "{ offers(first: 2) { nodes { stage title { content } matchingNeeds(first: 3) { nodes { need { title { content } } } } } } }",
        none,
    ),
    row("needsAgainstOffers", "{ needsAgainstOffers { needing } }", none),
    row("pointsOfContact", "{ pointsOfContact(state: \"QMA\") { isNotified } }", none),
    row(
        "node",
        "query ($id: ID!) { node(id: $id) { ... on Need { title { content } revisions { revision } } } }",
        |stage| json!({"id": stage.notices.need}),
    ),
    row(
        "proposals",
        "{ proposals(first: 5) { nodes { stage version content { title { content } } versions { number sharing { visibility } }
            cosponsors { version state { code } } } } }",
        none,
    ),
    row(
        "node",
        "query ($id: ID!) { node(id: $id) { ... on Proposal { revision content { title { content } } } } }",
        |stage| json!({"id": stage.proposals.drafted}),
    ),
    row(
        "reviews",
        "{ reviews(first: 10) { nodes { state { code } stage sides reviewer { kind state { code } } questions { code }
            texts { content } replies { content } agreedBy draft { content } replyDraft { content } } } }",
        none,
    ),
    row(
        "review",
        "query ($id: ID!) { review(id: $id) { stage answers { questionCode standing } draft { content } } }",
        |stage| json!({"id": stage.reviews.accepted}),
    ),
    row(
        "node",
        "query ($id: ID!) { node(id: $id) { ... on Review { stage texts { content } replyDraft { content } } } }",
        |stage| json!({"id": stage.reviews.replied}),
    ),
    row(
        "editionDrafts",
        "{ editionDrafts { code stage revision title { content } faults { code } } }",
        none,
    ),
    row(
        "editionDraft",
        "query ($id: ID!) { editionDraft(id: $id) { code preview { code isDraft document(format: PDF) { mediaType } } patterns { name } simulation { position answers } } }",
        |stage| json!({"id": stage.edition_draft}),
    ),
    row("team", "{ team(state: \"QMA\") { posts { role } } }", none),
    row(
        "submission",
        "query ($id: ID!) { submission(id: $id) { section(code: \"VA\") { isReadable threads { comments { content } }
            clearance { status turn history { kind reason } steps { signatures { isMine isAwaited } } } } } }",
        |stage| json!({"id": stage.clearing}),
    ),
    row("provision", "{ provision(code: \"A-66-359/c\") { code } }", none),
    row("provisions", "{ provisions(first: 1) { nodes { code } } }", none),
    row("cited", "{ cited(citation: \"normtrack:views-2027/1\") { ... on Filing { position } } }", none),
    row(
        "cited",
        "{ cited(citation: \"normtrack:views-2027/1#VA.capacity\") { ... on FiledAnswer { standing citation address } } }",
        none,
    ),
    row("consistencyProof", "{ consistencyProof(from: 1) { fromSize toSize } }", none),
    row("crosswalk", "{ crosswalk(first: 1) { nodes { code } } }", none),
    row("register", "{ register(first: 2) { nodes { position kind state { code } } } }", none),
    row("registerPosition", "{ registerPosition }", none),
    row(
        "round",
        "{ round(key: \"views-2027\") { stage invited(first: 2) { nodes { state { code } openedAt hasFiled } } } }",
        none,
    ),
    row("homeKeys", "{ homeKeys(state: \"QMA\") { kid revokedAt } }", none),
    row(
        "packagePreview",
        "query ($id: ID!) { packagePreview(id: $id) { state { code } round { key } answerCount takenBack submission { stage }
            answers { question outcome } filing { position } } }",
        |stage| json!({"id": stage.package.id}),
    ),
    row("secondFactorRoles", "{ secondFactorRoles }", none),
    row("rounds", "{ rounds { nodes { key } } }", none),
    row("state", "{ state(code: \"QMA\") { code } }", none),
    row("state", "{ state(code: \"QMA\") { filings(asOf: 1) { position status } } }", none),
    row("states", "{ states(first: 1) { nodes { code } } }", none),
    row(
        "submission",
        "query ($id: ID!) { submission(id: $id) { stage fourEyes completeness { answered }
            answers { questionCode revisions { basedOn } unmerged { basedOn } } unmergedCount unconfirmedCount
            retiredAnswers { __typename } difference { changes { kind after { questionCode } } } problems { code } preview { answerCount }
            va: section(code: \"VA\") { assignment { since } answers { questionCode } enabledQuestions unmerged { questionCode } }
            vt: answer(question: \"VT.topic_a\") { revision } } }",
        |stage| json!({"id": stage.draft}),
    ),
    row(
        "submission",
        "query ($id: ID!) { submission(id: $id) { draftedReply { questionCode text } } }",
        |stage| json!({"id": stage.draft}),
    ),
    row(
        "submission",
        "query ($id: ID!) { submission(id: $id) { stage filings { position } } }",
        |stage| json!({"id": stage.filed}),
    ),
    row("submissions", "{ submissions(state: \"QMA\") { stage } }", none),
    row("submissions", "{ submissions { state { code } stage } }", none),
    row("treeHead", "{ treeHead { size filedAt } }", none),
    row("viewer", "{ viewer { memberships { role isValid } } }", none),
    row(
        "viewer",
        "{ viewer { secondFactor { confirmedAt recoveryCodesLeft isMissing } sessions { means client isCurrent } } }",
        none,
    ),
    row("vocabulary", "{ vocabulary(name: \"regional_groups\") { __typename } }", none),
];
