import { useSyncExternalStore } from "react";
import { FormattedMessage } from "react-intl";

function subscribe(listener: () => void) {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/** Says that the device has no connection, for as long as it has none. */
export function Offline() {
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status" className="shell-status">
      {!isOnline && (
        <p className="shell-offline">
          <FormattedMessage id="shell.offline" />
        </p>
      )}
    </div>
  );
}
