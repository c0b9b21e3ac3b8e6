import { describe, expect, test } from "vitest";

import type { Said } from "./said";
import {
  call,
  currently,
  discard,
  entryOf,
  fail,
  hold,
  inputOf,
  keepMine,
  merged,
  nextCallAt,
  NOTHING_YET,
  PATIENCE,
  PAUSE,
  recall,
  remember,
  reread,
  type Result,
  resume,
  type Saving,
  settle,
  statusOf,
  summaryOf,
  takeTheirs,
  type,
  type Unsent,
} from "./saving";

const Q = "N13A.description";
const words = (longText: string): Said => ({ answer: { longText }, language: "EN" });
const said = (saving: Saving, question = Q) => currently(entryOf(saving, question))?.answer.longText;
const status = (saving: Saving, question = Q) => statusOf(entryOf(saving, question), saving).is;

/** Keys that tell in which order they were made. */
function keys() {
  let made = 0;
  return () => `key-${(made += 1)}`;
}

function result(parts: Partial<Result>): Result {
  return { question: Q, outcome: "STORED", revision: 1, content: null, stored: null, messages: [], ...parts };
}

const stored = (text: string, revision: number) => result({ content: words(text), revision });

/** Typed, sent, and not answered yet. */
function underway(text: string, mint = keys()) {
  return call(type(NOTHING_YET, Q, words(text), 0), PAUSE, mint);
}

describe("typing", () => {
  test("is sent after a pause, and not before", () => {
    const saving = type(NOTHING_YET, Q, words("one"), 0);
    expect(nextCallAt(saving)).toBe(PAUSE);
    expect(call(saving, PAUSE - 1, keys())[1]).toEqual([]);
    expect(call(saving, PAUSE, keys())[1]).toMatchObject([
      { question: Q, said: words("one"), basedOn: 0, key: "key-1" },
    ]);
  });

  test("without a pause is sent all the same", () => {
    let saving = NOTHING_YET;
    for (let at = 0; at < PATIENCE; at += 100) saving = type(saving, Q, words(`at ${at}`), at);
    expect(nextCallAt(saving)).toBe(PATIENCE);
  });

  test("what is stored already is nothing to save", () => {
    const read = reread(NOTHING_YET, [[Q, { said: words("one"), revision: 3 }]]);
    const saving = type(type(read, Q, words("one!"), 0), Q, words("one"), 10);
    expect(nextCallAt(saving)).toBeNull();
    expect(status(saving)).toBe("untouched");
  });

  test("is sent at once when the page may end", () => {
    const saving = type(NOTHING_YET, Q, words("one"), 0);
    expect(call(saving, 1, keys(), true)[1]).toHaveLength(1);
  });
});

describe("one call at a time", () => {
  test("what is typed meanwhile waits, and is based on what the call made", () => {
    const mint = keys();
    let [saving] = underway("one", mint);
    saving = type(saving, Q, words("one two"), 1_000);
    expect(nextCallAt(saving)).toBeNull();
    expect(said(saving)).toBe("one two");

    saving = settle(saving, [stored("one", 1)], 1_100);
    expect(said(saving)).toBe("one two");
    expect(call(saving, 1_000 + PAUSE, mint)[1]).toMatchObject([
      { question: Q, said: words("one two"), basedOn: 1, key: "key-2" },
    ]);
  });

  test("answers that are due together travel together", () => {
    let saving = type(NOTHING_YET, Q, words("one"), 0);
    saving = type(saving, "N13A.example", words("two"), 10);
    saving = type(saving, "N13A.other", words("three"), 700);
    const [next, outgoing] = call(saving, PAUSE + 10, keys());
    expect(outgoing.map(({ question }) => question)).toEqual([Q, "N13A.example"]);
    expect(status(next, "N13A.other")).toBe("waiting");
  });

  test("says when it is saved, and only then", () => {
    const [saving] = underway("one");
    expect(status(saving)).toBe("saving");
    expect(summaryOf(saving)).toMatchObject({ unsaved: 1, savedAt: null });
    const done = settle(saving, [stored("one", 1)], 2_000);
    expect(statusOf(entryOf(done, Q), done)).toEqual({ is: "saved", at: 2_000 });
    expect(summaryOf(done)).toMatchObject({ unsaved: 0, savedAt: 2_000 });
  });
});

