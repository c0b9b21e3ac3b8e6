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
}

/** Chooses a document and sends it, saying how far it is. */
export function UploadButton({ state, label = "evidence.upload", onKept, onUnreached }: UploadButtonProps) {
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
        }}
        types={TYPES}
        className={styles.progress}
        onTaken={onKept}
        onUnreached={onUnreached}
        refused={(error) => <FaultNote error={error} title={<FormattedMessage id="evidence.notKept" />} />}
      />
    </div>
  );
}
