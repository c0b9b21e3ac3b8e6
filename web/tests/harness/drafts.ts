import { does } from "./people";

export interface Drafted {
  draft: { id: string; revision: number };
}

/** Changes a draft over a revision; the revision that came of it. */
export const changes = async (token: string, id: string, revision: number, several: object[]) =>
  (await does<Drafted>(token, "changeEditionDraft", { id, revision, changes: several }, "draft { id revision }")).draft
    .revision;

/** The first edition of a questionnaire of one question, which has everything that publishing asks for. */
export async function small(token: string, key: string) {
  const first = { kind: "VIEWS", opens: "ROUND", sourceLanguage: "EN", title: "Invented views" };
  const { draft } = await does<Drafted>(token, "draftEdition", { questionnaire: key, first }, "draft { id revision }");
  const text = (place: string, code: string, content: string) => ({
    setText: { place, code, language: "EN", content },
  });
  const question = { kind: "LONG_TEXT", maxWords: 100, level: "CORE", provisions: ["A-RES-69-28/3"] };
  await changes(token, draft.id, draft.revision, [
    { setHead: { kind: "VIEWS", opens: "ROUND", instruments: ["A-RES-69-28"] } },
    { putModule: { code: "v" } },
    text("MODULE_TITLE", "v", "An invented module"),
    { putSection: { code: "VS", module: "v", provisions: ["A-RES-69-28/3"] } },
    text("SECTION_TITLE", "VS", "An invented section"),
    { putQuestion: { code: "VS.views", ...question } },
    text("PROMPT", "VS.views", "What is your view?"),
  ]);
  return draft.id;
}
