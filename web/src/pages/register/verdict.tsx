import type { ReactNode } from "react";
import { FormattedMessage } from "react-intl";

import type { LogEntry, Piece, Report } from "../../verify";
import { Instant } from "../../widgets";
import { ACTS } from "../submissions/words";
import style from "./register.module.css";
import { FAILINGS, PIECES } from "./words";

/** What holds of the files that were given, and what does not, each under its name. */
export function Verdict({ report }: { report: Report }) {
  const { pieces, failings } = report;
  const isFalse = failings.some(({ failing }) => failing.isFalse);
  const said = isFalse
    ? "register.verdict.false"
    : failings.length > 0
      ? "register.verdict.open"
      : "register.verdict.holds";
  return (
    <section className={style.verdict} aria-labelledby="verdict">
      <h2 id="verdict">
        <FormattedMessage id={said} />
      </h2>
      {failings.length > 0 && (
        <ul role="list" className={style.failings}>
          {failings.map(({ name, failing }) => (
            <li key={`${name} ${failing.code}`}>
              <bdi>
                <code>{name}</code>
              </bdi>
              <p>
                <FormattedMessage id={FAILINGS[failing.code]} values={failing.values} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {pieces.map(({ name, piece }) => (
        <section key={name} className={style.piece}>
          <h3>
            <bdi>
              <code>{name}</code>
            </bdi>
          </h3>
          <p>
            <FormattedMessage id={PIECES[piece.kind]} />
          </p>
          <dl className={style.facts}>
            <Facts piece={piece} />
          </dl>
        </section>
      ))}
    </section>
  );
}

type Name =
  | "state"
  | "round"
  | "root"
  | "position"
  | "act"
  | "when"
  | "answers"
  | "log"
  | "edition"
  | "from"
  | "to"
  | "title"
  | "citation"
  | "url"
  | "hash"
  | "commitment"
  | "of";

function Fact({ name, children }: { name: Name; children: ReactNode }) {
  return (
    <div>
      <dt>
        <FormattedMessage id={`register.fact.${name}`} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function Facts({ piece }: { piece: Piece }) {
  switch (piece.kind) {
    case "filing":
      return (
        <>
          <Fact name="state">{piece.state}</Fact>
          <Fact name="round">
            <code>{piece.round}</code>
          </Fact>
          <Fact name="edition">
            <code>{piece.edition}</code>
          </Fact>
          <Fact name="answers">
            <FormattedMessage
              id="register.openAndHidden"
              values={{ open: piece.opened.length, hidden: piece.hidden }}
            />
          </Fact>
          <Fact name="root">
            <code>{piece.root}</code>
          </Fact>
        </>
      );
    case "evidence":
      return (
        <>
          {(["title", "citation", "url"] as const).map(
            (name) =>
              piece[name] !== undefined && (
                <Fact key={name} name={name}>
                  <bdi>{piece[name]}</bdi>
                </Fact>
              ),
          )}
          {piece.sha256 !== undefined && (
            <Fact name="hash">
              <code>{piece.sha256}</code>
            </Fact>
          )}
          <Fact name="commitment">
            <code>{piece.commitment}</code>
          </Fact>
        </>
      );
    case "bytes":
      return (
        <>
          <Fact name="hash">
            <code>{piece.sha256}</code>
          </Fact>
          <Fact name="of">
            <code>{piece.of.join(", ")}</code>
          </Fact>
        </>
      );
    case "receipt":
      return (
        <>
          <Fact name="state">{piece.state}</Fact>
          <EntryFacts entry={piece.entry} />
          <LogFact log={piece.log} />
        </>
      );
    case "head":
      return (
        <>
          {piece.filedAt !== null && (
            <Fact name="when">
              <Instant at={piece.filedAt} />
            </Fact>
          )}
          <LogFact log={piece.log} />
        </>
      );
    case "inclusion":
      return (
        <>
          <EntryFacts entry={piece.entry} />
          <LogFact log={piece.log} />
        </>
      );
    case "consistency":
      return (
        <>
          <LogFact name="from" log={piece.from} />
          <LogFact name="to" log={piece.to} />
        </>
      );
    case "entries":
      return piece.log ? <LogFact log={piece.log} /> : null;
  }
}

function EntryFacts({ entry }: { entry: LogEntry }) {
  return (
    <>
      <Fact name="position">
        <FormattedMessage id="register.number" values={{ number: entry.position }} />
      </Fact>
      <Fact name="act">
        <FormattedMessage id={ACTS[entry.kind.toUpperCase() as keyof typeof ACTS]} />
      </Fact>
      <Fact name="round">
        <code>{entry.round}</code>
      </Fact>
      <Fact name="when">
        <Instant at={entry.filedAt} />
      </Fact>
      <Fact name="root">
        <code>{entry.root}</code>
      </Fact>
    </>
  );
}

function LogFact({ log, name = "log" }: { log: { size: number; root: string }; name?: "log" | "from" | "to" }) {
  return (
    <Fact name={name}>
      <FormattedMessage id="register.entries" values={{ size: log.size }} /> <code>{log.root}</code>
    </Fact>
  );
}
