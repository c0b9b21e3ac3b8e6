import { getRouteApi, Link } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import type { ComparedFilingFragment, FilingChangesQuery } from "../../gql/graphql";
import { FaultNote, Instant, Localised, Page, useTongue } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { ACTS, STATUSES } from "../submissions/words";
import { Comparison } from "./comparison";
import { ComparedFilings, FilingChanges } from "./documents";
import styles from "./differences.module.css";

const route = getRouteApi("/$tongue/differences/filings");

/** How a filing of a State differs from an earlier one. */
export function FilingDifferencePage() {
  const { formatMessage } = useIntl();
  const { before, after } = route.useSearch();
  const navigate = route.useNavigate();
  const isComplete = before !== undefined && after !== undefined;
  const [{ data, error }] = useQuery({
    query: ComparedFilings,
    variables: { before: before ?? 0, after: after ?? 0 },
    pause: !isComplete,
  });
  const state = data?.after?.state;
  const label = useFilingLabel();
  const known = new Map(
    [...(state?.filings ?? []), data?.before, data?.after].flatMap((one) => (one ? [[one.position, one]] : [])),
  );
  const items = [...known.values()]
    .sort((one, other) => one.position - other.position)
    .map((filing) => ({ code: String(filing.position), label: label(filing) }));
  const title = formatMessage({ id: "difference.filings" });
  return (
    <Page title={title} above={state && <Above name={state.name} />} intro={<FormattedMessage id="difference.intro" />}>
      <FaultNote error={error} />
      {items.length > 1 && (
        <div className={`no-print ${styles.sides}`}>
          <Choice
            label={formatMessage({ id: "difference.earlierFiling" })}
            items={items.filter(({ code }) => code !== String(after))}
            value={String(before)}
            onChoose={(code) => void navigate({ search: { before: Number(code), ...(after && { after }) } })}
          />
          <Choice
            label={formatMessage({ id: "difference.laterFiling" })}
            items={items.filter(({ code }) => code !== String(before))}
            value={String(after)}
            onChoose={(code) => void navigate({ search: { ...(before && { before }), after: Number(code) } })}
          />
        </div>
      )}
      {data?.before && data.after && (
        <dl className={styles.facts}>
          <FilingFacts label={formatMessage({ id: "difference.then" })} filing={data.before} />
          <FilingFacts label={formatMessage({ id: "difference.now" })} filing={data.after} />
        </dl>
      )}
      <Comparison
        query={FilingChanges}
        sides={isComplete ? { before, after } : null}
        pick={(read: FilingChangesQuery) => read.filingDifference}
      />
    </Page>
  );
}

export function Above({ name }: { name: Parameters<typeof Localised>[0]["text"] }) {
  return (
    <p className="muted">
      <Localised text={name} isPlain />
    </p>
  );
}

/** A filing in one line of a list. */
function useFilingLabel() {
  const { formatMessage, formatDate } = useIntl();
  return ({ position, kind, filedAt, round }: ComparedFilingFragment) =>
    [
      formatMessage({ id: "submission.atPosition" }, { position }),
      formatMessage({ id: ACTS[kind] }),
      formatDate(filedAt, { dateStyle: "medium" }),
      round?.title?.content,
    ]
      .filter(Boolean)
      .join(" · ");
}

function FilingFacts({ label, filing }: { label: string; filing: ComparedFilingFragment }) {
  const tongue = useTongue();
  const { position, kind, filedAt, status, round } = filing;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Localised text={round?.title} isPlain />
        <br />
        <Link to="/$tongue/filings/$position" params={{ tongue, position: String(position) }}>
          <FormattedMessage id="submission.atPosition" values={{ position }} />
        </Link>{" "}
        <FormattedMessage
          id="submission.entry"
          values={{
            act: <FormattedMessage key="act" id={ACTS[kind]} />,
            at: <Instant key="at" at={filedAt} />,
            status: <FormattedMessage key="status" id={STATUSES[status]} />,
          }}
        />
      </dd>
    </div>
  );
}
