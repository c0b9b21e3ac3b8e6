interface Provision {
  code: string;
  paragraph: string;
  adoption?: string | null;
  title?: { content: string } | null;
  instrument?: { code: string; symbol: string } | null;
}

interface Question<P> {
  code: string;
  pattern?: string | null;
  binds?: string | null;
  provisions: readonly P[];
}

/** Whether a question makes the row of a provision in figures. */
export function isLead({ pattern }: { pattern?: string | null | undefined }): boolean {
  return pattern === "status" || pattern === "approach";
}

/** A provision with the questions about it, its lead question first. None: questions about no provision. */
export interface Asked<Q, P> {
  provision: P | null;
  questions: Q[];
}

/** The questions of an edition by the provisions that they are about, in the order in which they first come. */
export function byProvision<P extends Provision, Q extends Question<P>>(questions: readonly Q[]): Asked<Q, P>[] {
  const found = new Map<string, Asked<Q, P>>();
  const add = (provision: P | null, question: Q) => {
    const key = provision?.code ?? "";
    const entry = found.get(key) ?? { provision, questions: [] };
    entry.questions.push(question);
    found.set(key, entry);
  };
  for (const question of questions) {
    if (question.binds) continue;
    if (question.provisions.length === 0) add(null, question);
    for (const provision of question.provisions) add(provision, question);
  }
  const all = [...found.values()];
  for (const { questions } of all) questions.sort((one, other) => Number(isLead(other)) - Number(isLead(one)));
  return [...all.filter(({ provision }) => provision), ...all.filter(({ provision }) => !provision)];
}
