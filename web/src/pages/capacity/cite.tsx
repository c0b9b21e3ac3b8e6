import { useState } from "react";
import { useLocation } from "@tanstack/react-router";
import { isEmbedded } from "../../app/embedding";
import { Instant } from "../../widgets";
import { Basis } from "../../widgets/basis";
import { EmbedButton } from "../../widgets/embed-button";
import shared from "../../widgets/entries/entries.module.css";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import style from "./capacity.module.css";

interface Props {
  /** The sentence to cite, around the values that it is given. */
  citation: (values: { date: string; address: string }) => string;
  /** What the address says beside where it leads. */
  search?: string;
  /** The instant that it is as of, where it is of one. */
  asOf?: string;
  children?: React.ReactNode;
}

/** How to keep what is seen: its address, and a sentence to cite. */
export function Cite(props: Props) {
  const { asOf } = props;
  if (isEmbedded) return asOf === undefined ? null : <Basis asOf={{ at: <Instant at={asOf} /> }} />;
  return <Citing {...props} />;
}

function Citing({ citation: cite, search = "", asOf, children }: Props) {
  const { formatDate } = useIntl();
  const { pathname } = useLocation();
  const [copied, setCopied] = useState<"address" | "citation" | null>(null);
  const address = `${window.location.origin}${pathname}${search}`;
  const citation = cite({ date: formatDate(new Date(), { dateStyle: "long" }), address });
  const copy = (what: "address" | "citation") => {
    void navigator.clipboard.writeText(what === "address" ? address : citation).then(() => setCopied(what));
  };
  return (
    <section aria-labelledby="cite" className={style.after}>
      <h2 id="cite">
        <FormattedMessage id="coverage.citeTitle" />
      </h2>
      <p className={style.citation}>{citation}</p>
      <div className={`no-print ${shared.acts}`}>
        <Button onPress={() => copy("address")}>
          <FormattedMessage id="coverage.copyAddress" />
        </Button>
        <Button onPress={() => copy("citation")}>
          <FormattedMessage id="coverage.copyCitation" />
        </Button>
        {asOf !== undefined && (
          <EmbedButton search={search} asOf={formatDate(asOf, { dateStyle: "long", timeStyle: "long" })} />
        )}
        {children}
      </div>
      <p role="status" className={shared.note}>
        {copied && (
          <FormattedMessage id={copied === "address" ? "coverage.copiedAddress" : "coverage.copiedCitation"} />
        )}
      </p>
    </section>
  );
}
