import type { MessageId } from "../../i18n/message-id";
import type { Code, Piece } from "../../verify";

/** What each kind of file is, once it was found to hold. */
export const PIECES: Record<Piece["kind"], MessageId> = {
  filing: "register.piece.filing",
  evidence: "register.piece.evidence",
  bytes: "register.piece.bytes",
  receipt: "register.piece.receipt",
  head: "register.piece.head",
  inclusion: "register.piece.inclusion",
  consistency: "register.piece.consistency",
  entries: "register.piece.entries",
};

/** What does not hold, in the reader's words. */
export const FAILINGS: Record<Code, MessageId> = {
  NOT_OURS: "register.failing.notOurs",
  NO_KEYS: "register.failing.noKeys",
  FOREIGN_KEY: "register.failing.foreignKey",
  OTHER_KEY: "register.failing.otherKey",
  FORGED: "register.failing.forged",
  MALFORMED_STATEMENT: "register.failing.malformed",
  NOT_IN_LOG: "register.failing.notInLog",
  MALFORMED: "register.failing.malformed",
  CHANGED_ANSWER: "register.failing.changedAnswer",
  CHANGED_DOCUMENT: "register.failing.changedDocument",
  NOT_PROVEN: "register.failing.notProven",
  CHANGED_LOG: "register.failing.changedLog",
  NOT_EXTENDED: "register.failing.notExtended",
  FORKED: "register.failing.forked",
  OTHER_ENTRY: "register.failing.otherEntry",
  OTHER_FILING: "register.failing.otherFiling",
  NOT_CITED: "register.failing.notCited",
  OTHER_BYTES: "register.failing.otherBytes",
  UNPROVEN: "register.failing.unproven",
};
