import { useState } from "react";
import { type CombinedError, useMutation } from "urql";

import type { EditionDraftChangeInput } from "../../gql/graphql";
import { codeOf } from "../../widgets/fault";
import { ChangeDraft } from "./documents";

/** Whether somebody else has changed the draft; that another edition has taken its number is a conflict too, and none of these. */
export function hasMoved(error: CombinedError): boolean {
  return codeOf(error) === "CONFLICT" && error.graphQLErrors[0]?.extensions["conflict"] !== "edition";
}

/** Changes a draft over the revision that was seen. */
export function useChange(id: string, onChanged: () => void) {
  const [{ fetching }, send] = useMutation(ChangeDraft);
  const [error, setError] = useState<CombinedError | undefined>();
  const [wasMoved, setMoved] = useState(false);
  return {
    isBusy: fetching,
    error,
    /** Whether a colleague changed the draft before the last change could be made. */
    wasMoved,
    /** The revision that came of it; none where nothing was changed. */
    change: async (revision: number, changes: EditionDraftChangeInput[]): Promise<number | null> => {
      setError(undefined);
      setMoved(false);
      const { data, error: refused } = await send({ input: { id, revision, changes } });
      if (data) {
        onChanged();
        return data.changeEditionDraft.draft.revision;
      }
      if (refused && hasMoved(refused)) {
        setMoved(true);
        onChanged();
      } else setError(refused);
      return null;
    },
  };
}
