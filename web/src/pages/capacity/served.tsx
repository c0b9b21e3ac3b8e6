import { Link } from "@tanstack/react-router";

import type { ServedProvisionFragment } from "../../gql/graphql";
import { AdoptionBadge, Localised, useTongue } from "../../widgets";

/** A provision that something serves, with what became of its text. */
export function Served({ provision, isShort = false }: { provision: ServedProvisionFragment; isShort?: boolean }) {
  const tongue = useTongue();
  const { code, instrument, paragraph, title, adoption } = provision;
  return (
    <>
      <Link to="/$tongue/provisions/$code" params={{ tongue, code }}>
        <bdi>
          {instrument?.symbol}, {paragraph}
        </bdi>
        {!isShort && title && (
          <>
            {" "}
            <Localised text={title} isPlain={!title.isFallback} />
          </>
        )}
      </Link>{" "}
      <AdoptionBadge adoption={adoption} />
    </>
  );
}
