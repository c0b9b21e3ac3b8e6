import { useEffect, useMemo, useRef, useState } from "react";
import {
  Button,
  CheckboxGroup,
  Checkbox,
  Dialog,
  Label,
  Modal,
  ModalOverlay,
  Radio,
  RadioGroup,
} from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import { tab } from "../../app/storage";
import type { LetterMatter, LettersAboutQuery, LocalisedFragment } from "../../gql/graphql";
import { FaultNote, Instant, Localised } from "../../widgets";
import { Folded } from "../../widgets/folded";
import { addressed, type Asked, isSurelyUndone, MATTERS, type Pending, placeOf, recalled } from "./asking";
import { Confirming } from "./confirming";
import { RemindStates, SendInvitations } from "./documents";
import style from "./letters.module.css";
import { MATTER_WORDS, MEANS } from "./words";

/** An invited State. */
export interface Named {
  code: string;
  name?: LocalisedFragment | null | undefined;
}

interface Props {
  round: NonNullable<LettersAboutQuery["round"]>;
  account: string;
  outlook: NonNullable<LettersAboutQuery["letterOutlook"]>;
  invited: readonly Named[];
  log: readonly Asked[];
  onAsked: () => void;
}

/** Whom to write to about what: chosen, looked at once more, and asked for under a key that stands for this one asking. */
export function Writing({ round, account, outlook, invited, log, onAsked }: Props) {
  const { matters } = outlook;
  const [matter, setMatter] = useState<LetterMatter>(matters[0] ?? "INVITATION");
  const [isConfirming, setConfirming] = useState(false);
  const [count, setCount] = useState<number | null>(null);
  const [chosen, setChosen] = useState<{ matter: LetterMatter; states: readonly string[] } | null>(null);
  const asking = useAsking(round.id, placeOf(account, round.key), log, (letters) => {
    setCount(letters);
    setChosen(null);
    setConfirming(false);
    onAsked();
  });
  const parts = useMemo(() => addressed(matter, invited, outlook, log), [matter, invited, outlook, log]);
  const fresh = useMemo(() => parts.open.map(({ code }) => code).filter((code) => !parts.before.has(code)), [parts]);
  // As long as nobody has chosen: whom nothing was written to about this.
  const states = chosen?.matter === matter ? chosen.states : fresh;
  const choose = (codes: readonly string[]) => setChosen({ matter, states: codes });
  const wanted = parts.open.filter(({ code }) => states.includes(code));

  return (
    <section aria-labelledby="write" className={style.section}>
      <h2 id="write">
        <FormattedMessage id="letters.write" />
      </h2>
      <p role="status">{count !== null && <FormattedMessage id="letters.asked" values={{ count }} />}</p>
      {asking.pending && !isConfirming && <Unknown asking={asking} pending={asking.pending} />}
      <RadioGroup
        value={matter}
        onChange={(one) => {
          setCount(null);
          setMatter(MATTERS.find((known) => known === one) ?? "INVITATION");
        }}
      >
        <Label>
          <FormattedMessage id="letters.matter" />
        </Label>
        {matters.map((one) => (
          <Radio key={one} value={one}>
            <FormattedMessage id={MATTER_WORDS[one]} />
          </Radio>
        ))}
      </RadioGroup>
      <p className={style.note}>
        <FormattedMessage id={MEANS[matter]} />{" "}
        {!matters.includes("REMINDER") && <FormattedMessage id="letters.remindersLater" />}
      </p>
      {parts.open.length === 0 ? (
        <p>
          <FormattedMessage id="letters.nobodyLeft" />
        </p>
      ) : (
        <div className={style.group}>
          <CheckboxGroup value={[...states]} onChange={choose}>
            <Label>
              <FormattedMessage id="letters.toWhom" />
            </Label>
            {parts.before.size > 0 && (
              <p className={style.note}>
                <FormattedMessage id="letters.alreadyMeans" />
              </p>
            )}
            <div className={style.columns}>
              {parts.open.map((state) => (
                <One key={state.code} state={state} before={parts.before.get(state.code)} />
              ))}
            </div>
          </CheckboxGroup>
          <div className={style.acts}>
            <Button data-variant="quiet" onPress={() => choose(parts.open.map(({ code }) => code))}>
              <FormattedMessage id="letters.all" />
            </Button>
            <Button data-variant="quiet" onPress={() => choose([])}>
              <FormattedMessage id="letters.none" />
            </Button>
          </div>
        </div>
      )}
      <Apart states={parts.nobody} title="letters.nobody" means="letters.nobodyMeans" />
      <Apart states={parts.onRecord} title="letters.onRecord" />
      {parts.open.length > 0 && (
        <div className={style.acts}>
          <Button
            data-variant="primary"
            isDisabled={asking.pending !== null}
            onPress={() => {
              setCount(null);
              // It is said beside the button that nobody is chosen: one that cannot be pressed would lose the focus.
              if (wanted.length === 0) return;
              asking.begin();
              setConfirming(true);
            }}
          >
            <FormattedMessage id="letters.send" />
          </Button>
          <span role="status" className={style.note}>
            <FormattedMessage id="letters.chosen" values={{ count: wanted.length }} />
          </span>
        </div>
      )}
      <ModalOverlay isOpen={isConfirming} onOpenChange={setConfirming}>
        <Modal>
          <Dialog>
            <Confirming
              matter={matter}
              states={wanted}
              again={wanted.filter(({ code }) => parts.before.has(code)).length}
              asking={asking}
              onSend={() =>
                asking.ask(
                  matter,
                  wanted.map(({ code }) => code),
                )
              }
              onClose={() => setConfirming(false)}
            />
          </Dialog>
        </Modal>
      </ModalOverlay>
    </section>
  );
}

