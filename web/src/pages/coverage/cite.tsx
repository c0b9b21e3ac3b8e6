import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useLocation } from "@tanstack/react-router";
import { Button } from "react-aria-components";

import { csvOf, jsonOf, save, type About, type Sheet } from "./download";
import style from "./round.module.css";

interface Props {
  /** The round as it is called here, and its key. */
  round: { key: string; title: string; edition: string };
  position: number;
  release: { number: number; atPosition: number } | null | undefined;
  denominator: number | null;
  /** The name of the file without its ending. */
  file: string;
  /** What can be downloaded, once all of it has come. */
  sheet: (() => Sheet) | null;
}

/** How to keep what is seen: a link to the same figures later, a sentence to cite, and the data. */
export function Cite({ round, position, release, denominator, file, sheet }: Props) {
  const { formatMessage, formatDate, formatNumber } = useIntl();
  const { pathname, searchStr } = useLocation();
  const [copied, setCopied] = useState<"address" | "citation" | null>(null);

  const query = new URLSearchParams(searchStr);
  query.set("asOf", String(position));
  const address = `${window.location.origin}${pathname}?${query}`;
  const citation = formatMessage(
    { id: "coverage.citation" },
    {
      round: round.title,
      position: formatNumber(position),
      date: formatDate(new Date(), { dateStyle: "long" }),
      address,
    },
  );
  const about: About = {
    source: "Normtrack",
    round: round.key,
    title: round.title,
    edition: round.edition,
    register_position: position,
    release: release?.number ?? null,
    release_position: release?.atPosition ?? null,
    invited_member_states: denominator,
    address,
    note: formatMessage({ id: "coverage.dataNote" }),
    disclaimer: formatMessage({ id: "coverage.disclaimer" }),
  };
  const name = `normtrack-${round.key}-${file}-${position}`;
  const copy = (what: "address" | "citation") => {
    void navigator.clipboard.writeText(what === "address" ? address : citation).then(() => setCopied(what));
  };

  return (
    <section className={style.cite}>
      <h2>
        <FormattedMessage id="coverage.citeTitle" />
      </h2>
      <p className={style.citation}>{citation}</p>
      <div className={style.acts}>
        <Button onPress={() => copy("address")}>{formatMessage({ id: "coverage.copyAddress" })}</Button>
        <Button onPress={() => copy("citation")}>{formatMessage({ id: "coverage.copyCitation" })}</Button>
        {sheet && (
          <>
            <Button onPress={() => save(`${name}.csv`, "text/csv", csvOf(about, sheet()))}>
              {formatMessage({ id: "coverage.csv" })}
            </Button>
            <Button onPress={() => save(`${name}.json`, "application/json", jsonOf(about, sheet()))}>
              {formatMessage({ id: "coverage.json" })}
            </Button>
          </>
        )}
      </div>
      <p role="status" className={style.copied}>
        {copied && (
          <FormattedMessage id={copied === "address" ? "coverage.copiedAddress" : "coverage.copiedCitation"} />
        )}
      </p>
    </section>
  );
}
