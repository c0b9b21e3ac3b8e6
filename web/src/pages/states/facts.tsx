import type { ReactNode } from "react";
import { FormattedMessage, useIntl } from "react-intl";

import type { MessageId } from "../../i18n/message-id";
import type { Profile } from "./documents";
import style from "./states.module.css";

/** Who a State is here: the groups that it belongs to. */
export function Facts({ state }: { state: Profile["state"] }) {
  const { formatMessage } = useIntl();
  const { status, regionalGroup, areas, organisations, code } = state;
  const special = (
    [
      [state.isLdc, "coverage.ldc"],
      [state.isLldc, "coverage.lldc"],
      [state.isSids, "coverage.sids"],
    ] satisfies [boolean | null | undefined, MessageId][]
  ).flatMap(([isOne, id]) => (isOne === true ? [formatMessage({ id })] : []));
  return (
    <dl className={style.facts}>
      <Fact term="reports.state.status">
        <FormattedMessage id={status === "MEMBER" ? "reports.state.member" : "reports.state.observer"} />
        {" · "}
        <code>{code}</code>
      </Fact>
      <Fact term="reports.state.region">{regionalGroup.label?.content ?? regionalGroup.code}</Fact>
      {areas.length > 0 && (
        <Fact term="reports.state.areas">
          <List items={areas.map(({ code, label }) => label?.content ?? code)} />
        </Fact>
      )}
      {special.length > 0 && (
        <Fact term="reports.state.groups">
          <List items={special} />
        </Fact>
      )}
      {organisations.length > 0 && (
        <Fact term="coverage.family.organisation">
          <List items={organisations.map(({ abbreviation, name }) => name?.content ?? abbreviation)} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ term, children }: { term: MessageId; children: ReactNode }) {
  return (
    <div>
      <dt>
        <FormattedMessage id={term} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function List({ items }: { items: readonly string[] }) {
  return (
    <ul role="list">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
