import { useCallback, useEffect, useState } from "react";
import { type CombinedError, useClient } from "urql";

import { PLAIN } from "../../app/plain";
import { session } from "../../app/session";
import { subjectOf } from "../../app/token";
import type { CarriedFileQuery, MovedStateFragment } from "../../gql/graphql";
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
  /** When what is shown was read, where that is what this device kept. */
  keptAt: number | null;
}

/** What the service told. */
interface Told {
  data: CarriedFileQuery;
  since: Ready["since"];
}

export type Loaded =
  | { is: "waiting" }
  | { is: "fault"; error: CombinedError; retry: () => void }
  | { is: "missing" }
  | { is: "away" }
  | Ready;

// Nobody waits for it.
const kept = () => import("../../app/offline/file");

/** Keeps the page for when there is no connection: as the service told it, and what has moved since. */
function keepTold(subject: string, told: Told, state: MovedStateFragment) {
  const { submission } = told.data;
  if (!submission || session.tokens() === null) return;
  const { uncleared, problems } = state;
  const marks = new Map(state.sections.map((section) => [section.section?.code, section]));
  const sections = submission.sections.map((section) => ({ ...section, ...marks.get(section.section?.code) }));
  const moved: Told = { ...told, data: { ...told.data, submission: { ...submission, uncleared, problems, sections } } };
  void kept()
    .then(({ keepPart }) => keepPart(subject, submission.id, ["update"], moved))
    .catch(() => undefined);
}

/**
 * Reads what was carried, once for each opening of the page: what changes afterwards, confirming tells. Without a connection it
 * is what this device kept.
 */
export function useLoaded(id: string): Loaded {
  const client = useClient();
  const [loaded, setLoaded] = useState<Loaded>({ is: "waiting" });
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((attempts) => attempts + 1), []);

  useEffect(() => {
    // When a session ends, what somebody said stays before them until they have signed in again.
    const { tokens, away } = session.now();
    const subject = tokens === null ? away : subjectOf(tokens.accessToken);
    if (tokens === null && away === null) return;
    let isWanted = true;
    let forget = () => {};

    function open(told: Told, keptAt: number | null): Loaded {
      const { submission: file, submissions, viewer } = told.data;
      if (!file || !viewer) return { is: "missing" };
      const parts = partsOf(file, submissions, told.since?.changes ?? []);
      const carried = parts.filter(({ items }) => items.length > 0).map(({ code }) => code);
      const rights = rightsOf(viewer.memberships, file.state?.code ?? "");
      const confirming = new Confirming(client, file.id, file, carried);
      if (subject !== null && keptAt === null) {
        keepTold(subject, told, file);
        let { state } = confirming.now();
        forget = confirming.subscribe(() => {
          const now = confirming.now().state;
          if (now !== state) keepTold(subject, told, (state = now));
        });
      }
      return {
        is: "ready",
        file,
        parts,
        isAskedAgain: answeredEditions(file).length > 0,
        since: told.since,
        confirming,
        rights,
        mayConfirm: rights.saves && isOpenToChange(file.stage, file.round.stage),
        now: Date.now(),
        keptAt,
      };
    }

    /** What this device kept; else what there is to say instead. */
    async function openKept(otherwise: Loaded): Promise<Loaded> {
      if (subject === null) return otherwise;
      const found = await kept()
        .then(({ keptPart }) => keptPart<Told>(subject, id, ["update"]))
        .catch(() => null);
      return found === null ? otherwise : open(found.read, found.at);
    }

    async function load(): Promise<Loaded> {
      // Without a session the service would say that there is nothing.
      if (tokens === null) return openKept({ is: "away" });
      const failed = (error: CombinedError): Loaded | Promise<Loaded> => {
        const fault = { is: "fault", error, retry } as const;
        return error.networkError ? openKept(fault) : fault;
      };
      const { data, error } = await client.query(CarriedFile, { id }, PLAIN).toPromise();
      if (error) return failed(error);
      const file = data?.submission;
      if (!data || !file) return { is: "missing" };
      // Of several earlier editions the last is told of: what was said before that came by it.
      const before = answeredEditions(file)
        .filter((edition) => edition !== file.edition.code)
        .at(-1);
      if (before === undefined) return open({ data, since: null }, null);
      const changed = await client.query(EditionSince, { before, after: file.edition.code }, PLAIN).toPromise();
      if (changed.error) return failed(changed.error);
      return open({ data, since: { edition: before, changes: changed.data?.editionDifference?.changes ?? [] } }, null);
    }
    void load().then((done) => isWanted && setLoaded(done));
    return () => {
      isWanted = false;
      forget();
    };
  }, [client, id, retry, attempt]);

  // What was kept gives way to what the service says, once it can.
  const isOld = loaded.is === "ready" && loaded.keptAt !== null;
  useEffect(() => {
    if (!isOld) return;
    addEventListener("online", retry);
    return () => removeEventListener("online", retry);
  }, [isOld, retry]);

  return loaded;
}
