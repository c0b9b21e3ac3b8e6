import type { Language, MandateInput, OpenRoundInput } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { type KnownState, invitedBy } from "./invited";
import { instantIn, USUAL_ZONE } from "./zone";

/** A title in one language. */
export interface Title {
  language: Language;
  content: string;
}

export const MANDATES = ["paragraph", "recommendation", "ownRequest"] as const;
export type MandateKind = (typeof MANDATES)[number];

/** A round as it is typed. */
export interface Plan {
  edition: string;
  /** None as long as nobody has typed another than the one suggested. */
  key: string | null;
  titles: readonly Title[];
  mandate: MandateKind;
  /** The operative paragraph. */
  paragraph: string;
  recommendation: string;
  /** What endorsed it: the code of a provision, or the symbol of a document whose text is not here. */
  endorsedBy: string;
  isAtOnce: boolean;
  /** As clocks in the round's zone show it: `2027-01-15T09:00`. */
  opensAt: string;
  closesOn: string;
  zone: string;
  /** As `opensAt`. */
  archivesAt: string;
  admitsObservers: boolean;
  invitesAll: boolean;
  groups: readonly string[];
  states: readonly string[];
}

export function emptyPlan(language: Language): Plan {
  return {
    edition: "",
    key: null,
    titles: [{ language, content: "" }],
    mandate: "paragraph",
    paragraph: "",
    recommendation: "",
    endorsedBy: "",
    isAtOnce: true,
    opensAt: "",
    closesOn: "",
    zone: USUAL_ZONE,
    archivesAt: "",
    admitsObservers: false,
    invitesAll: false,
    groups: [],
    states: [],
  };
}

/** Addresses of the console end in the key: this word is one already. */
const RESERVED = "plan";
const LONGEST_KEY = 80;

export function isKey(text: string): boolean {
  return /^[a-z0-9-]+$/.test(text) && text.length <= LONGEST_KEY && text !== RESERVED;
}

/** A key that nobody has: of the questionnaire and the year in which the round opens. */
export function suggestedKey(plan: Plan, taken: readonly string[], year: number): string {
  if (plan.edition === "") return "";
  const [questionnaire = ""] = plan.edition.split("/");
  const opens = !plan.isAtOnce && plan.opensAt !== "" ? plan.opensAt.slice(0, 4) : String(year);
  const first = `${questionnaire}-${opens}`;
  let key = first;
  for (let number = 2; taken.includes(key); number += 1) key = `${first}-${number}`;
  return key;
}

/** Where something has to be mended. */
export type Place =
  "edition" | "key" | "titles" | "mandate" | "opensAt" | "closesOn" | "zone" | "archivesAt" | "invited";
export type Faults = Partial<Record<Place, MessageId>>;

/** What is missing before the service can be asked; whatever else is wrong, the service says. */
export function faultsOf(plan: Plan, key: string): Faults {
  const faults: Faults = {};
  if (plan.edition === "") faults.edition = "rounds.fault.edition";
  if (!isKey(key)) faults.key = "rounds.fault.key";
  if (plan.titles.every(({ content }) => content.trim() === "")) faults.titles = "rounds.fault.title";
  if (plan.mandate === "paragraph" && plan.paragraph === "") faults.mandate = "rounds.fault.paragraph";
  if (plan.mandate === "recommendation" && (plan.recommendation === "" || plan.endorsedBy === ""))
    faults.mandate = "rounds.fault.recommendation";
  if (!plan.isAtOnce && instantIn(plan.zone, plan.opensAt) === null) faults.opensAt = "rounds.fault.opensAt";
  return faults;
}

function mandateOf({ mandate, paragraph, recommendation, endorsedBy }: Plan): MandateInput {
  if (mandate === "ownRequest") return {};
  if (mandate === "paragraph") return { provision: paragraph };
  // Codes of provisions have dashes in their first part, symbols of documents slashes alone: `A-RES-69-28/3`, `A/RES/69/28`.
  return /^[A-Z0-9]+-/.test(endorsedBy)
    ? { provision: recommendation, endorsedBy }
    : { provision: recommendation, endorsedByDocument: endorsedBy };
}

/** What the service is asked to open. */
export function inputOf(plan: Plan, key: string, states: readonly KnownState[]): OpenRoundInput {
  const invited = plan.mandate === "ownRequest" ? null : invitedBy(plan, states);
  return {
    key,
    edition: plan.edition,
    title: plan.titles
      .map(({ language, content }) => ({ language, content: content.trim() }))
      .filter(({ content }) => content !== ""),
    mandate: mandateOf(plan),
    opensAt: plan.isAtOnce ? null : instantIn(plan.zone, plan.opensAt),
    closesOn: plan.closesOn === "" ? null : plan.closesOn,
    zone: plan.zone,
    archivesAt: instantIn(plan.zone, plan.archivesAt),
    admitsObservers: plan.admitsObservers,
    invited: invited?.named ?? [],
    invitesAllMemberStates: invited !== null && plan.invitesAll,
  };
}

/** Where a plan is kept in this tab: for each person. */
export function placeOf(account: string): string {
  return `normtrack.round.${account}`;
}

const isText = (value: unknown): value is string => typeof value === "string";
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter(isText) : []);

/** What was kept; what cannot be read is as good as nothing. */
export function recalled(text: string | null): Plan | null {
  if (text === null) return null;
  try {
    const found = JSON.parse(text) as Record<string, unknown>;
    const titles = found["titles"] as Record<string, unknown>[];
    const said = (name: string) => (isText(found[name]) ? found[name] : "");
    return {
      edition: said("edition"),
      key: isText(found["key"]) ? found["key"] : null,
      titles: titles.map(({ language, content }) => ({
        language: language as Language,
        content: isText(content) ? content : "",
      })),
      mandate: MANDATES.find((kind) => kind === found["mandate"]) ?? "paragraph",
      paragraph: said("paragraph"),
      recommendation: said("recommendation"),
      endorsedBy: said("endorsedBy"),
      isAtOnce: found["isAtOnce"] !== false,
      opensAt: said("opensAt"),
      closesOn: said("closesOn"),
      zone: said("zone") === "" ? USUAL_ZONE : said("zone"),
      archivesAt: said("archivesAt"),
      admitsObservers: found["admitsObservers"] === true,
      invitesAll: found["invitesAll"] === true,
      groups: texts(found["groups"]),
      states: texts(found["states"]),
    };
  } catch {
    return null;
  }
}
