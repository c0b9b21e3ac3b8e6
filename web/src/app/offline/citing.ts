// Which answer takes a document up. Where the survey is open, its page does: it knows what is typed there.

/** Takes a document up in the answer to a question, where that has a place for it. */
export type Cite = (question: string, id: string) => boolean;

const open = new Map<string, Cite>();
const lockOf = (submission: string) => `normtrack.survey.${submission}`;
const locks = () => (navigator as Partial<Navigator>).locks;

/** The survey of a working file is open in this tab, for as long as what it returns is not called. */
export function citesIn(submission: string, cite: Cite): () => void {
  open.set(submission, cite);
  const controller = new AbortController();
  const { signal } = controller;
  // Tells other tabs, which leave its documents to this one.
  void locks()
    ?.request(
      lockOf(submission),
      { mode: "shared", signal },
      () =>
        new Promise<void>((end) => {
          signal.addEventListener("abort", () => end());
        }),
    )
    .catch(() => undefined);
  return () => {
    controller.abort();
    if (open.get(submission) === cite) open.delete(submission);
  };
}

export const citeHere = (submission: string): Cite | null => open.get(submission) ?? null;

export async function isOpenElsewhere(submission: string): Promise<boolean> {
  const { held = [] } = (await locks()?.query()) ?? {};
  return held.some(({ name }) => name === lockOf(submission));
}
