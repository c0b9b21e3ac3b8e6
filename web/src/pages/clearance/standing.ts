import type { ClearanceActFragment, ClearanceActKind, ClearanceStatus, StandingFragment } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";

export const STATUSES: Record<ClearanceStatus, MessageId> = {
  NOT_NEEDED: "clearance.status.notNeeded",
  DRAFTING: "clearance.status.drafting",
  IN_CLEARANCE: "clearance.status.inClearance",
  CLEARED: "clearance.status.cleared",
  RETURNED: "clearance.status.returned",
  RECALLED: "clearance.status.recalled",
  REOPENED: "clearance.status.reopened",
};

export const ACTS: Record<ClearanceActKind, MessageId> = {
  ARRANGED: "clearance.act.arranged",
  SENT: "clearance.act.sent",
  SIGNED: "clearance.act.signed",
  RETURNED: "clearance.act.returned",
  RECALLED: "clearance.act.recalled",
  SUBSTITUTED: "clearance.act.substituted",
};

type Signature = StandingFragment["steps"][number]["signatures"][number];

/** All signatures of a path, in its order. */
export function signaturesOf({ steps }: Pick<StandingFragment, "steps">): Signature[] {
  return steps.flatMap(({ signatures }) => signatures);
}

/** Those whose signature is waited for now. */
export function awaited(standing: Pick<StandingFragment, "steps">): Signature[] {
  return signaturesOf(standing).filter(({ isAwaited }) => isAwaited);
}

/** What the reader can sign now. */
export function mineToSign(standing: Pick<StandingFragment, "steps">): Signature[] {
  return awaited(standing).filter(({ isMine }) => isMine);
}

/** What the reader can give back now: what is theirs to sign, or was signed by theirs and lies with others. */
export function mineToReturn({ status, steps }: Pick<StandingFragment, "status" | "steps">): Signature[] {
  if (status !== "IN_CLEARANCE" && status !== "CLEARED") return [];
  return signaturesOf({ steps }).filter(({ isMine, isAwaited, signedAt }) => isMine && (isAwaited || !!signedAt));
}

/** How many have signed, of how many. */
export function signedOf(standing: Pick<StandingFragment, "steps">): { signed: number; all: number } {
  const signatures = signaturesOf(standing);
  return { signed: signatures.filter(({ signedAt }) => signedAt).length, all: signatures.length };
}

/** Whether it lies with those who sign, or was signed by all of them. */
export function isWithSigners(status: ClearanceStatus): boolean {
  return status === "IN_CLEARANCE" || status === "CLEARED";
}

/** Whether it can be sent: somebody signs, and it does not lie with them. */
export function canBeSent({ status, steps }: Pick<StandingFragment, "status" | "steps">): boolean {
  return steps.length > 0 && !isWithSigners(status);
}

/** Why a section came back: the last return or recall of its last sending. */
export function backBecause(
  status: ClearanceStatus,
  history: readonly ClearanceActFragment[],
): ClearanceActFragment | null {
  if (status !== "RETURNED" && status !== "RECALLED") return null;
  return history.findLast(({ kind }) => kind === status) ?? null;
}

/** What a reader may want to see alone. */
export const VIEWS = ["all", "toSend", "withSigners", "back", "cleared"] as const;
export type View = (typeof VIEWS)[number];

export function isIn(view: View, standing: Pick<StandingFragment, "status" | "steps">): boolean {
  const { status } = standing;
  switch (view) {
    case "all":
      return true;
    case "toSend":
      return canBeSent(standing);
    case "withSigners":
      return status === "IN_CLEARANCE";
    case "back":
      return status === "RETURNED" || status === "RECALLED" || status === "REOPENED";
    case "cleared":
      return status === "CLEARED";
  }
}
