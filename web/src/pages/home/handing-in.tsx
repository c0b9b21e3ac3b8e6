import { useRef, useState } from "react";
import { Button, FileTrigger, Label, ProgressBar } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useClient } from "urql";

import { refusalIn } from "../../app/refusal";
import { upload } from "../../app/uploading";
import { useTongue } from "../../widgets";
import style from "./home.module.css";
import { Refused } from "./refused";

/** Hands in what the State's own instance signed. It waits here to be looked at, and nothing is filed. */
export function HandingIn({ state, onTaken }: { state: string; onTaken: (id: string) => void }) {
  const client = useClient();
  const tongue = useTongue();
  const [sending, setSending] = useState<{ name: string; part: number } | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const breaking = useRef<AbortController | null>(null);

  async function send(file: File) {
    const controller = new AbortController();
    breaking.current = controller;
    setError(null);
    setSending({ name: file.name, part: 0 });
    const onProgress = (part: number) => setSending({ name: file.name, part });
    const address = `/packages?${new URLSearchParams({ state })}`;
    const sent = await upload(address, file, { client, tongue, onProgress, signal: controller.signal });
    setSending(null);
    if (controller.signal.aborted) return;
    const id = sent.text === undefined ? null : idIn(sent.text);
    if (id !== null) onTaken(id);
    else setError(sent.error ?? refusalIn(sent.text));
  }

  return (
    <section aria-labelledby="handing-in" className={style.part}>
      <h2 id="handing-in">
        <FormattedMessage id="home.handIn" />
      </h2>
      <p className={style.note}>
        <FormattedMessage id="home.handInMeans" />
      </p>
      {sending === null ? (
        <FileTrigger
          onSelect={(files) => {
            const file = files?.[0];
            if (file) void send(file);
          }}
        >
          <Button>
            <FormattedMessage id="home.choose" />
          </Button>
        </FileTrigger>
      ) : (
        <>
          <ProgressBar value={sending.part * 100} isIndeterminate={sending.part === 1}>
            {({ percentage }) => (
              <>
                <Label>
                  <FormattedMessage id="home.sending" values={{ name: <bdi key="name">{sending.name}</bdi> }} />
                </Label>
                <div className="bar">
                  <div style={{ inlineSize: `${percentage ?? 100}%` }} />
                </div>
              </>
            )}
          </ProgressBar>
          <Button data-variant="quiet" onPress={() => breaking.current?.abort()}>
            <FormattedMessage id="home.breakOff" />
          </Button>
        </>
      )}
      <Refused error={error} title="home.notTaken" />
    </section>
  );
}

/** The id of a package that was taken; none where the service refused the file. */
function idIn(text: string): string | null {
  try {
    return (JSON.parse(text) as { id?: string }).id ?? null;
  } catch {
    return null;
  }
}
