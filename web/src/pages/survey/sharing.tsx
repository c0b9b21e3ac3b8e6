import { lazy, memo, Suspense, useState } from "react";
import { Button, Disclosure, DisclosurePanel } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { SharingPartsFragment } from "../../gql/graphql";
import { Instant, Waiting } from "../../widgets";
import { useFields, useSurvey } from "./context";
import { share } from "./fields-of-file";
import type { FormQuestion } from "./form";
import { canBeCounted, effective, READERS, type Shared } from "./readers";
import styles from "./sharing.module.css";

// Most answers are shared as the whole file is: choosing otherwise is fetched when somebody does.
const SharingEditor = lazy(async () => ({ default: (await import("./sharing-editor")).SharingEditor }));

/** Who will read it, in one line. */
export function SharedWith({ sharing }: { sharing: Shared }) {
  return (
    <>
      <FormattedMessage id={READERS[sharing.visibility]} />
      {sharing.isCounted && canBeCounted(sharing.visibility) && (
        <>
          {" · "}
          <FormattedMessage id="survey.counted" />
        </>
      )}
      {sharing.embargoUntil && (
        <>
          {" · "}
          <FormattedMessage id="survey.embargo" values={{ at: <Instant at={sharing.embargoUntil} /> }} />
        </>
      )}
    </>
  );
}

interface AnswerSharingProps {
  question: FormQuestion;
  ownSharing: SharingPartsFragment | null;
  /** Sharing is kept with a stored answer; before there is one there is nothing to share. */
  isStored: boolean;
}

/** How one answer is shared: as the whole file, or its own way. */
export const AnswerSharing = memo(function AnswerSharing({ question, ownSharing, isStored }: AnswerSharingProps) {
  const { formatMessage } = useIntl();
  const { file, rights, isOpen: isFileOpen } = useSurvey();
  const { sharing } = useFields();
  const [isOpen, setOpen] = useState(false);
  const ceiling = question.visibilityCeiling ?? null;
  const holds = effective(sharing, ownSharing, ceiling);
  const words = (
    <span>
      <FormattedMessage id="survey.readBy" values={{ readers: <SharedWith sharing={holds} /> }} />
      {ownSharing === null && holds.visibility === sharing.visibility && (
        <span className="muted">
          {" "}
          <FormattedMessage id="survey.asTheWhole" />
        </span>
      )}
      {holds.visibility !== (ownSharing ?? sharing).visibility && (
        <span className="muted">
          {" "}
          <FormattedMessage id="survey.cappedHere" />
        </span>
      )}
    </span>
  );
  if (!rights.shares || !isFileOpen || !isStored) return <p className={styles.line}>{words}</p>;
  return (
    <Disclosure isExpanded={isOpen} onExpandedChange={setOpen} className={`react-aria-Disclosure ${styles.own}`}>
      <div className={styles.line}>
        {words}
        <Button
          slot="trigger"
          className={`react-aria-Button ${styles.change}`}
          data-variant="quiet"
          aria-label={formatMessage({ id: "survey.changeSharing" })}
        >
          <FormattedMessage id="survey.change" />
        </Button>
      </div>
      <DisclosurePanel>
        {isOpen && (
          <Suspense fallback={<Waiting />}>
            <SharingEditor
              sharing={ownSharing ?? sharing}
              ceiling={ceiling}
              onFollow={ownSharing === null ? undefined : () => share(file, { answers: [{ question: question.code }] })}
              onSave={(chosen) => share(file, { answers: [{ question: question.code, sharing: chosen }] })}
              onDone={() => setOpen(false)}
            />
          </Suspense>
        )}
      </DisclosurePanel>
    </Disclosure>
  );
});

/** How the whole file is shared, where nothing else is said. */
export function FileSharing() {
  const { file, rights, isOpen: isFileOpen } = useSurvey();
  const maySet = rights.shares && isFileOpen;
  const { sharing } = useFields();
  const [isOpen, setOpen] = useState(false);
  return (
    <Disclosure isExpanded={isOpen} onExpandedChange={setOpen} className={`react-aria-Disclosure ${styles.whole}`}>
      <p className={styles.wholeLine}>
        <span className="muted">
          <FormattedMessage id="survey.wholeReadBy" />
        </span>{" "}
        <strong>
          <SharedWith sharing={sharing} />
        </strong>{" "}
        {maySet && (
          <Button slot="trigger" className={`react-aria-Button ${styles.change}`} data-variant="quiet">
            <FormattedMessage id="survey.changeWhole" />
          </Button>
        )}
      </p>
      {maySet && (
        <DisclosurePanel>
          {isOpen && (
            <Suspense fallback={<Waiting />}>
              <SharingEditor
                sharing={sharing}
                ceiling={null}
                onSave={(chosen) => share(file, { default: chosen })}
                onDone={() => setOpen(false)}
              />
            </Suspense>
          )}
        </DisclosurePanel>
      )}
    </Disclosure>
  );
}
