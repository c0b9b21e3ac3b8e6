import { useState } from "react";
import { Button, Heading, Label, TextArea, TextField } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import { tab } from "../../app/storage";
import { lengthOf, MOST } from "../comments/draft";
import type { ActProps } from "./acts";
import { ChosenList } from "./chosen-list";
import styles from "./clearance.module.css";
import { RecallSections, SendToClearance } from "./documents";
import { RefusalNote } from "./refusal-note";
import { sectionIn } from "./refusal";

/** Sends sections to those who sign them: all of them, or none. */
export function Sending({ submission, sections, onClose }: ActProps) {
  const [sending, send] = useMutation(SendToClearance);
  const [error, setError] = useState<CombinedError | undefined>();
  const sum = (count: (row: ActProps["sections"][number]) => number) =>
    sections.reduce((all, row) => all + count(row), 0);
  const unconfirmed = sum((row) => row.unconfirmedCount);
  const unmerged = sum((row) => row.unmergedCount);
  const problems = sum((row) => row.completeness?.problems ?? 0);
  const open = sum((row) => row.openThreadCount);

  async function act() {
    const result = await send({ input: { submission, sections: sections.map(({ code }) => code) } });
    setError(result.error);
    if (result.data) onClose(true);
  }

  return (
    <>
      <Heading slot="title">
        <FormattedMessage id="clearance.sendTitle" />
      </Heading>
      <p>
        <FormattedMessage id="clearance.sendMeans" />
      </p>
      <ChosenList sections={sections} />
      {unconfirmed + unmerged + problems + open > 0 && (
        <div className="notice">
          <p>
            <FormattedMessage id="clearance.stillOpen" />
          </p>
          <ul>
            {unconfirmed > 0 && (
              <li>
                <FormattedMessage id="clearance.unconfirmed" values={{ count: unconfirmed }} />
              </li>
            )}
            {unmerged > 0 && (
              <li>
                <FormattedMessage id="clearance.unmerged" values={{ count: unmerged }} />
              </li>
            )}
            {problems > 0 && (
              <li>
                <FormattedMessage id="submission.problems" values={{ count: problems }} />
              </li>
            )}
            {open > 0 && (
              <li>
                <FormattedMessage id="comments.openCount" values={{ count: open }} />
              </li>
            )}
          </ul>
        </div>
      )}
      <Refused error={error} />
      <div className={styles.buttons}>
        <Button data-variant="primary" isPending={sending.fetching} onPress={() => void act()}>
          <FormattedMessage id="clearance.sendNow" values={{ count: sections.length }} />
        </Button>
        <Button onPress={() => onClose(false)}>
          <FormattedMessage id="clearance.leave" />
        </Button>
      </div>
    </>
  );
}

/** Takes sections back from those who sign, with a reason if there is one to give. */
export function Recalling({ submission, account, sections, onClose }: ActProps) {
  const [recalling, recall] = useMutation(RecallSections);
  const [error, setError] = useState<CombinedError | undefined>();
  const place = `normtrack.recall.${account}.${submission}`;
  const [reason, setReason] = useState(() => tab.read(place) ?? "");
  const keep = (text: string) => {
    tab.write(place, text === "" ? null : text);
    setReason(text);
  };

  async function act() {
    const codes = sections.map(({ code }) => code);
    const result = await recall({ input: { submission, sections: codes, reason: reason.trim() || null } });
    setError(result.error);
    if (!result.data) return;
    keep("");
    onClose(true);
  }

  return (
    <>
      <Heading slot="title">
        <FormattedMessage id="clearance.recallTitle" />
      </Heading>
      <p>
        <FormattedMessage id="clearance.recallMeans" />
      </p>
      <ChosenList sections={sections} />
      <TextField value={reason} onChange={keep}>
        <Label>
          <FormattedMessage id="clearance.recallReason" />
        </Label>
        <TextArea dir="auto" />
      </TextField>
      <Refused error={error} />
      <div className={styles.buttons}>
        <Button
          data-variant="primary"
          isDisabled={lengthOf(reason) > MOST}
          isPending={recalling.fetching}
          onPress={() => void act()}
        >
          <FormattedMessage id="clearance.recallNow" values={{ count: sections.length }} />
        </Button>
        <Button onPress={() => onClose(false)}>
          <FormattedMessage id="clearance.leave" />
        </Button>
      </div>
    </>
  );
}

function Refused({ error }: { error: CombinedError | undefined }) {
  const section = sectionIn(error);
  return (
    <>
      <RefusalNote error={error} />
      {section && (
        <p className={styles.line}>
          <code>{section}</code>
        </p>
      )}
    </>
  );
}
