import { useState } from "react";
import { useLocation } from "@tanstack/react-router";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import style from "./capacity.module.css";

interface Props {
  /** The sentence to cite, around the values that it is given. */
  citation: (values: { date: string; address: string }) => string;
  /** What the address says beside where it leads. */
  search?: string;
  children?: React.ReactNode;
}

/** How to keep what is seen: its address, and a sentence to cite. */
export function Cite({ citation: cite, search = "", children }: Props) {
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
      <div className={`no-print ${style.acts}`}>
        <Button onPress={() => copy("address")}>
          <FormattedMessage id="coverage.copyAddress" />
        </Button>
        <Button onPress={() => copy("citation")}>
          <FormattedMessage id="coverage.copyCitation" />
        </Button>
        {children}
      </div>
      <p role="status" className={style.note}>
        {copied && (
          <FormattedMessage id={copied === "address" ? "coverage.copiedAddress" : "coverage.copiedCitation"} />
        )}
      </p>
    </section>
  );
}
