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
  await reader.page.evaluate(() => {
    const part = Object.assign(document.createElement("section"), { id: "low" });
    const wall = document.createElement("div");
    part.append(Object.assign(document.createElement("button"), { textContent: "long" }));
    part.style.setProperty("content-visibility", "auto");
    part.style.setProperty("contain-intrinsic-block-size", "20px");
    part.querySelector("button")?.style.setProperty("block-size", "70px");
    wall.style.setProperty("block-size", "9000px");
    document.querySelector("main")?.append(wall, part);
  });
  expect(await reader.barriers()).toContainEqual("guessed-height: #low is 50 px longer");
  expect(reader.complaints).toEqual([
    expect.stringContaining("Content Security Policy"),
    expect.stringContaining("response: 404"),
    expect.stringContaining("404 (Not Found)"),
  ]);
  reader.forgive(/Content Security Policy/, /404/);
});
