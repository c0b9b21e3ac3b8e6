import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { Instant } from "../../widgets";
import { useAuthor } from "./author";
import styles from "./conflict.module.css";
import { useSurvey } from "./context";
import type { FormQuestion } from "./form";
import { useMembers } from "./members";
import type { Theirs } from "./saving";
import type { Said } from "./said";
import { SaidView } from "./said-view";

interface ConflictProps {
  question: FormQuestion;
  mine: Said | null;
  theirs: Theirs;
}

/** Two texts to one question, neither of them lost: a person decides which one stands. */
export function Conflict({ question, mine, theirs }: ConflictProps) {
  const { file } = useSurvey();
  const author = useAuthor(question.code, theirs.revision);
  const members = useMembers();

  const name = author === null ? undefined : members.get(author.changedBy);
  return (
    <div className={styles.conflict} role="group" aria-labelledby={`${question.code}-conflict`}>
      <p id={`${question.code}-conflict`} className={styles.title} role="alert">
        <FormattedMessage id="survey.conflict.title" />
      </p>
      <p>
        <FormattedMessage id="survey.conflict.intro" />
      </p>
      <div className={styles.both}>
        <div>
          <h4>
            <FormattedMessage id="survey.conflict.mine" />
          </h4>
          <SaidView question={question} said={mine} />
        </div>
        <div>
          <h4>
            {name === undefined ? (
              <FormattedMessage id="survey.conflict.theirs" />
            ) : (
              <FormattedMessage id="survey.conflict.theirsBy" values={{ name: <bdi key="name">{name}</bdi> }} />
            )}
          </h4>
          {author !== null && (
            <p className={styles.when}>
              <Instant at={author.changedAt} />
            </p>
          )}
          <SaidView question={question} said={theirs.said} />
        </div>
      </div>
      <div className={styles.choices}>
        <Button onPress={() => file.keepMine(question.code)}>
          <FormattedMessage id="survey.conflict.keepMine" />
        </Button>
        <Button onPress={() => file.takeTheirs(question.code)}>
          <FormattedMessage id="survey.conflict.takeTheirs" />
        </Button>
      </div>
      <p className="small muted">
        <FormattedMessage id="survey.conflict.third" />
      </p>
    </div>
  );
}
