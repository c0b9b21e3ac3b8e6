import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import type { AllPages } from "../../app/all-pages";
import { OWN_NAMES, tongueOf } from "../../i18n/language";
import { FaultNote, Instant, Localised, Waiting } from "../../widgets";
import { Folded } from "../../widgets/folded";
import { type Asked, type Batch, batched } from "./asking";
import style from "./letters.module.css";
import { FAILURES, MATTER_WORDS } from "./words";

interface Props {
  log: AllPages<Asked>;
  /** What was read to its end last. */
  read: readonly Asked[] | null;
  isOwnRequest: boolean;
}

/** What was asked for and what became of it, asking by asking. */
export function Log({ log, read, isOwnRequest }: Props) {
  const batches = batched(read ?? []);
  if (isOwnRequest && batches.length === 0) return null;
  return (
    <section aria-labelledby="log" className={style.section}>
      <h2 id="log">
        <FormattedMessage id="letters.log" />
      </h2>
      <p className={style.note}>
        <FormattedMessage id="letters.logMeans" />
      </p>
      <FaultNote error={log.error} retry={log.retry} />
      {!read && !log.error && <Waiting />}
      {read && batches.length === 0 && (
        <p className="muted">
          <FormattedMessage id="letters.noLog" />
        </p>
      )}
      {batches.map((batch, place) => (
        <Folded
          key={`${batch.matter} ${batch.asking}`}
          level={3}
          isOpenAtFirst={place === 0}
          title={
            <span>
              <FormattedMessage id={MATTER_WORDS[batch.matter]} />
              {" · "}
              <FormattedMessage id="letters.count" values={{ count: batch.letters.length }} />
              {" · "}
              <FormattedMessage id="letters.askedAt" values={{ at: <Instant key="at" at={batch.askedAt} /> }} />
            </span>
          }
        >
          <Letters batch={batch} />
        </Folded>
      ))}
      <div className={style.acts}>
        <Button onPress={log.retry} isPending={!log.isComplete && !log.error}>
          <FormattedMessage id="letters.lookAgain" />
        </Button>
      </div>
    </section>
  );
}

const COLUMNS = ["state", "language", "status"] as const;

function Letters({ batch }: { batch: Batch }) {
  return (
    <div className="wide" role="region" aria-labelledby="log" tabIndex={0}>
      <table className={style.table}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                <FormattedMessage id={`letters.${column}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {/* Letters of one asking have no names of their own, and none comes or goes. */}
          {batch.letters.map((letter, place) => (
            <tr key={place}>
              <th scope="row">{letter.state?.name && <Localised text={letter.state.name} isPlain />}</th>
              <td>
                <span lang={tongueOf(letter.language)}>{OWN_NAMES[tongueOf(letter.language)]}</span>
              </td>
              <td>
                <Became letter={letter} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How far a letter has come: what the mail server said of it, and no more than that. */
function Became({ letter }: { letter: Asked }) {
  const { status, attempts, lastAttemptAt, lastFailure, lastStatus, nextAttemptAt } = letter;
  const at = lastAttemptAt && <Instant key="at" at={lastAttemptAt} />;
  return (
    <>
      {status === "WAITING" &&
        (attempts > 0 && nextAttemptAt ? (
          <FormattedMessage id="letters.status.again" values={{ at: <Instant key="at" at={nextAttemptAt} /> }} />
        ) : (
          <FormattedMessage id="letters.status.waiting" />
        ))}
      {status === "ACCEPTED" && <FormattedMessage id="letters.status.accepted" values={{ at }} />}
      {status === "REFUSED" && <FormattedMessage id="letters.status.refused" values={{ at }} />}
      {status === "GIVEN_UP" && <FormattedMessage id="letters.status.givenUp" values={{ at }} />}
      {status === "NEEDLESS" && <FormattedMessage id="letters.status.needless" />}
      {status !== "ACCEPTED" && (lastStatus || lastFailure) && (
        <span className={style.why}>
          {lastStatus ? (
            <FormattedMessage id="letters.said" values={{ status: String(lastStatus) }} />
          ) : (
            lastFailure && <FormattedMessage id={FAILURES[lastFailure]} />
          )}
        </span>
      )}
    </>
  );
}
