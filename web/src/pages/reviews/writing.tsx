import { useEffect, useRef, useState } from "react";
import { Button, FieldError, Label, Text, TextArea, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useClient } from "urql";

import type { ReviewSide } from "../../gql/graphql";
import { directionOf, isTongue, LANGUAGES, OWN_NAMES } from "../../i18n/language";
import { Instant, useTongue } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { Act } from "../../widgets/entries/act";
import { Conflict } from "../../widgets/entries/conflict";
import shared from "../../widgets/entries/entries.module.css";
import { hasMoved } from "../../widgets/entries/refusal";
import { RefusedNote } from "../../widgets/entries/refused";
import { Folded } from "../../widgets/folded";
import { useKept } from "../../widgets/use-kept";
import { DeliverReview, SendReviewReply } from "./acting-documents";
import type { OnRecord, Whole } from "./documents";
import { drafted, draftOf, isHandedOver, lengthOf, LONGEST, saysTheSame } from "./draft";
import { REFUSALS } from "./refusals";
import { useNames } from "./reviewer";
import style from "./reviews.module.css";
import { isOwn, saved } from "./saving";

const WAYS = { drafted, saysTheSame };

/** So long after the last key, what is typed goes out. */
const PAUSE = 1_000;

interface Props {
  review: Whole;
  side: ReviewSide;
  account: string;
  /** Whether they also hand it over. */
  decides: boolean;
  onAnew: () => void;
}

/** What one side writes: kept in this tab with each key, and by the service in each pause. The other side never reads it. */
export function Writing({ review, side, account, decides, onAnew }: Props) {
  const { formatMessage } = useIntl();
  const client = useClient();
  const page = useTongue();
  const [first] = useState(page);
  const isReply = side === "STATE";
  const read = isReply ? review.replyDraft : review.draft;
  const [known, setKnown] = useState<OnRecord>(null);
  const record = (known?.revision ?? 0) > (read?.revision ?? 0) ? known : read;
  const place = `normtrack.review.${account}.${side}.${review.id}`;
  const kept = useKept(place, draftOf(record, first), WAYS);
  const { draft, aside, isDirty, wasKept, change, take, forget } = kept;
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError | undefined>();
  const latest = useRef(kept);
  latest.current = kept;

  const over = lengthOf(draft.content) - LONGEST;
  const theirs = record && draftOf(record, first);
  const isMoved =
    theirs !== null &&
    theirs !== undefined &&
    theirs.basedOn > draft.basedOn &&
    !saysTheSame(theirs, draft) &&
    !isOwn(place, record, draft.basedOn);
  const isUnsaved = !saysTheSame(draft, draftOf(record, first));
  const waits = isUnsaved && !isMoved && !isBusy && over <= 0;

  async function save() {
    const typed = latest.current.draft;
    setBusy(true);
    const result = await saved(client, side, { id: review.id, place }, typed);
    setBusy(false);
    setError(result.error);
    if (result.draft) {
      setKnown(result.draft);
      // What was typed meanwhile is typed over this.
      latest.current.change({ basedOn: result.draft.revision });
    } else if (hasMoved(result.error)) onAnew();
  }
  const act = useRef(save);
  act.current = save;

  useEffect(() => {
    if (!waits || error !== undefined) return undefined;
    const timer = setTimeout(() => void act.current(), PAUSE);
    return () => clearTimeout(timer);
  }, [waits, error, draft.content, draft.tongue]);

  // Where the network was gone and is there again.
  useEffect(() => {
    const again = () => setError(undefined);
    window.addEventListener("online", again);
    return () => window.removeEventListener("online", again);
  }, []);

  // What the service has needs no other place.
  useEffect(() => {
    if (!isDirty) forget();
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isDirty]);

  const handedOver = isReply
    ? review.replies.findLast(({ reviewVersion }) => reviewVersion === review.texts.at(-1)?.version)
    : review.texts.at(-1);
  const isReady =
    !isUnsaved && !isBusy && record !== null && draft.content.trim() !== "" && !isHandedOver(draft, handedOver);

  return (
    <section aria-labelledby={`writing-${side}`} className={`no-print ${style.writing}`}>
      <h2 id={`writing-${side}`}>
        <FormattedMessage id={isReply ? "reviews.writeReply" : "reviews.writeReview"} />
      </h2>
      {wasKept && isUnsaved && (
        <p className="notice" role="note">
          <FormattedMessage id="capacity.wasKept" />
        </p>
      )}
      {isMoved && theirs && (
        <Conflict
          level={3}
          mine={<Words of={draft} />}
          theirs={<Words of={theirs} />}
          since={<Instant at={record?.writtenAt ?? ""} />}
          onMine={() => {
            setError(undefined);
            change({ basedOn: theirs.basedOn });
          }}
          onTheirs={() => {
            setError(undefined);
            take(theirs);
          }}
        />
      )}
      <Choice
        label={formatMessage({ id: "capacity.textLanguage" })}
        items={LANGUAGES.map((code) => ({ code, label: OWN_NAMES[code] }))}
        value={draft.tongue}
        onChoose={(code) => {
          if (!isTongue(code)) return;
          setError(undefined);
          change({ tongue: code });
        }}
      />
      <TextField
        value={draft.content}
        onChange={(content) => {
          setError(undefined);
          change({ content });
        }}
        isInvalid={over > 0}
        validationBehavior="aria"
      >
        <Label>
          <FormattedMessage id={isReply ? "reviews.replyWords" : "reviews.reviewWords"} />
        </Label>
        <Text slot="description">
          <FormattedMessage id={isReply ? "reviews.replyHint" : "reviews.reviewHint"} />
        </Text>
        <TextArea rows={12} lang={draft.tongue} dir={directionOf(draft.tongue)} />
        <FieldError>{formatMessage({ id: "capacity.over" }, { count: over })}</FieldError>
      </TextField>
      <p role="status" className={shared.note}>
        {isBusy ? (
          <FormattedMessage id="survey.saving" />
        ) : isUnsaved ? (
          <FormattedMessage id="reviews.notSaved" />
        ) : (
          record && (
            <FormattedMessage id="reviews.savedAt" values={{ at: <Instant key="at" at={record.writtenAt} /> }} />
          )
        )}
      </p>
      {!hasMoved(error) && <RefusedNote error={error} refusals={REFUSALS} />}
      <div className={shared.acts}>
        {isUnsaved && error !== undefined && (
          <Button isDisabled={!waits} onPress={() => void save()}>
            <FormattedMessage id="reviews.saveNow" />
          </Button>
        )}
        {decides && <HandOver review={review} side={side} record={record} isReady={isReady} onAnew={onAnew} />}
      </div>
      {!decides && (
        <p className={shared.note}>
          <FormattedMessage id="reviews.authorityDecides" />
        </p>
      )}
      {aside && aside.content !== "" && (
        <Folded level={3} title={<FormattedMessage id="capacity.aside" />}>
          <Words of={aside} />
          <Button onPress={() => take({ ...aside, basedOn: draft.basedOn })}>
            <FormattedMessage id="capacity.takeBack" />
          </Button>
        </Folded>
      )}
    </section>
  );
}

