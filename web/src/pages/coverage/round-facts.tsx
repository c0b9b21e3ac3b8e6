import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";

import { graphql } from "../../gql";
import type { RoundFactsFragment, RoundStage } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { Day, Instant, Localised, useTongue } from "../../widgets";
import { DocumentButton } from "../../widgets/document-button";
import style from "./round.module.css";

graphql(`
  fragment RoundFacts on Round {
    id
    key
    stage
    opensAt
    closesOn
    invitedCount
    observerCount
    title {
      ...Localised
    }
    mandate {
      isOwnRequest
    }
    edition {
      id
      code
      questionnaire
      number
      title {
        ...Localised
      }
    }
    release {
      number
      atPosition
      at
    }
  }
`);

const STAGES: Record<RoundStage, MessageId> = {
  PLANNED: "coverage.stage.planned",
  OPEN: "coverage.stage.open",
  CLOSED: "coverage.stage.closed",
  ARCHIVED: "coverage.stage.archived",
};

interface Props {
  round: RoundFactsFragment;
  /** The register position that figures are read at. */
  position: number;
  /** The release that figures at that position come from. */
  release: RoundFactsFragment["release"];
  /** Whether figures are read at an earlier position. */
  isPast: boolean;
}

/** What the figures of a round rest on: edition, time, denominator, register position, release. */
export function RoundFacts({ round, position, release, isPast }: Props) {
  const { edition, stage, opensAt, closesOn, mandate, invitedCount, observerCount } = round;
  return (
    <div className={style.facts}>
      <p>
        <Localised text={edition?.title} isPlain={!edition?.title?.isFallback} /> <code dir="ltr">{edition?.code}</code>
        {edition && edition.number > 1 && <EditionBefore {...edition} />}
        {edition && " · "}
        {edition && (
          <DocumentButton
            documents={[{ is: "form", edition: edition.code }]}
            of={edition.title?.content ?? edition.code}
            variant="quiet"
          />
        )}
      </p>
      <ul role="list">
        <li>
          <FormattedMessage id={STAGES[stage]} />
          {" · "}
          <bdi>
            <Instant at={opensAt} />
          </bdi>
          {closesOn && (
            <>
              {" – "}
              <bdi>
                <Day on={closesOn} />
              </bdi>
            </>
          )}
        </li>
        <li>
          {mandate.isOwnRequest ? (
            <FormattedMessage id="coverage.ownRequest" />
          ) : (
            <FormattedMessage id="coverage.denominator" values={{ invited: invitedCount - observerCount, position }} />
          )}
        </li>
        {observerCount > 0 && (
          <li>
            <FormattedMessage id="coverage.observersApart" values={{ count: observerCount }} />
          </li>
        )}
        {!mandate.isOwnRequest && (
          <li>
            {release ? (
              <FormattedMessage
                id="coverage.release"
                values={{ number: release.number, position: release.atPosition, at: <Instant at={release.at} /> }}
              />
            ) : (
              <FormattedMessage id={isPast ? "coverage.noReleaseThen" : "coverage.noRelease"} />
            )}
          </li>
        )}
      </ul>
    </div>
  );
}

/** What this edition asks otherwise than the one before it. */
function EditionBefore({ code, questionnaire, number }: { code: string; questionnaire: string; number: number }) {
  const tongue = useTongue();
  const before = `${questionnaire}/${number - 1}`;
  return (
    <>
      {" · "}
      <Link to="/$tongue/differences/editions" params={{ tongue }} search={{ before, after: code }}>
        <FormattedMessage id="difference.earlierEditionLink" values={{ edition: <code dir="ltr">{before}</code> }} />
      </Link>
    </>
  );
}
