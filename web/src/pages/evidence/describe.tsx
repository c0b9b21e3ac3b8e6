import { useState } from "react";
import { Button, Input, Label, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import type { EvidencePartsFragment } from "../../gql/graphql";
import { apiLanguage, LANGUAGES, OWN_NAMES, type Tongue, tongueOf } from "../../i18n/language";
import { FaultNote } from "../../widgets";
import { Describe } from "./documents";
import styles from "./evidence.module.css";

interface DescribeFormProps {
  evidence: EvidencePartsFragment;
  /** Whether it is called otherwise now. */
  onDone: (isDescribed: boolean) => void;
}

/** What it is called, how it is cited, and in which language it is. */
export function DescribeForm({ evidence, onDone }: DescribeFormProps) {
  const { formatMessage } = useIntl();
  const [title, setTitle] = useState(evidence.title ?? "");
  const [citation, setCitation] = useState(evidence.citation ?? "");
  const [tongue, setTongue] = useState<Tongue | "">(evidence.language ? tongueOf(evidence.language) : "");
  const [sending, describe] = useMutation(Describe);
  const [error, setError] = useState<CombinedError | undefined>();

  async function save() {
    const language = tongue === "" ? null : apiLanguage(tongue);
    const input = { evidence: evidence.id, revision: evidence.revision ?? 0, title, citation, language };
    const answer = await describe({ input });
    setError(answer.error);
    if (!answer.error) onDone(true);
  }

  return (
    <form
      className={styles.form}
      aria-label={formatMessage({ id: "evidence.describe" })}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField value={title} onChange={setTitle} maxLength={500}>
        <Label>
          <FormattedMessage id="evidence.title" />
        </Label>
        <Input className="react-aria-Input" dir="auto" />
      </TextField>
      <TextField value={citation} onChange={setCitation} maxLength={2000}>
        <Label>
          <FormattedMessage id="evidence.citation" />
        </Label>
        <Input className="react-aria-Input" dir="auto" />
      </TextField>
      <label className={styles.language}>
        <FormattedMessage id="evidence.language" />
        <select
          className="react-aria-Input"
          value={tongue}
          onChange={(event) => setTongue(event.target.value as Tongue | "")}
        >
          <option value="">{formatMessage({ id: "evidence.noLanguage" })}</option>
          {LANGUAGES.map((one) => (
            <option key={one} value={one} lang={one}>
              {OWN_NAMES[one]}
            </option>
          ))}
        </select>
      </label>
      <FaultNote error={error} />
      <div className={styles.buttons}>
        <Button type="submit" data-variant="primary" isPending={sending.fetching}>
          <FormattedMessage id="evidence.saveDescription" />
        </Button>
        <Button data-variant="quiet" onPress={() => onDone(false)}>
          <FormattedMessage id="evidence.leaveAsIs" />
        </Button>
      </div>
    </form>
  );
}
