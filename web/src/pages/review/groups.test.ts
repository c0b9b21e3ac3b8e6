import { expect, test } from "vitest";

import type { Visibility } from "../../gql/graphql";
import type { Form } from "../survey/form";
import { groupsOf, type Previewed } from "./groups";

const form = { questions: new Map(["A", "B", "C"].map((code) => [code, { code }])) } as unknown as Form;
const answer = (code: string, visibility: Visibility, isCounted = false) =>
  ({ question: { id: code, code }, sharing: { visibility, isCounted } }) as unknown as Previewed;

test("answers stand by who will read them, the widest first, in the order of the form", () => {
  const groups = groupsOf(form, [answer("C", "PUBLIC"), answer("B", "SECRETARIAT"), answer("A", "PUBLIC")]);
  expect(groups.map(({ visibility, answers }) => [visibility, answers.map(({ question }) => question.code)])).toEqual([
    ["PUBLIC", ["A", "C"]],
    ["SECRETARIAT", ["B"]],
  ]);
});

test("counted without being shown are those that not everybody reads", () => {
  const groups = groupsOf(form, [
    answer("A", "PUBLIC", true),
    answer("B", "SECRETARIAT", true),
    answer("C", "SECRETARIAT"),
  ]);
  expect(groups.map(({ counted }) => counted)).toEqual([0, 1]);
});
