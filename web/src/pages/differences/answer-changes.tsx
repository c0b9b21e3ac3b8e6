import type { ReactNode } from "react";
import { FormattedMessage } from "react-intl";

import type { AnswerChangesFragment } from "../../gql/graphql";
import { Empty, FaultNote, Localised, Waiting } from "../../widgets";
import { Folded } from "../../widgets/folded";
import { AnswerChange } from "./change";
import { useForms } from "./forms";
import { bySection, place } from "./placed";
import styles from "./differences.module.css";

interface AnswerChangesProps {
  differences: AnswerChangesFragment;
  /** What is unchanged as well, as soon as somebody wants to see it. */
  unchanged: ReactNode;
}

const COUNTS = ["changed", "added", "removed", "moved"] as const;

/** What became of the answers: how many of each kind, each that differs, and what is unchanged folded with its number. */
export function AnswerChanges({ differences, unchanged }: AnswerChangesProps) {
  const counts = COUNTS.filter((kind) => differences[kind] > 0);
  return (
    <>
      {counts.length > 0 ? (
        <>
          <ul role="list" className={styles.counts}>
            {counts.map((kind) => (
              <li key={kind}>
                <FormattedMessage id={`difference.count.${kind}`} values={{ count: differences[kind] }} />
              </li>
            ))}
          </ul>
          <p className="small muted">
            <FormattedMessage id="difference.marks" />
          </p>
        </>
      ) : (
        <Empty
          title={<FormattedMessage id="difference.nothing" />}
          hint={<FormattedMessage id="difference.nothingHint" />}
        />
      )}
      <Sections changes={differences.changes} />
      {differences.unchanged > 0 && (
        <Folded
          className={styles.unchanged}
          title={<FormattedMessage id="difference.unchanged" values={{ count: differences.unchanged }} />}
        >
          {unchanged}
        </Folded>
      )}
    </>
  );
}

interface SectionsProps {
  changes: AnswerChangesFragment["changes"];
}

/** Changes under the sections of their questions. */
function Sections({ changes }: SectionsProps) {
  const { forms, error } = useForms(changes);
  if (error) return <FaultNote error={error} />;
  if (forms === null) return <Waiting />;
  return bySection(changes.map((change) => place(change, forms))).map(({ code, title, placed }) => (
    <section key={code} className={styles.section}>
      <h2>
        <Localised text={title} isPlain />
      </h2>
      {placed.map((one) => (
        <AnswerChange key={`${one.change.before?.questionCode} ${one.change.after?.questionCode}`} placed={one} />
      ))}
    </section>
  ));
}

/** Answers that are the same on both sides, once they have come. */
export function Unchanged({ differences }: { differences: AnswerChangesFragment | null | undefined }) {
  if (!differences) return <Waiting />;
  return <Sections changes={differences.changes.filter(({ kind }) => kind === "UNCHANGED")} />;
}
