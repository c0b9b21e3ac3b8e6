import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { FormattedList, FormattedMessage } from "react-intl";

import { citesIn } from "../../app/offline/citing";
import {
  documentsFor,
  keepDocument,
  type KeptDocument,
  type Keeping,
  MOST,
  onDocuments,
  sending,
} from "../../app/offline/documents";
import { KeptRow, Size } from "../../app/offline/kept-row";
import { useTongue } from "../../widgets";
import { Words } from "../../widgets/words";
import evidence from "../evidence/evidence.module.css";
import { type Survey, useSurvey } from "./context";
import { itemsOf, silenceOf } from "./said";

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

/** Says of the whole file how many documents wait, and takes them up when they have arrived, for as long as the survey is open. */
export function WaitingDocuments() {
  const survey = useSurvey();
  const { file, form, isEditable } = survey;
  const tongue = useTongue();
  const { waiting, underway } = useDocuments();

  useEffect(() => {
    if (!isEditable) return undefined;
    return citesIn(file.id, (question, id) => cite(survey, question, id));
  }, [survey, file, isEditable]);

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
      {/* Where nothing can be answered any more, no question shows what waited for it. */}
      {!isEditable && (
        <ul role="list" className={evidence.list}>
          {waiting.map((one) => (
            <li key={one.id}>
              <KeptRow document={one} subject={file.reader.subject} isUnderway={one.id === underway} />
            </li>
          ))}
        </ul>
      )}
    </Words>
  );
}

/** The documents that wait for an answer, each with its name, its size and what becomes of it. */
export function KeptDocuments({ question, chosen }: { question: string; chosen: readonly File[] }) {
  return (
    <Words of="unsent">
      <Listed question={question} chosen={chosen} />
    </Words>
  );
}

/** What was chosen is kept once, however often this is shown. */
const taken = new WeakSet<File>();

interface Refused {
  file: File;
  why: Exclude<Keeping, { is: "kept" }>;
}

function Listed({ question, chosen }: { question: string; chosen: readonly File[] }) {
  const { file, form, state } = useSurvey();
  const { subject } = file.reader;
  const { waiting, underway } = useDocuments();
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const most = form.questions.get(question)?.bounds.maxItems ?? null;

  useEffect(() => {
    const fresh = chosen.filter((one) => !taken.has(one));
    if (fresh.length === 0 || subject === null) return;
    fresh.forEach((one) => taken.add(one));
    void (async () => {
      const found: Refused[] = [];
      // One after the other: what there is room for depends on those before.
      for (const one of fresh) {
        const why = await keepDocument(subject, { submission: file.id, state, question, most }, one);
        if (why.is !== "kept") found.push({ file: one, why });
      }
      setRefused(found);
    })();
  }, [chosen, subject, file.id, state, question, most]);

  const own = waiting.filter((one) => one.question === question);
  return (
    <>
      {own.length > 0 && (
        <ul role="list" className={evidence.list}>
          {own.map((one) => (
            <li key={one.id}>
              <KeptRow document={one} subject={subject} isUnderway={one.id === underway} />
            </li>
          ))}
        </ul>
      )}
      {refused.map(({ file: { name, size }, why }) => (
        <p role="alert" key={`${name} ${size}`}>
          <FormattedMessage
            id={why.is === "full" ? "unsent.document.full" : "unsent.document.impossible"}
            values={{
              name: <bdi key="name">{name}</bdi>,
              size: <Size key="size" bytes={size} />,
              most: <Size key="most" bytes={MOST} />,
              used: <Size key="used" bytes={why.is === "full" ? why.used : 0} />,
            }}
          />
        </p>
      ))}
    </>
  );
}
