import { startTransition, useCallback, useEffect, useState } from "react";
import { type CombinedError, useClient } from "urql";

import { keepFile, keptFile, keptStandings } from "../../app/offline/file";
import { PLAIN } from "../../app/plain";
import { session } from "../../app/session";
import { subjectOf } from "../../app/token";
import type { SurveyFormQuery, WorkingFileQuery as FileRead } from "../../gql/graphql";
import { isOpenToChange, type Rights, rightsOf } from "../submissions/rights";
import type { Survey } from "./context";
import { SurveyForm } from "./documents";
import { readForm } from "./form";
import { openFile } from "./open-files";
import { readFile, type Unmerged } from "./reading";
import type { Said } from "./said";

export type FileHead = NonNullable<FileRead["submission"]>;

export type Loaded =
  | { is: "waiting" }
  /** The form is still to come. */
  | { is: "read"; head: FileHead; rights: Rights }
  | { is: "fault"; error: CombinedError; retry: () => void }
  | { is: "missing" }
  /** There is no connection, and nothing of it on this device. */
  | { is: "away" }
  | { is: "ready"; head: FileHead; rights: Rights; survey: Survey; reload: () => void; keptAt: number | null };

/** What the service told of a file. */
interface Told {
  data: FileRead;
  unmerged: Unmerged;
}
type Asked = NonNullable<SurveyFormQuery["edition"]>;

/**
 * Reads a working file and its form, once for each opening of the page: what changes afterwards changes through the
 * file itself, never through the cache, so that nothing is moved under anybody's hands. `isKept` is for the page that opens
 * without a connection as well, with what this device kept.
 */
export function useLoaded(id: string, isKept = false): Loaded {
  const client = useClient();
  const [loaded, setLoaded] = useState<Loaded>({ is: "waiting" });
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((attempts) => attempts + 1), []);

  useEffect(() => {
    // When a session ends, what somebody was writing stays before them until they have signed in again.
    const { tokens, away } = session.now();
    if (tokens === null && away === null) return;
    const subject = tokens === null ? away : subjectOf(tokens.accessToken);
    let isWanted = true;

    async function open({ data, unmerged }: Told, asked: Asked, keptAt: number | null): Promise<Loaded> {
      const { submission, viewer } = data;
      if (!submission || !viewer) return { is: "missing" };
      const state = submission.state?.code ?? "";
      const rights = rightsOf(viewer.memberships, state);
      const reader = { account: viewer.account.id, subject, readsWhole: rights.readsWhole };
      const isOpen = isOpenToChange(submission.stage, submission.round.stage);
      const isEditable = rights.saves && isOpen;
      const form = readForm(asked);
      const file = await openFile(client, reader, form, submission, unmerged, isEditable);
      if (keptAt !== null) file.stand(await keptStandings<Said>());
      if (tokens === null) file.suspend("unreached");
      const survey = { form, file, rights, isOpen, isEditable, state };
      return { is: "ready", head: submission, rights, survey, reload: retry, keptAt };
    }

    async function openKept(): Promise<Loaded | null> {
      if (!isKept || subject === null) return null;
      const kept = await keptFile<Told, Asked>(subject, id).catch(() => null);
      return kept && open(kept.file, kept.form, kept.at);
    }

    async function load(): Promise<Loaded> {
      // Without a session the service would say that there is nothing.
      if (tokens === null) return (await openKept()) ?? { is: "away" };
      const { data, error, unmerged } = await readFile(client, id);
      if (error) return (error.networkError && (await openKept())) || { is: "fault", error, retry };
      const { submission, viewer } = data ?? {};
      if (!submission || !viewer) return { is: "missing" };
      const rights = rightsOf(viewer.memberships, submission.state?.code ?? "");
      if (isWanted)
        setLoaded((before) => (before.is === "waiting" ? { is: "read", head: submission, rights } : before));
      const asked = await client.query(SurveyForm, { edition: submission.edition.code }, PLAIN).toPromise();
      if (asked.error)
        return (asked.error.networkError && (await openKept())) || { is: "fault", error: asked.error, retry };
      if (!data || !asked.data?.edition) return { is: "missing" };
      const told = { data, unmerged };
      const form = asked.data.edition;
      const opened = await open(told, form, null);
      if (isKept && subject !== null && session.now().tokens !== null)
        void keepFile({ subject, submission: id, at: Date.now(), file: told, form }).catch(() => undefined);
      return opened;
    }
    void load().then((done) => {
      // A section is rendered in pieces, between which the page can be scrolled.
      if (isWanted) startTransition(() => setLoaded(done));
    });
    return () => {
      isWanted = false;
    };
  }, [client, id, isKept, retry, attempt]);

  // What was kept gives way to what the service says, once it can.
  const isOld = loaded.is === "ready" && loaded.keptAt !== null;
  useEffect(() => {
    if (!isOld) return;
    addEventListener("online", retry);
    return () => removeEventListener("online", retry);
  }, [isOld, retry]);

  return loaded;
}
