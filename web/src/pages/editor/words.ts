import type {
  AnswerFate,
  BoundField,
  ConditionOperator,
  EditionDraftStage,
  Opens,
  Precision,
  QuestionLevel,
  QuestionnaireKind,
} from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import type { View } from "./place";

export const STAGES: Record<EditionDraftStage, MessageId> = {
  DRAFTED: "editor.stage.drafted",
  PUBLISHED: "editor.stage.published",
  DISCARDED: "editor.stage.discarded",
};

export const KINDS: Record<QuestionnaireKind, MessageId> = {
  NATIONAL_IMPLEMENTATION: "editor.kind.national",
  VIEWS: "editor.kind.views",
  FURTHER_PROVISIONS: "editor.kind.further",
  DECLARATION: "editor.kind.declaration",
};

export const OPENS: Record<Opens, MessageId> = {
  ROUND: "questionnaire.opens.ROUND",
  OWN_REQUEST: "questionnaire.opens.OWN_REQUEST",
};

export const TABS: Record<View, MessageId> = {
  write: "editor.view.write",
  preview: "editor.view.preview",
  trial: "editor.view.trial",
  changes: "editor.view.changes",
  answers: "editor.view.answers",
  newer: "editor.view.newer",
  end: "editor.view.end",
};

export const FATES: Record<AnswerFate, MessageId> = {
  CARRIED: "editor.fate.carried",
  TO_REREAD: "editor.fate.toReread",
  TO_MERGE: "editor.fate.toMerge",
  HIDDEN: "editor.fate.hidden",
  UNFIT: "editor.fate.unfit",
  LOST: "editor.fate.lost",
};

export const OPERATORS: Record<ConditionOperator, MessageId> = {
  EXISTS: "editor.is.exists",
  EQUAL: "editor.is.equal",
  NOT_EQUAL: "editor.is.notEqual",
  GREATER: "editor.is.greater",
  LESS: "editor.is.less",
  AT_LEAST: "editor.is.atLeast",
  AT_MOST: "editor.is.atMost",
};

export const LEVELS: Record<QuestionLevel, MessageId> = {
  CORE: "editor.level.core",
  EXTENDED: "editor.level.extended",
};

export const PRECISIONS: Record<Precision, MessageId> = {
  DAY: "editor.precision.day",
  MONTH: "editor.precision.month",
  YEAR: "editor.precision.year",
};

export const BINDS: Record<BoundField, MessageId> = {
  CONFIRMATION: "editor.binds.confirmation",
  DEFAULT_VISIBILITY: "editor.binds.visibility",
  EARLIER_SUBMISSION: "editor.binds.earlier",
  LANGUAGE: "editor.binds.language",
};

/** What the fields of a definition are called that are typed. */
export const FIELDS = {
  instruments: "editor.def.instruments",
  provisions: "editor.def.provisions",
  related: "editor.def.related",
  maxLength: "editor.def.maxLength",
  maxWords: "editor.def.maxWords",
  maxItems: "editor.def.maxItems",
  minimum: "editor.def.minimum",
  maximum: "editor.def.maximum",
  unit: "editor.def.unit",
  pattern: "editor.def.pattern",
  pathLimit: "editor.def.pathLimit",
} as const satisfies Readonly<Record<string, MessageId>>;
