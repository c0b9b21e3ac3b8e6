import { FormattedMessage } from "react-intl";
import type { CombinedError } from "urql";

import { FaultNote } from "../../widgets";
import { Upload } from "../../widgets/upload";
import styles from "./pack.module.css";

interface BringingBackProps {
  submission: string;
  /** Given what the service read out of the file. */
  onRead: (pack: string | null) => void;
}

/** Hands a pack back. Nothing is kept: what it brings is compared first. */
export function BringingBack({ submission, onRead }: BringingBackProps) {
  return (
    <section aria-labelledby="bringing" className={styles.part}>
      <h2 id="bringing">
        <FormattedMessage id="pack.bringBack" />
      </h2>
      <p>
        <FormattedMessage id="pack.bringBackMeans" />
      </p>
      <Upload
        address={() => `/packs?${new URLSearchParams({ submission })}`}
        answer="pack"
        words={{ choose: "pack.choose", sending: "pack.sending", reading: "pack.reading", breakOff: "pack.breakOff" }}
        types={[".xlsx", ".json"]}
        className={styles.sending}
        onBegin={() => onRead(null)}
        onTaken={onRead}
        refused={(error) => <Refused error={error} />}
      />
    </section>
  );
}

/** Everything that is against a pack: the first as any fault, the others beneath it. */
function Refused({ error }: { error: CombinedError | null }) {
  const [, ...others] = error?.graphQLErrors ?? [];
  return (
    <>
      <FaultNote error={error} title={<FormattedMessage id="pack.refused" />} />
      {others.length > 0 && (
        <ul>
          {others.map(({ message }, place) => (
            <li key={place}>{message}</li>
          ))}
        </ul>
      )}
    </>
  );
}
