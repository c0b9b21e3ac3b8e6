import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from "@tanstack/react-router";

import { isTongue, preferredTongue, type Tongue } from "../i18n/language";
import { messagesOf } from "../i18n/messages";
import { readAgainst, readNotices } from "../pages/capacity/address";
import { readProposal, readProposals } from "../pages/proposals/address";
import { readReviews } from "../pages/reviews/address";
import { readView } from "../pages/coverage/view";
import { readPlace } from "../pages/editor/place";
import { readNames, readPositions, readRounds } from "../pages/differences/sides";
import { readFilters } from "../pages/provisions/filters";
import { readAsOf, readComparison, readTrend } from "../pages/reports/address";
import { readSought } from "../pages/search/address";
import { readSearch } from "../pages/trail/search";
import { isEmbedded, rewrite } from "./embedding";
import { OfflineStart } from "./offline-start";
import { PAGES } from "./pages";
import { safeNext } from "./place";
import { FailedPage, NotFoundPage } from "./problem";
import { session } from "./session";
import { Shell } from "./shell";

// Every address of the console in one place. The language stands first, so that a link shows what its sender saw, and the
// language switch changes this one part.
const root = createRootRoute();

const entry = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/$tongue", params: { tongue: preferredTongue() }, replace: true });
  },
});

const shell = createRoute({
  getParentRoute: () => root,
  path: "/$tongue",
  beforeLoad: async ({ params, location }) => {
    if (!isTongue(params.tongue)) {
      // With its fragment: the link of an invitation, `/invitation#secret`, names no language.
      throw redirect({ href: `/${preferredTongue()}${location.href}`, replace: true });
    }
    await session.begin();
  },
  loader: async ({ params }) => {
    const tongue = params.tongue as Tongue;
    return { tongue, messages: await messagesOf(tongue) };
  },
  staleTime: Infinity,
  // In a page of somebody else there are no menus, and nobody is signed in.
  component: isEmbedded ? lazyRouteComponent(() => import("./embedded"), "Embedded") : Shell,
  errorComponent: OfflineStart,
});

/** For addresses that somebody has to be signed in for: `beforeLoad: needsSession`. */
export function needsSession({ params, location }: { params: { tongue: string }; location: { href: string } }) {
  if (session.tokens() === null && session.now().away === null) {
    throw redirect({ to: "/$tongue/sign-in", params: { tongue: params.tongue }, search: { next: location.href } });
  }
}

const start = createRoute({
  getParentRoute: () => shell,
  path: "/",
  component: lazyRouteComponent(PAGES[""], "StartPage"),
});

const guide = createRoute({
  getParentRoute: () => shell,
  path: "guide/{-$who}",
  component: lazyRouteComponent(PAGES["guide/{-$who}"], "GuidePage"),
});

const signIn = createRoute({
  getParentRoute: () => shell,
  path: "sign-in",
  validateSearch: ({ next, problem }: Record<string, unknown>): { next?: string; problem?: string } => ({
    ...(typeof next === "string" && { next }),
    ...(typeof problem === "string" && { problem }),
  }),
  beforeLoad: ({ params, search }) => {
    if (session.tokens() !== null && search.problem === undefined)
      throw redirect({ href: safeNext(search.next, params.tongue as Tongue), replace: true });
  },
  component: lazyRouteComponent(PAGES["sign-in"], "SignInPage"),
});

const provisions = createRoute({
  getParentRoute: () => shell,
  path: "provisions",
  validateSearch: readFilters,
  component: lazyRouteComponent(PAGES.provisions, "ProvisionsPage"),
});

const provision = createRoute({
  getParentRoute: () => shell,
  path: "provisions/$code",
  component: lazyRouteComponent(PAGES["provisions/$code"], "ProvisionPage"),
});

const instrument = createRoute({
  getParentRoute: () => shell,
  path: "instruments/$code",
  component: lazyRouteComponent(PAGES["instruments/$code"], "InstrumentPage"),
});

