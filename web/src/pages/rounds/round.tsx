import { FormattedMessage, useIntl } from "react-intl";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useQuery } from "urql";

import { useAllPages } from "../../app/all-pages";
import type { RoundPartsFragment, StatesOfRoundQuery } from "../../gql/graphql";
import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { DocumentButton } from "../../widgets/document-button";
import { Folded } from "../../widgets/folded";
import { Words } from "../../widgets/words";
import { useIsOfficer } from "../reports/officer";
import { OneRound, StatesOfRound } from "./documents";
import { Acts } from "./acts";
import { Invited, Mandate, Period, Ways } from "./facts";
import style from "./rounds.module.css";
import { STAGES } from "./words";

const route = getRouteApi("/$tongue/rounds/$round");

/** One round: what it is, and where to go from it. */
export function RoundPage() {
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
    query: OneRound,
    variables: { key },
    requestPolicy: "cache-and-network",
  });
  const round = data?.round;
  const title = round?.title?.content ?? key;
  return (
    <Page
      title={title}
      heading={round?.title ? <Localised text={round.title} isPlain={!round.title.isFallback} /> : key}
      above={
        <p className="small">
          <Link to="/$tongue/rounds" params={{ tongue }}>
            <FormattedMessage id="shell.rounds" />
          </Link>
        </p>
      }
      intro={round && <Ways round={round} isOfficer={isOfficer} />}
    >
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !data && <Waiting />}
      {data && !round && (
        <Empty
          title={formatMessage({ id: "coverage.unknown" }, { round: key })}
          hint={<FormattedMessage id="coverage.unknownHint" />}
        />
      )}
      {round && <Facts round={round} />}
      {round && isOfficer && (
        <Acts
          round={round}
          onDone={() => again({ requestPolicy: "network-only" })}
          onConflict={() => again({ requestPolicy: "network-only" })}
        />
      )}
    </Page>
  );
}

function Facts({ round }: { round: RoundPartsFragment }) {
  const tongue = useTongue();
  const { edition, stage, mandate, admitsObservers } = round;
  return (
    <dl className={style.facts}>
      <dt>
        <FormattedMessage id="rounds.stage" />
      </dt>
      <dd>
        <FormattedMessage id={STAGES[stage]} />
      </dd>
      <dt>
        <FormattedMessage id="rounds.key" />
      </dt>
      <dd>
        <code dir="ltr">{round.key}</code>
      </dd>
      <dt>
        <FormattedMessage id="rounds.edition" />
      </dt>
      <dd>
        {edition && (
          <>
            <Link to="/$tongue/questionnaires/$edition" params={{ tongue, edition: edition.code }}>
              <Localised text={edition.title} isPlain={!edition.title?.isFallback} />
            </Link>{" "}
            <code dir="ltr">{edition.code}</code>
            {" · "}
            <DocumentButton
              documents={[{ is: "form", edition: edition.code }]}
              of={edition.title?.content ?? edition.code}
              variant="quiet"
            />
          </>
        )}
      </dd>
      <dt>
        <FormattedMessage id="rounds.period" />
      </dt>
      <dd>
        <Period round={round} />
      </dd>
      <dt>
        <FormattedMessage id="rounds.mandate" />
      </dt>
      <dd>
        <Mandate mandate={mandate} />
      </dd>
      <dt>
        <FormattedMessage id="rounds.invited" />
      </dt>
      <dd>
        <p>
          <Invited round={round} />{" "}
          <FormattedMessage id={admitsObservers ? "rounds.observersAdmitted" : "rounds.observersNot"} />
        </p>
        {!mandate.isOwnRequest && (
          <Folded title={<FormattedMessage id="rounds.whoIsInvited" />}>
            <Names round={round.key} />
          </Folded>
        )}
      </dd>
    </dl>
  );
}

const statesOf = (data: StatesOfRoundQuery) => data.round?.invited;

/** Who is invited, by name in the reader's language. */
function Names({ round }: { round: string }) {
  const { nodes, isComplete, error, retry } = useAllPages(StatesOfRound, { key: round }, statesOf);
  return (
    <>
      <FaultNote error={error} retry={retry} />
      {!isComplete && !error && <Waiting />}
      <ul role="list" className={style.columns}>
        {nodes.map(
          ({ state, status }) =>
            state && (
              <li key={state.code}>
                {state.name ? <Localised text={state.name} isPlain /> : state.code}
                {status === "OBSERVER" && (
                  <span className="muted">
                    {" · "}
                    <FormattedMessage id="rounds.observer" />
                  </span>
                )}
              </li>
            ),
        )}
      </ul>
    </>
  );
}
