import { expect, test } from "vitest";

import { inGroups, isCode, proofOf } from "./proof";

test.each(["123456", " 123 456 ", "1 2 3 4 5 6"])("%j is a code", (typed) => {
  expect(proofOf(typed)).toEqual({ code: "123456" });
});

test.each(["١٢٣٤٥٦", "۱۲۳ ۴۵۶"])("digits of another script are digits: %s", (typed) => {
  expect(isCode(typed)).toBe(true);
  expect(proofOf(typed)).toEqual({ code: "123456" });
});

test.each(["12345", "1234567", "ABCD-EFGH-JKMN-PQRS", "0123-4567-89AB-CDEF"])("%s is none", (typed) => {
  expect(proofOf(typed)).toEqual({ recoveryCode: typed });
});

test("a secret is read in groups of four", () => {
  expect(inGroups("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")).toBe("JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP");
  expect(inGroups("JBSWY")).toBe("JBSW Y");
});
