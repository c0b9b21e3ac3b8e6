import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type CombinedError, useClient, useMutation, useQuery } from "urql";

import type { RoundToReviseQuery } from "../../gql/graphql";
import { apiLanguage, LANGUAGES } from "../../i18n/language";
import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { codeOf } from "../../widgets/fault";
import { Words } from "../../widgets/words";
import { useIsOfficer } from "../reports/officer";
import { Changes } from "./changes";
import { goTo } from "./field";
import { Observers } from "./invited-fields";
import { MandateFields } from "./mandate-fields";
import { PeriodFields } from "./period-fields";
import { type Faults, faultsOf, type Plan } from "./plan";
import { type Choices, useChoices } from "./reading";
import { refusalOf } from "./refusal";
import { ReviseRound, RoundToRevise } from "./revising-documents";
import { type Aspect, type Changed, differing, merged, planOf, revisionOf, taking, titlesOf } from "./revising";
import style from "./rounds.module.css";
import { useRevision } from "./use-revision";
import { Titles } from "./what-fields";

const route = getRouteApi("/$tongue/rounds/$round/revise");

/** A planned round is given another title, mandate or period. */
export function RevisePage() {
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
  const { round: key } = route.useParams();
  const [{ data, error, fetching }, again] = useQuery({
    query: RoundToRevise,
    variables: { key },
    requestPolicy: "network-only",
  });
  const { choices, error: unread, retry } = useChoices();
  const round = data?.round;
  // Where a session ends or a round opens while somebody writes, what they write stays on the page.
  const [isBegun, setBegun] = useState(false);
  const may = round?.stage === "PLANNED" && isOfficer;
  if (may && !isBegun) setBegun(true);
  const account = choices?.viewer?.account.id;
  const [owner, setOwner] = useState(account);
  if (account !== undefined && owner !== account) setOwner(account);
  return (
    <Page
      title={formatMessage({ id: "rounds.act.revise" })}
      above={
        round && (
          <p className="small">
            <Link to="/$tongue/rounds/$round" params={{ tongue, round: key }}>
              {round.title ? <Localised text={round.title} isPlain /> : key}
            </Link>
          </p>
        )
      }
      intro={
        <p>
          <FormattedMessage id="rounds.reviseIntro" />
        </p>
      }
    >
      <FaultNote
        error={error ?? unread}
        retry={() => {
          again({ requestPolicy: "network-only" });
          retry();
        }}
      />
      {(fetching || !choices) && !isBegun && !error && !unread && <Waiting />}
      {data && !fetching && !may && !isBegun && (
        <Empty
          title={<FormattedMessage id="rounds.notRevised" />}
          hint={<FormattedMessage id="rounds.notRevisedHint" />}
        />
      )}
      {round && choices && isBegun && owner !== undefined && (
        <Revising key={`${owner} ${key}`} account={owner} read={round} choices={choices} />
      )}
    </Page>
  );
}

type Read = NonNullable<RoundToReviseQuery["round"]>;

function typed(round: Read): Plan {
  const titles = LANGUAGES.map((tongue) => [apiLanguage(tongue), round[tongue]] as const);
  return planOf(round, titlesOf(titles));
}

interface RevisingProps {
  account: string;
  /** The round as the page found it. */
  read: Read;
  choices: Choices;
}

