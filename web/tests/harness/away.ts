import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished } from "vitest";

import { Device } from "./device";
import { asks, does } from "./people";
import type { Visitor } from "./story";
import { Survey } from "./survey";

// What stories without a connection begin with and end in.

const ROUND = "fictional-survey-2";
/** Short and long. */
export const AUTHORITY = "GEN.authority";
export const BODIES = "GEN.bodies_consulted";

interface Files {
  submissions: { id: string; revision: number; stage: string; round: { key: string } }[];
}

/** The working file of a State in the round, open to change. */
export async function opened(token: string): Promise<string> {
  const { submissions } = await asks<Files>(token, "{ submissions { id revision stage round { key } } }");
  const { id, revision, stage } = submissions.find(({ round }) => round.key === ROUND)!;
  if (stage === "FILED") await does(token, "amendSubmission", { submission: id, revision }, "submission { id }");
  return id;
}

interface Rounds extends Files {
  round: { id: string };
}

/** The working file of a State in the second survey, opened if need be: what it said in the first one is carried. */
export async function carriedFile(token: string, state: string): Promise<string> {
  const query = `{ submissions { id round { key } } round(key: "${ROUND}") { id } }`;
  const { submissions, round } = await asks<Rounds>(token, query);
  const known = submissions.find((file) => file.round.key === ROUND);
  if (known !== undefined) return known.id;
  const input = { round: round.id, state: state.toUpperCase(), language: "EN" };
  return (await does<{ submission: { id: string } }>(token, "openSubmission", input, "submission { id }")).submission
    .id;
}

interface Stored {
  submission: {
    answers: { questionCode: string; revision: number; content: { value: { text?: string } | null } | null }[];
    sections: { unmergedCount: number }[];
  };
}

/** What the service holds of a working file: the texts, how often each was saved, and whether any waits to be merged. */
export async function held(token: string, id: string) {
  const { submission } = await asks<Stored>(
    token,
    `query ($id: ID!) { submission(id: $id) {
      answers { questionCode revision content { value { ... on TextValue { text } } } }
      sections { unmergedCount }
    } }`,
    { id },
  );
  const of = (code: string) => submission.answers.find(({ questionCode }) => questionCode === code);
  return {
    text: (code: string) => of(code)?.content?.value?.text ?? null,
    revision: (code: string) => of(code)?.revision ?? 0,
    unmerged: submission.sections.reduce((sum, { unmergedCount }) => sum + unmergedCount, 0),
  };
}

export const field = (who: Visitor, code: string) => new Survey(who).question(code).getByRole("textbox").first();

/** The device has kept a part of a file that somebody has open: whoever leaves the page before that takes nothing along. */
export async function keeps(who: Visitor, part: string | string[]) {
  const isKept = () =>
    who.page.evaluate(async (key) => {
      // Nothing was kept yet, nor is there a place for it.
      if (localStorage.getItem("normtrack.keeps") === null) return false;
      const result = <T>(of: IDBRequest<T>) =>
        new Promise<T>((done, failed) => {
          of.onsuccess = () => done(of.result);
          of.onerror = () => failed(of.error);
        });
      const kept = await result(indexedDB.open("normtrack-file"));
      const count = await result(kept.transaction("parts").objectStore("parts").count(key));
      kept.close();
      return count > 0;
    }, part);
  await expect.poll(isKept, { timeout: 30_000 }).toBe(true);
}

/** Has the survey of a State open, and everything here that it needs without a connection. */
export async function settle(who: Visitor, id: string) {
  await who.page.goto(`/${who.tongue}/submissions/${id}/survey/GEN`);
  await field(who, AUTHORITY).waitFor();
  await keeps(who, "file");
  const isReady = () =>
    who.page.evaluate(async (tongue) => {
      if ((await navigator.serviceWorker.getRegistration())?.active == null) return false;
      const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return kept.flat().some(({ url }) => url.includes(`/assets/${tongue}-`));
    }, who.tongue);
  await expect.poll(isReady, { timeout: 30_000 }).toBe(true);
}

export async function device(...of: Parameters<typeof Device.of>): Promise<Device> {
  const made = await Device.of(...of);
  onTestFinished(() => made.erase());
  return made;
}

/** Documents on a disk, of so many bytes each, no two of them the same. */
export async function documents(sizes: Record<string, number>) {
  const folder = await mkdtemp(join(tmpdir(), "normtrack-documents-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, size] of Object.entries(sizes))
    await writeFile(join(folder, name), `${name} ${Date.now()} `.padEnd(size, "x"));
  return (name: string) => join(folder, name);
}

interface Cited {
  submission: {
    answers: { questionCode: string; content: { value: { items?: { evidence: object | null }[] } | null } | null }[];
  };
}

/** The names of the documents that an answer cites, in its order. */
export async function cited(token: string, id: string, question: string): Promise<(string | null)[]> {
  const { submission } = await asks<Cited>(
    token,
    `query ($id: ID!) { submission(id: $id) { answers { questionCode content { value {
      ... on EvidenceValue { items { evidence { fileName } } }
    } } } } }`,
    { id },
  );
  const answer = submission.answers.find(({ questionCode }) => questionCode === question);
  return (answer?.content?.value?.items ?? []).flatMap(({ evidence }) =>
    evidence === null ? [] : [(evidence as { fileName: string | null }).fileName],
  );
}
