import { expect } from "vitest";

import type { PAGES } from "../src/app/pages";
import type { Tongue } from "../src/i18n/language";
import { asks, does, editor, tokenOf } from "./harness/people";
import { NARROWEST, SIZES, story, TABLET, type Visitor } from "./harness/story";

const ROUND = "fictional-survey-1";
const VIEWS = "fictional-views";

/** The narrowest after the widest: what a page remembers of one width must not stand in its way at another. */
const WIDTHS = [SIZES.desktop, NARROWEST, TABLET];

const PEOPLE = {
  anyone: null,
  focal: "focal-point.qma@example.org",
  authority: "publishing-authority.qma@example.org",
  officer: "secretariat-officer@example.org",
  administrator: "administrator@example.org",
  editor: "pages.editor@example.org",
} as const;

type Person = keyof typeof PEOPLE;

/** What pages are about, in the database of fictional States. */
interface Subjects {
  file: string;
  position: number;
  need: string;
  offer: string;
  proposal: string;
  edition: string;
  draft: string;
  planned: string;
  /** A filing of the State that stands, and a review of an answer in it. */
  own: number;
  review: string;
}

/** Who sees the page, and where. A page without a line here does not compile. */
const VISITS: Record<keyof typeof PAGES, (subjects: Subjects) => [Person, string]> = {
  "": () => ["anyone", "/"],
  "guide/{-$who}": () => ["focal", "/guide"],
  "sign-in": () => ["anyone", "/sign-in"],
  invitation: () => ["anyone", "/invitation#no-such-secret"],
  provisions: () => ["anyone", "/provisions"],
  "provisions/$code": () => ["anyone", `/provisions/${encodeURIComponent("A-70-174/13.a")}`],
  "instruments/$code": () => ["anyone", "/instruments/A-70-174"],
  questionnaires: () => ["anyone", "/questionnaires"],
  "questionnaires/$edition": ({ edition }) => ["anyone", `/questionnaires/${edition}`],
  editor: () => ["editor", "/editor"],
  "editor/$draft": ({ draft }) => ["editor", `/editor/${draft}`],
  coverage: () => ["anyone", "/coverage"],
  "coverage/$round": () => ["anyone", `/coverage/${ROUND}`],
  submissions: () => ["focal", "/submissions"],
  "submissions/$id/survey/{-$section}": ({ file }) => ["focal", `/submissions/${file}/survey`],
  "submissions/$id/update": ({ file }) => ["focal", `/submissions/${file}/update`],
  "submissions/$id/review": ({ file }) => ["focal", `/submissions/${file}/review`],
  "submissions/$id/sections": ({ file }) => ["focal", `/submissions/${file}/sections`],
  "submissions/$id/sections/$section": ({ file }) => ["focal", `/submissions/${file}/sections/N13A`],
  webhooks: () => ["focal", "/webhooks"],
  evidence: () => ["focal", "/evidence"],
  team: () => ["focal", "/team"],
  security: () => ["focal", "/security"],
  accreditation: () => ["administrator", "/accreditation"],
  "submissions/$id/pack": ({ file }) => ["focal", `/submissions/${file}/pack`],
  "submissions/$id/package": ({ file }) => ["focal", `/submissions/${file}/package`],
  "submissions/$id/reply": ({ file }) => ["focal", `/submissions/${file}/reply`],
  contradictions: () => ["focal", "/contradictions"],
  "submissions/$id/changes": ({ file }) => ["focal", `/submissions/${file}/changes`],
  "differences/filings": ({ position }) => ["anyone", `/differences/filings?before=${position}&after=${position}`],
  "differences/rounds": () => ["anyone", `/differences/rounds?before=${ROUND}&after=${VIEWS}&state=QMA`],
  "differences/editions": ({ edition }) => ["anyone", `/differences/editions?before=${edition}&after=${edition}`],
  "filings/$position": ({ position }) => ["anyone", `/filings/${position}`],
  register: () => ["anyone", "/register"],
  "open-data": () => ["anyone", "/open-data"],
  trail: () => ["administrator", "/trail"],
  states: () => ["anyone", "/states"],
  "states/$code": () => ["anyone", "/states/QMA"],
  participation: () => ["anyone", "/participation"],
  trends: () => ["anyone", "/trends"],
  comparison: () => ["anyone", `/comparison?round=${ROUND}&instrument=A-70-174&states=QMA+QMB`],
  rounds: () => ["anyone", "/rounds"],
  "rounds/$round": () => ["officer", `/rounds/${ROUND}`],
  "rounds/plan": () => ["officer", "/rounds/plan"],
  "rounds/$round/revise": ({ planned }) => ["officer", `/rounds/${planned}/revise`],
  "rounds/$round/status": () => ["officer", `/rounds/${ROUND}/status`],
  "rounds/$round/letters": () => ["officer", `/rounds/${VIEWS}/letters`],
  "rounds/$round/compilations": () => ["officer", `/rounds/${VIEWS}/compilations`],
  search: () => ["anyone", "/search?q=national"],
  needs: () => ["anyone", "/needs"],
  "needs/$id/{-$act}": ({ need }) => ["focal", `/needs/${need}`],
  offers: () => ["anyone", "/offers"],
  "offers/$id/{-$act}": ({ offer }) => ["focal", `/offers/${offer}`],
  "needs-against-offers": () => ["anyone", "/needs-against-offers"],
  proposals: () => ["anyone", "/proposals"],
  "proposals/$id/{-$act}": ({ proposal }) => ["focal", `/proposals/${proposal}`],
  reviews: () => ["focal", "/reviews"],
  "reviews/$id": ({ review }) => ["focal", `/reviews/${review}`],
  "filings/$position/invite": ({ own }) => ["authority", `/filings/${own}/invite`],
  "register/verify": () => ["anyone", "/register/verify"],
};

