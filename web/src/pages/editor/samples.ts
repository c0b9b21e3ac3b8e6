import { useCallback, useEffect, useRef, useState } from "react";
import { type CombinedError, useClient } from "urql";

import { PLAIN } from "../../app/plain";
import { tab } from "../../app/storage";
import type { AnswerInput, DraftTrialQuery } from "../../gql/graphql";
import { isBlank, tidy } from "../survey/said";
import { DraftTrial } from "./documents";

/** Sample answers by the code of their question, as they were typed. */
export type Samples = Readonly<Record<string, AnswerInput>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What was kept in the tab; what cannot be read is as good as nothing. */
export function recalledSamples(text: string | null): Samples {
  try {
    const kept: unknown = JSON.parse(text ?? "{}");
    if (!isRecord(kept)) return {};
    // One shape each: the service takes no other.
    const whole = Object.entries(kept).filter(([, one]) => isRecord(one) && Object.keys(one).length === 1);
    return Object.fromEntries(whole) as Samples;
  } catch {
    return {};
  }
}

/** The samples with another answer to one question; an answer that was taken back is none. */
export function withSample(samples: Samples, question: string, answer: AnswerInput): Samples {
  const { [question]: _, ...others } = samples;
  return isBlank(answer) ? others : { ...others, [question]: answer };
}

/** The samples as they are sent: rows that nobody wrote in are none. */
export function asSent(samples: Samples) {
  return Object.entries(samples)
    .map(([question, answer]) => ({ question, answer: tidy(answer) }))
    .filter(({ answer }) => !isBlank(answer));
}

/** Sample answers to a draft, as long as this tab is there: they outlive the page, a reload and the end of a session. */
export function useSamples(account: string, draft: string) {
  const at = `samples ${account} ${draft}`;
  const [samples, setSamples] = useState(() => recalledSamples(tab.read(at)));
  const now = useRef(samples);
  const keep = useCallback(
    (next: Samples) => {
      now.current = next;
      tab.write(at, Object.keys(next).length > 0 ? JSON.stringify(next) : null);
      setSamples(next);
    },
    [at],
  );
  return {
    samples,
    say: useCallback(
      (question: string, answer: AnswerInput) => keep(withSample(now.current, question, answer)),
      [keep],
    ),
    empty: useCallback(() => keep({}), [keep]),
  };
}

type Tried = NonNullable<DraftTrialQuery["editionDraft"]>;
export type Told = NonNullable<Tried["trial"]>;

/** A pause in typing after which the answers are tried, in milliseconds. */
const PAUSE = 400;

/** What the samples come to. What was told last stands until more is known. */
export function useTrial(id: string, revision: number, samples: Samples, onMoved: () => void) {
  const client = useClient();
  const [told, setTold] = useState<{ trial: Told; samples: Samples; revision: number } | null>(null);
  const [error, setError] = useState<CombinedError | undefined>();
  const [attempt, setAttempt] = useState(0);
  const isFirst = useRef(true);
  const moved = useRef(onMoved);
  useEffect(() => {
    moved.current = onMoved;
  });
  useEffect(() => {
    let isWanted = true;
    const ask = async () => {
      const variables = { id, answers: asSent(samples) };
      const context = { ...PLAIN, requestPolicy: "network-only" as const };
      const { data, error: refused } = await client.query(DraftTrial, variables, context).toPromise();
      if (!isWanted) return;
      setError(refused);
      const found = data?.editionDraft;
      if (!found?.trial) return;
      setTold({ trial: found.trial, samples, revision });
      // A colleague changed it: what is shown here is read anew.
      if (found.revision > revision) moved.current();
    };
    const timer = setTimeout(() => void ask(), isFirst.current ? 0 : PAUSE);
    isFirst.current = false;
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, id, revision, samples, attempt]);
  return {
    trial: told?.trial ?? null,
    /** Whether it is told of what is typed now. */
    isCurrent: told !== null && told.samples === samples && told.revision === revision && error === undefined,
    error,
    retry: () => setAttempt((count) => count + 1),
  };
}