function One({ state: { code, name }, before }: { state: Named; before: string | undefined }) {
  return (
    <div className={style.one}>
      <Checkbox value={code} {...(before !== undefined && { "aria-describedby": `before-${code}` })}>
        {name ? <Localised text={name} isPlain /> : code}
      </Checkbox>
      {before !== undefined && (
        <span id={`before-${code}`} className={style.before}>
          <FormattedMessage id="letters.already" values={{ at: <Instant key="at" at={before} /> }} />
        </span>
      )}
    </div>
  );
}

interface ApartProps {
  states: readonly Named[];
  title: "letters.nobody" | "letters.onRecord";
  means?: "letters.nobodyMeans";
}

/** Invited States that no letter goes to, by name. */
function Apart({ states, title, means }: ApartProps) {
  if (states.length === 0) return null;
  return (
    <Folded level={3} title={<FormattedMessage id={title} values={{ count: states.length }} />}>
      {means !== undefined && (
        <p className={style.note}>
          <FormattedMessage id={means} />
        </p>
      )}
      <Names states={states} />
    </Folded>
  );
}

export function Names({ states }: { states: readonly Named[] }) {
  return (
    <ul role="list" className={style.columns}>
      {states.map(({ code, name }) => (
        <li key={code}>{name ? <Localised text={name} isPlain /> : code}</li>
      ))}
    </ul>
  );
}

/** What stays on the page where no answer came and the dialog is left. */
function Unknown({ asking, pending }: { asking: Asking; pending: Pending }) {
  return (
    <div className="notice" role="alert">
      <p>
        <strong>
          <FormattedMessage id="letters.unknown" />
        </strong>
      </p>
      <p>
        <FormattedMessage id="letters.unknownMeans" values={{ count: pending.states.length }} />
      </p>
      <FaultNote error={asking.error} />
      <div className={style.acts}>
        <Button data-variant="primary" isPending={asking.isBusy} onPress={() => asking.ask()}>
          <FormattedMessage id="letters.askAgain" />
        </Button>
        <Button isDisabled={asking.isBusy} onPress={asking.leave}>
          <FormattedMessage id="letters.leave" />
        </Button>
      </div>
    </div>
  );
}

export interface Asking {
  /** An asking of which nobody knows whether it has arrived: kept in this tab, so that a repeat is the same one. */
  pending: Pending | null;
  error: CombinedError | undefined;
  isBusy: boolean;
  begin: () => void;
  /** Asks for letters; without a matter, again for those of which no answer came. */
  ask: (matter?: LetterMatter, states?: readonly string[]) => void;
  leave: () => void;
}

function useAsking(round: string, place: string, log: readonly Asked[], onAsked: (letters: number) => void): Asking {
  const [pending, setPending] = useState(() => recalled(tab.read(place)));
  const [error, setError] = useState<CombinedError | undefined>();
  const [inviting, invite] = useMutation(SendInvitations);
  const [reminding, remind] = useMutation(RemindStates);
  const isBusy = inviting.fetching || reminding.fetching;

  const keep = (next: Pending | null) => {
    tab.write(place, next && JSON.stringify(next));
    setPending(next);
  };

  // What stands in the log has arrived, whatever became of its answer.
  const arrived = pending && !isBusy ? log.filter(({ asking }) => asking === pending.key).length : 0;
  const settle = useRef((_letters: number) => {});
  settle.current = (letters) => {
    keep(null);
    setError(undefined);
    onAsked(letters);
  };
  useEffect(() => {
    if (arrived > 0) settle.current(arrived);
  }, [arrived]);

  async function send(asked: Pending) {
    // Kept before it goes out: also where this page ends before the answer comes, the next asking is the same.
    tab.write(place, JSON.stringify(asked));
    const input = { round, key: asked.key, states: [...asked.states] };
    const told =
      asked.matter === "INVITATION"
        ? await invite({ input }).then(({ data, error: refused }) => ({ done: data?.sendInvitations, refused }))
        : await remind({ input }).then(({ data, error: refused }) => ({ done: data?.remindStates, refused }));
    if (told.done) {
      settle.current(told.done.letterCount);
      return;
    }
    setError(told.refused);
    keep(told.refused && isSurelyUndone(told.refused) ? null : asked);
  }

  return {
    pending,
    error,
    isBusy,
    begin: () => setError(undefined),
    ask: (matter, states) => {
      const asked = pending ?? (matter && states ? { key: crypto.randomUUID(), matter, states } : null);
      if (asked && !isBusy) void send(asked);
    },
    leave: () => {
      setError(undefined);
      keep(null);
    },
  };
}
