import { expect, test } from "vitest";

import { type Drafted, placed, sectionOf } from "./heading";

const drafted: Drafted = {
  questionCode: "VT.topic_a",
  text: "Ours.",
  language: "EN",
  heading: null,
  sources: [],
  leftOut: [],
};

type Answers = Parameters<typeof placed>[1];

const content = (text: string | null, language = "EN") =>
  text === null
    ? { standing: null, language: null, value: null }
    : { standing: "ANSWERED", language, value: { __typename: "TextValue", text } };

const answered = (text: string | null, waiting: string[] = [], language = "EN") =>
  [
    {
      id: "1",
      questionCode: "VT.topic_a",
      isConfirmed: true,
      content: content(text, language),
      unmerged: waiting.map((one) => ({ id: one, content: content(one) })),
    },
  ] as unknown as Answers;

test("a text can be taken up where nothing was ever said, and offered beside what is said", () => {
  expect(placed(drafted, []).place).toBe("free");
  expect(placed(drafted, answered("Others.")).place).toBe("beside");
  // Taken back is not never said: what was there stays in its revisions, and the text is offered.
  expect(placed(drafted, answered(null))).toMatchObject({ place: "beside", said: null });
  expect(placed(drafted, answered("Ours.", [], "FR")).place).toBe("beside");
});

test("what stands or waits already is not offered again", () => {
  expect(placed(drafted, answered("Ours.")).place).toBe("stands");
  expect(placed(drafted, answered("Others.", ["Ours."])).place).toBe("waiting");
  expect(placed(drafted, answered("Others.", ["Third."])).place).toBe("beside");
});

test("where the State said nothing elsewhere there is nothing to take up", () => {
  expect(placed({ ...drafted, text: "" }, []).place).toBe("empty");
});

test("a question names its section", () => {
  expect(sectionOf("VT.topic_a")).toBe("VT");
});
