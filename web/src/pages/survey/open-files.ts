import type { Client } from "urql";

import { session } from "../../app/session";
import { subjectOf } from "../../app/token";
import type { Form } from "./form";
import type { Read, Reader, Unmerged } from "./reading";
import { WorkingFile } from "./working-file";

// The files that are open in this tab.
const files = new Map<string, WorkingFile>();

export function openFile(client: Client, reader: Reader, form: Form, read: Read, unmerged: Unmerged): WorkingFile {
  const known = files.get(read.id);
  if (known?.reader.account === reader.account) {
    known.take(client, form, read, unmerged);
    return known;
  }
  const file = new WorkingFile(client, reader, form, read, unmerged);
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
  // Whoever signs in next in this tab must not save in their own name what somebody else typed.
  session.subscribe(() => {
    const tokens = session.tokens();
    const subject = tokens === null ? null : subjectOf(tokens.accessToken);
    for (const file of files.values()) {
      if (subject !== null && subject === file.reader.subject) file.release();
      else file.suspend();
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") files.forEach((file) => file.keep());
  });
}
