import { useMemo, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useQuery } from "urql";

import { useAllPages } from "../../app/all-pages";
import type { LettersAboutQuery, LettersAskedQuery, StatesOfRoundQuery } from "../../gql/graphql";
import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { StatesOfRound } from "../rounds/documents";
import type { Asked } from "./asking";
import { LettersAbout, LettersAsked } from "./documents";
import { Log } from "./log";
import { Preview } from "./preview";
import { Writing } from "./writing";

const route = getRouteApi("/$tongue/rounds/$round/letters");

/** Letters about a round to the people of invited States: for the secretariat. */
export function LettersPage() {
  return (
    <Words of="letters">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { round: key } = route.useParams();
  const [{ data, error, fetching }, again] = useQuery({
    query: LettersAbout,
    variables: { round: key },
    requestPolicy: "network-only",
  });
  const retry = () => again({ requestPolicy: "network-only" });
  const round = data?.round;
  return (
    <Page
      title={formatMessage({ id: "letters.title" })}
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
          <FormattedMessage id="letters.intro" />
        </p>
      }
    >
      <FaultNote error={error} retry={retry} />
      {fetching && !data && <Waiting />}
      {data && (!data.letterOutlook || !round) && (
        <Empty
          title={<FormattedMessage id="letters.notForYou" />}
          hint={<FormattedMessage id="letters.notForYouHint" />}
        />
      )}
      {round && data.letterOutlook && data.viewer && (
        <Board round={round} outlook={data.letterOutlook} account={data.viewer.account.id} onAsked={retry} />
      )}
    </Page>
  );
}

const statesOf = (data: StatesOfRoundQuery) => data.round?.invited;
const lettersOf = (data: LettersAskedQuery) => data.letters;

interface BoardProps {
  round: NonNullable<LettersAboutQuery["round"]>;
  outlook: NonNullable<LettersAboutQuery["letterOutlook"]>;
  account: string;
  onAsked: () => void;
}

function Board({ round, outlook, account, onAsked }: BoardProps) {
  const invited = useAllPages(StatesOfRound, { key: round.key }, statesOf);
  const log = useAllPages(LettersAsked, { round: round.key }, lettersOf, "network-only");
  const states = useMemo(() => invited.nodes.flatMap(({ state }) => (state ? [state] : [])), [invited.nodes]);
  // What was read stays, with all that was chosen over it, until it has been read anew.
  const [read, setRead] = useState<readonly Asked[] | null>(null);
  if (log.isComplete && read !== log.nodes) setRead(log.nodes);
  return (
    <>
      <FaultNote error={invited.error} retry={invited.retry} />
      {round.mandate.isOwnRequest ? (
        <p className="notice">
          <FormattedMessage id="letters.ownRequest" />
        </p>
      ) : (
        outlook.matters.length === 0 && (
          <p className="notice">
            <FormattedMessage id="letters.over" />
          </p>
        )
      )}
      {!outlook.hasMailServer && (
        <div className="notice">
          <p>
            <strong>
              <FormattedMessage id="letters.noMail" />
            </strong>
          </p>
          <p>
            <FormattedMessage id="letters.noMailHint" />
          </p>
        </div>
      )}
      {(!invited.isComplete || !read) && !invited.error && !log.error && <Waiting />}
      {invited.isComplete && read && outlook.hasMailServer && outlook.matters.length > 0 && (
        <Writing
          round={round}
          account={account}
          outlook={outlook}
          invited={states}
          log={read}
          onAsked={() => {
            log.retry();
            onAsked();
          }}
        />
      )}
      {invited.isComplete && states.length > 0 && <Preview round={round} states={states} />}
      <Log log={log} read={read} isOwnRequest={round.mandate.isOwnRequest} />
    </>
  );
}
