import { useLocation } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { Button, Link } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useClient } from "urql";

import { currently, EMPTY, type Unsent } from "../../pages/survey/saving";
import { useTongue } from "../../widgets/tongue";
import { Words } from "../../widgets/words";
import { useSession } from "../session";
import { device } from "../storage";
import { subjectOf } from "../token";
import { deliver } from "./deliver";
import { documentsFor, isNoDocumentKept, type KeptDocument, onDocuments, sending } from "./documents";
import { MAYBE } from "./keeper";
import { KeptRow } from "./kept-row";
import { sendDocuments } from "./send-documents";
import { isNothingKept, type Kept, keptFor, rewrite, TAB, takeUp } from "./unsent";

/** How often what is not sent is looked after, in milliseconds. */
const PAUSE = 5_000;

/** What was typed, as text to take elsewhere. */
function textOf(unsent: Unsent): string {
  const parts: string[] = [];
  const walk = (value: unknown) => {
    if (typeof value === "string" || typeof value === "number") parts.push(String(value));
    else if (value !== null && typeof value === "object") Object.values(value).forEach(walk);
  };
  walk(currently({ ...EMPTY, ...unsent })?.answer);
  return parts.join("\n");
}

/** What somebody typed on this device that is not sent, on every page; and sends what no tab looks after any more. */
export function UnsentBar() {
  const client = useClient();
  const { tokens, away } = useSession();
  const subject = tokens === null ? away : subjectOf(tokens.accessToken);
  const isSignedIn = tokens !== null;
  const tongue = useTongue();
  const [kept, setKept] = useState<readonly Kept[]>([]);
  const [documents, setDocuments] = useState<readonly KeptDocument[]>([]);
  // There, the page says itself what it has not sent.
  const isSurvey = useLocation({ select: ({ pathname }) => /\/survey(\/|$)/.test(pathname) });

  const list = useCallback(async () => {
    if (subject === null) return setKept([]);
    const [found, waiting] = await Promise.all([keptFor(subject), documentsFor(subject)]);
    setKept(found);
    setDocuments(waiting);
    const isNone = found.length + waiting.length === 0;
    if (isNone && (await isNothingKept()) && (await isNoDocumentKept())) device.write(MAYBE, null);
  }, [subject]);

  const look = useCallback(
    async (signal: AbortSignal) => {
      const isThere = subject !== null && isSignedIn && navigator.onLine;
      if (isThere) await takeUp(subject, null, (gone) => deliver(client, subject, gone), false);
      await list();
      if (isThere && !signal.aborted) await sendDocuments(client, tongue, subject, signal);
    },
    [client, tongue, subject, isSignedIn, list],
  );

  useEffect(() => onDocuments(() => void list().catch(() => undefined)), [list]);

  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let isOver = false;
    const again = () => {
      clearTimeout(timer);
      void look(controller.signal)
        .catch(() => undefined)
        .then(() => {
          if (!isOver) timer = setTimeout(again, PAUSE);
        });
    };
    again();
    addEventListener("online", again);
    return () => {
      isOver = true;
      controller.abort();
      clearTimeout(timer);
      removeEventListener("online", again);
    };
  }, [look]);

  const shown = isSurvey ? kept.filter(({ tab }) => tab !== TAB) : kept;
  const files = isSurvey ? [] : [...new Set(documents.map(({ submission }) => submission))];
  if (shown.length + files.length === 0 || subject === null) return null;
  return (
    <Words of="unsent">
      <section className="shell-unsent">
        {shown.length > 0 && (
          <p>
            <FormattedMessage id="unsent.count" values={{ count: shown.length }} />{" "}
            <FormattedMessage id="unsent.later" />
          </p>
        )}
        {files.length > 0 && (
          <>
            <p>
              <FormattedMessage id="unsent.documents" values={{ count: documents.length }} />{" "}
              <FormattedMessage id="unsent.documents.hint" />{" "}
              {files.map((submission) => (
                <Link key={submission} href={`/${tongue}/submissions/${submission}/survey`}>
                  <FormattedMessage id="unsent.open" />
                </Link>
              ))}
            </p>
            <ul role="list">
              {documents.map((one) => (
                <li key={one.id}>
                  <KeptRow document={one} subject={subject} isUnderway={one.id === sending()} />
                </li>
              ))}
            </ul>
          </>
        )}
        <ul role="list">
          {shown.map((one) => (
            <Waiting
              key={[one.submission, one.tab, one.question].join()}
              kept={one}
              discard={() => void rewrite(subject, one, null).then(list)}
            />
          ))}
        </ul>
      </section>
    </Words>
  );
}

function Waiting({ kept, discard }: { kept: Kept; discard: () => void }) {
  const tongue = useTongue();
  const [isCopied, setCopied] = useState(false);
  const { submission, question, unsent } = kept;
  return (
    <li>
      <code>{question}</code>{" "}
      {unsent.refusal !== null ? (
        <>
          <FormattedMessage id="unsent.refused" /> {unsent.refusal.messages.join(" ")}
        </>
      ) : (
        <FormattedMessage id={unsent.conflict === null ? "unsent.waits" : "unsent.conflict"} />
      )}{" "}
      <Link href={`/${tongue}/submissions/${submission}/survey`}>
        <FormattedMessage id="unsent.open" />
      </Link>
      <Button
        data-variant="quiet"
        onPress={() => void navigator.clipboard.writeText(textOf(unsent)).then(() => setCopied(true))}
      >
        <FormattedMessage id={isCopied ? "unsent.copied" : "unsent.copy"} />
      </Button>
      {unsent.refusal !== null && kept.tab !== TAB && (
        <Button data-variant="quiet" onPress={discard}>
          <FormattedMessage id="unsent.discard" />
        </Button>
      )}
    </li>
  );
}