const questionnaires = createRoute({
  getParentRoute: () => shell,
  path: "questionnaires",
  component: lazyRouteComponent(PAGES.questionnaires, "QuestionnairesPage"),
});

const questionnaire = createRoute({
  getParentRoute: () => shell,
  path: "questionnaires/$edition",
  component: lazyRouteComponent(PAGES["questionnaires/$edition"], "EditionPage"),
});

const editor = createRoute({
  getParentRoute: () => shell,
  path: "editor",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES.editor, "DraftsPage"),
});

const editionDraft = createRoute({
  getParentRoute: () => shell,
  path: "editor/$draft",
  validateSearch: readPlace,
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["editor/$draft"], "DraftPage"),
});

const coverage = createRoute({
  getParentRoute: () => shell,
  path: "coverage",
  component: lazyRouteComponent(PAGES.coverage, "RoundsPage"),
});

const coverageOfRound = createRoute({
  getParentRoute: () => shell,
  path: "coverage/$round",
  validateSearch: readView,
  component: lazyRouteComponent(PAGES["coverage/$round"], "RoundPage"),
});

const invitation = createRoute({
  getParentRoute: () => shell,
  path: "invitation",
  validateSearch: ({ review }: Record<string, unknown>): { review?: string } =>
    typeof review === "string" ? { review } : {},
  component: lazyRouteComponent(PAGES.invitation, "InvitationPage"),
});

const submissions = createRoute({
  getParentRoute: () => shell,
  path: "submissions",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES.submissions, "SubmissionsPage"),
});

const evidence = createRoute({
  getParentRoute: () => shell,
  path: "evidence",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["evidence"], "EvidencePage"),
});

const survey = createRoute({
  getParentRoute: () => shell,
  path: "submissions/$id/survey/{-$section}",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["submissions/$id/survey/{-$section}"], "SurveyPage"),
});

const update = createRoute({
  getParentRoute: () => shell,
  path: "submissions/$id/update",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["submissions/$id/update"], "UpdatePage"),
});

const review = createRoute({
  getParentRoute: () => shell,
  path: "submissions/$id/review",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["submissions/$id/review"], "ReviewPage"),
});

const draftDifference = createRoute({
  getParentRoute: () => shell,
  path: "submissions/$id/changes",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["submissions/$id/changes"], "DraftDifferencePage"),
});

const reply = createRoute({
  getParentRoute: () => shell,
  path: "submissions/$id/reply",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["submissions/$id/reply"], "ReplyPage"),
});

const pack = createRoute({
  getParentRoute: () => shell,
  path: "submissions/$id/pack",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["submissions/$id/pack"], "PackPage"),
});

const ofHome = createRoute({
  getParentRoute: () => shell,
  path: "submissions/$id/package",
  validateSearch: ({ package: id }: Record<string, unknown>): { package?: string } =>
    typeof id === "string" ? { package: id } : {},
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["submissions/$id/package"], "PackagePage"),
});

const contradictions = createRoute({
  getParentRoute: () => shell,
  path: "contradictions",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES.contradictions, "ContradictionsPage"),
});

const filingDifference = createRoute({
  getParentRoute: () => shell,
  path: "differences/filings",
  validateSearch: readPositions,
  component: lazyRouteComponent(PAGES["differences/filings"], "FilingDifferencePage"),
});

const roundDifference = createRoute({
  getParentRoute: () => shell,
  path: "differences/rounds",
  validateSearch: readRounds,
  component: lazyRouteComponent(PAGES["differences/rounds"], "RoundDifferencePage"),
});

const editionDifference = createRoute({
  getParentRoute: () => shell,
  path: "differences/editions",
  validateSearch: readNames,
  component: lazyRouteComponent(PAGES["differences/editions"], "EditionDifferencePage"),
});

const sections = createRoute({
  getParentRoute: () => shell,
  path: "submissions/$id/sections",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["submissions/$id/sections"], "SectionsPage"),
});

