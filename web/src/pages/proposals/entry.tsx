import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";

import { Instant, Localised, useTongue } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import { Party } from "../capacity/party";
import { Served } from "../capacity/served";
import type { Listed } from "./documents";
import { KINDS, STAGES } from "./words";
import style from "./proposals.module.css";

/** A proposal in a list. */
export function Entry({ proposal, level = 2 }: { proposal: Listed; level?: 2 | 3 }) {
  const tongue = useTongue();
  const { id, stage, state, versions, content, isRevised, endedAt } = proposal;
  const newest = versions.at(-1);
  const Heading = `h${level}` as const;
  if (!content) return null;
  return (
    <article className={shared.entry}>
      <p className={shared.where}>
        <span className={style.mark}>
          <FormattedMessage id="proposal.proposal" />
        </span>{" "}
        <Party of={{ state }} />
        {" · "}
        <FormattedMessage id={KINDS[content.kind]} />
      </p>
      <Heading>
        <Link to="/$tongue/proposals/$id/{-$act}" params={{ tongue, id }} search={{}}>
          <Localised text={content.title} isPlain={!content.title?.isFallback} />
        </Link>
      </Heading>
      {content.elaborates.length > 0 && (
        <ul role="list" className={shared.line}>
          {content.elaborates.map((provision) => (
            <li key={provision.code}>
              <Served provision={provision} isShort />
            </li>
          ))}
        </ul>
      )}
      {content.themes.length > 0 && (
        <ul role="list" className={shared.line}>
          {content.themes.map(({ code, label }) => (
            <li key={code}>{label?.content ?? code}</li>
          ))}
        </ul>
      )}
      <p className={shared.where}>
        {stage !== "RELEASED" && (
          <>
            <FormattedMessage id={STAGES[stage]} />
            {endedAt && (
              <>
                {", "}
                <Instant at={endedAt} />
              </>
            )}
            {newest && " · "}
          </>
        )}
        {newest && (
          <FormattedMessage
            id="proposal.versionReleased"
            values={{ number: newest.number, at: <Instant key="at" at={newest.releasedAt} /> }}
          />
        )}
        {stage === "RELEASED" && isRevised && (
          <>
            {" · "}
            <FormattedMessage id="capacity.newerWaits" />
          </>
        )}
      </p>
    </article>
  );
}
