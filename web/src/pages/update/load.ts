import { useCallback, useEffect, useState } from "react";
import { type CombinedError, useClient } from "urql";

import { PLAIN } from "../../app/plain";
import { session } from "../../app/session";
import { isOpenToChange, type Rights, rightsOf } from "../submissions/rights";
import { type CarriedFileRead, type Change, answeredEditions, type Part, partsOf } from "./carried";
import { Confirming } from "./confirming";
import { CarriedFile, EditionSince } from "./documents";

export interface Ready {
  is: "ready";
  file: CarriedFileRead;
  parts: Part[];
  /** Whether something was said to this questionnaire before. */
  isAskedAgain: boolean;
  /** The last edition that was answered before, where it is another one, with what became of its questions. */
  since: { edition: string; changes: readonly Change[] } | null;
  confirming: Confirming;
  rights: Rights;
  mayConfirm: boolean;
  now: number;
}

export type Loaded =
  { is: "waiting" } | { is: "fault"; error: CombinedError; retry: () => void } | { is: "missing" } | Ready;

/** Reads what was carried, once for each opening of the page: what changes afterwards, confirming tells. */
export function useLoaded(id: string): Loaded {
  const client = useClient();
  const [loaded, setLoaded] = useState<Loaded>({ is: "waiting" });
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((attempts) => attempts + 1), []);

  useEffect(() => {
    // When a session ends, what somebody said stays before them until they have signed in again.
    if (session.tokens() === null) return;
    let isWanted = true;
    async function load(): Promise<Loaded> {
      const { data, error } = await client.query(CarriedFile, { id }, PLAIN).toPromise();
      if (error) return { is: "fault", error, retry };
      const { submission: file, submissions = [], viewer } = data ?? {};
      if (!file || !viewer) return { is: "missing" };
      // Of several earlier editions the last is told of: what was said before that came by it.
      const answered = answeredEditions(file);
      const before = answered.filter((edition) => edition !== file.edition.code).at(-1);
      const changed =
        before === undefined
          ? null
          : await client.query(EditionSince, { before, after: file.edition.code }, PLAIN).toPromise();
      if (changed?.error) return { is: "fault", error: changed.error, retry };
      const changes = changed?.data?.editionDifference?.changes ?? [];
      const parts = partsOf(file, submissions, changes);
      const carried = parts.filter(({ items }) => items.length > 0).map(({ code }) => code);
      const rights = rightsOf(viewer.memberships, file.state?.code ?? "");
      return {
        is: "ready",
        file,
        parts,
        isAskedAgain: answered.length > 0,
        since: before === undefined ? null : { edition: before, changes },
        confirming: new Confirming(client, file.id, file, carried),
        rights,
        mayConfirm: rights.saves && isOpenToChange(file.stage, file.round.stage),
        now: Date.now(),
      };
    }
    void load().then((done) => isWanted && setLoaded(done));
    return () => {
      isWanted = false;
    };
  }, [client, id, retry, attempt]);

  return loaded;
}