interface HandOverProps {
  review: Whole;
  side: ReviewSide;
  record: OnRecord;
  isReady: boolean;
  onAnew: () => void;
}

/** Delivers what is written, or sends it in reply: it never changes after that. */
function HandOver({ review, side, record, isReady, onAnew }: HandOverProps) {
  const names = useNames()(review);
  const { id, texts, replies } = review;
  const revision = record?.revision ?? 0;
  const reviewVersion = texts.at(-1)?.version ?? 0;
  return side === "STATE" ? (
    <Act
      refusals={REFUSALS}
      words={{
        act: "reviews.send",
        means: replies.length > 0 ? ["reviews.sendMeans", "reviews.sendAgain"] : ["reviews.sendMeans"],
        now: "reviews.sendNow",
      }}
      values={names}
      isPrimary
      isDisabled={!isReady}
      run={(client) => client.mutation(SendReviewReply, { input: { id, revision, reviewVersion } }).toPromise()}
      onDone={onAnew}
      onAnew={onAnew}
    />
  ) : (
    <Act
      refusals={REFUSALS}
      words={{
        act: "reviews.deliver",
        means: texts.length > 0 ? ["reviews.deliverMeans", "reviews.deliverAgain"] : ["reviews.deliverMeans"],
        now: "reviews.deliverNow",
      }}
      values={names}
      isPrimary
      isDisabled={!isReady}
      run={(client) => client.mutation(DeliverReview, { input: { id, revision } }).toPromise()}
      onDone={onAnew}
      onAnew={onAnew}
    />
  );
}

/** A text that is not on record, in its language. */
function Words({ of: { tongue, content } }: { of: ReturnType<typeof draftOf> }) {
  return (
    <div className={style.text} lang={tongue} dir={directionOf(tongue)}>
      {content}
    </div>
  );
}
