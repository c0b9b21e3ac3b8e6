import { useRef, useState } from "react";
import { Button, FileTrigger, Label, ProgressBar } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useClient } from "urql";

import type { MessageId } from "../../i18n/message-id";
import { FaultNote, useTongue } from "../../widgets";
import styles from "./evidence.module.css";
import { send } from "./upload";

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
}

/** Chooses a document and sends it, saying how far it is. */
export function UploadButton({ state, label = "evidence.upload", onKept }: UploadButtonProps) {
  const { formatMessage } = useIntl();
  const client = useClient();
  const tongue = useTongue();
  const [sending, setSending] = useState<{ name: string; part: number } | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const breaking = useRef<AbortController | null>(null);

  async function upload(file: File) {
    const controller = new AbortController();
    breaking.current = controller;
    setError(null);
    setSending({ name: file.name, part: 0 });
    const onProgress = (part: number) => setSending({ name: file.name, part });
    const sent = await send(file, { client, state, tongue, onProgress, signal: controller.signal });
    setSending(null);
    if (sent.id !== undefined) onKept(sent.id, file.name);
    else if (!controller.signal.aborted) setError(sent.error);
  }

  return (
    <div className={styles.upload}>
      {sending === null ? (
        <FileTrigger
          acceptedFileTypes={TYPES}
          onSelect={(files) => {
            const file = files?.[0];
            if (file) void upload(file);
          }}
        >
          <Button>
            <FormattedMessage id={label} />
          </Button>
        </FileTrigger>
      ) : (
        <>
          <ProgressBar
            value={sending.part * 100}
            isIndeterminate={sending.part === 1}
            className={`react-aria-ProgressBar ${styles.progress}`}
          >
            {({ percentage }) => (
              <>
                <Label>
                  <FormattedMessage
                    id={sending.part === 1 ? "evidence.checking" : "evidence.sending"}
                    values={{ name: <bdi key="name">{sending.name}</bdi> }}
                  />
                </Label>
                <div className="bar">
                  <div style={{ inlineSize: `${percentage ?? 100}%` }} />
                </div>
              </>
            )}
          </ProgressBar>
          <Button
            data-variant="quiet"
            aria-label={formatMessage({ id: "evidence.breakOffNamed" }, { name: sending.name })}
            onPress={() => breaking.current?.abort()}
          >
            <FormattedMessage id="evidence.breakOff" />
          </Button>
        </>
      )}
      <FaultNote error={error} title={<FormattedMessage id="evidence.notKept" />} />
    </div>
  );
}
