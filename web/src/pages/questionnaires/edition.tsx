import { Link, useLocation, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { PLAIN } from "../../app/plain";
import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { DocumentButton } from "../../widgets/document-button";
import { Words } from "../../widgets/words";
import { useLanguageName } from "../provisions/wording";
import { type Edition, EditionAsAsked } from "./documents";
import { AskedModules } from "./modules";
import style from "./questionnaires.module.css";

/** An edition as everybody can read it: what is asked, when, and what can be said. */
export function EditionPage() {
  return (
    <Words of="questionnaire">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { edition: code } = useParams({ from: "/$tongue/questionnaires/$edition" });
  const [{ data, error, fetching }, again] = useQuery({
    query: EditionAsAsked,
    variables: { edition: code },
    context: PLAIN,
  });
  const edition = data?.edition;
  return (
    <Page
      title={edition?.title?.content ?? code}
      heading={edition && <Localised text={edition.title} isPlain={!edition.title?.isFallback} />}
      above={
        <p className="small">
          <Link to="/$tongue/questionnaires" params={{ tongue }}>
            <FormattedMessage id="questionnaire.title" />
          </Link>
        </p>
      }
      actions={edition && <DocumentButton documents={[{ is: "form", edition: edition.code }]} />}
    >
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !data && <Waiting label={formatMessage({ id: "shell.waiting" })} />}
      {data && !edition && (
        <Empty
          title={<FormattedMessage id="questionnaire.unknown" />}
          hint={<FormattedMessage id="questionnaire.unknownHint" />}
        />
      )}
      {edition && <Whole edition={edition} />}
    </Page>
  );
}

function Whole({ edition }: { edition: Edition }) {
  const tongue = useTongue();
  const languageName = useLanguageName();
  const named = useLocation({ select: ({ hash }) => hash });
  const [isUnfolded, setUnfolded] = useState(false);
  const { code, number, questionCount, opens, sourceLanguage, translationRevision, hash } = edition;
  return (
    <>
      <p>
        <code dir="ltr">{code}</code> · <FormattedMessage id="questionnaire.number" values={{ number }} /> ·{" "}
        <FormattedMessage id="questionnaire.questions" values={{ count: questionCount }} />
      </p>
      <p>
        <FormattedMessage id={`questionnaire.opens.${opens}`} />
      </p>
      <p className="muted small">
        <FormattedMessage
          id="questionnaire.source"
          values={{ language: languageName(sourceLanguage), revision: translationRevision }}
        />{" "}
        <FormattedMessage id="questionnaire.hash" />: <code className={style.hash}>{hash}</code>
      </p>
      <Localised text={edition.intro} as="p" className={style.intro} />
      <p className={`no-print ${style.acts}`}>
        <Button onPress={() => setUnfolded(!isUnfolded)}>
          <FormattedMessage id={isUnfolded ? "questionnaire.fold" : "questionnaire.unfold"} />
        </Button>
        <Link to="/$tongue/differences/editions" params={{ tongue }} search={{ before: code }} className="button">
          <FormattedMessage id="questionnaire.compare" />
        </Link>
      </p>
      <AskedModules edition={edition} isUnfolded={isUnfolded} named={named} />
    </>
  );
}
