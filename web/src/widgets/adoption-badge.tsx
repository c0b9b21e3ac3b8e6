import { FormattedMessage } from "react-intl";

import { graphql } from "../gql";
import type { Adoption } from "../gql/graphql";
import type { MessageId } from "../i18n/message-id";

// Pages select `instrument { ...Adopted }`.
graphql(`
  fragment Adopted on Instrument {
    adoption
  }
`);

const LABELS: Record<Adoption, MessageId> = {
  ADOPTED: "shell.adoption.adopted",
  CIRCULATED: "shell.adoption.circulated",
  DRAFT: "shell.adoption.draft",
  EXPERT_REPORT: "shell.adoption.expertReport",
  WORKING_GROUP_CONSENSUS: "shell.adoption.workingGroup",
};

/** What became of a text: stands wherever a provision of it, an option about it or a figure on it is shown. */
export function AdoptionBadge({ adoption }: { adoption: Adoption | null | undefined }) {
  if (adoption === null || adoption === undefined) return null;
  return (
    <span className="adoption-badge" data-adoption={adoption}>
      <FormattedMessage id={LABELS[adoption]} />
    </span>
  );
}
