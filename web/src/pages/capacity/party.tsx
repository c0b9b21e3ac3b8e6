import { Link } from "@tanstack/react-router";

import { Localised, useTongue } from "../../widgets";
import type { Owned } from "./listing";

/** Whose it is: a State, with the way to what it shows, or an organisation. */
export function Party({ of: { state, organisation } }: { of: Owned }) {
  const tongue = useTongue();
  if (state) {
    return (
      <Link to="/$tongue/states/$code" params={{ tongue, code: state.code }} search={{}}>
        {state.name ? <Localised text={state.name} isPlain /> : state.code}
      </Link>
    );
  }
  return organisation?.name ? <Localised text={organisation.name} isPlain /> : <bdi>{organisation?.code}</bdi>;
}
