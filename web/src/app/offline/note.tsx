import { FormattedMessage, FormattedDate } from "react-intl";

import { Words } from "../../widgets/words";

interface NoteProps {
  /** When the first of what is not sent was typed. */
  since: number | null;
  /** When the file was read that is shown, where it is not read anew. */
  keptAt: number | null;
  /** Whether this browser keeps anything. */
  isKept: boolean;
}

const When = ({ at }: { at: number }) => <FormattedDate value={at} dateStyle="medium" timeStyle="short" />;

/** What becomes of what is typed while nothing can be sent. */
export function Note({ since, keptAt, isKept }: NoteProps) {
  return (
    <Words of="unsent">
      {keptAt !== null && (
        <p>
          <FormattedMessage id="unsent.keptFile" values={{ time: <When key="time" at={keptAt} /> }} />
        </p>
      )}
      {keptAt !== null && since === null && isKept && (
        <p>
          <FormattedMessage id="unsent.typedStays" />
        </p>
      )}
      {since !== null && isKept && (
        <p>
          <FormattedMessage id="unsent.later" />{" "}
          <FormattedMessage id="unsent.since" values={{ time: <When key="time" at={since} /> }} />
        </p>
      )}
      {!isKept && (
        <p role="alert">
          <FormattedMessage id="unsent.notKept" />
        </p>
      )}
    </Words>
  );
}

/** Since when the agreed texts are what stands here, where they are not read anew. */
export function KeptTexts({ at }: { at: number }) {
  return (
    <Words of="unsent">
      <p>
        <FormattedMessage id="unsent.keptTexts" values={{ time: <When key="time" at={at} /> }} />
      </p>
    </Words>
  );
}
