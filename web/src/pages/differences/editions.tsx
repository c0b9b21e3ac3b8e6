import { getRouteApi } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { PLAIN } from "../../app/plain";
import { Empty, FaultNote, Localised, Page, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { Folded } from "../../widgets/folded";
import { ComparableEditions, EditionChanges } from "./documents";
import { Questions } from "./questions";
import styles from "./differences.module.css";

const route = getRouteApi("/$tongue/differences/editions");

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
