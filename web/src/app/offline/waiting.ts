import { useSyncExternalStore } from "react";

import { DOCUMENTS } from "./keeper";
import { device } from "../storage";

function subscribe(listener: () => void) {
  addEventListener(DOCUMENTS, listener);
  addEventListener("storage", listener);
  return () => {
    removeEventListener(DOCUMENTS, listener);
    removeEventListener("storage", listener);
  };
}

/** Whether documents may wait on this device; what looks after them comes when there may be any. */
export const useHasDocuments = () => useSyncExternalStore(subscribe, () => device.read(DOCUMENTS) !== null);
