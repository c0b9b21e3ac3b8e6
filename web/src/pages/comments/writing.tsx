import { useMemo, useState } from "react";
import { Button, Label, TextArea, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import { Picker } from "../../widgets/picker";
import { RefusalNote } from "../clearance/refusal-note";
import { CommentAnswer } from "./documents";
import { canBeSent, edited, lengthOf, MOST, named } from "./draft";
import styles from "./threads.module.css";
import { useDraft } from "./use-draft";

interface Person {
  id?: string | null | undefined;
  name?: string | null | undefined;
}

interface WritingProps {
  submission: string;
  question: string;
  /** The thread that is answered; none for a new one. */
  thread: string | null;
  /** Where the draft is kept. */
  place: string;
  people: readonly Person[];
  onSent: () => void;
}

/** A comment being written. What is not sent stays here, whatever happens to the page. */
export function Writing({ submission, question, thread, place, people, onSent }: WritingProps) {
  const { formatMessage } = useIntl();
  const [draft, change, clear] = useDraft(place);
  const [sending, send] = useMutation(CommentAnswer);
  const [error, setError] = useState<CombinedError | undefined>();
  const [isSent, setSent] = useState(false);
  const over = lengthOf(draft.text) - MOST;

  async function act() {
    const outgoing = named(draft, () => crypto.randomUUID());
    change(outgoing);
    const { text, mentions, key } = outgoing;
    const result = await send({
      input: { submission, question, thread, content: text, mentions: [...mentions], key },
    });
    setError(result.error);
    if (!result.data) return;
    clear();
    setSent(true);
    onSent();
  }

  return (
    <div className={styles.writing}>
      <TextField
        value={draft.text}
        onChange={(text) => {
          setSent(false);
          change(edited(draft, { text }));
        }}
      >
        <Label>
          <FormattedMessage id={thread === null ? "comments.new" : "comments.reply"} />
        </Label>
        <TextArea dir="auto" />
      </TextField>
      {over > 0 && (
        <p className={styles.over} role="status">
          <FormattedMessage id="comments.over" values={{ count: over }} />
        </p>
      )}
      <Asking people={people} chosen={draft.mentions} onChoose={(mentions) => change(edited(draft, { mentions }))} />
      <RefusalNote error={error} title={<FormattedMessage id="comments.notSent" />} />
      <Button
        data-variant={thread === null ? "primary" : undefined}
        isDisabled={!canBeSent(draft)}
        isPending={sending.fetching}
        onPress={() => void act()}
      >
        <FormattedMessage id="comments.send" />
      </Button>{" "}
      <span role="status" className="small muted">
        {isSent && formatMessage({ id: "comments.sent" })}
      </span>
    </div>
  );
}

interface AskingProps {
  people: readonly Person[];
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
}

/** Who is asked to look: found by typing a part of their name. */
function Asking({ people, chosen, onChoose }: AskingProps) {
  const { formatMessage } = useIntl();
  const items = useMemo(
    () => people.flatMap(({ id, name }) => (id ? [{ code: id, label: name ?? id }] : [])),
    [people],
  );
  return (
    <Picker
      chosenLabel={formatMessage({ id: "comments.askedPeople" })}
      addLabel={formatMessage({ id: "comments.ask" })}
      removeLabel={(name) => formatMessage({ id: "comments.unask" }, { name })}
      nothing={<FormattedMessage id="comments.nobody" />}
      items={items}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}
