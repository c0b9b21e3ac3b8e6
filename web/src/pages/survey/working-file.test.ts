import type { Client } from "urql";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Form, FormQuestion, FormSection } from "./form";
import { merge } from "./merging";
import type { Read } from "./reading";
import type { Keeping } from "../../app/offline/unsent";
import { PAUSE, type Unsent } from "./saving";
import { WorkingFile } from "./working-file";

const reader = { account: "a", subject: "s", readsWhole: true };

/** A section with a question that another one shows. */
function sampleForm(): Form {
  const question = (code: string, kind: string, enabledWhen: FormQuestion["enabledWhen"] = null) =>
    ({ code, kind, enabledWhen, section: "S", binds: null, isExpected: true, isOnShortPath: false }) as FormQuestion;
  const shown = {
    behaviour: "ALL",
    conditions: [{ question: "S.any", operator: "EQUAL", answer: "true" }],
  } as const;
  const questions = [
    question("S.any", "BOOLEAN"),
    question("S.which", "LONG_TEXT", { ...shown, conditions: [...shown.conditions] }),
  ];
  const section = { code: "S", enabledWhen: null, questions } as unknown as FormSection;
  return {
    modules: [{ code: "m", enabledWhen: null, sections: [section] }],
    sections: [section],
    questions: new Map(questions.map((one) => [one.code, one])),
  } as unknown as Form;
}

const read = {
  id: "file",
  revision: 1,
  language: "EN",
  answers: [],
  problems: [],
  sections: [{ isEnabled: true, enabledQuestions: ["S.any"], section: { code: "S" } }],
} as unknown as Read;

interface Sent {
  question: string;
  basedOn: number;
  key: string;
  answer: { longText?: string; boolean?: boolean };
}

/** A service that stores whatever it is sent, or does not answer. */
function service() {
  const calls: Sent[][] = [];
  const server = { calls, isReached: true };
  const mutation = (_: unknown, variables: { input: { answers: Sent[] } }) => ({
    toPromise: async () => {
      calls.push(variables.input.answers);
      if (!server.isReached) return { error: { networkError: new Error("offline"), graphQLErrors: [] } };
      const results = variables.input.answers.map(({ question, basedOn, answer }) => ({
        question,
        outcome: "STORED",
        revision: basedOn + 1,
        problems: [],
        stored: null,
        content: {
          standing: "ANSWERED",
          language: answer.longText === undefined ? null : "EN",
          value:
            answer.longText === undefined
              ? { __typename: "BooleanValue", isYes: answer.boolean }
              : { __typename: "TextValue", text: answer.longText },
        },
      }));
      return { data: { saveAnswers: { results } } };
    },
  });
  const query = () => ({ toPromise: async () => ({ data: { submission: { problems: [] } } }) });
  return { ...server, server, client: { mutation, query } as unknown as Client };
}

const words = (longText: string) => ({ answer: { longText }, language: "EN" }) as const;
const yes = { answer: { boolean: true }, language: null } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what is typed is saved by itself, and said to be", async () => {
  const { client, calls } = service();
  const file = new WorkingFile(client, reader, sampleForm(), read);
  file.type("S.any", yes);
  expect(file.summary().unsaved).toBe(1);
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(calls).toHaveLength(1);
  expect(file.view("S.any").status.is).toBe("saved");
  expect(file.summary()).toMatchObject({ unsaved: 0, trouble: null });
});

test("an answer shows and hides others at once, and what is hidden is kept", async () => {
  const { client } = service();
  const file = new WorkingFile(client, reader, sampleForm(), read);
  expect([...file.enabled()]).toEqual(["S.any"]);
  file.type("S.any", yes);
  expect([...file.enabled()]).toEqual(["S.any", "S.which"]);
  file.type("S.which", words("This one."));
  file.type("S.any", { answer: { boolean: false }, language: null });
  expect([...file.enabled()]).toEqual(["S.any"]);
  expect(file.view("S.which").said).toEqual(words("This one."));
  expect(file.progress().get("S")).toMatchObject({ shown: 1, answered: 1 });
});

test("a keystroke concerns its own question and no other", () => {
  const { client } = service();
  const file = new WorkingFile(client, reader, sampleForm(), read);
  file.type("S.any", yes);
  const [own, other, shape] = [vi.fn(), vi.fn(), vi.fn()];
  file.type("S.which", words("T"));
  file.on("S.which")(own);
  file.on("S.any")(other);
  file.on("shape")(shape);
  const before = file.view("S.any");
  file.type("S.which", words("Th"));
  file.type("S.which", words("Thi"));
  expect(own).toHaveBeenCalledTimes(2);
  expect(other).not.toHaveBeenCalled();
  expect(shape).not.toHaveBeenCalled();
  expect(file.view("S.any")).toBe(before);
});

