import type { ProposalsView } from "./address";

interface Row {
  stage: string;
  isRevised?: boolean | null | undefined;
  content?: {
    title?: { content: string } | null | undefined;
    elaborates: readonly { instrument?: { code: string } | null | undefined }[];
  } | null;
}

/** What is left of a list by what the service does not narrow: words of the title, and a text as a whole. */
export function narrowed<T extends Row>(rows: readonly T[], { words, instrument, provision }: ProposalsView): T[] {
  const wanted = (words ?? "").toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ content }) => {
    const title = content?.title?.content.toLocaleLowerCase() ?? "";
    if (!wanted.every((word) => title.includes(word))) return false;
    if (instrument === undefined || provision !== undefined) return true;
    return content?.elaborates.some((one) => one.instrument?.code === instrument) ?? false;
  });
}

/** Whether its own people have something in the making that nobody else reads yet. */
export function isInTheMaking({ stage, isRevised }: Row): boolean {
  return stage === "DRAFTED" || (stage === "RELEASED" && isRevised === true);
}
