import { FormattedMessage, useIntl } from "react-intl";

import { Party } from "../capacity/party";
import type { Head } from "./documents";

/** Who reviews: a State, the unit of an organisation, or a person by the name that stands under the text. */
export function Reviewer({ of: { kind, name, state, organisation } }: { of: Head["reviewer"] }) {
  if (kind === "EXPERT") return <bdi>{name}</bdi>;
  if (kind === "STATE") return <Party of={{ state }} />;
  return <FormattedMessage id="reviews.unitOf" values={{ organisation: <Party key="of" of={{ organisation }} /> }} />;
}

/** The names of both, in plain words. */
export function useNames() {
  const { formatMessage } = useIntl();
  return ({ state, reviewer }: Pick<Head, "state" | "reviewer">) => {
    const { kind, name, organisation } = reviewer;
    const place = (of: { code: string; name?: { content: string } | null | undefined } | null | undefined) =>
      of?.name?.content ?? of?.code ?? "";
    return {
      state: place(state),
      reviewer:
        kind === "EXPERT"
          ? (name ?? "")
          : kind === "STATE"
            ? place(reviewer.state)
            : formatMessage({ id: "reviews.unitOf" }, { organisation: place(organisation) }),
    };
  };
}
