import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";

import type { OriginPartsFragment } from "../../gql/graphql";
import { Localised, useTongue } from "../../widgets";

/** Where something was said: the question, and the filing or the round of the draft. */
export function Origin({ origin: { question, questionCode, position, round } }: { origin: OriginPartsFragment }) {
  return (
    <>
      <Localised text={question?.prompt} isPlain /> <code dir="ltr">{questionCode}</code>{" "}
      <span className="muted small">
        <SaidIn position={position} round={round} />
      </span>
    </>
  );
}

/** The filing in which something was said, else the round in which it is drafted. */
export function SaidIn({ position, round }: Pick<OriginPartsFragment, "position" | "round">) {
  const tongue = useTongue();
  if (position === null || position === undefined) {
    return <FormattedMessage id="reply.draftedIn" values={{ round: <code dir="ltr">{round}</code> }} />;
  }
  return (
    <Link to="/$tongue/filings/$position" params={{ tongue, position: String(position) }}>
      <FormattedMessage id="submission.atPosition" values={{ position }} />
    </Link>
  );
}
