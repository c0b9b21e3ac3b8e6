import { useLocation } from "@tanstack/react-router";
import { type ComponentType, lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { FormattedMessage } from "react-intl";

import { MAYBE } from "./offline/keeper";
import { leave } from "./offline/leave";
import { useHasDocuments } from "./offline/waiting";
import { useSession } from "./session";
import { device } from "./storage";

const Leaving = lazy(async () => ({ default: (await import("./offline/leaving")).Leaving }));

function subscribe(listener: () => void) {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/** Says that the device has no connection, for as long as it has none; and what is not sent for want of one. */
export function Offline() {
  const asked = useSyncExternalStore(leave.subscribe, leave.asked);
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <>
      <div role="status" className="shell-status">
        {!isOnline && (
          <p className="shell-offline">
            <FormattedMessage id="shell.offline" />
          </p>
        )}
      </div>
      <Unsent />
      {asked !== null && (
        <Suspense>
          <Leaving {...asked} stay={leave.stay} />
        </Suspense>
      )}
    </>
  );
}

/** Hardly ever is there anything; what looks after it comes when there may be. */
function Unsent() {
  const { tokens, away } = useSession();
  // Looked at on each page that somebody goes to.
  useLocation({ select: ({ pathname }) => pathname });
  // And from the moment that somebody chooses a document that waits.
  useHasDocuments();
  const isMaybe = (tokens !== null || away !== null) && device.read(MAYBE) !== null;
  const [Bar, setBar] = useState<ComponentType | null>(null);
  useEffect(() => {
    if (!isMaybe) return;
    import("./offline/bar").then(
      ({ UnsentBar }) => setBar(() => UnsentBar),
      () => {},
    );
  }, [isMaybe]);
  return isMaybe && Bar !== null ? <Bar /> : null;
}
