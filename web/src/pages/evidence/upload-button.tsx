import { FormattedMessage } from "react-intl";

import type { MessageId } from "../../i18n/message-id";
import { FaultNote } from "../../widgets";
import { Upload } from "../../widgets/upload";
import styles from "./evidence.module.css";

/** What the service keeps; it looks at the bytes, this only helps to choose. */
const TYPES = [
  ".pdf",
  ".docx",
  ".xlsx",
  ".pptx",
  ".odt",
  ".ods",
  ".odp",
  ".txt",
  ".csv",
  ".png",
  ".jpg",
  ".jpeg",
  ".webp",
];

interface UploadButtonProps {
  state: string;
  /** What the button says where that is something else than to upload a document. */
  label?: MessageId;
  onKept: (id: string, name: string) => void;
  onUnreached?: (file: File) => void;
  /** Whether several can be chosen at a time. */
  isSeveral?: boolean;
}

/** Chooses a document and sends it, saying how far it is. */
export function UploadButton({
  state,
  label = "evidence.upload",
  onKept,
  onUnreached,
  isSeveral = false,
}: UploadButtonProps) {
  return (
    <div className={styles.upload}>
      <Upload
        address={({ name }) => `/evidence?${new URLSearchParams({ state, name })}`}
        answer="id"
        words={{
          choose: label,
          sending: "evidence.sending",
          reading: "evidence.checking",
          breakOff: "evidence.breakOff",
          breakOffNamed: "evidence.breakOffNamed",
          waits: "evidence.waitsForOthers",
        }}
        types={TYPES}
        className={styles.progress}
        onTaken={onKept}
        onUnreached={onUnreached}
        isSeveral={isSeveral}
        refused={(error, name) => (
          <FaultNote
            error={error}
            title={
              <>
                {name !== null && (
                  <>
                    <bdi>{name}</bdi>{" "}
                  </>
                )}
                <FormattedMessage id="evidence.notKept" />
              </>
            }
          />
        )}
      />
    </div>
  );
}
