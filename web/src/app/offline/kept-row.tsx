import { Button } from "react-aria-components";
import { FormattedMessage, FormattedNumber, useIntl } from "react-intl";

import evidence from "../../pages/evidence/evidence.module.css";
import { sizeOf } from "../../pages/evidence/words";
import { save } from "../../widgets/save";
import { bytesOf, type KeptDocument, NO_PLACE, removeDocument, retryDocument } from "./documents";

export function Size({ bytes }: { bytes: number }) {
  const { value, unit } = sizeOf(bytes);
  return (
    <bdi>
      <FormattedNumber value={value} style="unit" unit={unit} unitDisplay="short" maximumFractionDigits={1} />
    </bdi>
  );
}

interface KeptRowProps {
  document: KeptDocument;
  subject: string | null;
  isUnderway: boolean;
}

/** A document that waits: its name, its size, what becomes of it, and what its author can do with it. */
export function KeptRow({ document, subject, isUnderway }: KeptRowProps) {
  const { formatMessage } = useIntl();
  const { id, name, size, refusal } = document;
  return (
    <>
      <p className={evidence.name}>
        <bdi>{name}</bdi>
      </p>
      <p className={evidence.facts}>
        <Size bytes={size} />
        {" · "}
        <State refusal={refusal} isUnderway={isUnderway} />
      </p>
      {subject !== null && !isUnderway && (
        <div className={evidence.buttons}>
          {refusal !== null && (
            <Button
              data-variant="quiet"
              aria-label={formatMessage({ id: "unsent.document.retryNamed" }, { name })}
              onPress={() => void retryDocument(subject, document)}
            >
              <FormattedMessage id="unsent.document.retry" />
            </Button>
          )}
          <Button
            data-variant="quiet"
            aria-label={formatMessage({ id: "unsent.document.saveNamed" }, { name })}
            onPress={() =>
              void bytesOf(subject, id).then((bytes) => bytes && save(name, bytes, "application/octet-stream"))
            }
          >
            <FormattedMessage id="unsent.document.save" />
          </Button>
          <Button
            data-variant="quiet"
            aria-label={formatMessage({ id: "unsent.document.removeNamed" }, { name })}
            onPress={() => void removeDocument(subject, id)}
          >
            <FormattedMessage id="unsent.document.remove" />
          </Button>
        </div>
      )}
    </>
  );
}

function State({ refusal, isUnderway }: { refusal: string | null; isUnderway: boolean }) {
  if (isUnderway) return <FormattedMessage id="unsent.document.sending" />;
  if (refusal === null) return <FormattedMessage id="unsent.document.waits" />;
  if (refusal === NO_PLACE) return <FormattedMessage id="unsent.document.noPlace" />;
  return (
    <>
      <FormattedMessage id="unsent.refused" /> {refusal}
    </>
  );
}
