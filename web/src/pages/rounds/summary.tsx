import { useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { directionOf, OWN_NAMES, tongueOf } from "../../i18n/language";
import { Day, Instant } from "../../widgets";
import type { Choosable } from "../../widgets/choice";
import { Folded } from "../../widgets/folded";
import { invitedBy } from "./invited";
import type { Plan } from "./plan";
import { type Choices, endorsementsOf, type Invitable, paragraphsOf, recommendationsOf } from "./reading";
import style from "./rounds.module.css";
import { KINDS } from "./words";
import { endOfDay, instantIn } from "./zone";

interface Props {
  plan: Plan;
  wanted: string;
  choices: Choices;
  invitable: Invitable;
  isBusy: boolean;
  onOpen: () => void;
  onBack: () => void;
}

const labelIn = (items: readonly Choosable[], code: string) => items.find((item) => item.code === code)?.label ?? code;

/** What is about to be opened: what of it will be frozen, and that nothing takes it back. */
export function Summary({ plan, wanted, choices, invitable, isBusy, onOpen, onBack }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { all } = invitedBy(plan, invitable.states);
  const observers = all.filter(({ isObserver }) => isObserver).length;
  const edition = choices.editions.find(({ code }) => code === plan.edition);
  const opens = plan.isAtOnce ? null : instantIn(plan.zone, plan.opensAt);
  const ends = endOfDay(plan.zone, plan.closesOn);
  const archives = instantIn(plan.zone, plan.archivesAt);
  const isOwn = plan.mandate === "ownRequest";
  return (
    <section aria-labelledby="summary" className={style.part}>
      <h2 id="summary" ref={heading} tabIndex={-1}>
        <FormattedMessage id="rounds.summary" />
      </h2>
      <dl className={style.facts}>
        <dt>
          <FormattedMessage id="rounds.title" />
        </dt>
        <dd>
          {plan.titles
            .filter(({ content }) => content.trim() !== "")
            .map(({ language, content }) => (
              <p key={language}>
                <span lang={tongueOf(language)} dir={directionOf(tongueOf(language))}>
                  {content}
                </span>{" "}
                <span className="muted">({OWN_NAMES[tongueOf(language)]})</span>
              </p>
            ))}
        </dd>
        <dt>
          <FormattedMessage id="rounds.key" />
        </dt>
        <dd>
          <code dir="ltr">{wanted}</code>
        </dd>
        <dt>
          <FormattedMessage id="rounds.edition" />
        </dt>
        <dd>
          {edition?.title?.content} <code dir="ltr">{plan.edition}</code>
        </dd>
        <dt>
          <FormattedMessage id="rounds.mandate" />
        </dt>
        <dd>
          {plan.mandate === "paragraph" && <bdi>{labelIn(paragraphsOf(choices), plan.paragraph)}</bdi>}
          {plan.mandate === "recommendation" && (
            <>
              <bdi>{labelIn(recommendationsOf(choices), plan.recommendation)}</bdi>
              {" · "}
              <FormattedMessage
                id="rounds.endorsed"
                values={{ by: <bdi>{labelIn(endorsementsOf(choices), plan.endorsedBy)}</bdi> }}
              />
            </>
          )}
          {isOwn && <FormattedMessage id={KINDS.ownRequest} />}
        </dd>
        <dt>
          <FormattedMessage id="rounds.period" />
        </dt>
        <dd>
          <p>
            {opens ? (
              <FormattedMessage id="rounds.opens" values={{ at: <Instant at={opens} /> }} />
            ) : (
              <FormattedMessage id="rounds.opensAtOnce" />
            )}
          </p>
          <p>
            {ends ? (
              <FormattedMessage
                id="rounds.ends"
                values={{
                  day: <Day on={plan.closesOn} />,
                  zone: <bdi dir="ltr">{plan.zone}</bdi>,
                  at: <Instant at={ends} />,
                }}
              />
            ) : (
              <FormattedMessage id="rounds.endless" />
            )}
          </p>
          {archives && (
            <p>
              <FormattedMessage id="rounds.archives" values={{ at: <Instant at={archives} /> }} />
            </p>
          )}
        </dd>
        <dt>
          <FormattedMessage id="rounds.invited" />
        </dt>
        <dd>
          {isOwn ? (
            <FormattedMessage id="rounds.nobodyInvited" />
          ) : (
            <FormattedMessage id="rounds.invitedCount" values={{ members: all.length - observers, observers }} />
          )}{" "}
          <FormattedMessage id={plan.admitsObservers ? "rounds.observersAdmitted" : "rounds.observersNot"} />
          {!isOwn && all.length > 0 && (
            <Folded title={<FormattedMessage id="rounds.whoIsInvited" />} level={3}>
              <ul role="list" className={style.columns}>
                {all.map(({ code, name }) => (
                  <li key={code}>{name}</li>
                ))}
              </ul>
            </Folded>
          )}
        </dd>
      </dl>
      <div className="notice">
        <p>
          <strong>
            <FormattedMessage id="rounds.cannotBeUndone" />
          </strong>
        </p>
        <ul>
          {!plan.isAtOnce && (
            <li>
              <FormattedMessage id="rounds.untilOpening" />
            </li>
          )}
          <li>
            <FormattedMessage id="rounds.frozen.edition" />
          </li>
          <li>
            <FormattedMessage id={isOwn ? "rounds.frozen.ownRequest" : "rounds.frozen.invited"} />
          </li>
          <li>
            <FormattedMessage id="rounds.frozen.key" />
          </li>
        </ul>
      </div>
      <div className={style.acts}>
        <Button data-variant="primary" isPending={isBusy} onPress={onOpen}>
          <FormattedMessage id={plan.isAtOnce ? "rounds.openNow" : "rounds.openLater"} />
        </Button>
        <Button onPress={onBack} isDisabled={isBusy}>
          <FormattedMessage id="rounds.back" />
        </Button>
      </div>
    </section>
  );
}
