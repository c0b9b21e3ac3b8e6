import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { FormattedList, FormattedMessage, FormattedNumber, useIntl } from "react-intl";
import { type Client, useClient } from "urql";

import {
  bytesOf,
  documentsFor,
  keepDocument,
  type KeptDocument,
  type Keeping,
  MOST,
  NO_PLACE,
  onDocuments,
  refuseDocument,
  removeDocument,
  send,
  sending,
} from "../../app/offline/documents";
import { session } from "../../app/session";
import { answerIn, upload } from "../../app/uploading";
import type { Tongue } from "../../i18n/language";
import { useTongue } from "../../widgets";
import { Words } from "../../widgets/words";
import evidence from "../evidence/evidence.module.css";
import { sizeOf } from "../evidence/words";
import { type Survey, useSurvey } from "./context";
import { itemsOf, silenceOf } from "./said";
import { troubleIn } from "./trouble";

/** How often what waits is tried again, in milliseconds. */
const PAUSE = 5_000;

/** What waits here of this file, and which of it is on its way. */
function useDocuments() {
  const { file } = useSurvey();
  const { subject } = file.reader;
  const [waiting, setWaiting] = useState<readonly KeptDocument[]>([]);
  const [underway, setUnderway] = useState(sending());
  useEffect(() => {
    const look = () => {
      setUnderway(sending());
      if (subject !== null) documentsFor(subject, file.id).then(setWaiting, () => undefined);
    };
    look();
    return onDocuments(look);
  }, [subject, file.id]);
  return { waiting, underway };
}

/** Takes up a document in the answer for which it was chosen, where that has a place for it. */
function cite({ file, form }: Survey, question: string, id: string): boolean {
  const { said } = file.view(question);
  const answer = said?.answer ?? null;
  const items = itemsOf(answer);
  if (items.some(({ kept }) => kept === id)) return true;
  const most = form.questions.get(question)?.bounds.maxItems ?? Infinity;
  if (!form.questions.has(question) || silenceOf(answer) !== null || items.length >= most) return false;
  file.type(question, {
    answer: { evidenceItems: [...items, { kept: id }] },
    language: said?.language ?? file.fields().language,
  });
  return true;
}

/** Sends what waits, one after the other, until one does not arrive. */
async function sendAll(client: Client, tongue: Tongue, survey: Survey, subject: string, signal: AbortSignal) {
  for (const one of await documentsFor(subject, survey.file.id)) {
    if (one.refusal !== null) continue;
    const bytes = await bytesOf(subject, one.id);
    if (bytes === undefined || signal.aborted) continue;
    send(one.id);
    const address = `/evidence?${new URLSearchParams({ state: one.state, name: one.name })}`;
    const told = await upload(address, new File([bytes], one.name), { client, tongue, onProgress: () => {}, signal });
    const taken = answerIn(told, "id");
    if (taken.answer !== undefined) {
      // The same bytes are one document of a State, so what arrived before and was not answered is the same again.
      if (cite(survey, one.question, taken.answer)) await removeDocument(subject, one.id);
      else await refuseDocument(subject, one, NO_PLACE);
      continue;
    }
    const [kind, message] = troubleIn(taken.error);
    if (kind !== "halted") return;
    await refuseDocument(subject, one, message ?? "");
  }
}

