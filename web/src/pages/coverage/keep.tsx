import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { Link, useLocation, useSearch } from "@tanstack/react-router";
import { Button } from "react-aria-components";

import { isEmbedded } from "../../app/embedding";
import { Basis } from "../../widgets/basis";
import { EmbedButton } from "../../widgets/embed-button";
import { csvOf, jsonOf, save, type About, type Sheet } from "./download";
import style from "./round.module.css";

interface Props {
  /** The register position of all that is seen. */
  position: number;
  /** The sentence to cite, around the values that it is given. */
  citation: (values: { position: string; date: string; address: string }) => string;
  /** What stands above the data of what is downloaded, beside where it comes from. */
  about: About;
  /** The name of the file without its ending. */
  file: string;
  /** What can be downloaded, once all of it has come. */
  sheet: (() => Sheet) | null;
  /** Whether figures are seen, each of so many. */
  hasFigures?: boolean;
}

/** How to keep what is seen: a link to the same later, a sentence to cite, and the data. */
export function Keep(props: Props) {
  if (!isEmbedded) return <Keeping {...props} />;
  const { position, about, hasFigures = true } = props;
  const { invited_member_states: denominator } = about;
  if (!hasFigures) return <Basis asOf={{ position }} denominator={null} />;
  return <Basis asOf={{ position }} {...(typeof denominator === "number" && { denominator })} />;
}

function Keeping({ position, citation: cite, about: own, file, sheet }: Props) {
  const { formatMessage, formatDate, formatNumber } = useIntl();
  const { pathname, searchStr } = useLocation();
  const [copied, setCopied] = useState<"address" | "citation" | null>(null);

  const query = new URLSearchParams(searchStr);
  query.set("asOf", String(position));
  const address = `${window.location.origin}${pathname}?${query}`;
  const citation = cite({
    position: formatNumber(position),
    date: formatDate(new Date(), { dateStyle: "long" }),
    address,
  });
  const about: About = {
    source: "Normtrack",
    register_position: position,
    ...own,
    address,
    note: formatMessage({ id: "coverage.dataNote" }),
    disclaimer: formatMessage({ id: "coverage.disclaimer" }),
  };
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
        <EmbedButton
          search={`?${query}`}
          asOf={formatMessage({ id: "coverage.asOfPosition" }, { position: formatNumber(position) })}
        />
        {sheet && <Downloads about={about} file={file} sheet={sheet} />}
      </div>
      <p role="status" className={style.copied}>
        {copied && (
          <FormattedMessage id={copied === "address" ? "coverage.copiedAddress" : "coverage.copiedCitation"} />
        )}
      </p>
    </section>
  );
}

/** The same for other programs. */
export function Downloads({ about, file, sheet }: { about: About; file: string; sheet: () => Sheet }) {
  const { formatMessage } = useIntl();
  return (
    <>
      <Button onPress={() => save(`${file}.csv`, "text/csv", csvOf(about, sheet()))}>
        {formatMessage({ id: "coverage.csv" })}
      </Button>
      <Button onPress={() => save(`${file}.json`, "application/json", jsonOf(about, sheet()))}>
        {formatMessage({ id: "coverage.json" })}
      </Button>
    </>
  );
}

/** Says that an earlier position is read, and leads to the newest. */
export function AsOfNote({ asOf }: { asOf: number | undefined }) {
  const { asOf: _, ...newest } = useSearch({ strict: false });
  if (asOf === undefined) return null;
  return (
    <p className={style.asOf} role="note">
      <FormattedMessage id="coverage.asOfNote" values={{ position: asOf }} />{" "}
      <Link to="." search={newest}>
        <FormattedMessage id="coverage.newest" />
      </Link>
    </p>
  );
}