function Revising({ account, read, choices }: RevisingProps) {
  const tongue = useTongue();
  const navigate = useNavigate();
  const client = useClient();
  const { kept, wasKept, keep, forget } = useRevision(account, read.key, () => {
    const base = typed(read);
    return { revision: read.revision, base, plan: base };
  });
  const [round, setRound] = useState(read);
  const [changed, setChanged] = useState<readonly Changed[]>([]);
  const [isJudged, setJudged] = useState(false);
  const [error, setError] = useState<CombinedError | undefined>();
  const [{ fetching }, revise] = useMutation(ReviseRound);
  const { base, plan, revision } = kept;

  /** Lays what was typed over the round as it stands now. */
  const meet = (now: Read) => {
    const theirs = typed(now);
    const met = merged(base, plan, theirs);
    setRound(now);
    setChanged(met.changed);
    keep({ revision: now.revision, base: theirs, plan: met.plan });
  };
  // What was kept in this tab may be older than the round that the page found.
  const [isMet, setMet] = useState(false);
  if (!isMet) {
    setMet(true);
    if (revision !== read.revision) meet(read);
  }

  const refusal = refusalOf(error);
  const own = isJudged ? faultsOf(plan, plan.key ?? "") : {};
  const faults: Faults = { ...own, ...(refusal && { [refusal.place]: refusal.message }) };
  const isDirty = differing(base, plan).length > 0;
  const change = (changes: Partial<Plan>) => {
    setError(undefined);
    keep({ ...kept, plan: { ...plan, ...changes } });
  };

  async function save() {
    setJudged(true);
    const [first] = Object.keys(faultsOf(plan, plan.key ?? ""));
    if (first !== undefined) {
      goTo(first as keyof Faults);
      return;
    }
    const input = { round: round.id, revision, ...revisionOf(base, plan) };
    const { data, error: refused } = await revise({ input });
    if (data) {
      forget();
      await navigate({ to: "/$tongue/rounds/$round", params: { tongue, round: round.key } });
      return;
    }
    if (refused && codeOf(refused) === "CONFLICT") {
      const now = await client.query(RoundToRevise, { key: round.key }, { requestPolicy: "network-only" }).toPromise();
      if (now.data?.round) {
        meet(now.data.round);
        setError(undefined);
        return;
      }
    }
    setError(refused);
    const place = refusalOf(refused)?.place;
    if (place) goTo(place);
  }

  const take = (aspect: Aspect) => {
    keep({ ...kept, plan: taking(aspect, plan, base) });
    setChanged(changed.map((one) => (one.aspect === aspect ? { aspect, isBoth: false } : one)));
  };
  const part = { plan, faults, onChange: change };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isDirty && !fetching) void save();
      }}
    >
      {wasKept && isDirty && changed.length === 0 && (
        <p className="notice" role="note">
          <FormattedMessage id="rounds.wasKept" />
        </p>
      )}
      {changed.length > 0 && <Changes round={round} changed={changed} onTake={take} />}
      <section aria-labelledby="part-what" className={style.part}>
        <h2 id="part-what">
          <FormattedMessage id="rounds.part.what" />
        </h2>
        <Titles {...part} />
      </section>
      <section aria-labelledby="part-mandate" className={style.part}>
        <h2 id="part-mandate">
          <FormattedMessage id="rounds.part.mandate" />
        </h2>
        <MandateFields {...part} choices={choices} />
      </section>
      <section aria-labelledby="part-period" className={style.part}>
        <h2 id="part-period">
          <FormattedMessage id="rounds.part.period" />
        </h2>
        <PeriodFields {...part} isRevised />
      </section>
      <section aria-labelledby="part-invited" className={style.part}>
        <h2 id="part-invited">
          <FormattedMessage id="rounds.part.invited" />
        </h2>
        <Observers {...part} />
      </section>
      {refusal === null && <FaultNote error={error} title={<FormattedMessage id="rounds.notSaved" />} />}
      {Object.keys(faults).length > 0 && (
        <p className="notice" role="alert">
          <FormattedMessage id="rounds.toMend" values={{ count: Object.keys(faults).length }} />
        </p>
      )}
      <div className={style.acts}>
        <Button type="submit" data-variant="primary" isPending={fetching} isDisabled={!isDirty}>
          <FormattedMessage id="rounds.save" />
        </Button>
        {isDirty && (
          <Button
            onPress={() => {
              setError(undefined);
              setJudged(false);
              keep({ ...kept, plan: base });
            }}
          >
            <FormattedMessage id="rounds.leaveIt" />
          </Button>
        )}
      </div>
    </form>
  );
}
