import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { Link } from "@tanstack/react-router";
import { useMutation, useQuery } from "urql";

import type { FilePackageMutation, PackagedOutcome, PackageSeenQuery } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { Instant, Localised, useTongue, Waiting } from "../../widgets";
import { save } from "../../widgets/save";
import { SurveyForm } from "../survey/documents";
import { type Form, readForm } from "../survey/form";
import { asAsked, saidOf } from "../survey/said";
import { SaidView } from "../survey/said-view";
import { FilePackage, PackageSeen } from "./documents";
import style from "./home.module.css";
import { Refused } from "./refused";

type Seen = NonNullable<PackageSeenQuery["packagePreview"]>;
type Filed = FilePackageMutation["filePackage"];

interface Props {
  id: string;
  /** Whether the reader files: a publishing authority does. */
  mayFile: boolean;
}

/** What filing a package would do to the draft here, and filing it. */
export function Preview({ id, mayFile }: Props) {
  const [read, again] = useQuery({ query: PackageSeen, variables: { id }, requestPolicy: "network-only" });
  const [filing, file] = useMutation(FilePackage);
  const seen = read.data?.packagePreview;
  // It may be of another round than the file whose page this is.
  const edition = seen?.round.edition?.code;
  const [asked] = useQuery({ query: SurveyForm, variables: { edition: edition ?? "" }, pause: edition === undefined });
  const [filed, setFiled] = useState<Filed | null>(null);
  const form = asked.data?.edition;
  if (filed) return <OnRecord filed={filed} />;

  async function act({ root, seen: token }: Seen) {
    const { data } = await file({ input: { package: id, root, seen: token } });
    if (data) setFiled(data.filePackage);
  }

  return (
    <section aria-labelledby="package" className={style.part}>
      <h2 id="package">
        <FormattedMessage id="home.package" />
      </h2>
      <Refused error={read.error ?? asked.error} title="home.notShown" />
      {read.fetching && <Waiting />}
      {read.data && !seen && (
        <p>
          <FormattedMessage id="home.noPackage" />
        </p>
      )}
      {seen && form && (
        <>
          <Facts seen={seen} />
          <Changes seen={seen} form={readForm(form)} />
          {seen.missingEvidence.length > 0 ? (
            <Missing seen={seen} onAnew={() => again({ requestPolicy: "network-only" })} />
          ) : mayFile ? (
            <>
              <p className={style.note}>
                <FormattedMessage id="home.fileMeans" />
              </p>
              <Button data-variant="primary" isPending={filing.fetching} onPress={() => void act(seen)}>
                <FormattedMessage id="home.file" />
              </Button>
            </>
          ) : (
            <p className="notice">
              <FormattedMessage id="home.whoFiles" />
            </p>
          )}
          <Refused error={filing.error} title="home.notFiled" />
        </>
      )}
    </section>
  );
}

function Facts({ seen }: { seen: Seen }) {
  const { home, homePosition, madeAt, handedInAt, root, answerCount, publicCount, namesState, filing } = seen;
  return (
    <>
      <p>
        <FormattedMessage
          id="home.from"
          values={{ home: <bdi dir="ltr">{home}</bdi>, position: homePosition, at: <Instant at={handedInAt} /> }}
        />
        {madeAt && (
          <>
            {" "}
            <FormattedMessage id="home.madeAt" values={{ at: <Instant at={madeAt} /> }} />
          </>
        )}
      </p>
      <p>
        <FormattedMessage id="home.root" />:{" "}
        <code className={style.root} dir="ltr">
          {root}
        </code>
      </p>
      <p>
        <FormattedMessage id="home.counts" values={{ count: answerCount, open: publicCount }} />{" "}
        <FormattedMessage id={namesState ? "home.named" : "home.notNamed"} />
      </p>
      {filing && (
        <p className="notice">
          <FormattedMessage id="home.standsAlready" values={{ position: filing.position }} />
        </p>
      )}
    </>
  );
}

