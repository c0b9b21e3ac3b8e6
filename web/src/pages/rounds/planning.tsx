import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { Link, useNavigate } from "@tanstack/react-router";
import { type CombinedError, useMutation } from "urql";

import { apiLanguage } from "../../i18n/language";
import { Empty, FaultNote, Page, useTongue, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { useIsOfficer } from "../reports/officer";
import { OpenRound } from "./documents";
import { goTo } from "./field";
import { InvitedFields } from "./invited-fields";
import { MandateFields } from "./mandate-fields";
import { PeriodFields } from "./period-fields";
import { emptyPlan, type Faults, faultsOf, inputOf, type Place, placeOf, suggestedKey } from "./plan";
import { type Choices, useChoices, useInvitable, useRounds } from "./reading";
import { refusalOf } from "./refusal";
import style from "./rounds.module.css";
import { Summary } from "./summary";
import { usePlan } from "./use-plan";
import { WhatFields } from "./what-fields";

/** A round is planned, looked at as a whole, and opened. */
export function PlanningPage() {
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
  // Where a session ends while somebody writes, what they write stays: the same person goes on.
  const [wasOfficer, setWasOfficer] = useState(false);
  if (isOfficer && !wasOfficer) setWasOfficer(true);
  const { choices, error, retry } = useChoices();
  const account = choices?.viewer?.account.id;
  const lastAccount = useRef(account);
  lastAccount.current = account ?? lastAccount.current;
  return (
    <Page
      title={formatMessage({ id: "rounds.plan" })}
      above={
        <p className="small">
          <Link to="/$tongue/rounds" params={{ tongue }}>
            <FormattedMessage id="shell.rounds" />
          </Link>
        </p>
      }
      intro={
        <p>
          <FormattedMessage id="rounds.planIntro" />
        </p>
      }
    >
      <FaultNote error={error} retry={retry} />
      {!choices && !error && <Waiting />}
      {choices && !wasOfficer && (
        <Empty
          title={<FormattedMessage id="rounds.notForYou" />}
          hint={<FormattedMessage id="rounds.notForYouHint" />}
        />
      )}
      {choices && wasOfficer && lastAccount.current !== undefined && (
        <Planning key={lastAccount.current} account={lastAccount.current} choices={choices} />
      )}
    </Page>
  );
}

const ORDER: readonly Place[] = [
  "edition",
  "titles",
  "key",
  "mandate",
  "zone",
  "opensAt",
  "closesOn",
  "archivesAt",
  "invited",
];
const PARTS = ["what", "mandate", "period", "invited"] as const;

function Planning({ account, choices }: { account: string; choices: Choices }) {
  const tongue = useTongue();
  const navigate = useNavigate();
  const [start] = useState(() => emptyPlan(apiLanguage(tongue)));
  const { plan, isDirty, wasKept, change, beginAnew, forget } = usePlan(placeOf(account), start);
  const rounds = useRounds();
  const invitable = useInvitable(choices);
  const [isJudged, setJudged] = useState(false);
  const [isLookedAt, setLookedAt] = useState(false);
  const [error, setError] = useState<CombinedError | undefined>();
  const [{ fetching }, open] = useMutation(OpenRound);
  const taken = rounds.nodes.map(({ key }) => key);
  const wanted = plan.key ?? suggestedKey(plan, taken, new Date().getFullYear());

  const refusal = refusalOf(error);
  const own = isJudged ? faultsOf(plan, wanted) : {};
  const faults: Faults = { ...own, ...(refusal && { [refusal.place]: refusal.message }) };
  const first = ORDER.find((place) => faults[place] !== undefined);
  // Counted, so that the focus goes there each time somebody has tried, and at no other.
  const [tries, setTries] = useState(0);
  const target = useRef(first);
  target.current = first;
  useEffect(() => {
    if (tries > 0) goTo(target.current);
  }, [tries]);

  function look() {
    setJudged(true);
    if (Object.keys(faultsOf(plan, wanted)).length > 0) {
      setTries((count) => count + 1);
      return;
    }
    setLookedAt(true);
  }

  async function act() {
    const { data, error: refused } = await open({ input: inputOf(plan, wanted, invitable.states) });
    if (data) {
      forget();
      await navigate({ to: "/$tongue/rounds/$round", params: { tongue, round: data.openRound.round.key } });
      return;
    }
    setError(refused);
    if (refusalOf(refused) === null) return;
    setLookedAt(false);
    setTries((count) => count + 1);
  }

  if (isLookedAt) {
    return (
      <>
        <Summary
          plan={plan}
          wanted={wanted}
          choices={choices}
          invitable={invitable}
          isBusy={fetching}
          onOpen={() => void act()}
          onBack={() => {
            setError(undefined);
            setLookedAt(false);
          }}
        />
        <FaultNote error={error} title={<FormattedMessage id="rounds.notOpened" />} />
      </>
    );
  }

  const part = {
    plan,
    faults,
    onChange: (changes: Parameters<typeof change>[0]) => {
      setError(undefined);
      change(changes);
    },
  };
  const fields = {
    what: <WhatFields {...part} choices={choices} wanted={wanted} isTaken={taken.includes(wanted)} />,
    mandate: <MandateFields {...part} choices={choices} />,
    period: <PeriodFields {...part} />,
    invited: <InvitedFields {...part} invitable={invitable} />,
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        look();
      }}
    >
      {wasKept && isDirty && (
        <p className="notice" role="note">
          <FormattedMessage id="rounds.wasKept" />
        </p>
      )}
      {PARTS.map((name) => (
        <section key={name} aria-labelledby={`part-${name}`} className={style.part}>
          <h2 id={`part-${name}`}>
            <FormattedMessage id={`rounds.part.${name}`} />
          </h2>
          {fields[name]}
        </section>
      ))}
      {Object.keys(faults).length > 0 && (
        <p className="notice" role="alert">
          <FormattedMessage id="rounds.toMend" values={{ count: Object.keys(faults).length }} />
        </p>
      )}
      <div className={style.acts}>
        <Button type="submit" data-variant="primary" isDisabled={!invitable.isComplete}>
          <FormattedMessage id="rounds.look" />
        </Button>
        {isDirty && (
          <Button
            onPress={() => {
              setError(undefined);
              setJudged(false);
              beginAnew();
            }}
          >
            <FormattedMessage id="rounds.beginAnew" />
          </Button>
        )}
      </div>
      <p className={style.note}>
        <FormattedMessage id="rounds.lookMeans" />
      </p>
    </form>
  );
}
