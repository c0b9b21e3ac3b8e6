import { FormattedList, FormattedMessage, useIntl } from "react-intl";

import type { EditionChangesQuery } from "../../gql/graphql";
import { directionOf, tongueOf } from "../../i18n/language";
import { Localised } from "../../widgets";
import { Runs } from "../../widgets/runs";
import { runsOf } from "../../widgets/word-runs";
import { KINDS, QUESTION_ASPECTS } from "./words";
import styles from "./differences.module.css";

type Change = NonNullable<EditionChangesQuery["editionDifference"]>["changes"][number];

/** What became of each question that is not the same. */
export function Questions({ changes }: { changes: readonly Change[] }) {
  return changes.map((change) => (
    <QuestionChange key={`${change.before?.code} ${change.after?.code}`} change={change} />
  ));
}

function QuestionChange({ change: { kind, aspects, before, after, isComparable } }: { change: Change }) {
  const { formatMessage } = useIntl();
  const asked = after ?? before;
  const [then, now] = [before?.prompt, after?.prompt];
  const isReworded = then && now && then.content !== now.content && then.language === now.language;
  return (
    <article className={styles.change} aria-labelledby={`question-${asked?.code}`}>
      <h2 id={`question-${asked?.code}`} className={styles.prompt}>
        {isReworded ? (
          <span lang={tongueOf(now.language)} dir={directionOf(tongueOf(now.language))}>
            <Runs runs={runsOf(then.content, now.content)} />
          </span>
        ) : (
          <Localised text={asked?.prompt} isPlain />
        )}
      </h2>
      <p className={styles.kind}>
        <code dir="ltr">{asked?.code}</code>
        <strong>
          <FormattedMessage id={KINDS[kind]} />
        </strong>
        {aspects.length > 0 && (
          <span>
            <FormattedList
              type="conjunction"
              value={aspects.map((aspect) => formatMessage({ id: QUESTION_ASPECTS[aspect] }))}
            />
          </span>
        )}
        {before && after && before.code !== after.code && (
          <span>
            <FormattedMessage id="difference.movedFrom" values={{ code: <code dir="ltr">{before.code}</code> }} />
          </span>
        )}
        {isComparable !== null && isComparable !== undefined && (
          <span>
            <FormattedMessage id={isComparable ? "difference.comparable" : "difference.notComparable"} />
          </span>
        )}
      </p>
    </article>
  );
}
