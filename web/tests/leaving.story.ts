import { describe, expect } from "vitest";

import { AUTHORITY, device, documents, field, held, opened, settle } from "./harness/away";
import { newcomer, tokenOf } from "./harness/people";
import { story, type Visitor } from "./harness/story";
import { Survey } from "./harness/survey";

/** A question to which documents can be named, in a section of its own. */
const EVIDENCE = "G1.evidence";

/** All that this site keeps in the browser, and where: data bases with their keys, files of the console, and both storages. */
async function kept({ page }: Visitor): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const told = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const text = (value: unknown) =>
      JSON.stringify(value, (_, part: unknown) =>
        part instanceof ArrayBuffer ? new TextDecoder().decode(part) : part,
      );
    const found: Record<string, string> = {};
    for (const { name } of await indexedDB.databases()) {
      const base = await told(indexedDB.open(name!));
      for (const store of base.objectStoreNames) {
        const act = base.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([told(act.getAllKeys()), told(act.getAll())]);
        keys.forEach((key, at) => (found[`${name} ${text(key)}`] = text(values[at])));
      }
      base.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        found[`${name} ${request.url}`] = (await (await cache.match(request))?.text()) ?? "";
    }
    for (const [name, storage] of Object.entries({ localStorage, sessionStorage }))
      for (const [key, value] of Object.entries(storage)) found[`${name} ${key}`] = String(value);
    return found;
  });
}

/** Which of these words stand somewhere in what is kept, in a place or in what lies there. */
async function foundOf(who: Visitor, words: readonly string[]): Promise<string[]> {
  const all = Object.entries(await kept(who)).flat();
  return words.filter((word) => all.some((text) => text.includes(word)));
}

/** Somebody new with their survey open, a document that was chosen after the network was cut, and what names them. */
async function cutOff(tongue: "en" | "ar", size: "desktop" | "phone", state: string) {
  const email = `leaver-${Date.now()}@example.org`;
  const focal = await tokenOf(`focal-point.${state.toLowerCase()}@example.org`);
  const token = await newcomer(focal, state, "FOCAL_POINT", email);
  const id = await opened(token);
  const account = (JSON.parse(atob(token.split(".")[1]!)) as { sub: string }).sub;
  const document = `law-${Date.now()}.txt`;
  const place = await documents({ [document]: 2_000 });
  const own = await device(tongue, size);
  const who = await own.start();
  await who.signIn(email, "/submissions");
  await settle(who, id);
  const choose = async () => {
    await who.page.goto(`/${tongue}/submissions/${id}/survey/G1`);
    await new Survey(who).showAll();
    const chosen = who.page.waitForEvent("filechooser");
    await new Survey(who)
      .question(EVIDENCE)
      .getByRole("button", { name: who.says("evidence.upload") })
      .click();
    await (await chosen).setFiles(place(document));
    await new Survey(who).question(EVIDENCE).getByText(who.says("unsent.document.waits")).waitFor();
  };
  const out = async () => {
    await who.unfoldMenu();
    await who.page.locator(".shell-person").click();
    await who.page.getByRole("menuitem", { name: who.says("shell.signOut") }).click();
  };
  return { email, token, id, account, document, own, who, choose, out };
}

describe("whoever signs out", () => {
  story("is told of texts, documents and drafts, and leaves nothing where they erase them", async () => {
    const { email, token, id, account, document, own, who, choose, out } = await cutOff("en", "desktop", "QNE");
    const [text, draft] = [`Typed and not sent, ${Date.now()}`, `Begun and not sent, ${Date.now()}`];
    await who.page.goto(`/en/submissions/${id}/update`);
    await who.page.getByRole("heading", { level: 1 }).waitFor();
    who.page.on("dialog", (dialog) => void dialog.accept());
    await who.page.goto("/en/proposals/new");
    await who.page.getByLabel(who.says("capacity.title"), { exact: true }).fill(draft);
    await who.page.goto(`/en/submissions/${id}/survey/GEN`);
    await field(who, AUTHORITY).waitFor();
    await own.cut(true);
    await field(who, AUTHORITY).fill(text);
    await who.page.getByText(who.says("unsent.later")).waitFor();
    await choose();

    const theirs = [text, draft, document, account, id];
    expect(await foundOf(who, theirs)).toEqual(theirs);

    await out();
    const dialog = who.page.getByRole("alertdialog");
    await dialog.getByRole("heading", { name: who.says("unsent.signOut.several") }).waitFor();
    for (const kind of ["title", "documents", "drafts"] as const)
      await dialog.getByText(who.says(`unsent.signOut.${kind}`, { count: 1 })).waitFor();
    await dialog.getByText(who.says("unsent.signOut.hint", { waits: "both" })).waitFor();
    await dialog.getByText(who.says("unsent.signOut.inTab")).waitFor();
    expect(await who.obstacles()).toEqual([]);
    await who.the("button", "unsent.signOut.erase").click();
    await who.page.waitForURL(/\/(en|ar)$/);
    await expect.poll(() => foundOf(who, [...theirs, email])).toEqual([]);
    expect(await who.page.evaluate(() => localStorage.getItem("normtrack.unsent"))).toBeNull();

    // Nor does it come back with the connection, or with them.
    await own.cut(false);
    await who.page.reload();
    await who.the("link", "shell.signIn").waitFor();
    expect(await foundOf(who, theirs)).toEqual([]);
    await who.signIn(email, "/submissions");
    await who.page.locator(".shell-person").waitFor();
    expect((await held(token, id)).text(AUTHORITY)).not.toBe(text);
    expect(await who.page.locator(".shell-unsent").count()).toBe(0);
  });

  story("is told of documents alone where nothing else waits, and keeps those alone where they say so", async () => {
    const { email, account, document, id, own, who, choose, out } = await cutOff("ar", "phone", "QNG");
    await own.cut(true);
    await choose();
    await out();
    const dialog = who.page.getByRole("alertdialog");
    await dialog.getByRole("heading", { name: who.says("unsent.signOut.documents", { count: 1 }) }).waitFor();
    await dialog.getByText(who.says("unsent.signOut.hint", { waits: "documents" })).waitFor();
    expect(await dialog.getByText(who.says("unsent.signOut.inTab")).count()).toBe(0);
    expect(await who.obstacles()).toEqual([]);
    await who.the("button", "unsent.signOut.keep").click();
    await who.page.waitForURL(/\/(en|ar)$/);

    // The document waits for its author under their account; of the working file nothing stays.
    const places = async () => Object.keys(await kept(who)).filter((place) => place.includes(account));
    await expect.poll(places).toHaveLength(2);
    expect((await places()).every((place) => place.startsWith("normtrack-documents "))).toBe(true);
    expect(await foundOf(who, [document, id, email])).toEqual([document, id]);
  });

  story("is asked nothing where everything is sent, and leaves nothing", async () => {
    const { email, account, id, who, out } = await cutOff("en", "desktop", "QNE");
    const text = `Typed and sent, ${Date.now()}`;
    await field(who, AUTHORITY).fill(text);
    await new Survey(who).isSaved(AUTHORITY);
    await expect.poll(() => foundOf(who, [account, id, text])).toEqual([account, id, text]);
    await out();
    await who.page.waitForURL(/\/(en|ar)$/);
    await expect.poll(() => foundOf(who, [account, id, text, email])).toEqual([]);
  });
});
