import { useMemo, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { Link } from "@tanstack/react-router";
import { Button, Input, Label, SearchField } from "react-aria-components";

import { useAllPages } from "../../app/all-pages";
import { graphql } from "../../gql";
import type { AllStatesQuery } from "../../gql/graphql";
import { localeOf } from "../../i18n/language";
import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { byName } from "../coverage/tiles";
import style from "./states.module.css";

const AllStates = graphql(`
  query AllStates($after: String) {
    states(first: 100, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        code
        status
        name {
          ...Localised
        }
      }
    }
  }
`);

type State = AllStatesQuery["states"]["nodes"][number];

/** Every State by name. Who has filed is told by nothing here. */
export function StatesPage() {
  return (
    <Words of="reports">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { nodes, isComplete, error, retry } = useAllPages(AllStates, EVERY, statesOf);
  const [sought, setSought] = useState("");
  const states = useMemo(() => byName([...nodes], localeOf(tongue)), [nodes, tongue]);
  const found = useMemo(() => states.filter(isCalled(sought, localeOf(tongue))), [states, sought, tongue]);
  const members = found.filter(({ status }) => status === "MEMBER");
  const observers = found.filter(({ status }) => status === "OBSERVER");
  return (
    <Page
      title={formatMessage({ id: "reports.states.title" })}
      intro={
        <p>
          <FormattedMessage id="reports.states.intro" />
        </p>
      }
      actions={
        <>
          <Link to="/$tongue/comparison" params={{ tongue }} search={{}}>
            <FormattedMessage id="reports.comparison.title" />
          </Link>
          <Link to="/$tongue/participation" params={{ tongue }} search={{}}>
            <FormattedMessage id="reports.participation.title" />
          </Link>
          <Link to="/$tongue/needs" params={{ tongue }} search={{}}>
            <FormattedMessage id="shell.nav.capacity" />
          </Link>
          <Link to="/$tongue/proposals" params={{ tongue }} search={{}}>
            <FormattedMessage id="shell.nav.proposals" />
          </Link>
        </>
      }
    >
      <FaultNote error={error} retry={retry} />
      {!isComplete && !error && <Waiting />}
      {isComplete && (
        <>
          <SearchField value={sought} onChange={setSought}>
            <Label>
              <FormattedMessage id="reports.states.find" />
            </Label>
            <Input className="react-aria-Input" />
            <Button aria-label={formatMessage({ id: "reports.states.clear" })}>×</Button>
          </SearchField>
          <p role="status" className="unseen">
            <FormattedMessage id="reports.states.found" values={{ count: found.length }} />
          </p>
          {found.length === 0 && (
            <Empty
              title={<FormattedMessage id="reports.states.none" />}
              hint={<FormattedMessage id="reports.states.noneHint" />}
            />
          )}
          {members.length > 0 && <Names states={members} label="reports.states.members" />}
          {observers.length > 0 && <Names states={observers} label="reports.states.observers" />}
        </>
      )}
    </Page>
  );
}

interface NamesProps {
  states: readonly State[];
  label: "reports.states.members" | "reports.states.observers";
}

function Names({ states, label }: NamesProps) {
  const tongue = useTongue();
  return (
    <section aria-labelledby={label}>
      <h2 id={label}>
        <FormattedMessage id={label} />
      </h2>
      <ul role="list" className={style.names}>
        {states.map(({ code, name }) => (
          <li key={code}>
            <Link to="/$tongue/states/$code" params={{ tongue, code }} search={{}}>
              {name ? <Localised text={name} isPlain={!name.isFallback} /> : code}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

const EVERY = {};

function statesOf(data: AllStatesQuery) {
  return data.states;
}

/** Whether a State has such a name: without regard to case and accents, anywhere in it. */
function isCalled(sought: string, locale: string): (state: State) => boolean {
  const plain = (text: string) =>
    text
      .normalize("NFKD")
      .replaceAll(/\p{Diacritic}/gu, "")
      .toLocaleLowerCase(locale);
  const wanted = plain(sought.trim());
  return ({ code, name }) => plain(`${name?.content ?? ""} ${code}`).includes(wanted);
}
