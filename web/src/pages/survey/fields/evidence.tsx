import { lazy, Suspense, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { useHasDocuments } from "../../../app/offline/waiting";
import type { EvidenceItemInput } from "../../../gql/graphql";
import { Chooser } from "../../evidence/chooser";
import evidence from "../../evidence/evidence.module.css";
import { Kept } from "../../evidence/kept";
import { UploadButton } from "../../evidence/upload-button";
import { useFields, useSurvey, useView } from "../context";
import { itemsOf } from "../said";
import { LinkRow } from "./evidence-links";
import type { FieldProps } from "./field";
import styles from "./fields.module.css";

const KeptDocuments = lazy(async () => ({ default: (await import("../kept-documents")).KeptDocuments }));

/** Evidence: documents that are sent or kept already, and links. */
export function Evidence({ question, answer, onChange, isReadOnly, labelledBy, describedBy, lang, dir }: FieldProps) {
  const { formatMessage } = useIntl();
  const { state, rights, file } = useSurvey();
  const { said } = useView(question.code);
  const standard = useFields().language;
  const [isChoosing, setChoosing] = useState(false);
  const [fresh, setFresh] = useState<string | null>(null);
  const [unreached, setUnreached] = useState<readonly File[]>([]);
  const hasDocuments = useHasDocuments();
  const items = itemsOf(answer);
  const most = question.bounds.maxItems ?? null;
  const hasRoom = !isReadOnly && (most === null || items.length < most);
  const put = (changed: readonly EvidenceItemInput[]) => onChange({ evidenceItems: [...changed] });
  // A document takes a while to arrive: what was written meanwhile stays.
  const now = useRef(items);
  now.current = items;
  const add = (item: EvidenceItemInput) => put([...now.current, item]);
  const cite = (id: string) => {
    if (!now.current.some(({ kept }) => kept === id)) add({ kept: id });
  };

  // An answer cites evidence as it was called when it was saved, so it is saved again when that changes.
  const citeAnew = () => {
    const answer = { evidenceItems: [...now.current] };
    file.type(question.code, { answer, language: said?.language ?? standard, describedAt: Date.now() });
  };
  const isOutdated = (id: string) =>
    said?.cited?.some((cited) => cited.evidence?.id === id && cited.isDescribedAnew) === true;

  return (
    <div role="group" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      <ol className={evidence.items}>
        {items.map((item, index) => {
          const takeOut = !isReadOnly && (
            <Button
              data-variant="quiet"
              aria-label={formatMessage({ id: "evidence.takeOutNumber" }, { number: index + 1 })}
              onPress={() => put(items.filter((_, at) => at !== index))}
            >
              <FormattedMessage id="evidence.takeOut" />
            </Button>
          );
          return (
            <li key={item.kept ?? `link-${index}`}>
              {item.link ? (
                <>
                  <LinkRow
                    link={item.link}
                    number={index + 1}
                    isReadOnly={isReadOnly}
                    lang={lang}
                    dir={dir}
                    onLink={(link) => put(items.map((one, at) => (at === index ? { link } : one)))}
                  />
                  {takeOut}
                </>
              ) : (
                <Kept
                  id={String(item.kept ?? "")}
                  rights={rights}
                  isNew={item.kept === fresh}
                  onDescribed={isReadOnly ? undefined : citeAnew}
                >
                  {takeOut}
                  {!isReadOnly && isOutdated(String(item.kept)) && (
                    <p className={styles.hint}>
                      <FormattedMessage id="evidence.calledOtherwise" />{" "}
                      <Button data-variant="quiet" onPress={citeAnew}>
                        <FormattedMessage id="evidence.citeAnew" />
                      </Button>
                    </p>
                  )}
                </Kept>
              )}
            </li>
          );
        })}
      </ol>
      {(unreached.length > 0 || hasDocuments) && (
        <Suspense>
          <KeptDocuments question={question.code} chosen={unreached} />
        </Suspense>
      )}
      {hasRoom && (
        <div className={evidence.ways}>
          {rights.saves && (
            <UploadButton
              state={state}
              onKept={(id) => {
                setFresh(id);
                cite(id);
              }}
              onUnreached={(file) => setUnreached((before) => [...before, file])}
              isSeveral
            />
          )}
          <Button aria-expanded={isChoosing} onPress={() => setChoosing(!isChoosing)}>
            <FormattedMessage id="evidence.choose" />
          </Button>
          <Button onPress={() => add({ link: { url: "" } })}>
            <FormattedMessage id="evidence.addLink" />
          </Button>
        </div>
      )}
      {hasRoom && isChoosing && (
        <Chooser
          state={state}
          cited={items.flatMap(({ kept }) => (kept ? [String(kept)] : []))}
          onChosen={(id) => {
            cite(id);
            setChoosing(false);
          }}
        />
      )}
      {hasRoom && (
        <p className={`${styles.hint} ${evidence.kinds}`}>
          <FormattedMessage id="evidence.kinds" />
        </p>
      )}
      {most !== null && (
        <p className={styles.hint}>
          <FormattedMessage id="survey.mostItems" values={{ most }} />
        </p>
      )}
    </div>
  );
}
