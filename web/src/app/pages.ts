/**
 * The component of every address, each a chunk of its own. `vite.start.ts` reads this list too: what an address names is on
 * its way before the router is.
 */
export const PAGES = {
  "": () => import("../pages/start/start"),
  "sign-in": () => import("../pages/session/sign-in"),
  invitation: () => import("../pages/session/invitation"),
  provisions: () => import("../pages/provisions/browser"),
  "provisions/$code": () => import("../pages/provisions/provision"),
  "instruments/$code": () => import("../pages/provisions/instrument"),
  coverage: () => import("../pages/coverage/rounds"),
  "coverage/$round": () => import("../pages/coverage/round"),
  submissions: () => import("../pages/submissions/submissions"),
  "submissions/$id/survey/{-$section}": () => import("../pages/survey/survey"),
  "submissions/$id/review": () => import("../pages/review/review"),
  "submissions/$id/sections": () => import("../pages/clearance/sections"),
  "submissions/$id/sections/$section": () => import("../pages/clearance/packet-page"),
  evidence: () => import("../pages/evidence/page"),
  team: () => import("../pages/team/team"),
  security: () => import("../pages/security/security"),
  accreditation: () => import("../pages/team/accreditation"),
  "submissions/$id/reply": () => import("../pages/replies/reply"),
  contradictions: () => import("../pages/replies/contradictions"),
  "submissions/$id/changes": () => import("../pages/differences/draft"),
  "differences/filings": () => import("../pages/differences/filings"),
  "differences/rounds": () => import("../pages/differences/rounds"),
  "differences/editions": () => import("../pages/differences/editions"),
  "filings/$position": () => import("../pages/filing/filing"),
  register: () => import("../pages/register/register"),
  "open-data": () => import("../pages/open-data/open-data"),
  trail: () => import("../pages/trail/trail"),
  "register/verify": () => import("../pages/register/verify"),
} satisfies Record<string, () => Promise<object>>;
