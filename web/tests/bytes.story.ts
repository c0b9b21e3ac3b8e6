import { expect } from "vitest";

import { story } from "./harness/story";

const KB = 1000;
/** What may come over the wire at a first visit, in bytes. */
const BYTES = 300 * KB;

story("a first visit of the survey stays within its bytes", async ({ visitor }) => {
  const focal = await visitor("en", "desktop");
  await focal.signIn("focal-point.qma@example.org", "/submissions");
  await focal.the("link", "submission.read").first().click();
  await focal.page.locator("[role=group][id] h3").first().waitFor();
  const cookies = await focal.page.context().cookies();

  // Somebody who has nothing yet but the session: every file and every answer comes over the wire.
  const first = await visitor("en", "desktop");
  await first.page.context().addCookies(cookies);
  const wire = await first.page.context().newCDPSession(first.page);
  await wire.send("Network.enable");
  const addresses = new Map<string, string>();
  const sizes = new Map<string, number>();
  wire.on("Network.requestWillBeSent", ({ requestId, request }) => addresses.set(requestId, request.url));
  wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  // The network is never idle: what others do is told over a stream that stays open. These two are asked last.
  const last = ["SectionProvisions", "FileRevisions"].map((name) =>
    first.page.waitForResponse((response) => response.url().includes(`operationName=${name}`)),
  );
  await first.page.goto(focal.page.url());
  await first.page.locator("[role=group][id] h3").first().waitFor();
  for (const response of await Promise.all(last)) await response.finished();

  const rows = [...sizes].map(([id, bytes]) => ({ address: new URL(addresses.get(id) ?? "about:blank"), bytes }));
  const sum = rows.reduce((all, { bytes }) => all + bytes, 0);
  const largest = rows.toSorted((one, other) => other.bytes - one.bytes).slice(0, 8);
  console.log(
    `survey, first visit: ${(sum / KB).toFixed(0)} kB over the wire in ${rows.length} answers, of ${BYTES / KB}`,
  );
  for (const { address, bytes } of largest) {
    const [, operation] = /operationName=(\w+)/.exec(address.search) ?? [];
    console.log(`  ${(bytes / KB).toFixed(1).padStart(6)} kB  ${address.pathname} ${operation ?? ""}`);
  }
  expect(sum).toBeLessThanOrEqual(BYTES);
});
