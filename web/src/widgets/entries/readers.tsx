import type { LocalisedFragment, Visibility } from "../../gql/graphql";
import { Localised } from "..";
import style from "./entries.module.css";

interface Named {
  code: string;
  name?: LocalisedFragment | null | undefined;
}

/** To whom something was released. */
interface Sharing {
  visibility: Visibility;
  audienceStates: readonly Named[];
  audienceOrganisations: readonly Named[];
}

/** Who reads it, by name, where its readers were chosen one by one. */
export function Readers({ sharing: { visibility, audienceStates, audienceOrganisations } }: { sharing: Sharing }) {
  if (visibility !== "AUDIENCE") return null;
  return (
    <ul role="list" className={style.line}>
      {[...audienceStates, ...audienceOrganisations].map(({ code, name }) => (
        <li key={code}>{name ? <Localised text={name} isPlain /> : code}</li>
      ))}
    </ul>
  );
}
