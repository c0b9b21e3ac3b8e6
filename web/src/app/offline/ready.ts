import type { Tongue } from "../../i18n/language";
import { loadWords } from "../../widgets/words";

/** Has everything here that the survey needs without a connection: the words for it, and the program itself for the next visit. */
export async function ready(tongue: Tongue): Promise<void> {
  await Promise.all([
    import("./note"),
    import("./bar"),
    import("./leaving"),
    import("../../pages/survey/kept-documents"),
    loadWords(tongue, "unsent"),
  ]);
  // Not in development, nor without TLS.
  const workers = (navigator as Partial<Navigator>).serviceWorker;
  if (!import.meta.env.PROD || workers === undefined) return;
  await workers.register("/service-worker.js", { updateViaCache: "none" });
  const { active } = await workers.ready;
  active?.postMessage({ tongue });
}
