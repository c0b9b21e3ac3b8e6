import { expect, test } from "vitest";

import { embedCode } from "./embed-code";

test("the text to copy names the view, as of what, and says nothing that a page could take for its own", () => {
  expect(embedCode("https://n.example", "/en/coverage/views", "?asOf=12&by=states", 'Views "A" <b> · Normtrack')).toBe(
    '<iframe src="https://n.example/en/embed/coverage/views?asOf=12&amp;by=states" title="Views &quot;A&quot; &lt;b&gt; · Normtrack" width="100%" height="720" loading="lazy" referrerpolicy="no-referrer"></iframe>',
  );
});
