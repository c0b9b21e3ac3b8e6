import { describe, expect } from "vitest";

import { story, type Visitor } from "./harness/story";

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
