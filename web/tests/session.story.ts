import { describe, expect } from "vitest";

import { house } from "./harness/house";
import { EVERYWHERE, story, type Visitor } from "./harness/story";

/** Everything that a script in the page could read of what the browser keeps. */
const readable = (visitor: Visitor) =>
  visitor.page.evaluate(() => [
    document.cookie,
    JSON.stringify({ ...sessionStorage }),
    JSON.stringify({ ...localStorage }),
  ]);

const isSignedIn = (visitor: Visitor) => visitor.page.locator(".shell-person").waitFor();

describe("a session", () => {
  story("outlives loading the page anew, is shared by tabs and ends in all of them", async ({ visitor }) => {
    const focal = await visitor("en", "desktop");
    await focal.signIn("focal-point.qma@example.org", "/submissions");
    await isSignedIn(focal);

    const [cookies, tab, device] = await readable(focal);
    expect(cookies).toBe("");
    for (const kept of [tab, device]) expect(kept).not.toMatch(/eyJ|[Tt]oken/);
    const [kept] = await focal.page.context().cookies();
    expect(kept).toMatchObject({ name: "normtrack-session", path: "/", httpOnly: true, sameSite: "Strict" });

    await focal.page.reload();
    await focal.the("link", "submission.read").first().waitFor();
    await isSignedIn(focal);
    const [renewed] = await focal.page.context().cookies();
    expect(renewed?.value).not.toBe(kept?.value);

    // A tab that somebody opens by an address, and two that ask at the same moment.
    const second = await focal.beside();
    await second.open("/team");
    await isSignedIn(second);
    expect(second.page.url()).toMatch(/\/en\/team$/);
    await Promise.all([focal.page.reload(), second.page.reload()]);
    await Promise.all([isSignedIn(focal), isSignedIn(second)]);

    await focal.page.locator(".shell-person").click();
    await focal.page.getByRole("menuitem", { name: focal.says("shell.signOut") }).click();
    await focal.the("link", "shell.signIn").waitFor();
    await second.the("link", "shell.signIn").waitFor();
    await second.page.waitForURL("**/en");
    await expect.poll(() => focal.page.context().cookies()).toEqual([]);
    await second.page.reload();
    await second.the("link", "shell.signIn").waitFor();
  });

  story("begins in every tab when somebody signs in in one", async ({ visitor }) => {
    const waiting = await visitor("fr", "desktop");
    await waiting.open("/provisions");
    await waiting.the("link", "shell.signIn").waitFor();
    const focal = await waiting.beside();
    await focal.signIn("focal-point.qma@example.org", "/submissions");
    await isSignedIn(waiting);
    expect(waiting.page.url()).toMatch(/\/fr\/provisions$/);
  });
});

describe("an identity provider", () => {
  /** What it says of whom. */
  const says = (people: object) =>
    fetch(`${house().provider}/control`, { method: "POST", body: JSON.stringify({ people }) });

  /** Goes to the provider from the page for signing in, and says there who it is. */
  const goes = async (reader: Visitor, who: string) => {
    await reader.open(`/sign-in?next=${encodeURIComponent(`/${reader.tongue}/submissions`)}`);
    await reader.page.getByRole("link", { name: /Ministry of Foreign Affairs/ }).click();
    await reader.page.waitForURL(`${house().provider}/**`);
    await reader.page.getByLabel("Who are you?").fill(who);
    await reader.page.getByRole("button", { name: "Go on" }).click();
  };

  story("signs somebody in who comes back from another site", async ({ visitor }) => {
    await says({ hana: { email: "hana@example.org", name: "Hana", groups: ["reader"] } });
    const reader = await visitor("en", "desktop");
    await goes(reader, "hana");
    await reader.page.waitForURL("**/en/submissions");
    await isSignedIn(reader);
    await reader.page.reload();
    await isSignedIn(reader);
    const kept = await reader.page.context().cookies(house().server);
    expect(kept.map(({ name, sameSite }) => [name, sameSite])).toEqual([["normtrack-session", "Strict"]]);
  });

  story.for(EVERYWHERE)("says why not, in $tongue on a $size", async ({ tongue, size }, { visitor }) => {
    await says({ amal: { email: "focal-point.qma@example.org", name: "Amal", groups: ["reader"] } });
    const reader = await visitor(tongue, size);
    await goes(reader, "amal");
    await reader.text("session.problem.emailTaken").waitFor();
    expect(await reader.page.getByRole("alert").innerText()).toContain("email_taken");
    expect(await reader.barriers()).toEqual([]);
    const stranger = await visitor(tongue, size);
    await goes(stranger, "a stranger");
    await stranger.text("session.problem.notInvited").waitFor();
  });

  story("is linked with an account by its owner", async ({ visitor }) => {
    await says({ bela: {} });
    const focal = await visitor("en", "desktop");
    await focal.signIn("focal-point.qmb@example.org", "/security");
    const title = "Ministry of Foreign Affairs";
    await focal.the("button", "security.identities.link", { title }).click();
    await focal.page.getByLabel(focal.says("session.password"), { exact: true }).fill("only fictional States");
    expect(await focal.barriers()).toEqual([]);
    await focal.the("button", "security.identities.go").click();
    await focal.page.getByLabel("Who are you?").fill("bela");
    await focal.page.getByRole("button", { name: "Go on" }).click();
    await focal.page.waitForURL("**/en/security");
    await focal.page.getByText(title, { exact: true }).waitFor();
    await focal.the("button", "security.identities.link", { title }).waitFor({ state: "hidden" });
    expect(await focal.barriers()).toEqual([]);
    const elsewhere = await visitor("en", "desktop");
    await goes(elsewhere, "bela");
    await elsewhere.page.waitForURL("**/en/submissions");
    await isSignedIn(elsewhere);
  });

  story("is not believed by an address alone", async ({ visitor }) => {
    const reader = await visitor("en", "desktop");
    await reader.open("/sign-in?problem=nothing_we_know");
    await reader.the("heading", "session.signIn").waitFor();
    expect(await reader.page.getByRole("alert").count()).toBe(0);
  });
});