/** A draft of the views on the programme of action, which is begun once. */
async function draftedEdition(): Promise<string> {
  const token = await editor(PEOPLE.editor);
  const { editionDrafts } = await asks<{ editionDrafts: { id: string; questionnaire: string }[] }>(
    token,
    "{ editionDrafts { id questionnaire } }",
  );
  const known = editionDrafts.find(({ questionnaire }) => questionnaire === "poa-views");
  if (known) return known.id;
  const begun = { questionnaire: "poa-views" };
  return (await does<{ draft: { id: string } }>(token, "draftEdition", begun, "draft { id }")).draft.id;
}

async function subjects(): Promise<Subjects> {
  const focal = await tokenOf(PEOPLE.focal);
  const { submissions, filings, editions } = await asks<{
    submissions: { id: string; round: { key: string } }[];
    filings: { nodes: { position: number }[] };
    editions: { code: string }[];
  }>(
    focal,
    `{
      submissions(state: "QMA") { id round { key } }
      filings(round: "${ROUND}", first: 1) { nodes { position } }
      editions { code }
    }`,
  );
  const content = { kind: "law", wordings: [{ language: "EN", title: "A law on incidents" }] };
  const drafted = { state: "QMA", content };
  const { need } = await does<{ need: { id: string } }>(focal, "draftNeed", drafted, "need { id }");
  const { offer } = await does<{ offer: { id: string } }>(focal, "draftOffer", drafted, "offer { id }");
  const planned = `pages-${Date.now().toString(36)}`;
  const round = {
    key: planned,
    title: [{ language: "EN", content: "A planned round" }],
    edition: "poa-views/1",
    mandate: { provision: "A-RES-77-37/3" },
    invited: ["QMY"],
    opensAt: "2031-01-01T00:00:00Z",
    closesOn: "2031-06-30",
  };
  await does(await tokenOf(PEOPLE.officer), "openRound", round, "round { id }");
  const proposed = {
    kind: "ELABORATION",
    elaborates: ["A-70-174/13.f"],
    wordings: [{ language: "EN", status: "OFFICIAL", title: "Hospitals", rationale: "An invented reason." }],
    paragraphs: [{ number: "1", texts: [{ language: "EN", content: "An invented paragraph." }] }],
  };
  const { proposal } = await does<{ proposal: { id: string } }>(
    focal,
    "draftProposal",
    { state: "QMA", content: proposed },
    "proposal { id }",
  );
  const { state } = await asks<{ state: { filings: { id: string; position: number }[] } }>(
    focal,
    '{ state(code: "QMA") { filings { id position } } }',
  );
  const own = state.filings[0]!;
  const authority = await tokenOf(PEOPLE.authority);
  const { filing } = await asks<{ filing: { answers: { questionCode: string }[] } }>(
    authority,
    `{ filing(position: ${own.position}) { answers { questionCode } } }`,
  );
  const invited = {
    filing: own.id,
    questions: [filing.answers[0]!.questionCode],
    reviewer: { state: "QMB" },
    until: "2031-01-01T00:00:00Z",
  };
  const { review } = await does<{ review: { id: string } }>(authority, "inviteReview", invited, "review { id }");
  return {
    draft: await draftedEdition(),
    own: own.position,
    review: review.id,
    planned,
    file: submissions.find(({ round }) => round.key === ROUND)!.id,
    position: filings.nodes[0]!.position,
    need: need.id,
    offer: offer.id,
    proposal: proposal.id,
    edition: encodeURIComponent(editions[0]!.code),
  };
}

/** Opens a page and waits until all of it has come. */
async function reads({ page, tongue }: Visitor, place: string) {
  await page.goto(`/${tongue}${place}`);
  await page.locator("main h1").first().waitFor();
  await page.locator("main [role=progressbar]").first().waitFor({ state: "detached" });
}

story.for<Tongue>(["en", "ar", "zh"])(
  "every page keeps nobody out, on any size, in %s",
  async (tongue, { visitor }) => {
    const about = await subjects();
    const people = new Map<Person, Visitor>();
    const found: Record<string, string[]> = {};
    for (const [name, visit] of Object.entries(VISITS)) {
      const [person, place] = visit(about);
      let who = people.get(person);
      if (who === undefined) {
        who = await visitor(tongue, "desktop");
        if (PEOPLE[person] !== null) await who.signIn(PEOPLE[person], "/submissions");
        people.set(person, who);
      }
      await reads(who, place);
      expect(await who.page.locator("main h1").first().textContent(), name).not.toBe("");
      const obstacle = await who.obstacles(WIDTHS);
      if (obstacle.length > 0) found[`/${name}`] = obstacle;
    }
    expect(found).toEqual({});
  },
);
