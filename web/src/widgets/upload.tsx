import { Fragment, type ReactNode, useRef, useState } from "react";
import { Button, FileTrigger, Label, ProgressBar } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useClient } from "urql";

import { answerIn, upload } from "../app/uploading";
import type { MessageId } from "../i18n/message-id";
import { useTongue } from "./tongue";

interface Words {
  choose: MessageId;
  /** Given the name of the file, as what comes next. */
  sending: MessageId;
  /** All of it has gone out, and the service is at it. */
  reading?: MessageId;
  breakOff: MessageId;
  /** The same with the name of the file, for whoever hears it alone. */
  breakOffNamed?: MessageId;
  /** Of several, one that comes later. */
  waits?: MessageId;
}

interface Props {
  /** Where a file is sent. */
  address: (file: File) => string;
  /** The member of the service's answer that says that it was taken. */
  answer: string;
  words: Words;
  /** What can be chosen; the service looks at the bytes, this only helps to choose. */
  types?: readonly string[];
  className?: string | undefined;
  onBegin?: () => void;
  onTaken: (answer: string, name: string) => void;
  /** What becomes of a file that did not reach the service; else that is said as a refusal. */
  onUnreached?: ((file: File) => void) | undefined;
  /** Whether several can be chosen at a time; they go one after the other. */
  isSeveral?: boolean;
  /** What is said where it was not taken; of several, its name as well. */
  refused: (error: CombinedError | null, name: string | null) => ReactNode;
}

/** Chooses a file and sends it, saying how far it is. It can be broken off, and another one chosen. */
export function Upload(props: Props) {
  const { address, answer, words, types, className, onBegin, onTaken, onUnreached, isSeveral = false, refused } = props;
  const { waits } = words;
  const { formatMessage } = useIntl();
  const client = useClient();
  const tongue = useTongue();
  const [sending, setSending] = useState<{ name: string; part: number } | null>(null);
  const [waiting, setWaiting] = useState<readonly File[]>([]);
  const [errors, setErrors] = useState<readonly { name: string; error: CombinedError }[]>([]);
  const hadSeveral = useRef(false);
  const breaking = useRef<AbortController | null>(null);

  /** What becomes of one says nothing of the others. */
  async function sendAll(files: readonly File[]) {
    setErrors([]);
    hadSeveral.current = files.length > 1;
    for (const [at, file] of files.entries()) {
      setWaiting(files.slice(at + 1));
      await send(file);
    }
  }

  async function send(file: File) {
    const { name } = file;
    const controller = new AbortController();
    breaking.current = controller;
    onBegin?.();
    setSending({ name, part: 0 });
    const onProgress = (part: number) => setSending({ name, part });
    const told = await upload(address(file), file, { client, tongue, onProgress, signal: controller.signal });
    setSending(null);
    const taken = answerIn(told, answer);
    if (taken.answer !== undefined) onTaken(taken.answer, name);
    else if (controller.signal.aborted) return;
    else if (onUnreached && taken.error.networkError) onUnreached(file);
    else setErrors((before) => [...before, { name, error: taken.error }]);
  }

  return (
    <>
      {sending === null ? (
        <FileTrigger
          {...(types && { acceptedFileTypes: types })}
          allowsMultiple={isSeveral}
          onSelect={(files) => {
            if (files !== null && files.length > 0) void sendAll([...files]);
          }}
        >
          <Button>
            <FormattedMessage id={words.choose} />
          </Button>
        </FileTrigger>
      ) : (
        <>
          <ProgressBar
            value={sending.part * 100}
            isIndeterminate={sending.part === 1}
            className={["react-aria-ProgressBar", className].filter(Boolean).join(" ")}
          >
            {({ percentage }) => (
              <>
                <Label>
                  <FormattedMessage
                    id={sending.part === 1 ? (words.reading ?? words.sending) : words.sending}
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
            {...(words.breakOffNamed && {
              "aria-label": formatMessage({ id: words.breakOffNamed }, { name: sending.name }),
            })}
            onPress={() => breaking.current?.abort()}
          >
            <FormattedMessage id={words.breakOff} />
          </Button>
        </>
      )}
      {waits !== undefined && waiting.length > 0 && (
        <ul>
          {waiting.map(({ name }, at) => (
            <li key={`${at} ${name}`}>
              <FormattedMessage id={waits} values={{ name: <bdi key="name">{name}</bdi> }} />
            </li>
          ))}
        </ul>
      )}
      {errors.length === 0
        ? refused(null, null)
        : errors.map(({ name, error }) => (
            <Fragment key={name}>{refused(error, hadSeveral.current ? name : null)}</Fragment>
          ))}
    </>
  );
}
