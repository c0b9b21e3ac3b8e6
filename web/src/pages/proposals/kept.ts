import type { Language, RelationReading, TextStatus } from "../../gql/graphql";
import { apiLanguage, LANGUAGES } from "../../i18n/language";
import { PROPOSAL_KINDS } from "./address";
import type { Draft, Texts } from "./draft";
import { RELATIONS, STATUSES } from "./words";

type Fields = Record<string, unknown>;

const isText = (value: unknown): value is string => typeof value === "string";
const text = (value: unknown) => (isText(value) ? value : "");
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter(isText) : []);
const rows = (value: unknown): Fields[] =>
  Array.isArray(value) ? value.filter((row): row is Fields => typeof row === "object" && row !== null) : [];
const CODES: readonly Language[] = LANGUAGES.map(apiLanguage);

/** A draft that was kept in the tab; what cannot be read is as good as nothing. */
export function drafted(value: unknown): Draft | null {
  if (typeof value !== "object" || value === null) return null;
  const found = value as Fields;
  return {
    by: isText(found["by"]) ? found["by"] : null,
    basedOn: typeof found["basedOn"] === "number" ? found["basedOn"] : 0,
    kind: PROPOSAL_KINDS.find((kind) => kind === found["kind"]) ?? "FURTHER_NORM",
    themes: texts(found["themes"]),
    elaborates: texts(found["elaborates"]),
    wordings: rows(found["wordings"]).flatMap(({ language, status, title, rationale }) => {
      const code = CODES.find((one) => one === language);
      if (code === undefined) return [];
      const known = isText(status) && status in STATUSES ? (status as TextStatus) : "UNOFFICIAL";
      return [{ language: code, status: known, title: text(title), rationale: text(rationale) }];
    }),
    paragraphs: rows(found["paragraphs"]).map(({ number, texts: given }) => ({
      number: text(number),
      texts: Object.fromEntries(
        CODES.map((code) => [code, text((given as Fields | undefined)?.[code])]).filter(([, words]) => words !== ""),
      ) as Texts,
    })),
    relations: rows(found["relations"]).map(({ paragraph, relation, provision }) => ({
      paragraph: text(paragraph),
      relation: (RELATIONS.find((one) => one === relation) ?? "RELATED") as RelationReading,
      provision: text(provision),
    })),
  };
}
