import type { ReactNode } from "react";
import { FormattedMessage } from "react-intl";

import { Words } from "./words";

interface Props {
  /** As of what it is: a position of the register, or an instant. */
  asOf: { position: number } | { at: ReactNode };
  /** How many invited Member States the figures are of; nothing said where each figure has its own, and null where there
   * are no figures. */
  denominator?: number | null;
}

/** What an embedded view rests on, in the place of the ways to keep it: as of what, and of how many. */
export function Basis({ asOf, denominator }: Props) {
  return (
    <Words of="embed">
      <p className="small muted" role="note">
        {"position" in asOf ? (
          <FormattedMessage id="embed.asOfPosition" values={asOf} />
        ) : (
          <FormattedMessage id="embed.asOfInstant" values={asOf} />
        )}{" "}
        {denominator === undefined && <FormattedMessage id="embed.eachDenominator" />}
        {typeof denominator === "number" && <FormattedMessage id="embed.denominator" values={{ count: denominator }} />}
      </p>
    </Words>
  );
}
