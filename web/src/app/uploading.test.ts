import { expect, test } from "vitest";

import { codeOf, wordsOf } from "../widgets/fault";
import { unreached } from "./refusal";
import { answerIn } from "./uploading";

test("a file that was taken has an answer", () => {
  expect(answerIn({ text: '{"id":"a1","isNew":true}' }, "id")).toEqual({ answer: "a1" });
  expect(answerIn({ text: '{"pack":"p1"}' }, "pack")).toEqual({ answer: "p1" });
});

test("a refusal says why in the words of the service, with its code", () => {
  const text = '{"errors":[{"message":"The document is empty.","extensions":{"code":"INVALID"}}]}';
  expect(wordsOf(answerIn({ text }, "id").error!)).toMatchObject({ code: "INVALID", detail: "The document is empty." });
});

test("what is no answer of the service is none", () => {
  expect(codeOf(answerIn({ text: "<html>502</html>" }, "id").error!)).toBe("UNREACHABLE");
  const error = unreached();
  expect(answerIn({ error }, "id")).toEqual({ error });
});
