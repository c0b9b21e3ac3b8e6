import type { CoveragePart } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";

/** What each part is called, and what it means in plain words. */
export const PART_NAMES: Record<CoveragePart, MessageId> = {
  ANSWERED_SHOWN: "coverage.part.answeredShown",
  COUNTED_NOT_SHOWN: "coverage.part.countedNotShown",
  NONE: "coverage.part.none",
  NOT_APPLICABLE: "coverage.part.notApplicable",
  EXISTS_NOT_DISCLOSED: "coverage.part.existsNotDisclosed",
  DECLINED: "coverage.part.declined",
  WITHHELD: "coverage.part.withheld",
  SILENT: "coverage.part.silent",
  NOT_ASKED: "coverage.part.notAsked",
  NOT_FILED: "coverage.part.notFiled",
};

export const PART_MEANINGS: Record<CoveragePart, MessageId> = {
  ANSWERED_SHOWN: "coverage.meaning.answeredShown",
  COUNTED_NOT_SHOWN: "coverage.meaning.countedNotShown",
  NONE: "coverage.meaning.none",
  NOT_APPLICABLE: "coverage.meaning.notApplicable",
  EXISTS_NOT_DISCLOSED: "coverage.meaning.existsNotDisclosed",
  DECLINED: "coverage.meaning.declined",
  WITHHELD: "coverage.meaning.withheld",
  SILENT: "coverage.meaning.silent",
  NOT_ASKED: "coverage.meaning.notAsked",
  NOT_FILED: "coverage.meaning.notFiled",
};
