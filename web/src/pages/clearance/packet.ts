import type { PacketOfQuery, PacketSourcesQuery, ThreadPartsFragment } from "../../gql/graphql";
import { asAsked, isSame, type Said, saidOf, valueOf } from "../survey/said";

export type Packet = NonNullable<NonNullable<PacketOfQuery["submission"]>["section"]>;
export type Sources = NonNullable<NonNullable<PacketSourcesQuery["submission"]>["section"]>;
export type PacketQuestion = NonNullable<Sources["section"]>["questions"][number];
export type PacketAnswer = Packet["answers"][number];
export type Revision = Sources["answers"][number]["revisions"][number];

/** One question of a packet with all that there is about it. */
export interface Item {
  question: PacketQuestion;
  answer: PacketAnswer | null;
  revisions: readonly Revision[];
  threads: ThreadPartsFragment[];
  /** Whether it is another answer than the one that was sent last. */
  isChanged: boolean;
}

/** The questions that are asked, in their order. Those that show a field of the file are no answers. */
export function itemsOf(packet: Packet, sources: Sources): Item[] {
  const asked = new Set(packet.enabledQuestions);
  const answers = new Map(packet.answers.map((answer) => [answer.questionCode, answer]));
  const revisions = new Map(sources.answers.map((answer) => [answer.questionCode, answer.revisions]));
  return (sources.section?.questions ?? [])
    .filter(({ code, binds }) => asked.has(code) && !binds)
    .map((question) => ({
      question,
      answer: answers.get(question.code) ?? null,
      revisions: revisions.get(question.code) ?? [],
      threads: sources.threads.filter(({ questionCode }) => questionCode === question.code),
      isChanged: packet.clearance.changedSince.includes(question.code),
    }));
}

/** A revision beside the one before it. */
export interface Step {
  revision: Revision;
  said: Said | null;
  before: Said | null;
  /** Whether it says something else than the one before; else it was saved or confirmed as it was. */
  isSame: boolean;
}

/** How an answer came about, the newest first; what awaits merging stands apart from it. */
export function stepsOf(revisions: readonly Revision[], kind: string): { steps: Step[]; unmerged: Revision[] } {
  const said = (revision: Revision | undefined) => asAsked(saidOf(revision?.content), kind);
  const numbered = revisions
    .filter(({ revision }) => (revision ?? 0) > 0)
    .toSorted((one, other) => (one.revision ?? 0) - (other.revision ?? 0));
  const steps = numbered.map((revision, at): Step => {
    const [now, before] = [said(revision), said(numbered[at - 1])];
    return { revision, said: now, before, isSame: at > 0 && isSame(now, before) };
  });
  return { steps: steps.toReversed(), unmerged: revisions.filter(({ isUnmerged }) => isUnmerged) };
}

/** The words of an answer that is a text. */
export function textOf(said: Said | null): string | null {
  const answer = said?.answer ?? null;
  return valueOf(answer, "longText") ?? valueOf(answer, "shortText");
}
