import { useMemo } from "react";
import { useIntl } from "react-intl";

import type { Standing } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import type { Tile } from "./tiles";

/** The options of a question, in the order of its list. */
export type Options = readonly { code: string; label?: { content: string } | null }[];

/** What each standing is called. */
export const STANDING_NAMES: Record<Standing, MessageId> = {
  ANSWERED: "coverage.part.answeredShown",
  NONE: "coverage.part.none",
  NOT_APPLICABLE: "coverage.part.notApplicable",
  EXISTS_NOT_DISCLOSED: "coverage.part.existsNotDisclosed",
  DECLINED: "coverage.part.declined",
};

/** What a State says, in words: what it chose, its silence, or that there is nothing to read. */
export function useAnswerWords(options: Options, isSignedIn: boolean): (tile: Tile) => string {
  const { formatMessage, formatList } = useIntl();
  return useMemo(() => {
    const labels = new Map(options.map(({ code, label }) => [code, label?.content ?? code]));
    labels.set(
      "yes",
      labels.get("yes") === "yes" ? formatMessage({ id: "coverage.yes" }) : (labels.get("yes") ?? "yes"),
    );
    labels.set("no", labels.get("no") === "no" ? formatMessage({ id: "coverage.no" }) : (labels.get("no") ?? "no"));
    return ({ said }) => {
      if (said === null) return formatMessage({ id: isSignedIn ? "coverage.noReadable" : "coverage.noPublic" });
      if (said.standing !== "ANSWERED") return formatMessage({ id: STANDING_NAMES[said.standing] });
      if (said.codes.length === 0) return formatMessage({ id: "coverage.answered" });
      return formatList(
        said.codes.map((code) => labels.get(code) ?? code),
        { type: "unit" },
      );
    };
  }, [options, isSignedIn, formatMessage, formatList]);
}
