import { Link } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import type { EditionsPublishedQuery } from "../../gql/graphql";
import { FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { useIsEditor } from "../editor/role";
import { Editions } from "./documents";
import style from "./questionnaires.module.css";

/** Which questionnaires there are, in every edition. */
export function QuestionnairesPage() {
  return (
    <Words of="questionnaire">
      <List />
    </Words>
  );
}

function List() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const isEditor = useIsEditor();
  const [{ data, error }, again] = useQuery({ query: Editions });
  return (
    <Page
      title={formatMessage({ id: "questionnaire.title" })}
      intro={<FormattedMessage id="questionnaire.intro" />}
      actions={
        isEditor && (
          <Link className="button" to="/$tongue/editor" params={{ tongue }}>
            <FormattedMessage id="questionnaire.drafts" />
          </Link>
        )
      }
    >
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {!data && !error && <Waiting />}
      {data && (
        <ul role="list" className={style.editions}>
          {data.editions.map((edition) => (
            <Entry key={edition.id} edition={edition} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function Entry({ edition }: { edition: EditionsPublishedQuery["editions"][number] }) {
  const tongue = useTongue();
  const { code, title, opens, number, questionCount } = edition;
  return (
    <li>
      <h2>
        <Link to="/$tongue/questionnaires/$edition" params={{ tongue, edition: code }}>
          <Localised text={title} isPlain={!title?.isFallback} />
        </Link>
      </h2>
      <p>
        <code dir="ltr">{code}</code> · <FormattedMessage id="questionnaire.number" values={{ number }} /> ·{" "}
        <FormattedMessage id="questionnaire.questions" values={{ count: questionCount }} />
      </p>
      <p className="muted">
        <FormattedMessage id={`questionnaire.opens.${opens}`} />
      </p>
    </li>
  );
}
