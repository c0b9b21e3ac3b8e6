import type { ErrorComponentProps } from "@tanstack/react-router";

import { directionOf, isTongue, preferredTongue, type Tongue } from "../i18n/language";
import { useAnew } from "./anew";

// The messages of a language come with the first page. Where even they cannot be fetched, these few words are there.
const files = import.meta.glob<Record<"offline.title" | "offline.hint" | "offline.retry", string>>(
  "../../messages/*/offline.json",
  { eager: true, import: "default" },
);

/** What a reader meets when the service cannot be reached at the very start. */
export function OfflineStart({ error }: ErrorComponentProps) {
  useAnew(error);
  const first = location.pathname.split("/")[1];
  const tongue: Tongue = isTongue(first) ? first : preferredTongue();
  const words = files[`../../messages/${tongue}/offline.json`];
  return (
    <main className="page" lang={tongue} dir={directionOf(tongue)}>
      <h1>{words?.["offline.title"]}</h1>
      <p>{words?.["offline.hint"]}</p>
      <button type="button" className="react-aria-Button" onClick={() => location.reload()}>
        {words?.["offline.retry"]}
      </button>
    </main>
  );
}
