import { useState } from "react";
import { Button, Input, Label, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import { FaultNote } from "../../widgets";
import { AddLink } from "./documents";
import styles from "./evidence.module.css";
import { UploadButton } from "./upload-button";

interface LinkFormProps {
  state: string;
  /** Kept, the newest first: the link, and the copy of what it leads to. */
  onKept: (ids: string[]) => void;
  onLeave: () => void;
}

/** Keeps a link, and with it a copy of what it leads to: what stands at an address changes, or is gone one day. */
export function LinkForm({ state, onKept, onLeave }: LinkFormProps) {
  const { formatMessage } = useIntl();
  const [url, setUrl] = useState("");
  const [copy, setCopy] = useState<{ id: string; name: string } | null>(null);
  const [adding, add] = useMutation(AddLink);
  const [error, setError] = useState<CombinedError | undefined>();

  async function save() {
    const answer = await add({ input: { state, url: url.trim(), archive: copy?.id ?? null } });
    setError(answer.error);
    const id = answer.data?.addEvidenceLink.evidence.id;
    if (id !== undefined) onKept(copy === null ? [id] : [id, copy.id]);
  }

  return (
    <form
      className={styles.form}
      aria-label={formatMessage({ id: "evidence.addLink" })}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField value={url} onChange={setUrl} autoFocus>
        <Label>
          <FormattedMessage id="evidence.address" />
        </Label>
        <Input className="react-aria-Input" dir="ltr" inputMode="url" autoComplete="off" />
      </TextField>
      <p className={styles.hint}>
        <FormattedMessage id="evidence.copyHelp" />
      </p>
      <div role="status">
        {copy !== null && (
          <p>
            <FormattedMessage id="evidence.copyKept" values={{ name: <bdi key="name">{copy.name}</bdi> }} />
          </p>
        )}
      </div>
      {copy === null && (
        <UploadButton state={state} label="evidence.uploadCopy" onKept={(id, name) => setCopy({ id, name })} />
      )}
      <FaultNote error={error} title={<FormattedMessage id="evidence.linkNotKept" />} />
      <div className={styles.buttons}>
        <Button type="submit" data-variant="primary" isDisabled={url.trim() === ""} isPending={adding.fetching}>
          <FormattedMessage id="evidence.keepLink" />
        </Button>
        <Button
          data-variant="quiet"
          onPress={() => {
            // The copy is kept already, by itself.
            if (copy !== null) onKept([copy.id]);
            onLeave();
          }}
        >
          <FormattedMessage id="evidence.noLink" />
        </Button>
      </div>
    </form>
  );
}
