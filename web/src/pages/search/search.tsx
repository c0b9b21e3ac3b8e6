import { useEffect, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { getRouteApi } from "@tanstack/react-router";
import { Button, Form, Input, Label, SearchField, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useClient, type CombinedError } from "urql";

import { Empty, FaultNote, Page, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { AsOfNote } from "../coverage/keep";
import { KINDS, type Sought } from "./address";
import { CiteSearch } from "./cite";
import { SearchFor, type Hit } from "./documents";
import { OneHit } from "./hit";
import { NarrowDown } from "./narrow-down";
import { argumentsOf, changed, narrowingsIn, widened } from "./narrowing";
import style from "./search.module.css";

const route = getRouteApi("/$tongue/search");

/** Looks for words in provisions, questions, public answers and public proposals. */
export function SearchPage() {
  return (
    <Words of="search">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const sought = route.useSearch();
  const { q = "", kind, asOf } = sought;
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(q);
  // The header, or a step back, can ask for other words.
  useEffect(() => setTyped(q), [q]);
  const go = (search: Sought) => void navigate({ search, resetScroll: false });
  return (
    <Page
      title={q === "" ? formatMessage({ id: "shell.search" }) : formatMessage({ id: "search.titleFor" }, { words: q })}
      heading={<FormattedMessage id="shell.search" />}
      intro={
        <p>
          <FormattedMessage id="search.intro" />
        </p>
      }
    >
      <AsOfNote asOf={asOf} />
      <Form
        className={style.ask ?? ""}
        role="search"
        aria-label={formatMessage({ id: "search.title" })}
        onSubmit={(event) => {
          event.preventDefault();
          const words = typed.trim();
          if (words !== "") go({ ...sought, q: words });
        }}
      >
        <SearchField value={typed} onChange={setTyped} maxLength={200}>
          <Label>
            <FormattedMessage id="search.words" />
          </Label>
          <Input className="react-aria-Input" />
          <Button aria-label={formatMessage({ id: "search.clear" })}>×</Button>
        </SearchField>
        <Button type="submit" data-variant="primary">
          <FormattedMessage id="shell.search" />
        </Button>
      </Form>
      <ToggleButtonGroup
        aria-label={formatMessage({ id: "search.among" })}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[kind ?? "ALL"]}
        onSelectionChange={(keys) => {
          const [chosen] = keys;
          go(
            changed(
              sought,
              "kind",
              KINDS.find((name) => name === chosen),
            ),
          );
        }}
      >
        {(["ALL", ...KINDS] as const).map((name) => (
          <ToggleButton key={name} id={name}>
            <FormattedMessage id={`search.among.${name}`} />
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <NarrowDown
        sought={sought}
        onNarrow={(name, value) => go(changed(sought, name, value))}
        onWiden={() => go(widened(sought))}
      />
      {q !== "" && <Hits key={JSON.stringify(sought)} sought={sought} onWiden={() => go(widened(sought))} />}
    </Page>
  );
}

interface Found {
  hits: readonly Hit[];
  total: number;
  /** The position of the register as of which answers were looked through. */
  asOf: number;
  after: string | null;
}

/** What was found, the more telling first; more of it where somebody asks for more. */
function Hits({ sought, onWiden }: { sought: Sought; onWiden: () => void }) {
  const client = useClient();
  // The page is another one where anything else is sought.
  const [asked] = useState(() => argumentsOf(sought));
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState<CombinedError | undefined>();
  const [isBusy, setBusy] = useState(true);
  const [attempt, setAttempt] = useState({ after: null as string | null, asOf: asked.asOf ?? null, count: 0 });

  useEffect(() => {
    let isWanted = true;
    const variables = { ...asked, after: attempt.after, asOf: attempt.asOf };
    setBusy(true);
    void client
      .query(SearchFor, variables)
      .toPromise()
      .then(({ data, error: failed }) => {
        if (!isWanted) return;
        setBusy(false);
        setError(failed);
        if (!data) return;
        const { nodes, totalCount, asOf, pageInfo } = data.search;
        const after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
        setFound((before) => ({
          hits: attempt.after === null ? nodes : [...(before?.hits ?? []), ...nodes],
          total: totalCount,
          asOf,
          after,
        }));
      });
    return () => {
      isWanted = false;
    };
  }, [client, asked, attempt]);

  const isNarrowed = narrowingsIn(sought).length > 0;
  return (
    <>
      <p role="status" className={style.found}>
        {found && <FormattedMessage id="search.found" values={{ count: found.total }} />}
      </p>
      <FaultNote error={error} retry={() => setAttempt(({ count, ...same }) => ({ ...same, count: count + 1 }))} />
      {found?.total === 0 && (
        <Empty
          title={<FormattedMessage id="search.nothing" />}
          hint={<FormattedMessage id={isNarrowed ? "search.nothingWithin" : "search.nothingHint"} />}
          action={
            isNarrowed && (
              <Button onPress={onWiden}>
                <FormattedMessage id="search.widen" />
              </Button>
            )
          }
        />
      )}
      {found && found.hits.length > 0 && (
        <ol role="list" className={style.hits}>
          {found.hits.map((hit) => (
            <li key={keyOf(hit)}>
              <OneHit hit={hit} />
            </li>
          ))}
        </ol>
      )}
      {isBusy && <Waiting />}
      {found && found.after !== null && !isBusy && (
        <Button onPress={() => setAttempt(({ count }) => ({ after: found.after, asOf: found.asOf, count: count + 1 }))}>
          <FormattedMessage id="search.more" />
        </Button>
      )}
      {found && found.hits.length > 0 && !isBusy && (
        <CiteSearch words={sought.q ?? ""} hits={found.hits} total={found.total} position={found.asOf} />
      )}
    </>
  );
}

function keyOf(hit: Hit): string {
  switch (hit.__typename) {
    case "ProvisionHit":
      return String(hit.provision.id);
    case "QuestionHit":
      return String(hit.question.id);
    case "AnswerHit":
      return String(hit.answer.id);
    case "ProposalHit":
      return String(hit.proposal.id);
  }
}
