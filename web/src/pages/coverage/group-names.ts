import { useMemo } from "react";
import { useIntl } from "react-intl";
import { useQuery } from "urql";

import type { MessageId } from "../../i18n/message-id";
import { familyOf, memberCode, WORLD, type Figures } from "./figures";
import { InvitedAreas } from "./figures-query";

/** A group as people call it; short where a column is narrow. */
export interface GroupName {
  short: string;
  full: string;
}

export type GroupNames = (group: string) => GroupName;

/** What groups there are, and what their kinds are called. */
type Named = Pick<Figures, "regions" | "organisations"> & { byGroup: { groups: readonly string[] } | null };

/** What the head of a narrow column calls a regional group; who listens hears its whole name. */
const SHORT_REGIONS: Record<string, MessageId> = {
  african: "coverage.region.african",
  asia_pacific: "coverage.region.asiaPacific",
  eastern_european: "coverage.region.easternEuropean",
  grulac: "coverage.region.grulac",
  weog: "coverage.region.weog",
};

/** The names of groups in the reader's language. */
export function useGroupNames(data: Named, round: string): GroupNames {
  const { formatMessage } = useIntl();
  const hasAreas = data.byGroup?.groups.some((group) => familyOf(group) === "m49") ?? false;
  const [areas] = useQuery({ query: InvitedAreas, variables: { round }, pause: !hasAreas });
  return useMemo(() => {
    const names = new Map<string, GroupName>();
    const name = (group: string, full: string | undefined, short = full) => {
      if (full !== undefined && short !== undefined) names.set(group, { full, short });
    };
    for (const { code, label } of data.regions ?? []) {
      const short = SHORT_REGIONS[code];
      name(`regional:${code}`, label?.content, short && formatMessage({ id: short }));
    }
    for (const { code, abbreviation, name: own } of data.organisations ?? []) {
      name(`organisation:${code}`, own?.content, abbreviation);
    }
    for (const { state } of areas.data?.round?.invited.nodes ?? []) {
      for (const { code, label } of state?.areas ?? []) name(`m49:${code}`, label?.content);
    }
    name(WORLD, formatMessage({ id: "coverage.world" }), formatMessage({ id: "coverage.worldShort" }));
    name("ldc", formatMessage({ id: "coverage.ldc" }), formatMessage({ id: "coverage.ldcShort" }));
    name("lldc", formatMessage({ id: "coverage.lldc" }), formatMessage({ id: "coverage.lldcShort" }));
    name("sids", formatMessage({ id: "coverage.sids" }), formatMessage({ id: "coverage.sidsShort" }));
    return (group) => names.get(group) ?? { short: memberCode(group), full: memberCode(group) };
  }, [data, areas.data, formatMessage]);
}