const packet = createRoute({
  getParentRoute: () => shell,
  path: "submissions/$id/sections/$section",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["submissions/$id/sections/$section"], "PacketPage"),
});

const webhooks = createRoute({
  getParentRoute: () => shell,
  path: "webhooks",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES.webhooks, "WebhooksPage"),
});

const team = createRoute({
  getParentRoute: () => shell,
  path: "team",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["team"], "TeamPage"),
});

const security = createRoute({
  getParentRoute: () => shell,
  path: "security",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["security"], "SecurityPage"),
});

const accreditation = createRoute({
  getParentRoute: () => shell,
  path: "accreditation",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["accreditation"], "AccreditationPage"),
});

const filing = createRoute({
  getParentRoute: () => shell,
  path: "filings/$position",
  component: lazyRouteComponent(PAGES["filings/$position"], "FilingPage"),
});

const register = createRoute({
  getParentRoute: () => shell,
  path: "register",
  validateSearch: readAsOf,
  component: lazyRouteComponent(PAGES.register, "RegisterPage"),
});

const verify = createRoute({
  getParentRoute: () => shell,
  path: "register/verify",
  component: lazyRouteComponent(PAGES["register/verify"], "VerifyPage"),
});

const openData = createRoute({
  getParentRoute: () => shell,
  path: "open-data",
  validateSearch: readAsOf,
  component: lazyRouteComponent(PAGES["open-data"], "OpenDataPage"),
});

const states = createRoute({
  getParentRoute: () => shell,
  path: "states",
  component: lazyRouteComponent(PAGES.states, "StatesPage"),
});

const state = createRoute({
  getParentRoute: () => shell,
  path: "states/$code",
  validateSearch: readAsOf,
  component: lazyRouteComponent(PAGES["states/$code"], "StatePage"),
});

const participation = createRoute({
  getParentRoute: () => shell,
  path: "participation",
  validateSearch: readAsOf,
  component: lazyRouteComponent(PAGES.participation, "ParticipationPage"),
});

const trend = createRoute({
  getParentRoute: () => shell,
  path: "trends",
  validateSearch: readTrend,
  component: lazyRouteComponent(PAGES.trends, "TrendPage"),
});

const comparison = createRoute({
  getParentRoute: () => shell,
  path: "comparison",
  validateSearch: readComparison,
  component: lazyRouteComponent(PAGES.comparison, "ComparisonPage"),
});

const rounds = createRoute({
  getParentRoute: () => shell,
  path: "rounds",
  component: lazyRouteComponent(PAGES.rounds, "RoundsDesk"),
});

const roundPlanned = createRoute({
  getParentRoute: () => shell,
  path: "rounds/plan",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["rounds/plan"], "PlanningPage"),
});

const round = createRoute({
  getParentRoute: () => shell,
  path: "rounds/$round",
  component: lazyRouteComponent(PAGES["rounds/$round"], "RoundPage"),
});

const roundRevised = createRoute({
  getParentRoute: () => shell,
  path: "rounds/$round/revise",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["rounds/$round/revise"], "RevisePage"),
});

const roundStatus = createRoute({
  getParentRoute: () => shell,
  path: "rounds/$round/status",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["rounds/$round/status"], "RoundStatusPage"),
});

const letters = createRoute({
  getParentRoute: () => shell,
  path: "rounds/$round/letters",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["rounds/$round/letters"], "LettersPage"),
});

const compilations = createRoute({
  getParentRoute: () => shell,
  path: "rounds/$round/compilations",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["rounds/$round/compilations"], "CompilationsPage"),
});

const needs = createRoute({
  getParentRoute: () => shell,
  path: "needs",
  validateSearch: readNotices,
  component: lazyRouteComponent(PAGES.needs, "NeedsPage"),
});

