import { describe, expect, test } from "vitest";

import { FICTIONAL, type KnownState } from "./invited";
import { emptyPlan, faultsOf, inputOf, isKey, type Plan, recalled, suggestedKey } from "./plan";

const state = (code: string, isObserver: boolean, ...groups: string[]): KnownState => ({
  code,
  name: code,
  isObserver,
  groups,
});
const STATES = [
  state("AND", false, "regional:weog"),
  state("AFG", false, "regional:asia_pacific", "ldc"),
  state("PSE", true, "m49:142"),
  state("QMA", false, "regional:asia_pacific", "ldc"),
  state("QMB", false, "regional:weog"),
];

const plan: Plan = {
  ...emptyPlan("EN"),
  edition: "views-and-assessments/1",
  titles: [
    { language: "EN", content: " Views of 2027 " },
    { language: "FR", content: "" },
  ],
  paragraph: "A-RES-69-28/3",
  closesOn: "2027-06-30",
  states: ["QMA"],
};

describe("a plan", () => {
  test("suggests a key of questionnaire and year that nobody has", () => {
    expect(suggestedKey(plan, [], 2026)).toBe("views-and-assessments-2026");
    expect(suggestedKey({ ...plan, isAtOnce: false, opensAt: "2027-01-15T09:00" }, [], 2026)).toBe(
      "views-and-assessments-2027",
    );
    const taken = ["views-and-assessments-2026", "views-and-assessments-2026-2"];
    expect(suggestedKey(plan, taken, 2026)).toBe("views-and-assessments-2026-3");
    expect(suggestedKey(emptyPlan("EN"), [], 2026)).toBe("");
  });

  test("knows a key that can be cited, and the one word that is an address already", () => {
    expect(isKey("views-2027")).toBe(true);
    for (const text of ["", "Views", "views 2027", "plan", "é", "a".repeat(81)]) expect(isKey(text), text).toBe(false);
  });

  test("says what is missing", () => {
    expect(Object.keys(faultsOf(emptyPlan("EN"), "")).sort()).toEqual(["edition", "key", "mandate", "titles"]);
    expect(faultsOf(plan, "views-2027")).toEqual({});
    expect(faultsOf({ ...plan, isAtOnce: false }, "views-2027")).toEqual({ opensAt: "rounds.fault.opensAt" });
    expect(faultsOf({ ...plan, mandate: "recommendation", recommendation: "A-70-174/26" }, "views-2027")).toEqual({
      mandate: "rounds.fault.recommendation",
    });
  });

  test("is sent as it was typed, with instants for what clocks show", () => {
    expect(inputOf({ ...plan, isAtOnce: false, opensAt: "2027-01-15T09:00" }, "views-2027", STATES)).toEqual({
      key: "views-2027",
      edition: "views-and-assessments/1",
      title: [{ language: "EN", content: "Views of 2027" }],
      mandate: { provision: "A-RES-69-28/3" },
      opensAt: "2027-01-15T14:00:00.000Z",
      closesOn: "2027-06-30",
      zone: "America/New_York",
      archivesAt: null,
      admitsObservers: false,
      invited: ["QMA"],
      invitesAllMemberStates: false,
    });
  });

  test("tells a provision that endorses from a document", () => {
    const endorsed = { ...plan, mandate: "recommendation", recommendation: "A-70-174/26" } as const;
    const mandate = (endorsedBy: string) => inputOf({ ...endorsed, endorsedBy }, "key", STATES).mandate;
    expect(mandate("A-RES-70-237/1")).toEqual({ provision: "A-70-174/26", endorsedBy: "A-RES-70-237/1" });
    expect(mandate("A/DEC/75/564")).toEqual({ provision: "A-70-174/26", endorsedByDocument: "A/DEC/75/564" });
  });

  test("invites by name, by group and all, with fictional States apart", () => {
    const invited = (changes: Partial<Plan>) => inputOf({ ...plan, states: [], ...changes }, "key", STATES);
    expect(invited({ groups: ["ldc"] }).invited).toEqual(["AFG"]);
    expect(invited({ groups: [FICTIONAL] }).invited).toEqual(["QMA", "QMB"]);
    expect(invited({ groups: ["m49:142"] }).invited).toEqual([]);
    expect(invited({ groups: ["m49:142"], admitsObservers: true }).invited).toEqual(["PSE"]);
    const all = invited({ invitesAll: true, groups: ["ldc"], states: ["QMB"] });
    expect(all.invited).toEqual(["QMB"]);
    expect(all.invitesAllMemberStates).toBe(true);
    const own = invited({ mandate: "ownRequest", invitesAll: true, states: ["QMA"] });
    expect([own.invited, own.invitesAllMemberStates, own.mandate]).toEqual([[], false, {}]);
  });

  test("is found again as it was kept", () => {
    expect(recalled(JSON.stringify(plan))).toEqual(plan);
    for (const text of [null, "", "{}", "[]", '{"titles":1}']) expect(recalled(text)).toBeNull();
  });
});
