import { lazy, Suspense } from "react";

import { useSession } from "./session";

// Hardly anybody ever sees it, so it comes when it is needed: who ended the session has just been reached.
const EndedDialog = lazy(async () => ({ default: (await import("./ended-dialog")).EndedDialog }));

/**
 * The service ended the session: says so above the page, which stays as it is with all that was typed, and lets the same
 * person go on.
 */
export function Ended() {
  const { isEnded } = useSession();
  return isEnded ? (
    <Suspense>
      <EndedDialog />
    </Suspense>
  ) : null;
}
