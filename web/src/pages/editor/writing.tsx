import { useEffect, useMemo, useRef, useState } from "react";
import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { PLAIN } from "../../app/plain";
import { Empty, FaultNote, Localised, Waiting } from "../../widgets";
import { readDefinition } from "./definition";
import { WordsOfParts, WordsOfQuestions } from "./documents";
import type { Draft, Shown } from "./draft";
import style from "./editor.module.css";
import type { Place } from "./place";
import { PlaceForm } from "./place-form";
import { Structure } from "./structure";
import { Tree } from "./tree";
import { readParts, readQuestions } from "./wording";

interface Props {
  account: string;
  draft: Draft;
  shown: Shown;
  place: Place;
  onChanged: () => void;
}

/** The places of a draft, and the one that was chosen to be written. */
export function Writing(props: Props) {
  const { shown, place, draft } = props;
  return (
    <div className={style.desk}>
      <Tree draft={draft.id} shown={shown} place={place} />
      <section aria-labelledby="place" className={style.place}>
        <h2 id="place">
          <Named shown={shown} place={place} />
        </h2>
        <AtPlace key={`${place.sort} ${place.code}`} {...props} />
        {draft.stage === "DRAFTED" && <Structure key={`acts ${place.sort} ${place.code}`} {...props} />}
      </section>
    </div>
  );
}

function Named({ shown, place: { sort, code } }: { shown: Shown; place: Place }) {
  if (sort === "edition") return <FormattedMessage id="editor.place.edition" />;
  const sections = shown.modules.flatMap((module) => module.sections);
  const title = {
    module: () => shown.modules.find((one) => one.code === code)?.title,
    section: () => sections.find((one) => one.code === code)?.title,
    question: () => sections.flatMap(({ questions }) => questions).find((one) => one.code === code)?.prompt,
    list: () => null,
  }[sort]();
  return (
    <>
      <span className="muted small">
        <FormattedMessage id={`editor.place.${sort}`} />
      </span>{" "}
      <code dir="ltr">{code}</code> <Localised text={title} isPlain />
    </>
  );
}

function AtPlace(props: Props) {
  const { draft, place } = props;
  const isOfQuestion = place.sort === "question" || place.sort === "list";
  const variables = { id: draft.id };
  const [parts, readAnew] = useQuery({ query: WordsOfParts, variables, context: PLAIN, pause: isOfQuestion });
  const [questions, askAnew] = useQuery({ query: WordsOfQuestions, variables, context: PLAIN, pause: !isOfQuestion });
  const { error } = isOfQuestion ? questions : parts;
  const read = (isOfQuestion ? questions : parts).data?.editionDraft;
  const again = isOfQuestion ? askAnew : readAnew;
  const refresh = () => again({ requestPolicy: "network-only" });
  const [inParts, inQuestions] = [parts.data?.editionDraft?.preview, questions.data?.editionDraft?.preview];
  const { sort, code } = place;
  const { shown, onChanged } = props;
  const said = useMemo(() => {
    const at = { sort, code };
    const words = isOfQuestion ? inQuestions && readQuestions(at, inQuestions) : inParts && readParts(at, inParts);
    return words && { ...words, fields: { ...words.fields, ...readDefinition(at, draft, shown) } };
  }, [isOfQuestion, inParts, inQuestions, sort, code, draft, shown]);
  const revision = read?.revision;
  // Words and definitions are read one beside the other: only those of one revision are laid under what is typed.
  const isOne = revision === draft.revision;
  const [known, setKnown] = useState<{ said: NonNullable<typeof said>; revision: number } | null>(null);
  if (said && isOne && known?.said !== said) setKnown({ said, revision: draft.revision });
  const later = useRef({ refresh, onChanged });
  useEffect(() => {
    later.current = { refresh, onChanged };
  });
  useEffect(() => {
    if (revision === undefined || revision === draft.revision) return;
    if (revision > draft.revision) later.current.onChanged();
    else later.current.refresh();
  }, [revision, draft.revision]);
  return (
    <>
      <FaultNote error={error} retry={refresh} />
      {!read && !error && <Waiting />}
      {read && isOne && !said && (
        <Empty
          title={<FormattedMessage id="editor.noSuchPlace" />}
          hint={<FormattedMessage id="editor.noSuchPlaceHint" />}
        />
      )}
      {known && !(isOne && !said) && (
        <PlaceForm
          {...props}
          slots={known.said.slots}
          stands={known.said.fields}
          revision={known.revision}
          onChanged={() => {
            refresh();
            props.onChanged();
          }}
        />
      )}
    </>
  );
}
