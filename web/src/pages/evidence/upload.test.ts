import { expect, test } from "vitest";

import { codeOf, wordsOf } from "../../widgets/fault";
import { answerOf } from "./upload";

test("a document that was kept has an id", () => {
  expect(answerOf('{"id":"a1","isNew":true}')).toEqual({ id: "a1" });
});

test("a refusal says why in the words of the service, with its code", () => {
  const refused = answerOf('{"errors":[{"message":"The document is empty.","extensions":{"code":"INVALID"}}]}');
  expect(wordsOf(refused.error!)).toMatchObject({ code: "INVALID", detail: "The document is empty." });
});

test("what is no answer of the service is none", () => {
  expect(codeOf(answerOf("<html>502</html>").error!)).toBe("UNREACHABLE");
});
