import type { Client } from "urql";

import { beThere, forget, type Kept, keepingOf, NOWHERE, takeUp } from "../../app/offline/unsent";
import { session } from "../../app/session";
import { subjectOf } from "../../app/token";
import type { Form } from "./form";
import type { Read, Reader, Unmerged } from "./reading";
import { WorkingFile } from "./working-file";

// The files that are open in this tab.
const files = new Map<string, WorkingFile>();

/** Opens a file; with what was typed into it before on this device, where its reader may change it. */
export async function openFile(
  client: Client,
  reader: Reader,
  form: Form,
  read: Read,
  unmerged: Unmerged,
  isEditable: boolean,
): Promise<WorkingFile> {
  const known = files.get(read.id);
  if (known?.reader.account === reader.account) known.take(client, form, read, unmerged);
  else {
    const keeping = reader.subject === null ? NOWHERE : keepingOf(reader.subject, read.id);
    files.set(read.id, new WorkingFile(client, reader, form, read, unmerged, keeping));
  }
  const file = files.get(read.id)!;
  const { subject } = reader;
  if (subject === null) return file;
  await beThere();
  const take = async (kept: Kept[]) => {
    if (files.get(file.id) !== file) return;
    const left = file.recall(kept.map(({ question, unsent }) => [question, unsent]));
    const isLeft = ({ question }: Kept) => left.includes(question);
    await forget(
      subject,
      kept.filter((one) => !isLeft(one)),
    );
    // Where somebody types here as well, the other text goes by itself: the service keeps both.
    if (left.length > 0) {
      const { deliver } = await import("../../app/offline/deliver");
      await deliver(file.client, subject, kept.filter(isLeft));
    }
  };
  // A browser that keeps nothing has nothing to hand over.
  if (isEditable) await takeUp(subject, file.id, take, true).catch(() => undefined);
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
    const { tokens, away } = session.now();
    const subject = tokens === null ? null : subjectOf(tokens.accessToken);
    for (const file of files.values()) {
      if (subject !== null && subject === file.reader.subject) file.release();
      else file.suspend(away !== null && away === file.reader.subject ? "unreached" : "signedOut");
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") files.forEach((file) => file.keep());
  });
}
