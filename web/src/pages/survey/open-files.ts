import type { Client } from "urql";

import { session } from "../../app/session";
import type { Form } from "./form";
import type { Read } from "./reading";
import { WorkingFile } from "./working-file";

// The files that are open in this tab.
const files = new Map<string, WorkingFile>();

export function openFile(client: Client, account: string, form: Form, read: Read): WorkingFile {
  const known = files.get(read.id);
  if (known?.account === account) {
    known.take(client, form, read);
    return known;
  }
  const file = new WorkingFile(client, account, form, read);
  files.set(read.id, file);
  return file;
}

// Nothing typed is lost by leaving: the browser asks first, and what is underway is remembered either way.
if (typeof window !== "undefined") {
  window.addEventListener("beforeunload", (event) => {
    const isUnsafe = [...files.values()].some((file) => {
      const { unsaved, conflicts, refused } = file.summary();
      return unsaved + conflicts.length + refused.length > 0;
    });
    if (isUnsafe) event.preventDefault();
  });
  window.addEventListener("pagehide", () => files.forEach((file) => file.keep()));
  window.addEventListener("online", () => files.forEach((file) => file.tryAgain()));
  session.subscribe(() => files.forEach((file) => file.tryAgain()));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") files.forEach((file) => file.keep());
  });
}
