import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";

import type { ApplyPackMutation } from "../../gql/graphql";
import { Localised, useTongue } from "../../widgets";
import { sectionOf } from "../replies/heading";
import type { Form } from "../survey/form";

interface AppliedProps {
  submission: string;
  form: Form;
  results: ApplyPackMutation["applyPack"]["results"];
}

/** What became of the answers that were applied: those that wait or were refused by name, with the way to each. */
export function Applied({ submission, form, results }: AppliedProps) {
  const tongue = useTongue();
  const stored = results.filter(({ outcome }) => outcome === "STORED");
  const waiting = results.filter(({ outcome }) => outcome === "UNMERGED");
  const refused = results.filter((one) => !stored.includes(one) && !waiting.includes(one));
  const list = (some: typeof results) => (
    <ul>
      {some.map(({ question, problems }) => (
        <li key={question}>
          <Link
            to="/$tongue/submissions/$id/survey/{-$section}"
            params={{ tongue, id: submission, section: sectionOf(question) }}
            hash={question}
          >
            <Localised text={form.questions.get(question)?.prompt} isPlain /> <code dir="ltr">{question}</code>
          </Link>{" "}
          {problems.map(({ message }) => message).join(" ")}
        </li>
      ))}
    </ul>
  );
  return (
    <div role="status">
      <p>
        <FormattedMessage id="pack.stored" values={{ count: stored.length }} />
      </p>
      {waiting.length > 0 && (
        <>
          <p>
            <FormattedMessage id="pack.waiting" values={{ count: waiting.length }} />
          </p>
          {list(waiting)}
        </>
      )}
      {refused.length > 0 && (
        <>
          <p>
            <FormattedMessage id="pack.refusedAnswers" values={{ count: refused.length }} />
          </p>
          {list(refused)}
        </>
      )}
    </div>
  );
}
