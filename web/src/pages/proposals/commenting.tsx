import { useState } from "react";
import { Button, FieldError, Label, Text, TextArea, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import { tab } from "../../app/storage";
import { apiLanguage, directionOf, isTongue, LANGUAGES, OWN_NAMES, type Tongue, tongueOf } from "../../i18n/language";
import { useTongue } from "../../widgets";
import { Choice } from "../../widgets/choice";
import shared from "../../widgets/entries/entries.module.css";
import { lengthOf } from "../../widgets/entries/length";
import { RefusedNote } from "../../widgets/entries/refused";
import type { useReader } from "../capacity/reading";
import type { Comment, Version, Whole } from "./documents";
import { CommentProposal } from "./editing-documents";
import style from "./proposals.module.css";
import { refusalsOf } from "./refusals";

const LONGEST = 10_000;

interface Typed {
  content: string;
  tongue: Tongue;
  paragraph: string;
}

/** What was typed here earlier and never sent. */
function recalled(place: string): Typed | null {
  try {
    const { content, tongue, paragraph } = JSON.parse(tab.read(place) ?? "null") as Record<string, unknown>;
    if (typeof content !== "string" || typeof tongue !== "string" || !isTongue(tongue)) return null;
    return { content, tongue, paragraph: typeof paragraph === "string" ? paragraph : "" };
  } catch {
    return null;
  }
}

export const isBegun = (place: string) => recalled(place) !== null;

interface Props {
  proposal: Whole;
  version: Version;
  reader: ReturnType<typeof useReader>;
  /** Where what is typed is kept in this tab. */
  place: string;
  /** In whose names it can be said. */
  states: readonly string[];
  /** What it answers or takes the place of; nothing, where it is one of its own. */
  about: { supersedes?: string; answers?: string | null; paragraph: string | null } | null;
  /** The comment that is said anew. */
  start: Comment | null;
  onAnew: () => void;
  /** Leaves it; nothing where the field always stands there. */
  onDone: (() => void) | null;
}

/** Says something in the name of a State. What is typed stays in this tab until it is sent. */
export function Commenting({ proposal, version, reader, place, states, about, start, onAnew, onDone }: Props) {
  const { formatMessage } = useIntl();
  const page = useTongue();
  const [{ fetching }, say] = useMutation(CommentProposal);
  const empty: Typed = {
    content: start?.content ?? "",
    tongue: start ? tongueOf(start.language) : page,
    paragraph: "",
  };
  const [typed, setTyped] = useState<Typed>(() => recalled(place) ?? empty);
  const [state, setState] = useState(states[0] ?? "");
  const [error, setError] = useState<CombinedError | undefined>();
  const [isSent, setSent] = useState(false);
  const { content, tongue, paragraph } = typed;
  const over = lengthOf(content) - LONGEST;
  const isMute = content.trim() === "" || content.trim() === start?.content;
  const names = reader.memberships.flatMap((held) => (held.state ? [held.state] : []));

  const keep = (changes: Partial<Typed>) => {
    const next = { ...typed, ...changes };
    tab.write(place, next.content === empty.content ? null : JSON.stringify(next));
    setTyped(next);
    setSent(false);
    setError(undefined);
  };
  const forget = () => {
    tab.write(place, null);
    setTyped(empty);
  };

  async function send() {
    const result = await say({
      input: {
        id: proposal.id,
        state,
        version: version.number,
        language: apiLanguage(tongue),
        content: content.trim(),
        paragraph: about ? about.paragraph : paragraph === "" ? null : paragraph,
        supersedes: about?.supersedes ?? null,
        answers: about?.answers ?? null,
      },
    });
    setError(result.error);
    if (!result.data) return;
    forget();
    setSent(true);
    onAnew();
    onDone?.();
  }

  return (
    <div className={style.commenting}>
      <div className={shared.choosing}>
        {states.length > 1 && (
          <Choice
            label={formatMessage({ id: "capacity.inWhoseName" })}
            items={states.map((code) => ({
              code,
              label: names.find((one) => one.code === code)?.name?.content ?? code,
            }))}
            value={state}
            onChoose={(code) => setState(code ?? "")}
          />
        )}
        {about === null && (
          <Choice
            label={formatMessage({ id: "proposal.about" })}
            items={version.content.paragraphs.map(({ number }) => ({
              code: number,
              label: formatMessage({ id: "proposal.paragraphNumbered" }, { number }),
            }))}
            value={paragraph === "" ? undefined : paragraph}
            none={formatMessage({ id: "proposal.aboutWhole" })}
            onChoose={(number) => keep({ paragraph: number ?? "" })}
          />
        )}
        <Choice
          label={formatMessage({ id: "capacity.textLanguage" })}
          items={LANGUAGES.map((code) => ({ code, label: OWN_NAMES[code] }))}
          value={tongue}
          onChoose={(code) => isTongue(code) && keep({ tongue: code })}
        />
      </div>
      <TextField
        value={content}
        onChange={(words) => keep({ content: words })}
        isInvalid={over > 0}
        validationBehavior="aria"
      >
        <Label>
          <FormattedMessage
            id={
              about === null
                ? "proposal.commentWords"
                : about.supersedes !== undefined
                  ? "proposal.supersedingWords"
                  : "proposal.answerWords"
            }
          />
        </Label>
        <Text slot="description">
          <FormattedMessage id="proposal.commentMeans" />
        </Text>
        <TextArea lang={tongue} dir={directionOf(tongue)} />
        <FieldError>{formatMessage({ id: "capacity.over" }, { count: over })}</FieldError>
      </TextField>
      <RefusedNote
        error={error}
        refusals={refusalsOf("proposal.whoComments")}
        onAnew={() => {
          setError(undefined);
          onAnew();
        }}
      />
      <div className={shared.acts}>
        <Button isPending={fetching} isDisabled={isMute || over > 0} onPress={() => void send()}>
          <FormattedMessage id="proposal.publishComment" />
        </Button>
        {onDone && (
          <Button
            data-variant="quiet"
            onPress={() => {
              forget();
              onDone();
            }}
          >
            <FormattedMessage id="capacity.leave" />
          </Button>
        )}
      </div>
      <p role="status" className={shared.note}>
        {isSent && <FormattedMessage id="proposal.isSaid" />}
      </p>
    </div>
  );
}