test("a broken connection is told, and the same save is sent again", async () => {
  const { client, calls, server } = service();
  const file = new WorkingFile(client, reader, sampleForm(), read);
  server.isReached = false;
  file.type("S.any", yes);
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(file.view("S.any").status).toMatchObject({ is: "unsaved", trouble: { kind: "unreached" } });
  server.isReached = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(file.view("S.any").status.is).toBe("saved");
  expect(calls[1]).toEqual(calls[0]);
});

test("nothing is sent while the session has ended, until the same person is back", async () => {
  const { client, calls } = service();
  const file = new WorkingFile(client, reader, sampleForm(), read);
  file.suspend();
  file.type("S.any", yes);
  file.hurry();
  file.tryAgain();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toHaveLength(0);
  expect(file.view("S.any").status).toMatchObject({ is: "unsaved", trouble: { kind: "signedOut" } });
  file.release();
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(calls).toHaveLength(1);
});

/** A device whose disk takes as long as the test wants. */
function disk() {
  const kept = new Map<string, Unsent | null>();
  let write = () => {};
  const written = new Promise<void>((done) => (write = done));
  const keeping: Keeping = {
    keep: (question, unsent) => void kept.set(question, structuredClone(unsent)),
    written: () => written,
    isPossible: () => true,
    whenChanged: () => {},
  };
  return { kept, keeping, write };
}

test("what is typed is kept at once, and nothing is sent before its key is", async () => {
  const { client, calls } = service();
  const { kept, keeping, write } = disk();
  const file = new WorkingFile(client, reader, sampleForm(), read, new Map(), keeping);
  file.type("S.any", yes);
  expect(kept.get("S.any")?.typed).toMatchObject({ said: yes, basedOn: 0 });
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(calls).toHaveLength(0);
  const { sending } = kept.get("S.any")!;
  write();
  await vi.advanceTimersByTimeAsync(0);
  expect(calls).toMatchObject([[{ question: "S.any", key: sending?.key }]]);
  expect(kept.get("S.any")).toBeNull();
});

test("what a tab kept that is gone is sent under its key, and shown until then", async () => {
  const { client, calls } = service();
  const { kept, keeping, write } = disk();
  write();
  const file = new WorkingFile(client, reader, sampleForm(), read, new Map(), keeping);
  const sending = { said: yes, basedOn: 0, key: "as it was", since: 5 };
  expect(file.recall([["S.any", { typed: null, sending, refusal: null, conflict: null }]])).toEqual([]);
  expect(file.view("S.any").said).toEqual(yes);
  await vi.advanceTimersByTimeAsync(0);
  expect(calls).toMatchObject([[{ question: "S.any", key: "as it was" }]]);
  expect(kept.get("S.any")).toBeNull();
});

test("what is typed here is not replaced by what another tab left", () => {
  const { client } = service();
  const file = new WorkingFile(client, reader, sampleForm(), read);
  file.type("S.which", words("here"));
  const typed = { said: words("there"), basedOn: 0, since: 5, at: 5 };
  expect(file.recall([["S.which", { typed, sending: null, refusal: null, conflict: null }]])).toEqual(["S.which"]);
  expect(file.view("S.which").said).toEqual(words("here"));
});

test("a review waits for what is still being saved", async () => {
  const { client, calls } = service();
  const file = new WorkingFile(client, reader, sampleForm(), read);
  file.type("S.any", yes);
  const settled = file.settled();
  await vi.advanceTimersByTimeAsync(0);
  await expect(settled).resolves.toBe(true);
  expect(calls).toHaveLength(1);
});

test("a merge that is tried again is the same merge, and what it took up waits no longer", async () => {
  const text = { id: "t", questionCode: "S.which", basedOn: 0, changedAt: "", changedBy: "b", content: {} };
  const sent: { key: string; basedOn: number }[] = [];
  const mutation = (_: unknown, { input }: { input: { key: string; basedOn: number } }) => ({
    toPromise: async () => {
      sent.push(input);
      if (sent.length === 1) return { error: { networkError: new Error("offline"), graphQLErrors: [] } };
      const content = { standing: "ANSWERED", language: "EN", value: { __typename: "TextValue", text: "Both." } };
      const result = { question: "S.which", outcome: "STORED", revision: 2, problems: [], stored: null, content };
      return { data: { mergeAnswer: { merged: ["t"], result } } };
    },
  });
  const client = { mutation } as unknown as Client;
  const file = new WorkingFile(client, reader, sampleForm(), read, new Map([["S.which", [text as never]]]));
  file.type("S.any", yes);
  expect(file.unmerged()).toEqual(["S.which"]);
  const decision = { question: "S.which", basedOn: 1, unmerged: ["t"], take: { is: "theirs", id: "t" } } as const;
  expect((await merge(file, decision)).result).toBeNull();
  expect(file.unmerged()).toEqual(["S.which"]);
  expect((await merge(file, decision)).result?.outcome).toBe("STORED");
  expect(file.unmerged()).toEqual([]);
  expect(file.view("S.which").said).toEqual(words("Both."));
  expect(sent[0]?.key).toBe(sent[1]?.key);
});
