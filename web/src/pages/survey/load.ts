import { startTransition, useCallback, useEffect, useState } from "react";
import { type CombinedError, useClient } from "urql";

import { PLAIN } from "../../app/plain";
import { session } from "../../app/session";
import { subjectOf } from "../../app/token";
import type { WorkingFileQuery as FileRead } from "../../gql/graphql";
import { isOpenToChange, type Rights, rightsOf } from "../submissions/rights";
import type { Survey } from "./context";
import { SurveyForm } from "./documents";
import { readForm } from "./form";
import { openFile } from "./open-files";
import { readFile } from "./reading";

export type FileHead = NonNullable<FileRead["submission"]>;

export type Loaded =
  | { is: "waiting" }
  /** The form is still to come. */
  | { is: "read"; head: FileHead; rights: Rights }
  | { is: "fault"; error: CombinedError; retry: () => void }
  | { is: "missing" }
  | { is: "ready"; head: FileHead; rights: Rights; survey: Survey; reload: () => void };

/**
 * Reads a working file and its form, once for each opening of the page: what changes afterwards changes through the
 * file itself, never through the cache, so that nothing is moved under anybody's hands.
 */
export function useLoaded(id: string): Loaded {
  const client = useClient();
  const [loaded, setLoaded] = useState<Loaded>({ is: "waiting" });
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((attempts) => attempts + 1), []);

  useEffect(() => {
    // When a session ends, what somebody was writing stays before them until they have signed in again.
    const tokens = session.tokens();
    if (tokens === null) return;
    const subject = subjectOf(tokens.accessToken);
    let isWanted = true;
    async function load(): Promise<Loaded> {
      const read = await readFile(client, id);
      if (read.error) return { is: "fault", error: read.error, retry };
      const { submission, viewer } = read.data ?? {};
      if (!submission || !viewer) return { is: "missing" };
      const state = submission.state?.code ?? "";
      const rights = rightsOf(viewer.memberships, state);
      if (isWanted)
        setLoaded((before) => (before.is === "waiting" ? { is: "read", head: submission, rights } : before));
      const asked = await client.query(SurveyForm, { edition: submission.edition.code }, PLAIN).toPromise();
      if (asked.error) return { is: "fault", error: asked.error, retry };
      if (!asked.data?.edition) return { is: "missing" };
      const form = readForm(asked.data.edition);
      const reader = { account: viewer.account.id, subject, readsWhole: rights.readsWhole };
      const file = openFile(client, reader, form, submission, read.unmerged);
      const isOpen = isOpenToChange(submission.stage, submission.round.stage);
      const isEditable = rights.saves && isOpen;
      return {
        is: "ready",
        head: submission,
        rights,
        survey: { form, file, rights, isOpen, isEditable, state },
        reload: retry,
      };
    }
    void load().then((done) => {
      // A section is rendered in pieces, between which the page can be scrolled.
      if (isWanted) startTransition(() => setLoaded(done));
    });
    return () => {
      isWanted = false;
    };
  }, [client, id, retry, attempt]);

  return loaded;
}
