import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";

import { Day, Instant, Localised, useTongue } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import type { Side } from "./address";
import type { Listed } from "./documents";
import { isInTheMaking } from "./listing";
import { Party } from "./party";
import { Served } from "./served";
import { STAGES } from "./words";

/** A need or an offer in a list. */
export function Entry({ side, notice, level = 2 }: { side: Side; notice: Listed; level?: 2 | 3 }) {
  const tongue = useTongue();
  const { id, kind, title, themes, provisions, stage, releasedAt, forms, until } = notice;
  const Heading = `h${level}` as const;
  return (
    <article className={shared.entry}>
      <p className={shared.where}>
        <Party of={notice} />
        {" · "}
        {kind.label?.content ?? kind.code}
      </p>
      <Heading>
        <Link
          to={side === "need" ? "/$tongue/needs/$id/{-$act}" : "/$tongue/offers/$id/{-$act}"}
          params={{ tongue, id: String(id) }}
        >
          <Localised text={title} isPlain={!title?.isFallback} />
        </Link>
      </Heading>
      {provisions.length > 0 && (
        <ul role="list" className={shared.line}>
          {provisions.map((provision) => (
            <li key={provision.code}>
              <Served provision={provision} isShort />
            </li>
          ))}
        </ul>
      )}
      {themes.length + (forms?.length ?? 0) > 0 && (
        <ul role="list" className={shared.line}>
          {[...(forms ?? []), ...themes].map(({ code, label }) => (
            <li key={code}>{label?.content ?? code}</li>
          ))}
        </ul>
      )}
      <p className={shared.where}>
        {stage !== "RELEASED" && (
          <>
            <FormattedMessage id={STAGES[side][stage]} />
            {releasedAt && " · "}
          </>
        )}
        {releasedAt && (
          <FormattedMessage id="capacity.releasedOn" values={{ at: <Instant key="at" at={releasedAt} /> }} />
        )}
        {until && (
          <>
            {" · "}
            <FormattedMessage id="capacity.untilDay" values={{ day: <Day key="day" on={until} /> }} />
          </>
        )}
        {stage === "RELEASED" && isInTheMaking(notice) && (
          <>
            {" · "}
            <FormattedMessage id="capacity.newerWaits" />
          </>
        )}
      </p>
    </article>
  );
}
