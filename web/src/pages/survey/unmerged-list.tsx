import { Link } from "@tanstack/react-router";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { Localised, useTongue } from "../../widgets";
import { useShape, useSurvey } from "./context";
import styles from "./survey.module.css";

/** The answers of the whole file with texts that wait to be merged, by section, each a link to where that is done. */
export function UnmergedList() {
  const { form, file } = useSurvey();
  const tongue = useTongue();
  useShape();
  const waiting = new Set(file.unmerged());
  const sections = form.sections
    .map((section) => ({ section, questions: section.questions.filter(({ code }) => waiting.has(code)) }))
    .filter(({ questions }) => questions.length > 0);
  const count = sections.reduce((sum, { questions }) => sum + questions.length, 0);
  if (count === 0) return null;
  return (
    <Disclosure className={`react-aria-Disclosure ${styles.fold}`}>
      <Heading level={2}>
        <Button slot="trigger">
          <FormattedMessage id="survey.merge.list" values={{ count }} />
        </Button>
      </Heading>
      <DisclosurePanel>
        {sections.map(({ section, questions }) => (
          <div key={section.code}>
            <h3>
              <Localised text={section.title} isPlain />
            </h3>
            <ul>
              {questions.map(({ code, prompt }) => (
                <li key={code}>
                  <Link
                    to="/$tongue/submissions/$id/survey/{-$section}"
                    params={{ tongue, id: file.id, section: section.code }}
                    hash={code}
                  >
                    <Localised text={prompt} isPlain />
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </DisclosurePanel>
    </Disclosure>
  );
}
