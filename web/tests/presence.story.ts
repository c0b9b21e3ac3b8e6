import { describe, expect } from "vitest";

import { EVERYWHERE, story } from "./harness/story";

describe("a section of the survey", () => {
  story.for(EVERYWHERE)(
    "can be touched where it shows in $tongue on a $size",
    async ({ tongue, size }, { visitor }) => {
      const focal = await visitor(tongue, size);
      await focal.signIn("focal-point.qma@example.org", "/submissions");
      await focal.the("link", "submission.read").first().click();
      await focal.page.locator("[role=group][id] h3").first().waitFor();
      expect(await focal.barriers()).toEqual([]);
    },
  );
});