describe("a broken connection", () => {
  test("sends the same save again under the same key, before what was typed since", () => {
    const mint = keys();
    let [saving, first] = underway("one", mint);
    saving = type(saving, Q, words("one two"), 900);
    saving = fail(saving, "unreached", null, 1_000);
    expect(status(saving)).toBe("unsaved");

    const [again, second] = call(saving, 2_000, mint);
    expect(second).toMatchObject(first);
    saving = settle(again, [stored("one", 1)], 2_100);
    expect(call(saving, 3_000, mint)[1]).toMatchObject([
      { question: Q, said: words("one two"), basedOn: 1, key: "key-2" },
    ]);
  });

  test("is tried again more and more rarely, and at once when somebody asks", () => {
    let [saving] = underway("one");
    saving = fail(saving, "unreached", null, 0);
    expect(nextCallAt(saving)).toBe(1_000);
    saving = fail(saving, "unreached", null, 1_000);
    expect(nextCallAt(saving)).toBe(3_000);
    for (let attempt = 0; attempt < 20; attempt += 1) saving = fail(saving, "unreached", null, 0);
    expect(nextCallAt(saving)).toBe(30_000);
    expect(nextCallAt(resume(saving, 5))).toBe(5);
  });

  test("hurrying does not break the pause between attempts", () => {
    const [saving] = underway("one");
    expect(call(fail(saving, "busy", "Later.", 0), 10, keys(), true)[1]).toEqual([]);
  });

  test("what the server will not take stops saving until somebody asks, and stays", () => {
    const [saving] = underway("one");
    const halted = fail(saving, "halted", "The round is archived.", 0);
    expect(nextCallAt(halted)).toBeNull();
    expect(said(halted)).toBe("one");
    expect(nextCallAt(resume(halted, 7))).toBe(7);
  });
});

describe("somebody else saved meanwhile", () => {
  const overtaken = () => {
    const mint = keys();
    const [saving] = underway("mine", mint);
    const theirs = result({ outcome: "UNMERGED", content: words("mine"), stored: words("theirs"), revision: 4 });
    return [settle(saving, [theirs], 1_000), mint] as const;
  };

  test("both texts stay, and nothing is sent", () => {
    const [saving] = overtaken();
    expect(status(saving)).toBe("conflict");
    expect(said(saving)).toBe("mine");
    expect(entryOf(saving, Q).conflict).toEqual({ said: words("theirs"), revision: 4 });
    expect(nextCallAt(saving)).toBeNull();
    expect(summaryOf(saving).conflicts).toEqual([Q]);
  });

  test("mine is saved again, based on theirs", () => {
    const [saving, mint] = overtaken();
    const [, outgoing] = call(keepMine(saving, Q, 2_000), 2_000, mint);
    expect(outgoing).toMatchObject([{ question: Q, said: words("mine"), basedOn: 4, key: "key-2" }]);
  });

  test("a third text is saved, based on theirs", () => {
    const [saving, mint] = overtaken();
    const third = type(saving, Q, words("mine and theirs"), 1_500);
    expect(status(third)).toBe("conflict");
    const [, outgoing] = call(keepMine(third, Q, 2_000), 2_000, mint);
    expect(outgoing).toMatchObject([{ said: words("mine and theirs"), basedOn: 4 }]);
  });

  test("theirs is taken without another save", () => {
    const [saving] = overtaken();
    const taken = takeTheirs(saving, Q);
    expect(said(taken)).toBe("theirs");
    expect(nextCallAt(taken)).toBeNull();
    const [, outgoing] = call(type(taken, Q, words("theirs!"), 0), PAUSE, keys());
    expect(outgoing).toMatchObject([{ basedOn: 4 }]);
  });

  test("the same words are no conflict", () => {
    const [saving] = underway("same");
    const twice = result({ outcome: "UNMERGED", content: words("same"), stored: words("same"), revision: 2 });
    expect(status(settle(saving, [twice], 0))).toBe("saved");
  });
});

describe("what the server does not keep", () => {
  test("stays in the field with the reason, until it is changed", () => {
    const [saving] = underway("one");
    const refused = settle(saving, [result({ outcome: "REFUSED", messages: ["Not a number."], revision: null })], 0);
    expect(status(refused)).toBe("refused");
    expect(said(refused)).toBe("one");
    expect(nextCallAt(refused)).toBeNull();
    const changed = type(refused, Q, words("two"), 10_000);
    expect(nextCallAt(changed)).toBe(10_000 + PAUSE);
  });

  test("says nothing against what was typed since", () => {
    const [saving] = underway("one");
    const typed = type(saving, Q, words("two"), 900);
    const settled = settle(typed, [result({ outcome: "REFUSED", messages: ["No."], revision: null })], 1_000);
    expect(status(settled)).toBe("waiting");
  });

  test("a key that was used gets another", () => {
    const mint = keys();
    const [saving] = underway("one", mint);
    const reused = settle(saving, [result({ outcome: "KEY_REUSED", revision: null })], 1_000);
    expect(call(reused, 1_000 + PAUSE, mint)[1]).toMatchObject([{ key: "key-2", basedOn: 0 }]);
  });
});

/** What the device keeps of everything typed. */
const kept = (saving: Saving): [string, Unsent][] =>
  [...saving.entries].flatMap(([question, entry]) => {
    const unsent = remember(entry);
    // What is kept is a copy.
    return unsent === null ? [] : [[question, structuredClone(unsent)]];
  });

