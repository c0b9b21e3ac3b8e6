import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";

import { Instant, useTongue } from "../../widgets";
import type { Version, Whole } from "./documents";
import { isInTheMaking } from "./listing";
import style from "./proposals.module.css";
import { STAGES } from "./words";

interface Props {
  proposal: Whole;
  /** The version that is read; none where it is what is being written. */
  version: Version | null;
  isOwn: boolean;
}

/** That it is a proposal and nothing more, where it stands, and what of it is read here. */
export function Standing({ proposal, version, isOwn }: Props) {
  const tongue = useTongue();
  const { id, stage, endedAt, versions } = proposal;
  const newest = versions.at(-1);
  const isOlder = version !== null && newest !== undefined && newest.number > version.number;
  return (
    <div className={style.standing} data-stage={stage}>
      <p>
        <strong>
          <FormattedMessage id="proposal.isProposal" />
        </strong>
      </p>
      {stage !== "RELEASED" && (
        <p>
          <FormattedMessage id={STAGES[stage]} />
          {endedAt && (
            <>
              {", "}
              <Instant at={endedAt} />
            </>
          )}
        </p>
      )}
      {version && (
        <p>
          <FormattedMessage
            id="proposal.versionReleased"
            values={{ number: version.number, at: <Instant key="at" at={version.releasedAt} /> }}
          />
        </p>
      )}
      {isOlder && (
        <p>
          <FormattedMessage id="proposal.newerThere" values={{ number: newest.number }} />{" "}
          <Link to="/$tongue/proposals/$id/{-$act}" params={{ tongue, id }} search={{ version: newest.number }}>
            <FormattedMessage id="proposal.readNewer" values={{ number: newest.number }} />
          </Link>
        </p>
      )}
      {isOwn && stage === "DRAFTED" && (
        <p>
          <FormattedMessage id="capacity.onlyOwn" />
        </p>
      )}
      {isOwn && version === null && newest && (
        <p>
          <FormattedMessage id="proposal.othersReadVersion" values={{ number: newest.number }} />
        </p>
      )}
      {isOwn && version !== null && isInTheMaking(proposal) && (
        <p>
          <Link to="/$tongue/proposals/$id/{-$act}" params={{ tongue, id }} search={{}}>
            <FormattedMessage id="proposal.readWritten" />
          </Link>
        </p>
      )}
    </div>
  );
}
