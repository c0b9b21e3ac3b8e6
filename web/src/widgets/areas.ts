/** Parts of the console whose words come with their pages. */
export type Area =
  | "account"
  | "capacity"
  | "compilation"
  | "editor"
  | "guide"
  | "embed"
  | "home"
  | "letters"
  | "open-data"
  | "pack"
  | "printed"
  | "proposals"
  | "questionnaire"
  | "register"
  | "reply"
  | "reports"
  | "reviews"
  | "rounds"
  | "search"
  | "team"
  | "trail"
  | "unsent"
  | "update"
  | "webhook";

/**
 * The files of an area, which `vite.start.ts` reads too: the words of a page are on their way with it. What an account is and may do is told on the same few pages.
 */
export const PARTS: Record<Area, readonly string[]> = {
  account: ["program", "security"],
  capacity: ["capacity"],
  compilation: ["compilation", "printed"],
  // A draft is shown as its edition would be, and provisions are chosen in the same words as for notices.
  editor: ["capacity", "editor", "questionnaire"],
  guide: ["guide"],
  embed: ["embed"],
  home: ["home"],
  letters: ["letters"],
  "open-data": ["open-data"],
  pack: ["pack", "printed"],
  printed: ["printed"],
  // What is drafted, released and taken back is said in the same words of notices and of proposals.
  proposals: ["capacity", "proposal"],
  questionnaire: ["printed", "questionnaire"],
  register: ["register"],
  reply: ["reply"],
  reports: ["register", "reports"],
  // What is typed, kept and set aside is said in the same words as of notices.
  reviews: ["capacity", "review"],
  rounds: ["rounds"],
  search: ["search"],
  // Who works for a State, and with which programs and keys.
  team: ["program", "security", "team"],
  trail: ["trail"],
  unsent: ["unsent"],
  update: ["update"],
  webhook: ["program", "security", "webhook"],
};

/**
 * Areas of pages that people come to from elsewhere, by a link or by what they remember: their words are named in the page
 * that every visit begins with. To the other pages people go from within, and that page stays small.
 */
export const FROM_ELSEWHERE: readonly Area[] = [
  "capacity",
  "guide",
  "open-data",
  "proposals",
  "questionnaire",
  "register",
  "reports",
  "reviews",
  "search",
];
