import { expect, test } from "vitest";

import { fileName } from "./download";

test("an extract is called by what it is of", () => {
  expect(fileName(87, "QMF", "fictional-survey-2")).toBe("normtrack-87-QMF-fictional-survey-2.json");
});

test("it names no State where the register names none", () => {
  expect(fileName(87, undefined, "fictional-survey-2")).toBe("normtrack-87-fictional-survey-2.json");
});
