import { useRef, useState } from "react";
import { Button, FileTrigger, Label, ProgressBar } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useClient } from "urql";

import { refusalIn } from "../../app/refusal";
import { upload } from "../../app/uploading";
import { FaultNote, useTongue } from "../../widgets";
import styles from "./pack.module.css";

interface BringingBackProps {
  submission: string;
  /** Given what the service read out of the file. */
  onRead: (pack: string | null) => void;
}

/** Hands a pack back. Nothing is kept: what it brings is compared first. */
export function BringingBack({ submission, onRead }: BringingBackProps) {
  const client = useClient();
  const tongue = useTongue();
  const [sending, setSending] = useState<{ name: string; part: number } | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const breaking = useRef<AbortController | null>(null);

  async function send(file: File) {
    const controller = new AbortController();
    breaking.current = controller;
    setError(null);
    onRead(null);
    setSending({ name: file.name, part: 0 });
    const onProgress = (part: number) => setSending({ name: file.name, part });
    const address = `/packs?${new URLSearchParams({ submission })}`;
    const sent = await upload(address, file, { client, tongue, onProgress, signal: controller.signal });
    setSending(null);
    if (controller.signal.aborted) return;
    const pack = sent.text === undefined ? null : packIn(sent.text);
    if (pack !== null) onRead(pack);
    else setError(sent.error ?? refusalIn(sent.text));
  }

  return (
    <section aria-labelledby="bringing" className={styles.part}>
      <h2 id="bringing">
        <FormattedMessage id="pack.bringBack" />
      </h2>
      <p>
        <FormattedMessage id="pack.bringBackMeans" />
      </p>
      {sending === null ? (
        <FileTrigger
          acceptedFileTypes={[".xlsx", ".json"]}
          onSelect={(files) => {
            const file = files?.[0];
            if (file) void send(file);
          }}
        >
          <Button>
            <FormattedMessage id="pack.choose" />
          </Button>
        </FileTrigger>
      ) : (
        <div className={styles.sending}>
          <ProgressBar value={sending.part * 100} isIndeterminate={sending.part === 1}>
            {({ percentage }) => (
              <>
                <Label>
                  <FormattedMessage
                    id={sending.part === 1 ? "pack.reading" : "pack.sending"}
                    values={{ name: <bdi key="name">{sending.name}</bdi> }}
                  />
                </Label>
                <div className="bar">
                  <div style={{ inlineSize: `${percentage ?? 100}%` }} />
                </div>
              </>
            )}
          </ProgressBar>
          <Button data-variant="quiet" onPress={() => breaking.current?.abort()}>
            <FormattedMessage id="pack.breakOff" />
          </Button>
        </div>
      )}
      <Refused error={error} />
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

/** What the service read out of a pack; none where it refused the file. */
function packIn(text: string): string | null {
  try {
    return (JSON.parse(text) as { pack?: string }).pack ?? null;
  } catch {
    return null;
  }
}
