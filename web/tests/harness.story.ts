import { expect } from "vitest";

import { story } from "./harness/story";

// A story that cannot fail proves nothing.
story("notices what a page must not do", async ({ visitor }) => {
  const reader = await visitor("en", "desktop");
  await reader.open("/sign-in");
  await reader.the("heading", "session.signIn").waitFor();
  expect(await reader.barriers()).toEqual([]);
  await reader.page.evaluate(async () => {
    const button = document.createElement("button");
    document.querySelector("main")?.append(button);
    button.style.setProperty("background", "red");
    document.head.append(Object.assign(document.createElement("style"), { textContent: "a { color: red }" }));
    await fetch("/graphql-of-another-name");
  });
  expect(await reader.barriers()).toEqual([expect.stringContaining("button-name")]);
  expect(reader.complaints).toEqual([
    expect.stringContaining("Content Security Policy"),
    expect.stringContaining("response: 404"),
    expect.stringContaining("404 (Not Found)"),
  ]);
  reader.forgive(/Content Security Policy/, /404/);
});
