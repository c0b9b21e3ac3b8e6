import { FormattedMessage, useIntl } from "react-intl";
import { Link } from "@tanstack/react-router";

import type { RoundPartsFragment } from "../../gql/graphql";
import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { useIsOfficer } from "../reports/officer";
import { Invited, Mandate, Period, Ways } from "./facts";
import { useRounds } from "./reading";
import style from "./rounds.module.css";
import { STAGES } from "./words";

/** Every round: what it asks, when, under which mandate and of whom. */
export function RoundsDesk() {
  return (
    <Words of="rounds">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const isOfficer = useIsOfficer();
  const { nodes, isComplete, error, retry } = useRounds();
  // The newest first.
  const rounds = nodes.toSorted((one, other) => Date.parse(other.opensAt) - Date.parse(one.opensAt));
  return (
    <Page
      title={formatMessage({ id: "shell.rounds" })}
      intro={
        <p>
          <FormattedMessage id="rounds.intro" />
        </p>
      }
      actions={
        isOfficer && (
          <Link className="button" data-variant="primary" to="/$tongue/rounds/plan" params={{ tongue }}>
            <FormattedMessage id="rounds.plan" />
          </Link>
        )
      }
    >
      <FaultNote error={error} retry={retry} />
      {!isComplete && !error && rounds.length === 0 && <Waiting />}
      {isComplete && rounds.length === 0 && (
        <Empty title={<FormattedMessage id="rounds.none" />} hint={<FormattedMessage id="rounds.noneHint" />} />
      )}
      <ol role="list" className={style.rounds}>
        {rounds.map((round) => (
          <Item key={round.key} round={round} isOfficer={isOfficer} />
        ))}
      </ol>
    </Page>
  );
}

function Item({ round, isOfficer }: { round: RoundPartsFragment; isOfficer: boolean }) {
  const tongue = useTongue();
  const { key, title, edition, stage, mandate } = round;
  return (
    <li>
      <h2>
        <Link to="/$tongue/rounds/$round" params={{ tongue, round: key }}>
          {title ? <Localised text={title} isPlain={!title.isFallback} /> : key}
        </Link>
      </h2>
      <p>
        <FormattedMessage id={STAGES[stage]} />
        {" · "}
        <Localised text={edition?.title} isPlain={!edition?.title?.isFallback} /> <code dir="ltr">{edition?.code}</code>
      </p>
      <div className={style.note}>
        <Period round={round} />
        <p>
          <FormattedMessage id="rounds.mandate" />: <Mandate mandate={mandate} />
        </p>
        <p>
          <Invited round={round} />
        </p>
      </div>
      <Ways round={round} isOfficer={isOfficer} />
    </li>
  );
}
