import { getRouteApi } from "@tanstack/react-router";
import { FormattedList, FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { PLAIN } from "../../app/plain";
import type { EditionChangesQuery } from "../../gql/graphql";
import { directionOf, tongueOf } from "../../i18n/language";
import { Empty, FaultNote, Localised, Page, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { Folded } from "../../widgets/folded";
import { Runs } from "../../widgets/runs";
import { runsOf } from "../../widgets/word-runs";
import { ComparableEditions, EditionChanges } from "./documents";
import { KINDS, QUESTION_ASPECTS } from "./words";
import styles from "./differences.module.css";

const route = getRouteApi("/$tongue/differences/editions");

type Change = NonNullable<EditionChangesQuery["editionDifference"]>["changes"][number];

/** How an edition of a questionnaire differs from an earlier one. */
export function EditionDifferencePage() {
  const { formatMessage } = useIntl();
  const { before, after } = route.useSearch();
  const navigate = route.useNavigate();
  const [known] = useQuery({ query: ComparableEditions });
  const isComplete = before !== undefined && after !== undefined;
  const asked = { before: before ?? "", after: after ?? "" };
  const [{ data, error, fetching }, again] = useQuery({
    query: EditionChanges,
    variables: { ...asked, withUnchanged: false },
    pause: !isComplete,
    context: PLAIN,
  });
  const difference = data?.editionDifference;
  const questionnaire = (code: string | undefined) => code?.split("/")[0];
  const editions = (known.data?.editions ?? []).filter((one) => one.questionnaire === questionnaire(after ?? before));
  const items = editions.map(({ code, title }) => ({
    code,
    label: [title?.content, code].filter(Boolean).join(" · "),
  }));
  return (
    <Page
      title={formatMessage({ id: "difference.editions" })}
      intro={<FormattedMessage id="difference.editionsIntro" />}
    >
      {items.length > 0 && (
        <div className={styles.sides}>
          <Choice
            label={formatMessage({ id: "difference.earlierEdition" })}
            items={items}
            value={before}
            onChoose={(code = "") => void navigate({ search: (now) => ({ ...now, before: code }) })}
          />
          <Choice
            label={formatMessage({ id: "difference.laterEdition" })}
            items={items}
            value={after}
            onChoose={(code = "") => void navigate({ search: (now) => ({ ...now, after: code }) })}
          />
        </div>
      )}
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !data && <Waiting />}
      {data && !error && !difference && (
        <Empty
          title={<FormattedMessage id="difference.unknown" />}
          hint={<FormattedMessage id="difference.unknownEditionHint" />}
        />
      )}
      {difference && (
        <>
          {difference.changes.length === 0 && (
            <Empty
              title={<FormattedMessage id="difference.sameEdition" />}
              hint={<FormattedMessage id="difference.sameEditionHint" />}
            />
          )}
          <Questions changes={difference.changes} />
          {difference.unchangedCount > 0 && (
            <Folded
              className={styles.unchanged}
              title={
                <FormattedMessage id="difference.unchangedQuestions" values={{ count: difference.unchangedCount }} />
              }
            >
              <Unchanged {...asked} />
            </Folded>
          )}
        </>
      )}
    </Page>
  );
}

function Unchanged(sides: { before: string; after: string }) {
  const [{ data, error }] = useQuery({
    query: EditionChanges,
    variables: { ...sides, withUnchanged: true },
    context: PLAIN,
  });
  if (error) return <FaultNote error={error} />;
  const same = data?.editionDifference?.changes.filter(({ kind }) => kind === "UNCHANGED");
  if (!same) return <Waiting />;
  return (
    <ul role="list" className={styles.same}>
      {same.map(({ after }) => (
        <li key={after?.code}>
          <code dir="ltr">{after?.code}</code> <Localised text={after?.prompt} isPlain />
        </li>
      ))}
    </ul>
  );
}

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