/** A need or an offer is read by everybody; a new one, or one that is written anew, by whoever is signed in. */
function isReadOrWritten(asked: {
  params: { tongue: string; id: string; act?: string | undefined };
  location: { href: string };
}) {
  const { id, act } = asked.params;
  if (act !== undefined && act !== "revise") throw notFound();
  if (id === "new" || act !== undefined) needsSession(asked);
}

const need = createRoute({
  getParentRoute: () => shell,
  path: "needs/$id/{-$act}",
  beforeLoad: isReadOrWritten,
  component: lazyRouteComponent(PAGES["needs/$id/{-$act}"], "NeedPage"),
});

const offers = createRoute({
  getParentRoute: () => shell,
  path: "offers",
  validateSearch: readNotices,
  component: lazyRouteComponent(PAGES.offers, "OffersPage"),
});

const offer = createRoute({
  getParentRoute: () => shell,
  path: "offers/$id/{-$act}",
  beforeLoad: isReadOrWritten,
  component: lazyRouteComponent(PAGES["offers/$id/{-$act}"], "OfferPage"),
});

const against = createRoute({
  getParentRoute: () => shell,
  path: "needs-against-offers",
  validateSearch: readAgainst,
  component: lazyRouteComponent(PAGES["needs-against-offers"], "NeedsAgainstOffersPage"),
});

const proposals = createRoute({
  getParentRoute: () => shell,
  path: "proposals",
  validateSearch: readProposals,
  component: lazyRouteComponent(PAGES.proposals, "ProposalsPage"),
});

const proposal = createRoute({
  getParentRoute: () => shell,
  path: "proposals/$id/{-$act}",
  validateSearch: readProposal,
  // A proposal is read by everybody; a new one, or one that is written anew, by whoever is signed in.
  beforeLoad: (asked) => {
    const { id, act } = asked.params;
    if (act !== undefined && act !== "edit") throw notFound();
    if (id === "new" || act !== undefined) needsSession(asked);
  },
  component: lazyRouteComponent(PAGES["proposals/$id/{-$act}"], "ProposalPage"),
});

const reviews = createRoute({
  getParentRoute: () => shell,
  path: "reviews",
  validateSearch: readReviews,
  component: lazyRouteComponent(PAGES.reviews, "ReviewsPage"),
});

const invitedReview = createRoute({
  getParentRoute: () => shell,
  path: "reviews/$id",
  component: lazyRouteComponent(PAGES["reviews/$id"], "ReviewPage"),
});

const reviewInvitation = createRoute({
  getParentRoute: () => shell,
  path: "filings/$position/invite",
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES["filings/$position/invite"], "InvitePage"),
});

const search = createRoute({
  getParentRoute: () => shell,
  path: "search",
  validateSearch: readSought,
  component: lazyRouteComponent(PAGES.search, "SearchPage"),
});

const trail = createRoute({
  getParentRoute: () => shell,
  path: "trail",
  validateSearch: readSearch,
  beforeLoad: (asked) => needsSession(asked),
  component: lazyRouteComponent(PAGES.trail, "TrailPage"),
});

const tree = root.addChildren([
  entry,
  shell.addChildren([
    start,
    guide,
    signIn,
    invitation,
    provisions,
    provision,
    instrument,
    questionnaires,
    questionnaire,
    editor,
    editionDraft,
    coverage,
    coverageOfRound,
    submissions,
    evidence,
    survey,
    update,
    review,
    draftDifference,
    reply,
    pack,
    ofHome,
    contradictions,
    filingDifference,
    roundDifference,
    editionDifference,
    sections,
    packet,
    webhooks,
    team,
    security,
    accreditation,
    filing,
    register,
    verify,
    openData,
    states,
    state,
    participation,
    trend,
    comparison,
    rounds,
    roundPlanned,
    round,
    roundRevised,
    roundStatus,
    letters,
    compilations,
    proposals,
    proposal,
    reviews,
    invitedReview,
    reviewInvitation,
    needs,
    need,
    offers,
    offer,
    against,
    search,
    trail,
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  ...(isEmbedded && { rewrite }),
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: FailedPage,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