const OUTCOMES: Record<PackagedOutcome, MessageId> = {
  ADDED: "home.outcome.ADDED",
  CHANGED: "home.outcome.CHANGED",
  UNCHANGED: "home.outcome.UNCHANGED",
};

/** Each answer, with what it would be to the draft here. */
function Changes({ seen: { answers, takenBack }, form }: { seen: Seen; form: Form }) {
  return (
    <>
      {(Object.keys(OUTCOMES) as PackagedOutcome[]).map((outcome) => {
        const some = answers.filter((answer) => answer.outcome === outcome);
        if (some.length === 0) return null;
        return (
          <section key={outcome} aria-labelledby={`outcome-${outcome}`}>
            <h3 id={`outcome-${outcome}`}>
              <FormattedMessage id={OUTCOMES[outcome]} values={{ count: some.length }} />
            </h3>
            {some.map(({ question: code, content }) => {
              const question = form.questions.get(code);
              return (
                <article key={code} className={style.answer} aria-labelledby={`answer-${code}`}>
                  <h4 id={`answer-${code}`}>
                    <Localised text={question?.prompt} isPlain /> <code dir="ltr">{code}</code>
                  </h4>
                  <SaidView question={question ?? NOT_ASKED} said={asAsked(saidOf(content), question?.kind ?? "")} />
                </article>
              );
            })}
          </section>
        );
      })}
      {takenBack.length > 0 && (
        <section aria-labelledby="taken-back">
          <h3 id="taken-back">
            <FormattedMessage id="home.takenBack" values={{ count: takenBack.length }} />
          </h3>
          <ul>
            {takenBack.map((code) => (
              <li key={code}>
                <Localised text={form.questions.get(code)?.prompt} isPlain /> <code dir="ltr">{code}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** A question that the form does not have. */
const NOT_ASKED = { options: [] };

/** The documents that have to be sent here first. */
function Missing({ seen: { missingEvidence }, onAnew }: { seen: Seen; onAnew: () => void }) {
  const tongue = useTongue();
  return (
    <div className={`notice ${style.missing}`}>
      <p>
        <FormattedMessage id="home.missing" values={{ count: missingEvidence.length }} />
      </p>
      <ul>
        {missingEvidence.map(({ sha256, title }) => (
          <li key={sha256 ?? title}>
            {title && <bdi>{title}</bdi>}{" "}
            {sha256 ? <code dir="ltr">{sha256}</code> : <FormattedMessage id="home.removedAtHome" />}
          </li>
        ))}
      </ul>
      <p>
        <Link to="/$tongue/evidence" params={{ tongue }}>
          <FormattedMessage id="home.toEvidence" />
        </Link>{" "}
        <Button onPress={onAnew}>
          <FormattedMessage id="home.lookAgain" />
        </Button>
      </p>
    </div>
  );
}

/** It is on record: the receipt is the State's to keep. */
function OnRecord({ filed }: { filed: Filed }) {
  const tongue = useTongue();
  const { position, root } = filed.filing;
  const { receipt } = filed;
  return (
    <section aria-labelledby="filed" className={style.part}>
      <h2 id="filed">
        <FormattedMessage id="home.filed" />
      </h2>
      <p role="status">
        <FormattedMessage id="home.filedAt" values={{ position }} />
      </p>
      <p>
        <FormattedMessage id="home.root" />:{" "}
        <code className={style.root} dir="ltr">
          {root}
        </code>
      </p>
      <p>
        {receipt && (
          <Button data-variant="primary" onPress={() => save(`normtrack-${position}.jws`, receipt)}>
            <FormattedMessage id="home.keepReceipt" />
          </Button>
        )}{" "}
        <Link to="/$tongue/filings/$position" params={{ tongue, position: String(position) }}>
          <FormattedMessage id="home.toFiling" />
        </Link>
      </p>
    </section>
  );
}
