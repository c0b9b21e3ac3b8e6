import { FormattedMessage } from "react-intl";

import { readable, type Run } from "./word-runs";

/** Marked words: what went and what came is told to those who do not see it, too. */
export function Runs({ runs }: { runs: readonly Run[] }) {
  return readable(runs).map(({ kind, text }, place) => {
    if (kind === "KEPT") return <span key={place}>{text}</span>;
    const [Element, begin, end] =
      kind === "REMOVED"
        ? (["del", "shell.run.removed", "shell.run.removedEnd"] as const)
        : (["ins", "shell.run.inserted", "shell.run.insertedEnd"] as const);
    return (
      <Element key={place}>
        <span className="unseen">
          {" ["}
          <FormattedMessage id={begin} />
          {"] "}
        </span>
        {text}
        <span className="unseen">
          {" ["}
          <FormattedMessage id={end} />
          {"] "}
        </span>
      </Element>
    );
  });
}
