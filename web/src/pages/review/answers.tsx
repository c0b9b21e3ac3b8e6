import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { Localised } from "../../widgets";
import type { Form, FormQuestion } from "../survey/form";
import { canBeCounted, READERS } from "../survey/readers";
import { asAsked, saidOf } from "../survey/said";
import { SaidView } from "../survey/said-view";
import { SharedWith } from "../survey/sharing";
import { groupsOf, type Previewed } from "./groups";
import styles from "./review.module.css";

/** What would be filed, by who will read it. */
export function Answers({ form, answers }: { form: Form; answers: readonly Previewed[] }) {
  return (
    <section aria-labelledby="answers" className={styles.part}>
      <h2 id="answers">
        <FormattedMessage id="submission.whoReadsWhat" />
      </h2>
      {groupsOf(form, answers).map(({ visibility, answers: own, counted }) => (
        <Disclosure key={visibility} className={`react-aria-Disclosure ${styles.group}`}>
          <Heading level={3}>
            <Button slot="trigger">
              <span>
                <FormattedMessage
                  id="submission.readBy"
                  values={{ count: own.length, readers: <FormattedMessage key="readers" id={READERS[visibility]} /> }}
                />
                {counted > 0 && (
                  <span className={styles.counted}>
                    <FormattedMessage id="submission.countedOfThese" values={{ count: counted }} />
                  </span>
                )}
              </span>
            </Button>
          </Heading>
          <DisclosurePanel>
            <dl className={styles.answers}>
              {own.map(({ question, answer }) => (
                <Answer key={question.code} question={question} answer={answer} />
              ))}
            </dl>
          </DisclosurePanel>
        </Disclosure>
      ))}
    </section>
  );
}

function Answer({ question, answer }: { question: FormQuestion; answer: Previewed }) {
  const { sharing } = answer;
  const isPlain = !sharing.embargoUntil && !(sharing.isCounted && canBeCounted(sharing.visibility));
  return (
    <div>
      <dt>
        <Localised text={question.prompt} isPlain />
      </dt>
      <dd>
        <SaidView question={question} said={asAsked(saidOf(answer), question.kind)} />
        {!isPlain && (
          <p className="small muted">
            <SharedWith sharing={sharing} />
          </p>
        )}
      </dd>
    </div>
  );
}
