import { expect, test } from "vitest";

import { isFictional } from "./fictional";

test.each(["QMA", "QZZ", "QOH"])("%s is fictional", (code) => expect(isFictional(code)).toBe(true));

test.each(["QAT", "QLZ", "MEX", "qma", "QMAA"])("%s is not", (code) => expect(isFictional(code)).toBe(false));
