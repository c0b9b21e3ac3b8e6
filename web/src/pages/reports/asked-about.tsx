import { Link } from "@tanstack/react-router";

import type { Adoption, LocalisedFragment } from "../../gql/graphql";
import { AdoptionBadge, Localised, useTongue } from "../../widgets";
import style from "./reports.module.css";

interface Props {
  provisions: readonly {
    code: string;
    paragraph: string;
    adoption?: Adoption | null;
    title?: LocalisedFragment | null;
    instrument?: { symbol: string } | null;
  }[];
}

/** The provisions that a question is about, each with what became of its text: many are asked in the same words. */
export function AskedAbout({ provisions }: Props) {
  const tongue = useTongue();
  return provisions.map(({ code, instrument, paragraph, title, adoption }) => (
    <span key={code} className={style.about}>
      <Link to="/$tongue/provisions/$code" params={{ tongue, code }}>
        <bdi>
          {instrument?.symbol}, {paragraph}
        </bdi>{" "}
        <Localised text={title} isPlain={!title?.isFallback} />
      </Link>{" "}
      <AdoptionBadge adoption={adoption} />
    </span>
  ));
}
