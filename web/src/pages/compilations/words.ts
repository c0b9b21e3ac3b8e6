import type {
  CompilationFailure,
  CompilationKind,
  CompilationReaders,
  CompilationStatus,
  DocumentFormat,
} from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";

export const KINDS = ["WHOLE", "ADDENDUM", "CORRIGENDUM"] as const satisfies readonly CompilationKind[];
export const READERS = ["PUBLIC", "SECRETARIAT"] as const satisfies readonly CompilationReaders[];
export const FORMATS = { PDF: "PDF", DOCX: "Word" } as const satisfies Record<DocumentFormat, string>;

/** How far one has come, in a sentence that changes seldom: what changes with each reply stands beside its bar. */
export const STATUSES: Record<CompilationStatus, MessageId> = {
  WAITING: "compilation.status.WAITING",
  GATHERING: "compilation.status.GATHERING",
  SETTING: "compilation.status.SETTING",
  DONE: "compilation.status.DONE",
  FAILED: "compilation.status.FAILED",
};

export const FAILURES: Record<CompilationFailure, MessageId> = {
  PRESS: "compilation.failure.PRESS",
  FONTS: "compilation.failure.FONTS",
  TOO_LARGE: "compilation.failure.TOO_LARGE",
  STUCK: "compilation.failure.STUCK",
};
