import { expect, test } from "vitest";

import { nameIn } from "./printing";

test("a document is called as the service calls it, in full where that is told", () => {
  const both = "attachment; filename=\"QMA-_.pdf\"; filename*=UTF-8''QMA-%E6%B3%95.pdf";
  expect(nameIn(both)).toBe("QMA-法.pdf");
  expect(nameIn('attachment; filename="QMA-views-draft.docx"')).toBe("QMA-views-draft.docx");
});

test("without a name there is none", () => {
  expect(nameIn("attachment")).toBeNull();
  expect(nameIn(null)).toBeNull();
});
