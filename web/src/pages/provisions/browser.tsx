import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button, ProgressBar } from "react-aria-components";
import { useQuery } from "urql";

import { Empty, FaultNote, Page, useTongue, Waiting } from "../../widgets";
import { ProvisionsFrame, useCatalogue } from "./catalogue";
import { FilterBar } from "./filter-bar";
import { isFiltered, matching, type Filters } from "./filters";
import { InstrumentGroup } from "./instrument-group";
import { countOf, treesOf } from "./tree";
import style from "./browser.module.css";

const route = getRouteApi("/$tongue/provisions");

/** All provisions of all texts, as the trees that they are, with filters that stand in the address. */
export function ProvisionsPage() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const [{ data: frame, error, fetching }, askAgain] = useQuery({ query: ProvisionsFrame });
  const catalogue = useCatalogue();
  const wanted = useDeferredValue(filters);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());

  const matches = useMemo(() => matching(catalogue.nodes, wanted), [catalogue.nodes, wanted]);
  const trees = useMemo(() => treesOf(catalogue.nodes, matches), [catalogue.nodes, matches]);
  const kinds = useMemo(() => new Map((frame?.kinds ?? []).map(({ code, label }) => [code, label?.content])), [frame]);

  const setFilters = useCallback(
    (next: Filters) => void navigate({ search: next, replace: true, resetScroll: false }),
    [navigate],
  );
  const shownInstruments = (frame?.instruments.nodes ?? []).filter(({ code }) => trees.has(code));
  const areAllOpen = isFiltered(wanted) || shownInstruments.every(({ code }) => opened.has(code));
  const toggle = (code: string, isOpen: boolean) => {
    const next = new Set(opened);
    if (isOpen) next.add(code);
    else next.delete(code);
    setOpened(next);
  };

  return (
    <Page
      title={formatMessage({ id: "provisions.title" })}
      intro={
        <p>
          <FormattedMessage id="provisions.intro" />
        </p>
      }
      actions={
        <Link to="/$tongue/proposals" params={{ tongue }} search={{}}>
          <FormattedMessage id="shell.nav.proposals" />
        </Link>
      }
    >
      {error && <FaultNote error={error} retry={() => askAgain({ requestPolicy: "network-only" })} />}
      {fetching && !frame && <Waiting />}
      {frame && (
        <>
          <FilterBar frame={frame} filters={filters} onChange={setFilters} />
          <div className={style.count}>
            <p role="status">
              {catalogue.total !== null && (
                <FormattedMessage id="provisions.shown" values={{ shown: matches.length, total: catalogue.total }} />
              )}
            </p>
            {!isFiltered(wanted) && (
              <Button
                data-variant="quiet"
                onPress={() => setOpened(new Set(areAllOpen ? [] : shownInstruments.map(({ code }) => code)))}
              >
                {formatMessage({ id: areAllOpen ? "provisions.foldAll" : "provisions.unfoldAll" })}
              </Button>
            )}
          </div>
          {catalogue.error && <FaultNote error={catalogue.error} retry={catalogue.retry} />}
          {!catalogue.isComplete && !catalogue.error && (
            <Loaded loaded={catalogue.nodes.length} total={catalogue.total} />
          )}
          {catalogue.isComplete && matches.length === 0 && (
            <Empty
              title={formatMessage({ id: "provisions.nothing" })}
              hint={formatMessage({ id: "provisions.nothingHint" })}
              action={<Button onPress={() => setFilters({})}>{formatMessage({ id: "provisions.clear" })}</Button>}
            />
          )}
          {shownInstruments.map((instrument) => {
            const branches = trees.get(instrument.code) ?? [];
            return (
              <InstrumentGroup
                key={instrument.code}
                instrument={instrument}
                branches={branches}
                count={countOf(branches)}
                kinds={kinds}
                isOpen={isFiltered(wanted) || opened.has(instrument.code)}
                onOpen={(isOpen) => toggle(instrument.code, isOpen)}
              />
            );
          })}
        </>
      )}
    </Page>
  );
}

function Loaded({ loaded, total }: { loaded: number; total: number | null }) {
  const { formatMessage } = useIntl();
  if (total === null) return <Waiting />;
  return (
    <ProgressBar value={loaded} maxValue={total} aria-label={formatMessage({ id: "provisions.loading" })}>
      {({ percentage }) => (
        <>
          <span>{formatMessage({ id: "provisions.loading" })}</span>
          <div className="bar">
            <div style={{ inlineSize: `${percentage ?? 0}%` }} />
          </div>
        </>
      )}
    </ProgressBar>
  );
}
