import type { LocalisedFragment, NoticeStageCode } from "../../gql/graphql";

interface Named {
  code: string;
  name?: LocalisedFragment | null | undefined;
}

/** Whose a need or an offer is. */
export interface Owned {
  state?: Named | null | undefined;
  organisation?: Named | null | undefined;
}

/** The State, or the organisation whose unit it is. */
export function partyOf({ state, organisation }: Owned): Named | null {
  return state ?? organisation ?? null;
}

interface Titled extends Owned {
  title?: { content: string } | null | undefined;
}

/** By the names of whose they are, then by their titles, in the reader's language: never by a value. */
export function byName<T>(rows: readonly T[], locale: string, noticeOf: (row: T) => Titled): T[] {
  const { compare } = new Intl.Collator(locale);
  const key = (row: T) => {
    const notice = noticeOf(row);
    const party = partyOf(notice);
    return [party?.name?.content ?? party?.code ?? "", notice.title?.content ?? ""] as const;
  };
  const keyed = rows.map((row) => ({ row, key: key(row) }));
  keyed.sort(({ key: one }, { key: other }) => compare(one[0], other[0]) || compare(one[1], other[1]));
  return keyed.map(({ row }) => row);
}

interface Serving {
  provisions: readonly { instrument?: { code: string } | null | undefined }[];
}

/** Those that serve a provision of a text; all of them where none is asked for. */
export function servingText<T extends Serving>(rows: readonly T[], instrument: string | undefined): T[] {
  if (instrument === undefined) return [...rows];
  return rows.filter(({ provisions }) => provisions.some((provision) => provision.instrument?.code === instrument));
}

interface Standing {
  stage: NoticeStageCode;
  revision: number;
  releasedRevision?: number | null | undefined;
}

/** Whether its own people have something in the making that nobody else reads yet. */
export function isInTheMaking({ stage, revision, releasedRevision }: Standing): boolean {
  if (stage === "DRAFTED") return true;
  return stage === "RELEASED" && typeof releasedRevision === "number" && releasedRevision < revision;
}
