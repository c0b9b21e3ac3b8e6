import { Link } from "@tanstack/react-router";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { Localised, useTongue } from "../../widgets";
import { useShape, useSurvey } from "../survey/context";
import { isBlank } from "../survey/said";
import type { Reviewed } from "./review";
import styles from "./review.module.css";

/** What would not be filed, and why; and what is usually answered and is not. Nothing of it stands in the way. */
export function Behind({ preview }: { preview: NonNullable<Reviewed["preview"]> }) {
  const { form, file } = useSurvey();
  const { enabled } = useShape();
  const missing = [...form.questions.values()].filter(({ code, isExpected, binds }) => {
    const said = file.view(code).said;
    return isExpected && !binds && enabled.has(code) && (said === null || isBlank(said.answer));
  });
  const kept = preview.problems.flatMap(({ question, message }) => (question ? [{ question, message }] : []));
  const whole = preview.problems.filter(({ question }) => !question);
  const plain = (codes: readonly string[]) => codes.map((question) => ({ question, message: null }));
  return (
    <section aria-labelledby="behind" className={styles.part}>
      <h2 id="behind">
        <FormattedMessage id="submission.behind" />
      </h2>
      {whole.map(({ message }) => (
        <p key={message} className="notice">
          {message}
        </p>
      ))}
      <Questions
        id="submission.keptOut"
        isOpen
        items={kept.filter(({ question }) => preview.keptOut.includes(question))}
      />
      <Questions id="submission.unconfirmed" items={plain(preview.unconfirmed)} />
      <Questions id="submission.hidden" items={plain(preview.hidden)} />
      <Questions id="submission.missing" items={plain(missing.map(({ code }) => code))} />
      {preview.keptOut.length + preview.unconfirmed.length + preview.hidden.length + missing.length === 0 && (
        <p className="muted">
          <FormattedMessage id="submission.nothingBehind" />
        </p>
      )}
    </section>
  );
}

interface QuestionsProps {
  id: "submission.keptOut" | "submission.unconfirmed" | "submission.hidden" | "submission.missing";
  items: { question: string; message: string | null }[];
  isOpen?: boolean;
}

function Questions({ id, items, isOpen = false }: QuestionsProps) {
  const tongue = useTongue();
  const { form, file } = useSurvey();
  if (items.length === 0) return null;
  return (
    <Disclosure defaultExpanded={isOpen} className={`react-aria-Disclosure ${styles.group}`}>
      <Heading level={3}>
        <Button slot="trigger">
          <FormattedMessage id={id} values={{ count: new Set(items.map(({ question }) => question)).size }} />
        </Button>
      </Heading>
      <DisclosurePanel>
        <ul className={styles.questions}>
          {items.map(({ question: code, message }) => {
            const question = form.questions.get(code);
            return (
              <li key={`${code} ${message}`}>
                {question ? (
                  <Link
                    to="/$tongue/submissions/$id/survey/{-$section}"
                    params={{ tongue, id: file.id, section: question.section }}
                    hash={code}
                  >
                    <Localised text={question.prompt} isPlain />
                  </Link>
                ) : (
                  <code>{code}</code>
                )}
                {message !== null && <p className={styles.why}>{message}</p>}
              </li>
            );
          })}
        </ul>
      </DisclosurePanel>
    </Disclosure>
  );
}
