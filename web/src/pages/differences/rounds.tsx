import { getRouteApi } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import type { RoundChangesQuery } from "../../gql/graphql";
import { FaultNote, Page } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { Comparison } from "./comparison";
import { ComparedRounds, RoundChanges } from "./documents";
import { Above } from "./filings";
import styles from "./differences.module.css";

const route = getRouteApi("/$tongue/differences/rounds");

/** How what a State has standing in one round differs from what it has standing in another one. */
export function RoundDifferencePage() {
  const { formatMessage } = useIntl();
  const { state, before, after } = route.useSearch();
  const navigate = route.useNavigate();
  const [{ data, error }] = useQuery({
    query: ComparedRounds,
    variables: { state: state ?? "" },
    pause: state === undefined,
  });
  const rounds = new Map(data?.state?.filings.flatMap(({ round }) => (round ? [[round.key, round]] : [])));
  const items = [...rounds.values()].map(({ key, title }) => ({ code: key, label: title?.content ?? key }));
  const isComplete = state !== undefined && before !== undefined && after !== undefined;
  const name = (key: string | undefined) => rounds.get(key ?? "")?.title?.content ?? key;
  return (
    <Page
      title={formatMessage({ id: "difference.rounds" })}
      above={data?.state && <Above name={data.state.name} />}
      intro={<FormattedMessage id="difference.intro" />}
    >
      <FaultNote error={error} />
      {items.length > 1 && (
        <div className={`no-print ${styles.sides}`}>
          <Choice
            label={formatMessage({ id: "difference.earlierRound" })}
            items={items.filter(({ code }) => code !== after)}
            value={before}
            onChoose={(code = "") => void navigate({ search: (now) => ({ ...now, before: code }) })}
          />
          <Choice
            label={formatMessage({ id: "difference.laterRound" })}
            items={items.filter(({ code }) => code !== before)}
            value={after}
            onChoose={(code = "") => void navigate({ search: (now) => ({ ...now, after: code }) })}
          />
        </div>
      )}
      {isComplete && (
        <dl className={styles.facts}>
          {(["then", "now"] as const).map((side) => (
            <div key={side}>
              <dt>
                <FormattedMessage id={`difference.${side}`} />
              </dt>
              <dd>{name(side === "then" ? before : after)}</dd>
            </div>
          ))}
        </dl>
      )}
      <Comparison
        query={RoundChanges}
        sides={isComplete ? { state, before, after } : null}
        pick={(read: RoundChangesQuery) => read.roundDifference}
      />
    </Page>
  );
}