/** Says of the whole file how many documents wait, and sends them, for as long as the survey is open. */
export function WaitingDocuments() {
  const survey = useSurvey();
  const { file, form, isEditable } = survey;
  const { subject } = file.reader;
  const client = useClient();
  const tongue = useTongue();
  const { waiting } = useDocuments();

  useEffect(() => {
    if (!isEditable || subject === null) return;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const all = () => sendAll(client, tongue, survey, subject, controller.signal).finally(() => send(null));
    const locks = (navigator as Partial<Navigator>).locks;
    const pass = async () => {
      clearTimeout(timer);
      // Of several tabs one sends.
      const isThere = session.tokens() !== null && navigator.onLine;
      if (isThere && locks === undefined) await all();
      if (isThere) await locks?.request("normtrack.documents", { ifAvailable: true }, (lock) => lock && all());
    };
    const again = () => {
      void pass()
        .catch(() => undefined)
        .then(() => {
          clearTimeout(timer);
          if (!controller.signal.aborted) timer = setTimeout(again, PAUSE);
        });
    };
    again();
    addEventListener("online", again);
    return () => {
      controller.abort();
      clearTimeout(timer);
      removeEventListener("online", again);
    };
  }, [client, tongue, survey, subject, isEditable]);

  if (waiting.length === 0) return null;
  const questions = [...new Set(waiting.map(({ question }) => question))];
  return (
    <Words of="unsent">
      <p role="status">
        <FormattedMessage id="unsent.documents" values={{ count: waiting.length }} />{" "}
        <FormattedList
          value={questions.map((question) => (
            <Link
              key={question}
              to="/$tongue/submissions/$id/survey/{-$section}"
              params={{ tongue, id: file.id, section: form.questions.get(question)?.section }}
              hash={question}
            >
              {question}
            </Link>
          ))}
        />
      </p>
    </Words>
  );
}

function Size({ bytes }: { bytes: number }) {
  const { value, unit } = sizeOf(bytes);
  return (
    <bdi>
      <FormattedNumber value={value} style="unit" unit={unit} unitDisplay="short" maximumFractionDigits={1} />
    </bdi>
  );
}

/** The documents that wait for an answer, each with its name, its size and what becomes of it. */
export function KeptDocuments({ question, chosen }: { question: string; chosen: File | null }) {
  return (
    <Words of="unsent">
      <Listed question={question} chosen={chosen} />
    </Words>
  );
}

/** What was chosen is kept once, however often this is shown. */
const taken = new WeakSet<File>();

function Listed({ question, chosen }: { question: string; chosen: File | null }) {
  const { formatMessage } = useIntl();
  const { file, state } = useSurvey();
  const { subject } = file.reader;
  const { waiting, underway } = useDocuments();
  const [refused, setRefused] = useState<{ file: File; why: Exclude<Keeping, { is: "kept" }> } | null>(null);

  useEffect(() => {
    if (chosen === null || subject === null || taken.has(chosen)) return;
    taken.add(chosen);
    void keepDocument(subject, { submission: file.id, state, question }, chosen).then((why) =>
      setRefused(why.is === "kept" ? null : { file: chosen, why }),
    );
  }, [chosen, subject, file.id, state, question]);

  const own = waiting.filter((one) => one.question === question);
  return (
    <>
      {own.length > 0 && (
        <ul role="list" className={evidence.list}>
          {own.map((one) => (
            <li key={one.id}>
              <p className={evidence.name}>
                <bdi>{one.name}</bdi>
              </p>
              <p className={evidence.facts}>
                <Size bytes={one.size} />
                {" · "}
                <State document={one} isUnderway={one.id === underway} />
              </p>
              {subject !== null && one.id !== underway && (
                <Button
                  data-variant="quiet"
                  aria-label={formatMessage({ id: "unsent.document.removeNamed" }, { name: one.name })}
                  onPress={() => void removeDocument(subject, one.id)}
                >
                  <FormattedMessage id="unsent.document.remove" />
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {refused && (
        <p role="alert">
          <FormattedMessage
            id={refused.why.is === "full" ? "unsent.document.full" : "unsent.document.impossible"}
            values={{
              name: <bdi key="name">{refused.file.name}</bdi>,
              size: <Size key="size" bytes={refused.file.size} />,
              most: <Size key="most" bytes={MOST} />,
              used: <Size key="used" bytes={refused.why.is === "full" ? refused.why.used : 0} />,
            }}
          />
        </p>
      )}
    </>
  );
}

function State({ document: { refusal }, isUnderway }: { document: KeptDocument; isUnderway: boolean }) {
  if (isUnderway) return <FormattedMessage id="unsent.document.sending" />;
  if (refusal === null) return <FormattedMessage id="unsent.document.waits" />;
  if (refusal === NO_PLACE) return <FormattedMessage id="unsent.document.noPlace" />;
  return (
    <>
      <FormattedMessage id="unsent.refused" /> {refusal}
    </>
  );
}
