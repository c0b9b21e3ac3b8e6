import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";

import type { MessageId } from "../../i18n/message-id";
import { useTongue } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import type { Side } from "./address";
import style from "./capacity.module.css";

type Tables = readonly (readonly [table: string, label: MessageId])[];

/** What is told of needs, and of offers. */
export const TABLES = {
  need: [
    ["needs", "capacity.needsCsv"],
    ["notice_texts", "capacity.textsCsv"],
  ],
  offer: [
    ["offers", "capacity.offersCsv"],
    ["notice_texts", "capacity.textsCsv"],
  ],
} as const satisfies Record<Side, Tables>;

/** What everybody may read, as tables of open data for other programs: each by its name, and what it is called here. */
export function TakeAway({ tables }: { tables: Tables }) {
  const tongue = useTongue();
  return (
    <section aria-labelledby="take-away" className={`no-print ${style.after}`}>
      <h2 id="take-away">
        <FormattedMessage id="capacity.takeAway" />
      </h2>
      <p className={shared.note}>
        <FormattedMessage id="capacity.takeAwayNote" />
      </p>
      <ul role="list" className={shared.line}>
        {tables.map(([table, label]) => (
          <li key={table}>
            <a href={`/open-data/${table}.csv`} download>
              <FormattedMessage id={label} />
            </a>
          </li>
        ))}
        <li>
          <Link to="/$tongue/open-data" params={{ tongue }}>
            <FormattedMessage id="shell.openData" />
          </Link>
        </li>
      </ul>
    </section>
  );
}