describe("a reload of the page", () => {
  test("keeps what was typed with the revision its author had before them", () => {
    const typed = type(reread(NOTHING_YET, [[Q, { said: words("one"), revision: 1 }]]), Q, words("two"), 0);
    const again = reread(recall(NOTHING_YET, kept(typed)), [[Q, { said: words("theirs"), revision: 2 }]]);
    expect(said(again)).toBe("two");
    expect(call(again, 50 + PAUSE, keys())[1]).toMatchObject([{ said: words("two"), basedOn: 1 }]);
  });

  test("sends what may have arrived under the key that it had", () => {
    const [saving, outgoing] = underway("one");
    const both = type(saving, Q, words("one two"), 900);
    const again = recall(NOTHING_YET, kept(both));
    expect(said(again)).toBe("one two");
    expect(call(again, 5_000, keys())[1]).toEqual(outgoing);
  });

  test("finds a conflict as it was, and puts it to nobody twice", () => {
    const [saving] = underway("mine");
    const overtaken = settle(saving, [result({ outcome: "UNMERGED", stored: words("theirs"), revision: 4 })], 0);
    const again = recall(NOTHING_YET, kept(overtaken));
    expect(status(again)).toBe("conflict");
    expect(nextCallAt(again)).toBeNull();
    expect(call(keepMine(again, Q, 9_000), 9_000, keys())[1]).toMatchObject([{ said: words("mine"), basedOn: 4 }]);
  });

  test("finds what was refused with its reason, until its author changes it or gives it up", () => {
    const [saving] = underway("one");
    const refused = settle(saving, [result({ outcome: "REFUSED", messages: ["No."], revision: null })], 0);
    const again = recall(NOTHING_YET, kept(refused));
    expect(statusOf(entryOf(again, Q), again)).toMatchObject({ is: "refused", refusal: { messages: ["No."] } });
    expect(nextCallAt(again)).toBeNull();
    const given = discard(again, Q);
    expect(said(given)).toBeUndefined();
    expect(kept(given)).toEqual([]);
  });

  test("leaves alone what is typed here meanwhile", () => {
    const [before] = underway("in a tab that is gone");
    const here = type(NOTHING_YET, Q, words("here"), 5_000);
    expect(said(recall(here, kept(before)))).toBe("here");
  });

  test("remembers since when something waits", () => {
    const typed = type(type(NOTHING_YET, Q, words("o"), 100), Q, words("on"), 700);
    expect(summaryOf(typed)).toMatchObject({ unsaved: 1, since: 100 });
    const [sent] = call(typed, 5_000, keys());
    expect(summaryOf(recall(NOTHING_YET, kept(fail(sent, "unreached", null, 6_000))))).toMatchObject({ since: 100 });
  });

  test("keeps nothing that is saved", () => {
    const [saving] = underway("one");
    expect(kept(settle(saving, [stored("one", 1)], 0))).toEqual([]);
  });
});

test("the file read anew brings what others saved, and leaves what is being typed", () => {
  let saving = reread(NOTHING_YET, [[Q, { said: words("one"), revision: 1 }]]);
  saving = type(saving, Q, words("mine"), 0);
  saving = reread(saving, [
    [Q, { said: words("theirs"), revision: 2 }],
    ["N13A.example", { said: words("new"), revision: 1 }],
  ]);
  expect(said(saving)).toBe("mine");
  expect(said(saving, "N13A.example")).toBe("new");
});

test("an emptied field takes its answer back", () => {
  const [, outgoing] = underway("  ");
  expect(outgoing.map(inputOf)).toEqual([{ question: Q, basedOn: 0, key: "key-1", answer: { notAnswered: true } }]);
});

describe("a merge", () => {
  test("goes alone: nothing is sent until it has come back", () => {
    const saving = hold(type(NOTHING_YET, Q, words("typed"), 0));
    expect(nextCallAt(saving)).toBeNull();
    expect(call(saving, PAUSE, keys(), true)[1]).toEqual([]);
    expect(nextCallAt(merged(saving, null, 1))).toBe(PAUSE);
  });

  test("makes the revision that the next save is based on", () => {
    const typed = type(hold(NOTHING_YET), Q, words("typed since"), 0);
    const [, outgoing] = call(merged(typed, stored("merged", 5), 1), PAUSE, keys());
    expect(outgoing).toMatchObject([{ question: Q, said: words("typed since"), basedOn: 5, key: "key-1" }]);
  });

  test("that came too late shows what stands, and is no save", () => {
    const saving = merged(hold(NOTHING_YET), result({ outcome: "UNMERGED", stored: words("newer"), revision: 6 }), 1);
    expect(said(saving)).toBe("newer");
    expect(status(saving)).toBe("untouched");
  });
});
